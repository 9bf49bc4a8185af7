"""A text cut at spaces that no rule reads across, so that what a piece of it holds need be learned once only.

Folding (`index.analysis`) and the normaliser of our own models look over a space in two places: beside a slash
("Lehrer / -in", "Lehrer/- in"), and within parentheses that are short or begin in certain ways ("(m / w / d)",
"(ohne ...)"). Spaces there are hidden, all others part units. A unit is read by itself as it is read in its text.
"""

import re
import unicodedata

_MARKS = r"[mwdfxiagnvlersMWDFXIAGNVLERS\s/|,*]*"  # "m / w / d", "all genders", however long
_INNER = rf"(?>\((?:[^()]{{0,60}}|{_MARKS})\))"  # a rule may take it away, and the next one what is around it
_PARENTHESES = re.compile(
    rf"\((?:[^()]{{0,60}}(?:{_INNER}[^()]{{0,60}})*|{_MARKS}|(?:§|(?i:ohne)\s)(?:[^)]*\([^()]*\))*[^)]*)\)"
)
_SPACES = [ord(one) for one in map(chr, range(0x2030)) if one.isspace() and unicodedata.is_normalized("NFKC", one)]
_HIDDEN = range(0xFDD0, 0xFDD0 + len(_SPACES))  # code points that Unicode keeps out of texts for such uses
_HIDE, _SHOW = dict(zip(_SPACES, _HIDDEN, strict=True)), dict(zip(_HIDDEN, _SPACES, strict=True))
_ENDS = re.compile(r"[()]")


def cut(text: str) -> list[str]:
    """The units of a text, in its order; `shown` gives each as it stands there."""
    return _joined(text).split()


def shown(unit: str) -> str:
    """A unit as it stands in its text."""
    return unit if unit.isprintable() else unit.translate(_SHOW)


def closed(text: str) -> bool:
    """Whether nothing is read across the line breaks before and after a text, if its neighbours are closed too."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    bare, deep = text.strip(), 0
    for one in _ENDS.findall(bare) if "(" in bare else ():
        deep = deep + 1 if one == "(" else max(0, deep - 1)
    return not (deep or bare.startswith("/") or bare.endswith("/"))


def _joined(text: str) -> str:
    """A text, its spaces hidden where a rule may read across them."""
    text = unicodedata.normalize("NFKC", text)
    if "(" in text:
        text = _PARENTHESES.sub(lambda match: match[0].translate(_HIDE), text)
    if "/" not in text:
        return text
    parts = text.split("/")
    for at in range(len(parts) - 1):  # every rule passes over one space at most on either side
        before, after = parts[at], parts[at + 1]
        if before[-1:].isspace():
            parts[at] = before[:-1] + before[-1].translate(_HIDE)
        if after[:1].isspace() or (after[:1] == "-" and after[1:2].isspace()):
            parts[at + 1] = after[:2].translate(_HIDE) + after[2:]
    return "/".join(parts)
