"""Which of the found passages is answered from: for whom it is written, and by which of the texts it was found."""

import pytest

from assistant.answering import CLOSE, LATER, Articles
from assistant.article import Article, load_articles
from assistant.intent import Intent
from assistant.knowledge import Evidence, Knowledge
from assistant.question import Asked
from assistant.situation import Situation
from jobboard.region import Pack


class Shelf(Knowledge):
    """Gives what is laid on it, by text."""

    def __init__(self, found: dict[str, list[Evidence]]) -> None:
        self._found = found

    def search(self, question: str, language: str, k: int = 3) -> list[Evidence]:
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
