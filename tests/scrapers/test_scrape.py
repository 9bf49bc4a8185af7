"""From the pack to the store: which sources are asked, how their drafts are kept, and when postings are withdrawn."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, timedelta
from typing import Any

import pytest
from musterweb import NOW, Site, as_json, pack_of, run, source

from jobboard.outcome import Outcome
from jobboard.posting import Draft, Permission, Status
from jobboard.region import Feed, Pack, Source
from jobboard.runs import list_runs
from jobboard.store import Store
from scrapers import scrape as module
from scrapers.errors import NoContact, UnknownSource
from scrapers.harvest import Job, Limits, Result
from scrapers.scrape import crawl, plan_sources, scrape

FEED = "/xml"
URL = "https://muster.jobs.personio.de/xml"


def board(*numbers: int, cut: bool = False) -> bytes:
    positions = "".join(
        f"<position><id>{number}</id><name>Stelle {number} (m/w/d)</name></position>" for number in numbers
    )
    return f"<workzag-jobs>{positions}{'' if cut else '</workzag-jobs>'}".encode()


def test_two_runs_of_many_boards(sites: Any, sqlite_store: Store) -> None:
    """The second run finds: the same, one less, far less, nothing, a fault, a cut feed, an emptied board, a changed ad."""
    changed = board(1, 2, 3, 4).replace(b"Stelle 2 ", b"Stelle 2a ")
    second: dict[str, tuple[int, bytes]] = {
        "same": (200, board(1, 2, 3, 4)),
        "less": (200, board(1, 2, 3)),
        "half": (200, board(1)),
        "none": (200, board()),
        "fault": (500, b""),
        "cut": (200, board(1, 2, cut=True)),
        "changed": (200, changed),
        "new": (200, board(1, 2, 3, 4, 5)),
    }
    made: dict[str, Site] = {name: sites(at) for at, name in enumerate(second, 100)}
    employers = {name: [source(f"{site.url}{FEED}", "personio")] for name, site in made.items()}
    for site in made.values():
        site.routes[FEED] = (200, {}, board(1, 2, 3, 4))
    first = run(sqlite_store, employers)
    assert {(report.outcome, report.counts["stored"]) for report in first.values()} == {("complete", 4)}
    for name, site in made.items():
        status, body = second[name]
        site.routes[FEED] = (status, {}, body)
    later = NOW + timedelta(days=1)
    reports = {name.removeprefix("site:"): report for name, report in run(sqlite_store, employers, now=later).items()}
    numbers = {
        name: tuple(report.counts[key] for key in ("stored", "updated", "unchanged", "vanished"))
        for name, report in reports.items()
    }
    assert numbers == {
        "same": (0, 0, 4, 0),
        "less": (0, 0, 3, 1),
        "half": (0, 0, 1, 0),
        "none": (0, 0, 0, 0),
        "fault": (0, 0, 0, 0),
        "cut": (0, 0, 2, 0),
        "changed": (0, 1, 3, 0),
        "new": (1, 0, 4, 0),
    }
    assert {name: report.outcome for name, report in reports.items()} == {
        **dict.fromkeys(("same", "less", "half", "changed", "new"), "complete"),
        "none": "empty",
        "fault": "failed",
        "cut": "failed",
    }
    for name in ("half", "none"):
        assert "postings were found again: nothing was withdrawn" in reports[name].message
    withdrawn = [
        posting.source_ref for posting in sqlite_store.of_source("site:less") if posting.status is Status.WITHDRAWN
    ]
    assert withdrawn == ["4"]
    assert all(
        posting.status is Status.LIVE
        for name in ("half", "none", "fault", "cut")
        for posting in sqlite_store.of_source(f"site:{name}")
    )
    record = next(entry for entry in list_runs(sqlite_store) if entry.source == "site:fault")
    assert (record.outcome, record.started.replace(tzinfo=UTC)) == ("failed", later)
    assert "HTTP 500" in record.message and made["fault"].url in record.message


def permitted(permission: Permission, system: str = "personio", adapter: str = "") -> Source:
    return Source(system=system, adapter=adapter, url=URL, permission=permission)


def test_sources_that_are_not_asked_are_reported_with_the_reason(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch)
    pack = pack_of(
        {
            "ohne": [permitted(Permission.NONE)],
            "fremd": [permitted(Permission.GRANTED, "taleo")],
            "leer": [],
            "umweg": [permitted(Permission.GRANTED, "softgarden", "schemaorg")],
        }
    )
    reports = {report.source: report for report in scrape(pack, sqlite_store, (), now=NOW)}
    assert reports["site:ohne"].outcome == reports["site:fremd"].outcome == "skipped"
    assert "no permission on record" in reports["site:ohne"].message and URL in reports["site:ohne"].message
    assert "no adapter for taleo" in reports["site:fremd"].message
    assert reports["site:umweg"].outcome == "failed"  # nothing came back from the stand-in
    assert "site:leer" not in reports
    (named,) = scrape(pack, sqlite_store, ["leer"], now=NOW)
    assert (named.outcome, "no source" in named.message) == ("skipped", True)


def test_an_unknown_key_names_the_known_ones(sqlite_store: Store) -> None:
    with pytest.raises(UnknownSource, match="'muter'") as raised:
        scrape(pack_of({"muster": [], "beispiel": []}), sqlite_store, ["muter"], now=NOW)
    assert "beispiel, muster" in str(raised.value)


def test_without_a_contact_nothing_is_fetched(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch)
    pack = pack_of({"muster": [permitted(Permission.GRANTED)]}, contact=" ")
    with pytest.raises(NoContact, match="musterstadt"):
        scrape(pack, sqlite_store, (), now=NOW)
    assert asked == []


def answers(monkeypatch: pytest.MonkeyPatch, *results: Result) -> list[Job]:
    """Let these results come back instead of a crawl; gives the jobs that were asked for."""
    asked: list[Job] = []

    def stand_in(pack: Pack, jobs: Sequence[Job], limits: Limits, **more: Any) -> Iterator[Result]:
        asked.extend(jobs)
        owed = {
            job.name: Result(job.name, job.adapter, Outcome.FAILED, failures=(f"{job.url}: nothing",)) for job in jobs
        }
        yield from {**owed, **{result.job: result for result in results}}.values()

    monkeypatch.setattr(module, "crawl", stand_in)
    return asked


def result(job: str, *drafts: Draft, outcome: Outcome = Outcome.COMPLETE, **more: Any) -> Result:
    return Result(job, "personio", outcome, tuple(drafts), **more)


def draft(reference: str, **more: Any) -> Draft:
    return Draft(source_ref=reference, title=f"Stelle {reference}", **more)


def by_ref(postings: Iterable[Any]) -> dict[str, Any]:
    return {posting.source_ref: posting for posting in postings}


def test_the_packs_name_stands_in_for_an_employer_that_is_not_named(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, result("site:muster#1", draft("1"), draft("2", employer="Tochter GmbH"), tenant="muster-slug"))
    scrape(pack_of({"muster": [permitted(Permission.GRANTED)]}), sqlite_store, (), now=NOW)
    kept = by_ref(sqlite_store.of_source("site:muster"))
    assert (kept["1"].employer, kept["2"].employer) == ("Muster GmbH", "Tochter GmbH")
    assert kept["1"].permission is Permission.GRANTED


def test_a_feeds_postings_keep_their_own_employers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed(key="alle", name="Alle Stellen", adapter="jobsuche", url=URL, permission=Permission.PUBLIC_API)
    answers(monkeypatch, result("feed:alle#1", draft("1", employer="Beispielhaus KG")))
    (report,) = scrape(pack_of({}, feeds=(feed,)), sqlite_store, ["alle"], now=NOW)
    assert (report.source, report.adapter) == ("feed:alle", "jobsuche")
    (kept,) = sqlite_store.of_source("feed:alle")
    assert (kept.employer, kept.permission) == ("Beispielhaus KG", Permission.PUBLIC_API)


def test_the_sources_of_one_employer_are_one_source_of_the_store(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_of({"muster": [permitted(Permission.GRANTED), permitted(Permission.ASKED, "workday")]})
    both = result("site:muster#1", draft("1")), result("site:muster#2", draft("2"))
    asked = answers(monkeypatch, *both)
    (report,) = scrape(pack, sqlite_store, (), now=NOW)
    assert [job.name for job in asked] == ["site:muster#1", "site:muster#2"]
    assert (report.outcome, report.counts["stored"]) == ("complete", 2)
    assert {posting.permission for posting in sqlite_store.of_source("site:muster")} == {
        Permission.ASKED
    }  # the stricter one
    answers(
        monkeypatch, both[0], result("site:muster#2", outcome=Outcome.FAILED, failures=("https://b.example: HTTP 500",))
    )
    (report,) = scrape(pack, sqlite_store, (), now=NOW)
    assert (report.outcome, report.counts["vanished"]) == ("failed", 0)
    assert "https://b.example: HTTP 500" in report.message
    answers(monkeypatch, both[0], result("site:muster#2", outcome=Outcome.EMPTY))
    (report,) = scrape(pack, sqlite_store, (), now=NOW)
    assert (report.outcome, report.counts["vanished"]) == ("complete", 1)


def test_a_draft_that_is_no_posting_is_refused_and_named(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, result("site:muster#1", draft("1"), Draft(source_ref="2", title=" ")))
    (report,) = scrape(pack_of({"muster": [permitted(Permission.GRANTED)]}), sqlite_store, (), now=NOW)
    assert (report.counts["found"], report.counts["stored"], report.counts["refused"]) == (2, 1, 1)
    assert "2 refused: " in report.message


def test_a_report_as_json_and_as_a_line(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, result("site:muster#1", draft("1"), requests=3, seconds=1.5))
    told: list[Any] = []
    (report,) = scrape(
        pack_of({"muster": [permitted(Permission.GRANTED)]}), sqlite_store, (), now=NOW, tell=told.append
    )
    assert told == [report]
    assert report.to_dict() == {
        "source": "site:muster",
        "adapter": "personio",
        "outcome": "complete",
        "counts": {
            "found": 1, "stored": 1, "updated": 0, "unchanged": 0, "vanished": 0, "refused": 0, "requests": 3, "robots_refused": 0,
            "not_modified": 0, "unchanged_answers": 0,
        },
        "seconds": 1.5,
        "message": "",
    }  # fmt: skip
    assert str(report) == "site:muster (personio): complete - 1 found, 1 stored, 3 requests"


def test_plans_are_made_only_for_the_keys_that_are_asked_for() -> None:
    pack = pack_of({"a": [permitted(Permission.GRANTED)], "b": [permitted(Permission.NONE)]})
    plans, skipped = plan_sources(pack, ["a"])
    assert ([plan.source for plan in plans], skipped) == (["site:a"], [])


JOBS = [Job("site:a#1", "personio", "https://a.example/xml"), Job("site:b#1", "personio", "https://b.example/xml")]
ANSWER = json.dumps({"result": Result("site:a#1", "personio", Outcome.EMPTY).to_json()})


@pytest.mark.parametrize(
    ("code", "outcomes", "words"),
    [
        (
            "import sys; print('kein Speicher', file=sys.stderr); sys.exit(9)",
            ["failed", "failed"],
            "exit status 9): kein Speicher",
        ),
        (f"print('''{ANSWER}'''); raise SystemExit(1)", ["empty", "failed"], "exit status 1): it said nothing"),
        (
            f"import sys, os; sys.stdout.write('''{ANSWER[:40]}'''); sys.stdout.flush(); os.kill(os.getpid(), 9)",
            ["failed", "failed"],
            "exit status -9",
        ),
        (f"import time; print('''{ANSWER}''', flush=True); time.sleep(60)", ["empty", "failed"], "exit status -9"),
    ],
)
def test_a_crawling_process_that_dies_owes_failures(code: str, outcomes: list[str], words: str) -> None:
    limits = Limits(run_s=2)
    found = list(crawl(pack_of({}), JOBS, limits, (sys.executable, "-c", f"import sys; sys.stdin.readline()\n{code}")))
    assert [result.outcome for result in found] == outcomes
    assert words in found[1].message() and "https://b.example/xml" in found[1].message()


def test_a_crawl_that_nobody_waits_for_is_ended(sites: Any) -> None:
    site = sites(150)
    site.routes[FEED] = as_json({})
    code = f"import time; print('''{ANSWER}''', flush=True); time.sleep(60)"
    results = crawl(pack_of({}), JOBS, Limits(), (sys.executable, "-c", f"import sys; sys.stdin.readline()\n{code}"))
    assert next(results).outcome == "empty"
    results.close()  # type: ignore[attr-defined]
