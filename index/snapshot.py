"""One unchanging state of the index, and how a query is answered on it."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index import holding, hybrid
from index.analysis import STOPWORDS, Analyser, QueryWord, words
from index.asides import meant
from index.columns import FACETS, Filters
from index.encoder import Encoder, Vectors
from index.fusion import COVERAGE as COVERAGE
from index.fusion import COVERAGE_WORDS as COVERAGE_WORDS
from index.fusion import NEAR as NEAR
from index.fusion import NEAR_SHARE as NEAR_SHARE
from index.fusion import covering, fuse, near_from
from index.layout import Bits, Floats, Mask
from index.lexical import Lexical, remember
from index.postings import bits_of
from index.recent import Recent
from index.renderings import NO_ROW, NONE, Forms, Rendering, Renderings
from index.search import Hit, Page, Reasons, Sort
from index.segment import Segment

Numbers = NDArray[np.int64]
# A word that half of the documents hold has no idf, in a tiny store even a negative one: it still finds them.
LEAST_WEIGHT = 1e-9
QUERY_WORDS = 64
RARE_COUNT, RARE_SHARE = 4, 0.01
LARGE = 20_000  # of more documents, only the best by words and the nearest by meaning are fused
FORMS = 1_000  # rows of a glossary whose terms are remembered
FACET_VALUES = 200
LATIN = re.compile("[0-9a-zß-ɏ]")


@dataclass(frozen=True)
class Matches:
    """All documents of all segments, side by side: scores by words and by meaning, and whether each matches.

    `near` is the cosine from which on a meaning counts, `rendering` what else the query may be called in them.
    """

    bm25: Floats
    cosine: Floats
    matching: Mask
    near: float
    rendering: Rendering | None = None


@dataclass(frozen=True, slots=True)
class HeldWord(QueryWord):
    """A query's word with those of its terms that live documents hold, what it weighs (0 if they hold none), and whether it is
    in letters that documents are written in."""

    held: tuple[str, ...] = ()
    weight: float = 0.0
    latin: bool = True


@dataclass(frozen=True)
class Narrowed:
    """The live documents that pass some filters, also as a bitmap a segment; an empty bitmap is for all."""

    mask: Mask
    bits: tuple[Bits, ...]
    total: int


@dataclass(frozen=True)
class Snapshot:
    """Segments, and the words of all of them together."""

    segments: tuple[Segment, ...]
    lexical: Lexical
    analyser: Analyser
    encoder: Encoder
    lock: threading.Lock  # the analyser's memory is not made for several threads
    renderings: Renderings | None = None
    recent: Recent[Filters, Narrowed] = field(default_factory=Recent, compare=False)
    forms: Recent[int, Forms] = field(default_factory=lambda: Recent(FORMS), compare=False)

    @classmethod
    def of(
        cls,
        segments: Sequence[Segment],
        analyser: Analyser,
        encoder: Encoder,
        lock: threading.Lock,
        renderings: Renderings | None = None,
    ) -> "Snapshot":
        """A snapshot of segments."""
        lexical = Lexical.of([(segment.postings, segment.deleted) for segment in segments])
        return cls(tuple(segments), lexical, analyser, encoder, lock, renderings)

    def __len__(self) -> int:
        return self.lexical.statistics.size

    @property
    def large(self) -> bool:
        """Whether it has too many documents to look at all of them."""
        return self.lexical.statistics.size > LARGE

    @cached_property
    def deleted(self) -> Mask:
        """Which documents no longer count."""
        return np.concatenate([segment.deleted for segment in self.segments])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages a query's words may meet."""
        spoken = {name for segment in self.segments for name in segment.columns.names["language"] if name}
        return tuple(sorted(spoken | {"de", "en"}))

    @cached_property
    def live(self) -> Narrowed:
        """The documents that count."""
        return self.narrowed(Filters())

    def search(self, query: str, filters: Filters, k: int) -> tuple[Hit, ...]:
        """The k best documents."""
        if self.large:
            return hybrid.search(self, query, filters, k)
        return self.explore(query, filters, k=k, offset=0, sort=Sort.RELEVANCE, facets=()).hits

    def explore(
        self, query: str, filters: Filters, *, k: int, offset: int, sort: Sort, facets: Sequence[str] = FACETS
    ) -> Page:
        """Answer a query: filters first, then words and meaning, then one order."""
        if self.large:
            return hybrid.explore(self, query, filters, k=k, offset=offset, sort=sort, facets=facets)
        words = self.words(query)
        matches = self.match(query, words)
        allowed = self._mask(filters) & matches.matching
        found = np.flatnonzero(allowed)
        rendered, forms = self.rendered(matches.rendering, found)
        sure = matches.rendering.sure if matches.rendering else None
        scores = fuse(matches.bm25[found], matches.cosine[found], self.known(words), matches.near, rendered, sure)
        scores = self.favoured(scores, found, filters)
        order = self._order(found, scores, matches.bm25[found], sort)[offset : offset + k]
        columns = (one[order].tolist() for one in (found, scores, forms))
        hits = tuple(
            self._hit(number, offset + at, score, form, words, matches)
            for at, (number, score, form) in enumerate(zip(*columns, strict=True), 1)
        )
        counted = {facet: self.count(facet, self._mask(filters.without(facet)) & matches.matching) for facet in facets}
        return Page(hits, len(found), counted)

    def match(self, query: str, words: dict[str, HeldWord]) -> Matches:
        """Scores of every document for a query; an empty query matches all with score 0."""
        size = sum(len(segment.ids) for segment in self.segments)
        if not query.strip():
            return Matches(np.zeros(size), np.zeros(size), np.ones(size, np.bool_), near_from(0.0))
        terms = [term for word in words.values() for term in word.terms]
        vector = self.vector(query)
        bm25 = self.lexical.scores(terms)
        by_words = self.covered(words)
        cosine = np.concatenate([self._near(segment, vector) for segment in self.segments])
        cosine[self.deleted] = 0.0
        near = near_from(float(cosine.max(initial=0.0)))
        cosine[cosine < near] = 0.0
        rendering = self.rendering(vector, words)
        return Matches(np.where(by_words, bm25, 0.0), cosine, by_words | (cosine > 0), near, rendering)

    def explain(self, query: str, document_id: str) -> Hit | None:
        """A live document's hit for a query, with rank 0; None if the query does not find it."""
        if self.large and query.strip():
            return self._explain(self.question(query), document_id)
        words = self.words(query)
        matches = self.match(query, words)
        start = 0
        for segment in self.segments:
            at = segment.ids.find(document_id)
            if at >= 0 and not segment.deleted[at]:
                found = bool(matches.matching[start + at])
                _, form = self.rendered(matches.rendering, np.array([start + at]))
                return self._hit(start + at, 0, 0.0, int(form[0]), words, matches) if found else None
            start += len(segment.ids)
        return None

    def _explain(self, question: hybrid.Question, document_id: str) -> Hit | None:
        start = 0
        for segment in self.segments:
            if (at := segment.ids.find(document_id)) >= 0 and not segment.deleted[at]:
                judged = question.judged(np.array([start + at]))
                return question.hits(judged, np.zeros(1, np.int64), np.zeros(1), 0)[0] if judged.found[0] else None
            start += len(segment.ids)
        return None

    def question(self, query: str) -> hybrid.Question:
        """A query as this snapshot understands it."""
        return hybrid.Question(self, self.words(query), self.vector(query))

    def vector(self, query: str) -> Vectors:
        """What a query means."""
        return np.asarray(self.encoder.encode([meant(query)], query=True)[0], np.float32)

    def rendering(self, vector: Vectors, words: dict[str, HeldWord]) -> Rendering | None:
        """What a query of this vector and these words may be called in the documents; None without a glossary or vectors."""
        if self.renderings is None or not vector.any():
            return None
        row, sure = self.renderings.meant(vector, list(words))
        if not sure:
            return NO_ROW
        called = self.renderings.forms[row]
        forms = self.forms.of(row, lambda: Forms.of(called, self.words, self.lexical.statistics))
        return Rendering(forms, sure, words)

    def rendered(self, rendering: Rendering | None, numbers: Numbers) -> tuple[Floats, Numbers]:
        """`Forms.judged` of some documents, ascending."""
        if rendering is None:
            return np.zeros(len(numbers)), np.full(len(numbers), NONE, np.int64)
        return rendering.forms.judged(self.lexical, numbers)

    def narrowed(self, filters: Filters) -> Narrowed:
        """The live documents that pass filters; those of the last filters are remembered."""

        def make() -> Narrowed:
            mask = self._mask(filters)
            parts = np.split(mask, np.cumsum([len(segment.ids) for segment in self.segments])[:-1])
            return Narrowed(mask, tuple(bits_of(part) for part in parts), int(np.count_nonzero(mask)))

        return self.recent.of(filters, make)

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

    def words(self, query: str) -> dict[str, HeldWord]:
        """A query's words; a compound's parts are asked for only if the whole is rare, else they only add noise."""
        found: dict[str, HeldWord] = {}
        for word in words(query[:10_000]):
            if word not in STOPWORDS and len(found) < QUERY_WORDS:
                found[word] = self._met.get(word) or self._meet(word)
        return found

    def _meet(self, word: str) -> HeldWord:
        with self.lock:
            form = self.analyser.query_word(word, self.languages)
        statistics, whole = self.lexical.statistics, form.whole
        known = max(statistics.frequency(term) for term in whole)
        parts = form.parts if known < max(RARE_COUNT, RARE_SHARE * len(self)) else ()
        held = tuple(term for term in whole + parts if statistics.frequency(term))
        weight = max(LEAST_WEIGHT, *map(statistics.idf, held)) if held else 0.0
        found = HeldWord(whole, parts, held, weight, bool(LATIN.search(word)))
        remember(self._met, word, found)
        return found

    @cached_property
    def _met(self) -> dict[str, HeldWord]:
        """The words asked for last."""
        return {}

    def known(self, words: dict[str, HeldWord]) -> float:
        """The share of a query's words that any document holds: the fewer, the likelier it is another language's words.

        Words in letters that no document is written in say nothing about those beside them: "ETL розробник" means that "ETL".
        """
        every = list(words.values())
        ours = [form for form in every if form.held or form.latin]
        if not ours or any(form.held and not form.latin for form in ours):
            ours = every
        return sum(bool(form.held) for form in ours) / len(ours) if ours else 1.0

    def covered(self, words: dict[str, HeldWord]) -> Mask:
        """Which documents hold words that carry enough of the query's weight; words no document has do not count."""
        forms = [(form.terms, form.weight) for form in words.values() if form.weight]
        return covering(self.lexical.covered(forms), [form.weight for form in words.values()])

    def _near(self, segment: Segment, vector: Vectors) -> Floats:
        out = np.zeros(len(segment.ids))
        numbers, cosines = segment.vectors.within(vector, NEAR)
        out[numbers] = cosines
        return out

    def _mask(self, filters: Filters) -> Mask:
        mask = np.concatenate([segment.mask(filters) for segment in self.segments])
        return holding.narrow(self, filters, mask)

    def favoured(self, scores: Floats, numbers: Numbers, filters: Filters) -> Floats:
        """Scores of some documents, less for those that do not say what is asked of them leniently; without words and
        meaning to go by, that alone is their score."""
        if not filters.lenient:
            return scores
        scores = scores if scores.any() else np.ones(len(numbers))
        shares = [segment.columns.favour(filters) for segment in self.segments]
        whole = [
            np.ones(len(one.ids)) if kept is None else kept for one, kept in zip(self.segments, shares, strict=True)
        ]
        return scores * np.concatenate(whole)[numbers]

    def _order(self, found: Numbers, scores: Floats, bm25: Floats, sort: Sort) -> Numbers:
        """The order of the documents found; of two with equal scores, the one that holds the words comes first."""
        posted = self.column("posted", found)
        if sort is Sort.SALARY:
            salary = np.nan_to_num(self.column("salary", found), nan=-1.0)
            return np.lexsort((found, -posted, -scores, -salary))
        if sort is Sort.NEWEST:
            return np.lexsort((found, -scores, -posted))
        return np.lexsort((found, -posted, -bm25, -scores))

    def column(self, name: str, numbers: Numbers) -> Floats:
        """A column's values of some documents, ascending."""
        parts, start = [], 0
        for segment in self.segments:
            first, last = np.searchsorted(numbers, (start, start + len(segment.ids)))
            parts.append(segment.columns.arrays[name][numbers[first:last] - start].astype(np.float64))
            start += len(segment.ids)
        return np.concatenate(parts)

    def id_of(self, number: int) -> str:
        """A document's id."""
        for segment in self.segments:
            if number < len(segment.ids):
                return segment.ids[number]
            number -= len(segment.ids)
        raise IndexError(number)

    def count(self, facet: str, allowed: Mask) -> dict[str, int]:
        """How many of the allowed documents have each value of a facet, the most frequent first."""
        total: dict[str, int] = {}
        start = 0
        for segment in self.segments:
            part = allowed[start : start + len(segment.ids)]
            for value, count in segment.columns.counts(facet, part).items():
                total[value] = total.get(value, 0) + count
            start += len(segment.ids)
        ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        return dict(ordered[:FACET_VALUES])

    def _hit(
        self, number: int, rank: int, score: float, form: int, words: dict[str, HeldWord], matches: Matches
    ) -> Hit:
        start, called = 0, matches.rendering.name(form) if matches.rendering else ""
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
                reasons = Reasons(held, parts, float(matches.cosine[number]), float(matches.bm25[number]), called)
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
