"""A small web of sites on loopback addresses, and region packs that name them."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from typing import Any

from jobboard.posting import Permission
from jobboard.region import Centre, Crawler, Employer, Feed, Operator, Pack, Region, Sector, Source
from jobboard.store import Store
from scrapers.adapters import ADAPTERS, parse_file
from scrapers.answer import Answer
from scrapers.harvest import Limits
from scrapers.parsed import Parsed
from scrapers.scrape import SourceReport, scrape

FILES = Path(__file__).parent / "files"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NOW = datetime(2026, 9, 15, 6, 0, tzinfo=UTC)
CONTACT = "stellen@musterstadt.example"
DELAY = 0.3

Route = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Hit:
    """One request that arrived."""

    at: float
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """A site on a loopback address of its own, so that sites do not share a host's pace."""

    host: str
    routes: dict[str, Route] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    hits: list[Hit] = field(default_factory=list)

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                site.hits.append(Hit(time.monotonic(), self.command, self.path, dict(self.headers), body))
                route = (
                    site.routes.get(self.path) or site.routes.get(self.path.split("?")[0]) or (404, {}, b"nothing here")
                )
                if callable(route):
                    route(self)
                else:
                    respond(self, *route)

            do_GET = do_POST = answer  # noqa: N815 - the server's names

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                pass  # a client that goes away is what some tests are about

        self.server = Server((self.host, 0), Handler)
        if self.tls:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://{self.host}:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]


def respond(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if "Content-Length" not in headers:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def as_json(value: object) -> Route:
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()


def if_changed(body: bytes, **headers: str) -> Route:
    """A body with its headers, or 304 for whoever has it already."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        known = (
            handler.headers.get("If-None-Match") == sent.get("ETag")
            if "ETag" in sent
            else handler.headers.get("If-Modified-Since") == sent.get("Last-Modified")
        )
        respond(handler, *((304, sent, b"") if known else (200, sent, body)))  # type: ignore[arg-type]

    return answer


def as_html(markup: str, **headers: str) -> Route:
    return 200, {"Content-Type": "text/html; charset=utf-8", **headers}, markup.encode()


def job_page(title: str, **more: Any) -> str:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "description": f"<p>Wir suchen Verstärkung: {title}.</p>",
        "datePosted": "2026-09-01",
        "hiringOrganization": {"@type": "Organization", "name": "Musterwerk GmbH"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Musterstadt", "addressCountry": "DE"}},
        **more,
    }
    return f'<html><head><script type="application/ld+json">{json.dumps(posting)}</script></head><body></body></html>'


def source(url: str, adapter: str, permission: Permission = Permission.GRANTED, **params: Any) -> Source:
    return Source(system=adapter, url=url, params=params, permission=permission, permission_by="Test", permission_on="")


def pack_of(
    employers: dict[str, list[Source]],
    feeds: tuple[Feed, ...] = (),
    private: tuple[str, ...] = (),
    delay_s: float = DELAY,
    contact: str = CONTACT,
) -> Pack:
    """A pack of invented employers; `private` are the loopback addresses it allows."""
    words = {"de": "Musterstadt", "en": "Musterstadt"}
    region = Region(
        key="musterstadt",
        name=words,
        country="DE",
        timezone="Europe/Berlin",
        languages=("de", "en"),
        radius_km=30,
        centre=Centre(name="Musterstadt", latitude=51.0, longitude=9.0),
        sectors=(Sector(key="it", name=words),),
        operator=Operator(name="Musterstadt"),
        crawler=Crawler(agent="MusterBot", contact=contact, delay_s=delay_s, private_hosts=private),
    )
    named = [
        Employer(key=key, name=f"{key.title()} GmbH", sector="it", sources=tuple(rows))
        for key, rows in employers.items()
    ]
    nothing: dict[str, Any] = {"localities": (), "contacts": (), "references": (), "statistics": ()}
    return Pack(path=Path(), region=region, employers=tuple(named), feeds=feeds, **nothing)


def run(
    store: Store,
    employers: dict[str, list[Source]],
    *keys: str,
    limits: Limits | None = None,
    now: datetime = NOW,
    data: Path | None = None,
    force: bool = False,
    **more: Any,
) -> dict[str, SourceReport]:
    """Scrape a pack of these employers whose loopback addresses are all allowed; the reports by source."""
    pack = pack_of(employers, private=hosts_of(employers), **more)
    reports = scrape(pack, store, keys, now=now, limits=limits, data=data, force=force)
    return {report.source: report for report in reports}


def hosts_of(employers: dict[str, list[Source]]) -> tuple[str, ...]:
    """The hosts of these employers' sources."""
    return tuple(sorted({row.url.split("/")[2].split(":")[0] for rows in employers.values() for row in rows}))


def parsed(name: str, url: str = "", adapter: str = "", **more: Any) -> Parsed:
    """What an adapter reads from one of our files."""
    answer = Answer(url, (FILES / name).read_bytes(), **more)
    return ADAPTERS[adapter or parse_file(answer.body, url, None)[0]].parse(answer)


def fastest(times: Sequence[float], gap: float) -> float:
    """By how many seconds the fastest stretch of requests, of any length, fell short of its agreed pace; 0 if none did.

    Times are taken where requests arrive, so one that had to wait on a busy machine seems late, the next one early: a
    stretch may be short by that one wait, never by more however long it is.
    """
    short = [(late - early) * gap - (times[late] - times[early]) for early, late in combinations(range(len(times)), 2)]
    return max(short, default=0.0)
