"""A query as a large snapshot understands it: the best by words, the nearest by meaning, and what these hold of it."""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.columns import Filters
from index.dense import greatest
from index.document import TITLE_REPEATS
from index.encoder import Vectors
from index.fusion import Scale, covering, fuse, near_from, weightiest
from index.layout import Floats, Mask
from index.renderings import NO_ROW, Rendering
from index.search import Hit, Reasons

if TYPE_CHECKING:
    from index.snapshot import HeldWord, Narrowed, Snapshot

DEPTH, SHALLOW, GROWTH = 100, 10_000, 0.35  # lists are deeper where more documents pass than are shallow
COMPARED, MANY, MORE = 5, 100_000, 0.3  # times as many are compared by meaning, more of more than many
Numbers = NDArray[np.int64]
Marks = NDArray[np.uint64]
Rows = NDArray[np.void]
# A document as a query sees it: its score, BM25 and cosine (0 if not found by them), which words are in it, wholly and by parts,
# a bit a word, and how far it is called by a form of the query's rendering, and by which.
ROW = np.dtype(
    {
        "names": ("number", "score", "bm25", "cosine", "whole", "parts", "called", "form"),
        "formats": ("i8", "f8", "f8", "f8", "u8", "u8", "f8", "i8"),
    }
)


class Asked(NamedTuple):
    """A query's different terms by number, and what is made of them.

    `order` has them as they are asked for, each with its idf in `weights`. Of `words`, each with what it weighs in `shares`,
    number n meets the term `terms[marks[i]]` where `word_of[i]` is n: wholly, or with a compound's part as `wholly[i]` says.
    `total` is what those of them weigh that count.
    """

    order: NDArray[np.int64]
    weights: Floats
    marks: NDArray[np.int64]
    word_of: NDArray[np.int64]
    wholly: NDArray[np.bool_]
    shares: Floats
    total: float


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

    def either(self, by_words: Numbers) -> tuple[Numbers, Mask]:
        """The best by words and the nearest by meaning, ascending, and which of them are near."""
        if warm.loops():
            from index.choosing import either

            return either(np.sort(by_words), self.numbers, self.cosines, self.depth, self.bound)
        numbers = np.union1d(by_words, self.near)
        return numbers, np.isin(numbers, self.near)


