from datetime import date

from musterweb import parsed

from jobboard.posting import Period, WorkMode
from jobboard.reading.contract import read_fixed_term, read_types
from scrapers.adapters.pinpoint import ADAPTER
from scrapers.answer import Answer

BOARD = "https://musterwerke.pinpointhq.com/postings.json"
FILE = "pinpoint/postings.json"


def test_a_posting() -> None:
    page = parsed(FILE, BOARD)
    first = page.drafts[0]
    assert (page.total, page.tenant) == (2, "musterwerke")
    assert (first.source_ref, first.requisition) == ("p-001", "REQ-9")
    assert (first.remote_flag, first.valid_through) == (WorkMode.REMOTE, date(2026, 10, 28))
    assert first.description == (
        "<p>Du gestaltest.</p>\n<h3>Deine Aufgaben</h3>\n<ul><li>Entwerfen</li></ul>\n<h3>Dein Profil</h3>\n<p>Erfahrung</p>"
    )
    assert (first.places[0].name, first.places[0].locality) == ("Musterstadt (Zentrale)", "Musterstadt")
    assert read_types(first.employment) == ("FULL_TIME",)
    assert first.salary is not None
    assert (first.salary.min, first.salary.max, first.salary.period) == (65000, 80000, Period.YEAR)


def test_a_path_becomes_an_address_and_hidden_pay_stays_hidden() -> None:
    second = parsed(FILE, BOARD).drafts[1]
    assert second.url == "https://musterwerke.pinpointhq.com/postings/p-002"
    assert second.salary is None
    assert (second.remote_flag, second.places[0].country) == (WorkMode.ONSITE, "DE")
    assert (read_types(second.employment), read_fixed_term(second.employment[0])) == (("PART_TIME",), True)


def test_where_it_begins() -> None:
    assert ADAPTER.start("https://musterwerke.pinpointhq.com/de/postings/p-001", {})[0].url == BOARD
    german = ADAPTER.start(BOARD, {"language": "de"})[0].url
    assert german == "https://musterwerke.pinpointhq.com/de/postings.json"
    assert ADAPTER.parse(Answer(BOARD, b'{"data": []}')).total == 0
