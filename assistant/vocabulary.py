"""What do newcomers call the things of German offices, rents and jobs? Words of many languages under one name each, so that a
question meets a text that uses other words, or another language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.phrases import table
from index.analysis import bare, words

MARK = "§"  # before a name among the terms of a text; no word begins with it
_ARABIC = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_LEAST = 3  # letters that are left of an Arabic word without what is written together with it
_LETTERS = str.maketrans("łđ", "ld")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a pattern, or its beginning."""

    text: str
    begins: bool

    def fits(self, forms: Sequence[str]) -> bool:
        return any(one.startswith(self.text) if self.begins else one == self.text for one in forms)


_Patterns = dict[str, list[tuple[str, tuple[_Token, ...]]]]


@cache
def _patterns() -> tuple[_Patterns, _Patterns]:
    """By the first token, a whole word or a beginning: the name, and the tokens that must follow."""
    whole: _Patterns = {}
    beginnings: _Patterns = {}
    for name, row in table("vocabulary")["vocabulary"].items():
        for pattern in row.split(";"):
            first, *others = _tokens(pattern)
            (beginnings if first.begins else whole).setdefault(first.text, []).append((name, tuple(others)))
    return whole, beginnings


def _tokens(pattern: str) -> list[_Token]:
    tokens: list[_Token] = []
    for part in pattern.split():
        tokens += [_Token(_plain(word), False) for word in words(part.rstrip("*"))]  # "in*" would be a gender form
        if part.endswith("*"):
            tokens[-1] = _Token(tokens[-1].text, True)
    return tokens


def names(said: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word of a text, as `index.analysis.words` gives them, the names it is, or is part of, in the order of the table."""
    forms = [_forms(word) for word in said]
    found: list[dict[str, None]] = [{} for _ in said]
    whole, beginnings = _patterns()
    for at, own in enumerate(forms):
        begun = [whole[form] for form in own if form in whole]
        begun += [beginnings[form[:end]] for form in own for end in range(2, len(form) + 1) if form[:end] in beginnings]
        for patterns in begun:
            for name, others in patterns:
                end = at + 1 + len(others)
                if end <= len(said) and all(
                    one.fits(form) for one, form in zip(others, forms[at + 1 : end], strict=True)
                ):
                    for place in range(at, end):
                        found[place][name] = None
    return [tuple(one) for one in found]


@cache
def _forms(word: str) -> tuple[str, ...]:
    """A word as it is compared: without accents, and an Arabic one also without article, "and", "in" and "for"."""
    plain = _plain(word)
    cut = [plain[len(one) :] for one in _ARABIC if plain.startswith(one) and len(plain) - len(one) >= _LEAST]
    return (plain, *cut)


def _plain(word: str) -> str:
    return bare(word).translate(_LETTERS)
