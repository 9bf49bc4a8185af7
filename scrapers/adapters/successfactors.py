"""SAP SuccessFactors' career sites: sitemap and job pages, and the lists a site may have instead.

A tenant offers some of several surfaces (`surface` of the parameters): the sitemap, a Google feed, tiles, the search
service, or the XML of a legacy board. The sitemap is asked first, since robots.txt of many tenants forbids the service.
"""

import dataclasses
import html
import json
import re
from urllib.parse import quote, urljoin

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.adapters import successfactors_feed as feeds
from scrapers.adapters.rows import page_of, posting_on, with_class, words_of
from scrapers.adapters.scope import Scope, parts_of, with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, SERVICE, SERVICE_PAGE = "successfactors", "/services/recruiting/v1/jobs", 10
_SURFACES = {
    "sitemap": "/sitemap.xml", "feed": "/googlefeed.xml", "tiles": "/tile-search-results/?startrow=0",
    "service": "/search/", "legacy": "",
}  # fmt: skip
_FOLLOWED = 2_000
_LOCALES = 16  # more languages than a site is written in
_JOB = re.compile(r"/job/(?:[^/?#]{1,600}/)?(?P<number>\d{5,12})(?:-[a-z]{2}_[A-Z]{2})?(?:/|$|\?)")
_JOB_BYTES = re.compile(rb"/job/[^/<>\"\s]{1,600}/\d{6,12}/")
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_LOCALE = re.compile(r"[?&;]locale=([a-z]{2}_[A-Z]{2})\b")
_TILE = re.compile(r"\bjob-id-(\d{1,15})\b")
_MADE_BY = (
    b"rmkcdn.successfactors",
    b"jobs2web",
    b"careersite-propertyid",
    b"successfactors.eu",
    b"successfactors.com",
)
_JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))


def matches(answer: Answer) -> int:
    """A feed of SuccessFactors' shape, a sitemap of its job pages, or a page that names its maker."""
    body = answer.body
    if answer.is_json():
        return 90 if b'"jobSearchResult"' in body else 0
    if rated := feeds.matches(answer):
        return rated
    if _SITEMAP.search(body[:2048]):
        return 65 if _JOB_BYTES.search(body) else 0
    if b"job-tile" in body and b"job-id-" in body:
        return 90
    return 80 if answer.is_markup() and any(mark in body for mark in _MADE_BY) else 0


def parse(answer: Answer) -> Parsed:
    """A sitemap, a feed, an answer of the service, tiles, or a job page, told apart by what they are.

    A page where a feed was asked for is no empty feed: sites answer so when the feed is switched off.
    """
    if answer.is_json():
        return _service(answer)
    if _SITEMAP.search(answer.body[:2048]):
        return _sitemap(answer)
    if feeds.matches(answer):
        return feeds.parse(answer, NAME)
    if feeds.expected(answer.url):
        raise UnreadableAnswer(
            answer.url, NAME, f"a page in place of a feed: switched off? It begins {answer.opening()!r}"
        )
    tree = page_of(answer, NAME)
    if tiles := with_class(tree, "job-tile"):
        return _tiles(answer, tiles)
    if locales := _locales(answer):
        return Parsed(follow=tuple(_ask(answer.url, locale, 0) for locale in locales))
    return _job_page(answer, tree)


def _number(address: str) -> str:
    match = _JOB.search(parts_of(address).path)
    return match["number"] if match else ""


def _sitemap(answer: Answer) -> Parsed:
    here, scope = fields.origin(answer.url), Scope.of(answer.hint)
    found = dict.fromkeys(fields.web_address(html.unescape(match[1])) for match in _LOC.finditer(answer.text()))
    own = [address for address in found if address and fields.origin(address) == here]
    if b"sitemapindex" in answer.body[:2048].lower():
        return Parsed(follow=tuple(Fetch(address, hint=answer.hint) for address in own[:50]))
    jobs = [address for address in own if _number(address)]
    pages = [address for address in jobs if _wanted(address, scope)]
    gaps = [f"{answer.url}: the sitemap names {len(pages)} job pages, more than {_FOLLOWED}"][: len(pages) > _FOLLOWED]
    notes = [f"{len(jobs) - len(pages)} of {len(jobs)} job pages lie elsewhere"] if len(jobs) > len(pages) else []
    return Parsed(
        follow=tuple(Fetch(address, ref=address) for address in pages[:_FOLLOWED]),
        # That all jobs lie elsewhere is an empty part of a board; that there is no job at all may be a changed site.
        total=0 if jobs and not pages else None,
        notes=tuple(notes),
        gaps=tuple(gaps),
    )


def _wanted(address: str, scope: Scope) -> bool:
    """Whether a job page is asked for: its path begins with the place, behind the brand."""
    path = parts_of(address).path
    return path.startswith(scope.prefix) and scope.holds([path.split("/job/")[-1].split("/")[0]])


def _tiles(answer: Answer, tiles: list[Tree]) -> Parsed:
    """A page of tiles; how many a page has differs, so the next one begins where this one ends."""
    scope = Scope.of(answer.hint)
    rows = [draft for tile in tiles if (draft := _tile(answer, tile))]
    kept = [draft for draft in rows if scope.holds([*(place.name for place in draft.places), draft.url])]
    onward = Fetch(with_query(answer.url, startrow=str(scope.seen + len(tiles))), hint=_after(scope, tiles, rows))
    return Parsed(tuple(kept), (onward, *_details(kept)))


def _after(scope: Scope, tiles: list[Tree], rows: list[Draft]) -> str:
    return scope.after(len(tiles), rows[0].source_ref if rows else "").hint()


