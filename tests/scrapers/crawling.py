"""A whole run of one source without a network: an adapter's fetches, answered by a function."""

from collections.abc import Callable
from typing import Any

from scrapers.adapters import adapter_of
from scrapers.answer import Answer
from scrapers.harvest import Harvest, Job, Limits, Result
from scrapers.parsed import Fetch

Web = Callable[[Fetch], bytes | None]


def crawl(adapter: str, url: str, web: Web, **params: Any) -> tuple[Result, list[Fetch]]:
    """How the run ended and what was fetched, in order; what the web does not have is answered with 404."""
    run = Harvest(Job("site:muster#1", adapter, url, params), adapter_of(adapter), Limits(), clock=lambda: 0.0)
    waiting, made = run.begin(), []
    while waiting:
        fetch = waiting.pop(0)
        made.append(fetch)
        body = web(fetch)
        answer = Answer(fetch.url, body or b"", 404 if body is None else 200, {}, fetch.body, fetch.hint)
        waiting += run.take(fetch, answer)
    return run.result(), made


def pages_of(made: list[Fetch]) -> list[str]:
    """The addresses of the lists among the fetches, not of single postings."""
    return [fetch.url for fetch in made if not fetch.ref]
