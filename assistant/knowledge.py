"""Which passage answers this? The articles in the same hybrid engine as the postings, passages and their questions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.article import Article, Passage
from index import Document, Facts, LocalIndex
from index.analysis import STOPWORDS, words
from index.encoder import Encoder

DEPTH = 60
PART = 0.4  # a word of which only a part is held counts as much as this
QUESTION_SHARE = 0.7  # how much a matching sample question speaks for its article's passages


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and how strongly it answers: the nearest meaning (cosine) and the share of the question's words it holds."""

    article: Article
    passage: Passage
    score: float
    meaning: float
    coverage: float


class Knowledge:
    """The articles of a region, searchable in any language the model knows."""

    def __init__(self, articles: Sequence[Article], encoder: Encoder) -> None:
        self.articles = {article.key: article for article in articles}
        self._index = LocalIndex.of_documents(
            [document for article in articles for document in _documents(article)], encoder
        )

    def search(self, question: str, language: str, k: int = 3) -> list[Evidence]:
        """The k passages that answer best, each given in the language asked for (or English, or German)."""
        hits = self._index.explore(_topic(question), k=DEPTH, facets=()).hits
        weights = self._index.word_weights(
            list({word for hit in hits for word in hit.reasons.words + hit.reasons.parts})
        )
        total = sum(self._index.word_weights(_topic(question).split(), unseen=True).values())
        best: dict[tuple[str, int], tuple[float, float, float]] = {}
        asked: dict[str, tuple[float, float, float]] = {}
        for hit in hits:
            held = sum(weights[word] for word in hit.reasons.words) + PART * sum(
                weights[word] for word in hit.reasons.parts
            )
            coverage = held / total if total else 0.0
            article, kind, number = _parts(hit.id)
            value = (hit.score, hit.reasons.meaning, min(1.0, coverage))
            if kind == "?":
                asked[article] = _stronger(asked.get(article), value)
            else:
                best[article, number] = _stronger(best.get((article, number)), value)
        for article in asked:
            if not any(key[0] == article for key in best):
                best[article, 1] = (0.0, 0.0, 0.0)
        found = [
            self._evidence(article, number, language, value, asked.get(article, (0.0, 0.0, 0.0)))
            for (article, number), value in best.items()
        ]
        return sorted(found, key=lambda one: (-one.score, one.article.key, one.passage.number))[:k]

    def _evidence(
        self,
        article: str,
        number: int,
        language: str,
        own: tuple[float, float, float],
        asked: tuple[float, float, float],
    ) -> Evidence:
        given = self._in_language(article, language, number)
        return Evidence(
            given,
            given.passages[number - 1],
            own[0] + QUESTION_SHARE * asked[0],
            max(own[1], asked[1]),
            max(own[2], asked[2]),
        )

    def _in_language(self, article: str, language: str, number: int) -> Article:
        """The article in the language asked for, or in another one that has the passage."""
        versions = {one.front.lang: one for one in self.articles.values() if one.front.id == article}
        wanted = [versions[code] for code in (language, "en", "de") if code in versions]
        return next(one for one in (*wanted, *versions.values()) if number <= len(one.passages))


def _documents(article: Article) -> list[Document]:
    front = article.front
    facts = Facts(language=front.lang)
    passages = [
        Document(
            f"{article.key}#{passage.number}", f"{front.title}: {passage.heading}", passage.text, front.lang, facts
        )
        for passage in article.passages
    ]
    questions = [
        Document(f"{article.key}?{number}", _topic(question), _topic(front.title), front.lang, facts)
        for number, question in enumerate(front.questions, 1)
    ]
    return passages + questions


def _parts(document_id: str) -> tuple[str, str, int]:
    kind = "?" if "?" in document_id else "#"
    key, number = document_id.split(kind)
    return key.rsplit(".", 1)[0], kind, int(number)


def _stronger(old: tuple[float, float, float] | None, new: tuple[float, float, float]) -> tuple[float, float, float]:
    return new if old is None else (max(old[0], new[0]), max(old[1], new[1]), max(old[2], new[2]))


def _topic(question: str) -> str:
    """The words that say what a question is about; "how do I" stands in too many to tell one from another."""
    return " ".join(word for word in words(question) if word not in STOPWORDS)
