"""Where does an ad say the work is, if its source does not? Reads labels such as "Einsatzort:" and towns the region knows."""

import re
from collections.abc import Callable

from jobboard.reading.lines import around

_LABEL = re.compile(
    r"^[-•*\s]*(?:(?:ihr|dein|der) )?(?:arbeits|einsatz|dienst|stand|beschäftigungs|tätigkeits)ort(?:e|\(e\))?\s?(?:ist\s?)?:\s*(?P<place>[^\n|;•]{2,80})|^[-•*\s]*(?:location|work location|place of work|workplace|job location)s?\s?:\s*(?P<place2>[^\n|;•]{2,80})",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(
    r"^[-•*\s]*(?:arbeits|einsatz|dienst|stand)ort(?:e|\(e\))?\s?:?\s*$|^[-•*\s]*(?:location|place of work)\s?:?\s*$",
    re.IGNORECASE,
)
_IN_TOWN = re.compile(
    r"(?<!\w)(?:in|(?:am )?[Ss]tandort|am Campus|Werk|Raum|Region|Filiale|at our .{0,20}(?:office|site) in|based in|located in)\s(?P<place>[A-ZÄÖÜ][\wäöüß.-]+(?:[ -](?:[A-ZÄÖÜ(][\wäöüß.)-]+|am|an der|im|bei)){0,2})"
)
_POSTAL = re.compile(r"(?<![\d.,/-])(?P<place>\d{5}\s[A-ZÄÖÜ][\wäöüß.-]+(?:[ -][A-ZÄÖÜ(][\wäöüß.)-]+)?)")
_NOT_A_PLACE = re.compile(
    r"homeoffice|home-office|remote|mobil|deutschlandweit|bundesweit|nach absprache|hybrid|\d{4,}\s?€", re.IGNORECASE
)
_MOST = 5


def read_locations(text: str, knows: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Places of work, at most five, each as written and with its words.

    A labelled place is taken as it is; a town in a sentence only if `knows` it, so that no customer's town slips in.
    """
    found: dict[str, str] = {}
    lines = [line[:1000] for line in text.split("\n")]
    for at, line in enumerate(lines):
        match = _LABEL.match(line)
        words = (match["place"] or match["place2"]) if match else ""
        if not words and _LABEL_LINE.match(line) and at + 1 < len(lines) and len(lines[at + 1]) < 60:
            words = lines[at + 1]
        for part in re.split(r"\s?[,/]\s?|\s(?:oder|und|or|and)\s", words) if words else ():
            name = part.strip(" .*-")
            if 2 < len(name) <= 50 and name[0].isupper() | name[0].isdigit() and not _NOT_A_PLACE.search(name):
                found.setdefault(name, around(line, 0, len(line)))
    if not found:
        for line in lines:
            for match in (*_POSTAL.finditer(line), *_IN_TOWN.finditer(line)):
                name = _known(match["place"].rstrip(".,)-"), knows)
                if name:
                    found.setdefault(name, around(line, *match.span()))
            if found:
                break
    return list(found.items())[:_MOST]


def _known(words: str, knows: Callable[[str], bool]) -> str:
    """The longest beginning of the words that names a place."""
    parts = words.split(" ")
    for size in range(len(parts), 0, -1):
        name = " ".join(parts[:size])
        if knows(name):
            return name
    return ""
