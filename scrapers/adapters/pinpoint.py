"""Pinpoint's postings.json: a whole board in one answer."""

from jobboard.posting import Draft, Place, Salary
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, part, records

NAME, END = "pinpoint", ".pinpointhq.com"
_SECTIONS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")
_MARKS = ("key_responsibilities", "skills_knowledge_expertise", "workplace_type", "compensation_visible", "deadline_at")


def matches(answer: Answer) -> int:
    """The system's host, and postings of its shape."""
    body, here = answer.body, bool(listing.label(answer.url, END))
    if answer.is_json() and b'"workplace_type"' in body and b'"compensation_' in body:
        return 100 if here else 70
    return 60 if here and answer.is_json() else 20 * here


def parse(answer: Answer) -> Parsed:
    """Every posting of the board."""
    data = answer.json()
    found = records(data, _is_posting)
    page = first_record(data, lambda node: isinstance(node.get("data"), list))
    if not found and (page is None or page["data"]):
        raise UnreadableAnswer(answer.url, NAME, "no postings with title and workplace_type")
    drafts = tuple(_draft(answer, node) for node in found)
    tenant = listing.label(answer.url, END) or listing.label(drafts[0].url if drafts else "", END)
    return Parsed(drafts, total=len(found), tenant=tenant)


def _is_posting(node: Record) -> bool:
    return "id" in node and "title" in node and sum(mark in node for mark in _MARKS) >= 2


def _draft(answer: Answer, node: Record) -> Draft:
    get, job = node.get, part(node, "job")
    page = fields.web_address(get("url")) or fields.web_address(get("path"), fields.origin(answer.url))
    sections = listing.headed((get(f"{name}_header"), get(name)) for name in _SECTIONS)
    description, is_html = fields.join_texts(sections)
    return fields.draft(
        get("id"),
        get("title"),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[_place(part(node, "location"))],
        employment=fields.lines(get("employment_type_text") or fields.line(get("employment_type")).replace("_", " ")),
        salary=_salary(node),
        requisition=fields.line(job.get("requisition_id") or get("requisition_id") or get("reference")),
        date_posted=fields.day(get("first_published_at") or get("published_at")),
        valid_through=fields.day(get("deadline_at")),
        **workplace.stated(get("workplace_type") or get("workplace_type_text")),
    )


def _salary(node: Record) -> Salary | None:
    """Pay that the employer shows; what is there without being shown is for the recruiters."""
    if flag(node.get("compensation_visible")) is not True:
        return None
    low, high = node.get("compensation_minimum"), node.get("compensation_maximum")
    return fields.salary(low, high, node.get("compensation_currency"), node.get("compensation_frequency"))


def _place(location: Record) -> Place | None:
    get = location.get
    return listing.place(
        get("name") or fields.join_parts((get("city"), get("province"), get("country"))),
        locality=fields.line(get("city")) or listing.town_of(fields.line(get("name"))),
        region=get("province"),
        postal_code=get("postal_code"),
        country=fields.line(get("country")),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board's postings; `language` of the parameters asks for another than the board's own."""
    language = str(params.get("language") or "")
    return (Fetch(f"{fields.origin(url)}/{language}/postings.json".replace("//postings", "/postings")),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Pinpoint's postings with workplace_type",
    matches=matches,
    parse=parse,
    start=start,
)
