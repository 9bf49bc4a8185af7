from datetime import date

from musterweb import parsed

from jobboard.posting import WorkMode
from scrapers.adapters.arbeitnow import ADAPTER
from scrapers.answer import Answer

LIST = "https://www.arbeitnow.com/api/job-board-api?page=1"


def test_a_row_of_the_api() -> None:
    row, other = parsed("arbeitnow/list.json", LIST).drafts
    assert row.source_ref == "buchhalter-musterstadt-1001"
    assert (row.title, row.employer) == ("Buchhalter (m/w/d) - 100 % Homeoffice", "Musterwerke GmbH")
    assert row.date_posted == date(2026, 9, 15)  # seconds since 1970
    assert (row.places[0].name, row.places[0].locality) == ("Musterstadt, Musterland, Germany", "Musterstadt")
    assert row.employment == ("Permanent", "Full time")
    assert row.url == row.apply_url
    assert row.url.endswith("/musterwerke-gmbh/buchhalter-musterstadt-1001")
    assert row.remote_flag is None  # a box that is not ticked says nothing
    assert other.remote_flag is WorkMode.REMOTE
    assert other.places == ()


def test_the_next_page_is_the_one_the_api_names() -> None:
    (following,) = parsed("arbeitnow/list.json", LIST).follow
    assert following.url == "https://www.arbeitnow.com/api/job-board-api?page=2"


def test_without_links_a_full_page_leads_on_and_a_short_one_does_not() -> None:
    def follow(rows: int) -> list[str]:
        body = f'{{"data": [{", ".join(["{}"] * rows)}], "meta": {{"per_page": 2}}}}'
        return [fetch.url for fetch in ADAPTER.parse(Answer(LIST, body.encode())).follow]

    assert follow(2) == ["https://www.arbeitnow.com/api/job-board-api?page=2"]
    assert follow(1) == []


def test_an_empty_first_page_says_that_nothing_is_offered_a_later_one_does_not() -> None:
    assert ADAPTER.parse(Answer(LIST, b'{"data": []}')).total == 0
    assert ADAPTER.parse(Answer(LIST.replace("page=1", "page=3"), b'{"data": []}')).total is None


def test_an_ad_as_archives_keep_it() -> None:
    (ad,) = parsed("arbeitnow/saved.md").drafts
    assert (ad.source_ref, ad.title) == ("lagerist-musterstadt-1003", "Lagerist (m/w/d)")
    assert (ad.employer, ad.places[0].name, ad.date_posted) == ("Musterwerke GmbH", "Musterstadt", date(2026, 9, 1))
    assert ad.description.split() == ["Aufgaben", "-", "Sie", "lagern", "ein."]  # nothing that the archive added
    assert not ad.description_is_html
    assert ad.remote_flag is None
