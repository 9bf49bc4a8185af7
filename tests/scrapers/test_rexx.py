import re
from datetime import date

from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.normalise import normalise
from jobboard.posting import WorkMode
from scrapers.adapters.rexx import ADAPTER
from scrapers.answer import Answer
from scrapers.parsed import Fetch

SITE = "https://musterwerke-portal.rexx-systems.com"
LIST = f"{SITE}/stellenangebote.html"


def test_the_rows_with_their_work_mode() -> None:
    page = parsed("rexx/list.html", LIST)
    assert [row.source_ref for row in page.drafts] == ["182", "183", "184", "185"]
    assert [row.remote_flag for row in page.drafts] == [WorkMode.HYBRID, WorkMode.REMOTE, WorkMode.ONSITE, None]
    assert [row.remote_note for row in page.drafts] == ["", "", "", "Außendienst"]
    first = page.drafts[0]
    assert (first.title, first.experience) == ("Controller (m/w/d)", "mit Berufserfahrung")
    assert first.places[0].locality == "Musterstadt"
    assert first.url == f"{SITE}/Controller-mwd-de-j182.html"
    assert page.total == 5


def test_the_label_is_the_work_mode_of_an_ad_that_is_silent() -> None:
    row = parsed("rexx/list.html", LIST).drafts[0]
    assert normalise(row, "test").remote.mode is WorkMode.HYBRID


def test_a_job_page() -> None:
    (draft,) = parsed("rexx/job.html", f"{SITE}/Controller-mwd-de-j182.html").drafts
    assert (draft.source_ref, draft.requisition, draft.employer) == ("182", "MW-2026-17", "Musterwerke GmbH")
    assert (draft.date_posted, draft.valid_through) == (date(2026, 9, 3), date(2026, 10, 3))
    assert "Sie erstellen Berichte." in draft.description


def listing(start: int, size: int, count: int) -> bytes:
    rows = "".join(
        f'<div class="joboffer_container"><a href="/Stelle-de-j{n}.html">Stelle {n}</a></div>'
        for n in range(start, min(count, start + size))
    )
    return f'<html><section id="joboffer_table_container" data-count="{count}">{rows}</section></html>'.encode()


def test_a_long_list_goes_on_by_the_rows_received() -> None:
    def web(fetch: Fetch) -> bytes:
        begin = re.search(r"start=(\d+)", fetch.url)
        return (
            (FILES / "rexx" / "job.html").read_bytes() if fetch.ref else listing(int(begin[1]) if begin else 0, 4, 10)
        )

    result, made = crawl("rexx", SITE, web)
    assert pages_of(made) == [LIST, f"{LIST}?start=4", f"{LIST}?start=8"]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 10)


def test_a_list_that_stops_short_is_not_complete() -> None:
    job = (FILES / "rexx" / "job.html").read_bytes()
    result, _ = crawl("rexx", LIST, lambda fetch: job if fetch.ref else listing(0, 4, 10))
    assert result.outcome is Outcome.FAILED


def test_a_table_without_a_count_goes_on_by_its_links() -> None:
    page = parsed("rexx/table.html", "https://stellen.musterland.example/stellenangebote.html")
    assert [row.title for row in page.drafts] == ["Sachbearbeitung", "Referatsleitung"]
    assert page.total is None
    assert page.follow[0].url.endswith("?start=2")


def test_another_page_has_no_list() -> None:
    page = ADAPTER.parse(Answer(LIST, b"<html><body>Wartungsarbeiten</body></html>"))
    assert (page.drafts, page.total) == ((), None)
    assert crawl("rexx", LIST, lambda _: b"<html><body>Wartung</body></html>")[0].outcome is Outcome.FAILED
    none = b'<html><section id="joboffer_table_container" data-count="0"></section></html>'
    assert crawl("rexx", LIST, lambda _: none)[0].outcome is Outcome.EMPTY


def test_where_it_begins() -> None:
    assert ADAPTER.start(SITE, {})[0].url == LIST
    assert ADAPTER.start(f"{SITE}/jobs.html", {})[0].url == f"{SITE}/jobs.html"
