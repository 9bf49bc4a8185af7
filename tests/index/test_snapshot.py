"""How a query is answered, against rank-bm25, a product of matrices, and plain Python."""

import itertools
import random
import threading
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from indexing import (
    TODAY,
    WORDS,
    ToyEncoder,
    facet_counts,
    passes,
    random_documents,
    random_filters,
    terms_of,
)
from rank_bm25 import BM25Okapi

from index import Document, Facts, Filters, LocalIndex, Sort
from index.analysis import Analyser, Compounds
from index.columns import FACETS
from index.encoder import Vectors
from index.search import Hit
from index.segment import build_segment, prepare
from index.snapshot import COVERAGE, COVERAGE_WORDS, NEAR, NEAR_SHARE, Snapshot

DOCUMENTS = random_documents(150)
FACTS = {document.id: document.facts for document in DOCUMENTS}
ALL = 10_000


class Truth:
    """The obvious way: rank-bm25 over all documents, and every cosine."""

    def __init__(self, documents: list[Document], encoder: ToyEncoder) -> None:
        self.encoder, self.analyser = encoder, Analyser(Compounds({}))
        self.ids = [document.id for document in documents]
        self.corpus = [self.analyser.document_terms(document.lexical_text, "de") for document in documents]
        self.bm25 = BM25Okapi(self.corpus)
        self.vectors: Vectors = np.stack([entry.vector for entry in prepare(documents, self.analyser, encoder)])

    def words(self, query: str) -> dict[str, float]:
        """BM25 of the documents that hold enough of the query's weight."""
        forms = [[term for term in form if term in self.bm25.idf] for form in terms_of(self.analyser, query)]
        weights = [max(1e-9, *(self.bm25.idf[term] for term in form)) if form else 0.0 for form in forms]
        scores = self.bm25.get_scores([term for form in forms for term in form])
        found = {}
        for document_id, terms, score in zip(self.ids, self.corpus, scores.tolist(), strict=True):
            held = sum(weight for form, weight in zip(forms, weights, strict=True) if set(form) & set(terms))
            if held and held / sum(sorted(weights)[-COVERAGE_WORDS:]) >= COVERAGE:
                found[document_id] = score
        return found

    def meaning(self, query: str) -> dict[str, float]:
        """Cosines of the documents that are near."""
        cosines = self.vectors @ self.encoder.encode([query])[0]
        bound = max(NEAR, NEAR_SHARE * float(cosines.max()))
        return {
            one: cosine
            for one, cosine in zip(self.ids, cosines.tolist(), strict=True)
            if cosine >= bound and cosine > 0
        }


def fused(hits: list[Hit], query: str, everything: list[Hit]) -> dict[str, float]:
    """By hand from the two scores that each hit shows: the cosine from the bound on, and words as far as they are known."""
    asked = set(query.split())
    known = len(asked - {"unseen"}) / len(asked)
    near = max(NEAR, NEAR_SHARE * max(hit.reasons.meaning for hit in everything)) if everything else NEAR
    total = {}
    for hit in hits:
        bm25 = max(0.0, hit.reasons.bm25)
        total[hit.id] = max(0.0, hit.reasons.meaning - near) + 1.8 * known * bm25 / (bm25 + 60)
    return total


def queries(seed: int, number: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices([*WORDS[:30], "unseen"], k=rng.randint(1, 4))) for _ in range(number)]


@pytest.fixture(scope="module")
def by_words() -> LocalIndex:
    return LocalIndex.of_documents(DOCUMENTS, ToyEncoder(mute=True))


@pytest.fixture(scope="module")
def by_both() -> LocalIndex:
    return LocalIndex.of_documents(DOCUMENTS, ToyEncoder())


def test_words_only_is_rank_bm25s_order(by_words: LocalIndex) -> None:
    truth = Truth(DOCUMENTS, by_words._encoder)
    for query in queries(1, 60):
        expected = truth.words(query)
        hits = by_words.search(query, k=ALL)
        assert {hit.id for hit in hits} == expected.keys()
        scores = [expected[hit.id] for hit in hits]
        assert [hit.reasons.bm25 for hit in hits] == pytest.approx(scores, abs=1e-9)
        assert all(before >= after - 1e-9 for before, after in itertools.pairwise(scores))


