"""A state's job exchange on SAP E-Recruiting (OData): the list of postings, and each one's detail."""

import re
from urllib.parse import quote, unquote, urlencode, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.adapters.scope import Scope, with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, PAGE = "hessen_odata", 500
_SET = "/PostingAbstractSet"
_JOB_PAGE = "/sap/bc/ui5_ui5/sap/zer5_ccu/index.html"
_GUID = re.compile(r"PostingAbstractSet\('([^']{1,80})'\)")
_PHRASE = 60  # characters; shorter fields of a detail are codes, names and dates
_TERMS = {"unbefristet": False, "befristet": True}
_JSON = (("Accept", "application/json"),)


def matches(answer: Answer) -> int:
    """The service's path, and a list or a detail of its shape."""
    body = answer.body
    shape = answer.is_json() and b'"d"' in body and (b"PostingAbstract" in body or b'"DatePostingBegin"' in body)
    return 80 * bool(shape) + (20 if shape else 30) * (_SET in answer.parts.path)


def parse(answer: Answer) -> Parsed:
    """List rows, or the detail of the posting that the address names."""
    data = answer.json()
    detail = _GUID.search(unquote(answer.url))
    rows = records(data, _is_row)
    page = first_record(data, lambda node: isinstance(node.get("results"), list))
    if detail:
        return _detail(answer, data, detail[1], rows)
    if not rows and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither results nor a posting with Guid and Header")
    scope = Scope.of(answer.hint)
    drafts = [_draft(answer, node) for node in rows]
    kept = [draft for draft in drafts if scope.holds([place.name for place in draft.places])]
    count = whole_number((page or {}).get("__count"))
    follow = [
        *_next_page(answer, scope, page or {}, drafts, count),
        *(_ask(answer, draft.source_ref) for draft in kept),
    ]
    return Parsed(tuple(kept), tuple(follow), scope.total(count))


def _is_row(node: Record) -> bool:
    return "Guid" in node and "Header" in node


def _next_page(answer: Answer, scope: Scope, page: Record, rows: list[Draft], count: int | None) -> list[Fetch]:
    """What the service names as the next page, else the rows after these: as many as it gave, not as were asked for."""
    if not rows or rows[0].source_ref in scope.firsts:
        return []
    after = scope.after(len(rows), rows[0].source_ref)
    query = dict(pair.split("=", 1) for pair in unquote(answer.parts.query).split("&") if "=" in pair)
    asked = whole_number(query.get("$top")) or PAGE
    named = fields.web_address(page.get("__next"), answer.url)
    if named and fields.origin(named) == fields.origin(answer.url):
        return [Fetch(named, headers=_JSON, hint=after.hint())]
    if (count is not None and after.seen < count) or (count is None and len(rows) >= asked):
        return [Fetch(with_query(answer.url, **{"$skip": str(after.seen)}), headers=_JSON, hint=after.hint())]
    return []


def _ask(answer: Answer, guid: str) -> Fetch:
    base = answer.url.split(_SET)[0]
    return Fetch(f"{base}{_SET}('{quote(guid, safe='')}')/ToDetail?$format=json", headers=_JSON, ref=guid)


def _page_of(answer: Answer, guid: str) -> str:
    """The posting's page. It is told from the others by the fragment alone, which a cleaned address would lose."""
    here = fields.origin(answer.url)
    return f"{here}{_JOB_PAGE}#/Stellendetail/{quote(guid, safe='')}" if here and guid else ""


def _draft(answer: Answer, node: Record) -> Draft:
    get, office = node.get, part(node, "Department")
    guid, contract = fields.line(get("Guid")), fields.line(get("ContractTxt"))
    term = next((_TERMS[word] for word in re.findall(r"\w+", contract.casefold()) if word in _TERMS), None)
    draft = fields.draft(
        guid,
        get("Header"),
        employer=fields.line(office.get("Name")),
        places=[_place(node, office)],
        language="de",  # the exchange is a German one: a title such as "Jurist" alone would not tell
        employment=tuple(filter(None, (contract, fields.line(get("WorkingTimeTxt"))))),
        fixed_term=term,
        requisition=fields.line(get("RefCode")),
        date_posted=fields.day(get("DatePostingBegin") or get("DatePosting")),
        valid_through=fields.day(get("DateApplicationEnd")) or fields.day(get("DatePostingEnd")),
    )
    page = _page_of(answer, guid)
    return draft.model_copy(update={"url": page, "apply_url": page})


def _place(node: Record, office: Record) -> Place | None:
    code, town = fields.line(office.get("PostCode")), fields.line(office.get("City"))
    region = fields.line(node.get("RegionHTxt"))
    return fields.place(
        f"{code} {town}" if code or town else region,
        locality=town,
        postal_code=code,
        region=region,
        street=f"{fields.line(office.get('Street'))} {fields.line(office.get('HouseNumber'))}",
        country="DE" if code or town or region else "",
    )


def _detail(answer: Answer, data: object, guid: str, rows: list[Record]) -> Parsed:
    """The texts of a detail in their order. Their names are the state's own, so every field that is a text counts."""
    found = records(data, lambda node: any(_is_text(value) for value in node.values()))
    texts = [value for node in found for value in node.values() if _is_text(value)]
    if not texts and first_record(data, lambda node: "d" in node) is None:
        raise UnreadableAnswer(answer.url, NAME, "a detail without d")
    description, is_html = fields.join_texts(texts)
    draft = _draft(answer, {**(rows[0] if rows else {}), "Guid": guid})
    return Parsed((draft.model_copy(update={"description": description, "description_is_html": is_html}),))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) >= _PHRASE and " " in value and not value.startswith(("http", "/"))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of all postings, with their number; `place` keeps to postings there."""
    parts = urlsplit(url)
    path = parts.path if _SET in parts.path else f"{parts.path.rstrip('/')}{_SET}"
    asked = dict(pair.split("=", 1) for pair in unquote(parts.query).split("&") if "=" in pair)
    query = {"$format": "json", "$top": str(PAGE), "$inlinecount": "allpages", **asked}
    scope = Scope(place=str(params.get("place") or ""))
    return (Fetch(f"{fields.origin(url)}{path}?{urlencode(query, safe='$')}", headers=_JSON, hint=scope.hint()),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="SAP E-Recruiting's PostingAbstractSet (OData)",
    matches=matches,
    parse=parse,
    start=start,
)
