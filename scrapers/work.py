"""One machine of several: takes sources from the queue, asks them, and stores what they bring in the shared store."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jobboard.outcome import Outcome
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.region import Pack
from jobboard.store import Store
from scrapers.archive import Archive
from scrapers.errors import QueueUnusable, ScrapeError
from scrapers.harvest import Limits, Result
from scrapers.jobqueue import JobQueue, Order, Taken
from scrapers.plans import SKIPPED, Plan, SourceReport
from scrapers.scrape import crawl, drop_unpermitted, keep, ready

_LOOK_AGAIN_S = 1.0
Tell = Callable[[SourceReport], None]


def put_all(
    pack: Pack, store: Store, queue: JobQueue, keys: Sequence[str], *, now: datetime, force: bool
) -> tuple[int, list[SourceReport]]:
    """Let the sources of these keys wait, or all; how many are new in the queue, and a report for each left out."""
    plans, reports = ready(pack, store, keys, now=now, force=force)
    return sum(queue.put(Order(pack.region.key, plan.key, force)) for plan in plans), reports


class Worker:
    """Asks several sources at a time, each in a crawling process of its own."""

    def __init__(
        self,
        pack: Pack,
        store: Store,
        queue: JobQueue,
        *,
        data: Path,
        tell: Tell,
        limits: Limits | None = None,
        classify: Classify = by_vocabulary,
    ) -> None:
        self.pack, self.store, self.queue, self.data, self.tell = pack, store, queue, data, tell
        self.limits = limits or Limits()
        self.classify = classify
        self.stopping = threading.Event()

    def work(self, at_once: int, *, until_empty: bool) -> None:
        """Take sources until `stopping` is set, or until the queue is empty; raises QueueUnusable."""
        with ThreadPoolExecutor(at_once) as pool:
            try:
                for each in [pool.submit(self._serve, until_empty) for _ in range(at_once)]:
                    each.result()
            finally:
                self.stopping.set()
        Archive(self.data / "raw").purge(_now())

    def _serve(self, until_empty: bool) -> None:
        while not self.stopping.is_set():
            self._give_up()
            taken = self.queue.take()
            if taken is not None:
                self._ask(taken)
            elif until_empty and not any(self.queue.counts()):
                return
            else:
                self.stopping.wait(_LOOK_AGAIN_S)

    def _ask(self, taken: Taken) -> None:
        """Ask one source and store what it brings, unless the lease was lost meanwhile."""
        now = _now()
        try:
            plans, reports = self._ready(taken.order, now)
        except ScrapeError as error:
            plans, reports = [], [SourceReport(taken.order.name, "", SKIPPED, message=str(error))]
        for plan in plans:
            with self._leased(taken):
                results = list(self._crawl(plan, now))
            if self.queue.renew(taken):
                reports.append(keep(self.pack, self.store, plan, results, now, classify=self.classify))
            else:
                message = "another worker took over: what was read here is not stored"
                reports.append(SourceReport(plan.source, plan.adapters, SKIPPED, message=message))
        self.queue.done(taken)
        for report in reports:
            self.tell(report)

    def _ready(self, order: Order, now: datetime) -> tuple[list[Plan], list[SourceReport]]:
        if order.region != self.pack.region.key:
            message = f"this worker has the region pack {self.pack.region.key!r}"
            return [], [SourceReport(order.name, "", SKIPPED, message=message)]
        drop_unpermitted(self.pack, [order.key], self.data)
        return ready(self.pack, self.store, [order.key], now=now, force=order.force)

    def _crawl(self, plan: Plan, now: datetime) -> Iterator[Result]:
        return crawl(self.pack, plan.jobs, self.limits, now=now, data=self.data, queue=self.queue.url)

    @contextmanager
    def _leased(self, taken: Taken) -> Iterator[None]:
        """Renew the lease as long as it takes."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(self.queue.lease_s / 3):
                with contextlib.suppress(QueueUnusable):  # it may come back before the lease ends
                    self.queue.renew(taken)

        thread = threading.Thread(target=renew, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _give_up(self) -> None:
        """Record the sources whose workers went away again and again: a failed run each."""
        for order in self.queue.given_up():
            now = _now()
            for plan in self._ready(order, now)[0]:
                why = "three workers went away while they asked this source"
                lost = [
                    Result(job.name, job.adapter, Outcome.FAILED, failures=(f"{job.url}: {why}",)) for job in plan.jobs
                ]
                self.tell(keep(self.pack, self.store, plan, lost, now))


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
