"""Known names against a slow truth: a dictionary from pieces to classes, middles summed one by one."""

import random
from array import array
from pathlib import Path

import numpy as np
import pytest

from index.phrases import LONGEST, SHARE, UNKNOWN, Marks, learn_phrases, read_phrases


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
    rows, marked = phrases.find(pieces)
    assert not marked.any()
    for name, row in zip(pieces, rows, strict=True):
        named = sorted({int(c) for other, c in zip(pieces, classes, strict=True) if set(other) == set(name)})
        middles = []
        for number in named:
            total = sum(w * v for v, c, w in zip(vectors, classes, weights, strict=True) if c == number)
            middles.append(total / np.linalg.norm(total))
        assert phrases.vectors[row] == pytest.approx(SHARE * np.mean(middles, axis=0), abs=1e-6)


def test_only_whole_names_are_known() -> None:
    names = [[1, 2], [3] * (LONGEST + 1), [4] * LONGEST]
    phrases = learn_phrases(names, np.eye(3, dtype=np.float32), np.arange(3), np.ones(3))
    asked = [[], [1], [2, 1], [1, 2, 1], [3] * (LONGEST + 1), [4] * LONGEST, [1, 2]]
    found = phrases.find(asked)[0].tolist()
    assert found[:2] == [UNKNOWN] * 2 and found[4] == UNKNOWN and found[5] != found[6]
    assert found[2] == found[3] == found[6] != UNKNOWN  # whatever their order and number
    assert phrases.find([array("I", one).tobytes() for one in asked])[0].tolist() == found
    assert [part.tolist() for part in phrases.find([])] == [[], []]


def test_a_name_is_known_in_any_order_of_its_pieces() -> None:
    rng = random.Random(5)
    names = [rng.sample(range(42_000), 12) for _ in range(50)]
    phrases = learn_phrases(names, np.eye(50, dtype=np.float32), np.arange(50), np.ones(50))
    turned = [rng.sample(name, 12) for name in names]
    assert phrases.find(turned)[0].tolist() == phrases.find(names)[0].tolist() != [UNKNOWN] * 50


M = 7  # a piece that is a mark
MARKED = Marks(frozenset({M}), np.array([0, 0, 0, 0.5], np.float32))


def test_a_marked_name_is_another_than_the_bare_one() -> None:
    names = [[1, M], [1], [1], [2, M], [3]]
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2, 1]]
    phrases = learn_phrases(names, vectors, np.array([0, 0, 1, 2, 1]), np.ones(5), MARKED)

    def added(*pieces: int) -> list[float]:
        which, more = phrases.added(phrases.find([list(pieces)]))
        return more[0].tolist() if len(which) else []

    assert added(M, 1) == pytest.approx([SHARE, 0, 0, 0.5]) and added(1) == pytest.approx([SHARE / 2, SHARE / 2, 0, 0])
    assert added(2, M) == pytest.approx([0, 0, SHARE, 0.5]) and added(2) == pytest.approx([0, 0, SHARE, 0])
    assert added(3, M) == pytest.approx([0, SHARE, 0, 0.5]) and added(3) == pytest.approx([0, SHARE, 0, 0])
    assert added(4, M, M) == [0, 0, 0, 0.5] and added(4) == [] and added(M) == [] and added() == []
    assert added(*[4] * LONGEST, M) == []  # no title is so long


def test_what_is_added_to_many_texts_is_what_is_added_to_each() -> None:
    phrases = learn_phrases([[1, M], [1], [2]], np.eye(4, dtype=np.float32)[:3], np.arange(3), np.ones(3), MARKED)
    asked = [[1], [9], [1, M], [], [2, M], [9, M]]
    which, more = phrases.added(phrases.find(asked))
    assert which.tolist() == [0, 2, 4, 5]
    for place, vector in zip(which.tolist(), more, strict=True):
        assert phrases.added(phrases.find([asked[place]]))[1][0].tolist() == vector.tolist()


def test_written_and_read_again(tmp_path: Path) -> None:
    phrases = learn_phrases(*learned(), MARKED)
    phrases.write(tmp_path)
    again = read_phrases(tmp_path)
    assert again is not None and again.keys.tolist() == phrases.keys.tolist()
    assert again.rows.tolist() == phrases.rows.tolist()
    assert again.vectors == pytest.approx(phrases.vectors, abs=1e-3)
    assert again.marks.pieces == {M} and again.marks.vector.tolist() == MARKED.vector.tolist()
    assert read_phrases(tmp_path / "none") is None
