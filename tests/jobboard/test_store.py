"""The store on SQLite and on PostgreSQL: what was promised is there, what failed left nothing behind."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import NOW, TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobboard.database import Database
from jobboard.errors import SettingsError, StoreError, StoreLocked, StoreMissing
from jobboard.posting import Contact, JobPosting, Place, Status
from jobboard.schema import audit, postings, store_version
from jobboard.store import Put, Store, create_store, open_store, sqlite_url

Make = Callable[..., JobPosting]
LATER = NOW + timedelta(hours=1)


def content(store: Store) -> list[Any]:
    """Everything in the tables, to compare before and after."""
    with store.database.read() as connection:
        return [
            [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in (store_version, postings, audit)
        ]


def trail(store: Store, posting: JobPosting) -> list[tuple[int, str, str]]:
    return [(row["version"], row["action"], row["actor"]) for row in store.trail(posting.id)]


class Boom(Exception):
    """Power failure, at a statement of our choice."""


@contextmanager
def failing_at(store: Store, number: int) -> Iterator[list[str]]:
    """Let the n-th statement from here on fail; gives the statements that were tried."""
    tried: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        tried.append(statement)
        if len(tried) == number:
            raise Boom(statement)

    sa.event.listen(store.database.engine, "before_cursor_execute", count)
    try:
        yield tried
    finally:
        sa.event.remove(store.database.engine, "before_cursor_execute", count)


def test_a_posting_comes_back_as_it_was_put(any_store: Store, make_posting: Make) -> None:
    put = make_posting()
    assert any_store.put([put], actor="test", now=NOW) == Put(stored=(put.id,))
    assert any_store.get(put.id) == put.model_copy(update={"first_seen": NOW, "last_seen": NOW})
    assert any_store.get("0" * 16) is None
    assert any_store.get_many([]) == {}


def test_the_life_of_a_posting(any_store: Store, make_posting: Make) -> None:
    first, changed = make_posting(), make_posting(title="Anders")
    assert any_store.version() == 0
    any_store.put([first], actor="a", now=NOW)
    assert any_store.put([first], actor="b", now=LATER) == Put(unchanged=(first.id,))
    got = any_store.get(first.id)
    assert got is not None and (got.first_seen, got.last_seen) == (NOW, LATER), "seen again, nothing else"
    assert any_store.version() == 1

    assert any_store.put([changed], actor="c", now=LATER) == Put(updated=(first.id,))
    got = any_store.get(first.id)
    assert got is not None and (got.title, got.first_seen, got.last_seen) == ("Anders", NOW, LATER)

    assert any_store.set_status([first.id], Status.WITHDRAWN, actor="d", now=LATER) == (first.id,)
    assert any_store.set_status([first.id], Status.WITHDRAWN, actor="d", now=LATER) == ()
    assert any_store.version() == 3
    got = any_store.get(first.id)
    assert got is not None and got.status is Status.WITHDRAWN and got.content_hash == changed.content_hash

    assert any_store.put([changed], actor="e", now=LATER) == Put(updated=(first.id,)), "offered again"
    got = any_store.get(first.id)
    assert got is not None and got.status is Status.LIVE
    assert trail(any_store, first) == [
        (1, "stored", "a"),
        (2, "updated", "c"),
        (3, "withdrawn", "d"),
        (4, "updated", "e"),
    ]


CONTACT = Contact(name="Erika Mustermann", email="e.mustermann@probewerk.example", phone="0999 123456")


def with_contact(make_posting: Make, reference: str, **fields: Any) -> JobPosting:
    posting = make_posting(reference, contact=CONTACT, **fields)
    return posting.model_copy(update={"evidence": {**posting.evidence, "contact": "Fragen an Erika Mustermann"}})


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.EXPIRED])
def test_the_person_an_ad_names_is_forgotten_when_it_ends(any_store: Store, make_posting: Make, status: Status) -> None:
    ended, live = with_contact(make_posting, "R-1"), with_contact(make_posting, "R-2")
    any_store.put([ended, live], actor="a", now=NOW)
    any_store.set_status([ended.id], status, actor="a", now=LATER)
    got = any_store.get(ended.id)
    assert got is not None and got.contact is None and "contact" not in got.evidence
    assert got.evidence.keys() == ended.evidence.keys() - {"contact"} and got.content_hash == ended.content_hash
    with any_store.database.read() as connection:
        (kept,) = connection.execute(sa.select(postings.c.document).where(postings.c.id == ended.id)).scalars()
    assert "Mustermann" not in str(kept)
    other = any_store.get(live.id)
    assert other is not None and other.contact == CONTACT, "the other one is live"
    any_store.put([ended], actor="a", now=LATER)
    again = any_store.get(ended.id)
    assert again is not None and again.contact == CONTACT, "offered again"


def test_the_persons_of_ads_past_their_closing_date_are_forgotten(any_store: Store, make_posting: Make) -> None:
    past = with_contact(make_posting, "R-1", valid_through=TODAY - timedelta(days=1))
    today = with_contact(make_posting, "R-2", valid_through=TODAY)
    silent = make_posting("R-3", valid_through=TODAY - timedelta(days=1))
    any_store.put([past, today, silent], actor="a", now=NOW)
    assert any_store.forget_contacts(TODAY, actor="index", now=LATER) == 1
    got = any_store.get_many([past.id, today.id])
    assert got[past.id].contact is None and got[past.id].status is Status.LIVE and got[today.id].contact == CONTACT
    assert trail(any_store, past)[-1] == (2, "no contact", "index")
    assert any_store.forget_contacts(TODAY, actor="index", now=LATER) == 0
    assert any_store.version() == 2
    assert any_store.put([past], actor="a", now=LATER).unchanged == (past.id,), "the same content brings nobody back"


def test_nothing_to_do_is_no_change(any_store: Store) -> None:
    assert any_store.put([], actor="a", now=NOW) == Put()
    assert any_store.set_status([], Status.EXPIRED, actor="a", now=NOW) == ()
    assert any_store.set_status(["f" * 16], Status.EXPIRED, actor="a", now=NOW) == ()
    assert any_store.version() == 0


def test_one_version_a_transaction_and_changes_in_its_order(any_store: Store, make_posting: Make) -> None:
    many = [make_posting(f"R-{n}") for n in range(5)]
    any_store.put(many[:3], actor="a", now=NOW)
    any_store.put(many[3:], actor="a", now=NOW)
    any_store.set_status([many[1].id], Status.EXPIRED, actor="a", now=NOW)
    changes = any_store.changes_since(0)
    assert [change.version for change in changes] == [1, 1, 2, 2, 3]
    assert changes[-1].posting.id == many[1].id and changes[-1].posting.status is Status.EXPIRED
    assert [change.posting.id for change in any_store.changes_since(2)] == [many[1].id]
    assert any_store.changes_since(3) == [] and any_store.changes_since(99) == []


def test_twelve_hundred_postings_at_once(any_store: Store, make_posting: Make) -> None:
    base = make_posting()
    many = [base.model_copy(update={"id": f"{n:016x}", "source_ref": f"R-{n}"}) for n in range(1_200)]
    assert len(any_store.put(many, actor="a", now=NOW).stored) == 1_200
    assert any_store.version() == 1
    half = [item.model_copy(update={"content_hash": "0" * 64}) if n % 2 else item for n, item in enumerate(many)]
    done = any_store.put(half, actor="a", now=LATER)
    assert (len(done.stored), len(done.updated), len(done.unchanged)) == (0, 600, 600)
    assert len(any_store.set_status([item.id for item in many], Status.EXPIRED, actor="a", now=LATER)) == 1_200
    assert len(any_store.get_many([item.id for item in many])) == 1_200
    assert any_store.counts()["expired"] == 1_200


def test_one_posting_twice_in_a_put_is_one_posting(any_store: Store, make_posting: Make) -> None:
    assert any_store.put([make_posting(title="Alt"), make_posting(title="Neu")], actor="a", now=NOW).stored == (
        make_posting().id,
    )
    got = any_store.get(make_posting().id)
    assert got is not None and got.title == "Neu"


@pytest.mark.parametrize(
    "title",
    [
        "Ärztin 🩺👩🏽‍⚕️",
        "طبيبة في المدينة",
        "Зварювальник",
        "医師",
        "Ko\u0308chin",
        "O'Neil; DROP TABLE postings; --",
        '100 % %s {x} \\ "',
        "\U0010ffff",
        "a\u200db",
    ],
)
def test_every_script_is_kept(any_store: Store, make_posting: Make, title: str) -> None:
    put = make_posting(title=title, employer=title, description=f"<p>{title}</p>", places=(Place(name=title),))
    any_store.put([put], actor=title[:50], now=NOW)
    got = any_store.get(put.id)
    assert got is not None and (got.title, got.employer, got.places) == (put.title, put.employer, put.places)
    assert got.content_hash == put.content_hash == got.fingerprint()
    assert trail(any_store, put)[0][2] == title[:50]


def test_zero_bytes_and_half_characters_never_reach_the_database(any_store: Store, make_posting: Make) -> None:
    put = make_posting(
        "R\x00-1\ud83d", title="Koch\x00", employer="\x00Werk", url="https://x.example/\x00", experience="\x00 3"
    )
    any_store.put([put], actor="a", now=NOW)
    assert any_store.get(put.id) == put.model_copy(update={"first_seen": NOW, "last_seen": NOW})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    title=st.text(min_size=1),
    words=st.text(),
    days=st.integers(0, 400),
    where=st.sampled_from(["Musterstadt", "Remote", "北京"]),
)
def test_round_trip(any_store: Store, make_posting: Make, title: str, words: str, days: int, where: str) -> None:
    put = make_posting(
        title=f"x{title}",
        description=words,
        description_is_html=False,
        valid_through=TODAY + timedelta(days=days),
        places=(Place(name=where),),
    )
    any_store.put([put], actor="a", now=NOW)
    got = any_store.get(put.id)
    assert got is not None and got.model_copy(update={"first_seen": None, "last_seen": None}) == put


def test_moments_are_kept_whatever_their_time_zone(any_store: Store, make_posting: Make) -> None:
    elsewhere = datetime(2026, 11, 22, 3, 30, tzinfo=timezone(timedelta(hours=-6)))
    any_store.put([make_posting()], actor="a", now=elsewhere)
    got = any_store.get(make_posting().id)
    assert got is not None and got.first_seen == elsewhere and got.first_seen is not None
    assert got.first_seen.tzinfo is UTC
    assert any_store.trail(got.id)[0]["at"] == elsewhere


def test_what_is_open_on_a_day(any_store: Store, make_posting: Make) -> None:
    for name, closes in (
        ("today", TODAY),
        ("yesterday", TODAY - timedelta(days=1)),
        ("never", None),
        ("later", date(2027, 1, 1)),
    ):
        any_store.put([make_posting(name, valid_through=closes)], actor="a", now=NOW)
    any_store.put([make_posting("gone")], actor="a", now=NOW)
    any_store.set_status([make_posting("gone").id], Status.WITHDRAWN, actor="a", now=NOW)
    assert sorted(posting.source_ref for posting in any_store.live(TODAY)) == ["later", "never", "today"]
    assert [posting.id for posting in any_store.live(TODAY)] == sorted(posting.id for posting in any_store.live(TODAY))
    version, snapshot = any_store.snapshot(TODAY)
    assert (version, snapshot) == (any_store.version(), list(any_store.live(TODAY)))
    assert all(posting.is_live(TODAY) for posting in snapshot)
    assert any_store.counts() == {"live": 4, "expired": 0, "withdrawn": 1, "in_review": 0, "demo": 0}


def test_of_one_source(any_store: Store, make_posting: Make) -> None:
    any_store.put([make_posting("1"), make_posting("2"), make_posting("1", source="other")], actor="a", now=NOW)
    any_store.set_status([make_posting("2").id], Status.EXPIRED, actor="a", now=NOW)
    assert sorted(posting.source_ref for posting in any_store.of_source("test")) == ["1", "2"]
    assert [posting.source_ref for posting in any_store.of_source("test", live_only=True)] == ["1"]
    assert any_store.of_source("nobody") == []


def test_demo_postings_are_removed_alone(any_store: Store, make_posting: Make) -> None:
    demo = make_posting("d", source="demo").model_copy(update={"demo": True})
    any_store.put([demo, make_posting("r")], actor="a", now=NOW)
    assert any_store.counts()["demo"] == 1
    assert any_store.remove_demo(now=NOW) == 1
    assert any_store.remove_demo(now=NOW) == 0
    assert [posting.source_ref for posting in any_store.live(TODAY)] == ["r"]
    assert any_store.counts()["demo"] == 0


# --- what fails leaves nothing


def test_a_failing_audit_row_leaves_no_posting(any_store: Store, make_posting: Make) -> None:
    any_store.put([make_posting("old")], actor="a", now=NOW)
    before = content(any_store)
    too_long = "x" * 300  # the column holds 200; SQLite does not count, so there the row is refused by a trigger
    with any_store.database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no audit today'); END"
            )
    for change in (
        lambda: any_store.put([make_posting("new"), make_posting("old", title="Anders")], actor=too_long, now=LATER),
        lambda: any_store.set_status([make_posting("old").id], Status.EXPIRED, actor=too_long, now=LATER),
    ):
        with pytest.raises(StoreError, match="Nothing was changed"):
            change()
        assert content(any_store) == before


@pytest.mark.parametrize("change", ["put", "set_status", "remove_demo"])
def test_power_fails_at_every_statement_in_turn(any_store: Store, make_posting: Make, change: str) -> None:
    """As SQLite's own tests do it: fail at the 1st, 2nd, 3rd ... statement until a run ends without a fault."""
    demo = make_posting("d").model_copy(update={"demo": True})
    any_store.put([make_posting("same"), make_posting("old"), demo], actor="a", now=NOW)
    before = content(any_store)
    for number in range(1, 100):
        with failing_at(any_store, number) as tried, suppress(Boom):
            if change == "put":
                any_store.put(
                    [make_posting("same"), make_posting("old", title="Anders"), make_posting("new")],
                    actor="b",
                    now=LATER,
                )
            elif change == "set_status":
                any_store.set_status(
                    [make_posting("same").id, make_posting("old").id], Status.EXPIRED, actor="b", now=LATER
                )
            else:
                any_store.remove_demo(now=LATER)
        if len(tried) < number:
            break
        assert content(any_store) == before, f"statement {number}: {tried[-1]}"
    assert number > 3
    assert content(any_store) != before
    assert any_store.version() == 2


