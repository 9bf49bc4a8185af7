"""A large index at work: `python -m index.bench_live [--postings N]`.

Hybrid search under a filter, a page with facets, and how soon a new posting is found while many readers search. The
postings' words are those of `index.bench_lexical`, their vectors are mixed from titles and sentences of the bundled packs'
demo ads as the shipped model mixes them. Building, and all the rest, run in processes of their own, so that memory tells.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import Document, Filters, LocalIndex, bench_lexical, load_encoder, warm
from index.analysis import Compounds
from index.columns import LEVELS, MODES, TYPES, Columns
from index.generation import read_generation, write_generation
from index.postings import invert
from index.renderings import keep_renderings, read_renderings
from index.segment import HEADLINE_SHARE, Segment, vectors_of
from index.terms import Terms
from jobboard.posting import WorkMode

TODAY = date(2026, 1, 31)
READERS, SECONDS, SENTENCES = 50, 10.0, 6
CHILD = "import sys; from index import bench_live; getattr(bench_live, sys.argv[1])(*sys.argv[2:])"
FILTERS = Filters(modes=(WorkMode.REMOTE,), on=TODAY)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.bench_live", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--postings", type=int, default=100_000, help="size of the index (default 100,000)")
    parser.add_argument("--queries", type=int, default=500, help="how many queries are timed (default 500)")
    options = parser.parse_args()
    measure(options.postings, options.queries)


def measure(postings: int, queries: int) -> None:
    """Print the figures of an index of so many postings."""
    print(f"{postings:,} postings; load of the machine {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for task in ("build", "search"):
            command = [sys.executable, "-c", CHILD, task, folder, str(postings), str(queries)]
            for name, value in json.loads(subprocess.check_output(command).splitlines()[-1]).items():  # noqa: S603 - ours
                print(f"{name:<70}{value:>12,.2f}", flush=True)


def build(folder: str, postings: str, queries: str) -> None:
    """Make up the postings and build an index of them; prints seconds and peak memory."""
    corpus = bench_lexical.made_up(int(postings), int(queries))
    columns, vectors = made_columns(int(postings)), made_vectors(int(postings))
    ids = [f"{number:032x}" for number in range(int(postings))]
    before, begin = _peak(), time.perf_counter()
    words = invert(corpus.tokens, corpus.sizes, corpus.terms)
    nothing = np.zeros(len(ids), np.bool_)
    segment = Segment(Terms.build(ids), words, vectors_of(vectors), columns, nothing)
    given: dict[str, Any] = {"model_id": load_encoder().model_id, "store_id": "", "store_version": 0, "created": ""}
    write_generation(Path(folder), segment, Compounds({}), **given)
    keep_renderings(Path(folder), load_encoder())
    seconds = time.perf_counter() - begin
    np.savez(Path(folder) / "queries.npz", *[np.array(query) for query in corpus.queries])
    size = sum(path.stat().st_size for path in (Path(folder) / "1").iterdir()) / 2**20
    figures = {"build from terms and vectors, s": seconds, "peak memory, the input of before counted, MB": _peak()}
    print(json.dumps(figures | {"the input alone, MB": before, "on disk, MB": size}))


def search(folder: str, postings: str, queries: str) -> None:
    """Open it and ask; prints milliseconds."""
    encoder, rng = load_encoder(), random.Random(4)
    encoder.encode(["warm"])
    warm.up()
    before, begin = _resident(), time.perf_counter()
    renderings = read_renderings(Path(folder), encoder.model_id)
    index = LocalIndex(read_generation(Path(folder), encoder.model_id), encoder, renderings=renderings)
    opened = time.perf_counter() - begin
    terms = bench_lexical.Corpus(np.zeros(0, np.int32), np.zeros(0, np.int32), []).terms
    with np.load(Path(folder) / "queries.npz") as kept:
        asked = [" ".join(terms[number] for number in kept[name]) for name in kept.files]
    real = demo_texts()[0]
    asked = [f"{query} {rng.choice(real)}" for query in asked[: int(queries)]]  # the words for BM25, the title for both
    figures = {"open, s": opened}
    for name, ask in (
        ("search", lambda query: index.search(query, Filters(on=TODAY))),
        ("search under a filter that a tenth passes", lambda query: index.search(query, FILTERS)),
        ("page with total and facets under that filter", lambda query: index.explore(query, FILTERS)),
    ):
        figures |= _percentiles(name, ask, asked)
    figures["memory of the open index after these, MB"] = _resident() - before
    figures |= _live(index, asked, encoder)
    print(json.dumps(figures))


def _live(index: LocalIndex, asked: Sequence[str], encoder: Any) -> dict[str, float]:
    """How long it takes until a posting is found while readers search."""
    stop, times, counts = threading.Event(), [], [0] * READERS

    def read(reader: int) -> None:
        rng = random.Random(reader)
        while not stop.is_set():
            index.search(rng.choice(asked), FILTERS)
            counts[reader] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    begin, turn = time.perf_counter(), 0
    while time.perf_counter() - begin < SECONDS:
        new = Document(f"new{turn}", f"Benchfund{turn}", "neu", "de")
        started = time.perf_counter()
        index.take([new], gone=[f"{turn:032x}"])
        assert any(hit.id == new.id for hit in index.search(f"Benchfund{turn}", k=5))
        times.append(time.perf_counter() - started)
        turn += 1
    elapsed = time.perf_counter() - begin
    stop.set()
    for reader in readers:
        reader.join()
    return {
        f"a posting comes, another goes, until found, {READERS} readers, worst, s": max(times),
        f"queries a second of {READERS} readers": sum(counts) / elapsed,
    }


def _percentiles(name: str, ask: Callable[[str], Any], asked: Sequence[str]) -> dict[str, float]:
    ask(asked[0])
    times, computed = [], time.process_time()
    for query in asked:
        begin = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - begin) * 1000)
    mean = (time.process_time() - computed) / len(asked) * 1000
    shares = {f"{name}, p{share}, ms": float(np.percentile(times, share)) for share in (50, 99)}
    return shares | {f"{name}, mean of the processor's time, ms": mean}


def demo_texts() -> tuple[list[str], list[str]]:
    """Titles and sentences of the demo ads."""
    from index.bench import demo_ads

    ads = demo_ads()
    sentences = [one for ad in ads for one in re.split(r"\n|(?<=[.!?])\s", ad.description_text) if len(one) > 20]
    return sorted({ad.title_clean for ad in ads}), sentences


def made_vectors(postings: int) -> NDArray[np.float16]:
    """Of each posting: a title that others share, in words of its own, and sentences of a few ads."""
    rng, encoder = np.random.default_rng(5), load_encoder()
    titles, sentences = map(encoder.encode, demo_texts())
    found = np.empty((postings, encoder.dimensions), np.float16)
    for begin in range(0, postings, 50_000):
        part = np.empty((min(50_000, postings - begin), encoder.dimensions), np.float32)
        own = 0.5 * sentences[rng.integers(len(sentences), size=len(part))]
        heads = titles[rng.integers(len(titles), size=len(part))] + own
        first = rng.integers(max(1, len(sentences) - 50), size=len(part))
        chosen = (first[:, None] + rng.integers(50, size=(len(part), SENTENCES))) % len(sentences)
        bodies = sentences[chosen].sum(axis=1)
        for rows in (heads, bodies):
            rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
        part[:] = HEADLINE_SHARE * heads + (1 - HEADLINE_SHARE) * bodies
        found[begin : begin + 50_000] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return found


def made_columns(postings: int) -> Columns:
    """Facts drawn by chance; a tenth works remotely."""
    rng, facts = np.random.default_rng(6), Columns.build([])
    small = {name: values.dtype for name, values in facts.arrays.items()}
    drawn: dict[str, Any] = {name: np.zeros(postings, kind) for name, kind in small.items()}
    modes = [MODES.index(mode) for mode in (WorkMode.REMOTE, WorkMode.HYBRID, WorkMode.UNKNOWN)]
    drawn["mode"] = rng.choice(modes, postings, p=(0.1, 0.4, 0.5)).astype(small["mode"])
    drawn["posted"] = (TODAY - timedelta(days=60)).toordinal() + rng.integers(60, size=postings).astype(small["posted"])
    drawn["german"] = rng.integers(len(LEVELS) + 1, size=postings).astype(small["german"])
    drawn["types"] = (1 << rng.integers(len(TYPES), size=postings)).astype(small["types"])
    drawn["salary"] = np.where(rng.random(postings) < 0.4, rng.integers(30_000, 90_000, postings), np.nan)
    sizes = {"language": 3, "employer": 20_000, "industry": 40, "place": 300}
    names = {name: [f"{name} {at:05}" for at in range(size)] for name, size in sizes.items()}
    names["language"] = ["de", "en", "uk"]
    for name, size in sizes.items():
        drawn[name] = rng.integers(size, size=postings).astype(np.int32)
    drawn["place_of"] = np.arange(postings, dtype=np.int32)
    drawn["latitude"], drawn["longitude"] = 50 + rng.random(postings), 9 + rng.random(postings)
    return Columns(drawn, facts.names | names)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
