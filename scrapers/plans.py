"""Which sources of the pack are asked, which are not, and why not?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jobboard.posting import Permission
from jobboard.region import Employer, Feed, Pack, Source
from scrapers.adapters import ADAPTERS
from scrapers.errors import UnknownSource
from scrapers.harvest import Job

SKIPPED = "skipped"
_STRICTEST_FIRST = (Permission.NONE, Permission.ASKED, Permission.PUBLIC_API, Permission.GRANTED)
_MAY_KEEP = (Permission.PUBLIC_API, Permission.GRANTED)  # whoever was only asked has not said that we may keep copies


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What a source's run brought; `outcome` is complete, empty, failed or skipped, `message` is the evidence."""

    source: str
    adapter: str
    outcome: str
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {**asdict(self), "counts": dict(self.counts)}

    def __str__(self) -> str:
        numbers = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items() if count)
        return " - ".join(filter(None, (f"{self.source} ({self.adapter}): {self.outcome}", numbers, self.message)))


@dataclass(frozen=True, slots=True)
class Plan:
    """A source as the store knows it: the jobs that fill it, and how their drafts are to be kept."""

    key: str
    source: str
    jobs: tuple[Job, ...]
    permission: Permission
    employer: str = ""

    @property
    def adapters(self) -> str:
        """The names of the adapters of its jobs."""
        return "+".join(dict.fromkeys(job.adapter for job in self.jobs))


def plan_sources(pack: Pack, keys: Sequence[str]) -> tuple[list[Plan], list[SourceReport]]:
    """What is to be done for these keys (none: for all), and a report with the reason for each source not asked.

    Raises UnknownSource for a key the pack does not have.
    """
    owners: dict[str, Employer | Feed] = {employer.key: employer for employer in pack.employers}
    owners |= {feed.key: feed for feed in pack.feeds}
    for key in keys:
        if key not in owners:
            raise UnknownSource(key, owners)
    plans: list[Plan] = []
    skipped: list[SourceReport] = []
    for key, owner in owners.items():
        if keys and key not in keys:
            continue
        name = f"feed:{key}" if isinstance(owner, Feed) else f"site:{key}"
        sources: tuple[Source | Feed, ...] = (owner,) if isinstance(owner, Feed) else owner.sources
        if not sources and keys:
            skipped.append(SourceReport(name, "", SKIPPED, message="the pack has no source for this employer"))
        asked: list[Source | Feed] = []
        for source in sources:
            if reason := _obstacle(source):
                skipped.append(SourceReport(name, _system(source), SKIPPED, message=f"{source.url}: {reason}"))
            else:
                asked.append(source)
        if asked:
            permission = min((source.permission for source in asked), key=_STRICTEST_FIRST.index)
            employer = owner.name if isinstance(owner, Employer) else ""
            plans.append(Plan(key, name, tuple(_jobs(name, asked)), permission, employer))
    return plans, skipped


def _jobs(name: str, sources: Sequence[Source | Feed]) -> Iterator[Job]:
    for at, source in enumerate(sources, 1):
        yield Job(f"{name}#{at}", _system(source), source.url, source.params, source.permission in _MAY_KEEP)


def _system(source: Source | Feed) -> str:
    return source.adapter or (source.system if isinstance(source, Source) else "")


def _obstacle(source: Source | Feed) -> str:
    if source.permission is Permission.NONE:
        return "no permission on record"
    return "" if _system(source) in ADAPTERS else f"no adapter for {_system(source)}"
