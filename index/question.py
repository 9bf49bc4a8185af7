"""A query as a large snapshot understands it: the best by words, the nearest by meaning, and what these hold of it."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.analysis import QueryWord
from index.columns import Filters
from index.dense import greatest
from index.encoder import Vectors
from index.fusion import covering, fuse, near_from
from index.layout import Floats, Mask
from index.postings import Postings
from index.renderings import Rendering
from index.search import Hit, Reasons

if TYPE_CHECKING:
    from index.snapshot import Narrowed, Snapshot

DEPTH, SHALLOW, GROWTH = 100, 10_000, 0.35  # lists are deeper where more documents pass than are shallow
COMPARED, MANY, MORE = 5, 100_000, 0.3  # times as many are compared by meaning, more of more than many
Numbers = NDArray[np.int64]
Marks = NDArray[np.uint64]


class Asked(NamedTuple):
    """A query's different terms by number, and what is made of them.

    `order` has them as they are asked for, each with its idf in `weights`. Of `words`, each with what it weighs in `shares`,
    number n meets the term `terms[marks[i]]` where `word_of[i]` is n: wholly, or with a compound's part as `wholly[i]` says.
    """

    order: NDArray[np.int64]
    weights: Floats
    marks: NDArray[np.int64]
    word_of: NDArray[np.int64]
    wholly: NDArray[np.bool_]
    shares: Floats


class Compared(NamedTuple):
    """Documents, ascending, whose cosine is known, the nearest of all among them, and the greatest cosine there is."""

    numbers: Numbers
    cosines: Floats
    best: float
    depth: int

    @property
    def bound(self) -> float:
        """From which cosine on a meaning is near."""
        return near_from(self.best)

    @property
    def near(self) -> Numbers:
        """The nearest by meaning, ascending, as many as the best by words."""
        numbers, cosines = greatest(self.numbers, self.cosines, self.depth)
        return numbers[cosines >= self.bound]


@dataclass(frozen=True)
class Judged:
    """Some documents, ascending, as a query sees them: scores (0 if not found by them), which words are in which, a bit a
    word, and the BM25 and number of the form of the query's rendering that is."""

    numbers: Numbers
    bm25: Floats
    cosine: Floats
    whole: Marks
    parts: Marks
    rendered: Floats
    form: Numbers

    @property
    def values(self) -> tuple[NDArray[Any], ...]:
        """All of it, in the order of the fields."""
        return self.numbers, self.bm25, self.cosine, self.whole, self.parts, self.rendered, self.form

    @property
    def found(self) -> Mask:
        """Which of them match the query."""
        return np.asarray((self.bm25 > 0) | (self.cosine > 0))


