from datetime import date

from musterweb import parsed

from jobboard.posting import Period, WorkMode
from jobboard.reading.contract import read_fixed_term, read_types
from scrapers.adapters.recruitee import ADAPTER
from scrapers.answer import Answer

OFFERS = "https://musterwerke.recruitee.com/api/offers/"
FILE = "recruitee/offers.json"


def test_an_offer() -> None:
    page = parsed(FILE, OFFERS)
    first = page.drafts[0]
    assert (page.total, page.tenant) == (3, "musterwerke")
    assert (first.source_ref, first.employer, first.language) == ("300001", "Musterwerke GmbH", "de")
    assert (first.date_posted, first.valid_through) == (date(2026, 8, 5), date(2026, 11, 30))
    assert read_types(first.employment) == ("PART_TIME",)
    assert read_fixed_term(first.employment[0]) is True
    assert first.weekly_hours == 30
    assert (first.experience, first.education) == ("mid level", "vocational")
    assert first.description == "<p>Du führst die Bücher.</p>\n<ul><li>Ausbildung</li></ul>"
    assert first.apply_url == f"{first.url}/c/new"
    assert [(place.name, place.locality, place.postal_code) for place in first.places] == [
        ("Zentrale, Musterstadt, Hessen, Germany", "Musterstadt", "99001"),
        ("Beispielhausen, Hessen, Germany", "Beispielhausen", ""),
    ]


def test_pay_in_texts() -> None:
    first, second, third = parsed(FILE, OFFERS).drafts
    assert first.salary is not None and second.salary is not None
    assert (first.salary.min, first.salary.max, first.salary.period) == (32000, 38000, Period.YEAR)
    assert (second.salary.min, second.salary.max, second.salary.period) == (19.5, None, Period.HOUR)
    assert third.salary is None


def test_what_the_boxes_say_and_what_they_leave_open() -> None:
    first, second, third = parsed(FILE, OFFERS).drafts
    assert first.remote_flag is WorkMode.HYBRID
    # "remote" not ticked, but home office where the town belongs: a name for the reader, and no town.
    assert (second.remote_flag, second.places[0].name, second.places[0].locality) == (None, "Homeoffice, Germany", "")
    assert (third.remote_flag, third.places) == (WorkMode.REMOTE, ())  # one option of three
    assert second.date_posted == date(2026, 9, 1)  # never published: created
    assert second.language == ""  # there are two


def test_where_it_begins() -> None:
    assert (
        ADAPTER.start("https://jobs.musterwerke.example/o/x", {})[0].url
        == "https://jobs.musterwerke.example/api/offers/"
    )
    assert ADAPTER.parse(Answer(OFFERS, b'{"offers": []}')).total == 0
