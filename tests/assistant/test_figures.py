"""Figures: the same number in every spelling, against a table."""

import pytest

from assistant.figures import figures, stated

TABLE = [
    ("", ""),
    ("no digits: zwei", ""),
    ("50.700 EUR and 45,934.20 EUR", "50700 45934.2"),
    ("50,700 or 45.934,20 Euro", "50700 45934.2"),
    ("45 934,20 Euro", "45934.2"),
    ("1,000.50", "1000.5"),
    ("٤٥٬٩٣٤٫٢٠ and ۱۲", "45934.2 12"),
    ("45,3 % und 45.3 %", "45.3"),
    ("63.00 Euro, 63 Euro", "63"),
    ("on 12.04.2023 (2023-04-12)", "12 4 2023"),
    ("§ 18g Abs. 1, 19c(2)", "18 1 19 2"),
    ("phone 0561 115", "561 115"),
    ("0,5", "0.5"),
    ("3.1 million; 3,1 Millionen", "3.1"),
    ("in 2026.", "2026"),
    ("1.1.2026", "1 2026"),
    ("see https://www.example.org/2020/01/artikel-7?x=3, 12 days", "12"),
    ("www.amt2.example/2020 (3 places)", "3"),
    ("info2024@amt-7.example.org, 115", "115"),
    ("50@home, 3 @ work", "50 3"),
    ("1.1.2026:https", "1 2026"),
]


@pytest.mark.parametrize(("text", "wanted"), TABLE)
def test_figures_in_one_spelling(text: str, wanted: str) -> None:
    assert figures(text) == frozenset(wanted.split())


def test_a_source_states_its_words_and_months_too() -> None:
    assert stated(["within two weeks", "bis 31. Dezember 2026", "drei Monate"]) == {"2", "31", "12", "2026", "3"}
    assert stated(["zweite Person"]) == set()
