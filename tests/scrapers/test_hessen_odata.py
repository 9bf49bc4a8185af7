import json
from datetime import date

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from scrapers.adapters.hessen_odata import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

SERVICE = "https://stellensuche.musterland.example/sap/opu/odata/sap/zer_cand_unreg_srv"
LIST = f"{SERVICE}/PostingAbstractSet?$format=json&$top=500"
DETAIL = f"{SERVICE}/PostingAbstractSet('005056A1')/ToDetail?$format=json"


def test_a_list_row() -> None:
    first, second = parsed("hessen_odata/list.json", LIST).drafts
    assert (first.source_ref, first.requisition) == ("005056A1", "50811234_0001")
    assert (first.title, first.employer) == ("Sachbearbeitung Förderung (m/w/d)", "Regierungspräsidium Musterstadt")
    assert (first.date_posted, first.valid_through) == (date(2026, 8, 28), date(2026, 9, 23))
    assert (first.employment, first.fixed_term) == (("Vollzeit, unbefristet",), False)
    place = first.places[0]
    assert (place.name, place.locality, place.postal_code, place.region) == (
        "99001 Musterstadt", "Musterstadt", "99001", "Nordmusterland",
    )  # fmt: skip
    assert (second.valid_through, second.date_posted, second.fixed_term) == (None, None, True)  # "baldmöglichst"
    assert (second.places[0].name, second.places[0].locality) == ("Südmusterland", "")  # no city is given


def test_a_postings_page_is_told_by_the_fragment_of_its_address() -> None:
    first, second = parsed("hessen_odata/list.json", LIST).drafts
    assert first.url.endswith("/zer5_ccu/index.html#/Stellendetail/005056A1")
    assert first.url != second.url


def test_a_detail_has_its_texts_under_names_of_its_own() -> None:
    (draft,) = parsed("hessen_odata/detail.json", DETAIL, adapter="hessen_odata").drafts
    assert draft.source_ref == "005056A1"
    assert "Anträge auf Förderung" in draft.description and "Studium der Verwaltung" in draft.description
    assert "https://" not in draft.description
    assert draft.title == ""  # so that the row's stays


def rows(fetch: Fetch, counted: bool = True, size: int = 2) -> bytes:
    if fetch.ref:
        return (FILES / "hessen_odata" / "detail.json").read_bytes()
    skip = int(fetch.url.split("$skip=")[1].split("&")[0]) if "$skip=" in fetch.url else 0
    found = [
        {"Guid": str(n), "Header": f"Stelle {n}", "Department": {"City": "Musterstadt" if n % 2 else "Beispielhausen"}}
        for n in range(skip, min(5, skip + size))
    ]
    return json.dumps({"d": {"results": found, **({"__count": "5"} if counted else {})}}).encode()


def test_a_service_that_gives_fewer_rows_than_asked_is_asked_again() -> None:
    result, made = crawl("hessen_odata", LIST, rows)
    assert len(pages_of(made)) == 3
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 5)
    assert "Anträge" in result.drafts[0].description and result.drafts[0].title == "Stelle 0"


def test_without_a_count_a_full_page_has_another_behind_it() -> None:
    url = f"{SERVICE}/PostingAbstractSet?$top=2"
    result, made = crawl("hessen_odata", url, lambda fetch: rows(fetch, counted=False))
    assert len(pages_of(made)) == 3 and len(result.drafts) == 5


def test_a_next_link_is_followed() -> None:
    first = json.loads(rows(Fetch("x"), counted=False))
    first["d"]["__next"] = f"{SERVICE}/PostingAbstractSet?$skiptoken=2"
    page = ADAPTER.parse(Answer(LIST, json.dumps(first).encode()))
    assert page.follow[0].url == f"{SERVICE}/PostingAbstractSet?$skiptoken=2"


def test_only_a_place() -> None:
    result, made = crawl("hessen_odata", LIST, rows, place="Musterstadt")
    assert [draft.source_ref for draft in result.drafts] == ["1", "3"]
    assert [fetch.ref for fetch in made if fetch.ref] == ["1", "3"]


@pytest.mark.parametrize("body", [b'{"error": {"code": "005056A509B11EE1B9A8"}}', b"[]", b"<html>Anmeldung</html>"])
@pytest.mark.parametrize("url", [LIST, DETAIL])
def test_another_answer_is_unreadable(url: str, body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(url, body))


def test_where_it_begins() -> None:
    (first,) = ADAPTER.start(LIST, {"city_field": "Department.City"})
    assert first.url == f"{SERVICE}/PostingAbstractSet?$format=json&$top=500&$inlinecount=allpages"
    assert ADAPTER.start(SERVICE, {})[0].url == first.url
