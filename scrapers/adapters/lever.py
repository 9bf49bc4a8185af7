"""Lever's public postings API, of its American and of its European host."""

from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, objects, part, records, whole_number

NAME, HOSTS, PAGE = "lever", ("api.lever.co", "api.eu.lever.co"), 100
_MARKS = ("hostedUrl", "categories", "createdAt", "workplaceType")


def matches(answer: Answer) -> int:
    """The API's hosts, and postings of its shape."""
    body, here = answer.body, answer.parts.hostname in HOSTS
    if answer.is_json() and b'"categories"' in body and (b'"hostedUrl"' in body or b'"descriptionPlain"' in body):
        return 100 if here else 60
    return 60 if here and answer.is_json() else 20 * here


def parse(answer: Answer) -> Parsed:
    """The postings of a page of the list, or the one of a detail."""
    data = answer.json()
    found = records(data, _is_posting)
    if not found and data != []:
        raise UnreadableAnswer(answer.url, NAME, "no postings with id, text and hostedUrl")
    skip = whole_number(listing.asked(answer.url, "skip")) or 0
    limit = whole_number(listing.asked(answer.url, "limit")) or 0
    onward = bool(limit and len(found) >= limit)
    return Parsed(
        tuple(map(_draft, found)),
        listing.next_page(answer.url, skip=skip + len(found)) if onward else (),
        None if onward or not isinstance(data, list) else skip + len(found),
        tenant=listing.step(answer.url, 2) if answer.parts.hostname in HOSTS else _site(found),
    )


def _is_posting(node: Record) -> bool:
    return "id" in node and isinstance(node.get("text"), str) and sum(mark in node for mark in _MARKS) >= 2


def _site(found: list[Record]) -> str:
    return listing.step(fields.web_address(found[0].get("hostedUrl")), 0) if found else ""


def _draft(node: Record) -> Draft:
    get, categories, pay = node.get, part(node, "categories"), part(node, "salaryRange")
    page = fields.web_address(get("hostedUrl"))
    lists = listing.headed((row.get("text"), _list(row.get("content"))) for row in objects(get("lists")))
    description, is_html = fields.join_texts(
        [
            get("description") or get("descriptionPlain"),
            *lists,
            get("additional") or get("additionalPlain"),
            get("salaryDescription"),
        ]
    )
    return fields.draft(
        get("id"),
        get("text"),
        url=page,
        apply_url=fields.web_address(get("applyUrl")) or page,
        description=description,
        description_is_html=is_html,
        places=_places(categories, fields.line(get("country"))),
        employment=fields.lines(categories.get("commitment")),
        salary=fields.salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")),
        requisition=fields.line(get("requisitionCode") or get("reqCode")),
        date_posted=fields.day(get("createdAt")),  # milliseconds
        **workplace.stated(get("workplaceType")),
    )


def _list(content: object) -> str:
    """The items of a list, which come without the list around them."""
    written = fields.text(content)
    return f"<ul>{written}</ul>" if written.startswith("<li") else written


def _places(categories: Record, country: str) -> list[Place | None]:
    """Every place; the country is that of the first one."""
    names = fields.lines(categories.get("allLocations")) or fields.lines(categories.get("location"))
    return [listing.place(name, country=country if at == 0 else "") for at, name in enumerate(names)]


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The site's list: `site` of the parameters, or the first part of the board's path; jobs.eu.lever.co is the EU host."""
    parts = urlsplit(url)
    european = (parts.hostname or "").endswith(".eu.lever.co")
    named = listing.step(url, 2) if parts.hostname in HOSTS else listing.step(url, 0)
    site = quote(str(params.get("site") or named), safe="")
    return (Fetch(f"https://{HOSTS[european]}/v0/postings/{site}?mode=json&skip=0&limit={PAGE}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Lever's postings with categories and hostedUrl",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
