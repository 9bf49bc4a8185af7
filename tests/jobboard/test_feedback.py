"""What is kept of conversations: counted votes, and questions passed on, whose texts go after a week."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from jobboard.feedback import (
    MASK,
    TEXT_LIMIT,
    Unanswered,
    Votes,
    forget_texts,
    keep_question,
    list_unanswered,
    list_votes,
    masked,
    vote,
)
from jobboard.schema import chat_questions, chat_votes
from jobboard.store import Store

DAY = date(2026, 11, 22)


def test_votes_are_counted_and_nothing_else_is_kept(any_store: Store) -> None:
    for helpful in (True, True, False):
        vote(any_store, "answer", "parking", helpful=helpful, day=DAY)
    vote(any_store, "answer", "parking", helpful=True, day=DAY + timedelta(days=1))
    vote(any_store, "unknown", "", helpful=False, day=DAY)
    assert list_votes(any_store) == [Votes("unknown", "", 0, 1), Votes("answer", "parking", 3, 1)]
    with any_store.database.read() as connection:
        rows = {tuple(row) for row in connection.execute(sa.select(chat_votes))}
    assert rows == {
        (DAY, "answer", "parking", True, 2), (DAY, "answer", "parking", False, 1), (DAY, "unknown", "", False, 1),
        (DAY + timedelta(days=1), "answer", "parking", True, 1),
    }  # fmt: skip


def test_texts_go_after_a_week_and_topics_stay(any_store: Store) -> None:
    keep_question(any_store, "parking", "old", day=DAY - timedelta(days=8))
    keep_question(any_store, "parking", "still kept", day=DAY - timedelta(days=7))
    keep_question(any_store, "", "new", day=DAY)
    assert list_unanswered(any_store, DAY) == [
        Unanswered("parking", 2, DAY - timedelta(days=8), DAY - timedelta(days=7), ("still kept",)),
        Unanswered("", 1, DAY, DAY, ("new",)),
    ]
    with any_store.database.read() as connection:
        texts = list(connection.execute(sa.select(chat_questions.c.text).order_by(chat_questions.c.id)).scalars())
    assert texts == [None, "still kept", "new"], "not only hidden: gone"
    assert forget_texts(any_store, DAY + timedelta(days=30)) == 2
    assert [(one.number, one.texts) for one in list_unanswered(any_store, DAY)] == [(2, ()), (1, ())]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Wer hilft mir? erika.muster@web.example", f"Wer hilft mir? {MASK}"),
        ("call me: +49 561 1234-567 please", f"call me: {MASK} please"),
        ("(0561) 123456", MASK),
        ("see https://a.example/x?y=1 and www.b.example", f"see {MASK} and {MASK}"),
        ("my number is 12 345 678 901", f"my number is {MASK}"),
        (
            "Brauche ich in 99999 mit 45.630 Euro 2026 ein Visum?",
            "Brauche ich in 99999 mit 45.630 Euro 2026 ein Visum?",
        ),
        ("a\u202eb\u200bc\x00d\n<b>e</b>", "abc d e"),
    ],
)
def test_addresses_and_long_numbers_are_left_out(text: str, kept: str) -> None:
    assert masked(text) == kept


def test_what_is_endless_is_bounded(any_store: Store) -> None:
    keep_question(any_store, "t" * 1_000, "x" * 100_000, day=DAY)
    vote(any_store, "k" * 1_000, "a" * 1_000, helpful=True, day=DAY)
    (found,) = list_unanswered(any_store, DAY)
    assert (len(found.topic), len(found.texts[0]), len(list_votes(any_store)[0].article)) == (80, TEXT_LIMIT, 80)
