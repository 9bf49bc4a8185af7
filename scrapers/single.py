"""One page that a person named: fetched with all the care of a run, but of any public host."""

import base64
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers import tdm
from scrapers.answer import Answer
from scrapers.errors import FetchError
from scrapers.faults import explain


class PageSpider(Spider):
    """Fetches one address and tells what came back, or why nothing did."""

    name = "page"

    def __init__(self, url: str, told: Callable[[dict[str, Any]], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url, self.told = url, told

    async def start(self) -> AsyncIterator[Any]:
        """The one request."""
        yield Request(self.url, callback=self.answered, errback=self.failed, dont_filter=True)

    def answered(self, response: Response) -> None:
        """Tell what came back, unless its owner reserves it."""
        answer = Answer(response.url, response.body, response.status, headers_of(response))
        if where := tdm.reservation(answer):
            self.told({"url": answer.url, "refused": f"reserved against text and data mining ({where})"})
        else:
            self.told(to_json(answer))

    def failed(self, failure: Failure) -> None:
        """Tell why nothing came back."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("no reason given")
        self.told({"url": request.url, "refused": explain(error, request.url.split("/")[2], self.settings)})


def headers_of(response: Response) -> dict[str, str]:
    """A response's headers, each name once."""
    return {key.decode("latin-1"): b", ".join(values).decode("latin-1") for key, values in response.headers.items()}


def to_json(answer: Answer) -> dict[str, Any]:
    """An answer as plain values."""
    body = base64.b64encode(answer.body).decode("ascii")
    return {"url": answer.url, "status": answer.status, "headers": dict(answer.headers), "body": body}


def from_json(data: Mapping[str, Any]) -> Answer:
    """The answer that `to_json` wrote; raises FetchError if there was none."""
    if "refused" in data:
        raise FetchError(data["url"], data["refused"])
    return Answer(data["url"], base64.b64decode(data["body"]), data["status"], data["headers"])
