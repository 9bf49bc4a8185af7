"""Occupations and skills in nine languages, written and reviewed by us, as people type them: `index/glossary.csv`.

For the languages without an occupation list in ESCO. A cell holds several spellings, feminine forms and synonyms among
them, the commonest first.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary.csv"
LANGUAGES = ("de", "en", "uk", "ru", "ar", "tr", "fa", "pl", "ro")


@dataclass(frozen=True, slots=True)
class Term:
    """An occupation or a skill: its forms by language."""

    kind: str
    forms: Mapping[str, tuple[str, ...]]


def read_glossary(path: Path = GLOSSARY) -> list[Term]:
    """All rows, in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Term(row["kind"], {language: tuple(row[language].split("|")) for language in LANGUAGES})
            for row in csv.DictReader(file)
        ]
