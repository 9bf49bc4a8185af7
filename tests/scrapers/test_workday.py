import json
from datetime import date
from typing import Any

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.workday import ADAPTER
from scrapers.answer import Answer
from scrapers.harvest import Harvest, Job, Limits
from scrapers.parsed import Fetch

CXS = "https://musterwerk.wd3.myworkdayjobs.com/wday/cxs/musterwerk/karriere"
LIST = f"{CXS}/jobs"
PAGE = "https://musterwerk.wd3.myworkdayjobs.com/karriere/job/Musterstadt/Referent-Personal--w-m-d-_R-1001"


def test_a_list_row() -> None:
    first, second = parsed("workday_list.json", LIST).drafts
    assert (first.source_ref, first.title) == ("R-1001", "Referent Personal (w/m/d)")
    assert first.places[0].name == "Musterstadt"
    assert first.employment == ("Vollzeit",)
    assert first.remote_flag is WorkMode.HYBRID
    assert first.url == PAGE
    assert first.date_posted is None  # "Posted 3 Days Ago" needs a clock
    assert (second.source_ref, second.places) == ("R-1002-1", ())  # "2 Locations" is no place
    assert (second.remote_flag, second.remote_note) == (None, "Mobiles Arbeiten nach Absprache")


def test_the_list_leads_to_the_next_page_and_to_details() -> None:
    page = parsed("workday_list.json", LIST, request_body=b'{"offset": 0}')
    following, first, second = page.follow
    assert page.total == 22
    assert (following.method, following.url) == ("POST", LIST)
    assert json.loads(following.body) == {"appliedFacets": {}, "limit": 20, "offset": 2, "searchText": ""}
    assert (first.url, first.ref) == (f"{CXS}/job/Musterstadt/Referent-Personal--w-m-d-_R-1001", "R-1001")
    assert second.ref == "R-1002-1"


def test_the_last_page_leads_no_further() -> None:
    page = parsed("workday_list.json", LIST, request_body=b'{"offset": 20}')
    assert page.total is None  # only the first page's total can be trusted
    assert all(fetch.ref for fetch in page.follow)


def test_a_detail() -> None:
    page = parsed("workday_detail.json", f"{CXS}/job/Musterstadt/Referent-Personal--w-m-d-_R-1001")
    (detail,) = page.drafts  # "similarJobs" are not this page's
    assert (detail.source_ref, detail.title) == ("R-1001", "Referent Personal (w/m/d)")
    assert detail.employer == "Musterwerk Verwaltungs GmbH"
    assert (detail.date_posted, detail.valid_through) == (date(2026, 9, 4), date(2026, 10, 31))
    assert [place.name for place in detail.places] == ["Musterstadt", "Beispielhausen", "Wien"]
    assert [place.country for place in detail.places] == ["DE", "", ""]
    assert "F&uuml;hrungskr&auml;fte" in detail.description
    assert detail.url == detail.apply_url == PAGE


def test_the_tenant_stands_in_for_an_employer_that_is_not_named() -> None:
    data = (FILES / "workday_list.json").read_bytes()
    assert {draft.employer for draft in parse_file(data, LIST, None)[1]} == {"musterwerk"}


def test_a_capped_list_is_a_gap() -> None:
    data = (FILES / "workday_list.json").read_bytes().replace(b'"total": 22', b'"total": 2000')
    page = ADAPTER.parse(Answer(LIST, data))
    assert "capped" in page.gaps[0]
    beyond = ADAPTER.parse(Answer(LIST, data, request_body=b'{"offset": 1998}'))
    assert all(fetch.ref for fetch in beyond.follow)


@pytest.mark.parametrize(
    "url",
    [
        "https://musterwerk.wd3.myworkdayjobs.com/karriere",
        "https://musterwerk.wd3.myworkdayjobs.com/de-DE/karriere/",
        LIST,
    ],
)
def test_where_it_begins(url: str) -> None:
    (first,) = ADAPTER.start(url, {})
    assert (first.url, first.method) == (LIST, "POST")
    assert json.loads(first.body)["limit"] == 20


def test_the_requisition_and_a_path_that_ends_in_words() -> None:
    first, second = parsed("workday_list.json", LIST).drafts
    assert (first.requisition, second.requisition) == ("R-1001", "R-1002")  # twins share it, not the reference
    data = (FILES / "workday_list.json").read_bytes().replace(b"Personal--w-m-d-_R-1001", b"Personal_im_Werk")
    assert ADAPTER.parse(Answer(LIST, data)).drafts[0].source_ref == "Referent-Personal_im_Werk"


