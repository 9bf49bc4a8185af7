"""Queries over a region's demo ads with the ads that truly fit, judged by us: `judged.tsv` in the region's folder."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "judged.tsv"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query in a language, and the demo ads that fit by their reference: 2 exactly, 1 closely."""

    query: str
    language: str
    grades: Mapping[str, int]


def read_judged(folder: Path) -> list[Judged]:
    """The judged queries of a region's folder; none if it has no such file."""
    path = folder / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Judged(row["query"], row["language"], _grades(row["relevant"])) for row in rows]


def _grades(cell: str) -> dict[str, int]:
    pairs = (one.rsplit(":", 1) for one in cell.split())
    return {reference: int(grade) for reference, grade in pairs}