def test_a_long_text_finds_what_shares_a_few_of_its_words(by_words: LocalIndex) -> None:
    """A profile of fifty words would else find nothing: no posting holds a third of them."""
    hits = by_words.search(" ".join(WORDS[5:55]), k=ALL)
    truth = Truth(DOCUMENTS, by_words._encoder).words(" ".join(WORDS[5:55]))
    assert {hit.id for hit in hits} == truth.keys()
    assert any(len(hit.reasons.words) < 50 * COVERAGE / 2 for hit in hits)


def test_meaning_only_is_the_order_of_cosines() -> None:
    """The query's words are in no document; each means a word that is."""
    encoder = ToyEncoder({f"means{word}": word for word in WORDS})
    index, truth = LocalIndex.of_documents(DOCUMENTS, encoder), Truth(DOCUMENTS, encoder)
    for query in queries(2, 60):
        foreign = " ".join(f"means{word}" for word in query.split())
        expected = truth.meaning(foreign)
        hits = index.search(foreign, k=ALL)
        assert {hit.id for hit in hits} == expected.keys()
        scores = [expected[hit.id] for hit in hits]
        assert [hit.reasons.meaning for hit in hits] == pytest.approx(scores, abs=1e-6)
        assert all(before >= after - 1e-5 for before, after in itertools.pairwise(scores))


def test_both_are_fused(by_both: LocalIndex) -> None:
    truth = Truth(DOCUMENTS, by_both._encoder)
    for query in queries(3, 40):
        page = by_both.explore(query, k=ALL)
        words, meaning = truth.words(query), truth.meaning(query)
        assert {hit.id for hit in page.hits} == words.keys() | meaning.keys()
        expected = fused(list(page.hits), query, list(page.hits))
        for hit in page.hits:
            assert hit.reasons.bm25 == pytest.approx(words.get(hit.id, 0.0), abs=1e-9)
            assert hit.reasons.meaning == pytest.approx(meaning.get(hit.id, 0.0), abs=1e-6)
            assert hit.score == pytest.approx(expected[hit.id], abs=1e-5)
        assert [hit.score for hit in page.hits] == sorted((hit.score for hit in page.hits), reverse=True)


@pytest.mark.parametrize("muted", [True, False])
def test_filters_come_before_ranking(by_words: LocalIndex, by_both: LocalIndex, muted: bool) -> None:
    """A filtered search is the unfiltered one without what the filter drops; scores stay."""
    index, rng = by_words if muted else by_both, random.Random(4)
    for query in queries(5, 60):
        filters = random_filters(rng)
        everything = {hit.id: hit for hit in index.search(query, k=ALL)}
        kept = [one for one in everything if passes(FACTS[one], filters)]
        hits = index.search(query, filters, ALL)
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        if muted:
            assert [hit.id for hit in hits] == kept
        assert {hit.id: hit.reasons for hit in hits} == {one: everything[one].reasons for one in kept}
        assert {hit.id: hit.score for hit in hits} == pytest.approx(
            fused(hits, query, list(everything.values())), abs=1e-5
        )
        assert [hit.id for hit in index.search(query, filters, 3)] == [hit.id for hit in hits[:3]]


def test_total_and_facets_are_those_of_a_plain_count(by_both: LocalIndex) -> None:
    rng = random.Random(6)
    for query in [*queries(6, 40), "", " "]:
        filters = random_filters(rng)
        matching = [hit.id for hit in by_both.search(query, k=ALL)]
        page = by_both.explore(query, filters, k=1)
        assert page.total == sum(passes(FACTS[one], filters) for one in matching)
        for facet in FACETS:
            left = [FACTS[one] for one in matching if passes(FACTS[one], filters.without(facet))]
            assert page.facets[facet] == facet_counts(left, facet)
            assert list(page.facets[facet].values()) == sorted(page.facets[facet].values(), reverse=True)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("query", ["w1 w7", ""])
