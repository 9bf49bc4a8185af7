"""Jobsuche of the Bundesagentur für Arbeit: its v6 list, its job details, and the field names of v4 before them.

Off unless the pack has an agreement on record: the agency's terms forbid automated use.
"""

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from jobboard.posting import Draft, Period, Place, Salary, WorkMode
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, objects, part, records, whole_number

NAME, HOST, PAGE, CAP = "jobsuche", "rest.arbeitsagentur.de", 100, 10_000
LIST_ONLY, PAGES, PAGE_HOST = "list-only", "pages", "www.arbeitsagentur.de"
_STATE = re.compile(rb"<script[^>]*\bid=[\"']ng-state[\"'][^>]*>(.*?)</script", re.DOTALL)
_KEY = (("X-API-Key", "jobboerse-jobsuche"), ("Accept", "application/json"))  # the public key of the agency's own page
_JOB_PAGE = f"https://{PAGE_HOST}/jobsuche/jobdetail/"
_MARKS = ("stellenangebotsTitel", "titel", "beruf", "hauptberuf", "firma", "arbeitgeber", "arbeitgeberName")
_TEXTS = ("stellenangebotsBeschreibung", "stellenbeschreibung", "beschreibung", "arbeitgeberdarstellung")
_TEXT_MARKS = ("stellenangebotsBeschreibung", "stellenbeschreibung")
_PART_TIME = tuple(f"arbeitszeitTeilzeit{part}" for part in ("", "Vormittag", "Nachmittag", "Abend", "Flexibel"))
_KINDS = {
    "AUSBILDUNG": "Ausbildung",
    "PRAKTIKUM_TRAINEE": "Praktikum",
    "PRAKTIKUM": "Praktikum",
    "SELBSTAENDIGKEIT": "Selbstständig",
}
_TERMS = {"BEFRISTET": True, "UNBEFRISTET": False}
_PERIODS = {
    "JAHRESGEHALT": Period.YEAR,
    "MONATSGEHALT": Period.MONTH,
    "STUNDENLOHN": Period.HOUR,
    "TAGESSATZ": Period.DAY,
}
_COUNTRIES = {"DEUTSCHLAND": "DE", "OESTERREICH": "AT", "ÖSTERREICH": "AT", "SCHWEIZ": "CH"}
_FULLY = frozenset({"VOLLSTAENDIG", "AUSSCHLIESSLICH"})


def matches(answer: Answer) -> int:
    """The service's host, and a list or a posting of its shape."""
    body = answer.body
    shape = answer.is_json() and (b'"maxErgebnisse"' in body or b'"stellenangebotsTitel"' in body or b'"refnr"' in body)
    page = b"ng-state" in body and (answer.parts.hostname == PAGE_HOST or b'"stellenangebotsTitel"' in body)
    return max(60 * bool(shape) + (40 if shape else 20) * (answer.parts.hostname == HOST), 90 * page)


