from datetime import date

import pytest
from musterweb import parsed

from jobboard.posting import WorkMode
from scrapers.adapters.jobylon import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

WIDGET = "https://cdn.jobylon.com/jobs/companies/1955/embed/v2/?page_size=1000"


def test_a_widgets_list_is_a_javascript_literal() -> None:
    page = parsed("jobylon/widget.html", WIDGET)
    row, other = page.drafts  # the third is internal
    assert page.total == 2
    assert (row.source_ref, row.title) == ("77", "Lagerarbetare - Musterwerke's lager")
    assert row.url == "https://emp.jobylon.com/jobs/77-musterwerke-ab-lagerarbetare/"
    assert (row.employer, row.language, row.employment) == ("Musterwerke AB", "sv", ("Full-time",))
    assert [place.name for place in row.places] == ["Musterstad", "Exempelby"]
    assert (row.date_posted, row.valid_through) == (date(2026, 4, 21), date(2026, 5, 30))
    assert row.remote_flag is WorkMode.ONSITE
    assert (other.remote_flag, other.date_posted, other.valid_through) == (WorkMode.HYBRID, date(2026, 5, 1), None)
    assert [(fetch.url, fetch.ref) for fetch in page.follow] == [(row.url, "77"), (other.url, "78")]


def test_a_job_page_is_read_by_its_markup() -> None:
    page = '<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Lagerarbetare"}</script></html>'
    (draft,) = ADAPTER.parse(Answer("https://emp.jobylon.com/jobs/77-x/", page.encode())).drafts
    assert draft.title == "Lagerarbetare"


def test_a_list_that_is_cut_off_is_an_error_not_a_short_list() -> None:
    with pytest.raises(UnreadableAnswer, match="cut off"):
        ADAPTER.parse(Answer(WIDGET, b"<script>JBL.embed_v2['jobs'] = [{id: '1', title: 'A'}, {id: '2', tit"))


def test_where_it_begins() -> None:
    assert ADAPTER.start(WIDGET, {})[0].url == WIDGET
    assert ADAPTER.start("https://emp.jobylon.com/companies/1955-musterwerke/", {})[0].url == WIDGET
    with pytest.raises(ValueError, match="number of a company"):
        ADAPTER.start("https://musterwerke.example/karriere", {})
