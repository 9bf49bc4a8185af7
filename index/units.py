"""A text cut at spaces that no rule reads across, so that what a piece of it holds need be learned once only.

Folding (`index.analysis`) and the normaliser of our own models look over a space in two places: beside a slash
("Lehrer / -in", "Lehrer/- in"), and within parentheses that are short or begin in certain ways ("(m / w / d)",
"(ohne ...)"). Spaces there are hidden, all others part units. A unit is read by itself as it is read in its text.
"""

import re
import unicodedata

_JOINED = re.compile(
    r"\([^()]{0,60}(?:\([^()]{0,60}\)[^()]{0,60})*\)"  # a rule may take the inner ones away, and the next one the outer
    r"|\((?:\s*\w{1,3}(?!\w)|(?i:all genders|ohne\s)|§)[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\s+/-?\s*|/-?\s+"
)
_SPACES = [ord(one) for one in map(chr, range(0x2030)) if one.isspace() and unicodedata.is_normalized("NFKC", one)]
_HIDDEN = range(0xFDD0, 0xFDD0 + len(_SPACES))  # code points that Unicode keeps out of texts for such uses
_HIDE, _SHOW = dict(zip(_SPACES, _HIDDEN, strict=True)), dict(zip(_HIDDEN, _SPACES, strict=True))


def cut(text: str) -> list[str]:
    """The units of a text, in its order; `shown` gives each as it stands there."""
    return _joined(text).split()


def cut_twice(text: str, length: int) -> tuple[list[str], int, list[str]]:
    """The units of a text; and of so many characters of it, how many of the same units they begin with, and the others."""
    if len(text) <= length:
        units = cut(text)
        return units, len(units), []
    if not unicodedata.is_normalized("NFKC", text):
        return cut(text), 0, cut(text[:length])
    joined = _joined(text)
    part = joined[:length].split()
    return joined.split(), max(0, len(part) - 1), part[-1:]


def shown(unit: str) -> str:
    """A unit as it stands in its text."""
    return unit if unit.isprintable() else unit.translate(_SHOW)


def apart(first: str, second: str) -> bool:
    """Whether nothing is read across the line break between one text and the next."""
    if not (first.isascii() and second[:1].isascii()):
        first, second = (unicodedata.normalize("NFKC", text) for text in (first, second))
    closed = first.count("(") == first.count(")") and first.rfind("(") <= first.rfind(")")
    return closed and first.strip()[-1:] != "/" and second.strip()[:1] != "/"


def _joined(text: str) -> str:
    return _JOINED.sub(lambda match: match[0].translate(_HIDE), unicodedata.normalize("NFKC", text))
