"""Where are postings kept? The store is the truth; every index can be rebuilt from it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from jobboard.database import Database, current_revision, migrate, newest_revision
from jobboard.errors import StoreError, StoreForeign, StoreMissing
from jobboard.links import parted
from jobboard.posting import JobPosting, Status
from jobboard.schema import audit, duplicate_keys, postings, store_version

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Put:
    """What became of the postings of one `put`: their ids by outcome."""

    stored: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A posting that changed after a version; `posting` as it is now."""

    version: int
    posting: JobPosting


class Store:
    """Postings with their audit trail, in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.read() as connection:
            row = connection.execute(sa.select(store_version.c.store_id)).one_or_none()
        if row is None:
            raise StoreMissing(database.address, "the store has no identity.", remedy="`jobboard init` completes it.")
        self.store_id: str = row.store_id

    def version(self) -> int:
        """The number of the newest change; it grows with every transaction that changes a posting."""
        with self.database.read() as connection:
            return int(connection.execute(sa.select(store_version.c.version)).scalar_one())

    def put(self, items: Sequence[JobPosting], *, actor: str, now: datetime) -> Put:
        """Store new postings and update changed ones, all in one transaction with their audit rows.

        A posting whose content is unchanged only has its `last_seen` moved; one that was withdrawn or expired and is
        offered again is an update.
        """
        by_id = {item.id: item for item in items}
        with self.database.write() as connection:
            self._lock(connection)
            known = self._known(connection, list(by_id))
            new = [item for item in by_id.values() if item.id not in known]
            changed = [
                item
                for item in by_id.values()
                if item.id in known and known[item.id] != (item.content_hash, item.status.value)
            ]
            same = [
                item_id
                for item_id in by_id
                if item_id in known and known[item_id] == (by_id[item_id].content_hash, by_id[item_id].status.value)
            ]
            if new or changed:
                version = self._next_version(connection)
                if new:
                    connection.execute(sa.insert(postings), [_row(item, now, now, version) for item in new])
                old = self._load(connection, [item.id for item in changed])
                for item in changed:
                    kept = {"same_as": old[item.id].same_as, "links": old[item.id].links}
                    values = _row(item.model_copy(update=kept), now, now, version)
                    del values["first_seen"]
                    connection.execute(sa.update(postings).where(postings.c.id == item.id).values(**values))
                self._forget_keys(connection, [item.id for item in changed])
                self._audit(
                    connection,
                    version,
                    now,
                    actor,
                    [*((item, "stored") for item in new), *((item, "updated") for item in changed)],
                )
            for chunk in _chunks(same):
                connection.execute(sa.update(postings).where(postings.c.id.in_(chunk)).values(last_seen=now))
        return Put(tuple(item.id for item in new), tuple(item.id for item in changed), tuple(same))

    def set_status(self, ids: Iterable[str], status: Status, *, actor: str, now: datetime) -> tuple[str, ...]:
        """Give postings another status; returns the ids of those that had a different one.

        Of an ad that stands in several places the next posting stands for the others when its leader goes. The person
        an ad names is forgotten when it ends.
        """
        moved: list[JobPosting] = []
        with self.database.write() as connection:
            self._lock(connection)
            for chunk in _chunks(list(ids)):
                rows = connection.execute(
                    sa.select(postings).where(postings.c.id.in_(chunk), postings.c.status != status.value)
                )
                moved += [_posting(row) for row in rows]
            if moved:
                version = self._next_version(connection)
                for chunk in _chunks([item.id for item in moved]):
                    connection.execute(
                        sa.update(postings).where(postings.c.id.in_(chunk)).values(status=status.value, version=version)
                    )
                self._audit(connection, version, now, actor, [(item, status.value) for item in moved])
                if status is not Status.LIVE:
                    self._forget_contacts(connection, moved)
                self._part(connection, moved, actor, now, version)
        return tuple(item.id for item in moved)

    def forget_contacts(self, today: date, *, actor: str, now: datetime) -> int:
        """Forget the persons named by postings that are not open on that day any more; returns how many there were."""
        ended = sa.or_(postings.c.status != Status.LIVE.value, postings.c.valid_through < today)
        named = sa.cast(postings.c.document, sa.Text).contains('"contact": {')
        with self.database.write() as connection:
            self._lock(connection)
            found = [_posting(row) for row in connection.execute(sa.select(postings).where(ended, named))]
            if found:
                version = self._next_version(connection)
                self._audit(connection, version, now, actor, [(item, "no contact") for item in found])
                self._forget_contacts(connection, found)
        return len(found)

    def relink(self, items: Sequence[JobPosting], *, actor: str, now: datetime) -> tuple[str, ...]:
        """Write what postings are to others (`same_as` and `links`), and nothing else of them.

        Where one of a group was withdrawn meanwhile, its link is not written; returns those whose leader is gone, which
        are to be compared anew.
        """
        with self.database.write() as connection:
            self._lock(connection)
            ids = {item.id for item in items} | {item.same_as for item in items} - {""}
            ids |= {link.id for item in items for link in item.links}
            known = self._load(connection, sorted(ids))
            live = {each for each, item in known.items() if item.status is Status.LIVE}
            fresh = [
                known[item.id].model_copy(
                    update={"same_as": item.same_as, "links": tuple(link for link in item.links if link.id in live)}
                )
                for item in items
                if item.id in live and (not item.same_as or item.same_as in live)
            ]
            if fresh:
                self._relink(connection, fresh, actor, now, self._next_version(connection))
        return tuple(item.id for item in items if item.same_as and item.same_as not in live)

    def part(self, ids: Sequence[str], *, actor: str, now: datetime) -> None:
        """Take postings out of their groups, which keep together without them, until they are compared anew."""
        with self.database.write() as connection:
            self._lock(connection)
            items = list(self._load(connection, ids).values())
            self._part(connection, items, actor, now, self._next_version(connection))

    def remove_demo(self, *, now: datetime) -> int:
        """Withdraw every demo posting that is not withdrawn yet; returns their number."""
        with self.database.read() as connection:
            ids = connection.execute(
                sa.select(postings.c.id).where(postings.c.demo, postings.c.status != Status.WITHDRAWN.value)
            ).scalars()
            found = list(ids)
        return len(self.set_status(found, Status.WITHDRAWN, actor="init --no-demo", now=now))

    def get(self, posting_id: str) -> JobPosting | None:
        """One posting, whatever its status."""
        return self.get_many([posting_id]).get(posting_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, JobPosting]:
        """Postings by id; an unknown id is left out."""
        with self.database.read() as connection:
            return self._load(connection, ids)

    def live(self, today: date) -> Iterator[JobPosting]:
        """Every posting that is open on that day, in the order of their ids."""
        yield from self._stream(
            sa.select(postings)
            .where(postings.c.status == Status.LIVE.value)
            .where(sa.or_(postings.c.valid_through.is_(None), postings.c.valid_through >= today))
        )

    def of_source(self, source: str, *, live_only: bool = False) -> list[JobPosting]:
        """All postings of a source."""
        query = sa.select(postings).where(postings.c.source == source)
        return list(self._stream(query.where(postings.c.status == Status.LIVE.value) if live_only else query))

    def changes_since(self, version: int) -> list[Change]:
        """Postings that changed after a version, oldest change first."""
        query = sa.select(postings).where(postings.c.version > version).order_by(postings.c.version, postings.c.id)
        with self.database.read() as connection:
            return [Change(row.version, _posting(row)) for row in connection.execute(query)]

    def snapshot(self, today: date) -> tuple[int, list[JobPosting]]:
        """The version and all live postings of that same moment, for building an index."""
        query = (
            sa.select(postings)
            .where(postings.c.status == Status.LIVE.value)
            .where(sa.or_(postings.c.valid_through.is_(None), postings.c.valid_through >= today))
            .order_by(postings.c.id)
        )
        with self.database.read() as connection:
            version = int(connection.execute(sa.select(store_version.c.version)).scalar_one())
            return version, [_posting(row) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """Number of postings by status, and of demo postings that are live."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(postings.c.status, sa.func.count()).group_by(postings.c.status)).all()
            demo = connection.execute(
                sa.select(sa.func.count()).where(postings.c.demo, postings.c.status == Status.LIVE.value)
            ).scalar_one()
        return {status.value: 0 for status in Status} | {row[0]: row[1] for row in rows} | {"demo": demo}

    def trail(self, posting_id: str) -> list[dict[str, Any]]:
        """The audit rows of a posting, oldest first."""
        query = sa.select(audit).where(audit.c.posting_id == posting_id).order_by(audit.c.id)
        with self.database.read() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def close(self) -> None:
        """Give the connections back."""
        self.database.close()

    def _stream(self, query: sa.Select[Any]) -> Iterator[JobPosting]:
        with self.database.read() as connection:
            for row in connection.execute(query.order_by(postings.c.id)):
                yield _posting(row)

    def _load(self, connection: sa.Connection, ids: Sequence[str]) -> dict[str, JobPosting]:
        found: dict[str, JobPosting] = {}
        for chunk in _chunks(list(ids)):
            for row in connection.execute(sa.select(postings).where(postings.c.id.in_(chunk))):
                found[row.id] = _posting(row)
        return found

    def _part(
        self, connection: sa.Connection, items: Sequence[JobPosting], actor: str, now: datetime, version: int
    ) -> None:
        """Take postings out of their groups: the next one leads those who stay."""
        self._forget_keys(connection, [item.id for item in items])
        leaders = self._load(
            connection, list({item.same_as or item.id for item in items if item.same_as or item.links})
        )
        for leader in leaders.values():
            group = self._load(connection, [leader.id, *(link.id for link in leader.links)])
            self._relink(connection, parted(leader, group, {item.id for item in items}), actor, now, version)

    def _relink(
        self, connection: sa.Connection, items: Sequence[JobPosting], actor: str, now: datetime, version: int
    ) -> None:
        for item in items:
            document = _row(item, now, now, version)["document"]
            connection.execute(
                sa.update(postings).where(postings.c.id == item.id).values(document=document, version=version)
            )
        if items:
            self._audit(connection, version, now, actor, [(item, "linked") for item in items])

    def _forget_contacts(self, connection: sa.Connection, items: Sequence[JobPosting]) -> None:
        for item in items:
            if item.contact is not None:
                said = {field: words for field, words in item.evidence.items() if field != "contact"}
                kept = item.model_copy(update={"contact": None, "evidence": said})
                document = _document(kept)
                connection.execute(sa.update(postings).where(postings.c.id == item.id).values(document=document))

    def _forget_keys(self, connection: sa.Connection, ids: list[str]) -> None:
        """Have postings compared anew."""
        for chunk in _chunks(ids):
            connection.execute(sa.delete(duplicate_keys).where(duplicate_keys.c.posting_id.in_(chunk)))

    def _known(self, connection: sa.Connection, ids: list[str]) -> dict[str, tuple[str, str]]:
        known: dict[str, tuple[str, str]] = {}
        for chunk in _chunks(ids):
            query = sa.select(postings.c.id, postings.c.content_hash, postings.c.status).where(postings.c.id.in_(chunk))
            known |= {row.id: (row.content_hash, row.status) for row in connection.execute(query)}
        return known

    def _lock(self, connection: sa.Connection) -> None:
        """Let no other writer in before this transaction ends (SQLite's BEGIN IMMEDIATE does the same)."""
        connection.execute(sa.select(store_version).with_for_update())

    def _next_version(self, connection: sa.Connection) -> int:
        connection.execute(sa.update(store_version).values(version=store_version.c.version + 1))
        return int(connection.execute(sa.select(store_version.c.version)).scalar_one())

    def _audit(
        self, connection: sa.Connection, version: int, now: datetime, actor: str, what: list[tuple[JobPosting, str]]
    ) -> None:
        rows = [
            {
                "version": version,
                "posting_id": item.id,
                "at": now,
                "actor": actor,
                "action": action,
                "content_hash": item.content_hash,
            }
            for item, action in what
        ]
        connection.execute(sa.insert(audit), rows)


