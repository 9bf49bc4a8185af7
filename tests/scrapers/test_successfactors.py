import json
import re
from datetime import date

import pytest
from crawling import crawl, pages_of
from musterweb import FILES, parsed

from jobboard.ingest import Outcome
from jobboard.posting import Place, WorkMode
from scrapers.adapters.successfactors import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Fetch

SITE = "https://jobs.musterwerke.example"
JOB = f"{SITE}/Musterwerke/job/Musterstadt-Referent-Steuern-%28wmd%29-99001/1446023933/"


def file(name: str) -> bytes:
    return (FILES / "successfactors" / name).read_bytes()


def test_the_sitemap_leads_to_job_pages_of_its_own_site() -> None:
    page = parsed("successfactors/sitemap.xml", f"{SITE}/sitemap.xml")
    assert [fetch.url.split("/")[-2] for fetch in page.follow] == ["1446023933", "1446024033", "1446029999"]
    assert all(fetch.ref == fetch.url for fetch in page.follow)
    assert (page.drafts, page.total) == ((), None)


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 3),
        ({"location": "Musterstadt"}, 2),
        ({"job_prefix": "/Musterwerke/job/Musterstadt-T"}, 1),
        ({"place": "Köln"}, 1),
    ],
)
def test_a_place_keeps_to_a_part_of_the_board(params: dict[str, str], count: int) -> None:
    (first,) = ADAPTER.start(SITE, params)
    assert first.url == f"{SITE}/sitemap.xml"
    assert len(ADAPTER.parse(Answer(first.url, file("sitemap.xml"), hint=first.hint)).follow) == count


def test_a_board_with_nothing_in_the_place_is_empty_but_one_without_any_job_is_doubtful() -> None:
    elsewhere, _ = crawl("successfactors", SITE, lambda _: file("sitemap.xml"), location="Nirgendheim")
    assert elsewhere.outcome is Outcome.EMPTY
    bare = b"<urlset><url><loc>https://jobs.musterwerke.example/</loc></url></urlset>"
    assert crawl("successfactors", SITE, lambda _: bare)[0].outcome is Outcome.FAILED


def test_a_job_page() -> None:
    (draft,) = parsed("successfactors/job.html", JOB).drafts
    assert (draft.source_ref, draft.requisition) == ("1446023933", "MW-4711")
    assert (draft.title, draft.employer) == ("Referent Steuern (w/m/d)", "Musterwerke GmbH")
    assert draft.places == (
        Place(name="Musterstadt, DE, 99001", locality="Musterstadt", postal_code="99001", country="DE"),
    )
    assert draft.date_posted == date(2026, 9, 25)
    assert draft.employment == ("Vollzeit, unbefristet",)
    assert draft.remote_flag is WorkMode.HYBRID
    assert draft.url == JOB
    assert "Mobiles Arbeiten" in draft.description


def test_a_whole_run_from_the_sitemap() -> None:
    web = {"sitemap.xml": file("sitemap.xml")}
    result, made = crawl("successfactors", SITE, lambda fetch: web.get(fetch.url.split("/")[-1], file("job.html")))
    assert (result.outcome, len(result.drafts), len(made)) == (Outcome.COMPLETE, 3, 4)
    assert {draft.requisition for draft in result.drafts} == {"MW-4711"}  # twins keep their own reference
    assert {draft.source_ref for draft in result.drafts} == {"1446023933", "1446024033", "1446029999"}


def test_a_feed() -> None:
    page = parsed("successfactors/googlefeed.xml", f"{SITE}/googlefeed.xml")
    first, second = page.drafts
    assert (first.source_ref, first.title) == ("1446023933", "Referent Steuern (w/m/d)")
    assert (first.places[0].locality, first.places[0].postal_code, first.places[0].country) == (
        "Musterstadt",
        "99001",
        "DE",
    )
    assert first.description == "<p>Sie erstellen Steuererklärungen.</p>"
    assert (first.date_posted, first.valid_through) == (date(2026, 9, 21), date(2026, 10, 21))
    assert first.employer == "Musterwerke GmbH"
    assert second.title == "Forschung & Entwicklung (Leitung, Batterie)"  # brackets that are no place stay
    assert (second.source_ref, second.places[0].name) == (second.url, "Beispielhausen")
    assert page.total == 2 and page.gaps == ()