@dataclass(frozen=True)
class Question:
    """A query as a snapshot understands it."""

    snapshot: "Snapshot"
    words: dict[str, QueryWord]
    vector: Vectors

    @cached_property
    def terms(self) -> list[str]:
        """The terms that live documents hold, in the query's order."""
        held = self.snapshot.lexical.statistics.frequency
        return [term for form in self.words.values() for term in form.terms if held(term)]

    @cached_property
    def asked(self) -> Asked:
        """The different terms by their place among these, and what is made of them."""
        rows, idf = {term: at for at, term in enumerate(self.different)}, self.snapshot.lexical.statistics.idf
        marks = [
            (rows[term], word, wholly)
            for word, form in enumerate(self.words.values())
            for terms, wholly in ((form.whole, True), (form.parts, False))
            for term in terms
            if term in rows
        ]
        places, of, wholly = zip(*marks, strict=True) if marks else ((), (), ())
        return Asked(
            np.array([rows[term] for term in self.terms], np.int64),
            np.array([idf(term) for term in self.terms], np.float64),
            np.array(places, np.int64),
            np.array(of, np.int64),
            np.array(wholly, np.bool_),
            np.array(self.snapshot.weights(self.words), np.float64),
        )

    @cached_property
    def different(self) -> list[str]:
        """The different terms."""
        return list(dict.fromkeys(self.terms))

    @cached_property
    def rendering(self) -> Rendering | None:
        """What the query may be called in the documents."""
        return self.snapshot.rendering(self.vector, self.words)

    @cached_property
    def bound(self) -> float:
        """From which cosine on a meaning is near."""
        return self._compared(self.snapshot.live).bound

    @cached_property
    def known(self) -> float:
        """How far its words are known, by what the documents hold of them."""
        return self.snapshot.known(self.words)

    def found(self, filters: Filters, most: int) -> tuple[Judged, Floats]:
        """The best by words and the nearest by meaning of those that pass filters, all of them matching, and their scores.

        With them come others that were compared by meaning and hold the words, as far as they may be among so many best:
        what is not among the best by words has no more of them than the last of these.
        """
        narrowed = self.snapshot.narrowed(filters)
        compared = self._compared(narrowed)
        by_words, bm25 = self.snapshot.lexical.top(self.terms, compared.depth, narrowed.bits)
        self.__dict__["bound"] = compared.bound  # known now, so that it need not be looked for
        near = compared.near
        numbers = _either(by_words, near)
        judged, is_near = self.judged(numbers), np.zeros(len(numbers), np.bool_)
        is_near[np.searchsorted(numbers, near)] = True
        judged = taken(judged, (judged.bm25 > 0) | is_near)
        scores = self._scores(judged, filters)
        if len(by_words) < compared.depth:  # nothing else holds the words
            return judged, scores
        least = -np.partition(-scores, most - 1)[most - 1] if 0 < most <= len(scores) else -np.inf
        cosines = np.where(compared.cosines >= self.bound, compared.cosines, 0.0)
        may_be = self._fused(np.full(len(cosines), bm25[-1]), cosines, self._most_rendered)
        deeper = compared.numbers[may_be >= least]
        deeper = deeper[numbers[np.minimum(np.searchsorted(numbers, deeper), len(numbers) - 1)] != deeper]
        if not len(deeper):
            return judged, scores
        others = self.judged(deeper)
        both = _joined(judged, taken(others, others.bm25 > 0))
        return both, self._scores(both, filters)

    def _scores(self, judged: Judged, filters: Filters) -> Floats:
        if not len(judged.numbers):
            return np.zeros(0)
        fused = self._fused(judged.bm25, judged.cosine, judged.rendered)
        return self.snapshot.favoured(fused, judged.numbers, filters)

    def _fused(self, bm25: Floats, cosine: Floats, rendered: Floats | float) -> Floats:
        sure = self.rendering.sure if self.rendering else None
        return fuse(bm25, cosine, self.known, self.bound, rendered, sure)

    @property
    def _most_rendered(self) -> float:
        """What no document is called more than."""
        return self.rendering.forms.most if self.rendering else 0.0

    def near(self, narrowed: "Narrowed") -> Numbers:
        """The nearest by meaning of those that pass the filters."""
        return self._compared(narrowed).near

    def judged(self, numbers: Numbers) -> Judged:
        """Some documents, ascending, looked at one by one."""
        bm25, covered, whole, parts = self._held(numbers)
        by_words, cosine = covering(covered, self.asked.shares.tolist()), self._cosines(numbers)
        near, rendered = np.where(cosine >= self.bound, cosine, 0.0), self.snapshot.rendered(self.rendering, numbers)
        return Judged(numbers, np.where(by_words, bm25, 0.0), near, whole, parts, *rendered)

    def hits(self, judged: Judged, order: Numbers, scores: Floats, first_rank: int) -> tuple[Hit, ...]:
        """The hits of judged documents in an order of their places."""
        found, shown, held = [], taken(judged, order), cache(self._held_of)
        columns = (shown.numbers, scores[order], shown.cosine, shown.bm25, shown.form, shown.whole, shown.parts)
        for rank, each in enumerate(zip(*(one.tolist() for one in columns), strict=True), first_rank):
            number, score, cosine, bm25, form, whole, parts = each
            called = self.rendering.name(form) if self.rendering else ""
            reasons = Reasons(held(whole), held(parts & ~whole), cosine, bm25, called)
            found.append(Hit(self.snapshot.id_of(number), rank, score, reasons))
        return tuple(found)

    def _held_of(self, marks: int) -> tuple[str, ...]:
        return tuple(word for at, word in enumerate(self.words) if marks >> at & 1)

    def _held(self, numbers: Numbers) -> tuple[Floats, Floats, Marks, Marks]:
        """BM25 of some documents, ascending, what they hold of the words' weight, and which words wholly and by parts."""
        lexical, asked, loops = self.snapshot.lexical, self.asked, warm.loops()
        if loops is None:
            return self._summed(lexical.parts(self.different, numbers))
        from index.judging import judge

        found = []
        for some, postings, gains in lexical.apart(numbers):
            terms = np.array([self._number(postings, term) for term in self.different], np.int64)
            found.append(judge(some, terms, asked, postings.layout, gains))
        bm25, covered, whole, parts = found[0] if len(found) == 1 else map(np.concatenate, zip(*found, strict=True))
        return bm25, covered, whole, parts

    def _number(self, postings: Postings, term: str) -> int:
        statistics = self.snapshot.lexical.statistics
        return statistics.weighed(term)[0] if postings.terms is statistics.terms else postings.terms.find(term)

    def _summed(self, gains: Floats) -> tuple[Floats, Floats, Marks, Marks]:
        """The same of documents of which is known what each of the different terms adds for each unit of idf."""
        asked, held, size = self.asked, gains > 0, gains.shape[1]
        bm25, covered, whole, parts = (
            np.zeros(size),
            np.zeros(size),
            np.zeros(size, np.uint64),
            np.zeros(size, np.uint64),
        )
        for row, weight in zip(asked.order, asked.weights, strict=True):
            bm25 += weight * gains[row]  # in this order, so that the sums are rank-bm25's to the last bit
        for row, word, wholly in zip(asked.marks, asked.word_of, asked.wholly, strict=True):
            (whole if wholly else parts)[held[row]] |= np.uint64(1) << np.uint64(word)
        for word, share in enumerate(asked.shares):
            covered += share * ((whole | parts) >> np.uint64(word) & np.uint64(1))
        return bm25, covered, whole, parts

    def _compared(self, narrowed: "Narrowed") -> Compared:
        """What is compared by meaning of those that pass the filters; each time the same."""
        if id(narrowed) not in self._kept:
            self._kept[id(narrowed)] = narrowed, self._nearest(narrowed)
        return self._kept[id(narrowed)][1]

    @cached_property
    def _kept(self) -> dict[int, tuple["Narrowed", Compared]]:
        return {}

    def _nearest(self, narrowed: "Narrowed") -> Compared:
        depth = depth_of(narrowed.total)
        n = int(COMPARED * depth * max(1.0, narrowed.total / MANY) ** MORE)
        numbers, cosines, best, start = [], [], 0.0, 0
        for segment, allowed, live in zip(self.snapshot.segments, narrowed.bits, self.snapshot.live.bits, strict=True):
            found, near, nearest = segment.vectors.nearest(self.vector, n, allowed, live)
            numbers.append(found + np.int64(start))
            cosines.append(near.astype(np.float64))
            best, start = max(best, nearest), start + len(segment.ids)
        return Compared(np.concatenate(numbers), np.concatenate(cosines), best, depth)

    def _cosines(self, numbers: Numbers) -> Floats:
        parts, start = [], 0
        for segment in self.snapshot.segments:
            first, last = np.searchsorted(numbers, (start, start + len(segment.ids)))
            parts.append(segment.vectors.cosines(self.vector, (numbers[first:last] - start).astype(np.int32)))
            start += len(segment.ids)
        return np.concatenate(parts).astype(np.float64)


def _either(one: Numbers, other: Numbers) -> Numbers:
    """What is in one of two lists, ascending."""
    both = np.concatenate((one, other))
    both.sort()
    fresh = np.ones(len(both), np.bool_)
    np.not_equal(both[1:], both[:-1], out=fresh[1:])
    return both[fresh]


def depth_of(total: int) -> int:
    """How many of the best by words, and of the nearest by meaning, are looked at where so many documents pass filters."""
    return int(DEPTH * max(1.0, total / SHALLOW) ** GROWTH)


def taken(judged: Judged, some: Mask | Numbers) -> Judged:
    """Some of them, by their places."""
    return Judged(*(values[some] for values in judged.values))


def _joined(one: Judged, other: Judged) -> Judged:
    both = Judged(*map(np.concatenate, zip(one.values, other.values, strict=True)))
    return taken(both, np.argsort(both.numbers))
