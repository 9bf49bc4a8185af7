"""The compiled loops, loaded beside the work: nobody waits for a compiler.

Compiling takes seconds the first time on a machine, loading what was compiled tenths of one, and a process that asks one
question needs neither. Until the loops are there, searches do the same in numpy.
"""

import atexit
import threading
from collections.abc import Callable, Iterator
from types import ModuleType

import numpy as np

_ending, _lock = threading.Event(), threading.Lock()
_thread: threading.Thread | None = None
_loops: ModuleType | None = None


def loops() -> ModuleType | None:
    """The compiled loops, `index.kernels`, if they are ready."""
    return _loops


def begin() -> None:
    """Load or compile them in a thread of their own; calling it again does nothing."""
    global _thread
    with _lock:
        if _thread is None:
            _thread = threading.Thread(target=_load, name="index-warm", daemon=True)
            _thread.start()
            atexit.register(_end, _thread)


def up() -> None:
    """Load or compile them now; returns when they are ready."""
    begin()
    if _thread is not None:
        _thread.join()


def _load() -> None:
    global _loops
    for call in _calls():
        if _ending.is_set():
            return
        call()
    from index import kernels

    _loops = kernels


def _end(thread: threading.Thread) -> None:
    """Let the loop being compiled come to its end: a compiler that is cut off takes the process down with it."""
    _ending.set()
    thread.join()


def _calls() -> Iterator[Callable[[], object]]:
    """Every loop a search needs, called with the types of arrays that it is called with."""
    from index import choosing, judging, kernels, nearing, summing
    from index.fusion import Scale
    from index.layout import gains_of
    from index.postings import layout_of
    from index.question import ROW, Asked
    from index.renderings import FormRows

    sizes = np.full(64, 2, np.int32)
    layout = layout_of(np.tile(np.arange(4, dtype=np.int32), 32), sizes, 4, large=True)
    gains, no_bits = gains_of(layout.distinct_lengths, 2.0), np.zeros(0, np.uint16)
    numbers, weights = np.arange(2), np.ones(2)
    yield lambda: kernels.top(numbers, weights, 1, 32, 1.0, no_bits, layout, gains)
    yield lambda: kernels.gather(np.zeros(4, np.uint8), 0, np.zeros(4, np.uint16), layout)
    yield lambda: kernels.scores(numbers, weights, layout, gains)
    yield lambda: kernels.parts(numbers, np.arange(2, dtype=np.int32), layout, gains)
    yield lambda: kernels.lost(layout.starts, layout.documents, numbers)
    yield lambda: kernels.cover(np.zeros(64), np.zeros(64, np.int32), 1, 1.0, 0, 0, layout)
    signs, fine, number = np.ones((4, 2), np.uint64), np.ones((4, 8), np.int16), np.arange(2, dtype=np.int32)
    query, words = np.ones(8, np.float32), np.ones((2, 4), np.uint64)
    words.flags.writeable = signs.flags.writeable = fine.flags.writeable = False
    yield lambda: nearing.nearest(query, words, signs, fine, no_bits, no_bits, 1, 1)
    yield lambda: nearing.products(query, fine, number)
    cells, steps, pieces = np.ones((4, 8), np.float32), np.ones((2, 8), np.int16), np.frombuffer(bytes(8), np.int32)
    yield lambda: nearing.row_of(query, steps, cells, 2, 1)
    yield lambda: summing.sums(cells, pieces, number)
    asked, scale = Asked(numbers, weights, numbers, numbers, numbers > 0, weights, 1.0), Scale(0.1, 1.0, 1.0)
    forms, rows, some = FormRows(numbers, weights, numbers, numbers), np.empty(2, ROW), numbers > 0
    given = rows, number, 0, some, np.ones(2, np.float32), scale, numbers, asked, numbers, forms, 1, layout, gains
    yield lambda: judging.judge(*given)
    yield lambda: judging.call(number, numbers, forms, 1, layout, gains)
    yield lambda: choosing.either(numbers, numbers, weights, 2, 1.0)
    yield lambda: choosing.beyond(numbers, numbers, weights, weights, 1, 1.0, 1.0, scale)
    yield lambda: choosing.first(weights, 1)
