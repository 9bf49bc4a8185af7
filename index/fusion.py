"""What is found, and one order from words and meaning: a linear fusion of both scores.

Scores tell more than ranks (Bruch, Gai and Ingber 2023, ACM TOIS, "An Analysis of Fusion Functions for Hybrid Retrieval"):
that the tenth document means almost the same as the first, or something else. Form and constants were chosen on the tuning
half of `ad_queries.tsv` and on names and rare words of real ads; `docs/search.md` has the figures.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.layout import Floats, Mask

# Of words alone, a document gets less than WORDS, and half of it with a BM25 of HALF: a query's only word gives about a
# seventh if common and a third if rare, several together three quarters. Where there is a glossary (`index.renderings`), words
# count less if the query surely means one of its occupations or skills, more if it means none: then they are names.
WORDS, NAMED, UNNAMED, HALF = 1.8, 1.5, 3.2, 60.0
# What holds a form of the occupation or skill that the query means gets up to so much of that form's BM25, and so much if it
# says that as a headline does.
RENDERED, HEADED = 1.3, 0.2
DIGITS = 5  # what differs by less than arithmetic may is a tie
RRF_K = 20
# A meaning counts as near from this cosine on, or from this share of the best one's.
NEAR, NEAR_SHARE = 0.15, 0.5
# A document must hold words that carry at least this share of the query's weight (by idf) to be found by words alone.
# Of a long text, such as a profile, only so many of the weightiest words make up that weight.
COVERAGE, COVERAGE_WORDS = 0.34, 6


class Scale(NamedTuple):
    """What counts how much in a query: from which cosine on a meaning is `near`, the most that `words` can give, and how far
    what a document is `called` counts."""

    near: float
    words: float
    sure: float

    @classmethod
    def of(cls, known: float, near: float, sure: float | None) -> "Scale":
        """By the share of the query's words that any document holds, and how sure its rendering is, if there is a glossary."""
        weight = WORDS if sure is None else UNNAMED + (NAMED - UNNAMED) * sure
        return cls(near, weight * known, sure or 0.0)


def near_from(best: float) -> float:
    """The cosine from which on a meaning is near, by that of the nearest document."""
    return max(NEAR, NEAR_SHARE * best)


def covering(held: Floats, weights: Sequence[float]) -> Mask:
    """Which documents hold enough of a query's words, by the weight that each holds and the weights of all its words."""
    total = weightiest(weights)
    return np.asarray(held / total >= COVERAGE) if total else np.zeros(len(held), np.bool_)


def weightiest(weights: Sequence[float]) -> float:
    """What all the words of a query weigh that count."""
    return sum(sorted(weights, reverse=True)[:COVERAGE_WORDS])


def ranks(scores: Floats) -> NDArray[np.int64]:
    """Rank of every entry by falling score, from 1; equal scores by position, so that ties are stable."""
    order = np.argsort(-scores, kind="stable")
    found = np.empty(len(scores), np.int64)
    found[order] = np.arange(1, len(scores) + 1)
    return found


def called(bm25: Floats | float, headed: Mask | bool) -> Floats:
    """How far documents are called by a form, by its BM25 in them and whether they say it as a headline does."""
    return np.asarray(RENDERED * bm25 / (bm25 + HALF) + HEADED * headed)


def fuse(
    words: Floats, meaning: Floats, known: float, near: float, rendered: Floats | float = 0.0, sure: float | None = None
) -> Floats:
    """The score of every document from its BM25 and its cosine, which are 0 where it is not found by them.

    A meaning counts by how far it is above `near`, from which on it is near: where even the nearest is far, as for a name
    that the model does not know, that is little, and the words decide. They count as far as the query's words are `known`,
    the share that any document holds: another language's words meet ads by chance only.
    `rendered` says how far it is `called` what the query means, as far as that is `sure`; without a glossary nothing is.
    """
    held, scale = np.maximum(words, 0.0), Scale.of(known, near, sure)
    above = np.where(meaning > 0, np.maximum(meaning - near, 0.0), 0.0)
    return np.round(above + scale.words * held / (held + HALF) + scale.sure * rendered, DIGITS)


def reciprocal(lists: Sequence[Floats]) -> Floats:
    """Reciprocal rank fusion of score lists of the same length (Cormack, Clarke and Buettcher 2009, SIGIR).

    For scores of which no sum makes sense. A score <= 0 means "not in this list".
    """
    total = np.zeros(len(lists[0]) if lists else 0)
    for scores in lists:
        present = np.flatnonzero(scores > 0)
        total[present] += 1 / (RRF_K + ranks(scores[present]))
    return total
