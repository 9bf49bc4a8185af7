"""What survives translation, sign by sign."""

import pytest

from jobboard.titlewords import meaning, title_words
from jobboard.twins import (
    NEEDED,
    anchor_likeness,
    anchor_numbers,
    anchors_of,
    shape_likeness,
    shape_of,
    title_likeness,
    twin_score,
)

GERMAN = "Ihre Aufgaben\nSie pflegen SAP MM und 12 Anlagen.\nSie beraten alle Fachabteilungen im Haus.\n\nIhr Profil\nStudium der Informatik oder eine vergleichbare Ausbildung\nDeutsch C1"
ENGLISH = "Your tasks\nYou look after SAP MM and 12 plants.\nYou advise all departments of the company.\n\nYour profile\nDegree in computer science or a comparable training\nGerman C1"
OTHER = "Your tasks\nYou drive.\nYou see to it that every customer gets what was ordered, on time and in full, in all of Germany.\n\nWhat we look for\nLicence CE\nGood humour and some sense of direction"


def likeness(left: str, right: str) -> float:
    return title_likeness(meaning(title_words(left)), meaning(title_words(right)))


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Softwareentwickler Java", "Software Developer Java"),
        ("Teamleiter Logistik", "Team Lead Logistics"),
        ("Projektleiter Schienenfahrzeuge", "Project Manager Rail Vehicles"),
        ("Entwicklungsingenieur Leistungselektronik", "Development Engineer Power Electronics"),
        ("Wissenschaftlicher Mitarbeiter", "Research Associate"),
    ],
)
def test_titles_that_mean_the_same(german: str, english: str) -> None:
    assert likeness(german, english) >= 0.5


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Ausbildung Mechatroniker", "Mechatronics Engineer"),
        ("Werkstudent Marketing", "Marketing Manager"),
        ("Koch", "Software Developer"),
        ("Sachbearbeiter Einkauf", "Sales Clerk"),
        ("Senior Controller", "Junior Controller"),
        ("Hausmeister", "Caretaker"),  # what the vocabulary does not know is no evidence
    ],
)
def test_titles_that_do_not(german: str, english: str) -> None:
    assert likeness(german, english) < 0.5


def test_shapes() -> None:
    assert shape_likeness(shape_of(GERMAN), shape_of(ENGLISH)) > 0.8
    assert shape_likeness(shape_of(GERMAN), shape_of(OTHER)) < 0.6
    assert shape_likeness(shape_of(GERMAN), shape_of(ENGLISH * 3)) == 0.0
    assert shape_likeness(b"", shape_of(ENGLISH)) == 0.0


def test_anchors() -> None:
    one, two, other = anchors_of(GERMAN), anchors_of(ENGLISH), anchors_of(OTHER)
    assert anchor_likeness(one, two, frozenset()) == 1.0
    assert anchor_likeness(one, other, frozenset()) == 0.0
    assert anchor_likeness(one, two, frozenset(anchor_numbers(one))) is None, (
        "what all ads of an employer have tells nothing"
    )
    assert anchors_of("nichts") == b""


def test_neither_title_nor_build_is_enough() -> None:
    assert twin_score(1.0, 0.2, 0.0, days_apart=None) < NEEDED
    assert twin_score(0.4, 1.0, 1.0, days_apart=0) == 0.0
    assert twin_score(0.8, 0.8, 0.7, days_apart=3) >= NEEDED
    assert twin_score(0.0, 0.9, 0.8, days_apart=3, same_occupation=True) >= NEEDED
    assert twin_score(0.6, 0.6, 0.6, days_apart=60) < twin_score(0.6, 0.6, 0.6, days_apart=0)
