"""In which language a question is asked: a table."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.language import question_language

QUESTIONS = Path(__file__).with_name("questions.tsv")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie melde ich mich an?", "de"),
        ("wohnung anmelden", "de"),
        ("Kindergeld", "de"),
        ("fuehrerschein umschreiben", "de"),
        ("Blue Card Gehalt", "de"),
        ("Danke", "de"),
        ("GRÖSSE?", "de"),
        ("Elterngeld Höhe", "de"),
        ("Straße", "de"),
        ("How do I register?", "en"),
        ("notice period", "en"),
        ("Kindergarten fees in Germany", "en"),
        ("I need help with the Anmeldung", "en"),
        ("visa", "en"),
        ("Як зареєструвати адресу?", "uk"),
        ("Де амт?", "uk"),
        ("Как зарегистрировать адрес?", "ru"),
        ("كيف أسجل عنواني؟", "ar"),
        ("چگونه ثبت نام کنم؟", "fa"),
        ("Evimi nasıl kaydettiririm?", "tr"),
        ("Asgari ücret ne kadar?", "tr"),
        ("EVDEN ÇALIŞMA HAKKIM VAR MI", "tr"),
        ("Je cherche un travail à la maison", "fr"),
        ("¿Dónde puedo aprender alemán gratis?", "es"),
        ("", "en"),
        ("?!", "en"),
        ("123", "en"),
        ("👋", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert question_language(text) == language


def test_nearly_all_of_our_questions_are_told_right() -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    right = sum(question_language(row["question"]) == row["language"] for row in rows)
    assert right >= 0.98 * len(rows)


@given(st.text())
@example("AA0AA0AA")  # the statistics call this no language
def test_any_text_has_a_language(text: str) -> None:
    assert len(question_language(text)) == 2
