"""BM25 engines side by side: `python -m index.bench --lexical --postings N`.

The postings are made up: words of two languages as frequent as in texts, each posting of one of 500 occupations with words
of its own. Every engine builds, opens and answers in processes of its own, on one thread, so that its memory tells; all in
one run, so trust the ratios. `cpu` counts only the time an engine computed, which other work on the machine disturbs less.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.bench_peers import PEERS, TOP, Numbers, Ours, Walk

VOCABULARY, OCCUPATIONS, OWN_WORDS = 200_000, 500, 400
SHARE = 0.1  # of the postings pass the filter
SECONDS = 10.0  # an engine answers queries for so long at most
SYLLABLES = [a + b for a in "b d f g h k l m n p r s t w z br st sch kr tr".split() for b in "a e i o u au ei".split()]
CHILD = "import sys; from index.bench_lexical import child; child(*sys.argv[1:])"


@dataclass(frozen=True)
class Corpus:
    """Postings as term numbers one after the other, their sizes, and queries as term numbers."""

    tokens: NDArray[np.int32]
    sizes: NDArray[np.int32]
    queries: list[list[int]]

    @cached_property
    def terms(self) -> list[str]:
        """The words."""
        return ["".join((*map(SYLLABLES.__getitem__, _digits(number)), "q")) for number in range(VOCABULARY)]

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """Which postings pass the filter."""
        return np.random.default_rng(3).random(len(self.sizes)) < SHARE

    def asked(self) -> list[list[str]]:
        """The queries' words."""
        return [[self.terms[number] for number in query] for query in self.queries]

    def documents(self) -> list[list[str]]:
        """The words of every posting."""
        found, flat = [], [self.terms[number] for number in self.tokens.tolist()]
        for begin, size in zip(np.cumsum(self.sizes) - self.sizes, self.sizes, strict=True):
            found.append(flat[begin : begin + size])
        return found


def _digits(number: int) -> list[int]:
    digits = [number % len(SYLLABLES)]
    while number := number // len(SYLLABLES):
        number -= 1
        digits.append(number % len(SYLLABLES))
    return digits


