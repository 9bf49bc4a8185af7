"""Jobvite's career sites: the list in any of its layouts, and each job's page."""

import re
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from lxml import etree

from jobboard.posting import Draft
from scrapers import fields, listing
from scrapers.adapters import rows
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree, links
from scrapers.parsed import Adapter, Fetch, Params, Parsed, merge_all
from scrapers.shapes import MOST, whole_number

NAME, HOST = "jobvite", "jobs.jobvite.com"
_JOB = re.compile(r"/(?P<site>[\w-]+)/job/(?P<number>[\w-]{4,64})(?:[/?#]|$)")
_SEARCH = re.compile(r"/[\w-]+/search\?")
_COUNTED = re.compile(r"(\d{1,6})\s*-\s*(\d{1,6})\s+of\s+(\d{1,6})")
_NOTHING = re.compile(rb"There are currently no open jobs|No results found")
_LAYOUT = ("jv-job-list", "jv-job-item", "jv-job-list-name", "jv-job")
_ROW, _ROW_SIZE = frozenset(("tr", "li", "jv-job", "jv-job-item")), 100
_BADGES = frozenset(("jv-tag-new", "jv-job-list-location", "jv-job-type", "arrow"))
_FRAMED = {"fr": "true", "nl": "1"}  # else a site under a domain of the employer's own would only redirect there


def matches(answer: Answer) -> int:
    """The system's host, and a page of its shape."""
    here = answer.parts.hostname == HOST
    if answer.is_markup() and b"jv-job" in answer.body:
        return 95 if here else 80
    return 75 * (here and answer.is_markup())


def parse(answer: Answer) -> Parsed:
    """The rows of a list, each with its page to follow, or the posting of a job's page."""
    tree = rows.page_of(answer, NAME)
    job = _JOB.search(answer.parts.path)
    number = job["number"] if job else ""
    if job:  # a job's address is the one that people see, not the framed one that was asked for
        answer = replace(answer, url=answer.url.split("?")[0])
    drafts = () if job else tuple(merge_all(_drafts(answer, tree)))
    marked = Parsed() if drafts else rows.posting_on(answer, tree, number)
    if marked.drafts:
        return marked
    if job:
        return _page(answer, tree, number)
    if not drafts and not _NOTHING.search(answer.body) and not rows.with_class(tree, *_LAYOUT):
        raise UnreadableAnswer(answer.url, NAME, "no list of jobs in any known layout")
    details = [Fetch(listing.turned(draft.url, **_FRAMED), ref=draft.source_ref) for draft in drafts if draft.url]
    further, total = _further(answer, tree, len(drafts))
    return Parsed(drafts, (*further, *details), total, tenant=_site(answer.url))


def _site(url: str) -> str:
    named = listing.step(url, 0)
    return listing.step(url, 1) if named == "careers" else named


def _drafts(answer: Answer, tree: Tree) -> list[Draft]:
    named = ((link, _JOB.search(fields.web_address(link.get("href"), _base(answer)))) for link in tree.iter("a"))
    found = islice(((link, job["number"]) for link, job in named if job), MOST)
    return [_draft(answer, link, number) for link, number in found]


def _base(answer: Answer) -> str:
    return answer.url if fields.origin(answer.url) else f"https://{HOST}/"


def _draft(answer: Answer, link: Tree, number: str) -> Draft:
    """A row: the link and, in it or beside it, the place; a span in the link is the place too."""
    around = next((each for each in link.iterancestors() if _is_row(each)), link)
    place = rows.words_of(link, "jv-job-list-location") or rows.words_of(around, "jv-job-list-location")
    titles = rows.with_class(link, "jv-job-list-name", "title")
    if not place and not titles and "jv-job-name" in (link.get("class") or "").split():
        spans = [span for span in link.iter("span") if "jv-tag-new" not in (span.get("class") or "")]
        place = rows.words_of(spans[-1]) if spans else ""
        title = fields.line(link.text)
    else:
        title = _without(titles[0] if titles else link)
    page = fields.web_address(link.get("href"), _base(answer))
    return fields.draft(
        number,
        title,
        url=page,
        apply_url=page,
        places=[listing.place(_commas(name)) for name in listing.places_of(place)],
        employment=fields.lines(rows.words_of(around, "jv-job-type")),
    )


def _is_row(element: Tree) -> bool:
    """Whether an element is the row of a job: called so, and too small to be the list itself."""
    named = element.tag in _ROW or not _ROW.isdisjoint((element.get("class") or "").split())
    return named and sum(1 for _ in islice(element.iter(), _ROW_SIZE)) < _ROW_SIZE


def _commas(name: str) -> str:
    return re.sub(r"\s+,", ",", name)


def _without(element: Tree) -> str:
    """The words of an element, without those of badges and of the place within it."""
    words: list[str] = []
    stack: list[Any] = [element]
    while stack and len(words) < _ROW_SIZE:
        node = stack.pop()
        if isinstance(node, str):
            words.append(node)
            continue
        words.append(node.text or "")
        for child in reversed(node):
            stack.append(child.tail or "")
            if _BADGES.isdisjoint((child.get("class") or "").split()):
                stack.append(child)
    return fields.line(" ".join(words))


def _further(answer: Answer, tree: Tree, found: int) -> tuple[list[Fetch], int | None]:
    """The next page of a search, or the searches that a list shows only the beginning of, and the number of jobs."""
    if "/search" in answer.parts.path:
        match = _COUNTED.search(" ".join(tree.itertext())[:400_000])
        last, total = (int(match[2]), int(match[3])) if match else (found, found)
        page = whole_number(listing.asked(answer.url, "p")) or 0
        onward = listing.next_page(answer.url, p=page + 1) if found and last < total else ()
        return [*onward], None if listing.asked(answer.url, "c") else total
    here = fields.origin(answer.url)
    wanted = (address for address, _ in links(tree, _base(answer)) if _SEARCH.search(address))
    own = [address for address in dict.fromkeys(wanted) if here and fields.origin(address) == here]
    searches = [Fetch(listing.turned(address, **_FRAMED)) for address in own]
    return searches, None if searches else found


def _page(answer: Answer, tree: Tree, number: str) -> Parsed:
    """A job's page without markup, by the names that its parts have in every layout."""
    title = rows.words_of(tree, "jv-header")
    bodies = rows.with_class(tree, "jv-job-detail-description")
    if not title and not bodies:
        return Parsed(notes=("no posting on the page of a job",))
    markup = str(etree.tostring(bodies[0], encoding="unicode", method="html", with_tail=False)) if bodies else ""
    page = fields.web_address(answer.url)
    return Parsed((fields.draft(number, title, url=page, apply_url=page, description=markup),))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The site's list: `site` of the parameters, or the first part of the path."""
    site = str(params.get("site") or _site(url))
    page = "search" if urlsplit(url).path.rstrip("/").endswith("/search") else "jobs"
    return (Fetch(f"https://{HOST}/{quote(site, safe='')}/{page}?{urlencode(_FRAMED)}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Jobvite's list (jv-job-list, jv-job-item)",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
