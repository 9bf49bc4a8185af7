"""How much of the work is done where: days and shares of a tagged line, each bound to the place it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobboard.posting import Period

_PERIODS = {"W": Period.WEEK, "M": Period.MONTH, "Q": Period.QUARTER, "J": Period.YEAR}
_MOST_DAYS = {Period.WEEK: 7, Period.MONTH: 23, Period.QUARTER: 65, Period.YEAR: 230}
_NUMBER = r"\d{1,3}(?:[.,]5)?"
_COUNT = re.compile(
    rf"(?<!\d)(?<!\d[.,/:+-])(?P<low>{_NUMBER})(?: ?(?:-|/) ?(?P<high>{_NUMBER}))?\+?"
    r" ?(?P<unit>D|%|prozent|percent)?(?!\d|[.:]\d| ?(?:uhr|€|eur|k\b|std|stunden|hours|h\b|jahre|years|mitarbeit|wochenstunden|monate|months|wochen|weeks|personen))"
    r"(?: ?(?:ige[nrs]?|ige))?(?P<per> [WMQJ]\b)?"
)
_HUNDRED = re.compile(r"\bC\b")
_FRACTION = re.compile(r"(?<![\d/])([1-4]) ?/ ?([2-5])(?= (?:de[rs]|of|ihrer|deiner))")
_PLACE = re.compile(r"\b[HRZUIOB]\b")
_RATIO = re.compile(r"(?<!\d)(?P<a>\d{2}) ?[/:] ?(?P<b>\d{2})(?!\d)")
_CLAUSE = re.compile(r"[.;|!?](?=\s|$)")
_WEEKDAYS = {
    day: at
    for names in ("montag dienstag mittwoch donnerstag freitag", "monday tuesday wednesday thursday friday")
    for at, day in enumerate(names.split())
}
_WEEKDAY_SPAN = re.compile(rf"({'|'.join(_WEEKDAYS)})s?\s?(?:bis|-|to|through)\s?({'|'.join(_WEEKDAYS)})s?")
_FAR = 48
_NEUTRAL = re.compile(
    r"bis zu|up to|mindestens|minimum(?: of)?|at least|nach vereinbarung|an|im|in|the|der|die|das|den|pro|je|von|of|from|aus|to|zu|work|arbeiten|option|möglich|anteil|share|[WMQJ]"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of days or a share, at home or at the employer's."""

    home: bool
    low: float
    high: float
    percent: bool
    period: Period | None
    stated: bool  # a period or a unit stands beside the number
    strong: bool  # the place is named by a word that means nothing else


def quantities(tagged: str) -> Iterator[Quantity]:
    """Each quantity of the line with the place it belongs to."""
    for clause in _CLAUSE.split(tagged):
        yield from _of_clause(clause)


def weekdays(line: str) -> str:
    """A folded line with "Monday to Wednesday" written as a number of days a week."""

    def days(match: re.Match[str]) -> str:
        number = _WEEKDAYS[match[2]] - _WEEKDAYS[match[1]] + 1
        return f"{number} tage pro woche" if 0 < number < 5 else match[0]

    return _WEEKDAY_SPAN.sub(days, line)


def _of_clause(clause: str) -> Iterator[Quantity]:
    clause = _FRACTION.sub(lambda match: f"{100 * int(match[1]) // int(match[2])} %", clause)
    clause = _HUNDRED.sub("100 %", clause)
    counts = list(_COUNT.finditer(clause))
    places = [(match.start(), match.end(), match[0]) for match in _PLACE.finditer(clause)]
    if not counts or not places:
        return
    paired = len(counts) == len(places) == 2 and places[1][1] <= counts[0].start()
    for at, count in enumerate(counts):
        before_limit = counts[at - 1].end() if at else 0
        after_limit = counts[at + 1].start() if at + 1 < len(counts) else len(clause)
        place = places[at] if paired else _nearest(clause, places, count, before_limit, after_limit)
        if place is None:
            continue
        start, end, sign = place
        unit = count["unit"]
        gap = clause[end : count.start()] if end <= count.start() else clause[count.end() : start]
        strong = sign in "HRIO"
        if unit is None and not (strong and re.fullmatch(r"[ :(-]*(?:\w+e[rnms]? )?", gap) and end > count.start()):
            continue  # a bare number counts only right before its place: "2 Homeoffice"
        if sign in "ZUB" and (
            unit is None or (unit != "D" and not re.search(r"zeit|time|arbeit|work|woche|W", clause))
        ):
            continue
        percent = unit is not None and unit != "D"
        if (
            percent
            and len(gap) > 32
            and not re.search(r"zeit|time|arbeit|work|tätigkeit|job|duties|hours|aufgaben", gap)
        ):
            continue
        low = float(count["low"].replace(",", "."))
        high = float((count["high"] or count["low"]).replace(",", "."))
        period = _period(clause, count, gap, place)
        if percent:
            if not 0 <= low <= 100 or not 0 < high <= 100:
                continue
        elif high <= 0 or high > _MOST_DAYS[period or Period.WEEK]:
            continue
        yield Quantity(sign in "HRZU", low, high, percent, period, unit is not None, strong)


def _period(clause: str, count: re.Match[str], gap: str, place: tuple[int, int, str]) -> Period | None:
    if count["per"]:
        return _PERIODS[count["per"].strip()]
    after = clause[max(count.end(), place[1]) :]
    for text in (gap, after[:14], clause[max(0, min(count.start(), place[0]) - 12) : min(count.start(), place[0])]):
        if found := re.search(r"\b([WMQJ])\b", text):
            return _PERIODS[found[1]]
    return None


def _nearest(
    clause: str, places: list[tuple[int, int, str]], count: re.Match[str], first: int, last: int
) -> tuple[int, int, str] | None:
    """The place a count speaks of: the nearer one, where "," or "and" between them counts as distance."""
    best: tuple[float, tuple[int, int, str]] | None = None
    for place in places:
        start, end, sign = place
        if end <= count.start() and start >= first:
            gap, after = clause[end : count.start()], False
        elif start >= count.end() and end <= last:
            gap, after = clause[count.end() : start], True
        else:
            continue
        if len(gap) > _FAR or "%" in gap:
            continue
        cost = len(_NEUTRAL.sub("", gap)) + 30 * len(
            re.findall(r",|&|\)|\+|\b(?:und|and|oder|or|sowie|sonst|rest\w*)\b", gap)
        )
        cost += 0 if after else -1 if re.match(r" ?[:(]", gap) else 3
        cost += 10 if sign in "ZUB" else 0
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best and best[0] < 100 else None
