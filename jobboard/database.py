"""The connection to SQLite or PostgreSQL: settings that keep data safe, errors that name the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from jobboard.errors import SettingsError, StoreError, StoreForeign, StoreLocked, StoreMissing

WAIT_S = 5.0
_BUSY = ("locked", "lock timeout", "lock_timeout", "busy", "could not obtain lock")
_BROKEN = ("malformed", "not a database", "disk image", "file is encrypted")


class Database:
    """An engine that tells reading from writing transactions and speaks of errors in words."""

    def __init__(self, url: str, *, wait_s: float = WAIT_S) -> None:
        try:
            parsed = sa.make_url(url)
            if parsed.drivername in ("postgres", "postgresql"):
                parsed = parsed.set(drivername="postgresql+psycopg")
            self.address = parsed.render_as_string(hide_password=True)
            self._sqlite = parsed.get_backend_name() == "sqlite"
            options: dict[str, Any] = {"pool_pre_ping": not self._sqlite}
            if self._sqlite:
                options["connect_args"] = {"timeout": wait_s, "check_same_thread": False}
            else:
                options["connect_args"] = {
                    "options": f"-c lock_timeout={int(wait_s * 1000)} -c timezone=UTC",
                    "connect_timeout": 5,
                }
            self.engine = sa.create_engine(parsed, **options)
        except (sa.exc.ArgumentError, ImportError) as error:
            raise SettingsError(
                "JOBBOARD_DATABASE_URL", url.split("@")[-1], f"no usable database address ({error})"
            ) from error
        self.file = Path(parsed.database) if self._sqlite and parsed.database else None
        if self._sqlite:
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the store."""
        with self._errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that changes everything in it or nothing."""
        with self._errors(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise self.explain(error) from error

    def explain(self, error: sa.exc.DBAPIError) -> StoreError:
        """Our error for one of the driver's."""
        text = str(error.orig)
        if any(word in text.lower() for word in _BUSY):
            return StoreLocked(
                self.address,
                f"another process is writing and did not finish within {WAIT_S:.0f} seconds.",
                remedy="Nothing was changed. Wait for the other command to end, then try again.",
            )
        if any(word in text.lower() for word in _BROKEN):
            return StoreForeign(
                self.address,
                "the file is damaged or not a store.",
                remedy="Restore it from a backup; nothing was changed.",
            )
        if "no such table" in text or "does not exist" in text or "unable to open" in text:
            return StoreMissing(self.address, "there is no store.", remedy="`jobboard init` creates it.")
        return StoreError(self.address, f"the database refused: {text.splitlines()[0]}.", remedy="Nothing was changed.")

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own choice would split DDL from its record
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def newest_revision() -> str:
    """The revision the code expects."""
    return ScriptDirectory.from_config(_alembic()).get_current_head() or ""


def current_revision(database: Database) -> str:
    """The revision the database is at, or "" for none."""
    if database.file is not None and not database.file.is_file():
        return ""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(database: Database) -> None:
    """Bring the tables to the newest revision, in one transaction with its record."""
    config = _alembic()
    with database.write() as connection:
        foreign = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        if foreign and not MigrationContext.configure(connection).get_current_revision():
            raise StoreForeign(
                database.address,
                f"it holds other tables ({', '.join(sorted(foreign)[:3])}) and no store.",
                remedy="Name an empty database in JOBBOARD_DATABASE_URL.",
            )
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreForeign(
                database.address, "it was made by a newer version of Heimvorteil.", remedy="Update the program."
            ) from error
