"""Vectors that lie in a file: read some at a time, since what is mapped counts as held for as long as the system likes."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

WIDTH = 4  # bytes of a number


class ManyVectors(Protocol):
    """Vectors of which some, one after the other, can be had at a time: an array, or a file of them."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are, and their dimensions."""
        ...

    def __getitem__(self, some: slice, /) -> NDArray[Any]:
        """Some of them."""
        ...


class VectorsOnFile:
    """A file of vectors in single precision, one after the other."""

    def __init__(self, path: Path, dimensions: int) -> None:
        self._path = path
        self.shape: tuple[int, ...] = (path.stat().st_size // (WIDTH * dimensions), dimensions)

    def __getitem__(self, some: slice, /) -> NDArray[np.float32]:
        """Some vectors, read now."""
        begin, end, _ = some.indices(self.shape[0])
        read = np.fromfile(
            self._path, np.float32, max(0, end - begin) * self.shape[1], offset=begin * WIDTH * self.shape[1]
        )
        return read.reshape(-1, self.shape[1])
