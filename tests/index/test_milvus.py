"""The engine on Milvus against the local one, on milvus-lite; the contract of all engines is in test_search_contract.py."""

import math
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from indexing import NOW, TODAY, WORDS, ToyEncoder, facet_counts, passes, random_documents, random_filters
from milvus_lite.server_manager import server_manager_instance
from rank_bm25 import BM25Okapi

from index import Document, Filters, LocalIndex, Sort, build_engine, load_encoder, milvus_query, open_engine
from index.columns import FACETS
from index.document import document_of
from index.errors import IndexBusy, IndexForeign, IndexMissing, SearchUnavailable
from index.milvus import MilvusIndex, _alone, build_milvus, open_milvus, write_documents
from index.milvus_query import Question
from index.milvus_rows import condition, facts_in, key, row_of, spots_of
from index.milvus_server import Names, Server
from index.milvus_words import Totals, _enough
from index.segment import Entry, prepare
from jobboard.errors import SettingsError
from jobboard.posting import JobPosting, Level, Status, WorkMode
from jobboard.settings import read_settings
from jobboard.store import Store

ROOT = Path(__file__).parent.parent.parent
Make = Callable[..., JobPosting]


def _documents() -> list[Document]:
    """Random documents; some say hours, and some that there is none of what they name."""
    rng, made = random.Random(8), []
    for document in sorted(random_documents(90), key=lambda document: document.id):
        hours = rng.choice([(math.nan, math.nan), (20.0, 20.0), (25.0, 40.0), (40.0, 40.0)])
        denied = rng.choice([(), (), ("w1",), ("w5", "w2")])
        made.append(replace(document, facts=replace(document.facts, hours=hours, denied=denied)))
    return made


