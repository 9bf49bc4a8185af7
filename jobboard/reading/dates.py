"""Dates as career sites, feeds and spreadsheets write them."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mar": 3, "mrz": 3, "maer": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T Z+].*)?$")
_GERMAN = re.compile(r"^(?:\w{2,10}[.,]*\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:[ ,T].*)?$")
_SLASHED_YEAR_FIRST = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})(?:\s.*)?$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s.*)?$")
_NAMED = re.compile(
    r"^(?:\w{2,10}[.,]+\s*)?(\d{1,2})(?:\.|st|nd|rd|th)?\s+([A-Za-zä]{3,9})\.?,?\s+(\d{4})(?:[ ,T].*)?$"
)
_NAMED_US = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[ ,T].*)?$")
_EPOCH = re.compile(r"^(?:/Date\()?(-?\d{9,14})(?:[+-]\d{4})?(?:\)/)?$")
_COMPACT = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return found if 1970 < found.year < 2100 else None


def read_date(text: str | float | None) -> date | None:
    """The day a text means, or None if it names none (empty, "baldmöglichst", an impossible date).

    A written date is taken as written, whatever its time zone; an epoch (seconds or milliseconds) is the day in Berlin.
    Slashed dates with the year last are American, as the career systems that use them are.
    """
    if text is None:
        return None
    value = (str(int(text)) if isinstance(text, float) and text.is_integer() else str(text)).strip()
    if match := _COMPACT.match(value):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _EPOCH.match(value):
        return _from_epoch(int(match[1]))
    if (match := _ISO.match(value)) or (match := _SLASHED_YEAR_FIRST.match(value)):
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    if match := _GERMAN.match(value):
        return _valid(int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.match(value):
        return _valid(int(match[3]), int(match[1]), int(match[2]))
    if match := _NAMED.match(value):
        return _named(match[3], match[2], match[1])
    if match := _NAMED_US.match(value):
        return _named(match[3], match[1], match[2])
    try:
        day = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return _valid(day.year, day.month, day.day)


def _named(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month.lower()[:3]) or _MONTHS.get(month.lower()[:4])
    return _valid(int(year), number, int(day)) if number else None


def _from_epoch(number: int) -> date | None:
    seconds = number / 1000 if abs(number) > 10**11 else number
    try:
        day = datetime.fromtimestamp(seconds, UTC).astimezone(BERLIN)
    except (OverflowError, OSError, ValueError):
        return None
    return _valid(day.year, day.month, day.day)


def real_deadline(valid_through: date | None, date_posted: date | None) -> date | None:
    """A closing date, unless it is a placeholder years away from the day of posting (some systems add ten years)."""
    if valid_through is None:
        return None
    if date_posted is not None and (valid_through - date_posted).days > 3 * 366:
        return None
    return valid_through if valid_through.year < 2090 else None
