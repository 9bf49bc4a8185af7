"""Who may upload for an employer? Codes that the operator hands out: random, expiring, kept only as a hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from jobboard.errors import CodeError
from jobboard.schema import invites
from jobboard.store import Store
from jobboard.texts import N_

DAYS = 90
UNKNOWN = N_("This code is not valid. Check it, or ask the operator for a new one.")
EXPIRED = N_("This code has expired. Ask the operator for a new one.")
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is mistaken for something else


@dataclass(frozen=True, slots=True)
class Invite:
    """An employer's permission to upload."""

    number: int
    employer: str
    created: datetime
    expires: datetime
    withdrawn: bool


def invite(store: Store, employer: str, *, now: datetime, days: int = DAYS) -> str:
    """A new code for an employer, 26 letters and digits (130 bits) in groups; shown once, then only its hash exists."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(26))
    with store.database.write() as connection:
        values = {
            "employer": employer,
            "code_hash": _hash(code),
            "created": now,
            "expires": now + timedelta(days=days),
            "withdrawn": False,
        }
        connection.execute(sa.insert(invites).values(**values))
    return "-".join((code[:6], code[6:13], code[13:20], code[20:]))


def redeem(store: Store, code: str, *, now: datetime) -> Invite:
    """The invite of a code; raises CodeError. A code serves until it expires or is withdrawn."""
    with store.database.read() as connection:
        row = connection.execute(sa.select(invites).where(invites.c.code_hash == _hash(code))).one_or_none()
    if row is None or row.withdrawn:
        raise CodeError(UNKNOWN)
    found = _invite(row)
    if found.expires <= now:
        raise CodeError(EXPIRED)
    return found


def list_invites(store: Store) -> list[Invite]:
    """All invites, newest first."""
    with store.database.read() as connection:
        return [_invite(row) for row in connection.execute(sa.select(invites).order_by(invites.c.id.desc()))]


def withdraw_invites(store: Store, employer: str) -> int:
    """Make all codes of an employer invalid; returns their number."""
    with store.database.write() as connection:
        done = connection.execute(
            sa.update(invites).where(invites.c.employer == employer, ~invites.c.withdrawn).values(withdrawn=True)
        )
        return int(done.rowcount)


def _hash(code: str) -> str:
    plain = "".join(ch for ch in code.upper() if ch.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _invite(row: sa.Row[tuple[object, ...]]) -> Invite:
    return Invite(row.id, row.employer, row.created, row.expires, row.withdrawn)
