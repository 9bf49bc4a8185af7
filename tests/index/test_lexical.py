"""The inverted index against `rank_bm25.BM25Okapi`, which defines the scores."""

import random
import subprocess
import sys
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from indexing import demo_documents
from rank_bm25 import BM25Okapi

from index import kernels, load_encoder, postings, warm
from index.analysis import Analyser, Compounds, word_frequencies
from index.layout import gains_of
from index.lexical import Lexical
from index.postings import bits_of, build_postings
from index.sieve import Sieve

TERMS = list("abcdefgh")
Corpus = list[list[str]]
documents = st.lists(st.lists(st.sampled_from(TERMS), max_size=12), max_size=14)
queries = st.lists(st.sampled_from([*TERMS, "unseen"]), max_size=6)
gone_ones = st.sets(st.integers(0, 27))


def indexed(first: Corpus, second: Corpus, gone: Iterable[int]) -> tuple[Lexical, np.ndarray]:
    """Two segments, and which documents of both are live."""
    live = np.ones(len(first) + len(second), dtype=bool)
    live[[at for at in gone if at < len(live)]] = False
    parts = [(build_postings(first), ~live[: len(first)]), (build_postings(second), ~live[len(first) :])]
    return Lexical.of(parts), live


def best(scores: np.ndarray, numbers: np.ndarray, k: int) -> list[int]:
    """The k best by falling score, of equals the lower number, 0 and less left out."""
    ordered = sorted(zip(numbers.tolist(), scores.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
    return [number for number, score in ordered if score > 0][:k]


@pytest.fixture(scope="module", params=["numpy", "compiled", "pruned"])
def either(request: pytest.FixtureRequest) -> Iterable[None]:
    """Small segments, and such that count as large: what holds for the one holds for the other."""
    with pytest.MonkeyPatch.context() as patched:
        if request.param != "numpy":
            patched.setattr(postings, "LARGE", 1)
            warm.up()
        if request.param == "pruned":  # which so few documents are not worth
            patched.setattr(kernels, "top", kernels.pruned)
        yield


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, gone_ones, queries)
def test_scores_are_rank_bm25s_with_two_segments_and_deleted_documents(
    first: Corpus, second: Corpus, gone: set[int], query: list[str]
) -> None:
    live = [terms for at, terms in enumerate(first + second) if at not in gone]
    assume(any(live))
    lexical, alive = indexed(first, second, gone)
    assert lexical.scores(query)[alive] == pytest.approx(BM25Okapi(live).get_scores(query), abs=1e-9)


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, queries)
def test_scores_of_one_segment_are_equal_to_the_last_bit(corpus: Corpus, query: list[str]) -> None:
    assume(any(corpus))
    lexical = Lexical.of([(build_postings(corpus), np.zeros(len(corpus), bool))])
    truth = BM25Okapi(corpus).get_scores(query)
    assert lexical.scores(query).tolist() == truth.tolist()
    numbers, scores = lexical.top(query, 3)
    assert numbers.tolist() == best(truth, np.arange(len(corpus)), 3)
    assert scores.tolist() == truth[numbers].tolist()


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, gone_ones, queries, st.sets(st.integers(0, 27)), st.integers(0, 9))
def test_top_is_the_best_of_the_scores_that_are_allowed(
    first: Corpus, second: Corpus, gone: set[int], query: list[str], wanted: set[int], k: int
) -> None:
    lexical, alive = indexed(first, second, gone)
    allowed = alive & np.isin(np.arange(len(alive)), list(wanted))
    scores = lexical.scores(query)
    assert lexical.top(query, k)[0].tolist() == best(scores[alive], np.flatnonzero(alive), k)
    bits = [bits_of(allowed[: len(first)]), bits_of(allowed[len(first) :])]
    numbers, of = lexical.top(query, k, bits)
    assert numbers.tolist() == best(scores[allowed], np.flatnonzero(allowed), k)
    assert of.tolist() == scores[numbers].tolist()


