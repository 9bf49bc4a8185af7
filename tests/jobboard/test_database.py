"""Migrations, and databases that are not what they should be: recognised, named, and left exactly as they were."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import NOW, TODAY

from jobboard.database import Database, _alembic, current_revision, migrate, newest_revision
from jobboard.errors import JobboardError, StoreError, StoreForeign, StoreMissing
from jobboard.posting import JobPosting
from jobboard.schema import metadata
from jobboard.store import Store, create_store, open_store, sqlite_url

Make = Callable[..., JobPosting]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def differences(database: Database) -> list[Any]:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_tables_of_the_schema(any_store: Store) -> None:
    assert differences(any_store.database) == []


def test_the_comparison_would_see_a_difference(any_store: Store) -> None:
    with any_store.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN colour TEXT")
        connection.exec_driver_sql("DROP INDEX ix_postings_status")
    assert len(differences(any_store.database)) == 2


def test_migrating_again_changes_nothing(any_store: Store, make_posting: Make) -> None:
    any_store.put([make_posting()], actor="a", now=NOW)
    migrate(any_store.database)
    assert current_revision(any_store.database) == newest_revision() != ""
    assert differences(any_store.database) == []
    assert any_store.version() == 1


def test_every_migration_can_be_taken_back(any_store: Store) -> None:
    config = _alembic()
    with any_store.database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate(any_store.database)
    assert differences(any_store.database) == []


def test_revisions_form_one_line() -> None:
    script = ScriptDirectory.from_config(_alembic())
    assert len(script.get_heads()) == len(script.get_bases()) == 1


def test_power_fails_at_every_statement_of_a_migration(any_store: Store) -> None:
    """Tables and recorded revision agree after each failure, and the next start completes the store."""
    config = _alembic()
    with any_store.database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        connection.exec_driver_sql("DROP TABLE alembic_version")

    class Boom(Exception):
        pass

    for number in range(1, 200):
        tried: list[str] = []

        def fail(
            _connection: Any, _cursor: Any, statement: str, *_: Any, tried: list[str] = tried, number: int = number
        ) -> None:
            tried.append(statement)
            if len(tried) == number:
                raise Boom

        sa.event.listen(any_store.database.engine, "before_cursor_execute", fail)
        try:
            migrate(any_store.database)
        except Boom:
            pass
        finally:
            sa.event.remove(any_store.database.engine, "before_cursor_execute", fail)
        if len(tried) < number:
            break
        with any_store.database.read() as connection:
            assert sa.inspect(connection).get_table_names() == [], f"left behind by statement {number}"
    assert number > 10
    assert differences(any_store.database) == []
    assert current_revision(any_store.database) == newest_revision()


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
@pytest.mark.parametrize("use", [open_store, create_store])
def test_a_foreign_sqlite_database_is_left_as_it_was(tmp_path: Path, use: Callable[[str], Store], journal: str) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('Ahle Worscht')")
    connection.close()
    before = files(tmp_path)
    with pytest.raises(StoreError) as caught:
        use(sqlite_url(tmp_path))
    assert str(tmp_path / "store.sqlite") in str(caught.value)
    if use is create_store:
        assert (
            isinstance(caught.value, StoreForeign)
            and "recipes" in caught.value.message
            and "JOBBOARD_DATABASE_URL" in caught.value.remedy
        )
    assert files(tmp_path) == before


def test_a_foreign_database_on_any_server_is_left_as_it_was(any_store: Store) -> None:
    url = any_store.database.engine.url.render_as_string(hide_password=False)
    with any_store.database.write() as connection:
        for table in sa.inspect(connection).get_table_names():
            connection.exec_driver_sql(
                f"DROP TABLE {table}" + (" CASCADE" if connection.dialect.name == "postgresql" else "")
            )
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreForeign, match="recipes"):
        create_store(url)
    with pytest.raises(StoreMissing, match="jobboard init"):
        open_store(url)
    with any_store.database.read() as connection:
        assert sa.inspect(connection).get_table_names() == ["recipes"]


@pytest.mark.parametrize("use", [open_store, create_store])
def test_a_newer_store_is_left_as_it_was(any_store: Store, make_posting: Make, use: Callable[[str], Store]) -> None:
    url = any_store.database.engine.url.render_as_string(hide_password=False)
    any_store.put([make_posting()], actor="a", now=NOW)
    with any_store.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreForeign) as caught:
        use(url)
    assert "newer version" in caught.value.message or "9999" in caught.value.message
    with any_store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9999"
    assert any_store.version() == 1 and any_store.get(make_posting().id) is not None


@pytest.mark.parametrize(
    "rubbish",
    [
        b"not a database at all, but long enough to be looked at" * 100,
        bytes(8192),
        b"SQLite format 3\x00" + b"\xff" * 5000,
        b"PK\x03\x04",
    ],
)
@pytest.mark.parametrize("use", [open_store, create_store])
def test_a_file_that_is_no_database_is_left_as_it_was(
    tmp_path: Path, rubbish: bytes, use: Callable[[str], Store]
) -> None:
    (tmp_path / "store.sqlite").write_bytes(rubbish)
    with pytest.raises(StoreForeign, match="damaged or not a store") as caught:
        use(sqlite_url(tmp_path))
    assert "backup" in caught.value.remedy
    assert files(tmp_path) == {"store.sqlite": rubbish}


@pytest.fixture(scope="module")
def good_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import draft

    from jobboard.normalise import normalise

    folder = tmp_path_factory.mktemp("good")
    store = create_store(sqlite_url(folder))
    store.put([normalise(draft(f"R-{n}", title=f"Stelle {n}"), "s") for n in range(60)], actor="a", now=NOW)
    store.close()
    assert [path.name for path in folder.iterdir()] == ["store.sqlite"], "all is in the one file"
    return folder / "store.sqlite"


def use_everything(folder: Path) -> None:
    store = open_store(sqlite_url(folder))
    try:
        store.version()
        list(store.live(TODAY))
        store.changes_since(0)
        store.counts()
        store.trail("0" * 16)
    finally:
        store.close()


def test_a_damaged_store_is_named_and_never_a_traceback(tmp_path: Path, good_file: Path) -> None:
    """Pages overwritten, bits flipped, the end cut off: the answer is ours or the data are whole."""
    random_ = random.Random(7)
    size = good_file.stat().st_size
    named = 0
    for number in range(60):
        data = bytearray(good_file.read_bytes())
        at = random_.randrange(100, size)
        if number % 3 == 0:
            data[at : at + 512] = random_.randbytes(512)
        elif number % 3 == 1:
            data[at] ^= 1 << random_.randrange(8)
        else:
            del data[at:]
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "store.sqlite").write_bytes(data)
        try:
            use_everything(folder)
        except JobboardError as error:
            named += 1
            assert str(folder / "store.sqlite") in str(error)
    assert named > 10
    shutil.copy(good_file, tmp_path / "store.sqlite")
    use_everything(tmp_path)


def test_reading_goes_on_while_one_writes(sqlite_store: Store) -> None:
    with sqlite_store.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_read_transaction_cannot_write_by_accident_and_a_failed_write_is_rolled_back(any_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), any_store.database.write() as connection:
        connection.exec_driver_sql("UPDATE store_version SET version = 7")
        _ = 1 / 0
    assert any_store.version() == 0


def test_a_folder_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").mkdir()
    for use in (open_store, create_store):
        with pytest.raises(StoreError):
            use(sqlite_url(tmp_path))


def test_connections_are_given_back(tmp_path: Path) -> None:
    opened = Path("/proc/self/fd")
    if not opened.is_dir():
        pytest.skip("no /proc here")
    create_store(sqlite_url(tmp_path)).close()
    before = len(list(opened.iterdir()))
    for _ in range(20):
        store = open_store(sqlite_url(tmp_path))
        store.version()
        store.close()
    assert len(list(opened.iterdir())) <= before + 2
