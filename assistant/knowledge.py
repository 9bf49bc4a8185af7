"""Which passage answers this? The articles in the same hybrid engine as the postings, and beside its verdict what the words of the
question say of passages, titles and sample questions; the weights of all that are in `assistant.weights`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.alignment import Alignment, Measures, topic_words
from assistant.article import Article, Passage
from assistant.asked import NOWHERE
from assistant.corpus import documents_of, samples_of, texts_of
from assistant.elsewhere import strange
from assistant.kept import Kept
from assistant.learned import Learned, taught
from assistant.look import FEATURES, KINDS, Look
from assistant.passages import Passages, Wanted, aspects
from assistant.phrases import written
from assistant.vocabulary import names
from assistant.weights import PAGES, RANKING, sure
from index import LocalIndex
from index.analysis import words
from index.encoder import Encoder

Floats = NDArray[np.float64]
DEPTH = 60
# After an answer: for articles near it, and for what the message asks about; for the message's own words, against the words it is
# completed with, against the passage that was said, and for how surely an article answers the completed text.
NEXT, ASPECT, LEAN, TOLD_BEFORE, SAID, SURER = 0.3, 1.0, 0.75, 0.1, 0.4, 2.0
# Set by hand, as there are too few conversations to fit them, on those of both parts of the evaluation questions that there were.
# A message with words of its own asks for an article itself. One that need not lean on what was said: if it alone is so sure of it
# (after a question); or a little, and leaves so little open (near the last answer), or not too much (after a statement). One that
# leans: if it leaves at most so much open, after a question and after a statement, and is not, as learned, one of those that
# nobody answers ("and how do they do it in Denmark?"); this last on part dev only.
LIKELY, FAINTLY, TAKEN_UP, STRANGE = 0.2, 0.02, 0.5, 0.7
LEFT_OPEN, LEFT_OPEN_TOLD, UNLIKELY = 0.35, 0.8, 0.85
NEAR = 0.25  # of two passages of an article, how much less the second may speak for itself to be said as well
SAME = 0.98  # cosine of two texts that ask the same in nearly the same words
# A word is a text's own above this cosine, if it is so much nearer to it than to another text, and stands in fewer articles.
OWN, OWN_LEAD, COMMON = 0.9, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and how strongly it answers.

    `score` orders passages and means nothing else; `sureness` is the estimated probability that the article answers the
    question; `second` is the article's next best passage, where it is nearly as good; `meaning` is the nearest cosine,
    `coverage` the largest share of the question's words held by a text of the article; `order` says for each passage by number
    which of its sentences tell most, by their places.
    """

    article: Article
    passage: Passage
    second: Passage | None
    score: float
    sureness: float
    meaning: float
    coverage: float
    order: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class After:
    """What a message comes after: the last answer's article and passage (none if there was none), the message alone, what was
    asked or `told` before it, whether the message `leans` on that or may as well stand by itself, whether it is `bare` of words of
    its own, and what of the topic it asks about, in words that articles have."""

    article: str
    passage: int
    text: str
    before: str
    leans: bool = True
    told: bool = False
    bare: bool = False
    aspect: str = ""