@given(st.integers(0, 1 << 32), st.integers(1, 12), st.booleans())
@settings(deadline=None)
def test_of_equal_scores_the_lower_numbers_are_kept(seed: int, k: int, narrowed: bool) -> None:
    """Whichever of the terms they hold: documents of one length, whose every term weighs the same."""
    rng = np.random.default_rng(seed)
    corpus = [[*rng.choice(TERMS[:3], 2).tolist(), *rng.choice(TERMS[3:], 2).tolist()] for _ in range(40)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postings, "LARGE", 1)
        built = build_postings(corpus)
    gains, mask = gains_of(built.layout.distinct_lengths, built.mean_length), rng.random(40) < 0.5
    terms, weights = np.array([built.terms.find(term) for term in "abc"]), np.ones(3)
    scores, bits = kernels.scores(terms, weights, built.layout, gains), np.zeros(0, np.uint16)
    if narrowed:
        scores, bits = np.where(mask, scores, 0.0), bits_of(mask)
    found, of = kernels.top(terms, weights, k, 32, 1.0, bits, built.layout, gains)
    assert found.tolist() == best(scores, np.arange(40), k)
    assert of.tolist() == scores[found].tolist()


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, st.lists(gone_ones, max_size=4))
def test_deletions_one_after_the_other_count_like_all_at_once(
    first: Corpus, second: Corpus, turns: list[set[int]]
) -> None:
    corpus = first + second
    counted, gone = build_postings(corpus), np.zeros(len(corpus), bool)
    for turn, more in enumerate(turns):
        gone = gone.copy() if turn % 3 else np.zeros(len(corpus), bool)  # now and then, the deleted come back
        gone[[at for at in more if at < len(corpus)]] = True
        live = [set(terms) for terms, dead in zip(corpus, gone, strict=True) if not dead]
        assert counted.without(gone).tolist() == [sum(term in one for one in live) for term in counted.terms]


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, queries, st.sets(st.integers(0, 27), min_size=1))
def test_parts_of_some_documents_add_up_to_their_scores(
    first: Corpus, second: Corpus, query: list[str], some: set[int]
) -> None:
    lexical, alive = indexed(first, second, ())
    numbers = np.array(sorted(at for at in some if at < len(alive)), np.int64)
    known = [term for term in query if lexical.statistics.frequency(term)]
    total = np.zeros(len(numbers))
    for term, gains in zip(known, lexical.parts(known, numbers), strict=True):
        total += lexical.statistics.idf(term) * gains
    assert total.tolist() == lexical.scores(query)[numbers].tolist()


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, st.lists(st.lists(st.sampled_from(TERMS), max_size=3), max_size=4))
def test_covered_counts_each_word_once(first: Corpus, second: Corpus, words: list[list[str]]) -> None:
    lexical, _ = indexed(first, second, ())
    held = lexical.covered([(word, 0.1 + at) for at, word in enumerate(words)])
    for document, terms in enumerate(first + second):
        assert held[document] == pytest.approx(sum(0.1 + at for at, word in enumerate(words) if set(word) & set(terms)))


@pytest.mark.usefixtures("either")
@settings(deadline=None)
@given(documents, documents, gone_ones)
def test_statistics_count_live_documents_only(first: Corpus, second: Corpus, gone: set[int]) -> None:
    live = [terms for at, terms in enumerate(first + second) if at not in gone]
    statistics = indexed(first, second, gone)[0].statistics
    assert statistics.size == len(live)
    for term in [*TERMS, "unseen"]:
        assert statistics.frequency(term) == sum(term in terms for terms in live)
    idf = [statistics.idf(term) for term in TERMS if statistics.frequency(term)]
    assert statistics.highest_idf == max(idf, default=0.0)
    if any(live):
        assert {t: statistics.idf(t) for t in BM25Okapi(live).idf} == pytest.approx(BM25Okapi(live).idf, abs=1e-9)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_to_find(corpus: Corpus) -> None:
    lexical, _ = indexed(corpus, [], ())
    assert lexical.scores(["a"]).tolist() == [0.0] * len(corpus)
    assert lexical.top(["a"], 5)[0].tolist() == []