def test_pages_have_no_gaps_and_no_repeats(by_both: LocalIndex, query: str, sort: Sort) -> None:
    whole = by_both.explore(query, k=ALL, sort=sort)
    paged = [
        hit for at in range(0, whole.total + 7, 7) for hit in by_both.explore(query, k=7, offset=at, sort=sort).hits
    ]
    assert tuple(paged) == whole.hits
    assert len({hit.id for hit in paged}) == whole.total
    assert [hit.rank for hit in paged] == list(range(1, whole.total + 1))


def test_of_equal_documents_the_newer_comes_first() -> None:
    days = [None, TODAY, TODAY - timedelta(days=3), TODAY]
    documents = [Document(str(at), "w1 w2", "w3", "de", Facts(posted=day)) for at, day in enumerate(days)]
    others = [Document(f"x{at}", f"w{at}", "w50", "de") for at in range(10, 20)]
    hits = LocalIndex.of_documents([*others, *documents], ToyEncoder()).search("w1 w2")
    assert [hit.id for hit in hits[:4]] == ["1", "3", "2", "0"]


def test_newest_and_salary_are_plain_orders(by_both: LocalIndex) -> None:
    def posted(one: str) -> int:
        return FACTS[one].posted.toordinal() if FACTS[one].posted else 0

    def salary(one: str) -> float:
        return FACTS[one].salary if FACTS[one].salary == FACTS[one].salary else -1.0

    for query in ("w1 w7", ""):
        relevance = [hit.id for hit in by_both.search(query, k=ALL)]
        score = {hit.id: hit.score for hit in by_both.search(query, k=ALL)}
        newest = [hit.id for hit in by_both.explore(query, k=ALL, sort=Sort.NEWEST).hits]
        richest = [hit.id for hit in by_both.explore(query, k=ALL, sort=Sort.SALARY).hits]
        assert newest == sorted(relevance, key=lambda one: (-posted(one), -score[one], one))
        assert richest == sorted(relevance, key=lambda one: (-salary(one), -score[one], -posted(one), one))


def test_an_empty_query_gives_everything_newest_first(by_both: LocalIndex) -> None:
    page = by_both.explore("", k=ALL)
    assert page.total == len(by_both) == len(DOCUMENTS)
    assert {(hit.score, hit.reasons.words, hit.reasons.meaning) for hit in page.hits} == {(0.0, (), 0.0)}
    assert by_both.explore("", Filters(on=TODAY + timedelta(days=400)), k=1).total == sum(
        one.closes is None for one in FACTS.values()
    )


@pytest.mark.parametrize(
    "query",
    [
        "w1'; DROP TABLE postings; --",
        '"w1 unclosed',
        "w1* AND (w2 OR NOT w3) NEAR/2 title:w4",
        "%_% \\ ^$ [](){}",
        "w1 " * 3_400,
        "x" * 10_000,
        "👩‍💻 w1 🏡",
        "\u202ew1\u202c \u200fوظيفة عن بعد",
        "w1\x00w2",
        "w1 \udcff",
        "\u200b",
        "der die das",
        "\n\t",
    ],
)
def test_any_text_is_only_a_text(by_both: LocalIndex, query: str) -> None:
    page = by_both.explore(query, k=5)
    assert len(page.hits) == min(5, page.total)
    if "w1" in query:
        plain = {hit.id for hit in by_both.search("w1", k=ALL) if hit.reasons.words}
        shown = by_both.search(query, k=ALL)
        assert any(hit.id in plain and "w1" in hit.reasons.words for hit in shown)


