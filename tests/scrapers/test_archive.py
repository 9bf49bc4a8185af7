import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.answer import Answer
from scrapers.archive import Archive, Kept, KeptRun, key_of
from scrapers.parsed import Fetch

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
JOB = "site:muster#1"
BODY = b"<xml>Stelle</xml>" * 100


def archive(folder: Path, ahead_s: float = 0.0) -> Archive:
    """An archive whose unused files are so many seconds older than they are."""
    import time

    return Archive(folder, lambda: time.time() + ahead_s)


def kept(place: Archive, body: bytes = BODY, url: str = "https://muster.example/xml") -> Kept:
    return Kept("GET", url, "", url, 200, {"etag": '"1"'}, place.keep(body), NOON.isoformat())


def write(place: Archive, now: datetime, *answers: Kept, job: str = JOB, outcome: str = "complete") -> str:
    return place.write(KeptRun(job, "personio", "https://muster.example/xml", {"a": 1}, outcome, answers), now)


def bodies(folder: Path) -> list[Path]:
    return sorted((folder / "objects").glob("*/*.gz"))


def test_a_body_is_kept_once_and_packed(tmp_path: Path) -> None:
    place = Archive(tmp_path)
    digest = place.keep(BODY)
    assert place.keep(BODY) == digest
    assert place.body(digest) == BODY
    (file,) = bodies(tmp_path)
    assert file.stat().st_size < len(BODY) / 4
    assert place.body("0" * 64) is None


@pytest.mark.parametrize(
    "damage", [b"", b"kaputt", gzip.compress(b"another body", mtime=0), gzip.compress(BODY, mtime=0)[:-9]]
)
def test_a_damaged_body_is_none_and_is_kept_anew(tmp_path: Path, damage: bytes) -> None:
    place = Archive(tmp_path)
    digest = place.keep(BODY)
    bodies(tmp_path)[0].write_bytes(damage)
    assert place.body(digest) is None
    place.keep(BODY)
    assert place.body(digest) == BODY


def test_a_run_comes_back_as_it_was(tmp_path: Path) -> None:
    place = Archive(tmp_path)
    answer = kept(place)
    name = write(place, NOON, answer)
    run = place.run(name)
    assert run == KeptRun(JOB, "personio", "https://muster.example/xml", {"a": 1}, "complete", (answer,))
    assert place.answer(answer) == Answer(answer.url, BODY, 200, {"etag": '"1"'})
    assert answer.key == key_of(Fetch("https://muster.example/xml"))
    assert place.run(f"{JOB}/00000009") is None


def test_runs_are_told_newest_first_whatever_the_clock_said(tmp_path: Path) -> None:
    place = Archive(tmp_path)
    for number, now in enumerate((NOON, NOON + 900 * DAY, NOON - 900 * DAY)):
        write(place, now, kept(place, url=f"https://muster.example/{number}"))
    assert [run.answers[0].url[-1] for run in place.runs(JOB)] == ["2", "1", "0"]


def test_a_damaged_run_is_left_out(tmp_path: Path) -> None:
    place = Archive(tmp_path)
    write(place, NOON, kept(place))
    name = write(place, NOON, kept(place))
    next((tmp_path / "runs").glob("*/*/00000002*")).write_bytes(b"x")
    assert place.run(name) is None
    assert len(list(place.runs(JOB))) == 1


def test_after_thirty_days_everything_is_gone(tmp_path: Path) -> None:
    place = archive(tmp_path, ahead_s=2 * 86_400)
    write(place, NOON, kept(place, b"alt"), kept(place, b"immer noch"))
    write(place, NOON + 20 * DAY, kept(place, b"immer noch"))
    place.keep_parsed("ab" * 32, b"{}")
    place.purge(NOON + 29 * DAY)
    assert {place.body(one.digest) for run in place.runs(JOB) for one in run.answers} == {b"alt", b"immer noch"}
    place.purge(NOON + 31 * DAY)
    assert [len(run.answers) for run in place.runs(JOB)] == [1]
    assert [gzip.decompress(file.read_bytes()) for file in bodies(tmp_path)] == [b"immer noch"]
    assert list((tmp_path / "parsed").glob("*/*")) == []
    place.purge(NOON + 51 * DAY)
    assert bodies(tmp_path) == []


def test_a_body_of_a_run_that_is_not_written_yet_stays(tmp_path: Path) -> None:
    place = archive(tmp_path)
    digest = place.keep(BODY)
    place.purge(NOON)
    assert place.body(digest) == BODY
    file = bodies(tmp_path)[0]
    os.utime(file, (1, 1))
    place.keep(BODY)  # an old body that a run beside us needs again
    place.purge(NOON)
    assert place.body(digest) == BODY


def test_a_clock_that_leaps_ahead_drops_nothing_at_once(tmp_path: Path) -> None:
    place = archive(tmp_path, ahead_s=2 * 86_400)
    write(place, NOON, kept(place))
    place.purge(NOON)
    assert place.purge(NOON + 3650 * DAY) == 0
    assert len(list(place.runs(JOB))) == 1
    place.purge(NOON + DAY)  # the clock is right again
    assert len(list(place.runs(JOB))) == 1
    place.purge(NOON + 3650 * DAY)
    place.purge(NOON + 3651 * DAY)  # it was no mistake
    assert list(place.runs(JOB)) == []


def test_a_run_from_the_future_does_not_stay_for_ever(tmp_path: Path) -> None:
    place = archive(tmp_path, ahead_s=2 * 86_400)
    write(place, NOON + 3650 * DAY, kept(place))
    place.purge(NOON)
    assert len(list(place.runs(JOB))) == 1
    place.purge(NOON + 25 * DAY)
    place.purge(NOON + 31 * DAY)
    assert list(place.runs(JOB)) == []


def test_what_is_forgotten_is_gone_and_its_neighbours_stay(tmp_path: Path) -> None:
    place = archive(tmp_path, ahead_s=2 * 86_400)
    for job in (JOB, "site:muster#2", "site:muster-sued#1"):
        write(place, NOON, kept(place, job.encode()), job=job)
    place.forget(JOB)
    assert [len(list(place.runs(job))) for job in (JOB, "site:muster#2", "site:muster-sued#1")] == [0, 1, 1]
    place.retain("site:muster", [JOB])
    assert [len(list(place.runs(job))) for job in ("site:muster#2", "site:muster-sued#1")] == [0, 1]
    place.purge(NOON)
    assert len(bodies(tmp_path)) == 1


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    place = Archive(tmp_path / "raw")
    write(place, NOON, kept(place), job="../../fremd#../1")
    assert {path.name for path in tmp_path.iterdir()} == {"raw"}


def test_an_archive_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    place = Archive(tmp_path / "raw")
    assert (place.purge(NOON), list(place.runs(JOB)), place.run(f"{JOB}/00000001")) == (0, [], None)
    assert not (tmp_path / "raw").exists()
