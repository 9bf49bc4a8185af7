from datetime import date

from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters.eightfold import ADAPTER
from scrapers.answer import Answer

SITE = "https://musterwerke.eightfold.ai"
SEARCH = f"{SITE}/api/pcsx/search?domain=musterwerke.com&query=&location=&start=0&sort_by=timestamp"
DETAIL = f"{SITE}/api/pcsx/position_details?position_id=563700000000001&domain=musterwerke.com&hl=de"
APPLY = "https://karriere.musterwerke.example/api/apply/v2/jobs?domain=musterwerke.com&start=0"


def test_a_row_of_the_search() -> None:
    page = parsed("eightfold/search.json", SEARCH)
    first, second = page.drafts
    assert (page.total, page.tenant) == (12, "musterwerke")
    assert (first.source_ref, first.requisition) == ("563700000000001", "R-500")
    assert first.url == f"{SITE}/careers/job/563700000000001"
    assert first.date_posted == date(2026, 9, 2)
    assert [(place.locality, place.country) for place in first.places] == [
        ("Musterstadt", "DE"),
        ("Beispielhausen", "DE"),  # from the country to the town
    ]
    assert first.remote_flag is WorkMode.HYBRID
    assert (second.remote_flag, second.remote_note) == (None, "Up to 50% work from home")


def test_the_search_leads_to_the_next_page_and_to_details() -> None:
    following, first, second = parsed("eightfold/search.json", SEARCH).follow
    assert "start=2" in following.url and not following.ref
    assert (first.url, first.ref) == (DETAIL, "563700000000001")
    assert second.ref == "563700000000002"
    last = parsed("eightfold/search.json", SEARCH.replace("start=0", "start=10"))
    assert all(fetch.ref for fetch in last.follow)


def test_a_detail() -> None:
    page = parsed("eightfold/detail.json", DETAIL)
    (detail,) = page.drafts
    assert (detail.description, detail.source_ref) == ("<p>Du baust Systeme.</p>", "563700000000001")
    assert page.follow == ()


def test_the_older_interface() -> None:
    page = parsed("eightfold/apply.json", APPLY)
    (row,) = page.drafts
    assert (row.title, row.requisition, row.remote_flag) == ("Servicetechniker:in", "SR-1", WorkMode.ONSITE)
    assert row.url == "https://karriere.musterwerke.example/careers/job/446700000000001"
    assert [fetch.url for fetch in page.follow] == [
        "https://karriere.musterwerke.example/api/apply/v2/jobs/446700000000001?domain=musterwerke.com"
    ]


def test_a_search_that_is_capped_is_a_gap() -> None:
    data = (FILES / "eightfold/search.json").read_bytes().replace(b'"count": 12', b'"count": 2500')
    assert "capped: 2500" in ADAPTER.parse(Answer(SEARCH, data)).gaps[0]
    beyond = ADAPTER.parse(Answer(SEARCH.replace("start=0", "start=1998"), data))
    assert all(fetch.ref for fetch in beyond.follow)


def test_where_it_begins() -> None:
    assert ADAPTER.start(f"{SITE}/careers", {})[0].url == SEARCH
    own = ADAPTER.start("https://karriere.musterwerke.example/careers?domain=musterwerke.com", {"api": "apply"})
    assert own[0].url.startswith(APPLY.split("&")[0])
    assert "location=Musterstadt" in ADAPTER.start(f"{SITE}/careers", {"location": "Musterstadt"})[0].url


def test_an_empty_search_says_so() -> None:
    assert ADAPTER.parse(Answer(SEARCH, b'{"data": {"positions": [], "count": 0}}')).total == 0
