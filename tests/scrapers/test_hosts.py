"""What crawling processes share of a host: the same promises on disk and in Redis."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.hosts import AGAIN_S, Hosts, HostsInMemory, HostsOnDisk, Noted, write_whole

ROBOTS = "https://musterwerk.example/robots.txt"
NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
HOST = "musterwerk.example"
Make = Callable[[], Hosts]


@pytest.fixture(params=["disk", pytest.param("redis", marks=pytest.mark.redis)])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes what one process has: all of them share one memory."""
    if request.param == "disk":
        return lambda: HostsOnDisk(tmp_path, lambda: NOON)
    from scrapers.redishosts import HostsInRedis

    url = request.getfixturevalue("redis_url")
    return lambda: HostsInRedis(url, busy_s=5)


def test_an_answer_is_known_to_every_process_whatever_the_scheme(make: Make) -> None:
    assert make().noted(ROBOTS) is None
    make().note(ROBOTS, Noted(404, b"\xff\0nichts"))
    assert make().noted(ROBOTS) == make().noted("http://MUSTERWERK.example/robots.txt") == Noted(404, b"\xff\0nichts")
    assert make().noted("https://musterwerk.example:8443/robots.txt") is None
    assert make().noted("https://musterwerk.example/.well-known/tdmrep.json") is None


def test_only_one_process_asks_a_host_at_a_time_and_the_next_not_before_the_gap(make: Make) -> None:
    one, other = make(), make()
    assert one.take(HOST, 0.3) == 0
    began = time.monotonic()
    assert other.take(HOST, 0.3) > 0
    assert other.take("andere.example", 0.3) == 0
    one.done(HOST)
    while wait := other.take(HOST, 0.3):
        time.sleep(min(wait, 0.05))
    assert time.monotonic() - began >= 0.29
    assert one.take(HOST, 0.3) > 0
    other.done(HOST)


def test_a_request_that_takes_longer_than_the_gap_is_waited_for(make: Make) -> None:
    one, other = make(), make()
    assert one.take(HOST, 0.01) == 0
    time.sleep(0.1)
    assert other.take(HOST, 0.01) == AGAIN_S
    one.done(HOST)
    assert other.take(HOST, 0.01) == 0


def test_a_host_that_asks_for_patience_is_left_alone_by_all(make: Make) -> None:
    one, other = make(), make()
    one.hold(HOST, 30)
    assert 29 < other.take(HOST, 0.1) <= 30.01
    one.hold(HOST, 5)  # asks for less than before: the longer one counts
    assert other.take(HOST, 0.1) > 20


def test_what_one_process_never_took_it_cannot_give_back(make: Make) -> None:
    one, other = make(), make()
    assert one.take(HOST, 0.0) == 0
    other.done(HOST)
    assert other.take(HOST, 0.0) > 0


def test_in_memory_there_is_nobody_to_wait_for() -> None:
    hosts = HostsInMemory()
    hosts.note(ROBOTS, Noted(200, b""))
    assert (hosts.take(HOST, 9), hosts.take(HOST, 9), hosts.noted(ROBOTS)) == (0, 0, Noted(200, b""))


@pytest.mark.parametrize(
    ("later", "known"),
    [
        (timedelta(), True),
        (timedelta(hours=11, minutes=59), True),
        (timedelta(hours=-12), True),
        (timedelta(hours=12), False),
        (timedelta(hours=24), False),
        (timedelta(hours=-13), False),  # noted under a clock that ran ahead
        (timedelta(days=-900), False),
    ],
)
def test_an_answer_holds_for_its_day(tmp_path: Path, later: timedelta, known: bool) -> None:
    HostsOnDisk(tmp_path, lambda: NOON).note(ROBOTS, Noted(200, b""))
    assert (HostsOnDisk(tmp_path, lambda: NOON + later).noted(ROBOTS) is not None) is known


@pytest.mark.redis
def test_an_answer_holds_for_its_day_in_redis(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import redis

    from scrapers.redishosts import HostsInRedis

    hosts = HostsInRedis(redis_url, 5)
    monkeypatch.setattr(hosts.redis, "time", lambda: (int(NOON.timestamp()), 0))
    hosts.note(ROBOTS, Noted(200, b""))
    assert hosts.noted(ROBOTS)
    monkeypatch.setattr(hosts.redis, "time", lambda: (int(NOON.timestamp()) + 12 * 3600, 0))
    assert hosts.noted(ROBOTS) is None
    with redis.Redis.from_url(redis_url) as connection:
        (key,) = connection.keys("*daily*")
        assert 0 < connection.ttl(key) <= 86_400


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"at": "x"}', b'{"at": "2026-09-15T12:00:00+00:00", "status": 1}']
)
def test_a_damaged_note_is_none(tmp_path: Path, content: bytes) -> None:
    hosts = HostsOnDisk(tmp_path, lambda: NOON)
    hosts.note(ROBOTS, Noted(200, b""))
    (file,) = (tmp_path / "daily").iterdir()
    file.write_bytes(content)
    assert hosts.noted(ROBOTS) is None


@pytest.mark.parametrize("content", ["gestern", str(9e15)])
def test_a_damaged_turn_or_a_clock_that_was_set_back_stops_nobody(tmp_path: Path, content: str) -> None:
    hosts = HostsOnDisk(tmp_path, lambda: NOON)
    (tmp_path / "turns" / HOST).write_text(content)
    assert hosts.take(HOST, 1.0) == 0


def _take_and_wait(folder: Path, taken: Any) -> None:
    HostsOnDisk(folder, lambda: NOON).take(HOST, 0.0)
    taken.set()
    time.sleep(60)


def test_a_process_that_dies_gives_its_turn_back(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    taken = context.Event()
    process = context.Process(target=_take_and_wait, args=(tmp_path, taken))
    process.start()
    assert taken.wait(30)
    hosts = HostsOnDisk(tmp_path, lambda: NOON)
    assert hosts.take(HOST, 0.0) == AGAIN_S
    process.kill()
    process.join()
    assert hosts.take(HOST, 0.0) == 0


@pytest.mark.redis
def test_a_machine_that_dies_gives_its_turn_back(redis_url: str) -> None:
    from scrapers.redishosts import HostsInRedis

    assert HostsInRedis(redis_url, busy_s=1).take(HOST, 0.0) == 0
    other = HostsInRedis(redis_url, busy_s=1)
    assert other.take(HOST, 0.0) > 0
    time.sleep(1.1)
    assert other.take(HOST, 0.0) == 0


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a" / "b", b"eins")

    def full(*args: object) -> Iterator[None]:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        write_whole(tmp_path / "a" / "b", b"zwei")
    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [b"eins"]
