"""Which source is left alone for a while? One that failed several times in a row, for longer each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobboard.runs import Run

FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Breaker:
    """After `failures` failed runs in a row a source rests for `first`, then twice as long each time, up to `most`."""

    failures: int = 3
    first: timedelta = timedelta(hours=20)  # a daily run that fell a little early is not skipped for two days
    most: timedelta = timedelta(days=7)

    def rest(self, runs: Iterable[Run], now: datetime) -> "Rest | None":
        """Until when a source rests, by its runs, newest first; None if it may be asked.

        A run from the future says nothing of how long ago it was: then the source may be asked.
        """
        row: list[Run] = []
        for run in runs:
            if run.outcome != FAILED:
                break
            row.append(run)
        if len(row) < self.failures or row[0].finished > now:
            return None
        length = min(self.first * 2 ** min(len(row) - self.failures, 20), self.most)
        until = row[0].finished + length
        return Rest(until, len(row), row[0].message) if now < until else None


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest, and why."""

    until: datetime
    failures: int
    message: str

    def __str__(self) -> str:
        why = f": {self.message[:200]}" if self.message else ""
        return f"rests until {self.until:%Y-%m-%d %H:%M} UTC after {self.failures} failed runs in a row{why}"
