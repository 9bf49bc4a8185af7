"""The crawling process: `python -m scrapers.engine` reads its orders as one JSON line and answers in JSON lines.

A process of its own, since Scrapy's reactor runs once in a process, and since a crawl that goes wrong must not take the
job board with it. It ends when the process that gave the orders does.
"""

import importlib.metadata
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from scrapy.crawler import CrawlerProcess

from scrapers.adapters import adapter_of
from scrapers.archive import Archive, KeptRun
from scrapers.desk import Desk, KeepingDesk
from scrapers.guard import Guard, origins
from scrapers.harvest import Harvest, Job, Limits
from scrapers.hosts import Hosts, HostsInMemory, HostsOnDisk
from scrapers.robots import MAX_DELAY_S
from scrapers.single import PageSpider
from scrapers.spider import BoardSpider

Tell = Callable[[dict[str, Any]], None]
_LEAST_DELAY_S = 0.05  # Scrapy keeps a host's pace only if there is a delay at all


def user_agent(agent: str, contact: str) -> str:
    """The name we give ourselves: product token, version, and where to complain."""
    version = importlib.metadata.version("heimvorteil")
    address = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    return f"{agent}/{version} (+{''.join(address.split())})"


def settings(orders: Mapping[str, Any], guard: Guard, hosts: Hosts, limits: Limits) -> dict[str, Any]:
    """Scrapy's settings: every default that is too generous is named here."""
    delay = max(float(orders["delay_s"]), _LEAST_DELAY_S)
    return {
        "GUARD": guard,
        "HOSTS": hosts,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "application/json, text/html, application/xml;q=0.9, */*;q=0.5",
            "Accept-Language": ", ".join(orders["languages"]),
        },
        "USER_AGENT": user_agent(orders["agent"], orders["contact"]),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": orders["agent"],
        "ROBOTSTXT_PARSER": "scrapers.robots.Rules",
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # would halve the delay as often as lengthen it
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_REQUESTS": 32,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_MAX_DELAY": max(MAX_DELAY_S, delay),
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "scrapers.download.TurnHandler")
        | dict.fromkeys(("data", "file", "ftp", "s3")),
        "DOWNLOAD_TIMEOUT": limits.timeout_s,
        "DNS_TIMEOUT": limits.timeout_s,
        "DOWNLOAD_MAXSIZE": limits.body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "RETRY_TIMES": limits.retries,
        "RETRY_HTTP_CODES": [429, 503],
        "RETRY_EXCEPTIONS": ["scrapy.exceptions.DownloadFailedError", "scrapy.exceptions.ResponseDataLossError"],
        "RETRY_AFTER_MAX": limits.retry_after_s,
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "REFERER_ENABLED": False,
        "COOKIES_ENABLED": False,
        "COMPRESSION_ENABLED": False,
        "HTTPPROXY_ENABLED": False,  # behind a proxy, the addresses we check would not be those that are connected to
        "HTTPERROR_ALLOW_ALL": True,
        "TWISTED_DNS_RESOLVER": "scrapers.resolver.CheckedResolver",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_LIMIT_MB": 2048,
        "LOG_ENABLED": False,
        "STATS_DUMP": False,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapers.guard.GuardMiddleware": 50,  # before robots.txt is asked for
            "scrapers.robots.StrictRobots": 100,
            "scrapers.tdmfile.TdmFile": 110,
            "scrapers.pace.PatientRetry": 550,
            "scrapers.unpack.UnpackMiddleware": 590,
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "scrapers.pace.Pace": 0,
            "scrapy.extensions.memusage.MemoryUsage": None,
            "scrapers.memory.OwnMemory": 0,
        },
    }


def crawl(orders: Mapping[str, Any], tell: Tell) -> None:
    """Run all jobs of the orders: a result for each source as soon as it is finished, and word of the progress."""
    limits = Limits(**orders["limits"])
    now = _clock(orders)
    harvests = []
    for job in (Job(**job) for job in orders["jobs"]):
        adapter = adapter_of(job.adapter)
        harvests.append(Harvest(job, adapter, limits, desk=_desk(orders, job, now)))
    guard = Guard({one.job.name: one.origins() for one in harvests}, frozenset(orders["private_hosts"]))
    process = CrawlerProcess(settings(orders, guard, _hosts(orders, now, limits), limits), install_root_handler=False)
    process.crawl(
        BoardSpider,
        harvests=harvests,
        done=lambda result: tell({"result": result.to_json()}),
        moved=lambda settled, asked: tell({"settled": settled, "asked": asked}),
    )
    process.start()


def look(orders: Mapping[str, Any], tell: Tell) -> None:
    """Fetch the one page of the orders."""
    limits = Limits(**orders["limits"])
    guard = Guard({"": origins(orders["page"], {})}, frozenset(orders["private_hosts"]), any_public=True)
    hosts = _hosts(orders, _clock(orders), limits)
    process = CrawlerProcess(settings(orders, guard, hosts, limits), install_root_handler=False)
    process.crawl(PageSpider, url=orders["page"], told=tell)
    process.start()


def _clock(orders: Mapping[str, Any]) -> Callable[[], datetime]:
    """The time of day as the orders tell it, going on from there: a clock that is set meanwhile changes nothing."""
    start, began = datetime.fromisoformat(orders["now"]).astimezone(UTC), time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def _desk(orders: Mapping[str, Any], job: Job, now: Callable[[], datetime]) -> Desk:
    if not (orders.get("data") and job.keep):
        return Desk()
    archive = Archive(Path(orders["data"]) / "raw")
    return KeepingDesk(archive, KeptRun(job.papers, job.adapter, job.url, job.params), now)


def _hosts(orders: Mapping[str, Any], now: Callable[[], datetime], limits: Limits) -> Hosts:
    if orders.get("queue"):
        from scrapers.redishosts import HostsInRedis

        return HostsInRedis(orders["queue"], busy_s=2 * limits.timeout_s + 10)
    return HostsOnDisk(Path(orders["data"]) / "hosts", now) if orders.get("data") else HostsInMemory()


def _end_with(orders: TextIO) -> None:
    """End this process when the pipe its orders came from is closed: nobody waits for the answer any more."""
    orders.read()
    os._exit(3)


def main() -> None:
    """Read orders, do them, and answer on standard output, which nothing else may use."""
    answers, sys.stdout = sys.stdout, sys.stderr
    orders = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    do = look if "page" in orders else crawl
    do(orders, lambda said: print(json.dumps(said, default=str), file=answers, flush=True))


if __name__ == "__main__":
    main()
