"""XML feeds of postings: every record that is whole, also of a feed that is cut off or is no clean XML."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from scrapers import fields
from scrapers.answer import Answer
from scrapers.shapes import MOST

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_NAMELESS = re.compile(r"<>.{0,2000}?</>", re.DOTALL)  # a field that is not set up has no name


@dataclass(frozen=True, slots=True)
class Feed:
    """The whole records of a feed; `fault` is what the parser had to put right, `cut` that the feed has no end."""

    records: tuple[Any, ...]
    fault: str
    cut: bool


def read_feed(answer: Answer, root: str, record: str) -> Feed:
    """The records of a feed whose outermost element is `root`."""
    text = fields.clean(answer.text())
    # The text is decoded already: what its declaration says of bytes no longer holds. A stray ampersand would be left
    # out by the parser, and after it also the known entities: it becomes plain text.
    parts = _CDATA.split(_DECLARATION.sub("", text, count=1))
    cleaned = "".join(
        part if part.startswith("<![CDATA[") else _STRAY.sub("&amp;", _NAMELESS.sub("", part)) for part in parts
    )
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(cleaned.encode(), parser)
    except etree.LxmlError as error:
        return Feed((), str(error), cut=True)
    # The parser closes by force what a cut leaves open: a record is whole if its own end is there.
    plain = [part for part in parts if not part.startswith("<![CDATA[")]
    whole = sum(part.count(f"</{record}>") for part in plain)
    ended = any(f"</{root}" in part for part in plain[-1:]) or re.search(rf"<{root}\b[^<>]*/>\s*$", text) is not None
    elements = islice(tree.iter(record), min(whole, MOST)) if tree is not None else ()
    fault = parser.error_log[0].message if len(parser.error_log) else ""
    return Feed(tuple(elements), fault, cut=not ended)


def children(element: Any) -> dict[str, str]:
    """The text of each child by its name without a namespace; of several of one name, the first that says something."""
    found: dict[str, str] = {}
    for child in element:
        if isinstance(child.tag, str) and len(child) == 0:
            name = child.tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]
            found[name] = found.get(name) or (child.text or "").strip()
    return found
