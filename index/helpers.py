"""Processes that prepare postings beside one another. One that dies ends the build with an error; when the build dies,
they end with it, as their lines do.
"""

import gc
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from index.encoder import load_encoder
from index.errors import BuildEnded
from index.preparing import Prepared, Preparer

WAITING = 2  # batches a helper that are read ahead
CHILD = "import sys; from index.helpers import serve; serve(int(sys.argv[1]), sys.argv[2])"
ALONE = {"TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"}  # one thread each


class Helpers:
    """Some processes, each with a `Preparer` of its own; to be used in a `with` block."""

    def __init__(self, number: int, model: str, folder: Path) -> None:
        self._number, self._model, self._folder = number, model, folder
        self._own = threading.local()  # a thread's process, so that each answers in the order in which it is asked
        self._all: list[_Helper] = []

    def __enter__(self) -> "Helpers":
        self._pool = ThreadPoolExecutor(self._number, thread_name_prefix="index-helper")
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._end()
        self._pool.shutdown()
        self._end()  # those that were just beginning

    def prepared(self, batches: Iterable[list[str]]) -> Iterator[tuple[int, Prepared]]:
        """The batches' postings in their order, each with the number of the helper that read them.

        Raises ValueError for what is no posting, and BuildEnded if a helper died.
        """
        waiting: deque[Future[tuple[int, Prepared]]] = deque()
        for batch in batches:
            waiting.append(self._pool.submit(self._ask, batch))
            if len(waiting) > WAITING * self._number:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _end(self) -> None:
        for helper in list(self._all):
            helper.end()

    def _ask(self, batch: list[str]) -> tuple[int, Prepared]:
        if not hasattr(self._own, "helper"):
            self._own.helper = _Helper(self._model)
            self._all.append(self._own.helper)
        helper: _Helper = self._own.helper
        try:
            answer = helper.ask(batch)
        except (EOFError, OSError) as error:
            raise BuildEnded(self._folder, helper.ended()) from error
        if isinstance(answer, str):
            raise ValueError(answer)
        return helper.number, answer


class _Helper:
    """One process, and the line to it."""

    def __init__(self, model: str) -> None:
        self._line, far = Pipe()
        with closing(far):
            paths = os.pathsep.join(path for path in sys.path if path)
            self._process = subprocess.Popen(  # noqa: S603 - our own code
                [sys.executable, "-c", CHILD, str(far.fileno()), model],
                pass_fds=[far.fileno()],
                env={**os.environ, **ALONE, "PYTHONPATH": paths},
            )
        self.number = self._process.pid

    def ask(self, batch: list[str]) -> Prepared | str:
        """A batch's postings, or what is wrong with one; raises EOFError or OSError if the process is gone."""
        self._line.send(batch)
        answer: Prepared | str = self._line.recv()
        return answer

    def ended(self) -> str:
        """How it ended, in words."""
        status = self._process.wait()
        how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return f"a process that helped building it ended ({how})."

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._line.close()


def serve(line: int, model: str) -> None:
    """What a helper does: prepare what it is sent until the line ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl-C means the build, which ends this
    gc.disable()  # nothing here refers to itself; to look for what does takes a tenth of the time
    preparer = Preparer(load_encoder(model), large=True)
    with Connection(line) as near:
        while True:
            try:
                batch = near.recv()
            except EOFError:
                return
            try:
                answer: Prepared | str = preparer.postings(batch)
            except ValueError as error:
                answer = str(error)
            near.send(answer)
