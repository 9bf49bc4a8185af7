"""BambooHR's careers API: the list of a company, and each opening's detail."""

import re

from jobboard.posting import Draft, Place, WorkMode
from jobboard.reading import pay
from scrapers import fields, listing
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, part, records, whole_number

NAME, END = "bamboohr", ".bamboohr.com"
_MODES = {"1": WorkMode.REMOTE, "2": WorkMode.HYBRID}  # 0 is what every opening has that nobody changed
_OPENING = re.compile(r"/careers/(\d+)")


def matches(answer: Answer) -> int:
    """The system's host, and openings of its shape."""
    shape = answer.is_json() and b'"jobOpeningName"' in answer.body
    here = bool(listing.label(answer.url, END))
    if shape:
        return 100 if here else 80
    return 60 if here and b'"totalCount"' in answer.body else 20 * here


def parse(answer: Answer) -> Parsed:
    """List rows, each with its detail to follow, or the opening of a detail."""
    data = answer.json()
    found = records(data, lambda node: "jobOpeningName" in node)
    page = first_record(data, lambda node: "totalCount" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "no openings with jobOpeningName")
    rows = [node for node in found if "id" in node and "description" not in node]
    total = whole_number(page["totalCount"]) if page else None
    follow = tuple(_detail(answer, node) for node in rows) if fields.origin(answer.url) else ()
    return Parsed(tuple(_draft(answer, node) for node in found), follow, total, tenant=listing.label(answer.url, END))


def _detail(answer: Answer, node: Record) -> Fetch:
    number = fields.text(node["id"])
    return Fetch(f"{fields.origin(answer.url)}/careers/{listing.segment(number)}/detail", ref=number)


def _draft(answer: Answer, node: Record) -> Draft:
    get = node.get
    shared = fields.web_address(get("jobOpeningShareUrl"))
    named = _OPENING.search(shared or answer.url)
    number = fields.text(get("id")) or (named[1] if named else "")
    origin = fields.origin(answer.url)
    page = shared or (f"{origin}/careers/{listing.segment(number)}" if origin and number else "")
    description, is_html = fields.join_texts([get("description")])
    compensation = fields.line(get("compensation"))
    return fields.draft(
        number,
        get("jobOpeningName"),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[_place(node)],
        employment=fields.lines(get("employmentStatusLabel")),
        remote_flag=_mode(node),
        salary=pay.read_pay(f"Salary: {compensation}") if compensation else None,
        experience=fields.line(get("minimumExperience")),
        date_posted=fields.day(get("datePosted")),
    )


def _mode(node: Record) -> WorkMode | None:
    chosen = _MODES.get(fields.text(node.get("locationType")))
    return chosen or (WorkMode.REMOTE if flag(node.get("isRemote")) else None)


def _place(node: Record) -> Place | None:
    """The opening's place; what it leaves open, the place of the recruiting form says."""
    own, form = part(node, "location"), part(node, "atsLocation")

    def first(*names: str) -> str:
        return next((found for row in (own, form) for name in names if (found := fields.line(row.get(name)))), "")

    town, region = first("city"), first("state", "province")
    country = first("addressCountry", "country")
    return fields.place(
        fields.join_parts((town, region, country)),
        locality=town,
        region=region,
        country=country,
        postal_code=first("postalCode", "zipcode"),
        street=first("street", "addressLine1"),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The company's list."""
    return (Fetch(f"{fields.origin(url)}/careers/list"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="BambooHR's openings with jobOpeningName",
    matches=matches,
    parse=parse,
    start=start,
)
