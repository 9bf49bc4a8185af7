"""Find the weights of `assistant.weights`: `python -m assistant.tune --data FOLDER`, a few minutes on one core.

The ranking is a linear fusion, fitted by softmax over all articles of a collection (listwise, Cao et al. 2007) on OMoS-QA's
training questions and on the region's own sample questions, each asked as if it were not in its article, and on the development
part of the region's evaluation questions. The gate is a logistic regression on the latter.
"""

import argparse
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant import omosqa
from assistant.article import load_articles
from assistant.asked import load_asked
from assistant.examples import Example, load_examples
from assistant.knowledge import FEATURES, SIGNS, Floats, Knowledge
from index import load_encoder
from jobboard.pack import find_pack

STEPS, RATE, SHARPNESS, DECAY = 400, 0.05, 5.0, 1e-3
SAMPLES = 250  # sample questions taken of each language
OWN = 30  # the evaluation questions, though few, are what people ask: they count as so many sets
CAUTION = 0.3
GATED = ("answer", "unknown", "refusal", "handover")


class Questions:
    """Questions on one collection: features of shape (questions, articles, features), and the right articles as a mask."""

    def __init__(self, features: list[Floats], right: list[NDArray[np.bool_]]) -> None:
        self.features, self.right = np.array(features), np.array(right)


def fit_ranking(sets: list[Questions]) -> Floats:
    """Weights that put the right articles first, every set counting alike (Adam on the softmax loss)."""
    weights = np.ones(sets[0].features.shape[2])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = DECAY * weights
        for one in sets:
            scores = one.features @ weights * SHARPNESS
            chances = np.exp(scores - scores.max(axis=1, keepdims=True))
            chances /= chances.sum(axis=1, keepdims=True)
            wanted = chances * one.right
            wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
            slope -= SHARPNESS * np.einsum("qd,qdf->f", wanted - chances, one.features) / len(scores) / len(sets)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_gate(knowledge: Knowledge, examples: list[Example]) -> tuple[Floats, float]:
    """The gate's weights, one for each of `SIGNS`, and its bias; kinds beside answers are what must not be answered."""
    signs = np.array([knowledge.signs(example.turns[-1]) for example in examples])
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=CAUTION, class_weight="balanced", max_iter=9_000)
    model.fit((signs - middle) / spread, [example.kind == "answer" for example in examples])
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ middle)


def samples(knowledge: Knowledge, folder: Path) -> list[Questions]:
    """The region's sample questions by language, each asked as if it were not there."""
    by_language: dict[str, list[tuple[str, str]]] = {}
    for article in knowledge.articles.values():
        by_language.setdefault(article.front.lang, []).extend(
            (one, article.front.id) for one in article.front.questions
        )
    for article_id, asked in load_asked(folder).items():
        for language, text in asked:
            by_language.setdefault(language, []).append((text, article_id))
    chance = random.Random(1)
    found = []
    for _, pairs in sorted(by_language.items()):
        chosen = chance.sample(pairs, min(SAMPLES, len(pairs)))
        found.append(
            Questions(
                [knowledge.features(text, blind=True) for text, _ in chosen],
                [np.array([one == wanted for one in knowledge.ids]) for _, wanted in chosen],
            )
        )
    return found


def own(knowledge: Knowledge, examples: list[Example]) -> Questions:
    """The evaluation questions an article answers."""
    fitting = [one for one in examples if one.kind == "answer" and len(one.turns) == 1]
    return Questions([knowledge.features(one.turns[-1]) for one in fitting], [one.right(knowledge) for one in fitting])


def main() -> None:
    """Print the lines of `assistant.weights`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder with dev/omosqa")
    parser.add_argument("--region", default="", help="a region pack; the bundled one if not given")
    arguments = parser.parse_args()
    encoder, folder = load_encoder(), find_pack(arguments.region)
    knowledge = Knowledge(load_articles(folder), encoder, load_asked(folder))
    examples = [one for one in load_examples(folder) if one.part == "dev"]
    sets = [*samples(knowledge, folder), *[own(knowledge, examples)] * OWN]
    for language in omosqa.LANGUAGES:
        collection = omosqa.load(arguments.data, language, "train")
        there = omosqa.knowledge_of(collection, encoder)
        asked = [one for one in collection if one.answered]
        sets.append(
            Questions(
                [there.features(one.question) for one in asked],
                [np.array([key == one.key for key in there.ids]) for one in asked],
            )
        )
    print(f"RANKING = np.array({fit_ranking(sets).round(2).tolist()})  # {', '.join(FEATURES)}")
    gate, bias = fit_gate(knowledge, [one for one in examples if len(one.turns) == 1 and one.kind in GATED])
    print("With the RANKING that is in place now:")
    print(f"SURE = np.array({gate.round(3).tolist()})  # {', '.join(SIGNS)}")
    print(f"BIAS = {bias:.3f}")


if __name__ == "__main__":
    main()
