"""scrape, worker, reparse and runs as a stranger uses them, on a site of our own."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import MUSTERSTADT

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = str(Path(sys.executable).parent / "jobboard")
BOARD = b"<workzag-jobs><position><id>1</id><name>Archivarin (m/w/d)</name></position></workzag-jobs>"


class Feed:
    """A feed that answers with what it is given."""

    def __init__(self) -> None:
        self.status, self.wait_s = 200, 0.0
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path.startswith("/xml")
                time.sleep(feed.wait_s if found else 0)
                body = BOARD if found else b""
                self.send_response(feed.status if found else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/xml"


@pytest.fixture
def feed() -> Iterator[Feed]:
    made = Feed()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def environment(settings_env: dict[str, str], tmp_path: Path, feed: Feed) -> dict[str, str]:
    """The environment of a command whose region pack names our feed."""
    pack = tmp_path / "pack"
    shutil.copytree(MUSTERSTADT, pack)
    text = (pack / "employers.toml").read_text("utf-8")
    (pack / "employers.toml").write_text(
        text.replace("https://probewerk.jobs.personio.de/xml?language=de", feed.url), "utf-8"
    )
    return {**settings_env, "JOBBOARD_REGION": str(pack)}


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        pipes: dict[str, Any] = {"capture_output": True, "text": True, "timeout": 240, "check": False}
        return subprocess.run([PROGRAM, *arguments], env=environment, cwd=tmp_path, **pipes)

    return command


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_collect_look_at_the_runs_and_read_again(run: Run, feed: Feed) -> None:
    run("init", "--no-demo")
    done = run("scrape", "probewerk", "--json")
    assert done.returncode == 0, done.stderr
    (report,) = lines(done)
    assert (report["source"], report["outcome"], report["counts"]["stored"]) == ("site:probewerk", "complete", 1)
    (again,) = lines(run("reparse", "probewerk", "--json"))
    assert (again["outcome"], again["counts"]["unchanged"], again["counts"]["requests"]) == ("complete", 1, 0)
    second, first = lines(run("runs", "--json"))
    assert (first["kind"], second["kind"], first["resting_until"]) == ("scrape", "reparse", None)
    assert first["counts"]["robots_refused"] == 0 and first["seconds"] > 0
    shown = run("runs").stdout.splitlines()
    assert "site:probewerk  reparse: complete" in shown[0] and "site:probewerk  complete" in shown[1]


def test_a_source_that_rests_is_said_and_can_be_forced(run: Run, feed: Feed) -> None:
    run("init", "--no-demo")
    feed.status = 500
    for _ in range(3):
        assert run("scrape", "probewerk").returncode == 1
    rests = run("scrape", "probewerk")
    assert rests.returncode == 0 and "rests until" in rests.stdout and "--force" in rests.stdout
    assert "rests until" in run("runs").stdout
    assert lines(run("runs", "--json"))[0]["resting_until"]
    feed.status = 200
    assert "complete" in run("scrape", "probewerk", "--force").stdout
    assert "rests" not in run("runs").stdout


def test_an_unknown_employer_and_an_unusable_queue_are_named(run: Run) -> None:
    run("init", "--no-demo")
    for command in (("scrape", "gibtesnicht"), ("reparse", "gibtesnicht")):
        done = run(*command)
        assert done.returncode == 1 and "There is no source 'gibtesnicht'" in done.stderr
    for command in (
        ("scrape", "--queue", "redis://:geheim@127.0.0.1:1/0"),
        ("worker", "redis://:geheim@127.0.0.1:1/0"),
    ):
        done = run(*command)
        assert done.returncode == 1 and "Error: Queue redis://127.0.0.1:1/0" in done.stderr
        assert "geheim" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.redis
def test_one_puts_and_another_works(run: Run, redis_url: str) -> None:
    run("init", "--no-demo")
    done = run("scrape", "--queue", redis_url)
    assert done.returncode == 0 and "1 sources put into the queue; 1 wait, 0 are being asked." in done.stderr
    assert run("runs").stdout == ""
    worked = run("worker", redis_url, "--until-empty", "--json")
    assert worked.returncode == 0, worked.stderr
    assert [(report["source"], report["outcome"]) for report in lines(worked)] == [("site:probewerk", "complete")]
    assert [each["outcome"] for each in lines(run("runs", "--json"))] == ["complete"]


@pytest.mark.redis
def test_a_worker_that_is_told_to_end_finishes_what_it_began(
    run: Run, environment: dict[str, str], feed: Feed, redis_url: str, tmp_path: Path
) -> None:
    run("init", "--no-demo")
    feed.wait_s = 3.0
    command = [PROGRAM, "worker", redis_url, "--at-once", "1"]
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=-1, stderr=-1, text=True) as worker:
        run("scrape", "--queue", redis_url)
        deadline = time.monotonic() + 60
        while (
            "0 wait, 1 are being asked" not in run("scrape", "--queue", redis_url).stderr
            and time.monotonic() < deadline
        ):
            time.sleep(0.05)
        worker.send_signal(signal.SIGTERM)
        out, errors = worker.communicate(timeout=60)
    assert (worker.returncode, "site:probewerk (personio): complete" in out) == (0, True), errors


def test_a_bar_is_shown_on_a_terminal_and_only_there(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    run("init", "--no-demo")
    assert "Requests" not in run("scrape").stderr
    screen, terminal = pty.openpty()
    done = subprocess.run([PROGRAM, "scrape"], env={**environment, "TERM": "xterm"}, cwd=tmp_path, stdout=-1, stderr=terminal, check=False)  # fmt: skip
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(screen, 4096)
        except OSError:  # the other end is closed, and all was read
            break
        shown += part
    os.close(screen)
    assert b"Requests" in shown and b"1/1" in shown
    assert b"Requests" not in done.stdout and b"site:probewerk" in done.stdout
