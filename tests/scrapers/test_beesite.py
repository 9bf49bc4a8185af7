import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import Place
from scrapers.adapters.beesite import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

SEARCH = "https://musterwerke-beesite-production-gjb.app.beesite.de/search"
PORTAL = "https://jobs.musterwerke.example"


def asked(url: str) -> dict[str, int]:
    return json.loads(parse_qs(urlsplit(url).query)["data"][0])["SearchParameters"]


def test_a_row_of_the_search() -> None:
    first, second = parsed("beesite/search.json", SEARCH).drafts
    assert (first.source_ref, first.requisition) == ("mus0003yhd", "mus0003yhd")
    assert first.title == "Fertigungsplanung & Logistik (w/m/d)"
    assert first.employer == "Musterwerke AG"  # the organisation below is an address
    assert (first.employment, first.fixed_term) == (("Vollzeit", "befristet"), True)
    assert (first.date_posted, first.valid_through) == (date(2026, 9, 4), date(2026, 10, 31))
    assert (first.url, first.apply_url) == (f"{PORTAL}/fertigungsplanung-mus0003yhd", f"{PORTAL}/bewerben/200325")
    assert (first.industry, first.experience) == ("Fahrzeugbau", "Berufserfahrene")
    assert first.places == (
        Place(
            name="Werkstraße 1, 99001 Musterstadt",
            locality="Musterstadt",
            region="Musterland",
            postal_code="99001",
            street="Werkstraße 1",
            country="DE",
            latitude=51.3,
            longitude=9.5,
        ),
    )
    assert (second.employer, second.apply_url) == ("Behörde für Muster", second.url)
    assert second.places[0].locality == "Hamburg"  # a city state has no CityName
    assert second.salary is not None and second.salary.grade == "BesGr. A13 / EGr. 13 TV-L"


def items(*numbers: int) -> list[dict[str, object]]:
    return [
        {
            "MatchedObjectId": str(number),
            "MatchedObjectDescriptor": {
                "PositionID": f"p{number}",
                "PositionTitle": f"Stelle {number}",
                "PositionURI": f"{PORTAL}/stelle?ac=jobad&id={number}",
                "PositionLocation": [{"CityName": "Musterstadt" if number % 2 else "Beispielhausen"}],
            },
        }
        for number in numbers
    ]


def board(fetch: Fetch, size: int = 2, count: int = 5, circle: bool = False) -> bytes:
    """A board that gives fewer rows than it is asked for."""
    if fetch.ref:
        return (FILES / "beesite" / "job.html").read_bytes()
    begin = 1 if circle else asked(fetch.url)["FirstItem"]
    found = items(*range(begin, min(count, begin + size - 1) + 1))
    return json.dumps({"SearchResult": {"SearchResultCountAll": str(count), "SearchResultItems": found}}).encode()


def test_the_search_begins_at_one_and_goes_on_by_the_rows_received() -> None:
    result, made = crawl("beesite", SEARCH, board)
    assert [asked(url)["FirstItem"] for url in pages_of(made)] == [1, 3, 5]
    assert {asked(url)["CountItem"] for url in pages_of(made)} == {100}
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 5)
    assert not any(fetch.ref for fetch in made)  # the ads are on a site that the source does not name


def test_the_ads_of_a_site_that_is_named_are_fetched_for_the_place_only() -> None:
    result, made = crawl("beesite", SEARCH, board, place="Musterstadt", portal=f"{PORTAL}/de")
    assert [fetch.ref for fetch in made if fetch.ref] == ["p1", "p3", "p5"]
    assert (result.outcome, [draft.source_ref for draft in result.drafts]) == (Outcome.COMPLETE, ["p1", "p3", "p5"])
    assert "Sie leiten das Referat." in result.drafts[0].description
    nothing, _ = crawl("beesite", SEARCH, board, place="Nirgendheim")
    assert nothing.outcome is Outcome.EMPTY


@pytest.mark.parametrize("place", ["", "Nirgendheim"])
def test_a_board_that_repeats_its_first_page_is_not_complete(place: str) -> None:
    result, made = crawl("beesite", SEARCH, lambda fetch: board(fetch, circle=True), place=place)
    assert len(made) == 2
    assert result.outcome is Outcome.FAILED


def test_a_page_that_is_empty_too_early_is_a_gap() -> None:
    result, _ = crawl("beesite", SEARCH, lambda fetch: board(fetch, size=0))
    assert "no items from number 1, although there are 5" in result.failures[0]


def test_the_older_list_and_its_job_pages() -> None:
    page = parsed("beesite/list.html", "https://stellen.musterland.example/index.php?ac=search_result")
    assert [(row.source_ref, row.title) for row in page.drafts] == [
        ("43463", "Leitung Öffentliche Mobilität"),
        ("43464", "Sachbearbeitung"),
    ]
    assert [fetch.ref for fetch in page.follow] == ["43463", "43464"]
    assert page.total == 2
    job = "https://stellen.musterland.example/index.php?ac=jobad&id=43463"
    (draft,) = parsed("beesite/job.html", job, adapter="beesite").drafts
    assert (draft.source_ref, draft.requisition, draft.employer) == ("43463", "J000043463", "Amt für Muster")
    assert draft.valid_through == date(2026, 9, 30)


def test_an_export_with_its_text_in_lists() -> None:
    (draft,) = parsed("beesite/export.json").drafts
    assert (draft.source_ref, draft.employer, draft.employment) == ("J000004271", "Musterwerke AG", ("Werkstudent",))
    assert "<li>Sie zeichnen R&amp;D &lt; 3 Fahrzeuge</li>" in draft.description
    assert "Deutschkenntnisse" in draft.description


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"error": "closed"}', b"<html><body>Wartung</body></html>"])
def test_another_answer_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(SEARCH, body))


def test_where_it_begins() -> None:
    (first,) = ADAPTER.start("https://musterwerke.app.beesite.de", {"page_size": 50, "language": "en"})
    assert first.url.startswith("https://musterwerke.app.beesite.de/search?data=")
    assert asked(first.url)["CountItem"] == 50
    (older,) = ADAPTER.start("https://muster.example/cust/beesite/", {"variant": "list"})
    assert older.url == "https://muster.example/cust/beesite/?ac=search_result"
