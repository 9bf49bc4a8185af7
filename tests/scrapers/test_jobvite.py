import time
from datetime import date

import pytest
from musterweb import FILES, parsed

from scrapers.adapters.jobvite import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

SITE = "https://jobs.jobvite.com/musterwerke"
LIST = f"{SITE}/jobs?fr=true&nl=1"


def test_rows_of_a_table() -> None:
    page = parsed("jobvite/table.html", LIST)
    assert page.tenant == "musterwerke"
    assert [(draft.source_ref, draft.title) for draft in page.drafts] == [
        ("oAbc1234", "Monteur:in (m/w/d)"),  # without the badge "New"
        ("oAbc1235", "Planer:in"),
        ("oAbc1236", "Zeichner:in"),
    ]
    assert [[place.name for place in draft.places] for draft in page.drafts] == [
        ["Musterstadt, Germany"],
        [],  # "2 Locations"
        ["Beispielhausen, Germany"],
    ]
    assert page.drafts[0].url == f"{SITE}/job/oAbc1234"


def test_a_list_that_shows_only_the_beginning_leads_to_the_search() -> None:
    page = parsed("jobvite/table.html", LIST)
    assert page.total is None
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [
        (f"{SITE}/search?c=Technik&p=0&fr=true&nl=1", ""),
        (f"{SITE}/job/oAbc1234?fr=true&nl=1", "oAbc1234"),
        (f"{SITE}/job/oAbc1235?fr=true&nl=1", "oAbc1235"),
        (f"{SITE}/job/oAbc1236?fr=true&nl=1", "oAbc1236"),
    ]


def test_a_page_of_the_search_in_two_other_layouts() -> None:
    page = parsed("jobvite/search.html", f"{SITE}/search?p=0")
    first, second = page.drafts
    assert (first.title, first.places[0].locality, first.employment) == ("Kaufmann:frau", "Musterstadt", ("Full-Time",))
    assert (second.title, second.places[0].name) == ("Analyst", "Remote, Germany")
    assert (page.total, page.follow[0].url) == (3, f"{SITE}/search?p=1")
    last = (FILES / "jobvite/search.html").read_bytes().replace(b"1-2 of 3", b"2-3 of 3")
    assert all(fetch.ref for fetch in ADAPTER.parse(Answer(f"{SITE}/search?p=1", last)).follow)


def test_the_page_of_a_job_with_and_without_markup() -> None:
    (job,) = parsed("jobvite/job.html", f"{SITE}/job/oAbc1234?fr=true&nl=1").drafts
    assert job.url == f"{SITE}/job/oAbc1234"  # not the one that was asked for
    assert (job.source_ref, job.employer, job.date_posted) == ("oAbc1234", "Musterwerke GmbH", date(2026, 8, 30))
    bare = (FILES / "jobvite/job.html").read_bytes().replace(b"application/ld+json", b"text/plain")
    (job,) = ADAPTER.parse(Answer(f"{SITE}/job/oAbc1234", bare)).drafts
    assert (job.title, "<p>Du montierst.</p>" in job.description) == ("Monteur:in (m/w/d)", True)


def test_an_empty_board_and_one_whose_list_is_made_by_a_script() -> None:
    empty = ADAPTER.parse(Answer(LIST, b"<html><p>There are currently no open jobs.</p></html>"))
    assert (empty.drafts, empty.total) == ((), 0)
    with pytest.raises(UnreadableAnswer, match="layout"):
        ADAPTER.parse(Answer(LIST, b"<html><div ng-app='jobs'></div></html>"))


def test_where_it_begins() -> None:
    assert ADAPTER.start(f"{SITE}/job/oAbc1234", {})[0].url == LIST
    assert ADAPTER.start("https://jobs.jobvite.com/careers/musterwerke/jobs", {})[0].url == LIST
    assert ADAPTER.start(f"{SITE}/search", {})[0].url == f"{SITE}/search?fr=true&nl=1"


def test_a_list_without_rows_takes_no_time() -> None:
    links = "".join(f'<a href="/m/job/oAbc{number}">Stelle {number}</a>' for number in range(4_000))
    began = time.process_time()
    page = ADAPTER.parse(Answer(LIST, f'<ul class="jv-job-list"><li>{links}</li></ul>'.encode()))
    assert len(page.drafts) == 4_000
    assert time.process_time() - began < 8
