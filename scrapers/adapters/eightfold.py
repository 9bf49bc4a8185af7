"""Eightfold's career sites: the search and the position details of PCSX, and of the older apply interface."""

import re
from urllib.parse import quote, urlencode

from jobboard.places import COUNTRIES
from jobboard.posting import Draft, Place
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, END, CAP = "eightfold", ".eightfold.ai", 2_000
_PCSX, _APPLY = "/api/pcsx/", "/api/apply/v2/"
_MARKS = (
    "positionUrl", "displayJobId", "atsJobId", "postedTs", "workLocationOption", "canonicalPositionUrl", "t_create",
    "ats_job_id", "display_job_id", "job_description", "jobDescription", "work_location_option",
)  # fmt: skip
_NUMBER = re.compile(r"/job(?:s)?/(\d+)")


def matches(answer: Answer) -> int:
    """The interface's address, and positions of its shape."""
    body, path = answer.body, answer.parts.path
    here = path.startswith((_PCSX, _APPLY)) or bool(listing.label(answer.url, END))
    shape = (b'"positions"' in body or b"job_description" in body or b"jobDescription" in body) and (
        b'"positionUrl"' in body or b'"canonicalPositionUrl"' in body or b'"t_create"' in body or b'"postedTs"' in body
    )
    return (100 if here else 70) if answer.is_json() and shape else 20 * here


def parse(answer: Answer) -> Parsed:
    """List rows, each with its detail to follow, or the position of a detail."""
    data = answer.json()
    found = records(data, _is_position)
    page = first_record(data, lambda node: isinstance(node.get("positions"), list))
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither positions nor a position with name")
    drafts = tuple(_draft(answer, node) for node in found)
    if page is None:
        return Parsed(drafts, tenant=listing.label(answer.url, END))
    total = whole_number(page.get("count", part(data, "data").get("count") if isinstance(data, dict) else None))
    follow = [*_next_page(answer, total or 0, len(found))]
    bare = [fields.text(node["id"]) for node in found if not _text(node)]
    follow += [_detail(answer, number) for number in bare if fields.origin(answer.url)]
    gaps = (f"{answer.url}: capped: {total} positions found, the search shows {CAP}",) if total and total > CAP else ()
    return Parsed(drafts, tuple(follow), total, gaps=gaps, tenant=listing.label(answer.url, END))


def _is_position(node: Record) -> bool:
    named = "name" in node or "posting_name" in node
    return "id" in node and named and any(mark in node for mark in _MARKS)


def _text(node: Record) -> str:
    return fields.text(node.get("jobDescription")) or fields.text(node.get("job_description"))


def _next_page(answer: Answer, total: int, rows: int) -> tuple[Fetch, ...]:
    onward = (whole_number(listing.asked(answer.url, "start")) or 0) + rows
    return listing.next_page(answer.url, start=onward) if rows and onward < min(total, CAP) else ()


def _detail(answer: Answer, number: str) -> Fetch:
    origin, domain = fields.origin(answer.url), listing.asked(answer.url, "domain")
    if _APPLY in answer.url:
        address = f"{origin}{_APPLY}jobs/{quote(number, safe='')}?{urlencode({'domain': domain})}"
    else:
        address = f"{origin}{_PCSX}position_details?{urlencode({'position_id': number, 'domain': domain, 'hl': 'de'})}"
    return Fetch(address, ref=number)


def _first(node: Record, *names: str) -> object:
    """The value of the first name that has one: the two interfaces write the same in two ways."""
    return next((node[name] for name in names if node.get(name) not in (None, "", [], {})), None)


def _draft(answer: Answer, node: Record) -> Draft:
    address = _first(node, "canonicalPositionUrl", "canonical_position_url", "publicUrl", "positionUrl")
    page = fields.web_address(address, answer.url if fields.origin(answer.url) else "")
    description, is_html = fields.join_texts([_text(node)])
    names = fields.lines(_first(node, "locations", "standardizedLocations", "location"))
    return fields.draft(
        node["id"],
        _first(node, "posting_name", "name"),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[_place(name) for name in names],
        employment=fields.lines(_first(node, "employmentType", "employment_type", "type_of_employment")),
        requisition=fields.line(_first(node, "displayJobId", "display_job_id", "atsJobId", "ats_job_id")),
        date_posted=fields.day(_first(node, "postedTs", "creationTs", "t_create")),
        **workplace.stated(
            _first(node, "workLocationOption", "work_location_option", "locationFlexibility", "location_flexibility")
        ),
    )


def _place(name: str) -> Place | None:
    """A place, from the town to the country or the other way round."""
    ends = [part.strip() for part in (name.split(",")[-1], name.split(",")[0])]
    country = next((end for end in ends if end.casefold() in COUNTRIES), "")
    return listing.place(name, country=country)


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The search of `domain`, which also stands in a site's addresses; `api = "apply"` asks the older interface."""
    label = listing.label(url, END)
    domain = params.get("domain") or listing.asked(url, "domain") or (f"{label}.com" if label else "")
    path = f"{_APPLY}jobs" if params.get("api") == "apply" or _APPLY in url else f"{_PCSX}search"
    query = {"domain": domain, "query": "", "location": params.get("location", ""), "start": 0, "sort_by": "timestamp"}
    return (Fetch(f"{fields.origin(url)}{path}?{urlencode(query)}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Eightfold's positions with positionUrl or t_create",
    matches=matches,
    parse=parse,
    start=start,
)
