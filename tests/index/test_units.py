"""A text may be read unit by unit: the same words, and the same pieces of the model, as read whole."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from indexing import demo_postings

from index.analysis import words
from index.encoder import StaticEncoder, load_encoder
from index.units import apart, cut, cut_twice, shown

SNIPPETS = (
    "Lehrer", "lehrerin", "er", "e", "in", "innen", "r", "Ärztin", "arzt", "Kauffrau", "Köchin", "frau", "Anwältin", "m", "w", "d",
    "gn", "div", "all genders", "ohne", "§", "uni", "fh", "staatl.", "gepr.", "geh.", "techn.", "dienst", "a*", "c++",
    "c#", ".net", "ab", "schulabgänger", "(", ")", "(", ")", "/", "/", "-", "/-", "*", ":", "_", "·", "|", ",", ".", " ", " ", " ",
    "  ", "\n", "\t", "\u00a0", "\u00ad", "\u200b", "\u0307", "\u0301", "¨", "⑴", "（", "）", "／", "½", "ﬁ", "İ", "Σ", "ς", "ß", "ẞ", "一",
    "медсестра", "ممرضة", "كـتاب", "😀", "\x1c", "\x85", "\u2028", "2024", "[UNK]", "▁", "\ufdd0",
)  # fmt: skip
texts = st.lists(st.sampled_from(SNIPPETS), max_size=30).map("".join)


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    found = load_encoder()
    assert isinstance(found, StaticEncoder)
    return found


def by_units(text: str) -> list[str]:
    return [word for unit in cut(text) for word in words(shown(unit))]


def pieces_by_units(encoder: StaticEncoder, text: str) -> list[list[int]]:
    grains = encoder.grains([shown(unit) for unit in cut(text)])
    return [[piece for unit in grain for piece in unit] for grain in grains]


def pieces(encoder: StaticEncoder, text: str) -> list[list[int]]:
    return [grain[0] for grain in encoder.grains([text])]


@given(texts)
@example("Lehrer (m / w / d) und Köchin ( all genders )")
@example("(ohne lange (m/w/d) Worte und noch mehr davon, viel mehr, als in sechzig Zeichen passt) Ende")
@example("(offen und Lehrer / in")
def test_the_words_are_the_same(text: str) -> None:
    if "\ufdd0" not in text:
        assert by_units(text) == words(text)


@settings(max_examples=400)
@given(text=texts)
@example(text="Lehrer/- in und Lehrer / -in oder Kauf / kauffrau")
@example(
    text="Betriebswirt (staatl. gepr.(m/w/d)) und (ohne lange (m/w/d) Worte, mehr, als in sechzig Zeichen passt) da"
)
@example(text="(§ 34 i der Gewerbeordnung und ihrer Verordnungen, auch der neuesten Fassung davon) Berater")
def test_the_pieces_are_the_same(encoder: StaticEncoder, text: str) -> None:
    if "\ufdd0" not in text:
        assert pieces_by_units(encoder, text) == pieces(encoder, text)


def test_ads_are_read_the_same(encoder: StaticEncoder, real_ads: list[str]) -> None:
    for text in (*real_ads, *(posting.description_text for posting in demo_postings())):
        assert by_units(text) == words(text)
        assert pieces_by_units(encoder, text) == pieces(encoder, text)


def test_most_spaces_part_units() -> None:
    assert [shown(unit) for unit in cut(" Lehrer / -in (m / w / d), Lehrer/- in\tfür Foo (und so\nweiter ")] == [
        "Lehrer / -in", "(m / w / d),", "Lehrer/- in", "für", "Foo", "(und", "so", "weiter"
    ]  # fmt: skip


@given(texts, st.integers(0, 60))
def test_a_beginning_has_the_same_units_but_for_the_last(text: str, length: int) -> None:
    units, shared, others = cut_twice(text, length)
    assert units == cut(text)
    if "\ufdd0" not in text:
        found = [word for unit in (*units[:shared], *others) for word in words(shown(unit))]
        assert found == words(text[:length])


@given(texts, texts)
@example("Lehrer (m", "w)")
@example("Lehrer /", "-in")
@example("Lehrer", "/-in")
@example("((a)", "w) b")
def test_lines_that_are_apart_are_read_apart(first: str, second: str) -> None:
    if apart(first, second):
        assert words(f"{first}\n{second}") == words(first) + words(second)
