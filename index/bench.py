"""How fast, how large, how exact? One table from one run on this machine: `python -m index.bench [--postings N]`.

The postings are recombined from the sentences and titles of the bundled packs' demo ads. Peers answer the same queries on
the same terms and vectors in the same process; trust the ratios more than the milliseconds.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

import jobboard
from index import Filters, LocalIndex, bench_lexical, build_index, load_encoder, open_index
from index.analysis import words
from index.document import document_of
from index.fusion import fuse
from index.segment import prepare
from jobboard.demo import read_demo
from jobboard.pack import load_pack
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting, WorkMode, posting_id
from jobboard.store import Store, create_store, open_store, sqlite_url

PACKS = sorted(path.parent for path in (Path(jobboard.__file__).parent / "regions").glob("*/region.toml"))
TODAY, NOW = date.today(), datetime.now(UTC)
TOP, PAGE, PEER_QUERIES = 10, 20, 50
START_S, BUILD_S, BUILD_MB, SEARCH_MS = 20.0, 60.0, 1500.0, 100.0  # promised for two cores
CHILD = "import sys; from index.bench import build_child; build_child(sys.argv[1])"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--postings", type=int, default=10_000, help="size of the large index (default 10,000)")
    parser.add_argument("--queries", type=int, default=200, help="how many queries are timed (default 200)")
    parser.add_argument("--no-serve", action="store_true", help="leave out the start of the server")
    parser.add_argument("--lexical", action="store_true", help="words only, synthetic postings, against every peer")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {TODAY}\n")
    if options.lexical:
        bench_lexical.compare(options.postings, options.queries)
        return
    with tempfile.TemporaryDirectory() as name:
        folder, rng = Path(name), random.Random(1)
        if not options.no_serve:
            row("start of `jobboard serve` until http answers", start_s(folder / "serve"), "s", START_S)
        ads = demo_ads()
        queries = questions(ads, options.queries, rng)
        small = store_of(folder / "demo", ads)
        searched(built(folder / "demo", len(ads)), small, queries, rng, SEARCH_MS)
        large = store_of(folder / "large", recombined(ads, options.postings, rng))
        index = built(folder / "large", options.postings, BUILD_S, BUILD_MB)
        searched(index, large, queries, rng)
        peers(index, large, queries[:PEER_QUERIES])
        row("a new posting: stored, refreshed, found", findable_s(index, large, ads[0]) * 1000, "ms")
        small.close()
        large.close()


def row(name: str, value: float, unit: str, limit: float = 0.0, note: str = "") -> None:
    """A line of the table."""
    if limit:
        note = f"limit {limit:,.0f} {unit}: {'kept' if value <= limit else 'EXCEEDED'}"
    print(f"{name:<62}{value:>12,.2f} {unit:<4}{note}".rstrip(), flush=True)


def demo_ads() -> list[JobPosting]:
    """The demo ads of all bundled packs."""
    ads = []
    for folder in PACKS:
        pack = load_pack(folder)
        gazetteer = Gazetteer(pack.localities, pack.region.country)
        ads += [one.posting for file in read_demo(folder, today=TODAY, gazetteer=gazetteer) for one in file.rows]
    return ads


def recombined(ads: Sequence[JobPosting], number: int, rng: random.Random) -> Iterator[JobPosting]:
    """New ads: the facts of one, the title of another, sentences of many, all of one language."""
    sentences = {ad.id: re.split(r"\n|(?<=[.!?])\s", ad.description_text) for ad in ads}
    for at in range(number):
        base = rng.choice(ads)
        named, *others = rng.choices([ad for ad in ads if ad.language == base.language], k=1 + len(sentences[base.id]))
        changes: dict[str, Any] = {name: getattr(named, name) for name in ("title", "title_clean", "skills")}
        changes["description_text"] = "\n".join(rng.choice(sentences[other.id]) for other in others)
        changes |= {
            "id": posting_id("bench", str(at)),
            "source": "bench",
            "source_ref": str(at),
            "description_html": "",
        }
        ad = base.model_copy(update=changes)
        yield ad.model_copy(update={"content_hash": ad.fingerprint()})


def questions(ads: Sequence[JobPosting], number: int, rng: random.Random) -> list[str]:
    """Queries as people type them: one to four words of an ad."""
    texts = [
        words(f"{ad.title_clean} {rng.choice(ad.description_text.splitlines())}") for ad in rng.choices(ads, k=number)
    ]
    return [" ".join(rng.sample(known, min(len(known), rng.randint(1, 4)))) for known in texts]


def store_of(folder: Path, ads: Iterable[JobPosting]) -> Store:
    """A store of the ads."""
    store = create_store(sqlite_url(folder))
    store.put(list(ads), actor="bench", now=NOW)
    return store


def built(folder: Path, number: int, limit_s: float = 0.0, limit_mb: float = 0.0) -> LocalIndex:
    """Build in a process of its own, whose memory tells; open."""
    child = [sys.executable, "-c", CHILD, str(folder)]
    done = json.loads(subprocess.check_output(child))  # noqa: S603 - our own code
    row(f"build, {number:,} postings", done["seconds"], "s", limit_s)
    row(f"  peak memory of that process, {number:,} postings", done["mb"], "MB", limit_mb)
    load_encoder.cache_clear()
    row(f"open, {number:,} postings (with the model)", _timed(lambda: open_index(folder / "index")), "s")
    return open_index(folder / "index")


def build_child(folder: str) -> None:
    """Build the index of a store; prints seconds and peak memory as JSON."""
    store = open_store(sqlite_url(Path(folder)))
    seconds = _timed(lambda: build_index(Path(folder) / "index", store, TODAY))
    print(json.dumps({"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def start_s(folder: Path) -> float:
    """Seconds from `jobboard serve` to the first answer, its demo store already there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBBOARD_")}
    environment = {**kept, "JOBBOARD_DATA": str(folder), "JOBBOARD_REGION": str(PACKS[0])}
    command = str(Path(sys.executable).parent / "jobboard")
    quiet: dict[str, Any] = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([command, "init"], check=True, **quiet)  # noqa: S603 - our own command
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.perf_counter()
    with subprocess.Popen([command, "serve", "--port", str(port)], **quiet) as server:  # noqa: S603 - our own command
        try:
            while server.poll() is None and time.perf_counter() - begin < 10 * START_S:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                        return time.perf_counter() - begin
                except OSError:
                    time.sleep(0.05)
        finally:
            server.terminate()
    return float("inf")


