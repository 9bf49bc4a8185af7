"""A source's run: what is stored, what is withdrawn, and when rather nothing is."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from conftest import NOW, TODAY, draft

from jobboard.ingest import Intake, Outcome, take_in
from jobboard.places import Gazetteer
from jobboard.posting import Draft, Permission, Status
from jobboard.store import Store

LATER = NOW + timedelta(days=1)


def run(
    store: Store,
    names: Iterable[str | Draft],
    outcome: Outcome = Outcome.COMPLETE,
    source: str = "jobs:probewerk",
    **more: object,
) -> Intake:
    drafts = [name if isinstance(name, Draft) else draft(name) for name in names]
    return take_in(store, drafts, source, outcome=outcome, permission=Permission.PUBLIC_API, now=LATER, **more)  # type: ignore[arg-type]


def live(store: Store, source: str = "jobs:probewerk") -> list[str]:
    return sorted(posting.source_ref for posting in store.of_source(source, live_only=True))


def test_a_first_run(any_store: Store, gazetteer: Gazetteer) -> None:
    done = run(any_store, "abc", gazetteer=gazetteer)
    assert done.counts() == {"stored": 3, "updated": 0, "unchanged": 0, "vanished": 0, "refused": 0}
    assert done.alarm == ""
    (posting,) = (posting for posting in any_store.live(TODAY) if posting.source_ref == "a")
    assert (posting.source, posting.permission, posting.places[0].latitude) == (
        "jobs:probewerk",
        Permission.PUBLIC_API,
        50.0,
    )
    assert any_store.trail(posting.id)[0]["actor"] == "jobs:probewerk"


def test_what_a_complete_run_no_longer_finds_is_withdrawn(any_store: Store) -> None:
    run(any_store, "abcd")
    run(any_store, "xyz", source="other")
    done = run(any_store, ["a", "b", draft("c", title="Anders"), "e"])
    assert done.counts() == {"stored": 1, "updated": 1, "unchanged": 2, "vanished": 1, "refused": 0}
    assert live(any_store) == ["a", "b", "c", "e"] and live(any_store, "other") == ["x", "y", "z"]
    gone = any_store.get(done.vanished[0])
    assert gone is not None and (gone.source_ref, gone.status) == ("d", Status.WITHDRAWN)


def test_what_comes_back_is_live_again(any_store: Store) -> None:
    run(any_store, "abc")
    run(any_store, "ab")
    assert run(any_store, "abc").counts()["updated"] == 1
    assert live(any_store) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("found", "outcome", "left", "alarm"),
    [
        ("abcdef", Outcome.COMPLETE, "abcdef", False),
        ("abc", Outcome.COMPLETE, "abc", False),  # just half
        ("ab", Outcome.COMPLETE, "abcdef", True),
        ("", Outcome.COMPLETE, "abcdef", True),
        ("", Outcome.EMPTY, "abcdef", True),
        ("ab", Outcome.FAILED, "abcdef", False),
        ("", Outcome.FAILED, "abcdef", False),
        ("abcx", Outcome.FAILED, "abcdefx", False),  # what was read is kept
        ("abcx", Outcome.COMPLETE, "abcx", False),
        (
            "uvwxyz",
            Outcome.COMPLETE,
            "abcdefuvwxyz",
            True,
        ),  # all new, nothing known: a changed site, not a changed employer
    ],
)
def test_when_much_vanishes_nothing_is_withdrawn(
    any_store: Store, found: str, outcome: Outcome, left: str, alarm: bool
) -> None:
    run(any_store, "abcdef")
    done = run(any_store, found, outcome)
    assert "".join(live(any_store)) == left
    assert bool(done.alarm) is alarm
    if alarm:
        assert f"only {len(set(found) & set('abcdef'))} of 6 postings were found again" in done.alarm
        assert done.vanished == ()


def test_an_alarm_counts_what_was_live_before_the_run(any_store: Store) -> None:
    """Ten that come back must not hide that six of ten are gone."""
    run(any_store, "ABCDEFGHIJ")
    run(any_store, "ABCDEFGHIJklmnopqrst")
    for posting in any_store.of_source("jobs:probewerk"):
        if posting.source_ref.isupper():
            any_store.set_status([posting.id], Status.WITHDRAWN, actor="x", now=NOW)
    assert run(any_store, "ABCDEFGHIJklmn").alarm.startswith("only 4 of 10")
    assert len(live(any_store)) == 20


def test_the_last_posting_of_a_small_source_may_go(any_store: Store) -> None:
    run(any_store, "a")
    done = run(any_store, "", Outcome.EMPTY)
    assert (done.alarm, len(done.vanished), live(any_store)) == ("", 1, [])


def test_a_refused_draft_is_named_and_costs_nothing_else(any_store: Store) -> None:
    run(any_store, "abc")
    done = run(any_store, ["a", draft("b", title="<p></p>"), "c", draft(" ", url="", title="ohne Referenz")])
    assert [(refused.source_ref, refused.title) for refused in done.refused] == [
        ("b", "<p></p>"),
        (" ", "ohne Referenz"),
    ]
    assert all("a posting needs a" in refused.reason for refused in done.refused)
    assert live(any_store) == ["a", "b", "c"], "what is offered, but cannot be read today, is not withdrawn"


def test_a_run_of_nothing_on_an_empty_store(any_store: Store) -> None:
    for outcome in Outcome:
        assert run(any_store, "", outcome) == Intake()
    assert any_store.version() == 0
