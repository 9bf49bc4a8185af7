"""What does a person mean by this query? What to search for, and what was read in it: place, hours, home office, ...

What is read can be taken back word by word, and never narrows harder than an ad speaks: an ad that says nothing of
its hours, pay, type or German stays, behind those that do; for work mode and language an ad that says otherwise stays too,
last. Only where nothing is left to search for, it filters. What a person picks from a filter is taken at its word, and wins.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from index.analysis import STOPWORDS
from index.columns import Filters
from index.levelling import level
from index.query_language import query_language
from index.query_reading import READERS, Known, Read, Scan, unwanted_terms
from index.query_words import FILLERS, JOINING
from jobboard.places import Gazetteer
from jobboard.posting import EmploymentType, Level, WorkMode

NOTHING = Known()
READ_LENGTH = 1_000  # letters in which something is read; a longer text is a profile, not a query
RADIUS_KM = 20.0
MODES = {
    "home": (WorkMode.REMOTE, WorkMode.HYBRID),
    "remote": (WorkMode.REMOTE,),
    "hybrid": (WorkMode.HYBRID,),
    "onsite": (WorkMode.ONSITE,),
}
_BLANKS = re.compile(r"\s+")
_EDGE = re.compile(r"^[\s,;:.!?·|/&+-]+|[\s,;:!?·|/&-]+$")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it was read: `text` is what is left to search for."""

    query: str
    text: str
    language: str = ""
    read: tuple[Read, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {"language": self.language, "text": self.text, "read": [one.to_dict() for one in self.read]}

    def filters(self, picked: Filters, gazetteer: Gazetteer, today: date) -> Filters:
        """What was picked, and where nothing was, what was read."""
        found = picked
        for kind, values in self._values().items():
            found = _APPLY[kind](found, values, today)
        place = self._values().get("place", ())
        if place and not picked.place and picked.latitude is None and (point := gazetteer.coordinates(str(place[0]))):
            found = replace(
                found, place=str(place[0]), latitude=point[0], longitude=point[1], or_remote=True,
                radius_km=found.radius_km or RADIUS_KM, lenient=(*found.lenient, "place"),
            )  # fmt: skip
        elif found.latitude is None:
            found = replace(found, radius_km=picked.radius_km)
        return found if self.text else replace(found, lenient=tuple(one for one in found.lenient if one == "place"))

    def _values(self) -> dict[str, tuple[str | int, ...]]:
        values: dict[str, tuple[str | int, ...]] = {}
        for one in self.read:
            values[one.kind] = (*values.get(one.kind, ()), one.value)
        return values


def understand(query: str, known: Known = NOTHING, plain: Collection[str] = ()) -> Understood:
    """Read a query; `plain` names words (`key_of`) that are to be searched for as they stand."""
    levelled = level(query[:READ_LENGTH])
    scan = Scan(levelled, plain)
    for read in READERS:
        read(scan, known)
    found = tuple(sorted(scan.found, key=lambda one: one.start))
    language = query_language(query[:READ_LENGTH], scan.languages)
    return Understood(query, _rest(query, found) if found else query, language, found)


def _rest(query: str, found: Collection[Read]) -> str:
    """The query without the words that were read; nothing if what is left only says that work is looked for."""
    kept, at = [], 0
    for one in found:
        if not one.kept:
            kept.append(query[at : one.start])
            at = one.end
    kept.append(query[at:])
    words = _EDGE.sub("", _BLANKS.sub(" ", " ".join(kept))).split(" ")
    while words and level(words[0].strip(",")).text in JOINING:
        words.pop(0)
    while words and level(words[-1].strip(",")).text in JOINING:
        words.pop()
    text = _EDGE.sub("", " ".join(words))
    telling = [
        word for word in _WORDS.findall(level(text[:READ_LENGTH]).text) if word not in FILLERS | STOPWORDS | JOINING
    ]
    return text if telling or any(one.kept for one in found) else ""


def _modes(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    if filters.modes:
        return filters
    modes = tuple(dict.fromkeys(mode for value in values for mode in MODES[str(value)]))
    return _leniently(replace(filters, modes=modes), "mode")


def _types(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    if filters.types:
        return filters
    return _leniently(
        replace(filters, types=tuple(dict.fromkeys(EmploymentType(str(value)) for value in values))), "type"
    )


def _german(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters if filters.german else _leniently(replace(filters, german=Level(str(values[0]))), "german")


def _languages(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters if filters.languages else _leniently(replace(filters, languages=tuple(map(str, values))), "language")


def _salary(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters if filters.salary_min else _leniently(replace(filters, salary_min=float(values[0])), "salary")


def _hours(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    if filters.hours_min is not None or filters.hours_max is not None:
        return filters
    low, high = str(values[0]).split("-")
    return _leniently(
        replace(filters, hours_min=float(low) if low else None, hours_max=float(high) if high else None), "hours"
    )


def _employers(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters if filters.employers else replace(filters, employers=tuple(map(str, values)))


def _since(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters if filters.since else replace(filters, since=today - timedelta(days=int(values[0])))


def _without(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    terms = ["|".join(unwanted_terms(str(value))) for value in values]
    return replace(filters, without_words=tuple(dict.fromkeys((*filters.without_words, *terms))))


def _phrases(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return replace(filters, phrases=tuple(dict.fromkeys((*filters.phrases, *map(str, values)))))


def _radius(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return (
        filters if filters.radius_km or filters.latitude is not None else replace(filters, radius_km=float(values[0]))
    )


def _place(filters: Filters, values: tuple[str | int, ...], today: date) -> Filters:
    return filters


def _leniently(filters: Filters, criterion: str) -> Filters:
    return replace(filters, lenient=(*filters.lenient, criterion))


_APPLY = {
    "mode": _modes, "type": _types, "german": _german, "language": _languages, "salary": _salary, "hours": _hours,
    "employer": _employers, "since": _since, "without": _without, "phrase": _phrases, "radius": _radius, "place": _place,
}  # fmt: skip
