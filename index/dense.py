"""Near vectors, by FAISS: exact inner products of unit vectors (cosines)."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.layout import Ints


class VectorIndex:
    """The vectors of one segment."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """An index of vectors of shape (documents, dimensions)."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors))
        return cls(flat)

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        """An index from a file whose checksum the caller has verified."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY))

    def write(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._flat, str(path))

    def within(self, query: Vectors, cosine: float) -> tuple[Ints, NDArray[np.float32]]:
        """All documents whose cosine with a query vector exceeds a bound, in the order of their numbers."""
        if not query.any() or not self._flat.ntotal:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        _, cosines, documents = self._flat.range_search(query.reshape(1, -1), cosine)
        order = np.argsort(documents)
        return documents[order].astype(np.int32), cosines[order]
