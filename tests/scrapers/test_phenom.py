from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import WorkMode
from scrapers.adapters import parse_file
from scrapers.adapters.phenom import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

SITE = "https://karriere.musterwerke.example/de/de"
RESULTS = f"{SITE}/search-results?from=0&s=1"
JOB = f"{SITE}/job/MUSTGLOBALP100EXTERNALDEDE"


def test_a_row_of_the_results() -> None:
    page = parsed("phenom/results.html", RESULTS)
    first, second = page.drafts
    assert page.total == 3
    assert (first.source_ref, first.title) == ("P-100", "Prüfingenieur:in (m/w/d)")
    assert (first.url, first.requisition) == (JOB, "P-100")
    assert first.date_posted == date(2026, 8, 30)
    assert (first.employment, first.remote_flag) == (("Full time",), WorkMode.HYBRID)
    (place,) = first.places
    assert (place.locality, place.region, place.country, place.latitude) == ("Musterstadt", "Hessen", "DE", 51.3)
    assert [place.name for place in second.places] == ["Musterstadt, Germany", "Wien, Austria"]
    assert (second.apply_url, second.remote_flag) == (second.url, None)


def test_the_results_lead_to_the_next_page_and_to_the_jobs() -> None:
    following, first, second = parsed("phenom/results.html", RESULTS).follow
    assert following.url == f"{SITE}/search-results?from=2&s=1"
    assert (first.url, first.ref, second.ref) == (JOB, "P-100", "P-101")


def test_the_page_of_a_job() -> None:
    page = parsed("phenom/job.html", JOB)
    (job,) = page.drafts
    assert (job.employer, job.url) == ("Musterwerke GmbH", JOB)
    assert job.description == "<p>Du prüfst Anlagen. Zwei Tage Homeoffice.</p>"
    assert (page.total, page.follow) == (None, ())


def test_a_jobs_page_whose_data_are_silent_is_read_from_its_markup() -> None:
    markup = (FILES / "icims/job.html").read_bytes().replace(b"<body>", b'<body><script>phApp.ddo = {"a": 1};</script>')
    name, (job,), _ = parse_file(markup, JOB, "phenom")
    assert (name, job.employer) == ("phenom", "Musterwerke Steuer GmbH")


def test_an_answer_of_the_widgets() -> None:
    body = b'{"refineSearch": {"totalHits": 9, "data": {"jobs": [{"jobId": "1", "title": "A", "postedDate": "2026-09-01"}]}}}'
    page = ADAPTER.parse(Answer("https://karriere.musterwerke.example/widgets", body))
    assert ([draft.source_ref for draft in page.drafts], page.total, page.follow) == (["1"], 9, ())


def test_no_results_and_no_data() -> None:
    empty = (
        b'<html><script>phApp.ddo = {"eagerLoadRefineSearch": {"totalHits": 0, "data": {"jobs": []}}};</script></html>'
    )
    assert ADAPTER.parse(Answer(RESULTS, empty)).total == 0
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(RESULTS, b"<html>phApp.pageName = 'x'</html>"))


def test_where_it_begins() -> None:
    assert ADAPTER.start(f"{SITE}/", {})[0].url == RESULTS
    assert ADAPTER.start(f"{SITE}/search-results?keywords=x", {})[0].url == RESULTS
    assert ADAPTER.start("https://karriere.musterwerke.example", {"path": "/de/de"})[0].url == RESULTS
