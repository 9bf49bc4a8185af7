"""What of a posting is compared when duplicates are sought? A light record, and which of several stands for the others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np

from jobboard.places import is_no_place
from jobboard.posting import JobPosting, Permission
from jobboard.reading.employers import employer_key
from jobboard.shingles import VALUES, Sketch, loose, sketches, words
from jobboard.titlewords import title_words
from jobboard.twins import anchors_of, shape_of

_BATCH = 2_000
# Names of places of which the first word alone says nothing.
_HALF_NAMES = frozenset("bad neu alt gros klein st sankt hann ober unter nieder markt am im".split())
_COUNTRY = frozenset(("deutschland", "germany", "de"))
_TRACKING = re.compile(
    r"^(?:utm_|mtm_|pk_|gclid|fbclid|msclkid|referrer$|source$|lang$|language$|locale$)", re.IGNORECASE
)
_AGENCY = re.compile(
    r"personal|zeitarbeit|leiharbeit|recruit|staffing|headhunt|talent|vermittlung|\bhr\b|jobs?\b|career|karriere",
    re.IGNORECASE,
)
_OWN_TABLE, _OWN_SITE, _OTHER, _DEMO = range(4)


@dataclass(frozen=True, slots=True)
class Traits:
    """A posting, reduced to what tells it from others; its text is a row of sketches beside it.

    `owner` is the employer where a source has only one: within such a source only twins in two languages are one ad.
    """

    id: str
    source: str
    employer: str
    title: tuple[str, ...]
    language: str = ""
    places: tuple[str, ...] = ()
    requisition: str = ""
    urls: tuple[str, ...] = ()
    words: int = 0
    anchors: bytes = b""
    shape: bytes = b""
    occupation: str = ""
    posted: date | None = None
    rank: tuple[int, ...] = (_OTHER,)

    @property
    def shared(self) -> bool:
        """Whether the source publishes for many employers."""
        return not self.source.startswith(("csv:", "site:"))

    @property
    def demo(self) -> bool:
        """Whether it is invented: such a posting is never the same as a real one."""
        return self.rank[0] == _DEMO


@dataclass(frozen=True, slots=True)
class Table:
    """Traits, in the order of their ids, with the sketch of each one's text."""

    traits: tuple[Traits, ...]
    sketches: Sketch

    def __len__(self) -> int:
        return len(self.traits)


def table_of(postings: Iterable[JobPosting]) -> Table:
    """The table of postings. They are read one after the other and not kept, so there may be very many."""
    stream = iter(postings)
    traits: list[Traits] = []
    rows: list[Sketch] = []
    while batch := list(islice(stream, _BATCH)):
        texts = [words(posting.description_text) for posting in batch]
        traits += (traits_of(posting, len(text)) for posting, text in zip(batch, texts, strict=True))
        rows.append(sketches(texts))
    return _sorted(traits, rows)


def _sorted(traits: list[Traits], rows: list[Sketch]) -> Table:
    order = sorted(range(len(traits)), key=lambda at: traits[at].id)
    sketch = np.empty((len(traits), VALUES), np.uint32)
    into = np.empty(len(traits), np.int64)
    into[order] = np.arange(len(traits))
    start = 0
    for at, part in enumerate(rows):
        sketch[into[start : start + len(part)]] = part
        start += len(part)
        rows[at] = part[:0]  # give the memory back as we go
    return Table(tuple(traits[at] for at in order), sketch)


def traits_of(posting: JobPosting, length: int) -> Traits:
    """The traits of a posting whose text has so many words."""
    employer = _employer_key(posting.employer)
    places = tuple(dict.fromkeys(filter(None, (_place_key(p.locality or p.name) for p in posting.places))))
    aside = " ".join((*(place.locality or place.name for place in posting.places), posting.employer))
    return Traits(
        id=posting.id,
        source=posting.source,
        employer=employer,
        title=title_words(posting.title_clean, aside),
        language=posting.language,
        places=places,
        requisition=loose(posting.requisition).replace(" ", ""),
        urls=tuple(dict.fromkeys(filter(None, (canonical(posting.url), canonical(posting.apply_url))))),
        words=length,
        anchors=anchors_of(posting.description_text, (skill.uri or skill.label for skill in posting.skills)),
        shape=shape_of(posting.description_text),
        occupation=posting.occupation.uri if posting.occupation else "",
        posted=posting.date_posted,
        rank=rank_of(posting),
    )


def rank_of(posting: JobPosting) -> tuple[int, ...]:
    """The place of a posting among its like, the smallest first.

    The employer's own table comes before its own site, that before all others; among others a posting by an agency is
    last, and one whose text may be shown comes first; of two languages German.
    """
    if posting.demo:
        kind = _DEMO
    elif posting.source.startswith("csv:"):
        kind = _OWN_TABLE
    else:
        kind = _OWN_SITE if posting.source.startswith("site:") else _OTHER
    agency = int(bool(_AGENCY.search(posting.employer)))
    hidden = int(posting.permission is not Permission.GRANTED)
    foreign = int(posting.language != "de")
    return (kind, agency, hidden, foreign, -(len(posting.description_text) // 400))


def canonical(url: str) -> str:
    """An address without what only tells where a visitor came from; "" for one that leads to no page of its own."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        query = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0]))
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return ""
    return f"{host}{path}?{urlencode(query)}" if query else f"{host}{path}"


@lru_cache(maxsize=65_536)
def _employer_key(name: str) -> str:
    return employer_key(name)


@lru_cache(maxsize=65_536)
def _place_key(name: str) -> str:
    """What is compared of a place: "12345 Musterstadt-Nord" and "Musterstadt" are one, "Bad Muster" has two words."""
    if is_no_place(name):
        return ""
    found = [word for word in loose(name).split() if not word.isdigit() and word not in _COUNTRY]
    return " ".join(found[: 2 if found and found[0] in _HALF_NAMES else 1])


def of_rows(table: Table, rows: Sequence[int]) -> Table:
    """Some rows of a table."""
    return Table(tuple(table.traits[row] for row in rows), table.sketches[list(rows)])
