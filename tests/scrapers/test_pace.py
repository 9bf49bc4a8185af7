import pytest

from scrapers.pace import retry_after

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
