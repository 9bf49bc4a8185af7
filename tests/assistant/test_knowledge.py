"""Which passage answers best, and with what evidence."""

import pytest

from assistant.article import Article, load_articles
from assistant.asked import NOWHERE
from assistant.knowledge import After, Knowledge
from assistant.look import FEATURES, SIGNS
from assistant.weights import PAGES, RANKING
from index import load_encoder
from jobboard.region import Pack


@pytest.fixture(scope="module")
def articles(pack: Pack) -> list[Article]:
    return load_articles(pack.path)


@pytest.fixture(scope="module")
def knowledge(articles: list[Article]) -> Knowledge:
    return Knowledge(articles, load_encoder())


@pytest.mark.parametrize(
    ("question", "language", "key", "number"),
    [
        ("What does a parking permit cost?", "en", "parking.en", 2),
        ("Was kostet der Parkausweis im Jahr?", "de", "parking.de", 2),
        ("Who issues parking permits?", "en", "parking.en", 1),
        ("Was kostet der Parkausweis im Jahr?", "en", "parking.en", 2),
        ("How long may I borrow a book?", "de", "library.de", 1),
        ("Ausleihe von Büchern", "de", "library.de", 1),
    ],
)
def test_the_best_passage_in_the_language_asked_for(
    knowledge: Knowledge, question: str, language: str, key: str, number: int
) -> None:
    best = knowledge.search(question, language)[0]
    assert (best.article.key, best.passage.number) == (key, number)
    assert best.meaning > 0.3 and 0 < best.coverage <= 1


def test_a_language_without_articles_is_answered_in_english_or_german(
    knowledge: Knowledge, articles: list[Article]
) -> None:
    assert knowledge.search("parking permit", "uk")[0].article.key == "parking.en"
    german = Knowledge([article for article in articles if article.front.lang == "de"], load_encoder())
    assert german.search("parking permit", "en")[0].article.key == "parking.de"


def test_a_passage_that_one_language_lacks_is_given_in_another(articles: list[Article]) -> None:
    """`jobboard check` calls this a fault of the pack; a person who asks meanwhile must not meet an error."""
    short = [
        one.model_copy(update={"passages": one.passages[:1]}) if one.key == "parking.en" else one for one in articles
    ]
    best = Knowledge(short, load_encoder()).search("Was kostet der Parkausweis im Jahr?", "en")[0]
    assert (best.article.key, best.passage.number) == ("parking.de", 2)


def test_sample_questions_speak_for_their_article(knowledge: Knowledge) -> None:
    best = knowledge.search("Is the library card free of charge?", "en")[0]
    assert best.article.front.id == "library" and best.meaning > 0.9 and best.coverage == pytest.approx(1.0)


def test_evidence_is_ordered_and_limited(knowledge: Knowledge) -> None:
    found = knowledge.search("Parkausweis oder Bücherei, Auto oder Buch", "de", k=2)
    assert len(found) == 2
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found == knowledge.search("Parkausweis oder Bücherei, Auto oder Buch", "de", k=2)


@pytest.mark.parametrize("question", ["", "wie ist das", "🤷", "xyzzy qwertz", "(" * 2_000])
def test_nothing_to_go_by_is_weak_evidence(knowledge: Knowledge, question: str) -> None:
    assert all(one.coverage == 0 for one in knowledge.search(question, "de"))


def test_further_sample_questions_speak_for_their_article_too(articles: list[Article]) -> None:
    asked = {"parking": [("uk", "Скільки коштує дозвіл на паркування?")], "museum": [("uk", "Де музей?")]}
    question = "скільки коштує паркування"
    before = Knowledge(articles, load_encoder()).search(question, "uk")[0]
    best = Knowledge(articles, load_encoder(), asked).search(question, "uk")[0]
    assert best.article.key == "parking.en" and best.sureness > before.sureness


def test_features_and_signs_have_their_names(knowledge: Knowledge) -> None:
    features = knowledge.features("What does a parking permit cost?")
    assert features.shape == (len(knowledge.ids), len(FEATURES)) and (features <= 1 + 1e-6).all()
    look = knowledge.look("What does a parking permit cost?")
    assert look.signs(0, knowledge.scores(look)).shape == (len(SIGNS),)
    at = FEATURES.index("question meaning")
    same, blind = (knowledge.features("What does a parking permit cost?", blind=one) for one in (False, True))
    parking = knowledge.ids.index("parking")
    assert same[parking, at] == pytest.approx(1.0, abs=1e-5) and blind[parking, at] < 0.98


