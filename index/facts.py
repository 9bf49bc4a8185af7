"""What of a posting can be filtered, counted and sorted by."""

import math
import re
from dataclasses import dataclass
from datetime import date

from index.analysis import STOPWORDS
from jobboard.posting import EmploymentType, JobPosting, Level, WorkMode
from jobboard.reading.pay import yearly

# "keine Schicht- und Wochenendarbeit": the words of which there are none, up to the end of the list.
_DENIED = re.compile(
    r"[oknw](?<!\w.)(?:(?<=o)hne|(?<=k)eine?[nrms]?|(?<=n)o|(?<=w)(?:ithout|eder))"  # found by its first letter
    r"\s+(?:(?:lange|starre|regelmäßige|klassische)[nr]?\s+)?"
    r"(?P<words>\w[\w-]{3,}(?:\s?(?:,|/|\bund\b|\boder\b|\bnoch\b|\band\b|\bor\b)\s?\w[\w-]{3,}){0,3})",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{4,}")
_MOST_DENIED = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """One document's filterable facts. A place is (name, latitude, longitude); unknown coordinates are NaN.

    `salary` is the lowest yearly pay stated and `salary_top` the highest, infinite where only "from" is said; `hours` are
    the fewest and the most a week; `denied` are words of which the ad says that there are none ("keine Schichtarbeit").
    """

    mode: WorkMode = WorkMode.UNKNOWN
    language: str = ""
    employer: str = ""
    industry: str = ""
    posted: date | None = None
    closes: date | None = None
    german: Level | None = None
    types: tuple[EmploymentType, ...] = ()
    salary: float = math.nan
    salary_top: float = math.nan
    hours: tuple[float, float] = (math.nan, math.nan)
    denied: tuple[str, ...] = ()
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
        salary_top=_top(posting, salary),
        hours=(_number(posting.weekly_hours_min or posting.weekly_hours), _number(posting.weekly_hours)),
        denied=denied_words(posting.description_text),
        demo=posting.demo,
        places=places,
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _top(posting: JobPosting, lowest: float | None) -> float:
    """The highest yearly pay a posting states."""
    if posting.salary is None or lowest is None:
        return math.nan
    if posting.salary.max is None:
        return math.inf
    top = yearly(posting.salary.model_copy(update={"min": None}), posting.weekly_hours)
    return lowest if top is None else top


def denied_words(text: str) -> tuple[str, ...]:
    """The words of which a text says that there are none: "ohne Schichtdienst", "keine Nacht- oder Wochenendarbeit"."""
    found = [word.lower() for match in _DENIED.finditer(text) for word in _WORD.findall(match["words"])]
    return tuple(dict.fromkeys(word for word in found[:_MOST_DENIED] if word not in STOPWORDS and word != "noch"))
