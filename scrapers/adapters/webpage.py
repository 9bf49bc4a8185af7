"""Any career site: marked-up postings where there are some, else the job page as a person reads it.

A page without markup gives a draft only if it reads like one job ad, and then only what surely stands there.
"""

import hashlib
import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from jobboard.html import to_text
from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters import schemaorg
from scrapers.answer import Answer
from scrapers.facts import facts_of, place_beneath, reads_like_an_ad
from scrapers.maintext import MainText, main_text
from scrapers.page import Tree, links, tree_of
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME = "webpage"
_JOB_PAGE = re.compile(
    r"/(?:jobs?|jobangebote?|jobboerse|stellen\w*|offene-stellen|vacanc\w+|positions?|ausschreibung\w*|openings?)"
    r"/(?:[^/]+/)*[^/]*[-_\d][^/]*/?$|[-_(](?:[mwdfx][-_]){2}[mwdfx]\b|-mwd\b|-all-genders\b",
    re.IGNORECASE,
)
_JOB_SITEMAP = re.compile(r"job|stelle|career|karriere|vacanc|position", re.IGNORECASE)
_APPLY = re.compile(
    r"^(?:jetzt |hier |online[- ])?bewerben\b|^apply(?: now| for this job| here)?$|online bewerben", re.IGNORECASE
)
_FOLLOWED = 2_000


def matches(answer: Answer) -> int:
    """Any page; sitemaps and marked-up pages are better known to others."""
    return 6 if answer.is_markup() and b"<html" in answer.body[:2048].lower() else 0


def parse(answer: Answer) -> Parsed:
    """The postings of a page, the one ad a page is, or the job pages that a sitemap or an overview leads to."""
    marked = schemaorg.parse(answer)
    if marked.drafts or marked.gaps:
        return marked
    if marked.follow and not answer.is_json():
        return replace(marked, follow=_chosen(marked.follow, answer.hint))
    tree = tree_of(answer) if answer.is_markup() else None
    if tree is None:
        return marked
    address = _addresses(answer, tree)
    apply_url = _apply_address(answer, tree)
    page = main_text(tree, answer.url)
    if draft := read_ad(page, apply_url):
        return Parsed((draft,), notes=("read from the page's text: nothing is marked up",), tenant=page.site)
    notes = () if address else (*marked.notes, "no job ad, and no link to one")
    return Parsed(follow=tuple(Fetch(one, ref=one) for one in address[:_FOLLOWED]), notes=notes)


def _chosen(follow: tuple[Fetch, ...], prefix: str) -> tuple[Fetch, ...]:
    """The addresses that surely belong to job pages; all of them, if that can be said of none."""
    if prefix:
        return follow
    sure = tuple(
        fetch
        for fetch in follow
        if (_JOB_PAGE.search(urlsplit(fetch.url).path) if fetch.ref else _JOB_SITEMAP.search(urlsplit(fetch.url).path))
    )
    return sure or follow


def _addresses(answer: Answer, tree: Tree) -> list[str]:
    """The job pages of its own site that a page links to."""
    here = fields.origin(answer.url)
    found = dict.fromkeys(address for address, _ in links(tree, answer.url) if fields.origin(address) == here)
    return [one for one in found if here and one != answer.url and _JOB_PAGE.search(urlsplit(one).path)]


def _apply_address(answer: Answer, tree: Tree) -> str:
    for link in tree.iter("a"):
        if _APPLY.search(fields.line("".join(link.itertext())[:200])) and not (link.get("href") or "").startswith("#"):
            return fields.web_address(link.get("href"), answer.url)
    return ""


def read_ad(page: MainText, apply_url: str) -> Draft | None:
    """The draft of a page that is a job ad, else nothing."""
    facts = facts_of(page.tokens)
    markup, text = page.markup, page.text
    if not reads_like_an_ad(page.title, text, facts):
        # A page that a browser fills in later may hold its text as a description for others.
        markup = page.meta.get("description") or page.meta.get("og:description") or ""
        if not reads_like_an_ad(page.title, to_text(markup), facts):
            return None
    description, is_html = fields.join_texts([markup])
    written = facts.get("place") or place_beneath(page.title, page.tokens)
    places = [fields.place(part, locality=_town(part)) for part in re.split(r"\s*[;|]\s*", _bare(written))]
    day = fields.day(facts.get("start"))
    return fields.draft(
        page.url or hashlib.sha256(f"{page.title}\0{page.text}".encode()).hexdigest()[:20],
        page.title,
        employer=facts.get("employer", ""),
        url=page.url,
        apply_url=apply_url or page.url,
        description=description,
        description_is_html=is_html,
        places=places,
        employment=tuple(filter(None, (facts.get("employment"), facts.get("term")))),
        remote_note=facts.get("mode", ""),
        requisition=facts.get("reference", ""),
        start=day.isoformat() if day else "",
        date_posted=fields.day(facts.get("posted")),
        valid_through=fields.day(facts.get("until")),
    )


def _bare(written: str) -> str:
    return written[1:-1] if written.startswith("(") and written.endswith(")") else written


def _town(written: str) -> str:
    return re.sub(r"^(?:D-)?\d{5}\s+", "", written.split(",")[0]).strip()


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The sitemap of `params`, else the page itself; `job_prefix` is how the paths of job pages begin."""
    return (Fetch(urljoin(url, str(params.get("sitemap", ""))), hint=str(params.get("job_prefix", ""))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="a page that reads like one job ad",
    matches=matches,
    parse=parse,
    start=start,
    pages=True,
)
