"""The rules of a crawl, without a network: what is fetched next, and how a run ended."""

import json
from typing import Any

import pytest
from musterweb import job_page

from jobboard.outcome import Outcome
from scrapers.adapters import adapter_of
from scrapers.answer import Answer
from scrapers.errors import RobotsRefused
from scrapers.harvest import Harvest, Job, Limits, Result
from scrapers.parsed import Fetch

API = "https://api.smartrecruiters.com/v1/companies/muster/postings"
SITE = "https://karriere.musterwerk.example"


def row(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": f"Stelle {number}",
        "uuid": "u",
        "company": {"name": "Musterwerk"},
        "releasedDate": "2026-09-01",
    }


def page(total: int, *numbers: int, offset: int = 0) -> bytes:
    return json.dumps(
        {"offset": offset, "limit": 2, "totalFound": total, "content": [row(number) for number in numbers]}
    ).encode()


def detail(number: int) -> bytes:
    return json.dumps({**row(number), "jobAd": {"sections": {"jobDescription": {"text": "<p>Text</p>"}}}}).encode()


def harvest(adapter: str = "smartrecruiters", url: str = API, limits: Limits | None = None, **params: Any) -> Harvest:
    return Harvest(
        Job("site:muster#1", adapter, url, params), adapter_of(adapter), limits or Limits(), clock=lambda: 0.0
    )


def take(run: Harvest, fetch: Fetch, body: bytes, status: int = 200, **headers: str) -> list[Fetch]:
    return run.take(
        fetch,
        Answer(
            fetch.url,
            body,
            status,
            {key.replace("_", "-"): value for key, value in headers.items()},
            fetch.body,
            fetch.hint,
        ),
    )


def lists(fetches: list[Fetch]) -> list[Fetch]:
    return [fetch for fetch in fetches if not fetch.ref]


def test_a_run_over_pages_and_details_is_complete() -> None:
    run = harvest()
    (first,) = run.begin()
    waiting = take(run, first, page(3, 1, 2))
    (second,) = lists(waiting)
    waiting += take(run, second, page(3, 3, offset=2))
    for fetch in waiting:
        if fetch.ref:
            take(run, fetch, detail(int(fetch.ref)))
    result = run.result()
    assert (run.pending, result.outcome, result.failures) == (0, Outcome.COMPLETE, ())
    assert [(draft.source_ref, draft.description) for draft in result.drafts] == [
        (str(number), "<p>Text</p>") for number in (1, 2, 3)
    ]


def test_nothing_on_offer_is_empty_and_valid() -> None:
    run = harvest()
    take(run, run.begin()[0], page(0))
    assert run.result().outcome is Outcome.EMPTY


def test_nothing_found_where_nothing_is_said_of_emptiness_is_a_failure() -> None:
    run = harvest("schemaorg", SITE)
    take(run, run.begin()[0], b"<html><p>Just a moment</p></html>")
    result = run.result()
    assert result.outcome is Outcome.FAILED
    assert "does not say that it offers nothing" in result.message()


@pytest.mark.parametrize("status", [301, 403, 404, 429, 500, 503])
def test_a_page_that_cannot_be_read_fails_the_run_but_keeps_what_was_read(status: int) -> None:
    run = harvest()
    first, second = take(run, run.begin()[0], page(2, 1, 2))
    take(run, first, b"", status)
    take(run, second, detail(2))
    result = run.result()
    assert (result.outcome, len(result.drafts)) == (Outcome.FAILED, 2)
    assert result.failures == (f"{first.url}: HTTP {status}",)


def test_an_answer_of_another_shape_fails_the_run() -> None:
    run = harvest()
    take(run, run.begin()[0], b"<html>maintenance</html>")
    assert "no JSON" in run.result().message() and API in run.result().message()


def test_a_fault_in_an_adapter_fails_its_source_only() -> None:
    def broken(answer: Answer) -> Any:
        raise ZeroDivisionError("adapter")

    sound = adapter_of("smartrecruiters")
    run = harvest()
    run.adapter = type(sound)(sound.name, "", sound.matches, broken, sound.start)
    take(run, run.begin()[0], page(0))
    assert "ZeroDivisionError" in run.result().message()


def test_fewer_rows_than_the_source_counts_is_a_failure() -> None:
    run = harvest()
    for fetch in take(run, run.begin()[0], page(2, 1)):
        take(run, fetch, detail(1) if fetch.ref else page(2, offset=1))
    assert "counts 2 postings, only 1 were read" in run.result().message()


def test_pages_in_a_circle_end_the_run() -> None:
    run = harvest()
    waiting = lists(take(run, run.begin()[0], page(1000, 1, 2)))
    assert take(run, waiting[0], page(1000, 1, 2, offset=2)) == []
    assert "in a circle" in run.result().message()


def test_a_page_is_never_asked_for_twice() -> None:
    run = harvest("schemaorg", f"{SITE}/jobs", job_prefix="/job/")
    markup = b'<html><a href="/job/1">a</a><a href="/job/1#top">b</a><a rel="next" href="/jobs">c</a></html>'
    assert [fetch.url for fetch in take(run, run.begin()[0], markup)] == [f"{SITE}/job/1"]


