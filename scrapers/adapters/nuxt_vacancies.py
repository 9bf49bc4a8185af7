"""A group's own vacancy list, rendered by its server (Nuxt): cards of ten a page, and job pages."""

import re
from urllib.parse import unquote

from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters.rows import main_markup, page_of, posting_on, with_class, words_of
from scrapers.adapters.scope import Scope, parts_of, with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME = "nuxt_vacancies"
_JOB = re.compile(r"^/[a-z]{2}/job/([^/]{1,300})/(\d{1,12})/?$")
_COUNT = re.compile(r"\b(?:von|of)\s+(\d{1,3}(?:[.,]\d{3})|\d{1,5})\b")
_HEADING = re.compile(r"(?:^|\s)(?:[a-z]+:)*text-xl(?:\s|$)")


def matches(answer: Answer) -> int:
    """A list or a job page by its address, made by Nuxt; or links to such job pages beside a vacancy list."""
    if not answer.is_markup() or b"__nuxt" not in answer.body.lower():
        return 0
    path = answer.parts.path
    return 80 if path.endswith("/career/vacancies") or _JOB.match(path) or b"/career/vacancies" in answer.body else 0


def parse(answer: Answer) -> Parsed:
    """The cards of a page, which lead to their job pages and the next page, or a job page."""
    tree = page_of(answer, NAME)
    if page := _JOB.match(answer.parts.path):
        return _job_page(answer, tree, page[2])
    cards = [card for each in with_class(tree, "group") if (card := _card(answer, each))]
    rows = list({card.source_ref: card for card in cards}.values())
    scope = Scope.of(answer.hint)
    match = _COUNT.search(words_of(tree))
    count = int(re.sub(r"\D", "", match[1])) if match else None
    if not rows and scope.seen == 0 and count != 0:
        raise UnreadableAnswer(answer.url, NAME, "no cards of vacancies: has the page changed?")
    if rows and rows[0].source_ref in scope.firsts:
        gap = f"{answer.url}: the vacancies of a page before, {scope.seen} of {count} were read"
        return Parsed(total=scope.total(count), gaps=(gap,) if count is None or scope.seen < count else ())
    kept = [row for row in rows if scope.holds([place.name for place in row.places])]
    follow = [Fetch(row.url, ref=row.source_ref) for row in kept]
    after = scope.after(len(rows), rows[0].source_ref if rows else "")
    if rows and (count is None or after.seen < count):
        page_number = str(_page(answer) + 1)
        follow.insert(0, Fetch(with_query(answer.url, page=page_number), hint=after.hint()))
    gap = f"{answer.url}: no vacancies, although only {scope.seen} of {count} were read"
    return Parsed(
        tuple(kept), tuple(follow), scope.total(count), gaps=(gap,) if not rows and count and scope.seen < count else ()
    )


def _page(answer: Answer) -> int:
    match = re.search(r"(?:^|&)page=(\d{1,5})(?:&|$)", answer.parts.query)
    return int(match[1]) if match else 1


def _card(answer: Answer, card: Tree) -> Draft | None:
    """A card: three links to one job, a heading, and the line "company | town"."""
    links = (fields.web_address(each.get("href"), answer.url) for each in card.iter("a"))
    found = next(((url, job) for url in links if (job := _JOB.match(parts_of(url).path))), None)
    if found is None:
        return None
    url, job = found
    heading = next(
        (words_of(each) for each in card.iter("div", "h2", "h3") if _HEADING.search(each.get("class") or "")), ""
    )
    line = next(
        (words_of(each) for each in card.iter("div", "span", "p") if " | " in words_of(each) and not len(each)), ""
    )
    company, _, town = line.rpartition(" | ")
    return fields.draft(
        job[2],
        heading or unquote(job[1]).replace("_", " "),
        employer=company,
        url=url,
        apply_url=url,
        places=[fields.place(town, locality=town)],
    )


def _job_page(answer: Answer, tree: Tree, number: str) -> Parsed:
    """A job page's markup, or else its heading and text."""
    read = posting_on(answer, tree, number)
    if read.drafts or read.gaps:
        return read
    heading = next((words_of(each) for each in tree.iter("h1") if words_of(each)), "")
    markup = main_markup(tree)
    page = fields.web_address(answer.url)
    return Parsed((fields.draft(number, heading, url=page, apply_url=page, description=markup),)) if markup else read


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The first page of the list; `place` or `location` keeps to vacancies there."""
    scope = Scope(place=str(params.get("place") or params.get("location") or ""))
    return (Fetch(with_query(url, page="1"), hint=scope.hint()),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="a vacancy list rendered by Nuxt (/career/vacancies)",
    matches=matches,
    parse=parse,
    start=start,
)
