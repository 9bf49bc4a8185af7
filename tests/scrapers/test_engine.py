"""The crawling process on a small web of its own: politeness, and each fault with its evidence.

All sites run in one crawl, each on a loopback address of its own: what goes wrong at one must not touch the others.
"""

import gzip
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from musterweb import CONTACT, DELAY, NOW, Route, Site, as_html, as_json, job_page, pack_of, respond, source

from jobboard.posting import Status
from jobboard.store import Store, create_store, sqlite_url
from scrapers.engine import user_agent
from scrapers.harvest import Limits
from scrapers.scrape import SourceReport, scrape

LIST, OTHER_LIST = "/v1/companies/muster/postings", "/v1/companies/beispiel/postings"
LIMITS = Limits(requests=12, drafts=100, timeout_s=3.0, body_bytes=200_000, retries=2, retry_after_s=5)
RULES = ["/robots.txt", "/.well-known/tdmrep.json"]  # what every host is asked for before anything else
SLACK = 0.25  # on a busy machine a request may take longer to arrive than the one after it


def row(number: int) -> dict[str, Any]:
    return {
        "id": f"{number}",
        "name": f"Stelle {number} (m/w/d)",
        "uuid": f"{number}",
        "releasedDate": "2026-09-01T10:00:00Z",
        "company": {"identifier": "muster", "name": "Musterwerk GmbH"},
        "location": {"city": "Musterstadt", "country": "de"},
    }


def a_list(total: int, *numbers: int, offset: int = 0) -> Route:
    return as_json({"offset": offset, "limit": 2, "totalFound": total, "content": [row(number) for number in numbers]})


def a_detail(number: int) -> Route:
    return as_json({**row(number), "jobAd": {"sections": {"jobDescription": {"text": "<p>Zwei Tage Homeoffice</p>"}}}})


def pages(handler: BaseHTTPRequestHandler) -> None:
    """Two pages of rows."""
    offset = int(parse_qs(urlsplit(handler.path).query)["offset"][0])
    respond(handler, *a_list(3, *range(offset, min(offset + 2, 3)), offset=offset))  # type: ignore[misc]


def circle(handler: BaseHTTPRequestHandler) -> None:
    """The same rows at every offset."""
    offset = int(parse_qs(urlsplit(handler.path).query)["offset"][0])
    respond(handler, *a_list(10_000, 0, 1, offset=offset))  # type: ignore[misc]


def endless(handler: BaseHTTPRequestHandler) -> None:
    """New rows for ever."""
    offset = int(parse_qs(urlsplit(handler.path).query)["offset"][0])
    respond(handler, *a_list(10**6, offset, offset + 1, offset=offset))  # type: ignore[misc]


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte every fifth of a second."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Nothing at all."""
    time.sleep(9)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """More than we take, without saying how much."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b" " * 3_000_000)
    handler.close_connection = True


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Less than was announced."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"offset": 0')
    handler.close_connection = True


def reset(handler: BaseHTTPRequestHandler) -> None:
    """The connection is reset before a word is said."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()
    handler.close_connection = True


def busy(times: int, **headers: str) -> Route:
    """429 so many times, then a list."""
    numbers = count(1)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if next(numbers) <= times:
            respond(handler, 429, {key.replace("_", "-"): value for key, value in headers.items()}, b"")
        else:
            respond(handler, *a_list(0))  # type: ignore[misc]

    return answer


def packed(body: bytes, packing: str = "gzip") -> Route:
    return 200, {"Content-Type": "application/json", "Content-Encoding": packing}, body


def redirect(target: str, status: int = 302) -> Route:
    return status, {"Location": target}, b""


def changing(handler: BaseHTTPRequestHandler) -> None:
    """A page of rows, then a page for people."""
    offset = int(parse_qs(urlsplit(handler.path).query)["offset"][0])
    respond(handler, *(as_html("<html>Wartung</html>") if offset else a_list(3, 0, 1)))  # type: ignore[misc]


