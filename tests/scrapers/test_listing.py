import time

import pytest

from scrapers import listing
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

LIST = "https://a.example/x%20y/jobs?start=10&domain=a.example"


def test_an_address_is_taken_apart_and_turned() -> None:
    assert listing.asked(LIST, "start") == "10"
    assert listing.asked(LIST, "nothing") == ""
    assert listing.turned(LIST, start=20) == "https://a.example/x%20y/jobs?start=20&domain=a.example"
    assert (listing.step(LIST, 0), listing.step(LIST, -1), listing.step(LIST, 2)) == ("x y", "jobs", "")
    assert [fetch.url for fetch in listing.next_page(LIST, start=30)] == [listing.turned(LIST, start=30)]


@pytest.mark.parametrize("url", ["", "http://[", "file.json", "ftp://a.example/x"])
def test_what_is_no_address_leads_nowhere(url: str) -> None:
    assert listing.next_page(url, page=2) == ()
    assert listing.asked(url, "a") == listing.step(url, 3) == listing.label(url, ".a.example") == ""


@pytest.mark.parametrize(
    ("url", "tenant"),
    [
        ("https://musterwerke.recruitee.com/o/x", "musterwerke"),
        ("https://www.recruitee.com/", ""),
        ("https://jobs.musterwerke.example/", ""),
        ("https://evil.example/.recruitee.com", ""),
        ("https://{slug}.recruitee.com/api", ""),
    ],
)
def test_the_tenant_of_a_host(url: str, tenant: str) -> None:
    assert listing.label(url, ".recruitee.com") == tenant


def test_sections_stand_under_their_headings() -> None:
    assert listing.headed([("Profil & mehr", "<p>A</p>"), ("", "<p>B</p>"), ("leer", " "), (None, None)]) == [
        "<h3>Profil &amp; mehr</h3>\n<p>A</p>",
        "<p>B</p>",
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Musterstadt, Hessen, Germany", ["Musterstadt, Hessen, Germany"]),
        ("Musterstadt; Beispielhausen | Wien", ["Musterstadt", "Beispielhausen", "Wien"]),
        ("SF, NYC, SEA", ["SF", "NYC", "SEA"]),
        ("Muster, CA", ["Muster, CA"]),
        ("US-Remote, US-Muster Town", ["US-Remote", "US-Muster Town"]),
        ("2 Locations", []),
        ("Mehrere Standorte", []),
        ("A; A", ["A"]),
        (None, []),
    ],
)
def test_the_places_of_one_line(text: object, places: list[str]) -> None:
    assert listing.places_of(text) == places


@pytest.mark.parametrize(
    ("name", "locality", "country"),
    [
        ("Musterstadt, Hessen, Germany", "Musterstadt", "DE"),
        ("Germany, Hessen, Musterstadt", "Musterstadt", ""),
        ("DE-Musterstadt", "Musterstadt", "DE"),
        ("DE-HE-Musterstadt", "Musterstadt", "DE"),
        ("US-Remote", "", "US"),
        ("Remote, Germany", "", "DE"),
        ("Germany", "", "DE"),
        ("Muster, DE", "Muster", ""),  # Delaware, perhaps
        ("X-Ray", "", ""),
        ("Musterstadt", "", ""),
    ],
)
def test_a_place_in_one_line(name: str, locality: str, country: str) -> None:
    place = listing.place(name)
    assert place is not None
    assert (place.name, place.locality, place.country) == (name, locality, country)


def test_what_is_known_otherwise_counts_more_than_the_line() -> None:
    place = listing.place("Zentrale, Germany", locality="Musterstadt", country="AT", postal_code="99001")
    assert place is not None
    assert (place.locality, place.country, place.postal_code) == ("Musterstadt", "AT", "99001")
    assert listing.place("") is None


def page(script: str) -> Answer:
    return Answer("https://a.example/", f"<html><script>{script}</script></html>".encode())


def test_the_json_of_a_variable_ends_where_it_ends() -> None:
    assert listing.assigned(page('window.data = {"a": "};"}; other = {}'), "window.data", "x") == {"a": "};"}
    assert listing.assigned(page("window.data = load();"), "window.data", "x") is None


@pytest.mark.parametrize("script", ['window.data = {"a": ', "window.data = {a: 1}", "window.data = " + "[" * 100_000])
def test_a_broken_variable_is_our_own_error(script: str) -> None:
    with pytest.raises(UnreadableAnswer, match=r"window\.data"):
        listing.assigned(page(script), "window.data", "x")


@pytest.mark.parametrize("text", ["a" + " " * 2_000_000 + "b", "a;" * 1_000_000])
def test_an_endless_line_takes_no_time(text: str) -> None:
    began = time.process_time()
    listing.places_of(text)
    assert time.process_time() - began < 1