class Judged:
    """Some documents, ascending, as a query sees them: a row of `ROW` for each."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.numbers: Numbers = rows["number"]
        self.bm25: Floats = rows["bm25"]

    @classmethod
    def of(cls, *values: NDArray[Any]) -> "Judged":
        """Documents by what stands in each column."""
        rows = np.empty(len(values[0]), ROW)
        for name, column in zip(ROW.names or (), values, strict=True):
            rows[name] = column
        return cls(rows)

    @property
    def found(self) -> Mask:
        """Which of them match the query."""
        return np.asarray((self.bm25 > 0) | (self.rows["cosine"] > 0))

    def with_others(self, others: "Judged") -> "Judged":
        """These and others, ascending."""
        rows = np.concatenate((self.rows, others.rows))
        return Judged(rows[np.argsort(rows["number"])])


@dataclass(frozen=True)
class Question:
    """A query as a snapshot understands it."""

    snapshot: "Snapshot"
    words: dict[str, "HeldWord"]
    vector: Vectors

    @cached_property
    def terms(self) -> list[str]:
        """The terms that live documents hold, in the query's order."""
        return [term for form in self.words.values() for term in form.held]

    @cached_property
    def asked(self) -> Asked:
        """The different terms by their place among these, and what is made of them."""
        rows, idf = {term: at for at, term in enumerate(self.different)}, self.snapshot.lexical.statistics.idf
        marks = [
            (rows[term], word, term in form.whole)
            for word, form in enumerate(self.words.values())
            for term in form.held
        ]
        shares = [form.weight for form in self.words.values()]
        places, of, wholly = zip(*marks, strict=True) if marks else ((), (), ())
        return Asked(
            np.array([rows[term] for term in self.terms], np.int64),
            np.array([idf(term) for term in self.terms], np.float64),
            np.array(places, np.int64),
            np.array(of, np.int64),
            np.array(wholly, np.bool_),
            np.array(shares, np.float64),
            float(weightiest(shares)),
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
        numbers, near = compared.either(by_words)
        judged = self.judged(numbers, near)
        scores = self._scores(judged, filters)
        if len(by_words) < compared.depth:  # nothing else holds the words
            return judged, scores
        deeper = self._beyond(compared, numbers, scores, most, float(bm25[-1]))
        if not len(deeper):
            return judged, scores
        both = judged.with_others(self.judged(deeper, np.zeros(len(deeper), np.bool_)))
        return both, self._scores(both, filters)

    def _scores(self, judged: Judged, filters: Filters) -> Floats:
        return self.snapshot.favoured(np.ascontiguousarray(judged.rows["score"]), judged.numbers, filters)

    def _beyond(self, compared: Compared, known: Numbers, scores: Floats, most: int, words: float) -> Numbers:
        """The compared documents that may be among the `most` best with a BM25 of so much, without those that are known."""
        if warm.loops():
            from index.choosing import beyond

            called, given = self._most_rendered, (compared.numbers, compared.cosines)
            found: Numbers = beyond(known, *given, scores, most, words, called, self._scale)
            return found
        least = -np.partition(-scores, most - 1)[most - 1] if 0 < most <= len(scores) else -np.inf
        cosines = np.where(compared.cosines >= self.bound, compared.cosines, 0.0)
        may_be = self._fused(np.full(len(cosines), words), cosines, self._most_rendered)
        return np.setdiff1d(compared.numbers[may_be >= least], known)

    def _fused(self, bm25: Floats, cosine: Floats, rendered: Floats | float) -> Floats:
        sure = self.rendering.sure if self.rendering else None
        return fuse(bm25, cosine, self.known, self.bound, rendered, sure)

    @cached_property
    def _scale(self) -> Scale:
        return Scale.of(self.known, self.bound, self.rendering.sure if self.rendering else None)

    @property
    def _most_rendered(self) -> float:
        """What no document is called more than."""
        return self.rendering.forms.most if self.rendering else 0.0

    def near(self, narrowed: "Narrowed") -> Numbers:
        """The nearest by meaning of those that pass the filters."""
        return self._compared(narrowed).near

    def judged(self, numbers: Numbers, kept: Mask | None = None) -> Judged:
        """Some documents, ascending, looked at one by one; of those not to be kept whatever they hold, only what is found
        by words."""
        kept = np.ones(len(numbers), np.bool_) if kept is None else kept
        if warm.loops() is None:
            return self._plainly(numbers, kept)
        from index.judging import judge

        rows, lexical, forms = np.empty(len(numbers), ROW), self.snapshot.lexical, (self.rendering or NO_ROW).forms
        found, first, at = 0, 0, 0
        for segment, (some, postings, gains) in zip(self.snapshot.segments, lexical.apart(numbers), strict=True):
            found += judge(
                rows[found:], some, first, kept[at:], segment.vectors.cosines(self.vector, some), self._scale,
                lexical.numbers(postings, self.different), self.asked, lexical.numbers(postings, forms.terms), forms.rows,
                TITLE_REPEATS, postings.layout, gains,
            )  # fmt: skip
            first, at = first + postings.size, at + len(some)
        return Judged(rows[:found])

    def _plainly(self, numbers: Numbers, kept: Mask) -> Judged:
        """The same without loops."""
        bm25, covered, whole, parts = self._summed(self.snapshot.lexical.parts(self.different, numbers))
        bm25, cosine = np.where(covering(covered, self.asked.shares.tolist()), bm25, 0.0), self._cosines(numbers)
        cosine = np.where(cosine >= self.bound, cosine, 0.0)
        called, form = self.snapshot.rendered(self.rendering, numbers)
        scores = self._fused(bm25, cosine, called)
        return Judged(Judged.of(numbers, scores, bm25, cosine, whole, parts, called, form).rows[kept | (bm25 > 0)])

    def hits(self, judged: Judged, order: Numbers, scores: Floats, first_rank: int) -> tuple[Hit, ...]:
        """The hits of judged documents in an order of their places."""
        found, held, rendering, id_of = [], cache(self._held_of), self.rendering or NO_ROW, self.snapshot.id_of
        shown = zip(judged.rows[order].tolist(), scores[order].tolist(), strict=True)
        for rank, ((number, _, bm25, cosine, whole, parts, _, form), score) in enumerate(shown, first_rank):
            reasons = Reasons(held(whole), held(parts & ~whole), cosine, bm25, rendering.name(form))
            found.append(Hit(id_of(number), rank, score, reasons))
        return tuple(found)

    def _held_of(self, marks: int) -> tuple[str, ...]:
        return tuple(compress(self.words, map(int, bin(marks)[:1:-1])))

    def _summed(self, gains: Floats) -> tuple[Floats, Floats, Marks, Marks]:
        """BM25 of documents, what they hold of the words' weight, and which words wholly and by parts, if it is known what each of the different terms adds for each unit of idf."""
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
        if len(numbers) == 1:
            return Compared(numbers[0], cosines[0], best, depth)
        return Compared(np.concatenate(numbers), np.concatenate(cosines), best, depth)

    def _cosines(self, numbers: Numbers) -> Floats:
        given = zip(self.snapshot.segments, self.snapshot.lexical.apart(numbers), strict=True)
        return np.concatenate(
            [segment.vectors.cosines(self.vector, some) for segment, (some, _, _) in given], dtype=np.float64
        )


def depth_of(total: int) -> int:
    """How many of the best by words, and of the nearest by meaning, are looked at where so many documents pass filters."""
    return int(DEPTH * max(1.0, total / SHALLOW) ** GROWTH)
