"""BM25 with rank-bm25's scores, served from inverted indexes instead of a walk over all documents.

`rank_bm25.BM25Okapi` defines the score (k1 1.5, b 0.75, a negative idf replaced by epsilon 0.25 times the mean idf). Idf
and mean length are those of all live documents, computed when they are asked for.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.layout import EPSILON, K1, LESS, Bits, Floats, Gains, Ints, Mask, gains_of
from index.postings import Postings, bits_of
from index.recent import Recent
from index.sieve import FIRST, Sieve
from index.terms import Terms

Numbers = NDArray[np.int64]
REMEMBERED = 50_000  # terms
SIEVES = 4  # filters whose bounds are kept
V = TypeVar("V")


@dataclass(frozen=True)
class Statistics:
    """What BM25 knows of all live documents: their number, their mean length, and in how many each term is.

    `held` counts the terms in the segment that has most of them, `more` those in the others, which are few.
    """

    size: int
    mean_length: float
    terms: Terms
    held: Numbers
    more: Mapping[str, int]

    @classmethod
    def of(cls, segments: Sequence[tuple[Postings, Mask]]) -> "Statistics":
        """Statistics over segments, each with the mask of its deleted documents."""
        if not segments:
            return cls(0, 1.0, Terms.build([]), np.zeros(0, np.int64), {})
        size = sum(len(deleted) - int(np.count_nonzero(deleted)) for _, deleted in segments)
        total = sum(
            postings.total - int(postings.lengths[deleted].sum(dtype=np.int64)) for postings, deleted in segments
        )
        largest = max(range(len(segments)), key=lambda at: len(segments[at][0].terms))
        terms, held = segments[largest][0].terms, segments[largest][0].without(segments[largest][1])
        more: dict[str, int] = {}
        for postings, deleted in (segment for at, segment in enumerate(segments) if at != largest):
            for term, count in zip(postings.terms, postings.without(deleted).tolist(), strict=True):
                if count:
                    more[term] = more.get(term, 0) + count
        return cls(size, total / size if total else 1.0, terms, held, more)

    def frequency(self, term: str) -> int:
        """In how many live documents a term is."""
        return self._found(term)[1]

    def idf(self, term: str) -> float:
        """What a term weighs; 0 if no live document holds it."""
        return self.weighed(term)[1]

    def weighed(self, term: str) -> tuple[int, float]:
        """A term's number in the largest segment, or -1, and its idf."""
        if (known := self._weighed.get(term)) is None:
            at, frequency = self._found(term)
            known = at, self._idf(frequency) if frequency else 0.0
            remember(self._weighed, term, known)
        return known

    def _found(self, term: str) -> tuple[int, int]:
        if (known := self._counted.get(term)) is None:
            at = self.terms.find(term)
            known = at, (int(self.held[at]) if at >= 0 else 0) + self.more.get(term, 0)
            remember(self._counted, term, known)
        return known

    @cached_property
    def _weighed(self) -> dict[str, tuple[int, float]]:
        """The terms asked for last."""
        return {}

    @cached_property
    def _counted(self) -> dict[str, tuple[int, int]]:
        """The terms looked up last."""
        return {}

    @cached_property
    def highest_idf(self) -> float:
        """The idf of the rarest term; 0 if there is none."""
        least = int(self._frequencies[self._frequencies > 0].min(initial=self.size + 1))
        return self._idf(least) if least <= self.size else 0.0

    @cached_property
    def _frequencies(self) -> Numbers:
        if not self.more:
            return self.held
        held, others = self.held.copy(), []
        for term, count in self.more.items():
            if (at := self.terms.find(term)) >= 0:
                held[at] += count
            else:
                others.append(count)
        return np.concatenate((held, np.array(others, np.int64)))

    @cached_property
    def _floor(self) -> float:
        """The idf of a term in more than half of the documents."""
        counts = np.bincount(self._frequencies)
        there = np.flatnonzero(counts)[int(counts[0] > 0) :]
        idf = np.zeros(len(counts))
        idf[there] = [self._plain(frequency) for frequency in there.tolist()]
        # Summed up term by term, as rank-bm25 does, so that not even the last bit differs.
        return EPSILON * (float(np.cumsum(idf[self._frequencies])[-1]) / int(counts[1:].sum()))

    def _plain(self, frequency: int) -> float:
        return math.log(self.size - frequency + 0.5) - math.log(frequency + 0.5)

    def _idf(self, frequency: int) -> float:
        plain = self._plain(frequency)
        return plain if plain >= 0 else self._floor


def remember(known: dict[str, V], term: str, value: V) -> None:
    """Keep what was found of a term; when there are too many, all others are forgotten."""
    if len(known) >= REMEMBERED:
        known.clear()
    known[term] = value


