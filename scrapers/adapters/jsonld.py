"""JSON-LD: every JobPosting of a page's script blocks, repaired where a block is broken but plain.

Only JSON-LD is read, never the JSON a framework embeds beside it: that is where other jobs ("related") stand.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from scrapers.relaxed import read_relaxed
from scrapers.shapes import Record, first_record, objects, records

_WRAPPERS = ("<!--", "-->", "<![CDATA[", "]]>", "//", "/*", "*/", ";", "\ufeff")
_REPAIRED = 500_000  # characters; the repair looks at each of them
_OTHERS = re.compile(r"related|similar|recommend|suggest|more_?jobs|other_?jobs", re.IGNORECASE)
_POSTING = re.compile(r"job_?posting", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The postings of a page's blocks; `gaps` are blocks that mean a posting and cannot be read.

    `linked` are the addresses an overview (ItemList) gives in place of postings. A `feed` (DataFeed) holds all there are.
    """

    postings: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    feed: bool = False


def read_blocks(blocks: Iterable[str]) -> Blocks:
    """What the blocks hold; a block that cannot be read costs only itself."""
    documents: list[object] = []
    notes: list[str] = []
    gaps: list[str] = []
    for at, block in enumerate(blocks, 1):
        if not block.strip():
            notes.append(f"JSON-LD block {at} is empty")
            continue
        try:
            documents.append(read_block(block))
        except ValueError as error:
            (gaps if _POSTING.search(block) else notes).append(f"JSON-LD block {at} cannot be read: {error}")
    found = collect(documents)
    return replace(found, notes=tuple(notes), gaps=tuple(gaps))


def collect(documents: list[object]) -> Blocks:
    """The postings of documents that are read already."""
    found = records(documents, is_posting, skip=lambda key: bool(_OTHERS.search(key)))
    feed = first_record(documents, lambda node: "datafeed" in types_of(node)) is not None
    if not found:
        lists = records(documents, lambda node: "itemlist" in types_of(node))
        items = [item for node in lists for item in objects(properties(node).get("itemlistelement"))]
        addresses = [item.get("url") or item.get("item") for item in items]
        linked = dict.fromkeys(address for address in addresses if isinstance(address, str))
        return Blocks(linked=tuple(linked), feed=feed)
    named: dict[str, Record] = {}
    records(documents, lambda node: _remember(named, node))
    return Blocks(tuple({key: _resolved(value, named) for key, value in node.items()} for node in found), feed=feed)


def read_block(block: str) -> Any:
    """The value of one block; raises ValueError with the reason if it cannot be repaired."""
    text = _unwrapped(block)
    for attempt in (block, text):
        try:
            return json.loads(attempt, strict=False, parse_constant=_refuse)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        except ValueError:
            continue
    if len(text) > _REPAIRED:
        raise ValueError(f"no JSON, and with {len(text)} characters too long to be repaired")
    if text.count("&quot;") > text.count('"'):
        return read_relaxed(html.unescape(text))
    try:
        return read_relaxed(block)
    except ValueError:
        return read_relaxed(text)


def _unwrapped(block: str) -> str:
    text, before = block.strip(), ""
    for _ in range(8):
        if text == before:
            break
        before = text
        for mark in _WRAPPERS:
            text = text.removeprefix(mark).removesuffix(mark).strip()
    return text


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def fold(name: str) -> str:
    """A property or type name without case, prefix and vocabulary: "schema:JobPosting", "http://schema.org/jobPosting"."""
    return re.split(r"[/#:]", name.strip())[-1].lower()


def properties(node: Mapping[str, Any]) -> Record:
    """A node by folded property names; of two that mean the same, the first that says something."""
    found: Record = {}
    for key, value in node.items():
        if found.get(fold(key)) in (None, "", [], {}):
            found[fold(key)] = value
    return found


def types_of(node: Mapping[str, Any]) -> set[str]:
    """The folded types of a node."""
    kinds = next((value for key, value in node.items() if key.lower() in ("@type", "type")), None)
    return {fold(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def is_posting(node: Mapping[str, Any]) -> bool:
    """Whether a node says of itself that it is a JobPosting."""
    return "jobposting" in types_of(node)


def _remember(named: dict[str, Record], node: Record) -> bool:
    if isinstance(name := node.get("@id"), str) and len(node) > 2:
        named.setdefault(name, node)
    return False


def _resolved(value: object, named: Mapping[str, Record]) -> object:
    """The node a reference ({"@id": …}) stands for; one step, since a circle of references has no end."""
    if isinstance(value, list):
        return [_resolved(item, named) for item in value]
    if isinstance(value, dict) and len(value) <= 2 and isinstance(name := value.get("@id"), str):
        return named.get(name, value)
    return value
