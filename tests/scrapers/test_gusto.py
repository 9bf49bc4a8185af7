import pytest
from musterweb import parsed

from scrapers.adapters.gusto import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

JOB = "https://jobs.gusto.com/postings/hybrid-muster-inc-warehouse-lead-00000000-1111"
BOARD = "https://jobs.gusto.com/boards/hybrid-muster-inc-3333"


@pytest.mark.parametrize("url", [JOB, ""])
def test_a_posting(url: str) -> None:
    (draft,) = parsed("gusto/posting.html", url).drafts
    assert (draft.title, draft.employer) == ("Warehouse Lead", "Hybrid Muster Inc")
    assert draft.source_ref == draft.url == draft.apply_url == JOB
    assert (draft.places[0].name, draft.employment) == ("Mustertown, NY", ("Full time",))
    assert "<p>You lead the warehouse.</p>" in draft.description
    assert draft.remote_flag is None  # "Hybrid" is a part of the company's name


def test_a_board_leads_to_its_postings() -> None:
    page = parsed("gusto/board.html", BOARD)
    assert [fetch.url for fetch in page.follow] == [
        JOB,
        "https://jobs.gusto.com/postings/hybrid-muster-inc-driver-00000000-2222",
    ]
    assert page.drafts == ()


def test_an_empty_board_says_so_and_a_wall_is_an_error() -> None:
    empty = b"<html><body><h1>Muster Inc</h1><p>There are no open positions right now.</p></body></html>"
    assert ADAPTER.parse(Answer(BOARD, empty)).total == 0
    with pytest.raises(UnreadableAnswer, match="neither a posting nor a board"):
        ADAPTER.parse(Answer(BOARD, b"<html><body><h1>Just a moment...</h1></body></html>"))
