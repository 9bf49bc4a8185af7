"""Scrapy's download handler with a new connection for each request.

At our pace a kept connection is mostly closed by the server before it is used again, and Twisted asks a second time at
once when that happens: a request that no delay and no count would know of.
"""

from typing import Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler


class SingleHandler(HTTP11DownloadHandler):
    """Downloads over http and https."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool.persistent = False
