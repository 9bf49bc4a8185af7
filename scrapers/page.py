"""What does an HTML page carry for machines? Script blocks, links, meta tags; broken pages give what they give."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from scrapers.answer import Answer
from scrapers.fields import clean, web_address

_LD_JSON = re.compile(r"ld\s*\+\s*json", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{0,600}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINKS = 20_000
Tree = Any  # lxml's element; its stubs are not installed


def tree_of(answer: Answer) -> Tree | None:
    """The page's elements, or None if there are none: an empty page, a text without tags."""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(clean(answer.text()).encode(), parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree


def script_blocks(tree: Tree) -> list[str]:
    """The JSON-LD script blocks, in order, as they stand."""
    return ["".join(script.itertext()) for script in tree.iter("script") if _LD_JSON.search(script.get("type") or "")]


def links(tree: Tree, base: str) -> Iterator[tuple[str, str]]:
    """The address and relation ("next") of each link, in order, up to a number no real page has."""
    for element in islice(tree.iter("a", "link"), _LINKS):
        if address := web_address(element.get("href"), base):
            yield address, (element.get("rel") or "").lower()


def meta_values(markup: str, name: str) -> Iterator[str]:
    """What the page's meta tags of a name say, read from the markup itself: also if no tree can be made of it."""
    for tag in _META.finditer(markup):
        found = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(tag[0])}
        if found.get("name", "").strip().lower() == name:
            yield found.get("content", "").strip()
