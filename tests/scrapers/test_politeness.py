"""What a site's owner would see in the log: never faster than agreed, its rules once a day, nothing that they forbid."""

import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from musterweb import NOW, Site, as_html, as_json, fastest, job_page, run, source

from jobboard.store import Store, create_store, sqlite_url

Sites = Callable[[int], Site]
GAP_S = 0.25
SLACK_S = 0.4  # one request that had to wait on a busy machine
RULES = ["/robots.txt", "/.well-known/tdmrep.json"]


def hurry(site: Site, gap: float, first: int = 0) -> float:
    return fastest([hit.at for hit in site.hits[first:]], gap)


def board(site: Site, name: str, pages: int, closed: int) -> Any:
    """A sitemap of so many job pages, some of them behind a fence."""
    paths = [f"/{name}/job/{'intern-' if number < closed else ''}{number}" for number in range(pages)]
    locations = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths)
    site.routes |= {path: as_html(job_page(f"Stelle {path}")) for path in paths}
    site.routes[f"/{name}/sitemap.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{locations}</urlset>".encode())
    return source(f"{site.url}/{name}/", "schemaorg", sitemap=f"/{name}/sitemap.xml")


def test_twenty_sources_of_one_host_that_start_at_once(sites: Sites, sqlite_store: Store, tmp_path: Path) -> None:
    site = sites(191)
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /*/job/intern-")
    employers = {f"e{number}": [board(site, f"e{number}", pages=3, closed=1)] for number in range(20)}
    reports = run(sqlite_store, employers, data=tmp_path, delay_s=GAP_S)
    assert site.paths()[:2] == RULES and len(site.hits) == 2 + 20 * 3
    assert [site.paths().count(path) for path in RULES] == [1, 1]
    assert [path for path in site.paths() if "intern" in path] == []
    assert sum(report.counts["robots_refused"] for report in reports.values()) == 20
    assert hurry(site, GAP_S) <= SLACK_S


def test_two_runs_beside_each_other_and_one_right_after(sites: Sites, tmp_path: Path) -> None:
    """Another process, or the next run a moment later, keeps the gap that this one began."""
    site = sites(192)
    employers = {f"e{number}": [board(site, f"e{number}", pages=4, closed=0)] for number in range(2)}

    stores = {key: create_store(sqlite_url(tmp_path / key)) for key in employers}
    outcomes = []

    def collect(key: str) -> None:
        reports = run(stores[key], {key: employers[key]}, data=tmp_path / "var", delay_s=GAP_S, now=NOW)
        outcomes.extend(report.outcome for report in reports.values())

    threads = [threading.Thread(target=collect, args=(key,)) for key in employers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    collect("e0")
    for store in stores.values():
        store.close()
    assert outcomes == ["complete"] * 3
    assert len(site.hits) == 2 + 3 * 5
    assert [site.paths().count(path) for path in RULES] == [1, 1]
    assert hurry(site, GAP_S) <= SLACK_S


def test_a_crawl_delay_counts_for_every_process(sites: Sites, sqlite_store: Store, tmp_path: Path) -> None:
    site = sites(193)
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.8")
    employers = {"e": [board(site, "e", pages=1, closed=0)]}
    for _ in range(2):
        run(sqlite_store, employers, data=tmp_path, delay_s=0.05)
    assert len(site.hits) == 2 + 2 * 2
    assert hurry(site, 0.8, first=1) <= SLACK_S  # the rules themselves are asked for at the pack's pace


def test_a_host_that_asked_for_patience_is_left_alone_by_the_next_run(
    sites: Sites, sqlite_store: Store, tmp_path: Path
) -> None:
    site = sites(194)
    site.routes["/jobs"] = (429, {"Retry-After": "4"}, b"")
    employers = {"e": [source(f"{site.url}/jobs", "schemaorg")]}
    for _ in range(2):
        run(sqlite_store, employers, data=tmp_path, delay_s=0.05)
    asked = [hit.at for hit in site.hits if hit.path == "/jobs"]
    assert len(asked) == 2 * 3
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 4 - SLACK_S


@pytest.mark.parametrize("robots", ["User-agent: *\nDisallow: /", "User-agent: MusterBot\nDisallow: /e/"])
def test_a_source_whose_pages_are_all_forbidden_costs_its_host_one_request(
    sites: Sites, sqlite_store: Store, tmp_path: Path, robots: str
) -> None:
    site = sites(195)
    site.routes["/robots.txt"] = (200, {}, robots.encode())
    employers = {"e": [board(site, "e", pages=2, closed=0)]}
    for _ in range(2):
        (report,) = run(sqlite_store, employers, data=tmp_path, delay_s=0.05).values()
        assert (report.outcome, report.counts["robots_refused"]) == ("failed", 1)
    assert site.paths() == ["/robots.txt"]


def test_rules_of_the_day_are_those_of_the_host_and_port(sites: Sites, sqlite_store: Store, tmp_path: Path) -> None:
    one = sites(196)
    other = Site(one.host)
    one.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    other.routes |= {"/jobs": as_json({})}
    try:
        for site in (one, other):
            run(sqlite_store, {"e": [source(f"{site.url}/jobs", "schemaorg")]}, data=tmp_path, delay_s=0.05)
        assert (one.paths(), other.paths()) == (["/robots.txt"], [*RULES, "/jobs"])
    finally:
        other.close()


def test_the_engine_starts_without_the_store_and_without_redis() -> None:
    """It starts for every run and every source of a worker: what it does not need it does not load."""
    code = "import sys, scrapers.engine; print(*(name for name in ('redis', 'sqlalchemy', 'alembic', 'streamlit', 'torch') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
