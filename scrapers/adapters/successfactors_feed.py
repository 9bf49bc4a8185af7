"""SuccessFactors' feeds: the Google feed (RSS with Google Base names) and the <Job-Listing> of legacy boards.

What they share with the site's pages is here too: places such as "Ort, DE, 01234", and the meaning of labelled lines.
"""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlencode

from jobboard.places import country_code
from jobboard.posting import Draft, Place, WorkMode
from jobboard.reading.dates import read_date
from scrapers import fields
from scrapers.adapters.scope import Scope, parts_of
from scrapers.adapters.xmlfeed import Feed, children, read_feed
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Parsed
from scrapers.shapes import Record

_RSS, _LEGACY = re.compile(rb"<rss\b", re.IGNORECASE), re.compile(rb"<Job-Listing\b")
_GOOGLE = re.compile(rb"base\.google\.com/ns|<g:(?:location|employer|id|expiration_date)\b")
_IN_TITLE = re.compile(r"\s*\(([^()]+,[^()]+)\)\s*$")
_TOKEN = re.compile(r"\[\[[^\[\]]{0,80}\]\]")  # what the site's script would have filled in
_POSTAL = re.compile(r"^[A-Z]{0,2}-?\d{4,6}$")
_SLASHED = re.compile(r"^\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*$")
# What a labelled line means, by words of its label; the first that fits counts. "Flexibility" before "location".
_LABELS = (
    ("remote", re.compile(r"remote|home.?office|mobil\w* arbeit|workplace|work setting|arbeitsmodell|flexib")),
    ("requisition", re.compile(r"req(?:uisition)?\b.*\b(?:id|no|number)|kennziffer|referenz|stellen-?id|job.?id")),
    ("employment", re.compile(r"employment|besch[äa]ftigung|anstellung|vertrag|contract|arbeitszeit|job status|job ?type|befrist")),
    ("employer", re.compile(r"legal entity|gesellschaft|unternehmen|company")),
    ("start", re.compile(r"eintritt|start ?date|starting")),
    ("place", re.compile(r"geographic location|posting location|standort|arbeitsort|\bcity\b|\bort\b|\blocation\b")),
    ("country", re.compile(r"country|\bland\b")),
)  # fmt: skip
_MODES = {
    "remote": WorkMode.REMOTE, "hybrid": WorkMode.HYBRID, "on-site": WorkMode.ONSITE, "onsite": WorkMode.ONSITE,
    "on site": WorkMode.ONSITE, "vor ort": WorkMode.ONSITE,
}  # fmt: skip


def matches(answer: Answer) -> int:
    """The outermost element, and for RSS the names of Google Base."""
    if _LEGACY.search(answer.body[:2048]):
        return 95
    return 85 if _RSS.search(answer.body[:2048]) and _GOOGLE.search(answer.body) else 0


def expected(url: str) -> bool:
    """Whether an address is that of a feed or a sitemap."""
    parts = parts_of(url)
    return parts.path.lower().endswith(".xml") or "resulttype=xml" in parts.query.lower()


def legacy_address(url: str, company: str) -> str:
    """The address of a legacy board's XML."""
    parts = parts_of(url)
    name = company or parse_qs(parts.query).get("company", [""])[0]
    query = {"company": name, "career_ns": "job_listing_summary", "resultType": "XML"}
    return f"{fields.origin(url)}{parts.path if parts.path.strip('/') else '/career'}?{urlencode(query)}"


def parse(answer: Answer, name: str) -> Parsed:
    """Every posting of a feed that is whole; a feed that is cut off says so."""
    legacy = bool(_LEGACY.search(answer.body[:2048]))
    feed = read_feed(answer, "Job-Listing", "Job") if legacy else read_feed(answer, "rss", "item")
    scope = Scope.of(answer.hint)
    drafts = _listed(answer, feed) if legacy else [_item(element) for element in feed.records]
    if feed.records and not any(draft.title for draft in drafts):
        raise UnreadableAnswer(answer.url, name, f"{len(drafts)} records, none of which has a title")
    kept = [draft for draft in drafts if scope.holds([*(place.name for place in draft.places), draft.url])]
    gaps = [f"{answer.url}: the feed is cut off after {len(drafts)} whole postings"][: feed.cut]
    notes = [f"the feed is no clean XML: {feed.fault}"][: bool(feed.fault) and not feed.cut]
    notes += [f"{len(drafts) - len(kept)} of {len(drafts)} postings lie elsewhere"][: len(kept) < len(drafts)]
    total = None if feed.cut else scope.total(len(drafts))
    return Parsed(tuple(kept), total=total, notes=tuple(notes), gaps=tuple(gaps))


