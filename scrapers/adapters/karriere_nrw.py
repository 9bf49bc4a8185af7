"""karriere.nrw, the job exchange of North Rhine-Westphalia's authorities: its API's list, which holds the whole ads."""

import re
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.grades import grades
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, HOSTS = "karriere_nrw", ("api.karriere.nrw", "karriere.nrw")
_LIST = "https://api.karriere.nrw/v1/jobs/stellenausschreibungen/"
_JOB_PAGE = "https://karriere.nrw/stellenausschreibung/"
_CODE_AND_TOWN = re.compile(r"\b(\d{5})\s+(\S.*)$")
_TERMS = {"unbefristet": False, "befristet": True}


def matches(answer: Answer) -> int:
    """The exchange's host, and a list or a posting of its shape."""
    here = answer.parts.hostname in HOSTS
    shape = answer.is_json() and (b'"titel_der_stelle"' in answer.body or (here and b'"results"' in answer.body))
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """A page of the list; the hint names the one authority that is wanted, since the list cannot be filtered."""
    data = answer.json()
    found = records(data, lambda node: "titel_der_stelle" in node and "uuid" in node)
    page = first_record(data, lambda node: "results" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither results nor a titel_der_stelle")
    drafts = [_draft(node) for node in found]
    following = fields.web_address((page or {}).get("next"))
    own = bool(following) and urlsplit(following).hostname in HOSTS
    follow = (Fetch(following, hint=answer.hint),) if own else ()
    if not answer.hint:
        return Parsed(tuple(drafts), follow, whole_number((page or {}).get("count")))
    # How many of the postings are this authority's, nobody says: that it may be none must not look like a fault.
    return Parsed(tuple(draft for draft in drafts if draft.employer == answer.hint), follow, 0)


def _draft(node: Record) -> Draft:
    get = node.get
    number, way = fields.text(get("uuid")), fields.line(get("jetzt_bewerben"))
    page = f"{_JOB_PAGE}{quote(number, safe='')}"
    description, is_html = fields.join_texts([get("stellenbeschreibung")])
    return fields.draft(
        number,
        get("titel_der_stelle"),
        employer=fields.line(
            get("ausschreibende_behoerde") or part(node, "dienststelle").get("benennung_dienststelle")
        ),
        url=page,
        apply_url=fields.web_address(way) or page,
        apply_email=way if "@" in way and "/" not in way else "",
        description=description,
        description_is_html=is_html,
        places=[_place(node)],
        language="de",
        employment=fields.lines(get("arbeitszeit_display")),
        fixed_term=_TERMS.get(fields.line(get("befristung_display")).casefold()),
        salary=grades(fields.lines(get("besoldung_entgelt"))),
        requisition=fields.line(get("email_betreff")),
        date_posted=fields.day(get("erscheinungsdatum")),
        valid_through=fields.day(get("bewerbungsfrist")),
    )


def _place(node: Record) -> Place | None:
    shown, office = fields.line(node.get("address_display")), part(node, "dienststelle")
    match = _CODE_AND_TOWN.search(shown)
    return fields.place(
        shown or node.get("ort"),
        locality=node.get("ort") or (match[2] if match else office.get("ort")),
        postal_code=match[1] if match else ("" if shown else office.get("plz")),
        street=shown[: match.start()].strip(" ,") if match else "",
        country="DE",
        latitude=node.get("lat"),
        longitude=node.get("lon"),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list's first page; `employer` names the one authority whose postings are wanted."""
    hint = str(params.get("employer", ""))
    return (Fetch(url if "/v1/" in urlsplit(url).path else _LIST, hint=hint),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="karriere.nrw's results with titel_der_stelle",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
