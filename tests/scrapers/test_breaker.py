from datetime import UTC, datetime, timedelta

import pytest

from jobboard.runs import Run
from scrapers.breaker import Breaker

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BREAKER = Breaker(failures=3, first=20 * HOUR, most=100 * HOUR)


def runs(outcomes: str, last: datetime = NOON) -> list[Run]:
    """Runs newest first: F failed, C complete, E empty."""
    names = {"F": "failed", "C": "complete", "E": "empty"}
    return [
        Run("site:a", last - n * HOUR, last - n * HOUR, names[each], {}, f"HTTP 50{n}")
        for n, each in enumerate(outcomes)
    ]


@pytest.mark.parametrize(
    ("outcomes", "hours"),
    [
        ("", 0),
        ("F", 0),
        ("FF", 0),
        ("FFC", 0),
        ("FFCF", 0),
        ("CFFF", 0),
        ("EFFF", 0),
        ("FFF", 20),
        ("FFFC", 20),
        ("FFFF", 40),
        ("FFFFF", 80),
        ("FFFFFF", 100),
        ("F" * 500, 100),
    ],
)
def test_the_length_of_a_rest(outcomes: str, hours: int) -> None:
    rest = BREAKER.rest(runs(outcomes), NOON + timedelta(seconds=1))
    assert (rest.until - NOON if rest else timedelta()) == hours * HOUR


def test_a_rest_ends() -> None:
    assert BREAKER.rest(runs("FFF"), NOON + 19 * HOUR)
    assert BREAKER.rest(runs("FFF"), NOON + 20 * HOUR) is None


def test_a_run_from_the_future_stops_nobody() -> None:
    assert BREAKER.rest(runs("FFF", NOON + 9000 * HOUR), NOON) is None


def test_a_rest_says_until_when_and_why() -> None:
    rest = BREAKER.rest(runs("FFF"), NOON)
    assert str(rest) == "rests until 2026-09-16 08:00 UTC after 3 failed runs in a row: HTTP 500"