def test_a_feed_that_is_cut_off_says_so() -> None:
    page = ADAPTER.parse(Answer(f"{SITE}/googlefeed.xml", file("googlefeed.xml")[:1000]))
    assert len(page.drafts) == 1 and page.total is None
    assert "cut off after 1" in page.gaps[0]


@pytest.mark.parametrize(
    "url", [f"{SITE}/googlefeed.xml", f"{SITE}/sitemap.xml", f"{SITE}/career?company=M&resultType=XML"]
)
def test_a_feed_that_is_switched_off_answers_with_a_page_and_is_no_empty_one(url: str) -> None:
    with pytest.raises(UnreadableAnswer, match="in place of a feed"):
        ADAPTER.parse(Answer(url, b"<html><body>Feed disabled</body></html>"))


def test_a_legacy_board() -> None:
    url = "https://career5.successfactors.eu/career?company=musterP&career_ns=job_listing_summary&resultType=XML"
    first, second = parsed("successfactors/legacy.xml", url).drafts
    assert (first.source_ref, first.requisition, first.title) == ("217384", "217384", "Prozessingenieur (R&D)")
    assert first.places[0].name.startswith("Musterstadt, DE")  # not the country, which comes first
    assert (first.places[0].locality, first.places[0].country) == ("Musterstadt", "DE")
    assert (first.remote_flag, first.employment) == (WorkMode.HYBRID, ("Full-Time",))
    assert "[[" not in first.description
    # 22 is no month, so that the other slashed day of the feed is day first too.
    assert (first.date_posted, second.date_posted) == (date(2026, 9, 3), date(2026, 9, 22))
    assert second.places == ()
    assert "career_job_req_id=217384" in first.url and "company=musterP" in first.url


def test_slashed_days_are_american_unless_one_cannot_be() -> None:
    first, _ = ADAPTER.parse(Answer("", file("legacy.xml").replace(b"22/09/2026", b"09/22/2026"))).drafts
    assert first.date_posted == date(2026, 3, 9)


def test_a_legacy_feed_with_other_names_is_no_empty_one() -> None:
    renamed = file("legacy.xml").replace(b"JobTitle", b"Job-Title")
    with pytest.raises(UnreadableAnswer, match="none of which has a title"):
        ADAPTER.parse(Answer("", renamed))
    assert ADAPTER.parse(Answer("", b"<Job-Listing></Job-Listing>")).total == 0


def tiles(*numbers: int) -> bytes:
    rows = (
        f'<li class="job-tile job-id-{n} x" data-url="/job/Musterstadt-Stelle/{n}/"><a class="jobTitle-link">Stelle {n}</a></li>'
        for n in numbers
    )
    return f"<html><ul>{''.join(rows)}</ul></html>".encode()


def test_tiles() -> None:
    page = parsed("successfactors/tiles.html", f"{SITE}/tile-search-results/?startrow=0")
    first, second = page.drafts  # a tile without a title is none
    assert (first.source_ref, first.title) == ("1446023933", "Referent Steuern & Recht (w/m/d)")
    assert (first.places[0].name, second.places[0].postal_code) == ("Musterstadt", "99002")
    assert first.date_posted is None
    onward, *details = page.follow
    assert onward.url == f"{SITE}/tile-search-results/?startrow=3"  # by the rows received, not by a page size
    assert [fetch.ref for fetch in details] == [first.url, second.url]


def test_tiles_page_by_page_whatever_their_number_until_there_are_none() -> None:
    boards = {0: tiles(100001, 100002, 100003), 3: tiles(100004, 100005), 5: b"<!DOCTYPE html>"}

    def web(fetch: Fetch) -> bytes:
        start = re.search(r"startrow=(\d+)", fetch.url)
        return boards[int(start[1])] if start else file("job.html")

    result, made = crawl("successfactors", SITE, web, surface="tiles")
    assert pages_of(made) == [f"{SITE}/tile-search-results/?startrow={start}" for start in (0, 3, 5)]
    assert len(result.drafts) == 5
    assert result.drafts[0].requisition == "MW-4711"  # row and page are one posting


