"""Places as ads write them, against a map known beforehand: the test region's."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.places import Gazetteer, country_code, fold_place, is_no_place, kilometres
from jobboard.posting import Place
from jobboard.region import Locality, Pack

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((52.5200, 13.4050), (48.1372, 11.5755), 504),  # Berlin to Munich
        ((48.8566, 2.3522), (51.5074, -0.1278), 344),  # Paris to London
        ((0, 0), (0, 180), math.pi * 6371),
        ((90, 0), (-90, 77), math.pi * 6371),
        ((50, 179.9), (50, -179.9), 14.3),  # across the date line
        ((50, 9), (50, 9), 0),
    ],
)
def test_known_distances(start: tuple[float, float], end: tuple[float, float], expected: float) -> None:
    assert kilometres(*start, *end) == pytest.approx(expected, rel=0.005, abs=0.001)


@given(POINTS, POINTS, POINTS)
def test_a_distance_is_a_metric(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert 0 <= kilometres(*a, *b) <= math.pi * 6371 + 1e-6
    assert kilometres(*a, *b) == pytest.approx(kilometres(*b, *a), abs=1e-6)
    assert kilometres(*a, *c) <= kilometres(*a, *b) + kilometres(*b, *c) + 1e-3


@pytest.mark.parametrize(
    ("written", "name", "postal_code"),
    [
        ("Musterstadt", "Musterstadt", "99001"),
        ("musterstadt", "Musterstadt", "99001"),
        ("99001 Musterstadt", "Musterstadt", "99001"),
        ("Musterstadt 99003", "Musterstadt", "99003"),
        ("D-99001 Musterstadt", "Musterstadt", "99001"),
        ("DE-99001 Musterstadt", "Musterstadt", "99001"),
        ("99003", "Musterstadt", "99003"),
        ("Musterstadt, Germany", "Musterstadt", "99001"),
        ("Musterstadt DE", "Musterstadt", "99001"),
        ("Musterstadt, Musterland, Deutschland", "Musterstadt", "99001"),
        ("Musterstadt (Musterland)", "Musterstadt", "99001"),
        ("Musterstadt / Homeoffice", "Musterstadt", "99001"),
        ("Musterstadt | Beispielhausen", "Musterstadt", "99001"),
        ("Musterstadt - Zentrale", "Musterstadt", "99001"),
        ("Muster City", "Musterstadt", "99001"),
        ("Musterstadt am Fluss", "Musterstadt", "99001"),
        ("Musterstadt-Nord", "Musterstadt-Nord", "99003"),
        ("Musterstadt Nord", "Musterstadt-Nord", "99003"),
        ("Beispielhausen (Muster)", "Beispielhausen", "99010"),
        ("Übungsdorf", "Übungsdorf", "99020"),
        ("U\u0308bungsdorf", "Übungsdorf", "99020"),
        ("ÜBUNGSDORF", "Übungsdorf", "99020"),
        ("Uebungsdorf", "Übungsdorf", "99020"),
        ("99020 Irgendwo", "Übungsdorf", "99020"),
        ("99010 Musterstadt", "Beispielhausen", "99010"),  # the postal code is the surer of the two
    ],
)
def test_a_place_of_the_region_is_found(gazetteer: Gazetteer, written: str, name: str, postal_code: str) -> None:
    found = gazetteer.find(written)
    assert found is not None and (found.name, found.postal_code) == (name, postal_code)


@pytest.mark.parametrize(
    "written",
    ["", "  ", "Berlin", "10115 Berlin", "10115 Musterstadt", "Homeoffice", "Deutschland", "990010", "Berlin, Musterstadt",
     "Musterstadt, Austria", "Musterstadt, US", "Musterstadt (AT)", "Neu Musterstadt", "Muster", "stadt", "北京", "🏙", "-", "12345"],
)  # fmt: skip
def test_what_the_region_does_not_know_is_not_guessed(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.find(written) is None


@given(st.text())
def test_any_text_is_looked_up(gazetteer: Gazetteer, text: str) -> None:
    gazetteer.find(text)
    gazetteer.coordinates(text)
    is_no_place(text)
    assert fold_place(fold_place(text)) == fold_place(text)


def test_a_name_that_ends_like_a_country_keeps_its_end() -> None:
    place = Locality(name="Walde", kind="town", postal_code="99030", latitude=50, longitude=9)
    assert Gazetteer((place,)).find("Walde") == place
    assert Gazetteer((place,)).find("Walde, DE") == place


def test_the_middle_of_a_town_or_of_its_postal_code(gazetteer: Gazetteer) -> None:
    assert gazetteer.coordinates("99003") == (50.02, 9.01)
    assert gazetteer.coordinates("Musterstadt") == (pytest.approx(50.01), pytest.approx(9.005))
    assert gazetteer.coordinates("Nirgendwo") is None


def test_what_the_source_says_is_never_overwritten(gazetteer: Gazetteer) -> None:
    given_place = Place(
        name="99001 Musterstadt", postal_code="99001", latitude=50.5, longitude=9.5, region="Eigenkreis", street="Weg 1"
    )
    assert gazetteer.resolve(given_place) == given_place.model_copy(update={"locality": "Musterstadt", "country": "DE"})


def test_what_the_source_leaves_open_is_filled_in(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve(Place(name="Musterstadt-Nord"))
    assert found == Place(
        name="Musterstadt-Nord",
        locality="Musterstadt",
        region="Kreis Muster",
        country="DE",
        latitude=50.03,
        longitude=9.01,
    )
    half = gazetteer.resolve(Place(name="Übungsdorf", latitude=1.0))
    assert (half.latitude, half.longitude) == (50.0, 9.2), "half a coordinate is none"


@pytest.mark.parametrize(
    "place",
    [
        Place(name="Musterstadt", country="US"),
        Place(name="Remote"),
        Place(name="Homeoffice, Musterstadt"),
        Place(name="Hamburg", locality="Hamburg"),
        Place(name="Musterstadt", locality="Hamburg", postal_code="20095"),
    ],
)
def test_a_place_elsewhere_stays_as_it_came(gazetteer: Gazetteer, place: Place) -> None:
    assert gazetteer.resolve(place) == place


@pytest.mark.parametrize(
    "name",
    [
        "Remote",
        "Homeoffice",
        "Home Office",
        "home-office",
        "Deutschlandweit",
        "mobiles Arbeiten",
        "Anywhere",
        "remote, EU",
    ],
)
def test_a_work_mode_is_no_place(name: str) -> None:
    assert is_no_place(name)


@pytest.mark.parametrize("name", ["Remotedorf", "Musterstadt (Remote)", "", "Heimstadt", "Mobilheim"])
def test_a_place_is_no_work_mode(name: str) -> None:
    assert not is_no_place(name)


@pytest.mark.parametrize(
    ("written", "code"),
    [("Germany", "DE"), (" deutschland ", "DE"), ("DE", "DE"), ("de", "DE"), ("ÖSTERREICH", "AT"), ("ch", "CH"), ("jp", "JP"),
     ("Ruritania", "Ruritania"), ("", "")],
)  # fmt: skip
def test_countries(written: str, code: str) -> None:
    assert country_code(written) == code


def test_names_for_a_choice_are_sorted_and_leave_quarters_out(pack: Pack, gazetteer: Gazetteer) -> None:
    assert gazetteer.names() == ["Beispielhausen", "Fernhausen", "Musterstadt", "Übungsdorf"]
    assert Gazetteer().find("Musterstadt") is None and Gazetteer().names() == []
