"""Sums by compiled loops are numpy's own, to the last bit."""

import numpy as np
import pytest

from index.summing import sums

TABLE = np.random.default_rng(1).standard_normal((500, 24)).astype(np.float32)


@pytest.mark.parametrize("longest", [1, 9, 130, 3000])
def test_sums_are_those_of_numpy(longest: int) -> None:
    rng = np.random.default_rng(longest)
    sizes = rng.integers(1, longest + 1, 60).astype(np.int32)
    rows = rng.integers(len(TABLE), size=int(sizes.sum()))
    expected = np.add.reduceat(TABLE[rows], np.cumsum(sizes) - sizes, axis=0)
    assert sums(TABLE, rows, sizes).tobytes() == expected.tobytes()


def test_nothing_sums_up_to_nothing() -> None:
    rows = np.array([3, 4])
    found = sums(TABLE, rows, np.array([0, 2, 0], np.int32))
    assert np.array_equal(found, [np.zeros(24), TABLE[3] + TABLE[4], np.zeros(24)])
