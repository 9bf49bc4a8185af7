"""How a large snapshot answers a query: the best by words and the nearest by meaning are fused, not all documents.

Both lists are cut off at DEPTH. Whatever is in either is looked at exactly, as `Snapshot` looks at every document of a small
collection; so the order differs from that at ranks only that the cut-off could reach. In a large index, the meaning finds
the DEPTH nearest documents and no more; the words find whatever holds enough of them.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analysis import QueryWord
from index.columns import Filters
from index.encoder import Vectors
from index.fusion import covering, fuse, near_from
from index.layout import Floats, Mask
from index.renderings import Rendering
from index.search import Hit, Page, Reasons, Sort

if TYPE_CHECKING:
    from index.snapshot import Narrowed, Snapshot

DEPTH = 100
BESIDE = 300_000  # of so many documents, it saves time to look for words and meaning side by side
Numbers = NDArray[np.int64]
_beside = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="index-meaning")


@dataclass(frozen=True)
class Judged:
    """Some documents, ascending, as a query sees them: scores (0 if not found by them), which words are in which, and the
    BM25 and number of the form of the query's rendering that is."""

    numbers: Numbers
    bm25: Floats
    cosine: Floats
    whole: NDArray[np.bool_]
    parts: NDArray[np.bool_]
    rendered: Floats
    form: Numbers

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
    def rows(self) -> dict[str, int]:
        """The different terms, numbered."""
        return {term: at for at, term in enumerate(dict.fromkeys(self.terms))}

    @cached_property
    def rendering(self) -> Rendering | None:
        """What the query may be called in the documents."""
        return self.snapshot.rendering(self.vector, self.words)

    @cached_property
    def bound(self) -> float:
        """From which cosine on a meaning is near."""
        return near_from(self._nearest(self.snapshot.live, 1)[2])

    def candidates(self, narrowed: "Narrowed") -> Judged:
        """The best by words and the nearest by meaning of those that pass the filters; all of them match."""
        lexical = self.snapshot.lexical
        if lexical.statistics.size > BESIDE:  # the loops of both leave the interpreter to others
            nearest = _beside.submit(self._nearest, narrowed, DEPTH)
            by_words, _ = lexical.top(self.terms, DEPTH, narrowed.bits)
            by_meaning, _, best = nearest.result()
        else:
            by_words, _ = lexical.top(self.terms, DEPTH, narrowed.bits)
            by_meaning, _, best = self._nearest(narrowed, DEPTH)
        self.__dict__["bound"] = near_from(best)  # known now, so that it need not be looked for
        judged = self.judged(np.union1d(by_words, by_meaning))
        return _taken(judged, judged.found)

    def near(self, narrowed: "Narrowed") -> Numbers:
        """The nearest by meaning of those that pass the filters."""
        numbers, cosines, best = self._nearest(narrowed, DEPTH)
        return numbers[cosines >= near_from(best)]

    def judged(self, numbers: Numbers) -> Judged:
        """Some documents, ascending, looked at one by one."""
        lexical, rows = self.snapshot.lexical, self.rows
        gains = lexical.parts(list(rows), numbers)
        bm25, held = np.zeros(len(numbers)), gains > 0
        for term in self.terms:  # in this order, so that the sums are rank-bm25's to the last bit
            bm25 += lexical.statistics.idf(term) * gains[rows[term]]
        whole, parts = (marks @ held for marks in self._marks)
        weights, covered = self.snapshot.weights(self.words), np.zeros(len(numbers))
        for has, weight in zip(whole | parts, weights, strict=True):
            covered += weight * has
        by_words = covering(covered, weights)
        cosine = self._cosines(numbers)
        near, rendered = np.where(cosine >= self.bound, cosine, 0.0), self.snapshot.rendered(self.rendering, numbers)
        return Judged(numbers, np.where(by_words, bm25, 0.0), near, whole, parts, *rendered)

    def hits(self, judged: Judged, order: Numbers, scores: Floats, first_rank: int) -> tuple[Hit, ...]:
        """The hits of judged documents in an order of their places."""
        words, found, shown = list(self.words), [], _taken(judged, order)
        whole, parts = shown.whole.T.tolist(), (shown.parts & ~shown.whole).T.tolist()
        columns = (shown.numbers, scores[order], shown.cosine, shown.bm25, shown.form)
        for at, (number, score, cosine, bm25, form) in enumerate(zip(*(one.tolist() for one in columns), strict=True)):
            held, called = tuple(compress(words, whole[at])), self.rendering.name(form) if self.rendering else ""
            reasons = Reasons(held, tuple(compress(words, parts[at])), cosine, bm25, called)
            found.append(Hit(self.snapshot.id_of(number), first_rank + at, score, reasons))
        return tuple(found)

    @cached_property
    def _marks(self) -> tuple[Mask, Mask]:
        """Which of the different terms stand for which whole word, and which for which word's parts."""
        whole, parts = (np.zeros((len(self.words), len(self.rows)), np.bool_) for _ in range(2))
        for at, form in enumerate(self.words.values()):
            for marks, terms in ((whole, form.whole), (parts, form.parts)):
                marks[at, [self.rows[term] for term in terms if term in self.rows]] = True
        return whole, parts

    def _nearest(self, narrowed: "Narrowed", n: int) -> tuple[Numbers, Floats, float]:
        """The n nearest by meaning of those that pass the filters, best first, and the greatest cosine of all."""
        numbers, cosines, best, start = [], [], 0.0, 0
        for segment, allowed, live in zip(self.snapshot.segments, narrowed.bits, self.snapshot.live.bits, strict=True):
            found, near, nearest = segment.vectors.nearest(self.vector, n, allowed, live)
            numbers.append(found + np.int64(start))
            cosines.append(near.astype(np.float64))
            best, start = max(best, nearest), start + len(segment.ids)
        merged, of = np.concatenate(numbers), np.concatenate(cosines)
        order = np.lexsort((merged, -of))[:n]
        return merged[order], of[order], best

    def _cosines(self, numbers: Numbers) -> Floats:
        parts, start = [], 0
        for segment in self.snapshot.segments:
            first, last = np.searchsorted(numbers, (start, start + len(segment.ids)))
            parts.append(segment.vectors.cosines(self.vector, (numbers[first:last] - start).astype(np.int32)))
            start += len(segment.ids)
        return np.concatenate(parts).astype(np.float64)


