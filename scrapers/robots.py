"""What does robots.txt allow? Stricter than Scrapy: what cannot be read forbids all, odd lines count against us."""

import math
import re
from typing import Any, Self

from protego import Protego
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from scrapers.errors import RobotsRefused
from scrapers.faults import explain
from scrapers.hosts import Hosts, remember

MAX_DELAY_S = 120.0
_SIZE = 1024 * 1024  # RFC 9309 asks for 500 KiB at least
_AGENT = re.compile(r"^\s*user[- ]?agent\s*(?::|\s)\s*(.*)$", re.IGNORECASE)
_TOKEN = re.compile(r"\*(?=\s|$)|[a-z_-]+", re.IGNORECASE)
_KNOWN = re.compile(
    r"^\s*(?:d[iy]?[as]{1,3}l+[ao]w|diasllow|allow|site-?maps?|crawl[- ]delay|request[- ]rate|visit[- ]time|host)\b",
    re.IGNORECASE,
)
_FORBID_ALL = b"User-agent: *\nDisallow: /"


def tidy(body: bytes) -> str:
    """A robots.txt that Protego reads as strictly as Google does.

    An agent's name ends where its product token does ("Bot/2.0 (x)" means Bot), and a line that nobody knows does not
    end a group of agents: both would otherwise free us from rules that are meant for us.
    """
    text = body[:_SIZE].decode("utf-8-sig", "replace")
    lines = text.splitlines()[: None if len(body) <= _SIZE else -1]
    kept: list[str] = []
    for line in lines:
        rule = line.split("#", 1)[0]
        if agent := _AGENT.match(rule):
            token = _TOKEN.match(agent[1])
            kept.append(f"User-agent: {token[0] if token else agent[1]}")
        elif _KNOWN.match(rule):
            kept.append(rule)
    return "\n".join(kept)


class Rules(RobotParser):
    """The rules of one host."""

    def __init__(self, body: bytes) -> None:
        self.rules = Protego.parse(tidy(body))

    @classmethod
    def from_crawler(cls, crawler: Any, robotstxt_body: bytes) -> Self:
        """The rules of a body, as Scrapy asks for them."""
        return cls(robotstxt_body)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether the agent may fetch the address."""
        return bool(self.rules.can_fetch(_text(url), _text(user_agent)))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """The seconds between two requests that the host asks for, as Crawl-delay or as Request-rate."""
        agent = _text(user_agent)
        rate = self.rules.request_rate(agent)
        asked = [self.rules.crawl_delay(agent), rate.seconds / rate.requests if rate and rate.requests else None]
        return max((float(delay) for delay in asked if delay is not None and not math.isnan(delay)), default=None)


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


class StrictRobots(RobotsTxtMiddleware):
    """Fetches robots.txt once per host and day: 4xx allows everything; 5xx, 429 and silence forbid it (RFC 9309)."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.hosts: Hosts = crawler.settings["HOSTS"]
        self.unread: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Any) -> None:
        """Let the request pass, or raise RobotsRefused."""
        host = request.url.split("/")[2]
        if reason := self.unread.get(host):
            raise RobotsRefused(request.url, f"robots.txt cannot be read ({reason}), so nothing is fetched from {host}")
        if rp is None or not rp.allowed(request.url, self.agent):
            raise RobotsRefused(request.url, "robots.txt forbids it")
        delay = rp.crawl_delay(self.agent)
        if delay is not None and delay > MAX_DELAY_S:
            raise RobotsRefused(
                request.url, f"robots.txt asks for {delay:g} s between requests, we wait {MAX_DELAY_S:g} s at most"
            )

    async def robot_parser(self, request: Any) -> RobotParser | None:
        """The rules of a host: today's, if any process has asked for them."""
        scheme, _, netloc = request.url.split("/")[:3]
        url = f"{scheme}//{netloc}/robots.txt"
        if netloc not in self._parsers and (noted := self.hosts.noted(url)):
            self._parsers[netloc] = Deferred()
            await self._parse_robots(noted.as_response(url), netloc, request)
        await super().robot_parser(request)
        found = self._parsers[netloc]  # what super() returns is None for all but the first of those who waited for it
        return None if isinstance(found, Deferred) else found

    async def _parse_robots(self, response: Any, netloc: str, request: Any) -> None:
        remember(self.hosts, f"https://{netloc}/robots.txt", response, _SIZE + 1)
        if response.status == 429 or not (200 <= response.status < 300 or 400 <= response.status < 500):
            self.unread[netloc] = f"HTTP {response.status}"
            response = response.replace(body=_FORBID_ALL)
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self.unread[netloc] = explain(exc, netloc, self.crawler.settings)
        super()._robots_error(exc, netloc)
