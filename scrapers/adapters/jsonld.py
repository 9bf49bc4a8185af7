"""JSON-LD on a page: every JobPosting of its script blocks, repaired where a block is broken but plain.

Only JSON-LD is read, never the JSON a framework embeds beside it: that is where other jobs ("related") stand.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from scrapers.relaxed import read_relaxed
from scrapers.shapes import Record, records

_WRAPPER = re.compile(r"^(?:\s|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>)+|(?:\s|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>|;)+$")
_OTHERS = re.compile(r"related|similar|recommend|suggest|morejobs|otherjobs", re.IGNORECASE)
_POSTING = re.compile(r"job_?\s?posting", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The postings of a page's blocks, what else was to be said of the blocks, and which of them were lost.

    `gaps` are blocks that mean a posting and cannot be read; `linked` are addresses of an overview (ItemList).
    """

    postings: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def read_blocks(blocks: Iterable[str]) -> Blocks:
    """What the blocks hold; a block that cannot be read costs only itself."""
    documents, notes, gaps = [], [], []
    for at, block in enumerate(blocks, 1):
        if not block.strip():
            notes.append(f"JSON-LD block {at} is empty")
            continue
        try:
            documents.append(read_block(block))
        except ValueError as error:
            (gaps if _POSTING.search(block) else notes).append(f"JSON-LD block {at} cannot be read: {error}")
    return collect(documents, notes, gaps)


def collect(documents: list[Any], notes: Iterable[str] = (), gaps: Iterable[str] = ()) -> Blocks:
    """The postings of documents that are read already."""
    index = _index(documents)
    found = [node for document in documents for node in records(document, is_posting, skip=_keys_of_others(document))]
    lists = [node for document in documents for node in records(document, lambda node: "itemlist" in types_of(node))]
    linked = [] if found else [str(item.get("url")) for node in lists for item in _dicts(node.get("itemListElement")) if item.get("url")]
    return Blocks(tuple(_resolved(node, index) for node in found), tuple(notes), tuple(gaps), tuple(dict.fromkeys(linked)))


def read_block(block: str) -> Any:
    """The value of one block; raises ValueError with the reason if it cannot be repaired."""
    text = block.strip()
    for attempt in (text, _WRAPPER.sub("", text)):
        try:
            return json.loads(attempt, strict=False, parse_constant=_refuse)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        except ValueError:
            continue
    if "&quot;" in text and text.count("&quot;") > text.count('"'):
        text = html.unescape(text)
    return read_relaxed(_WRAPPER.sub("", text))


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def fold(key: str) -> str:
    """A property or type name without case, prefix and vocabulary ("schema:JobPosting", "http://schema.org/jobPosting")."""
    return re.split(r"[/#:]", key.strip())[-1].lower()


def types_of(node: Mapping[str, Any]) -> set[str]:
    """The folded types of a node."""
    kinds = next((value for key, value in node.items() if key.lower() in ("@type", "type")), None)
    return {fold(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def is_posting(node: Mapping[str, Any]) -> bool:
    """Whether a node says of itself that it is a JobPosting."""
    return "jobposting" in types_of(node)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _keys_of_others(document: Any) -> set[str]:
    holders = records(document, lambda node: False) if not isinstance(document, dict) else []
    del holders
    return {key for key in _all_keys(document) if _OTHERS.search(key)}


def _all_keys(document: Any) -> set[str]:
    keys: set[str] = set()
    stack = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            keys.update(node)
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return keys


def _index(documents: list[Any]) -> dict[str, Record]:
    named = [node for document in documents for node in _all_nodes(document) if isinstance(node.get("@id"), str) and len(node) > 2]
    return {node["@id"]: node for node in named}
