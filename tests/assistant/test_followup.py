"""Which questions lean on the last topic: a table of pairs."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.followup import (
    LONGEST,
    MOST_TEXTS,
    asked_aspect,
    last_answer,
    named_year,
    searched,
    shortened,
    wished_language,
)
from assistant.knowledge import After
from assistant.language import question_language
from assistant.session import Topic

with Path(__file__).with_name("followups.tsv").open(encoding="utf-8", newline="") as stream:
    PAIRS = [(row["first"], row["then"], row["leans"]) for row in csv.DictReader(stream, delimiter="\t")]
with Path(__file__).with_name("wished_languages.tsv").open(encoding="utf-8", newline="") as stream:
    WISHES = [(row["text"], row["language"], row["rest"]) for row in csv.DictReader(stream, delimiter="\t")]


def topic(question: str) -> Topic:
    return Topic(article="parking", passage=1, title="Parking permit", words=question)


@pytest.mark.parametrize(("first", "then", "leans"), PAIRS, ids=[then for _, then, _ in PAIRS])
def test_a_pair(first: str, then: str, leans: str) -> None:
    texts = searched(then, first, topic(first), question_language(then, question_language(first)))
    completed = f"{first} {then}"
    # "no": it names a topic of its own, and what was said before may only help. "maybe": either may come first.
    assert {
        "yes": texts[0] == completed,
        "no": texts == (then, completed),
        "maybe": set(texts[:2]) == {then, completed},
    }[leans]


def test_without_a_topic_nothing_is_completed() -> None:
    assert all(searched(then, "", None, "en") == (then,) for _, then, _ in PAIRS)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("und nächstes Jahr?", "2027"),
        ("what about next year", "2027"),
        ("а наступного року?", "2027"),
        ("а в следующем году?", "2027"),
        ("والسنة القادمة؟", "2027"),
        ("peki gelecek yıl?", "2027"),
        ("a w przyszłym roku?", "2027"),
        ("și anul viitor?", "2027"),
        ("et l'année prochaine ?", "2027"),
        ("سال آینده چطور؟", "2027"),
        ("und letztes Jahr?", "2025"),
        ("how much was it last year", "2025"),
        ("und dieses Jahr?", ""),
        ("I have worked for a year", ""),
        ("", ""),
    ],
)
def test_the_year_that_is_told_from_the_present_one(text: str, year: str) -> None:
    assert named_year(text, 2026) == year


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("und was kostet das?", "Kosten"),
        ("وكم مدتها؟", "Dauer"),
        ("a ile trwa?", "Dauer"),
        ("peki ücretsiz mi?", "Kosten"),
        ("et où ?", "Adresse"),
        ("and which documents?", "Unterlagen"),
        ("до якого терміну?", "Frist"),
        ("and my wife?", ""),
    ],
)
def test_what_is_asked_about_a_topic(text: str, name: str) -> None:
    assert (name in asked_aspect(text)) if name else not asked_aspect(text)


def test_what_a_message_comes_after() -> None:
    last = topic("Who gets it?")
    leaning = last_answer("and why?", ("Who gets it? and why?",), "Who gets it?", last, "en")
    assert leaning == After("parking", 1, "and why?", "Who gets it?", leans=True, told=False, bare=True)
    other = "And a flight to Antalya?"
    either = last_answer(other, (other, f"Who gets it? {other}"), "Who gets it?", last, "en")
    assert either and not either.leans and not either.bare
    told = last_answer("and why?", ("I got it. and why?",), "I got it.", None, "en")
    assert told and told.told and not told.article
    assert last_answer("Where?", ("Where?",), "", None, "en") is None


def test_a_long_question_says_itself_what_it_is_about() -> None:
    text = "and what " + "is this " * LONGEST
    assert searched(text, "What does it cost?", topic("What does it cost?"), "en") == (text,)


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("Ich verdiene bald 47.000 im Jahr.", "Reicht das als Ingenieur für die Blaue Karte?"),
        ("У нас двое детей.", "Сколько будет киндергельд в месяц?"),
        ("I am a nurse from India.", "Where do I send my recognition papers?"),
    ],
)
def test_a_question_is_searched_for_with_what_was_told_before_it(told: str, question: str) -> None:
    texts = searched(question, told, None, question_language(question))
    assert {question, f"{told} {question}"} == set(texts[:2])


def test_what_was_asked_in_vain_is_leant_on_and_not_the_topic_answered_before_it() -> None:
    cost = topic("What does it cost?")
    assert searched("and where?", "How do I find a tandem?", cost, "en") == ("How do I find a tandem? and where?",)
    assert searched("and where?", "I see", cost, "en") == ("I see and where?", "What does it cost? and where?")


@settings(deadline=None)  # the first text waits for the tables
@given(st.text())
def test_the_question_itself_is_always_in_what_is_searched(text: str) -> None:
    texts = searched(text, "What does it cost?", topic("What does it cost?"), "en")
    assert 1 <= len(texts) <= MOST_TEXTS and all(text in one for one in texts)


@pytest.mark.parametrize(("text", "language", "rest"), WISHES, ids=[text for text, _, _ in WISHES])
def test_a_wish_for_a_language(text: str, language: str, rest: str) -> None:
    assert wished_language(text) == (language, rest if language else text)


def test_a_story_is_searched_for_by_its_question_too() -> None:
    story = "I have lived here for two years. My company closes in June and I will lose my job then. " * 2
    asked = "Which office tells me about training?"
    assert shortened(f"{story}{asked}", "en") == (
        asked,
        f"{story.split('. ')[-2].strip()}. {asked}"[-len(asked) - 61 :],
    )
    assert shortened(f"{story}What now?", "en")[0].endswith("What now?")
    assert shortened(asked, "en") == ()
