"""Is the body whole? Unpacks gzip within a limit; what is cut off or damaged is an error, not half a page.

Scrapy's own unpacking hands on what it got of a damaged body: a list that is cut off would look like a short list.
"""

import zlib
from typing import Any, Self

from scrapers.errors import BrokenAnswer

_CHUNK = 256 * 1024
_MAGIC = b"\x1f\x8b"


def unpack(data: bytes, limit: int, url: str = "") -> bytes:
    """The content of a gzip body; raises BrokenAnswer if it is damaged, cut off or larger than the limit."""
    parts: list[bytes] = []
    size = 0
    while data.startswith(_MAGIC) or not parts:
        member = zlib.decompressobj(wbits=31)
        try:
            while not member.eof:
                part = member.decompress(data, _CHUNK)
                data = member.unconsumed_tail
                size += len(part)
                if size > limit:
                    raise BrokenAnswer(url, f"unpacks to more than {limit} bytes")
                parts.append(part)
                if not (part or data or member.eof):
                    raise BrokenAnswer(url, "the gzip body is cut off")
        except zlib.error as error:
            raise BrokenAnswer(url, f"the gzip body is damaged ({error})") from error
        data = member.unused_data
    return b"".join(parts)


class UnpackMiddleware:
    """Asks for gzip and nothing else, and unpacks it."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """The middleware with the crawler's size limit."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Any) -> None:
        """Say which packing we read."""
        request.headers["Accept-Encoding"] = "gzip"

    def process_response(self, request: Any, response: Any) -> Any:
        """The response with its body as it was meant; raises BrokenAnswer."""
        packings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower().split(",")
        for packing in reversed([word.strip() for word in packings if word.strip() not in ("", "identity")]):
            if packing not in ("gzip", "x-gzip"):
                raise BrokenAnswer(request.url, f"packed as {packing[:20]!r}, which was not asked for")
            response = response.replace(body=unpack(response.body, self.limit, request.url))
        return response
