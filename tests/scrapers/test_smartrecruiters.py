from datetime import date

from musterweb import FILES, parsed

from jobboard.posting import Period, WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.smartrecruiters import ADAPTER

API = "https://api.smartrecruiters.com/v1/companies/MusterwerkGmbH/postings"


def test_a_list_row() -> None:
    page = parsed("smartrecruiters_list.json", f"{API}?limit=2&offset=0")
    row = page.drafts[0]
    assert row.source_ref == "744000200000001"
    assert row.title == "Sachbearbeiter:in Einkauf (m/w/d) & Logistik"
    assert row.employer == "Musterwerk GmbH"
    assert row.industry == "Maschinenbau"
    assert row.employment == ("Vollzeit",)
    assert row.experience == "Berufserfahren"
    assert row.date_posted == date(2026, 9, 1)
    assert row.remote_flag is WorkMode.HYBRID
    assert row.url == "https://jobs.smartrecruiters.com/MusterwerkGmbH/744000200000001"
    (place,) = row.places
    assert (place.name, place.locality, place.country) == ("Musterstadt, Deutschland", "Musterstadt", "DE")
    assert (place.latitude, place.longitude) == (51.312, 9.481)


def test_boxes_refused_mean_on_site_and_missing_boxes_mean_nothing() -> None:
    refused = parsed("smartrecruiters_list.json", API).drafts[1]
    assert refused.remote_flag is WorkMode.ONSITE
    assert refused.places[0].name == "Beispielhausen, de"
    data = (
        (FILES / "smartrecruiters_list.json")
        .read_bytes()
        .replace(b'"remote": false, "hybrid": false', b'"manager": false')
    )
    assert parse_file(data, API, None)[1][1].remote_flag is None


def test_the_list_leads_to_the_next_page_and_to_details() -> None:
    page = parsed("smartrecruiters_list.json", f"{API}?limit=2&offset=0")
    assert page.total == 3
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [
        (f"{API}?limit=2&offset=2", ""),
        (f"{API}/744000200000001", "744000200000001"),
        (f"{API}/744000200000002", "744000200000002"),
    ]


def test_a_detail() -> None:
    page = parsed("smartrecruiters_detail.json", f"{API}/744000200000001")
    (detail,) = page.drafts
    assert page.follow == ()
    assert (
        detail.description
        == "<h3>Ihre Aufgaben</h3>\n<p>Sie kaufen ein &amp; planen.</p>\n<h3>Ihr Profil</h3>\n<ul><li>Kaufmännische Ausbildung</li></ul>"
    )
    assert detail.description_is_html
    assert detail.apply_url == "https://jobs.smartrecruiters.com/MusterwerkGmbH/744000200000001-sachbearbeiter?oga=true"
    assert detail.language == "de"
    assert detail.remote_note == "2 Tage pro Woche im Homeoffice"
    assert detail.places[0].postal_code == "00123"
    assert detail.salary is not None
    assert (detail.salary.min, detail.salary.max, detail.salary.currency, detail.salary.period) == (
        42000,
        52000,
        "EUR",
        Period.YEAR,
    )


def test_the_board_address_leads_to_the_list() -> None:
    (first,) = ADAPTER.start("https://careers.smartrecruiters.com/MusterwerkGmbH", {})
    assert first.url == f"{API}?limit=100&offset=0"
    assert ADAPTER.start("https://jobs.smartrecruiters.com/x", {"company": "MusterwerkGmbH"})[0].url == first.url
    assert ADAPTER.start(API, {})[0].url == first.url


def test_an_empty_list_says_so() -> None:
    name, drafts, _ = parse_file(b'{"offset":0,"limit":100,"totalFound":0,"content":[]}', API, None)
    assert (name, drafts) == ("smartrecruiters", [])
