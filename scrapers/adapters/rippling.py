"""Rippling's public job board API: the list of a board, with one row for each place of a job, and each job's detail."""

import re
from urllib.parse import quote

from jobboard.posting import Draft, Place, Salary, WorkMode
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, part, records, whole_number

NAME, HOST = "rippling", "api.rippling.com"
_API = f"https://{HOST}/platform/api/ats/v1/board"
_BOARD = re.compile(r"/board/(?P<board>[^/?#]+)")
_MARKS = ("workLocation", "workLocations", "locations", "department", "employmentType", "createdOn")
_LANGUAGE = re.compile(r"^[a-z]{2}-[A-Z]{2}$")
_CONTRACTS = {"FT": "full-time", "PT": "part-time"}  # SALARIED_FT, HOURLY_PT


def matches(answer: Answer) -> int:
    """The API's host, and jobs of its shape."""
    body, here = answer.body, answer.parts.hostname == HOST
    shape = b'"workLocation' in body or b'"workplaceType"' in body
    if answer.is_json() and shape and (b'"uuid"' in body or b"rippling.com" in body):
        return 100 if here else 60
    return 60 if here and answer.is_json() else 20 * here


def parse(answer: Answer) -> Parsed:
    """The jobs of the list, each once with all its places, or the job of a detail."""
    data = answer.json()
    found = records(data, _is_job)
    page = first_record(data, lambda node: "items" in node and "totalItems" in node) or {}
    if not found and not page and data != []:
        raise UnreadableAnswer(answer.url, NAME, "no jobs with name and workLocation")
    jobs: dict[str, list[Record]] = {}
    for node in found:
        jobs.setdefault(_reference(node), []).append(node)
    drafts = tuple(_draft(same) for same in jobs.values())
    bare = [ref for ref, same in jobs.items() if "description" not in same[0]]
    follow = (*_next_page(answer, page), *(_detail(answer, ref) for ref in bare if _board(answer.url)))
    total = whole_number(page.get("totalItems")) if page else len(jobs) if isinstance(data, list) else None
    return Parsed(drafts, follow, total, tenant=_board(answer.url))


def _is_job(node: Record) -> bool:
    return bool(_reference(node)) and "name" in node and sum(mark in node for mark in _MARKS) >= 2


def _reference(node: Record) -> str:
    return fields.text(node.get("uuid") or node.get("id"))


def _board(url: str) -> str:
    match = _BOARD.search(url)
    return match["board"] if match else ""


def _next_page(answer: Answer, page: Record) -> tuple[Fetch, ...]:
    at, last = whole_number(page.get("page")), whole_number(page.get("totalPages"))
    if at is None or last is None or at + 1 >= last or not page.get("items"):
        return ()
    return listing.next_page(answer.url, page=at + 1)


def _detail(answer: Answer, reference: str) -> Fetch:
    return Fetch(f"{_API}/{_board(answer.url)}/jobs/{listing.segment(reference)}", ref=reference)


def _draft(rows: list[Record]) -> Draft:
    node = rows[0]
    get, text = node.get, part(node, "description")
    page = fields.web_address(get("url"))
    description, is_html = fields.join_texts([text.get("role"), text.get("company"), get("description")])
    located = [row for same in rows for row in objects(same.get("locations"))]
    return fields.draft(
        _reference(node),
        get("name"),
        employer=fields.line(get("companyName")),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[_place(row) for row in located] or _named(rows),
        language=fields.line(get("language"))[:2].lower(),
        employment=_employment(node),
        remote_flag=_mode(located),
        salary=_salary(node),
        date_posted=fields.day(get("createdOn") or get("createdAt")),
    )


def _named(rows: list[Record]) -> list[Place | None]:
    names = [name for row in rows for key in ("workLocation", "workLocations") for name in fields.lines(row.get(key))]
    return [listing.place(name) for name in dict.fromkeys(names)]


def _place(row: Record) -> Place | None:
    get = row.get
    return fields.place(
        get("name") or fields.join_parts((get("city"), get("state"), get("country"))),
        locality=get("city"),
        region=get("state"),
        country=fields.line(get("countryCode") or get("country")),
    )


def _mode(located: list[Record]) -> WorkMode | None:
    """The freest mode that a place of the job has."""
    modes = {workplace.mode_of(row.get("workplaceType")) for row in located}
    return next((mode for mode in (WorkMode.REMOTE, WorkMode.HYBRID, WorkMode.ONSITE) if mode in modes), None)


def _employment(node: Record) -> tuple[str, ...]:
    """The words of the contract ("Salaried, full-time"), or those that its code stands for."""
    value = node.get("employmentType")
    kind = value if isinstance(value, dict) else {"label": value}
    code = fields.line(kind.get("label")).replace("_", " ")
    return fields.lines(kind.get("id")) or fields.lines(" ".join(_CONTRACTS.get(word, word) for word in code.split()))


def _salary(node: Record) -> Salary | None:
    for row in objects(node.get("payRangeDetails")):
        if found := fields.salary(
            row.get("rangeStart"), row.get("rangeEnd"), row.get("currency"), row.get("frequency")
        ):
            return found
    return None


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board's list: `board` of the parameters, or the first part of the board's path after a language."""
    named = listing.step(url, 1) if _LANGUAGE.match(listing.step(url, 0)) else listing.step(url, 0)
    board = str(params.get("board") or _board(url) or named)
    return (Fetch(f"{_API}/{quote(board, safe='')}/jobs"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Rippling's jobs with workLocation",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
