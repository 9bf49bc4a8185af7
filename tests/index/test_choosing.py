"""The loops over a query's two lists against the same in numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import choosing, warm
from index.fusion import Scale, fuse
from index.question import Compared

SOME = st.sets(st.integers(0, 60), max_size=40).map(lambda found: np.array(sorted(found), np.int64))
COSINES = st.lists(st.sampled_from([-0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.8]), min_size=60, max_size=60).map(np.array)


@given(SOME, SOME, COSINES, st.integers(1, 20), st.sampled_from([0.0, 0.4, 0.8]), st.randoms(use_true_random=False))
def test_what_is_in_either_list(words: np.ndarray, numbers: np.ndarray, cosines: np.ndarray, depth: int, best: float, rng: object) -> None:  # fmt: skip
    """With ties among the cosines, documents in both lists, lists that are empty or shorter than is asked for."""
    warm.up()
    compared, shuffled = Compared(numbers, cosines[: len(numbers)], best, depth), words.copy()
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    found, near = compared.either(shuffled)
    assert found.tolist() == np.union1d(words, compared.near).tolist()
    assert found[near].tolist() == compared.near.tolist()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm, "loops", lambda: None)
        plain = compared.either(shuffled)
    assert (found.tolist(), near.tolist()) == (plain[0].tolist(), plain[1].tolist())


@given(SOME, SOME, COSINES, COSINES, st.integers(0, 12), st.sampled_from([0.0, 5.0, 90.0]), st.booleans())
def test_what_may_be_among_the_best(known: np.ndarray, numbers: np.ndarray, cosines: np.ndarray, scores: np.ndarray, most: int, words: float, sure: bool) -> None:  # fmt: skip
    cosines, scores = cosines[: len(numbers)], scores[: len(known)]
    least = np.sort(scores)[-most] if 0 < most <= len(scores) else -np.inf
    may_be = fuse(np.full(len(cosines), words), np.where(cosines >= 0.15, cosines, 0.0), 0.7, 0.15, 0.2, float(sure))
    expected = sorted(set(numbers[may_be >= least].tolist()) - set(known.tolist()))
    given = known, numbers, cosines, scores, most, words, 0.2, Scale.of(0.7, 0.15, float(sure))
    assert choosing.beyond(*given).tolist() == expected
    if 0 < most <= len(scores):
        assert choosing.kth(scores, most) == least
