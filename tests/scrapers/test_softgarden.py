from datetime import date

import pytest
from crawling import crawl
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import WorkMode
from scrapers.adapters import detect
from scrapers.adapters.softgarden import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

FEED = "https://musterverband.career.softgarden.de/jobs.feed.json"
BOARD = "https://musterverband.softgarden.io"


def test_a_feed() -> None:
    page = parsed("softgarden/jobs.feed.json", FEED)
    first, second = page.drafts
    assert (first.source_ref, first.requisition) == ("48677018", "48677018")
    assert (first.title, first.employer) == ("Erzieher/in (m/w/d)", "Musterverband e.V.")
    assert first.date_posted == date(2026, 9, 1)
    assert first.employment == ("FULL_TIME", "PART_TIME")
    assert (first.places[0].locality, first.places[0].postal_code, first.places[0].street) == (
        "Musterstadt",
        "99001",
        "",
    )
    assert (second.source_ref, second.requisition) == (second.url, "")
    assert (second.remote_flag, second.places[0].street) == (WorkMode.REMOTE, "Weg 2")
    assert (page.total, page.tenant) == (2, "musterverband")


def test_the_feed_is_known_also_on_an_employers_own_domain() -> None:
    body = (FILES / "softgarden" / "jobs.feed.json").read_bytes()
    assert (
        detect(Answer("https://karriere.musterverband.example/jobs.feed.json", body.replace(b"softgarden", b"x"))).name
        == "softgarden"
    )


@pytest.mark.parametrize("body", [b"<html>Seite nicht gefunden</html>", b'{"error": 404}', b"[]"])
def test_what_is_no_feed_is_no_empty_one(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(FEED, body))
    assert ADAPTER.parse(Answer(FEED, b'{"@type": "DataFeed", "dataFeedElement": []}')).total == 0


def test_an_older_board() -> None:
    page = parsed("softgarden/vacancies.html", f"{BOARD}/de/vacancies")
    first, second = page.drafts
    assert (first.source_ref, first.title, first.date_posted) == ("48677018", "Erzieher/in (m/w/d)", date(2026, 7, 4))
    assert [place.name for place in first.places] == ["Musterstadt", "Beispielhausen"]
    assert first.url == f"{BOARD}/job/48677018/Erzieher?jobDbPVId=1&l=de"
    assert (second.url, second.title) == (f"{BOARD}/job/53688446", "")  # the list names it without a card
    assert page.total == 2


def test_a_whole_run_of_an_older_board() -> None:
    job = (FILES / "beesite" / "job.html").read_bytes()
    board = (FILES / "softgarden" / "vacancies.html").read_bytes()
    result, made = crawl("softgarden", BOARD, lambda fetch: job if fetch.ref else board)
    assert made[0].url == f"{BOARD}/de/vacancies"
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 2)
    assert {draft.requisition for draft in result.drafts} == {"J000043463"}


def test_where_it_begins() -> None:
    assert ADAPTER.start("https://musterverband.career.softgarden.de", {})[0].url == FEED
    assert ADAPTER.start(FEED, {"tenant": "musterverband"})[0].url == FEED
