"""Postings of the store that are one ad: found when they come in, or all at once, and linked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import sqlalchemy as sa

from jobboard.candidates import all_keys, candidate_pairs
from jobboard.duplicates import Group, find_groups, grouped
from jobboard.links import SAME, linked
from jobboard.posting import JobPosting, Status
from jobboard.schema import duplicate_keys, postings, store_version
from jobboard.store import Store
from jobboard.traits import Table, table_of
from jobboard.verdicts import Verdict, judged

ACTOR = "duplicates"
_AT_ONCE, _CHUNK, _MANY = 500, 400, 0.2
_NEIGHBOURS = 60  # other ads of an employer that show what its boilerplate is
_KEPT = Verdict(SAME, "was found before", 9)


@dataclass(frozen=True, slots=True)
class Linked:
    """What a search for duplicates did: postings compared, groups they are in, postings whose links changed."""

    compared: int = 0
    groups: tuple[Group, ...] = ()
    changed: int = 0


def link_all(store: Store, *, today: date, now: datetime) -> Linked:
    """Compare all live postings, and link them anew."""
    _part_expired(store, today, now)
    table = table_of(store.live(today))
    groups = find_groups(table)
    changed, again = _write(store, [one.id for one in table.traits], groups, now)
    _keep_keys(store, table, again)
    return Linked(len(table), tuple(groups), changed)


def link_new(store: Store, *, today: date, now: datetime) -> Linked:
    """Compare the live postings that are new or changed with those that share a key with them, and link them."""
    _part_expired(store, today, now)
    waiting = _waiting(store, today)
    if len(waiting) > max(_AT_ONCE, _MANY * store.counts()[Status.LIVE.value]):
        return link_all(store, today=today, now=now)
    done = Linked()
    for start in range(0, len(waiting), _AT_ONCE):
        step = _link_some(store, waiting[start : start + _AT_ONCE], today, now)
        done = Linked(done.compared + step.compared, (*done.groups, *step.groups), done.changed + step.changed)
    return done


def _link_some(store: Store, ids: Sequence[str], today: date, now: datetime) -> Linked:
    new = {one.id: one for one in store.get_many(ids).values() if one.is_live(today)}
    table = table_of(new.values())
    around = _with_groups(store, {**new, **store.get_many(_sharing(store, table))}, today)
    whole = table_of({**_neighbours(store, new.values(), today), **around}.values())
    rows = {one.id: row for row, one in enumerate(whole.traits)}
    is_new = np.fromiter((one.id in new for one in whole.traits), np.bool_, len(whole))
    may = np.fromiter((one.id in around for one in whole.traits), np.bool_, len(whole))
    left, right = candidate_pairs(whole)
    asked = (is_new[left] | is_new[right]) & may[left] & may[right]
    verdicts = judged(whole, left[asked], right[asked])
    groups = grouped(whole, [*verdicts, *_before(around, set(new), rows)])
    touched = {*new, *_mates(around, new)}
    groups = [group for group in groups if touched & {group.leader, *(other.id for other in group.others)}]
    scope = touched | {each for group in groups for each in (group.leader, *(other.id for other in group.others))}
    changed, again = _write(store, sorted(scope), groups, now)
    _keep_keys(store, table, again)  # last: what is not kept yet is compared once more should this end here
    return Linked(len(new), tuple(groups), changed)


def _before(around: Mapping[str, JobPosting], new: set[str], rows: Mapping[str, int]) -> list[tuple[int, int, Verdict]]:
    """What was found of postings that did not change stays as it is."""
    groups: dict[str, list[int]] = {}
    for one in around.values():
        if one.id not in new and (one.same_as or one.links):
            groups.setdefault(one.same_as or one.id, []).append(rows[one.id])
    return [(min(group), row, _KEPT) for group in groups.values() for row in sorted(group)[1:]]


def _mates(around: Mapping[str, JobPosting], new: Mapping[str, JobPosting]) -> set[str]:
    """Postings that were in one group with a new or changed one."""
    leaders = {one.same_as or one.id for one in new.values() if one.same_as or one.links}
    return {one.id for one in around.values() if (one.same_as or one.id) in leaders}


def _write(store: Store, ids: Iterable[str], groups: Sequence[Group], now: datetime) -> tuple[int, tuple[str, ...]]:
    """Bring the links of postings up to date; returns how many changed, and who has lost its leader meanwhile."""
    orders = [(group.leader, *(other.id for other in group.others)) for group in groups]
    within = {each for order in orders for each in order}
    orders += [(each,) for each in ids if each not in within]
    changed: list[JobPosting] = []
    for start in range(0, len(orders), _AT_ONCE):
        part = orders[start : start + _AT_ONCE]
        known = store.get_many([each for order in part for each in order])
        for order in part:
            members = [known[each] for each in order if each in known]
            for one in linked(members) if members else ():
                if (one.same_as, one.links) != (known[one.id].same_as, known[one.id].links):
                    changed.append(one)
    return len(changed), store.relink(changed, actor=ACTOR, now=now)


def _part_expired(store: Store, today: date, now: datetime) -> None:
    """A posting whose last day has passed stands for nobody any more."""
    query = (
        sa.select(postings.c.id)
        .where(postings.c.status == Status.LIVE.value, postings.c.valid_through < today)
        .where(sa.exists().where(duplicate_keys.c.posting_id == postings.c.id))
    )
    with store.database.read() as connection:
        ids = list(connection.execute(query).scalars())
    if ids:
        store.part(ids, actor=ACTOR, now=now)


def _waiting(store: Store, today: date) -> list[str]:
    """Live postings that were not compared since they came or changed."""
    query = (
        sa.select(postings.c.id)
        .where(postings.c.status == Status.LIVE.value)
        .where(sa.or_(postings.c.valid_through.is_(None), postings.c.valid_through >= today))
        .where(~sa.exists().where(duplicate_keys.c.posting_id == postings.c.id))
        .order_by(postings.c.id)
    )
    with store.database.read() as connection:
        return list(connection.execute(query).scalars())


def _keep_keys(store: Store, table: Table, but: Iterable[str] = ()) -> None:
    """Keep what these postings are looked up by, which also says that they were compared."""
    keys = dict(zip((one.id for one in table.traits), all_keys(table), strict=True))
    for each in but:
        keys.pop(each, None)
    ids = sorted(keys)
    with store.database.write() as connection:
        connection.execute(sa.select(store_version).with_for_update())  # one writer at a time
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            connection.execute(sa.delete(duplicate_keys).where(duplicate_keys.c.posting_id.in_(part)))
            rows = [{"key": key, "posting_id": each} for each in part for key in keys[each].astype(np.int64).tolist()]
            connection.execute(sa.insert(duplicate_keys), rows)


def _sharing(store: Store, table: Table) -> list[str]:
    """Postings that share a key with one of the table."""
    keys = sorted({key for own in all_keys(table) for key in own.astype(np.int64).tolist()})
    found: set[str] = set()
    with store.database.read() as connection:
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            query = sa.select(duplicate_keys.c.posting_id).where(duplicate_keys.c.key.in_(part)).distinct()
            found.update(connection.execute(query).scalars())
    return sorted(found)


def _with_groups(store: Store, found: dict[str, JobPosting], today: date) -> dict[str, JobPosting]:
    """Postings together with all that are in one group with them."""
    leaders = store.get_many(sorted({one.same_as for one in found.values() if one.same_as} - found.keys()))
    found = {**found, **leaders}
    links = {link.id for one in found.values() for link in one.links}
    found |= store.get_many(sorted(links - found.keys()))
    return {each: one for each, one in found.items() if one.is_live(today)}


def _neighbours(store: Store, new: Iterable[JobPosting], today: date) -> dict[str, JobPosting]:
    """Some other ads of the employers of these, which show what they write under every ad."""
    ids: list[str] = []
    with store.database.read() as connection:
        for employer in sorted({one.employer for one in new if one.employer}):
            query = (
                sa.select(sa.func.min(postings.c.id))
                .where(postings.c.employer == employer, postings.c.status == Status.LIVE.value)
                .group_by(postings.c.title)
                .limit(_NEIGHBOURS)
            )
            ids += connection.execute(query).scalars()
    return {each: one for each, one in store.get_many(ids).items() if one.is_live(today)}
