"""One unchanging state of the index, and how a query is answered on it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyser, QueryWord
from index.columns import FACETS, Filters
from index.encoder import Encoder, Vectors
from index.fusion import fuse
from index.layout import Floats, Mask
from index.lexical import Lexical
from index.search import Hit, Page, Reasons, Sort
from index.segment import Segment

Numbers = NDArray[np.int64]
# A meaning counts as near from this cosine on, or from this share of the best one's.
NEAR, NEAR_SHARE = 0.15, 0.6
# A document must hold words that carry at least this share of the query's weight (by idf) to be found by words alone.
# Of a long text, such as a profile, only so many of the weightiest words make up that weight.
COVERAGE, COVERAGE_WORDS = 0.34, 6
# A word that half of the documents hold has no idf, in a tiny store even a negative one: it still finds them.
LEAST_WEIGHT = 1e-9
QUERY_WORDS = 64
RARE_COUNT, RARE_SHARE = 4, 0.01
_FACET_VALUES = 200


@dataclass(frozen=True)
class Matches:
    """All documents of all segments, side by side: scores by words and by meaning, and whether each matches."""

    bm25: Floats
    cosine: Floats
    matching: Mask


@dataclass(frozen=True)
class Snapshot:
    """Segments, and the words of all of them together."""

    segments: tuple[Segment, ...]
    lexical: Lexical
    analyser: Analyser
    encoder: Encoder
    lock: threading.Lock  # the analyser's memory is not made for several threads

    @classmethod
    def of(cls, segments: Sequence[Segment], analyser: Analyser, encoder: Encoder, lock: threading.Lock) -> "Snapshot":
        """A snapshot of segments."""
        lexical = Lexical.of([(segment.postings, segment.deleted) for segment in segments])
        return cls(tuple(segments), lexical, analyser, encoder, lock)

    def __len__(self) -> int:
        return self.lexical.statistics.size

    @cached_property
    def deleted(self) -> Mask:
        """Which documents no longer count."""
        return np.concatenate([segment.deleted for segment in self.segments])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages a query's words may meet."""
        spoken = {name for segment in self.segments for name in segment.columns.names["language"] if name}
        return tuple(sorted(spoken | {"de", "en"}))

    def explore(
        self, query: str, filters: Filters, *, k: int, offset: int, sort: Sort, facets: Sequence[str] = FACETS
    ) -> Page:
        """Answer a query: filters first, then words and meaning, then one order."""
        words = self._words(query)
        matches = self.match(query, words)
        allowed = self._mask(filters) & matches.matching
        found = np.flatnonzero(allowed)
        scores = fuse([matches.bm25[found], matches.cosine[found]], [self._known(words), 1.0])
        order = found[self._order(found, scores, matches.bm25[found], sort)]
        by_number = dict(zip(found.tolist(), scores.tolist(), strict=True))
        hits = tuple(
            self._hit(number, offset + at, by_number[number], words, matches)
            for at, number in enumerate(order[offset : offset + k].tolist(), 1)
        )
        counted = {facet: self._count(facet, self._mask(filters.without(facet)) & matches.matching) for facet in facets}
        return Page(hits, len(found), counted)

    def match(self, query: str, words: dict[str, QueryWord]) -> Matches:
        """Scores of every document for a query; an empty query matches all with score 0."""
        size = sum(len(segment.ids) for segment in self.segments)
        if not query.strip():
            return Matches(np.zeros(size), np.zeros(size), np.ones(size, np.bool_))
        terms = [term for word in words.values() for term in word.terms]
        vector = self.encoder.encode([query], query=True)[0]
        bm25 = self.lexical.scores(terms)
        covered = self._coverage(words)
        cosine = np.concatenate([self._near(segment, vector) for segment in self.segments])
        cosine[self.deleted] = 0.0
        cosine[cosine < max(NEAR, NEAR_SHARE * float(cosine.max(initial=0.0)))] = 0.0
        by_words = covered >= COVERAGE
        return Matches(np.where(by_words, bm25, 0.0), cosine, by_words | (cosine > 0))

    def explain(self, query: str, document_id: str) -> Hit | None:
        """A live document's hit for a query, with rank 0; None if the query does not find it."""
        words = self._words(query)
        matches = self.match(query, words)
        start = 0
        for segment in self.segments:
            at = segment.numbers.get(document_id)
            if at is not None and not segment.deleted[at]:
                found = bool(matches.matching[start + at])
                return self._hit(start + at, 0, 0.0, words, matches) if found else None
            start += len(segment.ids)
        return None

    def word_weights(self, words: Sequence[str], *, unseen: bool = False) -> dict[str, float]:
        """The idf of each word's rarest form; a word no document holds has 0, or with `unseen` the highest there is."""
        weights: dict[str, float] = {}
        statistics = self.lexical.statistics
        highest = statistics.highest_idf if unseen else 0.0
        for word in words:
            with self.lock:
                variants = [
                    term for one in self.analyser.query_terms(word, self.languages).values() for term in one.terms
                ]
            weights[word] = max((statistics.idf(term) for term in variants), default=0.0) or highest
        return weights

    def _words(self, query: str) -> dict[str, QueryWord]:
        """The query's words; a compound's parts are asked for only if the whole is rare, else they only add noise."""
        with self.lock:
            words = self.analyser.query_terms(query[:10_000], self.languages)
        rare = max(RARE_COUNT, RARE_SHARE * len(self))
        kept: dict[str, QueryWord] = {}
        for word, form in list(words.items())[:QUERY_WORDS]:
            known = max(self.lexical.statistics.frequency(term) for term in form.whole)
            kept[word] = form if known < rare else QueryWord(form.whole)
        return kept

    def _known(self, words: dict[str, QueryWord]) -> float:
        """The share of a query's words that any document holds: the fewer, the likelier it is another language's words.

        It is the vote of the words against that of the meaning.
        """
        frequency = self.lexical.statistics.frequency
        known = sum(any(frequency(term) for term in form.terms) for form in words.values())
        return known / len(words) if words else 1.0

    def _coverage(self, words: dict[str, QueryWord]) -> Floats:
        """The share of the query's weight that each document's words carry; words no document has do not count."""
        size = sum(len(segment.ids) for segment in self.segments)
        statistics, held = self.lexical.statistics, np.zeros(size)
        weighed: list[float] = []
        for word in words.values():
            weights = [statistics.idf(term) for term in word.terms if statistics.frequency(term)]
            if not weights:
                continue
            weight = max(LEAST_WEIGHT, *weights)
            weighed.append(weight)
            has = np.zeros(size, np.bool_)
            for term in word.terms:
                has[self.lexical.holders(term)] = True
            held[has] += weight
        total = sum(sorted(weighed, reverse=True)[:COVERAGE_WORDS])
        return held / total if total else held

    def _near(self, segment: Segment, vector: Vectors) -> Floats:
        out = np.zeros(len(segment.ids))
        numbers, cosines = segment.vectors.within(vector, NEAR)
        out[numbers] = cosines
        return out

    def _mask(self, filters: Filters) -> Mask:
        return np.concatenate([segment.columns.mask(filters) for segment in self.segments]) & ~self.deleted

    def _order(self, found: Numbers, scores: Floats, bm25: Floats, sort: Sort) -> Numbers:
        """The order of the documents found; of two with equal scores, the one that holds the words comes first."""
        posted = self._column("posted")[found]
        if sort is Sort.SALARY:
            salary = np.nan_to_num(self._column("salary")[found], nan=-1.0)
            return np.lexsort((found, -posted, -scores, -salary))
        if sort is Sort.NEWEST:
            return np.lexsort((found, -scores, -posted))
        return np.lexsort((found, -posted, -bm25, -scores))

    def _column(self, name: str) -> Floats:
        return np.concatenate([segment.columns.arrays[name] for segment in self.segments]).astype(np.float64)

    def _count(self, facet: str, allowed: Mask) -> dict[str, int]:
        total: dict[str, int] = {}
        start = 0
        for segment in self.segments:
            part = allowed[start : start + len(segment.ids)]
            for value, count in segment.columns.counts(facet, part).items():
                total[value] = total.get(value, 0) + count
            start += len(segment.ids)
        ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        return dict(ordered[:_FACET_VALUES])

    def _hit(self, number: int, rank: int, score: float, words: dict[str, QueryWord], matches: Matches) -> Hit:
        start = 0
        for segment in self.segments:
            if number < start + len(segment.ids):
                local = number - start
                held = tuple(
                    word for word, form in words.items() if any(_holds(segment, term, local) for term in form.whole)
                )
                parts = tuple(
                    word
                    for word, form in words.items()
                    if word not in held and any(_holds(segment, term, local) for term in form.parts)
                )
                reasons = Reasons(held, parts, float(matches.cosine[number]), float(matches.bm25[number]))
                return Hit(segment.ids[local], rank, score, reasons)
            start += len(segment.ids)
        raise IndexError(number)


def _holds(segment: Segment, term: str, number: int) -> bool:
    known = segment.postings.terms.find(term)
    if known < 0:
        return False
    documents = segment.postings.documents(known)
    at = int(np.searchsorted(documents, number))
    return at < len(documents) and int(documents[at]) == number
