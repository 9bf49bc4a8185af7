"""All live postings of one moment, read a few at a time: what an index of many is built from."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from jobboard.posting import Status
from jobboard.schema import postings, store_version
from jobboard.store import Store

BATCH = 500


@dataclass(frozen=True, slots=True)
class Stock:
    """The store's version, how many postings are live at it, and their documents as JSON, in the order of their ids."""

    version: int
    size: int
    batches: Iterator[list[str]]


@contextmanager
def stock_of(store: Store, today: date) -> Iterator[Stock]:
    """The postings that are open on that day; they are read within the block, whatever is written meanwhile."""
    is_open = sa.or_(postings.c.valid_through.is_(None), postings.c.valid_through >= today)
    live = sa.and_(postings.c.status == Status.LIVE.value, is_open)
    # Not by the index of states: SQLite would sort all documents in files before it gives the first.
    in_order = sa.and_(postings.c.status.concat("") == Status.LIVE.value, is_open)
    documents = sa.select(sa.cast(postings.c.document, sa.Text)).where(in_order).order_by(postings.c.id)
    with store.database.read() as connection:
        version = int(connection.execute(sa.select(store_version.c.version)).scalar_one())
        size = int(connection.execute(sa.select(sa.func.count()).select_from(postings).where(live)).scalar_one())
        rows = connection.execution_options(yield_per=BATCH).execute(documents).scalars()
        yield Stock(version, size, map(list, rows.partitions()))
