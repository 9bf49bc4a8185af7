"""What a query's lists hold, and the loop that looks at their documents, against slower ways to the same."""

import random
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from indexing import WORDS, ToyEncoder, random_documents

from index import Filters, judging, postings, question, segment, warm
from index.analysis import Analyser, Compounds
from index.fusion import COVERAGE, Scale, fuse
from index.glossary import LANGUAGES, Term
from index.layout import TABLED, gains_of
from index.postings import build_postings
from index.question import ROW, Asked
from index.renderings import NO_ROW, Renderings
from index.segment import build_segment, prepare
from index.snapshot import Snapshot

QUERIES = [" ".join(random.Random(at).choices(WORDS[:30], k=at % 4 + 1)) for at in range(24)]


@pytest.fixture(params=["numpy", "compiled"])
def large(request: pytest.FixtureRequest) -> Iterable[Snapshot]:
    """An index of two segments whose lists are short, before and after the loops are ready."""
    warm.up()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postings, "LARGE", 1)
        patched.setattr(segment, "FLAT", 1)
        patched.setattr(question, "DEPTH", 8)
        encoder, analyser = ToyEncoder(), Analyser(Compounds({}))
        entries = prepare(random_documents(300, seed=8), analyser, encoder)
        parts = [build_segment(part, encoder.dimensions) for part in (entries[:250], entries[250:])]
        renderings = Renderings.of(encoder, [Term("skill", dict.fromkeys(LANGUAGES, ("w3", "w9 w1")))])
        made = Snapshot.of(parts, analyser, encoder, threading.Lock(), renderings)
        if request.param == "numpy":
            patched.setattr(warm, "loops", lambda: None)
        patched.setattr(Snapshot, "large", property(lambda self: True))
        yield made


@pytest.mark.parametrize("lenient", [False, True])
def test_what_is_left_out_could_not_be_among_the_best(large: Snapshot, lenient: bool) -> None:
    """Who wants few looks at fewer documents, and sees the same ones first."""
    fewer, filters = 0, replace(Filters(), languages=("de",), lenient=("language",)) if lenient else Filters()
    for query in QUERIES:
        asked = large.question(query)
        everything, scores = asked.found(filters, 0)
        for most in (1, 3, 10):
            found, of = asked.found(filters, most)
            assert set(found.numbers.tolist()) <= set(everything.numbers.tolist())
            best = np.lexsort((everything.numbers, -scores))[:most]
            assert of[np.lexsort((found.numbers, -of))[:most]].tolist() == scores[best].tolist()
            least = scores[best].min()
            assert set(everything.numbers[scores > least].tolist()) <= set(found.numbers.tolist())
            fewer += len(everything.numbers) - len(found.numbers)
    assert fewer > 100


def test_what_holds_the_words_is_found_beyond_both_lists(large: Snapshot) -> None:
    """With long lists, the best has a score that those of short lists seldom miss."""
    beyond = 0
    for query in QUERIES:
        asked = large.question(query)
        found, _ = asked.found(Filters(), 0)
        narrowed = large.narrowed(Filters())
        by_words, _ = large.lexical.top(asked.terms, question.DEPTH, narrowed.bits)
        near = asked.near(narrowed)
        others = np.setdiff1d(found.numbers, np.union1d(by_words, near))
        assert len(near) <= question.DEPTH and set(near.tolist()) <= set(found.numbers.tolist())
        assert large.covered(asked.words)[others].all()
        assert (found.bm25[np.isin(found.numbers, others)] > 0).all()
        beyond += len(others)
    assert beyond > 100


def test_lists_are_deeper_where_more_documents_pass() -> None:
    depths = [question.depth_of(total) for total in (0, 10, 10_000, 100_000, 1_000_000)]
    assert depths == [100, 100, 100, 223, 501]


@pytest.mark.parametrize("is_large", [False, True])
def test_the_loop_sums_up_what_rank_bm25_sums_up(is_large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of few and of many documents, frequencies within the table, beyond it and beyond a byte."""
    rng = random.Random(7)
    monkeypatch.setattr(postings, "LARGE", 1 if is_large else 10_000)
    documents = [rng.choices("abcdef", (90, 20, 5, 1, 0.3, 40), k=rng.choice([3, 9, 40])) for _ in range(900)]
    documents[5] += ["b"] * TABLED
    documents[700] += ["d"] * 300
    built = build_postings(documents)
    assert (len(built.layout.skips) > 0) is is_large
    gains = gains_of(built.layout.distinct_lengths, built.mean_length)
    names = ["a", "d", "unseen", "b", "e", "f"]
    terms = np.array([built.terms.find(name) for name in names])
    asked = Asked(
        np.array([0, 3, 0, 4, 1]),
        np.array([0.7, 1.5, 0.7, 4.0, 2.0]),
        np.array([0, 3, 2, 1, 4]),
        np.array([0, 0, 1, 2, 3]),
        np.array([True, False, True, True, True]),
        np.array([0.7, 0.0, 2.0, 4.0]),
        6.7,
    )
    numbers = np.sort(np.array([5, 700, 899, *rng.sample(range(6, 699), 200)], np.int32))
    rows, everything, scale = np.empty(len(numbers), ROW), np.ones(len(numbers), np.bool_), Scale.of(1.0, 0.1, 0.0)
    cosines, forms = np.full(len(numbers), 0.3, np.float32), NO_ROW.forms
    given = terms, asked, np.zeros(0, np.int64), forms.rows, 3, built.layout, gains
    assert judging.judge(rows, numbers, 7, everything, cosines, scale, *given) == len(numbers)
    assert rows["number"].tolist() == (numbers + 7).tolist()
    for at, number in enumerate(numbers.tolist()):
        counts, length = Counter(documents[number]), len(documents[number])
        expected = 0.0
        for row, idf in zip(asked.order.tolist(), asked.weights.tolist(), strict=True):
            times = counts[names[row]]
            norm = 1.5 * (1 - 0.75 + 0.75 * length / built.mean_length)
            expected += idf * (times * 2.5 / (times + norm))
        shares = 0.7 * bool(counts["a"] or counts["b"]) + 2.0 * bool(counts["d"]) + 4.0 * bool(counts["e"])
        assert rows["bm25"][at] == pytest.approx(expected * (shares / 6.7 >= COVERAGE), rel=1e-12)
        held = {(0, True): "a", (0, False): "b", (2, True): "d", (3, True): "e"}
        for (word, wholly), name in held.items():
            assert bool(int(rows["whole" if wholly else "parts"][at]) >> word & 1) is (counts[name] > 0)
        assert rows["score"][at] == fuse(rows["bm25"][at], np.float64(np.float32(0.3)), 1.0, 0.1, 0.0, 0.0)
