from datetime import date

from musterweb import parsed

from jobboard.posting import Period, WorkMode
from scrapers.adapters.bamboohr import ADAPTER
from scrapers.answer import Answer

SITE = "https://musterwerke.bamboohr.com/careers"


def test_a_list_row() -> None:
    page = parsed("bamboohr/list.json", f"{SITE}/list")
    first, second, third = page.drafts
    assert (page.total, page.tenant) == (3, "musterwerke")
    assert (first.source_ref, first.title) == ("86", "Fachkraft Lagerlogistik (m/w/d)")
    assert (first.url, first.employment) == (f"{SITE}/86", ("Vollzeit",))
    assert [place.name for place in first.places] == ["Musterstadt, Hessen, Germany"]
    assert second.places[0].locality == "Beispielhausen"  # said by the recruiting form only
    assert third.places == ()
    assert [(fetch.url, fetch.ref) for fetch in page.follow[:2]] == [
        (f"{SITE}/86/detail", "86"),
        (f"{SITE}/87/detail", "87"),
    ]


def test_zero_is_what_nobody_changed() -> None:
    modes = [draft.remote_flag for draft in parsed("bamboohr/list.json", f"{SITE}/list").drafts]
    assert modes == [None, WorkMode.HYBRID, WorkMode.REMOTE]


def test_a_detail() -> None:
    (detail,) = parsed("bamboohr/detail.json", f"{SITE}/87/detail").drafts
    assert (detail.source_ref, detail.url) == ("87", f"{SITE}/87")
    assert detail.description == "<p>Du bespielst die Kanäle.</p>"
    assert (detail.date_posted, detail.experience) == (date(2026, 9, 3), "Mid-level")
    assert detail.places[0].postal_code == "99010"
    assert detail.salary is not None
    assert (detail.salary.min, detail.salary.max, detail.salary.period) == (38000, 42000, Period.YEAR)


def test_where_it_begins() -> None:
    assert ADAPTER.start(SITE, {})[0].url == f"{SITE}/list"
    page = ADAPTER.parse(Answer(f"{SITE}/list", b'{"meta": {"totalCount": 0}, "result": []}'))
    assert (page.drafts, page.total) == ((), 0)
