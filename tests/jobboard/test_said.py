"""What was read, in words, in both languages."""

import pytest

from index import query_words
from index.understand import MODES
from jobboard.said import said
from jobboard.texts import texts


@pytest.mark.parametrize(
    ("kind", "value", "english", "german"),
    [
        ("mode", "home", "home office first", "Homeoffice zuerst"),
        ("type", "PART_TIME", "Part time", "Teilzeit"),
        ("german", "none", "no German needed", "kein Deutsch nötig"),
        ("german", "B1", "German: at most B1", "Deutsch: höchstens B1"),
        ("language", "en", "ads in English first", "Anzeigen auf Englisch zuerst"),
        ("hours", "-30", "at most 30 hours a week", "höchstens 30 Stunden in der Woche"),
        ("hours", "30-", "at least 30 hours a week", "mindestens 30 Stunden in der Woche"),
        ("hours", "18-22.5", "18 to 22.5 hours a week", "18 bis 22,5 Stunden in der Woche"),
        ("salary", 50_000, "from €50,000 a year", "ab 50.000 € im Jahr"),
        ("since", 7, "in the last 7 days", "in den letzten 7 Tagen"),
        ("since", 1, "since yesterday", "seit gestern"),
        ("place", "Musterstadt", "in and around Musterstadt", "in und um Musterstadt"),
        ("radius", 20, "within 20 km", "im Umkreis von 20 km"),
        ("without", "Schicht", "without “Schicht”", "ohne „Schicht“"),
        ("phrase", "Projektleiter Bau", "“Projektleiter Bau” word for word", "„Projektleiter Bau“ Wort für Wort"),
        ("employer", "Musterwerke GmbH", "Musterwerke GmbH", "Musterwerke GmbH"),
    ],
)
def test_in_words(kind: str, value: str | int, english: str, german: str) -> None:
    assert said(kind, value, texts("en")) == english
    assert said(kind, value, texts("de")) == german


def test_every_mode_and_type_that_can_be_read_has_words() -> None:
    for mode in MODES:
        assert said("mode", mode, texts("en"))
    for kind in query_words.TYPES:
        assert said("type", str(kind), texts("en"))
