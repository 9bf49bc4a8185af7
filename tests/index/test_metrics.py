"""The measures against values worked out by hand."""

import math
import random

import numpy as np
import pytest

from index.metrics import linked_rank, ndcg, reciprocal_rank, reciprocal_rank_of, spearman


@pytest.mark.parametrize(
    ("order", "relevant", "expected"),
    [
        (["a", "b", "c"], {"a"}, 1.0),
        (["a", "b", "c"], {"c"}, 1 / 3),
        (["a", "b", "c"], {"c", "b"}, 1 / 2),
        (["a", "b", "c"], {"d"}, 0.0),
        ([], {"a"}, 0.0),
    ],
)
def test_reciprocal_rank(order: list[str], relevant: set[str], expected: float) -> None:
    assert reciprocal_rank(order, relevant) == expected


@pytest.mark.parametrize(
    ("scores", "relevant", "expected"),
    [
        ([0.9, 0.5, 0.1], [0], 1.0),
        ([0.9, 0.5, 0.1], [1], 1 / 2),
        ([0.9, 0.5, 0.1], [1, 2], 1 / 2),
        ([0.5, 0.5, 0.5], [2], 1 / 3),
        ([0.5, 0.5, 0.1], [0, 1], 1.0),
        ([0.50000001, 0.5], [0], 1 / 2),
        ([0.51, 0.5], [1], 1 / 2),
    ],
)
def test_reciprocal_rank_of_scores(scores: list[float], relevant: list[int], expected: float) -> None:
    assert reciprocal_rank_of(np.array(scores), relevant) == expected


@pytest.mark.parametrize("seed", range(30))
def test_linked_rank_as_the_benchmark_writes_and_trec_eval_reads(seed: int) -> None:
    rng = random.Random(seed)
    names = [f"C{number:04}" for number in rng.sample(range(9999), 140)]
    scores = [rng.choice((0.9, 0.5, 0.5000004, 0.50002, 0.1)) for _ in names]
    relevant = rng.sample(range(140), 4)
    ran = sorted(zip(names, scores, strict=True), key=lambda one: one[1], reverse=True)[:100]
    read = sorted(((float(f"{score:.5f}"), name) for name, score in ran), reverse=True)
    ranks = [rank for rank, (_, name) in enumerate(read, 1) if names.index(name) in relevant]
    places = np.argsort(np.argsort(np.array(names)))
    assert linked_rank(np.array(scores), places, relevant) == (1 / ranks[0] if ranks else 0.0)


def test_ndcg_by_hand() -> None:
    # gains 2^2 - 1 = 3 and 2^1 - 1 = 1; discounts log2(2) = 1, log2(3), log2(4) = 2
    grades = {"a": 2, "b": 1}
    best = 3 + 1 / math.log2(3)
    assert ndcg(["a", "b"], grades) == pytest.approx(1.0)
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 3 / math.log2(3)) / best)
    assert ndcg(["x", "b", "a"], grades) == pytest.approx((1 / math.log2(3) + 3 / 2) / best)
    assert ndcg(["x"], grades) == 0.0
    assert ndcg(["a"], {}) == 0.0


def test_ndcg_looks_at_the_first_k_only() -> None:
    grades = {"a": 1, "b": 1, "c": 1}
    assert ndcg(["x", "a"], grades, k=1) == 0.0
    assert ndcg(["a", "x"], grades, k=1) == 1.0
    assert ndcg(["a", "x"], grades, k=2) == pytest.approx(1 / (1 + 1 / math.log2(3)))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([1, 2, 3], [10, 20, 400], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], 1 - 6 * 4 / (5 * 24)),  # sum of squared rank differences 4
        ([1, 1, 2], [1, 2, 3], math.sqrt(3) / 2),  # ranks 1.5, 1.5, 3
        ([1, 1, 1], [1, 2, 3], 0.0),
    ],
)
def test_spearman_by_hand(left: list[float], right: list[float], expected: float) -> None:
    assert spearman(left, right) == pytest.approx(expected)


def test_spearman_is_pearson_of_slowly_counted_ranks() -> None:
    rng = random.Random(1)
    for _ in range(50):
        left, right = ([rng.randint(0, 6) for _ in range(12)] for _ in range(2))
        if len(set(left)) == 1 or len(set(right)) == 1:
            continue
        ranks = [
            [1 + sum(other < one for other in side) + (side.count(one) - 1) / 2 for one in side]
            for side in (left, right)
        ]
        assert spearman(left, right) == pytest.approx(np.corrcoef(ranks)[0, 1])
