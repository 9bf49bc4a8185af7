"""Citations are numbered once for each source and passage, and what is to be said of their sources is said once, where it belongs."""

from datetime import date

import pytest

from assistant.article import Article, Source, load_articles
from assistant.citing import Citations, Citing, Library
from assistant.voice import Voice
from jobboard.region import Pack

TODAY = date(2026, 11, 22)


def source(name: str, *, as_of: str = "2026", confidence: str = "high", until: date | None = None) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "topic": "x",
            "title": name.upper(),
            "as_of": as_of,
            "confidence": confidence,
            "valid_until": until,
        }
    )


@pytest.fixture
def parking(pack: Pack) -> Article:
    return next(one for one in load_articles(pack.path) if one.key == "parking.en")


def test_a_source_has_a_number_for_each_passage_that_tells_it(parking: Article) -> None:
    citations = Citations(Voice("en"), TODAY)
    first, second = parking.passages
    numbers = [
        citations.number(one, parking if part else None, part)
        for one, part in [
            (source("p1"), first),
            (source("p2"), first),
            (source("p1"), first),
            (source("p1"), second),
            (source("p1"), None),
            (source("p1"), None),
        ]
    ]
    assert numbers == [1, 2, 1, 3, 4, 4]
    assert [one.passage for one in citations.citations] == ["parking.en#1", "parking.en#1", "parking.en#2", ""]
    assert citations.citations[2].heading == "Parking permit: What the permit costs"
    assert citations.citations[3].heading == "P1"


def test_both_kinds_number_alike(pack: Pack, parking: Article) -> None:
    library = Library(pack.path)
    by_name, by_passage = Citing(library, Voice("en"), TODAY), Citations(Voice("en"), TODAY)
    by_name.of(["p1", "p2"], "parking")
    for name in ("p1", "p2"):
        by_passage.number(library.sources[name], parking, library.passage(parking, name))
    assert by_name.citations == by_passage.citations


def test_what_is_to_be_said_of_sources_is_said_behind_them_and_once() -> None:
    citations = Citations(Voice("en"), TODAY)
    citations.number(source("a", confidence="medium", as_of="2020-11-26"))
    citations.number(source("b", confidence="medium", as_of="undated"))
    citations.number(source("c", until=date(2025, 12, 31)))
    assert [(one.text, one.citations, one.own) for one in citations.warnings()] == [
        ("Careful: figures from “C” were valid until Dec 31, 2025 and may have changed.", (3,), True),
        ("This is according to “A”, as of Nov 26, 2020; “B” (undated); please check it there.", (1, 2), True),
    ]
    citations.number(source("a", confidence="medium"))
    assert citations.warnings() == () and citations.expired() == (3,)
    citations.number(source("d", confidence="medium", as_of="2013-01"))
    assert [one.text for one in citations.warnings()] == [
        "This is according to “D”, as of January 2013; please check it there."
    ]


def test_of_a_list_only_what_has_ended_is_said() -> None:
    citations = Citations(Voice("de"), TODAY)
    citations.number(source("a", confidence="medium"))
    citations.number(source("c", until=date(2026, 11, 21)))
    citations.number(source("d", until=TODAY))
    assert [one.citations for one in citations.warnings(ended_only=True)] == [(2,)]
