"""How fast may we go? Never faster than the pack and robots.txt say, slower where a host is slow or asks for it."""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.extensions.throttle import AutoThrottle

from scrapers.robots import MAX_DELAY_S


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle that only slows down, with the Crawl-delay of each host as the least."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.least: dict[str, float] = {}
        crawler.signals.connect(self._learn, signal=signals.robots_parsed)
        crawler.signals.connect(self._hold, signal=signals.request_reached_downloader)

    def _learn(self, robotparser: Any, request: Any) -> None:
        self.least[urlsplit(request.url).hostname or ""] = min(robotparser.crawl_delay(self.agent) or 0.0, MAX_DELAY_S)

    def _hold(self, request: Any, spider: Any) -> None:
        # Sent when the request's slot is known and has not yet looked at its delay; after a pause slots are made anew.
        slot = self.crawler.engine.downloader.slots[request.meta["download_slot"]]
        slot.delay = max(slot.delay, self.least.get(urlsplit(request.url).hostname or "", 0.0))

    def _adjust_delay(self, slot: Any, latency: float, response: Any) -> None:
        before = slot.delay
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, before)


def retry_after(value: str, now: Callable[[], float] = time.time) -> float | None:
    """The seconds a Retry-After header asks for, as a number or as a date; None if it asks for nothing readable."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now())
    except (TypeError, ValueError, OverflowError):
        return None


class PatientRetry(RetryMiddleware):
    """Retries after the time the host asks for, and leaves the whole host alone until then.

    A host that asks for longer than we wait is not asked again in this run.
    """

    crawler: Any

    def process_response(self, request: Any, response: Any, spider: Any = None) -> Any:
        """The response, or the request to make again."""
        if response.status not in self.retry_http_codes:
            return response
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot"))
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"))
        least = slot.delay if slot else 0.0
        most = self.crawler.settings.getfloat("RETRY_AFTER_MAX")
        if asked is None:
            asked = min(least * 2 ** (request.meta.get("retry_times", 0) + 2), most)
        if asked > most:
            return response
        self.crawler.settings["HOSTS"].hold(urlsplit(request.url).hostname or "", max(asked, least))
        if slot:
            slot.lastseen = max(slot.lastseen, time.monotonic() + max(asked, least) - slot.delay)
        return super().process_response(request, response)
