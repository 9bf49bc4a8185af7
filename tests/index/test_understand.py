"""A table of queries in eight languages, and what must hold for any text at all."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import TODAY
from hypothesis import given
from hypothesis import strategies as st

from index.columns import Filters
from index.levelling import level
from index.placenames import place_names
from index.query_reading import Known, key_of
from index.query_words import FILLERS, WORDS_TOO
from index.understand import READ_LENGTH, understand
from jobboard.places import Gazetteer
from jobboard.posting import EmploymentType, Level, WorkMode
from jobboard.region import Pack

EMPLOYERS = ("Musterwerke GmbH", "Stadtwerke Musterstadt AG", "Start GmbH", "Blau AG", "Klinikum Muster gGmbH")
WITH_WORDS = (("Essen", "99081"), ("Halle", "99082"))  # places whose names are words


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parent / "queries.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def wide(pack: Pack) -> Gazetteer:
    """The test region, with places whose names are words."""
    more = tuple(
        pack.localities[0].model_copy(update={"name": name, "postal_code": code, "aliases": ()})
        for name, code in WITH_WORDS
    )
    return Gazetteer(pack.localities + more, pack.region.country)


@pytest.fixture(scope="module")
def known(wide: Gazetteer) -> Known:
    return Known.of(place_names(wide), EMPLOYERS)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["query"])
def test_the_table_of_queries(row: dict[str, str], known: Known) -> None:
    found = understand(row["query"], known)
    assert " ".join(f"{one.kind}={one.value}" for one in found.read) == row["read"]
    assert found.text == row["text"]
    assert found.language in (row["language"], "")
    for one in found.read:
        assert row["query"][one.start : one.end] == one.words


def test_the_table_is_wide_enough() -> None:
    languages = [row["language"] for row in rows()]
    assert len(languages) >= 150
    assert set(languages) == {"de", "en", "uk", "ru", "ar", "tr", "pl", "ro"}


WORDS = [word for row in rows() for word in row["query"].split()] + [
    '"',
    "-",
    "(",
    "*",
    "\x00",
    "\ud800",
    "😀",
    "é",
    "e\u0301",
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))


@given(texts)
def test_any_text_is_read_without_fault(known: Known, text: str) -> None:
    found = understand(text, known)
    at = 0
    for one in found.read:
        assert at <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.words
        at = one.end
    assert found.query == text
    letters = iter(text)
    assert all(letter in letters for letter in found.text if not letter.isspace())  # what is left, in its order


@given(texts)
def test_what_is_taken_back_is_searched_for_as_it_stands(known: Known, text: str) -> None:
    plain: set[str] = set()
    for _ in range(40):
        found = understand(text, known, plain)
        if not found.read:
            break
        assert not plain & {key_of(one.words) for one in found.read}
        plain |= {key_of(one.words) for one in found.read}
    assert not found.read
    assert found.text == text


def test_one_wish_is_taken_back_and_the_others_stay(known: Known) -> None:
    query = "Koch Teilzeit in Musterstadt"
    found = understand(query, known, {"teilzeit"})
    assert [(one.kind, one.words) for one in found.read] == [("place", "in Musterstadt")]
    assert found.text == "Koch Teilzeit"


@pytest.mark.parametrize(
    "query",
    ["Buchhalter Homeoffice " * 5_000, '"a b" ' * 17_000, "a" * 100_000, "20 km " * 16_000, "-x " * 33_000],
    ids=["words", "quotes", "one word", "numbers", "minus"],
)
def test_a_long_text_is_read_only_at_its_beginning(known: Known, query: str) -> None:
    found = understand(query, known)
    assert all(one.end <= READ_LENGTH for one in found.read)
    assert len(found.read) <= 20


def test_what_is_read_becomes_filters(known: Known, wide: Gazetteer) -> None:
    query = (
        "Koch Homeoffice Teilzeit max 30h B1 Deutsch ab 40.000 € in Musterstadt 15 km letzte 7 Tage ohne Schicht -php"
    )
    found = understand(query, known).filters(Filters(on=TODAY), wide, TODAY)
    assert found.modes == (WorkMode.REMOTE, WorkMode.HYBRID)
    assert found.types == (EmploymentType.PART_TIME,)
    assert (found.hours_min, found.hours_max, found.german, found.salary_min) == (None, 30.0, Level.B1, 40_000.0)
    assert (found.place, found.radius_km, found.or_remote) == ("Musterstadt", 15.0, True)
    assert (found.latitude, found.longitude) == wide.coordinates("Musterstadt")
    assert found.since == TODAY - timedelta(days=7)
    assert found.on == TODAY
    assert found.without_words == ("Schicht|Schichtdienst|Schichtarbeit|shift", "php")
    assert set(found.lenient) == {"mode", "type", "hours", "german", "salary", "place"}


def test_what_is_picked_wins(known: Known, wide: Gazetteer) -> None:
    picked = Filters(
        modes=(WorkMode.ONSITE,), types=(EmploymentType.FULL_TIME,), german=Level.C1, hours_max=10.0, salary_min=1.0,
        place="Fernhausen", latitude=50.5, longitude=9.0, radius_km=5.0, since=TODAY, employers=("Blau AG",),
    )  # fmt: skip
    query = "Koch Homeoffice Teilzeit 30h B1 Deutsch ab 40.000 € in Musterstadt im Umkreis von 15 km letzte 7 Tage bei Start"
    assert understand(query, known).filters(picked, wide, TODAY) == picked


def test_wishes_alone_are_filters_that_are_insisted_on(known: Known, wide: Gazetteer) -> None:
    found = understand("Homeoffice Teilzeit in Musterstadt", known)
    assert found.text == ""
    filters = found.filters(Filters(), wide, TODAY)
    assert filters.modes and filters.types
    assert filters.lenient == ("place",)


def test_a_radius_without_a_place_narrows_nothing(known: Known, wide: Gazetteer) -> None:
    filters = understand("Koch im Umkreis von 20 km", known).filters(Filters(), wide, TODAY)
    assert filters == Filters()


def test_the_public_form(known: Known) -> None:
    assert understand("Koch im Homeoffice", known).to_dict() == {
        "language": "de",
        "text": "Koch",
        "read": [{"kind": "mode", "value": "home", "words": "im Homeoffice"}],
    }


def test_tables_are_levelled() -> None:
    for word in FILLERS | WORDS_TOO:
        assert level(word).text == word
