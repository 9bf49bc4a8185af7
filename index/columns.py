"""What a document can be filtered and counted by: small arrays beside the index, one entry a document."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.facts import Facts as Facts
from index.facts import facts_of as facts_of
from index.layout import Floats, Mask
from jobboard.posting import EmploymentType, Level, WorkMode

MODES = tuple(WorkMode)
TYPES = tuple(EmploymentType)
LEVELS = tuple(Level)
FACETS = ("mode", "place", "industry", "type", "german", "language", "employer")
_EARTH_KM = 6371.0
# How an ad counts in the order of results that does not say what is asked for, and one that says otherwise.
UNSAID, OTHERWISE = 0.93, 0.7
HERE_KM, NEARBY = (
    4.0,
    0.98,
)  # of a place that is asked for leniently: at the place itself, and beyond, within the radius


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; everything empty means everything.

    `radius_km` counts from `latitude`/`longitude`; with `or_remote` fully remote postings stay in whatever their place.
    `german` keeps ads that ask for at most that level and say so. `on` drops what is closed on that day, `since` what
    was posted earlier. `hours_min` and `hours_max` keep ads whose hours a week meet that range.

    A document that holds one of `without_words` ("Schicht", or "Schicht|shift": either) is dropped, one that lacks the words of one of `phrases` too, and with
    `ids` every other; these three are applied by `index.holding`. `lenient` names criteria of which nobody insists: an ad
    that does not say stays, and of "mode" and "language" one that says otherwise, each further behind (`favour`); with
    "place", the place itself comes before its surroundings.
    """

    modes: tuple[WorkMode, ...] = ()
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 0.0
    or_remote: bool = False
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    types: tuple[EmploymentType, ...] = ()
    german: Level | None = None
    with_salary: bool = False
    salary_min: float | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    since: date | None = None
    on: date | None = None
    without_words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    lenient: tuple[str, ...] = ()
    ids: frozenset[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The filters that are set, in their public JSON form."""
        shown: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != item.default and item.name != "ids":
                shown[item.name] = (
                    value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
                )
        return shown

    @property
    def certain(self) -> "Filters":
        """The filters that are insisted on, for an engine that cannot put documents further behind."""
        unset = Filters()
        empty: dict[str, Any] = {
            item: getattr(unset, item) for name in self.lenient for item in _CRITERIA.get(name, ())
        }
        return replace(self, lenient=(), **empty)

    def without(self, facet: str) -> "Filters":
        """The filters less those of a facet, for counting what choosing another value would bring."""
        empty: dict[str, dict[str, Any]] = {
            "mode": {"modes": ()},
            "place": {"places": ()},
            "industry": {"industries": ()},
            "type": {"types": ()},
            "german": {"german": None},
            "language": {"languages": ()},
            "employer": {"employers": ()},
        }
        return replace(self, **empty[facet])


@dataclass(frozen=True)
class Columns:
    """The facts of a segment's documents as arrays; strings are numbers into `names`."""

    arrays: dict[str, NDArray[Any]]
    names: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def build(cls, facts: Sequence[Facts]) -> "Columns":
        """Columns of documents in their order."""
        names: dict[str, list[str]] = {}
        arrays: dict[str, NDArray[Any]] = {
            "mode": np.array([MODES.index(one.mode) for one in facts], np.uint8),
            "posted": np.array([one.posted.toordinal() if one.posted else 0 for one in facts], np.int32),
            "closes": np.array([one.closes.toordinal() if one.closes else 0 for one in facts], np.int32),
            "german": np.array([1 + LEVELS.index(one.german) if one.german else 0 for one in facts], np.uint8),
            "types": np.array([_bits(one.types) for one in facts], np.uint16),
            "salary": np.array([one.salary for one in facts], np.float64),
            "salary_top": np.array([one.salary_top for one in facts], np.float64),
            "hours_low": np.array([one.hours[0] for one in facts], np.float64),
            "hours_high": np.array([one.hours[1] for one in facts], np.float64),
            "demo": np.array([one.demo for one in facts], np.bool_),
        }
        for name in ("language", "employer", "industry"):
            names[name], arrays[name] = _codes([getattr(one, name) for one in facts])
        names["denied"], arrays["denied"] = _codes([word for one in facts for word in one.denied])
        arrays["denied_of"] = np.repeat(np.arange(len(facts), dtype=np.int32), [len(one.denied) for one in facts])
        flat = [place for one in facts for place in one.places]
        names["place"], arrays["place"] = _codes([place[0] for place in flat])
        arrays["place_of"] = np.repeat(np.arange(len(facts), dtype=np.int32), [len(one.places) for one in facts])
        arrays["latitude"] = np.array([place[1] for place in flat], np.float64)
        arrays["longitude"] = np.array([place[2] for place in flat], np.float64)
        return cls(arrays, names)

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """Columns of the documents of several, as if they were built together."""
        empty = cls.build(())
        names = {name: sorted({one for part in parts for one in part.names[name]}) for name in empty.names}
        numbers = {name: {one: at for at, one in enumerate(known)} for name, known in names.items()}
        firsts = np.cumsum([0, *(part.size for part in parts)], dtype=np.int32)

        def placed(name: str, part: Columns, first: np.int32) -> NDArray[Any]:
            values = part.arrays[name]
            if name in names:  # numbers among the part's own names
                values = np.array([numbers[name][one] for one in part.names[name]], np.int32)[values]
            return np.asarray(values + first if name.endswith("_of") else values)

        arrays: dict[str, NDArray[Any]] = {
            name: np.concatenate(
                [none, *(placed(name, part, first) for part, first in zip(parts, firsts, strict=False))]
            )
            for name, none in empty.arrays.items()
        }
        return cls(arrays, names)

    @property
    def size(self) -> int:
        """Number of documents."""
        return len(self.arrays["mode"])

    def mask(self, filters: Filters) -> Mask:
        """Which documents pass the filters."""
        allowed = np.ones(self.size, np.bool_)
        for name, test in TESTS:
            if name in filters.lenient and name in SAYS:
                if name not in _SINKING and (passed := test(self, filters)) is not None:
                    allowed &= passed | ~SAYS[name](self, filters)
            elif (passed := test(self, filters)) is not None:
                allowed &= passed
        return allowed

    def favour(self, filters: Filters) -> Floats | None:
        """How much of its score each document keeps for what is asked of it leniently; None if nothing is."""
        kept: Floats | None = None
        for name, test in TESTS:
            if name in filters.lenient and name in SAYS and (passed := test(self, filters)) is not None:
                share = np.where(passed, 1.0, np.where(SAYS[name](self, filters), OTHERWISE, UNSAID))
                kept = share if kept is None else kept * share
        if "place" in filters.lenient and (distance := self._distances(filters)) is not None:
            share = np.where(distance <= HERE_KM, 1.0, np.where(distance <= filters.radius_km, NEARBY, UNSAID))
            kept = share if kept is None else kept * share
        return kept

    def _distances(self, filters: Filters) -> Floats | None:
        """How far the nearest place of each document is from the filters' point, in km; infinite where no place is known."""
        if filters.latitude is None or filters.longitude is None or filters.radius_km <= 0:
            return None
        lat, lon = np.radians(self.arrays["latitude"]), np.radians(self.arrays["longitude"])
        lat0, lon0 = math.radians(filters.latitude), math.radians(filters.longitude)
        half = np.sin((lat - lat0) / 2) ** 2 + math.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
        km = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1, half)))
        nearest = np.full(self.size, math.inf)
        np.minimum.at(nearest, self.arrays["place_of"], np.where(np.isnan(km), math.inf, km))
        return nearest

    def counts(self, facet: str, allowed: Mask) -> dict[str, int]:
        """How many of the allowed documents have each value of a facet."""
        if facet == "mode":
            return {
                mode.value: n
                for mode, n in zip(
                    MODES, np.bincount(self.arrays["mode"][allowed], minlength=len(MODES)).tolist(), strict=True
                )
                if n
            }
        if facet == "german":
            found = np.bincount(self.arrays["german"][allowed], minlength=len(LEVELS) + 1)[1:].tolist()
            return {level.value: n for level, n in zip(LEVELS, found, strict=True) if n}
        if facet == "type":
            bits = self.arrays["types"][allowed]
            return {kind.value: n for at, kind in enumerate(TYPES) if (n := int(((bits >> at) & 1).sum()))}
        if facet == "place":
            of, codes = self.arrays["place_of"], self.arrays["place"]
            keep = allowed[of] if len(of) else np.zeros(0, np.bool_)
            pairs = np.unique(of[keep].astype(np.int64) * (len(self.names["place"]) + 1) + codes[keep])
            found = np.bincount(pairs % (len(self.names["place"]) + 1), minlength=len(self.names["place"])).tolist()
        else:
            found = np.bincount(self.arrays[facet][allowed], minlength=len(self.names[facet])).tolist()
        return {name: n for name, n in zip(self.names[facet], found, strict=True) if n and name}

    def _named(self, column: str, wanted: Sequence[str]) -> Mask:
        codes = [at for at, name in enumerate(self.names[column]) if name in set(wanted)]
        return np.isin(self.arrays[column], codes)

    def _at_places(self, hit: Mask) -> Mask:
        passed = np.zeros(self.size, np.bool_)
        passed[self.arrays["place_of"][hit]] = True
        return passed


