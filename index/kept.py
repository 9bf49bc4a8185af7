"""Vectors of many texts, kept on disk: a collection that changes seldom is encoded once, not at every start."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors

LEAST = 200  # texts in one call that are worth a file
MOST = 12  # files that stay; the least used go first


class KeptVectors:
    """An encoder that remembers long lists of texts in a folder; a file that is damaged or gone is made anew."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder, self._folder = encoder, folder
        self.model_id, self.dimensions = encoder.model_id, encoder.dimensions

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """As the encoder does."""
        if query or len(texts) < LEAST:
            return self._encoder.encode(texts, query=query)
        path = self._folder / f"{_digest(self.model_id, texts)}.npy"
        with contextlib.suppress(OSError, ValueError, EOFError):
            found: Vectors = np.load(path, allow_pickle=False)
            if found.shape == (len(texts), self.dimensions) and found.dtype == np.float32:
                os.utime(path)
                return found
        vectors = self._encoder.encode(texts)
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the answer
            self._keep(path, vectors)
        return vectors

    @property
    def inner(self) -> Encoder:
        """The encoder itself."""
        return self._encoder

    def vocabulary(self) -> Sequence[str]:
        """As the encoder has it."""
        return self._encoder.vocabulary()

    def _keep(self, path: Path, vectors: Vectors) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
            np.save(file, vectors.astype(np.float32))
        Path(file.name).replace(path)
        kept = sorted(self._folder.glob("*.npy"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink(missing_ok=True)


def _digest(model_id: str, texts: Sequence[str]) -> str:
    found = hashlib.sha256(model_id.encode())
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "little") + data)
    return found.hexdigest()[:32]
