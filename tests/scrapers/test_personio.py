from datetime import date

import pytest
from musterweb import FILES, parsed

from jobboard.posting import EmploymentType
from jobboard.reading.contract import read_types
from scrapers.adapters import parse_file
from scrapers.adapters.personio import ADAPTER
from scrapers.errors import UnreadableAnswer

FEED = "https://musterwerk.jobs.personio.de/xml?language=de"


def test_a_position_of_the_feed() -> None:
    first, second = parsed("personio.xml", FEED).drafts
    assert first.source_ref == "501"
    assert first.title == "Softwareentwickler:in (m/w/d) – Team „Größe & Maß“"
    assert first.employer == "Musterwerk Digital GmbH"
    assert [place.name for place in first.places] == ["Musterstadt (Remote)", "Beispielhausen"]
    assert first.employment == ("permanent", "full-or-part-time")
    assert read_types(first.employment) == (EmploymentType.FULL_TIME, EmploymentType.PART_TIME)
    assert first.date_posted == date(2026, 8, 30)
    assert first.url == first.apply_url == "https://musterwerk.jobs.personio.de/job/501"
    assert first.experience == "experienced"
    assert "<h3>Deine Aufgaben</h3>\n<ul><li>Entwickeln</li>" in first.description
    assert "<p>3 Tage Homeoffice pro Woche</p>" in first.description
    assert (first.language, second.language) == ("", "de")  # a text says best itself which language it is in
    assert second.employment == ("working_student", "part-time")
    assert second.employer == ""


def test_the_slug_stands_in_for_an_employer_that_is_not_named() -> None:
    name, drafts, _ = parse_file((FILES / "personio.xml").read_bytes(), FEED, None)
    assert (name, drafts[1].employer) == ("personio", "musterwerk")


def test_rows_of_search_json() -> None:
    first, second = parsed("personio_search.json", "https://musterwerk.jobs.personio.com/search.json").drafts
    assert (first.source_ref, first.title) == ("501", "Softwareentwickler:in (m/w/d)")
    assert [place.name for place in first.places] == ["Musterstadt", "Beispielhausen"]
    assert first.employment == ("permanent", "full-time")
    assert first.description == "<p>Wir entwickeln.</p>"
    assert first.url == "https://musterwerk.jobs.personio.com/job/501"
    assert second.employment == ("intern", "full-time")


@pytest.mark.parametrize("feed", [b"<workzag-jobs/>", b'<?xml version="1.0"?>\n<workzag-jobs></workzag-jobs>\n'])
def test_an_empty_feed_is_valid(feed: bytes) -> None:
    page = ADAPTER.parse(answer(feed))
    assert (page.drafts, page.total, page.gaps) == ((), 0, ())


@pytest.mark.parametrize("share", [0.35, 0.75, 0.9, 0.97, 0.999])
def test_a_feed_that_is_cut_off_keeps_the_whole_positions_and_says_so(share: float) -> None:
    whole = (FILES / "personio.xml").read_bytes()
    cut = whole[: int(len(whole) * share)]
    page = ADAPTER.parse(answer(cut))
    assert [draft.source_ref for draft in page.drafts] == ["501", "502"][: cut.count(b"</position>")]
    assert page.total is None
    assert "cut off" in page.gaps[0]


def test_stray_ampersands_and_html_entities_cost_nothing() -> None:
    feed = (FILES / "personio.xml").read_bytes().replace(b"<id>501", b"<x>R&D&nbsp;&uuml;</x><id>501")
    page = ADAPTER.parse(answer(feed))
    assert [draft.source_ref for draft in page.drafts] == ["501", "502"]
    assert page.drafts[0].title.endswith("„Größe & Maß“")
    assert page.gaps == ()


def test_a_broken_tag_costs_nothing_but_a_note() -> None:
    page = ADAPTER.parse(answer((FILES / "personio.xml").read_bytes().replace(b"<department>IT", b"<department>a < b")))
    assert [draft.source_ref for draft in page.drafts] == ["501", "502"]
    assert "no clean XML" in page.notes[0]
    assert page.gaps == ()


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = bomb + b"<workzag-jobs><position><id>1</id><name>Eins &b; &f;</name></position></workzag-jobs>"
    (draft,) = ADAPTER.parse(answer(feed)).drafts
    assert draft.title.startswith("Eins")
    assert "aaaa" not in draft.title and "root" not in draft.title


def test_a_feed_in_another_encoding() -> None:
    feed = '<?xml version="1.0" encoding="ISO-8859-1"?><workzag-jobs><position><id>1</id><name>Größe</name></position></workzag-jobs>'
    (draft,) = ADAPTER.parse(answer(feed.encode("latin-1"))).drafts
    assert draft.title == "Größe"


@pytest.mark.parametrize("page", [b"<html>Board not found</html>", b"", b"{}"])
def test_what_is_no_feed_is_unreadable(page: bytes) -> None:
    with pytest.raises(UnreadableAnswer, match=r"jobs\.personio\.de"):
        ADAPTER.parse(answer(page))


def test_where_it_begins() -> None:
    assert (
        ADAPTER.start("https://musterwerk.jobs.personio.de", {"language": "en"})[0].url
        == "https://musterwerk.jobs.personio.de/xml?language=en"
    )
    assert ADAPTER.start(FEED, {})[0].url == FEED
    assert ADAPTER.hosts(FEED) == ("musterwerk.jobs.personio.de", "musterwerk.jobs.personio.com")


def answer(body: bytes):
    from scrapers.answer import Answer

    return Answer(FEED, body)
