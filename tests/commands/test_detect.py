"""`jobboard detect`: saved pages, a small web of its own, and what it refuses."""

import json
import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result
from conftest import MUSTERSTADT

from jobboard.cli import main

PAGE = b'<html><body><iframe src="https://muster.jobs.personio.de/"></iframe><a href="https://jobs.lever.co/alt">x</a></body></html>'
PLAIN = "<html><body><h1>Karriere</h1></body></html>"


class Site(BaseHTTPRequestHandler):
    """A page, a page that is forbidden, one that is reserved, one that is gone, and one that leads elsewhere."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /geheim"),
        "/karriere": (200, {"Content-Type": "text/html"}, PAGE),
        "/vorbehalten": (200, {"tdm-reservation": "1"}, PAGE),
        "/umgezogen": (302, {"Location": "http://169.254.169.254/latest/"}, b""),
    }

    def do_GET(self) -> None:
        status, headers, body = self.pages.get(self.path, (404, {}, b"gone"))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs the command in this process, whose own crawling process is a real one."""
    for name in [name for name in os.environ if name.startswith("JOBBOARD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JOBBOARD_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("JOBBOARD_REGION", str(MUSTERSTADT))
    monkeypatch.setenv("JOBBOARD_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin=b"": CliRunner().invoke(main, ["detect", *arguments], input=stdin)


def test_a_saved_page(run: Callable[..., Result], tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes(PAGE)
    done = run("--file", str(saved), "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert (said["system"], said["adapter"], said["source"]) == (
        "personio",
        "personio",
        "https://muster.jobs.personio.de",
    )
    assert said["evidence"] == "a frame to https://muster.jobs.personio.de/"
    assert [other["system"] for other in said["others"]] == ["lever"]


def test_standard_input_and_words_for_people(run: Callable[..., Result]) -> None:
    done = run("https://muster.example/karriere", "--file", "-", stdin=PLAIN.encode())
    assert done.exit_code == 0
    assert done.stdout.startswith("webpage  https://muster.example/karriere\n  because: no sign of a known system")
    assert "Nothing is collected from it until the region pack lists it" in done.stderr


def test_a_page_of_the_web(run: Callable[..., Result], site: str) -> None:
    done = run(f"{site}/karriere", "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["url"], said["system"]) == (f"{site}/karriere", "personio")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/geheim", "robots.txt forbids it"),
        ("/vorbehalten", "reserved against text and data mining"),
        ("/fehlt", "HTTP 404"),
        ("/umgezogen", "169.254.169.254"),
    ],
)
def test_what_is_refused_is_named(run: Callable[..., Result], site: str, path: str, reason: str) -> None:
    done = run(f"{site}{path}")
    assert (done.exit_code, done.stdout) == (1, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["http://127.0.0.2:1/"], 1, "127.0.0.2 is no public host"),
        (["http://localhost/"], 1, "no public host"),
        (["ftp://muster.example/"], 1, "no http(s) address"),
        (["muster.example/karriere"], 1, "no http(s) address"),
        ([], 2, "Name a URL"),
        (["--file", "missing.html"], 2, "does not exist"),
    ],
)
def test_what_cannot_be_asked(run: Callable[..., Result], arguments: list[str], status: int, reason: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_what_nothing_reads(run: Callable[..., Result]) -> None:
    done = run("--file", "-", stdin=b"%PDF-1.7")
    assert done.exit_code == 1
    assert "neither a page nor an answer" in done.stderr
