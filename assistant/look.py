"""What speaks for each article, and what tells whether the best one answers at all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KINDS = ("passage", "title", "whole", "question")
MEASURES = ("coverage", "meaning", "likeness", "echo")
FEATURES = (*(f"{kind} {measure}" for kind in KINDS for measure in MEASURES), "fused", "learned")
AHEAD = (
    "passage likeness",
    "title likeness",
    "question meaning",
    "question likeness",
    "question echo",
    "fused",
    "learned",
)
SIGNS = (
    *FEATURES,
    *("lead", "score", "lead over ten"),
    *(f"lead in {feature}" for feature in AHEAD),
    *("worst of the heavy words", "unmet", "nearly unmet", "gap", "heaviest word", "words", "met"),
    *("nearer nowhere", "learned nowhere"),
    *("another year", "another town"),
)
UNMET, MET = (0.5, 0.7), 0.95  # a word of the question is not taken up below, and is found above this cosine


@dataclass(frozen=True, slots=True)
class Look:
    """A question beside every article: `features` of shape (articles, features); the question's words by their weight, and how
    near each comes to a word of the article (words, articles); how near the question is to those that have no answer; whether it
    names a year, or a town, that the article does not (articles, 2); and how likely, as learned, it has no answer at all."""

    features: Floats
    weights: Floats
    near: Floats
    nowhere: tuple[float, ...]
    strange: NDArray[np.bool_]
    unlikely: float = 0.0

    def unmet(self, at: int) -> float:
        """The share of the question's weight that no word of an article takes up."""
        return float(self.weights[self.near[:, at] < UNMET[0]].sum()) if len(self.weights) else 0.0

    def signs(self, at: int, scores: Floats) -> Floats:
        """What tells whether an article answers the question, one value for each of `SIGNS`: its evidence, its lead over the
        others, what of the question no text of the article takes up, and what speaks for no answer at all."""
        features, others = self.features, np.delete(np.arange(len(scores)), at)
        best = np.sort(scores[others])[::-1]
        leads = [scores[at] - best[:1].sum(), scores[at], scores[at] - np.append(best[:9], scores[at]).mean()]
        for one in AHEAD:
            column = features[:, FEATURES.index(one)]
            leads.append(column[at] - column[others].max(initial=0.0))
        gaps = [0.0] * 7
        if len(self.weights):
            weights, near = self.weights, self.near[:, at]
            unmet = [weights[near < bound].sum() for bound in UNMET]
            heaviest = near[weights.argmax()]
            gaps = [near[weights >= weights.mean()].min(), *unmet, float(weights @ (1 - near) ** 2), heaviest]
            gaps += [len(weights), weights[near > MET].sum()]
        asked = sum(features[at, FEATURES.index(f"question {one}")] for one in MEASURES[1:])
        unlikely = self.unlikely - features[at, FEATURES.index("learned")]
        return np.array([*features[at], *leads, *gaps, sum(self.nowhere) - asked, unlikely, *self.strange[at]])
