"""Measures of texts against a question, held against a slow oracle that takes them word by word."""

import math

import numpy as np
import pytest

from assistant.alignment import ALIKE, CALLED, PART, SPELT, Alignment, topic_words
from assistant.vocabulary import names
from index import load_encoder
from index.analysis import bare, words

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


def pieces(word: str) -> set[str]:
    padded = "__" + bare(word)
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def likeness(asked: str, held: str) -> float:
    """Of two words: by meaning, or by letters; a number is like itself only."""
    if any(ch.isdigit() for ch in asked):
        return float(asked == held)
    one, other = pieces(asked), pieces(held)
    shared = 2 * len(one & other) / (len(one) + len(other))
    meaning = float(load_encoder().encode([asked])[0] @ load_encoder().encode([held])[0])
    return max(meaning, SPELT * shared if shared >= ALIKE and held.isalpha() else 0.0)


def called(text: str) -> dict[str, set[str]]:
    return {word: set(own) for word, own in zip(words(text), names(words(text)), strict=True)}


@pytest.mark.parametrize(
    "question",
    [
        "parking permit",
        "parkin permits",
        "Я хочу отримати громадянство",
        "Wie werde ich deutscher Staatsbürger?",
        "Ausweis für Bücher 30",
    ],
)
def test_measures_are_those_of_the_oracle(alignment: Alignment, question: str) -> None:
    found, encoder = alignment.measures(question), load_encoder()
    asked = topic_words(question)
    # likeness, word by word, with the weights that were used
    for number, text in enumerate(TEXTS):
        own = topic_words(text)
        for at, word in enumerate(asked):
            nearest = max((likeness(word, one) for one in own), default=0.0)
            if own and called(question)[word] & set().union(*called(text).values()):
                nearest = max(nearest, CALLED)
            assert found.nearest[at, number] == pytest.approx(max(0.0, nearest), abs=1e-5)
        assert found.meaning[number] == pytest.approx(
            float(encoder.encode([question], query=True)[0] @ encoder.encode([text])[0]), abs=1e-5
        )
    assert found.likeness == pytest.approx(found.weights @ found.nearest)
    assert found.weights.sum() == pytest.approx(1.0)


def test_coverage_counts_groups_not_texts_and_parts_for_less() -> None:
    texts = ("Fahrradkeller", "Fahrrad", "Fahrrad", "Keller", "Buch")
    alignment = Alignment(texts, ("de",) * 5, (0, 1, 1, 2, 3), load_encoder())
    # "Fahrrad" stands in two groups (as part of the compound in one), "Buch" in one
    fahrrad, buch = (math.log(1 + 4 / (frequency + 0.5)) for frequency in (2, 1))
    found = alignment.measures("Fahrrad Buch").coverage
    assert found == pytest.approx(np.array([fahrrad, fahrrad, fahrrad, 0, buch]) / (fahrrad + buch))
    assert alignment.measures("Fahrradkeller").coverage == pytest.approx([1.0, PART, PART, PART, 0.0])


def test_words_of_one_name_meet_in_any_language() -> None:
    alignment = Alignment(("Die Kaution", "Das Fahrrad"), ("de", "de"), (0, 1), load_encoder())
    for question in ("deposit", "kaucji", "بالوديعة"):
        found = alignment.measures(question)
        assert found.nearest[0].tolist()[0] >= CALLED and found.coverage[0] >= CALLED and found.coverage[1] == 0


def test_the_echo_is_how_much_of_a_text_the_question_takes_up(alignment: Alignment) -> None:
    found = alignment.measures("Parkausweis für Anwohner")
    assert found.echo[4] == pytest.approx(1.0) and found.echo[0] < 1 and found.echo[3] == 0
    assert found.echo.argmax() == 4


@pytest.mark.parametrize("question", ["", "wie ist das", "🤷"])
def test_nothing_asked_is_nothing_found(alignment: Alignment, question: str) -> None:
    found = alignment.measures(question)
    assert not found.coverage.any() and not found.likeness.any() and found.nearest.shape == (0, len(TEXTS))


def test_a_text_without_words_is_like_nothing(alignment: Alignment) -> None:
    assert alignment.measures("parking permit").nearest[:, 3].tolist() == [0.0, 0.0]
