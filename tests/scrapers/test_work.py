"""Several machines and one queue: each source is asked once, and together they are as polite as one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from musterweb import Site, as_json, fastest, hosts_of, pack_of, source

from jobboard.outcome import Outcome
from jobboard.posting import Draft, Permission
from jobboard.region import Pack
from jobboard.runs import Run, list_runs, record_run
from jobboard.store import Store
from scrapers import work as module
from scrapers.harvest import Job, Result
from scrapers.jobqueue import JobQueue, Order
from scrapers.plans import SourceReport
from scrapers.work import Worker, put_all

pytestmark = pytest.mark.redis
Sites = Callable[[int], Site]
GAP_S = 0.4
SLACK_S = 0.4  # one request that had to wait on a busy machine


def now() -> datetime:
    return datetime.now(UTC)


def row(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": f"Stelle {name}",
        "uuid": name,
        "releasedDate": "2026-09-01T10:00:00Z",
        "company": {"name": "M"},
    }


def detail(name: str) -> Any:
    return as_json({**row(name), "jobAd": {"sections": {"jobDescription": {"text": "<p>Text</p>"}}}})


def listing(name: str) -> Any:
    return as_json({"offset": 0, "limit": 100, "totalFound": 1, "content": [row(name)]})


def answers(monkeypatch: pytest.MonkeyPatch, bring: Callable[[Job], Result]) -> None:
    def stand_in(pack: Pack, jobs: Sequence[Job], *rest: object, **more: object) -> Iterator[Result]:
        yield from map(bring, jobs)

    monkeypatch.setattr(module, "crawl", stand_in)


def one(job: Job) -> Result:
    return Result(job.name, job.adapter, Outcome.COMPLETE, (Draft(source_ref="1", title="Stelle", employer="M"),))


def pack(*keys: str, permission: Permission = Permission.GRANTED) -> Pack:
    return pack_of({key: [source(f"https://{key}.jobs.personio.de/xml", "personio", permission)] for key in keys})


def worker(pack: Pack, store: Store, url: str, data: Path, lease_s: float = 60.0) -> tuple[Worker, list[SourceReport]]:
    told: list[SourceReport] = []
    return Worker(pack, store, JobQueue(url, lease_s), data=data, tell=told.append), told


def test_what_is_put_is_asked_and_stored(
    redis_url: str, any_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, one)
    region = pack("a", "b", "c")
    assert put_all(region, any_store, JobQueue(redis_url), ["a", "b"], now=now(), force=False) == (2, [])
    serving, told = worker(region, any_store, redis_url, tmp_path)
    serving.work(2, until_empty=True)
    assert sorted((report.source, report.outcome) for report in told) == [
        ("site:a", "complete"),
        ("site:b", "complete"),
    ]
    assert sorted(run.source for run in list_runs(any_store)) == ["site:a", "site:b"]
    assert len(any_store.of_source("site:a")) == 1
    assert JobQueue(redis_url).counts() == (0, 0)


def test_the_workers_own_pack_says_what_is_fetched(
    redis_url: str, sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever can write to the queue can have sources asked, but no other addresses and none without a permission."""
    asked: list[Job] = []
    answers(monkeypatch, lambda job: asked.append(job) or one(job))  # type: ignore[func-returns-value]
    queue = JobQueue(redis_url)
    for order in (Order("musterstadt", "https://fremd.example"), Order("anderswo", "a"), Order("musterstadt", "b")):
        queue.put(order)
    serving, told = worker(pack("a", "b", permission=Permission.NONE), sqlite_store, redis_url, tmp_path)
    serving.work(1, until_empty=True)
    assert asked == []
    assert [report.outcome for report in told] == ["skipped"] * 3
    assert "There is no source" in told[0].message
    assert "this worker has the region pack 'musterstadt'" in told[1].message
    assert "no permission on record" in told[2].message


def test_a_source_that_rests_is_not_put_unless_forced(redis_url: str, sqlite_store: Store) -> None:
    for _ in range(3):
        record_run(sqlite_store, Run("site:a", now(), now(), "failed", {}, "HTTP 500"))
    put, (report,) = put_all(pack("a", "b"), sqlite_store, JobQueue(redis_url), (), now=now(), force=False)
    assert (put, report.outcome, "rests until" in report.message) == (1, "skipped", True)
    assert put_all(pack("a", "b"), sqlite_store, JobQueue(redis_url), (), now=now(), force=True) == (1, [])


