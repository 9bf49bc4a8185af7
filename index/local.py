"""The engine in process: a generation on disk, changes since then in memory, one snapshot a reader holds."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from index import warm
from index.analysis import Analyser, word_frequencies
from index.columns import FACETS, Filters
from index.document import Document, document_of
from index.encoder import Encoder, NoEncoder, load_encoder
from index.errors import IndexDamaged, IndexFault, IndexForeign, ModelMissing, OtherModel
from index.generation import Generation, Manifest, pointed, read_generation, read_words
from index.renderings import Renderings, read_renderings
from index.search import Hit, Page, Sort
from index.segment import Entry, Segment, build_segment, compounds_of, prepare
from index.snapshot import Snapshot
from index.spelling import Lookup, suggestion
from jobboard.store import Store


@dataclass
class _Delta:
    """What changed since the generation was built: new or changed documents, and ids that are gone from it."""

    entries: dict[str, Entry]
    gone: set[str]
    version: int


class LocalIndex:
    """A SearchIndex over one generation and its delta. Reading is safe from many threads; refreshing swaps the snapshot."""

    def __init__(
        self, generation: Generation, encoder: Encoder, fault: str = "", renderings: Renderings | None = None
    ) -> None:
        self.fault = fault  # why it searches by words only, or nothing
        self._encoder, self._renderings = encoder, renderings
        self._lock, self._words_lock = threading.Lock(), threading.Lock()
        self._opening: threading.Thread | None = None
        self._passed_over = 0  # the generation that could not be taken over
        self._asked = 0
        self._begin(generation)

    def _begin(self, generation: Generation) -> None:
        self.manifest, self._folder, self._base = generation.manifest, generation.folder, generation.segment
        self._analyser = Analyser(generation.compounds)
        self._delta = _Delta({}, set(), generation.manifest.store_version)
        self._snapshot = self._shown([self._base])

    def _shown(self, segments: Sequence[Segment]) -> Snapshot:
        return Snapshot.of(segments, self._analyser, self._encoder, self._words_lock, self._renderings)

    @classmethod
    def of_documents(
        cls, documents: Sequence[Document], encoder: Encoder, renderings: Renderings | None = None
    ) -> "LocalIndex":
        """An index that lives in memory only, for a small collection; `renderings` are for one of postings."""
        compounds = compounds_of(word_frequencies(document.lexical_text for document in documents), encoder)
        segment = build_segment(prepare(documents, Analyser(compounds), encoder), encoder.dimensions)
        manifest = Manifest(0, encoder.model_id, "", 0, len(documents), "", {})
        return cls(Generation(Path(), manifest, segment, compounds), encoder, renderings=renderings)

    def __len__(self) -> int:
        return len(self._snapshot)

    @property
    def snapshot(self) -> Snapshot:
        """The state that it shows now."""
        return self._snapshot

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
        return list(self._state().search(query, filters, k))

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
        return self._state().explore(query, filters, k=k, offset=offset, sort=sort, facets=facets)

    def warm(self) -> None:
        """Load the compiled loops of a large index, beside whatever goes on."""
        if self._base.postings.large:
            warm.begin()

    def _state(self) -> Snapshot:
        """The newest state. Whoever asks a large index twice will ask more, for which loops are compiled meanwhile."""
        self._asked += 1
        if self._asked == 2:
            self.warm()
        return self._snapshot

    def explain(self, query: str, document_id: str) -> Hit | None:
        """Why a document would be found by a query; None if it would not."""
        return self._snapshot.explain(query, document_id)

    def word_weights(self, words: Sequence[str], *, unseen: bool = False) -> dict[str, float]:
        """How much each word tells: the idf of its rarest form; a word no document holds tells nothing, or with `unseen` most."""
        return self._snapshot.word_weights(words, unseen=unseen)

    def suggestion(self, query: str, language: str, lookup: Lookup) -> str:
        """The query with its unknown words as the postings write them; "" if there is nothing better."""
        return suggestion(self._snapshot, query, language, lookup)

    def refresh(self, store: Store, today: date) -> int:
        """Take over what changed in the store since the last look; returns the number of changed postings.

        Raises IndexForeign when the index was built from another store, or from a later state of it than there is now
        (a backup was restored).
        """
        if self.manifest.store_id and self.manifest.store_id != store.store_id:
            raise IndexForeign(self._folder, f"it was built from another store than {store.database.address}.")
        if self._number_on_disk() not in (self.manifest.number, self._passed_over) and self._opening is None:
            self._opening = threading.Thread(target=self._switch, args=(store, today), daemon=True)
            self._opening.start()
        with self._lock:
            version = store.version()
            if version < self._delta.version:
                raise IndexForeign(self._folder, f"it was built from a later state of {store.database.address}.")
            if version == self._delta.version:
                return 0
            changes = store.changes_since(self._delta.version)
            shown = [change.posting for change in changes if not change.posting.same_as]  # another stands for those
            live = [document_of(posting) for posting in shown if posting.is_live(today)]
            self._take(live, [change.posting.id for change in changes])
            self._delta = replace(self._delta, version=max([self._delta.version, *(one.version for one in changes)]))
            return len(changes)

    def switch(self, store: Store, today: date) -> bool:
        """Take over the generation that is the current one on disk, with what changed since; whether it could be done.

        Whoever searches meanwhile does so in the old one.
        """
        number = self._number_on_disk()
        try:
            fresh = _opened(self._folder.parent, self._encoder, self.fault)
            fresh.refresh(store, today)
        except IndexFault:
            self._passed_over = number
            return False
        with self._lock:
            self.manifest, self._folder, self._base = fresh.manifest, fresh._folder, fresh._base
            self._analyser, self._delta, self._snapshot = fresh._analyser, fresh._delta, fresh._snapshot
            self._renderings = fresh._renderings
        return True

    def _switch(self, store: Store, today: date) -> None:
        try:
            self.switch(store, today)
        finally:
            self._opening = None

    def _number_on_disk(self) -> int:
        """The number of the current generation; its own for an index that lives in memory only."""
        return pointed(self._folder.parent) if self.manifest.number else 0

    def take(self, documents: Sequence[Document], *, gone: Sequence[str] = ()) -> None:
        """Add documents, in the place of those with the same ids, and drop those that are gone."""
        with self._lock:
            self._take(documents, [*gone, *(document.id for document in documents)])

    def _take(self, documents: Sequence[Document], changed: Sequence[str]) -> None:
        with self._words_lock:
            fresh = prepare(documents, self._analyser, self._encoder) if documents else []
        entries = dict(self._delta.entries)
        for one in changed:
            entries.pop(one, None)
        entries |= {entry.id: entry for entry in fresh}
        base = self._snapshot.segments[0].less(changed)
        gone = self._delta.gone | {one for one in changed if self._base.ids.find(one) >= 0}
        segments = [base]
        if entries:
            segments.append(build_segment([entries[key] for key in sorted(entries)], self._encoder.dimensions))
        self._snapshot = self._shown(segments)
        self._delta = _Delta(entries, gone, self._delta.version)


def open_index(path: Path, model: str = "") -> LocalIndex:
    """Open the newest intact generation of a folder.

    If the model or all vectors are unusable, or of different make, but the words are intact, it searches by words only,
    and its `fault` says why. Raises IndexMissing, IndexDamaged, or IndexForeign for another program's files.
    """
    try:
        return _opened(path, load_encoder(model))
    except (ModelMissing, IndexDamaged, OtherModel) as error:
        return LocalIndex(read_words(path, error), NoEncoder(), str(error))


def _opened(folder: Path, encoder: Encoder, fault: str = "") -> LocalIndex:
    """The current generation of a folder, if it can be read; with renderings, if there are any for the encoder."""
    generation = read_generation(folder, encoder.model_id)
    return LocalIndex(generation, encoder, fault, read_renderings(folder, encoder.model_id))
