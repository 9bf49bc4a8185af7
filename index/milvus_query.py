"""How a query is answered on a Milvus server: candidates by words and by meaning there, scores and one order here.

The sparse vectors weigh words at the mean length of the build; what BM25 gives them today is computed here from the
frequencies they were made of, so that scores equal those of `lexical.py`. Up to WINDOW matching documents totals and facets
are counted from the documents themselves, above it by one count a value.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from index.analysis import Analyser, QueryWord
from index.columns import Columns, Facts, Filters
from index.encoder import Vectors
from index.fusion import fuse, near_from
from index.layout import Floats
from index.milvus_rows import Spots, both, condition, dimension, facts_in, frequency_in, gain, has, key
from index.milvus_server import WINDOW, Names, Server
from index.milvus_words import Asked, Totals
from index.search import Hit, Page, Reasons, Sort
from index.snapshot import FACET_VALUES, LEAST_WEIGHT

RANKED = 1_000  # so many of the best by words are scored by them
NEAREST = 100  # and, whatever their words, so many of the nearest
SHOWN_VALUES = 20  # of a facet, where more documents match than Milvus gives at once
_SORTED = {Sort.NEWEST: ("posted", 4_000_000), Sort.SALARY: ("salary", 10_000_000)}  # column, and more than any value
Row = Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """One state of a generation, and what a process knows of its words so far."""

    names: Names
    totals: Totals
    spots: Spots
    analyser: Analyser
    lock: threading.Lock  # the analyser's memory is not made for several threads
    _held: dict[str, int] = field(default_factory=dict)

    def forms(self, text: str) -> dict[str, QueryWord]:
        """The words of a text with the terms that they may meet."""
        with self.lock:
            return self.analyser.query_terms(text, tuple(sorted({*self.totals.languages, "de", "en"})))

    def where(self, filters: Filters) -> str:
        """What rows meet that pass the filters, less what is asked leniently."""
        return condition(filters, self.spots, lambda word: _wholes(self.forms(word)))

    def counts(self, server: Server, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents terms are."""
        wanted = set(terms)
        if unknown := sorted(wanted - self._held.keys()):
            held = server.held(self.names, [key(term) for term in unknown])
            self._held.update({term: held[key(term)] for term in unknown})
        return {term: self._held[term] for term in wanted}


