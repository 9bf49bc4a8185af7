"""Collect postings from the sources of a region pack: which are asked, and what became of each."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jobboard.ingest import Outcome, take_in
from jobboard.places import Gazetteer
from jobboard.posting import Draft, Permission
from jobboard.region import Employer, Feed, Pack, Source
from jobboard.runs import Run, record_run
from jobboard.store import Store
from scrapers.adapters import ADAPTERS
from scrapers.errors import NoContact, UnknownSource
from scrapers.harvest import Job, Limits, Result

SKIPPED = "skipped"
_STRICTEST_FIRST = (Permission.NONE, Permission.ASKED, Permission.PUBLIC_API, Permission.GRANTED)
# -P: a folder called "scrapers" where the command happens to run must not stand in for ours.
_CRAWLER = (sys.executable, "-P", "-m", "scrapers.engine")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a source's run brought; `outcome` is complete, empty, failed or skipped, `message` is the evidence."""

    source: str
    adapter: str
    outcome: str
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {**asdict(self), "counts": dict(self.counts)}

    def __str__(self) -> str:
        numbers = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items() if count)
        return " - ".join(filter(None, (f"{self.source} ({self.adapter}): {self.outcome}", numbers, self.message)))


@dataclass(frozen=True, slots=True)
class Plan:
    """A source as the store knows it: the jobs that fill it, and how their drafts are to be kept."""

    source: str
    jobs: tuple[Job, ...]
    permission: Permission
    employer: str = ""


def scrape(
    pack: Pack,
    store: Store,
    keys: Sequence[str],
    *,
    now: datetime,
    progress: Callable[[SourceReport], None] | None = None,
    limits: Limits | None = None,
) -> list[SourceReport]:
    """Collect from the employers and feeds of these keys, or from all; every source is reported, also a skipped one.

    What is read is stored; what vanished is withdrawn only after a complete run of its source. Raises UnknownSource for
    a key the pack does not have, and NoContact if the pack names nobody to complain to.
    """
    plans, reports = plan_sources(pack, keys)
    for report in reports:
        _tell(progress, report)
    if plans and not pack.region.crawler.contact.strip():
        raise NoContact(pack.region.key)
    owners = {job.name: plan for plan in plans for job in plan.jobs}
    brought: dict[str, list[Result]] = {plan.source: [] for plan in plans}
    for result in crawl(pack, [job for plan in plans for job in plan.jobs], limits or Limits()):
        plan = owners[result.job]
        brought[plan.source].append(result)
        if len(brought[plan.source]) == len(plan.jobs):
            report = _keep(pack, store, plan, brought[plan.source], now)
            reports.append(report)
            _tell(progress, report)
    return reports


def _tell(progress: Callable[[SourceReport], None] | None, report: SourceReport) -> None:
    if progress is not None:
        progress(report)


def plan_sources(pack: Pack, keys: Sequence[str]) -> tuple[list[Plan], list[SourceReport]]:
    """What is to be done for these keys (none: for all), and a report with the reason for each source not asked."""
    owners: dict[str, Employer | Feed] = {employer.key: employer for employer in pack.employers}
    owners |= {feed.key: feed for feed in pack.feeds}
    for key in keys:
        if key not in owners:
            raise UnknownSource(key, owners)
    plans: list[Plan] = []
    skipped: list[SourceReport] = []
    for key, owner in owners.items():
        if keys and key not in keys:
            continue
        name = f"feed:{key}" if isinstance(owner, Feed) else f"site:{key}"
        sources: tuple[Source | Feed, ...] = (owner,) if isinstance(owner, Feed) else owner.sources
        if not sources and keys:
            skipped.append(SourceReport(name, "", SKIPPED, message="the pack has no source for this employer"))
        asked: list[Source | Feed] = []
        for source in sources:
            if reason := _obstacle(source):
                skipped.append(SourceReport(name, _system(source), SKIPPED, message=f"{source.url}: {reason}"))
            else:
                asked.append(source)
        if asked:
            jobs = [
                Job(f"{name}#{at}", _system(source), source.url, source.params) for at, source in enumerate(asked, 1)
            ]
            permission = min((source.permission for source in asked), key=_STRICTEST_FIRST.index)
            plans.append(Plan(name, tuple(jobs), permission, owner.name if isinstance(owner, Employer) else ""))
    return plans, skipped