def parse(answer: Answer) -> Parsed:
    """List rows and details; where nothing was found the list is not empty but absent."""
    data = _data(answer)
    found = records(data, _is_posting)
    page = first_record(data, lambda node: "maxErgebnisse" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither maxErgebnisse nor a posting with referenznummer")
    details = [node for node in found if any(name in node for name in _TEXT_MARKS)]
    rows = [node for node in found if node not in details]
    known = {_reference(node) for node in details}
    total = whole_number(page.get("maxErgebnisse")) if page else None
    follow = list(_next_page(answer, page or {}, total or 0, len(rows)))
    if answer.hint != LIST_ONLY:
        follow += [_detail(answer, number) for number in dict.fromkeys(map(_reference, rows)) if number not in known]
    gaps = (
        (f"{answer.url}: capped: {total} postings found, a query shows {CAP}; split it by berufsfeld",)
        if total and total > CAP
        else ()
    )
    return Parsed(tuple(_draft(node) for node in (*rows, *details)), tuple(follow), total, gaps=gaps)


def _data(answer: Answer) -> Any:
    """The JSON of the service, or that of a job page, which holds the detail where the service gives none."""
    if not answer.is_markup():
        return answer.json()
    if match := _STATE.search(answer.body):
        try:
            return json.loads(match[1].decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise UnreadableAnswer(answer.url, NAME, f"the page's state is no JSON: {error}") from error
    raise UnreadableAnswer(answer.url, NAME, f"a page without a state; it begins {answer.opening()!r}")


def _is_posting(node: Record) -> bool:
    return ("referenznummer" in node or "refnr" in node) and any(mark in node for mark in _MARKS)


def _reference(node: Record) -> str:
    return fields.line(node.get("referenznummer") or node.get("refnr"))


def _next_page(answer: Answer, page: Record, total: int, rows: int) -> tuple[Fetch, ...]:
    parts = answer.parts
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    at = whole_number(page.get("page")) or whole_number(query.get("page")) or 1
    size = whole_number(page.get("size")) or whole_number(query.get("size")) or PAGE
    if not rows or at * size >= min(total, CAP):
        return ()
    onward = urlencode(query | {"page": str(at + 1), "size": str(size)})
    return (Fetch(f"{fields.origin(answer.url)}{parts.path}?{onward}", headers=_KEY, hint=answer.hint),)


def _detail(answer: Answer, number: str) -> Fetch:
    if answer.hint == PAGES:
        return Fetch(f"{_JOB_PAGE}{quote(number, safe='')}", ref=number)
    path = answer.parts.path.split("/pc/")[0]
    code = base64.b64encode(number.encode()).decode()
    return Fetch(f"{fields.origin(answer.url)}{path}/pc/v4/jobdetails/{quote(code, safe='')}", headers=_KEY, ref=number)


def _draft(node: Record) -> Draft:
    get, number = node.get, _reference(node)
    page = f"{_JOB_PAGE}{quote(number, safe='')}"
    description, is_html = fields.join_texts(get(name) for name in _TEXTS)
    percent = fields.number(get("homeofficeprozent"))
    return fields.draft(
        number,
        get("stellenangebotsTitel") or get("titel") or get("hauptberuf") or get("beruf"),
        employer=fields.line(get("firma") or get("arbeitgeber") or get("arbeitgeberName")),
        url=page,
        apply_url=fields.web_address(get("externeURL") or get("externeUrl") or get("allianzpartnerUrl")) or page,
        description=description,
        description_is_html=is_html,
        places=_places(node),
        employment=_employment(node),
        fixed_term=_TERMS.get(fields.text(get("vertragsdauer") or get("befristung")).upper()),
        remote_flag=_mode(node),
        remote_note=f"{percent:g} % Homeoffice" if percent and percent <= 100 else "",
        salary=_salary(node),
        occupation=fields.line(get("hauptberuf") or get("beruf")),
        start=_iso(part(node, "eintrittszeitraum").get("von")),
        # The day of first publication: the period and the last change move with every refresh, the start of work is no
        # day of publication at all.
        date_posted=fields.day(get("datumErsteVeroeffentlichung") or get("aktuelleVeroeffentlichungsdatum")),
        valid_through=fields.day(part(node, "veroeffentlichungszeitraum").get("bis")),
    )


def _iso(value: object) -> str:
    day = fields.day(value)
    return day.isoformat() if day else ""


def _mode(node: Record) -> WorkMode | None:
    """Home office as offered; that the box is not ticked says nothing."""
    if flag(node.get("homeofficemoeglich")) is not True:
        return None
    return WorkMode.REMOTE if fields.text(node.get("homeofficetyp")).upper() in _FULLY else WorkMode.HYBRID


def _places(node: Record) -> list[Place | None]:
    rows = [
        *objects(node.get("stellenlokationen")),
        *objects(node.get("arbeitsorte")),
        *objects(node.get("arbeitsort")),
    ]
    return [_place(row) for row in rows]


def _place(row: Record) -> Place | None:
    address, point = part(row, "adresse") or row, part(row, "koordinaten")
    code, town, land = (fields.line(address.get(name)) for name in ("plz", "ort", "land"))
    return fields.place(
        f"{code} {town}",
        locality=town,
        postal_code=code,
        region=fields.line(address.get("region")).replace("_", "-").title(),
        street=f"{fields.line(address.get('strasse'))} {fields.line(address.get('hausnummer'))}",
        country=_COUNTRIES.get(land.upper(), land.title()),
        latitude=row.get("breite", point.get("lat")),
        longitude=row.get("laenge", point.get("lon")),
    )


def _employment(node: Record) -> tuple[str, ...]:
    """The working times and kinds that are ticked, in the words a reader knows."""
    get = node.get
    ticked = {
        "Vollzeit": flag(get("arbeitszeitVollzeit")),
        "Teilzeit": any(flag(get(name)) for name in _PART_TIME),
        "Minijob": flag(get("istGeringfuegigeBeschaeftigung")),
    }
    models = [word.replace("_", " ").capitalize() for word in fields.lines(get("arbeitszeitmodelle"))]
    kind = _KINDS.get(fields.text(get("stellenangebotsart")).upper(), "")
    return tuple(filter(None, (*(word for word, on in ticked.items() if on), *models, kind)))


def _salary(node: Record) -> Salary | None:
    get = node.get
    unit = fields.text(get("verguetungsangabe")).upper()
    low, high = get("gehaltsspanneVon"), get("gehaltsspanneBis")
    found = fields.salary(low if low is not None else get("festgehalt"), high, "EUR", "")
    if found is None or unit not in _PERIODS:
        return None
    return found.model_copy(update={"period": _PERIODS[unit], "evidence": f"{found.evidence} {unit.capitalize()}"})


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The first page of the query that the parameters make.

    `details = false` keeps to the list; `details = "pages"` reads the public job pages, where the service refuses.
    """
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    query |= {key: str(value) for key, value in params.items() if key != "details"}
    query |= {"page": "1", "size": str(PAGE)}
    hint = LIST_ONLY if params.get("details") is False else PAGES if params.get("details") == PAGES else ""
    return (Fetch(f"{fields.origin(url)}{parts.path}?{urlencode(query)}", headers=_KEY, hint=hint),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Jobsuche's maxErgebnisse or a posting with referenznummer",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST, PAGE_HOST),
)
