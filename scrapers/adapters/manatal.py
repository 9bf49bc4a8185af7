"""Manatal: the career pages at careers-page.com, and the API behind them."""

import re
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, records, whole_number

NAME, HOST = "manatal", "www.careers-page.com"
_API = re.compile(r"/api/v1\.0/c/(?P<slug>[\w.-]+)/jobs")


def matches(answer: Answer) -> int:
    """The career pages' host, and a page of the API's shape."""
    shape = answer.is_json() and b'"position_name"' in answer.body
    here = (answer.parts.hostname or "").removeprefix("www.") == "careers-page.com"
    empty = here and answer.is_json() and b'"results"' in answer.body
    return 60 * bool(shape or empty) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """A page of the list, which holds the whole ads; it has no dates at all."""
    data = answer.json()
    found = records(data, lambda node: "position_name" in node and ("hash" in node or "id" in node))
    page = first_record(data, lambda node: "results" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither results nor a position_name")
    match = _API.search(answer.parts.path)
    slug = match["slug"] if match else ""
    following = fields.web_address((page or {}).get("next"))
    own = bool(following) and fields.origin(following) == fields.origin(answer.url)
    return Parsed(
        tuple(_draft(node, slug) for node in found),
        (Fetch(following),) if own else (),
        whole_number((page or {}).get("count")),
        tenant=slug,
    )


def _draft(node: Record, slug: str) -> Draft:
    get = node.get
    description, is_html = fields.join_texts([get("description")])
    code = fields.text(get("hash"))
    address = f"https://{HOST}/{quote(slug)}/job/{quote(code, safe='')}" if slug and code else ""
    shown = flag(get("is_salary_visible")) is not False
    return fields.draft(
        get("id") or code,
        get("position_name"),
        employer=fields.line(get("organization_name")),
        url=address,
        apply_url=address,
        description=description,
        description_is_html=is_html,
        places=[
            fields.place(
                get("location_display"),
                locality=get("city"),
                region=get("state"),
                postal_code=get("zipcode"),
                street=get("address"),
                country=get("country"),
            )
        ],
        salary=fields.salary(get("salary_min"), get("salary_max"), get("currency_code"), "") if shown else None,
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of `slug`, which is the first part of a career page's path."""
    parts = urlsplit(url)
    if _API.search(parts.path):
        return (Fetch(url),)
    slug = str(params.get("slug") or parts.path.strip("/").split("/")[0])
    return (Fetch(f"https://{HOST}/api/v1.0/c/{quote(slug)}/jobs/?page=1"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Manatal's results with position_name",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
