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
    """A finished run of one source."""

    source: str
    started: datetime
    finished: datetime
    outcome: str
    counts: Mapping[str, int]
    message: str = ""

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
        }


def record_run(store: Store, run: Run) -> None:
    """Keep a run."""
    with store.database.write() as connection:
        values = {"source": run.source, "started": run.started, "finished": run.finished, "outcome": run.outcome}
        connection.execute(sa.insert(runs).values(**values, counts=dict(run.counts), message=run.message))


def list_runs(store: Store, limit: int = 50) -> list[Run]:
    """The newest runs."""
    query = sa.select(runs).order_by(runs.c.id.desc()).limit(limit)
    with store.database.read() as connection:
        return [
            Run(row.source, row.started, row.finished, row.outcome, row.counts, row.message)
            for row in connection.execute(query)
        ]