def test_a_worker_that_lost_its_lease_stores_nothing(
    redis_url: str, sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(job: Job) -> Result:
        other = JobQueue(redis_url, lease_s=60)
        other.redis.zadd(other.keys[2], {"musterstadt/a": 0})  # our machine slept: the lease ran out
        assert other.take()
        return one(job)

    answers(monkeypatch, slow)
    JobQueue(redis_url).put(Order("musterstadt", "a"))
    serving, told = worker(pack("a"), sqlite_store, redis_url, tmp_path)
    serving.stopping.set()
    taken = serving.queue.take()
    assert taken
    serving._ask(taken)
    assert [(report.outcome, "another worker took over" in report.message) for report in told] == [("skipped", True)]
    assert sqlite_store.of_source("site:a") == [] == list_runs(sqlite_store)
    assert JobQueue(redis_url).counts() == (0, 1)  # the heir is still at it


def test_a_lease_is_renewed_for_as_long_as_it_takes(
    redis_url: str, sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(job: Job) -> Result:
        time.sleep(4)
        assert JobQueue(redis_url).take() is None
        return one(job)

    answers(monkeypatch, slow)
    JobQueue(redis_url).put(Order("musterstadt", "a"))
    serving, told = worker(pack("a"), sqlite_store, redis_url, tmp_path, lease_s=2)
    serving.work(1, until_empty=True)
    assert [report.outcome for report in told] == ["complete"]


def test_a_source_that_was_given_up_is_a_failed_run(redis_url: str, sqlite_store: Store, tmp_path: Path) -> None:
    queue = JobQueue(redis_url, lease_s=0.05)
    queue.put(Order("musterstadt", "a"))
    while not queue.redis.llen(queue.keys[5]):
        queue.take()
        time.sleep(0.08)
    serving, told = worker(pack("a"), sqlite_store, redis_url, tmp_path)
    serving.work(1, until_empty=True)
    assert [(report.outcome, "three workers went away" in report.message) for report in told] == [("failed", True)]
    assert [run.outcome for run in list_runs(sqlite_store)] == ["failed"]


# Two processes stand for two machines: each with its own data folder, one common store.
MACHINE = """
import json, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[1])
from musterweb import hosts_of, pack_of, source
from jobboard.store import open_store
from scrapers.harvest import Limits
from scrapers.jobqueue import JobQueue
from scrapers.work import Worker
urls, queue, store, data, gap = json.loads(sys.argv[2])
employers = {key: [source(url, "smartrecruiters")] for key, url in urls.items()}
pack = pack_of(employers, private=hosts_of(employers), delay_s=gap)
print("ready", flush=True)
worker = Worker(pack, open_store(store), JobQueue(queue, 2.0), data=Path(data), tell=lambda report: print(report, flush=True), limits=Limits(timeout_s=5.0))
worker.work(3, until_empty=True)
"""


def machine(urls: dict[str, str], queue: str, store: Store, data: Path) -> "subprocess.Popen[str]":
    command = json.dumps([urls, queue, f"sqlite:///{store.database.file}", str(data), GAP_S])
    folders = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
    return subprocess.Popen(
        [sys.executable, "-c", MACHINE, json.dumps(folders), command], stdout=-1, stderr=-1, text=True
    )


def test_two_machines_share_the_work_and_the_pace_of_each_host(
    redis_url: str, sites: Sites, sqlite_store: Store, tmp_path: Path
) -> None:
    """Five boards on one host and one on another: never two requests to a host within the gap, no rule asked twice."""
    shared, alone = sites(171), sites(172)
    urls = {}
    for number in range(5):
        path = f"/v1/companies/m{number}/postings"
        shared.routes |= {path: listing(f"m{number}"), f"{path}/m{number}": detail(f"m{number}")}
        urls[f"m{number}"] = f"{shared.url}{path}"
    shared.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /v1/companies/m4/postings/")
    alone.routes = {"/v1/companies/x/postings": listing("x"), "/v1/companies/x/postings/x": detail("x")}
    urls["x"] = f"{alone.url}/v1/companies/x/postings"
    queue = JobQueue(redis_url)
    for key in urls:
        queue.put(Order("musterstadt", key))
    machines = [machine(urls, redis_url, sqlite_store, tmp_path / name) for name in ("eins", "zwei")]
    said = [process.communicate(timeout=240) for process in machines]
    assert [process.returncode for process in machines] == [0, 0], said
    assert all("complete" in out for out, _ in said), said  # both had their share
    assert sorted(run.source for run in list_runs(sqlite_store)) == sorted(f"site:{key}" for key in urls)
    assert {run.source: run.outcome for run in list_runs(sqlite_store)} == {
        **{f"site:{key}": "complete" for key in urls},
        "site:m4": "failed",
    }
    times = [hit.at for hit in shared.hits]
    assert len(times) == 2 + 5 + 4
    assert fastest(times, GAP_S) <= SLACK_S
    for site in (shared, alone):
        assert site.paths().count("/robots.txt") == site.paths().count("/.well-known/tdmrep.json") == 1
    assert not [path for path in shared.paths() if path.startswith("/v1/companies/m4/postings/")]
    assert len({hosts_of({key: [source(url, "smartrecruiters")]}) for key, url in urls.items()}) == 2


def test_a_machine_that_is_killed_in_the_middle_loses_nothing(
    redis_url: str, sites: Sites, sqlite_store: Store, tmp_path: Path
) -> None:
    site = sites(173)
    path = "/v1/companies/a/postings"
    slow = [True]

    def list_slowly(handler: Any) -> None:
        time.sleep(3 if slow.pop() else 0)
        slow.append(False)
        status, _, body = listing("a")
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.routes = {path: list_slowly, f"{path}/a": detail("a")}
    urls = {"a": f"{site.url}{path}"}
    JobQueue(redis_url).put(Order("musterstadt", "a"))
    first = machine(urls, redis_url, sqlite_store, tmp_path / "eins")
    deadline = time.monotonic() + 60
    while not any(hit.startswith(path) for hit in site.paths()) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    assert list_runs(sqlite_store) == []
    second = machine(urls, redis_url, sqlite_store, tmp_path / "zwei")
    out, errors = second.communicate(timeout=120)
    assert "site:a (smartrecruiters): complete" in out, errors
    assert [run.outcome for run in list_runs(sqlite_store)] == ["complete"]
    assert list_runs(sqlite_store)[0].finished - list_runs(sqlite_store)[0].started < timedelta(minutes=2)
