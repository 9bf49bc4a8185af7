"""What do the lists of career systems share? Pages, sections under headings, places in one line, embedded JSON."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit, urlunsplit

from jobboard.places import COUNTRIES, is_no_place
from jobboard.posting import Place
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

_LONGEST = 10_000  # characters of a line of places
_ABBREVIATION = re.compile(r"^[A-Z]{2,4}$")
_PREFIXED = re.compile(r"^(?P<country>[A-Z]{2,3})-(?=\S)")
_APART = re.compile(r"[;|\n]")
_COUNT = re.compile(
    r"^(?:\d+|multiple|several|mehrere|verschiedene) (?:locations?|standorte?|orte|sites?|lieux|ubicaciones)$", re.I
)


def asked(url: str, name: str) -> str:
    """A value of an address's query; empty if there is none."""
    try:
        return parse_qs(urlsplit(url).query).get(name, [""])[0]
    except ValueError:
        return ""


def turned(url: str, **query: object) -> str:
    """The address with other values in its query: the next page of a list."""
    try:
        parts = urlsplit(url)
        values = {name: found[0] for name, found in parse_qs(parts.query).items()}
    except ValueError:
        return ""
    values |= {name: str(value) for name, value in query.items()}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(values), "")) if parts.netloc else ""


def next_page(url: str, **query: object) -> tuple[Fetch, ...]:
    """The fetch of the next page of a list; none of a file that has no address."""
    address = turned(url, **query)
    return (Fetch(address),) if fields.origin(address) else ()


def step(url: str, at: int) -> str:
    """A part of an address's path by its place; empty if the path is shorter."""
    try:
        steps = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return ""
    return unquote(steps[at]) if -len(steps) <= at < len(steps) else ""


def label(url: str, end: str) -> str:
    """The tenant of a host such as "tenant.system.com", given the system's end of it; else an empty text."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    name = host.removesuffix(end)
    return name if name != host and re.fullmatch(r"[\w-]+", name) and name != "www" else ""


def segment(value: object) -> str:
    """A value as one part of a path."""
    return quote(fields.text(value), safe="")


def headed(sections: Iterable[tuple[object, object]]) -> list[str]:
    """The bodies of a text's sections, each under its heading if it has one; sections without a body are left out."""
    written = [(fields.line(name), fields.text(body)) for name, body in sections]
    return [f"<h3>{html.escape(name)}</h3>\n{body}" if name else body for name, body in written if body]


def is_count(name: str) -> bool:
    """Whether a list says how many places there are ("3 Locations") instead of naming them."""
    return bool(_COUNT.match(name))


def town_of(name: str) -> str:
    """The town of "Town, Region, Country" or "Country, Region, Town"; empty if only a country or nothing is named."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    named = [part for part in parts if part.casefold() not in COUNTRIES and not is_no_place(part)]
    if not named or len(parts) == 1:
        return ""
    return named[0] if named[0] == parts[0] else named[-1]


def place(name: object, **parts: Any) -> Place | None:
    """A place as it is written in one line; "DE-Town" and "DE-Region-Town" name the country first."""
    written = fields.line(name)
    if match := _PREFIXED.match(written):
        steps = written[match.end() :].split("-")
        if match["country"].casefold() in COUNTRIES and len(steps) <= 2:
            parts.setdefault("country", match["country"])
            parts.setdefault("locality", "" if steps[-1].casefold() == "remote" else steps[-1])
    last = written.rsplit(",", 1)[-1].strip()
    if len(last) > 2 and last.casefold() in COUNTRIES:  # two letters after a town may also be a state of the USA
        parts["country"] = parts.get("country") or last
    parts.setdefault("locality", town_of(written))
    return fields.place(written, **parts)


def places_of(text: object) -> list[str]:
    """The places of one line: parted by semicolons or bars, or by commas where these cannot be within one place."""
    found: list[str] = []
    for part in _APART.split(fields.text(text)[:_LONGEST]):
        steps = [step.strip() for step in part.split(",") if step.strip()]
        prefixed = len(steps) > 1 and all(_PREFIXED.match(step) for step in steps)
        short = len(steps) > 2 and all(_ABBREVIATION.match(step) for step in steps)
        found += steps if prefixed or short else [fields.line(part)]
    return [name for name in dict.fromkeys(found) if name and not is_count(name)]


def assigned(answer: Answer, name: str, adapter: str) -> Any:
    """The JSON that a page's script assigns to a variable; None if it assigns none, UnreadableAnswer if it is broken."""
    text = answer.text()
    match = re.search(rf"{re.escape(name)}\s*=\s*(?=[{{\[])", text)
    if not match:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, match.end())[0]
    except RecursionError:
        raise UnreadableAnswer(answer.url, adapter, f"{name} is nested too deeply") from None
    except ValueError as error:
        raise UnreadableAnswer(answer.url, adapter, f"{name} is no JSON: {error}") from error
