from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters.paylocity import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

LIST = "https://recruiting.paylocity.com/recruiting/jobs/All/0a0a0a0a-0000-0000-0000-000000000000/Musterwerke-GmbH"
JOB = "https://recruiting.paylocity.com/Recruiting/Jobs/Details/3200001"


def test_a_row_of_the_list() -> None:
    page = parsed("paylocity/list.html", LIST)
    first = page.drafts[0]
    assert (page.total, page.tenant) == (3, "Musterwerke GmbH")
    assert (first.source_ref, first.title, first.url) == ("3200001", "Disponent:in (m/w/d)", JOB)
    assert first.date_posted == date(2026, 8, 25)
    assert [(fetch.url, fetch.ref) for fetch in page.follow[:1]] == [(JOB, "3200001")]


def test_a_work_mode_in_place_of_a_place() -> None:
    first, second, third = parsed("paylocity/list.html", LIST).drafts
    assert first.remote_flag is WorkMode.HYBRID  # although "remote" is ticked
    assert (first.places[0].name, first.places[0].postal_code) == ("Musterstadt", "99001")
    assert (second.remote_flag, second.places[0].name) == (None, "Depot Beispielhausen")
    assert second.places[0].locality == "Beispielhausen"
    assert (third.remote_flag, third.places[0].name) == (WorkMode.REMOTE, "Remote - Germany")


def test_the_page_of_a_job_without_markup() -> None:
    (job,) = parsed("paylocity/job.html", JOB).drafts
    assert (job.source_ref, job.title) == ("3200001", "Disponent:in (m/w/d)")
    assert "<p>Du planst Touren.</p>" in job.description
    assert job.employment == ("Full-time",)
    assert (job.remote_flag, job.places[0].name) == (WorkMode.HYBRID, "Musterstadt, Hessen")


def test_the_page_of_a_job_with_markup() -> None:
    (job,) = parsed("icims/job.html", JOB, "paylocity").drafts
    assert (job.source_ref, job.employer) == ("3200001", "Musterwerke Steuer GmbH")


def test_an_empty_list_and_a_page_that_is_none() -> None:
    assert ADAPTER.parse(Answer(LIST, b'<html><script>window.pageData = {"Jobs":[]};</script></html>')).total == 0
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(LIST, b"<html><body>Sorry</body></html>"))
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(LIST, (FILES / "paylocity/list.html").read_bytes()[:900]))


def test_where_it_begins() -> None:
    assert [fetch.url for fetch in ADAPTER.start(LIST, {})] == [LIST]
