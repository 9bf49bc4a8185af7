"""A query's occupation or skill as ads write it: the German and English forms of the glossary's row that it means.

Who asks for a "медсестра" shares no word with an ad for a "Pflegefachkraft", and among ads that mean nearly the same, words
tell best which one says it. So the forms of the row that is nearest to a query raise the ads that hold one of them as a
whole. They raise what the query's own words and meaning find, and find nothing themselves.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.analysis import STOPWORDS, QueryWord, words
from index.document import TITLE_REPEATS
from index.encoder import Encoder, Vectors
from index.fusion import called
from index.glossary import LANGUAGES, Term
from index.layout import K1, Floats, Mask
from index.lexical import Lexical, Numbers, Statistics
from index.names import read_names
from index.recent import Recent

FILE = "renderings.npz"
FORMAT = 2
WRITTEN_IN = ("de", "en")  # the ads
Rows = tuple[tuple[str, ...], ...]
# From which cosine on a query may mean a row, and from which on it surely does: of employers' names of one word a quarter is
# nearer than 0.5 to some row and one in 25 nearer than 0.7, of queries for occupations nine of ten.
MAYBE, SURELY = 0.5, 0.75
NEAREST = 16  # rows that are looked at language by language
STEPS = 32_767
SPARSE = 100  # of more than one in so many documents, only those are looked at that hold the rarest word of a form
NONE = -1
_made: Recent[tuple[str, Rows], "Renderings"] = Recent(2)  # who builds several indexes encodes once


@dataclass(frozen=True)
class Renderings:
    """The rows of a glossary: their forms as words of a query, those in the ads' languages as they are, and by language the
    middle of their vectors."""

    model_id: str
    names: Rows
    forms: Rows
    vectors: Vectors  # rows, languages, dimensions; unit vectors

    @classmethod
    def of(cls, encoder: Encoder, terms: Sequence[Term]) -> "Renderings":
        """The renderings of a glossary for an encoder."""
        cells = [term.forms[language] for term in terms for language in LANGUAGES]
        vectors = encoder.encode([form for cell in cells for form in cell])
        starts = np.cumsum([0, *(len(cell) for cell in cells)])[:-1]
        middles = np.add.reduceat(vectors, starts, axis=0) if cells else np.zeros((0, encoder.dimensions), np.float32)
        shape = (len(terms), len(LANGUAGES), encoder.dimensions)
        return cls(encoder.model_id, names_of(terms), forms_of(terms), _unit(middles).reshape(shape))

    def meant(self, vector: Vectors, said: Sequence[str]) -> tuple[int, float]:
        """The row that a query of this vector and these words means, and how sure that is.

        The row that it says itself, as far as it says nothing else; the nearest one where that is surer.
        """
        row, share = self.named(said)
        nearest, sure = self.nearest(vector)
        return (row, share) if share >= sure and share else (nearest, sure)

    def named(self, said: Sequence[str]) -> tuple[int, float]:
        """The row with the longest form that stands in a query of these words, and the share of the words that it has."""
        row, most = NONE, 0
        for start, word in enumerate(said):
            for size in range(min(self._longest.get(word, 0), len(said) - start), most, -1):
                if (found := self._rows.get(" ".join(said[start : start + size]))) is not None:
                    row, most = found, size
                    break
        return row, most / max(1, len(said))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The row of each name; of several, the first."""
        return {name: row for row, names in reversed([*enumerate(self.names)]) for name in names}

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        """How many words the longest name has that begins with a word."""
        longest: dict[str, int] = {}
        for name in self._rows:
            first = name.split(" ", 1)[0]
            longest[first] = max(longest.get(first, 0), 1 + name.count(" "))
        return longest

    def nearest(self, vector: Vectors) -> tuple[int, float]:
        """The row that a query's vector is nearest to in any language, and how sure it is that the query means it.

        That is 0 below MAYBE, and rises to 1 at SURELY.
        """
        if not len(self.forms):
            return NONE, 0.0
        row, cosine = self._nearest(vector)
        return row, min(max((cosine - MAYBE) / (SURELY - MAYBE), 0.0), 1.0)

    def _nearest(self, vector: Vectors) -> tuple[int, float]:
        """The row, of several the first, and the cosine."""
        few = min(NEAREST, len(self.forms))
        if warm.loops():
            from index.nearing import row_of

            middles, cells = self._looked_at
            found: tuple[int, float] = row_of(vector, middles, cells, self.vectors.shape[1], few)
            return found
        likely = self._middles @ vector
        rows = np.flatnonzero(likely >= np.partition(likely, len(likely) - few)[len(likely) - few])
        cosines = (self.vectors[rows] @ vector).max(axis=1)
        return int(rows[cosines.argmax()]), float(cosines.max())

    @cached_property
    def _looked_at(self) -> tuple[NDArray[np.int16], Vectors]:
        """The middles in steps, which take half the time to read, and all vectors as rows of one table."""
        return np.rint(self._middles * STEPS).astype(np.int16), self.vectors.reshape(-1, self.vectors.shape[-1])

    @cached_property
    def _middles(self) -> Vectors:
        return _unit(self.vectors.sum(axis=1))

    def write(self, folder: Path) -> None:
        """Write into a folder, in place of what is there, by one atomic rename; vectors in half precision."""
        said = {"names": self.names, "forms": self.forms}
        head = json.dumps({"format": FORMAT, "model": self.model_id} | said, ensure_ascii=False)
        waiting = folder / f"{FILE}.new"
        with waiting.open("wb") as file:
            np.savez(file, head=np.frombuffer(head.encode(), np.uint8), vectors=self.vectors.astype(np.float16))
        waiting.replace(folder / FILE)


