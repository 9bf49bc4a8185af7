from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters.icims import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

SITE = "https://careers-musterwerke.icims.com"
SEARCH = f"{SITE}/jobs/search?ss=1&in_iframe=1"
JOB = f"{SITE}/jobs/8214/steuerfachangestellte/job?in_iframe=1"


def test_a_card() -> None:
    page = parsed("icims/search.html", SEARCH)
    first, second = page.drafts
    assert page.tenant == "musterwerke"
    assert (first.source_ref, first.requisition) == ("8214", "2026-8214")
    assert first.title == "Steuerfachangestellte:r (m/w/d)"  # without the number before it
    assert first.url == first.apply_url == JOB
    assert first.date_posted == date(2026, 8, 26)  # not "3 weeks ago"
    assert [(place.locality, place.country) for place in first.places] == [
        ("Musterstadt", "DE"),
        ("Beispielhausen", "DE"),
    ]
    assert (first.employment, first.occupation) == (("Regular Full-Time",), "Steuern")
    assert first.remote_flag is WorkMode.HYBRID
    assert (second.title, second.places[0].name) == ("Payroll Specialist", "Musterstadt")
    assert second.url == f"{SITE}/jobs/8215/payroll/job?in_iframe=1"


def test_the_list_leads_to_the_next_page_and_to_the_jobs() -> None:
    following, first, second = parsed("icims/search.html", SEARCH).follow
    assert following.url == f"{SEARCH}&pr=1"
    assert (first.url, first.ref, second.ref) == (JOB, "8214", "8215")
    last = (FILES / "icims/search.html").read_bytes().replace(b"Page 1 of 2", b"Page 2 of 2")
    assert all(fetch.ref for fetch in ADAPTER.parse(Answer(SEARCH, last)).follow)


def test_the_page_of_a_job() -> None:
    (job,) = parsed("icims/job.html", JOB).drafts
    assert (job.source_ref, job.requisition, job.employer) == ("8214", "2026-8214", "Musterwerke Steuer GmbH")
    assert job.description == "<p>Du erstellst Steuererklärungen.</p>"


def test_a_portal_that_offers_nothing_and_a_page_that_lost_its_cards() -> None:
    empty = ADAPTER.parse(Answer(SEARCH, b'<html><body class="iCIMS_ListingsPage"><p>Sorry</p></body></html>'))
    assert (empty.drafts, empty.total, empty.gaps) == ((), 0, ())
    lost = ADAPTER.parse(Answer(SEARCH, b'<html><body class="iCIMS_ListingsPage"><p>Page 2 of 3</p></body></html>'))
    assert lost.total is None and "page 2 of 3" in lost.gaps[0]
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(SEARCH, b"<html><body>Are you a robot?</body></html>"))


def test_where_it_begins() -> None:
    assert ADAPTER.start(f"{SITE}/jobs/intro?hashed=1", {})[0].url == SEARCH
