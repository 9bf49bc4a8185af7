"""May the language model be asked once more? Limits per conversation and per day, and a pause when it does not answer.

The day is counted in a file, a byte a question, by all processes together: a write at the end of a file is one step, and where
it ended tells which question it was.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.session import Session

FAILURES = 3  # in a row, after which the model is left alone for a while
PAUSE_S = 60.0


class Budget:
    """Counts questions to the model; `folder` is shared by the processes of one installation."""

    def __init__(
        self, folder: Path, *, per_session: int, per_day: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._per_session, self._per_day, self._clock = folder, per_session, per_day, clock
        self._failures, self._failed_at = 0, 0.0
        self._lock = threading.Lock()

    def refusal(self, session: Session, today: date) -> str:
        """Why the model may not be asked now ("pause", "session", "day"); "" takes one question from the budget."""
        with self._lock:
            if self._failures >= FAILURES and self._clock() - self._failed_at < PAUSE_S:
                return "pause"
        if session.rephrased >= self._per_session:
            return "session"
        if not self._take_day(today):
            return "day"
        session.rephrased += 1
        return ""

    def tell(self, *, answered: bool) -> None:
        """Whether the model gave any answer in time."""
        with self._lock:
            self._failures = 0 if answered else self._failures + 1
            self._failed_at = self._clock()

    def _take_day(self, today: date) -> bool:
        """Whether the day has a question left; what cannot be counted may not be asked."""
        path = self._folder / f"llm-{today.isoformat()}.count"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                self._forget_before(path)
            elif path.stat().st_size >= self._per_day:
                return False
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, b".")
                return os.lseek(descriptor, 0, os.SEEK_CUR) <= self._per_day
            finally:
                os.close(descriptor)
        except OSError:
            return False

    def _forget_before(self, path: Path) -> None:
        for old in self._folder.glob("llm-*.count"):
            if old.name < path.name:
                with contextlib.suppress(OSError):
                    old.unlink()
