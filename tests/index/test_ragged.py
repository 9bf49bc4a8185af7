"""Rows of different lengths are found again."""

from array import array

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
    ragged.extend_packed([array("i", row).tobytes() for row in more])  # what was looked up before holds nothing fast
    asked = data.draw(st.lists(st.integers(0, len(every) - 1), max_size=9))
    values, sizes = ragged.rows(np.array(asked, np.int32))
    assert len(ragged) == len(every)
    assert values.tolist() == [value for at in asked for value in every[at]]
    assert sizes.tolist() == [len(every[at]) for at in asked]


@given(rows, st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=5))
def test_runs_are_found(every: list[list[int]], runs: list[list[int]]) -> None:
    ragged, runs = Ragged(), [[at % len(every) for at in run] for run in runs]
    ragged.extend(every)
    lengths = np.array([len(run) for run in runs], np.int32)
    values, sizes = ragged.runs(np.array([at for run in runs for at in run], np.int32), lengths)
    assert values.tolist() == [value for run in runs for at in run for value in every[at]]
    assert sizes.tolist() == [sum(len(every[at]) for at in run) for run in runs]


def test_no_rows_at_all() -> None:
    values, sizes = Ragged().rows(np.zeros(0, np.int32))
    assert (len(values), len(sizes)) == (0, 0)
