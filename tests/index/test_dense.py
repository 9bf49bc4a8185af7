"""FAISS against a product of matrices."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import VectorIndex


def unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    vectors = rng.normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@pytest.mark.parametrize("seed", range(25))
def test_within_is_everything_above_the_bound(seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors, query = unit(rng, int(rng.integers(1, 300)), 16), unit(rng, 16)
    bound = float(rng.uniform(-0.2, 0.6))
    documents, cosines = VectorIndex.build(vectors).within(query, bound)
    truth = vectors @ query
    assert (
        set(np.flatnonzero(truth > bound + 1e-6))
        <= set(documents.tolist())
        <= set(np.flatnonzero(truth > bound - 1e-6))
    )
    assert documents.tolist() == sorted(documents.tolist())
    assert cosines == pytest.approx(truth[documents], abs=1e-6)


def test_nothing_asked_nothing_there() -> None:
    rng = np.random.default_rng(1)
    index, query, zero = VectorIndex.build(unit(rng, 5, 8)), unit(rng, 8), np.zeros(8, np.float32)
    empty = VectorIndex.build(np.zeros((0, 8), np.float32))
    for documents, cosines in (index.within(zero, 0.1), empty.within(query, 0.1)):
        assert documents.tolist() == [] and cosines.tolist() == []


def test_a_zero_vector_is_near_to_nothing() -> None:
    vectors = np.zeros((2, 8), np.float32)
    vectors[1, 0] = 1.0
    assert VectorIndex.build(vectors).within(vectors[1], 0.1)[0].tolist() == [1]


def test_a_written_index_reads_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    vectors, query = unit(rng, 50, 8), unit(rng, 8)
    index = VectorIndex.build(vectors)
    index.write(tmp_path / "vectors")
    again = VectorIndex.read(tmp_path / "vectors")
    assert again.within(query, 0.0)[1].tolist() == index.within(query, 0.0)[1].tolist()
