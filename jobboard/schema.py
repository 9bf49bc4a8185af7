"""The store's tables, as the newest migration leaves them; a test compares both."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, in and out: SQLite itself forgets the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The moment as stored."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The moment as read."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row: the store's identity and the number of its newest change. Writers lock it, so that the numbers of changes
# become visible in their order and a reader who asks for "all since n" misses none.
store_version = Table(
    "store_version",
    metadata,
    Column("store_id", String(32), primary_key=True),
    Column("version", BigInteger, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("source", String(200), nullable=False),
    Column("source_ref", Text, nullable=False),
    Column("employer", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", String(12), nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("date_posted", Date),
    Column("valid_through", Date),
    Column("content_hash", String(64), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("source", "source_ref"),
    Index("ix_postings_version", "version"),
    Index("ix_postings_status", "status"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("version", BigInteger, nullable=False),
    Column("posting_id", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(20), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Index("ix_audit_posting_id", "posting_id"),
)

# What a posting is looked up by when duplicates are sought (jobboard.candidates); one that has none was not compared yet.
duplicate_keys = Table(
    "duplicate_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("posting_id", String(16), primary_key=True),
    Index("ix_duplicate_keys_posting_id", "posting_id"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String(200), nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("message", Text, nullable=False),
    Column("kind", String(12), nullable=False, server_default="scrape"),
    Column("alarm", Text),
    Column("archived", Text),
    Index("ix_runs_source", "source"),
)

invites = Table(
    "invites",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("employer", Text, nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("posting_id", String(16), ForeignKey("postings.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("settled", Boolean, nullable=False),
)

# What is kept of conversations with the assistant (jobboard.feedback): counts, and questions that a person passed on.
chat_votes = Table(
    "chat_votes",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String(80), primary_key=True),
    Column("article", String(80), primary_key=True),
    Column("helpful", Boolean, primary_key=True),
    Column("number", Integer, nullable=False),
)

chat_questions = Table(
    "chat_questions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("day", Date, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("text", Text),
)
