"""How soon is it there, and how fast does it encode? Rows of `index.bench`, each a process of its own."""

import contextlib
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jobboard

PACKS = sorted(path.parent for path in (Path(jobboard.__file__).parent / "regions").glob("*/region.toml"))
SERVE_S, SEARCH_S, TEXTS = 20.0, 3.0, 20_000.0  # promised for two cores
PATIENCE, STARTS, BATCHES = 10, 5, 20
_QUERY = "Softwareentwickler Java Homeoffice"
_ENCODE = """
import json, random, sys, time
from index.bench import demo_ads
from index import load_encoder
begin = time.perf_counter(); encoder = load_encoder(); opened = time.perf_counter() - begin
titles = sorted({ad.title_clean for ad in demo_ads()})
texts = [f"{one} {other.split()[0]}" for other in titles for one in titles][:10_000]  # no two alike
words = sorted({word for title in titles for word in title.split() if word.isalpha() and len(word) > 5})
odd = sorted({one[:len(one) // 2] + other[len(other) // 2:] for one in words for other in words})
odd = iter(random.Random(1).sample(odd, len(odd)))
odd = [" ".join(some) for some in zip(odd, odd, odd)][:10_000]  # no word twice
encoder.encode(texts[:100])
print("ready", flush=True)
sys.stdin.readline()
computed = time.process_time()
for _ in range(5):
    encoder.encode(texts)
computed = time.process_time() - computed
print("done", flush=True)
unmet = time.process_time()
encoder.encode(odd)
unmet = time.process_time() - unmet
begin = time.perf_counter()
for text in texts[:1000]:
    encoder.encode([text], query=True)
queries = time.perf_counter() - begin
print(json.dumps([opened, 5 * len(texts), 5 * len(texts) / computed, len(odd) / unmet, queries]))
"""
CORES = 2
Rows = Iterator[tuple[str, float, str, float]]  # what, figure, unit, promise or 0


def rows() -> Rows:
    """Starts and encoding, each with what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        _run("init", environment)
        _run("index", environment)
        yield "start of `jobboard serve` until http answers", serve_s(environment), "s", SERVE_S
        walls, computed = zip(*(searched_s(environment) for _ in range(STARTS)), strict=True)
        yield f"`jobboard search` from the command line, best of {STARTS}", min(walls), "s", SEARCH_S
        yield "  the processor's time of that", min(computed), "s", SEARCH_S
    rate, opened, of_core, unmet, queries = encoded()
    yield "model opened", opened, "s", 0.0
    yield f"short texts encoded a second by {CORES} processes at once", rate, "", TEXTS
    yield "  a second of one core's time", of_core, "", 0.0
    yield "  the same of texts in which no word has been met before", unmet, "", 0.0
    yield "one query encoded", queries, "ms", 0.0


def encoded() -> tuple[float, float, float, float, float]:
    """Texts a second that processes encode at once, one a core; of one: opening, texts a second of its time, the same of
    texts of unmet words, a query's ms."""
    piped: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    with contextlib.ExitStack() as stack:
        command = [sys.executable, "-c", _ENCODE]
        encoders = [
            stack.enter_context(subprocess.Popen(command, env=environment, **piped))  # noqa: S603 - our own code
            for _ in range(CORES)
        ]
        for one in encoders:
            assert _heard(one) == "ready\n"
        begin = time.perf_counter()
        for one in encoders:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in encoders:
            assert _heard(one) == "done\n"
        seconds = time.perf_counter() - begin
        said = [json.loads(_heard(one)) for one in encoders]
    opened, _, of_core, unmet, queries = said[0]
    return sum(texts for _, texts, *_ in said) / seconds, opened, of_core, unmet, queries


def _heard(process: "subprocess.Popen[str]") -> str:
    """The next line a process says."""
    assert process.stdout
    return process.stdout.readline()


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBBOARD_")}
    return {**kept, "JOBBOARD_DATA": str(folder), "JOBBOARD_REGION": str(PACKS[0])}


def _command(*words: str) -> list[str]:
    return [str(Path(sys.executable).parent / "jobboard"), *words]


def _run(word: str, environment: dict[str, str]) -> None:
    subprocess.run(_command(word), check=True, env=environment, capture_output=True)  # noqa: S603 - our own command


def searched_s(environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of a search from the command line, its index there, and those the processor computed for it."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    found = subprocess.run(_command("search", _QUERY), check=True, env=environment, capture_output=True)  # noqa: S603 - our own command
    seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert found.stdout
    return seconds, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def serve_s(environment: dict[str, str]) -> float:
    """Seconds from `jobboard serve` to the first answer, its store and index already there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin = time.perf_counter()
    with subprocess.Popen(_command("serve", "--port", str(port)), **quiet) as server:  # noqa: S603 - our own command
        try:
            while server.poll() is None and time.perf_counter() - begin < PATIENCE * SERVE_S:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                        return time.perf_counter() - begin
                except OSError:
                    time.sleep(0.05)
        finally:
            server.terminate()
    return float("inf")
