"""A text may be read unit by unit: the same words, and the same pieces of the model, as read whole."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from indexing import demo_postings

from index.analysis import words
from index.encoder import StaticEncoder, load_encoder
from index.units import closed, cut, shown

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


def pieces_by_units(encoder: StaticEncoder, text: str) -> list[bytes]:
    grains = encoder.pieces.whole([shown(unit) for unit in cut(text)])
    return [b"".join(grain) for grain in zip(*grains, strict=True)] or [b"", b""]


def pieces(encoder: StaticEncoder, text: str) -> list[bytes]:
    return list(encoder.pieces.whole([text])[0])


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
@example(text="Berater (§ 34 (b c) d und mehr davon, viel mehr davon, mehr als sechzig Zeichen")
@example(text="(§ 34 (b (m) c) d und mehr davon, viel mehr davon, mehr als sechzig Zeichen) Koch")
@example(text="(m /" + 70 * " " + "w) Koch (staatl. gepr.(m/" + 70 * " " + "w))")
@example(text="Koch  /  in oder Lehrer /\n-in oder Lehrer/ \n-in")
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


lines = st.lists(texts.filter(closed), max_size=4)


@settings(max_examples=400)
@given(lines)
@example(["Lehrer", "-in (m / w / d)", "a) Koch"])
def test_lines_that_are_closed_are_read_apart(encoder: StaticEncoder, lines: list[str]) -> None:
    together, each = pieces(encoder, "\n".join(lines)), [pieces(encoder, line) for line in lines]
    assert words("\n".join(lines)) == [word for line in lines for word in words(line)]
    assert together == [b"".join(grain) for grain in zip(*each, strict=True)] or not lines


@pytest.mark.parametrize("text", ["Lehrer (m", "Lehrer /", "/-in", "((a)", "a) (b", "（m", " ／in", "(a)) ((b)"])
def test_lines_that_may_be_read_on_are_not_closed(text: str) -> None:
    assert not closed(text)


@pytest.mark.parametrize("text", ["", "Lehrer", "Lehrer / in (m / w / d)", "a) Koch", "b) (c)"])
def test_most_lines_are_closed(text: str) -> None:
    assert closed(text)


@pytest.mark.parametrize("text", [
    "( (m)" * 30, "(§" * 2000, "(§ (a) " * 2000, "(" * 9000, "(" * 9000 + ")" * 9000, "(m (w)" * 2000, "/ " * 9000, "(m/" * 9000
])  # fmt: skip
def test_no_text_takes_forever(text: str) -> None:
    assert "".join(shown(unit) for unit in cut(text)).replace(" ", "") == text.replace(" ", "")
