"""Vectors looked at by their signs, against a product of matrices."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from index import nearing, warm
from index.dense import greatest
from index.postings import bits_of
from index.signs import SignedVectors, weights_of

NOTHING = np.zeros(0, np.uint16)


def unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    vectors = rng.normal(size=shape).astype(np.float32) + 0.1
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


@pytest.fixture(params=["numpy", "compiled"])
def either(request: pytest.FixtureRequest) -> Iterable[None]:
    """Before and after the loops are ready."""
    warm.up()
    with pytest.MonkeyPatch.context() as patched:
        if request.param == "numpy":
            patched.setattr(warm, "loops", lambda: None)
        yield


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("dimensions", [24, 64, 100, 256])
def test_few_vectors_are_all_compared(dimensions: int) -> None:
    rng = np.random.default_rng(dimensions)
    vectors, query = unit(rng, 700, dimensions), unit(rng, dimensions)
    index, truth = SignedVectors.build(vectors), vectors @ query
    live = rng.random(700) < 0.9
    allowed = live & (rng.random(700) < 0.3)
    for bits, mask in ((NOTHING, np.ones(700, bool)), (bits_of(allowed), allowed)):
        numbers, cosines, best = index.nearest(query, 600, bits, bits_of(live) if len(bits) else NOTHING)
        assert numbers.tolist() == sorted(numbers.tolist()) and mask[numbers].all()
        numbers, cosines = greatest(numbers, cosines, 9)
        expected = sorted(sorted(np.flatnonzero(mask).tolist(), key=lambda one: -truth[one])[:9])
        assert numbers.tolist() == expected
        assert cosines == pytest.approx(truth[expected], abs=1e-4)
        assert best == pytest.approx(truth[live if len(bits) else mask].max(), abs=1e-4)
    assert index.cosines(query, np.array([5, 3], np.int32)) == pytest.approx(truth[[5, 3]], abs=1e-4)
    assert set(index.within(query, 0.1)[0].tolist()) >= set(np.flatnonzero(truth > 0.1 + 1e-4).tolist())


@pytest.mark.usefixtures("either")
def test_of_many_the_nearest_are_found() -> None:
    """Clustered like texts: recall@10 of 0.99 and more, with and without a filter, and no document that is not allowed."""
    rng = np.random.default_rng(2)
    centres = unit(rng, 300, 256)
    noise = rng.normal(size=(40_000, 256)).astype(np.float32) * 0.05
    vectors = centres[rng.integers(300, size=len(noise))] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index, found, asked = SignedVectors.build(vectors), 0.0, 0
    masks = [rng.random(len(vectors)) < share for share in (0.1, 0.6)]
    for query in centres[:20] + 0.03 * unit(rng, 20, 256):
        for bits, mask in ((NOTHING, np.ones(len(vectors), bool)), *((bits_of(mask), mask) for mask in masks)):
            cosines = np.where(mask, vectors @ query, -1.0)
            numbers, _, best = index.nearest(query, 800, bits, NOTHING)
            assert mask[numbers].all() and 800 <= len(numbers) < 1_200
            found += np.isin(np.argsort(-cosines)[:10], numbers).mean()
            asked += 1
            assert best == pytest.approx(float((vectors @ query).max()), abs=1e-4)
    assert found / asked >= 0.99


@pytest.mark.parametrize("dimensions", [24, 64, 100, 384])
def test_compiled_distances_are_sums_of_weights(dimensions: int) -> None:
    rng = np.random.default_rng(dimensions)
    vectors, query = unit(rng, 1_003, dimensions), unit(rng, dimensions)
    index = SignedVectors.build(vectors)
    differing = (vectors > vectors.mean(axis=0)) != (query > 0)
    apart = (differing * weights_of(query)).sum(axis=1)
    asked = nearing.asked_of(query, index.rows.signs.shape[1])
    some = np.flatnonzero(rng.random(1_003) < 0.7).astype(np.int32)
    found = nearing.closest(asked, index.rows.signs, some, 90)
    assert found.tolist() == some[apart[some] <= np.sort(apart[some])[89]].tolist()
    by_word = [(differing * weights_of(query))[:, at : at + 64] for at in range(0, dimensions, 64)]
    weights = [int(weights_of(query)[at : at + 64].sum()) for at in range(0, dimensions, 64)]
    two = sorted(range(len(weights)), key=lambda word: -weights[word])[:2]
    by_two = np.minimum(sum(by_word[word].sum(axis=1) for word in two), nearing.FARTHEST - 1)
    found = nearing.distances(asked, np.ascontiguousarray(index.rows.signs.T))
    assert found[:1_003].tolist() == by_two.tolist()
    assert (found[1_003:] == nearing.FARTHEST).all()


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("share", [0.0, 0.004, 0.05, 0.1, 0.5, 1.0])
def test_the_nearest_by_a_word_are_all_within_a_distance(share: float, ordered: bool) -> None:
    """Exactly as far as the wanted number asks for if few documents are allowed, else about as far; wherever they lie."""
    rng = np.random.default_rng(4)
    mask = rng.random(50_003) < share
    apart = rng.binomial(77, 0.5, 50_003).astype(np.uint8)
    if ordered:
        apart = np.sort(apart)[::-1]
    padded = np.append(apart, np.full(-len(apart) % nearing.WIDE, nearing.FARTHEST, np.uint8))
    numbers = np.flatnonzero(mask)
    for most in (20, 400, 100_000):
        found = nearing.near(padded, bits_of(mask), len(numbers), most)
        if len(numbers) <= most:
            assert found.tolist() == numbers.tolist()
            continue
        bound = apart[found].max()
        assert found.tolist() == numbers[apart[numbers] <= bound].tolist()
        few = share <= 0.05  # in so many documents, `near` visits those one by one
        assert (most if few else most // 4) <= len(found)
        assert (apart[found] < bound).sum() < (most if few else 2 * most)


@pytest.mark.usefixtures("either")
def test_nothing_asked_nothing_allowed() -> None:
    rng = np.random.default_rng(1)
    index, query = SignedVectors.build(unit(rng, 50, 64)), unit(rng, 64)
    assert index.nearest(np.zeros(64, np.float32), 5, NOTHING, NOTHING)[0].tolist() == []
    numbers, _, best = index.nearest(query, 5, bits_of(np.zeros(50, bool)), NOTHING)
    assert numbers.tolist() == [] and best > 0


def test_written_rows_read_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    vectors, query = unit(rng, 50, 24), unit(rng, 24)
    SignedVectors.build(vectors).write(tmp_path)
    again = SignedVectors.read(tmp_path)
    assert again.nearest(query, 50, NOTHING, NOTHING)[1] == pytest.approx(vectors @ query, abs=1e-4)