def create_store(url: str) -> Store:
    """The store at a database URL, made if there is none and brought to the newest tables."""
    database = Database(url)
    if database.file is not None:
        try:
            database.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"its folder cannot be made: {error.strerror}."
            raise StoreError(database.address, reason, remedy="Name another one in JOBBOARD_DATA.") from error
    with database.closed_on_error():
        migrate(database)
        database.let_readers_read()
        with database.write() as connection:
            if connection.execute(sa.select(store_version)).one_or_none() is None:
                connection.execute(sa.insert(store_version).values(store_id=uuid.uuid4().hex, version=0))
        return Store(database)


def open_store(url: str) -> Store:
    """The store at a database URL; raises StoreMissing or StoreForeign, and never changes its tables."""
    database = Database(url)
    with database.closed_on_error():
        revision = current_revision(database)
        if not revision:
            raise StoreMissing(database.address, "there is no store.", remedy="`jobboard init` creates it.")
        if revision != newest_revision():
            raise StoreForeign(
                database.address,
                f"its tables are at revision {revision}, not {newest_revision()}.",
                remedy="`jobboard init` updates them.",
            )
        return Store(database)


def sqlite_url(folder: Path) -> str:
    """The URL of the embedded store in a data folder."""
    return sa.URL.create("sqlite", database=(folder / "store.sqlite").as_posix()).render_as_string()


def _chunks(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _row(item: JobPosting, first_seen: datetime, last_seen: datetime, version: int) -> dict[str, Any]:
    return {
        "id": item.id,
        "source": item.source,
        "source_ref": item.source_ref,
        "employer": item.employer,
        "title": item.title,
        "status": item.status.value,
        "demo": item.demo,
        "date_posted": item.date_posted,
        "valid_through": item.valid_through,
        "content_hash": item.content_hash,
        "first_seen": first_seen,
        "last_seen": last_seen,
        "version": version,
        "document": _document(item),
    }


def _document(item: JobPosting) -> dict[str, Any]:
    return item.model_dump(mode="json", exclude={"first_seen", "last_seen", "status"})


def _posting(row: Any) -> JobPosting:
    times = {"first_seen": row.first_seen, "last_seen": row.last_seen}
    return JobPosting.model_validate({**row.document, **times, "status": row.status})
