"""Words of job ads: found as they stand there, looked up by questions, and each explanation within its sources."""

from pathlib import Path

import pytest

import jobboard
from assistant.citing import Library
from assistant.wordbook import Wordbook, load_wordbook, word_faults
from jobboard.pages.words import explained_words

MUSTERSTADT = Path(__file__).parent.parent / "regions" / "musterstadt"
PACK = next((Path(jobboard.__file__).parent / "regions").glob("*/wordbook.toml")).parent


@pytest.fixture(scope="module")
def book() -> Wordbook:
    return load_wordbook(PACK)


def test_the_bundled_book_is_large_and_without_fault(book: Wordbook) -> None:
    assert len(book.words) >= 60
    assert word_faults(PACK, Library(PACK)) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sachbearbeitung (m/w/d) in Teilzeit", ["mwd", "teilzeit"]),
        ("ein befristeter Vertrag", ["befristung"]),
        ("unbefristet", ["unbefristet"]),
        ("Gehalt: 3.000 € VB", ["vb"]),
        ("vb und eg als Silben in Liebe", []),
        ("Rufbereitschaft und Bereitschaftsdienst", ["rufbereitschaft", "bereitschaft"]),
        ("BEFRISTET", ["befristung"]),
        ("TV-H EG 9b", ["tvh", "entgeltgruppe"]),
        ("verhandlungssicheres Deutsch", ["verhandlungssicher"]),
        ("Mobiles\nArbeiten", ["mobiles-arbeiten"]),
        ("auf Minijob-Basis", ["minijob"]),
        ("", []),
    ],
)
def test_words_are_found_in_ads(text: str, ids: list[str], book: Wordbook) -> None:
    assert [word.id for word in book.found_in(text)] == ids


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What does Befristung mean?", "befristung"),
        ("Was heißt verhandlungssicher?", "verhandlungssicher"),
        ("Що означає Probezeit?", "probezeit"),
        ("VB ne anlama geliyor?", "vb"),
        ("Was bedeutet m/w/d in der Anzeige?", "mwd"),
        ("Was ist ein Minijob und wie viel darf ich 2026 im Monat verdienen?", None),
        ("Wie lange dauert die Probezeit?", None),
        ("What does love mean?", None),
        ("", None),
    ],
)
def test_a_question_for_a_word(question: str, found: str | None, book: Wordbook) -> None:
    word = book.asked_for(question)
    assert (word.id if word else None) == found


def test_a_large_ad_is_read_quickly_and_odd_texts_raise_nothing(book: Wordbook) -> None:
    assert book.found_in("befristet " * 100_000)[0].id == "befristung"
    assert book.found_in("\x00\u202e(m/w/" * 1_000) == []


def test_the_page_escapes_what_an_ad_says() -> None:
    html = explained_words(MUSTERSTADT, "<b>VB</b>", "befristet <script>alert(1)</script>", "de")
    assert "<script>" not in html
    assert html.startswith('<dl><dt lang="de"><b>VB</b></dt><dd>VB heißt: ')
    assert "Bibliotheksordnung (2026-01-12)" in html
    assert explained_words(MUSTERSTADT, "Nothing", "here", "de") == ""


def test_a_pack_without_a_book_explains_nothing(tmp_path: Path) -> None:
    assert load_wordbook(tmp_path).found_in("befristet") == []
    assert explained_words(tmp_path, "VB", "befristet", "de") == ""
