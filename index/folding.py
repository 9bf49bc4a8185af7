"""When to build anew: what changed since a build is kept in memory, and searching it costs little only while it is little."""

import logging
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

MOST, SHARE, LEAST = 2_000, 0.1, 200
AGAIN_S = 60.0  # after a build that failed
BUILD = (sys.executable, "-c", "from jobboard.cli import main; main()", "index")
_LOG = logging.getLogger(__name__)


def outgrown(pending: int, size: int) -> bool:
    """Whether so many changes are too many for an index of so many documents."""
    return pending > max(LEAST, min(MOST, int(size * SHARE)))


class Folding:
    """Builds the next generation in a process of its own when the changes have grown too many.

    The old one serves until the new one is whole; whoever refreshes then takes it over.
    """

    def __init__(self, command: Sequence[str] = BUILD) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def look(self, pending: int, size: int) -> None:
        """Begin to build if that is due; returns at once."""
        if self._child is not None:
            if (ended := self._child.poll()) is None:
                return
            self._child = None
            if ended:
                self._not_before = time.monotonic() + AGAIN_S
                _LOG.warning("Building the index anew failed (exit status %d); the old one serves on.", ended)
        if outgrown(pending, size) and time.monotonic() >= self._not_before:
            quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
            self._child = subprocess.Popen(self._command, **quiet)  # noqa: S603 - our own command

    @property
    def building(self) -> bool:
        """Whether a build is under way."""
        return self._child is not None and self._child.poll() is None
