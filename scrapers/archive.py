"""What did the sites answer, byte for byte? Kept packed for 30 days, each body once however often it came.

    objects/ab/<hash>.gz               a body, under the hash of its content
    runs/<source>/<job>/<n>-<time>.gz  what one run of a job asked and was answered, in order
    parsed/ab/<hash>.gz                what an adapter read in a body

A file is written in one step and checked when it is read: a damaged one is as good as none.
"""

import gzip
import hashlib
import json
import re
import shutil
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scrapers.answer import Answer
from scrapers.hosts import write_whole
from scrapers.parsed import Fetch

KEPT = timedelta(days=30)
_LEAP = timedelta(days=1)  # a run dated that far ahead was made under a wrong clock
_UNUSED_S = 24 * 3600.0  # so long a body may lie here before its run is written
_NAME = re.compile(r"(\d{8})-(\d{8}T\d{6}Z)\.gz")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: what was asked, what came back, and when its body was last sent in full."""

    method: str
    asked: str
    request_body: str
    url: str
    status: int
    headers: Mapping[str, str]
    digest: str
    fetched: str
    hint: str = ""
    parsed: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells one request of a run from another."""
        return self.method, self.asked, self.request_body


def key_of(fetch: Fetch) -> tuple[str, str, str]:
    """The same of a fetch."""
    return fetch.method, fetch.url, fetch.body.decode("latin-1")


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run of a job: its orders, and when it is over its outcome and every answer in the order they came."""

    job: str
    adapter: str
    url: str
    params: Mapping[str, Any]
    outcome: str = ""
    answers: tuple[Kept, ...] = field(default_factory=tuple)


class Archive:
    """The kept answers of all sources in one folder."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder, self.clock = folder, clock

    def keep(self, body: bytes) -> str:
        """Keep a body; returns the hash it is found under."""
        digest = hashlib.sha256(body).hexdigest()
        if self.body(digest) is None:
            write_whole(self._path("objects", digest), _pack(body))
        else:
            self._path("objects", digest).touch()  # it is needed again: a purge beside us must not take it
        return digest

    def body(self, digest: str) -> bytes | None:
        """The body of a hash, if it is here and whole."""
        body = _unpack(self._path("objects", digest))
        return body if body is not None and hashlib.sha256(body).hexdigest() == digest else None

    def answer(self, kept: Kept) -> Answer | None:
        """A kept answer as it came, if its body is here."""
        body = self.body(kept.digest)
        if body is None:
            return None
        return Answer(kept.url, body, kept.status, kept.headers, kept.request_body.encode("latin-1"), kept.hint)

    def keep_parsed(self, name: str, data: bytes) -> None:
        """Keep what was read in a body."""
        write_whole(self._path("parsed", name), _pack(data))

    def parsed(self, name: str) -> bytes | None:
        """What was read in a body, if it is here."""
        return _unpack(self._path("parsed", name))

    def write(self, run: KeptRun, now: datetime) -> str:
        """Keep a run; returns the name it is found under."""
        folder = self._job(run.job)
        number = 1 + max((int(path.name[:8]) for path in self._files(folder)), default=0)
        path = folder / f"{number:08}-{now.astimezone(UTC).strftime(_TIME)}.gz"
        write_whole(path, _pack(json.dumps(asdict(run), default=str).encode()))
        return f"{run.job}/{number:08}"

    def run(self, name: str) -> KeptRun | None:
        """The run of a name, if it is here and whole."""
        job, _, number = name.rpartition("/")
        return next((_read_run(path) for path in self._files(self._job(job)) if path.name.startswith(number)), None)

    def runs(self, job: str) -> Iterator[KeptRun]:
        """The runs of a job, newest first; the order is that of their making, whatever the clock said."""
        for path in sorted(self._files(self._job(job)), reverse=True):
            if run := _read_run(path):
                yield run

    def forget(self, job: str) -> None:
        """Drop all runs of a job; their bodies go with the next `purge`."""
        shutil.rmtree(self._job(job), ignore_errors=True)

    def retain(self, source: str, jobs: Collection[str]) -> None:
        """Drop the runs of a source's jobs that are not among these."""
        wanted = {self._job(job) for job in jobs}
        for folder in self._job(source).glob("*"):
            if folder not in wanted:
                shutil.rmtree(folder, ignore_errors=True)

    def purge(self, now: datetime) -> int:
        """Drop runs older than 30 days and what no run needs; returns how many files went.

        After a leap of the clock of more than 30 days nothing is dropped yet: the next purge does it if the clock
        stays there. A run from the future counts as made now.
        """
        if not self.folder.is_dir() or self._leapt(now):
            return 0
        gone = 0
        for path in self._files(self.folder / "runs", "*/*/*.gz"):
            made = datetime.strptime(path.name[9:25], _TIME).replace(tzinfo=UTC)
            if made > now + _LEAP:
                path.rename(path.with_name(f"{path.name[:9]}{now.astimezone(UTC).strftime(_TIME)}.gz"))
            elif now - made > KEPT:
                path.unlink(missing_ok=True)
                gone += 1
        return gone + self._sweep()

    def _sweep(self) -> int:
        used: dict[str, set[str]] = {"objects": set(), "parsed": set()}
        for path in self._files(self.folder / "runs", "*/*/*.gz"):
            if run := _read_run(path):
                used["objects"].update(kept.digest for kept in run.answers)
                used["parsed"].update(kept.parsed for kept in run.answers)
        gone = 0
        for kind, names in used.items():
            for path in (self.folder / kind).glob("*/*"):
                if path.name.removesuffix(".gz") not in names and self.clock() - path.stat().st_mtime > _UNUSED_S:
                    path.unlink(missing_ok=True)
                    gone += 1
        return gone

    def _leapt(self, now: datetime) -> bool:
        mark = self.folder / "purged"
        try:
            before = datetime.fromisoformat(mark.read_text("utf-8"))
        except (OSError, ValueError):
            before = now
        write_whole(mark, now.astimezone(UTC).isoformat().encode())
        return now - before > KEPT

    def _job(self, job: str) -> Path:
        return self.folder.joinpath("runs", *(quote(part, safe="")[:200] for part in job.split("#", 1)))

    def _files(self, folder: Path, pattern: str = "*.gz") -> list[Path]:
        return [path for path in folder.glob(pattern) if _NAME.fullmatch(path.name)]

    def _path(self, kind: str, name: str) -> Path:
        return self.folder / kind / name[:2] / f"{name}.gz"


def _pack(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _unpack(path: Path) -> bytes | None:
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error):
        return None


def _read_run(path: Path) -> KeptRun | None:
    try:
        data = json.loads(_unpack(path) or b"")
        return KeptRun(**{**data, "answers": tuple(Kept(**kept) for kept in data["answers"])})
    except (ValueError, TypeError, KeyError):
        return None
