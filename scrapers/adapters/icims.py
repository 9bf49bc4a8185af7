"""iCIMS' career portals: the cards of the list, and each job's page with its markup."""

import re
from typing import Any
from urllib.parse import urlencode

from jobboard.posting import Draft
from scrapers import fields, listing, workplace
from scrapers.adapters import rows
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME, END = "icims", ".icims.com"
_CARDS = ("iCIMS_JobCardItem", "iCIMS_JobListingRow")
_JOB = re.compile(r"/jobs/(?P<number>\d+)(?:/[^/?#]*)?/job")
_PAGES = re.compile(r"Page\s+(\d{1,4})\s+of\s+(\d{1,4})", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+\s+-\s+")  # the anchor's title: "8214 - Title"
_TENANT = re.compile(r"^(?:\w*careers?|jobs|external\w*)-")
_LIST = {"ss": "1", "in_iframe": "1"}
_ID, _MODE = ("job id", "requisition id", "id"), ("work location type", "remote", "workplace type", "work type")
_CONTRACT = ("position type", "employment type", "type", "position type/expected hours of work")


def matches(answer: Answer) -> int:
    """The system's host, and a page of its shape."""
    here = (answer.parts.hostname or "").endswith(END)
    if answer.is_markup() and b"iCIMS_" in answer.body:
        return 95 if here else 80
    return 75 * (here and answer.is_markup())


def parse(answer: Answer) -> Parsed:
    """The cards of a list, each with its page to follow, or the posting of a job's page."""
    tree = rows.page_of(answer, NAME)
    cards = rows.with_class(tree, *_CARDS)
    drafts = tuple(draft for card in cards if (draft := _draft(answer, card)).source_ref)
    job = _JOB.search(answer.parts.path)
    if not drafts:
        marked = rows.posting_on(answer, tree, job["number"] if job else "")
        if job or marked.drafts:
            return marked
    if not drafts and b"iCIMS_" not in answer.body:
        raise UnreadableAnswer(answer.url, NAME, "no page of a career portal")
    match = _PAGES.search(fields.text(" ".join(tree.itertext())[:200_000]))
    page, last = (int(match[1]), int(match[2])) if match else (1, 1)
    gaps = (f"{answer.url}: page {page} of {last} shows no job",) if not drafts and last > 1 else ()
    details = [Fetch(_frame(draft.url), ref=draft.source_ref) for draft in drafts if draft.url]
    return Parsed(
        drafts,
        (*_next_page(answer, page, last), *details),
        0 if not drafts and not gaps else None,
        gaps=gaps,
        tenant=_TENANT.sub("", listing.label(answer.url, END)),
    )


def _next_page(answer: Answer, page: int, last: int) -> tuple[Fetch, ...]:
    origin = fields.origin(answer.url)
    return (Fetch(f"{origin}/jobs/search?{urlencode({**_LIST, 'pr': page})}"),) if origin and page < last else ()


def _frame(url: str) -> str:
    """The page without the frame that other sites show it in."""
    return listing.turned(url, in_iframe=1)


def _draft(answer: Answer, card: Tree) -> Draft:
    links = ((link, _JOB.search(link.get("href") or "")) for link in card.iter("a"))
    link, job = next(((link, job) for link, job in links if job), (None, None))
    if link is None or job is None:
        return fields.draft("", "")
    address = fields.web_address(link.get("href"), answer.url if fields.origin(answer.url) else "")
    heading = next(link.iter("h1", "h2", "h3", "h4"), None)
    title = rows.words_of(heading) if heading is not None else ""
    named = _NUMBERED.sub("", fields.line(link.get("title")))
    tags = _tags(card)
    places = [listing.place(name) for name in listing.places_of(_location(card, tags))]
    return fields.draft(
        job["number"],
        title or named or rows.words_of(link),
        url=address,
        apply_url=address,
        places=places,
        employment=fields.lines(_first(tags, _CONTRACT)),
        occupation=tags.get("category", ""),
        requisition=_first(tags, _ID),
        date_posted=_posted(card),
        **workplace.stated(_first(tags, _MODE)),
    )


def _tags(card: Tree) -> dict[str, str]:
    """What the card says under headings, by the heading in small letters."""
    found: dict[str, str] = {}
    for name in card.iter("dt"):
        value = name.getnext()
        if value is not None and value.tag == "dd":
            found.setdefault(rows.words_of(name).casefold(), rows.words_of(value))
    return found


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str:
    return next((tags[name] for name in names if tags.get(name)), "")


def _location(card: Tree, tags: dict[str, str]) -> str:
    for name in rows.with_class(card, "field-label"):
        if "location" in rows.words_of(name).casefold() and name.getnext() is not None:
            return rows.words_of(name.getnext())
    parts = [value for word in ("city", "state", "country") for key, value in tags.items() if word in key]
    return fields.join_parts(parts)


def _posted(card: Tree) -> Any:
    """The day in the title of a "3 hours ago"."""
    days = (fields.day(span.get("title")) for span in card.iter("span") if span.get("title"))
    return next((day for day in days if day), None)


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The portal's list without the frame around it."""
    return (Fetch(f"{fields.origin(url)}/jobs/search?{urlencode(_LIST)}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="iCIMS' job cards (iCIMS_JobCardItem)",
    matches=matches,
    parse=parse,
    start=start,
)
