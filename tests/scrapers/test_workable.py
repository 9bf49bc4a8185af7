from datetime import date

from musterweb import parsed

from jobboard.posting import WorkMode
from scrapers.adapters.workable import ADAPTER
from scrapers.answer import Answer

WIDGET = "https://apply.workable.com/api/v1/widget/accounts/musterwerke?details=true"
FILE = "workable/widget.json"


def test_a_row_for_each_place_is_one_job() -> None:
    page = parsed(FILE, WIDGET)
    assert (page.total, page.tenant) == (2, "musterwerke")
    first, second = page.drafts
    assert first.source_ref == "AB12CD34EF"
    assert [place.name for place in first.places] == ["Germany", "Austria"]
    assert (first.remote_flag, first.remote_area) == (WorkMode.REMOTE, ("DE", "AT"))
    assert first.description == "<p>Du analysierst.</p>"  # stands in the first row only
    assert second.source_ref == "AB12CD34EG"


def test_a_job() -> None:
    first = parsed(FILE, WIDGET).drafts[0]
    assert (first.employer, first.industry, first.requisition) == ("Musterwerke GmbH", "Maschinenbau", "MW-12")
    assert first.date_posted == date(2026, 8, 5)  # published, not created
    assert (first.employment, first.experience) == (("Full-time",), "Associate")
    assert (first.education, first.occupation) == ("Bachelor's Degree", "Analyst")
    assert first.apply_url == "https://apply.workable.com/j/AB12CD34EF/apply"


def test_a_box_that_is_not_ticked_and_a_place_that_is_hidden() -> None:
    second = parsed(FILE, WIDGET).drafts[1]
    assert (second.remote_flag, second.remote_area) == (None, ())
    assert [place.name for place in second.places] == ["Musterstadt, Hessen, Germany"]


def test_where_it_begins() -> None:
    for url in ("https://apply.workable.com/musterwerke/j/AB", "https://musterwerke.workable.com/", WIDGET):
        assert ADAPTER.start(url, {})[0].url == WIDGET
    assert ADAPTER.start("https://musterwerke.example/", {"account": "musterwerke"})[0].url == WIDGET
    assert ADAPTER.parse(Answer(WIDGET, b'{"name": "Musterwerke GmbH", "jobs": []}')).total == 0
