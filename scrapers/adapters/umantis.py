"""Umantis (Haufe, Abacus): the table of all jobs, and job pages that carry no markup."""

import html
import json
import re
from urllib.parse import urljoin

from jobboard.posting import Draft, EmploymentType
from jobboard.reading.contract import read_types
from scrapers import fields
from scrapers.adapters.rows import main_markup, page_of, with_class, words_of
from scrapers.adapters.scope import Scope, parts_of, with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, whole_number

NAME, PAGE = "umantis", 10
_HOST = re.compile(r"(?:^|\.)umantis\.com$")
_JOB = re.compile(r"/Vacancies/(\d{1,12})/Description/(\d{1,3})", re.IGNORECASE)
_TABLE = re.compile(r"\"TableNr\"\s*:\s*\"?(\d{1,12})|[?&;]tc(\d{1,12})=p\d|tablenav_\w{3,20}_nextlink_(\d{1,12})")
_NAMED = re.compile(r"^(?P<label>[^:]{2,40}):\s*(?P<value>.+)$")
_LANGUAGES = {"1": "de", "2": "en", "3": "fr", "4": "it"}
_POSTED = ("online seit", "online since", "veröffentlicht", "published", "publiziert")
_EMPLOYMENT = ("typ", "type", "pensum", "anstellung", "beschäftigung", "employment period", "befristung", "arbeitszeit")
_PLACE = ("ort", "arbeitsort", "standort", "location", "place of work")


def matches(answer: Answer) -> int:
    """The links of its table, or a job page by its address."""
    if b"HSTableLinkSubTitle" in answer.body:
        return 90
    host = bool(_HOST.search(answer.parts.hostname or ""))
    return 80 if answer.is_markup() and _JOB.search(answer.parts.path) else 25 * host


def parse(answer: Answer) -> Parsed:
    """The rows of a page of the table, which lead to their pages and the next page, or a job page's text."""
    tree = page_of(answer, NAME)
    if page := _JOB.search(answer.parts.path):
        return _job_page(answer, tree, page[1], page[2])
    rows: dict[str, Draft] = {}
    for anchor in with_class(tree, "HSTableLinkSubTitle"):
        if row := _row(answer, anchor):
            rows.setdefault(row.source_ref, row)
    if not rows and b"umantis" not in answer.body.lower():
        raise UnreadableAnswer(answer.url, NAME, "no table of jobs")
    scope = Scope.of(answer.hint)
    if rows and next(iter(rows)) in scope.firsts:
        return Parsed()  # a page beyond the last one shows one of those before it again
    pages = [Fetch(row.url, ref=row.source_ref) for row in rows.values()]
    notes = () if rows else ("no jobs in the table",)
    return Parsed(tuple(rows.values()), (*_onward(answer, scope, list(rows)), *pages), notes=notes)


def _row(answer: Answer, anchor: Tree) -> Draft | None:
    url = fields.web_address(anchor.get("href"), answer.url)
    match = _JOB.search(parts_of(url).path)
    if match is None:
        return None
    row = next((parent for parent in anchor.iterancestors("tr")), anchor)
    cells = with_class(
        row, "tableaslist_text", "tableaslist_subtitle", "table-as-list__text", "table-as-list__subtitle"
    )
    texts = [words_of(cell).strip("| ") for cell in cells if anchor not in cell.iter()]
    named = {found["label"].casefold(): found["value"] for text in texts if (found := _NAMED.match(text))}
    bare = [text for text in texts if text and not _NAMED.match(text)]
    employment = [value for label, value in named.items() if label.startswith(_EMPLOYMENT)]
    employment += [text for text in bare if set(read_types((text,))) - {EmploymentType.OTHER}]
    # The columns are the tenant's own; what is neither labelled nor a kind of employment ends with the place.
    towns = [value for label, value in named.items() if label in _PLACE] or [t for t in bare if t not in employment][
        -1:
    ]
    posted = next((value for label, value in named.items() if label.startswith(_POSTED)), "")
    return fields.draft(
        match[1],
        words_of(anchor) or anchor.get("aria-label"),
        url=url,
        apply_url=url,
        places=[fields.place(town, locality=town) for town in towns],
        language=_LANGUAGES.get(match[2], ""),
        employment=tuple(employment),
        date_posted=fields.day(posted),
    )


def _onward(answer: Answer, scope: Scope, numbers: list[str]) -> list[Fetch]:
    """The next page of the table, unless the page says that there is none."""
    text = html.unescape(answer.text())
    table = _TABLE.search(text)
    if not (numbers and table):
        return []
    after = scope.after(len(numbers), numbers[0])
    number, page = table[1] or table[2] or table[3], after.pages + 1
    state = _state(text)
    count, shown = (whole_number(state.get(name)) for name in ("TableCount", "TableTo"))
    if count is not None and shown is not None:
        more = shown < count
    else:
        more = f"tc{number}=p{page}" in text or "nextlink_" in text or len(numbers) >= PAGE
    return [Fetch(with_query(answer.url, **{f"tc{number}": f"p{page}"}), hint=after.hint())] if more else []


def _state(text: str) -> Record:
    """What the table's navigation knows of itself."""
    match = re.search(r"\{[^{}]{0,400}\"TableNr\"[^{}]{0,400}\}", text)
    try:
        state = json.loads(match[0]) if match else {}
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


def _job_page(answer: Answer, tree: Tree, number: str, language: str) -> Parsed:
    """A job page's heading and text; its address is the posting's."""
    heading = next((words_of(each) for each in tree.iter("h1") if words_of(each)), "")
    markup = main_markup(tree)
    if not markup:
        return Parsed(notes=("no text on this job's page",))
    page = fields.web_address(answer.url)
    return Parsed(
        (
            fields.draft(
                number,
                heading,
                url=page,
                apply_url=page,
                description=markup,
                language=_LANGUAGES.get(language, ""),
            ),
        )
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The table of all jobs, or the one the source names."""
    path = parts_of(url).path
    return (Fetch(url if "/jobs/" in path.lower() else urljoin(url, str(params.get("list", "/Jobs/All")))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Umantis' table of jobs (HSTableLinkSubTitle) or a job page (/Vacancies/1/Description/1)",
    matches=matches,
    parse=parse,
    start=start,
)
