import json
from datetime import date

import pytest
from crawling import crawl
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import Period
from scrapers.adapters.bite import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

PAGE = "https://www.musterklinik.example/karriere"
SEARCH = "https://jobs.b-ite.com/api/v1/postings/search"
KEY = "7d4ebad4ecdfd3e99a89596c85c5e4be21cd9c12"
HASH = "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd01"


def file(name: str) -> bytes:
    return (FILES / "bite" / name).read_bytes()


def test_a_posting_of_the_search() -> None:
    page = parsed("bite/search.json", SEARCH, request_body=json.dumps({"key": KEY, "locale": "de"}).encode())
    first, second = page.drafts
    assert (first.source_ref, first.requisition, first.employer) == (HASH, "PF-17", "Musterklinik gGmbH")
    assert first.employment == ("Vollzeit", "Teilzeit")
    assert (first.date_posted, first.valid_through) == (date(2026, 9, 1), date(2026, 10, 31))
    place = first.places[0]
    assert (place.name, place.street, place.country, place.latitude) == ("99001 Musterstadt", "Klinikweg 5", "DE", 51.3)
    assert first.apply_url.endswith("/apply")
    assert (second.source_ref, second.places) == (second.url, ())
    onward, detail = page.follow
    assert json.loads(onward.body)["page"] == {"num": 100, "offset": 2}
    assert (detail.url, detail.ref) == (
        f"https://jobs.b-ite.com/jobposting/{HASH}/json?locale=de&contentRendered=true",
        HASH,
    )
    assert page.total == 3


def test_a_detail() -> None:
    (draft,) = parsed("bite/detail.json", f"https://jobs.b-ite.com/jobposting/{HASH}/json").drafts
    assert (draft.source_ref, draft.description) == (HASH, "<p>Sie pflegen Menschen.</p>")
    assert draft.salary is not None
    assert (draft.salary.min, draft.salary.max, draft.salary.period) == (3200, 3900, Period.MONTH)


def test_from_the_page_with_the_list_to_every_posting() -> None:
    def web(fetch: Fetch) -> bytes | None:
        if fetch.url == PAGE:
            return file("page.html")
        if fetch.url == "https://cs-assets.b-ite.com/musterwerke/jobs-api/main.min.js":
            return file("main.min.js")
        if fetch.ref:
            return file("detail.json")
        asked = json.loads(fetch.body)
        assert (fetch.url, fetch.method, asked["key"]) == (SEARCH, "POST", KEY)
        rows = [
            {"title": f"Stelle {n}", "url": f"https://jobs.b-ite.com/jobposting/{n:040d}"}
            for n in range(asked["page"]["offset"], min(5, asked["page"]["offset"] + 2))
        ]
        return json.dumps({"jobPostings": rows, "page": {"total": 5}}).encode()

    result, made = crawl("bite", PAGE, web)
    assert (result.outcome, len(result.drafts)) == (Outcome.COMPLETE, 5)
    assert sum(fetch.method == "POST" for fetch in made) == 3


def test_a_key_in_the_parameters_saves_the_way() -> None:
    (first,) = ADAPTER.start(PAGE, {"key": KEY, "language": "en"})
    assert first.url == SEARCH
    assert json.loads(first.body) == {"key": KEY, "channel": 0, "locale": "en", "page": {"num": 100, "offset": 0}}


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (PAGE, b"<html><body>Karriere</body></html>"),
        ("https://cs-assets.b-ite.com/m/jobs-api/x.min.js", b'createClient({key:""})'),
        (SEARCH, b'{"error": "API key is missing"}'),
    ],
)
def test_another_answer_is_unreadable(url: str, body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(url, body))


def test_only_the_systems_own_hosts_are_reached_besides_the_sites() -> None:
    assert ADAPTER.hosts(PAGE) == ("jobs.b-ite.com", "cs-assets.b-ite.com")
