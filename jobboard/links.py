"""Which posting stands for which? The links of a group of postings that are one and the same ad."""

from collections.abc import Iterable, Mapping, Sequence

from jobboard.posting import JobPosting, Link
from jobboard.reading.employers import employer_key

SAME, TWIN, AGENCY = "same", "twin", "agency"


def kind_between(leader: tuple[str, str], other: tuple[str, str]) -> str:
    """What a posting is to the leader of its group, by language and employer's key: a twin is in another language."""
    (spoken, employer), (other_spoken, other_employer) = leader, other
    if spoken and other_spoken and spoken != other_spoken:
        return TWIN
    return SAME if employer.startswith(other_employer) or other_employer.startswith(employer) else AGENCY


def linked(members: Sequence[JobPosting]) -> list[JobPosting]:
    """A group's postings, the first standing for the others; one alone stands for itself."""
    leader, *others = members
    side = (leader.language, employer_key(leader.employer))
    links = tuple(
        Link(
            id=other.id,
            source=other.source,
            url=other.url,
            language=other.language,
            kind=kind_between(side, (other.language, employer_key(other.employer))),
        )
        for other in others
    )
    return [
        leader.model_copy(update={"same_as": "", "links": links}),
        *(other.model_copy(update={"same_as": leader.id, "links": ()}) for other in others),
    ]


def parted(leader: JobPosting, group: Mapping[str, JobPosting], gone: Iterable[str]) -> list[JobPosting]:
    """A group without those who are gone, in its order, and those who are gone, each for itself."""
    ids = [leader.id, *(link.id for link in leader.links)]
    out = set(gone)
    stay = [group[each] for each in ids if each in group and each not in out]
    leave = [group[each] for each in ids if each in group and each in out]
    return [*(linked(stay) if stay else ()), *(one for each in leave for one in linked([each]))]
