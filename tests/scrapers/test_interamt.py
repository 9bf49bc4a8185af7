from datetime import date

from musterweb import FILES, parsed

from jobboard.posting import EmploymentType
from jobboard.reading.contract import read_types
from scrapers.adapters import parse_file
from scrapers.adapters.interamt import ADAPTER

LIST = "https://interamt.de/koop/app/webservice_v2?partner=999"


def test_a_list_row() -> None:
    row = parsed("interamt_list.json", LIST).drafts[0]
    assert row.source_ref == "9000001"
    assert row.title == 'Sachbearbeitung "Wohngeld" (m/w/d)'
    assert row.employer == "Landkreis Musterland"
    assert row.employment == ("befristet", "beides möglich")
    assert row.fixed_term is True
    assert row.salary is not None
    assert (row.salary.grade, row.salary.evidence) == ("A 9 / TVöD E 8 - TVöD E 9a",) * 2
    assert (row.date_posted, row.valid_through) == (date(2026, 9, 1), date(2026, 9, 30))
    assert row.url == row.apply_url == "https://interamt.de/koop/app/stelle?id=9000001"
    assert row.language == "de"
    first, second = row.places
    assert (first.name, first.street, first.postal_code, first.locality) == (
        "01234 Musterstadt",
        "Amtsplatz 3",
        "01234",
        "Musterstadt",
    )
    assert (first.latitude, first.longitude) == (51.1, 9.2)
    assert (second.name, second.latitude) == ("01299 Beispielhausen", None)  # 0, 0 means unknown


def test_silence_stays_silence() -> None:
    row = parsed("interamt_list.json", LIST).drafts[1]
    assert row.valid_through is None  # "baldmöglichst"
    assert row.salary is None
    assert row.places == ()
    assert row.fixed_term is False
    assert row.remote_flag is None
    assert read_types(row.employment) == (EmploymentType.FULL_TIME, EmploymentType.APPRENTICE)


def test_the_list_leads_to_details() -> None:
    page = parsed("interamt_list.json", LIST)
    assert page.total == 2
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [
        ("https://interamt.de/koop/app/webservice_v2?id=9000001", "9000001"),
        ("https://interamt.de/koop/app/webservice_v2?id=9000002", "9000002"),
    ]


def test_a_detail_has_other_names_for_the_same() -> None:
    (detail,) = parsed("interamt_detail.json", "https://interamt.de/koop/app/webservice_v2?id=9000001").drafts
    row = parsed("interamt_list.json", LIST).drafts[0]
    for name in ("source_ref", "title", "employer", "employment", "fixed_term", "date_posted", "valid_through"):
        assert getattr(detail, name) == getattr(row, name), name
    assert detail.salary is not None and detail.salary.grade == "A 9 / TVöD E 8 - TVöD E 9a"
    assert detail.weekly_hours == 39
    assert detail.apply_url == "https://bewerbung.musterland.example/wohngeld"
    assert "alternierende Telearbeit" in detail.description
    assert "<p>Bearbeitung von Anträgen</p>" in detail.description  # plain among HTML becomes HTML
    assert detail.places[0].name == "01234 Musterstadt"


def test_list_and_detail_in_one_file_become_one_posting() -> None:
    both = b'{"list": %s, "details": {"9000001": %s}}' % tuple(
        (FILES / f"interamt_{name}.json").read_bytes() for name in ("list", "detail")
    )
    name, drafts, notes = parse_file(both, "", None)
    assert (name, [draft.source_ref for draft in drafts], notes) == ("interamt", ["9000001", "9000002"], [])
    assert drafts[0].weekly_hours == 39
    assert drafts[0].apply_url == "https://bewerbung.musterland.example/wohngeld"
    assert drafts[1].title.startswith("Auszubildende")


def test_where_it_begins() -> None:
    assert ADAPTER.start(LIST, {})[0].url == LIST
    assert ADAPTER.start("https://interamt.de/koop/app/webservice_v2", {"partner": 999})[0].url == LIST
