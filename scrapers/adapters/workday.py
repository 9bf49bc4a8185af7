"""Workday's candidate experience service (CXS): the list of a site, and each posting's detail.

A query shows 2,000 postings and begins again at page 1 after them. A site that has more is split by a facet, each value
of it being a query of its own; what a query promised on its first page travels with its later ones.
"""

import json
import re
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, part, records, whole_number

NAME, PAGE, CAP = "workday", 20, 2_000  # more rows than 20 are refused; beyond 2,000 the list begins again at page 1
_HOST = re.compile(r"\.(?:myworkdayjobs|myworkdaysite)\.com$")
_CXS = re.compile(r"/wday/cxs/(?P<tenant>[^/]+)/(?P<site>[^/]+)")
_LANGUAGE = re.compile(r"^[a-z]{2}-[A-Z]{2}$")
# By which a list is split, the most telling first: most postings have one job family, and only one.
_FACETS = ("jobFamilyGroup", "jobFamily", "timeType", "locations", "locationMainGroup", "workerSubType")
_DEPTH = 3  # facets within facets
_JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))


def matches(answer: Answer) -> int:
    """The service's address, and a list or a posting of its shape."""
    body, parts = answer.body, answer.parts
    shape = answer.is_json() and (b'"jobPostingInfo"' in body or b'"jobPostings"' in body)
    here = bool(_HOST.search(parts.hostname or "") or _CXS.match(parts.path))
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """List rows and details; "similar jobs" beside a detail are other pages' business."""
    data = answer.json()
    found = records(data, lambda node: "jobPostingInfo" in node or ("externalPath" in node and "title" in node))
    page = first_record(data, lambda node: "jobPostings" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither jobPostings nor a jobPostingInfo")
    listed = [node for node in found if "jobPostingInfo" not in node]
    details = [node for node in found if "jobPostingInfo" in node]
    split = _split(answer, page) if page else []
    if split:  # what this page shows comes again with the queries that it is split into
        return Parsed(follow=tuple(split), tenant=_tenant(answer))
    # The same path twice on a page is the same posting twice.
    rows = list({fields.text(node["externalPath"]): node for node in listed}.values())
    drafts = [_row(answer, node) for node in rows] + [_posting(answer, node) for node in details]
    known = {draft.source_ref for draft in drafts[len(rows) :]}
    follow, total, gaps = _onward(answer, page, len(listed)) if page else ([], None, ())
    bare = [node for node in rows if _reference(fields.text(node["externalPath"])) not in known]
    follow += [_detail(answer, node) for node in bare if fields.origin(answer.url)]
    return Parsed(tuple(drafts), tuple(follow), total, gaps=gaps, tenant=_tenant(answer))


def _onward(answer: Answer, page: Record, rows: int) -> tuple[list[Fetch], int | None, tuple[str, ...]]:
    """The next page of a query, how many postings the site has, and what is surely missing of the query."""
    asked = _asked(answer)
    offset, facets = whole_number(asked.get("offset")) or 0, part(asked, "appliedFacets")
    # Only the first page's total is right: later pages of some tenants say 0.
    total = whole_number(page.get("total")) if offset == 0 else whole_number(answer.hint)
    follow = _next_page(answer, facets, offset + rows, total) if rows else []
    name = "; ".join(f"{facet} {', '.join(fields.lines(value))}" for facet, value in facets.items()) or "the list"
    gaps: list[str] = []
    if offset == 0 and total == CAP:
        gaps.append(f"{answer.url}: capped: {name} ends at {CAP} postings")
    if not follow and total is not None and offset + rows < total:
        gaps.append(f"{answer.url}: {name} ends after {offset + rows} of {total} postings")
    return follow, None if facets or offset else total, tuple(gaps)


def _split(answer: Answer, page: Record) -> list[Fetch]:
    """A query for each value of a facet that is not yet applied, if the query is capped and a facet holds it whole."""
    asked = _asked(answer)
    facets = part(asked, "appliedFacets")
    if not asked or asked.get("offset") or whole_number(page.get("total")) != CAP or len(facets) >= _DEPTH:
        return []
    offered = {fields.text(facet.get("facetParameter")): facet for facet in objects(page.get("facets"))}
    for name in (name for name in _FACETS if name not in facets):
        values = objects(offered.get(name, {}).get("values"))
        counts = {fields.text(value.get("id")): whole_number(value.get("count")) or 0 for value in values}
        wanted = [value for value, count in counts.items() if value and count]
        # A posting without the facet is in none of its values: together they must hold at least what the list shows.
        if len(wanted) > 1 and sum(counts.values()) >= CAP and fields.origin(answer.url):
            return [_list(answer.url, 0, {**facets, name: [value]}) for value in wanted]
    return []


def _tenant(answer: Answer) -> str:
    parts = answer.parts
    if match := _CXS.match(parts.path):
        return match["tenant"]
    return (parts.hostname or "").split(".")[0] if _HOST.search(parts.hostname or "") else ""


def _reference(path: str) -> str:
    """The requisition of a path such as "/job/Ort/Titel_R-1": what follows its last underscore."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    number = last.rsplit("_", 1)[-1]
    return number if any(map(str.isdigit, number)) else last


def _asked(answer: Answer) -> Record:
    try:
        asked = json.loads(answer.request_body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return asked if isinstance(asked, dict) else {}


def _list(url: str, offset: int, facets: Record, total: int | None = None) -> Fetch:
    body = {"appliedFacets": facets, "limit": PAGE, "offset": offset, "searchText": ""}
    hint = "" if total is None else str(total)
    return Fetch(url, method="POST", body=json.dumps(body).encode(), headers=_JSON, hint=hint)


def _next_page(answer: Answer, facets: Record, onward: int, total: int | None) -> list[Fetch]:
    """The page after so many rows, unless the list ends there, or begins again."""
    ended = onward >= total if total is not None else onward % PAGE != 0
    if ended or not onward or onward >= max(CAP, total or 0) or not fields.origin(answer.url):
        return []
    return [_list(answer.url, onward, facets, total)]


def _detail(answer: Answer, node: Record) -> Fetch:
    path = fields.text(node["externalPath"])
    base = answer.url.removesuffix("/jobs").rstrip("/")
    return Fetch(f"{base}/{quote(path.lstrip('/'), safe='/%')}", headers=_JSON[1:], ref=_reference(path))


def _page_address(answer: Answer, path: str) -> str:
    match = _CXS.match(answer.parts.path)
    return f"{fields.origin(answer.url)}/{match['site']}{path}" if match and path.startswith("/") else ""


def _row(answer: Answer, node: Record) -> Draft:
    path = fields.text(node["externalPath"])
    places = fields.line(node.get("locationsText"))
    address = _page_address(answer, path)
    return fields.draft(
        _reference(path),
        node.get("title"),
        url=address,
        apply_url=address,
        places=[] if listing.is_count(places) else [fields.place(places, locality=places)],
        employment=fields.lines(node.get("timeType")),
        requisition=next(
            (bullet for bullet in fields.lines(node.get("bulletFields")) if bullet in _reference(path)), ""
        ),
        **workplace.stated(node.get("remoteType")),
    )


def _posting(answer: Answer, node: Record) -> Draft:
    info = part(node, "jobPostingInfo")
    address = fields.web_address(info.get("externalUrl"))
    path = urlsplit(address).path if address else answer.parts.path
    number = (
        _reference(path)
        if "/job/" in path
        else fields.line(info.get("jobReqId") or info.get("jobPostingId") or info.get("id"))
    )
    description, is_html = fields.join_texts([info.get("jobDescription")])
    return fields.draft(
        number,
        info.get("title"),
        employer=fields.line(part(node, "hiringOrganization")),
        url=address or _page_address(answer, path[path.find("/job/") :] if "/job/" in path else ""),
        apply_url=address,
        description=description,
        description_is_html=is_html,
        places=_places(info),
        employment=fields.lines(info.get("timeType")),
        requisition=fields.line(info.get("jobReqId")),
        date_posted=fields.day(info.get("startDate")),  # the day of publication; "Posted 3 Days Ago" needs a clock
        valid_through=fields.day(info.get("endDate")),
        **workplace.stated(info.get("remoteType")),
    )


def _places(info: Record) -> list[Place | None]:
    """The first place has the country that is given, the others may lie elsewhere."""
    country = part(info, "country")
    others = info.get("additionalLocations")
    names = [info.get("location"), *(others[: fields.ITEMS] if isinstance(others, list) else [])]
    written = dict.fromkeys(filter(None, map(fields.line, names)))
    code = fields.line(country.get("alpha2Code") or country.get("descriptor"))
    return [fields.place(name, locality=name, country=code if at == 0 else "") for at, name in enumerate(written)]


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of `tenant` and `site`, which also stand in a site's address."""
    parts = urlsplit(url)
    if _CXS.match(parts.path):
        return (_list(url, 0, {}),)
    steps = [step for step in parts.path.split("/") if step and not _LANGUAGE.match(step)]
    tenant = str(params.get("tenant") or (parts.hostname or "").split(".")[0])
    site = str(params.get("site") or (steps[0] if steps else tenant))
    return (_list(f"{fields.origin(url)}/wday/cxs/{quote(tenant)}/{quote(site)}/jobs", 0, {}),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Workday's jobPostings or a jobPostingInfo",
    matches=matches,
    parse=parse,
    start=start,
)
