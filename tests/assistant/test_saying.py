"""Which sentences of the passages found are said at once, and which stand ready."""

from datetime import date

import pytest

from assistant.answering import BRIEF, SHORT, Articles
from assistant.article import Article, Passage, Sentence, load_articles
from assistant.intent import Intent
from assistant.knowledge import After, Evidence, Knowledge
from assistant.question import Asked, Context, Services
from assistant.reply import Reply
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from jobboard.region import Pack

ASKED = Asked("permit?", "en", Intent.FACT, ("permit?",), Situation())


class Shelf(Knowledge):
    """Gives what is laid on it."""

    def __init__(self, found: Evidence) -> None:
        self._found = found
        self.articles = {found.article.key: found.article}

    def search(self, question: str, language: str, k: int = 3, after: After | None = None) -> list[Evidence]:
        return [self._found]


@pytest.fixture(scope="module")
def parking(pack: Pack) -> Article:
    """An article of two passages: sentences 1.1 to 1.7 and 2.1 to 2.4, by turns on two sources."""
    found = next(one for one in load_articles(pack.path) if one.key == "parking.en")
    sizes = {1: 7, 2: 4}
    passages = tuple(
        Passage(
            number=number,
            heading=f"Heading {number}",
            sentences=tuple(
                Sentence(text=f"{number}.{at}", marks=("p2" if at % 2 else "p1",)) for at in range(1, size + 1)
            ),
        )
        for number, size in sizes.items()
    )
    return found.model_copy(update={"passages": passages})


def reply(article: Article, order: dict[int, tuple[int, ...]], second: Passage | None = None) -> Reply:
    evidence = Evidence(article, article.passages[0], second, 3.0, 0.8, 1.0, 1.0, order)
    shelf = Articles(Shelf(evidence))
    context = Context(Services(Pack.model_construct(contacts=())), Session(), date(2026, 11, 22), Voice("en"))
    return shelf.answer(ASKED, context, shelf.find(ASKED))


@pytest.mark.parametrize(
    ("order", "said", "more"),
    [
        ((), "1.1 1.2 1.3 1.4", "1.5 1.6 1.7"),
        ((0, 1, 2, 3, 4, 5, 6), "1.1 1.2 1.3 1.4", "1.5 1.6 1.7"),
        ((6, 4, 2, 0, 1, 3, 5), "1.1 1.3 1.5 1.7", "1.2 1.4 1.6"),
        ((5, 1), "1.1 1.2 1.3 1.6", "1.4 1.5 1.7"),
        ((40, 6), "1.1 1.2 1.3 1.7", "1.4 1.5 1.6"),
    ],
    ids=["no order", "as it stands", "from the end", "only two", "longer in another language"],
)
def test_what_tells_most_is_said_at_once_after_the_first_sentence(
    order: tuple[int, ...], said: str, more: str, parking: Article
) -> None:
    assert len(said.split()) == SHORT
    found = reply(parking, {1: order})
    assert [one.text for one in found.sentences if not one.own] == said.split()
    assert [one.text for one in found.more] == more.split()


@pytest.mark.parametrize(("order", "said"), [((), "2.1 2.2"), ((3, 1, 0, 2), "2.1 2.4"), ((0, 2, 1, 3), "2.1 2.3")])
def test_of_the_second_passage_its_beginning_and_what_tells_most(
    order: tuple[int, ...], said: str, parking: Article
) -> None:
    found = reply(parking, {2: order}, second=parking.passages[1])
    assert [one.text for one in found.sentences if not one.own][SHORT:] == said.split() and len(said.split()) == BRIEF


def test_citations_are_numbered_as_they_are_said(parking: Article) -> None:
    found = reply(parking, {1: (6, 4, 2, 0, 1, 3, 5)}, second=parking.passages[1])
    said = [number for one in found.sentences for number in one.citations]
    assert list(dict.fromkeys(said)) == sorted(set(said)) and min(said) == 1
    for one in (*found.sentences, *found.more):
        for number in one.citations:
            source = next(citation for citation in found.citations if citation.number == number).source
            own = parking.source("p2" if int(one.text[-1]) % 2 else "p1").title if not one.own else source
            assert source == own


def test_a_passage_of_few_sentences_is_said_whole(parking: Article) -> None:
    short = parking.model_copy(
        update={"passages": (parking.passages[0].model_copy(update={"sentences": parking.passages[0].sentences[:3]}),)}
    )
    found = reply(short, {1: (2, 1, 0)})
    assert [one.text for one in found.sentences if not one.own] == ["1.1", "1.2", "1.3"] and not found.more
