"""Days as people write them, in many languages; without a year the next one is meant."""

from datetime import date

import pytest

from assistant.days import day_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I arrive on 1 March 2027", date(2027, 3, 1)),
        ("ich komme am 1.3.2027", date(2027, 3, 1)),
        ("am 1. März", date(2027, 3, 1)),
        ("am 24.12.", date(2026, 12, 24)),
        ("22 November", date(2026, 11, 22)),
        ("21 November", date(2027, 11, 21)),
        ("March 1st, 2027", date(2027, 3, 1)),
        ("the 3rd of May 2027", date(2027, 5, 3)),
        ("2027-03-01", date(2027, 3, 1)),
        ("12/04/2027", date(2027, 4, 12)),
        ("приїду 5 травня 2027", date(2027, 5, 5)),
        ("سأصل في ٣ مارس ٢٠٢٧", date(2027, 3, 3)),
        ("5 Mart 2027'de geliyorum", date(2027, 3, 5)),
        ("le 1er mars 2027", date(2027, 3, 1)),
        ("31.02.2027", None),
        ("29.2.2028", date(2028, 2, 29)),
        ("13.90 euros", None),
        ("May I come?", None),
        ("", None),
    ],
)
def test_day_in(text: str, found: date | None) -> None:
    assert day_in(text, date(2026, 11, 22)) == found
