"""Kept answers read again: without a network, with today's adapters, and only the difference is stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from musterweb import NOW, Site, as_html, hosts_of, job_page, pack_of, source
from musterweb import run as scrape

from jobboard.posting import Permission
from jobboard.region import Pack, Source
from jobboard.runs import list_runs
from jobboard.store import Store
from scrapers.adapters import ADAPTERS
from scrapers.answer import Answer
from scrapers.parsed import Adapter, Parsed
from scrapers.plans import SourceReport
from scrapers.reparse import reparse

Sites = Callable[[int], Site]
DAY = timedelta(days=1)


class Board:
    """An employer with a page for each posting: everything is collected once, then the site is closed."""

    def __init__(self, site: Site, store: Store, data: Path) -> None:
        self.site, self.store, self.data = site, store, data
        self.now = NOW
        self.sources = [self.source()]
        links = "".join(f'<a href="/job/{n}">{n}</a>' for n in (1, 2, 3))
        site.routes["/"] = as_html(f"<html>{links}</html>")
        site.routes |= {f"/job/{n}": as_html(job_page(f"Stelle {n}")) for n in (1, 2, 3)}

    def source(self, permission: Permission = Permission.GRANTED) -> Source:
        return source(f"{self.site.url}/", "schemaorg", permission, job_prefix="/job/")

    def scrape(self) -> SourceReport:
        self.now += DAY
        (report,) = scrape(self.store, {"muster": self.sources}, now=self.now, data=self.data, delay_s=0.05).values()
        return report

    def reparse(self) -> SourceReport:
        self.now += DAY
        (report,) = reparse(self.pack(), self.store, (), now=self.now, data=self.data)
        return report

    def pack(self) -> Pack:
        employers = {"muster": self.sources}
        return pack_of(employers, private=hosts_of(employers))

    def titles(self, *, live_only: bool = True) -> list[str]:
        return sorted(posting.title for posting in self.store.of_source("site:muster", live_only=live_only))


@pytest.fixture
def board(sites: Sites, sqlite_store: Store, tmp_path: Path) -> Board:
    return Board(sites(161), sqlite_store, tmp_path / "var")


def changed(change: Callable[[Parsed], Parsed]) -> Adapter:
    """Tomorrow's adapter."""
    today = ADAPTERS["schemaorg"]
    return replace(today, parse=lambda answer: change(today.parse(answer)))


def bettered(parsed: Parsed) -> Parsed:
    return replace(
        parsed,
        drafts=tuple(
            draft.model_copy(update={"title": draft.title.replace("Stelle 2", "Stelle zwei")})
            for draft in parsed.drafts
        ),
    )


def test_a_better_adapter_changes_what_it_reads_better(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    first = board.scrape()
    assert first.outcome == "complete", first.message
    hits = len(board.site.hits)
    monkeypatch.setitem(ADAPTERS, "schemaorg", changed(bettered))
    report = board.reparse()
    assert (report.outcome, report.counts["found"], report.counts["updated"], report.counts["unchanged"]) == (
        "complete",
        3,
        1,
        2,
    )
    assert board.titles() == ["Stelle 1", "Stelle 3", "Stelle zwei"]
    assert len(board.site.hits) == hits
    assert [(run.kind, run.outcome) for run in list_runs(board.store)] == [
        ("reparse", "complete"),
        ("scrape", "complete"),
    ]


def test_the_same_adapter_changes_nothing(board: Board) -> None:
    board.scrape()
    version = board.store.version()
    report = board.reparse()
    assert (report.counts["unchanged"], report.counts["requests"]) == (3, 0)
    assert board.store.version() == version


def test_what_todays_adapter_does_not_read_any_more_is_withdrawn(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    board.scrape()

    def fewer(answer: Answer) -> Parsed:
        parsed = ADAPTERS_BEFORE.parse(answer)
        return replace(parsed, follow=parsed.follow[1:])

    monkeypatch.setitem(ADAPTERS, "schemaorg", replace(ADAPTERS["schemaorg"], parse=fewer))
    assert board.reparse().counts["vanished"] == 1
    assert board.titles() == ["Stelle 2", "Stelle 3"]


ADAPTERS_BEFORE = ADAPTERS["schemaorg"]


def test_after_a_later_run_nothing_is_withdrawn(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    board.scrape()
    board.site.routes["/"] = as_html('<html><a href="/job/4">4</a><a href="/job/5">5</a></html>')
    board.site.routes |= {"/job/4": as_html(job_page("Stelle 4")), "/job/5": (500, {}, b"")}
    assert board.scrape().outcome == "failed"
    assert board.titles() == ["Stelle 1", "Stelle 2", "Stelle 3", "Stelle 4"]
    report = board.reparse()
    assert (report.counts["found"], report.counts["vanished"]) == (3, 0)
    assert len(board.titles()) == 4


def test_an_answer_that_today_is_wanted_and_was_not_kept_is_a_failure(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.scrape()

    def more(parsed: Parsed) -> Parsed:
        return replace(parsed, follow=tuple(replace(each, url=f"{each.url}?full") for each in parsed.follow))

    monkeypatch.setitem(ADAPTERS, "schemaorg", changed(more))
    report = board.reparse()
    assert report.outcome == "failed"
    assert f"{board.site.url}/job/1?full: is not among the kept answers" in report.message
    assert len(board.titles()) == 3


def test_without_answers_a_source_is_skipped_with_the_reason(board: Board) -> None:
    assert "no complete run yet" in board.reparse().message
    board.scrape()
    board.sources = [replaced := board.source(Permission.ASKED)]
    report = board.reparse()
    assert (report.outcome, "not kept, older than 30 days, or on another machine" in report.message) == (
        "skipped",
        True,
    )
    assert replaced.permission is Permission.ASKED
    assert len(board.titles()) == 3


def test_a_source_of_another_address_is_not_read_from_old_answers(board: Board) -> None:
    board.scrape()
    board.sources = [board.sources[0], source(f"{board.site.url}/mehr", "schemaorg")]
    assert "the pack's sources have changed" in board.reparse().message


def test_a_reparse_neither_rests_a_source_nor_ends_its_rest(board: Board) -> None:
    board.scrape()
    for _ in range(4):
        board.reparse()
    assert board.scrape().outcome == "complete"
