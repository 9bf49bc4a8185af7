import pytest

from scrapers.adapters.rows import main_markup, page_of, posting_on, with_class, words_of
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

TEXT = "Sie beraten unsere Kundschaft und pflegen die Daten. " * 6


def page(markup: str, url: str = "https://muster.example/job/1") -> Answer:
    return Answer(url, f"<html><body>{markup}</body></html>".encode())


def test_elements_by_a_whole_class() -> None:
    tree = page_of(page("<p class='a b'>1</p><p class='ab'>2</p><p class='b'>3</p>"), "muster")
    assert [words_of(each) for each in with_class(tree, "b")] == ["1", "3"]
    assert words_of(tree, "ab") == "2"
    assert words_of(tree, "c") == ""


@pytest.mark.parametrize("body", [b"", b"{}", b"%PDF-1.7", b"<!--"])
def test_what_is_no_page_is_named(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer, match="muster: no page"):
        page_of(Answer("https://muster.example/", body), "muster")


def test_the_posting_keeps_its_reference_and_its_own_number() -> None:
    answer = page(
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "T", "identifier": "K-7"}</script>'
    )
    (draft,) = posting_on(answer, page_of(answer, "m"), "1").drafts
    assert (draft.source_ref, draft.requisition, draft.title) == ("1", "K-7", "T")
    bare = page("<p>weg</p>")
    assert posting_on(bare, page_of(bare, "m"), "1").notes
    broken = page('<script type="application/ld+json">{"@type": "JobPosting", "title": </script>')
    assert "cannot be read" in posting_on(broken, page_of(broken, "m"), "1").gaps[0]


def test_the_main_part_has_no_navigation_and_loses_no_text() -> None:
    markup = main_markup(
        page_of(
            page(f"<nav>Menü</nav><main>vor<form>Feld</form>nach <p>{TEXT}</p><form>Feld</form>zuletzt</main>Fuß"), "m"
        )
    )
    assert "vornach" in markup and TEXT.strip() in markup and "zuletzt" in markup
    assert not any(word in markup for word in ("Menü", "Feld", "Fuß"))
    assert main_markup(page_of(page("<main>Diese Stelle ist besetzt.</main>"), "m")) == ""
