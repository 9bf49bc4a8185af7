"""The engine over a store: built, opened, refreshed while it is searched."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from indexing import NOW, TODAY

from index import LocalIndex, build_index, load_encoder, open_index, warm
from index.analysis import Analyser
from index.document import document_of
from index.encoder import FINE
from index.errors import IndexForeign, ModelMissing
from index.generation import Generation
from index.postings import Postings
from index.search import Sort
from index.segment import build_segment, prepare
from jobboard.posting import JobPosting, Status
from jobboard.store import Store, create_store, sqlite_url

Make = Callable[..., JobPosting]
TITLES = (
    "Softwareentwickler/in Python", "Buchhalterin mit DATEV", "Pflegefachkraft Nachtdienst", "Customer Support Agent",
    "Sachbearbeiter Bauamt", "Data Engineer", "Köchin für die Kantine", "Personalreferent",
)  # fmt: skip
QUERIES = (
    "Software",
    "Entwicklung in Python",
    "nurse",
    "Buchhaltung",
    "Köche",
    "Homeoffice",
    "support for customers",
    "",
)


def put(store: Store, *items: JobPosting) -> None:
    store.put(items, actor="test", now=NOW)


def withdraw(store: Store, *items: JobPosting) -> None:
    store.set_status([item.id for item in items], Status.WITHDRAWN, actor="test", now=NOW)


def found(index: LocalIndex, query: str) -> set[str]:
    """What holds a word of the query."""
    return {hit.id for hit in index.search(query, k=100) if hit.reasons.words}


def built_anew(index: LocalIndex, store: Store) -> LocalIndex:
    """An index of what the store holds now, its compounds split as the old one splits them until the next build."""
    _, postings = store.snapshot(TODAY)
    compounds, encoder = index._analyser.compounds, load_encoder()
    entries = prepare([document_of(posting) for posting in postings], Analyser(compounds), encoder)
    return LocalIndex(
        Generation(Path(), index.manifest, build_segment(entries, encoder.dimensions), compounds), encoder
    )


def scores(index: LocalIndex, query: str) -> dict[tuple[str, str], float]:
    hits = index.search(query, k=1000)
    return {(hit.id, name): getattr(hit.reasons, name) for hit in hits for name in ("bm25", "meaning")}


@pytest.fixture
def postings(make_posting: Make) -> list[JobPosting]:
    return [
        make_posting(f"R-{at}", title=f"{TITLES[at % len(TITLES)]} {at}", industry=f"Branche{at % 3}")
        for at in range(24)
    ]


@pytest.fixture
def index(tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]) -> LocalIndex:
    """Of the first sixteen postings."""
    put(sqlite_store, *postings[:16])
    build_index(tmp_path / "index", sqlite_store, TODAY)
    return open_index(tmp_path / "index")


def test_a_build_takes_what_is_live(
    tmp_path: Path, sqlite_store: Store, postings: list[JobPosting], make_posting: Make
) -> None:
    over = make_posting("over", title="Vorbei", valid_through=TODAY - timedelta(days=1))
    put(sqlite_store, *postings[:4], over)
    withdraw(sqlite_store, postings[0])
    manifest = build_index(tmp_path, sqlite_store, TODAY)
    assert (manifest.documents, manifest.store_id, manifest.store_version) == (
        3,
        sqlite_store.store_id,
        sqlite_store.version(),
    )
    opened = open_index(tmp_path)
    assert {hit.id for hit in opened.search("", k=9)} == {posting.id for posting in postings[1:4]}
    assert (len(opened), opened.version, opened.pending) == (3, sqlite_store.version(), 0)


def test_an_empty_store_can_be_built_and_grows(tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]) -> None:
    build_index(tmp_path, sqlite_store, TODAY)
    opened = open_index(tmp_path)
    assert opened.explore("Software").total == 0
    put(sqlite_store, postings[0])
    assert opened.refresh(sqlite_store, TODAY) == 1
    assert found(opened, "Python") == {postings[0].id}


def test_a_stored_posting_is_found_and_a_withdrawn_one_is_not(
    index: LocalIndex, sqlite_store: Store, make_posting: Make
) -> None:
    assert index.refresh(sqlite_store, TODAY) == 0
    new = make_posting("new", title="Imkerin")
    put(sqlite_store, new)
    assert found(index, "Imkerin") == set()
    assert index.refresh(sqlite_store, TODAY) == 1
    assert found(index, "Imkerin") == {new.id} and len(index) == 17
    withdraw(sqlite_store, new)
    index.refresh(sqlite_store, TODAY)
    assert found(index, "Imkerin") == set() and len(index) == 16
    put(sqlite_store, new)
    index.refresh(sqlite_store, TODAY)
    assert found(index, "Imkerin") == {new.id}


def test_an_update_replaces(
    index: LocalIndex, sqlite_store: Store, make_posting: Make, postings: list[JobPosting]
) -> None:
    for title, gone in (("Imkerin", "Python"), ("Winzer", "Imkerin")):
        put(sqlite_store, make_posting("R-0", title=title))
        index.refresh(sqlite_store, TODAY)
        assert found(index, title) == {postings[0].id}
        assert postings[0].id not in found(index, gone)
        assert len(index) == 16


def test_what_ended_or_waits_for_review_vanishes(
    index: LocalIndex, sqlite_store: Store, make_posting: Make, postings: list[JobPosting]
) -> None:
    put(sqlite_store, make_posting("R-0", title="Vorbei", valid_through=TODAY - timedelta(days=1)))
    sqlite_store.set_status([postings[1].id], Status.IN_REVIEW, actor="test", now=NOW)
    index.refresh(sqlite_store, TODAY)
    left = {hit.id for hit in index.search("", k=99)}
    assert left == {posting.id for posting in postings[2:16]}


def test_an_ad_that_stands_in_several_places_is_found_once(
    index: LocalIndex, sqlite_store: Store, postings: list[JobPosting], tmp_path: Path
) -> None:
    leader, other = postings[0], postings[8]  # both "Softwareentwickler/in Python"
    sqlite_store.relink([other.model_copy(update={"same_as": leader.id})], actor="test", now=NOW)
    build_index(tmp_path / "anew", sqlite_store, TODAY)
    index.refresh(sqlite_store, TODAY)
    for searched in (index, open_index(tmp_path / "anew")):
        assert found(searched, "Python") == {leader.id} and len(searched) == 15
    withdraw(sqlite_store, leader)
    sqlite_store.relink([other], actor="test", now=NOW)
    index.refresh(sqlite_store, TODAY)
    assert found(index, "Python") == {other.id}


def test_after_a_refresh_the_scores_are_those_of_a_new_index(
    index: LocalIndex, sqlite_store: Store, postings: list[JobPosting], make_posting: Make
) -> None:
    put(sqlite_store, *postings[16:], make_posting("R-1", title="Leiterin Buchhaltung", industry="Neu"))
    withdraw(sqlite_store, *postings[2:6], postings[20])
    index.refresh(sqlite_store, TODAY)
    anew = built_anew(index, sqlite_store)
    assert len(index) == len(anew) == 19
    for query in QUERIES:
        assert scores(index, query) == pytest.approx(scores(anew, query), abs=1e-9)
        one, other = index.explore(query, sort=Sort.NEWEST), anew.explore(query, sort=Sort.NEWEST)
        assert (one.total, one.facets) == (other.total, other.facets)


def test_small_refreshes_add_up_to_a_large_one(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    other = open_index(tmp_path / "index")
    for posting in postings[16:]:
        put(sqlite_store, posting)
        withdraw(sqlite_store, postings[int(posting.source_ref[2:]) - 16])
        index.refresh(sqlite_store, TODAY)
    other.refresh(sqlite_store, TODAY)
    assert index.version == other.version == sqlite_store.version() and index.pending == other.pending == 16
    for query in QUERIES:
        assert index.explore(query, k=50) == other.explore(query, k=50)


def test_a_new_build_folds_changes_in(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    put(sqlite_store, *postings[16:])
    index.refresh(sqlite_store, TODAY)
    build_index(tmp_path / "index", sqlite_store, TODAY)
    opened = open_index(tmp_path / "index")
    assert (opened.pending, len(opened), opened.refresh(sqlite_store, TODAY)) == (0, len(index), 0)
    for query in QUERIES:
        assert {hit.id for hit in opened.search(query, k=99)} == {hit.id for hit in index.search(query, k=99)}


def test_an_index_of_another_store_is_foreign(index: LocalIndex, tmp_path: Path) -> None:
    other = create_store(sqlite_url(tmp_path / "other"))
    with pytest.raises(IndexForeign, match="another store") as caught:
        index.refresh(other, TODAY)
    assert str(tmp_path / "index") in caught.value.message and "other" in caught.value.message
    other.close()


def test_an_index_of_a_later_state_of_the_store_is_foreign(index: LocalIndex, sqlite_store: Store) -> None:
    """A backup was restored: the index knows postings that the store does not."""
    with sqlite_store.database.write() as connection:
        connection.exec_driver_sql("UPDATE store_version SET version = version - 1")
    with pytest.raises(IndexForeign, match="later state"):
        index.refresh(sqlite_store, TODAY)


def test_every_search_sees_one_state_while_others_refresh(
    index: LocalIndex, sqlite_store: Store, make_posting: Make
) -> None:
    """Postings come and go three at a time, so any search that finds another number mixed two states."""
    faults: list[BaseException] = []
    stop = threading.Event()

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                while not stop.is_set():
                    work()
            except BaseException as error:
                faults.append(error)

        return run

    def look() -> None:
        page = index.explore("Imkerin", k=100)
        words = [hit.id for hit in page.hits if hit.reasons.words]
        assert len(words) % 3 == 0, len(words)
        assert page.total == len(page.hits) == sum(page.facets["mode"].values())
        index.word_weights(["Imkerin"])

    def take_over() -> None:
        index.refresh(sqlite_store, TODAY)

    threads = [threading.Thread(target=guarded(work)) for work in (look, look, take_over, take_over)]
    for thread in threads:
        thread.start()
    for turn in range(12):
        batch = [make_posting(f"T-{turn}-{at}", title="Imkerin in Teilzeit") for at in range(3)]
        put(sqlite_store, *batch)
        index.refresh(sqlite_store, TODAY)
        assert len(found(index, "Imkerin")) == 3
        withdraw(sqlite_store, *batch)
    stop.set()
    for thread in threads:
        thread.join(20)
    assert not faults, faults[0]
    index.refresh(sqlite_store, TODAY)
    assert found(index, "Imkerin") == set() and len(index) == 16


def test_explain_follows_a_refresh(
    index: LocalIndex, sqlite_store: Store, postings: list[JobPosting], make_posting: Make
) -> None:
    hit = index.explain("Python", postings[0].id)
    assert hit is not None and hit.rank == 0 and hit.reasons.words == ("python",)
    put(sqlite_store, make_posting("R-0", title="Imkerin"))
    index.refresh(sqlite_store, TODAY)
    again = index.explain("Imkerin", postings[0].id)
    assert again is not None and again.reasons.words == ("imkerin",)
    withdraw(sqlite_store, postings[0])
    index.refresh(sqlite_store, TODAY)
    assert index.explain("Imkerin", postings[0].id) is None


def test_a_newer_generation_is_taken_over_with_what_changed_since(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    put(sqlite_store, *postings[16:20])
    index.refresh(sqlite_store, TODAY)
    build_index(tmp_path / "index", sqlite_store, TODAY)
    put(sqlite_store, *postings[20:])
    withdraw(sqlite_store, postings[0])
    assert index.switch(sqlite_store, TODAY)
    assert (index.manifest.number, index.pending, len(index)) == (2, 5, 23)
    assert index.version == sqlite_store.version()
    assert {hit.id for hit in index.search("", k=99)} == {posting.id for posting in postings[1:]}


def test_a_refresh_begins_to_take_over_what_others_built(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    put(sqlite_store, *postings[16:])
    build_index(tmp_path / "index", sqlite_store, TODAY)
    index.refresh(sqlite_store, TODAY)
    assert index._opening is not None
    index._opening.join(30)
    assert (index.manifest.number, index.pending, len(index)) == (2, 0, 24)
    index.refresh(sqlite_store, TODAY)
    assert index._opening is None


def test_a_newer_generation_that_cannot_be_read_is_passed_over(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    put(sqlite_store, *postings[16:])
    build_index(tmp_path / "index", sqlite_store, TODAY)
    for number in (1, 2):
        (tmp_path / "index" / str(number) / "terms.txt").write_text("x")
    assert not index.switch(sqlite_store, TODAY)
    index.refresh(sqlite_store, TODAY)
    assert index._opening is None and (index.manifest.number, len(index)) == (1, 24)


def test_without_a_usable_model_the_words_are_searched(
    index: LocalIndex, tmp_path: Path, sqlite_store: Store, postings: list[JobPosting]
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / FINE).write_text("{}")
    by_words = open_index(tmp_path / "index", str(tmp_path / "model"))
    assert "JOBBOARD_MODEL" in by_words.fault and not index.fault
    assert found(by_words, "Python") == found(index, "Python") == {postings[0].id, postings[8].id}
    put(sqlite_store, *postings[16:])
    by_words.refresh(sqlite_store, TODAY)
    assert found(by_words, "Python") == {postings[at].id for at in (0, 8, 16)}
    assert {hit.reasons.meaning for hit in by_words.search("Python", k=99)} == {0.0}
    with pytest.raises(ModelMissing):
        build_index(tmp_path / "index", sqlite_store, TODAY, str(tmp_path / "model"))


def test_whoever_asks_a_large_index_twice_has_the_loops_loaded(
    index: LocalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(warm, "begin", lambda: begun.append(1))
    index.search("Python")
    index.search("Python")
    assert not begun  # a small one does without
    monkeypatch.setattr(Postings, "large", property(lambda self: True))
    index._asked = 0
    index.search("Python")
    assert not begun
    index.explore("Python")
    index.search("Python")
    assert begun == [1]
