from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import Period, WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.lever import ADAPTER
from scrapers.answer import Answer

SITE = "https://api.eu.lever.co/v0/postings/musterwerke"
LIST = f"{SITE}?mode=json&skip=0&limit=100"
FILE = "lever/postings.json"


def test_a_posting() -> None:
    page = parsed(FILE, LIST)
    first = page.drafts[0]
    assert (page.total, page.tenant) == (2, "musterwerke")
    assert first.source_ref == "11111111-aaaa-4bbb-8ccc-000000000001"
    assert first.date_posted == date(2026, 9, 2)  # from milliseconds
    assert first.employment == ("Vollzeit",)
    assert first.remote_flag is WorkMode.HYBRID
    assert [(place.name, place.country) for place in first.places] == [("Musterstadt, Hessen", "DE"), ("Wien", "")]
    assert first.apply_url == f"{first.url}/apply"
    assert first.salary is not None
    assert (first.salary.min, first.salary.max, first.salary.currency) == (60000, 72000, "EUR")
    assert first.salary.period is Period.YEAR


def test_the_text_with_its_lists() -> None:
    assert parsed(FILE, LIST).drafts[0].description == (
        "<div>Musterwerke baut Netze.</div><div>Zwei Tage Homeoffice.</div>\n"
        "<h3>Deine Aufgaben</h3>\n<ul><li>Planen</li><li>Bauen</li></ul>\n"
        "<div>Wir freuen uns auf dich.</div>"
    )


def test_what_is_not_said() -> None:
    second = parsed(FILE, LIST).drafts[1]
    assert (second.places, second.employment, second.salary) == ((), (), None)
    assert (second.remote_flag, second.remote_note) == (None, "")
    assert second.description == "Du verkaufst."
    assert second.apply_url == second.url  # an empty address is none
    assert parse_file((FILES / FILE).read_bytes(), LIST, None)[1][1].employer == "musterwerke"


def test_a_full_page_leads_to_the_next_one() -> None:
    page = parsed(FILE, f"{SITE}?mode=json&skip=4&limit=2")
    assert [fetch.url for fetch in page.follow] == [f"{SITE}?mode=json&skip=6&limit=2"]
    assert page.total is None
    last = ADAPTER.parse(Answer(f"{SITE}?mode=json&skip=6&limit=2", b"[]"))
    assert (last.drafts, last.follow, last.total) == ((), (), 6)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://jobs.lever.co/musterwerke", "api.lever.co"),
        ("https://jobs.eu.lever.co/musterwerke/11111111", "api.eu.lever.co"),
        (SITE, "api.eu.lever.co"),
    ],
)
def test_where_it_begins(url: str, host: str) -> None:
    assert ADAPTER.start(url, {})[0].url == f"https://{host}/v0/postings/musterwerke?mode=json&skip=0&limit=100"
    assert host in ADAPTER.hosts(url)
