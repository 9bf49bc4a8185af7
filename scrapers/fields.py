"""From a foreign value to a draft's field: whatever a source writes there, what comes out is clean or empty."""

import html
import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from jobboard.html import from_text, looks_like_html, one_line, unescape_twice
from jobboard.places import country_code
from jobboard.posting import Draft, Period, Place, Salary
from jobboard.reading import pay
from jobboard.reading.dates import read_date
from jobboard.reading.numbers import read_number

TEXT_LENGTH, LINE_LENGTH, URL_LENGTH, ITEMS = 240_000, 1_000, 2_000, 200
_BIG = 10**30
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAY_FIRST = re.compile(r"^\s*(\d{4}-\d{1,2}-\d{1,2})(?:\D.*)?$", re.DOTALL)
_LABELS = ("@value", "name", "label", "descriptor", "title", "value")
_PERIODS = {
    "hour": Period.HOUR, "hourly": Period.HOUR, "hur": Period.HOUR, "day": Period.DAY, "daily": Period.DAY,
    "week": Period.WEEK, "weekly": Period.WEEK, "month": Period.MONTH, "monthly": Period.MONTH, "mon": Period.MONTH,
    "year": Period.YEAR, "yearly": Period.YEAR, "annually": Period.YEAR, "annual": Period.YEAR, "ann": Period.YEAR,
}  # fmt: skip


def clean(text: str) -> str:
    """Text that every store and file can hold: no lone surrogates, no control characters but line ends and tabs."""
    if not text.isprintable():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _CONTROL.sub(" ", text)
    return text


def text(value: object) -> str:
    """The text of a value: a string, a number, a {"name": …} object, or the first of a list that has one."""
    for _ in range(8):  # lists in objects in lists: deeper is no value
        if isinstance(value, str):
            return clean(value).strip()
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int):
            return str(value) if abs(value) < _BIG else ""
        if isinstance(value, float):
            return f"{value:.15g}" if math.isfinite(value) else ""
        if isinstance(value, list):
            value = next((item for item in value if item not in (None, "", [], {})), None)
        elif isinstance(value, dict):
            value = next((value[key] for key in _LABELS if value.get(key) not in (None, "", [], {})), None)
    return ""


def line(value: object) -> str:
    """The text of a value on one line, entities resolved, however often they were escaped."""
    found = text(value)[: 10 * LINE_LENGTH]
    for _ in range(2):
        if "&" in found:
            found = html.unescape(found)
    return one_line(clean(found))[:LINE_LENGTH]


def lines(value: object) -> tuple[str, ...]:
    """Each text of a list, or the one text of a value, without repetitions."""
    items = value[:ITEMS] if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(filter(None, (line(item) for item in items))))


def number(value: object) -> float | None:
    """The finite number a value is or writes."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e12 else None
    if isinstance(value, str) and len(value) < 40:
        found = read_number(re.sub(r"[^\d.,'+\-\u00a0 ]", "", value).strip())
        return found if found is not None and abs(found) < 1e12 else None
    return None


def day(value: object) -> date | None:
    """The day a value names; a day before a broken time or zone ("Z+01:00") still counts."""
    written = text(value)[:60]
    match = _DAY_FIRST.match(written)
    return read_date(match[1]) if match else read_date(written)


def web_address(value: object, base: str = "") -> str:
    """An absolute http(s) address without tracking parameters and fragment, or an empty text."""
    written = text(value)
    if not written or len(written) > URL_LENGTH or re.search(r"[\s<>\"\\^`{|}]", written):
        return ""
    try:
        parts = urlsplit(urljoin(base, written) if base else written)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    query = parts.query
    if "utm_" in query.lower():
        kept = [
            (key, val) for key, val in parse_qsl(query, keep_blank_values=True) if not key.lower().startswith("utm_")
        ]
        query = urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def origin(url: str) -> str:
    """Scheme and host of an address, or an empty text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


def join_parts(parts: Iterable[object]) -> str:
    """The parts that say something, each once, with commas."""
    return ", ".join(dict.fromkeys(filter(None, (line(part).strip(" ,") for part in parts))))


def place(name: object = "", **parts: Any) -> Place | None:
    """A place; None if nothing is known of it. Empty parts of a written name ("Ort, , Land") are left out."""
    written = join_parts(line(name).split(","))
    values = {key: line(parts.get(key)) for key in ("locality", "region", "postal_code", "street")}
    country = country_code(line(parts.get("country"))) if parts.get("country") else ""
    fallback = join_parts([values["locality"], values["postal_code"], values["region"], country])
    if not (written or fallback):
        return None
    point = _point(parts.get("latitude"), parts.get("longitude"))
    return Place.model_validate({"name": written or fallback, "country": country, **values, **point})


def _point(latitude: object, longitude: object) -> dict[str, float]:
    try:
        north, east = (float(text(value).replace(",", ".")) for value in (latitude, longitude))
    except ValueError:
        return {}
    # 0, 0 lies in the Atlantic: it is what systems write for "unknown".
    on_earth = abs(north) <= 90 and abs(east) <= 180 and (north or east)
    return {"latitude": north, "longitude": east} if on_earth else {}


def period(value: object) -> Period | None:
    """The period a unit word names."""
    word = line(value).casefold()
    return _PERIODS.get(word) or pay.period_of(word)


def salary(low: object, high: object, currency: object, unit: object) -> Salary | None:
    """Structured pay; None without an amount, or if the lower amount is the higher one."""
    least, most = (amount if amount and amount > 0 else None for amount in (number(low), number(high)))
    if (least is None and most is None) or (least is not None and most is not None and least > most):
        return None
    code = pay.currency_of(line(currency))
    span = " - ".join(f"{amount:.10g}" for amount in dict.fromkeys((least, most)) if amount is not None)
    evidence = " ".join(filter(None, (span, code, line(unit))))
    return Salary(
        min=least, max=most, currency=code, period=pay.plausible(least, most, period(unit)), evidence=evidence[:240]
    )


def join_texts(parts: Iterable[object]) -> tuple[str, bool]:
    """The parts of a description as one text, each once, and whether it is HTML.

    Parts are unescaped one by one: that a part was escaped once too often is not to be seen beside others.
    """
    kept: list[str] = []
    for part in parts:
        raw = unescape_twice(clean(part if isinstance(part, str) else "\n".join(_strings(part)))).strip()
        if raw and not any(raw in other for other in kept):
            kept.append(raw[:TEXT_LENGTH])
    if not any(looks_like_html(part) for part in kept):
        return "\n\n".join(html.unescape(part) for part in kept), False
    return "\n".join(part if looks_like_html(part) else from_text(html.unescape(part)) for part in kept), True


def _strings(value: object) -> list[str]:
    items = value[:ITEMS] if isinstance(value, list) else [value]
    return [found for item in items if (found := text(item))]


def draft(source_ref: object, title: object, **values: Any) -> Draft:
    """A draft of cleaned values; None and unknown places are left out, addresses must be http(s)."""
    fields: dict[str, Any] = {"source_ref": line(source_ref), "title": line(title)}
    for name, value in values.items():
        if name in ("url", "apply_url"):
            fields[name] = web_address(value)
        elif name == "places":
            fields[name] = tuple(dict.fromkeys(item for item in value if item is not None))[:ITEMS]
        elif name == "description":
            fields[name] = clean(value)[:TEXT_LENGTH]
        elif type(value) is str:  # an enum's member is a str too
            fields[name] = line(value)
        else:
            fields[name] = value
    return Draft(**fields)
