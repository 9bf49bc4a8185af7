"""Which day does a text name? In digits as Europe writes them, or with the month in words, in many languages."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from assistant.calculators.reading import plain
from assistant.phrases import table, written

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?<![\d.,])(?P<day>\d{1,2})[./] ?(?P<month>\d{1,2})(?:[./] ?(?P<year>\d{4}))?(?![\d€])")
_YEARS = range(2000, 2101)


@cache
def _months() -> dict[str, int]:
    """Month by word as `written` leaves it, with umlauts or without."""
    found: dict[str, int] = {}
    for number, words in table("units")["months"].items():
        for word in words.split():
            known = written(word).strip()
            found |= dict.fromkeys((known, known.translate(str.maketrans("äöü", "aou"))), int(number))
    return found


def day_in(text: str, today: date) -> date | None:
    """The first day a text names; without a year it is the next such day from today on."""
    known = plain(text)
    for match in (*_ISO.finditer(known), *_DIGITS.finditer(known)):
        if found := _day(match["day"], int(match["month"]), match["year"] or "", today):
            return found
    return _in_words(written(known).split(), today)


def _in_words(words: list[str], today: date) -> date | None:
    for at, word in enumerate(words):
        month = _months().get(word, 0)
        if not month:
            continue
        before, after = words[at - 1] if at else "", words[at + 1 : at + 3]
        if before in ("of", "de") and at > 1:
            before = words[at - 2]
        day = _number(before) or _number(after[0] if after else "")
        year = next((one for one in after if one.isdecimal() and int(one) in _YEARS), "")
        if day and (found := _day(day, month, year, today)):
            return found
    return None


def _number(word: str) -> str:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)?", word)
    return match[1] if match else ""


def _day(day: str, month: int, year: str, today: date) -> date | None:
    years: Iterable[int] = (int(year),) if year else (today.year, today.year + 1)
    for one in years:
        try:
            found = date(one, month, int(day))
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None
