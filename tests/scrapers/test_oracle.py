from datetime import date

import pytest
from musterweb import parsed

from jobboard.posting import Contact, WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.oracle import ADAPTER
from scrapers.answer import Answer

HOST = "https://must.fa.em2.oraclecloud.com"
API = f"{HOST}/hcmRestApi/resources/latest"
LIST = f"{API}/recruitingCEJobRequisitions?onlyData=true&finder=findReqs;siteNumber=CX_7,limit=2,offset=0"
DETAIL = f"{API}/recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder=ById;Id=%2226001%22,siteNumber=CX_7"


def test_a_list_row() -> None:
    page = parsed("oracle/list.json", LIST)
    first, second = page.drafts
    assert page.total == 3
    assert (first.source_ref, first.title) == ("26001", "Referent:in Einkauf (m/w/d)")
    assert first.url == f"{HOST}/hcmUI/CandidateExperience/en/sites/CX_7/job/26001"
    assert [(place.locality, place.country) for place in first.places] == [
        ("Musterstadt", "DE"),
        ("Beispielhausen", "DE"),
    ]
    assert (first.date_posted, first.valid_through) == (date(2026, 8, 19), date(2026, 11, 30))
    assert (first.employment, first.remote_flag) == (("Vollzeit",), WorkMode.HYBRID)
    assert (second.remote_flag, second.remote_note, second.places[0].locality) == (None, "", "")


def test_the_list_leads_to_the_next_page_and_to_details() -> None:
    following, first, second = parsed("oracle/list.json", LIST).follow
    assert "siteNumber=CX_7,limit=100,offset=2," in following.url
    assert (first.url, first.ref, second.ref) == (DETAIL, "26001", "26002")
    last = parsed("oracle/list.json", LIST.replace("offset=0", "offset=1"))
    assert all(fetch.ref for fetch in last.follow)


def test_a_detail() -> None:
    (detail,) = parsed("oracle/detail.json", DETAIL).drafts
    assert detail.description == (  # the text in three fields; the short description is a teaser of it
        "<p>Musterwerke sucht Verstärkung.</p>\n<ul><li>Einkaufen</li></ul>\n<p>Kaufmännische Ausbildung</p>"
    )
    assert detail.employer == "Musterwerke Verwaltungs GmbH"
    assert detail.contact == Contact(name="Erika Muster", email="jobs@musterwerke.example")
    assert (detail.places[0].postal_code, detail.places[0].street) == ("99001", "Musterweg 1")
    assert (detail.remote_flag, detail.remote_note) == (None, "Zwei Tage mobil")
    assert detail.education == "Bachelor"


def test_a_detail_alone_without_its_wrapper() -> None:
    row = b'{"Id": "9", "Title": "Jurist", "ExternalDescriptionStr": "<p>A</p>", "WorkplaceType": "Hybrid"}'
    name, (draft,), _ = parse_file(row, "", None)
    assert (name, draft.source_ref, draft.remote_flag, draft.url) == ("oracle", "9", WorkMode.HYBRID, "")


@pytest.mark.parametrize(
    "url", [f"{HOST}/hcmUI/CandidateExperience/de/sites/CX_7/requisitions", f"{HOST}/?site_number=CX_7", LIST]
)
def test_where_it_begins(url: str) -> None:
    (first,) = ADAPTER.start(url, {})
    assert first.url.startswith(f"{API}/recruitingCEJobRequisitions?onlyData=true&expand=")
    assert "finder=findReqs;siteNumber=CX_7,limit=100,offset=0," in first.url


def test_a_site_that_offers_nothing_says_so() -> None:
    page = ADAPTER.parse(Answer(LIST, b'{"items": [{"TotalJobsCount": 0, "requisitionList": []}]}'))
    assert (page.drafts, page.follow, page.total) == ((), (), 0)
