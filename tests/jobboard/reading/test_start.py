from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.start import read_deadline, read_start, start_of

POSTED = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Wir suchen zum nächstmöglichen Zeitpunkt einen Koch", "immediately"), ("Wir suchen ab sofort", "immediately"), ("Start: ASAP", "immediately"),
        ("We are looking for you as soon as possible", "immediately"), ("Eintrittsdatum:\nsofort oder nach Vereinbarung", "immediately"),
        ("Eintrittstermin: 01.01.2027", "2027-01-01"), ("Beginn: ab 1. März 2027", "2027-03-01"), ("zum 01.01.2027 suchen wir einen Koch", "2027-01-01"),
        ("Die Stelle ist zum 1. Januar 2027 zu besetzen", "2027-01-01"), ("Start date: March 16, 2027", "2027-03-16"), ("Wir suchen ab Juli 2027 Unterstützung", "2027-07"),
        ("Die Ausbildung beginnt am 01.09.2027", "2027-09-01"), ("Start: April 2027 / Mai 2027", "2027-04"), ("Wir suchen Sie, ab 03/2027", "2027-03"),
        ("suchen wir ab sofort oder zum 01.01.2027", "immediately"),
        # the applicant's own date, other limits, other things done soon
        ("unter Angabe Ihres frühestmöglichen Eintrittstermins und Ihrer Gehaltsvorstellung", ""), ("Die Stelle ist befristet bis zum 31.12.2027", ""),
        ("Bewerben Sie sich, wir melden uns schnellstmöglich", ""), ("Wir suchen Menschen, die Probleme sofort erkennen", ""), ("Die Firma besteht seit dem 01.01.1990", ""), ("", ""),
    ],
)  # fmt: skip
def test_when_the_job_begins(text: str, start: str) -> None:
    assert read_start(text)[0] == start


def test_a_start_long_before_or_after_the_posting_is_another_date() -> None:
    assert read_start("Die Stelle ist zum 01.01.2015 zu besetzen", POSTED) == ("", "")
    assert read_start("Die Stelle ist zum 01.01.2027 zu besetzen", POSTED)[0] == "2027-01-01"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Bewerbungsfrist: 15.12.2026", date(2026, 12, 15)), ("Bewerbungsfrist 15.12.", date(2026, 12, 15)), ("Bewerbungsfrist 15.01.", date(2027, 1, 15)),
        ("Bewerbungsschluss:\n30. November 2026", date(2026, 11, 30)), ("Ihre Bewerbung senden Sie bitte bis zum 28.12.2026, per E-Mail", date(2026, 12, 28)),
        ("Application deadline: 15 December 2026", date(2026, 12, 15)), ("Please apply by December 5, 2026", date(2026, 12, 5)), ("Bewerben Sie sich bis zum 5. Januar", date(2027, 1, 5)),
        ("Wir freuen uns auf Ihre Unterlagen über unser Online-Portal bis zum 14.12.2026", date(2026, 12, 14)),
        ("Die Stelle ist befristet bis 31.12.2027", None), ("Bewerbungsfrist: 20.05.2025", None), ("Bewerbungsfrist: keine", None), ("31.12.2026", None), ("", None),
    ],
)  # fmt: skip
def test_until_when_one_can_apply(text: str, day: date | None) -> None:
    assert read_deadline(text, POSTED)[0] == day


def test_a_day_without_a_year_needs_a_day_of_posting() -> None:
    assert read_deadline("Bewerbungsfrist 15.12.") == (None, "")


@pytest.mark.parametrize(
    ("words", "start"),
    [("2027-01-01", "2027-01-01"), ("01.01.2027", "2027-01-01"), ("2027-03", "2027-03"), ("ab sofort", "immediately"), ("baldmöglichst", "immediately"),
     ("ab März 2027", "2027-03"), ("nach Vereinbarung", ""), ("", "")],
)  # fmt: skip
def test_a_start_of_a_source(words: str, start: str) -> None:
    assert start_of(words) == start


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    start, words = read_start(text, POSTED)
    assert bool(start) == bool(words) or start
    read_deadline(text, POSTED)
    start_of(text)
