"""Known names against a slow truth: a dictionary from pieces to classes, middles summed one by one."""

import random
from array import array
from pathlib import Path

import numpy as np
import pytest

from index.phrases import LONGEST, SHARE, UNKNOWN, learn_phrases, read_phrases


def learned(seed: int = 3) -> tuple[list[list[int]], np.ndarray, np.ndarray, np.ndarray]:
    """200 names of 1 to 6 pieces, some of several classes, with vectors, classes and weights."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    pieces = [[rng.randrange(9) for _ in range(rng.randint(1, 6))] for _ in range(200)]
    vectors = numbers.normal(size=(200, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return pieces, vectors, numbers.integers(0, 12, 200), numbers.uniform(0.1, 2, 200)


def test_a_name_has_the_middle_of_what_it_names() -> None:
    pieces, vectors, classes, weights = learned()
    phrases = learn_phrases(pieces, vectors, classes, weights)
    rows = phrases.find(pieces)
    for name, row in zip(pieces, rows, strict=True):
        named = sorted({int(c) for other, c in zip(pieces, classes, strict=True) if other == name})
        middles = []
        for number in named:
            total = sum(w * v for v, c, w in zip(vectors, classes, weights, strict=True) if c == number)
            middles.append(total / np.linalg.norm(total))
        assert phrases.vectors[row] == pytest.approx(SHARE * np.mean(middles, axis=0), abs=1e-6)


def test_only_whole_names_are_known() -> None:
    names = [[1, 2], [3] * (LONGEST + 1), [4] * LONGEST]
    phrases = learn_phrases(names, np.eye(3, dtype=np.float32), np.arange(3), np.ones(3))
    asked = [[], [1], [2, 1], [1, 2, 1], [3] * (LONGEST + 1), [4] * LONGEST, [1, 2]]
    found = phrases.find(asked).tolist()
    assert found[:5] == [UNKNOWN] * 5 and sorted(found[5:]) == [0, 1]
    assert phrases.find([array("I", one).tobytes() for one in asked]).tolist() == found
    assert phrases.find([]).tolist() == []


def test_written_and_read_again(tmp_path: Path) -> None:
    phrases = learn_phrases(*learned())
    phrases.write(tmp_path)
    again = read_phrases(tmp_path)
    assert again is not None and again.keys.tolist() == phrases.keys.tolist()
    assert again.rows.tolist() == phrases.rows.tolist()
    assert again.vectors == pytest.approx(phrases.vectors, abs=1e-3)
    assert read_phrases(tmp_path / "none") is None
