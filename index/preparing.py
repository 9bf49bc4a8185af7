"""Documents read for an index, many at a time: their words as numbers, their vectors, their facts.

Each line is cut to units (`index.units`) and each unit read the first time it is met; ads share most of theirs.
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
from index.pieces import WIDTH
from index.ragged import Ragged, places
from index.segment import BODY_LENGTH, mixed
from index.units import closed, cut, shown
from jobboard.posting import JobPosting

MOST, MOST_LINES, LONG = 500_000, 200_000, 400  # units and lines that are remembered; characters of a line that is not
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
        elif len(self._units_of) > MOST_LINES:
            self._forget_lines()
        texts, heads, bodies = _Runs(), _Runs(), _Runs()
        for document in documents:
            head, lines = self._line(document.headline), document.body.split("\n")
            body = self._body(lines)
            heads.add([head])
            bodies.add(self._beginning(body, lines))
            if closed(document.headline) and closed(lines[0]):
                texts.add([head] * TITLE_REPEATS + body)
            else:
                texts.add([self._row(document.lexical_text)])
        self._learn()
        read = [runs.of(self._units_of) for runs in (texts, heads, bodies)]
        found, sizes = self._words_of.runs(*read[0])
        numbers, fresh = self._numbers_of(found, sizes, [document.language for document in documents])
        return Prepared(
            [document.id for document in documents],
            numbers,
            sizes,
            fresh,
            self._vectors(documents, *read[1:]),
            Columns.build([document.facts for document in documents]),
        )

    def _body(self, lines: Sequence[str]) -> list[int]:
        """The rows of lines; from one on that is read together with what stands beside it, all are one row."""
        rows: list[int] = []
        known = self._lines.get
        for line in lines:
            if (row := known(line)) is None:
                if not closed(line):
                    before = max(0, len(rows) - 1)
                    return [*rows[:before], self._row("\n".join(lines[before:]))]
                row = self._line(line)
            rows.append(row)
        return rows

    def _beginning(self, rows: Sequence[int], lines: Sequence[str]) -> Sequence[int]:
        """The rows of the text that goes into a vector: those of whole lines, and that of what is left of the last."""
        left, single = BODY_LENGTH, len(rows) if len(rows) == len(lines) else len(rows) - 1
        for at, line in enumerate(lines[:single]):
            if len(line) > left:
                return [*rows[:at], self._row(line[:left])]
            left = max(0, left - len(line) - 1)
        rest = "\n".join(lines[single:])
        return rows if len(rest) <= left else [*rows[:single], self._row(rest[:left])]

    def _line(self, line: str) -> int:
        """The row of a line, which is remembered unless it is long."""
        if (row := self._lines.get(line)) is None:
            row = self._row(line)
            if len(line) <= LONG:
                self._lines[line] = row
        return row

    def _row(self, text: str) -> int:
        """A new row of units."""
        self._rows.append(list(map(self._units.__getitem__, cut(text))))
        return len(self._units_of) + len(self._rows) - 1

    def _forget(self) -> None:
        """Begin anew with what is remembered of units; words keep their numbers."""
        self._units = _Numbers()
        self._words_of, self._pieces_of = Ragged(), [Ragged() for _ in range(GRAINS)]
        self._forget_lines()

    def _forget_lines(self) -> None:
        self._lines: dict[str, int] = {}
        self._units_of, self._rows = Ragged(), list[list[int]]()  # the rows that are known, and those to be added

    def _learn(self) -> None:
        """Read the units that are new, and add the new rows."""
        self._units_of.extend(self._rows)
        self._rows.clear()
        fresh = [shown(unit) for unit in self._units.names[len(self._words_of) :]]
        number = self._words.__getitem__
        self._words_of.extend([number(word) for word in words(unit)] for unit in fresh)
        if (encoder := self._by_units) and fresh:
            for table, rows in zip(self._pieces_of, zip(*encoder.pieces.units(fresh), strict=True), strict=True):
                table.extend_packed(rows)

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
        if isinstance(encoder, StaticEncoder) and encoder.pieces.by_units and len(encoder.pieces.sizes) == GRAINS:
            return encoder
        return None

    def _vectors(self, documents: Sequence[Document], heads: "_Read", bodies: "_Read") -> Vectors:
        if encoder := self._by_units:
            return mixed(*(self._encoded(encoder, read) for read in (heads, bodies)))
        parts = zip(*((document.headline, document.body[:BODY_LENGTH]) for document in documents), strict=True)
        return mixed(*(self._encoder.encode(texts) for texts in parts))

    def _encoded(self, encoder: StaticEncoder, read: "_Read") -> Vectors:
        """As the encoder does it: a text's vector is that of its pieces, those of the coarse tokenizer first."""
        (coarse, coarse_sizes), (fine, fine_sizes) = (table.runs(*read) for table in self._pieces_of)
        sizes = coarse_sizes + fine_sizes
        ends = np.cumsum(sizes, dtype=np.int64)
        pieces = np.empty(len(coarse) + len(fine), np.int32)
        pieces[places(ends - sizes, coarse_sizes.astype(np.int64))] = coarse
        pieces[places(ends - fine_sizes, fine_sizes.astype(np.int64))] = fine
        packed, spans = pieces.tobytes(), zip(sizes.tolist(), ends.tolist(), strict=True)
        names = [packed[WIDTH * (end - size) : WIDTH * end] if size <= LONGEST else b"" for size, end in spans]
        return encoder.vectors(pieces, sizes, names, many=self._large)


class _Numbers(dict[str, int]):
    """Numbers of strings; a new one has the next. `names` are the strings by number."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        self.names.append(key)
        return number


_Read = tuple[Ints, Ints]  # the numbers of units, one text after the other, and how many each has


class _Runs:
    """Texts as numbers of rows."""

    def __init__(self) -> None:
        self._numbers, self._sizes = array("i"), array("i")

    def add(self, text: Sequence[int]) -> None:
        """Add a text."""
        self._numbers.extend(text)
        self._sizes.append(len(text))

    def of(self, table: Ragged) -> _Read:
        """What a table has for the rows of all texts, and how much that is for each text."""
        return table.runs(np.array(self._numbers, np.int32), np.array(self._sizes, np.int32))
