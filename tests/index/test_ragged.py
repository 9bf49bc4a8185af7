"""Rows of different lengths are found again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ragged import Ragged

rows = st.lists(st.lists(st.integers(-5, 5), max_size=4), min_size=1, max_size=9)


@given(rows, rows, st.data())
def test_rows_are_found(first: list[list[int]], more: list[list[int]], data: st.DataObject) -> None:
    ragged, every = Ragged(), first + more
    ragged.extend(first)
    ragged.rows(np.zeros(1, np.int32))
    ragged.extend(more)  # what was looked up before holds nothing fast
    asked = data.draw(st.lists(st.integers(0, len(every) - 1), max_size=9))
    values, sizes = ragged.rows(np.array(asked, np.int32))
    assert len(ragged) == len(every)
    assert values.tolist() == [value for at in asked for value in every[at]]
    assert sizes.tolist() == [len(every[at]) for at in asked]


def test_no_rows_at_all() -> None:
    values, sizes = Ragged().rows(np.zeros(0, np.int32))
    assert (len(values), len(sizes)) == (0, 0)
