"""Career sites that mark up their job pages with schema.org/JobPosting; sitemaps and feeds that lead there."""

import html
import re
from urllib.parse import urljoin, urlsplit

from scrapers import fields
from scrapers.adapters import jsonld, microdata
from scrapers.adapters.jobposting import to_draft
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree, links, script_blocks, tree_of
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME = "schemaorg"
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"JobPosting", re.IGNORECASE)
_TYPE = re.compile(rb"[\"/:](?:JobPosting|DataFeed)\"", re.IGNORECASE)
_JOB_PATH = re.compile(
    r"/(?:jobs?|jobangebote?|stellen\w*|vacanc\w+|karriere|careers?|positions?|offers?|ausschreibung\w*)(?:/|-)[^/]",
    re.IGNORECASE,
)
_FOLLOWED = 2_000


def matches(answer: Answer) -> int:
    """Pages, feeds and sitemaps; a page without markup rates low, but it is what this adapter would be asked about."""
    if _SITEMAP.search(answer.body[:2048]):
        return 60
    if _TYPE.search(answer.body) if answer.is_json() else answer.is_markup() and _MARKUP.search(answer.body):
        return 70
    return 5 if answer.is_markup() and b"<html" in answer.body[:2048].lower() else 0


def parse(answer: Answer) -> Parsed:
    """The postings of a page or feed, or the pages that a sitemap or an overview leads to."""
    if _SITEMAP.search(answer.body[:2048]):
        return _sitemap(answer)
    if answer.is_json():
        return _postings(answer, jsonld.collect([answer.json()]), None)
    tree = tree_of(answer)
    if tree is None:
        raise UnreadableAnswer(answer.url, NAME, f"neither a page nor a feed; it begins {answer.opening()!r}")
    return _postings(answer, jsonld.read_blocks(script_blocks(tree)), tree)


def _postings(answer: Answer, blocks: jsonld.Blocks, tree: Tree | None) -> Parsed:
    # The same posting often stands twice on a page: microdata counts only where JSON-LD has none.
    found = list(blocks.postings) or (microdata.postings(tree) if tree is not None else [])
    page = fields.web_address(answer.url)
    drafts = tuple(to_draft(node, page, alone=len(found) == 1) for node in found)
    notes = blocks.notes
    if not drafts and not blocks.gaps:
        notes = (*notes, "no JobPosting, neither in JSON-LD nor in microdata")
    # A block that is lost is a gap only if nothing on the page makes up for it.
    gaps = () if drafts else tuple(f"{answer.url}: {gap}" for gap in blocks.gaps)
    notes = notes if gaps else (*notes, *blocks.gaps)
    follow = _overview(answer, blocks.linked, tree) if not drafts else ()
    return Parsed(drafts, follow, len(drafts) if blocks.feed else None, notes, gaps)


def _overview(answer: Answer, linked: tuple[str, ...], tree: Tree | None) -> tuple[Fetch, ...]:
    """The job pages an overview leads to: what its ItemList names and, given a prefix, its links that begin with it."""
    pages = [fields.web_address(address, answer.url) for address in linked]
    onward: list[str] = []
    if answer.hint and tree is not None:
        for address, relation in links(tree, answer.url):
            if relation == "next":
                onward.append(address)
            elif _wanted(address, answer.hint):
                pages.append(address)
    here = fields.origin(answer.url)
    own = [
        address
        for address in dict.fromkeys(pages)
        if address and fields.origin(address) == here and address != answer.url
    ]
    further = [Fetch(address, hint=answer.hint) for address in dict.fromkeys(onward) if fields.origin(address) == here]
    return (*further, *(Fetch(address, ref=address) for address in own[:_FOLLOWED]))


def _sitemap(answer: Answer) -> Parsed:
    here = fields.origin(answer.url)
    found = dict.fromkeys(fields.web_address(html.unescape(match[1])) for match in _LOC.finditer(answer.text()))
    own = [address for address in found if address and fields.origin(address) == here]
    if b"sitemapindex" in answer.body[:2048].lower():
        return Parsed(follow=tuple(Fetch(address, hint=answer.hint) for address in own[:50]))
    pages = [address for address in own if _wanted(address, answer.hint)]
    gaps = (
        (f"{answer.url}: the sitemap names {len(pages)} job pages, more than {_FOLLOWED}",)
        if len(pages) > _FOLLOWED
        else ()
    )
    return Parsed(
        follow=tuple(Fetch(address, ref=address) for address in pages[:_FOLLOWED]),
        notes=() if pages else ("no job page in the sitemap",),
        gaps=gaps,
    )


def _wanted(address: str, prefix: str) -> bool:
    path = urlsplit(address).path
    return path.startswith(prefix) and path != prefix if prefix else bool(_JOB_PATH.search(path))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The sitemap or feed of `params`, else the page itself; `job_prefix` is how the paths of job pages begin."""
    first = params.get("sitemap") or params.get("feed") or ""
    return (Fetch(urljoin(url, str(first)), hint=str(params.get("job_prefix", ""))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="schema.org JobPosting in JSON-LD or microdata, or a sitemap",
    matches=matches,
    parse=parse,
    start=start,
    pages=True,
)
