import json
from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.workday import ADAPTER
from scrapers.answer import Answer

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
