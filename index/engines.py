"""Which engine answers: the one in this process, or the server that JOBBOARD_SEARCH_URL names. One never stands in for the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.building import build_index
from index.local import open_index
from index.search import Hit, SearchIndex
from jobboard.settings import Settings
from jobboard.store import Store


class Engine(SearchIndex, Protocol):
    """A search engine over a store, which takes over what changes there."""

    @property
    def version(self) -> int:
        """The store's version it shows."""
        ...

    @property
    def pending(self) -> int:
        """Changes held in memory, which the next build folds in."""
        ...

    def refresh(self, store: Store, today: date) -> int:
        """Take over what changed in the store since the last look; returns the number of changed postings."""
        ...

    def explain(self, query: str, document_id: str) -> Hit | None:
        """Why a document would be found by a query; None if it would not."""
        ...

    def word_weights(self, words: Sequence[str], *, unseen: bool = False) -> dict[str, float]:
        """How much each word tells; a word no document holds tells nothing, or with `unseen` most."""
        ...


@dataclass(frozen=True, slots=True)
class Built:
    """A generation that was built."""

    number: int
    documents: int
    model_id: str


def open_engine(settings: Settings) -> Engine:
    """The engine of the settings; raises IndexFault, of a server that does not answer SearchUnavailable."""
    if settings.search_url:
        from index.milvus import open_milvus

        return open_milvus(settings.search_url, settings.model)
    return open_index(settings.index_folder, settings.model)


def build_engine(settings: Settings, store: Store, today: date) -> Built:
    """Build the next generation of a store's live postings in the engine of the settings."""
    if settings.search_url:
        from index.milvus import build_milvus

        totals = build_milvus(settings.search_url, store, today, settings.model)
        return Built(totals.number, totals.documents, totals.model_id)
    manifest = build_index(settings.index_folder, store, today, settings.model)
    return Built(manifest.number, manifest.documents, manifest.model_id)
