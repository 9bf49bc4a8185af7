"""Runs that remember: unchanged answers are not sent, read or kept again, and a complete run stays complete."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from musterweb import NOW, Site, as_html, as_json, if_changed, job_page, run, source

from jobboard.posting import Permission, Status
from jobboard.runs import list_runs
from jobboard.store import Store
from scrapers.archive import Archive, KeptRun
from scrapers.harvest import Job
from scrapers.scrape import SourceReport

Sites = Callable[[int], Site]
FEED = "/xml"
DAY = timedelta(days=1)
DELAY_S = 0.05


def board(*numbers: int, extra: str = "") -> bytes:
    rows = "".join(f"<position><id>{one}</id><name>Stelle {one}{extra} (m/w/d)</name></position>" for one in numbers)
    return f"<workzag-jobs>{rows}</workzag-jobs>".encode()


class Board:
    """One employer's feed, asked again and again into one store and one data folder."""

    def __init__(self, site: Site, store: Store, data: Path, permission: Permission = Permission.GRANTED) -> None:
        self.site, self.store, self.data = site, store, data
        self.employers = {"muster": [source(f"{site.url}{FEED}", "personio", permission)]}
        self.now = NOW

    def run(self, after: timedelta = DAY, **more: bool) -> SourceReport:
        self.now += after
        (report,) = run(self.store, self.employers, now=self.now, data=self.data, delay_s=DELAY_S, **more).values()
        return report

    @property
    def archive(self) -> Archive:
        return Archive(self.data / "raw")

    def live(self) -> int:
        return len(self.store.of_source("site:muster", live_only=True))

    def kept(self) -> list[KeptRun]:
        (job,) = self.employers["muster"]
        return list(self.archive.runs(Job("site:muster#1", "personio", job.url).papers))

    def bodies(self) -> int:
        return len(list((self.data / "raw" / "objects").glob("*/*")))


@pytest.fixture
def feed(sites: Sites, sqlite_store: Store, tmp_path: Path) -> Board:
    return Board(sites(151), sqlite_store, tmp_path / "var")


def numbers(report: SourceReport, *names: str) -> tuple[int, ...]:
    return tuple(report.counts[name] for name in names)


COUNTS = ("found", "unchanged", "vanished", "not_modified", "unchanged_answers")


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {"Last_Modified": "Mon, 07 Sep 2026 12:00:00 GMT"}])
def test_what_is_not_modified_is_read_from_the_archive_and_the_run_is_complete(
    feed: Board, headers: dict[str, str]
) -> None:
    feed.site.routes[FEED] = if_changed(board(1, 2, 3), **headers)
    assert numbers(feed.run(), *COUNTS) == (3, 0, 0, 0, 0)
    for _ in range(2):  # the second time the kept answer is itself one that was served from the archive
        report = feed.run()
        assert (report.outcome, numbers(report, *COUNTS)) == ("complete", (3, 3, 0, 1, 1))
    assert (feed.live(), feed.bodies()) == (3, 1)
    feed.site.routes[FEED] = if_changed(board(1, 2), ETag='"2"')
    assert numbers(feed.run(), *COUNTS) == (2, 2, 1, 0, 0)
    assert feed.bodies() == 2


def test_without_validators_the_content_tells(feed: Board) -> None:
    feed.site.routes[FEED] = (200, {}, board(1, 2, 3))
    feed.run()
    assert numbers(feed.run(), *COUNTS) == (3, 3, 0, 0, 1)
    assert feed.bodies() == 1
    assert len(list((feed.data / "raw" / "parsed").glob("*/*"))) == 1


def test_a_server_that_always_says_unchanged_is_asked_in_full_after_a_week(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1), ETag='"1"')
    feed.run()
    feed.site.routes[FEED] = if_changed(board(1, 2), ETag='"1"')  # another content under the same tag
    assert [feed.run(days * DAY).counts["found"] for days in (1, 5, 1)] == [1, 1, 2]


def test_a_last_modified_in_the_future_is_not_believed(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1), Last_Modified="Mon, 07 Sep 2099 12:00:00 GMT")
    feed.run()
    feed.site.routes[FEED] = if_changed(board(1, 2), Last_Modified="Mon, 07 Sep 2099 12:00:00 GMT")
    assert feed.run().counts["found"] == 2


