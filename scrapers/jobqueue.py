"""Which sources wait to be asked, and who is at it? A queue in Redis that several machines take from.

A source waits at most once. Whoever takes one holds a lease and renews it; if its machine dies, the source waits again,
and after three tries it is given up, so that one that kills its workers does not kill them all. The queue names
sources only: what is fetched is said by each worker's own region pack.
"""

import json
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from scrapers.redislink import PREFIX, connect, speaking, text

LEASE_S = 60.0
TRIES = 3
_NOW = "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000);"
# KEYS of all: waiting (list of names), orders (name -> order), leases (name by the end of its lease), holders
# (name -> token), tries (name -> number), given_up (list of orders).
_PUT = """
if redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[1])
return 1"""
_TAKE = f"""{_NOW}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now)) do
  redis.call('ZREM', KEYS[3], name)
  redis.call('HDEL', KEYS[4], name)
  if tonumber(redis.call('HGET', KEYS[5], name) or '0') >= tonumber(ARGV[3]) then
    redis.call('RPUSH', KEYS[6], redis.call('HGET', KEYS[2], name))
    redis.call('HDEL', KEYS[2], name)
    redis.call('HDEL', KEYS[5], name)
  else
    redis.call('LPUSH', KEYS[1], name)
  end
end
local name = redis.call('LPOP', KEYS[1])
if not name then return false end
redis.call('ZADD', KEYS[3], now + ARGV[2], name)
redis.call('HSET', KEYS[4], name, ARGV[1])
redis.call('HINCRBY', KEYS[5], name, 1)
return redis.call('HGET', KEYS[2], name)"""
_RENEW = f"""{_NOW}
if redis.call('HGET', KEYS[4], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[3], now + ARGV[3], ARGV[1])
return 1"""
_DONE = """
if redis.call('HGET', KEYS[4], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('ZREM', KEYS[3], ARGV[1])
for _, key in ipairs({KEYS[2], KEYS[4], KEYS[5]}) do redis.call('HDEL', key, ARGV[1]) end
return 1"""


@dataclass(frozen=True, slots=True)
class Order:
    """A source to be asked: its key in the region pack, for which region, and whether also while it rests."""

    region: str
    key: str
    force: bool = False

    @property
    def name(self) -> str:
        """What tells one order from another."""
        return f"{self.region}/{self.key}"


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that is ours for as long as its lease is renewed."""

    order: Order
    token: str


class JobQueue:
    """The queue at a Redis address."""

    def __init__(self, url: str, lease_s: float = LEASE_S) -> None:
        self.url, self.lease_s = url, lease_s
        self.redis = connect(url)
        self.keys = [
            f"{PREFIX}queue:{name}" for name in ("waiting", "orders", "leases", "holders", "tries", "given-up")
        ]
        self._put, self._take, self._renew, self._done = map(self.redis.register_script, (_PUT, _TAKE, _RENEW, _DONE))

    def put(self, order: Order) -> bool:
        """Let a source wait; False if it waits already, or is being asked."""
        return bool(self._run(self._put, order.name, json.dumps(asdict(order))))

    def take(self) -> Taken | None:
        """The source that has waited longest, or one whose worker went away; None if there is none."""
        token = uuid.uuid4().hex
        found = self._run(self._take, token, self._lease_ms(), TRIES)
        return None if found is None else Taken(Order(**json.loads(text(found))), token)

    def renew(self, taken: Taken) -> bool:
        """Keep a source for another lease; False if it is not ours any more: then its results are not to be stored."""
        return bool(self._run(self._renew, taken.order.name, taken.token, self._lease_ms()))

    def done(self, taken: Taken) -> bool:
        """The source is finished; False if it was not ours any more."""
        return bool(self._run(self._done, taken.order.name, taken.token))

    def given_up(self) -> list[Order]:
        """The sources whose workers went away three times; each is told once."""
        found: list[Order] = []
        with speaking(self.url):
            while (order := self.redis.lpop(self.keys[5])) is not None:
                found.append(Order(**json.loads(text(order))))
        return found

    def counts(self) -> tuple[int, int]:
        """How many sources wait, and how many are being asked."""
        with speaking(self.url):
            return int(self.redis.llen(self.keys[0])), int(self.redis.zcard(self.keys[2]))

    def _run(self, script: Any, *args: str | int) -> Any:
        with speaking(self.url):
            return script(keys=self.keys, args=list(args))

    def _lease_ms(self) -> int:
        return int(self.lease_s * 1000)
