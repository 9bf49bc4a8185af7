"""Many spellings, one form; and the way back to what was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.levelling import letters, level


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("BÜRO  in\tKöln", "buro in koln"),
        ("bu\u0308ro", "buro"),
        ("Straße", "strasse"),
        ("YARI ZAMANLI İş", "yari zamanli is"),
        ("удалённо", "удаленно"),
        ("Київ, їжа", "київ, їжа"),
        ("المانية", "المانيه"),
        ("أَلمانِيّ", "الماني"),
        ("٢٠ ساعة", "20 ساعه"),
        ("Home\u00adoffice", "homeoffice"),
        ("a\x00b\ud800c", "a bc"),
        ("„Bau“", '"bau"'),
        ("ﬁt", "fit"),
    ],
)
def test_forms(typed: str, form: str) -> None:
    assert level(typed).text == form


@given(st.text(max_size=80))
def test_every_letter_knows_where_it_came_from(text: str) -> None:
    found = level(text)
    assert len(found.origins) == len(found.text)
    assert list(found.origins) == sorted(found.origins)
    for at, letter in enumerate(found.text):
        first, last = found.span(at, at + 1)
        assert 0 <= first < last <= len(text)
        assert letter in level(text[first:last]).text


@given(st.text(max_size=80))
def test_all_letters_at_once(text: str) -> None:
    assert re.sub(" +", " ", letters(text)) == level(text).text


def test_a_span_takes_marks_along() -> None:
    text = "im Bu\u0308ro, Ru\u0308"
    found = level(text)
    at = found.text.index("buro")
    assert text[slice(*found.span(at, at + 4))] == "Bu\u0308ro"
    assert text[slice(*found.span(len(found.text) - 1, len(found.text)))] == "u\u0308"
