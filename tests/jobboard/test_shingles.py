"""Sketches against the textbook: sets of word triples, compared one by one."""

import random

import numpy as np
import pytest

from jobboard.shingles import VALUES, loose, similarity, sketches, words


def jaccard(left: list[bytes], right: list[bytes]) -> float:
    """The similarity of two texts as defined: common word triples of all word triples."""
    one, two = ({tuple(text[at : at + 3]) for at in range(max(1, len(text) - 2))} for text in (left, right))
    return len(one & two) / len(one | two)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Müller & Söhne", "Mueller+Soehne"),
        ("MÜLLER", "Muller"),
        ("Straße – groß!", "STRASSE gross"),
        ("Mu\u0308ller", "Müller"),  # composed and decomposed
        ("Kran\u00adken\u00adhaus", "Krankenhaus"),
        ("a\u00a0b\u200bc „d“ e…", "a b c d e"),
        ("C1/B2", "c1 b2"),
    ],
)
def test_spellings_that_are_one(left: str, right: str) -> None:
    assert loose(left) == loose(right) != ""


@pytest.mark.parametrize(("left", "right"), [("Weber", "Wieber"), ("Test", "Text"), ("Київ", "Львів"), ("1", "2")])
def test_spellings_that_are_two(left: str, right: str) -> None:
    assert loose(left) != loose(right)


def test_a_sketch_estimates_the_jaccard_similarity() -> None:
    rng = random.Random(7)
    vocabulary = [str(number).encode() for number in range(400)]
    errors = []
    for _ in range(400):
        left = rng.choices(vocabulary, k=rng.randrange(1, 300))
        right = left[: rng.randrange(len(left) + 1)] + rng.choices(vocabulary, k=rng.randrange(60))
        one, two = sketches([left, right])
        errors.append(similarity(one, two) - jaccard(left, right))
    assert abs(np.mean(errors)) < 0.01  # no bias
    assert np.std(errors) < 0.044 and np.max(np.abs(errors)) < 0.2


def test_a_text_s_sketch_does_not_depend_on_its_neighbours() -> None:
    rng = random.Random(3)
    texts = [rng.choices([b"a", b"b", b"c", b"d"], k=length) for length in (0, 1, 2, 3, 4, 50, 0, 300, 1)]
    together = sketches(texts * 60)  # more than one batch
    for at, text in enumerate(texts * 60):
        assert np.array_equal(together[at], sketches([text])[0])


def test_texts_of_few_words() -> None:
    empty, one, other, two, swapped = sketches([[], [b"a"], [b"b"], [b"a", b"b"], [b"b", b"a"]])
    rows = [empty, one, other, two, swapped]
    assert all(similarity(left, right) < 0.1 for at, left in enumerate(rows) for right in rows[:at])
    assert sketches([]).shape == (0, VALUES)


def test_sketches_are_the_same_on_every_machine_and_day() -> None:
    text = words("Sie bearbeiten Anträge. Zwei Tage Homeoffice pro Woche sind möglich.")
    assert sketches([text])[0, :3].tolist() == [132194034, 96247899, 476914708]
