"""Which of the found passages is answered from: for whom it is written, and by which of the texts it was found."""

from datetime import date

import pytest

from assistant.answering import AHEAD, BESIDE, CLOSE, LATER, NAMED, Articles
from assistant.article import Article, Passage, load_articles
from assistant.intent import Intent
from assistant.knowledge import After, Evidence, Knowledge
from assistant.question import Asked, Context, Services
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from jobboard.region import Pack


class Shelf(Knowledge):
    """Gives what is laid on it, by text."""

    def __init__(self, found: dict[str, list[Evidence]], own_share: float = 0.0) -> None:
        self._found, self._own_share = found, own_share
        self.articles = {one.article.key: one.article for said in found.values() for one in said}

    def own_share(self, question: str, case: Article, passage: Passage | None, rule: Article) -> float:
        return self._own_share

    def search(self, question: str, language: str, k: int = 3, after: After | None = None) -> list[Evidence]:
        return self._found[question]


@pytest.fixture(scope="module")
def articles(pack: Pack) -> dict[str, Article]:
    return {article.key: article for article in load_articles(pack.path)}


def found(article: Article, score: float, sureness: float, *audience: str) -> Evidence:
    front = article.front.model_copy(update={"audience": audience or ("all",)})
    return Evidence(article.model_copy(update={"front": front}), article.passages[0], None, score, sureness, 1.0, 1.0)


def asked(*texts: str, group: str = "") -> Asked:
    situation = Situation.model_validate({"groups": (group,) if group else ()})
    return Asked(texts[0], "en", Intent.FACT, texts, situation)


@pytest.mark.parametrize(
    ("behind", "group", "answered"), [(0.9, "eu", True), (1.1, "eu", False), (0.9, "refugee", False)]
)
def test_where_only_others_are_written_for_the_own_group_close_behind_is_answered(
    behind: float, group: str, answered: bool, articles: dict[str, Article]
) -> None:
    shelf = Shelf(
        {
            "permit?": [
                found(articles["parking.en"], 3.0, 0.8, "cross_border"),
                found(articles["library.en"], 3.0 - behind * CLOSE, 0.2, "eu"),
            ]
        }
    )
    findings = Articles(shelf).find(asked("permit?", group=group))
    assert [one.article.key for one in findings.fitting] == (["library.en"] if answered else [])
    assert bool(findings.for_others) is not answered


@pytest.mark.parametrize(("later", "wins"), [(0.7 + 0.9 * LATER, False), (0.7 + 1.1 * LATER, True)])
def test_a_later_text_must_be_surer(later: float, wins: bool, articles: dict[str, Article]) -> None:
    shelf = Shelf({"a": [found(articles["parking.en"], 9.0, 0.7)], "b": [found(articles["library.en"], 1.0, later)]})
    assert Articles(shelf).find(asked("a", "b")).text == ("b" if wins else "a")


@pytest.mark.parametrize(
    ("ahead", "named", "first"),
    [(0.9, 0.0, "library.en"), (0.9, 2.0, "parking.en"), (1.1, 0.0, "parking.en"), (-1.0, 0.0, "library.en")],
    ids=["names no case", "names the case", "is far ahead", "is behind"],
)
def test_the_rule_comes_before_a_special_case_that_is_not_named(
    ahead: float, named: float, first: str, articles: dict[str, Article]
) -> None:
    front = articles["parking.en"].front.model_copy(update={"special_case_of": "library"})
    case = articles["parking.en"].model_copy(update={"front": front})
    rows = [found(case, 3.0, 0.8), found(articles["library.en"], 3.0 - ahead * AHEAD, 0.3)]
    shelf = Shelf({"permit?": sorted(rows, key=lambda one: -one.score)}, named * NAMED)
    findings = Articles(shelf).find(asked("permit?"))
    assert findings.fitting[0].article.key == first
    if ahead > 0 and first == "library.en":
        assert [one.article.key for one in findings.beside] == ["parking.en"]