DOCUMENTS = _documents()
ENCODER = ToyEncoder({"w9": "w3", "w12": "w3"})
EVERYTHING = Filters(
    modes=(WorkMode.REMOTE,), place="Aheim", latitude=50.0, longitude=9.0, radius_km=10.0, or_remote=True,
    places=("Aheim",), languages=("de",), employers=("Eins GmbH",), industries=("it",), german=Level.B1,
    with_salary=True, since=TODAY, on=TODAY,
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    opened = Server(str(tmp_path_factory.mktemp("milvus") / "rows.db"))
    write_documents(opened, DOCUMENTS, ENCODER)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def index(server: Server) -> MilvusIndex:
    return MilvusIndex(server, ENCODER)


@pytest.fixture(scope="module")
def local() -> LocalIndex:
    return LocalIndex.of_documents(DOCUMENTS, ENCODER)


def questions(number: int, seed: int) -> Iterator[tuple[str, Filters]]:
    rng = random.Random(seed)
    weights = [1 / (1 + rank) for rank in range(len(WORDS))]
    for _ in range(number):
        query = " ".join(rng.choices([*WORDS, "unheard"], [*weights, 0.1], k=rng.choice([0, 1, 2, 3, 8])))
        yield query, random_filters(rng) if rng.random() < 0.7 else Filters()


class TestAnswersLikeTheLocalEngine:
    @pytest.mark.parametrize("sort", list(Sort))
    def test_same_hits_scores_totals_and_facets(self, index: MilvusIndex, local: LocalIndex, sort: Sort) -> None:
        for query, filters in questions(12, seed=len(sort)):
            ours, theirs = (each.explore(query, filters, k=200, sort=sort) for each in (index, local))
            assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits], (query, filters)
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
            assert [list(ours.facets[facet]) for facet in FACETS] == [list(theirs.facets[facet]) for facet in FACETS]
            for one, other in zip(ours.hits, theirs.hits, strict=True):
                assert one.score == pytest.approx(other.score, abs=2e-5)
                assert one.reasons.bm25 == pytest.approx(other.reasons.bm25, abs=1e-9)
                assert one.reasons.meaning == pytest.approx(other.reasons.meaning, abs=1e-6)
                assert (one.reasons.words, one.reasons.parts) == (other.reasons.words, other.reasons.parts)

    def test_same_reasons_for_one_document(self, index: MilvusIndex, local: LocalIndex) -> None:
        for query, _ in questions(6, seed=9):
            for document in DOCUMENTS[:60:12]:
                ours, theirs = index.explain(query, document.id), local.explain(query, document.id)
                assert (ours is None) == (theirs is None), (query, document.id)
                if ours and theirs and query:
                    assert ours.reasons.bm25 == pytest.approx(theirs.reasons.bm25, abs=1e-9)
                    assert ours.reasons.words == theirs.reasons.words
        assert index.explain("w1", '" or id != "') is None

    def test_the_nearest_are_scored_by_their_words_too(
        self, index: MilvusIndex, local: LocalIndex, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of many that hold the words, Milvus gives only the best by them."""
        monkeypatch.setattr(milvus_query, "RANKED", 4)
        for query, filters in questions(12, seed=4):
            theirs = {hit.id: hit.score for hit in local.search(query, filters, 200)}
            ours = index.search(query, filters, 200)
            near = [hit for hit in ours if hit.reasons.meaning > 0]
            assert [hit.score for hit in near] == pytest.approx([theirs[hit.id] for hit in near], abs=2e-5)

    def test_same_weights_of_words(self, index: MilvusIndex, local: LocalIndex) -> None:
        for unseen in (False, True):
            ours, theirs = (each.word_weights([*WORDS, "unheard"], unseen=unseen) for each in (index, local))
            assert ours == pytest.approx(theirs, abs=1e-9)


def narrow(index: MilvusIndex, query: str) -> Question:
    """A question of words only that sees 30 documents at once."""
    return replace(index._question(query), vector=None, window=30, _near={}, _matching={})


MORE = (
    {"hours_min": 20.0}, {"hours_max": 30.0}, {"hours_min": 20.0, "hours_max": 30.0}, {"without_words": ("w1",)},
    {"without_words": ("w0 w2", "w5")}, {"without_words": ("the",)}, {"without_words": ("w9|w0 w2|w5",)}, {"phrases": ("w1 w2",)}, {"phrases": ("und",)},
    {"ids": frozenset(("0001", "0007", "none"))}, {"ids": frozenset()}, {"modes": (WorkMode.REMOTE,), "lenient": ("mode",)},
    {"salary_min": 45_000.0, "german": Level.B1, "lenient": ("salary", "german")},
    {"hours_max": 30.0, "languages": ("de",), "lenient": ("hours", "language")},
    {"latitude": 50.0, "longitude": 9.0, "radius_km": 40.0, "lenient": ("place",)},
)  # fmt: skip


@pytest.mark.parametrize("wanted", MORE, ids=", ".join)
def test_words_ids_hours_and_what_is_asked_leniently(
    index: MilvusIndex, local: LocalIndex, wanted: dict[str, Any]
) -> None:
    for query in ("", "w1 w4"):
        ours, theirs = (each.explore(query, Filters(**wanted), k=200) for each in (index, local))
        assert [hit.id for hit in ours.hits] == [hit.id for hit in theirs.hits]
        assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
        assert [hit.score for hit in ours.hits] == pytest.approx([hit.score for hit in theirs.hits], abs=2e-5)


class TestMoreThanMilvusGivesAtOnce:
    @pytest.mark.parametrize("query", ["", "w0", "w0 w1"])
    def test_totals_and_facets_are_counted(self, index: MilvusIndex, query: str) -> None:
        expected = LocalIndex.of_documents(DOCUMENTS, ToyEncoder(mute=True)).explore(query)
        found = narrow(index, query).page(Filters(), k=5, offset=0, sort=Sort.RELEVANCE, facets=FACETS)
        assert expected.total > 30
        assert (found.total, found.facets) == (expected.total, expected.facets)

    @pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.SALARY])
    def test_the_first_of_an_order_are_found(self, index: MilvusIndex, local: LocalIndex, sort: Sort) -> None:
        filters = Filters(languages=("de", "en"))
        expected = local.explore("", filters, k=8, sort=sort)
        found = narrow(index, "").page(filters, k=8, offset=0, sort=sort, facets=())
        facts = {document.id: document.facts for document in DOCUMENTS}
        column = "posted" if sort is Sort.NEWEST else "salary"
        assert expected.total > 30
        assert [getattr(facts[hit.id], column) for hit in found.hits] == [
            getattr(facts[hit.id], column) for hit in expected.hits
        ]

    def test_near_documents_are_counted_once(self, index: MilvusIndex, local: LocalIndex) -> None:
        query = "w3 w7"
        found = replace(index._question(query), window=40, _near={}, _matching={})
        expected = local.explore(query)
        assert found._few(Filters()) is None and found._only_near(Filters())
        assert found._total(Filters()) == expected.total
        assert found._count("mode", Filters()) == expected.facets["mode"]


class TestConditions:
    def test_every_filter_is_asked_for(self) -> None:
        read = set()

        class Reading:
            def __getattr__(self, name: str) -> object:
                read.add(name)
                return getattr(EVERYTHING, name)

        state = Reading()
        state.certain = state  # type: ignore[attr-defined]
        condition(state, {}, str.split)  # type: ignore[arg-type]
        not_there = {"place", "lenient"}  # the name of the circle's middle, and what is applied to the answers
        assert read == {item.name for item in fields(Filters)} - not_there

    def test_rows_that_meet_them_pass_the_filters(self, server: Server) -> None:
        rng, names = random.Random(3), server.current()
        assert names
        spots = server.spots(names)
        for _ in range(40):
            filters = random_filters(rng)
            found = server.rows(names, condition(filters, spots, str.split), ["length"])
            assert set(found) == {document.id for document in DOCUMENTS if passes(document.facts, filters)}, filters

    @pytest.mark.parametrize(
        "name", ['Eins GmbH" or mode >= 0 or employer == "', "'", "\\", "\x00", "\udcff", "] or id != ''"]
    )
    def test_no_text_gets_into_one(self, index: MilvusIndex, name: str) -> None:
        filters = Filters(employers=(name,), places=(name,), languages=(name,), industries=(name,))
        filters = replace(filters, ids=frozenset((name,)), phrases=(name,), without_words=(name,))
        assert not set(condition(filters, {}, str.split)) & set("\"'\\")
        assert index.explore("", filters).total == 0

    def test_no_filter_is_no_condition(self) -> None:
        assert condition(Filters(), {}, str.split) == ""

    def test_no_place_near_means_no_row(self, index: MilvusIndex) -> None:
        assert index.explore("", Filters(latitude=0.0, longitude=0.0, radius_km=5.0)).total == 0


class TestRows:
    def test_facts_come_back_as_they_were(self) -> None:
        for document in DOCUMENTS[:20]:
            entry = Entry(document.id, ("w1",), ENCODER.encode(["w1"])[0], document.facts)
            back = facts_in(row_of(entry, 1.0))
            assert repr(back) == repr(document.facts)  # NaN is not equal to itself

    def test_a_document_without_words_is_a_row(self) -> None:
        entry = Entry("a", (), ENCODER.encode([""])[0], DOCUMENTS[0].facts)
        assert row_of(entry, 1.0)["words"]

    def test_a_spot_needs_coordinates(self) -> None:
        facts = replace(DOCUMENTS[0].facts, places=(("A", float("nan"), 9.0), ("B", 50.0, 9.0)))
        assert list(spots_of(facts).values()) == [(50.0, 9.0)]

    def test_digests_are_whole_numbers_of_63_bits(self) -> None:
        assert all(0 <= key(word) < 2**63 for word in WORDS)
        assert len({key(word) for word in WORDS}) == len(WORDS)


class TestTotals:
    TOTALS = Totals(1, "toy", "s", 3, 10, 50, 5.0, ("de",))

    def test_the_note_comes_back(self) -> None:
        totals = self.TOTALS.changed({}, {1: 2, 2: 2, 3: 5})
        assert totals.spread == {2: 2, 5: 1}
        assert Totals.read(totals.text()) == totals

    def test_frequencies_move(self) -> None:
        totals = self.TOTALS.changed({}, {1: 2, 2: 2, 3: 5})
        assert totals.changed({1: 2, 3: 5}, {1: 3, 3: 0}).spread == {2: 1, 3: 1}

    def test_great_frequencies_are_counted_in_steps(self) -> None:
        assert self.TOTALS.changed({}, {1: 123_456, 2: 123_111, 3: 999}).spread == {999: 1, 123_000: 2}

    def test_smallest_sets_of_words_that_weigh_enough(self) -> None:
        assert _enough([5.0, 1.0, 1.0], 7.0) == [(0,)]
        assert _enough([1.0, 1.0, 1.0, 1.0], 4.0) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
        assert _enough([], 0.0) == []


def put(store: Store, *items: JobPosting) -> None:
    store.put(items, actor="test", now=NOW)


class TestOverAStore:
    """One server, its generations one after the other."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return str(tmp_path / "jobs.db")

    @pytest.fixture
    def postings(self, make_posting: Make) -> list[JobPosting]:
        titles = ("Softwareentwickler Python", "Buchhalterin DATEV", "Pflegefachkraft Nachtdienst")
        return [make_posting(f"R-{at}", title=f"{titles[at % 3]} {at}", industry=f"Branche{at % 2}") for at in range(9)]

    def test_changes_are_written_and_equal_a_build(
        self, url: str, sqlite_store: Store, postings: list[JobPosting], make_posting: Make
    ) -> None:
        put(sqlite_store, *postings[:6])
        built = build_milvus(url, sqlite_store, TODAY)
        assert (built.documents, built.store_version) == (6, sqlite_store.version())
        index = open_milvus(url)
        changed = postings[1].model_copy(update={"title_clean": "Imkerin", "title": "Imkerin", "content_hash": "other"})
        put(sqlite_store, *postings[6:], changed, make_posting("over", valid_through=TODAY - timedelta(days=1)))
        sqlite_store.set_status([postings[0].id], Status.WITHDRAWN, actor="test", now=NOW)
        with _alone(sqlite_store, "changes") as alone, _alone(sqlite_store, "build") as also:
            assert alone and also
            with pytest.raises(IndexBusy, match=r"jobs\.db"):
                build_milvus(url, sqlite_store, TODAY)
            assert index.refresh(sqlite_store, TODAY) == 0  # another process is writing
        assert index.refresh(sqlite_store, TODAY) == 6
        assert index.refresh(sqlite_store, TODAY) == 0
        assert (len(index), index.version, index.pending) == (8, sqlite_store.version(), 0)
        assert index.search("Imkerin", k=1)[0].id == changed.id
        documents = [document_of(posting) for posting in sqlite_store.live(TODAY)]
        entries = prepare(documents, index._state.analyser, load_encoder())
        lengths = [len(entry.terms) for entry in entries]
        self.scored_by_rank_bm25(index, entries)
        counted = facet_counts([document.facts for document in documents], "industry")
        assert (index._state.totals.length, index._state.totals.documents) == (sum(lengths), len(entries))
        assert index.explore("").facets["industry"] == counted
        held = {term for entry in entries for term in entry.terms}
        counts = index._state.counts(index._server, held | {"r-0"})
        assert counts == {term: sum(term in entry.terms for entry in entries) for term in held} | {"r-0": 0}
        spread = {n: list(counts.values()).count(n) for n in set(counts.values()) if n}
        assert index._state.totals.spread == spread

        other = build_milvus(url, sqlite_store, TODAY)
        assert other.number == 2 and len(index.search("Imkerin")) > 0  # the old generation still answers
        index.refresh(sqlite_store, TODAY)
        assert index._state.names.number == 2 and index._state.totals == other
        assert index._server.numbers() == [1, 2]
        index.close()

    def scored_by_rank_bm25(self, index: MilvusIndex, entries: list[Entry]) -> None:
        """Also after the mean length moved, with which the rows were written."""
        assert index._state.totals.mean_length != index._state.totals.mean_length_now
        query = "Python DATEV Anträge"
        asked = index._question(query).asked
        assert asked
        terms = [term for form in asked.words.values() for term in form.terms]
        scores = BM25Okapi([list(entry.terms) for entry in entries]).get_scores(terms)
        of = {entry.id: score for entry, score in zip(entries, scores.tolist(), strict=True)}
        found = [hit for hit in index.search(query, k=20) if hit.reasons.bm25]
        assert len(found) > 1
        assert [hit.reasons.bm25 for hit in found] == pytest.approx([of[hit.id] for hit in found], abs=1e-9)

    def test_what_is_not_ours_is_named(self, url: str, sqlite_store: Store, postings: list[JobPosting]) -> None:
        with pytest.raises(IndexMissing, match=r"jobs\.db"):
            open_milvus(url)
        put(sqlite_store, *postings[:2])
        server = Server(url)
        write_documents(server, [document_of(one) for one in postings[:2]], load_encoder(), "another", 0)
        index = MilvusIndex(server, load_encoder())
        with pytest.raises(IndexForeign, match="another store"):
            index.refresh(sqlite_store, TODAY)
        with pytest.raises(IndexForeign, match="toy"):
            MilvusIndex(server, ENCODER)
        server.close()

    def test_a_setting_chooses_it(self, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]) -> None:
        settings = read_settings({"JOBBOARD_DATA": str(tmp_path), "JOBBOARD_SEARCH_URL": str(tmp_path / "jobs.db")})
        put(sqlite_store, *postings[:1])
        assert build_engine(settings, sqlite_store, TODAY).documents == 1
        server_manager_instance.release_server(settings.search_url)  # as another process finds it
        opened = open_engine(settings)
        assert isinstance(opened, MilvusIndex) and len(opened) == 1
        assert opened.explore("").total == 1
        opened.close()
        local = read_settings({"JOBBOARD_DATA": str(tmp_path)})
        build_engine(local, sqlite_store, TODAY)
        assert isinstance(open_engine(local), LocalIndex)


