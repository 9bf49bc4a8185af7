"""Pieces put together from units and words that were cut before, against each text cut as a whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index import pieces as module
from index.encoder import COARSE, FINE, SHIPPED
from index.pieces import Pieces
from index.units import cut

SNIPPETS = (
    "Lehrerin", "kauffrau", "Ärztin", "er", "in", "c++", "C#", ".net", "2024", "½", "①", "(m/w/d)", "(§", "(", ")", "/", "-", "*", ":", "_",
    ",", ".", " ", " ", " ", "\n", "\u00ad", "\u0301", "\u0903", "क\u093f", "ﬁ", "İ", "ß", "東京", "медсестра", "ممرضة", "😀", "€", "•",
    "▁", "[UNK]", "ª", "ʼ", "\u200d", "\U00016ac0", "𐐀", "\u0378",
)  # fmt: skip
texts = st.lists(st.sampled_from(SNIPPETS), max_size=12).map("".join).filter(lambda text: "\ufdd0" not in text)


@pytest.fixture
def pieces() -> Pieces:
    found = Pieces([Tokenizer.from_file(str(SHIPPED / name)) for name in (COARSE, FINE)])
    assert found.by_units
    return found


def whole(pieces: Pieces, texts: list[str]) -> list[bytes]:
    return [b"".join(grains) for grains in pieces.whole(texts)]


@pytest.fixture(scope="module")
def remembering() -> Pieces:
    return Pieces([Tokenizer.from_file(str(SHIPPED / name)) for name in (COARSE, FINE)])


@settings(max_examples=300)
@given(some=st.lists(texts, max_size=4), few=st.sampled_from((0, 1_000)))
@example(some=["(§ Koch", "Kellner", "Haus) Hof"], few=0)  # units that would be read together in one text
def test_the_same_pieces_as_of_whole_texts(remembering: Pieces, some: list[str], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FEW", few)
        patch.setattr(module, "CUT", 2)
        assert remembering.of(some) == whole(remembering, some)


def test_real_ads_have_the_same_pieces(pieces: Pieces, real_ads: list[str]) -> None:
    assert pieces.of(real_ads) == whole(pieces, real_ads)
    assert pieces.of(real_ads) == whole(pieces, real_ads)


def test_what_is_remembered_is_not_cut_again(pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pieces.of(["Koch (m / w / d), Kellner", "Kellner"])
    monkeypatch.setattr(pieces, "_whole", lambda texts: pytest.fail(f"cut again: {texts}") if texts else [])
    assert pieces.of(["Koch (m / w / d), Kellner", "Kellner"]) == first
    assert pieces.of(["Koch."]) == [pieces.of(["Koch"])[0]]  # another unit of the same word


def test_memory_has_an_end(pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 50)
    given = [" ".join(f"wort{number}" for number in range(at, at + 9)) for at in range(0, 900, 9)]
    assert [pieces.of([text])[0] for text in given] == whole(pieces, given)
    assert len(pieces._units) < 70 and len(pieces._words) < 70


def test_long_words_are_not_remembered(pieces: Pieces) -> None:
    given = ["x" * 5_000, f"Haus {'y' * 41} Hof", "y" * 41, "Haus"]
    assert pieces.of(given) == whole(pieces, given)
    assert (set(pieces._units), set(pieces._words)) == ({"Haus", "Hof"}, {"haus", "hof"})


def test_threads_share_what_is_remembered(pieces: Pieces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 20)
    given = [f"Wort{number % 37} Haus{number % 41} (m/w/d) {'z' * (number % 60)}" for number in range(400)]
    truth = whole(pieces, given)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: pieces.of([text])[0], given)) == truth


def test_words_that_a_tokenizer_cuts_at_other_places_are_left_to_it(pieces: Pieces) -> None:
    """So we think that they are one, and the tokenizers find two or none."""
    words = [f"wort{number}" for number in range(70)]
    odd = ["a-b", *words[1:]]
    assert pieces._cut(odd) == pieces.whole(odd)


def test_a_text_of_nothing(pieces: Pieces) -> None:
    assert pieces.of([]) == [] and pieces.of(["", " \n", "…", "(Fachschule)"]) == [b""] * 4
    assert cut("") == [] and pieces.units([]) == []
