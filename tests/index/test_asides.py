"""What is said beside the work: a table of queries and what is left of them, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asides import meant, sought

LEFT = [
    ("looking for a job as a java developer", "java developer"),
    ("accountant jobs", "accountant"),
    ("I am a data analyst and want to", "data analyst"),
    ("am a data analyst", "data analyst"),  # "I" is gone where something was read
    ("payroll clerk jobs in Germany", "payroll clerk"),
    ("Ich suche eine Stelle als Buchhalterin", "Buchhalterin"),
    ("Jobs Buchhalter deutschlandweit", "Buchhalter"),
    ("Fachkraft für Arbeitssicherheit gesucht", "Fachkraft für Arbeitssicherheit"),
    ("C++ Jobs", "C++"),
    ("Fachkraft Arbeitsschutz (m/w/d)", "Fachkraft Arbeitsschutz"),
    ("(w/m/d) data entry", "data entry"),
    ("Buchhalter m/w/d", "Buchhalter"),
    ("бухгалтер (all genders) ", "бухгалтер"),
    ("шукаю роботу бухгалтером у Німеччині", "бухгалтером"),
    ("вакансія медсестра", "медсестра"),
    ("ищу работу программистом", "программистом"),
    ("أبحث عن عمل محاسب", "محاسب"),
    ("وظيفة محاسب في ألمانيا", "محاسب"),
    ("muhasebeci iş ilanı", "muhasebeci"),
    ("szukam pracy jako księgowa", "księgowa"),
    ("caut loc de muncă contabil", "contabil"),
]
KEPT = [
    "Buchhalter", "Arbeit mit Kindern", "soziale Arbeit", "social work", "job coach", "search engine optimisation",
    "search consultant", "need help desk", "робота з клієнтами", "работа с клиентами", "iş analisti", "iş güvenliği uzmanı",
    "m/w/d", "(m/w/d)", "Pflege (m/w/d) Nachtdienst", "W/D Consulting Ltd", "M/Welt Redaktion", "R&D", "praca z klientem", "AS400 developer", "SAP IS-U", "an Gesundheit interessiert", "Stellenplaner", "Positionierung",
    "job", "Jobs in Germany", "find a job", "Suche Arbeit", "вакансії", "iş ilanı", "", "😀", "!", "Deutschland",
]  # fmt: skip
WORDS = [*"job jobs as a in Germany ich suche Senior iş вакансія 😀 ( \x00 ß İ é als Koch".split(" "), " ", "e\u0301"]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))


@pytest.mark.parametrize(("query", "left"), LEFT, ids=[query for query, _ in LEFT])
def test_what_says_that_work_is_looked_for_is_left_out(query: str, left: str) -> None:
    assert sought(query) == left
    assert sought(left) == left


@pytest.mark.parametrize("query", KEPT)
def test_what_may_be_the_work_itself_stays(query: str) -> None:
    assert sought(query) == query


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("junior data scientist", "data scientist"), ("Data Engineer (senior)", "Data Engineer ()"), ("Senior", "Senior"),
        ("Seniorenbetreuung", "Seniorenbetreuung"), ("старший бухгалтер", "бухгалтер"), ("kıdemli yazılımcı", "yazılımcı"),
        ("Sr. Java Developer", "Java Developer"), ("erfahrene Köchin", "Köchin"), ("senior junior", "senior junior"),
    ],
)  # fmt: skip
def test_how_experienced_one_is_means_no_work(query: str, left: str) -> None:
    assert meant(query) == left


@given(TEXTS)
def test_any_text_loses_words_only(text: str) -> None:
    for left in (sought(text), meant(text)):
        letters = iter(text)
        assert all(letter in letters for letter in left if not letter.isspace())
        assert bool(left.strip()) == bool(text.strip())
    assert sought(text) in text


def test_a_long_text_is_a_profile_and_stays() -> None:
    text = "Ich suche eine Stelle als Koch " * 100
    assert sought(text) == meant(text) == text
