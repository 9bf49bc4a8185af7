"""A search from a sentence: what is left of it without a wish."""

import pytest

from assistant import Kind, Reply
from jobboard.pages.chat_jobs import query_of, without
from jobboard.pages.chat_turns import Turn
from jobboard.pages.search_state import QUERY_LENGTH


@pytest.mark.parametrize(
    ("question", "words", "rest"),
    [
        ("remote IT jobs, part time, no German", "part time", "remote IT jobs, no German"),
        ("remote IT jobs, no German", "no German", "remote IT jobs"),
        ("Part time jobs", "part time", "jobs"),
        ("part time", "part time", ""),
        ("jobs (remote)", "(remote)", "jobs"),
        ("jobs", "not there", "jobs"),
        ("teilzeit und teilzeit", "teilzeit", "und teilzeit"),
    ],
)
def test_a_wish_is_taken_out_of_the_sentence(question: str, words: str, rest: str) -> None:
    assert without(question, words) == rest


def test_the_search_page_gets_the_sentence_in_its_length() -> None:
    turn = Turn(1, "  jobs \n in  IT " + "x" * 500, Reply(Kind.JOBS, "en", ()))
    assert query_of(turn).startswith("jobs in IT xxx") and len(query_of(turn)) == QUERY_LENGTH
