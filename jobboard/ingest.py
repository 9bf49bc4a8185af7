"""From a source's drafts to the store: normalise, store, and mark what vanished, but only after a complete run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from jobboard.linking import link_new
from jobboard.normalise import normalise
from jobboard.outcome import Outcome
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting, Permission, Status, posting_id
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.store import Store


@dataclass(frozen=True, slots=True)
class Refused:
    """A draft that is no posting, and why."""

    source_ref: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What a run brought: ids by outcome, refused drafts, an alarm if so much vanished that it looks like a fault."""

    stored: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    alarm: str = ""

    def counts(self) -> dict[str, int]:
        """The numbers, for a run's record."""
        names = ("stored", "updated", "unchanged", "vanished", "refused")
        return {name: len(getattr(self, name)) for name in names}


def take_in(
    store: Store,
    drafts: Iterable[Draft],
    source: str,
    *,
    outcome: Outcome,
    permission: Permission,
    now: datetime,
    gazetteer: Gazetteer | None = None,
    classify: Classify = by_vocabulary,
) -> Intake:
    """Store a run's drafts under a source.

    After a complete run, live postings that were not seen are withdrawn; a run that finds less than half of what is
    live withdraws nothing and raises an alarm, and a failed or empty-but-suspicious run never withdraws.
    """
    postings: dict[str, JobPosting] = {}
    refused: list[Refused] = []
    for draft in drafts:
        try:
            posting = normalise(draft, source, gazetteer=gazetteer, permission=permission, classify=classify)
        except ValidationError as error:
            refused.append(Refused(draft.source_ref, draft.title, error.errors()[0]["msg"]))
            continue
        postings[posting.id] = posting
    live = [posting.id for posting in store.of_source(source, live_only=True)]
    put = store.put(list(postings.values()), actor=source, now=now)
    vanished: tuple[str, ...] = ()
    alarm = ""
    if outcome is not Outcome.FAILED:
        seen = {*postings, *(posting_id(source, draft.source_ref) for draft in refused)}
        missing = [known for known in live if known not in seen]
        found = len(live) - len(missing)
        if missing and len(live) > 1 and found < len(live) / 2:
            again = f"only {found} of {len(live)} postings were found again"
            alarm = f"{again}: nothing was withdrawn, check the source"
        elif missing:
            vanished = store.set_status(missing, Status.WITHDRAWN, actor=source, now=now)
    link_new(store, today=now.date(), now=now)
    return Intake(put.stored, put.updated, put.unchanged, vanished, tuple(refused), alarm)
