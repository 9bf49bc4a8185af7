"""How fast, how large, how exact? One run on this machine: `python -m index.bench [--postings N] [--part PART]`.

`start`: how soon it is there; `app`: ads as the app stores and searches them, recombined from the sentences and titles of
the bundled packs' demo ads; `live`: a large index that changes while it is searched (`index.bench_live`); `words only` and
`words and meaning`: the table of engines (`index.bench_table`). Trust the ratios more than the milliseconds.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from index import Filters, LocalIndex, bench_live, bench_start, bench_table, build_index, load_encoder, open_index
from index.analysis import words
from index.bench_start import PACKS
from jobboard.demo import read_demo
from jobboard.pack import load_pack
from jobboard.places import Gazetteer
from jobboard.posting import JobPosting, WorkMode, posting_id
from jobboard.store import Store, create_store, open_store, sqlite_url

TODAY, NOW = date.today(), datetime.now(UTC)
PARTS = ("start", "app", "live", *bench_table.KINDS)
PAGE, APP_MOST, PUT = 20, 100_000, 1_000
BUILD_S, BUILD_MB, SEARCH_MS = 60.0, 1500.0, 100.0  # promised for two cores and so many postings:
PROMISED = 10_000
CHILD = "import sys; from index.bench import build_child; build_child(sys.argv[1])"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m index.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--postings", type=int, default=10_000, help="how many postings engines hold (default 10,000)")
    parser.add_argument("--queries", type=int, default=200, help="how many queries are timed (default 200)")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part; may be given several times")
    engines = bench_table.engines()
    parser.add_argument(
        "--engine", choices=engines, action="append", default=[], help="of the engines, only ours and this one"
    )
    options = parser.parse_args()
    parts = options.part or list(PARTS)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {TODAY}\n")
    if "start" in parts:
        for name, value, unit, limit in bench_start.rows():
            row(name, value, unit, limit, least=not unit)
    if "app" in parts:
        app(min(options.postings, APP_MOST), options.queries)
    if "live" in parts:
        print()
        bench_live.measure(options.postings, options.queries)
    if kinds := [kind for kind in bench_table.KINDS if kind in parts]:
        print()
        bench_table.compare(options.postings, options.queries, kinds, options.engine)


def app(postings: int, queries: int) -> None:
    """Ads that are stored, built, opened and searched as the app does it."""
    with tempfile.TemporaryDirectory() as name:
        folder, rng = Path(name), random.Random(1)
        ads = demo_ads()
        asked = questions(ads, queries, rng)
        small = store_of(folder / "demo", ads)
        searched(built(folder / "demo", len(ads)), small, asked, rng, SEARCH_MS)
        large = store_of(folder / "large", recombined(ads, postings, rng))
        limits = (BUILD_S, BUILD_MB) if postings <= PROMISED else ()
        index = built(folder / "large", postings, *limits)
        searched(index, large, asked, rng)
        row("a new posting: stored, refreshed, found", findable_s(index, large, ads[0]) * 1000, "ms")
        small.close()
        large.close()


def row(name: str, value: float, unit: str, limit: float = 0.0, *, least: bool = False) -> None:
    """A line of the table; what is promised is kept or exceeded, or with `least` reached or missed."""
    note = ""
    if limit:
        said = ("reached" if value >= limit else "MISSED") if least else ("kept" if value <= limit else "EXCEEDED")
        note = f"limit {limit:,.0f} {unit}: {said}".replace(" :", ":")
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
    rest = iter(ads)
    while some := list(islice(rest, PUT)):
        store.put(some, actor="bench", now=NOW)
    return store


def built(folder: Path, number: int, limit_s: float = 0.0, limit_mb: float = 0.0) -> LocalIndex:
    """Build in a process of its own, whose memory tells; open."""
    child = [sys.executable, "-c", CHILD, str(folder)]
    done = json.loads(subprocess.check_output(child))  # noqa: S603 - our own code
    row(f"build, {number:,} postings", done["seconds"], "s", limit_s)
    row(f"  peak memory of that process, {number:,} postings", done["mb"], "MB", limit_mb)
    row(f"  of the largest that helped it, {number:,} postings", done["helper_mb"], "MB")
    row(f"  postings in a second of one core, {number:,} postings", number / done["cpu"], "")
    load_encoder.cache_clear()
    row(f"open, {number:,} postings (with the model)", _timed(lambda: open_index(folder / "index")), "s")
    return open_index(folder / "index")


def build_child(folder: str) -> None:
    """Build the index of a store; prints seconds, peak memory and seconds of all cores as JSON."""
    store = open_store(sqlite_url(Path(folder)))
    seconds = _timed(lambda: build_index(Path(folder) / "index", store, TODAY))
    own, helpers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(used.ru_utime + used.ru_stime for used in (own, helpers))
    figures = {"seconds": seconds, "mb": own.ru_maxrss / 1024, "helper_mb": helpers.ru_maxrss / 1024, "cpu": cpu}
    print(json.dumps(figures))


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


if __name__ == "__main__":
    main()
