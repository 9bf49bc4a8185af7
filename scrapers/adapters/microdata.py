"""Microdata: the JobPosting items of a page, as the objects that JSON-LD would have written."""

import re
from itertools import islice
from typing import Any

from lxml import etree

from scrapers.page import Tree
from scrapers.shapes import Record

_POSTING = re.compile(r"schema\.org/JobPosting", re.IGNORECASE)
_ITEM = re.compile(r"schema\.org/(\w+)", re.IGNORECASE)
# Career systems write these without itemscope; with properties of their own inside they are items all the same.
_NESTED = frozenset(
    {
        "joblocation",
        "address",
        "hiringorganization",
        "basesalary",
        "value",
        "identifier",
        "applicantlocationrequirements",
    }
)
_VALUES = {
    "meta": "content", "a": "href", "link": "href", "time": "datetime", "data": "value", "meter": "value", "img": "src",
    "object": "data", "audio": "src", "video": "src", "iframe": "src", "embed": "src", "source": "src",
}  # fmt: skip
_HTML = frozenset(
    {"description", "responsibilities", "qualifications", "skills", "jobbenefits", "incentivecompensation"}
)
_DEPTH, _ITEMS, _PROPERTIES = 6, 1_000, 1_000


def postings(tree: Tree) -> list[Record]:
    """The page's JobPosting items; cards of other jobs (items without a description) only if there is nothing else."""
    found = (element for element in tree.iter() if isinstance(element.tag, str) and _is_posting(element))
    items = [_item(element, 0) for element in islice(found, _ITEMS)]
    full = [item for item in items if item.get("description")]
    return full or [item for item in items if len(item) > 1]


def _is_posting(element: Tree) -> bool:
    return bool(_POSTING.search(element.get("itemtype") or "")) and not any(
        _POSTING.search(parent.get("itemtype") or "") for parent in element.iterancestors()
    )


def _item(element: Tree, depth: int) -> Record:
    kind = _ITEM.search(element.get("itemtype") or "")
    found: dict[str, list[Any]] = {"@type": [kind[1] if kind else "Thing"]}
    for part in _own_properties(element):
        for name in (part.get("itemprop") or "").split():
            if (value := _value(part, name, depth)) != "":
                found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _own_properties(element: Tree) -> list[Tree]:
    """The elements that carry a property of this item and not of an item inside it, in document order."""
    own: list[Tree] = []
    stack = list(reversed(element))
    while stack and len(own) < _PROPERTIES:
        part = stack.pop()
        if not isinstance(part.tag, str):
            continue
        if part.get("itemprop"):
            own.append(part)
        if not (part.get("itemprop") and _is_item(part)) and part.get("itemscope") is None:
            stack += reversed(part)
    return own


def _is_item(part: Tree) -> bool:
    if part.get("itemscope") is not None or part.get("itemtype"):
        return True
    names = {name.lower() for name in part.get("itemprop", "").split()}
    return bool(names & _NESTED) and part.find(".//*[@itemprop]") is not None


def _value(part: Tree, name: str, depth: int) -> Any:
    if _is_item(part) and depth < _DEPTH:
        return _item(part, depth + 1)
    attribute = _VALUES.get(part.tag, "content")
    if part.get(attribute) is not None:
        return part.get(attribute).strip()
    if name.lower() in _HTML:
        return etree.tostring(part, encoding="unicode", method="html", with_tail=False)
    return " ".join("".join(part.itertext()).split())