def search(snapshot: "Snapshot", query: str, filters: Filters, k: int) -> tuple[Hit, ...]:
    """The k best documents."""
    if not query.strip() or k > DEPTH // 2:
        return explore(snapshot, query, filters, k=k, offset=0, sort=Sort.RELEVANCE, facets=()).hits
    question = snapshot.question(query)
    found = question.candidates(snapshot.narrowed(filters))
    scores = _fused(question, found, filters)
    return question.hits(found, _relevance(snapshot, found, scores)[:k], scores, 1)


def explore(
    snapshot: "Snapshot", query: str, filters: Filters, *, k: int, offset: int, sort: Sort, facets: Sequence[str]
) -> Page:
    """A page of results with the total and facet counts."""
    narrowed, everything = snapshot.narrowed(filters), not query.strip()
    question = snapshot.question("" if everything else query)
    covered = None if everything else snapshot.covered(question.words)

    def matching(filters: Filters) -> Mask:
        if covered is None:
            return snapshot.narrowed(filters).mask
        mask = snapshot.narrowed(filters).mask & covered
        mask[question.near(snapshot.narrowed(filters))] = True
        return mask

    masks = {filters: matching(filters)}
    for facet in facets:
        if (others := filters.without(facet)) not in masks:
            masks[others] = matching(others)
    counted = {facet: snapshot.count(facet, masks[filters.without(facet)]) for facet in facets}
    allowed = masks[filters]
    total = int(np.count_nonzero(allowed))
    found = question.judged(np.zeros(0, np.int64)) if everything else question.candidates(narrowed)
    scores = _fused(question, found, filters)
    if sort is Sort.RELEVANCE and offset + k <= len(found.numbers):
        order = _relevance(snapshot, found, scores)[offset : offset + k]
        return Page(question.hits(found, order, scores, offset + 1), total, counted)
    wanted = _sorted(snapshot, question, allowed, found, scores, sort, offset + k, filters)[offset:]
    judged = question.judged(np.sort(wanted))
    of = np.zeros(len(wanted))
    if len(found.numbers):
        places = np.minimum(np.searchsorted(found.numbers, judged.numbers), len(found.numbers) - 1)
        of = np.where(found.numbers[places] == judged.numbers, scores[places], 0.0)
    return Page(question.hits(judged, np.searchsorted(judged.numbers, wanted), of, offset + 1), total, counted)


def _taken(judged: Judged, some: Mask | Numbers) -> Judged:
    return Judged(
        judged.numbers[some],
        judged.bm25[some],
        judged.cosine[some],
        judged.whole[:, some],
        judged.parts[:, some],
        judged.rendered[some],
        judged.form[some],
    )


def _fused(question: Question, found: Judged, filters: Filters) -> Floats:
    if not len(found.numbers):
        return np.zeros(0)
    known, sure = question.snapshot.known(question.words), question.rendering.sure if question.rendering else 0.0
    scores = fuse(found.bm25, found.cosine, known, question.bound, found.rendered, sure)
    return question.snapshot.favoured(scores, found.numbers, filters)


def _relevance(snapshot: "Snapshot", found: Judged, scores: Floats) -> Numbers:
    """The order of `Snapshot` for documents that were looked at one by one, as their places."""
    return np.lexsort((found.numbers, -snapshot.column("posted", found.numbers), -found.bm25, -scores))


def _sorted(
    snapshot: "Snapshot",
    question: Question,
    allowed: Mask,
    found: Judged,
    scores: Floats,
    sort: Sort,
    most: int,
    filters: Filters,
) -> Numbers:
    """The first of all matching documents: those looked at one by one by their fused scores, the others by their words."""
    numbers = np.flatnonzero(allowed)
    fused, bm25 = np.zeros(len(allowed)), np.zeros(len(allowed))
    fused[found.numbers] = scores
    if not len(question.words):
        fused[numbers] = snapshot.favoured(fused[numbers], numbers, filters)
    if question.terms:
        bm25 = snapshot.lexical.scores(question.terms)
    bm25[found.numbers] = found.bm25 if sort is Sort.RELEVANCE else 0.0
    keys = [fused[numbers], bm25[numbers]]
    posted = snapshot.column("posted", numbers)
    if sort is Sort.NEWEST:
        keys = [posted, *keys]
    elif sort is Sort.SALARY:
        keys = [np.nan_to_num(snapshot.column("salary", numbers), nan=-1.0), *keys]
    keys.append(posted)
    if len(numbers) > most > 0:  # what the first key leaves out need not be put in order
        least = -np.partition(-keys[0], most - 1)[most - 1]
        kept = keys[0] >= least
        numbers, keys = numbers[kept], [key[kept] for key in keys]
    return numbers[np.lexsort((numbers, *(-key for key in reversed(keys))))][:most]
