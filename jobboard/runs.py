"""What did a source's runs bring? One row a run, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from jobboard.schema import runs
from jobboard.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run of one source: of kind `scrape`, or `reparse` for kept answers that were read again.

    `alarm` says that so much was missing that nothing was withdrawn; `archived` names the kept answers.
    """

    source: str
    started: datetime
    finished: datetime
    outcome: str
    counts: Mapping[str, int]
    message: str = ""
    kind: str = "scrape"
    alarm: str = ""
    archived: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "source": self.source,
            "started": self.started.isoformat(),
            "finished": self.finished.isoformat(),
            "seconds": round((self.finished - self.started).total_seconds(), 3),
            "outcome": self.outcome,
            "counts": dict(self.counts),
            "message": self.message,
            "kind": self.kind,
            "alarm": self.alarm,
        }


def record_run(store: Store, run: Run) -> None:
    """Keep a run."""
    values = {"source": run.source, "started": run.started, "finished": run.finished, "outcome": run.outcome}
    values |= {"counts": dict(run.counts), "message": run.message, "kind": run.kind, "alarm": run.alarm}
    with store.database.write() as connection:
        connection.execute(sa.insert(runs).values(**values, archived="\n".join(run.archived)))


def list_runs(store: Store, limit: int = 50) -> list[Run]:
    """The newest runs."""
    return _read(store, sa.select(runs).order_by(runs.c.id.desc()).limit(limit))


def runs_of(store: Store, source: str, limit: int = 50, kind: str = "scrape") -> list[Run]:
    """The newest runs of a source, in the order they were made, whatever the clock said."""
    query = sa.select(runs).where(runs.c.source == source, runs.c.kind == kind)
    return _read(store, query.order_by(runs.c.id.desc()).limit(limit))


def sources_of_runs(store: Store) -> list[str]:
    """The sources that ever ran, by name."""
    with store.database.read() as connection:
        return list(connection.execute(sa.select(runs.c.source).distinct().order_by(runs.c.source)).scalars())


def _read(store: Store, query: sa.Select[Any]) -> list[Run]:
    with store.database.read() as connection:
        return [
            Run(
                row.source,
                row.started,
                row.finished,
                row.outcome,
                row.counts,
                row.message,
                row.kind,
                row.alarm or "",
                tuple((row.archived or "").split()),
            )
            for row in connection.execute(query)
        ]
