"""The inverted index against `rank_bm25.BM25Okapi`, which defines the scores."""

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from indexing import demo_documents
from rank_bm25 import BM25Okapi

from index import load_encoder
from index.analysis import Analyser, Compounds, word_frequencies
from index.lexical import Postings, Statistics, build_postings, has_term, score, statistics_of

TERMS = list("abcdefgh")
Corpus = list[list[str]]
documents = st.lists(st.lists(st.sampled_from(TERMS), max_size=12), max_size=14)


def indexed(first: Corpus, second: Corpus, gone: set[int]) -> tuple[list[tuple[Postings, np.ndarray]], Statistics]:
    flags = np.array([at in gone for at in range(len(first) + len(second))], dtype=bool)
    segments = [(build_postings(first), flags[: len(first)]), (build_postings(second), flags[len(first) :])]
    return segments, statistics_of(segments)


@given(documents, documents, st.sets(st.integers(0, 27)), st.lists(st.sampled_from([*TERMS, "unseen"]), max_size=6))
def test_scores_are_rank_bm25s_with_two_segments_and_deleted_documents(
    first: Corpus, second: Corpus, gone: set[int], query: list[str]
) -> None:
    live = [terms for at, terms in enumerate(first + second) if at not in gone]
    assume(any(live))
    segments, statistics = indexed(first, second, gone)
    found = np.concatenate([score(postings, statistics, query)[~deleted] for postings, deleted in segments])
    truth = BM25Okapi(live).get_scores(query)
    assert found == pytest.approx(truth, abs=1e-9)
    ordered = truth[np.argsort(-found, kind="stable")]
    assert (np.diff(ordered) <= 1e-9).all()


@given(documents, documents, st.sets(st.integers(0, 27)))
def test_statistics_count_live_documents_only(first: Corpus, second: Corpus, gone: set[int]) -> None:
    live = [terms for at, terms in enumerate(first + second) if at not in gone]
    _, statistics = indexed(first, second, gone)
    assert statistics.size == len(live)
    assert statistics.frequencies == {term: n for term in TERMS if (n := sum(term in terms for terms in live))}


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_to_find(corpus: Corpus) -> None:
    segments, statistics = indexed(corpus, [], set())
    assert score(segments[0][0], statistics, ["a"]).tolist() == [0.0] * len(corpus)


def test_has_term_gives_ascending_documents() -> None:
    postings = build_postings([["b", "a"], [], ["a", "a"], ["c"]])
    assert has_term(postings, "a").tolist() == [0, 2]
    assert has_term(postings, "unseen").tolist() == []


def test_scores_on_the_german_demo_ads_are_rank_bm25s() -> None:
    ads = [document for document in demo_documents() if document.language == "de"]
    assert len(ads) > 50
    counts = word_frequencies(document.lexical_text for document in ads)
    analyser = Analyser(Compounds(counts | dict.fromkeys(load_encoder().vocabulary(), 1)))
    corpus = [analyser.document_terms(document.lexical_text, "de") for document in ads]
    half = len(corpus) // 2
    segments, statistics = indexed(corpus[:half], corpus[half:], set())
    truth = BM25Okapi(corpus)
    rng = random.Random(7)
    seen = sorted(counts)
    for _ in range(60):
        words = [*rng.sample(seen, rng.randint(1, 5)), "unbekanntes"]
        terms = [term for form in analyser.query_terms(" ".join(words)).values() for term in form.terms]
        found = np.concatenate([score(postings, statistics, terms) for postings, _ in segments])
        expected = truth.get_scores(terms)
        assert found == pytest.approx(expected, abs=1e-9)
        assert (
            np.argsort(-found.round(9), kind="stable").tolist()
            == np.argsort(-expected.round(9), kind="stable").tolist()
        )