def _details(rows: list[Draft]) -> list[Fetch]:
    return [Fetch(draft.url, ref=draft.url, hint=draft.url) for draft in rows if draft.url]


def _tile(answer: Answer, tile: Tree) -> Draft | None:
    number = _TILE.search(tile.get("class") or "")
    address = fields.web_address(tile.get("data-url"), answer.url)
    title = words_of(tile, "jobTitle-link")
    if not (number and title):
        return None
    values = {(each.get("id") or "").rsplit("-section-", 1)[-1]: each for each in tile.iter() if each.get("id")}
    written = next((words_of(values[key]) for key in ("city-value", "location-value") if key in values), "")
    return fields.draft(
        number[1], title, url=address, apply_url=address, places=[feeds.place_of(written)] if written else []
    )


def _job_page(answer: Answer, tree: Tree) -> Parsed:
    """The posting of a job page: its microdata, and the labelled lines beside it."""
    # The list's address, where one led here: a redirect must not make a second posting of the same row.
    address = fields.web_address(answer.hint) or fields.web_address(answer.url)
    read = posting_on(answer, tree, _number(address))
    if not read.drafts:
        return read
    (draft,) = read.drafts
    said = {
        words_of(label).rstrip(": ").casefold(): _beside(label) for label in with_class(tree, "joblayouttoken-label")
    }
    places = tuple(feeds.refined(place) for place in draft.places) or _geo(tree)
    extra = feeds.from_labels(said)
    known = {name: value for name, value in extra.items() if value and not getattr(draft, name)}
    return dataclasses.replace(
        read, drafts=(draft.model_copy(update={"url": address or draft.url, **known, "places": places}),)
    )


def _beside(label: Tree) -> str:
    value = label.getnext()
    return words_of(value) if value is not None else ""


def _geo(tree: Tree) -> tuple[Place, ...]:
    found = (feeds.place_of(words_of(each)) for each in with_class(tree, "jobGeoLocation"))
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _locales(answer: Answer) -> tuple[str, ...]:
    """The languages of the search page: the service gives a posting only in those it was published in."""
    if not parts_of(answer.url).path.rstrip("/").endswith("/search"):
        return ()
    found = tuple(dict.fromkeys(_LOCALE.findall(html.unescape(answer.text()))))[:_LOCALES]
    return found or ("de_DE", "en_US")


def _ask(url: str, locale: str, page: int) -> Fetch:
    body = {"keywords": "", "locale": locale, "location": "", "pageNumber": page, "sortBy": "recent"}
    return Fetch(f"{fields.origin(url)}{SERVICE}", method="POST", body=json.dumps(body).encode(), headers=_JSON)


def _service(answer: Answer) -> Parsed:
    data = answer.json()
    page = first_record(data, lambda node: "jobSearchResult" in node or "totalJobs" in node)
    if page is None:
        raise UnreadableAnswer(answer.url, NAME, "no jobSearchResult")
    rows = [part(node, "response") for node in records(page.get("jobSearchResult"), lambda node: "response" in node)]
    asked = _asked(answer)
    locale, at = fields.text(asked.get("locale")), whole_number(asked.get("pageNumber")) or 0
    drafts = [_service_row(answer, node, locale) for node in rows]
    count = whole_number(page.get("totalJobs"))
    more = count is not None and (at + 1) * SERVICE_PAGE < count
    gaps = [f"{answer.url}: page {at} of {locale} is empty before the end of {count} postings"][: more and not rows]
    follow = [_ask(answer.url, locale, at + 1)] if more and rows and locale else []
    return Parsed(tuple(drafts), (*follow, *_details(drafts)), 0 if count == 0 else None, gaps=tuple(gaps))


def _asked(answer: Answer) -> Record:
    try:
        asked = json.loads(answer.request_body or b"{}")
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _service_row(answer: Answer, node: Record, locale: str) -> Draft:
    number = fields.text(node.get("id"))
    slug = re.sub(r"[?#&/\s-]+", "-", fields.line(node.get("unifiedUrlTitle") or node.get("urlTitle")) or "job")
    page = f"{fields.origin(answer.url)}/job/{quote(slug, safe='%-')}/{quote(number)}" + (
        f"-{locale}" if locale else ""
    )
    written = node.get("jobLocationShort")
    return fields.draft(
        number,
        node.get("unifiedStandardTitle") or node.get("jobTitle"),
        url=page if number else "",
        apply_url=page if number else "",
        places=[feeds.place_of(name) for name in fields.lines(written)],
        language=locale[:2],
        requisition=number,  # the versions of a posting in several languages have the same number
        date_posted=fields.day(node.get("unifiedStandardStart")),
        valid_through=fields.day(node.get("unifiedStandardEnd")),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The surface the parameters name, by default the sitemap; `place` and `job_prefix` keep to a part of the board."""
    scope = Scope.from_params(
        {"place": params.get("place") or params.get("location"), "prefix": params.get("job_prefix")}
    ).hint()
    parts = parts_of(url)
    surface = str(params.get("surface") or "")
    if feeds.expected(url) or "startrow=" in parts.query:
        return (Fetch(url, hint=scope),)
    if surface == "legacy" or (not surface and "company=" in parts.query):
        return (Fetch(feeds.legacy_address(url, str(params.get("company", ""))), hint=scope),)
    surface = surface if surface in _SURFACES else "sitemap"
    first = urljoin(url, str(params.get(surface) or _SURFACES[surface]))
    return (Fetch(first, hint="" if surface == "service" else scope),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="SuccessFactors' sitemap, Google feed, tiles, jobSearchResult, <Job-Listing> or a job page",
    matches=matches,
    parse=parse,
    start=start,
    pages=True,
)
