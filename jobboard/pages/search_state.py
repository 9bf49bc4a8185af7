"""What is searched for, as it stands in the address: language-neutral, shareable, and never trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from index import Filters, Sort
from jobboard.places import Gazetteer
from jobboard.posting import EmploymentType, Level, WorkMode

PER_PAGE = 20
RADII = (5, 10, 20, 30, 50, 100)
SINCE = (1, 3, 7, 14, 30)
HOURS = (10, 15, 20, 25, 30, 35)
QUERY_LENGTH = 200
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search as its widgets and its address show it; `plain` are words of the query that are not to be read."""

    q: str = ""
    mode: tuple[WorkMode, ...] = ()
    place: str = ""
    radius: int = 20
    far: bool = True
    type: tuple[EmploymentType, ...] = ()
    industry: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    german: Level | None = None
    ad: tuple[str, ...] = ()
    hours: int = 0
    since: int = 0
    pay: bool = False
    plain: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> "SearchState":
        """The state of an address; what it does not understand it leaves at its default."""

        def first(name: str) -> str:
            return (params.get(name) or [""])[0][:QUERY_LENGTH]

        def several(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(value[:200] for value in (params.get(name) or [])[:20]))

        return cls(
            q=first("q"),
            mode=_enums(WorkMode, several("mode")),
            place=first("place"),
            radius=_number(first("radius"), RADII, 20),
            far=first("far") != "0",
            type=_enums(EmploymentType, several("type")),
            industry=several("industry"),
            employer=several("employer"),
            german=next(iter(_enums(Level, (first("german"),))), None),
            ad=several("ad"),
            hours=_number(first("hours"), HOURS, 0),
            since=_number(first("since"), SINCE, 0),
            pay=first("pay") == "1",
            plain=several("plain"),
            sort=next(iter(_enums(Sort, (first("sort"),))), Sort.RELEVANCE),
            page=max(1, min(500, int(first("page")))) if first("page").isdecimal() else 1,
        )

    def to_params(self) -> dict[str, list[str]]:
        """The address of the state; defaults are left out."""
        found: dict[str, list[str]] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value == item.default:
                continue
            values = value if isinstance(value, tuple) else (value,)
            found[item.name] = [
                str(int(one)) if isinstance(one, bool) else str(one) for one in values if one is not None
            ]
        return found

    def filters(self, gazetteer: Gazetteer, today: date) -> Filters:
        """The filters of the index."""
        point = gazetteer.coordinates(self.place) if self.place else None
        return Filters(
            modes=self.mode,
            place=self.place,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            radius_km=float(self.radius) if point else 0.0,
            or_remote=self.far,
            industries=self.industry,
            employers=self.employer,
            types=self.type,
            german=self.german,
            languages=self.ad,
            with_salary=self.pay,
            hours_max=float(self.hours) if self.hours else None,
            since=today - timedelta(days=self.since) if self.since else None,
            on=today,
        )


def _enums(kind: type[E], values: Sequence[str]) -> tuple[E, ...]:
    known = {member.value for member in kind}
    return tuple(kind(value) for value in values if value in known)


def _number(value: str, allowed: Sequence[int], default: int) -> int:
    return int(value) if value.isdecimal() and int(value) in allowed else default
