"""Do two titles name the same job? Words of a title, what they mean in German or English, and how two titles relate.

`jobboard/vocabulary/title_words.csv` was written by us: word stems of both languages by concept. Concepts of the kind
"level" (apprentice, senior, head) tell two jobs apart however alike the rest is.
"""

import csv
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

from jobboard.shingles import words

VOCABULARY = Path(__file__).parent / "vocabulary" / "title_words.csv"
_FILLER = frozenset(
    word.decode()
    for word in words(
        "und der die das den dem des ein eine einen einer für im in am an auf bei mit von vom zu zum zur als oder ab sofort wir suchen "
        "sie du gesucht job stelle and the of for with or at to as we are looking m w d f x mwd gn all genders "
        "homeoffice home office remote hybrid mobil vollzeit teilzeit full part time fulltime parttime voll teil zeit "
        "unbefristet befristet stunden std woche standort raum region deutschland germany"
    )
)
_LONGEST_ENDING = 3  # "Entwickler" and "Entwicklerinnen", "Pflegefachkraft" and "Pflegefachkräfte"
_SPELLED = (
    (re.compile(r"(?<=\w)-(?=\w)"), ""),
    (re.compile(r"(?<=C)\+\+"), "pp"),
    (re.compile(r"(?<=[CF])#"), "sharp"),
)


class Relation(IntEnum):
    """How two titles of one language relate: one has words more, both have, or nearly nothing is shared."""

    DIFFERENT = 0
    NEAR = 1
    CONTAINED = 2
    EQUAL = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title means in any language: fields and levels by concept, and words that are no German or English stem."""

    fields: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@cache
def _stems() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One pattern of all stems, the longest first, and the concept and kind of each."""
    meanings: dict[str, tuple[str, str]] = {}
    patterns: list[tuple[int, str]] = []
    with VOCABULARY.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column, edge in (("de", ""), ("en", r"\b")):
                for stem in filter(None, row[column].split("|")):
                    form = " ".join(word.decode() for word in words(stem))
                    meanings.setdefault(form, (row["concept"], row["kind"]))
                    patterns.append((-len(form), f"{edge}{re.escape(form)}"))
    return re.compile("|".join(pattern for _, pattern in sorted(patterns))), meanings


@lru_cache(maxsize=65_536)
def title_words(title: str, aside: str = "") -> tuple[str, ...]:
    """The words of a clean title that name the job: without working time and the words of `aside` (place, employer)."""
    text = title
    for pattern, spelled in _SPELLED:
        text = pattern.sub(spelled, text)
    found = [word.decode("utf-8", "replace") for word in words(text)]
    besides = {word.decode("utf-8", "replace") for word in words(aside)}
    kept = [word for word in found if word not in _FILLER and word not in besides and not _is_postal_code(word)]
    return tuple(dict.fromkeys(kept)) or tuple(dict.fromkeys(found))


def _is_postal_code(word: str) -> bool:
    return len(word) == 5 and word.isdigit()


@lru_cache(maxsize=65_536)
def meaning(title: tuple[str, ...]) -> Meaning:
    """The concepts of a title's words; German compounds are searched for stems, and what holds none is a name."""
    pattern, meanings = _stems()
    text = " ".join(title)
    found = [(match.span(), *meanings[match[0]]) for match in pattern.finditer(text)]
    covered = {at for (start, end), _, _ in found for at in range(start, end)}
    names, at = set(), 0
    for word in title:
        if not covered.intersection(range(at, at + len(word))):
            names.add(word)
        at += len(word) + 1
    return Meaning(
        frozenset(concept for _, concept, kind in found if kind == "field"),
        frozenset(concept for _, concept, kind in found if kind == "level"),
        frozenset(names),
    )


def relation(left: tuple[str, ...], right: tuple[str, ...]) -> Relation:
    """How the titles of two ads in one language relate; titles of other levels are different."""
    if left == right:
        return Relation.EQUAL
    if meaning(left).levels != meaning(right).levels:
        return Relation.DIFFERENT
    if sorted(left) == sorted(right) or "".join(left) == "".join(right):
        return Relation.EQUAL
    more_left = [word for word in left if not any(_inflected(word, other) for other in right)]
    more_right = [word for word in right if not any(_inflected(word, other) for other in left)]
    if not more_left or not more_right:
        return Relation.CONTAINED if more_left or more_right else Relation.EQUAL
    shared = min(len(left) - len(more_left), len(right) - len(more_right))
    return Relation.NEAR if 2 * shared >= max(len(left), len(right)) else Relation.DIFFERENT


def _inflected(left: str, right: str) -> bool:
    """Whether two words are one but for the ending; short ones and those with digits must be equal."""
    if left == right:
        return True
    long, short = (left, right) if len(left) >= len(right) else (right, left)
    stem = max(6, len(long) - _LONGEST_ENDING)
    return len(short) >= stem and long[:stem] == short[:stem] and long.isalpha() and short.isalpha()
