"""Recruitee's careers site API: a whole board in one answer."""

from jobboard.places import is_no_place
from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields, listing
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, objects, part, records

NAME, END = "recruitee", ".recruitee.com"
_MARKS = ("careers_url", "careers_apply_url", "slug", "published_at", "employment_type_code", "company_name")
# An employer may tick several; remote as one option is remote.
_TICKED = (("remote", WorkMode.REMOTE), ("hybrid", WorkMode.HYBRID), ("on_site", WorkMode.ONSITE))


def matches(answer: Answer) -> int:
    """The system's host, and offers of its shape."""
    body, here = answer.body, bool(listing.label(answer.url, END))
    if answer.is_json() and (b'"offers"' in body or b'"offer"' in body):
        return 100 if here else 70 * (b'"careers_url"' in body)
    return 20 * here


def parse(answer: Answer) -> Parsed:
    """Every offer of the board, or the one of a detail."""
    data = answer.json()
    found = records(data, _is_offer)
    page = first_record(data, lambda node: isinstance(node.get("offers"), list))
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither offers nor an offer with careers_url")
    return Parsed(tuple(map(_draft, found)), total=len(found) if page else None, tenant=listing.label(answer.url, END))


def _is_offer(node: Record) -> bool:
    return "id" in node and "title" in node and sum(mark in node for mark in _MARKS) >= 2


def _draft(node: Record) -> Draft:
    get, pay = node.get, part(node, "salary")
    page = fields.web_address(get("careers_url"))
    description, is_html = fields.join_texts([get("description"), get("requirements")])
    languages = [key for key in part(node, "translations") if len(key) == 2]
    hours = fields.number(get("max_hours") or get("max_hours_per_week"))
    return fields.draft(
        get("id"),
        get("title"),
        employer=fields.line(get("company_name")),
        url=page,
        apply_url=fields.web_address(get("careers_apply_url")) or page,
        description=description,
        description_is_html=is_html,
        places=_places(node),
        language=languages[0] if len(languages) == 1 else "",
        employment=fields.lines(_words(get("employment_type_code") or get("employment_type"))),
        weekly_hours=hours if hours is not None and 1 <= hours <= 60 else None,
        remote_flag=next((mode for name, mode in _TICKED if flag(get(name)) is True), None),
        salary=fields.salary(
            pay.get("min", get("salary_min")),
            pay.get("max", get("salary_max")),
            pay.get("currency") or get("salary_currency"),
            pay.get("period") or get("salary_period"),
        ),
        experience=_words(get("experience_code")),
        education=_words(get("education_code")),
        date_posted=fields.day(get("published_at") or get("created_at")),
        valid_through=fields.day(get("close_at")),
    )


def _words(code: object) -> str:
    """A code such as "fulltime_permanent" as words."""
    return fields.line(code).replace("_", " ")


def _places(node: Record) -> list[Place | None]:
    rows = objects(node.get("locations"))
    return [_place(row) for row in rows] if rows else [_place(node, fields.line(node.get("location")))]


def _place(row: Record, written: str = "") -> Place | None:
    """A place under the name the employer gave it; a work mode where the town belongs is a name, and no town."""
    get = row.get
    town, country = fields.line(get("city")), fields.line(get("country"))
    label = fields.line(get("name"))
    region = fields.line(get("state")) or fields.line(get("state_name"))
    return fields.place(
        written or fields.join_parts((label if label not in (region, country) else "", town, region, country)),
        locality="" if is_no_place(town) else town or listing.town_of(written),
        region=region,
        postal_code=get("postal_code"),
        street=get("street"),
        country=fields.line(get("country_code")) or country,
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The careers site's offers, also under a domain of the employer's own."""
    return (Fetch(f"{fields.origin(url)}/api/offers/"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Recruitee's offers with careers_url",
    matches=matches,
    parse=parse,
    start=start,
)