@pytest.mark.usefixtures("either")
def test_a_term_said_hundreds_of_times_counts_exactly() -> None:
    corpus = [["a"] * times + ["b"] * 7 for times in (1, 31, 32, 254, 255, 256, 70_000)] + [["b"], ["c"]] * 20
    lexical = Lexical.of([(build_postings(corpus), np.zeros(len(corpus), bool))])
    assert lexical.scores(["a", "b", "a"]).tolist() == BM25Okapi(corpus).get_scores(["a", "b", "a"]).tolist()
    assert lexical.top(["a"], 2)[0].tolist() == best(BM25Okapi(corpus).get_scores(["a"]), np.arange(47), 2)


@pytest.mark.usefixtures("either")
def test_holders_are_ascending() -> None:
    lexical, _ = indexed([["b", "a"], [], ["a", "a"], ["c"]], [["c"], ["a"]], ())
    assert lexical.holders("a").tolist() == [0, 2, 5]
    assert lexical.holders("unseen").tolist() == []


def zipf_corpus(rng: np.random.Generator, size: int, different: int) -> Corpus:
    """Documents of words as frequent as in language, long and short ones, some empty; many the same if so few differ."""
    lengths = rng.integers(0, 60, different)
    tokens = np.minimum(rng.zipf(1.3, lengths.sum()) - 1, 3_000)
    made = [[f"t{token}" for token in part] for part in np.split(tokens, np.cumsum(lengths)[:-1])]
    return made if size == different else [made[at] for at in rng.integers(0, different, size)]


