"""The fused lists of a large index against a small one's look at every document."""

import random
import threading
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from indexing import WORDS, ToyEncoder, random_documents, random_filters

from index import Filters, postings, question, segment, snapshot, warm
from index.analysis import Analyser, Compounds
from index.columns import FACETS
from index.glossary import LANGUAGES, Term
from index.renderings import Renderings
from index.search import Hit, Sort
from index.segment import build_segment, prepare
from index.snapshot import Snapshot

DOCUMENTS = random_documents(220, seed=3)
JOINED = {5: "datenbank", 45: "bank", 85: "daten bankdaten", 125: "bank daten", 165: "bankdaten datenbank"}
QUERIES = [" ".join(random.Random(at).choices([*WORDS[:30], "unseen"], k=at % 5 + 1)) for at in range(30)]
ALL = 10_000
TERMS = [
    Term("skill", dict.fromkeys(LANGUAGES, forms)) for forms in (("w3", "w9 w1"), ("w7 w8", "w2"), ("unseen w5", "w20"))
]


def made(*, deleted: bool = True) -> Snapshot:
    """Two segments, some of whose documents are deleted, and some hold compounds or their parts."""
    encoder, analyser = ToyEncoder(), Analyser(Compounds({"daten": 9, "bank": 9}))
    joined = [
        replace(one, body=f"{one.body} {JOINED[at]}") if at in JOINED else one for at, one in enumerate(DOCUMENTS)
    ]
    entries = prepare(joined, analyser, encoder)
    gone = [document.id for document in DOCUMENTS[::7]] if deleted else []
    parts = [build_segment(part, encoder.dimensions).less(gone) for part in (entries[:180], entries[180:])]
    renderings = Renderings.of(encoder, TERMS)
    return Snapshot.of(parts, analyser, encoder, threading.Lock(), renderings)


@pytest.fixture(params=["numpy", "compiled", "compiled, flat"])
def both(request: pytest.FixtureRequest) -> Iterable[tuple[Snapshot, Snapshot]]:
    """The same segments asked as a small and as a large index: before the loops are ready, after, and with exact vectors."""
    warm.up()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(postings, "LARGE", 1)
        patched.setattr(segment, "FLAT", 100_000 if "flat" in request.param else 1)
        small, large = made(), made()
        if request.param == "numpy":
            patched.setattr(warm, "loops", lambda: None)
        patched.setattr(Snapshot, "large", property(lambda self: self is not small))
        yield small, large


def shown(hits: Iterable[Hit]) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...], str]]:
    return [(hit.id, hit.rank, hit.reasons.words, hit.reasons.parts, hit.reasons.rendering) for hit in hits]


def assert_same(one: Iterable[Hit], other: Iterable[Hit]) -> None:
    one, other = list(one), list(other)
    assert shown(one) == shown(other)
    for name in ("bm25", "meaning"):
        mine, theirs = ([getattr(hit.reasons, name) for hit in hits] for hits in (one, other))
        assert mine == pytest.approx(theirs, abs=1e-9 if name == "bm25" else 1e-6)
    assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=2e-5)


def test_with_long_lists_everything_is_as_in_a_small_index(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = both
    monkeypatch.setattr(question, "DEPTH", ALL)
    rng = random.Random(5)
    for query in [*QUERIES, "datenbank w3", "bankdaten bank", "", " ", "der die das"]:
        for filters in (Filters(), random_filters(rng)):
            for sort in Sort:
                k, offset = rng.choice([(5, 0), (7, 3), (ALL, 0), (4, 200)])
                one = small.explore(query, filters, k=k, offset=offset, sort=sort)
                other = large.explore(query, filters, k=k, offset=offset, sort=sort)
                assert_same(one.hits, other.hits)
                assert (one.total, one.facets) == (other.total, other.facets)
            assert_same(small.search(query, filters, 10), large.search(query, filters, 10))


def test_explain_says_the_same(both: tuple[Snapshot, Snapshot]) -> None:
    small, large = both
    for query in QUERIES[:6]:
        for document in DOCUMENTS[:40]:
            one, other = small.explain(query, document.id), large.explain(query, document.id)
            assert (one is None) == (other is None)
            if one and other:
                assert_same([one], [other])


def test_short_lists_fuse_the_best_of_each(both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    """What leads either list is found, with the scores it has there."""
    small, large = both
    monkeypatch.setattr(question, "DEPTH", 8)
    for query in QUERIES:
        everything = small.search(query, Filters(), ALL)
        found = {hit.id: hit for hit in large.search(query, Filters(), 4)}
        for name in ("bm25", "meaning"):
            scores = sorted((getattr(hit.reasons, name) for hit in everything), reverse=True)
            for hit in found.values():
                of = getattr(hit.reasons, name)
                assert not of or of == pytest.approx(min(scores, key=lambda one, of=of: abs(one - of)), abs=1e-4)
        firsts = {
            max(everything, key=lambda hit: getattr(hit.reasons, name)).id for name in ("bm25", "meaning") if everything
        }
        if len(firsts) == 1:
            assert large.search(query, Filters(), 4)[0].id in firsts


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_short_lists_have_no_gaps_and_no_repeats(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    _, large = both
    monkeypatch.setattr(question, "DEPTH", 8)
    for query in ("w1 w7", "w2", ""):
        whole = large.explore(query, Filters(), k=ALL, offset=0, sort=sort)
        pages = [
            hit
            for at in range(0, whole.total + 7, 7)
            for hit in large.explore(query, Filters(), k=7, offset=at, sort=sort).hits
        ]
        assert shown(pages) == shown(whole.hits)
        assert len({hit.id for hit in pages}) == whole.total == len(pages)
        if sort is Sort.RELEVANCE:
            assert [hit.score for hit in pages] == sorted((hit.score for hit in pages), reverse=True)


def test_facets_of_short_lists_count_what_is_found(
    both: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, large = both
    monkeypatch.setattr(question, "DEPTH", 8)
    rng = random.Random(9)
    for query in QUERIES[:12]:
        filters = random_filters(rng)
        page = large.explore(query, filters, k=1, offset=0, sort=Sort.RELEVANCE)
        assert page.total == len(large.explore(query, filters, k=ALL, offset=0, sort=Sort.NEWEST, facets=()).hits)
        for facet in FACETS:
            left = large.explore(
                query, filters.without(facet), k=ALL, offset=0, sort=Sort.RELEVANCE, facets=()
            ).hits  # fmt: skip
            numbers = np.array([int(hit.id) for hit in left], np.int64)
            mask = np.zeros(len(large.deleted), np.bool_)
            mask[numbers] = True
            assert page.facets[facet] == large.count(facet, mask)


def test_which_index_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(deleted=False)
    assert not one.large
    monkeypatch.setattr(snapshot, "LARGE", len(one) - 1)
    assert one.large and not replace(made(), recent=one.recent).large
