"""Ashby's public job board API: a whole board in one answer."""

from urllib.parse import quote

from jobboard.posting import Draft, Place, Salary
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, objects, part, records

NAME, HOST = "ashby", "api.ashbyhq.com"


def matches(answer: Answer) -> int:
    """The API's host, and jobs of its shape."""
    body, here = answer.body, answer.parts.hostname == HOST
    if answer.is_json() and b'"jobUrl"' in body and (b'"isListed"' in body or b'"secondaryLocations"' in body):
        return 100 if here else 60
    return 60 if here and b'"apiVersion"' in body else 20 * here


def parse(answer: Answer) -> Parsed:
    """Every job that the board shows; an unlisted one is for those who were sent its address."""
    data = answer.json()
    found = records(data, lambda node: "jobUrl" in node and "title" in node and "id" in node)
    page = first_record(data, lambda node: isinstance(node.get("jobs"), list))
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither a list of jobs nor a job with jobUrl")
    shown = [node for node in found if flag(node.get("isListed")) is not False]
    board = listing.step(answer.url, -1) if answer.parts.hostname == HOST else ""
    return Parsed(tuple(map(_draft, shown)), total=len(shown), tenant=board or _board(shown))


def _board(jobs: list[Record]) -> str:
    return listing.step(fields.web_address(jobs[0].get("jobUrl")), 0) if jobs else ""


def _draft(node: Record) -> Draft:
    get = node.get
    page = fields.web_address(get("jobUrl"))
    description, is_html = fields.join_texts([get("descriptionHtml") or get("descriptionPlain")])
    return fields.draft(
        get("id"),
        get("title"),
        url=page,
        apply_url=fields.web_address(get("applyUrl")) or page,
        description=description,
        description_is_html=is_html,
        places=[_place(row) for row in (node, *objects(get("secondaryLocations")))],
        employment=fields.lines(get("employmentType")),
        salary=_salary(part(node, "compensation")),
        date_posted=fields.day(get("publishedAt")),
        # isRemote is true for hybrid jobs too: alone it says nothing that can be shown.
        **workplace.stated(get("workplaceType")),
    )


def _place(node: Record) -> Place | None:
    address = part(part(node, "address"), "postalAddress")
    parts = {name: fields.line(address.get(key)) for name, key in _ADDRESS}
    # Without a name of its own a place is what its address says.
    return fields.place(node.get("location"), **parts)


_ADDRESS = (
    ("locality", "addressLocality"), ("region", "addressRegion"), ("country", "addressCountry"),
    ("postal_code", "postalCode"), ("street", "streetAddress"),
)  # fmt: skip


def _salary(pay: Record) -> Salary | None:
    """The first range of fixed pay; shares and bonuses are no salary."""
    rows = [row for tier in objects(pay.get("compensationTiers")) for row in objects(tier.get("components"))]
    for row in (*objects(pay.get("summaryComponents")), *rows):
        if fields.line(row.get("compensationType")) == "Salary":
            found = fields.salary(
                row.get("minValue"), row.get("maxValue"), row.get("currencyCode"), row.get("interval")
            )
            if found:
                return found
    return None


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board with its pay: `board` of the parameters, or the last part of the board's path."""
    board = str(params.get("board") or listing.step(url, 2 if HOST in url else 0))
    return (Fetch(f"https://{HOST}/posting-api/job-board/{quote(board, safe='')}?includeCompensation=true"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Ashby's jobs with jobUrl and secondaryLocations",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
