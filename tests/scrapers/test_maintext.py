import pytest

from scrapers.answer import Answer
from scrapers.facts import facts_of, place_beneath
from scrapers.maintext import main_text
from scrapers.page import tree_of

LONG = "Ein Absatz, der lang genug ist, um nicht als kurze Zeile zu gelten, steht hier."


def read(body: str, head: str = ""):
    tree = tree_of(Answer("", f"<html><head>{head}</head><body>{body}</body></html>".encode()))
    assert tree is not None
    return main_text(tree)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Koch - Musterhaus</title>", "<h1>Kontakt</h1><h1>Koch</h1>", "Koch"),
        ('<meta property="og:title" content="Job: Koch">', "<h2>Koch</h2><h2>Über uns</h2>", "Koch"),
        ("<title>Karriere</title>", "<h1>Koch</h1><h2>Aufgaben</h2>", "Koch"),
        ("<title>Koch (m/w/d) | Musterhaus</title>", "<p>Text</p>", "Koch (m/w/d)"),
        ("<title>Koch at Musterhaus</title>", "<h1><span>Musterhaus GmbH</span><span>Koch</span></h1>", "Koch"),
        ("", "<p>Text</p>", ""),
    ],
)
def test_the_title_is_the_heading_that_the_page_is_called_by(head: str, body: str, title: str) -> None:
    assert read(f"{body}<p>{LONG}</p>", head).title == title


def test_a_block_that_stands_twice_is_read_once() -> None:
    copies = "".join(f"<div class=w{width}><ul><li><p>{LONG}</p></li></ul></div>" for width in (1, 2, 3))
    assert read(f"<h1>Koch</h1>{copies}").text.count(LONG) == 1


def test_a_form_around_the_whole_page_is_no_furniture() -> None:
    assert LONG in read(f"<form action='/page.aspx'><h1>Koch</h1><p>{LONG}</p></form>").text


def test_text_behind_what_is_taken_out_stays() -> None:
    assert read(f"<p>{LONG}</p><p>Vorher <button>Teilen</button> nachher</p>").text.endswith("Vorher nachher")


@pytest.mark.parametrize(
    "tokens",
    [
        ("Arbeitsort:", "Musterstadt"),
        ("Arbeitsort: Musterstadt",),
        ("Arbeitsort", "Musterstadt"),
        ("Standort", ":", "Musterstadt"),
    ],
)
def test_a_label_and_its_value(tokens: tuple[str, ...]) -> None:
    assert facts_of([token for token in tokens if token != ":"]) == {"place": "Musterstadt"}


@pytest.mark.parametrize(
    "tokens",
    [("Standort", "Unser Werk liegt im Grünen."), ("Standort", "Arbeitszeit"), ("Ort",), ("Der Standort", "Ulm")],
)
def test_what_is_no_value(tokens: tuple[str, ...]) -> None:
    assert facts_of(tokens) == {}


def test_a_place_right_beneath_the_title() -> None:
    assert place_beneath("Koch", ("Koch", "01234 Musterstadt", "Text")) == "01234 Musterstadt"
    assert place_beneath("Koch", ("Koch", "Mustertown, NY")) == "Mustertown, NY"
    assert place_beneath("Koch", ("Koch", "Gastronomie, Service")) == ""
    assert place_beneath("Koch", ("01234 Musterstadt", "Koch")) == ""
