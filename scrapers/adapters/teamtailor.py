"""Teamtailor's feeds of a career site: RSS, which says the work mode, and the JSON feed, which says the contract."""

import re
from typing import Any
from urllib.parse import urljoin

from jobboard.posting import Draft, Place
from scrapers import fields, listing, workplace
from scrapers.adapters.jobposting import to_draft
from scrapers.adapters.xmlfeed import children, read_feed
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, END, PAGE = "teamtailor", ".teamtailor.com", 200  # unasked, the feed ends after 100 jobs
_NUMBER = re.compile(r"/jobs/(\d+)")
_LOCATION = "{*}locations/{*}location"


def matches(answer: Answer) -> int:
    """The system's host, and a feed of its shape."""
    head, here = answer.body[:4096], bool(listing.label(answer.url, END))
    if b"teamtailor.com/locations" in head or (answer.is_json() and b'"_jobposting"' in answer.body):
        return 100 if here else 90
    return 60 if here and (b"<rss" in head or b"jsonfeed.org" in head) else 20 * here


def parse(answer: Answer) -> Parsed:
    """Every job of the feed that is whole; a feed that is cut off says so."""
    return _json_feed(answer) if answer.is_json() else _rss(answer)


def _rss(answer: Answer) -> Parsed:
    if b"<rss" not in answer.body[:4096]:
        raise UnreadableAnswer(answer.url, NAME, f"no <rss> feed; it begins {answer.opening()!r}")
    feed = read_feed(answer, "rss", "item")
    offset, size = (whole_number(listing.asked(answer.url, name)) for name in ("offset", "per_page"))
    drafts = tuple(_draft(item) for item in feed.records)
    gaps = (f"{answer.url}: the feed is cut off after {len(drafts)} whole jobs",) if feed.cut else ()
    read = (offset or 0) + len(drafts)
    onward = bool(size and len(drafts) >= size)
    return Parsed(
        drafts,
        listing.next_page(answer.url, offset=read) if onward else (),
        None if onward or feed.cut else read,
        notes=(f"the feed is no clean XML: {feed.fault}",) if feed.fault and not feed.cut else (),
        gaps=gaps,
        tenant=_channel(feed.records) or listing.label(answer.url, END),
    )


def _channel(items: tuple[Any, ...]) -> str:
    """The title of the feed, which is the employer's name."""
    channel = items[0].getparent() if items else None
    return fields.line(channel.findtext("title")) if channel is not None else ""


def _draft(item: Any) -> Draft:
    get = children(item).get
    page = fields.web_address(get("link"))
    number = _NUMBER.search(page)
    description, is_html = fields.join_texts([get("description")])
    status = fields.line(get("remoteStatus"))
    return fields.draft(
        number[1] if number else get("guid") or page,
        get("title"),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[_place(children(row)) for row in item.iterfind(_LOCATION)] or [listing.place(get("locations"))],
        date_posted=fields.day(get("pubDate")),
        **workplace.stated(status),  # "none" is what every job has that nobody changed
    )


def _place(row: dict[str, str]) -> Place | None:
    """A place of the employer's; its name may be a label ("Headquarters"), and then the town says where it is."""
    name, town = fields.line(row.get("name")), fields.line(row.get("city"))
    return fields.place(
        name if town.casefold() in name.casefold() else f"{name}, {town}",
        locality=town,
        street=row.get("address"),
        postal_code=row.get("zip"),
        country=row.get("country"),
    )


def _json_feed(answer: Answer) -> Parsed:
    data = answer.json()
    items = records(data, lambda node: "_jobposting" in node or ("content_html" in node and "url" in node))
    feed = first_record(data, lambda node: isinstance(node.get("items"), list))
    if not items and (feed is None or feed["items"]):
        raise UnreadableAnswer(answer.url, NAME, "no feed of items with _jobposting")
    onward = fields.web_address((feed or {}).get("next_url"), answer.url)
    here = fields.origin(onward) == fields.origin(answer.url)
    follow = (Fetch(onward),) if onward and here and items else ()
    first = bool(not follow and not listing.asked(answer.url, "page"))
    return Parsed(
        tuple(_posting(node) for node in items),
        follow,
        len(items) if first else None,
        tenant=fields.line((feed or {}).get("title")) or listing.label(answer.url, END),
    )


def _posting(item: Record) -> Draft:
    page = fields.web_address(item.get("url"))
    own = {
        "title": item.get("title"),
        "description": item.get("content_html"),
        "dateposted": item.get("date_published"),
    }
    posting = {**own, **part(item, "_jobposting")}
    draft = to_draft({**posting, "url": page}, page, alone=True)
    number = _NUMBER.search(page)
    reference = number[1] if number else fields.line(item.get("id")) or page
    # Its identifier is the job's number once more, not the employer's own.
    return draft.model_copy(update={"source_ref": reference})


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The career site's RSS feed; an address of a feed is taken as it is, and so is `feed` of the parameters."""
    if feed := params.get("feed"):
        return (Fetch(urljoin(url, str(feed))),)
    if url.split("?")[0].endswith((".rss", ".json")):
        return (Fetch(url),)
    return (Fetch(f"{fields.origin(url)}/jobs.rss?per_page={PAGE}&offset=0"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Teamtailor's RSS with tt:locations or JSON feed with _jobposting",
    matches=matches,
    parse=parse,
    start=start,
)
