"""Collect postings from the sources of a region pack: each is asked, read and stored, and what became of it is told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jobboard.ingest import take_in
from jobboard.outcome import Outcome
from jobboard.places import Gazetteer
from jobboard.posting import Draft
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.region import Pack
from jobboard.runs import Run, record_run, runs_of
from jobboard.store import Store
from scrapers.answer import Answer
from scrapers.archive import Archive
from scrapers.breaker import Breaker, Rest
from scrapers.child import CRAWLER, ask, orders_of
from scrapers.errors import CrawlerDied, FetchError, NoContact
from scrapers.harvest import Job, Limits, Result
from scrapers.plans import SKIPPED, Plan, SourceReport, plan_sources
from scrapers.single import from_json

__all__ = ["SourceReport", "crawl", "fetch_one", "plan_sources", "scrape"]
Progress = Callable[[int, int], None]
_RUNS_LOOKED_AT = 30


def scrape(
    pack: Pack,
    store: Store,
    keys: Sequence[str],
    *,
    now: datetime,
    tell: Callable[[SourceReport], None] | None = None,
    moved: Progress | None = None,
    limits: Limits | None = None,
    data: Path | None = None,
    queue: str = "",
    force: bool = False,
    classify: Classify = by_vocabulary,
) -> list[SourceReport]:
    """Collect from the employers and feeds of these keys, or from all; every source is reported, also a skipped one.

    What is read is stored; what vanished is withdrawn only after a complete run of its source. With a `data` folder,
    hosts, answers and raw pages are remembered there; without one every run begins from nothing. `force` asks sources
    that rest, too. `moved` is told how many requests are settled, and of how many. Raises UnknownSource for a key the
    pack does not have, and NoContact if the pack names nobody to complain to.
    """
    plans, reports = ready(pack, store, keys, now=now, force=force)
    if data is not None:
        drop_unpermitted(pack, keys, data)
    told = tell or (lambda report: None)
    for report in reports:
        told(report)
    owners = {job.name: plan for plan in plans for job in plan.jobs}
    brought: dict[str, list[Result]] = {plan.source: [] for plan in plans}
    jobs = [job for plan in plans for job in plan.jobs]
    for result in crawl(pack, jobs, limits or Limits(), now=now, data=data, queue=queue, moved=moved):
        plan = owners[result.job]
        brought[plan.source].append(result)
        if len(brought[plan.source]) == len(plan.jobs):
            report = keep(pack, store, plan, brought[plan.source], now, classify=classify)
            reports.append(report)
            told(report)
    if data is not None:
        Archive(data / "raw").purge(now)
    return reports


def ready(
    pack: Pack, store: Store, keys: Sequence[str], *, now: datetime, force: bool = False
) -> tuple[list[Plan], list[SourceReport]]:
    """The sources that may be asked now, and a report for each of the others; raises NoContact and UnknownSource."""
    plans, reports = plan_sources(pack, keys)
    if plans and not pack.region.crawler.contact.strip():
        raise NoContact(pack.region.key)
    rests: dict[str, Rest | None] = {} if force else {plan.source: rest_of(store, plan.source, now) for plan in plans}
    for plan in plans:
        if rest := rests.get(plan.source):
            message = f"{rest} (--force asks all the same)"
            reports.append(SourceReport(plan.source, plan.adapters, SKIPPED, message=message))
    return [plan for plan in plans if not rests.get(plan.source)], reports


def drop_unpermitted(pack: Pack, keys: Sequence[str], data: Path) -> None:
    """Drop the kept answers of sources whose owners do not, or no longer, allow that."""
    plans, skipped = plan_sources(pack, keys)
    may_keep = {report.source: set[str]() for report in skipped}
    may_keep |= {plan.source: {job.papers for job in plan.jobs if job.keep} for plan in plans}
    for source, jobs in may_keep.items():
        Archive(data / "raw").retain(source, jobs)


def rest_of(store: Store, source: str, now: datetime) -> Rest | None:
    """Until when a source is left alone, and why."""
    return Breaker().rest(runs_of(store, source, limit=_RUNS_LOOKED_AT), now)


def crawl(
    pack: Pack,
    jobs: Sequence[Job],
    limits: Limits,
    command: Sequence[str] = CRAWLER,
    *,
    now: datetime | None = None,
    data: Path | None = None,
    queue: str = "",
    moved: Progress | None = None,
) -> Iterator[Result]:
    """The results of the jobs, each as soon as it is there; a job the crawling process owes is a failed one."""
    owed = {job.name: job for job in jobs}
    if not owed:
        return
    orders = orders_of(pack, limits, now or datetime.now(UTC), data, queue)
    orders["jobs"] = [{**asdict(job), "params": dict(job.params)} for job in jobs]
    died = CrawlerDied(0, "it said nothing")
    try:
        for said in ask(orders, limits.run_s, command):
            if "result" not in said:
                if moved is not None:
                    moved(said["settled"], said["asked"])
                continue
            result = Result.from_json(said["result"])
            del owed[result.job]
            yield result
    except CrawlerDied as error:
        died = error
    for job in owed.values():
        yield Result(job.name, job.adapter, Outcome.FAILED, failures=(f"{job.url}: {died}",))


def fetch_one(
    pack: Pack, url: str, *, limits: Limits | None = None, now: datetime | None = None, data: Path | None = None
) -> Answer:
    """One page of any public host, fetched with all the care of a run: robots.txt, reservations, pace, limits.

    Redirects are followed to public hosts only. Raises FetchError with the reason if there is no answer, and NoContact.
    """
    if not pack.region.crawler.contact.strip():
        raise NoContact(pack.region.key)
    limits = limits or Limits()
    orders = orders_of(pack, limits, now or datetime.now(UTC), data)
    try:
        for said in ask({**orders, "page": url}, limits.run_s):
            return from_json(said)
    except CrawlerDied as error:
        raise FetchError(url, str(error)) from error
    raise FetchError(url, "the crawling process said nothing")


def keep(
    pack: Pack,
    store: Store,
    plan: Plan,
    results: Sequence[Result],
    now: datetime,
    *,
    kind: str = "scrape",
    may_withdraw: bool = True,
    classify: Classify = by_vocabulary,
) -> SourceReport:
    """Store what a source's jobs brought, and the record of the run."""
    drafts = [_named(draft, plan.employer or result.tenant) for result in results for draft in result.drafts]
    outcomes = {result.outcome for result in results}
    outcome = Outcome.FAILED if Outcome.FAILED in outcomes else Outcome.COMPLETE if drafts else Outcome.EMPTY
    intake = take_in(
        store,
        drafts,
        plan.source,
        outcome=outcome if may_withdraw else Outcome.FAILED,
        permission=plan.permission,
        now=now,
        gazetteer=Gazetteer(pack.localities, pack.region.country),
        classify=classify,
    )
    counts = {"found": len(drafts), **intake.counts()}
    for name in ("requests", "robots_refused", "not_modified", "unchanged_answers"):
        counts[name] = sum(getattr(result, name) for result in results)
    seconds = max(result.seconds for result in results)
    refusals = [f"{refused.source_ref or 'a posting'} refused: {refused.reason}" for refused in intake.refused[:1]]
    message = "; ".join(filter(None, (intake.alarm, *(result.message() for result in results), *refusals)))
    archived = tuple(result.archived for result in results if result.archived)
    run = Run(plan.source, now, now + timedelta(seconds=seconds), outcome.value, counts, message)
    record_run(store, replace(run, kind=kind, archived=archived, alarm=intake.alarm))
    return SourceReport(plan.source, plan.adapters, outcome.value, counts, seconds, message)


def _named(draft: Draft, employer: str) -> Draft:
    return draft if draft.employer else draft.model_copy(update={"employer": employer})
