import re
from datetime import date

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from scrapers.adapters.umantis import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

SITE = "https://recruitingapp-5064.de.umantis.com"
LIST = f"{SITE}/Jobs/All"


def test_the_rows() -> None:
    first, second = parsed("umantis/list.html", LIST).drafts
    assert (first.source_ref, first.title, first.url) == (
        "1048",
        "Beratung (m/w/d)",
        f"{SITE}/Vacancies/1048/Description/1",
    )
    assert (first.places[0].name, first.employment, first.date_posted) == (
        "Musterstadt",
        ("Vollzeit",),
        date(2026, 9, 8),
    )
    assert (second.title, second.language, second.places) == ("Accountant", "en", ())
    assert second.employment == ("Full time", "unlimited")


def test_the_table_says_how_many_there_are() -> None:
    page = parsed("umantis/list.html", LIST)
    assert page.follow[0].url == f"{LIST}?tc1152481=p2"
    whole = (FILES / "umantis" / "list.html").read_bytes().replace(b'"TableCount":5', b'"TableCount":2')
    assert all(fetch.ref for fetch in ADAPTER.parse(Answer(LIST, whole)).follow)


def test_a_job_page_has_only_text() -> None:
    (draft,) = parsed("umantis/job.html", f"{SITE}/Vacancies/1048/Description/1").drafts
    assert (draft.source_ref, draft.title, draft.language) == ("1048", "Beratung (m/w/d)", "de")
    assert draft.description.count("Kundschaft") == 4 and "x()" not in draft.description


def table(page: int, size: int = 10, last: int = 3) -> bytes:
    page = min(page, last)  # beyond its end the table shows the last page again
    rows = "".join(
        f'<tr><td><a class="HSTableLinkSubTitle" href="/Vacancies/{n}/Description/1">Stelle {n}</a></td></tr>'
        for n in range(page * size, page * size + (size if page < last else size // 2 * 2))
    )
    return f'<html><body>umantis<table>{rows}</table><a href="?tc77=p1">1</a></body></html>'.encode()


def test_a_table_without_a_count_ends_where_it_repeats_itself() -> None:
    def web(fetch: Fetch) -> bytes:
        page = re.search(r"tc77=p(\d+)", fetch.url)
        return (FILES / "umantis" / "job.html").read_bytes() if fetch.ref else table(int(page[1]) if page else 1)

    result, made = crawl("umantis", SITE, web)
    assert pages_of(made) == [LIST, *(f"{LIST}?tc77=p{page}" for page in (2, 3, 4))]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 30)


def test_a_page_without_a_table_is_no_empty_one() -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(LIST, b"<html><body>Wartung</body></html>"))


def test_where_it_begins() -> None:
    assert ADAPTER.start(SITE, {})[0].url == LIST
    assert ADAPTER.start(f"{SITE}/Jobs/2?lang=ger", {})[0].url == f"{SITE}/Jobs/2?lang=ger"
