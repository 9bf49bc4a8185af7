"""What is compared of a posting: addresses, places, numbers, rank."""

from datetime import date

import pytest
from probewerk import ad

from jobboard.posting import Permission, Place
from jobboard.traits import Table, Traits, canonical, rank_of, table_of, traits_of


def traits(**fields: object) -> Traits:
    return traits_of(ad("1", **fields), 10)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://www.probewerk.example/jobs/1/", "http://probewerk.example/jobs/1"),
        ("https://probewerk.example/jobs/1?utm_source=x&gclid=2", "https://probewerk.example/jobs/1"),
        ("https://probewerk.example/j?b=2&a=1", "https://probewerk.example/j?a=1&b=2"),
        ("https://probewerk.example/j?id=1&lang=de", "https://probewerk.example/j?id=1&lang=en"),
    ],
)
def test_one_address(left: str, right: str) -> None:
    assert canonical(left) == canonical(right) != ""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://probewerk.example/j?id=1", "https://probewerk.example/j?id=2"),
        ("https://probewerk.example/j?ref=1", "https://probewerk.example/j?ref=2"),
        ("https://a.example/1", "https://b.example/1"),
    ],
)
def test_two_addresses(left: str, right: str) -> None:
    assert canonical(left) != canonical(right)


@pytest.mark.parametrize(
    "url", ["", "https://probewerk.example", "https://probewerk.example/?utm_source=x", "https://[x", "//"]
)
def test_no_address_of_an_ad(url: str) -> None:
    assert canonical(url) == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("99001 Musterstadt", "musterstadt"),
        ("Musterstadt-Nord", "musterstadt"),
        ("MUSTERSTADT, Deutschland", "musterstadt"),
        ("Bad Muster", "bad muster"),
        ("Köln", "koln"),
        ("Koeln", "koln"),
        ("Homeoffice", ""),
        ("Deutschland", ""),
    ],
)
def test_places(name: str, key: str) -> None:
    assert traits(place=name).places == ((key,) if key else ())


def test_the_place_a_gazetteer_found_counts_more_than_what_was_written() -> None:
    place = Place(name="Am Hafen 3, 99001", locality="Musterstadt")
    assert traits_of(ad("1").model_copy(update={"places": (place,)}), 10).places == ("musterstadt",)


def test_place_and_employer_are_no_part_of_the_title() -> None:
    assert traits(title="Koch (m/w/d) Musterstadt bei Probewerk").title == ("koch",)


def test_numbers_of_one_requisition() -> None:
    assert traits(requisition="R-1001").requisition == traits(requisition="r 1001").requisition == "r1001"
    assert traits().requisition == ""


def test_rank() -> None:
    ranked = [
        ad("1", "csv:probewerk-gmbh", permission=Permission.ASKED),
        ad("2", "site:probewerk"),
        ad("3", "site:probewerk", language="en"),
        ad("4", "feed:boerse"),
        ad("5", "feed:boerse", description_text="Kurz."),
        ad("6", "feed:boerse", permission=Permission.PUBLIC_API),
        ad("7", "feed:boerse", employer="Personalkontor AG"),
        ad("8", "demo", demo=True),
    ]
    ranks = [rank_of(posting) for posting in ranked]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)


def test_a_table_is_in_the_order_of_ids_and_each_sketch_with_its_own_traits() -> None:
    postings = [ad(f"{at}", task=f"Aufgabe Nummer {at} und noch {at * 7} weitere Dinge.") for at in range(2_300)]
    whole = table_of(iter(postings))
    assert [one.id for one in whole.traits] == sorted(posting.id for posting in postings)
    rows = {one.id: row for row, one in enumerate(whole.traits)}
    for posting in postings[::311]:
        assert (table_of([posting]).sketches[0] == whole.sketches[rows[posting.id]]).all()
    assert len(table_of([])) == 0 and isinstance(table_of([]), Table)


def test_dates_and_demo() -> None:
    assert traits(date_posted=date(2026, 11, 1)).posted == date(2026, 11, 1)
    assert traits(demo=True).demo and not traits().demo
