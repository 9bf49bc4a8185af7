"""From the store to a generation on disk, a few postings at a time, on all cores; two passes, as compounds are split by the
words of all.

The first pass reads every posting once and keeps the numbers of its words and its vector in files. The second knows how
often each word occurs, gives each its terms, and inverts the files.
"""

import os
import sys
from array import array
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyser, Compounds
from index.columns import Columns
from index.encoder import Encoder, StaticEncoder, load_encoder
from index.generation import Manifest, building, publish
from index.layout import Ints
from index.onfile import ManyVectors, VectorsOnFile
from index.postings import LARGE, Postings, invert_parts
from index.preparing import Prepared, Preparer, Word
from index.ragged import Ragged
from index.renderings import keep_renderings
from index.segment import Segment, compounds_of, vectors_of
from index.terms import Terms
from jobboard.stock import stock_of
from jobboard.store import Store

MOST_HELPERS = 6  # each holds a model and what it remembers, some 350 MB


def build_index(folder: Path, store: Store, today: date, model: str = "") -> Manifest:
    """Build the next generation of a store's live postings.

    Raises IndexBusy while another process does so, BuildEnded if a helping process is killed; the old generation stays.
    """
    encoder = load_encoder(model)
    with building(folder) as scratch, Gathered(scratch, encoder) as gathered:
        with stock_of(store, today) as stock:
            version = stock.version
            with closing(_prepared(stock.batches, stock.size, encoder, model, folder)) as found:
                for reader, prepared in found:
                    gathered.take(reader, prepared)
        segment, compounds = gathered.built()
        keep_renderings(folder, encoder)
        return publish(
            folder, segment, compounds,
            model_id=encoder.model_id, store_id=store.store_id, store_version=version,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip


def _prepared(
    batches: Iterable[list[str]], size: int, encoder: Encoder, model: str, folder: Path
) -> Generator[tuple[int, Prepared]]:
    """The postings as prepared, each batch with the number of who did it; a large transformer model is loaded once only."""
    helpers = min(os.cpu_count() or 1, MOST_HELPERS)
    if size >= LARGE and helpers > 1 and isinstance(encoder, StaticEncoder):
        from index.helpers import Helpers

        with Helpers(helpers, model, folder) as all_helpers:
            yield from all_helpers.prepared(batches)
        return
    preparer = Preparer(encoder, large=size >= LARGE)
    for batch in batches:
        yield 0, preparer.postings(batch)


class Gathered:
    """What was prepared; words and vectors lie in files of a folder."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors_path = folder / "vectors"
        self._words_path = folder / "words"
        self._numbers: dict[str, dict[str, int]] = {}  # by language, of each word
        self._words: list[Word] = []  # by number
        self._readers: dict[int, array[int]] = {}
        self._ids: list[str] = []
        self._sizes: list[Ints] = []
        self._columns: list[Columns] = []

    def __enter__(self) -> "Gathered":
        self._words_file, self._vectors_file = self._words_path.open("wb"), self._vectors_path.open("wb")
        return self

    def __exit__(self, *_: object) -> None:
        self._words_file.close()
        self._vectors_file.close()

    def take(self, reader: int, prepared: Prepared) -> None:
        """Take what a reader has prepared, after all that it prepared before."""
        numbers = self._readers.setdefault(reader, array("i"))
        numbers.extend(map(self._number, prepared.fresh))
        np.array(numbers, np.int32)[prepared.words].tofile(self._words_file)
        prepared.vectors.tofile(self._vectors_file)
        self._ids += prepared.ids
        self._sizes.append(prepared.sizes)
        self._columns.append(prepared.columns)

    def _number(self, word: Word) -> int:
        """The number of a word; a new one has the next."""
        spelled, language = word
        known = self._numbers.setdefault(language, {})
        if (number := known.get(spelled)) is None:
            number = known[spelled] = len(self._words)
            self._words.append((spelled, sys.intern(language)))
        return number

    def built(self) -> tuple[Segment, Compounds]:
        """The segment of all that was taken, and how its compounds are split."""
        self.__exit__()
        self._readers.clear()
        self._numbers.clear()
        compounds = compounds_of(self._frequencies(), self._encoder)
        postings = self._postings(Analyser(compounds))
        segment = Segment(
            ids=Terms.build(self._ids),
            postings=postings,
            vectors=vectors_of(self._vectors()),
            columns=Columns.joined(self._columns),
            deleted=np.zeros(len(self._ids), np.bool_),
        )
        return segment, compounds

    def _frequencies(self) -> dict[str, int]:
        """In how many documents each word is."""
        found: dict[str, int] = {}
        for (word, _), count in zip(self._words, self._held().tolist(), strict=True):
            found[word] = found.get(word, 0) + count
        return found

    def _held(self) -> NDArray[np.int64]:
        if len(self._ids) >= LARGE:
            from index import inverting

            return np.asarray(inverting.count(self._parts, len(self._words))[0])
        held = np.zeros(len(self._words), np.int64)
        for words, sizes in self._parts():
            for document in np.split(words, np.cumsum(sizes)[:-1]):
                held[np.unique(document)] += 1
        return held

    def _postings(self, analyser: Analyser) -> Postings:
        """The inverted index of the terms that the words stand for; a term has the number of its first use, as words do."""
        numbers: dict[str, int] = {}
        terms_of = Ragged()
        terms = (analyser.word_terms(word, language) for word, language in self._words)
        terms_of.extend([numbers.setdefault(term, len(numbers)) for term in some] for some in terms)
        self._words.clear()

        def parts() -> Iterator[tuple[Ints, Ints]]:
            for words, sizes in self._parts():
                terms, counts = terms_of.rows(words)
                ends = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
                yield terms, np.diff(ends[np.concatenate(([0], np.cumsum(sizes)))]).astype(np.int32)

        sizes = [some for _, some in parts()]
        return invert_parts(parts, np.concatenate([np.zeros(0, np.int32), *sizes]), list(numbers))

    def _parts(self) -> Iterator[tuple[Ints, Ints]]:
        """The words' numbers as they were taken, and how many each document has."""
        with self._words_path.open("rb") as file:
            for sizes in self._sizes:
                yield np.fromfile(file, np.int32, int(sizes.sum())), sizes

    def _vectors(self) -> ManyVectors:
        return VectorsOnFile(self._vectors_path, self._encoder.dimensions)
