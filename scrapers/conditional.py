"""Has it changed since we last asked? The headers that ask it, and the kept answer in place of a 304."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapers.answer import Answer
from scrapers.archive import Archive, Kept, key_of
from scrapers.parsed import Fetch

# A server that says "unchanged" for ever is asked for the whole answer once a week; half a day less, since runs vary.
IN_FULL_AFTER = timedelta(days=6, hours=12)
_SAME_MINUTE = timedelta(seconds=60)
_OUTCOMES = ("complete", "empty")


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier runs of one job were answered."""

    archive: Archive
    kept: Mapping[tuple[str, str, str], Kept]
    now: datetime

    @classmethod
    def of(cls, archive: Archive, job: str, now: datetime) -> "Memory":
        """The answers of the last complete run, and of failed ones after it."""
        kept: dict[tuple[str, str, str], Kept] = {}
        for run in archive.runs(job):
            kept = {each.key: each for each in run.answers} | kept
            if run.outcome in _OUTCOMES:
                break
        return cls(archive, kept, now)

    def of_fetch(self, fetch: Fetch) -> Kept | None:
        """What a fetch was answered, if it can be asked whether that has changed."""
        kept = self.kept.get(key_of(fetch))
        return kept if kept and fetch.method == "GET" and kept.status == 200 and self._is_recent(kept) else None

    def questions(self, fetch: Fetch) -> dict[str, str]:
        """The headers that ask for an answer only if it is another one; none where we could not serve the old one."""
        kept = self.of_fetch(fetch)
        asked = validators(kept) if kept else {}
        return asked if asked and kept and self.archive.body(kept.digest) is not None else {}

    def recall(self, fetch: Fetch, url: str, headers: Mapping[str, str]) -> tuple[Answer, Kept] | None:
        """The kept answer that a 304 means, with the headers the 304 renews; None if it is not of that address."""
        kept = self.of_fetch(fetch)
        answer = self.archive.answer(kept) if kept and kept.url == url else None
        if kept is None or answer is None:
            return None
        renewed = {name.lower(): value for name, value in kept.headers.items()}
        renewed |= {name.lower(): value for name, value in headers.items() if name.lower() != "content-type"}
        return replace(answer, headers=renewed), replace(kept, headers=renewed)

    def _is_recent(self, kept: Kept) -> bool:
        return timedelta() <= self.now - datetime.fromisoformat(kept.fetched) < IN_FULL_AFTER


def validators(kept: Kept) -> dict[str, str]:
    """The questions that an answer's own headers allow.

    A date is only believed if it lies well before the answer: a page that changed twice within its second, or whose
    clock runs ahead, would be called unchanged although it is not.
    """
    headers = {name.lower(): value for name, value in kept.headers.items()}
    asked: dict[str, str] = {}
    if etag := headers.get("etag", "").strip():
        asked["If-None-Match"] = etag
    modified = _moment(headers.get("last-modified", ""))
    answered = _moment(headers.get("date", "")) or datetime.fromisoformat(kept.fetched)
    if modified and modified <= min(answered, datetime.fromisoformat(kept.fetched)) - _SAME_MINUTE:
        asked["If-Modified-Since"] = headers["last-modified"]
    return asked


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def without_cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers worth keeping: a visitor's cookies are not."""
    return {name.lower(): value for name, value in headers.items() if name.lower() != "set-cookie"}
