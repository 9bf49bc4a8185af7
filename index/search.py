"""What every search engine of ours promises: the interface, its hits, and why each was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from index.columns import Filters


class Sort(StrEnum):
    """The order of results; `relevance` is fused from words and meaning, `newest` and `salary` are visible choices."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    SALARY = "salary"


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a document was found: the query's words it holds, those it holds only a part of (compounds), how near its
    meaning is (cosine, 0 if not near), and what it calls what the query means, if the query does not say so itself."""

    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    meaning: float = 0.0
    bm25: float = 0.0
    rendering: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document. `score` is fused from words and meaning; it orders hits and means nothing else."""

    id: str
    rank: int
    score: float
    reasons: Reasons = Reasons()

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        reasons = {
            "words": list(self.reasons.words),
            "parts": list(self.reasons.parts),
            "meaning": round(self.reasons.meaning, 4),
            "bm25": round(self.reasons.bm25, 6),
            "rendering": self.reasons.rendering,
        }
        return {"id": self.id, "rank": self.rank, "score": round(self.score, 6), "reasons": reasons}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of results: some hits, the number of all, and facets with counts under the current filters."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class SearchIndex(Protocol):
    """A search engine over documents; whatever is behind it, the same contract tests hold."""

    def search(self, query: str, filters: Filters = ..., k: int = ...) -> list[Hit]:
        """The k best documents for a query under the filters, best first, ties by the stable order of documents."""
        ...

    def explore(
        self,
        query: str,
        filters: Filters = ...,
        *,
        k: int = ...,
        offset: int = ...,
        sort: Sort = ...,
        facets: Sequence[str] = ...,
    ) -> Page:
        """A page of results with the total and facet counts; an empty query matches every document."""
        ...

    def __len__(self) -> int:
        """Number of live documents."""
        ...
