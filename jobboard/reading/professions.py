"""Is the occupation regulated, so that a foreign qualification needs recognition? Reads it from the title.

`jobboard/vocabulary/professions.csv`: an English name, the German one, the law, and the words of titles as patterns.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "vocabulary" / "professions.csv"
# Whoever works for or beside the profession: "Arztsekretariat", "Assistenz der Ärzte", "Werkstudent Ingenieurwesen".
_BESIDE = re.compile(
    r"(?:assistenz|assistant|assistentin|sekret\w+|helfer\w*|werkstudent\w*|working student|praktik\w+|intern|recruit\w*|vertrieb für|verwaltung|sachbearbeit\w+|schüler\w*|azubi\w*) (?:der|des|für|im|von|to|for|bei|the|a)?\s?(?:\w+\s)?$|"
    r"(?:solution|software|cloud|data|enterprise|it|system|security|network|lösungs|anwendungs|application|sap|technical|domain|business|infrastruktur|product|platform|devops|ai|ki)s?[- ]?$"
)
_IT = re.compile(r"\b(?:it|software|cloud|sap|data|devops|solution|enterprise|system)\b|azure|aws")


@dataclass(frozen=True, slots=True)
class Profession:
    """A regulated profession: `name` is its English name and its identity."""

    name: str
    label_de: str
    law: str
    titles: re.Pattern[str]


@cache
def professions() -> tuple[Profession, ...]:
    """All professions, in file order."""
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Profession(
                row["profession"], row["label_de"], row["law"], re.compile(rf"(?<![\w])(?:{row['titles']})(?!\w)")
            )
            for row in csv.DictReader(stream)
        )


def read_profession(title: str) -> tuple[str, str]:
    """The regulated profession a title names, by its English name, and the word; empty if it names none."""
    low = re.sub(r"[*:_/·]-?in(?:nen)?\b|\(in\)", "", title[:300].lower())
    for profession in professions():
        for match in profession.titles.finditer(low):
            if _BESIDE.search(low[: match.start()]) or (profession.name == "architect" and _IT.search(low)):
                continue
            return profession.name, match[0].strip()
    return "", ""


def profession_label(name: str, language: str) -> str:
    """A profession's name in a language; a name of another list is given back."""
    found = next((profession for profession in professions() if profession.name == name), None)
    return found.label_de if found and language == "de" else name
