"""What is paid? Reads a structured amount or the amount an ad's words state, and a tariff grade."""

import re
from datetime import date

from jobboard.posting import Period, Salary
from jobboard.reading.numbers import read_number
from jobboard.reading.tariffs import read_grade, tariff_pay

_AMOUNT = r"\d{1,3}(?:[.'\u00a0 ]\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d{2,6}(?:[.,]\d{1,2})?\s?[kK]?"
_CURRENCY = r"usd\s?\$|€|eur(?:o)?\b|us\$|\$|usd\b|chf\b|£|gbp\b"
_RANGE = re.compile(
    rf"(?P<before>{_CURRENCY})?\s?(?<![\d.,])(?P<low>{_AMOUNT})\s?(?:{_CURRENCY})?\s?"
    rf"(?:-|–|—|bis(?: zu| max\.?)?|(?:up )?to|und|and|y|et)\s?(?:{_CURRENCY})?\s?"
    rf"(?P<high>{_AMOUNT})(?![\d.,]*\d)\s?(?P<after>{_CURRENCY})?",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s?(?P<amount>{_AMOUNT})|(?<![\d.,])(?P<amount2>{_AMOUNT})\s?(?P<after>{_CURRENCY}))",
    re.IGNORECASE,
)
_PERIODS = (
    (Period.HOUR, re.compile(r"stunde(?!n\b)|stündlich|(?<!\d)(?<!\d )std\b|hour(?!s)|/h\b|\bph\b", re.IGNORECASE)),
    (Period.MONTH, re.compile(r"monat|month|mtl", re.IGNORECASE)),
    (Period.YEAR, re.compile(r"jahr|year|annual|p\.\s?a\.|brutto\/jahr|jährlich|annum", re.IGNORECASE)),
    (Period.DAY, re.compile(r"tagessatz|per day|pro tag\b", re.IGNORECASE)),
)
# Unit words that mean a pay period only where nothing else is said: in a sentence, "pro Woche" counts hours.
_UNITS = (
    *_PERIODS,
    (Period.WEEK, re.compile(r"week|woche|wöchentlich", re.IGNORECASE)),
    (Period.DAY, re.compile(r"\bday|daily|\btag\b|täglich", re.IGNORECASE)),
)
_MEANS_PAY = re.compile(
    r"gehalt|remunera|salari|salaire|sueldo|vergüt|entgelt|verdien|lohn|salary|compensation|\bpay\b|brutto|gross|ote\b|jahresziel|wage|base\b|bezahl",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\d")
_TITLED = re.compile(
    r"(?<![\d.,])(?P<low>[2-9]\d\.000|1\d\d\.000)\s?(?:€|EUR)?\s?(?:-|–|bis)\s?(?P<high>[2-9]\d\.000|1\d\d\.000)(?![\d.,]*\d)"
)
# A line that is nothing but an amount and its period: "14,00 € - 18,00 € pro Stunde", "$122,000/year to $181,000/year".
_SAID_PAID = re.compile(
    rf"^[-•*\s]*(?:{_CURRENCY})\s?(?:{_AMOUNT})\s?(?:-|–|—|to|bis)\s?(?:{_CURRENCY})\s?(?:{_AMOUNT})|"
    rf"^[-•*\s]*(?:ab |bis zu |von |from |up to )?(?:{_CURRENCY})?\s?(?:{_AMOUNT})[\d\s.,€$£kK–-]*(?:eur(?:o)?\b|€)?\s?(?:bis|to|und|and|-|–)?[\d\s.,€$£kK]*(?:eur(?:o)?\b|€)?\s?(?:brutto |gross )?(?:/|pro|per|je|im|a|an)\s?(?:stunde|std|monat|jahr|hour|month|year|annum)",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"umsatz|karte\b|sachbez|optimierung|zuschuss|prämie|bonus von|budget|revenue|million|mio\b|empfehl|gutschein|einmalzahlung|funding|raised",
    re.IGNORECASE,
)
_SYMBOLS = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "$": "USD",
    "usd $": "USD",
    "usd$": "USD",
    "us$": "USD",
    "usd": "USD",
    "chf": "CHF",
    "£": "GBP",
    "gbp": "GBP",
}


def currency_of(word: str | None) -> str:
    """ISO 4217 code of a sign or a word."""
    text = (word or "").strip().lower()
    return _SYMBOLS.get(text, text.upper() if re.fullmatch(r"[a-z]{3}", text) else "")


