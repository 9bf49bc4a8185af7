from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import Period, WorkMode
from jobboard.reading.contract import read_types
from scrapers.adapters import parse_file
from scrapers.adapters.greenhouse import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

BOARD = "https://boards-api.greenhouse.io/v1/boards/musterwerke/jobs?content=true"
FILE = "greenhouse/jobs.json"


def test_a_job_of_the_board() -> None:
    page = parsed(FILE, BOARD)
    job = page.drafts[0]
    assert (page.total, page.tenant, page.follow) == (3, "musterwerke", ())
    assert (job.source_ref, job.title) == ("4100001", "Entwickler:in Regelungstechnik (m/w/d)")
    assert (job.employer, job.requisition) == ("Musterwerke GmbH", "REQ-77")
    assert job.date_posted == date(2026, 7, 2)  # not the day of the last refresh
    assert job.valid_through == date(2026, 12, 31)
    assert job.url == job.apply_url == "https://job-boards.eu.greenhouse.io/musterwerke/jobs/4100001"
    assert read_types(job.employment) == ("FULL_TIME",)
    assert job.remote_flag is WorkMode.HYBRID  # a field of the employer's own
    assert job.salary is not None
    assert (job.salary.min, job.salary.max, job.salary.period) == (55000, 68000, Period.YEAR)


def test_a_text_that_is_escaped_twice() -> None:
    job = parsed(FILE, BOARD).drafts[0]
    assert job.description == "<h2>Deine Aufgaben</h2>\n<p>Du entwickelst Regler f&uuml;r Anlagen &amp; Netze.</p>"
    assert job.description_is_html


def test_several_places_in_one_line() -> None:
    first, second, third = parsed(FILE, BOARD).drafts
    assert [place.name for place in first.places] == ["Musterstadt, Germany"]  # not the office too
    assert [place.name for place in second.places] == ["DE-Remote", "DE-Musterstadt", "DE-Beispielhausen"]
    assert [place.locality for place in second.places] == ["", "Musterstadt", "Beispielhausen"]
    assert [place.name for place in third.places] == ["Musterstadt, Deutschland"]  # no place of its own


def test_what_is_not_said() -> None:
    _, second, third = parsed(FILE, BOARD).drafts
    assert (second.requisition, second.remote_flag, second.language) == ("", None, "")
    assert third.date_posted is None  # never published: the day of the last change is none


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/musterwerke",
        "https://job-boards.eu.greenhouse.io/musterwerke/jobs/4100001",
        "https://boards.greenhouse.io/embed/job_board?for=musterwerke",
        "https://boards-api.greenhouse.io/v1/boards/musterwerke/jobs",
    ],
)
def test_where_it_begins(url: str) -> None:
    assert [fetch.url for fetch in ADAPTER.start(url, {})] == [BOARD]
    assert ADAPTER.start("https://karriere.musterwerke.example", {"board": "musterwerke"})[0].url == BOARD
    assert ADAPTER.hosts(url) == ("boards-api.greenhouse.io",)


def test_an_empty_board_and_none() -> None:
    assert parse_file(b'{"jobs": [], "meta": {"total": 0}}', BOARD, None)[:2] == ("greenhouse", [])
    assert ADAPTER.parse(Answer(BOARD, b'{"jobs": [], "meta": {"total": 0}}')).total == 0
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(BOARD, b'{"status": 404, "error": "Job not found"}'))


def test_a_board_that_counts_more_than_it_shows() -> None:
    data = (FILES / FILE).read_bytes().replace(b'"total": 3', b'"total": 4')
    assert ADAPTER.parse(Answer(BOARD, data)).total == 4
