"""What does a tariff grade pay? Reads "E 13 TV-H" or "TV-L E 9b - E 11", and looks it up in dated pay tables.

`jobboard/vocabulary/tariffs.csv` holds the tables, `tariff_sources.csv` where each comes from and what it was checked
against. A law without a table there keeps its grade and gets no amounts. Pay in a table is that of full-time work.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jobboard.posting import Period, Salary
from jobboard.reading.lines import around

VOCABULARY = Path(__file__).parent.parent / "vocabulary"
_LAW = (
    r"(?P<law>TV-?H(?![\wäöü])|TV-?L(?![\wäöü])|TV-?(?:ö|oe)D(?:(?:[- /]?(?:VKA|Bund|SuE|BT-?[A-Z])|-[VKBPSEF])(?![\wäöü]))?(?:\s?\(?(?:VKA|Bund|SuE)\)?)?|"
    r"TV-?V(?![\wäöü])|TV-?N(?![\wäöü])|TV-?BA(?![\wäöü])|AVR(?:[.-]?\w+)?|(?:[A-ZÄÖÜ][a-zäöü]{0,4})?(?:B|L)?Bes(?:G|O)(?:[- ]?[A-ZÄÖÜ][\w]{0,3})?(?![\wäöü]))"
)
_WORD = r"(?:Entgelt-?(?:gruppen?)|Vergütungsgruppen?|Bes(?:oldungs)?\.?\s?-?\s?(?:gruppen?|Gr\.?)|EGr?\.?|EntgGr\.?)"
_NUMBER = r"(?P<{0}>(?:AT|[EASPWRB])?\s?-?\s?\d{{1,2}}(?!\d)\s?(?:[a-c](?![\wäöü])|[Üü](?![\wäöü]))?)"
_LOW, _HIGH = _NUMBER.format("low"), _NUMBER.format("high")
_RANGE = (
    rf"(?P<word>{_WORD}\s?:?\s?)?{_LOW}"
    rf"(?:\s?(?:h\s)?(?:-|–|/|bis(?:\szu)?|oder|und|to|or)\s?(?:TV-?[LH]\s)?(?:{_WORD}\s?)?{_HIGH})?"
)
_LAW_LAST = re.compile(rf"(?<![\w.,]){_RANGE}(?:\s?\(\d{{1,3}}\s?%\))?[^\n\d.;:]{{0,70}}?(?<!\w){_LAW}", re.IGNORECASE)
_LAW_FIRST = re.compile(
    rf"(?<!\w){_LAW}[^\n\d.;]{{0,40}}?(?<![\w.,]){_RANGE}(?!\s?(?:%|€|Std|Stunden|Tage|Wochen|Monat|\.\d))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?<!\w)(?P<word>{_WORD}\s?:?\s?){_LOW}(?:\s?(?:-|–|/|bis)\s?(?:{_WORD}\s?)?{_HIGH})?", re.IGNORECASE
)
_ANY_LAW = re.compile(rf"(?<!\w){_LAW}", re.IGNORECASE)
_UPTO = re.compile(r"\bbis\b|up to|maximal", re.IGNORECASE)
_HINT = re.compile(r"TV-?[HLVNÖöBO]|TVoeD|AVR|Bes[GO]|gruppe|\bEGr?\b|Bes\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grade:
    """A tariff grade of an ad: `low` and `high` such as "E 9a", equal if there is one; `law` may be unknown ("").

    `upto`: the ad only says that it can be as much as that.
    """

    low: str
    high: str
    law: str
    evidence: str
    upto: bool = False

    def __str__(self) -> str:
        grades = self.low if self.low == self.high else f"{self.low} - {self.high}"
        return f"{grades} {self.law}".strip()


@dataclass(frozen=True, slots=True)
class Table:
    """One pay table: monthly EUR by grade and step, valid from a day."""

    law: str
    valid_from: date
    grades: dict[str, tuple[float, ...]]


@cache
def tables() -> tuple[Table, ...]:
    """All tables, the newest first. A law's pay scales (E, S, P) of one day are one table."""
    found: dict[tuple[date, str], dict[str, tuple[float, ...]]] = {}
    with (VOCABULARY / "tariffs.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            steps = tuple(float(step) for step in row["monthly_eur_by_step"].split("|"))
            found.setdefault((date.fromisoformat(row["valid_from"]), row["law"]), {})[row["grade"]] = steps
    return tuple(Table(law, day, grades) for (day, law), grades in sorted(found.items(), reverse=True))


_LONG_NAMES = (
    (
        re.compile(
            r"Tarifvertrag\w*(?: für)? (?:den|des) öffentlichen Dienste?s? (?:des Landes|in) Hessen(?:s)?(?:\s?\(TV-H\))?",
            re.IGNORECASE,
        ),
        "TV-H",
    ),
    (
        re.compile(
            r"Tarifvertrag\w*(?: für)? (?:den|des) öffentlichen Dienste?s? der Länder(?:\s?\(TV-L\))?", re.IGNORECASE
        ),
        "TV-L",
    ),
    (
        re.compile(
            r"Tarifvertrag\w*(?: für)? (?:den|des) öffentlichen Dienste?s?(?!\s?\(TV| (?:der|des))",
            re.IGNORECASE,
        ),
        "TVöD ",
    ),
)


def read_grade(text: str) -> Grade | None:
    """The first tariff grade a text names; the law may stand before it, behind it, or elsewhere in the text."""
    if not _HINT.search(text):
        return None
    if "arifvertrag" in text:
        for pattern, short in _LONG_NAMES:
            text = pattern.sub(short, text)
    for line in text.split("\n"):
        if len(line) > 5000 or not _HINT.search(line):
            continue
        matches = [match for pattern in (_LAW_FIRST, _LAW_LAST) if (match := pattern.search(line))]
        for match in sorted(matches, key=re.Match.start):
            if found := _grade(match, _law(match["law"]), line):
                return found
    if match := _ALONE.search(text):
        laws = {_law(law["law"]) for law in _ANY_LAW.finditer(text)}
        start = text.rfind("\n", 0, match.start()) + 1
        line = text[start:].split("\n", 1)[0]
        return _grade(match, laws.pop() if len(laws) == 1 else "", line, match.start() - start)
    return None


def _grade(match: re.Match[str], law: str, line: str, start: int | None = None) -> Grade | None:
    civil = bool(re.search(r"bes", match["word"] or "", re.IGNORECASE)) or law.endswith(("BesG", "BesO"))
    low = _spelled(match["low"], "A" if civil else "E", letterless=bool(match["word"]) or civil)
    if not low:
        return None
    letter = low.split()[0]
    if civil is (letter in ("E", "S", "P")) or (law in ("TV-L", "TV-H") and letter not in ("E", "S", "P", "AT")):
        return None
    high = _spelled(match["high"] or match["low"], letter, letterless=True) or low
    if high.split()[0] != letter or _rank(high) < _rank(low) or _rank(high)[0] > 19:
        high = low
    at = match.start() if start is None else start
    upto = low == high and bool(_UPTO.search(line[max(0, at - 20) : at + 12]))
    return Grade(low, high, law, around(line, at, at + len(match[0])), upto)


def _spelled(words: str, letter: str, *, letterless: bool) -> str:
    """A grade in one spelling: "EG 9B" is "E 9b"; "" for a bare number where no word says that it is a grade."""
    match = re.fullmatch(r"(AT|[EASPWRB])?[\s-]*(\d{1,2})\s?([a-cü])?", words.strip(), re.IGNORECASE)
    if not match or (not match[1] and not letterless) or not 0 < int(match[2]) < 20:
        return ""
    suffix = (match[3] or "").lower().replace("ü", "Ü")
    return f"{(match[1] or letter).upper()} {int(match[2])}{suffix}"


def _rank(grade: str) -> tuple[int, str]:
    match = re.match(r"\D*(\d+)(.*)", grade)
    return (int(match[1]), match[2]) if match else (0, "")


def _law(words: str) -> str:
    """The law in one spelling: "TVöD-VKA" for the municipal one, "TVöD" where it is not said whose."""
    compact = re.sub(r"[\s()]", "", words)
    if match := re.fullmatch(r"TV-?(?:ö|oe)D[-/]?(.*)", compact, re.IGNORECASE):
        part = match[1].lower()
        return "TVöD-Bund" if part == "bund" else "TVöD-VKA" if part else "TVöD"
    if match := re.fullmatch(r"TV-?(H|L|V|N|BA)", compact, re.IGNORECASE):
        return f"TV-{match[1].upper()}"
    if match := re.match(r"(\w*?Bes)[GO]", compact):
        return f"{match[1]}G" if match[1] not in ("Bes",) else "BesG"
    return compact


def tariff_pay(grade: Grade, on: date | None = None) -> Salary:
    """The grade as pay: from the first step of its lowest to the last of its highest grade, in the table of that day.

    Without a day, or for one before the first table, the newest table counts; where it is not said whether the federal
    or the municipal scale is meant, the range spans both.
    """
    laws = ("TVöD-VKA", "TVöD-Bund") if grade.law == "TVöD" else (grade.law,)
    known = [table for table in tables() if table.law in laws and {grade.low, grade.high} <= table.grades.keys()]
    day = next((table.valid_from for table in known if on is None or table.valid_from <= on), None)
    chosen = [table for table in known if table.valid_from == day]
    if not chosen or day is None:
        return Salary(grade=str(grade), evidence=grade.evidence)
    return Salary(
        min=None if grade.upto else min(table.grades[grade.low][0] for table in chosen),
        max=max(table.grades[grade.high][-1] for table in chosen),
        currency="EUR",
        period=Period.MONTH,
        grade=str(grade),
        table=grade.law,
        table_from=day,
        evidence=grade.evidence,
    )
