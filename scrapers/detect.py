"""Which career system stands behind a page? Read from its address, what it links to and loads, and what it contains."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from jobboard.posting import Permission
from jobboard.region import Feed, Pack, Source
from scrapers import adapters, fields
from scrapers.adapters import ADAPTERS, schemaorg, webpage
from scrapers.answer import Answer
from scrapers.errors import NoAdapter
from scrapers.page import Tree, tree_of
from scrapers.systems import SYSTEMS, System

# (tag, attribute): what is found there is called, and how much it weighs beside other signs.
_PLACES = {
    ("iframe", "src"): ("frame", 80), ("frame", "src"): ("frame", 80), ("embed", "src"): ("frame", 80),
    ("script", "src"): ("script", 60), ("form", "action"): ("form", 60),
    ("a", "href"): ("link", 40), ("link", "href"): ("link", 40), ("iframe", "data-src"): ("frame", 80),
}  # fmt: skip
_OWN, _OWN_SHAPE, _GENERATOR, _MARKER, _WRITTEN, _SHAPE = 100, 90, 70, 50, 30, 20
_SURE = 60  # how high an adapter rates an answer of its own shape
_ADDRESS = re.compile(r"https?:(?:\\?/){2}[\w.-]+(?:\\?/[\w./\\?=&%-]*)?")
_MOST, _MARKUP = 5_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One system and why it is thought to be there; `source` is the address for the region pack.

    `adapter` is empty where the system is known by sight only.
    """

    system: str
    source: str
    evidence: str
    weight: int
    adapter: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Sign:
    what: str
    address: str
    weight: int


def systems_behind(answer: Answer) -> tuple[Finding, ...]:
    """The systems a page shows signs of, the surest first; a page without a sign is still one that may be read."""
    tree = tree_of(answer) if answer.is_markup() else None
    if not answer.url and tree is not None:
        answer = replace(answer, url=_canonical(tree))
    signs = [_Sign("the page's own address", answer.url, _OWN)] if answer.url else []
    signs += _signs(answer, tree) if tree is not None else []
    found: dict[str, Finding] = {}
    for system in SYSTEMS:
        for finding in (*_by_address(system, signs, answer), *_by_marker(system, answer, tree)):
            known = found.get(finding.system)
            if known is None or finding.weight > known.weight:
                found[finding.system] = finding
    if (shape := _by_shape(answer)) and (shape.weight > _SHAPE or not found):
        known = found.get(shape.system, shape)
        found[shape.system] = replace(known, weight=max(known.weight, shape.weight))
    return tuple(sorted(found.values(), key=lambda finding: -finding.weight))


def _canonical(tree: Tree) -> str:
    """A saved page's own address, as it writes it."""
    links = islice(tree.iter("link"), _MOST)
    return next((fields.web_address(one.get("href")) for one in links if (one.get("rel") or "") == "canonical"), "")


def _signs(answer: Answer, tree: Tree) -> Iterator[_Sign]:
    """Every address the page loads, leads to or writes into its scripts."""
    tags = dict.fromkeys(tag for tag, _ in _PLACES)
    for element in islice(tree.iter(*tags), _MOST):
        for (tag, attribute), (what, weight) in _PLACES.items():
            if element.tag == tag and (address := fields.web_address(element.get(attribute), answer.url)):
                yield _Sign(f"a {what} to {address[:200]}", address, weight)
    for match in islice(_ADDRESS.finditer(answer.text()[:_MARKUP]), _MOST):
        if address := fields.web_address(match[0].replace("\\", "")):
            yield _Sign(f"{address[:200]} is written in the page", address, _WRITTEN)


def _by_address(system: System, signs: list[_Sign], answer: Answer) -> Iterator[Finding]:
    if system.address is None:
        return
    for sign in signs:
        if system.own and sign.weight < _OWN:
            continue
        scheme_free = sign.address.split("://", 1)[-1]
        if match := system.address.search(scheme_free):
            # An address that names the tenant is worth more than the system's front page.
            complete = all(match.groupdict(default="").values()) if match.groupdict() else False
            yield _finding(system, match, answer, sign.what, sign.weight + bool(complete))


def _by_marker(system: System, answer: Answer, tree: Tree | None) -> Iterator[Finding]:
    if tree is None:
        return
    for element in islice(tree.iter("meta"), 500 if system.generator else 0):
        content = (element.get("content") or "")[:300] if (element.get("name") or "").lower() == "generator" else ""
        if system.generator and (match := system.generator.search(content)):
            yield _finding(system, match, answer, f"the generator tag says {fields.line(content)[:80]!r}", _GENERATOR)
    if system.marker and (match := system.marker.search(answer.text()[:_MARKUP])):
        yield _finding(system, match, answer, f"{match[0][:60]!r} stands in the page", _MARKER)


def _finding(system: System, match: re.Match[str], answer: Answer, evidence: str, weight: int) -> Finding:
    page = fields.web_address(answer.url)
    groups = {name: value or "" for name, value in match.groupdict().items()}
    source = system.source.format(origin=fields.origin(page), page=page, **groups)
    return Finding(system.name, source, evidence, weight, system.name if system.name in ADAPTERS else "")


def _by_shape(answer: Answer) -> Finding | None:
    """What reads the answer itself: an adapter that knows its shape, or one for any page."""
    try:
        reader = adapters.detect(answer)
    except NoAdapter:
        return None
    evidence = {
        schemaorg.NAME: "schema.org JobPosting, or a sitemap, and no sign of a known system",
        webpage.NAME: "no sign of a known system: the page's own text can be read",
    }
    known = reader.name not in evidence
    said = f"the answer itself: {reader.looks_for}" if known else evidence[reader.name]
    weight = _OWN_SHAPE if known and reader.matches(answer) >= _SURE else _SHAPE
    return Finding(reader.name, fields.web_address(answer.url), said, weight, reader.name)


def is_refused(pack: Pack, url: str) -> bool:
    """Whether nothing that the pack lists of a host has a permission; a host it does not list may be looked at."""
    sources: list[Source | Feed] = [
        *pack.feeds,
        *(source for employer in pack.employers for source in employer.sources),
    ]
    listed = [source for source in sources if urlsplit(source.url).hostname == urlsplit(url).hostname]
    return bool(listed) and all(source.permission is Permission.NONE for source in listed)
