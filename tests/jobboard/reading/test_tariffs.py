"""Grades as ads write them, and the tables against what the agreements say of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import Period
from jobboard.reading.tariffs import Grade, read_grade, tables, tariff_pay


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("E 13 TV-H", "E 13 TV-H"), ("EG 9b TVöD-VKA", "E 9b TVöD-VKA"), ("A 12 HBesG", "A 12 HBesG"), ("TV-L E 11", "E 11 TV-L"),
        ("TV-H E 9a - E 11", "E 9a - E 11 TV-H"), ("E 9a bis E 11 TV-H", "E 9a - E 11 TV-H"), ("TV-L E 9b - TV-L E 10", "E 9b - E 10 TV-L"),
        ("A 9–A 12 / TV-L E 9b–E 11", "E 9b - E 11 TV-L"), ("EGr. 9a TV-L", "E 9a TV-L"), ("EGr. 15Ü TV-L", "E 15Ü TV-L"),
        ("bis Bes.-Gr. A 13/A 14 HBesG", "A 13 - A 14 HBesG"), ("Entgeltgruppe S 11b TVöD-SuE", "S 11b TVöD-VKA"), ("P 8 TVöD-K", "P 8 TVöD-VKA"),
        ("Vergütung nach TVöD, Entgeltgruppe S 8a", "S 8a TVöD"), ("TVöD-V (EG 10)", "E 10 TVöD-VKA"), ("TVöD (VKA) Entgeltgruppe 8", "E 8 TVöD-VKA"),
        ("nach Entgeltgruppe 9c des Tarifvertrags für den öffentlichen Dienst (TVöD-VKA)", "E 9c TVöD-VKA"), ("E 13 (100 %) TV-H", "E 13 TV-H"),
        ("Entgelt nach dem Tarifvertrag für den öffentlichen Dienst der Länder, Entgeltgruppe 11", "E 11 TV-L"),
        ("Entgeltgruppe 8 nach dem Tarifvertrag für den öffentlichen Dienst des Landes Hessen (TV-H)", "E 8 TV-H"),
        ("Wir zahlen nach TV-H.\nEntgeltgruppe: EG 11", "E 11 TV-H"), ("Entgeltgruppe: EG 11", "E 11"), ("Entgeltgruppe 7 TV-V", "E 7 TV-V"),
        # no grade
        ("Wir zahlen nach TVöD mit 30 Tagen Urlaub", None), ("TVöD, 39 Stunden pro Woche", None), ("Super E10 tanken", None), ("E 6", None),
        ("Deutsch B2 und TVöD", None), ("Führerschein Klasse B", None), ("2. Tarifrunde TV-L", None), ("E 99 TV-L", None), ("", None),
    ],
)  # fmt: skip
def test_grades(text: str, grade: str | None) -> None:
    found = read_grade(text)
    assert (found and str(found)) == grade


def test_a_grade_becomes_a_dated_range() -> None:
    found = tariff_pay(Grade("E 13", "E 13", "TV-L", "E 13 TV-L"))
    assert (found.min, found.max, found.currency, found.period) == (4759.37, 6764.69, "EUR", Period.MONTH)
    assert (found.grade, found.table, found.table_from, found.evidence) == (
        "E 13 TV-L",
        "TV-L",
        date(2026, 4, 1),
        "E 13 TV-L",
    )


@pytest.mark.parametrize(
    ("day", "valid_from", "least"),
    [
        (date(2024, 11, 1), date(2024, 11, 1), 4388.38), (date(2025, 1, 31), date(2024, 11, 1), 4388.38), (date(2025, 2, 1), date(2025, 2, 1), 4629.74),
        (date(2026, 3, 31), date(2025, 2, 1), 4629.74), (date(2026, 4, 1), date(2026, 4, 1), 4759.37), (None, date(2026, 4, 1), 4759.37),
    ],
)  # fmt: skip
def test_the_table_in_force_on_a_day(day: date | None, valid_from: date, least: float) -> None:
    found = tariff_pay(Grade("E 13", "E 13", "TV-L", ""), day)
    assert (found.table_from, found.min) == (valid_from, least)


def test_before_the_first_table_or_without_one_there_are_no_amounts() -> None:
    for grade, day in (
        (Grade("E 13", "E 13", "TV-L", ""), date(2020, 1, 1)),
        (Grade("E 7", "E 7", "TV-V", ""), None),
        (Grade("E 11", "E 11", "", ""), None),
    ):
        found = tariff_pay(grade, day)
        assert (found.min, found.max, found.period, found.table, found.table_from) == (None, None, None, "", None)
        assert found.grade == str(grade)


def test_up_to_a_grade_has_no_least_pay() -> None:
    grade = read_grade("Eingruppierung bis EG 12 TV-H möglich")
    assert grade is not None
    assert (tariff_pay(grade).min, tariff_pay(grade).max) == (None, 6531.34)


def test_where_bund_or_vka_is_not_said_the_range_spans_both() -> None:
    both, vka, bund = (tariff_pay(Grade("E 9b", "E 9b", law, "")) for law in ("TVöD", "TVöD-VKA", "TVöD-Bund"))
    assert both.min == min(vka.min or 0, bund.min or 0) and both.max == max(vka.max or 0, bund.max or 0)
    assert vka.min != bund.min


def _table(law: str, day: date) -> dict[str, tuple[float, ...]]:
    return next(table.grades for table in tables() if (table.law, table.valid_from) == (law, day))


@pytest.mark.parametrize(
    ("law", "before", "after", "percent", "at_least"),
    [
        ("TV-L", date(2025, 2, 1), date(2026, 4, 1), 2.8, 100), ("TVöD-VKA", date(2025, 4, 1), date(2026, 5, 1), 2.8, 0),
        ("HBesG", date(2025, 2, 1), date(2025, 12, 1), 5.5, 0), ("TV-H", date(2025, 2, 1), date(2025, 8, 1), 5.5, 140), ("TV-L", date(2024, 11, 1), date(2025, 2, 1), 5.5, 140),
    ],
)  # fmt: skip
def test_tables_rise_as_agreed(law: str, before: date, after: date, percent: float, at_least: float) -> None:
    old, new = _table(law, before), _table(law, after)
    for grade, steps in old.items():
        for low, high in zip(steps, new[grade], strict=True):
            assert high == pytest.approx(max(low * (1 + percent / 100), low + at_least), abs=0.02), (grade, low)


def test_tables_are_in_order() -> None:
    """More experience is never paid less, and every row says where it comes from."""
    import csv

    from jobboard.reading.tariffs import VOCABULARY

    for table in tables():
        for grade, steps in table.grades.items():
            assert list(steps) == sorted(steps), (table.law, table.valid_from, grade)
            assert steps[0] > 1_500 and steps[-1] < 15_000
    with (VOCABULARY / "tariff_sources.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["source"] for row in csv.DictReader(stream) if row["how"] and row["where"]}
    with (VOCABULARY / "tariffs.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["source"] for row in csv.DictReader(stream)} == known


@given(st.text(alphabet="TV-HLöD EGAS0123456789ab/–.()\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    if found := read_grade(text):
        assert str(found) and tariff_pay(found).grade == str(found)
