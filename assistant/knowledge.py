"""Which passage answers this? The articles in the same hybrid engine as the postings, and beside its verdict what the words of the
question say of passages, titles and sample questions; the weights of all that are in `assistant.weights`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.alignment import Alignment, Measures, asks_for_a_figure, topic_words
from assistant.article import Article, Passage
from assistant.weights import PASSAGE, RANKING, sure
from index import Document, Facts, LocalIndex
from index.encoder import Encoder

Floats = NDArray[np.float64]
DEPTH = 60
NEAR = 0.35  # of two passages of an article, how much less the second may speak for itself to be said as well
# An amount of money, a share, or a time: "EUR 259", "63 Euro", "9.3 %", "two weeks".
_AMOUNT = re.compile(
    r"(?:EUR|€) ?\d|\d ?(?:EUR|Euro|€|%|евро|євро|يورو|یورو|avro)|(?:\d|two|three|four|six|zwei|drei|vier|sechs) "
    r"(?:days?|weeks?|months?|years?|hours?|Tagen?|Wochen?|Monaten?|Jahren?|Stunden?|днів|дні|тижн|місяц|рок|أيام|أسابيع|شهر|أشهر|سن|gün|hafta|ay|yıl)"
)
SAME = 0.98  # cosine of two texts that ask the same in nearly the same words
KINDS = ("passage", "title", "whole", "question")
MEASURES = ("coverage", "meaning", "likeness")
FEATURES = (*(f"{kind} {measure}" for kind in KINDS for measure in MEASURES), "fused")
UNMET, MET = (0.5, 0.7), 0.95  # a word of the question is not taken up below, and is found above this cosine
SIGNS = (
    *FEATURES,
    *("lead", "score", "lead over ten"),
    *("worst of the heavy words", "unmet", "nearly unmet", "gap", "heaviest word", "words", "met"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and how strongly it answers.

    `score` orders passages and means nothing else; `sureness` is the estimated probability that the article answers the
    question; `second` is the article's next best passage, where it is nearly as good; `meaning` is the nearest cosine, `coverage` the largest share of the question's words held by a text of the
    article.
    """

    article: Article
    passage: Passage
    second: Passage | None
    score: float
    sureness: float
    meaning: float
    coverage: float


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts of one kind: which article each belongs to (by number) and, for passages, its number there."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]
    articles: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Knowledge:
    """The articles of a region, searchable in any language the model knows."""

    def __init__(
        self,
        articles: Sequence[Article],
        encoder: Encoder,
        asked: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        """`asked` are further sample questions by article id, each with its language."""
        self.articles = {article.key: article for article in articles}
        self.ids = tuple(dict.fromkeys(article.front.id for article in articles))
        self._versions: dict[str, dict[str, Article]] = {one: {} for one in self.ids}
        for article in articles:
            self._versions[article.front.id][article.front.lang] = article
        number = {one: at for at, one in enumerate(self.ids)}
        kinds = [_texts(kind, articles, number, asked or {}) for kind in KINDS]
        self._ends = np.cumsum([len(kind.texts) for kind in kinds])
        self._kinds = kinds
        self._owners = np.concatenate([kind.articles for kind in kinds])
        self._alignment = Alignment(
            [text for kind in kinds for text in kind.texts],
            [language for kind in kinds for language in kind.languages],
            [int(at) for kind in kinds for at in kind.articles],
            encoder,
        )
        self._index = LocalIndex.of_documents(
            [document for article in articles for document in _documents(article)], encoder
        )

    def search(self, question: str, language: str, k: int = 3) -> list[Evidence]:
        """The k passages that answer best, one an article, each given in the language asked for (or English, or German)."""
        if not self.ids or not topic_words(question):
            return []
        measures = self._alignment.measures(question)
        features = self._features(question, measures)
        scores = features @ RANKING
        found = []
        for at in np.lexsort((np.arange(len(scores)), -scores))[:k].tolist():
            article, passage, second = self._passages(at, language, measures, asks_for_a_figure(question))
            row = features[at]
            found.append(
                Evidence(
                    article,
                    passage,
                    second,
                    float(scores[at]),
                    sure(self._signs(at, features, scores, measures)),
                    float(max(row[FEATURES.index(f"{kind} meaning")] for kind in KINDS)),
                    float(max(row[FEATURES.index(f"{kind} coverage")] for kind in KINDS)),
                )
            )
        return found

    def signs(self, question: str) -> Floats:
        """What tells whether the best article answers a question: one value for each of `SIGNS`."""
        measures = self._alignment.measures(question)
        features = self._features(question, measures)
        scores = features @ RANKING
        return self._signs(int(scores.argmax()), features, scores, measures)

    def _signs(self, at: int, features: Floats, scores: Floats, measures: Measures) -> Floats:
        """Its evidence, its lead over the others, and what of the question no text of the article takes up."""
        others = np.sort(np.delete(scores, at))[::-1]
        leads = [
            scores[at] - (others[0] if len(others) else 0.0),
            scores[at],
            scores[at] - np.mean([scores[at], *others[:9]]),
        ]
        if not len(measures.weights):
            return np.array([*features[at], *leads, *np.zeros(len(SIGNS) - len(FEATURES) - len(leads))])
        weights, near = measures.weights, measures.nearest[:, self._owners == at].max(axis=1)
        heavy = weights >= weights.mean()
        unmet = [weights[near < bound].sum() for bound in UNMET]
        gaps = [near[heavy].min(), *unmet, weights @ (1 - near) ** 2, near[weights.argmax()]]
        return np.array([*features[at], *leads, *gaps, len(weights), weights[near > MET].sum()])

    def features(self, question: str, *, blind: bool = False) -> Floats:
        """What speaks for each article of `ids`: shape (articles, features); `blind` to sample questions of the same words."""
        measures = self._alignment.measures(question)
        if blind:
            for at in np.flatnonzero(measures.meaning[self._ends[2] :] > SAME) + self._ends[2]:
                measures.coverage[at] = measures.meaning[at] = measures.likeness[at] = 0.0
        return self._features(question, measures)

    def _features(self, question: str, measures: Measures) -> Floats:
        columns = []
        for kind, part in zip(self._kinds, self._parts(measures), strict=True):
            for values in part:
                best = np.zeros(len(self.ids))
                np.maximum.at(best, kind.articles, values)
                columns.append(best)
        fused = np.zeros(len(self.ids))
        number = {one: at for at, one in enumerate(self.ids)}
        hits = self._index.search(" ".join(topic_words(question)), k=DEPTH)
        best_score = max((hit.score for hit in hits), default=0.0) or 1.0
        for hit in hits:
            at = number[hit.id.rsplit(".", 1)[0]]
            fused[at] = max(fused[at], hit.score / best_score)
        return np.stack([*columns, fused], axis=1)

    def _parts(self, measures: Measures) -> list[tuple[Floats, Floats, Floats]]:
        """Coverage, meaning and likeness, kind by kind."""
        return [
            (measures.coverage[start:end], measures.meaning[start:end], measures.likeness[start:end])
            for start, end in zip([0, *self._ends[:-1]], self._ends, strict=True)
        ]

    def _passages(
        self, at: int, language: str, measures: Measures, figure: bool
    ) -> tuple[Article, Passage, Passage | None]:
        """The article's best passage, in the language asked for or in another one that has it, and the next if it is near."""
        kind, part = self._kinds[0], self._parts(measures)[0]
        own = np.flatnonzero(kind.articles == at)
        stated = np.array([figure and bool(_AMOUNT.search(kind.texts[one])) for one in own])
        scores = np.stack([*(values[own] for values in part), kind.numbers[own] == 1, stated], axis=1) @ PASSAGE
        best: dict[int, float] = {}
        for number, score in zip(kind.numbers[own].tolist(), scores.tolist(), strict=True):
            best[number] = max(score, best.get(number, score))
        ordered = sorted(best, key=lambda number: (-best[number], number))
        versions = self._versions[self.ids[at]]
        wanted = [versions[code] for code in (language, "en", "de") if code in versions]
        given = next(one for one in (*wanted, *versions.values()) if ordered[0] <= len(one.passages))
        near = [one for one in ordered[1:2] if best[one] >= best[ordered[0]] - NEAR and one <= len(given.passages)]
        return given, given.passages[ordered[0] - 1], given.passages[near[0] - 1] if near else None


def _texts(
    kind: str,
    articles: Sequence[Article],
    number: Mapping[str, int],
    asked: Mapping[str, Sequence[tuple[str, str]]],
) -> _Texts:
    rows: list[tuple[str, str, int, int]] = []
    for article in articles:
        front, at = article.front, number[article.front.id]
        if kind == "passage":
            rows += [(f"{one.heading}. {one.text}", front.lang, at, one.number) for one in article.passages]
        elif kind == "title":
            rows.append((front.title, front.lang, at, 0))
        elif kind == "whole":
            whole = " ".join(f"{one.heading}. {one.text}" for one in article.passages)
            rows.append((f"{front.title}. {whole}", front.lang, at, 0))
        else:
            rows += [(one, front.lang, at, 0) for one in front.questions]
    if kind == "question":
        rows += [(text, lang, number[one], 0) for one, own in asked.items() if one in number for lang, text in own]
    return _Texts(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        np.array([row[2] for row in rows], np.int64),
        np.array([row[3] for row in rows], np.int64),
    )


def _documents(article: Article) -> list[Document]:
    front = article.front
    body = " ".join(f"{one.heading}. {one.text}" for one in article.passages)
    return [Document(article.key, front.title, body, front.lang, Facts(language=front.lang))]
