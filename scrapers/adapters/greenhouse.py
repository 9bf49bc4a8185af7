"""Greenhouse's public job board API: a whole board in one answer."""

import re
from urllib.parse import quote, unquote

from jobboard.posting import Draft, Salary
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, part, records, whole_number

NAME, HOST = "greenhouse", "boards-api.greenhouse.io"
_API = re.compile(r"/v1/boards/([^/?#]+)")
_MARKS = ("first_published", "updated_at", "internal_job_id")
_WORK_MODE = re.compile(r"work ?place|work (?:mode|model|arrangement)|remote|hybrid|location type", re.IGNORECASE)
_CONTRACT = re.compile(r"employment|time type|contract|arbeitszeit|job type|commitment", re.IGNORECASE)


def matches(answer: Answer) -> int:
    """The API's host, and jobs of its shape."""
    body = answer.body
    shape = (
        answer.is_json()
        and b'"absolute_url"' in body
        and (b'"internal_job_id"' in body or b'"first_published"' in body)
    )
    return 60 * bool(shape) + (40 if shape else 20) * (answer.parts.hostname == HOST)


def parse(answer: Answer) -> Parsed:
    """Every job of the board, or the one job of a detail."""
    data = answer.json()
    found = records(data, _is_job)
    page = first_record(data, lambda node: isinstance(node.get("jobs"), list))
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither a list of jobs nor a job with absolute_url")
    total = whole_number(part(page, "meta").get("total", len(found))) if page else None
    return Parsed(tuple(map(_draft, found)), total=total, tenant=_board(answer.url))


def _is_job(node: Record) -> bool:
    return "absolute_url" in node and "title" in node and any(mark in node for mark in _MARKS)


def _draft(node: Record) -> Draft:
    get = node.get
    requisition = fields.line(get("requisition_id"))
    description, is_html = fields.join_texts([get("content")])
    names = listing.places_of(part(node, "location").get("name"))
    # An office is the employer's, not the job's: it helps only where the job names no place.
    offices = [office.get("location") or office.get("name") for office in objects(get("offices"))]
    return fields.draft(
        get("id"),
        get("title"),
        employer=fields.line(get("company_name")),
        url=fields.text(get("absolute_url")),
        apply_url=fields.text(get("absolute_url")),
        description=description,
        description_is_html=is_html,
        # "language" is that of the application form: the text knows its own better.
        places=[listing.place(name) for name in names or map(fields.line, offices)],
        employment=fields.lines(_custom(node, _CONTRACT)),
        salary=_salary(node),
        # Some boards have a sentence there in place of a number.
        requisition=requisition if re.search(r"\d", requisition) else "",
        date_posted=fields.day(get("first_published")),  # updated_at moves with every refresh of the board
        valid_through=fields.day(get("application_deadline")),
        **workplace.stated(_custom(node, _WORK_MODE)),
    )


def _custom(node: Record, name: re.Pattern[str]) -> object:
    """The value of the first of the employer's own fields that is called so."""
    rows = (row for row in objects(node.get("metadata")) if name.search(fields.line(row.get("name"))))
    return next((row.get("value") for row in rows if not isinstance(row.get("value"), bool)), None)


def _salary(node: Record) -> Salary | None:
    for row in objects(node.get("pay_input_ranges")):
        low, high = (fields.number(row.get(name)) for name in ("min_cents", "max_cents"))
        found = fields.salary(
            low / 100 if low else None, high / 100 if high else None, row.get("currency_type"), row.get("title")
        )
        if found:
            return found
    return None


def _board(url: str) -> str:
    """The token of an address of the API or of a board's page."""
    named = _API.search(url)
    return unquote(named[1]) if named else listing.asked(url, "for") or listing.step(url, 0)


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board's jobs with their texts: `board` of the parameters, or the token in the board's address."""
    board = str(params.get("board") or _board(url))
    return (Fetch(f"https://{HOST}/v1/boards/{quote(board, safe='')}/jobs?content=true"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Greenhouse's jobs with absolute_url and first_published",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
