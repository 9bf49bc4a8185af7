"""SmartRecruiters' public posting API: the list of a company, and each posting's detail."""

import html
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, part, records, whole_number

NAME, HOST, PAGE = "smartrecruiters", "api.smartrecruiters.com", 100
_BOARD = "https://jobs.smartrecruiters.com"
_MARKS = ("releasedDate", "refNumber", "uuid", "typeOfEmployment", "jobAd", "company", "location")
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
# (remote, hybrid) as the employer ticked them. Both refused is a statement; a box that is missing is none.
_MODES = {
    (True, False): WorkMode.REMOTE, (True, None): WorkMode.REMOTE, (True, True): WorkMode.HYBRID,
    (False, True): WorkMode.HYBRID, (None, True): WorkMode.HYBRID, (False, False): WorkMode.ONSITE,
}  # fmt: skip


def matches(answer: Answer) -> int:
    """The API's host, and a list or a posting of its shape."""
    body = answer.body
    shape = answer.is_json() and (b'"totalFound"' in body or (b'"jobAd"' in body and b'"releasedDate"' in body))
    return 60 * bool(shape) + (40 if shape else 20) * (answer.parts.hostname == HOST)


def parse(answer: Answer) -> Parsed:
    """List rows and details; of a row whose detail is in the same file, the detail comes last and wins."""
    data = answer.json()
    found = records(data, _is_posting)
    page = first_record(data, lambda node: "totalFound" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither a list of postings nor a posting")
    rows = [node for node in found if "jobAd" not in node]
    details = [node for node in found if "jobAd" in node]
    known = {fields.text(node["id"]) for node in details}
    follow = [
        *_next_page(answer, page or {}, len(rows)),
        *(_detail(answer, node) for node in rows if fields.text(node["id"]) not in known),
    ]
    return Parsed(
        tuple(_draft(node) for node in (*rows, *details)), tuple(follow), whole_number((page or {}).get("totalFound"))
    )


def _is_posting(node: Record) -> bool:
    return "id" in node and isinstance(node.get("name"), str) and sum(mark in node for mark in _MARKS) >= 2


def _next_page(answer: Answer, page: Record, rows: int) -> list[Fetch]:
    offset, total = whole_number(page.get("offset")) or 0, whole_number(page.get("totalFound")) or 0
    if not rows or offset + rows >= total:
        return []
    parts = answer.parts
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | {"offset": str(offset + rows)}
    return [Fetch(f"{fields.origin(answer.url)}{parts.path}?{urlencode(query)}")]


def _detail(answer: Answer, node: Record) -> Fetch:
    number = fields.text(node["id"])
    return Fetch(f"{fields.origin(answer.url)}{answer.parts.path.rstrip('/')}/{quote(number, safe='')}", ref=number)


def _draft(node: Record) -> Draft:
    company, location, pay = part(node, "company"), part(node, "location"), part(node, "compensation")
    number, identifier = fields.text(node["id"]), fields.text(company.get("identifier"))
    url = fields.web_address(node.get("postingUrl")) or (f"{_BOARD}/{quote(identifier)}/{number}" if identifier else "")
    description, is_html = fields.join_texts(_sections(node))
    return fields.draft(
        number,
        node["name"],
        employer=fields.line(company),
        url=url,
        apply_url=fields.web_address(node.get("applyUrl")) or url,
        description=description,
        description_is_html=is_html,
        places=[_place(location)],
        language=fields.text(part(node, "language").get("code"))[:2].lower(),
        industry=fields.line(node.get("industry")),
        employment=fields.lines(node.get("typeOfEmployment")),
        remote_flag=_MODES.get((flag(location.get("remote")), flag(location.get("hybrid")))),
        remote_note=fields.line(location.get("hybridDescription")),
        salary=fields.salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")),
        experience=fields.line(node.get("experienceLevel")),
        date_posted=fields.day(node.get("releasedDate")),
    )


def _place(location: Record) -> Place | None:
    get = location.get
    return fields.place(
        get("fullLocation")
        or ", ".join(filter(None, (fields.line(get(name)) for name in ("city", "region", "country")))),
        locality=get("city"),
        region=get("region"),
        postal_code=get("postalCode"),
        street=get("address"),
        country=fields.line(get("country")).upper(),
        latitude=get("latitude"),
        longitude=get("longitude"),
    )


def _sections(node: Record) -> list[str]:
    """The text's sections in their order, each under the title the employer gave it."""
    sections = part(part(node, "jobAd"), "sections")
    written = [
        (fields.line(part(sections, name).get("title")), fields.text(part(sections, name).get("text")))
        for name in _SECTIONS
    ]
    return [f"<h3>{html.escape(title)}</h3>\n{body}" if title else body for title, body in written if body]


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The company's list: `company` of the parameters, or the first part of the board's path."""
    parts = urlsplit(url)
    if "/postings" in parts.path:
        return (Fetch(f"{fields.origin(url)}{parts.path}?limit={PAGE}&offset=0"),)
    company = str(params.get("company") or parts.path.strip("/").split("/")[0])
    return (Fetch(f"https://{HOST}/v1/companies/{quote(company)}/postings?limit={PAGE}&offset=0"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="SmartRecruiters' list (totalFound, content) or posting (jobAd)",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