@dataclass(frozen=True)
class Question:
    """A query over one state; without words asked for, every document matches."""

    server: Server
    state: State
    asked: Asked | None = None
    vector: Vectors | None = None
    window: int = WINDOW
    _near: dict[Filters, dict[str, tuple[float, Facts]]] = field(default_factory=dict)
    _matching: dict[Filters, dict[str, Facts] | None] = field(default_factory=dict)

    def page(self, filters: Filters, *, k: int, offset: int, sort: Sort, facets: Sequence[str]) -> Page:
        """A page of results with total and facet counts."""
        wanted = min(offset + k, self.window)
        rows = self._by_words(filters)
        near = self.near(filters)
        facts = _kept({each: facts_in(row) for each, row in rows.items()}, filters)
        facts |= {each: one for each, (_, one) in near.items()}
        rows |= self._left_out(rows, near, wanted)
        bm25 = {each: self._score(row) for each, row in rows.items()}
        if self.asked is None or sort is not Sort.RELEVANCE:
            facts |= self._first(filters, sort, wanted)
        ids = sorted(facts)
        words = np.array([bm25.get(each, 0.0) for each in ids])
        meaning = np.array([near[each][0] if each in near else 0.0 for each in ids])
        scores = fuse(words, meaning, self.asked.known if self.asked else 1.0, self._bound)
        scores = _favoured(scores, [facts[each] for each in ids], filters)
        order = _order([facts[each] for each in ids], scores, words, sort)[offset : offset + k]
        shown = [ids[at] for at in order]
        if missing := [each for each in shown if each not in rows and self.asked]:
            rows |= self.server.get(self.state.names.documents, missing, ["words", "length"])
        hits = tuple(
            Hit(
                ids[at], rank, float(scores[at]), self._reasons(rows.get(ids[at]), float(words[at]), float(meaning[at]))
            )
            for rank, at in enumerate(order, offset + 1)
        )
        return Page(hits, self._total(filters), {facet: self._count(facet, filters) for facet in facets})

    def explain(self, document_id: str) -> Hit | None:
        """A document's hit, with rank 0; None if the query does not find it."""
        columns = ["words", "length", "vector", "terms"]
        row = self.server.get(self.state.names.documents, [document_id], columns).get(document_id)
        if row is None:
            return None
        if self.asked is None or self.vector is None:
            return Hit(document_id, 0, 0.0)
        cosine = float(self.vector @ np.asarray(row["vector"], np.float32))
        cosine = cosine if cosine >= self._bound else 0.0
        held = self.asked.covered(row["terms"])
        reasons = self._reasons(row, self._score(row) if held else 0.0, cosine)
        return Hit(document_id, 0, 0.0, reasons) if held or cosine > 0 else None

    def near(self, filters: Filters) -> dict[str, tuple[float, Facts]]:
        """The documents that pass the filters and whose meaning is near, at most a window of them, each with its cosine."""
        if self.vector is None or not self.vector.any():
            return {}
        if filters not in self._near:
            found = self._nearest(self.state.where(filters))
            facts = _kept({each: facts_in(row) for each, _, row in found}, filters)
            self._near[filters] = {each: (cosine, facts[each]) for each, cosine, _ in found if each in facts}
        return self._near[filters]

    @cached_property
    def _bound(self) -> float:
        """The cosine from which on a meaning counts as near."""
        if self.vector is None or not self.vector.any():
            return near_from(0.0)
        best = self.server.by_meaning(self.state.names, self.vector, "", 1, near_from(0.0))
        return near_from(best[0][1] if best else 0.0)

    def _nearest(self, where: str) -> list[tuple[str, float, Row]]:
        assert self.vector is not None
        least = self._bound - 1e-6  # the server leaves out what equals its bound
        found = self.server.by_meaning(self.state.names, self.vector, where, self.window, least)
        return [hit for hit in found if hit[1] >= self._bound]

    def _sought(self, filters: Filters) -> str:
        """What documents meet that pass the filters and hold words enough."""
        return both(self.state.where(filters), self.asked.cover if self.asked else "")

    def _by_words(self, filters: Filters) -> dict[str, dict[str, Any]]:
        """The best documents by words."""
        if self.asked is None or not self.asked.weights:
            return {}
        weights: dict[int, float] = {}
        for term, idf in self.asked.weights:
            at = dimension(term)
            weights[at] = weights.get(at, 0.0) + max(idf, LEAST_WEIGHT)
        return self.server.by_words(self.state.names, weights, self._sought(filters), min(RANKED, self.window))

    def _left_out(self, rows: Mapping[str, Row], near: Iterable[str], wanted: int) -> dict[str, dict[str, Any]]:
        """The nearest documents that hold words enough, but are not among the best by words that Milvus gave."""
        if self.asked is None or len(rows) < min(RANKED, self.window):
            return {}
        missing = [each for each in islice(near, max(NEAREST, wanted)) if each not in rows]
        found = self.server.get(self.state.names.documents, missing, ["words", "length", "terms"])
        return {each: row for each, row in found.items() if self.asked.covered(row["terms"])}

    def _score(self, row: Row) -> float:
        """BM25 of a row, equal to `Lexical.scores`."""
        totals, score = self.state.totals, 0.0
        assert self.asked is not None
        for term, idf in self.asked.weights:
            if frequency := frequency_in(row, term, totals.mean_length):
                score += idf * gain(frequency, row["length"], totals.mean_length_now)
        return score

    def _reasons(self, row: Row | None, bm25: float, cosine: float) -> Reasons:
        if self.asked is None or row is None:
            return Reasons()
        held = tuple(word for word, form in self.asked.words.items() if _holds(row, form.whole))
        parts = tuple(word for word, form in self.asked.words.items() if word not in held and _holds(row, form.parts))
        return Reasons(held, parts, cosine, bm25)

    def _few(self, filters: Filters) -> dict[str, Facts] | None:
        """All matching documents; None if there are more than Milvus gives at once."""
        if filters not in self._matching:
            sought, found = self._sought(filters), None
            if self.server.count(self.state.names, sought) < self.window:
                rows = self.server.rows(self.state.names, sought, ["facts"])
                near = {each: facts for each, (_, facts) in self.near(filters).items()}
                found = _kept({each: facts_in(row) for each, row in rows.items()}, filters) | near
            self._matching[filters] = found
        return self._matching[filters]

    def _total(self, filters: Filters) -> int:
        few = self._few(filters)
        if few is not None:
            return len(few)
        return self.server.count(self.state.names, self._sought(filters)) + len(self._only_near(filters))

    def _only_near(self, filters: Filters) -> list[Facts]:
        """The near documents that do not hold words enough."""
        if self.asked is None or not self.near(filters):
            return []
        others = both(self.state.where(filters), f"not ({self.asked.cover})")
        found = {each: facts_in(row) for each, _, row in self._nearest(others)}
        return list(_kept(found, filters).values())

    def _first(self, filters: Filters, sort: Sort, wanted: int) -> dict[str, Facts]:
        """The documents among which the first of an order are: all, or as many as have the greatest values."""
        few = self._few(filters)
        if few is not None:
            return few
        column, most = _SORTED.get(sort, _SORTED[Sort.NEWEST])
        least, sought, names = -1, self._sought(filters), self.state.names
        while most - least > 1:  # the greatest value that enough documents reach
            middle = (least + most) // 2
            if self.server.count(names, both(sought, f"{column} >= {middle}")) >= wanted:
                least = middle
            else:
                most = middle
        rows = self.server.rows(names, both(sought, f"{column} >= {least}"), ["facts"])
        return {each: facts_in(row) for each, row in rows.items()}

    def _count(self, facet: str, filters: Filters) -> dict[str, int]:
        filters = filters.without(facet)
        few = self._few(filters)
        if few is not None:
            return _counted(facet, few.values())
        sought, names = self._sought(filters), self.state.names
        seen = _counted(facet, map(facts_in, self.server.rows(names, sought, ["facts"]).values()))
        counts = _counted(facet, self._only_near(filters))
        for value in list(seen)[:SHOWN_VALUES]:
            counts[value] = counts.get(value, 0) + self.server.count(names, both(sought, has(facet, value)))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _wholes(forms: Mapping[str, QueryWord]) -> list[str]:
    return [term for form in forms.values() for term in form.whole]