def _item(element: Any) -> Draft:
    values = children(element)
    get = values.get
    title, address = fields.line(get("title")), fields.web_address(get("link"))
    in_title, stated = _IN_TITLE.search(title), fields.line(get("location"))
    named = in_title if in_title and _is_place(in_title[1], stated) else None
    number = fields.line(get("id") or get("guid"))
    description, is_html = fields.join_texts([get("description")])
    # The title's place has the code and the postal code, g:location the country's name or less.
    places = [place_of(named[1] if named else stated)] if named or stated else []
    return fields.draft(
        number or address,
        title[: named.start()] if named else title,
        employer=fields.line(get("employer")),
        url=address,
        apply_url=address,
        description=description,
        description_is_html=is_html,
        places=places,
        date_posted=fields.day(get("pubDate") or get("publish_date")),
        valid_through=fields.day(get("expiration_date")),
    )


def _is_place(written: str, stated: str) -> bool:
    """Whether what stands in the title's brackets is a place: it shares its town with g:location, or has a country."""
    parts = [part.strip() for part in written.split(",")]
    return (bool(stated) and parts[0].casefold() in stated.casefold()) or any(_is_country(part) for part in parts[1:])


def _is_country(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2,3}", word)) or len(country_code(word)) == 2


def place_of(written: object) -> Place | None:
    """A place such as "Ort, DE, 01234" or "Ort, Land, DEU"; None if nothing is written."""
    line = fields.line(written)
    parts = [part.strip() for part in line.split(",") if part.strip()]
    postal = next((part for part in parts if _POSTAL.match(part)), "")
    country = next((part for part in reversed(parts) if part != postal and _is_country(part)), "")
    rest = [part for part in parts if part not in (postal, country)]
    return fields.place(
        line,
        locality=rest[0] if rest else "",
        region=rest[1] if len(rest) > 1 else "",
        postal_code=postal,
        country=country,
    )


def refined(place: Place) -> Place:
    """A place with its parts, where all of it was written in one line of the address."""
    if place.locality or place.postal_code:
        return place
    return place_of(place.name) or place


def from_labels(said: dict[str, str]) -> dict[str, Any]:
    """What labelled lines of a posting say, as fields of a draft; labels are lower case."""
    found: dict[str, list[str]] = {}
    for label, value in said.items():
        meaning = next((name for name, words in _LABELS if words.search(label)), "")
        if meaning and (text := fields.line(_TOKEN.sub("", value))):
            found.setdefault(meaning, []).append(text)
    first = {name: values[0] for name, values in found.items()}
    place = place_of(", ".join(filter(None, (first.get("place"), first.get("country")))))
    mode = _MODES.get(first.get("remote", "").casefold())
    values: dict[str, Any] = {name: first[name] for name in ("requisition", "employer", "start") if name in first}
    values["employment"] = tuple(found.get("employment", ()))
    values["places"] = (place,) if place else ()
    values["remote_flag"], values["remote_note"] = mode, "" if mode else first.get("remote", "")
    return {name: value for name, value in values.items() if value}


def _listed(answer: Answer, feed: Feed) -> list[Draft]:
    rows = [_record(element) for element in feed.records]
    written = [_SLASHED.match(str(row.get("Posted-Date", ""))) for row in rows]
    # Slashed days are American, unless one of the feed cannot be: then the tenant writes the day first.
    day_first = any(match and int(match[1]) > 12 for match in written)
    return [_listed_draft(answer, row, day_first) for row in rows]


def _record(element: Any) -> Record:
    """A job's own fields, and under "labels" those the tenant made."""
    found: Record = dict(children(element))
    facets = [child for child in element if isinstance(child.tag, str) and child.find("label") is not None]
    found["labels"] = {
        fields.line(child.findtext("label")).casefold(): child.findtext("value") or "" for child in facets
    }
    return found


def _listed_draft(answer: Answer, row: Record, day_first: bool) -> Draft:
    number = fields.line(_TOKEN.sub("", row.get("ReqId", "")))
    labels = {**row["labels"], "location": row.get("Location", "") or row["labels"].get("location", "")}
    extra = from_labels({label: html.unescape(value) for label, value in labels.items()})
    description, is_html = fields.join_texts([_TOKEN.sub("", row.get("Job-Description", ""))])
    posted = _SLASHED.match(row.get("Posted-Date", ""))
    day = (
        read_date(f"{posted[1]}.{posted[2]}.{posted[3]}")
        if posted and day_first
        else fields.day(row.get("Posted-Date"))
    )
    draft = fields.draft(
        number,
        _TOKEN.sub("", row.get("JobTitle", "")),
        url=_job_address(answer, number),
        apply_url=_job_address(answer, number),
        description=description,
        description_is_html=is_html,
        date_posted=day,
        **{**extra, "places": list(extra.get("places", ()))},
    )
    return draft.model_copy(update={"requisition": number})


def _job_address(answer: Answer, number: str) -> str:
    parts = answer.parts
    company = parse_qs(parts.query).get("company", [""])[0]
    if not (company and number and fields.origin(answer.url)):
        return ""
    query = {"company": company, "career_ns": "job_listing", "career_job_req_id": number}
    return f"{fields.origin(answer.url)}{parts.path}?{urlencode(query)}"
