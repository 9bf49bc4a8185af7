from datetime import date

import pytest

from scrapers import fields
from scrapers.shapes import MOST, records, whole_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a ", "a"),
        (744000135080134, "744000135080134"),
        (12345678901234567890, "12345678901234567890"),
        (10**400, ""),
        (5.0, "5"),
        (1.5, "1.5"),
        (float("inf"), ""),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
        ([None, "", {"name": "b"}], "b"),
        ({"@value": "c", "@language": "de"}, "c"),
        ({"label": {"name": ["d"]}}, "d"),
        ({}, ""),
        ("\ud83d\ude00 \ud800\x00", "\U0001f600 \ufffd"),
    ],
)
def test_text(value: object, text: str) -> None:
    assert fields.text(value) == text


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("R&amp;amp;D", "R&D"),
        ("a\n\t b", "a b"),
        ("<b>fett</b> &lt;i&gt;", "fett"),
        ("Tarif\u00adlohn", "Tariflohn"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_line(value: object, line: str) -> None:
    assert fields.line(value) == line


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("2026-09-01T00:00:00Z+01:00", date(2026, 9, 1)),
        ("2026-09-01+02:00", date(2026, 9, 1)),
        ("2026-09-01 00:00:0", date(2026, 9, 1)),
        ("01.09.2026", date(2026, 9, 1)),
        ("Wed Sep 02 02:00:00 UTC 2026", date(2026, 9, 2)),
        ("/Date(1788220800000)/", date(2026, 9, 1)),
        ("2026-13-45", None),
        ("20260901123456789", None),
        ("baldm\u00f6glichst", None),
        (None, None),
    ],
)
def test_day(value: object, day: date | None) -> None:
    assert fields.day(value) == day


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://a.example/x?utm_source=b&id=1&UTM_medium=c#top", "https://a.example/x?id=1"),
        ("/job/1", "https://base.example/job/1"),
        ("//b.example/x", "https://b.example/x"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("https://a.example/<script>", ""),
        ("http://[::1", ""),
        ("https://a.example:99999/", ""),
        ("x" * 3000, ""),
    ],
)
def test_web_address(value: object, address: str) -> None:
    assert fields.web_address(value, "https://base.example/list") == address


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ort, , Land", "Ort, Land"),
        (" ,Ort,Ort, ", "Ort"),
        ("12345 Musterstadt", "12345 Musterstadt"),
        ("", None),
        (None, None),
    ],
)
def test_place_names(name: object, written: str | None) -> None:
    place = fields.place(name)
    assert (place.name if place else None) == written


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0, 0), ("", ""), ("x", 1), (91, 1), (51, 181), (None, 9), (float("nan"), 9), (True, False)],
)
def test_points_that_are_none(latitude: object, longitude: object) -> None:
    place = fields.place("Ort", latitude=latitude, longitude=longitude)
    assert place is not None and place.latitude is None and place.longitude is None


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (3, 3),
        ("3", 3),
        (3.0, 3),
        (-1, None),
        (True, None),
        ("drei", None),
        (None, None),
        (1e30, None),
        ("\u0663", None),
    ],
)
def test_counts(value: object, count: int | None) -> None:
    assert whole_number(value) == count


def test_records_are_found_anywhere_in_order_and_no_more_than_can_be_kept() -> None:
    document = {"a": [{"id": 1, "inner": {"id": 2}}], "skip": {"id": 3}, "b": {"c": {"id": 4}}}
    assert [node["id"] for node in records(document, lambda node: "id" in node, skip=lambda key: key == "skip")] == [
        1,
        4,
    ]
    assert len(records([{"id": 1}] * 9000, lambda node: "id" in node)) == MOST
