"""A search as a person makes it: the query is read, what was read is applied, phrases are looked up in the ads' texts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.analysis import words
from index.asides import sought, unmarked
from index.columns import FACETS, Filters
from index.document import document_of
from index.engines import Engine
from index.local import LocalIndex
from index.placenames import place_names
from index.query_reading import Known
from index.search import Page, Sort
from index.understand import Understood, understand
from index.wanted import load_wanted
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting

QUERY_LENGTH = 10_000  # what is longer is cut off
PHRASE_CANDIDATES = 300  # ads whose text is looked at for a phrase
Lookup = Callable[[Sequence[str]], Mapping[str, JobPosting]]


@dataclass(frozen=True, slots=True)
class Region:
    """What a query is read and applied with."""

    gazetteer: Gazetteer
    known: Known
    today: date

    @classmethod
    def of(cls, gazetteer: Gazetteer, index: Engine, today: date) -> "Region":
        """With the gazetteer's places and the most frequent employers of an index."""
        employers = index.explore("", k=1, facets=("employer",)).facets["employer"]
        return cls(gazetteer, Known.of(place_names(gazetteer), employers.keys()), today)


@dataclass(frozen=True, slots=True)
class Answer:
    """Results, and how they came about.

    `searched` is what was searched for; `plainly` says that nothing fitted what was read, so that the words were searched for
    as they stand, of a message those that say what work is wanted; `capped` that only the first ads that hold a phrase's
    words were looked at; `suggestion` is the query with words that the index knows.
    """

    page: Page
    filters: Filters
    understood: Understood
    searched: str
    plainly: bool = False
    capped: bool = False
    suggestion: str = ""

    @property
    def reworded(self) -> str:
        """What was searched for, if words were left out that are neither read nor a "(m/w/d)"; else ""."""
        given = (words(unmarked(text)) for text in ("", self.understood.text, self.understood.query))
        return "" if words(unmarked(self.searched)) in given else self.searched


def inquire(
    index: Engine,
    query: str,
    picked: Filters,
    region: Region,
    lookup: Lookup,
    *,
    k: int = 10,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: Sequence[str] = FACETS,
    plain: Collection[str] = (),
    literal: bool = False,
) -> Answer:
    """Answer a query; `plain` names words that are not to be read, and `literal` reads none."""
    query = query[:QUERY_LENGTH]
    understood = Understood(query, query) if literal else understand(query, region.known, plain)
    text = query if literal else sought_in(understood, plain)
    filters = replace(understood, text=text).filters(picked, region.gazetteer, region.today)
    unread = replace(picked, without_words=filters.without_words)

    def look(text: str, filters: Filters) -> tuple[Page, Filters, bool]:
        filters, capped = _with_phrases(index, text, filters, lookup)
        page = index.explore(text, filters, k=k, offset=offset, sort=_order(sort, text, filters), facets=facets)
        return page, filters, capped

    page, filters, capped = look(text, filters)
    better = _suggestion(index, understood, text, lookup)
    if not page.total and understood.read:
        stands = _wanted(Understood(query, query)) or query
        anything, unread, _ = look(stands, unread)
        if anything.total:
            return Answer(anything, unread, understood, stands, plainly=True, suggestion=better)
    return Answer(page, filters, understood, text, capped=capped, suggestion=better)


def sought_in(understood: Understood, plain: Collection[str] = ()) -> str:
    """What is left to search for: of a message what says which work is wanted, of a query all but that work is looked for.

    Who took words back wants them as they stand. A message that wants any work at all is left with what was read in it.
    """
    said = None if plain or not understood.text else _wanted(understood)
    any_work = said == "" and understood.read
    return said or ("" if any_work else sought(understood.text))


def _wanted(understood: Understood) -> str | None:
    """What a message says of the wanted work, "" if it says nothing of it; None of a query."""
    wanted = load_wanted()
    return wanted.said(understood.query, understood.read) if wanted else None


def _order(sort: Sort, text: str, filters: Filters) -> Sort:
    """Without anything to rank by, the newest come first."""
    return Sort.NEWEST if sort is Sort.RELEVANCE and not text.strip() and not filters.lenient else sort


def _with_phrases(index: Engine, text: str, filters: Filters, lookup: Lookup) -> tuple[Filters, bool]:
    """The filters narrowed to the ads that hold the phrases word for word, and whether some were not looked at.

    The index knows which ads hold all the words, and not in which order: their texts do.
    """
    if not filters.phrases:
        return filters, False
    hits = index.explore(text, filters, k=PHRASE_CANDIDATES, facets=())
    sought = [f" {' '.join(words(phrase))} " for phrase in filters.phrases]
    found = []
    for key, posting in lookup([hit.id for hit in hits.hits]).items():
        said = f" {' '.join(words(document_of(posting).lexical_text))} "
        if all(phrase in said for phrase in sought):
            found.append(key)
    return replace(filters, ids=frozenset(found)), hits.total > PHRASE_CANDIDATES


def _suggestion(index: Engine, understood: Understood, text: str, lookup: Lookup) -> str:
    """Another spelling of what was searched for; only the engine in this process knows its words."""
    if not isinstance(index, LocalIndex) or not text:
        return ""
    better = index.suggestion(text, understood.language, lookup)
    if not better:
        return ""
    return understood.query.replace(text, better) if text in understood.query else better
