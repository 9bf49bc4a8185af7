"""A text of Arabic, Persian, Russian or Ukrainian typed in Latin letters, in the letters of its own script.

Names and words that the articles themselves write in Latin letters ("Deutschlandticket") stay as they are. The result is
one more text to search with, never shown: a guess at a spelling that people do not agree on.
"""

import re
from collections.abc import Collection
from functools import cache

from assistant.language import written_in_latin
from assistant.phrases import table

_WORD = re.compile(r"[A-Za-z0-9']*[A-Za-z][A-Za-z0-9']*")
_LEAST_KEPT = 4  # letters of a word that is looked up among those of the articles; a shorter one is a word of anything
_LONGEST = 400
_ARTICLE, _BEFORE_LATIN = re.compile(r"ال (?=\S)"), re.compile(r"\bال(?=[A-Za-z])")
_DOUBLED, _WRITES_ONE = re.compile(r"([b-df-hj-np-tv-z])\1"), ("ar", "fa")  # a doubled consonant is one letter there
_NAME = re.compile(r"[A-Z0-9]{2,}")  # "NVV"


@cache
def _letters(language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the letters of a row, each in a group of its own, and what they become."""
    rows: dict[str, str] = table("scripts")[language]
    longest_first = sorted(rows, key=lambda one: (-len(one.strip("^$")), "^" not in one, "$" not in one))
    parts = [
        ("^" if one[0] == "^" else "") + re.escape(one.strip("^$")) + ("$" if one[-1] == "$" else "")
        for one in longest_first
    ]
    return re.compile("|".join(f"({part})" for part in parts)), tuple(rows[one] for one in longest_first)


def in_own_script(text: str, language: str, known: Collection[str]) -> str:
    """The text in the script of a language, if that is the one it is typed in Latin letters in, or ""; `known` are words
    that stay."""
    if language not in table("scripts") or not written_in_latin(text[:_LONGEST], language):
        return ""
    written = _WORD.sub(lambda match: _word(match[0], language, known), text[:_LONGEST])
    return _BEFORE_LATIN.sub("", _ARTICLE.sub("ال", written))


def _word(word: str, language: str, known: Collection[str]) -> str:
    low = word.lower()
    if _NAME.fullmatch(word) or (len(low) >= _LEAST_KEPT and low in known):
        return word
    if language in _WRITES_ONE:
        low = _DOUBLED.sub(r"\1", low)
    pattern, letters = _letters(language)
    return pattern.sub(lambda match: letters[(match.lastindex or 1) - 1], low)
