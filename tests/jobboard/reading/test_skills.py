import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.skills import read_skills, skill_label, vocabulary


def labels(text: str) -> list[str]:
    return [skill.label for skill in read_skills(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erfahrung mit Python und SQL", ["Python", "SQL"]),
        ("PYTHON, python, Python", ["Python"]),
        ("C++ und C#", ["C++", "C#"]),
        ("C++-Entwicklung", ["C++"]),
        ("Java, nicht JavaScript", ["Java", "JavaScript"]),
        ("JavaScript", ["JavaScript"]),
        ("(PostgreSQL)", ["PostgreSQL"]),
        ("SQL/Python", ["SQL", "Python"]),
        # parts of other words are no skills
        ("Javanisch", []),
        ("Pythons", []),
        ("gehen und gingen", []),
        ("MySQLike", []),
        ("", []),
    ],
)
def test_skills_are_whole_words_in_order_of_appearance(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_the_spelling_found_is_kept() -> None:
    (skill,) = read_skills("Wir nutzen POSTGRES seit Jahren")
    assert (skill.label, skill.evidence) == ("PostgreSQL", "POSTGRES")


def test_every_spelling_of_the_vocabulary_is_found_and_belongs_to_one_skill() -> None:
    owners: dict[str, str] = {}
    for entry in vocabulary():
        assert entry.label and entry.label_de and entry.kind and entry.spellings, entry
        for word in entry.spellings:
            assert word == word.lower().strip(), word
            assert owners.setdefault(word, entry.label) == entry.label, f"{word} names two skills"
            assert entry.label in labels(f"Kenntnisse: {word}, sonst nichts"), word
    assert len({entry.label for entry in vocabulary()}) == len(vocabulary())


def test_a_skill_names_its_esco_concept_where_it_surely_is_the_same() -> None:
    uris = {entry.label: entry.uri for entry in vocabulary()}
    assert uris["Python"] == "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"
    assert uris["Kubernetes"] == ""
    named = [uri for uri in uris.values() if uri]
    assert len(set(named)) == len(named)
    pattern = r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    assert all(re.fullmatch(pattern, uri) for uri in named)
    assert read_skills("Python")[0].uri == uris["Python"]


@pytest.mark.parametrize(
    ("text", "expected"), [("SAP S/4HANA", ["SAP", "SAP S/4HANA"]), ("sap sd", ["SAP SD"]), ("PL/SQL", ["SQL"])]
)
def test_of_two_spellings_at_one_place_the_longer_counts(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_labels_in_both_languages() -> None:
    translated = next(entry for entry in vocabulary() if entry.label != entry.label_de)
    assert skill_label(translated.label, "de") == translated.label_de
    assert skill_label(translated.label, "en") == translated.label
    assert skill_label("no such skill", "de") == "no such skill"


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for skill in read_skills(text):
        assert skill.evidence.lower() in text.lower()


@pytest.mark.parametrize("text", ["İSTANBUL Python", "ŞİİRİ Python und SQL", "ẞẞẞ Python"])
def test_letters_that_grow_in_lower_case_do_not_shift_the_evidence(text: str) -> None:
    assert re.fullmatch("python", read_skills(text)[0].evidence, re.IGNORECASE)
