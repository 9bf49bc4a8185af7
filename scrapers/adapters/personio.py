"""Personio: a board's XML feed, or the rows of its search.json."""

import html
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from lxml import etree

from jobboard.posting import Draft
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import MOST, Record, records

NAME = "personio"
_HOST = re.compile(r"^(?P<slug>[\w-]+)\.jobs\.personio\.(?P<end>de|com)$")
_ROOT = b"<workzag-jobs"
_END = re.compile(rb"(?:</workzag-jobs\s*>|<workzag-jobs[^<>]*/>)\s*(?:<!--.*?-->\s*)*$", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_ROW_MARKS = ("office", "offices", "employment_type", "employmentType", "schedule", "department", "subcompany")


def matches(answer: Answer) -> int:
    """The board's host, and a feed or rows of its shape."""
    host = bool(_HOST.match(answer.parts.hostname or ""))
    if _ROOT in answer.body[:2048]:
        return 100 if host else 80
    rows = (
        answer.is_json()
        and b'"name"' in answer.body
        and (b'"employment_type"' in answer.body or b'"office"' in answer.body)
    )
    return (90 if host else 50) if rows else 20 * host


def parse(answer: Answer) -> Parsed:
    """Every position of the feed that is whole; a feed that is cut off says so."""
    return _rows(answer) if answer.is_json() else _feed(answer)


def _feed(answer: Answer) -> Parsed:
    if _ROOT not in answer.body[:2048]:
        raise UnreadableAnswer(answer.url, NAME, f"no <workzag-jobs> feed; it begins {answer.opening()!r}")
    positions, fault = _positions(fields.clean(answer.text()))
    drafts = tuple(_draft(answer, position) for position in positions)
    cut = not _END.search(answer.body[-4096:])
    gaps = (f"{answer.url}: the feed is cut off after {len(drafts)} whole positions",) if cut else ()
    notes = (f"the feed is no clean XML: {fault}",) if fault and not cut else ()
    return Parsed(drafts, total=None if cut else len(drafts), notes=notes, gaps=gaps, tenant=_slug(answer.parts))


def _positions(text: str) -> tuple[list[Record], str]:
    """The positions whose end was seen, and what the parser had to put right."""
    # The text is decoded already: what its declaration says of bytes no longer holds. A stray ampersand or an entity that
    # is not XML's own would be left out by the parser, and after it also the known ones: they become plain text.
    parts = _CDATA.split(_DECLARATION.sub("", text, count=1))
    plain = "".join(part if part.startswith("<![CDATA[") else _STRAY.sub("&amp;", part) for part in parts)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(plain.encode(), parser)
    except etree.LxmlError as error:
        return [], str(error)
    # The parser closes by force what a cut leaves open: a position is whole if its own end is there.
    whole = sum(part.count("</position>") for part in parts if not part.startswith("<![CDATA["))
    elements = islice(tree.iter("position"), min(whole, MOST)) if tree is not None else ()
    return [_record(element) for element in elements], parser.error_log[0].message if len(parser.error_log) else ""


def _record(position: Any) -> Record:
    """A position as the object that search.json would have."""
    found: Record = {
        child.tag: (child.text or "") for child in position if isinstance(child.tag, str) and len(child) == 0
    }
    found["offices"] = [office.text for office in position.iterfind("additionalOffices/office")]
    found["sections"] = [
        (part.findtext("name") or "", part.findtext("value") or "") for part in position.iter("jobDescription")
    ]
    return found


def _rows(answer: Answer) -> Parsed:
    data = answer.json()
    found = records(data, lambda node: "id" in node and "name" in node and any(mark in node for mark in _ROW_MARKS))
    if not found and data not in ([], {"jobs": []}):
        raise UnreadableAnswer(answer.url, NAME, "no rows with id, name and office")
    return Parsed(tuple(_draft(answer, node) for node in found), total=len(found), tenant=_slug(answer.parts))


def _slug(parts: SplitResult) -> str:
    match = _HOST.match(parts.hostname or "")
    return match["slug"] if match else ""


def _draft(answer: Answer, node: Record) -> Draft:
    get, number = node.get, fields.text(node.get("id"))
    page = f"{fields.origin(answer.url)}/job/{quote(number, safe='')}" if fields.origin(answer.url) and number else ""
    description, is_html = fields.join_texts([*_sections(get("sections") or ()), get("description")])
    return fields.draft(
        number,
        get("name"),
        employer=fields.line(get("subcompany")),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[fields.place(name, locality=name) for name in _offices(node)],
        # The board answers in the language it is asked for, if it has the text in it: a text says so better itself.
        language="" if description else _language(answer.parts),
        employment=fields.lines([get("employmentType") or get("employment_type"), get("schedule")]),
        occupation=fields.line(get("occupation")).replace("_", " "),
        experience=fields.line(get("seniority")),
        date_posted=fields.day(get("createdAt") or get("created_at")),
    )


def _sections(sections: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"<h3>{html.escape(fields.line(name))}</h3>\n{value}" if fields.line(name) else value
        for name, value in sections
        if value.strip()
    ]


def _offices(node: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*fields.lines(node.get("office")), *fields.lines(node.get("offices")))))


def _language(parts: SplitResult) -> str:
    """The language the feed was asked for."""
    values = parse_qs(parts.query).get("language", [""])
    return values[0][:2].lower()


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board's feed in the language of the parameters; an address of a feed or of rows is taken as it is."""
    parts = urlsplit(url)
    if parts.path.rstrip("/").endswith(("xml", ".json")):
        return (Fetch(url),)
    return (Fetch(f"{fields.origin(url)}/xml?language={quote(str(params.get('language', 'de')))}"),)


def _hosts(url: str) -> tuple[str, ...]:
    """A board's two hosts: the one redirects to the other."""
    slug = _slug(urlsplit(url))
    return (f"{slug}.jobs.personio.de", f"{slug}.jobs.personio.com") if slug else ()


ADAPTER = Adapter(
    name=NAME,
    looks_for="Personio's <workzag-jobs> feed or the rows of search.json",
    matches=matches,
    parse=parse,
    start=start,
    hosts=_hosts,
)
