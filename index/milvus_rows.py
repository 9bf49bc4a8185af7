"""A document as a row of a Milvus collection, and filters as conditions on such rows.

No text ever enters a condition: names are compared by digests, numbers of 63 bits, so that there is nothing to escape.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from index.analysis import Analyser, bare, words
from index.columns import LEVELS, MODES, TYPES, Facts, Filters
from index.layout import K1, B
from index.segment import Entry
from jobboard.places import kilometres
from jobboard.posting import WorkMode

MOST_TERMS, MOST_VALUES = 4_096, 64  # what an array of Milvus holds, and what is enough for places and types
NOTHING = "mode < 0"  # a condition that no row meets
_EMPTY = 2**32 - 2  # the last dimension there is: the only one of a document without words, which no query asks for
_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)
_MORE = 1e9  # hours a week, for an ad that says none: no range reaches it
Spots = Mapping[int, tuple[float, float]]
Terms = Callable[[str], Iterable[str]]


def key(text: str) -> int:
    """A text's digest, which stands for it in conditions."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def dimension(term: int) -> int:
    """The dimension of a term's digest in the sparse vectors."""
    return term % _EMPTY


def row_of(entry: Entry, mean_length: float, denied: Iterable[int] = ()) -> dict[str, Any]:
    """The row of a document; its words weigh what BM25 gives them, less idf, at a mean length."""
    facts, counts = entry.facts, Counter(key(term) for term in entry.terms)
    norm = _norm(len(entry.terms), mean_length)
    gains = {dimension(term): count * (K1 + 1) / (count + norm) for term, count in counts.items()}
    return {
        "id": entry.id,
        "vector": entry.vector.tolist(),
        "words": gains or {_EMPTY: 1.0},
        "terms": list(counts)[:MOST_TERMS],
        "denied": list(denied)[:MOST_VALUES],
        "length": len(entry.terms),
        "number": key(entry.id),
        "mode": MODES.index(facts.mode),
        "posted": facts.posted.toordinal() if facts.posted else 0,
        "closes": facts.closes.toordinal() if facts.closes else 0,
        "german": 1 + LEVELS.index(facts.german) if facts.german else 0,
        "types": [TYPES.index(kind) for kind in set(facts.types)],
        "salary": _or(facts.salary, -1.0),
        "hours_low": _or(facts.hours[0], _MORE),
        "hours_high": _or(facts.hours[1], -1.0),
        "language": key(facts.language),
        "employer": key(facts.employer),
        "industry": key(facts.industry),
        "places": list({key(name) for name, _, _ in facts.places})[:MOST_VALUES],
        "spots": list(spots_of(facts))[:MOST_VALUES],
        "facts": json.dumps(_FACTS.dump_python(facts, mode="json"), ensure_ascii=False),
    }


def _or(value: float, unknown: float) -> float:
    return unknown if math.isnan(value) else value


def denied_by(facts: Facts, analyser: Analyser) -> list[int]:
    """The digests of the terms of which a document says that there is no such thing."""
    found = {term for name in facts.denied for term in analyser.document_terms(name, "de") if term in bare(name)}
    return [key(term) for term in sorted(found)]


def facts_in(row: Mapping[str, Any]) -> Facts:
    """The facts of a row."""
    return _FACTS.validate_json(row["facts"])


def spots_of(facts: Facts) -> dict[int, tuple[float, float]]:
    """The coordinates of a document's places by their digest."""
    known = {(latitude, longitude) for _, latitude, longitude in facts.places if latitude == latitude}
    return {key(f"{latitude!r} {longitude!r}"): (latitude, longitude) for latitude, longitude in known}


def frequency_in(row: Mapping[str, Any], term: int, mean_length: float) -> int:
    """How often a row's document holds a term, from what the word weighs at the mean length it was written with."""
    gain = float(row["words"].get(dimension(term), 0.0))
    return round(gain * _norm(row["length"], mean_length) / (K1 + 1 - gain)) if gain else 0


def gain(frequency: int, length: int, mean_length: float) -> float:
    """What a frequency in a document adds to a score for each unit of idf."""
    return frequency * (K1 + 1) / (frequency + _norm(length, mean_length))


def _norm(length: int, mean_length: float) -> float:
    return K1 * (1 - B + B * length / mean_length)


def both(*conditions: str) -> str:
    """All conditions at once; an empty one is met by every row."""
    return " and ".join(f"({condition})" for condition in conditions if condition)


def _any(conditions: Iterable[str]) -> str:
    return " or ".join(f"({condition})" for condition in conditions)


