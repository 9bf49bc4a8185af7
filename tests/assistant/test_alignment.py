"""Three measures of texts against a question, held against a slow oracle that takes them word by word."""

import math

import numpy as np
import pytest

from assistant.alignment import PART, Alignment, topic_words
from index import load_encoder

TEXTS = (
    "A parking permit costs 30 euros a year.",
    "Die deutsche Staatsangehörigkeit: Voraussetzungen für die Einbürgerung",
    "Bücher leihen Sie mit dem Bibliotheksausweis vier Wochen aus.",
    "!!!",
    "Parkausweis für Anwohner",
)
LANGUAGES = ("en", "de", "de", "en", "de")
GROUPS = (0, 1, 2, 2, 0)


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    return Alignment(TEXTS, LANGUAGES, GROUPS, load_encoder())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How do I get a parking permit in the town?", "parking permit town"),
        ("Wie ist das?", ""),
        ("Скільки коштує квиток?", "коштує квиток"),
        ("Ne kadar sürer, nasıl yapılır?", "sürer"),
    ],
)
def test_the_words_that_say_what_it_is_about(text: str, wanted: str) -> None:
    assert " ".join(topic_words(text)) == wanted


@pytest.mark.parametrize(
    "question", ["parking permit", "Wie werde ich deutscher Staatsbürger?", "Ausweis für Bücher 30"]
)
def test_measures_are_those_of_the_oracle(alignment: Alignment, question: str) -> None:
    found, encoder = alignment.measures(question), load_encoder()
    asked = topic_words(question)
    # likeness, word by word, with the weights that were used
    for number, text in enumerate(TEXTS):
        own = topic_words(text)
        for at, word in enumerate(asked):
            cosines = encoder.encode([word])[0] @ encoder.encode(own).T if own else np.zeros(1)
            if any(ch.isdigit() for ch in word):
                cosines = np.array([float(word in own)])
            assert found.nearest[at, number] == pytest.approx(max(0.0, float(cosines.max())), abs=1e-5)
        assert found.meaning[number] == pytest.approx(
            float(encoder.encode([question], query=True)[0] @ encoder.encode([text])[0]), abs=1e-5
        )
    assert found.likeness == pytest.approx(found.weights @ found.nearest)
    assert found.weights.sum() == pytest.approx(1.0)


def test_coverage_counts_groups_not_texts_and_parts_for_less() -> None:
    texts = ("Wohnungssuche", "Wohnung", "Wohnung", "Suche", "Buch")
    alignment = Alignment(texts, ("de",) * 5, (0, 1, 1, 2, 3), load_encoder())
    # "Wohnung" stands in two groups (as part of the compound in one), "Buch" in one
    wohnung, buch = (math.log(1 + 4 / (frequency + 0.5)) for frequency in (2, 1))
    found = alignment.measures("Wohnung Buch").coverage
    assert found == pytest.approx(np.array([wohnung, wohnung, wohnung, 0, buch]) / (wohnung + buch))
    assert alignment.measures("Wohnungssuche").coverage == pytest.approx([1.0, PART, PART, PART, 0.0])


@pytest.mark.parametrize("question", ["", "wie ist das", "🤷"])
def test_nothing_asked_is_nothing_found(alignment: Alignment, question: str) -> None:
    found = alignment.measures(question)
    assert not found.coverage.any() and not found.likeness.any() and found.nearest.shape == (0, len(TEXTS))


def test_a_text_without_words_is_like_nothing(alignment: Alignment) -> None:
    assert alignment.measures("parking permit").nearest[:, 3].tolist() == [0.0, 0.0]
