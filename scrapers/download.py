"""Scrapy's download handler, with a new connection for each request, and in turn with other processes.

At our pace a kept connection is mostly closed by the server before it is used again, and Twisted asks a second time at
once when that happens: a request that no delay and no count would know of.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from scrapers.hosts import DAILY, Hosts

_LOOK_AGAIN_S = 1.0


class TurnHandler(HTTP11DownloadHandler):
    """Downloads over http and https as soon as it is our turn to ask the host."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool.persistent = False
        self.crawler = crawler
        self.hosts: Hosts = crawler.settings["HOSTS"]

    async def download_request(self, request: Any) -> Any:
        """The answer; a daily one that another process fetched while we waited is not fetched again."""
        host = urlsplit(request.url).hostname or ""
        slot = self.crawler.engine.downloader.slots[request.meta["download_slot"]]
        while wait := self.hosts.take(host, slot.delay):
            await asyncio.sleep(min(wait, _LOOK_AGAIN_S))
        try:
            if urlsplit(request.url).path in DAILY and (noted := self.hosts.noted(request.url)):
                return noted.as_response(request.url)
            return await super().download_request(request)
        finally:
            self.hosts.done(host)
