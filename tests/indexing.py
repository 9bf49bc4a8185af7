"""What the tests of the index share: documents, a toy encoder, and slow obvious counterparts of the fast code."""

import random
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

import jobboard
from index import Document, Facts, Filters
from index.analysis import STOPWORDS, Analyser
from index.columns import LEVELS, MODES, TYPES
from index.document import document_of
from index.encoder import Vectors
from jobboard.demo import read_demo
from jobboard.places import kilometres
from jobboard.posting import JobPosting, WorkMode

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "region.toml").is_file()
)
WORDS = [f"w{number}" for number in range(60)]  # words that no stemmer changes


class ToyEncoder:
    """Each word a fixed direction, a text their normalised sum; `same` lets a word mean another, `mute` lets all mean nothing."""

    model_id, dimensions = "toy", 24

    def __init__(self, same: dict[str, str] | None = None, *, mute: bool = False) -> None:
        self.same, self.mute = same or {}, mute

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)

    def vocabulary(self) -> Sequence[str]:
        return ()

    def _vector(self, text: str) -> Vectors:
        total = np.zeros(self.dimensions)
        for word in [] if self.mute else text.lower().split():
            seed = zlib.crc32(self.same.get(word, word).encode("utf-8", "replace"))
            total += np.random.default_rng(seed).normal(size=self.dimensions)
        length = np.linalg.norm(total)
        return (total / length if length else total).astype(np.float32)


@cache
def demo_postings() -> tuple[JobPosting, ...]:
    """The demo ads of every bundled pack."""
    return tuple(row.posting for folder in PACKS for file in read_demo(folder, today=TODAY) for row in file.rows)


@cache
def demo_documents() -> tuple[Document, ...]:
    return tuple(document_of(posting) for posting in demo_postings())


def random_facts(rng: random.Random) -> Facts:
    places = tuple(
        (
            rng.choice(["Aheim", "Bestadt", "Cedorf"]),
            rng.choice([50.0, 50.1, 50.4, float("nan")]),
            rng.choice([9.0, 9.3]),
        )
        for _ in range(rng.choice([0, 1, 1, 2]))
    )
    return Facts(
        mode=rng.choice(MODES),
        language=rng.choice(["de", "en", ""]),
        employer=rng.choice(["Eins GmbH", "Zwei AG", ""]),
        industry=rng.choice(["it", "health", ""]),
        posted=rng.choice([None, *(TODAY - timedelta(days=days) for days in range(20))]),
        closes=rng.choice([None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30)]),
        german=rng.choice([None, *LEVELS]),
        types=tuple(rng.sample(TYPES, rng.choice([0, 1, 1, 2]))),
        salary=rng.choice([float("nan"), 30_000.0, 45_000.0, 60_000.0]),
        places=places,
    )


def random_documents(number: int, seed: int = 1) -> list[Document]:
    """Documents of made-up words, some of them alike, some with next to nothing in them."""
    rng = random.Random(seed)
    made = []
    for at in range(number):
        weights = [1 / (1 + rank) for rank in range(len(WORDS))]
        body = " ".join(rng.choices(WORDS, weights, k=rng.choice([0, 3, 8, 20])))
        made.append(Document(f"{at:04}", " ".join(rng.choices(WORDS, k=2)), body, "de", random_facts(rng)))
    return made + [replace(one, id=f"{number + at:04}") for at, one in enumerate(made[:5])]


def random_filters(rng: random.Random) -> Filters:
    """One or two filters at once, so that something is left."""
    one = [
        {"modes": (WorkMode.REMOTE, WorkMode.HYBRID)},
        {"places": ("Aheim",)},
        {"latitude": 50.0, "longitude": 9.0, "radius_km": rng.choice([12.0, 40.0]), "or_remote": rng.random() < 0.5},
        {"languages": ("de",)},
        {"employers": ("Eins GmbH", "Zwei AG")},
        {"industries": ("it",)},
        {"types": (TYPES[0], TYPES[1], TYPES[2])},
        {"german": rng.choice(LEVELS)},
        {"with_salary": True},
        {"salary_min": 45_000.0},
        {"since": TODAY - timedelta(days=12)},
        {"on": TODAY},
    ]
    chosen = rng.sample(one, rng.choice([1, 2]))
    return Filters(**{name: value for part in chosen for name, value in part.items()})


def passes(facts: Facts, filters: Filters) -> bool:
    """Whether a document passes the filters, by plain comparison."""
    if filters.modes and facts.mode not in filters.modes:
        return False
    if filters.places and not any(name in filters.places for name, _, _ in facts.places):
        return False
    if filters.latitude is not None and filters.longitude is not None and filters.radius_km > 0:
        far = [
            kilometres(filters.latitude, filters.longitude, lat, lon)
            for _, lat, lon in facts.places
            if lat == lat and lon == lon
        ]
        if not any(distance <= filters.radius_km for distance in far) and not (
            filters.or_remote and facts.mode is WorkMode.REMOTE
        ):
            return False
    for value, wanted in (
        (facts.language, filters.languages),
        (facts.employer, filters.employers),
        (facts.industry, filters.industries),
    ):
        if wanted and value not in wanted:
            return False
    if filters.types and not set(facts.types) & set(filters.types):
        return False
    if filters.german is not None and (
        facts.german is None or LEVELS.index(facts.german) > LEVELS.index(filters.german)
    ):
        return False
    has_salary = facts.salary == facts.salary
    if (filters.with_salary and not has_salary) or (
        filters.salary_min is not None and not facts.salary >= filters.salary_min
    ):
        return False
    low, high = facts.hours
    if filters.hours_min is not None and not high >= filters.hours_min:
        return False
    if filters.hours_max is not None and not low <= filters.hours_max:
        return False
    if filters.since is not None and (facts.posted is None or facts.posted < filters.since):
        return False
    return not (filters.on is not None and facts.closes is not None and facts.closes < filters.on)


def facet_values(facts: Facts, facet: str) -> set[str]:
    """The values of a facet that a document counts for."""
    values: dict[str, Iterable[str | None]] = {
        "mode": [facts.mode],
        "place": [name for name, _, _ in facts.places],
        "industry": [facts.industry],
        "type": facts.types,
        "german": [facts.german],
        "language": [facts.language],
        "employer": [facts.employer],
    }
    return {str(value) for value in values[facet] if value}


def facet_counts(facts: Iterable[Facts], facet: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in facts:
        for value in facet_values(one, facet):
            counts[value] = counts.get(value, 0) + 1
    return counts


def terms_of(analyser: Analyser, query: str) -> list[list[str]]:
    """The terms of each word of a query, for an analyser that splits no compounds."""
    return [list(form.whole) for word, form in analyser.query_terms(query).items() if word not in STOPWORDS]