class Knowledge:
    """The articles of a region, searchable in any language the model knows."""

    def __init__(
        self,
        articles: Sequence[Article],
        encoder: Encoder,
        asked: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        kept: Kept | None = None,
    ) -> None:
        """`asked` are further sample questions by article id, each with its language; those of `NOWHERE` have no answer.
        `kept` spares working out again what is known of the texts."""
        self.articles = {article.key: article for article in articles}
        self.ids = tuple(dict.fromkeys(article.front.id for article in articles))
        self._versions: dict[str, dict[str, Article]] = {one: {} for one in self.ids}
        for article in articles:
            self._versions[article.front.id][article.front.lang] = article
        number = {one: at for at, one in enumerate(self.ids)}
        kinds = [texts_of(kind, articles, number, asked or {}) for kind in KINDS]
        self._ends = np.cumsum([len(kind.texts) for kind in kinds])
        self._kinds = kinds
        unanswered = (asked or {}).get(NOWHERE, ())
        self._owners = np.concatenate([*(kind.articles for kind in kinds), np.full(len(unanswered), len(self.ids))])
        self._kind_of = np.repeat([*KINDS, NOWHERE], [*(len(kind.texts) for kind in kinds), len(unanswered)])
        self._numbers = np.concatenate([*(kind.numbers for kind in kinds), np.zeros(len(unanswered), np.int64)])
        self._by_owner = np.argsort(self._owners, kind="stable")
        self._owned_from = np.searchsorted(self._owners[self._by_owner], np.arange(len(self.ids)))
        texts = [*(text for kind in kinds for text in kind.texts), *(text for _, text in unanswered)]
        languages = [*(language for kind in kinds for language in kind.languages), *(one for one, _ in unanswered)]
        self._alignment = Alignment(texts, languages, self._owners.tolist(), encoder, kept)
        self._inside = Passages(self._alignment, encoder)
        sampled = bool(asked) or any(set(one.front.questions) - {one.front.title} for one in articles)
        self._ranking = RANKING if sampled else PAGES
        self.samples = samples_of(articles, number, asked or {}, sampled=sampled)
        self._learned = taught(encoder, self.samples, len(self.ids) + 1, kept)
        self._said = [frozenset[str]()] * len(self.ids)
        for article in articles:
            at = number[article.front.id]
            said = (article.front.title, *(part.text for part in article.passages))
            self._said[at] |= {word for text in said for word in written(text).split()}
        self._index = LocalIndex.of_documents(
            [document for article in articles for document in documents_of(article)], encoder
        )

    def search(self, question: str, language: str, k: int = 3, after: After | None = None) -> list[Evidence]:
        """The k passages that answer best, one an article, each given in the language asked for (or English, or German).

        `after` something the words of the message alone count once more, and articles near the last answer and what was not
        said yet come first.
        """
        if not self.ids or not topic_words(question):
            return []
        measures = self._alignment.measures(question)
        look = self._looked(question, measures)
        scores = plain = self.scores(look)
        sureness = [sure(look.signs(at, plain)) for at in range(len(plain))] if after else []
        said, heard = None, [measures]
        if after:
            said = self._known(after.article) if after.leans else None
            named = f"{after.text} {after.aspect}"
            heard.append(self._alignment.measures(named))
            alone = self.look(after.text)
            if not after.bare:
                borne = self._borne_out(after, alone)
                sureness = [one if borne[at] else 0.0 for at, one in enumerate(sureness)]
            scores = plain + self._leaning(after, alone, said) + SURER * np.array(sureness)
        found, wanted = [], aspects(after.text if after else question)
        for at in np.lexsort((np.arange(len(scores)), -scores))[:k].tolist():
            told = after.passage if after and at == said else 0
            article, passage, second, order = self._passage(at, language, heard, wanted, told)
            row = look.features[at]
            found.append(
                Evidence(
                    article,
                    passage,
                    second,
                    float(scores[at]),
                    sureness[at] if after else sure(look.signs(at, plain)),
                    float(max(row[FEATURES.index(f"{kind} meaning")] for kind in KINDS)),
                    float(max(row[FEATURES.index(f"{kind} coverage")] for kind in KINDS)),
                    order,
                )
            )
        return found

    def _borne_out(self, after: After, alone: Look) -> NDArray[np.bool_]:
        """Which articles a message with words of its own asks for itself, if not as surely."""
        own = self.scores(alone)
        unmet = np.array([alone.unmet(at) for at in range(len(own))])
        if after.leans:
            return (unmet <= (LEFT_OPEN_TOLD if after.told else LEFT_OPEN)) & (alone.unlikely <= UNLIKELY)
        chance = np.array([sure(alone.signs(at, own)) for at in range(len(own))])
        if after.told:
            return (chance >= FAINTLY) & (unmet <= STRANGE)
        said, near = self._known(after.article), np.zeros(len(own), np.bool_)
        if said is not None:
            near[self._family(said)] = True
        return (chance >= LIKELY) | (near & (chance >= FAINTLY) & (unmet <= TAKEN_UP))

    def _leaning(self, after: After, alone: Look, said: int | None) -> Floats:
        """What a message adds to the scores of the text it completes: its own words count once more, what was only told
        before a little less; after an answer, what it asks about counts for the articles near that one, and they come first."""
        own, near = self.scores(alone), np.zeros(len(self.ids))
        added = LEAN * own - TOLD_BEFORE * self.scores(self.look(after.before))
        if said is not None:
            near[self._family(said)] = 1.0
            if after.aspect:
                added += near * (ASPECT * (self.scores(self.look(f"{after.text} {after.aspect}")) - own))
            added += near * NEXT
        return added

    def scores(self, look: Look) -> Floats:
        """What orders the articles."""
        return look.features @ self._ranking

    def look(self, question: str, *, blind: bool = False, learned: Learned | None = None) -> Look:
        """A question beside every article; `blind` to sample questions of the same words, `learned` instead of what all samples
        taught."""
        measures = self._alignment.measures(question)
        if blind:
            same = np.flatnonzero(measures.meaning[self._ends[2] :] > SAME) + self._ends[2]
            for values in (measures.coverage, measures.meaning, measures.likeness, measures.echo):
                values[same] = 0.0
            measures.nearest[:, same] = 0.0
        return self._looked(question, measures, learned)

    def _looked(self, question: str, measures: Measures, learned: Learned | None = None) -> Look:
        nowhere = [
            float(values[self._ends[-1] :].max(initial=0.0))
            for values in (measures.meaning, measures.likeness, measures.echo)
        ]
        nearest = measures.nearest[:, self._by_owner]
        near = np.maximum.reduceat(nearest, self._owned_from, axis=1) if len(nearest) else nearest[:, : len(self.ids)]
        learned = learned or self._learned
        chances = learned.chances(question) if learned else np.zeros(len(self.ids) + 1)
        features = np.column_stack([self._features(question, measures), chances[:-1]])
        return Look(features, measures.weights, near, tuple(nowhere), strange(question, self._said), float(chances[-1]))

    def own_share(self, question: str, case: Article, passage: Passage | None, rule: Article) -> float:
        """How much of a question's weight a special case takes up, and its rule does not: an article (or a passage of it)
        against the title, the sample questions and the usual passage of the article with the rule."""
        measures = self._alignment.measures(question)
        if not len(measures.weights):
            return 0.0
        kinds, numbers = self._kind_of, self._numbers
        held = self._owners == self.ids.index(case.front.id)
        usual = self._owners == self.ids.index(rule.front.id)
        usual &= (kinds == "title") | ((kinds == "passage") & (numbers == rule.usual.number))
        if passage is None:
            usual |= (self._owners == self.ids.index(rule.front.id)) & (kinds == "question")
        else:
            held &= (kinds == "passage") & (numbers == passage.number)
        near, nearer = (measures.nearest[:, rows].max(axis=1) for rows in (usual, held))
        own = np.flatnonzero((nearer > OWN) & (nearer - near > OWN_LEAD))
        rare = [at for at in own if len(np.unique(self._owners[measures.nearest[at] > OWN])) < COMMON * len(self.ids)]
        return float(measures.weights[rare] @ (nearer - near)[rare])

    def features(self, question: str, *, blind: bool = False) -> Floats:
        """What speaks for each article of `ids`: shape (articles, features)."""
        return self.look(question, blind=blind).features

    def _features(self, question: str, measures: Measures) -> Floats:
        """All but what was learned."""
        columns = []
        for kind, part in zip(self._kinds, self._parts(measures), strict=True):
            for values in part:
                best = np.zeros(len(self.ids))
                np.maximum.at(best, kind.articles, values)
                columns.append(best)
        fused = np.zeros(len(self.ids))
        number = {one: at for at, one in enumerate(self.ids)}
        called = dict.fromkeys(name for own in names(words(question)) for name in own)
        hits = self._index.search(" ".join([*topic_words(question), *called]), k=DEPTH)
        best_score = max((hit.score for hit in hits), default=0.0) or 1.0
        for hit in hits:
            at = number[hit.id.rsplit(".", 1)[0]]
            fused[at] = max(fused[at], hit.score / best_score)
        return np.stack([*columns, fused], axis=1)

    def _parts(self, measures: Measures) -> list[tuple[Floats, ...]]:
        """The measures, kind by kind."""
        own = (measures.coverage, measures.meaning, measures.likeness, measures.echo)
        return [
            tuple(values[start:end] for values in own)
            for start, end in zip([0, *self._ends[:-1]], self._ends, strict=True)
        ]

    def _known(self, article: str) -> int | None:
        return self.ids.index(article) if article in self.ids else None

    def _family(self, at: int) -> list[int]:
        """An article and those near it: of its topic, or related to it."""
        own = next(iter(self._versions[self.ids[at]].values())).front
        fronts = [next(iter(self._versions[one].values())).front for one in self.ids]
        return [
            number
            for number, front in enumerate(fronts)
            if front.topic == own.topic or front.id in own.related or own.id in front.related
        ]

    def _passage(
        self, at: int, language: str, heard: Sequence[Measures], wanted: Wanted, told: int = 0
    ) -> tuple[Article, Passage, Passage | None, Mapping[int, tuple[int, ...]]]:
        """The article's best passage, in the language asked for or in another one that has it, the next if it is near, and the
        order in which sentences tell what is `wanted`; the passage that was `told` already counts less."""
        kind, versions = self._kinds[0], self._versions[self.ids[at]]
        rows: dict[int, list[int]] = {}
        for one in np.flatnonzero(kind.articles == at).tolist():
            rows.setdefault(int(kind.numbers[one]), []).append(one)
        ranking = self._inside.ranked(tuple(versions.values()), rows, heard, wanted)
        best = {number: score - SAID * (number == told) for number, score in ranking.scores.items()}
        ordered = sorted(best, key=lambda number: (-best[number], number))
        wished = [versions[code] for code in (language, "en", "de") if code in versions]
        given = next(one for one in (*wished, *versions.values()) if ordered[0] <= len(one.passages))
        near = [one for one in ordered[1:2] if best[one] >= best[ordered[0]] - NEAR and one <= len(given.passages)]
        second = given.passages[near[0] - 1] if near else None
        return given, given.passages[ordered[0] - 1], second, ranking.sentences
