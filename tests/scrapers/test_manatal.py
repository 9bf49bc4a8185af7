from musterweb import parsed

from scrapers.adapters.manatal import ADAPTER

LIST = "https://www.careers-page.com/api/v1.0/c/musterwerke/jobs/?page=1"


def test_rows_hold_the_whole_ad() -> None:
    page = parsed("manatal/list.json", LIST)
    row, bare = page.drafts
    assert (page.total, page.tenant) == (3, "musterwerke")
    assert [fetch.url for fetch in page.follow] == [LIST.replace("page=1", "page=2")]
    assert (row.source_ref, row.title, row.employer) == ("501", "Disponent (m/w/d)", "Musterwerke GmbH")
    assert row.url == "https://www.careers-page.com/musterwerke/job/ABC123"
    assert row.description == "<p>Sie planen Touren.</p>"
    (place,) = row.places
    assert (place.name, place.locality, place.country) == ("Musterstadt, Musterland, Germany", "Musterstadt", "DE")
    assert row.salary is not None
    assert (row.salary.min, row.salary.max, row.salary.currency) == (38000, 42000, "EUR")
    assert bare.places == ()
    assert bare.salary is None  # the employer does not show it
    assert row.date_posted is None  # the system has none


def test_where_it_begins() -> None:
    (first,) = ADAPTER.start("https://www.careers-page.com/musterwerke", {})
    assert first.url == LIST
    assert ADAPTER.start(LIST, {})[0].url == LIST
