"""The engine in process: a generation on disk, changes since then in memory, one snapshot a reader holds."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from index.analysis import Analyser, Compounds, word_frequencies
from index.columns import FACETS, Filters
from index.document import Document, document_of
from index.encoder import Encoder, load_encoder
from index.errors import IndexForeign
from index.generation import Generation, Manifest, read_generation, write_generation
from index.search import Hit, Page, Sort
from index.segment import Entry, build_segment, prepare
from index.snapshot import Snapshot
from jobboard.store import Store


@dataclass
class _Delta:
    """What changed since the generation was built: new or changed documents, and ids that are gone from it."""

    entries: dict[str, Entry]
    gone: set[str]
    version: int


class LocalIndex:
    """A SearchIndex over one generation and its delta. Reading is safe from many threads; refreshing swaps the snapshot."""

    def __init__(self, generation: Generation, encoder: Encoder) -> None:
        self.manifest = generation.manifest
        self._folder = generation.folder
        self._base = generation.segment
        self._encoder = encoder
        self._analyser = Analyser(generation.compounds)
        self._lock, self._words_lock = threading.Lock(), threading.Lock()
        self._delta = _Delta({}, set(), generation.manifest.store_version)
        self._snapshot = Snapshot.of([self._base], self._analyser, encoder, self._words_lock)

    @classmethod
    def of_documents(cls, documents: Sequence[Document], encoder: Encoder) -> "LocalIndex":
        """An index that lives in memory only, for a small collection."""
        compounds = Compounds(_vocabulary(documents, encoder))
        segment = build_segment(prepare(documents, Analyser(compounds), encoder), encoder.dimensions)
        manifest = Manifest(0, encoder.model_id, "", 0, len(documents), "", {})
        return cls(Generation(Path(), manifest, segment, compounds), encoder)

    def __len__(self) -> int:
        return len(self._snapshot)

    @property
    def version(self) -> int:
        """The store's version this index shows."""
        return self._delta.version

    @property
    def pending(self) -> int:
        """Changes held in memory, which the next build folds in."""
        return len(self._delta.entries) + len(self._delta.gone)

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The k best documents for a query under the filters."""
        return list(self._snapshot.explore(query, filters, k=k, offset=0, sort=Sort.RELEVANCE, facets=()).hits)

    def explore(
        self,
        query: str,
        filters: Filters = Filters(),
        *,
        k: int = 10,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        facets: Sequence[str] = FACETS,
    ) -> Page:
        """A page of results with total and facet counts."""
        return self._snapshot.explore(query, filters, k=k, offset=offset, sort=sort, facets=facets)

    def explain(self, query: str, document_id: str) -> Hit | None:
        """Why a document would be found by a query; None if it would not."""
        return self._snapshot.explain(query, document_id)

    def word_weights(self, words: Sequence[str], *, unseen: bool = False) -> dict[str, float]:
        """How much each word tells: the idf of its rarest form; a word no document holds tells nothing, or with `unseen` most."""
        return self._snapshot.word_weights(words, unseen=unseen)

    def refresh(self, store: Store, today: date) -> int:
        """Take over what changed in the store since the last look; returns the number of changed postings.

        Raises IndexForeign when the index was built from another store, or from a later state of it than there is now
        (a backup was restored).
        """
        if self.manifest.store_id and self.manifest.store_id != store.store_id:
            raise IndexForeign(self._folder, f"it was built from another store than {store.database.address}.")
        with self._lock:
            version = store.version()
            if version < self._delta.version:
                raise IndexForeign(self._folder, f"it was built from a later state of {store.database.address}.")
            if version == self._delta.version:
                return 0
            changes = store.changes_since(self._delta.version)
            shown = [change.posting for change in changes if not change.posting.same_as]  # another stands for those
            live = [document_of(posting) for posting in shown if posting.is_live(today)]
            with self._words_lock:
                fresh = prepare(live, self._analyser, self._encoder) if live else []
            entries = dict(self._delta.entries)
            for change in changes:
                entries.pop(change.posting.id, None)
            entries |= {entry.id: entry for entry in fresh}
            gone = self._delta.gone | {
                change.posting.id for change in changes if change.posting.id in self._base.numbers
            }
            version = max([self._delta.version, *(change.version for change in changes)])
            segments = [self._base.less(sorted(gone))]
            if entries:
                segments.append(build_segment([entries[key] for key in sorted(entries)], self._encoder.dimensions))
            self._snapshot = Snapshot.of(segments, self._analyser, self._encoder, self._words_lock)
            self._delta = _Delta(entries, gone, version)
            return len(changes)


def build_index(folder: Path, store: Store, today: date, model: str = "") -> Manifest:
    """Build the next generation of a store's live postings."""
    encoder = load_encoder(model)
    version, postings = store.snapshot(today)
    documents = [document_of(posting) for posting in postings if not posting.same_as]
    compounds = Compounds(_vocabulary(documents, encoder))
    segment = build_segment(prepare(documents, Analyser(compounds), encoder), encoder.dimensions)
    return write_generation(
        folder,
        segment,
        compounds,
        model_id=encoder.model_id,
        store_id=store.store_id,
        store_version=version,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def open_index(path: Path, model: str = "") -> LocalIndex:
    """Open the newest intact generation of a folder."""
    encoder = load_encoder(model)
    return LocalIndex(read_generation(path, encoder.model_id), encoder)


def _vocabulary(documents: Iterable[Document], encoder: Encoder) -> dict[str, int]:
    """The words compounds are split by: the corpus's own, and those the model knows."""
    counts = word_frequencies(document.lexical_text for document in documents)
    for word in encoder.vocabulary():
        counts.setdefault(word, 1)
    return {word: count for word, count in counts.items() if count > 1 or len(word) > 4}
