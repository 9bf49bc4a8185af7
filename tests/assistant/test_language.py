"""In which language a question is asked: a table of questions, mixed and transliterated ones too."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.language import question_language

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return [(row["question"], row["language"]) for row in csv.DictReader(stream, delimiter="\t")]


def test_the_language_of_each_question_of_the_table() -> None:
    table = rows("languages.tsv")
    assert len(table) >= 150
    told = [(question, question_language(question)) for question, _ in table]
    assert told == table


def test_nearly_all_of_our_questions_are_told_right() -> None:
    table = rows("questions.tsv")
    right = sum(question_language(question) == language for question, language in table)
    assert right >= 0.98 * len(table)


@pytest.mark.parametrize(
    ("text", "kept", "language"),
    [
        ("", "uk", "uk"),
        ("?!", "ar", "ar"),
        ("visa?", "uk", "uk"),
        ("Anmeldung", "tr", "tr"),
        ("Kindergeld", "en", "en"),
        ("Minijob 2026", "fr", "fr"),
        ("документ", "uk", "uk"),
        ("документ", "ru", "ru"),
        ("документ", "en", "ru"),
        ("иначе", "de", "ru"),
        ("Und wo?", "en", "de"),
        ("and where?", "uk", "en"),
        ("скільки?", "en", "uk"),
        ("Wie melde ich mich an?", "uk", "de"),
        ("", "", "en"),
        ("123", "", "en"),
        ("👋", "", "en"),
    ],
)
def test_a_word_or_two_keep_the_language_of_the_conversation(text: str, kept: str, language: str) -> None:
    assert question_language(text, kept) == language


@settings(deadline=None)  # the first text waits for the tables
@given(st.text())
@example("AA0AA0AA")  # the statistics call this no language
@example("\ud800")
def test_any_text_has_a_language(text: str) -> None:
    assert len(question_language(text)) == 2
