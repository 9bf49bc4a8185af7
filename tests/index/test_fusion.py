"""Reciprocal rank fusion, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import RRF_K, fuse, ranks


def test_ranks_fall_with_scores_and_ties_keep_their_order() -> None:
    assert ranks(np.array([0.5, 2.0, 2.0, 0.1])).tolist() == [3, 1, 2, 4]


def test_formula_by_hand() -> None:
    words = np.array([3.0, 0.0, 1.0, 2.0])  # ranks 1, absent, 3, 2
    meaning = np.array([0.2, 0.9, 0.0, 0.5])  # ranks 3, 1, absent, 2
    expected = [0.5 / 21 + 1 / 23, 1 / 21, 0.5 / 23, 0.5 / 22 + 1 / 22]
    assert fuse([words, meaning], [0.5, 1.0]) == pytest.approx(expected, abs=1e-15)


def test_as_in_the_paper() -> None:
    """Equal votes differ from the paper's formula in its constant only."""
    fused = fuse([np.array([3.0, 1.0]), np.array([0.0, 0.5])])
    assert fused.tolist() == pytest.approx([1 / (RRF_K + 1), 1 / (RRF_K + 2) + 1 / (RRF_K + 1)])


def test_a_document_in_no_list_scores_nothing() -> None:
    assert fuse([np.array([0.0, -1.0]), np.zeros(2)]).tolist() == [0.0, 0.0]


def test_no_lists_and_empty_lists() -> None:
    assert fuse([]).tolist() == []
    assert fuse([np.zeros(0), np.zeros(0)]).tolist() == []


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=20))
def test_one_list_keeps_its_own_order(scores: list[float]) -> None:
    fused = fuse([np.array(scores)])
    kept = [at for at, score in enumerate(scores) if score > 0]
    assert sorted(kept, key=lambda at: -fused[at]) == sorted(kept, key=lambda at: -scores[at])
    assert len({fused[at] for at in kept}) == len(kept)
