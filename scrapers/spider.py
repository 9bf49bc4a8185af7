"""Carries fetches to the network and answers to their harvests: all that knows Scrapy's requests and responses."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers.answer import Answer
from scrapers.faults import explain
from scrapers.harvest import Harvest, Result
from scrapers.parsed import Fetch

_LISTS_FIRST = 10  # so that, if a limit is hit, all rows are known and only details are missing


class BoardSpider(Spider):
    """Runs all harvests of one process together, so that sources of one host share its pace; each ends on its own."""

    name = "board"

    def __init__(self, harvests: Sequence[Harvest], done: Callable[[Result], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.harvests, self.done = list(harvests), done

    async def start(self) -> AsyncIterator[Any]:
        """The first requests of every source."""
        for harvest in list(self.harvests):
            for request in self._requests(harvest, harvest.begin()):
                yield request

    def _requests(self, harvest: Harvest, fetches: Sequence[Fetch]) -> Iterator[Request]:
        for fetch in fetches:
            yield Request(
                fetch.url,
                method=fetch.method,
                body=fetch.body,
                headers=dict(fetch.headers),
                callback=self.answered,
                errback=self.failed,
                cb_kwargs={"harvest": harvest, "fetch": fetch},
                meta={"source": harvest.job.name},
                priority=0 if fetch.ref else _LISTS_FIRST,
                dont_filter=True,  # the harvest knows what it asked for; a filter here would lose redirects silently
            )
        if harvest.pending == 0 and harvest in self.harvests:
            self.harvests.remove(harvest)
            self.done(harvest.result())

    def answered(self, response: Response, harvest: Harvest, fetch: Fetch) -> Iterator[Request]:
        """Hand an answer to its harvest, whatever its status."""
        harvest.requests += _tries(response.meta)
        headers = {
            key.decode("latin-1"): b", ".join(values).decode("latin-1") for key, values in response.headers.items()
        }
        answer = Answer(response.url, response.body, response.status, headers, fetch.body, fetch.hint)
        yield from self._requests(harvest, harvest.take(fetch, answer))

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Tell the harvest why a fetch brought no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        harvest: Harvest = request.cb_kwargs["harvest"]
        error = failure.value or RuntimeError("no reason given")
        harvest.requests += _tries(request.meta)
        way = " leads to ".join([*request.meta.get("redirect_urls", [])[:1], request.url])
        harvest.fail(way, error, explain(error, request.url.split("/")[2], self.settings))
        yield from self._requests(harvest, [])

    def closed(self, reason: str) -> None:
        """Report the sources that are not finished, if the run ended early."""
        for harvest in self.harvests:
            self.done(harvest.result())


def _tries(meta: dict[str, Any]) -> int:
    return 1 + int(meta.get("retry_times", 0)) + int(meta.get("redirect_times", 0))