def _system(source: Source | Feed) -> str:
    return source.adapter or (source.system if isinstance(source, Source) else "")


def _obstacle(source: Source | Feed) -> str:
    if source.permission is Permission.NONE:
        return "no permission on record"
    return "" if _system(source) in ADAPTERS else f"no adapter for {_system(source)}"


def crawl(pack: Pack, jobs: Sequence[Job], limits: Limits, command: Sequence[str] = _CRAWLER) -> Iterator[Result]:
    """The results of the jobs, each as soon as it is there; a job the crawling process owes is a failed one."""
    crawler = pack.region.crawler
    orders = {
        "agent": crawler.agent,
        "contact": crawler.contact,
        "delay_s": crawler.delay_s,
        "languages": pack.region.languages,
        "private_hosts": crawler.private_hosts,
        "limits": asdict(limits),
        "jobs": [{**asdict(job), "params": dict(job.params)} for job in jobs],
    }
    owed = {job.name: job for job in jobs}
    if not owed:
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": complaints}
        # Our own interpreter and module; the orders go in through the pipe.
        with subprocess.Popen(command, encoding="utf-8", **pipes) as process:  # type: ignore[call-overload]  # noqa: S603
            watchdog = threading.Timer(limits.run_s, process.kill)
            watchdog.start()
            try:
                with contextlib.suppress(BrokenPipeError):  # it died at once: its last words tell why
                    process.stdin.write(f"{json.dumps(orders)}\n")
                    process.stdin.flush()
                for line in process.stdout:
                    if not line.endswith("\n"):
                        break  # killed while it wrote
                    result = Result.from_json(json.loads(line))
                    del owed[result.job]
                    yield result
                status = process.wait()
            finally:
                watchdog.cancel()
                process.kill()
        complaints.seek(0)
        last = (complaints.read().strip().splitlines() or ["it said nothing"])[-1]
    for job in owed.values():
        why = f"{job.url}: the crawling process ended early (exit status {status}): {last[:300]}"
        yield Result(job.name, job.adapter, Outcome.FAILED, failures=(why,))


def _keep(pack: Pack, store: Store, plan: Plan, results: Sequence[Result], now: datetime) -> SourceReport:
    """Store what a source's jobs brought, and the record of the run."""
    drafts = [_named(draft, plan.employer or result.tenant) for result in results for draft in result.drafts]
    outcomes = {result.outcome for result in results}
    outcome = Outcome.FAILED if Outcome.FAILED in outcomes else Outcome.COMPLETE if drafts else Outcome.EMPTY
    gazetteer = Gazetteer(pack.localities, pack.region.country)
    intake = take_in(
        store, drafts, plan.source, outcome=outcome, permission=plan.permission, now=now, gazetteer=gazetteer
    )
    counts = {"found": len(drafts), **intake.counts()}
    counts["requests"] = sum(result.requests for result in results)
    counts["robots_refused"] = sum(result.robots_refused for result in results)
    seconds = max(result.seconds for result in results)
    refusals = [f"{refused.source_ref or 'a posting'} refused: {refused.reason}" for refused in intake.refused[:1]]
    message = "; ".join(filter(None, (intake.alarm, *(result.message() for result in results), *refusals)))
    run = Run(plan.source, now, now + timedelta(seconds=seconds), outcome.value, counts, message)
    record_run(store, run)
    adapters = "+".join(dict.fromkeys(result.adapter for result in results))
    return SourceReport(plan.source, adapters, outcome.value, counts, seconds, message)


def _named(draft: Draft, employer: str) -> Draft:
    return draft if draft.employer else draft.model_copy(update={"employer": employer})
