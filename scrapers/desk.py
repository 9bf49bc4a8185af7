"""One job's papers: what it was answered before, and what is kept of what it is answered now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from scrapers.answer import Answer
from scrapers.archive import Archive, Kept, KeptRun, key_of
from scrapers.conditional import Memory, without_cookies
from scrapers.memo import name_of, narrowed, read_once
from scrapers.parsed import Adapter, Fetch, Parsed


class Desk:
    """Papers that are thrown away: for a source whose answers may not be kept, and where there is no place for them."""

    not_modified = 0
    unchanged = 0

    def questions(self, fetch: Fetch) -> Mapping[str, str]:
        """The headers that ask for an answer only if it is another one than we have."""
        return {}

    def recall(self, fetch: Fetch, url: str, headers: Mapping[str, str]) -> Answer | None:
        """The answer we have, where the site says that it is unchanged."""
        return None

    def keep(self, fetch: Fetch, answer: Answer) -> None:
        """Keep an answer."""

    def parse(self, adapter: Adapter, answer: Answer) -> Parsed:
        """What the adapter reads in the answer that was kept last."""
        return adapter.parse(narrowed(answer))

    def forget(self) -> None:
        """Keep nothing, and drop what was kept before: the owner reserves it."""

    def close(self, outcome: str) -> str:
        """The job has ended; returns the name its answers are found under, if they are kept."""
        return ""


class KeepingDesk(Desk):
    """Papers that go into the archive when the job ends."""

    def __init__(self, archive: Archive, run: KeptRun, now: Callable[[], datetime]) -> None:
        self.archive, self.run, self.now = archive, run, now
        self.memory = Memory.of(archive, run.job, now())
        self.answers: list[Kept] = []
        self.recalled: dict[tuple[str, str, str], Kept] = {}
        self.reserved = False

    def questions(self, fetch: Fetch) -> Mapping[str, str]:
        """The headers that ask for an answer only if it is another one than we have."""
        return self.memory.questions(fetch)

    def recall(self, fetch: Fetch, url: str, headers: Mapping[str, str]) -> Answer | None:
        """The answer we have, where the site says that it is unchanged."""
        found = self.memory.recall(fetch, url, headers)
        if found is None:
            return None
        answer, self.recalled[key_of(fetch)] = found
        self.not_modified += 1
        return answer

    def keep(self, fetch: Fetch, answer: Answer) -> None:
        """Keep an answer; a body that is there already is only referred to."""
        if self.reserved:
            return
        kept = self.recalled.get(key_of(fetch))
        if kept is None:
            headers = without_cookies(answer.headers)
            digest = self.archive.keep(answer.body)
            kept = Kept(*key_of(fetch), answer.url, answer.status, headers, digest, self.now().isoformat(), fetch.hint)
        before = self.memory.kept.get(kept.key)
        self.unchanged += before is not None and before.digest == kept.digest
        self.answers.append(kept)

    def parse(self, adapter: Adapter, answer: Answer) -> Parsed:
        """What the adapter reads in the answer that was kept last, or read in the same answer before."""
        name = name_of(adapter, answer, self.answers[-1].digest)
        parsed = read_once(self.archive, adapter, answer, name)
        self.answers[-1] = replace(self.answers[-1], parsed=name)
        return parsed

    def forget(self) -> None:
        """Keep nothing, and drop what was kept before: the owner reserves it."""
        self.reserved = True
        self.answers.clear()
        self.archive.forget(self.run.job)

    def close(self, outcome: str) -> str:
        """Write the run down; returns the name it is found under."""
        if self.reserved or not self.answers:
            return ""
        return self.archive.write(replace(self.run, outcome=outcome, answers=tuple(self.answers)), self.now())
