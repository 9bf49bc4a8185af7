"""How good is an order? The measures of `index.evaluate`, as the literature defines them."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64] | NDArray[np.float32]
ROUNDING = 1e-6
LINKED, LINKED_DIGITS = 100, 5


def reciprocal_rank(order: Sequence[str], relevant: Collection[str]) -> float:
    """One over the rank of the first relevant entry, 0 if there is none."""
    return next((1.0 / rank for rank, one in enumerate(order, 1) if one in relevant), 0.0)


def reciprocal_rank_of(scores: Numbers, relevant: Sequence[int]) -> float:
    """One over the rank of the best relevant score; of scores that are equal but for rounding, those of others come first."""
    best = scores[list(relevant)].max()
    return 1.0 / (1 + int(np.delete(scores > best - ROUNDING, list(relevant)).sum()))


def linked_rank(scores: Numbers, names: NDArray[np.int64], relevant: Sequence[int]) -> float:
    """One over the rank of the first relevant score, as the MELO benchmark counts it (Retyk et al. 2024, arXiv:2410.08319).

    The best LINKED scores are kept, of equal ones the first; they are rounded, and trec_eval puts the one with the higher
    name before those that are equal to it. `names` are the places of the scores' names in the order of names. 0 if no
    relevant score is kept.
    """
    kept = np.argsort(-scores, kind="stable")[:LINKED]
    order = kept[np.lexsort((-names[kept], -np.round(scores[kept].astype(np.float64), LINKED_DIGITS)))]
    found = np.flatnonzero(np.isin(order, list(relevant)))
    return 1.0 / (1 + int(found[0])) if len(found) else 0.0


def ndcg(order: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k (Burges et al. 2005): gain 2^grade - 1, discount log2(1 + rank)."""

    def gained(found: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(1 + rank) for rank, grade in enumerate(found, 1))

    best = gained(sorted(grades.values(), reverse=True)[:k])
    return gained([grades.get(one, 0) for one in order[:k]]) / best if best else 0.0


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Spearman's rank correlation, equal values sharing their mean rank; 0 if one side is constant."""
    one, other = (_mean_ranks(np.asarray(side, np.float64)) for side in (left, right))
    one, other = one - one.mean(), other - other.mean()
    length = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / length if length else 0.0


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[group], np.float64)
