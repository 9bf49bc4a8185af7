import base64
from datetime import date

from musterweb import FILES, parsed

from jobboard.posting import EmploymentType, Period, WorkMode
from jobboard.reading.contract import read_types
from scrapers.adapters import parse_file
from scrapers.adapters.jobsuche import ADAPTER, LIST_ONLY

BASE = "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service"
LIST = f"{BASE}/pc/v6/jobs?wo=Musterstadt&umkreis=50&page=1&size=100"


def test_a_list_row() -> None:
    row = parsed("jobsuche_list.json", LIST).drafts[0]
    assert row.source_ref == "10001-1000000001-S"
    assert (row.title, row.employer) == ("IT-Administrator (m/w/d)", "Musterwerk GmbH")
    assert row.occupation == "Fachinformatiker/in - Systemintegration"
    assert row.date_posted == date(2026, 8, 28)  # of first publication; work begins on 1 November
    assert row.url == "https://www.arbeitsagentur.de/jobsuche/jobdetail/10001-1000000001-S"
    assert row.apply_url == "https://karriere.musterwerk.example/job/77?id=77"
    assert row.employment == ("Vollzeit", "Teilzeit")
    assert row.fixed_term is False
    assert row.remote_flag is WorkMode.HYBRID
    (place,) = row.places
    assert (place.name, place.postal_code, place.locality) == ("01234 Musterstadt", "01234", "Musterstadt")
    assert (place.street, place.region, place.country) == ("Werkstraße 1", "Nordrhein-Westfalen", "DE")
    assert (place.latitude, place.longitude) == (51.25, 9.5)
    assert row.salary is not None
    assert (row.salary.min, row.salary.max, row.salary.period, row.salary.currency) == (
        48500.5,
        61000,
        Period.YEAR,
        "EUR",
    )
    assert row.salary.evidence == "48500.5 - 61000 EUR Jahresgehalt"


def test_a_box_that_is_not_ticked_says_nothing() -> None:
    row = parsed("jobsuche_list.json", LIST).drafts[1]
    assert row.remote_flag is None
    assert row.salary is None
    assert row.fixed_term is True
    assert read_types(row.employment) == (EmploymentType.FULL_TIME, EmploymentType.APPRENTICE)


def test_the_list_leads_to_the_next_page_and_to_details() -> None:
    page = parsed("jobsuche_list.json", LIST)
    following, first, _ = page.follow
    assert page.total == 102
    assert following.url == f"{BASE}/pc/v6/jobs?wo=Musterstadt&umkreis=50&page=2&size=100"
    assert ("X-API-Key", "jobboerse-jobsuche") in following.headers
    assert first.url == f"{BASE}/pc/v4/jobdetails/{base64.b64encode(b'10001-1000000001-S').decode()}"
    assert first.ref == "10001-1000000001-S"
    assert [fetch.ref for fetch in parsed("jobsuche_list.json", LIST, hint=LIST_ONLY).follow] == [""]


def test_a_detail() -> None:
    (detail,) = parsed("jobsuche_detail.json", f"{BASE}/pc/v4/jobdetails/x").drafts
    assert detail.description.startswith("### Aufgaben\n\n* Server")
    assert not detail.description_is_html
    assert detail.remote_flag is WorkMode.REMOTE
    assert detail.remote_note == "80 % Homeoffice"


def test_the_field_names_of_v4() -> None:
    (row,) = parsed("jobsuche_v4.json").drafts
    assert (row.source_ref, row.title, row.employer) == ("10000-1111111111-S", "Buchhalter (m/w/d)", "Beispielhaus KG")
    assert row.date_posted == date(2026, 7, 1)
    assert row.apply_url == "https://beispielhaus.example/stellen/5"
    assert (row.places[0].name, row.places[0].country, row.places[0].latitude) == ("01299 Beispielhausen", "DE", 51.2)


def test_nothing_found_is_an_absent_list_not_an_error() -> None:
    page = parsed_bytes(b'{"maxErgebnisse": 0, "page": 1, "size": 100, "woOutput": {}}')
    assert (page[1], page[2]) == ([], [])


def test_more_than_a_query_shows_is_a_gap() -> None:
    data = (FILES / "jobsuche_list.json").read_bytes().replace(b'"maxErgebnisse": 102', b'"maxErgebnisse": 12000')
    (note,) = parsed_bytes(data)[2]
    assert "capped" in note and "10000" in note
    last = data.replace(b'"page": 1,', b'"page": 100,')
    assert all(fetch.ref for fetch in ADAPTER.parse(_answer(last)).follow)


def test_the_query_is_made_of_the_parameters() -> None:
    (first,) = ADAPTER.start(f"{BASE}/pc/v6/jobs", {"wo": "Musterstadt", "umkreis": 50, "details": False})
    assert first.url == LIST
    assert first.hint == LIST_ONLY


def parsed_bytes(data: bytes) -> tuple[str, list, list]:
    return parse_file(data, LIST, None)


def _answer(data: bytes):
    from scrapers.answer import Answer

    return Answer(LIST, data)


def test_a_public_job_page_holds_the_same_detail() -> None:
    page = parsed("jobsuche_page.html", "https://www.arbeitsagentur.de/jobsuche/jobdetail/10001-1000000001-S")
    (detail,) = page.drafts
    assert (detail.source_ref, detail.title) == ("10001-1000000001-S", "IT-Administrator (m/w/d)")
    assert (detail.remote_flag, detail.start) == (WorkMode.REMOTE, "2026-11-01")


def test_details_may_be_read_from_the_pages() -> None:
    (first,) = ADAPTER.start(f"{BASE}/pc/v6/jobs", {"wo": "Musterstadt", "details": "pages"})
    _, detail, _ = parsed("jobsuche_list.json", LIST, hint=first.hint).follow
    assert detail.url == "https://www.arbeitsagentur.de/jobsuche/jobdetail/10001-1000000001-S"
    assert detail.ref == "10001-1000000001-S"