def keep_renderings(folder: Path, encoder: Encoder) -> None:
    """See to it that a folder holds the shipped glossary's renderings for an encoder: encoding them takes a while."""
    terms, kept = read_names(), read_renderings(folder, encoder.model_id)
    names = names_of(terms)
    if kept is None or kept.names != names:
        folder.mkdir(parents=True, exist_ok=True)
        _made.of((encoder.model_id, names), lambda: Renderings.of(encoder, terms)).write(folder)


def read_renderings(folder: Path, model_id: str) -> Renderings | None:
    """A folder's renderings; None if there are none, or damaged ones, or those of another model."""
    try:
        with np.load(BytesIO((folder / FILE).read_bytes()), allow_pickle=False) as arrays:
            head: Mapping[str, Any] = json.loads(arrays["head"].tobytes())
            vectors = arrays["vectors"].astype(np.float32)
        if (head["format"], head["model"]) != (FORMAT, model_id):
            return None
        names, forms = (tuple(tuple(row) for row in head[key]) for key in ("names", "forms"))
        whole = len(names) == len(forms) == len(vectors) and vectors.ndim == 3
        return Renderings(model_id, names, forms, vectors) if whole else None
    except Exception:  # a damaged archive raises errors of many classes; the search does without
        return None


def forms_of(terms: Sequence[Term]) -> Rows:
    """Each row's forms in the ads' languages."""
    return tuple(tuple(form for language in WRITTEN_IN for form in term.forms[language]) for term in terms)


def names_of(terms: Sequence[Term]) -> Rows:
    """Each row's forms in all languages, as the words by which a query says them."""
    every = ([form for language in LANGUAGES for form in term.forms[language]] for term in terms)
    said = ((" ".join(dict.fromkeys(filter(_telling, words(form)))) for form in forms) for forms in every)
    return tuple(tuple(filter(None, names)) for names in said)


def _telling(word: str) -> bool:
    return word not in STOPWORDS


class FormRows(NamedTuple):
    """`Forms` as loops take them: where each word begins in `asked`, and each form in `words`, with the end of the last."""

    asked: Numbers
    weights: Floats
    words: Numbers
    heads: Numbers


