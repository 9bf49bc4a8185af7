"""Carries fetches to the network and answers to their harvests: all that knows Scrapy's requests and responses."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers.answer import Answer
from scrapers.faults import explain
from scrapers.harvest import Harvest, Result
from scrapers.parsed import Fetch
from scrapers.single import headers_of

_LISTS_FIRST = 10  # so that, if a limit is hit, all rows are known and only details are missing
_NOT_MODIFIED = 304
_TOO_LARGE = "memusage_exceeded"  # Scrapy's word for a process over its limit


class BoardSpider(Spider):
    """Runs all harvests of one process together, so that sources of one host share its pace; each ends on its own."""

    name = "board"

    def __init__(
        self,
        harvests: Sequence[Harvest],
        done: Callable[[Result], None],
        moved: Callable[[int, int], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.harvests, self.done, self.moved = list(harvests), done, moved
        self.asked = self.settled = 0

    async def start(self) -> AsyncIterator[Any]:
        """The first requests of every source."""
        for harvest in list(self.harvests):
            for request in self._requests(harvest, harvest.begin()):
                yield request

    def _requests(self, harvest: Harvest, fetches: Sequence[Fetch]) -> Iterator[Request]:
        self.asked += len(fetches)
        self.moved(self.settled, self.asked)
        for fetch in fetches:
            yield self._request(harvest, fetch, harvest.desk.questions(fetch))
        if harvest.pending == 0 and harvest in self.harvests:
            self._finish(harvest)

    def _request(self, harvest: Harvest, fetch: Fetch, questions: Mapping[str, str]) -> Request:
        return Request(
            fetch.url,
            method=fetch.method,
            body=fetch.body,
            headers={**dict(fetch.headers), **questions},
            callback=self.answered,
            errback=self.failed,
            cb_kwargs={"harvest": harvest, "fetch": fetch},
            meta={"source": harvest.job.name, "asked_if_modified": bool(questions)},
            priority=0 if fetch.ref else _LISTS_FIRST,
            dont_filter=True,  # the harvest knows what it asked for; a filter here would lose redirects silently
        )

    def answered(self, response: Response, harvest: Harvest, fetch: Fetch) -> Iterator[Request]:
        """Hand an answer to its harvest, whatever its status; "not modified" means the answer that is kept."""
        harvest.requests += _tries(response.meta)
        headers = headers_of(response)
        answer: Answer | None = Answer(response.url, response.body, response.status, headers, fetch.body, fetch.hint)
        if response.status == _NOT_MODIFIED and response.meta["asked_if_modified"]:
            answer = harvest.desk.recall(fetch, response.url, headers)
        if answer is None:  # what is kept is not what is meant: ask for the whole
            yield self._request(harvest, fetch, {})
            return
        self.settled += 1
        yield from self._requests(harvest, harvest.take(fetch, answer))

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Tell the harvest why a fetch brought no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        harvest: Harvest = request.cb_kwargs["harvest"]
        error = failure.value or RuntimeError("no reason given")
        harvest.requests += _tries(request.meta)
        way = " leads to ".join([*request.meta.get("redirect_urls", [])[:1], request.url])
        harvest.fail(way, error, explain(error, request.url.split("/")[2], self.settings))
        self.settled += 1
        yield from self._requests(harvest, [])

    def closed(self, reason: str) -> None:
        """Report the sources that are not finished, if the run ended early."""
        limit = self.settings.getint("MEMUSAGE_LIMIT_MB")
        said = {_TOO_LARGE: f"it held more than {limit} MB of memory"}.get(reason, reason)
        for harvest in list(self.harvests):
            harvest.cut_short(said)
            self._finish(harvest)

    def _finish(self, harvest: Harvest) -> None:
        self.harvests.remove(harvest)
        result = harvest.result()
        self.done(replace(result, archived=harvest.desk.close(result.outcome.value)))


def _tries(meta: dict[str, Any]) -> int:
    return 1 + int(meta.get("retry_times", 0)) + int(meta.get("redirect_times", 0))
