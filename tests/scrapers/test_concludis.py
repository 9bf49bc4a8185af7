import re
from datetime import date

from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from scrapers.adapters.concludis import ADAPTER
from scrapers.parsed import Fetch

SITE = "https://musterwerke.concludis.de"
LIST = f"{SITE}/prj/lst/a181a603769c1f98ad927e7367c7aa51/GesamtlisteOffenePositionen.htm"
JOB = f"{SITE}/prj/shw/3cc697419ea18cc98d525999665cb94a_0/932/Rezeption_m_w_d.htm?b=0"


def test_the_rows() -> None:
    page = parsed("concludis/list.html", LIST)
    first, second = page.drafts
    assert (first.source_ref, first.title, first.url) == ("932", "Rezeption (m/w/d)", JOB)
    assert (first.places[0].name, first.places[0].postal_code) == ("99001 Musterstadt", "99001")
    assert first.employment == ("Teilzeit",)
    assert (second.source_ref, second.places) == ("933", ())
    assert second.url.endswith("Koch.htm?b=0&lang=de_DE")
    assert (page.total, page.tenant) == (3, "musterwerke")


def test_a_job_page() -> None:
    (draft,) = parsed("concludis/job.html", JOB).drafts
    assert (draft.source_ref, draft.employer, draft.date_posted) == ("932", "Musterwerke GmbH", date(2026, 9, 1))
    assert draft.requisition == ""


def listing(page: int, size: int, count: int) -> bytes:
    rows = "".join(
        f'<div id="line_{n}" onclick="cJobboard.openJob(\'{SITE}/prj/shw/ab_0/{n}/x.htm\');"><span class="stellenlink">Stelle</span></div>'
        for n in range((page - 1) * size, min(count, page * size))
    )
    return f"<html><div>{count} Stellen gefunden</div>{rows}</html>".encode()


def test_a_long_list_page_by_page() -> None:
    def web(fetch: Fetch) -> bytes:
        page = re.search(r"page=(\d+)", fetch.url)
        return (
            (FILES / "concludis" / "job.html").read_bytes()
            if fetch.ref
            else listing(int(page[1]) if page else 1, 10, 25)
        )

    result, made = crawl("concludis", LIST, web)
    assert pages_of(made) == [LIST, f"{LIST}?page=2", f"{LIST}?page=3"]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 25)


def test_job_pages_that_are_closed_to_us_leave_the_rows_but_no_complete_run() -> None:
    gate = b"<html><body>Bitte melden Sie sich an.</body></html>"
    result, _ = crawl("concludis", LIST, lambda fetch: gate if fetch.ref else listing(1, 3, 3))
    assert (result.outcome, len(result.drafts)) == (Outcome.FAILED, 3)


def test_where_it_begins() -> None:
    assert ADAPTER.start(SITE, {})[0].url == f"{SITE}/prj/lst/"
    assert ADAPTER.start(LIST, {})[0].url == LIST
