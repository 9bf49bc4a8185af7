"""What is prepared line by line and unit by unit is what each text gives as a whole."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import load_encoder, preparing
from index.analysis import words
from index.document import Document
from index.preparing import Preparer
from index.segment import mixed
from index.units import cut

SNIPPETS = (
    "Lehrer", "Köchin (m / w / d)", "Haus,", "Lehrer /", "-in", "/ in", "(", ")", "(ohne", "a)", "§", "\n", "\n", "\n", " ", " ", "ﬁ", "\u00ad",
    "C++", "123-45", "\u2028",
)  # fmt: skip
texts = st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join)
documents = st.lists(st.builds(Document, st.just("1"), texts, texts, st.sampled_from(("de", "en", ""))), max_size=5)


@pytest.fixture(scope="module", params=[False, True], ids=["small", "large"])
def preparer(request: pytest.FixtureRequest) -> "Reader":
    return Reader(large=request.param)


class Reader:
    """A preparer, and the words that it has numbered."""

    def __init__(self, *, large: bool) -> None:
        self.preparer, self.words = Preparer(load_encoder(), large=large), list[preparing.Word]()

    def read(self, documents: list[Document]) -> tuple[list[list[preparing.Word]], bytes]:
        found = self.preparer.documents(documents)
        self.words += found.fresh
        numbers = iter(found.words.tolist())
        return [
            [self.words[next(numbers)] for _ in range(size)] for size in found.sizes.tolist()
        ], found.vectors.tobytes()


@settings(max_examples=150)
@given(documents=documents, length=st.sampled_from((7, 30, 2_000)), most=st.sampled_from((0, 3, 500)))
@example([Document("1", "Haus", "Lehrer /\n-in\nKoch (m\n/ w) Ende\nHaus")], 2_000, 500)
@example([Document("1", "Lehrer", "/ in\nHaus")], 2_000, 500)
@example([Document("1", "Haus", "Koch\nLehrer\n/ in\nHaus")], 2_000, 500)
@example([Document("1", "Lehrer (m", "w) Haus")], 2_000, 500)
@example([Document("1", "Haus", "Hausbau\nKöchin\nKellner\n(offen bis\nzum Schluss")], 7, 500)
@example([Document("1", "Haus", "Hausbau\nKöchin\nKellner\n(offen bis\nzum Schluss")], 30, 500)
def test_as_read_whole(preparer: Reader, documents: list[Document], length: int, most: int) -> None:
    encoder = load_encoder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "BODY_LENGTH", length)
        patch.setattr(preparing, "MOST_LINES", most)
        patch.setattr(preparing, "LONG", 20)
        found, vectors = preparer.read(documents)
    assert found == [[(word, one.language) for word in words(one.lexical_text)] for one in documents]
    heads, bodies = [one.headline for one in documents], [one.body[:length] for one in documents]
    assert vectors == mixed(encoder.encode(heads), encoder.encode(bodies)).tobytes()


def test_lines_are_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    preparer, asked = Preparer(load_encoder(), large=False), list[str]()

    def cutting(text: str) -> list[str]:
        asked.append(text)
        return cut(text)

    monkeypatch.setattr(preparing, "cut", cutting)
    ads = [Document(str(at), "Koch", f"Wir kochen gut.\nNummer {at}\nWir kochen gut.") for at in range(3)]
    preparer.documents(ads)
    assert asked == ["Koch", "Wir kochen gut.", "Nummer 0", "Nummer 1", "Nummer 2"]
