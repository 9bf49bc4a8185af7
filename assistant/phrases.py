"""Does a text hold one of these phrases? Phrases of tables, as people type them: accents, apostrophes, slips of the finger.

A phrase is words that follow each other. "wort*" also begins longer words and "*wort" ends them, "a|b" is either, "a?" may be
missing, "#" is a number, "..." stands for up to four words, "^" for the beginning of the text and "$" for its end.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index.analysis import bare

_TABLES = Path(__file__).parent / "tables"
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
_ALIKE = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ھ": "ه", "ё": "е", "ґ": "г", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
    | {"\u200c": "", "ـ": ""}
)
_WORD = re.compile(r"[^\W_]+")
_SIGNS = str.maketrans({"ʼ": " ", "§": " paragraph ", "-": " ", "–": " ", "/": " "})
_APOSTROPHE = re.compile("['’ʼ`´‘]")
_UNWRITTEN = re.compile(r"[^\w*|?#^$']")
_WRITTEN_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}
_KEY = 2  # letters by which phrases are looked up
_SPELLED = re.compile("[a-z\u0400-\u04ff]")  # in Arabic, one letter makes too many other words
_LEAST_SPELLED = 6  # letters of a word in which one slip is forgiven


def visible(text: str) -> str:
    """A text without control characters, bidirectional overrides, zero-width marks and lone surrogates; the zero-width
    non-joiner stays, because Persian is spelled with it."""
    return _INVISIBLE.sub("", text)


def written(text: str) -> str:
    """A text as phrases are looked for in it: its words in lower case, without accents, each between spaces."""
    return f" {' '.join(_WORD.findall(_folded(visible(text).translate(_SIGNS))))} "


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = bare(text.translate(_ALIKE)).translate(_ALIKE)
    return text


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables beside this module."""
    return tomllib.loads((_TABLES / f"{name}.toml").read_text("utf-8"))


class Phrases:
    """A set of phrases, looked for all at once; a phrase is made ready when a text first begins like it."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._words: set[str] = set()
        for phrase in phrases:
            for spelling in spellings(phrase):
                self._add(spelling)

    def _add(self, phrase: str) -> None:
        parts = phrase.split()
        first = parts[parts[0] == "^"]
        self._words |= {word for part in parts for word in part.strip("*?").split("|") if len(word) >= _LEAST_SPELLED}
        for word in first.split("|"):
            key = (
                ""
                if word[0] in "*#" or first.endswith("?") or first == "..."
                else word.rstrip("*").split("'")[0][:_KEY]
            )
            self._by_start.setdefault(key, []).append(phrase)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where phrases stand in a `written` text, from their first letter to the space behind them."""
        for start, end, _ in self.found(text):
            yield start, end

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where phrases stand in a `written` text, and which: one of its `spellings`."""
        begun, keys = _begun(text)
        if keys.isdisjoint(self._by_start):
            return
        for start, own in begun:
            for key in own:
                for phrase in self._by_start.get(key, ()):
                    if (start == 1 or phrase[0] != "^") and (match := _pattern(phrase).match(text, start)):
                        yield start, match.end(), phrase

    def within(self, text: str) -> bool:
        """Whether a `written` text holds one of the phrases."""
        return next(self.spans(text), None) is not None

    def without(self, text: str) -> str:
        """A `written` text with the phrases taken out; a mark keeps apart what stood before and after."""
        kept, at = "", 0
        for start, end in sorted(self.spans(text)):
            if end > at:
                kept += text[at:start] + "~ "
                at = end
        return kept + text[at:]

    def corrected(self, text: str) -> str:
        """A `written` text with words one slip away from a phrase's word put right; short words are left alone."""
        return " ".join(self._corrected(word) for word in text.split(" "))

    def _corrected(self, word: str) -> str:
        if len(word) < _LEAST_SPELLED - 1 or len(word) > 30 or word in self._words or not _SPELLED.match(word):
            return word
        near = _near(frozenset(self._words))
        found = (known for slip in _slips(word) for known in near.get(slip, ()) if known[0] == word[0])
        return next((known for known in found if _one_slip(word, known)), word)


@lru_cache(maxsize=64)  # a text is held against hundreds of sets of phrases
def _begun(text: str) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], frozenset[str]]:
    """Where the words of a text begin, each with the keys of the phrases that may stand there; and all these keys."""
    begun = tuple((one.start(), tuple({one[0][:_KEY], one[0][:1], ""})) for one in _WORD.finditer(text))
    return begun, frozenset(key for _, own in begun for key in own)


@cache
def _near(words: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for slip in _slips(word):
            found.setdefault(slip, []).append(word)
    return found


def _slips(word: str) -> list[str]:
    """A word and what is left of it without one letter; two words one slip apart share one of these."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _one_slip(word: str, known: str) -> bool:
    """Whether a letter too few or too many, two swapped, or, in a longer word, a wrong one makes the difference ("besten" is
    no "beaten")."""
    if len(word) != len(known):
        return abs(len(word) - len(known)) == 1
    apart = [at for at, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and word[apart[0]] == known[apart[1]]
    return (
        not apart or (swapped and word[apart[1]] == known[apart[0]]) or (len(apart) == 1 and len(word) > _LEAST_SPELLED)
    )


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    parts = phrase.removeprefix("^").split()
    return re.compile("".join(_part(part, last=at == len(parts)) for at, part in enumerate(parts, 1)))


def _part(part: str, *, last: bool) -> str:
    if part == "...":
        return r"(?:[^ ~]+ ){0,4}" + ("" if last else "?")
    if part == "$":
        return r"\Z"
    either = "|".join(_word(word) for word in part.removesuffix("?").split("|"))
    return f"(?:(?:{either}) )" + ("?" if part.endswith("?") else "")


def _word(word: str) -> str:
    if word == "#":
        return "[0-9]+"
    before, after = ("[^ ~]*" if end else "" for end in (word.startswith("*"), word.endswith("*")))
    return before + " ?".join(map(re.escape, word.strip("*").split("'"))) + after


def spellings(phrase: str) -> set[str]:
    """A phrase as it may be typed: an umlaut as "ae" or a plain vowel."""
    typed = unicodedata.normalize("NFC", phrase).lower()
    return {_folded_phrase(one) for one in (typed, typed.translate(_WRITTEN_OUT))}


def _folded_phrase(phrase: str) -> str:
    parts = _folded(_APOSTROPHE.sub("'", phrase).translate(_SIGNS)).split()
    return " ".join(part if part == "..." else _UNWRITTEN.sub("", part) for part in parts)
