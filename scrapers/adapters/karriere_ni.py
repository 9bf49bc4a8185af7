"""karriere.niedersachsen.de, the job exchange of Lower Saxony's authorities: one list of all whole ads."""

from urllib.parse import urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.grades import grades
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, objects, records

NAME = "karriere_ni"
HOSTS = ("webservice.jobboerse.niedersachsen.de", "karriere.niedersachsen.de")
_LIST = f"https://{HOSTS[0]}/data/SearchStellen"
_OVERVIEW = f"https://{HOSTS[1]}/Stellenangebote.html"


def matches(answer: Answer) -> int:
    """The exchange's hosts, and postings of its shape."""
    here = answer.parts.hostname in HOSTS
    shape = answer.is_json() and (b'"StelleId"' in answer.body or here)
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """The list, or one posting; the hint names the one authority that is wanted."""
    data = answer.json()
    found = records(data, lambda node: "StelleId" in node and "Kurzbezeichnung" in node)
    if not found and data != []:
        raise UnreadableAnswer(answer.url, NAME, "neither an empty list nor a posting with StelleId")
    page = fields.web_address(answer.url) if "/stellenausschreibungen/" in answer.parts.path else ""
    drafts = [_draft(node, page if len(found) == 1 else "") for node in found]
    wanted = [draft for draft in drafts if answer.hint in ("", draft.employer)]
    return Parsed(tuple(wanted), total=len(wanted))


def _draft(node: Record, page: str) -> Draft:
    get = node.get
    offices = objects(get("Dienststellen"))
    description, is_html = fields.join_texts([get("Beschreibung")])
    form = fields.web_address(get("OnlineBewerbungsLink"))
    return fields.draft(
        get("StelleId"),
        get("Kurzbezeichnung"),
        employer=fields.line(get("DienststelleBezeichnung") or next(iter(offices), {}).get("Bezeichnung")),
        # The address of a job page cannot be made of the record alone: the form knows which posting it is for.
        url=page or form or _OVERVIEW,
        apply_url=form or page,
        description=description,
        description_is_html=is_html,
        places=[_place(row) for row in offices] or [_place(_own_office(node))],
        language="de",
        employment=_employment(node),
        # "01.01.1900" stands for no date, which may mean a permanent post or only that nobody filled it in.
        fixed_term=True if fields.day(get("BefristetBis")) else None,
        salary=grades(fields.line(get("Wertigkeiten")).split(",")),
        requisition=fields.line(get("Aktenzeichen")),
        start=_iso(get("BesetzbarAb")),
        valid_through=fields.day(get("BewerbungBis")),
    )


def _own_office(node: Record) -> Record:
    return {key.removeprefix("Dienststelle"): value for key, value in node.items() if key.startswith("Dienststelle")}


def _place(row: Record) -> Place | None:
    code, town = fields.line(row.get("Plz")), fields.line(row.get("Ort"))
    return fields.place(
        f"{code} {town}",
        locality=town,
        postal_code=code,
        street=row.get("Strasse"),
        country="DE" if code or town else "",
        latitude=row.get("Lat"),
        longitude=row.get("Lon"),
    )


def _employment(node: Record) -> tuple[str, ...]:
    """Full or part time, by the share of a full post ("0,75") and whether a full post may be shared."""
    share = fields.number(node.get("Stellenumfang"))
    if share is None or not 0 < share <= 1:
        return ()
    if share < 1:
        return ("Teilzeit",)
    return ("Vollzeit", "Teilzeit") if fields.text(node.get("Teilzeiteignung")) == "1" else ("Vollzeit",)


def _iso(value: object) -> str:
    day = fields.day(value)
    return day.isoformat() if day else ""


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The one list; `employer` names the one authority whose postings are wanted."""
    hint = str(params.get("employer", ""))
    return (Fetch(url if urlsplit(url).path.startswith("/data/") else _LIST, hint=hint),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="karriere.niedersachsen.de's postings with StelleId",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