def test_endless_fresh_rows_end_at_the_limit_of_requests() -> None:
    run = harvest(limits=Limits(requests=7))
    waiting, asked, number = run.begin(), 0, 0
    while waiting:
        fetch = waiting.pop(0)
        asked += 1
        number += 2
        waiting += take(
            run, fetch, detail(int(fetch.ref)) if fetch.ref else page(10**6, number, number + 1, offset=number)
        )
    assert asked == 7
    assert "more than 7 requests" in run.result().message()
    assert run.result().outcome is Outcome.FAILED


def test_more_postings_than_the_limit_are_left_out() -> None:
    run = harvest(limits=Limits(drafts=3))
    take(run, run.begin()[0], page(5, 1, 2, 3, 4, 5))
    result = run.result()
    assert (len(result.drafts), result.outcome) == (3, Outcome.FAILED)
    assert any("more than 3 postings" in failure for failure in result.failures)


def test_a_reservation_ends_the_source_and_nothing_is_kept() -> None:
    run = harvest()
    first, second = take(run, run.begin()[0], page(2, 1, 2))
    assert take(run, first, detail(1), tdm_reservation="1") == []
    take(run, second, detail(2))
    result = run.result()
    assert (result.outcome, result.drafts) == (Outcome.FAILED, ())
    assert "reserved against text and data mining" in result.message() and first.url in result.message()


def test_a_refusal_by_robots_txt_is_counted() -> None:
    run = harvest()
    (first,) = run.begin()
    run.fail(first.url, RobotsRefused(first.url, ""), "robots.txt forbids it")
    result = run.result()
    assert (result.robots_refused, result.outcome) == (1, Outcome.FAILED)
    assert result.failures == (f"{first.url}: robots.txt forbids it",)


def test_a_run_that_ends_early_is_not_complete() -> None:
    run = harvest()
    take(run, run.begin()[0], page(1, 1))
    assert "1 requests were answered" in run.result().message()


def site(*pages: int) -> tuple[Harvest, list[Fetch]]:
    run = harvest("schemaorg", SITE, sitemap="/sitemap.xml")
    locations = "".join(f"<url><loc>{SITE}/job/{number}</loc></url>" for number in pages)
    return run, take(run, run.begin()[0], f"<urlset>{locations}</urlset>".encode())


def test_a_job_page_that_is_gone_is_a_posting_that_is_over() -> None:
    run, fetches = site(1, 2, 3)
    for fetch, status in zip(fetches, (200, 404, 410), strict=True):
        take(run, fetch, job_page(f"Stelle {fetch.url[-1]}").encode(), status)
    result = run.result()
    assert (result.outcome, [draft.title for draft in result.drafts]) == (Outcome.COMPLETE, ["Stelle 1"])
    assert len(result.notes) == 2


def test_a_list_that_is_gone_is_a_failure() -> None:
    run = harvest("schemaorg", SITE, sitemap="/sitemap.xml")
    (first,) = run.begin()
    take(run, first, f"<sitemapindex><loc>{SITE}/a.xml</loc><loc>{SITE}/b.xml</loc></sitemapindex>".encode())
    take(run, Fetch(f"{SITE}/a.xml"), b"", 404)
    assert run.result().failures[0] == f"{SITE}/a.xml: HTTP 404"


def test_an_empty_feed_is_empty_and_valid() -> None:
    run = harvest("schemaorg", f"{SITE}/jobs.feed.json")
    take(run, run.begin()[0], b'{"@type": "DataFeed", "dataFeedElement": []}')
    assert run.result().outcome is Outcome.EMPTY


@pytest.mark.parametrize(("bare", "outcome"), [(1, Outcome.COMPLETE), (3, Outcome.FAILED)])
def test_many_job_pages_without_markup_are_a_fault(bare: int, outcome: Outcome) -> None:
    run, fetches = site(*range(20))
    for at, fetch in enumerate(fetches):
        take(run, fetch, b"<html>robot?</html>" if at < bare else job_page(f"Stelle {at}").encode())
    assert run.result().outcome is outcome


def test_a_result_survives_the_pipe() -> None:
    run = harvest("schemaorg", SITE)
    take(
        run,
        run.begin()[0],
        job_page("Stelle", baseSalary={"currency": "EUR", "value": {"minValue": 50000, "unitText": "YEAR"}}).encode(),
    )
    result = run.result()
    assert Result.from_json(json.loads(json.dumps(result.to_json()))) == result


def test_parameters_that_cannot_be_used_fail_the_source_only() -> None:
    run = harvest("workday", "https://m.wd3.myworkdayjobs.com/[")
    assert run.begin() == [] or run.result()
    run = harvest("interamt", "https://[interamt")
    assert run.begin() == []
    assert "cannot be used" in run.result().message()


def test_a_source_may_use_its_own_its_first_and_its_systems_hosts() -> None:
    hosts = {host for host, _ in harvest(url="https://careers.smartrecruiters.com/muster").origins()}
    assert hosts == {"careers.smartrecruiters.com", "api.smartrecruiters.com"}
