"""Places as people write them, in three alphabets."""

import pytest

from index.levelling import level
from index.placenames import PlaceNames, place_names
from jobboard.places import Gazetteer
from jobboard.region import Pack

NAMES = (
    "Musterstadt",
    "Beispielhausen",
    "Wiesenthal",
    "Zschachau",
    "Kleinfurt",
    "Oberwitz",
    "Bad Quellheim",
    "Rotz (Alb)",
)


@pytest.fixture(scope="module")
def known(pack: Pack) -> PlaceNames:
    made = [
        pack.localities[0].model_copy(update={"name": name, "postal_code": f"991{at:02}", "aliases": ()})
        for at, name in enumerate(NAMES)
    ]
    return place_names(Gazetteer((*pack.localities, *made), "DE"))


def found(known: PlaceNames, text: str) -> list[str]:
    return [name for _, _, name, _ in known.find(level(text).text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("musterstadt", "Musterstadt"),
        ("MUSTERSTADT am Fluss", "Musterstadt"),
        ("Musterstadt-Nord", "Musterstadt-Nord"),
        ("uebungsdorf", "Übungsdorf"),
        ("ubungsdorf", "Übungsdorf"),
        ("Rotz", "Rotz (Alb)"),
        ("bad quellheim", "Bad Quellheim"),
        ("99010", "99010"),
        ("Мустерштадт", "Musterstadt"),
        ("Мустерштадті", "Musterstadt"),
        ("Байшпильхаузене", "Beispielhausen"),
        ("Клайнфурт", "Kleinfurt"),
        ("Обервиц", "Oberwitz"),
        ("مستر", ""),
        ("كلاينفورت", "Kleinfurt"),
        ("Nirgendwo", ""),
        ("12345", ""),
    ],
)
def test_one_name(known: PlaceNames, text: str, name: str) -> None:
    assert found(known, text) == ([name] if name else [])


def test_the_longest_name_counts_and_where_it_stands(known: PlaceNames) -> None:
    text = "koch musterstadt am fluss oder kleinfurt"
    spans = [(text[start:end], name) for start, end, name, _ in known.find(text)]
    assert spans == [("musterstadt am fluss", "Musterstadt"), ("kleinfurt", "Kleinfurt")]


def test_consonants_alone_are_not_sure(known: PlaceNames) -> None:
    assert [sure for *_, sure in known.find(level("كلاينفورت").text)] == [False]
    assert [sure for *_, sure in known.find("kleinfurt")] == [True]