def period_of(word: str | None) -> Period | None:
    """The period a unit word names: "YEAR", "YEARLY", "pro Monat", "Std." """
    return next((period for period, pattern in _UNITS if word and pattern.search(word)), None)


def amount_of(text: str) -> float | None:
    """The amount of a number as ads write it: "52.000", "18,50", "60k"."""
    value = text.strip()
    thousand = value[-1:] in "kK"
    number = read_number(value.rstrip("kK").strip())
    return number * 1000 if thousand and number is not None else number


def plausible(low: float | None, high: float | None, period: Period | None) -> Period | None:
    """The period that fits the amounts, if none is said: 14 is an hour's, 3,200 a month's, 48,000 a year's pay."""
    if period is not None:
        return period
    amount = high or low
    if amount is None:
        return None
    for limit, guess in (
        (9, None),
        (200, Period.HOUR),
        (999, None),
        (11_000, Period.MONTH),
        (16_000, None),
        (400_000, Period.YEAR),
    ):
        if amount <= limit:
            return guess
    return None


def titled_pay(title: str) -> Salary | None:
    """A year's pay in a title, which may leave out currency and period: "Buchhalter, 40.000 - 50.000"."""
    match = _TITLED.search(title)
    if not match:
        return None
    least, most = amount_of(match["low"]), amount_of(match["high"])
    if least is None or most is None or least >= most:
        return None
    return Salary(min=least, max=most, currency="EUR", period=Period.YEAR, evidence=match[0])


def read_pay(text: str, on: date | None = None) -> Salary | None:
    """The pay an ad states in words, with the line as evidence.

    Amounts of the ad come first; a tariff grade alone has those of the pay table in force on the day `on`.
    """
    grade = read_grade(text)
    for line in text.split("\n"):
        low = line[:3000]
        if (
            not _MONEY.search(low)
            or not (_MEANS_PAY.search(low) or _SAID_PAID.search(low[:120]))
            or _NOT_PAY.search(low)
        ):
            continue
        if found := _amounts(low):
            return found.model_copy(update={"grade": str(grade) if grade else ""})
    return tariff_pay(grade, on) if grade else None


def _amounts(line: str) -> Salary | None:
    if match := _RANGE.search(line):
        low, high = amount_of(match["low"]), amount_of(match["high"])
        currency = currency_of(match["before"] or match["after"] or ("€" if "€" in line or "EUR" in line else ""))
        if low and high and low < 1000 <= high and match["high"][-1:] in "kK":
            low *= 1000
        period = _period(line, low, high)
        if low and high and low <= high and currency and period:
            return Salary(min=low, max=high, currency=currency, period=period, evidence=line.strip()[:240])
    if match := _SINGLE.search(line):
        amount = amount_of(match["amount"] or match["amount2"])
        period = _period(line, amount, None)
        if amount and period and amount >= 9:
            upto = re.search(r"bis(?: zu)?|up to|max", line[: match.start()][-14:], re.IGNORECASE)
            limits = {"max": amount} if upto else {"min": amount}
            return Salary(
                currency=currency_of(match["before"] or match["after"]),
                period=period,
                evidence=line.strip()[:240],
                **limits,
            )
    return None


def _period(line: str, low: float | None, high: float | None) -> Period | None:
    """What the amounts are paid for: of the periods a line names, the one they fit; none if they fit none of them."""
    stated = [period for period, pattern in _PERIODS if pattern.search(line)]
    fitting = plausible(low, high, None)
    if fitting is None or not stated or fitting in stated:
        return fitting or next(iter(stated), None)
    return Period.DAY if Period.DAY in stated else None


def yearly(salary: Salary | None, weekly_hours: float | None = None) -> float | None:
    """The pay as a yearly amount for comparison, from the lowest number stated; hours from `weekly_hours` or 40."""
    if salary is None:
        return None
    amount = salary.min if salary.min is not None else salary.max
    if amount is None or salary.period is None:
        return None
    factor = {
        Period.YEAR: 1.0,
        Period.MONTH: 12.0,
        Period.WEEK: 52.0,
        Period.DAY: 220.0,
        Period.HOUR: 52.0 * (weekly_hours or 40.0),
    }
    return amount * factor.get(salary.period, 1.0)
