"""What a document can be filtered and counted by: small arrays beside the index, one entry a document."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.layout import Mask
from jobboard.posting import EmploymentType, JobPosting, Level, WorkMode
from jobboard.reading.pay import yearly

MODES = tuple(WorkMode)
TYPES = tuple(EmploymentType)
LEVELS = tuple(Level)
FACETS = ("mode", "place", "industry", "type", "german", "language", "employer")
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Facts:
    """One document's filterable facts. A place is (name, latitude, longitude); unknown coordinates are NaN."""

    mode: WorkMode = WorkMode.UNKNOWN
    language: str = ""
    employer: str = ""
    industry: str = ""
    posted: date | None = None
    closes: date | None = None
    german: Level | None = None
    types: tuple[EmploymentType, ...] = ()
    salary: float = math.nan
    demo: bool = False
    places: tuple[tuple[str, float, float], ...] = ()


def facts_of(posting: JobPosting) -> Facts:
    """The facts of a posting."""
    german = next((need.level for need in posting.language_requirements if need.language == "de"), None)
    salary = yearly(posting.salary, posting.weekly_hours)
    places = tuple(
        (place.locality or place.name, _number(place.latitude), _number(place.longitude)) for place in posting.places
    )
    return Facts(
        mode=posting.remote.mode,
        language=posting.language,
        employer=posting.employer,
        industry=posting.industry,
        posted=posting.date_posted,
        closes=posting.valid_through,
        german=german,
        types=posting.employment_types,
        salary=math.nan if salary is None else salary,
        demo=posting.demo,
        places=places,
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; everything empty means everything.

    `radius_km` counts from `latitude`/`longitude`; with `or_remote` fully remote postings stay in whatever their place.
    `german` keeps ads that ask for at most that level and say so. `on` drops what is closed on that day, `since` what
    was posted earlier.
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
    since: date | None = None
    on: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The filters that are set, in their public JSON form."""
        shown: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value != item.default:
                shown[item.name] = (
                    value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
                )
        return shown

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
            "demo": np.array([one.demo for one in facts], np.bool_),
        }
        for name in ("language", "employer", "industry"):
            names[name], arrays[name] = _codes([getattr(one, name) for one in facts])
        flat = [place for one in facts for place in one.places]
        names["place"], arrays["place"] = _codes([place[0] for place in flat])
        arrays["place_of"] = np.repeat(np.arange(len(facts), dtype=np.int32), [len(one.places) for one in facts])
        arrays["latitude"] = np.array([place[1] for place in flat], np.float64)
        arrays["longitude"] = np.array([place[2] for place in flat], np.float64)
        return cls(arrays, names)

    @property
    def size(self) -> int:
        """Number of documents."""
        return len(self.arrays["mode"])

    def mask(self, filters: Filters) -> Mask:
        """Which documents pass the filters."""
        allowed = np.ones(self.size, np.bool_)
        for test in _TESTS:
            if (passed := test(self, filters)) is not None:
                allowed &= passed
        return allowed

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
    if filters.latitude is None or filters.longitude is None or filters.radius_km <= 0:
        return None
    lat, lon = np.radians(columns.arrays["latitude"]), np.radians(columns.arrays["longitude"])
    lat0, lon0 = math.radians(filters.latitude), math.radians(filters.longitude)
    half = np.sin((lat - lat0) / 2) ** 2 + math.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
    with np.errstate(invalid="ignore"):
        near = columns._at_places(2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1, half))) <= filters.radius_km)
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
    salary = columns.arrays["salary"]
    if filters.salary_min is not None:
        return np.asarray(salary >= filters.salary_min)
    return ~np.isnan(salary) if filters.with_salary else None


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


_TESTS: tuple[Callable[[Columns, Filters], Mask | None], ...] = (
    _by_mode,
    _by_radius,
    _by_place,
    _by_type,
    _by_german,
    _by_salary,
    _by_days,
    _by_name("language", "languages"),
    _by_name("employer", "employers"),
    _by_name("industry", "industries"),
)
