"""The glossary is whole, and each language stands in its own script."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from alphabets import SCRIPTS, SIGNS

from index.glossary import GLOSSARY, LANGUAGES, read_glossary

TERMS = read_glossary()


def forms(language: str) -> list[str]:
    return [form for term in TERMS for form in term.forms[language]]


def test_size_and_columns() -> None:
    assert len(TERMS) >= 500
    counts = Counter(term.kind for term in TERMS)
    assert set(counts) == {"occupation", "skill"} and min(counts.values()) >= 150
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == ("kind", *LANGUAGES)
    assert {len(row) for row in rows} == {len(LANGUAGES) + 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_are_filled_and_in_their_script(language: str) -> None:
    must, may = SCRIPTS[language]
    for term in TERMS:
        cell = term.forms[language]
        assert any(re.search(f"[{must}]", form) for form in cell), cell
        for form in cell:
            assert form and form == " ".join(form.split()), cell
            assert re.fullmatch(f"[{may}{SIGNS}]+", form), form
            assert unicodedata.is_normalized("NFC", form), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_scripts(language: str) -> None:
    for form in forms(language):
        for word in re.split(r"[ /-]", form):
            scripts = {unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}
            assert len(scripts) <= 1, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_stands_twice_within_a_kind(language: str) -> None:
    counts = Counter((term.kind, form.casefold()) for term in TERMS for form in term.forms[language])
    assert [key for key, count in counts.items() if count > 1] == []


def test_german_occupations_name_the_feminine_too() -> None:
    feminine = re.compile(r"(in|frau|angestellte|bildende|beauftragte|ständige|kraft|Hebamme)\b")
    cells = [term.forms["de"] for term in TERMS if term.kind == "occupation"]
    assert [cell for cell in cells if not any(feminine.search(form) for form in cell)] == []


def test_reading_takes_another_file(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    cells = [f"{language}1|{language}2" for language in LANGUAGES]
    path.write_text("\n".join([",".join(["kind", *LANGUAGES]), ",".join(["skill", *cells])]) + "\n", "utf-8")
    [term] = read_glossary(path)
    assert (term.kind, term.forms["fa"]) == ("skill", ("fa1", "fa2"))
