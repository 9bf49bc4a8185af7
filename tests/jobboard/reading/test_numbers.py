import math

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("7", 7), ("52000", 52000), ("52.000", 52000), ("52,000", 52000), ("52'000", 52000), ("52 000", 52000),
        ("52\u00a0000", 52000), ("52\u202f000", 52000), ("1.234.567,89", 1234567.89), ("1,234,567.89", 1234567.89),
        ("18,50", 18.5), ("18.50", 18.5), ("18,5", 18.5), ("38.5", 38.5), ("0,5", 0.5), ("52.000,00", 52000), ("52.000,-", 52000),
        ("3000,–", 3000), ("52,000.00", 52000), ("-3", -3), ("+40", 40), ("−7,5", -7.5), (" 12 ", 12), ("007", 7),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1.2.3", "12,34,56", "1,2,3", "52.00.0", "12 34", "1e3", "0x1F", "NaN", "inf", "∞", "12a", "a12", "1-2",
     "--", "-", ",", ".", ",5", "5,", "½", "²", "12€", "1..2", "52.000.00", "1.234,56,7"],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(0, 10**12), st.sampled_from(["de_DE", "en_US", "de_CH"]))
def test_whole_numbers_in_a_countrys_own_format(number: int, locale: str) -> None:
    assert read_number(format_decimal(number, locale=locale)) == number


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["de_DE", "en_US"]))
def test_amounts_with_cents_in_a_countrys_own_format(whole: int, cents: int, locale: str) -> None:
    text = format_decimal(whole + cents / 100, format="#,##0.00", locale=locale)
    assert read_number(text) == pytest.approx(whole + cents / 100)


@given(st.text(alphabet="0123456789.,'-+ \u00a0€kaN∞²٣", max_size=30))
def test_any_cell_is_a_finite_number_or_none(text: str) -> None:
    number = read_number(text)
    assert number is None or math.isfinite(number)


def test_digits_of_other_scripts_are_read_or_refused_but_never_wrong() -> None:
    assert read_number("٣٤") in (None, 34)