def test_an_archive_that_is_lost_or_damaged_costs_a_request_and_no_posting(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1, 2), ETag='"1"')
    feed.run()
    for path in (feed.data / "raw" / "objects").glob("*/*"):
        path.write_bytes(b"kaputt")
    report = feed.run()
    assert (report.outcome, numbers(report, *COUNTS)) == ("complete", (2, 2, 0, 0, 1))
    assert feed.run().counts["not_modified"] == 1


def test_a_304_that_nobody_asked_for_is_a_failure_and_withdraws_nothing(feed: Board) -> None:
    feed.site.routes[FEED] = (200, {}, board(1, 2))
    feed.run()
    feed.site.routes[FEED] = (304, {}, b"")
    report = feed.run()
    assert (report.outcome, "HTTP 304" in report.message, feed.live()) == ("failed", True, 2)


def test_a_304_of_another_address_is_asked_for_in_full(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1), ETag='"1"')
    feed.run()
    feed.site.routes[FEED] = (302, {"Location": "/neu"}, b"")
    feed.site.routes["/neu"] = if_changed(board(1, 2), ETag='"1"')
    report = feed.run()
    assert (report.outcome, numbers(report, *COUNTS)) == ("complete", (2, 1, 0, 0, 0))


def test_job_pages_that_did_not_change_are_not_sent_again(sites: Sites, sqlite_store: Store, tmp_path: Path) -> None:
    site = sites(152)
    listing = '<html><a href="/job/1">1</a><a href="/job/2">2</a></html>'
    site.routes = {"/": as_html(listing)}
    site.routes |= {f"/job/{n}": if_changed(job_page(f"Stelle {n}").encode(), ETag=f'"{n}"') for n in (1, 2)}
    employers = {"muster": [source(f"{site.url}/", "schemaorg", job_prefix="/job/")]}
    for days, expected in enumerate(((2, 0, 0), (2, 2, 0))):
        now = NOW + days * DAY
        (report,) = run(sqlite_store, employers, now=now, data=tmp_path, delay_s=DELAY_S).values()
        assert report.outcome == "complete"
        assert numbers(report, "found", "not_modified", "vanished") == expected
    site.routes["/job/2"] = (404, {}, b"")
    (report,) = run(sqlite_store, employers, now=NOW + 2 * DAY, data=tmp_path, delay_s=DELAY_S).values()
    assert (report.outcome, numbers(report, "found", "not_modified", "vanished")) == ("complete", (1, 1, 1))


@pytest.mark.parametrize(
    ("permission", "kept"), [(Permission.GRANTED, 1), (Permission.PUBLIC_API, 1), (Permission.ASKED, 0)]
)
def test_whose_answers_are_kept(
    sites: Sites, sqlite_store: Store, tmp_path: Path, permission: Permission, kept: int
) -> None:
    feed = Board(sites(153), sqlite_store, tmp_path, permission)
    feed.site.routes[FEED] = if_changed(board(1), ETag='"1"')
    feed.run()
    report = feed.run()
    assert (report.outcome, report.counts["not_modified"], feed.bodies()) == ("complete", kept, kept)
    assert b"Stelle 1" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.suffix == ".gz")


def test_a_permission_that_is_withdrawn_takes_its_answers_along(feed: Board) -> None:
    feed.site.routes[FEED] = (200, {}, board(1))
    feed.run()
    assert feed.kept()
    feed.employers = {"muster": [source(f"{feed.site.url}{FEED}", "personio", Permission.ASKED)]}
    feed.run()
    assert feed.kept() == []
    feed.employers = {"muster": [source(f"{feed.site.url}{FEED}", "personio", Permission.GRANTED)]}
    feed.run()
    feed.employers = {"muster": [source(f"{feed.site.url}{FEED}", "personio", Permission.NONE)]}
    feed.run()
    assert feed.kept() == []


