"""Interamt, the job exchange of the German public service: a partner's list, and each posting's detail."""

from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place, Salary
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, part, records, whole_number

NAME, HOSTS = "interamt", ("interamt.de", "www.interamt.de")
_JOB_PAGE = "https://interamt.de/koop/app/stelle?id="
_TEXTS = (
    "Beschreibung",
    "Aufgabenbereiche",
    "Aufgaben",
    "Qualifikation",
    "Qualifikationen",
    "Ausbildung",
    "Fachrichtung",
)
_ONLY_DETAIL = (
    "Beschreibung",
    "Aufgabenbereiche",
    "BewerbungUrl",
    "StellenangebotBehoerde",
    "DatumBewerbungsfrist",
    "TarifEbeneVon",
)
_STATUS_WORDS = frozenset({"Beamter", "Arbeitnehmer"})  # a legal status, not a kind of employment
_TERMS = {"unbefristet": False, "befristet": True}


def matches(answer: Answer) -> int:
    """The exchange's host, and a list or a posting of its shape."""
    body = answer.body
    shape = answer.is_json() and (
        b'"Stellenangebote"' in body or b'"StellenBezeichnung"' in body or b'"Stellenbezeichnung"' in body
    )
    return 60 * bool(shape) + (40 if shape else 20) * (answer.parts.hostname in HOSTS)


def parse(answer: Answer) -> Parsed:
    """List rows and details; of a row whose detail is in the same file, the detail comes last and wins."""
    data = answer.json()
    found = records(data, _is_posting)
    page = first_record(data, lambda node: "Stellenangebote" in node or "Anzahltreffer" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither Stellenangebote nor a posting with Id and StellenBezeichnung")
    details = [node for node in found if any(name in node for name in _ONLY_DETAIL)]
    rows = [node for node in found if node not in details]
    known = {fields.text(node["Id"]) for node in details}
    numbers = dict.fromkeys(fields.text(node["Id"]) for node in rows)
    follow = tuple(_detail(answer, number) for number in numbers if number not in known)
    total = whole_number(page.get("Anzahltreffer", len(rows))) if page else None
    return Parsed(tuple(_draft(node) for node in (*rows, *details)), follow, total)


def _is_posting(node: Record) -> bool:
    return "Id" in node and ("StellenBezeichnung" in node or "Stellenbezeichnung" in node)


def _detail(answer: Answer, number: str) -> Fetch:
    return Fetch(f"{fields.origin(answer.url)}{answer.parts.path}?id={quote(number, safe='')}", ref=number)


def _draft(node: Record) -> Draft:
    get, dates = node.get, part(node, "Daten")
    number = fields.text(get("Id"))
    duration = fields.line(get("BeschaeftigungDauer"))
    description, is_html = fields.join_texts(get(name) for name in _TEXTS)
    page = f"{_JOB_PAGE}{quote(number, safe='')}"
    return fields.draft(
        number,
        get("StellenBezeichnung") or get("Stellenbezeichnung"),
        employer=fields.line(get("Behoerde") or get("StellenangebotBehoerde")),
        url=page,
        apply_url=fields.web_address(get("BewerbungUrl")) or page,
        description=description,
        description_is_html=is_html,
        places=_places(node),
        language="de",  # the exchange is a German one: a title such as "Jurist" alone would not tell
        employment=_employment(node, duration),
        weekly_hours=_hours(get("WochenarbeitszeitArbeitnehmer")) or _hours(get("WochenarbeitszeitBeamter")),
        fixed_term=_TERMS.get(duration.casefold()),
        salary=_salary(node),
        date_posted=fields.day(dates.get("Eingestellt") or get("DatumOeffentlichAusschreiben")),
        valid_through=fields.day(dates.get("Bewerbungsfrist") or get("DatumBewerbungsfrist")),
    )


def _places(node: Record) -> list[Place | None]:
    rows = [*objects(node.get("StellenangebotOrt")), *objects(node.get("Einsatzort"))]
    return [_place({key.removeprefix("Einsatzort"): value for key, value in row.items()}) for row in rows]


def _place(row: Record) -> Place | None:
    code, town = fields.line(row.get("PLZ")), fields.line(row.get("Ort"))
    return fields.place(
        f"{code} {town}",
        locality=town,
        postal_code=code,
        street=f"{fields.line(row.get('Strasse'))} {fields.line(row.get('Hausnummer'))}",
        latitude=row.get("Breite"),
        longitude=row.get("Laenge"),
    )


def _employment(node: Record, duration: str) -> tuple[str, ...]:
    status = [word for word in fields.lines(node.get("Dienstverhaeltnisse")) if word not in _STATUS_WORDS]
    return tuple(filter(None, (duration, fields.line(node.get("Teilzeit")), *status)))


def _hours(value: object) -> float | None:
    hours = fields.number(value)
    return hours if hours is not None and 1 <= hours <= 60 else None


def _salary(node: Record) -> Salary | None:
    """The tariff grades as written; an officer's grade and an employee's stand side by side."""
    pay, get = part(node, "Bezahlung"), node.get
    grades = [fields.line(pay.get("Besoldung")) or _span(get("BesoldungGruppeVon"), get("BesoldungGruppeBis"))]
    grades += [fields.line(pay.get("Entgelt")) or _span(get("TarifEbeneVon"), get("TarifEbeneBis"))]
    grade = " / ".join(filter(None, grades))
    return Salary(grade=grade, evidence=grade) if grade else None


def _span(low: object, high: object) -> str:
    return " - ".join(dict.fromkeys(filter(None, (fields.line(low), fields.line(high)))))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The partner's list: the source's address, with `partner` of the parameters if it names none itself."""
    parts = urlsplit(url)
    query = parts.query or (f"partner={quote(str(params['partner']))}" if "partner" in params else "")
    return (Fetch(f"{fields.origin(url)}{parts.path}" + (f"?{query}" if query else "")),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Interamt's Stellenangebote or a posting with StellenBezeichnung",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