def tdm_file(reservation: int, location: str = "/v1/*") -> Route:
    return as_json([{"location": location, "tdm-reservation": reservation}])


EMPTY = a_list(0)
ROWS = json.dumps({"offset": 0, "totalFound": 1, "content": [row(1)]}).encode()
# name -> (routes, outcome, words of the message); the list is at LIST unless the name has another adapter below
CASES: dict[str, tuple[dict[str, Route], str, str]] = {
    "sound": ({LIST: pages, **{f"{LIST}/{number}": a_detail(number) for number in range(3)}}, "complete", ""),
    "empty": ({LIST: EMPTY}, "empty", ""),
    "shared": ({LIST: EMPTY, OTHER_LIST: EMPTY}, "empty", ""),
    "no-robots": ({LIST: EMPTY, "/robots.txt": (404, {}, b"User-agent: *\nDisallow: /")}, "empty", ""),
    "robots-403": ({LIST: EMPTY, "/robots.txt": (403, {}, b"")}, "empty", ""),
    "robots-500": ({LIST: EMPTY, "/robots.txt": (500, {}, b"")}, "failed", "robots.txt cannot be read (HTTP 500)"),
    "robots-429": ({LIST: EMPTY, "/robots.txt": (429, {"Retry-After": "900"}, b"")}, "failed", "robots.txt cannot be read (HTTP 429)"),
    "robots-silence": ({LIST: EMPTY, "/robots.txt": silence}, "failed", "robots.txt cannot be read (no whole answer within 3 s)"),
    "robots-elsewhere": ({LIST: EMPTY, "/robots.txt": redirect("http://127.0.0.250/robots.txt")}, "failed", "robots.txt cannot be read"),
    "robots-moved": ({LIST: EMPTY, "/robots.txt": redirect("/r.txt"), "/r.txt": (200, {}, b"User-agent: *\nDisallow: /")}, "failed", "forbids it"),
    "disallowed": ({LIST: EMPTY, "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /v1/")}, "failed", "robots.txt forbids it"),
    "detail-disallowed": (
        {LIST: a_list(1, 1), f"{LIST}/1": a_detail(1), "/robots.txt": (200, {}, f"User-agent: musterbot\nDisallow: {LIST}/".encode())},
        "failed",
        f"{LIST}/1: robots.txt forbids it",
    ),
    "crawl-delay": (
        {LIST: a_list(1, 1), f"{LIST}/1": a_detail(1), "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 0.9")},
        "complete",
        "",
    ),
    "crawl-delay-long": ({LIST: EMPTY, "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3600")}, "failed", "3600 s between requests"),
    "error-500": ({LIST: (500, {}, b"Fehler")}, "failed", "HTTP 500"),
    "error-403": ({LIST: (403, {}, b"")}, "failed", "HTTP 403"),
    "detail-404": ({LIST: a_list(2, 1, 2), f"{LIST}/1": a_detail(1)}, "failed", f"{LIST}/2: HTTP 404"),
    "busy": ({LIST: busy(1, Retry_After="1")}, "empty", ""),
    "busy-twice": ({LIST: busy(2)}, "empty", ""),
    "busy-for-ever": ({LIST: busy(99, Retry_After="0")}, "failed", "HTTP 429"),
    "busy-for-long": ({LIST: busy(99, Retry_After="3600")}, "failed", "HTTP 429"),
    "drip": ({LIST: drip}, "failed", "no whole answer within 3 s"),
    "silence": ({LIST: silence}, "failed", "no whole answer within 3 s"),
    "broken-off": ({LIST: broken_off}, "failed", "broke off"),
    "reset": ({LIST: reset}, "failed", "the connection failed"),
    "gzip": ({LIST: packed(gzip.compress(ROWS)), f"{LIST}/1": a_detail(1)}, "complete", ""),
    "gzip-cut": ({LIST: packed(gzip.compress(ROWS)[:-12])}, "failed", "the gzip body is cut off"),
    "gzip-damaged": ({LIST: packed(b"\x1f\x8b\x08" + os.urandom(200))}, "failed", "the gzip body is"),
    "gzip-bomb": ({LIST: packed(gzip.compress(b" " * 30_000_000))}, "failed", "unpacks to more than 200000 bytes"),
    "brotli": ({LIST: packed(b"\x0b\x02\x80", "br")}, "failed", "'br', which was not asked for"),
    "large": ({LIST: (200, {}, b" " * 300_000)}, "failed", "larger than 200000 bytes"),
    "no-json": ({LIST: as_html("<html>Wartung</html>")}, "failed", "no JSON"),
    "elsewhere": ({LIST: redirect("http://127.0.0.250/jobs")}, "failed", "127.0.0.250:80 is none of this source's addresses"),
    "other-port": ({LIST: redirect("http://localhost:1/jobs")}, "failed", "localhost:1 is none of this source's addresses"),
    "to-a-file": ({LIST: redirect("file:///etc/passwd")}, "failed", "HTTP 302"),
    "redirected": ({LIST: redirect("/moved", 301), "/moved": EMPTY}, "empty", ""),
    "round-about": ({LIST: redirect(LIST)}, "failed", "too many redirects"),
    "circle": ({LIST: circle, f"{LIST}/0": a_detail(0), f"{LIST}/1": a_detail(1)}, "failed", "the pages run in a circle"),
    "endless": ({LIST: endless}, "failed", "more than 12 requests"),
    "reserved": ({LIST: (200, {"tdm-reservation": "1"}, ROWS)}, "failed", "reserved against text and data mining"),
    "reserved-page": (
        {"/": as_html(job_page("Stelle").replace("<head>", '<head><meta name="tdm-reservation" content="1">'))},
        "failed",
        "reserved against text and data mining",
    ),
    "reserved-host": ({LIST: EMPTY, RULES[1]: tdm_file(1)}, "failed", "reserved against text and data mining (/.well-known/tdmrep.json: /v1/"),
    "reserved-elsewhere": ({LIST: EMPTY, RULES[1]: tdm_file(1, "/bilder/*")}, "empty", ""),
    "not-reserved": ({LIST: EMPTY, RULES[1]: tdm_file(0)}, "empty", ""),
    "tdm-page": ({LIST: EMPTY, RULES[1]: as_html("<html>Hoppla</html>")}, "empty", ""),
    "tdm-500": ({LIST: EMPTY, RULES[1]: (500, {}, b"")}, "failed", "tdmrep.json cannot be read (HTTP 500)"),
    "tdm-elsewhere": ({LIST: EMPTY, RULES[1]: redirect("http://127.0.0.250/tdmrep.json")}, "empty", ""),
    "tdm-disallowed": ({LIST: EMPTY, RULES[1]: tdm_file(1), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /.well-known/")}, "empty", ""),
    "type-changes": ({LIST: changing}, "failed", "no JSON"),
    "not-modified-unasked": ({LIST: (304, {}, b"")}, "failed", "HTTP 304"),
    "to-disallowed": (
        {LIST: redirect("/intern/x"), "/intern/x": EMPTY, RULES[0]: (200, {}, b"User-agent: *\nDisallow: /intern/")},
        "failed",
        "/intern/x: robots.txt forbids it",
    ),
    "to-reserved": ({LIST: redirect("/intern/x"), "/intern/x": EMPTY, RULES[1]: tdm_file(1, "/intern/")}, "failed", "reserved against text"),
    "large-unannounced": ({LIST: flood}, "failed", "larger than 200000 bytes"),
    "unsigned": ({LIST: EMPTY}, "failed", "certificate verify failed"),
    "site": (
        {
            "/": as_html('<html><a href="/job/1">1</a><a href="/intern">x</a><a href="/job/2">2</a></html>'),
            "/job/1": as_html(job_page("Erste Stelle")),
            "/job/2": as_html(job_page("Zweite Stelle")),
        },
        "complete",
        "",
    ),
}  # fmt: skip
PAGES = {"site", "reserved-page"}


def unsigned(folder: Path) -> ssl.SSLContext:
    """A server's certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(NOW - timedelta(days=3650)).not_valid_after(NOW + timedelta(days=3650))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "unsigned.pem").write_bytes(private + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "unsigned.pem")
    return context


class World:
    """What one crawl of all sites brought."""

    def __init__(self, folder: Path) -> None:
        contexts = {"unsigned": unsigned(folder)}
        self.sites = {
            name: Site(f"127.0.0.{at}", dict(routes), contexts.get(name))
            for at, (name, (routes, _, _)) in enumerate(CASES.items(), 20)
        }
        self.elsewhere = Site("127.0.0.250")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            closed = f"http://127.0.0.1:{free.getsockname()[1]}{LIST}"
        employers = {name: [self.source(name)] for name in CASES}
        employers["shared-too"] = [source(f"{self.sites['shared'].url}{OTHER_LIST}", "smartrecruiters")]
        employers["refused"] = [source(closed, "smartrecruiters")]
        employers["unresolvable"] = [source(f"http://nirgends.invalid{LIST}", "smartrecruiters")]
        hosts = ("127.0.0.1", *(site.host for site in self.sites.values()))
        self.store: Store = create_store(sqlite_url(folder))
        self.told: list[str] = []
        reports = scrape(
            pack_of(employers, private=hosts),
            self.store,
            (),
            now=NOW,
            limits=LIMITS,
            tell=lambda report: self.told.append(report.source),
        )
        self.reports: dict[str, SourceReport] = {report.source.removeprefix("site:"): report for report in reports}

    def source(self, name: str) -> Any:
        url = self.sites[name].url
        return (
            source(f"{url}/", "schemaorg", job_prefix="/job/")
            if name in PAGES
            else source(f"{url}{LIST}", "smartrecruiters")
        )

    def close(self) -> None:
        for site in (*self.sites.values(), self.elsewhere):
            site.close()
        self.store.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("world"))
    yield world
    world.close()


@pytest.mark.parametrize("name", CASES)
def test_each_source_ends_as_it_should_with_its_evidence(world: World, name: str) -> None:
    _, outcome, words = CASES[name]
    report = world.reports[name]
    assert (report.outcome, words in report.message) == (outcome, True), report.message
    if outcome == "failed":
        assert world.sites[name].host in report.message


def test_every_source_is_reported_once_and_as_soon_as_it_is_finished(world: World) -> None:
    assert sorted(world.told) == sorted(f"site:{name}" for name in [*CASES, "shared-too", "refused", "unresolvable"])


def test_sources_of_one_host_share_its_robots_txt_and_its_pace(world: World) -> None:
    assert world.reports["shared-too"].outcome == "empty"
    hits = world.sites["shared"].hits
    assert sorted(hit.path.split("?")[0] for hit in hits) == sorted([*RULES, OTHER_LIST, LIST])
    assert spaced([hit.at for hit in hits], DELAY)


def test_a_closed_port_and_an_unknown_name(world: World) -> None:
    assert "robots.txt cannot be read (the connection was refused)" in world.reports["refused"].message
    assert "robots.txt cannot be read (the host name cannot be resolved)" in world.reports["unresolvable"].message


def test_what_was_read_before_a_fault_is_kept(world: World) -> None:
    kept = {name: len(world.store.of_source(f"site:{name}")) for name in CASES}
    assert (kept["sound"], kept["site"], kept["gzip"]) == (3, 2, 1)
    assert (kept["detail-404"], kept["circle"], kept["detail-disallowed"]) == (2, 2, 1)
    assert kept["endless"] > 2
    assert kept["reserved"] == kept["reserved-page"] == 0
    assert world.reports["detail-disallowed"].counts["robots_refused"] == 1


def test_a_posting_arrives_with_the_facts_of_its_detail(world: World) -> None:
    posting = world.store.of_source("site:sound")[0]
    assert posting.employer == "Musterwerk GmbH"
    assert posting.remote.mode == "hybrid" and "Zwei Tage" in posting.remote.evidence
    assert posting.status is Status.LIVE


def spaced(times: list[float], delay: float) -> bool:
    """Whether first and last request lie as far apart as the number of requests asks for."""
    return times[-1] - times[0] >= (len(times) - 1) * delay - SLACK


def test_requests_to_a_host_are_a_delay_apart(world: World) -> None:
    gaps = []
    for name, site in world.sites.items():
        times = [hit.at for hit in site.hits]
        assert len(times) < 3 or spaced(times, DELAY), (name, times)
        gaps += [later - earlier for earlier, later in pairwise(times)]
    # Single gaps are measured where requests arrive: a thread that had to wait makes one gap longer and the next shorter.
    assert sum(gap >= DELAY - 0.1 for gap in gaps) >= 0.8 * len(gaps)


def test_no_request_is_made_that_the_delay_does_not_know_of(world: World) -> None:
    """Twisted asks again at once if a kept connection breaks; the count of tries would not show it."""
    assert len(world.sites["reset"].hits) == len(world.sites["broken-off"].hits) == len(RULES) + 3


def test_a_hosts_rules_are_asked_for_once_and_first(world: World) -> None:
    for name, site in world.sites.items():
        if name != "unsigned":
            assert (site.paths()[0], site.paths().count("/robots.txt")) == ("/robots.txt", 1), name
            asked = [path for path in site.paths() if path != "/r.txt"]
            assert name == "tdm-disallowed" or asked[:2] == RULES[: len(asked)], name
            assert asked.count(RULES[1]) <= 1, name
    assert world.sites["unsigned"].hits == []  # nothing is said to a host that nobody vouches for


@pytest.mark.parametrize(
    "name",
    [
        "disallowed",
        "robots-500",
        "robots-429",
        "robots-silence",
        "robots-elsewhere",
        "robots-moved",
        "crawl-delay-long",
    ],
)
def test_a_host_that_forbids_is_left_alone(world: World, name: str) -> None:
    assert [path for path in world.sites[name].paths() if path not in ("/robots.txt", "/r.txt")] == []


def test_a_path_that_is_forbidden_is_never_fetched(world: World) -> None:
    assert f"{LIST}/1" not in world.sites["detail-disallowed"].paths()


@pytest.mark.parametrize("name", ["reserved-host", "tdm-500"])
def test_a_host_that_reserves_itself_is_left_alone(world: World, name: str) -> None:
    assert world.sites[name].paths() == RULES


@pytest.mark.parametrize("name", ["to-disallowed", "to-reserved"])
def test_where_a_redirect_leads_the_hosts_rules_count_too(world: World, name: str) -> None:
    assert "/intern/x" not in world.sites[name].paths()


def test_a_file_of_reservations_is_only_read_if_robots_txt_allows_it(world: World) -> None:
    assert RULES[1] not in world.sites["tdm-disallowed"].paths()


def test_no_request_goes_to_an_address_that_is_not_the_sources(world: World) -> None:
    assert world.elsewhere.hits == []


def test_crawl_delay_is_the_least_delay(world: World) -> None:
    times = [hit.at for hit in world.sites["crawl-delay"].hits]
    assert len(times) == 4 and spaced(times, 0.9)


def test_retry_after_is_waited_for(world: World) -> None:
    times = [hit.at for hit in world.sites["busy"].hits]
    assert len(times) == 4
    assert times[3] - times[2] >= 1 - SLACK
    assert world.reports["busy"].counts["requests"] == 2


def test_without_retry_after_the_host_is_left_alone_for_longer_each_time(world: World) -> None:
    times = [hit.at for hit in world.sites["busy-twice"].hits]
    assert times[3] - times[2] >= 4 * DELAY - SLACK
    assert times[4] - times[3] >= 8 * DELAY - SLACK


def test_retries_end(world: World) -> None:
    hits = {name: len(site.hits) - len(RULES) for name, site in world.sites.items()}
    assert hits["busy-for-ever"] == 3
    assert hits["busy-for-long"] == 1  # a host that asks for longer than we wait is not asked again
    assert hits["error-500"] == 1  # a fault of the server is no reason to ask again at once
    assert hits["gzip-cut"] == 1


def test_every_request_says_who_asks(world: World) -> None:
    for site in world.sites.values():
        for hit in site.hits:
            assert (
                hit.headers["User-Agent"].startswith("MusterBot/")
                and f"(+mailto:{CONTACT})" in hit.headers["User-Agent"]
            )
            assert hit.headers["Accept-Encoding"] == "gzip"
            assert "Cookie" not in hit.headers and "Referer" not in hit.headers


def test_the_number_of_requests_of_a_source_is_capped(world: World) -> None:
    assert len(world.sites["endless"].hits) == len(RULES) + LIMITS.requests


def test_the_user_agent() -> None:
    assert user_agent("MusterBot", "a@b.example").startswith("MusterBot/")
    assert user_agent("MusterBot", "a@b.example").endswith(" (+mailto:a@b.example)")
    assert user_agent("MusterBot", "https://b.example/bot").endswith(" (+https://b.example/bot)")
    assert "\n" not in user_agent("MusterBot", "a@b.example\r\nX-Header: 1")


def orders(url: str, **more: Any) -> str:
    limits = {"timeout_s": 2.0}
    job = {"name": "site:a#1", "adapter": "smartrecruiters", "url": url, "params": {}}
    return json.dumps(
        {
            "agent": "MusterBot",
            "contact": CONTACT,
            "delay_s": 0.1,
            "languages": ["de"],
            "private_hosts": [],
            "limits": limits,
            "now": NOW.isoformat(),
            "jobs": [job],
            **more,
        }
    )


def test_a_public_name_that_leads_to_a_private_address_is_not_connected_to() -> None:
    """DNS answers with a loopback address, as in a rebinding attack: the process must not even try to connect."""
    code = (
        "import socket, sys\n"
        "socket.gethostbyname = lambda name: '127.0.0.1'\n"
        "from scrapers.engine import main\n"
        "connect = socket.socket.connect_ex\n"
        "socket.socket.connect_ex = lambda self, to: (print('connected', to, file=sys.stderr), connect(self, to))[1]\n"
        "main()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, stderr=-1, text=True)
    with process:
        assert process.stdin is not None
        process.stdin.write(orders(f"http://rebind.example{LIST}") + "\n")
        process.stdin.flush()
        answer = process.stdout.read() if process.stdout else ""
        said = process.stderr.read() if process.stderr else ""
    result = json.loads(answer.splitlines()[-1])["result"]
    assert result["outcome"] == "failed"
    assert "rebind.example resolves to 127.0.0.1, which is no public address" in result["failures"][0]
    assert "connected" not in said


def test_the_process_ends_with_the_one_who_gave_the_orders(sites: Any) -> None:
    site = sites(240)
    site.routes[LIST] = silence
    process = subprocess.Popen([sys.executable, "-m", "scrapers.engine"], stdin=-1, stdout=-1, stderr=-1, text=True)
    with process:
        assert process.stdin is not None
        process.stdin.write(orders(f"{site.url}{LIST}", private_hosts=[site.host], limits={"timeout_s": 60.0}) + "\n")
        process.stdin.flush()
        while not site.hits:
            time.sleep(0.05)
        process.stdin.close()
        assert process.wait(timeout=20) == 3
