"""All live postings of one moment, read a few at a time."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain

import pytest
import sqlalchemy as sa
from conftest import NOW, TODAY

from jobboard import stock
from jobboard.posting import JobPosting, Status
from jobboard.stock import stock_of
from jobboard.store import Store

Make = Callable[..., JobPosting]


def read(documents: list[list[str]]) -> list[JobPosting]:
    return [JobPosting.model_validate_json(document) for document in chain.from_iterable(documents)]


def test_it_is_what_a_snapshot_holds(any_store: Store, make_posting: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "BATCH", 3)
    over = make_posting("over", valid_through=TODAY - timedelta(days=1))
    items = [make_posting(f"R-{at}", title=f"Köchin {at}") for at in range(8)]
    any_store.put([*items, over], actor="test", now=NOW)
    any_store.set_status([items[0].id], Status.WITHDRAWN, actor="test", now=NOW)
    with stock_of(any_store, TODAY) as found:
        batches = list(found.batches)
        version, size = found.version, found.size
    expected = any_store.snapshot(TODAY)
    seen = {"first_seen": None, "last_seen": None}  # what the store says of a posting, not the posting itself
    assert (version, read(batches)) == (expected[0], [one.model_copy(update=seen) for one in expected[1]])
    assert size == 7 and [len(batch) for batch in batches] == [3, 3, 1]


def test_what_is_written_meanwhile_is_not_in_it(any_store: Store, make_posting: Make) -> None:
    any_store.put([make_posting("R-1")], actor="test", now=NOW)
    with stock_of(any_store, TODAY) as found:
        any_store.put([make_posting("R-2")], actor="test", now=NOW)
        assert (found.version, found.size, len(read(list(found.batches)))) == (1, 1, 1)


def test_documents_come_without_being_sorted(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million would be sorted in gigabytes of files before the first is read."""
    asked: list[tuple[str, object]] = []
    sa.event.listen(sqlite_store.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    with stock_of(sqlite_store, TODAY) as found:
        list(found.batches)
    (statement, parameters), *others = [one for one in asked if "ORDER BY" in one[0]]
    with sqlite_store.database.read() as connection:
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
    assert "pk_postings" in plan or "sqlite_autoindex_postings_1" in plan
    assert "TEMP B-TREE" not in plan and not others


def test_an_empty_store_has_none(any_store: Store) -> None:
    with stock_of(any_store, TODAY) as found:
        assert (found.version, found.size, list(found.batches)) == (0, 0, [])
