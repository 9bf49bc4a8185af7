"""scrape, worker, reparse, runs: collecting postings, on one machine or several, and what became of it."""

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from jobboard.commands.context import AS_JSON, Context, pass_context, say, show, speaks
from jobboard.runs import list_runs, sources_of_runs

if TYPE_CHECKING:
    from scrapers.plans import SourceReport
    from scrapers.scrape import Progress

FORCE = click.option("--force", is_flag=True, help="Ask sources that rest after failed runs, too.")
REDIS = "redis://[user:password@]host[:port][/number]"


@click.command()
@click.argument("employers", nargs=-1)
@FORCE
@click.option("--queue", metavar="URL", help=f"Only put the sources into the queue of a Redis ({REDIS}) for workers.")
@AS_JSON
@pass_context
@speaks
def scrape(context: Context, employers: tuple[str, ...], force: bool, queue: str | None, as_json: bool) -> None:
    """Collect postings from the career sites of the region pack that have a permission on record."""
    from scrapers.scrape import scrape as run

    if queue:
        _put(context, employers, force, queue, as_json)
        return
    told = _Teller(as_json)
    with _bar() as moved:
        reports = run(
            context.pack,
            context.store,
            employers,
            now=context.now,
            tell=told,
            moved=moved,
            data=context.settings.data,
            force=force,
            classify=context.classify,
        )
    if not reports:
        say("No source of the pack has a permission on record; nothing was fetched. See docs/scrapers.md.")
    sys.exit(1 if told.failed else 0)


def _put(context: Context, employers: tuple[str, ...], force: bool, url: str, as_json: bool) -> None:
    from scrapers.jobqueue import JobQueue
    from scrapers.work import put_all

    queue = JobQueue(url)
    put, reports = put_all(context.pack, context.store, queue, employers, now=context.now, force=force)
    told = _Teller(as_json)
    for report in reports:
        told(report)
    waiting, asked = queue.counts()
    say(f"{put} sources put into the queue; {waiting} wait, {asked} are being asked.")


@click.command()
@click.argument("queue", metavar="URL")
@click.option("--at-once", type=click.IntRange(1, 64), default=4, show_default=True, help="How many sources at a time.")
@click.option("--until-empty", is_flag=True, help="End when the queue is empty; otherwise wait for more.")
@AS_JSON
@pass_context
@speaks
def worker(context: Context, queue: str, at_once: int, until_empty: bool, as_json: bool) -> None:
    """Take sources from the queue of a Redis, ask them, and store what they bring.

    Any number of workers on any number of machines may share one queue: together they ask a host no faster than one
    would. They need the same region pack and a common store (JOBBOARD_DATABASE_URL). A worker that is told to end
    finishes what it has begun.
    """
    from scrapers.jobqueue import JobQueue
    from scrapers.work import Worker

    told = _Teller(as_json)
    serving = Worker(
        context.pack,
        context.store,
        JobQueue(queue),
        data=context.settings.data,
        tell=told,
        classify=context.classify,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: serving.stopping.set())
    serving.work(at_once, until_empty=until_empty)
    sys.exit(1 if told.failed else 0)


@click.command()
@click.argument("employers", nargs=-1)
@AS_JSON
@pass_context
@speaks
def reparse(context: Context, employers: tuple[str, ...], as_json: bool) -> None:
    """Read the kept answers of the last complete runs again, without asking anybody, and store the difference."""
    from scrapers.reparse import reparse as run

    told = _Teller(as_json)
    reports = run(
        context.pack,
        context.store,
        employers,
        now=context.now,
        data=context.settings.data,
        tell=told,
        classify=context.classify,
    )
    if not reports:
        say("The pack has no source with a permission on record.")
    sys.exit(1 if told.failed else 0)


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@AS_JSON
@pass_context
@speaks
def runs(context: Context, limit: int, as_json: bool) -> None:
    """What the last runs of the sources brought, and which sources rest after failed ones."""
    resting = _resting(context)
    for run in list_runs(context.store, limit):
        if as_json:
            until = resting[run.source].until.isoformat() if run.source in resting else None
            show({**run.to_dict(), "resting_until": until})
            continue
        counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in run.counts.items() if count)
        what = run.outcome if run.kind == "scrape" else f"{run.kind}: {run.outcome}"
        seconds = f"{(run.finished - run.started).total_seconds():.1f} s"
        parts = (f"{run.started:%Y-%m-%d %H:%M}", run.source, what, seconds, counts, run.message)
        click.echo("  ".join(filter(None, parts)))
    if not as_json:
        for source, rest in resting.items():
            click.echo(f"{source} {rest}; `jobboard scrape --force` asks all the same")


def _resting(context: Context) -> dict[str, Any]:
    from scrapers.scrape import rest_of

    rests = {source: rest_of(context.store, source, context.now) for source in sources_of_runs(context.store)}
    return {source: rest for source, rest in rests.items() if rest}


class _Teller:
    """Prints each report as soon as it is there, and remembers whether one is of a failure."""

    def __init__(self, as_json: bool) -> None:
        self.as_json, self.failed = as_json, False

    def __call__(self, report: "SourceReport") -> None:
        self.failed = self.failed or report.outcome == "failed"
        if self.as_json:
            show(report.to_dict())
        else:
            click.echo(str(report))


@contextmanager
def _bar() -> Iterator["Progress | None"]:
    """A bar of the requests settled so far, on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    nothing: Iterable[int] = ()
    with click.progressbar(nothing, length=1, label="Requests", file=sys.stderr, show_pos=True) as bar:

        def moved(settled: int, asked: int) -> None:
            bar.length = max(asked, 1)
            bar.update(settled - bar.pos)

        yield moved
