import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GRÖSSE", "größe"),
        ("Größe", "groesse"),
        ("Ä", "a\u0308"),
        ("STRAẞE", "strasse"),
        ("Müller", "MUELLER"),
        ("Ελλάς", "ελλάσ"),
    ],
)
def test_two_spellings_of_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Muller", "Müller"), ("Cafe", "Café"), ("a b", "ab")])
def test_two_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_how_a_word_was_composed_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
