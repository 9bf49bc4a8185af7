from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.teamtailor import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

SITE = "https://musterwerke.teamtailor.com"
FEED = f"{SITE}/jobs.rss?per_page=200&offset=0"
RSS, JSON = "teamtailor/jobs.rss", "teamtailor/jobs.json"


def test_a_job_of_the_feed() -> None:
    page = parsed(RSS, FEED)
    first = page.drafts[0]
    assert (page.total, page.tenant, page.follow, page.gaps) == (3, "Musterwerke GmbH", (), ())
    assert (first.source_ref, first.title) == ("6400001", "Elektroniker:in Netze & Anlagen (m/w/d)")
    assert first.date_posted == date(2026, 8, 28)
    assert first.description == "<p>Du baust <strong>Anlagen</strong>.</p>"
    assert [(place.name, place.locality, place.postal_code, place.country) for place in first.places] == [
        ("Zentrale, Musterstadt", "Musterstadt", "99001", "DE"),
        ("Beispielhausen", "Beispielhausen", "", "DE"),
    ]


def test_the_work_mode_and_the_state_nobody_changed() -> None:
    assert [draft.remote_flag for draft in parsed(RSS, FEED).drafts] == [WorkMode.HYBRID, WorkMode.REMOTE, None]
    assert [draft.remote_note for draft in parsed(RSS, FEED).drafts] == ["", "", ""]


def test_a_place_without_parts_and_no_place() -> None:
    _, second, third = parsed(RSS, FEED).drafts
    assert (second.places, third.places[0].name) == ((), "Musterstadt")


def test_the_feed_names_the_employer() -> None:
    name, drafts, _ = parse_file((FILES / RSS).read_bytes(), "https://karriere.musterwerke.example/jobs.rss", None)
    assert (name, drafts[0].employer) == ("teamtailor", "Musterwerke GmbH")


def test_a_full_page_leads_to_the_next_one() -> None:
    page = parsed(RSS, f"{SITE}/jobs.rss?per_page=3&offset=3")
    assert ([fetch.url for fetch in page.follow], page.total) == ([f"{SITE}/jobs.rss?per_page=3&offset=6"], None)


@pytest.mark.parametrize("share", [0.65, 0.8, 0.98])
def test_a_feed_that_is_cut_off_keeps_the_whole_jobs_and_says_so(share: float) -> None:
    whole = (FILES / RSS).read_bytes()
    cut = whole[: int(len(whole) * share)]
    page = ADAPTER.parse(Answer(FEED, cut))
    assert len(page.drafts) == cut.count(b"</item>") > 0
    assert page.total is None
    assert "cut off" in page.gaps[0]


def test_the_json_feed() -> None:
    page = parsed(JSON, f"{SITE}/jobs.json")
    (job,) = page.drafts
    assert (job.source_ref, job.employer) == ("6400001", "Musterwerke GmbH")  # the reference is that of the RSS feed
    assert (job.employment, job.valid_through) == (("FULL_TIME",), date(2026, 10, 31))
    assert job.places[0].locality == "Musterstadt"
    assert ([fetch.url for fetch in page.follow], page.total) == ([f"{SITE}/jobs.json?page=2"], None)


def test_where_it_begins() -> None:
    assert ADAPTER.start(f"{SITE}/jobs", {})[0].url == FEED
    assert ADAPTER.start(f"{SITE}/jobs.json", {})[0].url == f"{SITE}/jobs.json"
    assert ADAPTER.start(f"{SITE}/jobs", {"feed": "/de/jobs.rss"})[0].url == f"{SITE}/de/jobs.rss"


def test_an_empty_feed_and_a_page_in_its_place() -> None:
    empty = b'<?xml version="1.0"?><rss xmlns:tt="https://teamtailor.com/locations"><channel><title>M</title></channel></rss>'
    page = ADAPTER.parse(Answer(FEED, empty))
    assert (page.drafts, page.total, page.gaps) == ((), 0, ())
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(FEED, b"<html><body>400</body></html>"))
