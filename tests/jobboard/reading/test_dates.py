from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.dates import read_date, real_deadline

DAY = date(2026, 3, 9)
DAYS = st.dates(date(1971, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-09", "2026-3-9", "2026-03-09T23:59:59", "2026-03-09T23:59:59+14:00", "2026-03-09T00:00:00-12:00", "2026-03-09 12:00",
        "2026-03-09T08:15:00.000Z", "20260309", "2026/03/09", "09.03.2026", "9.3.2026", "09. 03. 2026", "9.3.26", "09.03.2026 12:00 Uhr",
        "Montag, 09.03.2026", "Mo, 9.3.2026", "Mo. 09.03.2026", "03/09/2026", "3/9/26", "3/9/2026 11:59:00 PM", "9. März 2026", "09 Mar 2026",
        "9. Mär 2026", "9. Mrz 2026", "9 March 2026", "March 9, 2026", "Mar 9 2026", "Mar. 9, 2026", "Monday, 9 March 2026",
        "Montag, 9. März 2026", "9. Maerz 2026", "Mon, 09 Mar 2026 10:00:00 GMT", "Mon, 09 Mar 2026 10:00:00 +0100", " 2026-03-09 ", "1773050400",
        "1773050400000", "/Date(1773050400000)/", "/Date(1773050400000+0100)/", "9th March 2026", "March 9th, 2026",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        None, "", " ", "baldmöglichst", "ab sofort", "31.02.2026", "29.02.2026", "2026-02-30", "2026-13-01", "00.00.0000", "0000-00-00",
        "32.01.2026", "13/13/2026", "2026", "März 2026", "03.2026", "12:00", "1.2.3", "9999-12-31", "1900-01-01", "9. Foo 2026",
        "20261301", "20260230", "Mon Mar 9 10:00:00 2150", "99999999999999", "-1", "12345", "2026-03-09x", "nan", "9 Mar", "٢٠٢٦-٠٣-٠٩x", "31/12/2026",
    ],
)  # fmt: skip
def test_what_names_no_day(text: str | None) -> None:
    assert read_date(text) is None


def test_the_leap_day_exists_in_leap_years() -> None:
    assert read_date("29.02.2028") == date(2028, 2, 29)
    assert read_date("29.02.2027") is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # an hour later the clock jumps
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),  # winter: midnight in Berlin
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer: midnight in Berlin
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_an_epoch_is_the_day_in_berlin(moment: datetime, day: date) -> None:
    seconds = int(moment.timestamp())
    assert read_date(seconds) == read_date(str(seconds * 1000)) == read_date(float(seconds * 1000)) == day


@given(DAYS)
def test_round_trips(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d.%m.%Y}") == day
    assert read_date(f"{day:%m/%d/%Y}") == day
    for locale in ("de_DE", "en_GB", "en_US"):
        for form in ("long", "medium"):
            assert read_date(format_date(day, form, locale=locale)) == day, (locale, form)
    assert read_date(format_datetime(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))) == day


@given(st.one_of(st.text(), st.floats(), st.integers(), st.from_regex(r"[\d./:, -]{0,30}", fullmatch=True)))
def test_anything_is_a_day_of_our_time_or_none(value: str | float) -> None:
    found = read_date(value)
    assert found is None or date(1970, 1, 1) <= found < date(2100, 1, 1)


@pytest.mark.parametrize(
    ("closes", "posted", "kept"),
    [
        (DAY, None, True),
        (DAY, DAY - timedelta(days=60), True),
        (DAY, DAY + timedelta(days=1), True),  # odd, but the source says so
        (DAY + timedelta(days=3 * 366), DAY, True),
        (DAY + timedelta(days=3653), DAY, False),
        (date(2099, 12, 31), None, False),
        (None, DAY, False),
    ],
)
def test_a_closing_date_years_away_is_a_placeholder(closes: date | None, posted: date | None, kept: bool) -> None:
    assert real_deadline(closes, posted) == (closes if kept else None)
