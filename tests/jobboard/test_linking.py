"""Duplicates in a store: found when they come in, healed when one goes, the same as if all were compared anew."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from conftest import NOW, TODAY
from probewerk import ad, other_ads

from jobboard.duplicates import duplicates
from jobboard.linking import link_all, link_new
from jobboard.posting import JobPosting, Status
from jobboard.recombine import adverts
from jobboard.store import Store

SITE, FEED, AGENT = ad("1"), ad("2", "feed:boerse"), ad("3", "feed:zweite", title="Einkauf Sachbearbeiter")
TRIO = {SITE.id, FEED.id, AGENT.id}


def put(store: Store, postings: Iterable[JobPosting], today: date = TODAY) -> None:
    store.put(list(postings), actor="test", now=NOW)
    link_new(store, today=today, now=NOW)


def ties(store: Store, today: date = TODAY) -> dict[str, set[str]]:
    """Leader to those it stands for, after a check that both sides say the same and nobody is lost."""
    live = {each.id: each for each in store.live(today)}
    said = {each.id: {link.id for link in each.links} for each in live.values() if each.links}
    heard: dict[str, set[str]] = {}
    for each in live.values():
        if each.same_as:
            heard.setdefault(each.same_as, set()).add(each.id)
    assert said == heard
    assert all(leader in live and not live[leader].same_as for leader in heard)
    return said


def test_a_copy_is_linked_when_it_comes_in(any_store: Store) -> None:
    put(any_store, [SITE, *other_ads()])
    assert ties(any_store) == {}
    before = any_store.version()
    put(any_store, [FEED])
    assert ties(any_store) == {SITE.id: {FEED.id}}
    assert {change.posting.id for change in any_store.changes_since(before)} == {SITE.id, FEED.id}
    assert [row["action"] for row in any_store.trail(SITE.id)] == ["stored", "linked"]
    quiet = any_store.version()
    put(any_store, [FEED, SITE])
    assert any_store.version() == quiet, "what is unchanged is not compared or written again"


def test_a_better_source_takes_the_lead(any_store: Store) -> None:
    put(any_store, [AGENT])
    put(any_store, [FEED])
    put(any_store, [SITE])
    assert ties(any_store) == {SITE.id: {FEED.id, AGENT.id}}
    table = ad("4", "csv:probewerk-gmbh")
    put(any_store, [table])
    assert ties(any_store) == {table.id: TRIO}


@pytest.mark.parametrize("gone", [SITE, FEED, AGENT])
def test_when_one_is_withdrawn_the_others_stay_one_ad(any_store: Store, gone: JobPosting) -> None:
    put(any_store, [SITE, FEED, AGENT])
    any_store.set_status([gone.id], Status.WITHDRAWN, actor="test", now=NOW)
    ((leader, others),) = ties(any_store).items()
    assert {leader, *others} == TRIO - {gone.id}
    left = any_store.get(gone.id)
    assert left is not None and (left.same_as, left.links) == ("", ())
    put(any_store, [gone])  # it comes back
    assert ties(any_store) == {SITE.id: {FEED.id, AGENT.id}}


def test_when_all_but_one_are_withdrawn_it_stands_alone(any_store: Store) -> None:
    put(any_store, [SITE, FEED, AGENT])
    any_store.set_status([SITE.id, FEED.id], Status.WITHDRAWN, actor="test", now=NOW)
    assert ties(any_store) == {} and [each.id for each in any_store.live(TODAY)] == [AGENT.id]


def test_a_leader_whose_day_has_passed_hands_over(any_store: Store) -> None:
    put(any_store, [SITE.model_copy(update={"valid_through": TODAY}), FEED, AGENT])
    assert set(ties(any_store)) == {SITE.id}
    tomorrow = TODAY + timedelta(days=1)
    link_new(any_store, today=tomorrow, now=NOW)
    ((leader, others),) = ties(any_store, tomorrow).items()
    assert {leader, *others} == {FEED.id, AGENT.id}
    version = any_store.version()
    link_new(any_store, today=tomorrow, now=NOW)
    assert any_store.version() == version


def test_a_changed_posting_leaves_a_group_it_no_longer_belongs_to(any_store: Store) -> None:
    put(any_store, [SITE, FEED, AGENT])
    put(any_store, [ad("2", "feed:boerse", title="Lohnbuchhalter", task="lohn")])
    assert ties(any_store) == {SITE.id: {AGENT.id}}
    put(
        any_store,
        [ad("1", title="Koch", task="Sie kochen jeden Tag frisch für 800 Menschen und planen den Speiseplan.")],
    )
    assert ties(any_store) == {}
    put(any_store, [SITE])
    assert ties(any_store) == {SITE.id: {AGENT.id}}


def test_a_change_that_does_not_matter_keeps_the_links_even_before_it_is_compared(any_store: Store) -> None:
    put(any_store, [SITE, FEED])
    any_store.put([ad("1", weekly_hours=38.5)], actor="test", now=NOW)
    assert ties(any_store) == {SITE.id: {FEED.id}}
    link_new(any_store, today=TODAY, now=NOW)
    assert ties(any_store) == {SITE.id: {FEED.id}}


def test_links_to_what_was_withdrawn_meanwhile_are_not_written(any_store: Store) -> None:
    any_store.put([SITE, FEED], actor="test", now=NOW)
    any_store.set_status([SITE.id], Status.WITHDRAWN, actor="test", now=NOW)
    stale = [SITE.model_copy(update={"links": ()}), FEED.model_copy(update={"same_as": SITE.id})]
    assert any_store.relink(stale, actor="test", now=NOW) == (FEED.id,)
    assert ties(any_store) == {}
    link_new(any_store, today=TODAY, now=NOW)
    put(any_store, [SITE])
    assert ties(any_store) == {SITE.id: {FEED.id}}


def test_a_search_that_breaks_off_is_made_up_for(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    any_store.put([SITE, FEED], actor="test", now=NOW)

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Store, "relink", broken)
        link_new(any_store, today=TODAY, now=NOW)
    link_new(any_store, today=TODAY, now=NOW)
    assert ties(any_store) == {SITE.id: {FEED.id}}


def test_relinking_changes_nothing_else(any_store: Store) -> None:
    any_store.put([SITE, FEED], actor="test", now=NOW)
    newer = ad("2", "feed:boerse", weekly_hours=20)
    any_store.put([newer], actor="test", now=NOW)
    any_store.relink([FEED.model_copy(update={"same_as": SITE.id})], actor="test", now=NOW)
    found = any_store.get(FEED.id)
    assert found is not None and (found.weekly_hours, found.same_as) == (20, SITE.id)
    assert found.content_hash == newer.content_hash


def test_step_by_step_is_the_same_as_all_at_once(sqlite_store: Store) -> None:
    sentences = [
        f"Satz {at} handelt von {at * 37 % 1009} Dingen und {at * 91 % 733} Leuten im Betrieb." for at in range(400)
    ]
    made = [each.posting for each in adverts(sentences, 240, seed=5)]
    whole = [
        JobPosting.model_validate(each.model_dump() | {"places": [p.model_dump() for p in each.places]})
        for each in made
    ]
    rng = random.Random(1)
    rng.shuffle(whole)
    for start in range(0, len(whole), 40):
        put(sqlite_store, whole[start : start + 40])
    expected = {group.leader: {other.id for other in group.others} for group in duplicates(whole)}
    assert len(expected) > 20 and ties(sqlite_store) == expected
    version = sqlite_store.version()
    done = link_all(sqlite_store, today=TODAY, now=NOW)
    assert (done.compared, done.changed, sqlite_store.version()) == (240, 0, version)


def test_all_at_once_mends_what_is_wrong(any_store: Store) -> None:
    put(any_store, [SITE, FEED, *other_ads()])
    stranger = other_ads()[0]
    any_store.relink([stranger.model_copy(update={"same_as": SITE.id})], actor="test", now=NOW)
    done = link_all(any_store, today=TODAY, now=NOW)
    assert ties(any_store) == {SITE.id: {FEED.id}} and done.changed == 1


def test_an_empty_store(any_store: Store) -> None:
    assert link_all(any_store, today=TODAY, now=NOW).compared == 0
    assert link_new(any_store, today=TODAY, now=NOW).groups == ()
    assert any_store.version() == 0
