"""What takes long to work out from a pack's texts, kept on disk as arrays: a command that answers one question need not do it anew.

A file that is damaged, or was written by other code, is as good as none.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 8  # files that stay
Arrays = Mapping[str, NDArray[Any]]
_CODE = tuple(Path(__file__).parents[1] / package for package in ("assistant", "index"))


class Kept:
    """Keeps in a folder what is made from texts with a model."""

    def __init__(self, folder: Path, model_id: str) -> None:
        self._folder, self._model_id = folder, model_id

    def __call__(self, texts: Sequence[str], make: Callable[[], Arrays]) -> Arrays:
        """What `make` gives, or what it gave before for the same texts, model and code."""
        path = self._folder / f"{self._digest(texts)}.npz"
        # Whatever a strange file makes the reader raise, it is made anew.
        with contextlib.suppress(Exception), np.load(BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            found = dict(archive)
            os.utime(path)
            return found
        made = make()
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the answer
            self._write(path, made)
        return made

    def _write(self, path: Path, made: Arrays) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
            np.savez(file, **made)  # type: ignore[arg-type]  # a name could be an option's, say its types
        Path(file.name).replace(path)
        files = sorted(self._folder.glob("*.npz"), key=lambda one: one.stat().st_mtime)
        for old in files[:-MOST]:
            old.unlink(missing_ok=True)

    def _digest(self, texts: Sequence[str]) -> str:
        found = hashlib.sha256(self._model_id.encode())
        for path in sorted(file for folder in _CODE for kind in ("*.py", "tables/*") for file in folder.glob(kind)):
            stat = path.stat()
            found.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
        for text in texts:
            data = text.encode("utf-8", "surrogatepass")
            found.update(len(data).to_bytes(8, "little") + data)
        return found.hexdigest()[:32]


def packed(words: Iterable[str]) -> NDArray[np.uint8]:
    """Words, none of which has a line break, as one array."""
    return np.frombuffer("".join(f"{word}\n" for word in words).encode("utf-8", "surrogatepass"), np.uint8)


def unpacked(array: NDArray[np.uint8]) -> list[str]:
    """The words of `packed`."""
    return array.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]


def packed_lists(lists: Mapping[str, Sequence[int]]) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int64]]:
    """Words with a list of numbers each: the words, all numbers, and where each list but the first begins."""
    flat = np.array([number for numbers in lists.values() for number in numbers], np.int32)
    return packed(lists), flat, np.cumsum([len(numbers) for numbers in lists.values()])[:-1].astype(np.int64)


def unpacked_lists(
    words: NDArray[np.uint8], flat: NDArray[np.int32], starts: NDArray[np.int64]
) -> dict[str, NDArray[np.int32]]:
    """The lists of `packed_lists`."""
    known = unpacked(words)
    return dict(zip(known, np.split(flat, starts), strict=True)) if known else {}