def test_reasons_name_the_words_and_parts_that_a_document_holds() -> None:
    documents = [
        Document("1", "Softwareentwicklung", "für Kliniken", "de"),
        Document("2", "Entwicklung", "von Brettspielen", "de"),
        Document("3", "Gärtnerei", "mit Rosen", "de"),
        Document("4", "Software", "verkaufen", "de"),
        Document("5", "Koch", "in Vollzeit", "de"),
    ]
    index = LocalIndex.of_documents(documents, ToyEncoder(mute=True))
    reasons = {hit.id: hit.reasons for hit in index.search("Softwareentwicklung Kliniken", k=5)}
    assert reasons["1"].words == ("softwareentwicklung", "kliniken") and reasons["1"].parts == ()
    assert {hit.id for hit in index.search("softwareentwicklung")} == {"1", "2", "4"}
    assert {hit.id: hit.reasons.parts for hit in index.search("softwareentwicklung")}["2"] == ("softwareentwicklung",)


def test_parts_of_a_frequent_compound_are_not_asked_for() -> None:
    """Where the whole word is common, its parts would only add noise."""
    common = [Document(f"a{at}", "Softwareentwicklung", f"w{at}", "de") for at in range(6)]
    rest = [Document("b", "Software", "", "de"), Document("c", "Entwicklung", "", "de")]
    others = [Document(f"d{at}", "Koch", "", "de") for at in range(9)]
    index = LocalIndex.of_documents(common + rest + others, ToyEncoder(mute=True))
    assert {hit.id[0] for hit in index.search("softwareentwicklung", k=ALL)} == {"a"}
    rare = LocalIndex.of_documents(common[:2] + rest + others, ToyEncoder(mute=True))
    assert {hit.id[0] for hit in rare.search("softwareentwicklung", k=ALL)} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("w1 w7", 1.0),
        ("w1 unseen", 0.5),
        ("w1 розробник даних", 1.0),  # no document is written in such letters
        ("unseen w1 розробник", 0.5),
        ("розробник", 0.0),
        ("", 1.0),
    ],
)
def test_how_much_of_a_query_is_known(query: str, known: float) -> None:
    index = LocalIndex.of_documents(DOCUMENTS, ToyEncoder())
    snapshot = index._snapshot
    assert snapshot.known(snapshot.words(query)) == known


def test_where_an_ad_holds_such_letters_all_words_count() -> None:
    snapshot = LocalIndex.of_documents([*DOCUMENTS, Document("uk", "розробник", "", "uk")], ToyEncoder())._snapshot
    assert snapshot.known(snapshot.words("w1 розробник даних")) == pytest.approx(2 / 3)


def test_how_experienced_one_is_counts_as_a_word_and_means_nothing() -> None:
    """Who asks for a senior finds the same meaning, and the ads that say so first."""
    documents = [Document("1", "w3", "w9", "de"), Document("2", "senior w3", "w9", "de"), *random_documents(20, seed=4)]
    index = LocalIndex.of_documents(documents, ToyEncoder())
    plain, senior = ({hit.id: hit for hit in index.search(query, k=ALL)} for query in ("w3", "senior w3"))
    for one in ("1", "2"):
        assert senior[one].reasons.meaning == plain[one].reasons.meaning > 0
    assert senior["2"].reasons.words == ("senior", "w3") and senior["2"].rank < senior["1"].rank
    assert plain["1"].rank < plain["2"].rank


@pytest.mark.parametrize("size", [1, 2, 3, 4, 10])
def test_a_word_finds_its_documents_whatever_their_share(size: int) -> None:
    """BM25Okapi's idf is 0 for a word in half of the documents and below 0 in a store of one."""
    for holders in range(1, size + 1):
        documents = [Document(str(at), "Koch" if at < holders else "Maler", f"w{at}", "de") for at in range(size)]
        index = LocalIndex.of_documents(documents, ToyEncoder(mute=True))
        hits = index.search("Koch", k=ALL)
        assert {hit.id for hit in hits} == {str(at) for at in range(holders)}
        assert all(hit.reasons.words == ("koch",) for hit in hits)


