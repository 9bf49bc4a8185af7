"""What did a source's run bring so far, what comes next, and how did it end? The crawl's rules, without a network."""

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobboard.outcome import Outcome
from jobboard.posting import Draft
from scrapers import tdm
from scrapers.answer import Answer
from scrapers.desk import Desk
from scrapers.errors import Reserved, RobotsRefused, ScrapeError
from scrapers.guard import Origin, origins
from scrapers.parsed import Adapter, Fetch, Params, merge, tell_apart

GONE = (404, 410)
_BARE_PAGES = 0.1  # the share of job pages that may have lost their markup before that is a fault
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take at most; a source that comes upon a limit is not complete."""

    requests: int = 500
    drafts: int = 5_000
    timeout_s: float = 30.0
    body_bytes: int = 20 * 1024 * 1024
    retries: int = 2
    retry_after_s: float = 120.0
    run_s: float = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Job:
    """One source to crawl; its name is unique in a run."""

    name: str
    adapter: str
    url: str
    params: Params = field(default_factory=dict)
    keep: bool = False  # whether its raw answers may be kept

    @property
    def papers(self) -> str:
        """The name its kept answers go by: of the address, so that a pack that is put in another order mixes nothing up."""
        return f"{self.name.partition('#')[0]}#{hashlib.sha256(self.url.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Result:
    """How a job ended; `failures` are the evidence if it was not complete, `archived` is where its answers are kept."""

    job: str
    adapter: str
    outcome: Outcome
    drafts: tuple[Draft, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tenant: str = ""
    requests: int = 0
    robots_refused: int = 0
    seconds: float = 0.0
    not_modified: int = 0
    unchanged_answers: int = 0
    archived: str = ""

    def message(self) -> str:
        """The first failures, or the first notes, on one line."""
        said = self.failures or self.notes
        more = f" (and {len(said) - _SHOWN} more)" if len(said) > _SHOWN else ""
        return "; ".join(said[:_SHOWN]) + more

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the pipe between the crawling process and ours."""
        plain = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        return plain | {"drafts": [draft.model_dump(mode="json", exclude_defaults=True) for draft in self.drafts]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Result":
        """The result that `to_json` wrote."""
        lists = {name: tuple(data[name]) for name in ("failures", "notes")}
        drafts = tuple(Draft.model_validate(draft) for draft in data["drafts"])
        return cls(**{**data, **lists, "drafts": drafts, "outcome": Outcome(data["outcome"])})


class Harvest:
    """One source's run. `begin` and `take` say what to fetch next; `fail` is told of every fetch that failed."""

    def __init__(
        self,
        job: Job,
        adapter: Adapter,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        desk: Desk | None = None,
    ) -> None:
        self.job, self.adapter, self.limits, self.clock = job, adapter, limits, clock
        self.desk = desk or Desk()
        self.began = clock()
        self.pending = 0
        self.requests = 0
        self.robots_refused = 0
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.failures: list[str] = []
        self.notes: list[str] = []
        self.seen: set[tuple[str, str, bytes]] = set()
        self.total: int | None = None
        self.rows = 0
        self.pages = 0
        self.bare: list[str] = []
        self.tenant = ""
        self.reserved = False
        self.first: tuple[Fetch, ...] = ()
        try:
            self.first = adapter.start(job.url, job.params)
        except Exception as error:  # a source's parameters are written by hand
            self.failures.append(f"{job.url}: the parameters cannot be used ({type(error).__name__}: {error})")

    def begin(self) -> list[Fetch]:
        """The first fetches."""
        return self._plan(self.first)

    def origins(self) -> frozenset[Origin]:
        """The addresses this source may use: its own, those of its first fetches, and its system's."""
        extra = {f"first {at}": fetch.url for at, fetch in enumerate(self.first)}
        return origins(self.job.url, {**self.job.params, **extra}, self.adapter.hosts(self.job.url))

    def take(self, fetch: Fetch, answer: Answer) -> list[Fetch]:
        """Read an answer; gives what to fetch next."""
        self.pending -= 1
        if self.reserved:
            return []
        if where := tdm.reservation(answer):
            self._reserve(f"{answer.url}: reserved against text and data mining ({where}): nothing is kept")
            return []
        self.desk.keep(fetch, answer)
        if self.adapter.pages and fetch.ref and answer.status in GONE:
            self.notes.append(f"{answer.url}: HTTP {answer.status}, the posting is over")
            return []
        if answer.status != 200:
            self.failures.append(f"{answer.url}: HTTP {answer.status}")
            return []
        try:
            parsed = self.desk.parse(self.adapter, answer)
        except ScrapeError as error:
            self.failures.append(str(error))
            return []
        except Exception as error:  # one page must not end the other sources' run
            self.failures.append(f"{answer.url}: {self.adapter.name} failed ({type(error).__name__}: {error})")
            return []
        self.notes += parsed.notes
        self.failures += parsed.gaps
        self.tenant = self.tenant or parsed.tenant
        new = self._keep(fetch, parsed.drafts)
        if fetch.ref:
            self.pages += 1
            self.bare += [] if parsed.drafts else [answer.url]
        else:
            self.rows += len(parsed.drafts)
            self.total = parsed.total if parsed.total is not None else self.total
            if parsed.drafts and not new and any(not onward.ref for onward in parsed.follow):
                self.failures.append(f"{answer.url}: only postings that were read before: the pages run in a circle")
                return []
        return self._plan(parsed.follow)

    def fail(self, url: str, error: BaseException, reason: str) -> None:
        """Take note of a fetch that brought no answer, and why."""
        self.pending -= 1
        if isinstance(error, Reserved):
            self._reserve(f"{url}: {reason}: nothing is kept")
            return
        self.robots_refused += isinstance(error, RobotsRefused)
        self.failures.append(f"{url}: {reason}")

    def cut_short(self, reason: str) -> None:
        """Take note that the run was ended before this source was finished."""
        self.failures.append(f"{self.job.url}: the crawl was ended before it was finished ({reason})")

    def result(self) -> Result:
        """How it ended; asked before everything is answered, it is not complete."""
        drafts = self._drafts()
        failures = [*self.failures, *self._doubts(drafts)]
        outcome = Outcome.FAILED if failures else Outcome.COMPLETE if drafts else Outcome.EMPTY
        return Result(
            self.job.name,
            self.adapter.name,
            outcome,
            tuple(drafts),
            tuple(dict.fromkeys(failures)),
            tuple(dict.fromkeys(self.notes)),
            self.tenant,
            self.requests,
            self.robots_refused,
            round(self.clock() - self.began, 3),
            self.desk.not_modified,
            self.desk.unchanged,
        )

    def _drafts(self) -> list[Draft]:
        if self.reserved:
            return []
        return tell_apart(self.drafts.values()) if self.adapter.pages else list(self.drafts.values())

    def _doubts(self, drafts: list[Draft]) -> list[str]:
        """What speaks against completeness although every answer was read."""
        doubts = []
        if self.pending > 0:
            doubts.append(f"{self.job.url}: the run ended before {self.pending} requests were answered")
        if len(self.bare) > _BARE_PAGES * self.pages:
            doubts.append(f"{self.bare[0]}: no posting on this page, nor on {len(self.bare) - 1} other pages of one")
        if self.failures or self.reserved:
            return doubts
        if self.total is not None and self.rows < self.total:
            doubts.append(f"{self.job.url}: the source counts {self.total} postings, only {self.rows} were read")
        if not drafts and self.total != 0:
            doubts.append(f"{self.job.url}: nothing was found, and the source does not say that it offers nothing")
        return doubts

    def _reserve(self, reason: str) -> None:
        self.reserved = True
        self.drafts.clear()
        self.desk.forget()
        if not self.failures or self.failures[0] != reason:
            self.failures.insert(0, reason)

    def _keep(self, fetch: Fetch, drafts: Iterable[Draft]) -> int:
        """Store drafts, merged with what is known of them; gives the number of postings that are new."""
        new = 0
        found = list(drafts)
        if fetch.ref and len(found) == 1 and not self.adapter.pages:  # the row knows best whose detail it asked for
            found = [found[0].model_copy(update={"source_ref": fetch.ref})]
        for draft in found:
            key = (draft.source_ref, draft.url if self.adapter.pages else "")
            known = self.drafts.get(key)
            if known is None and len(self.drafts) >= self.limits.drafts:
                self._limit(f"more than {self.limits.drafts} postings")
                break
            new += known is None
            self.drafts[key] = merge(known, draft) if known else draft
        return new

    def _plan(self, fetches: Iterable[Fetch]) -> list[Fetch]:
        planned = []
        for fetch in fetches:
            key = (fetch.method, fetch.url, fetch.body)
            if key in self.seen:
                continue
            if len(self.seen) >= self.limits.requests:
                self._limit(f"more than {self.limits.requests} requests")
                break
            self.seen.add(key)
            planned.append(fetch)
        self.pending += len(planned)
        return planned

    def _limit(self, what: str) -> None:
        reason = f"{self.job.url}: {what} for one source: the rest is left out"
        if reason not in self.failures:
            self.failures.insert(0, reason)  # it explains what else is missing