def _bits(types: Sequence[EmploymentType]) -> int:
    return sum(1 << TYPES.index(kind) for kind in set(types))


def _codes(values: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    names = sorted(set(values))
    at = {name: number for number, name in enumerate(names)}
    return names, np.array([at[value] for value in values], np.int32)


def _by_mode(columns: Columns, filters: Filters) -> Mask | None:
    return np.isin(columns.arrays["mode"], [MODES.index(mode) for mode in filters.modes]) if filters.modes else None


def _by_radius(columns: Columns, filters: Filters) -> Mask | None:
    if (distances := columns._distances(filters)) is None:
        return None
    near = distances <= filters.radius_km
    return near | (columns.arrays["mode"] == MODES.index(WorkMode.REMOTE)) if filters.or_remote else near


def _by_place(columns: Columns, filters: Filters) -> Mask | None:
    return columns._at_places(columns._named("place", filters.places)) if filters.places else None


def _by_type(columns: Columns, filters: Filters) -> Mask | None:
    if not filters.types:
        return None
    return np.asarray(columns.arrays["types"] & _bits(filters.types)) > 0


def _by_german(columns: Columns, filters: Filters) -> Mask | None:
    if filters.german is None:
        return None
    level = columns.arrays["german"]
    return np.asarray((level > 0) & (level <= 1 + LEVELS.index(filters.german)))


def _by_salary(columns: Columns, filters: Filters) -> Mask | None:
    if filters.salary_min is None:
        return None
    return np.asarray(columns.arrays["salary"] >= filters.salary_min)


def _by_pay_said(columns: Columns, filters: Filters) -> Mask | None:
    return ~np.isnan(columns.arrays["salary"]) if filters.with_salary else None


def _by_hours(columns: Columns, filters: Filters) -> Mask | None:
    if filters.hours_min is None and filters.hours_max is None:
        return None
    low, high = columns.arrays["hours_low"], columns.arrays["hours_high"]
    least, most = filters.hours_min or 0.0, math.inf if filters.hours_max is None else filters.hours_max
    return np.asarray((high >= least) & (low <= most))


def _by_days(columns: Columns, filters: Filters) -> Mask | None:
    allowed: Mask | None = None
    if filters.since is not None:
        allowed = columns.arrays["posted"] >= filters.since.toordinal()
    if filters.on is not None:
        closes = columns.arrays["closes"]
        is_open = (closes == 0) | (closes >= filters.on.toordinal())
        allowed = is_open if allowed is None else allowed & is_open
    return allowed


def _by_name(column: str, attribute: str) -> Callable[[Columns, Filters], Mask | None]:
    def test(columns: Columns, filters: Filters) -> Mask | None:
        wanted = getattr(filters, attribute)
        return columns._named(column, wanted) if wanted else None

    return test


TESTS: tuple[tuple[str, Callable[[Columns, Filters], Mask | None]], ...] = (
    ("mode", _by_mode),
    ("radius", _by_radius),
    ("place", _by_place),
    ("type", _by_type),
    ("german", _by_german),
    ("pay said", _by_pay_said),
    ("salary", _by_salary),
    ("hours", _by_hours),
    ("days", _by_days),
    ("language", _by_name("language", "languages")),
    ("employer", _by_name("employer", "employers")),
    ("industry", _by_name("industry", "industries")),
)


def _says_type(columns: Columns, filters: Filters) -> Mask:
    """Whether an ad speaks of the extent of work, if that is asked for; of other types silence says nothing."""
    extent = _bits(_EXTENT)
    return np.asarray(columns.arrays["types"] & (extent if _bits(filters.types) & extent else 0)) > 0


def _says_less(columns: Columns, filters: Filters) -> Mask:
    """Whether the highest pay stated is below what is asked for."""
    return np.asarray(columns.arrays["salary_top"] < (filters.salary_min or 0.0))


_EXTENT = (EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.MINIJOB)
# Whether an ad speaks of a criterion, so that failing it means that it says otherwise.
SAYS: dict[str, Callable[[Columns, Filters], Mask]] = {
    "mode": lambda columns, filters: columns.arrays["mode"] != MODES.index(WorkMode.UNKNOWN),
    "type": _says_type,
    "german": lambda columns, filters: columns.arrays["german"] > 0,
    "language": lambda columns, filters: np.asarray(columns.arrays["language"] != _code(columns, "language", "")),
    "salary": _says_less,
    "hours": lambda columns, filters: ~np.isnan(columns.arrays["hours_high"]),
}
_CRITERIA: dict[str, tuple[str, ...]] = {
    "mode": ("modes",), "type": ("types",), "german": ("german",), "language": ("languages",),
    "salary": ("salary_min",), "hours": ("hours_min", "hours_max"),
}  # fmt: skip
_SINKING = frozenset(("mode", "language"))  # an ad that says otherwise stays, last


def _code(columns: Columns, column: str, name: str) -> int:
    names = columns.names[column]
    return names.index(name) if name in names else -1
