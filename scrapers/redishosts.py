"""What several machines know of a host together: its answers of the day, and whose turn it is to ask.

Redis' own clock decides, so that no machine's clock can make us faster. Whose turn it is holds a lease, in case its
machine dies.
"""

import base64
import json
import uuid
from datetime import timedelta

from scrapers.hosts import Noted, Shared, page
from scrapers.redislink import PREFIX, connect, speaking, text

_NOW = "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000);"
_LOOK_AGAIN_MS = 50
# KEYS: busy, next. ARGV: token, gap, lease, all in milliseconds. Returns 0, or the milliseconds to wait.
_TAKE = f"""{_NOW}
if redis.call('EXISTS', KEYS[1]) == 1 then return {_LOOK_AGAIN_MS} end
local wait = tonumber(redis.call('GET', KEYS[2]) or '0') - now
if wait > 0 then return wait end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
redis.call('SET', KEYS[2], now + ARGV[2], 'PX', ARGV[2] + ARGV[3])
return 0"""
_DONE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
_HOLD = f"""{_NOW}
local moment = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now + ARGV[1])
return redis.call('SET', KEYS[1], moment, 'PX', moment - now + 1000)"""


class HostsInRedis(Shared):
    """For the processes of several machines."""

    def __init__(self, url: str, busy_s: float) -> None:
        self.url, self.busy_ms = url, int(busy_s * 1000)
        self.redis = connect(url)
        self.token = uuid.uuid4().hex
        self._take, self._done, self._hold = map(self.redis.register_script, (_TAKE, _DONE, _HOLD))

    def noted(self, url: str) -> Noted | None:
        """What an address answered today (UTC)."""
        with speaking(self.url):
            found = self.redis.get(self._today(url))
        if found is None:
            return None
        data = json.loads(text(found))
        return Noted(int(data["status"]), base64.b64decode(data["body"]))

    def note(self, url: str, what: Noted) -> None:
        """Remember an answer for today."""
        data = {"status": what.status, "body": base64.b64encode(what.body).decode("ascii")}
        with speaking(self.url):
            self.redis.set(self._today(url), json.dumps(data), ex=timedelta(days=1))

    def take(self, host: str, gap_s: float) -> float:
        """Our turn, if no machine is asking the host and the last one began long enough ago."""
        keys = [self._key("busy", host), self._key("next", host)]
        with speaking(self.url):
            return int(self._take(keys=keys, args=[self.token, _ms(gap_s), self.busy_ms])) / 1000

    def done(self, host: str) -> None:
        """Let others have their turn."""
        with speaking(self.url):
            self._done(keys=[self._key("busy", host)], args=[self.token])

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks the host for so long."""
        with speaking(self.url):
            self._hold(keys=[self._key("next", host)], args=[_ms(seconds)])

    def _today(self, url: str) -> str:
        return self._key("daily", f"{int(self.redis.time()[0]) // 86_400}:{page(url)}")

    def _key(self, kind: str, name: str) -> str:
        return f"{PREFIX}{kind}:{name}"


def _ms(seconds: float) -> int:
    return int(seconds * 1000) + 1
