"""Documents read for an index, many at a time: their words as numbers, their vectors, their facts.

Each unit of text (`index.units`) is folded and cut to pieces the first time it is met; ads share most of theirs.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.columns import Columns
from index.document import TITLE_REPEATS, Document, document_of
from index.encoder import Encoder, StaticEncoder, Vectors
from index.layout import Ints
from index.phrases import LONGEST
from index.ragged import Ragged, places
from index.segment import BODY_LENGTH, mixed
from index.units import apart, cut, cut_twice, shown
from jobboard.posting import JobPosting

MOST = 500_000  # units that are remembered
GRAINS = 2  # tokenizers of our own models, whose normaliser reads units by themselves

Word = tuple[str, str]  # a folded word and the language of the ads it is in


@dataclass(frozen=True, slots=True)
class Prepared:
    """Some documents as read by one `Preparer`: their ids, the numbers of their words, one document after the other, and
    how many each has, their vectors and facts; `fresh` are the words that have the next numbers, as they come."""

    ids: list[str]
    words: Ints
    sizes: Ints
    fresh: list[Word]
    vectors: Vectors
    columns: Columns


class Preparer:
    """Reads documents; `large` says that there are so many that compiled loops are worth loading."""

    def __init__(self, encoder: Encoder, *, large: bool) -> None:
        self._encoder, self._large = encoder, large
        self._words = _Numbers()
        self._numbers: dict[str, NDArray[np.int32]] = {}  # by language, of each word; -1 is none yet
        self._numbered = 0
        self._forget()

    def postings(self, batch: Iterable[str]) -> Prepared:
        """Postings as JSON, less those that another stands for; raises ValueError for what is no posting."""
        read = map(JobPosting.model_validate_json, batch)
        return self.documents([document_of(posting) for posting in read if not posting.same_as])

    def documents(self, documents: Sequence[Document]) -> Prepared:
        """The same of documents."""
        if len(self._units) > MOST:
            self._forget()
        texts, heads, bodies = _Runs(), _Runs(), _Runs()
        number = self._units.__getitem__
        for document in documents:
            units, shared, others = cut_twice(document.body, BODY_LENGTH)
            head, body = array("i", map(number, cut(document.headline))), array("i", map(number, units))
            heads.add(head)
            bodies.add(body[:shared] + array("i", map(number, others)))
            if apart(document.headline, document.headline) and apart(document.headline, document.body):
                texts.add(head * TITLE_REPEATS + body)
            else:
                texts.add(array("i", map(number, cut(document.lexical_text))))
        self._learn()
        found, sizes = texts.of(self._words_of)
        numbers, fresh = self._numbers_of(found, sizes, [document.language for document in documents])
        return Prepared(
            [document.id for document in documents],
            numbers,
            sizes,
            fresh,
            self._vectors(documents, heads, bodies),
            Columns.build([document.facts for document in documents]),
        )

    def _forget(self) -> None:
        """Begin anew with what is remembered of units; words keep their numbers."""
        self._units = _Numbers()
        self._words_of, self._pieces_of = Ragged(), [Ragged() for _ in range(GRAINS)]

    def _learn(self) -> None:
        """Read the units that are new."""
        fresh = [shown(unit) for unit in self._units.names[len(self._words_of) :]]
        number = self._words.__getitem__
        self._words_of.extend([number(word) for word in words(unit)] for unit in fresh)
        if (encoder := self._by_units) and fresh:
            for table, pieces in zip(self._pieces_of, encoder.grains(fresh), strict=True):
                table.extend(pieces)

    def _numbers_of(self, found: Ints, sizes: Ints, languages: Sequence[str]) -> tuple[Ints, list[Word]]:
        """The numbers of words in the languages of their documents, and the words that get theirs now."""
        kinds, codes = np.unique(np.array(languages, object), return_inverse=True)
        code_of, numbers = np.repeat(codes, sizes), np.empty(len(found), np.int32)
        fresh: list[tuple[int, str, int]] = []  # where a word is met first, its language, itself
        for code, language in enumerate(kinds):
            at = np.flatnonzero(code_of == code)
            known = self._numbers.get(language, np.zeros(0, np.int32))
            known = np.concatenate([known, np.full(len(self._words) - len(known), -1, np.int32)])
            self._numbers[language] = known
            some, first = np.unique(found[at[known[found[at]] < 0]], return_index=True)
            fresh += [
                (place, language, word)
                for place, word in zip(at[known[found[at]] < 0][first].tolist(), some.tolist(), strict=True)
            ]
        fresh.sort()
        for number, (_, language, word) in enumerate(fresh, self._numbered):
            self._numbers[language][word] = number
        self._numbered += len(fresh)
        for code, language in enumerate(kinds):
            at = np.flatnonzero(code_of == code)
            numbers[at] = self._numbers[language][found[at]]
        return numbers, [(self._words.names[word], language) for _, language, word in fresh]

    @property
    def _by_units(self) -> StaticEncoder | None:
        """The encoder, if it reads units by themselves."""
        encoder = self._encoder
        return encoder if isinstance(encoder, StaticEncoder) and len(encoder.first_rows) == GRAINS else None

    def _vectors(self, documents: Sequence[Document], heads: "_Runs", bodies: "_Runs") -> Vectors:
        if encoder := self._by_units:
            return mixed(*(self._encoded(encoder, runs) for runs in (heads, bodies)))
        parts = zip(*((document.headline, document.body[:BODY_LENGTH]) for document in documents), strict=True)
        return mixed(*(self._encoder.encode(texts) for texts in parts))

    def _encoded(self, encoder: StaticEncoder, runs: "_Runs") -> Vectors:
        """As the encoder does it: a text's vector is that of its pieces, those of the coarse tokenizer first."""
        (coarse, coarse_sizes), (fine, fine_sizes) = (runs.of(table) for table in self._pieces_of)
        sizes = coarse_sizes + fine_sizes
        ends = np.cumsum(sizes, dtype=np.int64)
        pieces = np.empty(len(coarse) + len(fine), np.int64)
        pieces[places(ends - sizes, coarse_sizes.astype(np.int64))] = coarse
        pieces[places(ends - fine_sizes, fine_sizes.astype(np.int64))] = fine
        filled = np.flatnonzero(sizes)
        out = np.zeros((len(sizes), encoder.dimensions), np.float32)
        if len(filled):
            names = [
                pieces[end - size : end].tolist() if size <= LONGEST else []
                for size, end in zip(sizes[filled].tolist(), ends[filled].tolist(), strict=True)
            ]
            sums = self._sums(encoder.weights, pieces, sizes[filled])
            out[filled] = encoder.vectors(sums, sizes[filled], names)
        return out

    def _sums(self, weights: Vectors, pieces: NDArray[np.int64], sizes: Ints) -> Vectors:
        if self._large:
            from index import summing

            return np.asarray(summing.sums(weights, pieces, sizes))
        return np.asarray(np.add.reduceat(weights[pieces], np.cumsum(sizes) - sizes, axis=0))


class _Numbers(dict[str, int]):
    """Numbers of strings; a new one has the next. `names` are the strings by number."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        self.names.append(key)
        return number


class _Runs:
    """Texts as numbers of units."""

    def __init__(self) -> None:
        self._numbers, self._sizes = array("i"), array("i")

    def add(self, text: "array[int]") -> None:
        """Add a text."""
        self._numbers.extend(text)
        self._sizes.append(len(text))

    def of(self, table: Ragged) -> tuple[Ints, Ints]:
        """What a table has for the units of all texts, and how much that is for each text."""
        numbers, texts = np.array(self._numbers, np.int32), np.array(self._sizes, np.int64)
        values, sizes = table.rows(numbers)
        ends = np.concatenate(([0], np.cumsum(sizes)))
        bounds = np.concatenate(([0], np.cumsum(texts)))
        return values, np.diff(ends[bounds]).astype(np.int32)