def _kept(facts: dict[str, Facts], filters: Filters) -> dict[str, Facts]:
    """Those of some documents that stay under what is asked leniently."""
    if not filters.lenient or not facts:
        return facts
    mask = Columns.build(list(facts.values())).mask(filters).tolist()
    return {each: one for (each, one), stays in zip(facts.items(), mask, strict=True) if stays}


def _favoured(scores: Floats, facts: Sequence[Facts], filters: Filters) -> Floats:
    """As `Snapshot.favoured`: less for documents that do not say what is asked of them leniently."""
    if not filters.lenient:
        return scores
    kept = Columns.build(facts).favour(filters)
    scores = scores if scores.any() else np.ones(len(scores))
    return scores if kept is None else scores * kept


def _holds(row: Row, terms: Iterable[str]) -> bool:
    return any(dimension(key(term)) in row["words"] for term in terms)


def _counted(facet: str, facts: Iterable[Facts]) -> dict[str, int]:
    """How many documents have each value of a facet, the most frequent first."""
    columns = Columns.build(list(facts))
    counts = columns.counts(facet, np.ones(columns.size, np.bool_))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES])


def _order(facts: Sequence[Facts], scores: Floats, words: Floats, sort: Sort) -> list[int]:
    """The order of documents that stand in the order of their ids; of two equal ones, the newer comes first."""
    posted = np.array([one.posted.toordinal() if one.posted else 0 for one in facts])
    salary = np.nan_to_num(np.array([one.salary for one in facts]), nan=-1.0)
    keys = {
        Sort.SALARY: (-posted, -scores, -salary),
        Sort.NEWEST: (-scores, -posted),
        Sort.RELEVANCE: (-posted, -words, -scores),
    }
    return [int(at) for at in np.lexsort(keys[sort])]