@pytest.mark.parametrize(
    ("different", "longer", "way"),
    [(12_000, 1_000, "pruned"), (12_000, 0, "pruned"), (300, 0, "pruned"), (300, 0, "top")],
)
def test_large_segments_find_what_rank_bm25_finds(
    different: int, longer: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks, skips, ties, filters, deletes and a mean length that others have doubled, against the whole walk."""
    warm.up()
    monkeypatch.setattr(kernels, "top", getattr(kernels, way))
    rng = np.random.default_rng(1)
    corpus, more = zipf_corpus(rng, 12_000, different), [["t5"] * 3 + ["t9"] * 400] * longer
    gone = rng.random(len(corpus)) < 0.02
    lexical = Lexical.of([(build_postings(corpus), gone), (build_postings(more), np.zeros(len(more), bool))])
    live = [terms for terms, dead in zip(corpus, gone, strict=True) if not dead] + more
    numbers = np.concatenate((np.flatnonzero(~gone), np.arange(len(corpus), len(corpus) + len(more))))
    truth = BM25Okapi(live)
    assert lexical.segments[0][0].large and len(lexical.segments[0][0].layout.rows) > 10
    some = [f"t{number}" for number in (0, 1, 2, 3, 5, 9, 20, 50, 100, 400, 900, 2_500)]
    queries = [[term] for term in some] + [rng.choice(some, size).tolist() for size in (2, 2, 3, 3, 4, 5, 6, 12, 40)]
    filters = []
    for share in (1.0, 0.8, 0.3, 0.01, 0.0):
        allowed = (rng.random(len(corpus)) < share) & ~gone
        bits = None if share == 1.0 else [bits_of(allowed), bits_of(np.zeros(len(more), bool))]
        kept = np.ones(len(numbers), bool) if bits is None else np.isin(numbers, np.flatnonzero(allowed))
        filters.append((share, bits, kept))
    for query in queries:
        exact = lexical.scores(query)[numbers]
        assert exact == pytest.approx(truth.get_scores(query), abs=1e-9)
        for share, bits, kept in filters:  # the same ones again and again, so that bounds of what passes are gathered
            for k in (1, 10, 300):
                found, of = lexical.top(query, k, bits)
                assert found.tolist() == best(exact[kept], numbers[kept], k), (query, share, k)
                assert of.tolist() == lexical.scores(query)[found].tolist()


def test_a_filter_that_is_used_again_has_bounds_of_what_passes_it() -> None:
    warm.up()
    rng = np.random.default_rng(3)
    lexical, _ = indexed(zipf_corpus(rng, 12_000, 12_000), [], ())
    layout, allowed = lexical.segments[0][0].layout, rng.random(12_000) < 0.1
    found, terms = Sieve(bits_of(allowed), layout), np.flatnonzero(layout.row_of >= 0)
    assert found.layout(terms, kernels)[0].rows is layout.rows
    rows = found.layout(terms[1:], kernels)[0].rows
    assert not rows[layout.row_of[terms[0]]].any()
    for term in terms[1:].tolist():
        begin, end = layout.starts[term : term + 2]
        documents, steps = layout.documents[begin:end], layout.steps[begin:end]
        expected = np.zeros(rows.shape[1], int)
        for document, step in zip(documents.tolist(), steps.tolist(), strict=True):
            if allowed[document]:
                expected[document // 16] = max(expected[document // 16], step)
        assert rows[layout.row_of[term]].tolist() == expected.tolist()
    most = Sieve(bits_of(~allowed), layout)
    assert [most.layout(terms, kernels)[0].rows is layout.rows for _ in range(3)] == [True] * 3


def test_an_index_from_either_path_holds_the_same_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = [*zipf_corpus(np.random.default_rng(9), 500, 500), ["t1"] * 300 + ["t2"] * 255, ["t1"] * 400]
    small = build_postings(corpus)
    monkeypatch.setattr(postings, "LARGE", 1)
    large = build_postings(corpus)
    assert list(small.terms) == list(large.terms)
    for name in ("starts", "documents", "frequencies", "capped", "exact", "lengths", "distinct_lengths"):
        one, other = getattr(small.layout, name), getattr(large.layout, name)
        assert one.dtype == other.dtype and one.tolist() == other.tolist(), name
    gone = np.arange(len(corpus)) % 3 == 0
    with_loops = large.without(gone).tolist()
    monkeypatch.undo()
    assert small.without(gone).tolist() == with_loops


def test_small_segments_do_without_numba() -> None:
    code = """
import sys, numpy
from index.postings import build_postings
from index.layout import gains_of
from index.lexical import Lexical
lexical = Lexical.of([(build_postings([["a"], ["b"], ["c"], ["c"]]), numpy.array([False, False, False, True]))])
assert lexical.top(["a"], 3)[0].tolist() == [0]
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_scores_on_the_german_demo_ads_are_rank_bm25s() -> None:
    ads = [document for document in demo_documents() if document.language == "de"]
    assert len(ads) > 50
    counts = word_frequencies(document.lexical_text for document in ads)
    analyser = Analyser(Compounds(counts | dict.fromkeys(load_encoder().vocabulary(), 1)))
    corpus = [analyser.document_terms(document.lexical_text, "de") for document in ads]
    half = len(corpus) // 2
    lexical, _ = indexed(corpus[:half], corpus[half:], ())
    truth = BM25Okapi(corpus)
    rng = random.Random(7)
    seen = sorted(counts)
    for _ in range(60):
        words = [*rng.sample(seen, rng.randint(1, 5)), "unbekanntes"]
        terms = [term for form in analyser.query_terms(" ".join(words)).values() for term in form.terms]
        expected = truth.get_scores(terms)
        assert lexical.scores(terms) == pytest.approx(expected, abs=1e-9)
        assert lexical.top(terms, 10)[0].tolist() == best(expected.round(12), np.arange(len(corpus)), 10)