@pytest.mark.parametrize(("named", "numbers"), [(0.0, [2, 1]), (2.0, [1, None])])
def test_a_passage_for_a_special_case_comes_behind_the_usual_one(
    named: float, numbers: list[int | None], articles: dict[str, Article]
) -> None:
    front = articles["parking.en"].front.model_copy(update={"exceptions": (1,)})
    article = articles["parking.en"].model_copy(update={"front": front})
    best = Articles(Shelf({"permit?": [found(article, 3.0, 0.8)]}, named * NAMED)).find(asked("permit?")).fitting[0]
    assert [best.passage.number, best.second.number if best.second else None] == numbers


@pytest.mark.parametrize(("topic", "behind", "beside"), [("transport", 0.9, True), ("transport", 1.1, False), ("region", 0.9, False)])  # fmt: skip
def test_beside_stands_what_is_nearly_as_good_and_about_the_same(
    topic: str, behind: float, beside: bool, articles: dict[str, Article]
) -> None:
    front = articles["library.en"].front.model_copy(update={"topic": topic})
    other = articles["library.en"].model_copy(update={"front": front})
    shelf = Shelf({"a": [found(articles["parking.en"], 3.0, 0.8), found(other, 3.0 - behind * BESIDE, 0.1)]})
    assert bool(Articles(shelf).find(asked("a")).beside) is beside


def test_what_is_said_of_a_source_stands_behind_the_passage_that_it_is_said_of(articles: dict[str, Article]) -> None:
    def unsure(article: Article, *audience: str) -> Article:
        front = article.front.model_copy(update={"audience": audience, "topic": "transport"})
        sources = tuple(one.model_copy(update={"confidence": "medium"}) for one in article.sources)
        return article.model_copy(update={"front": front, "sources": sources})

    first, second = unsure(articles["parking.en"], "eu"), unsure(articles["library.en"], "all")
    rows = [Evidence(one, one.passages[0], None, 3.0, 0.8, 1.0, 1.0) for one in (first, second)]
    shelf = Articles(Shelf({"permit?": rows}))
    context = Context(Services(Pack.model_construct(contacts=())), Session(), date(2026, 11, 22), Voice("en"))
    question = asked("permit?", group="eu")
    said = [one.text.split()[0] for one in shelf.answer(question, context, shelf.find(question)).sentences]
    assert said == ["Residents", "The", "This", "This", "Perhaps", "With", "The", "This"]


def test_the_same_facts_are_not_said_twice(articles: dict[str, Article]) -> None:
    front = articles["parking.en"].front.model_copy(update={"id": "parking-too", "title": "Parking once more"})
    again = articles["parking.en"].model_copy(update={"front": front})
    rows = [Evidence(one, one.passages[0], None, 3.0, 0.8, 1.0, 1.0) for one in (articles["parking.en"], again)]
    shelf = Articles(Shelf({"permit?": rows}))
    context = Context(Services(Pack.model_construct(contacts=())), Session(), date(2026, 11, 22), Voice("en"))
    findings = shelf.find(asked("permit?"))
    assert findings.beside and len(shelf.answer(asked("permit?"), context, findings).sentences) == 2


def test_a_short_heading_is_asked_with_its_title(articles: dict[str, Article]) -> None:
    parking = articles["parking.en"]
    passages = (parking.passages[0], parking.passages[1].model_copy(update={"heading": "Price"}))
    short = parking.model_copy(update={"passages": passages})
    shelf = Articles(Shelf({"permit?": [found(short, 3.0, 0.8)]}))
    context = Context(Services(Pack.model_construct(contacts=())), Session(), date(2026, 11, 22), Voice("en"))
    reply = shelf.answer(asked("permit?"), context, shelf.find(asked("permit?")))
    assert reply.follow_ups == ("Parking permit: Price",)
