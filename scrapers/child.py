"""The crawling process from outside: orders go in through its pipe, answers come out line by line."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from jobboard.region import Pack
from scrapers.errors import CrawlerDied
from scrapers.harvest import Limits

# -P: a folder called "scrapers" where the command happens to run must not stand in for ours.
CRAWLER = (sys.executable, "-P", "-m", "scrapers.engine")


def orders_of(pack: Pack, limits: Limits, now: datetime, data: Path | None = None, queue: str = "") -> dict[str, Any]:
    """What every order says: who we are, how slowly we go, how much we take, and where it is remembered."""
    crawler = pack.region.crawler
    return {
        "agent": crawler.agent,
        "contact": crawler.contact,
        "delay_s": crawler.delay_s,
        "languages": pack.region.languages,
        "private_hosts": crawler.private_hosts,
        "limits": asdict(limits),
        "now": now.isoformat(),
        "data": str(data.absolute()) if data else "",
        "queue": queue,
    }


def ask(orders: Mapping[str, Any], run_s: float, command: Sequence[str] = CRAWLER) -> Iterator[dict[str, Any]]:
    """What the process answers, each line as soon as it is there; raises CrawlerDied if it ends as it should not.

    The process is ended after `run_s`, and when nobody reads its answers any more.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": complaints}
        # Our own interpreter and module; the orders go in through the pipe.
        with subprocess.Popen(command, encoding="utf-8", **pipes) as process:  # type: ignore[call-overload]  # noqa: S603
            watchdog = threading.Timer(run_s, process.kill)
            watchdog.start()
            try:
                with contextlib.suppress(BrokenPipeError):  # it died at once: its last words tell why
                    process.stdin.write(f"{json.dumps(orders, default=str)}\n")
                    process.stdin.flush()
                for line in process.stdout:
                    if not line.endswith("\n"):
                        break  # killed while it wrote
                    yield json.loads(line)
                status = process.wait()
            finally:
                watchdog.cancel()
                process.kill()
        complaints.seek(0)
        last = (complaints.read().strip().splitlines() or ["it said nothing"])[-1]
    if status:
        raise CrawlerDied(status, last[:300])
