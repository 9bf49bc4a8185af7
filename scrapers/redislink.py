"""The connection to Redis: only where a queue is named, and with errors in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers.errors import QueueUnusable

if TYPE_CHECKING:
    from redis import Redis

PREFIX = "heimvorteil:"
_TIMEOUT_S = 10.0


def shown(url: str) -> str:
    """An address without a password."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
    except ValueError:
        return "(no address)"


def connect(url: str) -> "Redis":
    """The connection to a Redis address; raises QueueUnusable."""
    try:
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise QueueUnusable(shown(url), "the extra heimvorteil[redis] is not installed") from None
    try:
        return Redis.from_url(
            url, socket_timeout=_TIMEOUT_S, socket_connect_timeout=_TIMEOUT_S, retry=Retry(NoBackoff(), 1)
        )
    except ValueError as error:
        raise QueueUnusable(shown(url), str(error)) from None


@contextmanager
def speaking(url: str) -> Iterator[None]:
    """Redis' errors become ours."""
    from redis.exceptions import RedisError

    try:
        yield
    except RedisError as error:
        raise QueueUnusable(
            shown(url), str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        ) from error


def text(value: Any) -> str:
    """A Redis value as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
