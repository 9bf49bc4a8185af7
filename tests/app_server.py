"""A running server of the app and a browser that visits it: what the browser tests share."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
]
PATIENCE_MS = 60_000  # a busy machine is slow, and what comes is not waited for any longer than it takes
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
}


@dataclass(frozen=True)
class Server:
    """A running server and the environment its commands use."""

    url: str
    environment: dict[str, str]
    folder: Path

    def jobboard(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command on the server's own store."""
        command = [str(Path(sys.executable).parent / "jobboard"), *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=check, timeout=120)

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers of an answer."""
        request = urllib.request.Request(self.url + path, headers={"accept-language": "en"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return (
                    answer.status,
                    answer.read().decode(),
                    {name.lower(): value for name, value in answer.headers.items()},
                )
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), {name.lower(): value for name, value in error.headers.items()}


@contextlib.contextmanager
def serving(command: list[str], server: Server) -> Iterator[Server]:
    """A server that a command starts with `serve`, on a port of its own, once it answers; it must say nothing unseemly."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served, said = replace(server, url=f"http://127.0.0.1:{port}"), server.folder / f"log-{port}"
    with said.open("w") as log:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=server.environment, stdout=log, stderr=log
        )
        try:
            for _ in range(240):
                try:
                    if served.get("/healthz")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.25)
                assert process.poll() is None, said.read_text()
            yield served
        finally:
            process.terminate()
            process.wait(15)
    assert "Traceback" not in said.read_text(), said.read_text()


def open_page(browser: Browser, server: Server, path: str, **context: object) -> Page:
    """A page in a context of its own, loaded and at rest; requests to other hosts are noted in `outside`."""
    options = {"locale": "en-GB", "viewport": {"width": 1280, "height": 3000}, "reduced_motion": "reduce", **context}
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.outside = []  # type: ignore[attr-defined]
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((server.url, "data:", "blob:", "ws:")) else page.outside.append(request.url)
        ),
    )  # type: ignore[attr-defined]
    page.goto(server.url + path)
    page.wait_for_selector("h1")
    rest(page)
    return page


def rest(page: Page) -> None:
    """Wait until the script has run and does not start again at once."""
    for _ in range(2):
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_timeout(250)
