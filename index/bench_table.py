"""Engines side by side, of words only and of words and meaning: `python -m index.bench --postings N`.

Every engine builds, opens and answers in processes of its own, on one thread, so that its memory tells; all in one run, so
trust the ratios. It answers all queries up to 20 times, and the quietest round counts: the first warms, and other work on
the machine disturbs some. `cpu` is queries a second of the time an engine computed; the ratio is of these.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from index import bench_live
from index.bench_hybrid import HYBRIDS, OursHybrid
from index.bench_lexical import Corpus, made_up
from index.bench_live import FILTERS
from index.bench_peers import PEERS, TOP, Engine, Numbers, Ours, Walk

SECONDS, ROUNDS = 10.0, 20  # an engine answers the queries so often, or about so long
JUDGED = 50  # answers of words and meaning are compared with a look at every posting for so many queries
KINDS: dict[str, tuple[type[Engine], ...]] = {"words only": PEERS, "words and meaning": HYBRIDS}
CHILD = "import sys; from index.bench_table import child; child(*sys.argv[1:])"
_WAYS = (("all", ""), ("some", "10 %: "))


def engines() -> list[str]:
    """The names of all engines."""
    return [engine.name for own in KINDS.values() for engine in own]


def compare(postings: int, queries: int, kinds: Sequence[str] = tuple(KINDS), only: Sequence[str] = ()) -> None:
    """Print the table of all engines, or of some by their names."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{postings:,} postings, {queries} queries, top {TOP}, without and with a filter; load of the machine {load}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make(folder, postings, queries, vectors="words and meaning" in kinds)
        for kind in kinds:
            print(f"\n{kind:<20}{'build s':>9}{'MB':>8}{'open s':>8}{'MB':>7}", end="")
            print(
                "".join(
                    f"{f'{way}/s':>11}{'cpu':>9}{'p50 ms':>9}{'p99':>9}{'recall':>8}{'ours x':>9}" for _, way in _WAYS
                )
            )
            ours: dict[str, Any] = {}
            for engine in KINDS[kind]:
                if only and engine.name not in only and engine not in (Ours, OursHybrid):
                    continue
                if missing := [package for package in engine.packages if not find_spec(package)]:
                    print(f"{engine.name:<20}not installed: {', '.join(missing)} (the bench extra has it)")
                elif postings > engine.most:
                    print(f"{engine.name:<20}left out above {engine.most:,} postings: {engine.limit}")
                else:
                    built, found = (_child(task, engine.name, folder) for task in ("build", "search"))
                    ours = ours or found
                    print(_line(engine.name, built, found, ours), flush=True)


def _make(folder: Path, postings: int, queries: int, *, vectors: bool) -> None:
    """Write what all engines are given."""
    corpus = made_up(postings, queries)
    np.savez(folder / "corpus.npz", tokens=corpus.tokens, sizes=corpus.sizes)
    (folder / "queries.json").write_text(json.dumps(corpus.queries))
    if vectors:
        np.save(folder / "vectors.npy", bench_live.made_vectors(postings))
        titles = np.random.default_rng(4).choice(bench_live.demo_texts()[0], queries)
        (folder / "titles.json").write_text(json.dumps(titles.tolist()))
        np.save(folder / "kept.npy", bench_live.made_columns(postings).mask(FILTERS))


def _line(name: str, built: dict[str, Any], found: dict[str, Any], ours: dict[str, Any]) -> str:
    line = f"{name:<20}{built['seconds']:>9.1f}{built['mb']:>8,.0f}{found['seconds']:>8.2f}{found['mb']:>7,.0f}"
    for way, _ in _WAYS:
        own = found[way]
        line += f" {_short(own['rate']):>10} {_short(own['cpu']):>8}{own['p50']:>9.2f}{own['p99']:>9.2f}{own['recall']:>8.3f}"
        line += f" {_short(ours[way]['cpu'] / own['cpu']):>8}"
    return f"{line}  {found['note']}".rstrip()


def _short(value: float) -> str:
    return f"{value:,.1f}" if value < 1_000 else f"{value:,.0f}"


def _child(task: str, name: str, folder: Path) -> dict[str, Any]:
    one = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "LANCE_CPU_THREADS": "1"}
    quiet = {"LANCE_LOG": "error", "TOKENIZERS_PARALLELISM": "false"}
    command = [sys.executable, "-c", CHILD, task, name, str(folder)]
    done = subprocess.run(command, capture_output=True, env=os.environ | one | quiet, check=False)  # noqa: S603 - our own code
    if done.returncode:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        done.check_returncode()
    return dict(json.loads(done.stdout.splitlines()[-1]))


