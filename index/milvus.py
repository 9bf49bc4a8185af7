"""The engine on a Milvus server, for more postings or readers than one machine serves: docs/scaling.md, docs/adr/0006.

A build makes new collections and swaps an alias; a change is written into them by one process at a time. How a query is
answered is in `milvus_query.py`.
"""

import fcntl
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice

import sqlalchemy as sa

from index.analysis import Analyser, Compounds, word_frequencies
from index.asides import meant
from index.columns import FACETS, Filters
from index.document import Document, document_of
from index.encoder import Encoder, load_encoder
from index.errors import IndexBusy, IndexForeign, IndexMissing
from index.milvus_query import Question, State
from index.milvus_rows import denied_by, row_of, spots_of
from index.milvus_server import BATCH, Names, Server
from index.milvus_words import Asked, Totals, frequencies
from index.search import Hit, Page, Sort
from index.segment import compounds_of, prepare
from index.snapshot import QUERY_WORDS
from jobboard.store import Change, Store

KEPT = 2  # generations that stay: the new one, and one for readers that still ask the old
_LOCKS = {"changes": 0x68656D76, "build": 0x68656D77}  # our numbers among PostgreSQL's advisory locks


class MilvusIndex:
    """A SearchIndex over the generation that a Milvus server holds. Reading is safe from many threads."""

    def __init__(self, server: Server, encoder: Encoder) -> None:
        self._server, self._encoder = server, encoder
        self._lock, self._words_lock = threading.Lock(), threading.Lock()
        self._state = self._read(None)

    def __len__(self) -> int:
        return self._state.totals.documents

    @property
    def version(self) -> int:
        """The store's version this index shows."""
        return self._state.totals.store_version

    @property
    def pending(self) -> int:
        """Changes that wait for a build: none, they are written at once."""
        return 0

    def search(self, query: str, filters: Filters = Filters(), k: int = 10) -> list[Hit]:
        """The k best documents for a query under the filters."""
        return list(self.explore(query, filters, k=k, facets=()).hits)

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
        return self._question(query).page(filters, k=k, offset=offset, sort=sort, facets=facets)

    def explain(self, query: str, document_id: str) -> Hit | None:
        """Why a document would be found by a query; None if it would not."""
        return self._question(query).explain(document_id)

    def word_weights(self, words: Sequence[str], *, unseen: bool = False) -> dict[str, float]:
        """How much each word tells: the idf of its rarest form; a word no document holds tells nothing, or with `unseen` most."""
        state = self._state
        forms = {word: [term for form in state.forms(word).values() for term in form.terms] for word in words}
        counts = state.counts(self._server, {term for terms in forms.values() for term in terms})
        highest = state.totals.highest_idf if unseen else 0.0
        return {
            word: max((state.totals.idf(counts[term]) for term in terms), default=0.0) or highest
            for word, terms in forms.items()
        }

    def refresh(self, store: Store, today: date) -> int:
        """Take over what changed in the store since the last look; returns the number of changed postings.

        Whoever looks first writes for all, and the others see it at their next look. Raises IndexForeign like
        `LocalIndex.refresh`.
        """
        with self._lock:
            state = self._read(self._state)
            self._state = state
            if state.totals.store_id != store.store_id:
                raise IndexForeign(
                    self._server.address, f"it was built from another store than {store.database.address}."
                )
            version = store.version()
            if version < state.totals.store_version:
                raise IndexForeign(
                    self._server.address, f"it was built from a later state of {store.database.address}."
                )
            if version == state.totals.store_version:
                return 0
            with _alone(store, "changes") as alone:
                if not alone:
                    return 0
                state = self._read(state)  # the one before us may have written meanwhile
                changes = store.changes_since(state.totals.store_version)
                self._state = self._apply(state, changes, today)
                return len(changes)

    def close(self) -> None:
        """Give the connection back."""
        self._server.close()

    def _read(self, known: State | None) -> State:
        names = self._server.current()
        if names is None:
            raise IndexMissing(self._server.address, "there is no index yet.")
        if known is None or known.names != names:
            self._server.load(names)
        totals = Totals.read(self._server.note(names, "totals"))
        if totals.model_id != self._encoder.model_id:
            reason = f"it was built with the model {totals.model_id}, not {self._encoder.model_id}."
            raise IndexForeign(self._server.address, reason)
        if known and known.names == names:
            if known.totals == totals:
                return known
            return State(names, totals, self._server.spots(names), known.analyser, self._words_lock)
        compounds = Compounds(json.loads(self._server.note(names, "compounds")))
        return State(names, totals, self._server.spots(names), Analyser(compounds), self._words_lock)

    def _apply(self, state: State, changes: Sequence[Change], today: date) -> State:
        """Write changes: documents first, then what is known of their words, then the version that says so."""
        server, names, totals = self._server, state.names, state.totals
        shown = [change.posting for change in changes if not change.posting.same_as]  # another stands for those
        live = [document_of(posting) for posting in shown if posting.is_live(today)]
        with self._words_lock:
            entries = prepare(live, state.analyser, self._encoder) if live else []
            denied = {entry.id: denied_by(entry.facts, state.analyser) for entry in entries}
        fresh = {entry.id: row_of(entry, totals.mean_length, denied[entry.id]) for entry in entries}
        stale = server.get(names.documents, [change.posting.id for change in changes], ["terms", "length"])
        before = frequencies(row["terms"] for row in stale.values())
        after = frequencies(row["terms"] for row in fresh.values())
        moved = sorted(term for term in before | after if before[term] != after[term])
        old = server.held(names, moved)
        new = {term: max(0, old[term] + after[term] - before[term]) for term in moved}
        totals = replace(
            totals.changed(old, new),
            documents=totals.documents + len(fresh) - len(stale),
            length=totals.length
            + sum(row["length"] for row in fresh.values())
            - sum(row["length"] for row in stale.values()),
            languages=tuple(sorted({*totals.languages, *(entry.facts.language for entry in entries)} - {""})),
            store_version=max(change.version for change in changes),
        )
        server.write(names.documents, list(fresh.values()), gone=sorted(stale.keys() - fresh.keys()))
        server.write_held(names, new)
        spots = {at: spot for entry in entries for at, spot in spots_of(entry.facts).items() if at not in state.spots}
        server.write_spots(names, spots)
        server.write_note(names, "totals", totals.text())
        return State(names, totals, {**state.spots, **spots}, state.analyser, self._words_lock)

    def _question(self, query: str) -> Question:
        state = self._state
        if not query.strip():
            return Question(self._server, state)
        words = dict(islice(state.forms(query[:10_000]).items(), QUERY_WORDS))
        counts = state.counts(self._server, {term for form in words.values() for term in form.terms})
        vector = self._encoder.encode([meant(query)], query=True)[0]
        return Question(self._server, state, Asked.of(words, counts, state.totals), vector)


