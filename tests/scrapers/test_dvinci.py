from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import Contact, Period
from scrapers.adapters.dvinci import ADAPTER
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

LIST = "https://musterverband.dvinci-hr.com/jobPublication/list.json?lang=de"


def test_a_publication() -> None:
    page = parsed("dvinci/list.json", LIST)
    draft = page.drafts[0]
    assert (draft.source_ref, draft.requisition) == ("4711", "MV-12")
    assert (draft.title, draft.employer) == ("Bauleitung Wasserbau (m/w/d)", "Musterverband KdöR")
    assert [part in draft.description for part in ("Wir sind", "Baustellen", "Bauingenieur", "Homeoffice")] == [
        True
    ] * 4
    place = draft.places[0]
    assert (place.name, place.locality, place.postal_code, place.country) == (
        "Hauptverwaltung, Musterstadt", "Musterstadt", "99001", "DE",
    )  # fmt: skip
    assert (place.street, place.latitude, place.longitude) == ("Amtsplatz 3", 51.3, 9.5)
    assert draft.employment == ("FULL_TIME", "Vollzeit", "TEMPORARY", "befristet auf 2 Jahre")
    assert (draft.fixed_term, draft.start, draft.experience) == (True, "2026-11-01", "Berufserfahrene")
    assert draft.salary is not None
    assert (draft.salary.min, draft.salary.max, draft.salary.period) == (52000, 61000, Period.YEAR)
    assert draft.contact == Contact(name="Erika Muster", email="erika.muster@musterverband.example", phone="0561 1")
    assert draft.date_posted == date(2026, 9, 1)
    assert draft.apply_url.endswith("/apply")
    assert draft.language == "de"


def test_what_a_publication_leaves_to_its_opening() -> None:
    draft = parsed("dvinci/list.json", LIST).drafts[1]
    assert draft.date_posted == date(2026, 8, 21)  # it has no first day of its own
    assert (draft.start, draft.places[0].locality, draft.employment) == ("ab sofort", "Beispielhausen", ("Teilzeit",))
    assert draft.salary is not None and draft.salary.evidence == "E 13 TV-L"
    assert draft.apply_url == draft.url


def test_a_standing_invitation_to_apply_is_no_vacancy() -> None:
    page = parsed("dvinci/list.json", LIST)
    assert (len(page.drafts), page.total) == (2, 2)
    assert page.notes == ("1 standing invitations to apply left out",)


@pytest.mark.parametrize("body", [b"{}", b'{"message": "forbidden"}', b"<html></html>", b'["x"]'])
def test_another_answer_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        ADAPTER.parse(Answer(LIST, body))
    assert ADAPTER.parse(Answer(LIST, b"[]")).total == 0


def test_the_list_may_be_wrapped() -> None:
    body = b'{"jobPublications": %s}' % (FILES / "dvinci" / "list.json").read_bytes()
    assert len(ADAPTER.parse(Answer(LIST, body)).drafts) == 2


def test_where_it_begins() -> None:
    assert ADAPTER.start("https://musterverband.dvinci-hr.com/de/jobs", {})[0].url == LIST
    assert ADAPTER.start(LIST, {"language": "en"})[0].url == LIST.replace("lang=de", "lang=en")
