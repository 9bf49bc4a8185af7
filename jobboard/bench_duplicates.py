"""How fast, how large and how exact is the search for duplicates? `python -m jobboard.bench_duplicates [--postings N]`.

Postings are recombined (jobboard.recombine), never kept, and their making is not counted. Found groups are held against
the duplicates that were planted and, on a part, against a comparison of all pairs.
"""

import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from gzip import open as open_gzip
from itertools import combinations
from pathlib import Path

import click
import numpy as np

from jobboard.candidates import candidate_pairs
from jobboard.demo import read_demo
from jobboard.duplicates import Group, duplicates, grouped
from jobboard.normalise import normalise
from jobboard.pack import load_pack
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting
from jobboard.recombine import DECOY, Advert, adverts, sentences_of
from jobboard.traits import Table, of_rows, table_of
from jobboard.verdicts import judged

PACKS = sorted(path.parent for path in (Path(__file__).parent / "regions").glob("*/region.toml"))


class Clock:
    """Seconds of the wall and of this process, without those that the making of ads took."""

    def __init__(self) -> None:
        self._wall, self._own = time.perf_counter(), time.process_time()

    def leave_out(self, stream: Iterator[Advert]) -> Iterator[Advert]:
        """A stream whose own time does not count."""
        while True:
            wall, own = time.perf_counter(), time.process_time()
            item = next(stream, None)
            self._wall += time.perf_counter() - wall
            self._own += time.process_time() - own
            if item is None:
                return
            yield item

    def __str__(self) -> str:
        return f"{time.perf_counter() - self._wall:.1f} s ({time.process_time() - self._own:.1f} s of one core)"


@click.command()
@click.option("--postings", default=10_000, show_default=True, help="How many ads are compared.")
@click.option("--sample", default=1_500, show_default=True, help="How many of them are compared all with all.")
@click.option("--pipeline", default=0, show_default=True, help="Also normalise so many ads and find their duplicates.")
@click.option(
    "--ads",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of *.jsonl.gz with ads; their key 'description' is recombined instead of the bundled demo postings'.",
)
@click.option("--seed", default=1, show_default=True, help="Of the random choices.")
def main(postings: int, sample: int, pipeline: int, ads: Path | None, seed: int) -> None:
    """Measure the search for duplicates."""
    sentences = sentences_of(_texts(ads))
    row("sentences to recombine", len(sentences))
    began = peak_mb()
    table, vacancies, groups = _search(adverts(sentences, postings, seed), postings)
    row("peak memory", f"{peak_mb():,.0f} MB, of it {began:,.0f} MB before")
    _against_planted(vacancies, groups)
    _against_all_pairs(table, sample)
    del table
    if pipeline:
        _pipeline(sentences, pipeline, seed)


def _search(stream: Iterator[Advert], count: int) -> tuple[Table, dict[str, tuple[int, str]], list[Group]]:
    vacancies: dict[str, tuple[int, str]] = {}
    words = 0

    def postings() -> Iterator[JobPosting]:
        for advert in clock.leave_out(stream):
            vacancies[advert.posting.id] = advert.vacancy, advert.again
            yield advert.posting

    whole = clock = Clock()
    table = table_of(postings())
    words = sum(one.words for one in table.traits)
    row("ads", f"{count:,} of {words / len(table):.0f} words")
    row("reading them", clock)
    clock = Clock()
    left, right = candidate_pairs(table)
    row("finding candidates", f"{clock}: {len(left):,} pairs of {count * (count - 1) // 2:,}")
    clock = Clock()
    verdicts = judged(table, left, right)
    groups = grouped(table, verdicts)
    row("judging them", f"{clock}: {len(verdicts):,} pairs are one ad, {len(groups):,} groups")
    row("together", whole)
    return table, vacancies, groups


def _against_planted(vacancies: dict[str, tuple[int, str]], groups: Sequence[Group]) -> None:
    """Duplicates planted and found, and what was found that was not planted."""
    ids: dict[int, list[str]] = defaultdict(list)
    for each, (vacancy, _) in vacancies.items():
        ids[vacancy].append(each)
    decoys = sum(1 for _, again in vacancies.values() if again == DECOY)
    of = {each: at for at, group in enumerate(groups) for each in _members(group)}
    planted, found = Counter[str](), Counter[str]()
    for members in ids.values():
        if len(members) == 2:
            way = next(filter(None, (vacancies[each][1] for each in members)))
            planted[way] += 1
            found[way] += members[0] in of and of[members[0]] == of.get(members[1])
    for way, number in sorted(planted.items()):
        row(f"planted, found again: {way}", f"{found[way]:,} of {number:,} ({found[way] / number:.4f})")
    row("planted, but another vacancy", f"{decoys:,}")
    pairs = [pair for group in groups for pair in combinations(_members(group), 2)]
    wrong = sum(vacancies[one][0] != vacancies[two][0] for one, two in pairs)
    row(
        "linked, but of two vacancies",
        f"{wrong:,} of {len(pairs):,} pairs ({1 - wrong / max(1, len(pairs)):.4f} right)",
    )


def _against_all_pairs(table: Table, size: int) -> None:
    """On a part of the ads that holds whole employers: what the candidates find of what a comparison of all pairs finds."""
    names = list(dict.fromkeys(one.employer for one in table.traits))
    chosen = set(np.random.default_rng(1).permutation(names)[: max(1, len(names) * size // len(table))].tolist())
    rows = [row for row, one in enumerate(table.traits) if one.employer in chosen][:size]
    part = of_rows(table, rows)
    pairs = np.array(list(combinations(range(len(part)), 2)), np.int64).reshape(-1, 2)
    every = {(row, other) for row, other, _ in judged(part, pairs[:, 0], pairs[:, 1])}
    found = {(row, other) for row, other, _ in judged(part, *candidate_pairs(part))}
    share = len(found & every) / max(1, len(every))
    row(f"found of all pairs of {len(part):,} ads", f"{len(found & every):,} of {len(every):,} ({share:.4f})")


def _pipeline(sentences: Sequence[str], count: int, seed: int) -> None:
    """Drafts normalised, which reads every field, and their duplicates found."""
    pack = load_pack(PACKS[0])
    gazetteer = Gazetteer(pack.localities, pack.region.country)
    drafts = [(_draft(advert.posting), advert.posting.source) for advert in adverts(sentences, count, seed)]
    whole = clock = Clock()
    postings = [normalise(draft, source, gazetteer=gazetteer) for draft, source in drafts]
    row(f"{count:,} ads normalised", clock)
    clock = Clock()
    groups = duplicates(postings)
    row("and their duplicates found", f"{clock}: {len(groups):,} groups")
    row("together", whole)


def _draft(posting: JobPosting) -> Draft:
    names = ("source_ref", "title", "employer", "requisition", "date_posted", "places", "language")
    text = posting.description_text
    return Draft(**{name: getattr(posting, name) for name in names}, description=text, description_is_html=False)


def _texts(folder: Path | None) -> list[str]:
    if folder is None:
        files = [file for pack in PACKS for file in read_demo(pack, today=date(2026, 11, 1))]
        return [found.posting.description_text for file in files for found in file.rows]
    texts = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with open_gzip(path, "rt", encoding="utf-8") as stream:
            texts += [json.loads(line)["description"] for line in stream]
    return texts


def _members(group: Group) -> tuple[str, ...]:
    return group.leader, *(other.id for other in group.others)


def peak_mb() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(name: str, value: object) -> None:
    """A row of the table."""
    click.echo(f"{name:<44} {value}")


if __name__ == "__main__":
    main()
