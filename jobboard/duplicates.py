"""Which postings are one and the same ad? Groups in which each ad stands once, and which posting stands for the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobboard.candidates import candidate_pairs
from jobboard.links import TWIN, kind_between
from jobboard.posting import JobPosting
from jobboard.traits import Table, Traits, table_of
from jobboard.verdicts import Verdict, judged


@dataclass(frozen=True, slots=True)
class Member:
    """A posting of a group: what it is to the leader, and the surest reason that brought it in."""

    id: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """One ad: the posting that stands for it, and the others, the next leader first."""

    leader: str
    others: tuple[Member, ...]


def duplicates(postings: Iterable[JobPosting]) -> list[Group]:
    """The groups among postings, in the order of their leaders; what stands alone is in none. Pure."""
    return find_groups(table_of(postings))


def find_groups(table: Table) -> list[Group]:
    """The groups of a table."""
    return grouped(table, judged(table, *candidate_pairs(table)))


def grouped(table: Table, verdicts: Sequence[tuple[int, int, Verdict]]) -> list[Group]:
    """Groups from verdicts on pairs of rows, the surest first.

    A chain of verdicts never brings two ads of one employer's site in one language together, nor ads without a place
    in common, nor two ads of one language by a twin of both.
    """
    camps: dict[int, _Camp] = {}
    ordered = sorted(verdicts, key=lambda found: (-found[2].strength, found[0], found[1]))
    for row, other, verdict in ordered:
        one = camps.get(row) or _Camp.of(row, table.traits[row])
        two = camps.get(other) or _Camp.of(other, table.traits[other])
        if one is two or not one.may_join(two, verdict):
            continue
        one.join(two, row, other, verdict)
        camps.update(dict.fromkeys(one.reasons, one))
    distinct = {id(camp): camp for camp in camps.values()}
    return sorted((_group(table, camp) for camp in distinct.values()), key=lambda group: group.leader)


@dataclass(slots=True)
class _Camp:
    """A group in the making: its rows with the reason each came for, the seats they take, the places all share."""

    reasons: dict[int, str]
    seats: set[tuple[str, ...]]
    places: frozenset[str]
    languages: set[str]

    @classmethod
    def of(cls, row: int, one: Traits) -> "_Camp":
        seat = (one.source, one.employer, one.language) if one.shared else (one.source, one.language)
        return cls({row: ""}, {seat}, frozenset(one.places), {one.language})

    def may_join(self, other: "_Camp", verdict: Verdict) -> bool:
        apart = bool(self.places and other.places) and self.places.isdisjoint(other.places)
        # Two ads of one language that are one have met before, by their text: no twin shall bring them together.
        bridged = verdict.kind == TWIN and not self.languages.isdisjoint(other.languages)
        return not apart and not bridged and self.seats.isdisjoint(other.seats)

    def join(self, other: "_Camp", row: int, other_row: int, verdict: Verdict) -> None:
        self.places = self.places & other.places if self.places and other.places else self.places | other.places
        self.seats |= other.seats
        self.languages |= other.languages
        self.reasons |= other.reasons
        for at in (row, other_row):
            self.reasons[at] = self.reasons[at] or verdict.reason


def _group(table: Table, camp: _Camp) -> Group:
    leader, *others = sorted((table.traits[row].rank, table.traits[row].id, row) for row in camp.reasons)
    side = _side(table.traits[leader[2]])
    return Group(
        leader[1],
        tuple(Member(each, kind_between(side, _side(table.traits[row])), camp.reasons[row]) for _, each, row in others),
    )


def _side(one: Traits) -> tuple[str, str]:
    return one.language, one.employer
