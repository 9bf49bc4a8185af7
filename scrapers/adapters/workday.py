"""Workday's candidate experience service (CXS): the list of a site, and each posting's detail."""

import json
import re
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, PAGE, CAP = "workday", 20, 2_000  # more rows than 20 are refused; beyond 2,000 the list begins again at page 1
_HOST = re.compile(r"\.(?:myworkdayjobs|myworkdaysite)\.com$")
_CXS = re.compile(r"/wday/cxs/(?P<tenant>[^/]+)/(?P<site>[^/]+)")
_SEVERAL = re.compile(r"^\d+ (?:locations?|standorte?|orte|sites?|lieux|ubicaciones)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[a-z]{2}-[A-Z]{2}$")
_MODES = {
    "remote": WorkMode.REMOTE, "fully remote": WorkMode.REMOTE, "full remote": WorkMode.REMOTE,
    "100% remote": WorkMode.REMOTE,
    "hybrid": WorkMode.HYBRID, "partially remote": WorkMode.HYBRID, "flexible": WorkMode.HYBRID,
    "on-site": WorkMode.ONSITE, "onsite": WorkMode.ONSITE, "on site": WorkMode.ONSITE, "vor ort": WorkMode.ONSITE,
    "not remote": WorkMode.ONSITE,
}  # fmt: skip
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
    rows = [node for node in found if "jobPostingInfo" not in node]
    details = [node for node in found if "jobPostingInfo" in node]
    drafts = [_row(answer, node) for node in rows] + [_posting(answer, node) for node in details]
    known = {draft.source_ref for draft in drafts[len(rows) :]}
    offset = _offset(answer)
    # Only the first page's total is right: later pages of some tenants say 0.
    total = whole_number((page or {}).get("total")) if offset == 0 else None
    follow = list(_next_page(answer, offset, total, len(rows)))
    follow += [_detail(answer, node) for node in rows if _reference(fields.text(node["externalPath"])) not in known]
    capped = total is not None and total >= CAP
    gaps = (f"{answer.url}: capped: the list ends at {CAP} postings",) if capped else ()
    return Parsed(tuple(drafts), tuple(follow), total, gaps=gaps, tenant=_tenant(answer))


def _tenant(answer: Answer) -> str:
    parts = answer.parts
    if match := _CXS.match(parts.path):
        return match["tenant"]
    return (parts.hostname or "").split(".")[0] if _HOST.search(parts.hostname or "") else ""


def _reference(path: str) -> str:
    """The requisition of a path such as "/job/Ort/Titel_R-1": what follows its last underscore."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return last.rsplit("_", 1)[-1] or last


def _offset(answer: Answer) -> int:
    try:
        asked = json.loads(answer.request_body or b"{}")
    except ValueError:
        return 0
    return whole_number(asked.get("offset")) or 0 if isinstance(asked, dict) else 0


def _list(url: str, offset: int) -> Fetch:
    body = {"appliedFacets": {}, "limit": PAGE, "offset": offset, "searchText": ""}
    return Fetch(url, method="POST", body=json.dumps(body).encode(), headers=_JSON)


def _next_page(answer: Answer, offset: int, total: int | None, rows: int) -> tuple[Fetch, ...]:
    onward = offset + rows
    known_end = total is not None and onward >= total
    if rows == 0 or known_end or (total is None and rows < PAGE) or onward >= CAP or not fields.origin(answer.url):
        return ()
    return (_list(answer.url, onward),)


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
        places=[] if _SEVERAL.match(places) else [fields.place(places, locality=places)],
        employment=fields.lines(node.get("timeType")),
        **_remote(node),
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
        date_posted=fields.day(info.get("startDate")),  # the day of publication; "Posted 3 Days Ago" needs a clock
        valid_through=fields.day(info.get("endDate")),
        **_remote(info),
    )


def _places(info: Record) -> list[Place | None]:
    """The first place has the country that is given, the others may lie elsewhere."""
    country = part(info, "country")
    others = info.get("additionalLocations")
    names = [info.get("location"), *(others[: fields.ITEMS] if isinstance(others, list) else [])]
    written = dict.fromkeys(filter(None, map(fields.line, names)))
    code = fields.line(country.get("alpha2Code") or country.get("descriptor"))
    return [fields.place(name, locality=name, country=code if at == 0 else "") for at, name in enumerate(written)]


def _remote(node: Record) -> dict[str, object]:
    """The site's work mode; words we do not know are handed on as they stand, for the reader of the whole ad."""
    word = fields.line(node.get("remoteType"))
    mode = _MODES.get(word.casefold())
    return {"remote_flag": mode, "remote_note": "" if mode else word}


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of `tenant` and `site`, which also stand in a site's address."""
    parts = urlsplit(url)
    if _CXS.match(parts.path):
        return (_list(url, 0),)
    steps = [step for step in parts.path.split("/") if step and not _LANGUAGE.match(step)]
    tenant = str(params.get("tenant") or (parts.hostname or "").split(".")[0])
    site = str(params.get("site") or (steps[0] if steps else tenant))
    return (_list(f"{fields.origin(url)}/wday/cxs/{quote(tenant)}/{quote(site)}/jobs", 0),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Workday's jobPostings or a jobPostingInfo",
    matches=matches,
    parse=parse,
    start=start,
)
