"""The queue on a real Redis: nothing is lost, nothing is done twice at a time, and a worker that dies is survived."""

import threading
import time
from collections import Counter

import pytest

from scrapers.errors import QueueUnusable
from scrapers.jobqueue import TRIES, JobQueue, Order

pytestmark = pytest.mark.redis
A, B = Order("musterstadt", "a"), Order("musterstadt", "b", force=True)


def test_sources_are_taken_in_the_order_they_were_put_and_wait_once(redis_url: str) -> None:
    queue = JobQueue(redis_url)
    assert [queue.put(order) for order in (A, B, A)] == [True, True, False]
    assert queue.counts() == (2, 0)
    first, second = queue.take(), queue.take()
    assert first and second and (first.order, second.order) == (A, B)
    assert queue.take() is None
    assert not queue.put(A)  # it is being asked
    assert queue.counts() == (0, 2)
    assert queue.done(first) and queue.done(second)
    assert queue.counts() == (0, 0)
    assert queue.put(A)


def test_the_same_key_of_two_regions_is_two_sources(redis_url: str) -> None:
    queue = JobQueue(redis_url)
    assert queue.put(A) and queue.put(Order("anderswo", "a"))


def test_a_worker_that_dies_loses_the_source_to_another(redis_url: str) -> None:
    queue = JobQueue(redis_url, lease_s=1)
    queue.put(A)
    dead = queue.take()
    assert dead and queue.take() is None
    time.sleep(1.1)
    heir = queue.take()
    assert heir and heir.order == A
    assert not queue.renew(dead) and not queue.done(dead)  # it comes back, and must not store what it has
    assert queue.renew(heir) and queue.done(heir)
    assert queue.counts() == (0, 0)


def test_a_lease_that_is_renewed_is_kept(redis_url: str) -> None:
    queue = JobQueue(redis_url, lease_s=1.5)
    queue.put(A)
    taken = queue.take()
    assert taken
    for _ in range(5):
        time.sleep(0.5)
        assert queue.renew(taken)
        assert queue.take() is None
    assert queue.done(taken)


def test_a_source_that_kills_its_workers_is_given_up(redis_url: str) -> None:
    queue = JobQueue(redis_url, lease_s=0.05)
    queue.put(A)
    for _ in range(TRIES):
        assert queue.take()
        time.sleep(0.08)
    assert queue.take() is None
    assert (queue.given_up(), queue.given_up(), queue.counts()) == ([A], [], (0, 0))
    assert queue.put(A)
    assert queue.take()  # it begins anew


def test_many_workers_take_each_source_once(redis_url: str) -> None:
    JobQueue(redis_url)
    put = [Order("musterstadt", str(number)) for number in range(200)]
    queue = JobQueue(redis_url)
    for order in put:
        queue.put(order)
    taken: Counter[str] = Counter()

    def work() -> None:
        mine = JobQueue(redis_url)
        while one := mine.take():
            taken[one.order.key] += 1
            assert mine.done(one)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == Counter(order.key for order in put)
    assert queue.counts() == (0, 0)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("redis://name:geheim@127.0.0.1:1/0", "127.0.0.1:1/0"),
        ("http://127.0.0.1", "scheme"),
        ("redis://[", "no address"),
        ("", "scheme"),
    ],
)
def test_a_queue_that_cannot_be_used_says_so_and_keeps_the_password(url: str, words: str) -> None:
    with pytest.raises(QueueUnusable, match=r"^Queue ") as raised:
        JobQueue(url).put(A)
    assert words in str(raised.value) and "geheim" not in str(raised.value)


def test_a_redis_of_another_kind_is_named(redis_url: str) -> None:
    import redis

    with redis.Redis.from_url(redis_url) as connection:
        connection.set("heimvorteil:queue:waiting", "no list")
    with pytest.raises(QueueUnusable, match="WRONGTYPE"):
        JobQueue(redis_url).take()
