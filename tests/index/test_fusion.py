"""Reciprocal rank fusion, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse, ranks


def test_ranks_fall_with_scores_and_ties_keep_their_order() -> None:
    assert ranks(np.array([0.5, 2.0, 2.0, 0.1])).tolist() == [3, 1, 2, 4]


def test_formula_by_hand() -> None:
    words = np.array([3.0, 0.0, 1.0, 2.0])  # ranks 1, absent, 3, 2
    meaning = np.array([0.2, 0.9, 0.0, 0.5])  # ranks 3, 1, absent, 2
    expected = [1 / 61 + 1 / 63, 1 / 61, 1 / 63, 1 / 62 + 1 / 62]
    assert fuse([words, meaning]) == pytest.approx(expected, abs=1e-15)


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
