"""The connection to SQLite or PostgreSQL: settings that keep data safe, errors that name the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from jobboard.errors import SettingsError, StoreError, StoreForeign, StoreLocked, StoreMissing

if TYPE_CHECKING:
    from alembic.config import Config  # alembic takes a tenth of a second, and few commands migrate

WAIT_S = 5.0
_BUSY = ("locked", "lock timeout", "lock_timeout", "busy", "could not obtain lock")
_BROKEN = ("malformed", "not a database", "disk image", "file is encrypted", "could not decode")


class Database:
    """An engine that tells reading from writing transactions and speaks of errors in words."""

    def __init__(self, url: str, *, wait_s: float = WAIT_S) -> None:
        try:
            parsed = sa.make_url(url)
            if parsed.drivername in ("postgres", "postgresql"):
                parsed = parsed.set(drivername="postgresql+psycopg")
            self.address = parsed.render_as_string(hide_password=True)
            self._sqlite = parsed.get_backend_name() == "sqlite"
            if self._sqlite:
                self.address = f"sqlite:///{parsed.database}"  # as a person would write the path
            self._wait_s = wait_s
            options: dict[str, Any] = {"pool_pre_ping": not self._sqlite}
            if self._sqlite:
                options["connect_args"] = {"timeout": wait_s, "check_same_thread": False}
            else:
                options["connect_args"] = {
                    "options": f"-c lock_timeout={int(wait_s * 1000)} -c timezone=UTC",
                    "connect_timeout": 5,
                }
            self.engine = sa.create_engine(parsed, **options)
            if "@" in (parsed.host or ""):
                raise ValueError  # half of a password with an @ that is not written as %40
        except (sa.exc.ArgumentError, ImportError, ValueError) as error:
            shown = f"{url.partition(':')[0]}:…"  # what follows may hold a password
            reason = "port, password or name cannot be read" if type(error) is ValueError else str(error)
            raise SettingsError("JOBBOARD_DATABASE_URL", shown, f"no usable database address ({reason})") from None
        self.file = Path(parsed.database) if self._sqlite and parsed.database else None
        if self._sqlite:
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the store."""
        options: dict[str, Any] = {} if self._sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._errors(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that changes everything in it or nothing."""
        with (
            self._errors(),
            self.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    def let_readers_read(self) -> None:
        """Let others read while one writes; an SQLite file keeps this setting, PostgreSQL is like that anyway."""
        if self._sqlite:
            with self._errors(), self.engine.connect().execution_options(begin="") as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise self._explain(str(error.orig).partition("\n")[0]) from error
        except ValueError as error:  # a date, a document or a field of one that cannot be read
            raise self._explain("malformed document") from error

    def _explain(self, text: str) -> StoreError:
        """Our error for the words of the driver."""
        if any(word in text.lower() for word in _BUSY):
            return StoreLocked(
                self.address,
                f"another process is writing and did not finish within {self._wait_s:g} seconds.",
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
        return StoreError(self.address, f"the database refused: {text}.", remedy="Nothing was changed.")

    @contextmanager
    def closed_on_error(self) -> Iterator[None]:
        """Give all connections back if what follows fails."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own choice would split DDL from its record
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    begin = connection.get_execution_options().get("begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


def _alembic() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def newest_revision() -> str:
    """The revision the code expects."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_alembic()).get_current_head() or ""


def current_revision(database: Database) -> str:
    """The revision the database is at, or "" for none."""
    from alembic.runtime.migration import MigrationContext

    if database.file is not None and not database.file.is_file():
        return ""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(database: Database) -> None:
    """Bring the tables to the newest revision, in one transaction with its record."""
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.util.exc import CommandError

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
