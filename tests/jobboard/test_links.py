"""Who stands for whom, and who takes over."""

from probewerk import ad

from jobboard.links import AGENCY, SAME, TWIN, linked, parted
from jobboard.posting import JobPosting, Link

FIRST = ad("1", url="https://probewerk.example/1")
FEED = ad("2", "feed:boerse")
ENGLISH = ad("3", language="en")
AGENT = ad("4", "feed:boerse", employer="Personalkontor AG")


def ties(postings: list[JobPosting]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Reference to (reference of the leader, links as reference and kind)."""
    names = {each.id: each.source_ref for each in (FIRST, FEED, ENGLISH, AGENT)}
    return {
        each.source_ref: (names.get(each.same_as, ""), [(names[link.id], link.kind) for link in each.links])
        for each in postings
    }


def test_the_first_stands_for_the_others() -> None:
    assert ties(linked([FIRST, FEED, ENGLISH, AGENT])) == {
        "1": ("", [("2", SAME), ("3", TWIN), ("4", AGENCY)]),
        "2": ("1", []),
        "3": ("1", []),
        "4": ("1", []),
    }
    assert linked([FEED, FIRST])[0].links == (
        Link(id=FIRST.id, source="site:probewerk", url="https://probewerk.example/1", language="de", kind=SAME),
    )
    assert all(
        one.content_hash == each.content_hash for one, each in zip(linked([FIRST, FEED]), (FIRST, FEED), strict=True)
    )


def test_the_next_takes_over_and_nobody_else_is_lost() -> None:
    group = {each.id: each for each in linked([FIRST, FEED, ENGLISH, AGENT])}
    assert ties(parted(group[FIRST.id], group, [FIRST.id])) == {
        "1": ("", []),
        "2": ("", [("3", TWIN), ("4", AGENCY)]),
        "3": ("2", []),
        "4": ("2", []),
    }
    assert ties(parted(group[FIRST.id], group, [FEED.id, AGENT.id])) == {
        "1": ("", [("3", TWIN)]),
        "2": ("", []),
        "3": ("1", []),
        "4": ("", []),
    }
    assert ties(parted(group[FIRST.id], group, [FIRST.id, FEED.id, AGENT.id]))["3"] == ("", [])
    assert {
        link for _, (leader, links) in ties(parted(group[FIRST.id], group, group)).items() for link in links
    } == set()
