"""The job exchanges of three states: each holds whole ads of many authorities in one list."""

from datetime import date

from musterweb import FILES, parsed

from scrapers.adapters import karriere_ni, karriere_nrw, karriere_sachsen
from scrapers.answer import Answer

NRW = "https://api.karriere.nrw/v1/jobs/stellenausschreibungen/"
SACHSEN = "https://www.karriere.sachsen.de/karriere-verwaltung/rest/stellenanzeige"
NI = "https://webservice.jobboerse.niedersachsen.de/data/SearchStellen"


def test_nrw() -> None:
    page = parsed("karriere_nrw/list.json", NRW)
    row, other = page.drafts
    assert page.total == 12
    assert [fetch.url for fetch in page.follow] == [f"{NRW}?page=2"]
    assert row.url == "https://karriere.nrw/stellenausschreibung/00000000-1111-2222-3333-444444444444"
    assert (row.employer, row.apply_email) == ("Musteramt Musterstadt", "stellen@musteramt.example")
    assert (row.date_posted, row.valid_through) == (date(2026, 9, 1), date(2026, 9, 30))
    assert (row.employment, row.fixed_term) == (("Vollzeit mit Teilzeitmöglichkeit",), False)
    assert row.salary is not None
    assert row.salary.grade == "A 9 - A 11 / TV-L E 9b - TV-L E 10"
    (place,) = row.places
    assert (place.name, place.street) == ("Amtsplatz 1, 01234 Musterstadt", "Amtsplatz 1")
    assert (place.postal_code, place.locality, place.latitude) == ("01234", "Musterstadt", 51.2)
    assert other.apply_url == "https://bewerbung.amt.example/5"
    assert (other.fixed_term, other.salary, other.apply_email) == (True, None, "")
    assert other.places[0].name == "Beispielhausen"


def test_nrw_of_one_authority_may_be_none_at_all() -> None:
    wanted = parsed("karriere_nrw/list.json", NRW, hint="Anderes Amt")
    assert [draft.title for draft in wanted.drafts] == ["Jurist (w/m/d)"]
    assert [(fetch.hint, wanted.total) for fetch in wanted.follow] == [("Anderes Amt", 0)]


def test_sachsen() -> None:
    (row,) = parsed("karriere_sachsen/list.json", f"{SACHSEN}?offset=0&limit=100").drafts  # the other is internal
    assert row.url == row.apply_url == "https://www.karriere.sachsen.de/karriere/stellenanzeige.jsp?id=4711"
    assert (row.employer, row.requisition) == ("Sächsisches Musterministerium", "2026/1")
    assert row.date_posted == date(2026, 9, 1)  # "…Z+01:00" is two zones at once
    assert row.valid_through == date(2026, 9, 30)
    assert row.fixed_term is True
    assert (row.places[0].name, row.places[0].latitude) == ("Musterstadt", 51.05)
    assert "zehn Tage mobile Arbeit" in row.description


def test_sachsen_pages_on_while_pages_are_full() -> None:
    body = (FILES / "karriere_sachsen" / "list.json").read_bytes()
    full = karriere_sachsen.ADAPTER.parse(Answer(f"{SACHSEN}?institutionId=9&offset=4&limit=2", body))
    assert [fetch.url for fetch in full.follow] == [f"{SACHSEN}?institutionId=9&offset=6&limit=2"]
    assert karriere_sachsen.ADAPTER.parse(Answer(f"{SACHSEN}?offset=0&limit=3", body)).follow == ()
    assert karriere_sachsen.ADAPTER.parse(Answer(f"{SACHSEN}?offset=0&limit=3", b"[]")).total == 0
    assert karriere_sachsen.ADAPTER.parse(Answer(f"{SACHSEN}?offset=6&limit=3", b"[]")).total is None


def test_niedersachsen() -> None:
    page = parsed("karriere_ni/list.json", NI)
    row, other = page.drafts
    assert page.total == 2
    assert row.apply_url == row.url == "https://karriere-b-obm.niedersachsen.de/home/index?stelleId=9001"
    assert (row.employer, row.requisition, row.employment) == ("Musterkanzlei", "03041/1", ("Teilzeit",))
    assert (row.start, row.valid_through) == ("2026-11-01", date(2026, 9, 26))
    assert row.fixed_term is None  # 01.01.1900 is no date
    assert row.salary is not None and row.salary.grade == "E 6"
    assert (row.places[0].name, row.places[0].street) == ("01234 Musterstadt", "Planstr. 2")
    assert (other.fixed_term, other.employment, other.start) == (True, ("Vollzeit", "Teilzeit"), "")
    assert other.places[0].name == "01235 Beispielhausen"
    assert other.salary is not None and other.salary.grade == "E 4 - E 5"


def test_niedersachsen_of_one_authority() -> None:
    wanted = parsed("karriere_ni/list.json", NI, hint="Mustergarten")
    assert ([draft.source_ref for draft in wanted.drafts], wanted.total) == (["9002"], 1)
    assert parsed("karriere_ni/list.json", NI, hint="Niemand").total == 0


def test_where_they_begin() -> None:
    (nrw,) = karriere_nrw.ADAPTER.start("https://karriere.nrw", {"employer": "Musteramt"})
    assert (nrw.url, nrw.hint) == (NRW, "Musteramt")
    (sachsen,) = karriere_sachsen.ADAPTER.start("https://www.karriere.sachsen.de", {"institution": 9})
    assert sachsen.url.startswith(f"{SACHSEN}?institutionId=9&offset=0&limit=100")
    (ni,) = karriere_ni.ADAPTER.start("https://karriere.niedersachsen.de", {})
    assert (ni.url, ni.hint) == (NI, "")