@pytest.mark.parametrize("how", ["header", "304", "file"])
def test_a_reservation_takes_the_kept_answers_along(feed: Board, how: str) -> None:
    feed.site.routes[FEED] = if_changed(board(1, 2), ETag='"1"')
    feed.run()
    if how == "file":
        feed.site.routes["/.well-known/tdmrep.json"] = as_json([{"location": "/", "tdm-reservation": 1}])
    else:
        tag = '"1"' if how == "304" else '"2"'
        feed.site.routes[FEED] = if_changed(board(1, 2), ETag=tag, TDM_Reservation="1")
    report = feed.run()
    assert (report.outcome, "reserved against text and data mining" in report.message) == ("failed", True)
    assert feed.kept() == []
    assert feed.live() == 2  # what is stored is not ours to drop on a failed run


def test_a_hosts_rules_are_fetched_once_a_day(feed: Board) -> None:
    feed.site.routes[FEED] = (200, {}, board(1))
    for hours in (0, 17):  # at six in the morning, and an hour before midnight
        feed.run(timedelta(hours=hours))
    assert feed.site.paths().count("/robots.txt") == feed.site.paths().count("/.well-known/tdmrep.json") == 1
    feed.run(timedelta(hours=2))
    assert feed.site.paths().count("/robots.txt") == feed.site.paths().count("/.well-known/tdmrep.json") == 2
    feed.site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    hits = len(feed.site.hits)
    assert feed.run(timedelta(hours=1)).outcome == "complete"
    assert feed.run(timedelta(hours=24)).counts["robots_refused"] == 1
    assert feed.site.paths()[hits:] == [FEED, "/robots.txt"]


@pytest.mark.parametrize(("status", "headers"), [(500, {}), (429, {"Retry-After": "900"})])
def test_rules_that_could_not_be_read_are_not_asked_for_again_that_day(
    feed: Board, status: int, headers: dict[str, str]
) -> None:
    feed.site.routes |= {FEED: (200, {}, board(1)), "/robots.txt": (status, headers, b"")}
    for _ in range(2):
        assert f"robots.txt cannot be read (HTTP {status})" in feed.run(timedelta(hours=1)).message
    assert feed.site.paths() == ["/robots.txt"]


def test_a_source_that_fails_again_and_again_rests_and_can_be_forced(feed: Board) -> None:
    feed.site.routes[FEED] = (500, {}, b"")
    assert [feed.run(timedelta(hours=1)).outcome for _ in range(4)] == ["failed"] * 3 + ["skipped"]
    hits = len(feed.site.hits)
    rests = feed.run(timedelta(hours=1))
    assert "rests until" in rests.message and "3 failed runs in a row" in rests.message and "HTTP 500" in rests.message
    assert len(feed.site.hits) == hits
    assert len(list_runs(feed.store)) == 3  # a rest is no run
    feed.site.routes[FEED] = (200, {}, board(1))
    assert feed.run(timedelta(hours=1), force=True).outcome == "complete"
    assert feed.run(timedelta(hours=1)).outcome == "complete"


def test_the_clock_leaps_and_nothing_is_lost(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1, 2), ETag='"1"')
    feed.run()
    for leap in (4000 * DAY, -8000 * DAY, 4000 * DAY):
        report = feed.run(leap)
        assert (report.outcome, report.counts["vanished"], feed.live()) == ("complete", 0, 2)
    assert {posting.status for posting in feed.store.of_source("site:muster")} == {Status.LIVE}
    assert len(feed.kept()) == 4


def test_without_a_data_folder_every_run_begins_from_nothing(feed: Board) -> None:
    feed.site.routes[FEED] = if_changed(board(1), ETag='"1"')
    for _ in range(2):
        (report,) = run(feed.store, feed.employers, delay_s=DELAY_S).values()
        assert (report.outcome, report.counts["not_modified"]) == ("complete", 0)
    assert not feed.data.exists()


def test_a_run_tells_where_its_answers_are_kept(feed: Board) -> None:
    feed.site.routes[FEED] = (200, {"Set-Cookie": "besucher=1"}, board(1))
    feed.run()
    (recorded,) = list_runs(feed.store)
    (name,) = recorded.archived
    kept = feed.archive.run(name)
    assert kept is not None and (kept.outcome, kept.url, len(kept.answers)) == ("complete", f"{feed.site.url}{FEED}", 1)
    assert feed.archive.body(kept.answers[0].digest) == board(1)
    assert "besucher" not in json.dumps(kept.answers[0].headers)
