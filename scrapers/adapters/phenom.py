"""Phenom's career sites: the data (phApp.ddo) of a results page and of a job's page, or the answer of its widgets."""

import re
from urllib.parse import urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields, listing, workplace
from scrapers.adapters import rows
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, records, whole_number

NAME, PAGES = "phenom", "/search-results"
_DATA = "phApp.ddo"
_MARKS = ("jobSeqNo", "cityStateCountry", "cityState", "postedDate", "descriptionTeaser", "applyUrl", "reqId")
_JOB = re.compile(r"/job/(?P<number>[^/?#]+)")
_MODE = ("workplaceType", "remoteType", "workArrangement", "workLocationType", "remote")


def matches(answer: Answer) -> int:
    """The data of a page, or an answer of the widgets."""
    body = answer.body
    if answer.is_markup():
        return 90 * (b"phApp.ddo" in body or b"phApp.pageName" in body)
    return 80 * (answer.is_json() and (b'"refineSearch"' in body or b'"jobSeqNo"' in body))


def parse(answer: Answer) -> Parsed:
    """The rows of a results page, each with its own page to follow, or the posting of a job's page."""
    data = answer.json() if answer.is_json() else listing.assigned(answer, _DATA, NAME)
    found = records(data, _is_job)
    search = first_record(data, lambda node: "totalHits" in node)
    job = _JOB.search(answer.parts.path)
    if job or (search is None and len(found) == 1):
        return _posting(answer, found, job["number"] if job else "")
    if search is None and not found:
        raise UnreadableAnswer(answer.url, NAME, f"no {_DATA} with jobs")
    total = whole_number((search or {}).get("totalHits"))
    offset = whole_number(listing.asked(answer.url, "from")) or 0
    drafts = tuple(_draft(answer, node) for node in found)
    onward = offset + len(found)
    # The widgets are asked by POST, from within a page: of their answers only the rows count.
    more = found and onward < (total or 0) and PAGES in answer.parts.path
    follow = [*(listing.next_page(answer.url, **{"from": onward, "s": 1}) if more else ())]
    follow += [Fetch(draft.url, ref=draft.source_ref) for draft in drafts if draft.url]
    return Parsed(drafts, tuple(follow), total)


def _is_job(node: Record) -> bool:
    return "title" in node and ("jobId" in node or "jobSeqNo" in node) and any(mark in node for mark in _MARKS)


def _posting(answer: Answer, found: list[Record], number: str) -> Parsed:
    """The job of a page: its data, and where these are silent its markup."""
    drafts = [_draft(answer, node) for node in found[:1]]
    if not answer.is_json() and not (drafts and drafts[0].description):
        page = rows.posting_on(answer, rows.page_of(answer, NAME), number)
        return page if page.drafts or not drafts else Parsed(tuple(drafts))
    return Parsed(tuple(drafts))


def _draft(answer: Answer, node: Record) -> Draft:
    get = node.get
    number = fields.text(get("jobId")) or fields.text(get("jobSeqNo"))
    page = _page(answer, fields.text(get("jobSeqNo")) or number)
    description, is_html = fields.join_texts([get("description") or get("jobDescription")])
    mode = next((get(name) for name in _MODE if isinstance(get(name), str) and get(name)), None)
    return fields.draft(
        number,
        get("title"),
        employer=fields.line(get("companyName")),
        url=page,
        apply_url=fields.web_address(get("applyUrl")) or page,
        description=description,
        description_is_html=is_html,
        places=_places(node),
        industry=fields.line(get("industry")),
        employment=fields.lines([get("type"), get("jobType"), get("timeType")]),
        occupation=fields.line(get("category")),
        experience=fields.line(get("experienceLevel")),
        requisition=fields.line(get("reqId")) or number,
        date_posted=fields.day(get("postedDate") or get("dateCreated")),
        **workplace.stated(mode),
    )


def _page(answer: Answer, number: str) -> str:
    """The address of a job's own page: this one, or beside the page of results."""
    path = answer.parts.path
    if _JOB.search(path):
        return fields.web_address(answer.url)
    origin = fields.origin(answer.url)
    base = path.split(PAGES)[0] if PAGES in path else ""
    return f"{origin}{base}/job/{listing.segment(number)}" if origin and base and number else ""


def _places(node: Record) -> list[Place | None]:
    get = node.get
    several = fields.lines(get("multi_location"))
    if len(several) > 1:
        return [listing.place(name) for name in several]
    town, country = fields.line(get("city")), fields.line(get("country"))
    parts = (town, get("state"), country)
    written = fields.line(get("cityStateCountry")) or fields.line(get("location")) or fields.line(get("cityState"))
    return [
        fields.place(
            written or fields.join_parts(parts),
            locality=town or listing.town_of(written),
            region=get("state"),
            country=country,
            latitude=get("latitude"),
            longitude=get("longitude"),
        )
    ]


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The first page of all results: under the site's path, such as /us/en, or under `path` of the parameters."""
    path = str(params.get("path") or urlsplit(url).path.split(PAGES)[0]).rstrip("/")
    return (Fetch(f"{fields.origin(url)}{path}{PAGES}?from=0&s=1"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Phenom's phApp.ddo or the jobs of its refineSearch",
    matches=matches,
    parse=parse,
    start=start,
)
