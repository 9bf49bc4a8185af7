from datetime import date

import pytest
from musterweb import parsed

from jobboard.posting import Period, WorkMode
from jobboard.reading.contract import read_types
from scrapers.adapters.rippling import ADAPTER
from scrapers.answer import Answer

BOARD = "https://api.rippling.com/platform/api/ats/v1/board/musterwerke/jobs"
SECOND = "https://api.rippling.com/platform/api/ats/v2/board/musterwerke/jobs?page=0&pageSize=1"
FIRST_JOB = "44444444-0000-4000-8000-000000000001"


def test_a_row_for_each_place_is_one_job() -> None:
    page = parsed("rippling/jobs.json", BOARD)
    first, second = page.drafts
    assert (page.total, page.tenant) == (2, "musterwerke")
    assert (first.source_ref, first.title) == (FIRST_JOB, "Controller:in (m/w/d)")
    assert [place.name for place in first.places] == ["Musterstadt, Germany", "Remote (Germany)"]
    assert [place.locality for place in second.places] == ["Musterstadt"]
    assert [(fetch.url, fetch.ref) for fetch in page.follow[:1]] == [(f"{BOARD}/{FIRST_JOB}", FIRST_JOB)]


def test_the_second_version_says_the_work_mode_of_each_place() -> None:
    page = parsed("rippling/board.json", SECOND)
    (job,) = page.drafts
    assert (page.total, job.language) == (2, "de")
    assert job.remote_flag is WorkMode.HYBRID  # at one of two places
    assert [(place.locality, place.country) for place in job.places] == [("Musterstadt", "DE"), ("Wien", "AT")]
    following, detail = page.follow
    assert following.url == SECOND.replace("page=0", "page=1")
    assert detail.ref == job.source_ref


def test_a_detail() -> None:
    page = parsed("rippling/detail.json", f"{BOARD}/{FIRST_JOB}")
    (job,) = page.drafts
    assert (job.employer, job.date_posted) == ("Musterwerke GmbH", date(2026, 8, 27))
    assert job.description == "<p>Du steuerst die Zahlen.</p>\n<p>Musterwerke baut Anlagen.</p>"
    assert read_types(job.employment) == ("FULL_TIME",)
    assert job.salary is not None
    assert (job.salary.min, job.salary.max, job.salary.period) == (60000, 70000, Period.YEAR)
    assert page.follow == ()


def test_a_contract_by_its_code_alone() -> None:
    body = (
        b'{"uuid": "1", "name": "A", "workLocations": [], "employmentType": {"label": "HOURLY_PT"}, "description": {}}'
    )
    (job,) = ADAPTER.parse(Answer(f"{BOARD}/1", body)).drafts
    assert read_types(job.employment) == ("PART_TIME",)


@pytest.mark.parametrize(
    "url", ["https://ats.rippling.com/musterwerke/jobs", "https://ats.rippling.com/de-DE/musterwerke/jobs/1", BOARD]
)
def test_where_it_begins(url: str) -> None:
    assert ADAPTER.start(url, {})[0].url == BOARD
    assert ADAPTER.parse(Answer(BOARD, b"[]")).total == 0