@dataclass(frozen=True)
class Forms:
    """A row's forms as the terms of an index: those whose every word some document holds, each combination once.

    `terms` are the different ones; `asked` numbers them word by word and form by form, with the idf of each. A word begins
    in it at each of `words`, a form at each of `firsts`, with the word of that number in `heads`. `rarest` are the terms of
    each form's rarest word.
    """

    names: tuple[str, ...]
    meets: tuple[frozenset[str], ...]
    terms: tuple[str, ...]
    asked: Numbers
    weights: Floats
    words: Numbers
    firsts: Numbers
    heads: Numbers
    rarest: frozenset[str]

    @classmethod
    def of(
        cls, forms: Sequence[str], read: Callable[[str], Mapping[str, QueryWord]], statistics: Statistics
    ) -> "Forms":
        """Forms by how an index reads a query."""
        kept: dict[frozenset[str], tuple[str, list[list[str]]]] = {}
        for form in forms:
            held = [[term for term in word.terms if statistics.frequency(term)] for word in read(form).values()]
            if held and all(held):
                kept.setdefault(frozenset(term for word in held for term in word), (form, held))
        every = [word for _, held in kept.values() for word in held]
        flat = [term for word in every for term in word]
        rows = {term: at for at, term in enumerate(dict.fromkeys(flat))}
        words = _starts([len(word) for word in every])
        heads = _starts([len(held) for _, held in kept.values()])
        return cls(
            names=tuple(name for name, _ in kept.values()),
            meets=tuple(kept),
            terms=tuple(rows),
            asked=np.array([rows[term] for term in flat], np.int64),
            weights=np.array([statistics.idf(term) for term in flat], np.float64),
            words=words,
            firsts=words[heads] if len(heads) else words,
            heads=heads,
            rarest=frozenset(
                term
                for _, held in kept.values()
                for term in min(held, key=lambda word: sum(map(statistics.frequency, word)))
            ),
        )

    @cached_property
    def most(self) -> float:
        """What no document is called more than."""
        if not self.names:
            return 0.0
        idf = np.add.reduceat(np.maximum(self.weights, 0.0), self.firsts)
        return float(called((K1 + 1) * float(idf.max()), True))

    def judged(self, lexical: Lexical, numbers: Numbers) -> tuple[Floats, Numbers]:
        """How far each of some documents, ascending, is `called` by one of the forms, and by which.

        That is the form with the most BM25 of those that it holds as a whole. It is 0, and the form NONE, of a document that
        holds none.
        """
        if len(numbers) * SPARSE <= lexical.statistics.size:
            return self._looked_at(lexical, numbers)
        found, form, places = (
            np.zeros(len(numbers)),
            np.full(len(numbers), NONE, np.int64),
            self._holding(numbers, lexical),
        )
        found[places], form[places] = self._looked_at(lexical, numbers[places])
        return found, form

    def _holding(self, numbers: Numbers, lexical: Lexical) -> Numbers:
        """The places of the documents that hold the rarest word of a form."""
        holding = np.zeros(int(numbers[-1]) + 1, np.bool_)
        for term in self.rarest:
            holders = lexical.holders(term)
            holding[holders[holders < len(holding)]] = True
        return np.flatnonzero(holding[numbers])

    def _looked_at(self, lexical: Lexical, numbers: Numbers) -> tuple[Floats, Numbers]:
        if not self.names or not len(numbers):
            return np.zeros(len(numbers)), np.full(len(numbers), NONE, np.int64)
        found, form, headed = self._compared(lexical, numbers) if warm.loops() else self._summed(lexical, numbers)
        return np.where(found > 0, called(found, headed), 0.0), form

    def _compared(self, lexical: Lexical, numbers: Numbers) -> tuple[Floats, Numbers, Mask]:
        """The BM25 of each document's best form, which form that is, and whether one of its forms stands there as in a headline."""
        from index.judging import call

        parts = [
            call(
                some,
                lexical.numbers(postings, self.terms),
                self.rows,
                TITLE_REPEATS,
                postings.layout,
                gains,
            )
            for some, postings, gains in lexical.apart(numbers)
        ]
        found, form, headed = map(np.concatenate, zip(*parts, strict=True))
        return found, form, headed

    def _summed(self, lexical: Lexical, numbers: Numbers) -> tuple[Floats, Numbers, Mask]:
        """The same without loops."""
        gains = lexical.parts(self.terms, numbers)[self.asked]
        held = np.maximum.reduceat(gains, self.words, axis=0)
        whole = np.logical_and.reduceat(held > 0, self.heads, axis=0)
        often = np.logical_and.reduceat(held >= lexical.gains(TITLE_REPEATS, numbers), self.heads, axis=0)
        scores = np.where(whole, np.add.reduceat(gains * self.weights[:, None], self.firsts, axis=0), 0.0)
        best = scores.argmax(axis=0)
        found = np.maximum(scores[best, np.arange(len(numbers))], 0.0)
        return found, np.where(found > 0, best, NONE), np.asarray(often.any(axis=0))

    @cached_property
    def rows(self) -> FormRows:
        """The forms as loops take them."""
        ends = len(self.asked), len(self.words)
        return FormRows(self.asked, self.weights, np.append(self.words, ends[0]), np.append(self.heads, ends[1]))


@dataclass(frozen=True)
class Rendering:
    """The forms that a query of some words may mean, and how sure that is."""

    forms: Forms
    sure: float
    words: Mapping[str, QueryWord]

    def name(self, form: int) -> str:
        """What a form is called; "" for NONE, and for a form that the query says itself."""
        return "" if form == NONE or self.forms.meets[form] <= self._said else self.forms.names[form]

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(term for word in self.words.values() for term in word.terms)


def _starts(lengths: Sequence[int]) -> Numbers:
    return np.cumsum([0, *lengths], dtype=np.int64)[:-1]


def _unit(vectors: NDArray[Any]) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12), np.float32)


NO_ROW = Rendering(Forms.of((), lambda form: {}, Statistics.of([])), 0.0, {})  # of a query that means no row
