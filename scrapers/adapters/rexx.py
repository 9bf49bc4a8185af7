"""rexx systems: the list of a job market, with its label of the work mode, and job pages with JSON-LD."""

import re
from urllib.parse import parse_qs, urljoin

from jobboard.posting import Draft, WorkMode
from scrapers import fields
from scrapers.adapters.rows import page_of, posting_on, with_class, words_of
from scrapers.adapters.scope import Scope, parts_of, with_query
from scrapers.answer import Answer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import whole_number

NAME = "rexx"
_HOST = re.compile(r"(?:^|\.)rexx-(?:systems|recruitment)\.com$")
_JOB = re.compile(r"-j(\d{1,12})\.html$")
_ROWS = ("joboffer_container", "alternative_0", "alternative_1")
# The label is a scale of three: at the place of work, part of the time there, at home or anywhere.
_MODES = {
    "präsenz": WorkMode.ONSITE, "vor ort": WorkMode.ONSITE,
    "präsenz / mobil": WorkMode.HYBRID, "hybrid": WorkMode.HYBRID,
    "homeoffice / mobil": WorkMode.REMOTE, "homeoffice": WorkMode.REMOTE, "remote": WorkMode.REMOTE,
}  # fmt: skip


def matches(answer: Answer) -> int:
    """A list of its shape, or a job page by its host and the number in its address."""
    body, parts = answer.body, answer.parts
    if b"joboffer_container" in body or b"joboffer_table_container" in body or b'id="joboffers"' in body:
        return 90
    host = bool(_HOST.search(parts.hostname or ""))
    return (85 if host else 72) if answer.is_markup() and _JOB.search(parts.path) else 10 * host


def parse(answer: Answer) -> Parsed:
    """The rows of a list, which lead to their pages and the rows after them, or the posting of a job page."""
    tree = page_of(answer, NAME)
    if number := _JOB.search(answer.parts.path):
        return posting_on(answer, tree, number[1])
    rows = {row.source_ref: row for each in with_class(tree, *_ROWS) if (row := _row(answer, each))}
    count = _count(tree)
    scope = Scope.of(answer.hint)
    pages = [Fetch(row.url, ref=row.source_ref) for row in rows.values()]
    notes = () if rows or count is not None else ("no list of job offers on this page",)
    return Parsed(tuple(rows.values()), (*_onward(answer, tree, scope, list(rows), count), *pages), count, notes)


def _row(answer: Answer, row: Tree) -> Draft | None:
    links = [(fields.web_address(each.get("href"), answer.url), each) for each in row.iter("a")]
    found = next(((url, each) for url, each in links if _JOB.search(parts_of(url).path)), None)
    if found is None:
        return None
    url, anchor = found
    number = _JOB.search(parts_of(url).path)
    town, label = words_of(row, "job_standort"), words_of(row, "job_location")
    mode = _MODES.get(re.sub(r"\s*/\s*", " / ", label).casefold())
    return fields.draft(
        number[1] if number else "",
        words_of(anchor) or anchor.get("title"),
        url=url,
        apply_url=url,
        places=[fields.place(town, locality=town)],
        experience=words_of(row, "job_details_second"),
        remote_flag=mode,
        remote_note="" if mode else label,
    )


def _count(tree: Tree) -> int | None:
    """How many offers there are; "data-all-count" counts also what a filter hides."""
    counts = (whole_number(each.get("data-count")) for each in tree.iter() if each.get("data-count"))
    return next((count for count in counts if count is not None), None)


def _onward(answer: Answer, tree: Tree, scope: Scope, numbers: list[str], count: int | None) -> list[Fetch]:
    """The rows after these, if the list counts more, or has a link to them."""
    if not numbers or numbers[0] in scope.firsts:
        return []
    after = scope.after(len(numbers), numbers[0])
    more = after.seen < count if count is not None else _links_to(tree, after.seen)
    return [Fetch(with_query(answer.url, start=str(after.seen)), hint=after.hint())] if more else []


def _links_to(tree: Tree, start: int) -> bool:
    queries = (
        parse_qs(parts_of(each.get("href") or "").query)
        for each in tree.iter("a")
        if "start=" in (each.get("href") or "")
    )
    return any(start <= (whole_number(value) or 0) for query in queries for value in query.get("start", []))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of job offers."""
    path = parts_of(url).path
    return (Fetch(url if path.endswith(".html") else urljoin(url, str(params.get("list", "/stellenangebote.html")))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="rexx systems' list (joboffer_container) or a job page (…-j1.html)",
    matches=matches,
    parse=parse,
    start=start,
)
