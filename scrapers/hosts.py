"""What do all crawling processes know of a host? Its answers of the day, and whose turn it is to ask.

A process alone would forget robots.txt when it ends, and would not know that another one asked a second ago. Here it is
kept in files, for the processes of one machine; `scrapers.redishosts` keeps it for several.
"""

import base64
import contextlib
import fcntl
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self
from urllib.parse import quote, urlsplit

from scrapy.http import Response

DAILY = frozenset({"/robots.txt", "/.well-known/tdmrep.json"})
AGAIN_S = 0.05  # until a host that is being asked right now is looked at again
_OLD = "noted"
_FAR_S = 300.0  # nothing makes us wait that long: the clock was set back


@dataclass(frozen=True, slots=True)
class Noted:
    """A host's answer of the day."""

    status: int
    body: bytes

    def as_response(self, url: str) -> Response:
        """The answer as if it came just now, but for its mark."""
        return Response(url, self.status, body=self.body, flags=[_OLD])


def remember(hosts: "Hosts", url: str, response: Response, size: int) -> None:
    """Note an answer up to a size; one that is a note itself keeps its time."""
    if _OLD not in response.flags:
        hosts.note(url, Noted(response.status, response.body[:size]))


def page(url: str) -> str:
    """The name an address is noted under: host, port and path."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path}"


class Hosts(Protocol):
    """What is shared between crawling processes."""

    def noted(self, url: str) -> Noted | None:
        """What an address answered today (UTC), so that a daily run asks once a day."""

    def note(self, url: str, what: Noted) -> None:
        """Remember an answer for today."""

    def take(self, host: str, gap_s: float) -> float:
        """0 if it is our turn to ask the host, until `done`; otherwise the seconds until it is worth trying again."""

    def done(self, host: str) -> None:
        """The host has answered; the next turn begins `gap_s` after ours began."""

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long."""


class Shared:
    """Scrapy copies its settings deeply; what is shared stays one."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class HostsInMemory(Shared):
    """For one process alone, which Scrapy itself holds back."""

    def __init__(self) -> None:
        self.notes: dict[str, Noted] = {}

    def noted(self, url: str) -> Noted | None:
        """What an address answered."""
        return self.notes.get(page(url))

    def note(self, url: str, what: Noted) -> None:
        """Remember an answer."""
        self.notes[page(url)] = what

    def take(self, host: str, gap_s: float) -> float:
        """It is always our turn."""
        return 0.0

    def done(self, host: str) -> None:
        """Nothing to give back."""

    def hold(self, host: str, seconds: float) -> None:
        """Scrapy's own delay does it."""


class HostsOnDisk(Shared):
    """For the processes of one machine, in a folder; a process that dies gives its turns back."""

    def __init__(self, folder: Path, now: Callable[[], datetime], clock: Callable[[], float] = time.time) -> None:
        self.folder, self.now, self.clock = folder, now, clock
        self.held: dict[str, int] = {}
        for name in ("daily", "turns"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def noted(self, url: str) -> Noted | None:
        """What an address answered today; a damaged note is none."""
        try:
            data = json.loads(self._page(url).read_text("utf-8"))
            day = datetime.fromisoformat(data["at"]).astimezone(UTC).date()
            noted = Noted(int(data["status"]), base64.b64decode(data["body"], validate=True))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return noted if day == self.now().astimezone(UTC).date() else None

    def note(self, url: str, what: Noted) -> None:
        """Remember an answer, in one step."""
        body = base64.b64encode(what.body).decode("ascii")
        data = {"at": self.now().astimezone(UTC).isoformat(), "status": what.status, "body": body}
        write_whole(self._page(url), json.dumps(data).encode())

    def take(self, host: str, gap_s: float) -> float:
        """Our turn, if no process is asking the host and the last one began long enough ago."""
        handle = os.open(self._turn(host), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return AGAIN_S
        wait = self._next(handle) - self.clock()
        if 0 < wait < _FAR_S:
            os.close(handle)
            return wait
        self._set_next(handle, self.clock() + gap_s)
        self.held[host] = handle
        return 0.0

    def done(self, host: str) -> None:
        """Let others have their turn."""
        with contextlib.suppress(KeyError):
            os.close(self.held.pop(host))

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long."""
        handle = os.open(self._turn(host), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._set_next(handle, max(self._next(handle), self.clock() + min(seconds, _FAR_S - 1)))
        finally:
            os.close(handle)

    def _page(self, url: str) -> Path:
        return self.folder / "daily" / f"{quote(page(url), safe='')[:240]}.json"

    def _turn(self, host: str) -> Path:
        return self.folder / "turns" / quote(host, safe="")[:200]

    def _next(self, handle: int) -> float:
        try:
            return float(os.pread(handle, 40, 0) or 0)
        except ValueError:
            return 0.0

    def _set_next(self, handle: int, moment: float) -> None:
        os.pwrite(handle, f"{moment:<32.6f}".encode(), 0)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever reads it sees the old content or the new, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
