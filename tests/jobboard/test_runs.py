import json
from datetime import timedelta

from conftest import NOW

from jobboard.runs import Run, list_runs, record_run, runs_of, sources_of_runs
from jobboard.store import Store


def test_runs_are_listed_newest_first_as_they_were_recorded(any_store: Store) -> None:
    assert list_runs(any_store) == []
    runs = [
        Run(
            "jobs:probewerk",
            NOW,
            NOW + timedelta(seconds=n, milliseconds=250),
            "complete",
            {"stored": n},
            "ümlaut 🙂" * n,
        )
        for n in range(3)
    ]
    for run in runs:
        record_run(any_store, run)
    assert list_runs(any_store) == runs[::-1]
    assert list_runs(any_store, limit=1) == [runs[2]]


def test_the_public_form(any_store: Store) -> None:
    record_run(
        any_store,
        Run("s", NOW, NOW + timedelta(seconds=90, milliseconds=5), "failed", {"stored": 1, "refused": 2}, "no answer"),
    )
    shown = json.loads(json.dumps(list_runs(any_store)[0].to_dict()))
    assert shown == {
        "source": "s",
        "started": "2026-11-22T09:30:00+00:00",
        "finished": "2026-11-22T09:31:30.005000+00:00",
        "seconds": 90.005,
        "outcome": "failed",
        "counts": {"stored": 1, "refused": 2},
        "message": "no answer",
        "kind": "scrape",
        "alarm": "",
    }


def test_the_runs_of_a_source_by_kind_whatever_the_clock_said(any_store: Store) -> None:
    made = [
        Run("a", NOW, NOW, "complete", {}, archived=("a#1/00000001",)),
        Run("b", NOW, NOW, "complete", {}),
        Run("a", NOW, NOW, "failed", {}, kind="reparse"),
        Run("a", NOW - timedelta(days=900), NOW, "failed", {}, alarm="too few"),
    ]
    for run in made:
        record_run(any_store, run)
    assert runs_of(any_store, "a") == [made[3], made[0]]
    assert runs_of(any_store, "a", limit=1, kind="reparse") == [made[2]]
    assert sources_of_runs(any_store) == ["a", "b"]


def test_a_run_changes_no_posting(any_store: Store) -> None:
    record_run(any_store, Run("s", NOW, NOW, "empty", {}))
    assert any_store.version() == 0
