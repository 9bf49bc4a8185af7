"""Near vectors among very many: all are looked at by the signs of their numbers, and the nearest of these compared exactly.

The look goes from coarse to fine, and needs no training: all documents by the two words of their signs, 128 of them, in
which the query weighs most, some of these by all signs, some of those by their numbers. It was chosen by measurement, on
vectors of job titles and ads' sentences: as many compared as `index.question` asks for, recall@10 is 0.995 of 100,000 and of
a million, 1.00 under a filter that a tenth passes; FAISS IVF 0.97 to 0.99 with an eighth of the lists and several times the
time, as what people type is not what ads are made of.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.dense import VECTORS, Cosines, passing
from index.encoder import Vectors
from index.layout import Bits, Ints
from index.onfile import ManyVectors

FEW = 400  # so many of all are compared to know how near the nearest is, whatever the filter
LEVELS, LEVEL_OF_MEAN = 3, 1.2  # steps of a query's numbers; so many lie in their mean magnitude
CHUNK = 50_000
_FINEST = 32_767


class Rows(NamedTuple):
    """`signs` are bits, whether a number of a vector is above that of the `middle`; `fine` are all numbers in steps."""

    signs: NDArray[np.uint64]
    fine: NDArray[np.int16]
    middle: NDArray[np.float32]
    step: NDArray[np.float32]


class SignedVectors:
    """The vectors of a large segment, kept to 16 bits a number: cosines are right to 1e-4."""

    def __init__(self, rows: Rows) -> None:
        self.rows = Rows(*(_unchanging(values) for values in rows))
        self._words = _unchanging(np.ascontiguousarray(rows.signs.T))

    @classmethod
    def build(cls, vectors: ManyVectors) -> "SignedVectors":
        """Rows of vectors of shape (documents, dimensions), in any precision."""
        size, dimensions = vectors.shape
        total, greatest = np.zeros(dimensions), 0.0
        for begin in range(0, size, CHUNK):
            part = vectors[begin : begin + CHUNK]
            total += part.sum(axis=0, dtype=np.float64)
            greatest = max(greatest, float(np.abs(part).max(initial=0.0)))
        middle = (total / max(size, 1)).astype(np.float32)
        step = np.float32(max(greatest, 1e-9) / _FINEST)
        signs, fine = np.zeros((size, -(-dimensions // 64) * 8), np.uint8), np.empty((size, dimensions), np.int16)
        for begin in range(0, size, CHUNK):
            part = vectors[begin : begin + CHUNK].astype(np.float32)
            packed = np.packbits(part > middle, axis=1)
            signs[begin : begin + CHUNK, : packed.shape[1]] = packed
            fine[begin : begin + CHUNK] = np.rint(part / step)
        return cls(Rows(signs.view(np.uint64), fine, middle, np.array([step])))

    @classmethod
    def read(cls, folder: Path) -> "SignedVectors":
        """Rows from mapped files whose checksums the caller has verified."""
        arrays = (np.load(folder / f"{VECTORS}_{name}.npy", mmap_mode="r", allow_pickle=False) for name in Rows._fields)
        return cls(Rows(*map(np.asarray, arrays)))

    def write(self, folder: Path) -> None:  # noqa: D102
        for name, values in self.rows._asdict().items():
            with (folder / f"{VECTORS}_{name}.npy").open("wb") as stream:
                np.save(stream, values, allow_pickle=False)

    def within(self, query: Vectors, cosine: float) -> tuple[Ints, Cosines]:  # noqa: D102
        cosines = self.cosines(query, np.arange(len(self.rows.fine), dtype=np.int32))
        numbers = np.flatnonzero(cosines > cosine).astype(np.int32)
        return numbers, cosines[numbers]

    def nearest(self, query: Vectors, n: int, allowed: Bits, live: Bits) -> tuple[Ints, Cosines, float]:  # noqa: D102
        if not query.any() or n < 1:
            return np.zeros(0, np.int32), np.zeros(0, np.float32), 0.0
        few = FEW if len(allowed) and allowed is not live else 0
        if warm.loops():
            from index import nearing

            scaled, rows = query * self.rows.step[0], self.rows
            return nearing.nearest(scaled, self._words, rows.signs, rows.fine, allowed, live, n, few)
        by_signs = np.argsort(self._apart(query), kind="stable").astype(np.int32)
        found, others = by_signs[passing(allowed, by_signs)][:n], by_signs[passing(live, by_signs)][:few]
        cosines = self.cosines(query, found)
        best = max(float(one.max(initial=0.0)) for one in (cosines, self.cosines(query, others)))
        order = np.argsort(found)
        return found[order], cosines[order], best

    def cosines(self, query: Vectors, numbers: Ints) -> Cosines:  # noqa: D102
        scaled = query * self.rows.step[0]
        if warm.loops():
            from index.nearing import products

            return np.asarray(products(scaled, self.rows.fine, numbers))
        found = np.empty(len(numbers), np.float32)
        for begin in range(0, len(numbers), CHUNK):
            part = self.rows.fine[numbers[begin : begin + CHUNK]].astype(np.float32)
            # Not by BLAS: it would wake its threads, which costs milliseconds.
            found[begin : begin + CHUNK] = np.einsum("ij,j->i", part, scaled)
        return found

    def _apart(self, query: Vectors) -> NDArray[np.int64]:
        """How much the signs of every document differ from a query's, each weighed by how great the query's number is."""
        weights = weights_of(query)
        differing = self.rows.signs ^ self._packed(query > 0)
        ones, twos = (np.bitwise_count(differing & self._packed(weights & bit)).sum(axis=1) for bit in (1, 2))
        return np.asarray(ones + 2 * twos, np.int64)

    def _packed(self, bits: NDArray[Any]) -> NDArray[np.uint64]:
        words = np.zeros(self.rows.signs.shape[1] * 8, np.uint8)
        packed = np.packbits(bits.astype(np.bool_))
        words[: len(packed)] = packed
        return words.view(np.uint64)


def weights_of(query: Vectors) -> NDArray[np.int64]:
    """How much it counts, 0 to 3, that a document has another sign than the query."""
    steps = np.abs(query) * np.float32(LEVEL_OF_MEAN) / np.abs(query).mean()
    return np.asarray(np.minimum((steps + np.float32(0.5)).astype(np.int64), LEVELS))


def _unchanging(values: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, of the type that the loops are compiled for."""
    found = values.view()
    found.flags.writeable = False
    return found
