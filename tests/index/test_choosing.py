"""The loops over a query's two lists against the same in numpy: with ties, documents in both lists, lists that are empty or
shorter than is asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import choosing, heap, hybrid, kernels, warm
from index.fusion import Scale, fuse
from index.question import Compared

SEEDS, SHARES = st.integers(0, 1 << 32), st.sampled_from([0.0, 0.05, 0.4, 0.8])
COSINES = np.array([-0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.8])


def some(rng: np.random.Generator, share: float) -> np.ndarray:
    """Documents, ascending."""
    return np.flatnonzero(rng.random(60) < share)


@given(SEEDS, SHARES, SHARES, st.integers(1, 20), st.sampled_from([0.0, 0.4, 0.8]))
def test_what_is_in_either_list(seed: int, one: float, other: float, depth: int, best: float) -> None:
    warm.up()
    rng = np.random.default_rng(seed)
    words, numbers = rng.permutation(some(rng, one)), some(rng, other)
    compared = Compared(numbers, rng.choice(COSINES, len(numbers)), best, depth)
    found, near = compared.either(words)
    assert found.tolist() == np.union1d(words, compared.near).tolist()
    assert found[near].tolist() == compared.near.tolist()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm, "loops", lambda: None)
        plain = compared.either(words)
    assert (found.tolist(), near.tolist()) == (plain[0].tolist(), plain[1].tolist())


@given(SEEDS, SHARES, SHARES, st.integers(0, 12), st.sampled_from([0.0, 5.0, 90.0]), st.booleans())
def test_what_may_be_among_the_best(seed: int, one: float, other: float, most: int, words: float, sure: bool) -> None:
    rng = np.random.default_rng(seed)
    known, numbers = some(rng, one), some(rng, other)
    cosines = rng.choice(COSINES, len(numbers))
    may_be = fuse(np.full(len(cosines), words), np.where(cosines >= 0.15, cosines, 0.0), 0.7, 0.15, 0.2, float(sure))
    scores = rng.choice([*may_be, 0.0, 1.0], len(known))
    least = np.sort(scores)[-most] if 0 < most <= len(scores) else -np.inf
    expected = sorted(set(numbers[may_be >= least].tolist()) - set(known.tolist()))
    given = known, numbers, cosines, scores, most, words, 0.2, Scale.of(0.7, 0.15, float(sure))
    assert choosing.beyond(*given).tolist() == expected
    if 0 < most <= len(scores):
        assert heap.kth(scores, most, -np.inf) == least


@given(SEEDS, st.integers(0, 60), st.integers(-1, 70), st.sampled_from([3, 60, 10_000]))
def test_the_first_of_some_scores(seed: int, size: int, most: int, different: int) -> None:
    scores = np.random.default_rng(seed).integers(different, size=size) / 7
    wanted = np.sort(scores)[::-1]
    if 0 < most < size:
        wanted = wanted[wanted >= wanted[most - 1]]
    places, tied = choosing.first(scores, most)
    assert scores[places].tolist() == wanted.tolist()
    assert len(set(places.tolist())) == len(places)
    assert tied == (len(set(wanted.tolist())) < len(wanted))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm, "loops", lambda: None)
        plain, alike = hybrid._first(scores, most)
    assert (sorted(plain.tolist()), alike) == (sorted(places.tolist()), tied)


@given(SEEDS, st.integers(0, 60), st.integers(1, 70), st.sampled_from([3, 60, 2**32]))
def test_the_kth_of_some_bounds(seed: int, size: int, k: int, different: int) -> None:
    bounds = np.random.default_rng(seed).integers(different, size=size).astype(np.uint32)
    held = sorted([*np.maximum(bounds, kernels.LOWEST).tolist(), *[1] * k], reverse=True)
    assert heap.kth(bounds, k, kernels.LOWEST) == kernels._highest(bounds, k) == held[k - 1]
