"""d.vinci: the list of a tenant's publications, each with its whole text."""

import re
from urllib.parse import urljoin, urlsplit

from jobboard.posting import Contact, Draft, Place, Salary
from scrapers import fields
from scrapers.adapters.scope import with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, objects, part, records

NAME, LIST = "dvinci", "jobPublication/list.json"
_HOST = re.compile(r"^(?P<slug>[\w-]+)\.dvinci(?:-hr|-easy)?\.(?:com|de)$")
_TEXTS = ("introduction", "tasks", "profile", "weOffer", "closingText")
_TERMS = {"permanent": False, "unbefristet": False, "temporary": True, "befristet": True, "fixed_term": True}


def matches(answer: Answer) -> int:
    """The host, and publications of its shape."""
    host = bool(_HOST.match(answer.parts.hostname or "") or answer.parts.path.endswith(LIST))
    shape = answer.is_json() and b'"jobOpening"' in answer.body and b'"position"' in answer.body
    return 75 * bool(shape) + 20 * host


def parse(answer: Answer) -> Parsed:
    """Every publication of a vacancy; standing invitations to apply are none."""
    data = answer.json()
    found = records(data, lambda node: "position" in node and ("jobOpening" in node or "jobPublicationURL" in node))
    if not found and data not in ([], {"jobPublications": []}):
        raise UnreadableAnswer(answer.url, NAME, "no publications with position and jobOpening")
    vacancies = [node for node in found if part(node, "jobOpening").get("type") != "UNSOLICITED"]
    left = len(found) - len(vacancies)
    notes = (f"{left} standing invitations to apply left out",) if left else ()
    match = _HOST.match(answer.parts.hostname or "")
    return Parsed(
        tuple(_draft(node) for node in vacancies),
        total=len(vacancies),
        notes=notes,
        tenant=match["slug"] if match else "",
    )


def _draft(node: Record) -> Draft:
    get, opening = node.get, part(node, "jobOpening")
    url = fields.web_address(get("jobPublicationURL"))
    description, is_html = fields.join_texts(get(name) for name in _TEXTS)
    period = part(opening, "contractPeriod")
    term = _TERMS.get(fields.line(period.get("internalName")).casefold())
    times = [word for each in objects(opening.get("workingTimes")) for word in _words(each)]
    times += fields.lines(opening.get("workingTimes")) if not times else ()
    return fields.draft(
        get("id") or url,
        get("position") or get("pageTitle"),
        employer=fields.line(part(opening, "company")),
        url=url,
        apply_url=fields.web_address(get("applicationFormURL")) or url,
        description=description,
        description_is_html=is_html,
        places=_places(opening),
        language=fields.line(get("language"))[:2].lower(),
        employment=tuple(dict.fromkeys((*times, *_words(period)))),
        fixed_term=term if term is not None else _TERMS.get(fields.line(period).casefold()),
        salary=_salary(opening),
        experience=fields.join_parts(
            fields.lines([fields.line(each) for each in objects(opening.get("targetGroups"))])
        ),
        requisition=fields.line(opening.get("reference")),
        start=_start(opening.get("earliestEntryDate")),
        contact=_contact(part(node, "contactPerson") or part(opening, "contactPerson")),
        # The publication has no day of its own where it is always on: then the opening's counts.
        date_posted=fields.day(get("startDate")) or fields.day(opening.get("createdDate")),
        valid_through=fields.day(get("endDate")),
    )


def _words(node: Record) -> tuple[str, ...]:
    return fields.lines([node.get("internalName"), node.get("name")])


def _start(value: object) -> str:
    day = fields.day(value)
    return day.isoformat() if day else fields.line(value)


def _places(opening: Record) -> list[Place | None]:
    found = [_place(row) for row in objects(opening.get("locations"))]
    town = fields.line(opening.get("location"))
    return found or [fields.place(town, locality=town)]


def _place(row: Record) -> Place | None:
    address, name = part(row, "address") or row, fields.line(row.get("name"))
    country = part(row, "country") or part(address, "country")
    town = fields.line(row.get("city") or address.get("city"))
    return fields.place(
        # "Verwaltung, Ort" names the house before the town; what stands after the comma is the place.
        name,
        locality=town or name.rsplit(",", 1)[-1],
        region=row.get("state") or address.get("state"),
        postal_code=row.get("zipCode") or address.get("zipCode") or address.get("zip"),
        street=address.get("street"),
        country=fields.line(country.get("isoCode") or country.get("code") or country.get("name")),
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
    )


def _salary(opening: Record) -> Salary | None:
    stated = part(opening, "salary")
    value = part(stated, "value")
    if found := fields.salary(
        value.get("minValue"), value.get("maxValue"), stated.get("currency"), value.get("unitText")
    ):
        return found
    words = fields.line(opening.get("salaryRange"))
    return Salary(evidence=words[:240]) if words else None


def _contact(person: Record) -> Contact | None:
    names = [fields.line(person.get(key)) for key in ("firstName", "lastName")]
    name = " ".join(filter(None, names)) or fields.line(person.get("name"))
    mail, phone = fields.line(person.get("email")), fields.line(person.get("phone"))
    return Contact(name=name, email=mail, phone=phone) if name or mail or phone else None


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of publications in the language of the parameters."""
    first = url if urlsplit(url).path.endswith(".json") else urljoin(url, f"/{LIST}")
    return (Fetch(with_query(first, lang=str(params.get("language", "de")))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="d.vinci's publications (position, jobOpening)",
    matches=matches,
    parse=parse,
    start=start,
)
