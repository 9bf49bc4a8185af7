"""Near vectors, exactly: inner products of unit vectors (cosines) by FAISS. For very many there is `index.signs`."""

from pathlib import Path
from typing import Any, Protocol, TypeVar

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.layout import BITS, Bits, Ints, Mask

Cosines = NDArray[np.float32]
N = TypeVar("N", bound=np.signedinteger)
F = TypeVar("F", bound=np.floating)
VECTORS = "vectors"  # how the names of their files begin
FILE = f"{VECTORS}.faiss"


class VectorIndex(Protocol):
    """The vectors of one segment."""

    def within(self, query: Vectors, cosine: float) -> tuple[Ints, Cosines]:
        """All documents whose cosine with a query vector exceeds a bound, in the order of their numbers."""
        ...

    def nearest(self, query: Vectors, n: int, allowed: Bits, live: Bits) -> tuple[Ints, Cosines, float]:
        """About n of the nearest of the allowed, ascending, and the greatest cosine of all live.

        The first sixth of them are nearly surely the nearest. A bitmap may be empty, which is for all; what is allowed is live.
        """
        ...

    def cosines(self, query: Vectors, numbers: Ints) -> Cosines:
        """The cosines of some documents."""
        ...

    def write(self, folder: Path) -> None:
        """Write its files into a folder."""
        ...


class FlatVectors:
    """All vectors side by side; every one is looked at."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def build(cls, vectors: Vectors) -> "FlatVectors":
        """An index of vectors of shape (documents, dimensions)."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors))
        return cls(flat)

    @classmethod
    def read(cls, folder: Path) -> "FlatVectors":
        """An index from a file whose checksum the caller has verified."""
        return cls(faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY))

    def write(self, folder: Path) -> None:  # noqa: D102
        faiss.write_index(self._flat, str(folder / FILE))

    def within(self, query: Vectors, cosine: float) -> tuple[Ints, Cosines]:  # noqa: D102
        if not query.any() or not self._flat.ntotal:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        _, cosines, documents = self._flat.range_search(query.reshape(1, -1), cosine)
        order = np.argsort(documents)
        return documents[order].astype(np.int32), cosines[order]

    def nearest(self, query: Vectors, n: int, allowed: Bits, live: Bits) -> tuple[Ints, Cosines, float]:  # noqa: D102
        numbers, cosines = self._search(query, n, allowed)
        best = cosines if allowed is live and n > 0 else self._search(query, 1, live)[1]
        return numbers, cosines, float(best.max(initial=0.0))

    def _search(self, query: Vectors, n: int, allowed: Bits) -> tuple[Ints, Cosines]:
        n = min(n, self._flat.ntotal)
        if not query.any() or n < 1:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        chosen: Any = None
        if len(allowed):
            selector: Any = faiss.IDSelectorBitmap  # its stub knows neither arrays nor `sel`
            parameters: Any = faiss.SearchParameters
            chosen = parameters(sel=selector(allowed.view(np.uint8)))
        found, numbers = self._flat.search(query.reshape(1, -1), n, params=chosen)
        order = np.argsort(numbers[0])[np.count_nonzero(numbers[0] < 0) :]
        return numbers[0][order].astype(np.int32), found[0][order]

    def cosines(self, query: Vectors, numbers: Ints) -> Cosines:  # noqa: D102
        if not len(numbers):
            return np.zeros(0, np.float32)
        return np.asarray(
            np.einsum("ij,j->i", self._flat.reconstruct_batch(numbers.astype(np.int64)), query), np.float32
        )


class NoVectors:
    """What stands in for vectors that cannot be used: nothing is near to anything."""

    def within(self, query: Vectors, cosine: float) -> tuple[Ints, Cosines]:  # noqa: D102
        return np.zeros(0, np.int32), np.zeros(0, np.float32)

    def nearest(self, query: Vectors, n: int, allowed: Bits, live: Bits) -> tuple[Ints, Cosines, float]:  # noqa: D102
        return *self.within(query, 0.0), 0.0

    def cosines(self, query: Vectors, numbers: Ints) -> Cosines:  # noqa: D102
        return np.zeros(len(numbers), np.float32)

    def write(self, folder: Path) -> None:  # noqa: D102
        raise ValueError("there are no vectors to write")


def greatest(numbers: NDArray[N], cosines: NDArray[F], n: int) -> tuple[NDArray[N], NDArray[F]]:
    """Those n of some documents, ascending, with the greatest cosines, of equals the lower number."""
    if len(numbers) <= n:
        return numbers, cosines
    least = -np.partition(-cosines, n - 1)[n - 1]
    kept = cosines > least
    kept[np.flatnonzero(cosines == least)[: n - np.count_nonzero(kept)]] = True
    return numbers[kept], cosines[kept]


def passing(allowed: Bits, numbers: Ints) -> Mask:
    """Which of some documents a bitmap allows; an empty one allows all."""
    if not len(allowed):
        return np.ones(len(numbers), np.bool_)
    return np.asarray(allowed[numbers >> BITS] >> (numbers & 15).astype(np.uint16) & 1, np.bool_)