@dataclass(frozen=True)
class Lexical:
    """The words of several segments, their documents numbered one segment after the other."""

    segments: tuple[tuple[Postings, Mask], ...]
    statistics: Statistics

    @classmethod
    def of(cls, segments: Sequence[tuple[Postings, Mask]]) -> "Lexical":
        """The words of segments, each with the mask of its deleted documents."""
        return cls(tuple(segments), Statistics.of(segments))

    def scores(self, terms: Sequence[str]) -> Floats:
        """BM25 of every document; of the live ones equal to `BM25Okapi.get_scores` over them."""
        weights = [self.statistics.weighed(term) for term in terms]
        parts = [
            _scores(postings, gains, *self._known(postings, terms, weights))
            for (postings, _), gains in self._with_gains
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def top(self, terms: Sequence[str], k: int, allowed: Sequence[Bits] | None = None) -> tuple[Numbers, Floats]:
        """The k best live documents with a score above 0 and their scores, best first, of equals the lower number.

        `allowed` narrows them: a bitmap a segment (`postings.bits_of`) of documents that are not deleted.
        """
        weights = [self.statistics.weighed(term) for term in terms]
        bitmaps = self._live if allowed is None else allowed
        if len(self.segments) == 1:
            (postings, _), gains = self._with_gains[0]
            known = self._known(postings, terms, weights)
            alone, of_alone = self._top(postings, gains, *known, k, bitmaps[0])
            return alone.astype(np.int64), of_alone
        numbers, scores, start = [], [], 0
        for ((postings, _), gains), bits in zip(self._with_gains, bitmaps, strict=True):
            known = self._known(postings, terms, weights)
            found, of = self._top(postings, gains, *known, k, bits)
            numbers.append(found + np.int64(start))
            scores.append(of)
            start += postings.size
        return _best(np.concatenate(numbers), np.concatenate(scores), k)

    def holders(self, term: str) -> Numbers:
        """The documents that hold a term, deleted ones too, ascending."""
        parts, start = [np.zeros(0, np.int64)], 0
        for postings, _ in self.segments:
            if (at := postings.terms.find(term)) >= 0:
                parts.append(postings.documents(at) + np.int64(start))
            start += postings.size
        return np.concatenate(parts)

    def parts(self, terms: Sequence[str], numbers: Numbers) -> Floats:
        """What each of some terms adds to the score of each of some documents, ascending, for each unit of idf."""
        found = [np.zeros((len(terms), 0))]
        for some, postings, gains in self.apart(numbers):
            own = np.zeros((len(terms), len(some)))
            known = [(row, at) for row, term in enumerate(terms) if (at := postings.terms.find(term)) >= 0]
            if len(some) and known:
                rows, at = np.array(known, np.int64).T
                own[rows] = _parts(postings, gains, at.copy(), some)
            found.append(own)
        return np.concatenate(found, axis=1)

    def numbers(self, postings: Postings, terms: Sequence[str]) -> Numbers:
        """The numbers that a segment gives some terms, -1 where it has none."""
        if postings.terms is self.statistics.terms:
            return np.array([self.statistics.weighed(term)[0] for term in terms], np.int64)
        return np.array([postings.terms.find(term) for term in terms], np.int64)

    def apart(self, numbers: Numbers) -> Iterator[tuple[Ints, Postings, Gains]]:
        """Some documents, ascending, as each segment numbers its own, with its postings and gains."""
        if len(self.segments) == 1:
            (postings, _), gains = self._with_gains[0]
            yield numbers.astype(np.int32), postings, gains
            return
        start = 0
        for (postings, _), gains in self._with_gains:
            first, last = np.searchsorted(numbers, (start, start + postings.size)).tolist()
            yield (numbers[first:last] - start).astype(np.int32), postings, gains
            start += postings.size

    def gains(self, times: int, numbers: Numbers) -> Floats:
        """What a term that stands so often in each of some documents, ascending, adds for each unit of idf.

        As `parts` has it, less what arithmetic may differ by.
        """
        own = [gains.norms[postings.layout.lengths[some]] for some, postings, gains in self.apart(numbers)]
        norms = np.concatenate([np.zeros(0), *own])
        return times * (K1 + 1) / (times + norms) - LESS

    def covered(self, words: Sequence[tuple[Sequence[str], float]]) -> Floats:
        """What each document has of words' weights, each given as the terms it may meet and its weight."""
        size = sum(postings.size for postings, _ in self.segments)
        held, last, loops = np.zeros(size), np.zeros(size, np.int32), warm.loops()
        for word, (terms, weight) in enumerate(words, 1):
            for term in terms:
                start = 0
                for postings, _ in self.segments:
                    if (at := postings.terms.find(term)) >= 0 and loops:
                        loops.cover(held, last, word, weight, at, start, postings.layout)
                    elif at >= 0:
                        documents = start + postings.documents(at).astype(np.int64)
                        fresh = documents[last[documents] != word]
                        last[fresh] = word
                        held[fresh] += weight
                    start += postings.size
        return held

    def _known(
        self, postings: Postings, terms: Sequence[str], weights: Sequence[tuple[int, float]]
    ) -> tuple[Numbers, Floats]:
        """The numbers that a segment gives the terms that it knows and that weigh something, and their weights."""
        found = weights
        if postings.terms is not self.statistics.terms:
            found = [(postings.terms.find(term), weight) for term, (_, weight) in zip(terms, weights, strict=True)]
        found = [(at, weight) for at, weight in found if at >= 0 and weight]
        numbers, idf = zip(*found, strict=True) if found else ((), ())
        return np.array(numbers, np.int64), np.array(idf, np.float64)

    def _top(
        self, postings: Postings, gains: Gains, terms: Numbers, weights: Floats, k: int, bits: Bits
    ) -> tuple[Ints, Floats]:
        """The k best documents of a segment and their scores, best first."""
        k = min(k, postings.size)
        if not len(terms) or k < 1:
            return np.zeros(0, np.int32), np.zeros(0)
        if postings.large and (loops := warm.loops()) and min(weights.tolist()) > 0:
            # Where documents are longer on average than they were, each counts as shorter.
            slack = max(1.0, self.statistics.mean_length / postings.mean_length)
            layout, first = postings.layout, FIRST
            if len(bits):  # known by its place in memory, which is its own while the sieve holds it
                layout, first = self._sieves.of(id(bits), lambda: Sieve(bits, postings.layout)).layout(terms, loops)
            found: tuple[Ints, Floats] = loops.top(terms, weights, k, first, slack, bits, layout, gains)
            return found
        scores = _scores(postings, gains, terms, weights)
        if len(bits):
            scores[np.unpackbits(bits.view(np.uint8), count=len(scores), bitorder="little") == 0] = 0.0
        positive = np.flatnonzero(scores > 0)
        return _best(positive.astype(np.int32), scores[positive], k)

    @cached_property
    def _sieves(self) -> Recent[int, Sieve]:
        return Recent(SIEVES)

    @cached_property
    def _live(self) -> list[Bits]:
        return [bits_of(~deleted) for _, deleted in self.segments]

    @cached_property
    def _with_gains(self) -> list[tuple[tuple[Postings, Mask], Gains]]:
        mean = self.statistics.mean_length
        return [(segment, gains_of(segment[0].layout.distinct_lengths, mean)) for segment in self.segments]


def _scores(postings: Postings, gains: Gains, terms: Numbers, weights: Floats) -> Floats:
    """The score of every document of a segment."""
    if postings.large and (loops := warm.loops()):
        found: Floats = loops.scores(terms, weights, postings.layout, gains)
        return found
    scores = np.zeros(postings.size)
    for term, weight in zip(terms.tolist(), weights.tolist(), strict=True):
        documents, frequency = postings.documents(term), postings.frequencies(term)
        norms = gains.norms[postings.layout.lengths[documents]]
        scores[documents] += weight * (frequency * (K1 + 1) / (frequency + norms))
    return scores


def _parts(postings: Postings, gains: Gains, terms: Numbers, numbers: Ints) -> Floats:
    """What each of some terms adds to each of some documents, ascending, for each unit of idf."""
    if loops := warm.loops():
        compiled: Floats = loops.parts(terms, numbers, postings.layout, gains)
        return compiled
    found, norms = np.zeros((len(terms), len(numbers))), gains.norms[postings.layout.lengths[numbers]]
    for row, term in enumerate(terms.tolist()):
        documents = postings.documents(term)
        at = np.minimum(np.searchsorted(documents, numbers), len(documents) - 1)
        has = documents[at] == numbers
        frequency = postings.frequencies(term)[at[has]]
        found[row, has] = frequency * (K1 + 1) / (frequency + norms[has])
    return found


def _best(numbers: NDArray[Any], scores: Floats, k: int) -> tuple[NDArray[Any], Floats]:
    """The k best of documents and their scores, best first, of equals the lower number."""
    if len(scores) > k:
        least = -np.partition(-scores, k - 1)[k - 1]
        numbers, scores = numbers[scores >= least], scores[scores >= least]
    order = np.lexsort((numbers, -scores))[:k]
    return numbers[order], scores[order]
