"""FAISS against a product of matrices."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import FlatVectors, greatest, passing
from index.postings import bits_of


def unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    vectors = rng.normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@pytest.mark.parametrize("seed", range(25))
def test_within_is_everything_above_the_bound(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, query = unit(rng, int(rng.integers(1, 300)), 16), unit(rng, 16)
    bound = float(rng.uniform(-0.2, 0.6))
    documents, cosines = FlatVectors.build(vectors).within(query, bound)
    truth = vectors @ query
    assert (
        set(np.flatnonzero(truth > bound + 1e-6))
        <= set(documents.tolist())
        <= set(np.flatnonzero(truth > bound - 1e-6))
    )
    assert documents.tolist() == sorted(documents.tolist())
    assert cosines == pytest.approx(truth[documents], abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_nearest_are_the_best_of_the_allowed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, query = unit(rng, int(rng.integers(1, 300)), 16), unit(rng, 16)
    index, truth = FlatVectors.build(vectors), vectors @ query
    live = rng.random(len(vectors)) < 0.8
    allowed = live & (rng.random(len(vectors)) < 0.5)
    for mask, n in ((np.ones(len(vectors), bool), 7), (allowed, 7), (allowed, 1_000)):
        bits = bits_of(mask) if not mask.all() else np.zeros(0, np.uint16)
        numbers, cosines, best = index.nearest(query, n, bits, bits_of(live))
        expected = sorted(sorted(np.flatnonzero(mask).tolist(), key=lambda one: -truth[one])[:n])
        assert numbers.tolist() == expected
        assert cosines == pytest.approx(truth[expected], abs=1e-6)
        assert best == pytest.approx(max(0.0, truth[live].max(initial=0.0)), abs=1e-6)
    some = np.array([0], np.int32)
    assert index.cosines(query, some) == pytest.approx(truth[:1], abs=1e-6)
    assert passing(bits_of(allowed), np.arange(len(vectors), dtype=np.int32)).tolist() == allowed.tolist()


def test_of_equal_cosines_the_lower_numbers_are_the_greatest() -> None:
    numbers, cosines = np.array([2, 3, 5, 7, 8, 9]), np.array([0.1, 0.5, 0.5, 0.9, 0.5, 0.2])
    for n, expected in ((1, [7]), (2, [3, 7]), (3, [3, 5, 7]), (5, [3, 5, 7, 8, 9]), (9, numbers.tolist())):
        found, of = greatest(numbers, cosines, n)
        assert found.tolist() == expected
        assert of.tolist() == cosines[np.isin(numbers, expected)].tolist()


def test_nothing_asked_nothing_there() -> None:
    rng = np.random.default_rng(1)
    index, query, zero = FlatVectors.build(unit(rng, 5, 8)), unit(rng, 8), np.zeros(8, np.float32)
    empty = FlatVectors.build(np.zeros((0, 8), np.float32))
    for documents, cosines in (index.within(zero, 0.1), empty.within(query, 0.1)):
        assert documents.tolist() == [] and cosines.tolist() == []


def test_a_zero_vector_is_near_to_nothing() -> None:
    vectors = np.zeros((2, 8), np.float32)
    vectors[1, 0] = 1.0
    assert FlatVectors.build(vectors).within(vectors[1], 0.1)[0].tolist() == [1]


def test_a_written_index_reads_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    vectors, query = unit(rng, 50, 8), unit(rng, 8)
    index = FlatVectors.build(vectors)
    index.write(tmp_path)
    again = FlatVectors.read(tmp_path)
    assert again.within(query, 0.0)[1].tolist() == index.within(query, 0.0)[1].tolist()