def among(column: str, values: Iterable[int]) -> str:
    """A number is one of some."""
    found = sorted(set(values))
    return f"{column} in {found}" if found else NOTHING


def holds_any(column: str, values: Iterable[int]) -> str:
    """An array holds one of some numbers."""
    found = sorted(set(values))
    return f"ARRAY_CONTAINS_ANY({column}, {found})" if found else NOTHING


def condition(filters: Filters, spots: Spots, terms: Terms) -> str:
    """What rows meet that pass the filters, less what is asked leniently.

    `spots` are all coordinates there are, and `terms` gives the terms of a word.
    """
    certain = filters.certain
    return both(*(rule(certain, spots) for rule in _RULES), _by_words(certain, terms))


def has(facet: str, value: str) -> str:
    """What rows meet that count for a value of a facet."""
    return _FACETS[facet](value)


def _by_modes(filters: Filters, _spots: Spots) -> str:
    return among("mode", map(MODES.index, filters.modes)) if filters.modes else ""


def _by_radius(filters: Filters, spots: Spots) -> str:
    latitude, longitude, most = filters.latitude, filters.longitude, filters.radius_km
    if latitude is None or longitude is None or most <= 0:
        return ""
    near = holds_any("spots", (at for at, spot in spots.items() if kilometres(latitude, longitude, *spot) <= most))
    return f"{near} or mode == {MODES.index(WorkMode.REMOTE)}" if filters.or_remote else near


def _by_types(filters: Filters, _spots: Spots) -> str:
    return holds_any("types", map(TYPES.index, filters.types)) if filters.types else ""


def _by_german(filters: Filters, _spots: Spots) -> str:
    return f"german > 0 and german <= {1 + LEVELS.index(filters.german)}" if filters.german is not None else ""


def _by_salary(filters: Filters, _spots: Spots) -> str:
    least = filters.salary_min
    if least is not None:
        return f"salary >= {max(float(least), 0.0)!r}" if math.isfinite(least) else NOTHING
    return "salary >= 0" if filters.with_salary else ""


def _by_hours(filters: Filters, _spots: Spots) -> str:
    least, most = filters.hours_min, filters.hours_max
    if least is None and most is None:
        return ""
    low = "" if most is None else f"hours_low <= {float(most)!r}"
    return both(f"hours_high >= {float(least or 0.0)!r}", low or f"hours_low < {_MORE!r}")


def _by_ids(filters: Filters, _spots: Spots) -> str:
    return "" if filters.ids is None else among("number", map(key, filters.ids))


def _by_words(filters: Filters, terms: Terms) -> str:
    """As `index.holding` narrows: what a document denies does not drop it."""
    wanted, unwanted = [], []
    for phrase in filters.phrases:
        wanted += [holds_any("terms", map(key, found)) for word in words(phrase) if (found := list(terms(word)))]
    for wish in filters.without_words:
        texts = [
            [list(map(key, found)) for word in words(text) if (found := list(terms(word)))] for text in wish.split("|")
        ]
        texts = [text for text in texts if text]
        held = _any(both(*(holds_any("terms", word) for word in text)) for text in texts)
        denied = _any(both(*(holds_any("denied", word) for word in text)) for text in texts)
        unwanted += [f"not (({held}) and not ({denied}))"] if texts else []
    return both(*wanted, *unwanted)


def _by_days(filters: Filters, _spots: Spots) -> str:
    since = f"posted >= {filters.since.toordinal()}" if filters.since else ""
    return both(since, f"closes == 0 or closes >= {filters.on.toordinal()}" if filters.on else "")


def _by_names(filters: Filters, _spots: Spots) -> str:
    named = (("language", filters.languages), ("employer", filters.employers), ("industry", filters.industries))
    places = holds_any("places", map(key, filters.places)) if filters.places else ""
    return both(*(among(column, map(key, names)) for column, names in named if names), places)


_RULES: tuple[Callable[[Filters, Spots], str], ...] = (
    _by_modes, _by_radius, _by_types, _by_german, _by_salary, _by_hours, _by_days, _by_names, _by_ids,
)  # fmt: skip
_FACETS: dict[str, Callable[[str], str]] = {
    "mode": lambda value: f"mode == {[mode.value for mode in MODES].index(value)}",
    "german": lambda value: f"german == {1 + [level.value for level in LEVELS].index(value)}",
    "type": lambda value: holds_any("types", [[kind.value for kind in TYPES].index(value)]),
    "place": lambda value: holds_any("places", [key(value)]),
    "industry": lambda value: f"industry == {key(value)}",
    "language": lambda value: f"language == {key(value)}",
    "employer": lambda value: f"employer == {key(value)}",
}
