"""The invented postings of a region: days counted from today, marked as demo, faults named by file and row."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import MUSTERSTADT, NOW, TODAY

from jobboard.demo import SOURCE, demo_faults, load_demo, read_demo
from jobboard.errors import PackError
from jobboard.pack import BUNDLED
from jobboard.places import Gazetteer
from jobboard.posting import Level, Period, WorkMode
from jobboard.store import Store

REGIONS = [MUSTERSTADT, *sorted(path.parent for path in BUNDLED.glob("*/region.toml"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MUSTERSTADT, tmp_path / "pack"))


def test_the_table_is_read_as_it_is_written(gazetteer: Gazetteer) -> None:
    (file,) = read_demo(MUSTERSTADT, today=TODAY, gazetteer=gazetteer)
    assert (file.name, file.read, file.faults) == ("demo/postings.csv", 4, ())
    first, second, third, fourth = (row.posting for row in file.rows)
    assert first.date_posted == TODAY - timedelta(days=3) and first.valid_through == TODAY + timedelta(days=40)
    assert first.description_text.splitlines()[-1] == "Zwei Tage Homeoffice pro Woche sind möglich."
    assert [posting.remote.mode for posting in (first, second, third, fourth)] == [
        WorkMode.HYBRID,
        WorkMode.ONSITE,
        WorkMode.REMOTE,
        WorkMode.UNKNOWN,
    ]
    assert third.remote.area == ("Deutschland",) and third.language_requirements[0].level is Level.NONE
    assert fourth.salary is not None and (fourth.salary.min, fourth.salary.max, fourth.salary.period) == (
        18.5,
        22,
        Period.HOUR,
    )
    assert all(posting.demo and posting.source == SOURCE for posting in (first, second, third, fourth))


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2031, 1, 1)])
def test_demo_postings_are_open_on_any_day(region: Path, today: date) -> None:
    assert demo_faults(region, today) == []
    postings = [row.posting for file in read_demo(region, today=today) for row in file.rows]
    assert postings and all(posting.is_live(today) for posting in postings)
    references = [posting.source_ref for posting in postings]
    assert len(references) == len(set(references)), "one reference, one posting, over all tables"


def test_loading_twice_is_loading_once(any_store: Store, gazetteer: Gazetteer) -> None:
    put = load_demo(MUSTERSTADT, any_store, today=TODAY, now=NOW, gazetteer=gazetteer)
    assert len(put.stored) == 4
    assert len(load_demo(MUSTERSTADT, any_store, today=TODAY, now=NOW, gazetteer=gazetteer).unchanged) == 4
    assert any_store.counts()["demo"] == 4
    moved = load_demo(MUSTERSTADT, any_store, today=TODAY + timedelta(days=1), now=NOW, gazetteer=gazetteer)
    assert len(moved.updated) == 4, "on another day they have other days"


BROKEN = [
    ("B1;;nein", "prima;;nein", 5, "deutsch_niveau"),
    (";-1;+30", ";-1;+-30", 5, "gueltig_bis"),
    (";-1;+30", ";-1;³", 5, "gueltig_bis"),
    (";-1;+30", ";+30;-1", 5, "gueltig_bis"),
    ("D-2;", "D-1;", 5, "referenz"),
]


@pytest.mark.parametrize(("old", "new", "row", "column"), BROKEN)
def test_a_fault_is_named_by_file_and_row(
    folder: Path, any_store: Store, old: str, new: str, row: int, column: str
) -> None:
    path = folder / "demo" / "postings.csv"
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = demo_faults(folder, TODAY)
    assert found and all(fault.file == "demo/postings.csv" for fault in found)
    assert column in {fault.message.split(":")[0] for fault in found}
    with pytest.raises(PackError) as caught:
        load_demo(folder, any_store, today=TODAY, now=NOW)
    assert caught.value.file == path and caught.value.line == found[0].line
    assert any_store.version() == 0


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x81\x8d\xfc", b"Name;Farbe\na;b\n", b"referenz;titel\n"])
def test_a_file_that_is_no_table_is_a_fault_and_not_a_traceback(folder: Path, any_store: Store, data: bytes) -> None:
    (folder / "demo" / "postings.csv").write_bytes(data)
    (fault, *_) = demo_faults(folder, TODAY)
    assert (fault.file, fault.line) == ("demo/postings.csv", 1) and fault.message
    with pytest.raises(PackError):
        load_demo(folder, any_store, today=TODAY, now=NOW)


def test_a_pack_may_do_without(folder: Path, any_store: Store) -> None:
    shutil.rmtree(folder / "demo")
    assert demo_faults(folder, TODAY) == []
    assert load_demo(folder, any_store, today=TODAY, now=NOW).stored == ()
