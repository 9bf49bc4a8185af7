"""Read kept answers again with today's adapters: no network, and only the difference is stored."""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.region import Pack
from jobboard.runs import Run, runs_of
from jobboard.store import Store
from scrapers.adapters import adapter_of
from scrapers.archive import Archive, KeptRun, key_of
from scrapers.errors import FetchError
from scrapers.harvest import Harvest, Job, Limits, Result
from scrapers.parsed import Fetch
from scrapers.plans import SKIPPED, Plan, SourceReport, plan_sources
from scrapers.scrape import drop_unpermitted, keep

_WHOLE = ("complete", "empty")
KIND = "reparse"


def reparse(
    pack: Pack,
    store: Store,
    keys: Sequence[str],
    *,
    now: datetime,
    data: Path,
    tell: Callable[[SourceReport], None] | None = None,
    limits: Limits | None = None,
    classify: Classify = by_vocabulary,
) -> list[SourceReport]:
    """Read the answers of each source's last complete run again, and store what is read differently.

    A posting that is not read any more is withdrawn only if nothing was collected since that run: what a later run
    brought is newer than the answers. Raises UnknownSource for a key the pack does not have.
    """
    drop_unpermitted(pack, keys, data)
    archive = Archive(data / "raw")
    plans, reports = plan_sources(pack, keys)
    for plan in plans:
        reports.append(_again(pack, store, archive, plan, now, limits or Limits(), classify))
    for report in reports:
        if tell is not None:
            tell(report)
    return reports


def _again(
    pack: Pack, store: Store, archive: Archive, plan: Plan, now: datetime, limits: Limits, classify: Classify
) -> SourceReport:
    past = runs_of(store, plan.source)
    run = next((run for run in past if run.outcome in _WHOLE), None)
    if run is None:
        return _skipped(plan, "there is no complete run yet")
    kept = [archive.run(name) for name in run.archived]
    whole = [each for each in kept if each is not None]
    if not kept or len(whole) < len(kept):
        return _skipped(plan, _absence(run))
    jobs = {job.papers: job for job in plan.jobs}
    if {each.job for each in whole} != set(jobs) or any(jobs[each.job].adapter != each.adapter for each in whole):
        return _skipped(plan, "the pack's sources have changed since; the next run collects them")
    results = [replay(archive, each, limits) for each in whole]
    return keep(pack, store, plan, results, now, kind=KIND, may_withdraw=past[0] == run, classify=classify)


def replay(archive: Archive, run: KeptRun, limits: Limits) -> Result:
    """What today's adapter makes of a run's answers; an answer that it wants and that is not there is a failure."""
    answers = {kept.key: kept for kept in run.answers}
    harvest = Harvest(Job(run.job, run.adapter, run.url, run.params), adapter_of(run.adapter), limits)
    waiting: list[tuple[bool, int, Fetch]] = []
    number = 0

    def plan(fetches: Sequence[Fetch]) -> None:
        nonlocal number
        for fetch in fetches:
            number += 1
            heapq.heappush(waiting, (bool(fetch.ref), number, fetch))  # lists first, as the crawl does it

    plan(harvest.begin())
    while waiting:
        fetch = heapq.heappop(waiting)[2]
        kept = answers.get(key_of(fetch))
        answer = archive.answer(kept) if kept else None
        if answer is None:
            reason = "is not among the kept answers"
            harvest.fail(fetch.url, FetchError(fetch.url, reason), reason)
        else:
            plan(harvest.take(fetch, answer))
    return harvest.result()


def _absence(run: Run) -> str:
    made = f"the answers of the last complete run ({run.started:%Y-%m-%d %H:%M} UTC)"
    return f"{made} are not here: not kept, older than 30 days, or on another machine"


def _skipped(plan: Plan, message: str) -> SourceReport:
    return SourceReport(plan.source, plan.adapters, SKIPPED, message=message)
