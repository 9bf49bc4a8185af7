"""Rows of numbers of different lengths, one after the other; looking up many at a time costs little."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.layout import Ints


class Ragged:
    """Rows that are added one by one."""

    def __init__(self) -> None:
        self._values, self._ends = array("i"), array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def extend(self, rows: Iterable[Sequence[int]]) -> None:
        """Add rows as the last."""
        for row in rows:
            self._values.extend(row)
            self._ends.append(len(self._values))

    def extend_packed(self, rows: Iterable[bytes]) -> None:
        """The same of rows as bytes, 4 for each number."""
        for row in rows:
            self._values.frombytes(row)
            self._ends.append(len(self._values))

    def runs(self, numbers: Ints, lengths: Ints) -> tuple[Ints, Ints]:
        """The values of some runs of rows, one after the other, and how many each run has."""
        values, sizes = self.rows(numbers)
        ends, bounds = (np.concatenate(([0], np.cumsum(some, dtype=np.int64))) for some in (sizes, lengths))
        return values, np.diff(ends[bounds]).astype(np.int32)

    def rows(self, numbers: Ints) -> tuple[Ints, Ints]:
        """The values of some rows, one after the other, and how many each has."""
        values, ends = np.frombuffer(self._values, np.int32), np.frombuffer(self._ends, np.int64)
        sizes = ends[numbers + 1] - ends[numbers]
        return values[places(ends[numbers], sizes)], sizes.astype(np.int32)


def places(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of runs that begin at some places and have some lengths, one after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