def _timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _times(search: Callable[[str], Any], queries: Sequence[str]) -> list[float]:
    """Milliseconds of each query, after one that warms."""
    search(queries[0])
    return [_timed(lambda query=query: search(query)) * 1000 for query in queries]  # type: ignore[misc]


def searched(index: LocalIndex, store: Store, queries: Sequence[str], rng: random.Random, limit: float = 0.0) -> None:
    """A page of results with filters, facets and postings, as the app asks for it."""
    choices = [Filters(on=TODAY), Filters(on=TODAY, modes=(WorkMode.HYBRID,)), Filters(on=TODAY, with_salary=True)]

    def page(query: str) -> None:
        store.get_many([hit.id for hit in index.explore(query, rng.choice(choices), k=PAGE).hits])

    for share, time_of in zip((50, 95, 99), np.percentile(_times(page, queries), (50, 95, 99)), strict=True):
        row(f"search, {len(index):,} postings, filters and facets, p{share}", time_of, "ms", limit)


def findable_s(index: LocalIndex, store: Store, ad: JobPosting) -> float:
    """Seconds until a posting that is stored is found."""
    new = ad.model_copy(update={"id": posting_id("bench", "new"), "source_ref": "new", "title_clean": "Benchfund"})
    begin = time.perf_counter()
    store.put([new], actor="bench", now=NOW)
    index.refresh(store, TODAY)
    assert index.search("Benchfund", k=1)[0].id == new.id
    return time.perf_counter() - begin


def peers(index: LocalIndex, store: Store, queries: Sequence[str]) -> None:
    """The same queries on rank-bm25 as it comes, with FAISS beside it, and on bm25s; ratios to our time."""
    encoder, snapshot = load_encoder(), index._snapshot
    entries = prepare([document_of(ad) for ad in store.live(TODAY)], index._analyser, encoder)
    corpus, vectors = [list(entry.terms) for entry in entries], np.stack([entry.vector for entry in entries])
    asked = {query: [term for form in snapshot._words(query).values() for term in form.terms] for query in queries}
    walk, flat = BM25Okapi(corpus), faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)

    def ours(query: str) -> Any:
        return snapshot.lexical.top(asked[query], TOP)[0]

    def both(query: str) -> Any:
        meaning = np.zeros(len(corpus))
        cosines, near = flat.search(encoder.encode([query]), len(corpus))
        meaning[near[0]] = cosines[0]
        return np.argsort(-fuse([walk.get_scores(asked[query]), meaning]))[:TOP]

    def recall(search: Callable[[str], Any]) -> str:
        """Share of rank-bm25's ten best scores that the documents found have, so that ties do no harm."""
        shares = []
        for query in queries:
            truth = walk.get_scores(asked[query])
            shares.append(np.mean(truth[search(query)] >= np.sort(truth)[-TOP] - 1e-9))
        return f"recall@10 {np.mean(shares):.3f}"

    def compared(name: str, search: Callable[[str], Any], to: float = 0.0, note: str = "") -> float:
        time_of = float(np.median(_times(search, queries)))
        row(name, time_of, "ms", note=f"{time_of / to:,.1f} times ours{note}" if to else note)
        return time_of

    words_ms = compared("words only, ours", ours, note=recall(ours))
    compared("words only, rank_bm25 as it comes", lambda query: walk.get_scores(asked[query]), words_ms)
    if find_spec("bm25s"):
        import bm25s

        other = bm25s.BM25()
        other.index(corpus, show_progress=False)

        def theirs(query: str) -> Any:
            return other.retrieve([asked[query]], k=TOP, show_progress=False)[0][0]

        compared("words only, bm25s", theirs, words_ms, f", {recall(theirs)} (another idf)")
    else:
        print("words only, bm25s: not installed (it is in the dev extra)")
    both_ms = compared("words and meaning, ours", lambda query: index.search(query, k=TOP))
    compared("words and meaning, rank_bm25 and FAISS flat with RRF", both, both_ms)


if __name__ == "__main__":
    main()
