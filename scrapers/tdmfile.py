"""Which paths of a host does its owner reserve against text and data mining? `/.well-known/tdmrep.json`, read strictly."""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from scrapers.errors import AddressRefused, FetchError, Reserved, RobotsRefused
from scrapers.faults import explain
from scrapers.hosts import Hosts, remember
from scrapers.tdm import NAME

PATH = "/.well-known/tdmrep.json"
_SIZE = 1024 * 1024
_PRIORITY = 900  # before all pages, after robots.txt


@dataclass(frozen=True, slots=True)
class Rule:
    """What the owner says of the paths a pattern means."""

    location: str
    reserved: bool

    def fits(self, path: str) -> bool:
        """Whether the pattern means a path: `*` stands for anything, `$` ends it, as in robots.txt."""
        pattern = unquote(self.location)
        parts = [re.escape(part) for part in pattern.removesuffix("$").split("*")]
        return bool(re.match(".*".join(parts) + (r"\Z" if pattern.endswith("$") else ""), path, re.DOTALL))


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host; `unread` says why there are none although there may be."""

    rules: tuple[Rule, ...] = ()
    unread: str = ""

    def reservation(self, url: str) -> str:
        """Which pattern reserves an address, if any: the longest one decides, between two of a length the strict one."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        fitting = [rule for rule in self.rules if rule.fits(path)]
        decides = max(fitting, key=lambda rule: (len(rule.location), rule.reserved), default=None)
        return decides.location if decides and decides.reserved else ""


def read_rules(status: int, body: bytes) -> Rules:
    """The rules of an answer. No file, or a page in its place, reserves nothing; a host in trouble reserves all."""
    if status == 429 or status >= 500:
        return Rules(unread=f"HTTP {status}")
    try:
        data = json.loads(body[:_SIZE].decode("utf-8-sig", "replace")) if status == 200 else []
    except (ValueError, RecursionError):
        return Rules()
    return Rules(tuple(_rules(data if isinstance(data, list) else [data])))


def _rules(entries: Iterable[object]) -> Iterable[Rule]:
    for entry in entries:
        if isinstance(entry, Mapping) and NAME in entry:
            location = entry.get("location", "/")
            yield Rule(
                location if isinstance(location, str) else "/", str(entry[NAME]).strip().lower() not in ("0", "false")
            )


class TdmFile:
    """Fetches a host's file once a day, as robots.txt allows, and refuses what it reserves."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.hosts: Hosts = crawler.settings["HOSTS"]
        self.read: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """The middleware of a crawler."""
        return cls(crawler)

    async def process_request(self, request: Any) -> None:
        """Let the request pass, or raise Reserved, or FetchError where nobody can tell."""
        if request.meta.get("dont_obey_robotstxt") or request.meta.get("tdm_file"):
            return
        scheme, _, netloc = request.url.split("/")[:3]
        if netloc not in self.read:
            self.read[netloc] = asyncio.ensure_future(self._rules(f"{scheme}//{netloc}{PATH}"))
        rules = await asyncio.shield(self.read[netloc])
        if rules.unread:
            raise FetchError(
                request.url, f"{PATH} cannot be read ({rules.unread}), so nothing is fetched from {netloc}"
            )
        if location := rules.reservation(request.url):
            raise Reserved(request.url, f"reserved against text and data mining ({PATH}: {location[:60]})")

    async def _rules(self, url: str) -> Rules:
        if noted := self.hosts.noted(url):
            return read_rules(noted.status, noted.body)
        request = Request(url, priority=_PRIORITY, meta={"tdm_file": True}, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except (RobotsRefused, AddressRefused):  # the file is not ours to read, or it is elsewhere: then it is none
            return Rules()
        except Exception as error:
            return Rules(unread=explain(error, urlsplit(url).netloc, self.crawler.settings))
        remember(self.hosts, url, response, _SIZE)
        return read_rules(response.status, response.body)