def build_milvus(url: str, store: Store, today: date, model: str = "") -> Totals:
    """Build the next generation of a store's live postings on a server; readers switch to it at once when it is whole.

    Raises IndexBusy when another process is building, and SearchUnavailable.
    """
    server = Server(url)
    try:
        with _alone(store, "build") as alone:
            if not alone:
                raise IndexBusy(server.address, "another process is building it.", remedy="Wait for it to end.")
            version, postings = store.snapshot(today)
            documents = [document_of(posting) for posting in postings if not posting.same_as]
            return write_documents(server, documents, load_encoder(model), store.store_id, version)
    finally:
        server.close()


def open_milvus(url: str, model: str = "") -> MilvusIndex:
    """The generation that a server holds; raises SearchUnavailable, IndexMissing or IndexForeign."""
    return MilvusIndex(Server(url), load_encoder(model))


def write_documents(
    server: Server, documents: Sequence[Document], encoder: Encoder, store_id: str = "", version: int = 0
) -> Totals:
    """Write documents as the next generation and make it the one that is searched."""
    frequencies_of = word_frequencies(document.lexical_text for document in documents)
    analyser = Analyser(compounds_of(frequencies_of, encoder))
    entries = prepare(documents, analyser, encoder)
    length = sum(len(entry.terms) for entry in entries)
    names = Names.of(max(server.numbers(), default=0) + 1)
    totals = Totals(
        number=names.number,
        model_id=encoder.model_id,
        store_id=store_id,
        store_version=version,
        documents=len(entries),
        length=length,
        mean_length=length / len(entries) if length else 1.0,
        languages=tuple(sorted({entry.facts.language for entry in entries} - {""})),
    )
    server.create(names, encoder.dimensions, len(entries))
    held = frequencies(())
    for at in range(0, len(entries), BATCH):
        some = entries[at : at + BATCH]
        rows = [row_of(entry, totals.mean_length, denied_by(entry.facts, analyser)) for entry in some]
        server.write(names.documents, rows)
        held.update(frequencies(row["terms"] for row in rows))
    totals = totals.changed({}, held)
    server.write_held(names, held)
    server.write_spots(names, {at: spot for entry in entries for at, spot in spots_of(entry.facts).items()})
    server.write_note(names, "compounds", json.dumps(analyser.compounds.frequencies))
    server.write_note(names, "totals", totals.text())
    server.point(names, KEPT)
    return totals


@contextmanager
def _alone(store: Store, what: str) -> Iterator[bool]:
    """Whether no other process writes changes, or a build, of this store just now; none starts before the block ends."""
    if store.database.file is None:
        with store.database.engine.connect() as connection:
            alone = bool(connection.execute(sa.select(sa.func.pg_try_advisory_lock(_LOCKS[what]))).scalar_one())
            try:
                yield alone
            finally:
                if alone:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(_LOCKS[what])))
        return
    with store.database.file.with_name(f"search-{what}.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