def made_up(postings: int, queries: int) -> Corpus:
    """The same postings and queries whenever it is called; the terms are numbered as the postings first use them."""
    rng = np.random.default_rng(7)
    general, own, popular = (_zipf(*shape) for shape in ((VOCABULARY // 2, 1.07), (OWN_WORDS, 0.9), (OCCUPATIONS, 0.6)))
    rarely = 1 / np.arange(1, VOCABULARY // 2 - 49) ** 0.75
    words = np.empty((2, OCCUPATIONS, OWN_WORDS), np.int32)
    for language, occupation in product(range(2), range(OCCUPATIONS)):
        chosen = rng.choice(len(rarely), OWN_WORDS, replace=False, p=rarely / rarely.sum())
        words[language, occupation] = (chosen + 50) * 2 + language
    words[1] = np.where(rng.random(words[1].shape) < 0.3, words[0], words[1])  # "java" and "sap" are in both languages
    parts, sizes = [], rng.integers(60, 151, postings).astype(np.int32)
    for begin in range(0, postings, 100_000):
        some = sizes[begin : begin + 100_000]
        english = np.repeat((rng.random(len(some)) < 0.3).astype(np.int32), some)
        jobs = np.repeat(np.searchsorted(popular, rng.random(len(some))), some)
        common = np.searchsorted(general, rng.random(len(english))) * 2 + english
        special = words[english, jobs, np.searchsorted(own, rng.random(len(english)))]
        parts.append(np.where(rng.random(len(english)) < 0.45, common, special).astype(np.int32))
    asked, pick = [], np.random.default_rng(99)
    for _ in range(queries):
        language, occupation = int(pick.random() < 0.3), int(np.searchsorted(popular, pick.random()))
        query = []
        for kind in pick.random(pick.integers(2, 7)):
            if kind < 0.7:
                query.append(int(words[language, occupation, np.searchsorted(own, pick.random())]))
            else:  # words of everyday, a third of them the most frequent ones
                rank = np.searchsorted(general, 0.25 + 0.55 * pick.random()) if kind < 0.9 else pick.integers(0, 20)
                query.append(int(rank) * 2 + language)
        asked.append(list(dict.fromkeys(query)))
    tokens, first = np.concatenate(parts), np.full(VOCABULARY, len(sizes) * 1_000)
    first[tokens[::-1]] = np.arange(len(tokens))[::-1]
    number_of = np.argsort(np.argsort(first, kind="stable"), kind="stable").astype(np.int32)
    return Corpus(number_of[tokens], sizes, [number_of[query].tolist() for query in asked])


def _zipf(size: int, power: float) -> NDArray[np.float64]:
    shares = np.cumsum(1 / (np.arange(size) + 2.7) ** power)
    return np.asarray(shares / shares[-1])


def compare(postings: int, queries: int) -> None:
    """Print the table of all engines."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{postings:,} postings, {queries} queries of 2 to 6 words, top {TOP}; load of the machine {load}")
    print(
        f"{'':<14}{'build s':>9}{'MB':>8}{'open s':>8}{'MB':>7}"
        f"{'queries/s':>11}{'cpu':>9}{'p99 ms':>8}{'recall':>8}{'ours x':>8}"
        f"{'10 %: /s':>11}{'cpu':>9}{'p99 ms':>8}{'recall':>8}{'ours x':>8}"
    )
    with tempfile.TemporaryDirectory() as name:
        folder, ours = Path(name), None
        corpus = made_up(postings, queries)
        np.savez(folder / "corpus.npz", tokens=corpus.tokens, sizes=corpus.sizes)
        (folder / "queries.json").write_text(json.dumps(corpus.queries))
        del corpus
        for engine in PEERS:
            if missing := [package for package in engine.packages if not find_spec(package)]:
                print(f"{engine.name:<14} not installed: {', '.join(missing)} (the bench extra has it)")
                continue
            if postings > engine.most:
                print(f"{engine.name:<14} left out above {engine.most:,} postings: {engine.limit}")
                continue
            built = _child("build", engine.name, folder)
            found = _child("search", engine.name, folder)
            ours = ours or found
            print(_line(engine.name, built, found, ours), flush=True)


def _line(name: str, built: dict[str, Any], found: dict[str, Any], ours: dict[str, Any]) -> str:
    line = f"{name:<14}{built['seconds']:>9.1f}{built['mb']:>8,.0f}{found['seconds']:>8.2f}{found['mb']:>7,.0f}"
    for way, width in (("all", 11), ("some", 11)):
        own, best = found[way], ours[way]
        line += f"{own['rate']:>{width},.1f}{own['cpu']:>9,.1f}{own['p99']:>8.2f}{own['recall']:>8.3f}"
        line += f"{best['cpu'] / own['cpu']:>8,.1f}"
    return f"{line}  {found.get('note', '')}".rstrip()


def _child(task: str, name: str, folder: Path) -> dict[str, Any]:
    one = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    command = [sys.executable, "-c", CHILD, task, name, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | one)  # noqa: S603 - our own code
    return dict(json.loads(done.stdout.splitlines()[-1]))


def child(task: str, name: str, folder: str) -> None:
    """Build one engine's index, or open it and search; prints what was measured as JSON."""
    home = Path(folder) / name.replace(" ", "_")
    home.mkdir(exist_ok=True)
    with np.load(Path(folder) / "corpus.npz") as arrays:
        queries = json.loads((Path(folder) / "queries.json").read_text())
        corpus = Corpus(arrays["tokens"], arrays["sizes"], queries)
    engine = next(one for one in PEERS if one.name == name)(home)
    if task == "build":
        engine.warm()
        prepared = engine.prepared(corpus)
        begin = time.perf_counter()
        engine.build(corpus, prepared)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": time.perf_counter() - begin, "mb": peak}))
        return
    asked, allowed = corpus.asked(), corpus.allowed
    corpus_free = Corpus(corpus.tokens[:0], corpus.sizes, queries) if not engine.keeps_corpus else corpus
    before, begin = _resident(), time.perf_counter()
    engine.open(corpus_free)
    seconds = time.perf_counter() - begin
    result: dict[str, Any] = {"seconds": seconds}
    answers = {}
    for way, mask in (("all", None), ("some", allowed)):
        engine.narrow(mask)
        answers[way], result[way] = _timed(engine, asked)
    result["mb"] = _resident() - before
    truth = Ours(Path(folder) / Ours.name)
    truth.open(corpus_free)
    for way, mask in (("all", None), ("some", allowed)):
        shares = []
        for query, numbers in zip(asked, answers[way], strict=False):
            exact = truth.lexical.scores(query)
            exact = exact if mask is None else np.where(mask, exact, 0.0)
            best = np.lexsort((np.arange(len(exact)), -exact))[:TOP]
            best = best[exact[best] > 0]
            if len(best):
                least = exact[best[-1]]
                shares.append(float((exact[numbers[: len(best)]] >= least - 1e-9).sum()) / len(best))
        result[way]["recall"] = float(np.mean(shares))
    if isinstance(engine, Walk):
        some = asked[: len(answers["all"])]
        result["note"] = (
            f"{sum(engine.differs(query, truth.lexical) for query in some)} of {len(some)} lists differ from ours"
        )
    print(json.dumps(result))


def _timed(engine: Any, asked: Sequence[list[str]]) -> tuple[list[Numbers], dict[str, float]]:
    """The answers to as many queries as there is time for, and how fast they came."""
    engine.search(asked[0])
    walls, answers, until = [], [], time.perf_counter() + SECONDS
    computed = time.process_time()
    for query in asked:
        begin = time.perf_counter()
        answers.append(engine.search(query))
        walls.append(time.perf_counter() - begin)
        if time.perf_counter() > until:
            break
    computed = (time.process_time() - computed) / len(walls)
    rates = {"rate": 1 / float(np.mean(walls)), "cpu": 1 / max(computed, 1e-9)}
    return [engine.numbers(one) for one in answers], rates | {"p99": float(np.percentile(walls, 99)) * 1000}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
