"""Which figures stand in a text? Numbers in one spelling, whatever the language writes, so that a text can be held against its source."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f' ](?=\d)\d+)*")
# What stands in an address counts nothing.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"„“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+")
_LATIN_DIGITS = {
    **{ord("٠") + at: str(at) for at in range(10)},
    **{ord("۰") + at: str(at) for at in range(10)},
    ord("٫"): ".",
    ord("٬"): ",",
}
_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one once ein eine einen einem einer eins einmal",
            "two twice zwei zweimal both beide beiden",
            "three drei dreimal",
            "four vier viermal",
            "five fünf",
            "six sechs",
            "seven sieben",
            "eight acht",
            "nine neun",
            "ten zehn",
            "eleven elf",
            "twelve zwölf",
        ),
        1,
    )
    for word in words.split()
}
_MONTHS = {
    word: str(number)
    for number, words in enumerate(
        (
            "january januar",
            "february februar",
            "march märz",
            "april",
            "may mai",
            "june juni",
            "july juli",
            "august",
            "september",
            "october oktober",
            "november",
            "december dezember",
        ),
        1,
    )
    for word in words.split()
}
_LETTERS = re.compile(r"[^\W\d_]+")


def figures(text: str) -> frozenset[str]:
    """The numbers written in digits, but for those in web and e-mail addresses: "45.934,20", "45,934.20" and "٤٥٩٣٤٫٢٠"
    are all 45934.2."""
    plain = _ADDRESS.sub(" ", text.translate(_LATIN_DIGITS))
    return frozenset(one for found in _NUMBER.findall(plain) for one in _read(found))


def stated(texts: Iterable[str]) -> frozenset[str]:
    """Every figure a source states, those in words ("zwei Wochen") and months included."""
    found: set[str] = set()
    for text in texts:
        words = _LETTERS.findall(text.lower())
        found |= figures(text) | {table[word] for table in (_WORDS, _MONTHS) for word in words if word in table}
    return frozenset(found)


def _read(found: str) -> Iterable[str]:
    """A number as it may be meant; "12.04.2023" is a date, "1,000.50" one number, "15 000" one and "3 2026" two."""
    if _THOUSANDS.fullmatch(found):
        return [_plain(re.sub(r"\D", "", found), "")]
    if re.fullmatch(r"\d+", found):
        return [_plain(found, "")]
    if amount := re.fullmatch(r"(\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})*|\d+)[.,](\d{1,2})", found):
        return [_plain(re.sub(r"\D", "", amount[1]), amount[2])]
    return [_plain(part, "") for part in re.split(r"\D", found)]


def _plain(whole: str, cents: str) -> str:
    cents = cents.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{cents}" if cents else "")
