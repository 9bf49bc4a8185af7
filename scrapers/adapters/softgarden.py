"""softgarden: the schema.org feed of a career page, and the list of an older board with its job pages."""

import re
from urllib.parse import quote, urljoin, urlsplit

from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters import jsonld
from scrapers.adapters.jobposting import to_draft
from scrapers.adapters.rows import page_of, posting_on, with_class, words_of
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME, FEED = "softgarden", "/jobs.feed.json"
_HOST = re.compile(r"^(?P<slug>[\w-]+)\.(?:career\.softgarden\.de|softgarden\.io)$")
_FEED_OF = re.compile(rb"\.softgarden\.(?:de|io)/")
_LISTED = re.compile(r"\bcomplete_job_id_list\s*=\s*(?:jobs_selected\s*=\s*)?\[([\d\s,]{0,100000})\]")
_CARD = re.compile(r"^job_id_(\d{1,15})$")
_PAGE = re.compile(r"/job/(\d{1,15})(?:/|$)")


def matches(answer: Answer) -> int:
    """The host or the feed's path with a feed, or the list of numbers in a page."""
    parts = answer.parts
    host = bool(_HOST.match(parts.hostname or ""))
    if answer.is_json() and b"DataFeed" in answer.body:
        return 90 if host or parts.path.endswith(FEED) or _FEED_OF.search(answer.body) else 0
    if b"complete_job_id_list" in answer.body:
        return 85
    return 75 if host and answer.is_markup() and _PAGE.search(parts.path) else 20 * host


def parse(answer: Answer) -> Parsed:
    """The postings of a feed, the rows of an older board, or one of its job pages."""
    if answer.is_json():
        return _feed(answer)
    if answer.parts.path.endswith(FEED):
        raise UnreadableAnswer(answer.url, NAME, f"a page in place of the feed: it begins {answer.opening()!r}")
    tree = page_of(answer, NAME)
    if (listed := _LISTED.search(answer.text())) is None:
        page = _PAGE.search(answer.parts.path)
        return posting_on(answer, tree, page[1] if page else "")
    numbers = list(dict.fromkeys(re.findall(r"\d+", listed[1])))
    cards = {
        match[1]: card for card in with_class(tree, "matchElement") if (match := _CARD.match(card.get("id") or ""))
    }
    rows = [_row(answer, number, cards.get(number)) for number in numbers]
    return Parsed(
        tuple(rows),
        tuple(Fetch(row.url, ref=row.source_ref) for row in rows if row.url),
        len(rows),
        tenant=_slug(answer),
    )


def _slug(answer: Answer) -> str:
    match = _HOST.match(answer.parts.hostname or "")
    return match["slug"] if match else ""


def _feed(answer: Answer) -> Parsed:
    data = answer.json()
    found = jsonld.collect([data])
    if not found.feed:
        raise UnreadableAnswer(answer.url, NAME, "no DataFeed")
    drafts = [to_draft(node, "", alone=False) for node in found.postings]
    return Parsed(tuple(_told(draft) for draft in drafts), total=len(drafts), tenant=_slug(answer))


def _told(draft: Draft) -> Draft:
    """A draft whose identifier is the vacancy's own."""
    number = "" if draft.source_ref.startswith("http") else draft.source_ref
    return draft.model_copy(update={"requisition": draft.requisition or number})


def _row(answer: Answer, number: str, card: Tree | None) -> Draft:
    """A row by its number; the card beside it is what the list shows of it."""
    anchor = next(card.iter("a"), None) if card is not None else None
    title = words_of(anchor) if anchor is not None else ""
    towns = dict.fromkeys(words_of(each) for each in with_class(card, "location-view-item")) if card is not None else {}
    here = fields.origin(answer.url)
    page = fields.web_address(anchor.get("href"), answer.url) if anchor is not None else ""
    page = page or (f"{here}/job/{quote(number)}" if here else "")
    return fields.draft(
        number,
        title,
        url=page,
        apply_url=page,
        places=[fields.place(town, locality=town) for town in towns],
        date_posted=fields.day(words_of(card, "date")) if card is not None else None,
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The career page's feed; of an older board the list of vacancies, since robots.txt forbids its widgets."""
    parts = urlsplit(url)
    if (parts.hostname or "").endswith(".softgarden.io"):
        return (Fetch(urljoin(url, f"/{quote(str(params.get('language', 'de')))}/vacancies")),)
    return (Fetch(url if parts.path.endswith(".json") else urljoin(url, FEED)),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="softgarden's jobs.feed.json or the complete_job_id_list of a board",
    matches=matches,
    parse=parse,
    start=start,
)
