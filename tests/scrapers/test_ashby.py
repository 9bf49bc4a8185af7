from datetime import date

from musterweb import FILES, parsed

from jobboard.posting import Period, WorkMode
from jobboard.reading.contract import read_types
from scrapers.adapters.ashby import ADAPTER
from scrapers.answer import Answer

BOARD = "https://api.ashbyhq.com/posting-api/job-board/musterwerke?includeCompensation=true"
FILE = "ashby/board.json"


def test_a_job_of_the_board() -> None:
    page = parsed(FILE, BOARD)
    first = page.drafts[0]
    assert (page.total, page.tenant) == (2, "musterwerke")
    assert first.title == "Softwareentwickler:in Leitstand (m/w/d)"
    assert first.date_posted == date(2026, 8, 20)
    assert read_types(first.employment) == ("FULL_TIME",)
    assert first.apply_url == f"{first.url}/application"
    assert [(place.name, place.locality, place.country) for place in first.places] == [
        ("Musterstadt (Zentrale)", "Musterstadt", "DE"),
        ("Remote (Deutschland)", "", "DE"),
        ("Beispielhausen", "Beispielhausen", "DE"),
    ]


def test_hybrid_jobs_are_not_remote_although_their_box_is_ticked() -> None:
    first, second = parsed(FILE, BOARD).drafts
    assert first.remote_flag is WorkMode.HYBRID
    assert second.remote_flag is None  # isRemote alone means either
    data = (FILES / FILE).read_bytes().replace(b'"workplaceType": "Hybrid"', b'"workplaceType": "Remote"')
    assert ADAPTER.parse(Answer(BOARD, data)).drafts[0].remote_flag is WorkMode.REMOTE


def test_pay_is_the_fixed_pay() -> None:
    first, second = parsed(FILE, BOARD).drafts
    assert first.salary is not None  # the shares stand before it, and alone in the summary
    assert (first.salary.min, first.salary.max, first.salary.period) == (55000, 68000, Period.YEAR)
    assert second.salary is None


def test_an_unlisted_job_is_not_shown() -> None:
    assert "Vertraulich" not in [draft.title for draft in parsed(FILE, BOARD).drafts]


def test_where_it_begins() -> None:
    assert ADAPTER.start("https://jobs.ashbyhq.com/musterwerke/2222", {})[0].url == BOARD
    assert ADAPTER.start(BOARD, {})[0].url == BOARD
    assert ADAPTER.start("https://musterwerke.example/jobs", {"board": "musterwerke"})[0].url == BOARD


def test_an_empty_board_says_so() -> None:
    page = ADAPTER.parse(Answer(BOARD, b'{"apiVersion": "1", "jobs": []}'))
    assert (page.drafts, page.total) == ((), 0)
