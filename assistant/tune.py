"""Find the weights and write them to `assistant/tables/weights.toml`: `python -m assistant.tune --data FOLDER`, some minutes on one
core. Do so after a new embedding model, new measures, or many new articles.

The ranking is a linear fusion, fitted by softmax over all articles of a collection (listwise, Cao et al. 2007): that of articles on
the region's own sample questions, each asked as if it were not in its article, and on the development part of the region's
evaluation questions; that of pages without sample questions on OMoS-QA's training questions. The gate is a logistic regression
on the same questions of the region and on those that no article answers.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant import omosqa
from assistant.article import load_articles
from assistant.asked import NOWHERE, load_asked
from assistant.examples import Example, load_examples
from assistant.gate import GATE
from assistant.knowledge import Knowledge
from assistant.learned import taught
from assistant.look import FEATURES, SIGNS, Floats, Look
from assistant.weights import FILE
from index import load_encoder
from index.encoder import Encoder
from jobboard.pack import find_pack

Mask = NDArray[np.bool_]
STEPS, RATE, SHARPNESS, DECAY = 400, 0.05, 5.0, 1e-3
SAMPLES = 150  # sample questions taken of each language
FOLDS = 3  # a sample question is judged by what the others of these parts teach
OWN = 30.0  # the evaluation questions, though few, are what people ask: they count as so many sets
CAUTION = 0.03
# How much a question counts for the gate: an evaluation question, one that is refused, a sample question, one that none answers.
ASKED, REFUSED, SAMPLE, UNANSWERED = 3.0, 1.0, 0.1, 1.0
HELD = {"unknown": ASKED, "refusal": REFUSED, "handover": REFUSED}


@dataclass(frozen=True, slots=True)
class Seen:
    """A question beside a collection: the look at it, the articles that are right, and what it counts for the gate."""

    look: Look
    right: Mask
    counts: float


class Questions:
    """Questions on one collection: features of shape (questions, articles, features), and the right articles as a mask."""

    def __init__(self, features: Sequence[Floats], right: Sequence[Mask], weight: float = 1.0) -> None:
        self.features, self.right, self.weight = np.array(features), np.array(right), weight

    @classmethod
    def of(cls, seen: Sequence[Seen], weight: float = 1.0) -> "Questions":
        """Those that an article answers."""
        answered = [one for one in seen if one.right.any()]
        return cls([one.look.features for one in answered], [one.right for one in answered], weight)


def fit_ranking(sets: Sequence[Questions]) -> Floats:
    """Weights that put the right articles first, every set counting by its weight (Adam on the softmax loss)."""
    weights, total = np.ones(sets[0].features.shape[2]), sum(one.weight for one in sets)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = DECAY * weights
        for one in sets:
            scores = one.features @ weights * SHARPNESS
            chances = np.exp(scores - scores.max(axis=1, keepdims=True))
            chances /= chances.sum(axis=1, keepdims=True)
            wanted = chances * one.right
            wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
            share = SHARPNESS * one.weight / total / len(scores)
            slope -= share * np.einsum("qd,qdf->f", wanted - chances, one.features)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_gate(seen: Sequence[Seen], ranking: Floats) -> tuple[Floats, float]:
    """The gate's weights, one for each of `SIGNS`, and its bias, by which `GATE` is where as much of what has an answer is
    held back as is answered of what has none. A question whose right article is not the first tells nothing."""
    rows: list[tuple[Floats, bool, float]] = []
    for one in seen:
        scores = one.look.features @ ranking
        best = int(scores.argmax())
        if not one.right.any() or one.right[best]:
            rows.append((one.look.signs(best, scores), bool(one.right.any()), one.counts))
    signs, answered, counts = (np.array(column) for column in zip(*rows, strict=True))
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    counts = counts / np.where(answered, counts[answered].sum(), counts[~answered].sum()) * len(rows) / 2
    model = LogisticRegression(C=CAUTION, max_iter=9_000)
    model.fit((signs - middle) / spread, answered, sample_weight=counts)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ middle)


def samples(knowledge: Knowledge, asked: Mapping[str, Sequence[tuple[str, str]]], encoder: Encoder) -> list[list[Seen]]:
    """The region's sample questions by language, each asked as if it were not there, and those that no article answers."""
    fold = {text: at % FOLDS for at, (_, text) in enumerate(knowledge.samples)}
    number = len(knowledge.ids) + 1
    without = [taught(encoder, [one for one in knowledge.samples if fold[one[1]] != at], number) for at in range(FOLDS)]
    by_language: dict[str, list[tuple[str, str]]] = {}
    for article in knowledge.articles.values():
        by_language.setdefault(article.front.lang, []).extend(
            (one, article.front.id) for one in article.front.questions
        )
    for article_id, questions in asked.items():
        for language, text in questions:
            by_language.setdefault(language, []).append((text, article_id))
    chance, marks = random.Random(1), _marks(knowledge)
    found = []
    for _, pairs in sorted(by_language.items()):
        answered = [pair for pair in pairs if pair[1] != NOWHERE]
        chosen = [pair for pair in pairs if pair[1] == NOWHERE]
        chosen += chance.sample(answered, min(SAMPLES, len(answered)))
        found.append(
            [
                Seen(
                    knowledge.look(text, blind=True, learned=without[fold[text]]),
                    np.array([bool(marks[one] & marks.get(wanted, set())) for one in knowledge.ids]),
                    UNANSWERED if wanted == NOWHERE else SAMPLE,
                )
                for text, wanted in chosen
            ]
        )
    return found