class TestNoServer:
    def test_its_address_is_named_without_the_password(self) -> None:
        with pytest.raises(SearchUnavailable, match=r"http://127.0.0.1:1/jobs: .* JOBBOARD_SEARCH_URL") as raised:
            Server("http://reader:secret@127.0.0.1:1/jobs")
        assert "secret" not in str(raised.value)

    def test_a_client_that_is_not_installed_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pymilvus", None)
        with pytest.raises(SearchUnavailable, match=r'pip install "heimvorteil\[cluster\]"'):
            Server("http://127.0.0.1:19530")

    def test_an_address_that_is_none_is_refused(self) -> None:
        with pytest.raises(SettingsError, match="JOBBOARD_SEARCH_URL") as raised:
            read_settings({"JOBBOARD_SEARCH_URL": "milvus:secret@host"})
        assert "secret" not in str(raised.value)

    def test_nothing_else_needs_the_client(self) -> None:
        code = "import sys, index, index.milvus, jobboard.cli; [*jobboard.cli.main.commands.values()]; sys.exit('pymilvus' in sys.modules or 'grpc' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

    def test_names_of_collections(self) -> None:
        names = Names.of(7)
        assert (names.documents, names.words, names.number) == ("heimvorteil_7", "heimvorteil_7_words", 7)


def test_documents_of_words_only_are_found(tmp_path: Path) -> None:
    server = Server(str(tmp_path / "few.db"))
    write_documents(server, [Document("a", "w1", "w2"), Document("b", "", "")], ToyEncoder(mute=True))
    index = MilvusIndex(server, ToyEncoder(mute=True))
    assert [hit.id for hit in index.search("w1")] == ["a"]
    assert index.explore("").total == 2
    server.close()


def test_one_process_writes_at_a_time(any_store: Store) -> None:
    with _alone(any_store, "changes") as first, _alone(any_store, "changes") as second:
        assert first and not second
    with _alone(any_store, "changes") as again:
        assert again
