"""What did people say of the assistant's answers, and what could it not answer? Counts without texts or persons; a question only
where the person passes it on, and its text for a week."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from jobboard.html import one_line
from jobboard.schema import chat_questions, chat_votes
from jobboard.store import Store

TEXT_DAYS = 7
TEXT_LIMIT = 500
READ_LIMIT = 2_000
MASK = "…"
_NAME_LIMIT = 80
# Whoever passes a question on leaves these out of it: addresses of e-mail and web, and numbers longer than a postal code.
_PERSONAL = re.compile(r"\S{1,100}@\S+|\b(?:https?://|www\.)\S+|[+(]?\d(?:[()./ -]{0,2}\d){6,}")


@dataclass(frozen=True, slots=True)
class Votes:
    """How often answers of a kind from an article were said to help, and not to."""

    kind: str
    article: str
    helpful: int
    unhelpful: int

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions without an answer near a topic (an article's id, or "" for none): how many, from when to when, and the texts
    that are still kept."""

    topic: str
    number: int
    first: date
    last: date
    texts: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"topic": self.topic, "number": self.number, **days, "texts": list(self.texts)}


def vote(store: Store, kind: str, article: str, *, helpful: bool, day: date) -> None:
    """Count one vote on an answer; nothing else is kept of it."""
    with store.database.write() as connection:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        key = {"day": day, "kind": kind[:_NAME_LIMIT], "article": article[:_NAME_LIMIT], "helpful": helpful}
        counted = insert(chat_votes).values(**key, number=1)
        more = {"number": chat_votes.c.number + 1}
        connection.execute(counted.on_conflict_do_update(index_elements=list(key), set_=more))


def list_votes(store: Store) -> list[Votes]:
    """All votes by kind and article, those that help least first."""
    yes, no = (
        sa.func.sum(sa.case((chat_votes.c.helpful.is_(value), chat_votes.c.number), else_=0)) for value in (True, False)
    )
    query = sa.select(chat_votes.c.kind, chat_votes.c.article, yes, no)
    with store.database.read() as connection:
        rows = connection.execute(query.group_by(chat_votes.c.kind, chat_votes.c.article)).all()
    found = [Votes(kind, article, int(helpful), int(unhelpful)) for kind, article, helpful, unhelpful in rows]
    return sorted(found, key=lambda one: (one.helpful - one.unhelpful, one.kind, one.article))


def keep_question(store: Store, topic: str, text: str, *, day: date) -> None:
    """Keep a question that a person passes on to the operator: its topic, and for a week its text without addresses and
    long numbers."""
    forget_texts(store, day)
    kept = masked(text)[:TEXT_LIMIT]
    with store.database.write() as connection:
        connection.execute(sa.insert(chat_questions).values(day=day, topic=topic[:_NAME_LIMIT], text=kept))


def masked(text: str) -> str:
    """A text without what names a person most surely: e-mail and web addresses, and long numbers."""
    return _PERSONAL.sub(MASK, one_line(text[:READ_LIMIT])).strip()


def forget_texts(store: Store, today: date) -> int:
    """Delete the texts older than a week; topic and day stay. Returns how many went."""
    old = sa.and_(chat_questions.c.day < today - timedelta(days=TEXT_DAYS), chat_questions.c.text.is_not(None))
    with store.database.read() as connection:
        if not connection.execute(sa.select(sa.func.count()).select_from(chat_questions).where(old)).scalar():
            return 0
    with store.database.write() as connection:
        return int(connection.execute(sa.update(chat_questions).where(old).values(text=None)).rowcount)


def list_unanswered(store: Store, today: date) -> list[Unanswered]:
    """The topics of questions passed on, most frequent first; texts older than a week are deleted before."""
    forget_texts(store, today)
    with store.database.read() as connection:
        rows = connection.execute(sa.select(chat_questions).order_by(chat_questions.c.id)).all()
    topics = {row.topic for row in rows}
    found = (_unanswered(topic, [row for row in rows if row.topic == topic]) for topic in topics)
    return sorted(found, key=lambda one: (-one.number, one.topic))


def _unanswered(topic: str, rows: Iterable[Any]) -> Unanswered:
    own = list(rows)
    days = [row.day for row in own]
    return Unanswered(topic, len(own), min(days), max(days), tuple(row.text for row in own if row.text))
