"""Which skills does a text name? A small reviewed vocabulary, matched as whole words in German and English.

`jobboard/vocabulary/skills.csv` was written by us: a key, both labels, the spellings ads and CVs use, and the ESCO concept
where it surely is the same. The index names more skills of ESCO: `index/named.py`.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jobboard.posting import Skill

VOCABULARY = Path(__file__).parent.parent / "vocabulary" / "skills.csv"
_ESCO = "http://data.europa.eu/esco/skill/"


@dataclass(frozen=True, slots=True)
class SkillEntry:
    """One skill: its English label is its identity; `spellings` are lower-case whole-word forms."""

    label: str
    label_de: str
    kind: str
    spellings: tuple[str, ...]
    uri: str = ""


@cache
def vocabulary() -> tuple[SkillEntry, ...]:
    """All skills, in file order."""
    with VOCABULARY.open(encoding="utf-8", newline="") as stream:
        return tuple(
            SkillEntry(
                row["label_en"],
                row["label_de"],
                row["kind"],
                tuple(word for word in row["spellings"].split("|") if word),
                _ESCO + row["esco"] if row["esco"] else "",
            )
            for row in csv.DictReader(stream)
        )


@cache
def _matcher() -> tuple[re.Pattern[str], dict[str, SkillEntry]]:
    owner = {word: entry for entry in vocabulary() for word in entry.spellings}
    return re.compile(r"(?<![\w+#])" + _any_of(set(owner)) + r"(?![\w+#])"), owner


def _any_of(spellings: set[str]) -> str:
    """A pattern of all spellings, longest first, that reads a common beginning once: ten times faster than a plain list."""
    first = sorted({spelling[0] for spelling in spellings if spelling})
    branches = [re.escape(letter) + _any_of({one[1:] for one in spellings if one[:1] == letter}) for letter in first]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if '' in spellings else ''}"


@cache
def _labels() -> dict[str, SkillEntry]:
    return {entry.label: entry for entry in vocabulary()}


def read_skills(text: str) -> tuple[Skill, ...]:
    """The skills a text names, in order of appearance, each with the spelling found."""
    pattern, owner = _matcher()
    found: dict[str, Skill] = {}
    for match in pattern.finditer(text.replace("İ", "I").lower()):  # the one letter that grows in lower case
        entry = owner[match[0]]
        evidence = text[match.start() : match.end()]
        found.setdefault(entry.label, Skill(label=entry.label, uri=entry.uri, evidence=evidence))
    return tuple(found.values())


def skill_label(label: str, language: str) -> str:
    """A skill's label in a language."""
    entry = _labels().get(label)
    return entry.label_de if entry and language == "de" else label