def test_a_word_that_no_text_takes_up_makes_less_sure(knowledge: Knowledge) -> None:
    known = knowledge.search("What does a parking permit cost?", "en")[0]
    other = knowledge.search("What does a parking permit for a helicopter on the roof of the hospital cost?", "en")[0]
    assert known.article.key == other.article.key == "parking.en"
    assert known.sureness > other.sureness
    assert knowledge.search("What did a parking permit cost in 1987?", "en")[0].sureness < known.sureness


def test_what_is_like_a_question_without_an_answer_makes_less_sure(articles: list[Article]) -> None:
    question = "What does a ferry ticket for a car cost?"
    sure = [
        Knowledge(articles, load_encoder(), {"parking": [("fr", "stationnement")], **unanswered})
        .search(question, "en")[0]
        .sureness
        for unanswered in ({}, {NOWHERE: [("en", "How much is a ferry ticket for the car?")]})
    ]
    assert sure[1] < sure[0]


def test_another_year_or_town_is_strange(knowledge: Knowledge) -> None:
    def strange(question: str) -> list[bool]:
        look = knowledge.look(question)
        return [bool(one) for one in look.strange[knowledge.ids.index("parking")]]

    assert strange("What does a parking permit cost in 2026?") == [False, False]
    assert strange("What did a parking permit cost in 1987?") == [True, False]
    assert strange("What does a parking permit cost in Hamburg?") == [False, True]
    assert strange("Was kostet der Parkausweis in Wien?") == strange("Park izni Viyana'da ne kadar?") == [False, True]
    for coming in ("I come from Toronto, what does a parking permit cost?", "İstanbul'dan geldim, park izni ne kadar?"):
        assert strange(coming) == [False, False]


def test_after_an_answer_its_neighbours_and_what_was_not_said_come_first(knowledge: Knowledge) -> None:
    asked = "Who gets a parking permit?"
    assert knowledge.search(asked, "en")[0].passage.number == 1
    after = After("parking", 1, "and how much is that?", asked, aspect="Kosten Gebühr Euro")
    assert knowledge.search(f"{asked} and how much is that?", "en", after=after)[0].passage.number == 2
    gone = After("no such article", 1, "and?", asked)
    assert knowledge.search(asked, "en", after=gone)[0].article.key == "parking.en"


def test_a_new_question_is_not_answered_from_the_last_answer(knowledge: Knowledge) -> None:
    asked = "What does a parking permit cost?"
    for new, kept in (
        ("How much is a flight to Antalya in August?", False),
        ("Where do I get the parking permit?", True),
    ):
        after = After("parking", 1, new, asked, leans=False)
        best = knowledge.search(f"{asked} {new}", "en", after=after)[0]
        assert best.article.front.id == "parking" and (best.sureness > 0) == kept


def test_a_leaning_message_of_the_kind_that_nobody_answers_is_held_back(articles: list[Article]) -> None:
    asked, new = "What does a parking permit cost?", "and what does the permit cost in Denmark?"
    strange = ("what does that cost in Denmark", "how do they do it in Denmark", "and the same permit in Denmark?")
    after = After("parking", 1, new, asked)
    sure = [
        Knowledge(articles, load_encoder(), {"parking": [("fr", "stationnement")], **unanswered})
        .search(f"{asked} {new}", "en", after=after)[0]
        .sureness
        for unanswered in ({}, {NOWHERE: [("en", one) for one in strange]})
    ]
    assert sure[0] > 0.0 == sure[1]


def test_pages_without_sample_questions_have_weights_of_their_own(articles: list[Article]) -> None:
    bare = [
        one.model_copy(update={"front": one.front.model_copy(update={"questions": (one.front.title,)})})
        for one in articles
    ]
    question = "What does a parking permit cost?"
    for own, weights in ((articles, RANKING), (bare, PAGES)):
        known = Knowledge(own, load_encoder())
        look = known.look(question)
        assert known.scores(look) == pytest.approx(look.features @ weights)


def test_a_region_without_articles_knows_nothing() -> None:
    assert Knowledge([], load_encoder()).search("parking", "en") == []
