"""Workable's widget API: a whole board in one answer, with one row for each place of a job."""

from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, objects, records

NAME, HOST, END = "workable", "apply.workable.com", ".workable.com"


def matches(answer: Answer) -> int:
    """The system's host, and rows of its shape."""
    body, here = answer.body, (answer.parts.hostname or "").endswith(END)
    if answer.is_json() and b'"shortcode"' in body:
        return 100 if here else 70
    return 60 if here and b'"jobs"' in body else 20 * here


def parse(answer: Answer) -> Parsed:
    """Every job of the board, each once with all its places."""
    data = answer.json()
    rows = records(data, lambda node: "shortcode" in node and "title" in node)
    page = first_record(data, lambda node: isinstance(node.get("jobs"), list)) or {}
    if not rows and not page:
        raise UnreadableAnswer(answer.url, NAME, "neither a list of jobs nor a job with shortcode")
    jobs: dict[str, list[Record]] = {}
    for row in rows:
        jobs.setdefault(fields.text(row.get("shortcode")), []).append(row)
    employer = fields.line(page.get("name"))
    account = listing.step(answer.url, -1) if "/accounts/" in answer.url else listing.label(answer.url, END)
    return Parsed(tuple(_draft(same, employer) for same in jobs.values()), total=len(jobs), tenant=account)


def _draft(rows: list[Record], employer: str) -> Draft:
    get = rows[0].get
    page = fields.web_address(get("url")) or fields.web_address(get("shortlink"))
    description, is_html = fields.join_texts([get("description"), get("requirements"), get("benefits")])
    places = [place for row in rows for place in _places(row)]
    stated = workplace.stated(get("workplace_type") or get("workplace"))
    if stated["remote_flag"] is None and flag(get("telecommuting")):  # a box that is not ticked says nothing
        stated = {"remote_flag": WorkMode.REMOTE}
    remote = stated["remote_flag"] is WorkMode.REMOTE
    countries = (place.country for place in places if place and len(place.country) == 2)
    return fields.draft(
        get("shortcode"),
        get("title"),
        employer=employer,
        url=page,
        apply_url=fields.web_address(get("application_url")) or page,
        description=description,
        description_is_html=is_html,
        places=places,
        industry=fields.line(get("industry")),
        employment=fields.lines(get("employment_type") or get("type")),
        remote_area=tuple(dict.fromkeys(countries)) if remote else (),
        occupation=fields.line(get("function")),
        experience=fields.line(get("experience")),
        education=fields.line(get("education")),
        requisition=fields.line(get("code")),
        date_posted=fields.day(get("published_on") or get("created_at")),
        **stated,
    )


def _places(row: Record) -> list[Place | None]:
    """The places of a row that are shown, or what the row itself says."""
    shown = [place for place in objects(row.get("locations")) if flag(place.get("hidden")) is not True]
    return [_place(place) for place in shown or objects(row.get("location")) or [row]]


def _place(row: Record) -> Place | None:
    get = row.get
    region = fields.line(get("region")) or fields.line(get("state"))
    return fields.place(
        fields.join_parts((get("city"), region, get("country"))),
        locality=get("city"),
        region=region,
        country=fields.line(get("countryCode") or get("country_code") or get("country")),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The account's widget with texts: `account` of the parameters, the path's first part, or the host's name."""
    if "/accounts/" in url:
        named = listing.step(url, -1)
    else:
        named = listing.step(url, 0) if urlsplit(url).hostname == HOST else listing.label(url, END)
    account = quote(str(params.get("account") or named), safe="")
    return (Fetch(f"https://{HOST}/api/v1/widget/accounts/{account}?details=true"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Workable's jobs with shortcode",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