def test_the_same_path_twice_on_a_page_is_one_posting() -> None:
    rows = json.loads((FILES / "workday_list.json").read_bytes())
    rows["jobPostings"].append(rows["jobPostings"][0])
    page = ADAPTER.parse(Answer(LIST, json.dumps(rows).encode(), request_body=b'{"offset": 0}'))
    assert len(page.drafts) == 2
    assert json.loads(page.follow[0].body)["offset"] == 3  # the site counts its rows, not ours


def test_a_query_that_ends_before_what_it_promised_is_a_gap() -> None:
    asked = b'{"appliedFacets": {"jobFamilyGroup": ["it"]}, "offset": 40}'
    page = ADAPTER.parse(Answer(LIST, b'{"total": 0, "jobPostings": []}', request_body=asked, hint="55"))
    assert page.gaps == (f"{LIST}: jobFamilyGroup it ends after 40 of 55 postings",)


class Board:
    """A site as Workday's are: 20 rows a page, no more than 2,000 a query, and after them the first page again."""

    def __init__(self, families: dict[str, int], facets: tuple[str, ...] = ("jobFamilyGroup", "timeType")) -> None:
        self.facets = facets
        self.jobs = [
            {"jobFamilyGroup": family, "timeType": ("voll", "teil")[number % 2], "number": f"R-{at}-{number}"}
            for at, (family, count) in enumerate(families.items())
            for number in range(count)
        ]

    def answer(self, fetch: Fetch) -> Answer:
        asked = json.loads(fetch.body)
        found = [job for job in self.jobs if all(job[name] in kept for name, kept in asked["appliedFacets"].items())]
        total, offset = min(len(found), 2_000), asked["offset"] % 2_000
        shown = found[offset : offset + asked["limit"]]
        body: dict[str, Any] = {
            "total": total if asked["offset"] == 0 else 0,
            "jobPostings": [
                {"title": "Stelle", "externalPath": f"/job/Ort/Stelle_{job['number']}", "locationsText": "Musterstadt"}
                for job in shown
            ],
            "facets": [self.facet(name, asked["appliedFacets"]) for name in self.facets if offset == 0],
        }
        return Answer(fetch.url, json.dumps(body).encode(), request_body=fetch.body, hint=fetch.hint)

    def facet(self, name: str, applied: dict[str, list[str]]) -> dict[str, Any]:
        """The values of a facet; one that is applied shows also those that could be applied in its place."""
        others = {other: kept for other, kept in applied.items() if other != name}
        found = [job for job in self.jobs if all(job[other] in kept for other, kept in others.items())]
        values = sorted({job[name] for job in found if job[name]})
        counted = [{"id": value, "count": sum(job[name] == value for job in found)} for value in values]
        return {"facetParameter": name, "values": counted}


def crawl(board: Board) -> tuple[Harvest, int]:
    """A whole run over a board's lists; the details are answered as gone, since the lists are what this is about."""
    run = Harvest(
        Job("site:muster#1", "workday", CXS.replace("/wday/cxs/musterwerk", "")),
        ADAPTER,
        Limits(drafts=9_000, requests=9_000),
    )
    pending, lists = run.begin(), 0
    while pending:
        fetch = pending.pop()
        if fetch.ref:
            run.pending -= 1
            continue
        lists += 1
        pending += run.take(fetch, board.answer(fetch))
    return run, lists


@pytest.mark.parametrize(
    "families",
    [
        {"it": 300, "netze": 1_200, "verkauf": 800},
        {"it": 2_600, "netze": 40},  # one family is capped itself: it is split by working time
        {"it": 1_999},
    ],
)
def test_every_posting_of_a_large_site_is_read(families: dict[str, int]) -> None:
    run, lists = crawl(Board(families))
    result = run.result()
    assert (result.outcome, result.failures) == ("complete", ())
    assert len(result.drafts) == sum(families.values())
    assert lists <= sum(families.values()) / 20 + 8  # no page is asked for twice


def test_a_site_that_cannot_be_split_is_read_as_far_as_it_goes_and_is_not_complete() -> None:
    run, lists = crawl(Board({"it": 2_600}, facets=()))
    result = run.result()
    assert (result.outcome, len(result.drafts), lists) == ("failed", 2_000, 100)
    assert "capped" in result.failures[0]


def test_a_facet_that_not_every_posting_has_is_not_split_by() -> None:
    board = Board({"it": 600, "netze": 400, "": 1_600}, facets=("jobFamilyGroup",))
    run, _ = crawl(board)
    assert run.result().outcome == "failed"  # its values hold 1,000 of at least 2,000
    assert len(run.result().drafts) == 2_000