def test_a_reader_sees_one_moment(any_store: Store, make_posting: Make) -> None:
    """Another writer commits between the two statements of a snapshot; neither half of it may be seen alone."""
    any_store.put([make_posting("1")], actor="a", now=NOW)
    other = open_store(any_store.database.engine.url.render_as_string(hide_password=False))
    done: list[bool] = []

    def interfere(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "store_version" in statement and not done:
            done.append(True)
            other.put([make_posting("2")], actor="b", now=NOW)

    sa.event.listen(any_store.database.engine, "after_cursor_execute", interfere)
    version, snapshot = any_store.snapshot(TODAY)
    sa.event.remove(any_store.database.engine, "after_cursor_execute", interfere)
    other.close()
    assert done
    assert (version, [posting.source_ref for posting in snapshot]) == (1, ["1"])
    assert any_store.snapshot(TODAY)[0] == 2


def test_a_follower_misses_no_change_of_two_writers(any_store: Store, make_posting: Make) -> None:
    url = any_store.database.engine.url.render_as_string(hide_password=False)
    rounds, size = 15, 3
    base = make_posting()
    problems: list[BaseException] = []

    def write(name: str) -> None:
        try:
            store = open_store(url)
            for number in range(rounds):
                store.put(
                    [
                        base.model_copy(update={"id": f"{name}{number:02}{n:013}", "source_ref": f"{name}{number}-{n}"})
                        for n in range(size)
                    ],
                    actor=name,
                    now=NOW,
                )
            store.close()
        except BaseException as error:
            problems.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    followed: set[str] = set()
    at = 0
    while any(writer.is_alive() for writer in writers) or at < any_store.version():
        changes = any_store.changes_since(at)
        versions = [change.version for change in changes]
        assert versions == sorted(versions)
        followed |= {change.posting.id for change in changes}
        at = max([at, *versions])
    assert not problems
    assert at == any_store.version() == 2 * rounds
    assert len(followed) == 2 * rounds * size == len(any_store.changes_since(0))


def test_two_writers_of_one_posting_store_it_once(any_store: Store, make_posting: Make) -> None:
    url = any_store.database.engine.url.render_as_string(hide_password=False)
    outcomes: list[Put] = []
    problems: list[BaseException] = []
    start = threading.Barrier(3)

    def write() -> None:
        try:
            store = open_store(url)
            start.wait()
            outcomes.append(store.put([make_posting()], actor="a", now=NOW))
            store.close()
        except BaseException as error:
            problems.append(error)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not problems
    assert sorted(len(outcome.stored) for outcome in outcomes) == [0, 0, 1]
    assert len(any_store.trail(make_posting().id)) == 1


# --- locks, addresses, words

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.rollback()
"""


def test_a_locked_sqlite_store_says_so_and_changes_nothing(tmp_path: Path, make_posting: Make) -> None:
    store = create_store(sqlite_url(tmp_path))
    store.put([make_posting()], actor="a", now=NOW)
    hasty = Store(Database(sqlite_url(tmp_path), wait_s=0.2))
    before = content(store)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "store.sqlite")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        assert hasty.get(make_posting().id) is not None, "readers go on"
        for change in (
            lambda: hasty.put([make_posting("new")], actor="a", now=NOW),
            lambda: hasty.set_status([make_posting().id], Status.EXPIRED, actor="a", now=NOW),
        ):
            with pytest.raises(StoreLocked) as caught:
                change()
            assert str(tmp_path / "store.sqlite") in str(caught.value)
            assert "0.2 seconds" in caught.value.message and "Nothing was changed" in caught.value.remedy
        holder.communicate("\n")
    assert content(store) == before
    assert hasty.put([make_posting("new")], actor="a", now=NOW).stored, "and writes again once the lock is gone"
    hasty.close()
    store.close()


@pytest.mark.parametrize("any_store", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_a_locked_postgresql_store_says_so_and_changes_nothing(any_store: Store, make_posting: Make) -> None:
    any_store.put([make_posting()], actor="a", now=NOW)
    before = content(any_store)
    url = any_store.database.engine.url.render_as_string(hide_password=False)
    hasty = Store(Database(url, wait_s=0.2))
    with any_store.database.write() as connection:
        connection.execute(sa.select(store_version).with_for_update())
        assert hasty.get(make_posting().id) is not None
        with pytest.raises(StoreLocked) as caught:
            hasty.put([make_posting("new")], actor="a", now=NOW)
    assert any_store.database.address in str(caught.value)
    assert content(any_store) == before
    assert hasty.put([make_posting("new")], actor="a", now=NOW).stored
    hasty.close()


def test_a_full_disk_leaves_the_store_readable(tmp_path: Path, make_posting: Make) -> None:
    store = create_store(sqlite_url(tmp_path))
    store.put([make_posting()], actor="a", now=NOW)
    before = content(store)
    pages = store.database.engine.connect()
    limit = pages.exec_driver_sql("PRAGMA page_count").scalar_one()
    pages.close()
    full = Store(Database(sqlite_url(tmp_path)))
    sa.event.listen(
        full.database.engine, "begin", lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={limit}")
    )
    large = [make_posting(f"L-{n}", description="<p>" + f"{n} viel Text " * 500 + "</p>") for n in range(40)]
    with pytest.raises(StoreError, match="full"):
        full.put(large, actor="a", now=NOW)
    assert content(store) == content(full) == before
    full.close()
    assert len(store.put(large, actor="a", now=NOW).stored) == 40
    store.close()


def test_there_is_no_store_yet(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="jobboard init"):
        open_store(sqlite_url(tmp_path / "nowhere"))
    assert list(tmp_path.iterdir()) == [], "looking for a store makes none"
    (tmp_path / "store.sqlite").touch()
    with pytest.raises(StoreMissing, match="jobboard init"):
        open_store(sqlite_url(tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="JOBBOARD_DATA"):
        create_store(sqlite_url(tmp_path / "file" / "var"))


def test_a_store_has_an_identity_of_its_own(tmp_path: Path) -> None:
    stores = [create_store(sqlite_url(tmp_path / name)) for name in ("a", "b")]
    again = create_store(sqlite_url(tmp_path / "a"))
    assert stores[0].store_id == again.store_id != stores[1].store_id
    for store in (*stores, again):
        store.close()


@pytest.mark.parametrize("name", ["with blank", "mit-Ümläut", "a#b", "a?b", "100%25", "a'b"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    create_store(sqlite_url(tmp_path / name)).close()
    assert (tmp_path / name / "store.sqlite").is_file()


SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://user:{SECRET}@127.0.0.1:1/db",
        f"postgres://user:{SECRET}@127.0.0.1:1/db",
        f"postgresql+psycopg://user:{SECRET}@127.0.0.1:1/db",
        f"postgresql://user:{SECRET}@127.0.0.1:port/db",
        f"postgresql://user:{SECRET}",
        f"postgresql://user:half@{SECRET}@127.0.0.1/db",
        f"nosuchdatabase://user:{SECRET}@h/db",
        f"mysql://user:{SECRET}@h/db",
        f"{SECRET}",
        "",
    ],
)
def test_no_password_is_ever_shown(url: str) -> None:
    with pytest.raises((StoreError, SettingsError)) as caught:
        open_store(url)
    shown = f"{caught.value} {caught.value!r} {caught.value.__dict__}"
    if ":" in url:
        assert SECRET not in shown
    assert len(str(caught.value)) > 20
