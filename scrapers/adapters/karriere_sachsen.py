"""karriere.sachsen.de, the job exchange of Saxony's authorities: its REST list, which holds the whole ads."""

from urllib.parse import parse_qs, quote, urlencode, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, flag, objects, records, whole_number

NAME, HOST, PAGE = "karriere_sachsen", "www.karriere.sachsen.de", 100
_LIST = f"https://{HOST}/karriere-verwaltung/rest/stellenanzeige"
_JOB_PAGE = f"https://{HOST}/karriere/stellenanzeige.jsp?id="


def matches(answer: Answer) -> int:
    """The exchange's host, and postings of its shape."""
    body = answer.body
    here = (answer.parts.hostname or "").endswith("karriere.sachsen.de")
    shape = answer.is_json() and (b'"bewerbungStart"' in body or b'"placeOfEmployments"' in body or here)
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """A page of the list, or one posting; internal ads are none for the public."""
    data = answer.json()
    found = records(data, lambda node: "title" in node and ("bewerbungStart" in node or "placeOfEmployments" in node))
    if not found and data != []:
        raise UnreadableAnswer(answer.url, NAME, "neither an empty list nor a posting with bewerbungStart")
    drafts = tuple(_draft(node) for node in found if flag(node.get("internalJobAdvertisement")) is not True)
    offset, limit = (_asked(answer, name) for name in ("offset", "limit"))
    full = isinstance(data, list) and limit is not None and len(data) >= limit > 0
    follow = (Fetch(_page(answer, (offset or 0) + (limit or 0))),) if full else ()
    return Parsed(drafts, follow, 0 if data == [] and not offset else None)


def _asked(answer: Answer, name: str) -> int | None:
    return whole_number(parse_qs(answer.parts.query).get(name, [""])[0])


def _page(answer: Answer, offset: int) -> str:
    query = {key: values[0] for key, values in parse_qs(answer.parts.query).items()} | {"offset": str(offset)}
    return f"{fields.origin(answer.url)}{answer.parts.path}?{urlencode(query)}"


def _draft(node: Record) -> Draft:
    get, number = node.get, fields.text(node.get("id"))
    page = f"{_JOB_PAGE}{quote(number, safe='')}"
    description, is_html = fields.join_texts([get("teaser"), get("bewerbungstext")])
    return fields.draft(
        number,
        get("title"),
        # The institution is a number; the address an application goes to begins with its name.
        employer=fields.line(next(iter(fields.text(get("bewerbungsadresse")).splitlines()), "")),
        url=page,
        apply_url=page,
        apply_email=fields.line(get("bewerbungsadresseMail")),
        description=description,
        description_is_html=is_html,
        places=[_place(row) for row in objects(get("placeOfEmployments"))],
        language="de",
        fixed_term=flag(get("temporaryJob")),
        requisition=fields.line(get("kennziffer")),
        date_posted=fields.day(get("bewerbungStart")),
        valid_through=fields.day(get("bewerbungEnde")),
    )


def _place(row: Record) -> Place | None:
    town = fields.line(row.get("city"))
    return fields.place(
        town,
        locality=town,
        postal_code=row.get("zip"),
        country="DE",
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list's first page; `institution` is the number of the one authority that is wanted."""
    base = url.split("?")[0] if "/rest/" in urlsplit(url).path else _LIST
    query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()} if base != _LIST else {}
    query |= {"institutionId": str(params["institution"])} if "institution" in params else {}
    paging = {"offset": "0", "limit": str(PAGE), "sortBy": "ReleaseDate", "sortOrder": "DESC"}
    return (Fetch(f"{base}?{urlencode(query | paging)}", headers=(("Accept", "application/json"),)),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="karriere.sachsen.de's postings with bewerbungStart",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
