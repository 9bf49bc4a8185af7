import json

import pytest

from scrapers.tdmfile import read_rules

SITE = "https://musterwerk.example"


def rules(*pairs: tuple[str, object]) -> bytes:
    return json.dumps([{"location": location, "tdm-reservation": value} for location, value in pairs]).encode()


@pytest.mark.parametrize(
    "body",
    [
        rules(("/", 1)),
        rules(("/*", 1)),
        rules(("*", 1)),
        rules(("/jobs/", 1)),
        rules(("/jobs/1?page=*", 1)),
        rules(("/*/1", 1)),
        rules(("/jobs/1?page=2$", 1)),
        rules(("/%6Aobs/", 1)),
        rules(("/", 0), ("/jobs/", 1)),
        rules(("/jobs/", 0), ("/jobs/", 1)),
        rules(("/", "1")),
        rules(("/", True)),
        rules(("/", "yes")),
        rules(("/", None)),
        rules((7, 1)),  # type: ignore[arg-type]
        b'{"location": "/", "tdm-reservation": 1}',
        b'[{"tdm-reservation": 1, "tdm-policy": "https://musterwerk.example/policy.json"}]',
        b"\xef\xbb\xbf" + rules(("/", 1)),
    ],
)
def test_reserved(body: bytes) -> None:
    assert read_rules(200, body).reservation(f"{SITE}/jobs/1?page=2")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"7",
        b"<html>404</html>",
        b"[" * 100_000,
        rules(("/", 0)),
        rules(("/", "0")),
        rules(("/", False)),
        rules(("/bilder/", 1)),
        rules(("/jobs$", 1)),
        rules(("/", 1), ("/jobs/", 0)),
        b'[{"location": "/"}, 5, "x", null]',
    ],
)
def test_not_reserved(body: bytes) -> None:
    assert read_rules(200, body).reservation(f"{SITE}/jobs/1?page=2") == ""


@pytest.mark.parametrize(
    ("status", "unread"), [(404, False), (403, False), (301, False), (429, True), (500, True), (503, True)]
)
def test_without_a_file(status: int, unread: bool) -> None:
    read = read_rules(status, rules(("/", 1)))
    assert bool(read.unread) is unread
    assert read.reservation(SITE) == ""
