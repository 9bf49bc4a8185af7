"""How soon is the app there, how soon does the assistant speak? `python -m jobboard.pages.bench [--questions N] [--chats N]`.

Starts `jobboard serve` on the demo postings, with nothing kept of the articles and with everything, and speaks to it over its
websocket as a browser does. First words: from the message that carries a question to the one that carries the first sentence
of the reply. Questions are the region's evaluation questions, each in a conversation of its own.
"""

import argparse
import contextlib
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from assistant.article import load_articles
from assistant.examples import load_examples
from index.bench import row
from jobboard.pack import find_pack
from jobboard.settings import read_settings

WORDS_MS, AT_ONCE_MS = 300.0, 2_000.0  # promised for two cores
PATIENCE_S, ROUNDS = 300, 5
Turns = Sequence[str]


class Visitor:
    """A browser session of the assistant's page, without the browser."""

    def __init__(self, stream: ClientConnection) -> None:
        """Load the page."""
        self._stream = stream
        self._page = self._field = ""
        self._send()
        for said in self._heard():
            if said.HasField("navigation"):
                self._page = said.navigation.page_script_hash
            if said.delta.new_element.HasField("chat_input"):
                self._field = said.delta.new_element.chat_input.id

    def ask(self, question: str) -> float:
        """Milliseconds until the first words of the reply are there; returns when the page is whole."""
        begin, first = time.perf_counter(), 0.0
        self._send(question)
        for said in self._heard():
            if not first and _speaks(said):
                first = time.perf_counter() - begin
        assert first, f"no reply to {question!r}"
        return first * 1000

    def _send(self, question: str = "") -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash, state.context_info.locale = "welcome", self._page, "en"
        if question:
            typed = state.widget_states.widgets.add(id=self._field)
            typed.chat_input_value.data = question
        self._stream.send(message.SerializeToString())

    def _heard(self) -> Iterator[ForwardMsg]:
        """What the server says until the page is whole."""
        while True:
            said = ForwardMsg.FromString(self._stream.recv(timeout=PATIENCE_S, decode=False))
            yield said
            if said.WhichOneof("type") == "script_finished":
                return


@contextlib.contextmanager
def visiting(address: str) -> Iterator[Visitor]:
    """A visitor of a server."""
    protocol = [Subprotocol("streamlit")]
    with connect(f"ws{address[4:]}/_stcore/stream", subprotocols=protocol, max_size=None) as stream:
        yield Visitor(stream)


def _speaks(said: ForwardMsg) -> bool:
    """Whether a message brings the sentences of a new reply."""
    component = said.delta.new_element.bidi_component
    if component.component_name != "heimvorteil_reply":
        return False
    data = json.loads(component.json)
    return bool(data["fresh"] and any(group["sentences"] for group in data["groups"]))


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """A server's address, once it answers, and its process's number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    command = [*_jobboard(), "serve", "--port", address.rpartition(":")[2]]
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as server:  # noqa: S603 - our own command
        try:
            end = time.monotonic() + PATIENCE_S
            while server.poll() is None and time.monotonic() < end:
                with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=1):  # noqa: S310
                    break
                time.sleep(0.02)
            assert server.poll() is None, "the server ended"
            yield address, server.pid
        finally:
            server.terminate()


def _jobboard() -> list[str]:
    return [str(Path(sys.executable).parent / "jobboard")]


def conversations(folder: Path, number: int) -> list[Turns]:
    """The turns of a pack's evaluation questions, or else the sample questions of its articles; so many, from all of them."""
    known: list[Turns] = [one.turns for one in load_examples(folder)]
    known = known or [(one,) for article in load_articles(folder) for one in article.front.questions]
    return [known[at] for at in np.linspace(0, len(known) - 1, min(number, len(known)), dtype=int)]


def starts(environment: dict[str, str], said: str, question: str) -> None:
    """Rows: how soon a server answers, shows a page, and has answered its first question."""
    begin = time.perf_counter()
    with served(environment) as (address, _):
        row(f"`jobboard serve` until http answers, {said}", time.perf_counter() - begin, "s")
        with visiting(address) as visitor:
            row("  until the first page is whole", time.perf_counter() - begin, "s")
            visitor.ask(question)
            row("  until the first question is answered", time.perf_counter() - begin, "s")


def one_by_one(address: str, asked: Sequence[Turns], computed: Callable[[], float]) -> None:
    """Rows: first words of questions asked one after the other, and the server's time on the processor."""
    times: list[float] = []
    used = 0.0
    for turns in asked:
        with visiting(address) as visitor:
            before = computed()
            times += [visitor.ask(turn) for turn in turns]
            used += computed() - before
    for share in (50, 95, 99):
        limit = WORDS_MS if share == 95 else 0.0
        row(f"first words, {len(times)} questions, p{share}", float(np.percentile(times, share)), "ms", limit)
    row("  the processor's time of a whole page, mean", used / len(times) * 1000, "ms")


def at_once(address: str, asked: Sequence[Turns], chats: int) -> None:
    """Rows: first words of chats that all ask at the same moment."""
    together = threading.Barrier(chats)

    def chat(question: str) -> float:
        with visiting(address) as visitor:
            together.wait()
            return visitor.ask(question)

    questions = [turns[0] for turns in asked]
    times: list[float] = []
    with ThreadPoolExecutor(chats) as pool:
        for turn in range(ROUNDS):
            first = turn * chats
            times += pool.map(chat, (questions[(first + at) % len(questions)] for at in range(chats)))
    row(f"first words, {chats} chats at once, p50", float(np.percentile(times, 50)), "ms")
    row(f"  the slowest of {ROUNDS} times", max(times), "ms", AT_ONCE_MS)


def computed_s(process: int) -> float:
    """Seconds a process has spent on the processor; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m jobboard.pages.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--questions", type=int, default=200, help="how many conversations are held (default 200)")
    parser.add_argument("--chats", type=int, default=20, help="how many ask at once (default 20)")
    options = parser.parse_args()
    pack = find_pack(read_settings().region)
    asked = conversations(pack, options.questions)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {date.today()}\n")
    with tempfile.TemporaryDirectory() as folder:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("JOBBOARD_", "ASSISTANT_"))}
        environment = {**own, "JOBBOARD_DATA": folder, "JOBBOARD_REGION": str(pack)}
        subprocess.run([*_jobboard(), "init"], check=True, env=environment, capture_output=True)  # noqa: S603 - our own
        starts(environment, "nothing kept", asked[0][0])
        starts(environment, "all kept", asked[0][0])
        with served(environment) as (address, process):
            with visiting(address) as visitor:
                visitor.ask(asked[0][0])
            one_by_one(address, asked, lambda: computed_s(process))
            at_once(address, asked, options.chats)


if __name__ == "__main__":
    main()
