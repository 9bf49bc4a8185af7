"""How good is an order? The measures of `index.evaluate`, as the literature defines them."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64] | NDArray[np.float32]
ROUNDING = 1e-6


def reciprocal_rank(order: Sequence[str], relevant: Collection[str]) -> float:
    """One over the rank of the first relevant entry, 0 if there is none."""
    return next((1.0 / rank for rank, one in enumerate(order, 1) if one in relevant), 0.0)


def reciprocal_rank_of(scores: Numbers, relevant: Sequence[int]) -> float:
    """One over the rank of the best relevant score; scores that are equal but for rounding share the better rank."""
    return 1.0 / (1 + int((scores > scores[list(relevant)].max() + ROUNDING).sum()))


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
