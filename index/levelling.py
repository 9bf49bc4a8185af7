"""One form of many spellings, and where each letter came from: what the patterns for queries are matched against."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SAME = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "ґ": "г"}
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’ʼ‘`´", "'")
    | dict.fromkeys("„“”«»‟", '"')
)
LETTERS = 4096  # whose forms are remembered
_LETTERS_OF_THEIR_OWN = frozenset("йї")


@dataclass(frozen=True, slots=True)
class Levelled:
    """A levelled text; `origins[at]` is where its letter `at` stands in the source."""

    text: str
    origins: tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the levelled text, as a stretch of the source."""
        first, last = self.origins[start], self.origins[end - 1] + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return first, last


class _Letters(dict[int, str]):
    """What letters become, by their numbers, as `str.translate` asks for it; those that were met are kept."""

    def __missing__(self, number: int) -> str:
        form = _forms(chr(number))
        if len(self) < LETTERS:
            self[number] = form
        return form


_letters = _Letters()


def letters(source: str) -> str:
    """The letters of a levelled text, and of runs of blanks all."""
    return source.translate(_letters)


def level(source: str) -> Levelled:
    """Lower case, no accents, digits of one kind, runs of blanks and control characters as one blank."""
    letters: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(source):
        for one in _forms(letter):
            if one == " " and letters and letters[-1] == " ":
                continue
            letters.append(one)
            origins.append(at)
    return Levelled("".join(letters), tuple(origins), source)


@lru_cache(LETTERS)
def _forms(letter: str) -> str:
    """What a letter becomes: nothing, a blank, or one or more letters."""
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cs", "Mn", "Me"):
        return ""
    if kind.startswith("Z") or kind == "Cc":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    lower = letter.lower()
    if lower not in _LETTERS_OF_THEIR_OWN:
        lower = "".join(one for one in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(one))
    return lower.translate(_SAME)
