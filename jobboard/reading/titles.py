"""What is the job called, without whom it addresses? Titles lose their gender marks, never their words."""

import re

_GENDER = r"(?:m|w|d|f|x|i|a|n|g|div|gn|mwd|wmd|all\s?genders?|alle\s?geschlechter|geschlechtsneutral|h/f|\*)"
_BRACKETED = re.compile(rf"\s*[(\[]\s*{_GENDER}\s*(?:[/|,.*;:\\\-\s]\s*{_GENDER}\s*)*\*?\s*[)\]]", re.IGNORECASE)
_BARE = re.compile(r"(?<!\w)[mwfd]\s?[/|]\s?[mwfd](?:\s?[/|]\s?[dxi*]){0,2}(?!\w)", re.IGNORECASE)
_INNER = re.compile(r"(?<=[a-zäöüß])(?:[*:_·]|\s?/\s?-?|-/|/-)\s?(?:in(?:nen)?|r|e|frau|mann)\b", re.IGNORECASE)
_INNER_BRACKET = re.compile(r"(?<=[a-zäöüß])\((?:in(?:nen)?|r|e|en)\)", re.IGNORECASE)
_CAPITAL_I = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
_EDGES = re.compile(r"^[\s\-–|,;:/•*]+|[\s\-–|,;:/•*]+$")


def clean_title(title: str) -> str:
    """The title without "(m/w/d)", "*in", "/-in" and their like: "Entwickler*in (m/w/d)" is "Entwickler"."""
    clean = _BRACKETED.sub(" ", title)
    clean = _BARE.sub(" ", clean)
    clean = _INNER_BRACKET.sub("", clean)
    clean = _INNER.sub("", clean)
    clean = _CAPITAL_I.sub("", clean)
    clean = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", " ", clean))
    clean = _EDGES.sub("", clean)
    return clean or title.strip()