def test_words_of_every_language_in_the_index_are_found() -> None:
    texts = {"ru": "работа дома", "ar": "مهندسين", "fr": "ingénieurs", "de": "Köche"}
    documents = [Document(language, text, "", language, Facts(language=language)) for language, text in texts.items()]
    index = LocalIndex.of_documents(documents, ToyEncoder(mute=True))
    for query, found in (("работы", "ru"), ("المهندس", "ar"), ("ingénieur", "fr"), ("Koch", "de")):
        assert [hit.id for hit in index.search(query)] == [found]


def test_explain_says_the_same_as_the_search(by_both: LocalIndex) -> None:
    for query in queries(8, 10):
        found = {hit.id: hit.reasons for hit in by_both.search(query, k=ALL)}
        for document in DOCUMENTS:
            hit = by_both.explain(query, document.id)
            assert (hit.reasons if hit else None) == found.get(document.id)
    assert by_both.explain("w1", "stranger") is None


def test_what_is_deleted_changes_nothing_for_the_rest() -> None:
    """Two segments with gaps answer as one index of the documents that are left."""
    encoder, analyser = ToyEncoder(), Analyser(Compounds({}))
    entries = prepare(DOCUMENTS, analyser, encoder)
    gone = [document.id for document in DOCUMENTS[::3]]
    segments = [build_segment(part, encoder.dimensions).less(gone) for part in (entries[:60], entries[60:])]
    lock = threading.Lock()
    split = Snapshot.of(segments, analyser, encoder, lock)
    left = build_segment([entry for entry in entries if entry.id not in gone], encoder.dimensions)
    whole = Snapshot.of([left], analyser, encoder, lock)
    assert len(split) == len(whole) == len(DOCUMENTS) - len(gone)
    for query in [*queries(9, 40), ""]:
        one, other = (shown.explore(query, Filters(), k=ALL, offset=0, sort=Sort.RELEVANCE) for shown in (split, whole))
        assert (one.total, one.facets) == (other.total, other.facets)
        for before, after in zip(one.hits, other.hits, strict=True):
            assert before.id == after.id
            assert before.score == pytest.approx(after.score, abs=1e-9)
            assert before.reasons.bm25 == pytest.approx(after.reasons.bm25, abs=1e-9)
            assert before.reasons.meaning == pytest.approx(after.reasons.meaning, abs=1e-6)
        assert split.explain(query, gone[0]) is None


def test_a_deleted_document_does_not_set_the_bound_of_nearness() -> None:
    encoder = ToyEncoder({"ask": "w1"})
    documents = [
        Document("exact", "w1", "w1", "de"),
        Document("near", "w1 w2", "w3 w4", "de"),
        Document("far", "w8", "w9", "de"),
    ]
    index = LocalIndex.of_documents(documents, encoder)
    assert [hit.id for hit in index.search("ask")] == ["exact"]
    without = Snapshot.of([index._base.less(["exact"])], index._analyser, encoder, threading.Lock())
    assert [hit.id for hit in without.explore("ask", Filters(), k=5, offset=0, sort=Sort.RELEVANCE).hits] == ["near"]


def test_word_weights_grow_with_rarity(by_both: LocalIndex) -> None:
    weights = by_both.word_weights(["w0", "w40", "unseen"])
    assert 0 <= weights["w0"] < weights["w40"] and weights["unseen"] == 0.0
    assert by_both.word_weights(["unseen"], unseen=True)["unseen"] >= weights["w40"]


def test_an_index_of_nothing() -> None:
    index = LocalIndex.of_documents([], ToyEncoder())
    for query in ("", "w1"):
        page = index.explore(query)
        assert (page.hits, page.total) == ((), 0) and set(page.facets) == set(FACETS)
    assert len(index) == 0 and index.explain("w1", "1") is None


def test_a_document_of_nothing_is_found_by_an_empty_query_only() -> None:
    index = LocalIndex.of_documents([Document("1", "", "", "de"), replace(DOCUMENTS[0], facts=Facts())], ToyEncoder())
    assert {hit.id for hit in index.search("", k=5)} == {"1", DOCUMENTS[0].id}
    assert "1" not in {hit.id for hit in index.search("w1 w2", k=5)}
