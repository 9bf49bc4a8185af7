"""Names for the words of newcomers: which word is called what, and that the table says nothing it should not."""

import pytest

from assistant.phrases import table
from assistant.vocabulary import names
from index.analysis import words


def called(text: str) -> dict[str, tuple[str, ...]]:
    return {word: own for word, own in zip(words(text), names(words(text)), strict=True) if own}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anmeldung", "Anmeldung"),
        ("żeby się zameldować", "Anmeldung"),
        ("ZAMELDOWAC", "Anmeldung"),
        ("placa minimalna", "Mindestlohn"),
        ("płaca minimalna", "Mindestlohn"),
        ("asgari ücret", "Mindestlohn"),
        ("рахунок у банку", "Girokonto"),
        ("والتسجيل", "Anmeldung"),
        ("بالتأمين الصحي", "Krankenversicherung"),
        ("carte d'opportunité", "Chancenkarte"),
        ("вид на жительство", "Aufenthaltserlaubnis"),
        ("گواهینامه", "Führerschein"),
        ("permis de conducere", "Führerschein"),
    ],
)
def test_words_of_many_languages_have_one_name(text: str, name: str) -> None:
    assert any(name in own for own in called(text).values())


def test_every_word_of_a_phrase_is_called_by_its_name() -> None:
    found = called("mein permanent residence permit")
    assert "mein" not in found
    assert [("Niederlassungserlaubnis" in found[word]) for word in ("permanent", "residence", "permit")] == [
        True,
        True,
        False,
    ]
    assert "Aufenthaltserlaubnis" in found["residence"] and "Aufenthaltserlaubnis" in found["permit"]


@pytest.mark.parametrize(
    "text", ["", "!!!", "München", "GmbH", "es ist", "what is it", "este un", "Das Fahrrad im Keller", "permanent"]
)
def test_other_words_have_none(text: str) -> None:
    assert called(text) == {}


def test_no_beginning_of_the_table_fits_everything() -> None:
    rows = table("vocabulary")["vocabulary"]
    short = [part.strip() for row in rows.values() for part in row.split(";")]
    assert len(rows) > 100 and all(short)
    assert [one for one in short if one.endswith("*") and len(one) < 4 and " " not in one] == []
