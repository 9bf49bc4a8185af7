import json
import re
from datetime import date

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import Period, WorkMode
from scrapers.adapters.join import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

COMPANY = "https://join.com/companies/musterwohnen"
JOB = f"{COMPANY}/9000001-hausmeister"


def test_the_rows() -> None:
    page = parsed("join/list.html", COMPANY)
    first, second = page.drafts
    assert (first.source_ref, first.title, first.url) == ("9000001", "Hausmeister (m/w/d)", JOB)
    assert (first.employer, first.remote_flag, first.date_posted) == (
        "Musterwohnen GmbH",
        WorkMode.ONSITE,
        date(2026, 9, 2),
    )
    place = first.places[0]
    assert (place.name, place.locality, place.country, place.latitude) == (
        "Musterstadt, Germany",
        "Musterstadt",
        "DE",
        51.3,
    )
    assert first.salary is not None
    assert (first.salary.min, first.salary.max, first.salary.period) == (32000, 38000, Period.YEAR)
    assert (second.salary, second.remote_flag) == (None, WorkMode.HYBRID)  # the company does not show this pay
    assert page.total == 7
    assert page.follow[0].url == f"{COMPANY}?page=2"


def test_pay_in_a_currency_without_hundredths() -> None:
    body = (FILES / "join" / "list.html").read_bytes().replace(b'"EUR"', b'"JPY"')
    salary = ADAPTER.parse(Answer(COMPANY, body)).drafts[0].salary
    assert salary is not None and salary.min == 3200000


def test_a_job_page_without_markup_has_the_scripts_data() -> None:
    (draft,) = parsed("join/job.html", JOB).drafts
    assert (draft.source_ref, draft.description, draft.employer) == (
        "9000001",
        "<p>Sie betreuen Häuser.</p>",
        "Musterwohnen GmbH",
    )


def test_a_job_page_with_markup() -> None:
    (draft,) = parsed("rexx/job.html", JOB, adapter="join").drafts
    assert draft.requisition == "MW-2026-17"


def listing(page: int, pages: int = 3) -> bytes:
    items = [{"id": n, "idParam": f"{n}-x", "title": f"Stelle {n}"} for n in range(page * 5, page * 5 + 5)]
    jobs = {"items": items, "pagination": {"page": page, "pageCount": pages, "total": 15}}
    state = {"company": {"name": "M", "domain": "musterwohnen"}, "jobs": jobs}
    data = json.dumps({"props": {"pageProps": {"initialState": state}}})
    return f'<html><script id="__NEXT_DATA__" type="application/json">{data}</script></html>'.encode()


def test_page_by_page() -> None:
    def web(fetch: Fetch) -> bytes:
        page = re.search(r"page=(\d+)", fetch.url)
        return (FILES / "join" / "job.html").read_bytes() if fetch.ref else listing(int(page[1]) if page else 1)

    result, made = crawl("join", COMPANY, web)
    assert pages_of(made) == [COMPANY, f"{COMPANY}?page=2", f"{COMPANY}?page=3"]
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 15)


def test_a_page_of_another_company_is_not_taken_for_this_ones() -> None:
    body = (FILES / "join" / "list.html").read_bytes()
    with pytest.raises(UnreadableAnswer, match="another company"):
        ADAPTER.parse(Answer("https://join.com/companies/beispielbau", body))


@pytest.mark.parametrize("body", [b"<html></html>", b'<html><script id="__NEXT_DATA__">{"a": </script></html>', b"{}"])
def test_another_page_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(COMPANY, body))


def test_where_it_begins() -> None:
    assert ADAPTER.start(COMPANY, {"slug": "x"})[0].url == COMPANY
    assert ADAPTER.start("https://join.com", {"slug": "musterwohnen"})[0].url == COMPANY
