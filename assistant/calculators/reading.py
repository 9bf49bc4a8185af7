"""Which numbers does a question give, and what do they count? Read in the languages of the assistant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.phrases import Phrases, table, visible, written
from jobboard.posting import Level

_EASTERN = {ord("٠") + at: str(at) for at in range(10)} | {ord("۰") + at: str(at) for at in range(10)}
_SIGNS = {ord("٫"): ".", ord("٬"): ",", 0xA0: " ", 0x202F: " ", ord("’"): "'"}
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<euro>[€$]\s?)?(?P<whole>\d{1,3}(?:[., ']\d{3})+(?!\d)|\d{1,7})(?:[.,](?P<cents>\d{1,2}))?(?![\d])"
    r"(?P<after>.{0,30})"
)
_WORD = re.compile(r"[^\W\d_]+|€")
_LEVEL = re.compile(r"[abcавс][12]")
_CYRILLIC = str.maketrans("авс", "abc")
_JOINED = "لب"  # "for" and "with", which Arabic writes together with what follows
_NEAR = 3  # words between a level and its language
_YEARS = range(1990, 2040)  # as a bare number a year, not an amount


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written, whether a currency stands with it, and per hour, month or year, if that is said."""

    value: float
    currency: bool = False
    period: str = ""


@cache
def _units() -> dict[str, dict[str, str]]:
    return table("units")


@cache
def _calculators() -> dict[str, dict[str, list[str]]]:
    return table("calculators")


def names(section: str) -> tuple[str, ...]:
    """The names of a section of tables/calculators.toml."""
    return tuple(_calculators()[section])


def plain(text: str) -> str:
    """The visible text with the digits 0 to 9."""
    return visible(text).translate(_EASTERN | _SIGNS)


@cache
def _words(kind: str, name: str) -> re.Pattern[str]:
    alternatives = []
    for word in _units()[kind][name].split():
        folded = written(word.removesuffix("*")).strip()
        alternatives += [re.escape(folded.replace(" ", "")) + (r"\w*" if word.endswith("*") else "")]
        if folded != (bare := folded.translate(str.maketrans("äöü", "aou"))):
            alternatives.append(re.escape(bare))
    return re.compile(rf"(?:{'|'.join(alternatives)})")


@cache
def _numbers() -> dict[str, int]:
    return {
        written(word).strip(): int(number) for number, words in _units()["numbers"].items() for word in words.split()
    }


@cache
def phrases(section: str, name: str) -> Phrases:
    """Phrases of tables/calculators.toml."""
    return Phrases(_calculators()[section][name])


def said(text: str, section: str, name: str) -> bool:
    """Whether a text holds one of the phrases of that name."""
    return phrases(section, name).within(written(plain(text)))


def within(text: str, section: str, name: str) -> int | None:
    """The number in the first phrase of that name."""
    low = written(plain(text))
    found = (re.search(r"\d+", low[start:end]) for start, end in phrases(section, name).spans(low))
    return next((int(match[0]) for match in found if match), None)


def amounts(text: str) -> Iterator[Amount]:
    """The numbers of a text that may be money, in its order."""
    known = plain(text)
    for match in _AMOUNT.finditer(known):
        digits = re.sub(r"\D", "", match["whole"])
        value = int(digits) + (int(match["cents"].ljust(2, "0")) / 100 if match["cents"] else 0)
        after = [written(word).strip() or word for word in _WORD.findall(match["after"].lower())]
        if after and _words("currency", "thousand").fullmatch(after[0]) and value < 1_000:
            value, after = value * 1_000, after[1:]
        before = [
            written(word).strip() or word
            for word in _WORD.findall(known[max(0, match.start() - 20) : match.start()].lower())
        ]
        near = [*after[:1], *before[-1:]]
        currency = bool(match["euro"]) or any(
            word == "€" or _words("currency", "words").fullmatch(word) for word in near
        )
        if not currency and value in _YEARS and not match["cents"]:
            continue
        yield Amount(value, currency, _period(after[:4], before[-2:]))


def _period(after: list[str], before: list[str]) -> str:
    for words in (after, before):
        for word in words:
            for name in ("hour", "month", "year"):
                if _words("periods", name).fullmatch(word):
                    return name
    return ""


def counted(text: str, unit: str) -> int | None:
    """How many of a unit a text names: "three children", "6 Jahre", "طفلين"."""
    words = written(plain(text)).split()
    for at, word in enumerate(words):
        if _words("units", unit).fullmatch(word):
            for before in reversed(words[max(0, at - 2) : at]):
                if before.isdecimal() and len(before) < 7:
                    return int(before)
                bare = before if before in _numbers() else before[1:] if before[0] in _JOINED else ""
                if bare in _numbers():
                    return _numbers()[bare]
                if _any_unit(before):
                    break
        elif unit in _units()["pairs"] and _words("pairs", unit).fullmatch(word):
            return 2
    return None


def without_numbers(text: str) -> str:
    """A text without its numbers; "a" and "one" are left, which count nothing as often as they count."""
    return " ".join(
        word
        for word in plain(text).split()
        if not any(ch.isdigit() for ch in word) and _numbers().get(written(word).strip(), 1) == 1
    )


def _any_unit(word: str) -> bool:
    return any(_words("units", unit).fullmatch(word) for unit in _units()["units"])


def levels(text: str) -> dict[str, Level]:
    """The levels of "german" and "english" a text gives, each with the language it stands nearest to."""
    words = written(plain(text)).split()
    places = [(at, word.translate(_CYRILLIC)) for at, word in enumerate(words) if _LEVEL.fullmatch(word)]
    near: dict[str, list[tuple[int, int, str]]] = {}
    for name in ("german", "english"):
        spoken = [at for at, word in enumerate(words) if _words("languages", name).fullmatch(word)]
        near[name] = [
            (abs(at - place), place, level) for at in spoken for place, level in places if abs(at - place) <= _NEAR
        ]
    fitting = [
        [(name, one) for name, one in (("german", german), ("english", english)) if one]
        for german in (None, *near["german"])
        for english in (None, *near["english"])
        if not (german and english and german[1] == english[1])
    ]
    best = min(fitting, key=lambda chosen: (-len(chosen), sum(one[0] for _, one in chosen)))
    return {name: Level(one[2].upper()) for name, one in best}
