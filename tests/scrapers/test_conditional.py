from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.answer import Answer
from scrapers.archive import Archive, Kept, KeptRun
from scrapers.conditional import Memory, validators
from scrapers.parsed import Fetch

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
JOB, URL = "site:muster#1", "https://muster.example/xml"
FETCH = Fetch(URL)
OLD, NOW_DATE, AHEAD = "Mon, 14 Sep 2026 12:00:00 GMT", "Tue, 15 Sep 2026 12:00:00 GMT", "Fri, 15 Sep 2028 12:00:00 GMT"


def kept(digest: str = "", fetched: datetime = NOON, url: str = URL, **more: Any) -> Kept:
    values = {"method": "GET", "status": 200, "headers": {"etag": '"1"'}, "request_body": ""} | more
    return Kept(asked=URL, url=url, digest=digest, fetched=fetched.isoformat(), **values)


def remembered(folder: Path, answer: Kept, outcome: str = "complete", now: datetime = NOON) -> Memory:
    place = Archive(folder)
    place.keep(b"eins")
    place.write(KeptRun(JOB, "personio", URL, {}, outcome, (answer,)), NOON)
    return Memory.of(place, JOB, now)


@pytest.fixture
def digest(tmp_path: Path) -> str:
    return Archive(tmp_path).keep(b"eins")


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({}, []),
        ({"etag": '"1"'}, ["If-None-Match"]),
        ({"ETag": 'W/"1"'}, ["If-None-Match"]),
        ({"last-modified": OLD}, ["If-Modified-Since"]),
        ({"etag": '"1"', "last-modified": OLD}, ["If-None-Match", "If-Modified-Since"]),
        ({"last-modified": AHEAD}, []),
        ({"etag": '"1"', "last-modified": AHEAD}, ["If-None-Match"]),
        ({"last-modified": NOW_DATE}, []),
        ({"last-modified": OLD, "date": OLD}, []),
        ({"last-modified": AHEAD, "date": AHEAD}, []),
        ({"last-modified": "gestern"}, []),
        ({"last-modified": "Mon, 14 Sep 99999 12:00:00 GMT"}, []),
        ({"last-modified": OLD, "date": "heute"}, ["If-Modified-Since"]),
        ({"etag": " "}, []),
    ],
)
def test_what_an_answers_headers_allow_to_ask(headers: dict[str, str], asked: list[str]) -> None:
    assert list(validators(kept(headers=headers))) == asked


def test_an_unchanged_answer_is_the_kept_one_with_renewed_headers(tmp_path: Path, digest: str) -> None:
    memory = remembered(tmp_path, kept(digest, headers={"etag": '"1"', "content-type": "text/xml"}))
    assert memory.questions(FETCH) == {"If-None-Match": '"1"'}
    found = memory.recall(FETCH, URL, {"ETag": '"2"', "TDM-Reservation": "1", "Content-Type": "text/plain"})
    assert found is not None
    answer, again = found
    assert answer == Answer(URL, b"eins", 200, again.headers)
    assert again.headers == {"etag": '"2"', "tdm-reservation": "1", "content-type": "text/xml"}
    assert (again.digest, again.fetched) == (digest, NOON.isoformat())


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"method": "POST"},
        {"request_body": "{}"},
        {"fetched": NOON - timedelta(days=7)},  # asked for in full now and then
        {"fetched": NOON + timedelta(seconds=1)},  # fetched under a clock that ran ahead
        {"headers": {}},
    ],
)
def test_what_cannot_be_asked_conditionally(tmp_path: Path, digest: str, answer: dict[str, Any]) -> None:
    assert remembered(tmp_path, kept(digest, **answer)).questions(FETCH) == {}


def test_without_its_body_an_answer_is_asked_for_in_full(tmp_path: Path, digest: str) -> None:
    memory = remembered(tmp_path, kept(digest))
    next((tmp_path / "objects").glob("*/*")).write_bytes(b"kaputt")
    assert memory.questions(FETCH) == {}
    assert memory.recall(FETCH, URL, {}) is None


def test_an_answer_of_another_address_is_not_the_kept_one(tmp_path: Path, digest: str) -> None:
    assert remembered(tmp_path, kept(digest)).recall(FETCH, "https://muster.example/moved", {}) is None


def test_nothing_is_known_of_what_was_never_asked(tmp_path: Path, digest: str) -> None:
    memory = remembered(tmp_path, kept(digest))
    assert memory.questions(Fetch(f"{URL}?x")) == {}
    assert memory.recall(Fetch(f"{URL}?x"), URL, {}) is None


def test_answers_of_failed_runs_count_as_far_as_the_last_complete_one(tmp_path: Path, digest: str) -> None:
    remembered(tmp_path, kept(digest, headers={"etag": '"0"'}))
    remembered(tmp_path, kept(digest))
    memory = remembered(
        tmp_path, Kept("GET", f"{URL}/2", "", URL, 200, {"etag": '"9"'}, digest, NOON.isoformat()), "failed"
    )
    assert memory.questions(FETCH) == {"If-None-Match": '"1"'}
    assert memory.questions(Fetch(f"{URL}/2")) == {"If-None-Match": '"9"'}
