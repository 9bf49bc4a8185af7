"""What is the job called? Titles lose whom they address, the place and the number; what is lost is set aside."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_GENDER = r"(?>(?:m|w|d|f|x|i|a|n|g|o|div\.?|divers|gn|mwd|wmd|mfd|fmd|all\s?genders?|alle\s?(?:geschlechter|gender)?|geschlechtsneutral|geschlecht egal|h/f|männlich|weiblich|male|female|mensch|any gender)(?!\w))"
_PARTED = r"[/|,.*;:\\\-–\s]"
# Atomic, and with nothing that two parts could both take: titles come from anywhere, and none may make this slow.
_BRACKETED = re.compile(
    rf"\s*[(\[](?:{_PARTED}*{_GENDER}(?:{_PARTED}+{_GENDER})*{_PARTED}*|\s*\*\s*)[)\]]\*?", re.IGNORECASE
)
_BARE = re.compile(
    r"(?<!\w)(?:[mwfd]\s?[/|]\s?[mwfd](?:\s?[/|]\s?[dxi*]){0,2}|[mwfd][/|][mwfd][/|][dxi*]|all genders|gn\*)(?!\w)",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?<=[a-zäöüß])(?:[*:_·]|\s?/\s?-?|-/|/-)\s?(?:in(?:nen)?|r|e|n|frau|mann)\b", re.IGNORECASE)
_INNER_BRACKET = re.compile(r"(?<=[a-zäöüß])\((?:in(?:nen)?|r|e|en)\)", re.IGNORECASE)
_CAPITAL_I = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
_REFERENCE = re.compile(
    r"\s*[-–|,(\[]*\s*(?:(?:kenn(?:ziffer|nummer|-?nr\.?|zahl)|referenz(?:nummer|-?nr\.?|code)?|ref(?:erence)?\.?(?:[- ]?(?:nr|no|id|number|code)\.?)?|job[- ]?(?:id|nr|nummer|no|code)\.?|stellen[- ]?(?:id|nr|nummer)\.?|ausschreibungs(?:nummer|-?nr\.?)|requisition(?: id)?|req\.?(?:[- ]?id)?|vakanz(?:nummer)?|chiffre|id|nr\.?|#)"
    r"\s?[:.#]?\s?(?=[\w./-]*\d)[\w./-]{1,30}|(?:JR|R|REQ|BB|ID|P|J)[-_ ]?\d{4,10}|#\d{3,10}|\(\d{4,10}\))\s*[)\]]?(?=\s*(?:$|[-–|,(]))",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?P<join>\s+(?:in|im raum|am standort|standort|raum|bei|at|near|nähe|für den standort|für)\s+|\s+[-–|@•·]\s*|\s*[|,•·]\s*|\s*\()(?P<place>[^|,()–•·@]{2,60})\)?\s*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(?P<place>[^|:,()–-]{2,40})\s*(?:[:|–]|\s-\s)\s*(?=\S)")
_EDGES = re.compile(r"^[\s\-–|,;:/•*]+|[\s\-–|,;:/•*]+$")
_AROUND = re.compile(
    r"^(?:raum|großraum|region|standort|stadt|landkreis|kreis)\s+|\s+(?:und|&|\+)\s+(?:umgebung|umland|region)$|\s+\d{5}$|^(?:d-)?\d{5}\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as a person says it, and what was set aside: gender mark, place, number."""

    clean: str
    aside: tuple[str, ...] = ()


def read_title(title: str, is_place: Callable[[str], bool] = lambda name: False) -> Title:
    """The title without "(m/w/d)", "*in", "/-in", number and place: "Entwickler*in (m/w/d) in Musterstadt" is "Entwickler".

    `is_place` says whether words name a place of this job; only such words at either end are set aside.
    """
    aside: list[str] = []

    def drop(pattern: re.Pattern[str], text: str, to: str = " ") -> str:
        aside.extend(_trim(match[0]) for match in pattern.finditer(text))
        return pattern.sub(to, text)

    clean = drop(_BRACKETED, title)
    clean = drop(_BARE, clean)
    clean = drop(_INNER_BRACKET, clean, "")
    clean = drop(_INNER, clean, "")
    clean = drop(_CAPITAL_I, clean, "")
    clean = drop(_REFERENCE, _tidy(clean))
    clean = _without_places(_tidy(clean), is_place, aside)
    return Title(clean or title.strip(), tuple(dict.fromkeys(part for part in aside if part)))


def _without_places(clean: str, is_place: Callable[[str], bool], aside: list[str]) -> str:
    for _ in range(3):
        match = _LAST.search(clean)
        if not match or not _names_place(match["place"], is_place) or not _EDGES.sub("", clean[: match.start()]):
            break
        aside.append(_trim(match["place"]))
        clean = _tidy(clean[: match.start()])
    match = _FIRST.match(clean)
    if match and _names_place(match["place"], is_place):
        aside.append(_trim(match["place"]))
        clean = _tidy(clean[match.end() :])
    return clean


def _names_place(words: str, is_place: Callable[[str], bool]) -> bool:
    parts = re.split(r"\s+(?:oder|und|or|and)\s+|\s?/\s?", _AROUND.sub("", words.strip()))
    return all(part.strip() and is_place(_AROUND.sub("", part.strip())) for part in parts)


def _trim(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" -–|,;")


def _tidy(words: str) -> str:
    return _EDGES.sub("", re.sub(r"\s+", " ", re.sub(r"\(\s*\)|\[\s*\]", " ", words)))


def clean_title(title: str) -> str:
    """The title alone, where no places are known."""
    return read_title(title).clean
