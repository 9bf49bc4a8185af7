"""Which ads did people report, and why? The operator reads them; the ad itself is left as it is until then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from jobboard.html import tidy
from jobboard.schema import postings, reports
from jobboard.store import Store
from jobboard.texts import N_

TEXT_LIMIT = 1_000
REASONS = {
    "gone": N_("The job is no longer open"),
    "work_mode": N_("Home office is not offered as stated"),
    "wrong": N_("Something in the ad is wrong"),
    "unlawful": N_("The ad discriminates or is unlawful"),
    "fraud": N_("The ad looks like fraud"),
    "other": N_("Something else"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """One report."""

    number: int
    posting_id: str
    title: str
    employer: str
    at: datetime
    reason: str
    text: str
    settled: bool

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "at"} | {"at": self.at.isoformat()}


def report(store: Store, posting_id: str, reason: str, text: str, *, now: datetime) -> None:
    """Keep a report; an unknown reason counts as "other", the text is cut at its limit."""
    kept = reason if reason in REASONS else "other"
    with store.database.write() as connection:
        values = {
            "posting_id": posting_id,
            "at": now,
            "reason": kept,
            "text": tidy(text)[:TEXT_LIMIT],
            "settled": False,
        }
        connection.execute(sa.insert(reports).values(**values))


def list_reports(store: Store, *, open_only: bool = True) -> list[Report]:
    """Reports, oldest first."""
    query = sa.select(reports, postings.c.title, postings.c.employer).join(
        postings, postings.c.id == reports.c.posting_id
    )
    if open_only:
        query = query.where(~reports.c.settled)
    with store.database.read() as connection:
        return [
            Report(row.id, row.posting_id, row.title, row.employer, row.at, row.reason, row.text, row.settled)
            for row in connection.execute(query.order_by(reports.c.id))
        ]


def settle(store: Store, number: int) -> bool:
    """Mark a report as dealt with; False if there is no such report."""
    with store.database.write() as connection:
        return bool(connection.execute(sa.update(reports).where(reports.c.id == number).values(settled=True)).rowcount)
