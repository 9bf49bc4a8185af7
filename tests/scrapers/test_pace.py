from types import SimpleNamespace

import pytest

from scrapers.pace import Pace, retry_after

NOON = 1_790_000_000.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("Mon, 21 Sep 2026 14:13:50 GMT", 30.0),
        ("Mon, 21 Sep 2026 14:13:00 GMT", 0.0),  # in the past
        ("", None),
        ("bald", None),
        ("-5", None),
        ("٣", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after(header, lambda: NOON) == seconds


def test_a_fast_answer_or_an_error_never_makes_us_faster_and_a_slow_one_makes_us_slower() -> None:
    pace = Pace.__new__(Pace)
    pace.target_concurrency, pace.mindelay, pace.maxdelay = 1.0, 0.5, 120.0
    slot = SimpleNamespace(delay=5.0)
    for latency, status in ((0.001, 200), (0.001, 500), (0.001, 429)):
        pace._adjust_delay(slot, latency, SimpleNamespace(status=status))
        assert slot.delay == 5.0
    pace._adjust_delay(slot, 9.0, SimpleNamespace(status=200))
    assert slot.delay == 9.0
