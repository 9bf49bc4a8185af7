"""Reported ads: kept as said, cut at their limit, and settled by the operator."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import NOW

from jobboard.errors import StoreError
from jobboard.posting import JobPosting
from jobboard.reports import REASONS, TEXT_LIMIT, list_reports, report, settle
from jobboard.store import Store
from jobboard.texts import texts

Make = Callable[..., JobPosting]


@pytest.fixture
def posting(any_store: Store, make_posting: Make) -> JobPosting:
    made = make_posting()
    any_store.put([made], actor="a", now=NOW)
    return made


@pytest.mark.parametrize("reason", REASONS)
def test_a_report_is_kept_as_said(any_store: Store, posting: JobPosting, reason: str) -> None:
    report(any_store, posting.id, reason, " Schon besetzt. 🙂\n", now=NOW)
    (found,) = list_reports(any_store)
    assert (found.posting_id, found.title, found.employer) == (posting.id, posting.title, posting.employer)
    assert (found.reason, found.text, found.at, found.settled) == (reason, "Schon besetzt. 🙂", NOW, False)
    assert json.loads(json.dumps(found.to_dict()))["at"] == "2026-11-22T09:30:00+00:00"


def test_what_is_unknown_or_endless_is_bounded(any_store: Store, posting: JobPosting) -> None:
    report(any_store, posting.id, "' OR 1=1", "x" * 100_000, now=NOW)
    report(any_store, posting.id, "", "", now=NOW)
    report(any_store, posting.id, "fraud", "a\x00b\ud83d", now=NOW)
    found = list_reports(any_store)
    assert [(item.reason, len(item.text)) for item in found] == [("other", TEXT_LIMIT), ("other", 0), ("fraud", 3)]


def test_settled_reports_are_out_of_the_way_but_not_lost(any_store: Store, posting: JobPosting) -> None:
    for number in range(3):
        report(any_store, posting.id, "gone", str(number), now=NOW + timedelta(seconds=number))
    first = list_reports(any_store)[0]
    assert settle(any_store, first.number)
    assert not settle(any_store, 999)
    assert [item.text for item in list_reports(any_store)] == ["1", "2"]
    assert [(item.text, item.settled) for item in list_reports(any_store, open_only=False)] == [
        ("0", True),
        ("1", False),
        ("2", False),
    ]


def test_a_report_leaves_the_ad_as_it_is(any_store: Store, posting: JobPosting) -> None:
    before = any_store.get(posting.id), any_store.version()
    report(any_store, posting.id, "unlawful", "", now=NOW)
    assert (any_store.get(posting.id), any_store.version()) == before


def test_there_is_no_report_on_nothing(any_store: Store) -> None:
    with pytest.raises(StoreError):
        report(any_store, "0" * 16, "gone", "", now=NOW)
    assert list_reports(any_store, open_only=False) == []


def test_every_reason_is_said_in_german() -> None:
    assert all(texts("de")(text) != text for text in REASONS.values())
