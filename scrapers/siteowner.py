"""Whose site is this? A name for an employer whom nobody else names, taken from where sites write their own."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from scrapers.fields import line
from scrapers.page import Tree

_SEPARATED = re.compile(r"\s+(?:[-–|·•»])\s+")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|Copyright)(?:\s*©)?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,:]*(?P<name>[^\W\d_][^.|\n©]{2,60}\.?)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*[-–,|]?\s*(?:all rights reserved|alle rechte vorbehalten).*$", re.IGNORECASE)
_SHORTEST = 5
_LOOKED_AT = 2_000


def owner_of(tree: Tree, url: str, titles: Sequence[str], title: str, meta: Mapping[str, str]) -> str:
    """The name, from the surest place that has one: the site's tag, its titles, its host, its copyright."""
    if name := meta.get("og:site_name"):
        return line(name)
    for written in titles:
        parts = [line(part) for part in _SEPARATED.split(written)]
        if len(parts) > 1 and _squeezed(parts[0]) == _squeezed(title):
            return parts[-1]
    host = urlsplit(url).hostname or ""
    return next(_named_by_host(tree, host), "") or _copyright(tree, host)


def _squeezed(text: str) -> str:
    """Letters and digits alone, without accents, as host names have them."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def _named_by_host(tree: Tree, host: str) -> Iterator[str]:
    """Headings and names of pictures that stand in the host's name, too."""
    inside = _squeezed(host)
    for element in islice(tree.iter("h1", "h2", "h3", "img"), _LOOKED_AT):
        written = line(element.get("alt") if element.tag == "img" else "".join(element.itertext())[:200])
        name = _squeezed(re.sub(r"\(.*?\)", "", written))
        if len(name) >= _SHORTEST and name in inside:
            yield written


def _copyright(tree: Tree, host: str) -> str:
    """Who claims the copyright; the maker of a system that hosts others' sites is none of its employers."""
    for piece in islice(tree.itertext(), 10 * _LOOKED_AT):
        if ("©" in piece or "opyright" in piece) and (match := _COPYRIGHT.search(piece[:300])):
            name = line(_RIGHTS.sub("", match["name"]))
            labels = host.split(".")
            hosts_others = len(labels) > 2 and _squeezed(name) == _squeezed(labels[-2])
            return "" if hosts_others else name
    return ""
