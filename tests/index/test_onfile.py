"""Vectors read from a file as they were written, a stretch at a time."""

from pathlib import Path

import numpy as np
import pytest

from index.onfile import VectorsOnFile
from index.signs import CHUNK, SignedVectors


@pytest.mark.parametrize("some", [slice(None), slice(0, 4), slice(3, 9), slice(8, 50), slice(50, 60), slice(-2, None)])
def test_a_stretch_is_that_of_the_array(tmp_path: Path, some: slice) -> None:
    vectors = np.random.default_rng(1).standard_normal((11, 5)).astype(np.float32)
    vectors.tofile(tmp_path / "vectors")
    kept = VectorsOnFile(tmp_path / "vectors", 5)
    assert kept.shape == (11, 5)
    assert np.array_equal(kept[some], vectors[some]) and kept[some].shape == vectors[some].shape


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "vectors").touch()
    kept = VectorsOnFile(tmp_path / "vectors", 7)
    assert (kept.shape, kept[:].shape) == ((0, 7), (0, 7))


def test_an_index_of_a_file_is_that_of_the_array(tmp_path: Path) -> None:
    """More than are read at a time; the middle is numpy's own mean."""
    vectors = np.random.default_rng(2).standard_normal((CHUNK + 777, 8)).astype(np.float32)
    vectors.tofile(tmp_path / "vectors")
    found, wanted = SignedVectors.build(VectorsOnFile(tmp_path / "vectors", 8)).rows, SignedVectors.build(vectors).rows
    assert all(np.array_equal(one, other) for one, other in zip(found, wanted, strict=True))
    assert np.allclose(found.middle, vectors.mean(axis=0, dtype=np.float64), atol=1e-7)
