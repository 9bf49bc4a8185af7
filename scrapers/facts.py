"""What does a job page say in so many words? Labelled facts of its text, and whether it is a job ad at all."""

import re
from collections.abc import Mapping, Sequence

from jobboard.html import one_line

# What a label names. A label is a whole piece of text, or what stands before a colon.
_LABELS = {
    "place": r"(?:stand|arbeits|einsatz|dienst)?ort|standorte?|(?:job|work)?\s?locations?|place of work|ubicación|lieu",
    "posted": r"veröffentlicht(?: am)?|veröffentlichungsdatum|online seit|eingestellt am|date posted|posted(?: on)?|published(?: on)?",
    "until": r"bewerbungsfrist|bewerbungsschluss|bewerb(?:en|ung)(?: möglich)? bis(?: zum)?|application deadline|closing date|apply by",
    "employment": r"arbeitszeit|arbeitszeitmodell|anstellungsart|beschäftigungs(?:art|umfang)|stellenumfang|employment type|job type|jornada laboral",
    "term": r"vertragsart|befristung|vertragsdauer|contract type|tipo de contrato",
    "reference": r"kennziffer|referenz(?:nummer|code)?|stellen-?(?:id|nummer)|job-?\s?id|requisition(?: id)?|reference(?: number)?",
    "start": r"eintritts(?:datum|termin)|(?:arbeits|stellen)?beginn|start date|einstellungsbeginn",
    "employer": r"arbeitgeber(?:in)?|unternehmen|firma|company|employer",
    "mode": r"arbeitsmodell|arbeitsform|home-?\s?office|work (?:model|mode)|workplace type|modalidad de trabajo",
}  # fmt: skip
_LABEL = {
    name: re.compile(rf"^(?:{words})\s*(?::\s*(?P<value>\S.*)?)?$", re.IGNORECASE) for name, words in _LABELS.items()
}
_VALUE_LENGTH, _LINE_LENGTH, _SHORTEST = 100, 80, 300
_SECTIONS = {
    "tasks": (
        r"aufgaben|tätigkeit|verantwort|deine? (?:rolle|job|mission)|das erwartet (?:dich|sie)|responsibilit|what you.?ll"
        r"|months you will|your (?:role|tasks|mission)|duties|what you will|funciones|missions"
    ),
    "profile": (
        r"profil|qualifikation|anforderung|voraussetzung|bring(?:st|en) (?:du|sie|ihr)|mitbring|(?:wir|uns) (?:erwarten|wünschen)"
        r"|requirements|qualifications|who you are|what you bring|what we.re looking for|your (?:background|skills)|requisitos|^skills$"
    ),
    "offer": r"wir bieten|bieten wir|unser angebot|benefits|freuen|what we offer|perks|ofrecemos",
}  # fmt: skip
_SECTION = {name: re.compile(words, re.IGNORECASE) for name, words in _SECTIONS.items()}
_MARKER = re.compile(
    r"\(\s*[mwfdix]\s*[/|,*]\s*[mwfdix]\b|\(all genders\)|\bm/w/d\b|\(gn\)|[a-zäöü][*:_](?:in|innen)\b", re.IGNORECASE
)
_SEVERAL = 3
_CODE_AND_TOWN = re.compile(r"^(?:D-)?\d{5}\s+[A-ZÄÖÜ][\w .()/-]{1,40}$")
_TOWN_AND_STATE = re.compile(r"^[A-Z][\w.' -]{1,40}, [A-Z]{2}$")


def facts_of(tokens: Sequence[str]) -> dict[str, str]:
    """The first value of each label; a value that is a sentence is none."""
    found: dict[str, str] = {}
    for at, token in enumerate(tokens):
        for name, label in _LABEL.items():
            if name in found or not (match := label.match(token)):
                continue
            value = match["value"] or (tokens[at + 1] if at + 1 < len(tokens) else "")
            value = value.strip(" :").strip()
            if (
                value
                and len(value) <= _VALUE_LENGTH
                and not value.endswith((".", "!", "?", ":"))
                and not _is_label(value)
            ):
                found[name] = value
    return found


def _is_label(text: str) -> bool:
    return any(label.match(text) for label in _LABEL.values())


def place_beneath(title: str, tokens: Sequence[str]) -> str:
    """A place that stands right beneath the title and is written like one: with a postal code or a state."""
    at = tokens.index(title) if title in tokens else -1
    near = tokens[at + 1 : at + 5] if at >= 0 else ()
    return next((token for token in near if _CODE_AND_TOWN.match(token) or _TOWN_AND_STATE.match(token)), "")


def reads_like_an_ad(title: str, text: str, facts: Mapping[str, str]) -> bool:
    """Whether a page is the ad of one job: by its sections, its title's marker and its labelled facts.

    A page that has the sections many times lists several jobs, and which text belongs to which is not to be known.
    """
    if not title or len(text) < _SHORTEST:
        return False
    headings = [one_line(row) for row in text.splitlines() if len(row) <= _LINE_LENGTH and not row.startswith("- ")]
    counts = {name: len({row for row in headings if words.search(row)}) for name, words in _SECTION.items()}
    repeated = {row for row in headings if _SECTION["tasks"].search(row) and headings.count(row) >= _SEVERAL}
    if repeated:
        return False
    present = sum(map(bool, counts.values()))
    if counts["tasks"] and counts["profile"]:
        return True
    if _MARKER.search(title):
        return present > 0 or len(facts) > 1
    return bool(counts["tasks"] or counts["profile"]) and len(facts) > 1