def test_tiles_that_ignore_the_row_run_in_a_circle() -> None:
    result, made = crawl(
        "successfactors", SITE, lambda f: tiles(100001) if "startrow" in f.url else file("job.html"), surface="tiles"
    )
    assert len(pages_of(made)) == 2
    assert result.outcome is Outcome.FAILED and "circle" in result.failures[0]


def test_the_service_is_asked_in_every_language_of_the_site() -> None:
    search = (
        b'<html><a href="/search/?q=&amp;startrow=0&amp;locale=de_DE">D</a><a href="/search/?locale=en_US">E</a></html>'
    )

    def web(fetch: Fetch) -> bytes:
        if fetch.url.endswith("/search/"):
            return search
        if fetch.ref:
            return file("job.html")
        asked = json.loads(fetch.body)
        rows = (
            range(asked["pageNumber"] * 10, min(12, asked["pageNumber"] * 10 + 10))
            if asked["locale"] == "de_DE"
            else []
        )
        found = [{"response": {"id": 52000 + row, "unifiedStandardTitle": f"Stelle {row}"}} for row in rows]
        return json.dumps({"jobSearchResult": found, "totalJobs": 12 if asked["locale"] == "de_DE" else 0}).encode()

    result, made = crawl("successfactors", SITE, web, surface="service")
    asked = [json.loads(fetch.body) for fetch in made if fetch.body]
    assert {(each["locale"], each["pageNumber"]) for each in asked} == {("de_DE", 0), ("de_DE", 1), ("en_US", 0)}
    assert len(result.drafts) == 12
    assert result.outcome is Outcome.COMPLETE


def test_a_row_of_the_service() -> None:
    body = b'{"locale": "de_DE", "pageNumber": 0}'
    page = parsed("successfactors/service.json", f"{SITE}/services/recruiting/v1/jobs", request_body=body)
    first, second = page.drafts
    assert (first.source_ref, first.requisition, first.language) == ("51001", "51001", "de")
    assert [place.name for place in first.places] == ["Musterstadt, DEU, 99001", "Beispielhausen, DEU, 99002"]
    assert [place.country for place in first.places] == ["DE", "DE"]
    assert first.url == f"{SITE}/job/Referent-Steuern-Recht/51001-de_DE"
    assert (first.date_posted, second.date_posted) == (date(2026, 9, 20), date(2026, 6, 18))
    assert json.loads(page.follow[0].body)["pageNumber"] == 1


def test_a_page_of_the_service_that_is_empty_too_early_is_a_gap() -> None:
    answer = Answer(
        f"{SITE}/x", b'{"jobSearchResult": [], "totalJobs": 601}', request_body=b'{"locale": "de_DE", "pageNumber": 7}'
    )
    assert "empty before the end of 601" in ADAPTER.parse(answer).gaps[0]


@pytest.mark.parametrize(
    ("url", "params", "first"),
    [
        (SITE, {"sitemap": "/karte.xml"}, f"{SITE}/karte.xml"),
        (SITE, {"surface": "feed"}, f"{SITE}/googlefeed.xml"),
        (SITE, {"surface": "feed", "feed": "/sitemal.xml"}, f"{SITE}/sitemal.xml"),
        (f"{SITE}/sitemal.xml", {}, f"{SITE}/sitemal.xml"),
        (
            "https://career5.successfactors.eu/career?company=musterP",
            {},
            "https://career5.successfactors.eu/career?company=musterP&career_ns=job_listing_summary&resultType=XML",
        ),
    ],
)
def test_where_it_begins(url: str, params: dict[str, str], first: str) -> None:
    assert [fetch.url for fetch in ADAPTER.start(url, params)] == [first]
