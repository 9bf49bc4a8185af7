"""The fusion of words and meaning, and of ranks, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import DIGITS, HALF, RRF_K, WORDS, called, fuse, ranks, reciprocal

SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=20)


def test_formula_by_hand() -> None:
    words, meaning = np.array([12.0, 0.0, 60.0, 20.0]), np.array([0.5, 0.9, 0.0, 0.4])
    expected = [0.1 + 0.5 * 1.8 * 12 / 72, 0.5, 0.5 * 1.8 * 60 / 120, 0.5 * 1.8 * 20 / 80]
    assert fuse(words, meaning, 0.5, 0.4) == pytest.approx(expected, abs=1e-12)
    assert (WORDS, HALF) == (1.8, 60.0)


def test_a_document_found_by_neither_scores_nothing() -> None:
    """A BM25 below 0, as of a word that most documents of a tiny store hold, counts as none."""
    assert fuse(np.array([0.0, -1.0]), np.zeros(2), 1.0, 0.4).tolist() == [0.0, 0.0]


def test_what_the_query_means_raises_as_far_as_it_is_sure() -> None:
    nothing, meaning = np.zeros(3), np.array([0.5, 0.9, 0.9])
    rendered = called(np.array([0.0, 20.0, 20.0]), np.array([False, False, True]))
    assert rendered.tolist() == pytest.approx([0.0, 1.3 * 20 / 80, 1.3 * 20 / 80 + 0.2])
    plain, raised = fuse(nothing, meaning, 1.0, 0.4), fuse(nothing, meaning, 1.0, 0.4, rendered, 0.5)
    assert (raised - plain).tolist() == pytest.approx((0.5 * rendered).tolist(), abs=1e-5)
    assert fuse(nothing, meaning, 1.0, 0.4, rendered, 0.0).tolist() == plain.tolist()


@pytest.mark.parametrize(("sure", "weight"), [(None, 1.8), (0.0, 3.2), (0.5, 2.35), (1.0, 1.5)])
def test_words_count_more_where_they_name_no_occupation(sure: float | None, weight: float) -> None:
    assert fuse(np.array([60.0]), np.zeros(1), 1.0, 0.4, 0.0, sure)[0] == pytest.approx(weight / 2)


def test_no_documents() -> None:
    assert fuse(np.zeros(0), np.zeros(0), 1.0, 0.15).tolist() == []


def test_the_words_decide_where_even_the_nearest_meaning_is_far() -> None:
    """A name of which the model knows nothing: who holds it comes before whom it seems to mean; an occupation is otherwise."""
    words, meaning = np.array([12.0, 0.0]), np.array([0.0, 1.0])
    name, occupation = fuse(words, 0.3 * meaning, 1.0, 0.5 * 0.3), fuse(words, 0.9 * meaning, 1.0, 0.5 * 0.9)
    assert name[0] > name[1] and occupation[0] < occupation[1]


def test_unknown_words_beside_it_take_weight_from_a_known_one() -> None:
    words, meaning = np.array([12.0, 0.0]), np.array([0.0, 0.5])
    assert fuse(words, meaning, 1.0, 0.4)[0] > 0.1 > fuse(words, meaning, 1 / 4, 0.4)[0]


def test_what_arithmetic_alone_tells_apart_is_a_tie() -> None:
    scores = fuse(np.array([7.0, 7.0 + 1e-9]), np.array([0.5 + 3e-8, 0.5]), 1.0, 0.3)
    assert scores[0] == scores[1] == round(scores[0], DIGITS)


@given(SCORES, st.booleans())
def test_one_score_keeps_its_own_order(scores: list[float], by_words: bool) -> None:
    values, none = np.array(scores), np.zeros(len(scores))
    fused = fuse(values, none, 1.0, 0.3) if by_words else fuse(none, values, 1.0, 0.3)
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    assert sorted(order, key=lambda at: -fused[at]) == order


def test_ranks_fall_with_scores_and_ties_keep_their_order() -> None:
    assert ranks(np.array([0.5, 2.0, 2.0, 0.1])).tolist() == [3, 1, 2, 4]


def test_reciprocal_ranks_as_in_the_paper() -> None:
    """They differ from its formula in the constant only; a score <= 0 has no rank."""
    fused = reciprocal([np.array([3.0, 1.0, -1.0]), np.array([0.0, 0.5, 0.0])])
    assert fused.tolist() == pytest.approx([1 / (RRF_K + 1), 1 / (RRF_K + 2) + 1 / (RRF_K + 1), 0.0])
    assert reciprocal([]).tolist() == [] and reciprocal([np.zeros(0), np.zeros(0)]).tolist() == []


@given(SCORES)
def test_reciprocal_ranks_of_one_list_keep_its_order(scores: list[float]) -> None:
    fused = reciprocal([np.array(scores)])
    kept = [at for at, score in enumerate(scores) if score > 0]
    assert sorted(kept, key=lambda at: -fused[at]) == sorted(kept, key=lambda at: -scores[at])
    assert len({fused[at] for at in kept}) == len(kept)