def _marks(knowledge: Knowledge) -> dict[str, set[str]]:
    """The facts each article stands on; articles that share one may both be right."""
    marks: dict[str, set[str]] = {one: {one} for one in knowledge.ids}
    for article in knowledge.articles.values():
        own = (mark for passage in article.passages for sentence in passage.sentences for mark in sentence.marks)
        marks[article.front.id].update(own)
    return marks


def own(knowledge: Knowledge, examples: Sequence[Example]) -> list[Seen]:
    """The evaluation questions in one turn: those an article answers, and those that must be held back."""
    fitting = [one for one in examples if len(one.turns) == 1 and (one.kind == "answer" or one.kind in HELD)]
    return [
        Seen(
            knowledge.look(one.turns[-1]),
            one.right(knowledge) & (one.kind == "answer"),
            HELD.get(one.kind, ASKED),
        )
        for one in fitting
    ]


def pages(knowledge: Knowledge, asked: Sequence[omosqa.Asked]) -> Questions:
    """OMoS-QA's questions that a page answers."""
    answered = [one for one in asked if one.answered]
    return Questions(
        [knowledge.features(one.question) for one in answered],
        [np.array([key == one.key for key in knowledge.ids]) for one in answered],
    )


def main() -> None:
    """Write the weights, and print what the gate holds back with them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with dev/omosqa")
    parser.add_argument("--region", default="", help="a region pack; the bundled one if not given")
    parser.add_argument("--out", type=Path, default=FILE, help="the table to write")
    arguments = parser.parse_args()
    encoder, folder = load_encoder(), find_pack(arguments.region)
    asked = load_asked(folder)
    knowledge = Knowledge(load_articles(folder), encoder, asked)
    examples = own(knowledge, [one for one in load_examples(folder) if one.part == "dev"])
    sampled = samples(knowledge, asked, encoder)
    ranking = fit_ranking([*(Questions.of(one) for one in sampled), Questions.of(examples, OWN)])
    gate, bias = fit_gate([*examples, *(one for part in sampled for one in part)], ranking)
    collections = [omosqa.load(arguments.data, language, "train") for language in omosqa.LANGUAGES]
    bare = fit_ranking([pages(omosqa.knowledge_of(one, encoder), one) for one in collections])
    tables = {
        "ranking": dict(zip(FEATURES, ranking, strict=True)),
        "pages": dict(zip(FEATURES, bare, strict=True)),
        "sure": dict(zip(SIGNS, gate, strict=True)),
        "bias": {"sure": bias},
    }
    arguments.out.write_text(written(tables), "utf-8")
    print(f"{arguments.out}: {', '.join(tables)}")
    for name, answered in (("have an answer", True), ("have none", False)):
        chances = [
            1 / (1 + np.exp(-signs @ gate - bias))
            for one in examples
            if one.right.any() == answered
            for scores in [one.look.features @ ranking]
            for signs in [one.look.signs(int(scores.argmax()), scores)]
        ]
        print(f"evaluation questions that {name}: {np.mean(np.array(chances) >= GATE):.3f} are answered")


def written(tables: Mapping[str, Mapping[str, float]]) -> str:
    """The tables as TOML."""
    lines = ["# Written by `python -m assistant.tune`; assistant/weights.py reads it."]
    for name, weights in tables.items():
        lines += ["", f"[{name}]", *(f'"{key}" = {float(value):.3f}' for key, value in weights.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