def child(task: str, name: str, folder: str) -> None:
    """What a process of its own does: `measured`, printed as JSON."""
    print(json.dumps(measured(task, name, Path(folder))))


def measured(task: str, name: str, folder: Path) -> dict[str, Any]:
    """Build one engine's index, or open it and search."""
    engines = {each.name: each for kind in KINDS.values() for each in kind}
    home = folder / name.replace(" ", "_")
    home.mkdir(exist_ok=True)
    engine = engines[name](home)
    with np.load(folder / "corpus.npz") as arrays:
        queries = json.loads((folder / "queries.json").read_text())
        corpus = Corpus(arrays["tokens"], arrays["sizes"], queries)
    if engine.hybrid:
        corpus.__dict__["allowed"] = np.load(folder / "kept.npy")
    engine.warm()
    return _built(engine, corpus) if task == "build" else _searched(engine, corpus, folder)


def _built(engine: Engine, corpus: Corpus) -> dict[str, Any]:
    prepared = engine.prepared(corpus)
    begin = time.perf_counter()
    engine.build(corpus, prepared)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - begin, "mb": peak}


def _searched(engine: Engine, corpus: Corpus, folder: Path) -> dict[str, Any]:
    asked, allowed = corpus.asked(), corpus.allowed
    if engine.hybrid:
        titles = json.loads((folder / "titles.json").read_text())
        asked = [[*words, *title.split()] for words, title in zip(asked, titles, strict=True)]
    if not engine.keeps_corpus:
        corpus = Corpus(corpus.tokens[:0], corpus.sizes, corpus.queries)
    before, begin = _resident(), time.perf_counter()
    engine.open(corpus)
    result: dict[str, Any] = {"seconds": time.perf_counter() - begin, "note": ""}
    answers = {}
    for way, mask in (("all", None), ("some", allowed)):
        engine.narrow(mask)
        answers[way], result[way] = _timed(engine, asked)
    result["mb"] = _resident() - before
    truth = Ours(folder / Ours.name)
    if not any(truth.folder.iterdir() if truth.folder.exists() else ()):
        truth.folder.mkdir(exist_ok=True)
        with np.load(folder / "corpus.npz") as arrays:
            truth.build(Corpus(arrays["tokens"], arrays["sizes"], []), None)
    truth.open(corpus)
    judged = JUDGED if engine.hybrid else len(asked)
    for way, mask in (("all", None), ("some", allowed)):
        engine.narrow(mask)
        pairs = list(zip(asked, answers[way], strict=False))[:judged]
        result[way]["recall"] = float(np.mean([_recall(engine, truth, *pair) for pair in pairs]))
    few = min(len(found) for found in answers.values())
    notes = [f"{few} queries"] if few < len(asked) else []
    if isinstance(engine, Walk):
        some = asked[: len(answers["all"])]
        differing = sum(engine.differs(query, truth.lexical) for query in some)
        notes.append(f"{differing} of {len(some)} lists differ from ours")
    engine.close()
    return {**result, "note": ", ".join(notes)}


def _recall(engine: Engine, truth: Ours, query: list[str], numbers: Numbers) -> float:
    """The share of the best scores that the documents found have, so that ties do no harm; 1 where nothing is to be found."""
    exact = engine.exact(truth.lexical, query)
    best = np.lexsort((np.arange(len(exact)), -exact))[:TOP]
    best = best[exact[best] > 0]
    if not len(best):
        return 1.0
    return float((exact[numbers[: len(best)]] >= exact[best[-1]] - engine.equal).sum()) / len(best)


def _timed(engine: Engine, asked: Sequence[list[str]]) -> tuple[list[Numbers], dict[str, float]]:
    """The answers to as many queries as there is time for, and how fast they came in the quietest of some rounds."""
    found: list[Any] = []
    walls: list[list[float]] = []
    computed: list[float] = []
    engine.search(asked[0])  # a compiler, if there is one, is no part of searching
    until = time.perf_counter() + SECONDS
    for _ in range(ROUNDS):
        answers, times = [], []
        begun = time.process_time()
        for query in asked if not found else asked[: len(found)]:
            begin = time.perf_counter()
            answers.append(engine.search(query))
            times.append(time.perf_counter() - begin)
            if not found and time.perf_counter() > until:
                break
        computed.append((time.process_time() - begun) / len(times))
        found, walls = found or answers, [*walls, times]
        if time.perf_counter() > until:
            break
    quietest = min(walls, key=sum)
    shares = {f"p{share}": float(np.percentile(quietest, share)) * 1000 for share in (50, 99)}
    rates = {"rate": 1 / float(np.mean(quietest)), "cpu": 1 / max(min(computed), 1e-9)}
    return [engine.numbers(one) for one in found], rates | shares


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
