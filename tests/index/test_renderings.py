"""What a query is called in the ads: the nearest row against every form, whole forms against a plain walk over documents."""

import random
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexing import TODAY, WORDS, ToyEncoder, random_documents, random_filters
from rank_bm25 import BM25Okapi

from index import Document, Filters, LocalIndex, build_index, open_index, renderings, warm
from index.analysis import Analyser, Compounds
from index.document import TITLE_REPEATS
from index.encoder import Vectors
from index.fusion import HEADED, RENDERED, called
from index.glossary import LANGUAGES, Term
from index.renderings import FILE, NONE, Forms, Renderings, keep_renderings, read_renderings
from index.segment import build_segment, prepare
from index.snapshot import Snapshot
from jobboard.store import Store

ALL = 10_000


def row(german: str, english: str, other: str) -> Term:
    cells = {language: (f"{other}{language}",) for language in LANGUAGES}
    return Term("occupation", cells | {"de": tuple(german.split("|")), "en": tuple(english.split("|"))})


TERMS = [row("w3|w4 w5", "w6", "a"), row("w10 w2|w2 w10", "w11 w12 w13", "b"), row("unseen w1", "w30|w30 w31", "c")]


def asking(words: Mapping[str, str] | None = None) -> ToyEncoder:
    """An encoder to which "nurse" means exactly the first row's Ukrainian form."""
    return ToyEncoder({"nurse": "auk"} | dict(words or {}))


@pytest.mark.parametrize("compiled", [False, True])
def test_the_nearest_row_is_that_of_the_nearest_language(monkeypatch: pytest.MonkeyPatch, *, compiled: bool) -> None:
    warm.up()
    if not compiled:
        monkeypatch.setattr(warm, "loops", lambda: None)
    encoder, rng = ToyEncoder(), random.Random(1)
    terms = [
        Term("skill", {language: (word, f"{word} {rng.choice(WORDS)}") for language in LANGUAGES}) for word in WORDS
    ]
    made = Renderings.of(encoder, terms)
    for query in [" ".join(rng.sample(WORDS, k=2)) for _ in range(40)]:
        [vector] = encoder.encode([query])
        cosines = []
        for term in terms:
            sums = np.array([encoder.encode(term.forms[language]).sum(axis=0) for language in LANGUAGES])
            cosines.append(float(np.max(sums @ vector / np.linalg.norm(sums, axis=1))))
        at, sure = made.nearest(vector)
        assert at == int(np.argmax(cosines))
        assert sure == pytest.approx(min(1.0, max(0.0, (cosines[at] - 0.5) / 0.25)), abs=1e-5)


@given(st.integers(1, 40), st.integers(1, 4), st.integers(0, 1_000), st.booleans())
def test_the_loop_finds_the_same_row(size: int, languages: int, seed: int, twice: bool) -> None:
    """Where few rows' middles are near, the nearest row may not be among them; and of equal rows it is the first."""
    warm.up()
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(size, languages, 24)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    if twice:
        vectors = np.concatenate((vectors, vectors))
    made, query = Renderings("", ((),) * len(vectors), ((),) * len(vectors), vectors), vectors[size // 2, 0]
    query = query + rng.normal(size=24).astype(np.float32) * np.float32(0.2)
    found = made.nearest(query)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(warm, "loops", lambda: None)
        plain = made.nearest(query)
    assert plain[0] == found[0] and plain[1] == pytest.approx(found[1], abs=1e-5)
    if size <= renderings.NEAREST // 2:
        assert found[0] == int((vectors @ query).max(axis=1).argmax())


def test_a_text_without_meaning_and_an_empty_glossary_mean_no_row() -> None:
    assert Renderings.of(ToyEncoder(), TERMS).nearest(np.zeros(24, np.float32))[1] == 0.0
    assert Renderings.of(ToyEncoder(), []).nearest(ToyEncoder().encode(["w1"])[0]) == (NONE, 0.0)


@pytest.mark.parametrize(
    ("query", "row", "share"),
    [
        ("w3", 0, 1.0),
        ("w2 w10", 1, 1.0),
        ("w4 w5 w6", 0, 2 / 3),  # the longest name
        ("w9 w11 w12 w13", 1, 3 / 4),
        ("w4 w9 w5", NONE, 0.0),  # no name stands there as a whole
        ("aar", 0, 1.0),
        ("w30 w31", 2, 1.0),
        ("", NONE, 0.0),
    ],
)
def test_a_query_that_says_a_name_means_its_row(query: str, row: int, share: float) -> None:
    made = Renderings.of(ToyEncoder(), TERMS)
    assert made.named(query.split()) == (row, share)
    if row != NONE:
        nothing_near = np.zeros(24, np.float32)
        assert made.meant(nothing_near, query.split()) == (row, share)


def test_a_name_of_two_rows_means_the_first() -> None:
    assert Renderings.of(ToyEncoder(), [*TERMS, TERMS[0]]).named(["w3"]) == (0, 1.0)


def test_the_nearest_row_wins_where_it_is_surer_than_what_is_said() -> None:
    encoder = ToyEncoder()
    made = Renderings.of(encoder, TERMS)
    [vector] = encoder.encode(["w10 w2"])
    assert made.meant(vector, ["w10", "w2"]) == (1, 1.0)
    assert made.meant(vector, ["w3", "w7", "w8"]) == made.nearest(vector)  # a third is said
    assert made.meant(vector, ["w3"]) == (0, 1.0)


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("sparse", [0, ALL])
def test_whole_forms_count_by_the_bm25_of_their_words_and_as_headlines(
    monkeypatch: pytest.MonkeyPatch, sparse: int, *, compiled: bool
) -> None:
    """Over two segments, whether some documents are looked at or, of many, those that hold a rare word; by compiled loops
    and without."""
    warm.up()
    monkeypatch.setattr(renderings, "SPARSE", sparse)
    if not compiled:
        monkeypatch.setattr(warm, "loops", lambda: None)
    documents, encoder, analyser = random_documents(120, seed=5), ToyEncoder(mute=True), Analyser(Compounds({}))
    entries = prepare(documents, analyser, encoder)
    parts = [build_segment(part, encoder.dimensions) for part in (entries[:70], entries[70:])]
    snapshot = Snapshot.of(parts, analyser, encoder, threading.Lock())
    truth, rng, tried = BM25Okapi([list(entry.terms) for entry in entries]), random.Random(2), set[bool]()
    for _ in range(25):
        texts = [" ".join(rng.sample([*WORDS[:25], "unseen"], k=rng.randint(1, 3))) for _ in range(4)]
        forms = Forms.of(texts, snapshot.words, snapshot.lexical.statistics)
        numbers = np.array(sorted(rng.sample(range(120), 50)), np.int64)
        found, form = forms.judged(snapshot.lexical, numbers)
        assert found.max() <= forms.most
        for at, number in enumerate(numbers.tolist()):
            terms = entries[number].terms
            held = {
                text: float(truth.get_scores(text.split())[number]) for text in texts if set(text.split()) <= set(terms)
            }
            headed = any(min(map(terms.count, text.split())) >= TITLE_REPEATS for text in held)
            if best := max(held.values(), default=0.0):
                assert found[at] == pytest.approx(float(called(best, headed)), abs=1e-9)
                assert held[forms.names[form[at]]] == pytest.approx(best, abs=1e-9)
                tried.add(headed)
            else:
                assert (found[at], form[at]) == (0.0, NONE)
    assert tried == {True, False}


def test_what_a_query_is_called_raises_what_it_finds_and_finds_nothing_itself() -> None:
    encoder = asking({"w0": "auk"})  # so documents with "w0" are near to "nurse"
    documents = random_documents(150)
    plain = LocalIndex.of_documents(documents, encoder)
    called = LocalIndex.of_documents(documents, encoder, Renderings.of(encoder, TERMS))
    rng, raised = random.Random(3), 0
    for filters in [Filters(), *(random_filters(rng) for _ in range(5))]:
        before = {hit.id: hit for hit in plain.search("nurse", filters, ALL)}
        page = called.explore("nurse", filters, k=ALL)
        assert {hit.id for hit in page.hits} == before.keys()
        assert [hit.score for hit in page.hits] == sorted((hit.score for hit in page.hits), reverse=True)
        for hit in page.hits:
            gain = hit.score - before[hit.id].score
            assert (gain > 0) == bool(hit.reasons.rendering) and 0 <= gain < RENDERED + HEADED
            assert hit.reasons.rendering in ("", "w3", "w4 w5", "w6")
            assert hit.reasons.meaning == before[hit.id].reasons.meaning
            raised += gain > 0
        assert called.search("nurse", filters, 4) == list(page.hits[:4])
    assert raised > 10


def test_by_how_much_a_document_is_raised() -> None:
    encoder = asking({"near": "auk"})
    others = [Document(f"x{at}", f"w{40 + at}", "w59", "de") for at in range(8)]
    documents = [Document("said", "near w3", "", "de"), Document("half", "near w4", "", "de"), *others]
    index = LocalIndex.of_documents(documents, encoder, Renderings.of(encoder, TERMS))
    hits = {hit.id: hit for hit in index.search("nurse", k=ALL)}
    bm25 = LocalIndex.of_documents(documents, ToyEncoder(mute=True)).search("w3")[0].reasons.bm25
    gain = hits["said"].score - hits["half"].score - (hits["said"].reasons.meaning - hits["half"].reasons.meaning)
    assert gain == pytest.approx(float(called(bm25, True)), abs=3e-5)
    assert (hits["said"].reasons.rendering, hits["half"].reasons.rendering) == ("w3", "")
    explained = index.explain("nurse", "said")
    assert explained is not None and explained.reasons == hits["said"].reasons


def test_a_form_that_the_query_says_itself_is_no_news() -> None:
    encoder = asking()
    documents = [Document("1", "w3", "", "de"), Document("2", "w6", "", "de"), Document("3", "w4", "", "de")]
    index = LocalIndex.of_documents([*documents, *random_documents(20, seed=9)], encoder, Renderings.of(encoder, TERMS))
    hits = {hit.id: hit.reasons for hit in index.search("nurse w3", k=ALL)}
    assert hits["1"].words == ("w3",) and hits["1"].rendering == ""
    alone = {hit.id: hit.reasons for hit in index.search("w3")}["1"]
    assert alone.words == ("w3",) and alone.rendering == ""


def test_what_is_added_later_is_raised_too() -> None:
    encoder = asking({"near": "auk"})
    index = LocalIndex.of_documents(random_documents(30), encoder, Renderings.of(encoder, TERMS))
    index.take([Document("new", "near w3", "", "de")])
    assert {hit.id: hit.reasons.rendering for hit in index.search("nurse")}["new"] == "w3"


def test_without_vectors_there_are_none() -> None:
    """The words alone decide, as rank-bm25 has it."""
    documents, encoder = random_documents(40), ToyEncoder(mute=True)
    plain = LocalIndex.of_documents(documents, encoder)
    called = LocalIndex.of_documents(documents, encoder, Renderings.of(ToyEncoder(), TERMS))
    for query in ("w3", "w4 w5", "w1"):
        assert called.search(query) == plain.search(query)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = Renderings.of(ToyEncoder(), TERMS)
    made.write(tmp_path)
    read = read_renderings(tmp_path, "toy")
    assert read is not None and read.forms == made.forms == (
        ("w3", "w4 w5", "w6"),
        ("w10 w2", "w2 w10", "w11 w12 w13"),
        ("unseen w1", "w30", "w30 w31"),
    )
    assert read.names == made.names and read.names[0][:5] == ("w3", "w4 w5", "w6", "auk", "aru")
    assert np.abs(read.vectors - made.vectors).max() < 1e-3
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_is_missing_damaged_or_of_another_model_is_not_read(tmp_path: Path) -> None:
    assert read_renderings(tmp_path, "toy") is None
    Renderings.of(ToyEncoder(), TERMS).write(tmp_path)
    assert read_renderings(tmp_path, "another") is None
    whole = (tmp_path / FILE).read_bytes()
    for size in (0, 1, len(whole) // 3, len(whole) - 30):
        (tmp_path / FILE).write_bytes(whole[:size])
        assert read_renderings(tmp_path, "toy") is None
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 255
    (tmp_path / FILE).write_bytes(changed)
    assert read_renderings(tmp_path, "toy") is None


def test_they_are_made_again_only_if_glossary_or_model_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counting(ToyEncoder):
        asked, model_id = 0, "counting"

        def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
            self.asked += 1
            return super().encode(texts, query=query)

    monkeypatch.setattr(renderings, "read_names", lambda: TERMS)
    encoder = Counting()
    keep_renderings(tmp_path / "new", encoder)
    keep_renderings(tmp_path / "new", encoder)
    assert encoder.asked == 1
    read = read_renderings(tmp_path / "new", "counting")
    assert read is not None and len(read.forms) == len(TERMS)
    monkeypatch.setattr(renderings, "read_names", lambda: TERMS[:2])
    keep_renderings(tmp_path / "new", encoder)
    read = read_renderings(tmp_path / "new", "counting")
    assert read is not None and len(read.forms) == 2


def test_a_build_leaves_them_for_whoever_opens(tmp_path: Path, sqlite_store: Store) -> None:
    build_index(tmp_path, sqlite_store, TODAY)
    index = open_index(tmp_path)
    index.take([Document("1", "Pflegefachkraft", "im Nachtdienst", "de"), *random_documents(20)])
    [hit] = [hit for hit in index.search("медсестра") if hit.id == "1"]
    assert hit.reasons.rendering == "Pflegefachkraft" and not hit.reasons.words
    (tmp_path / FILE).unlink()
    assert open_index(tmp_path).explore("медсестра").total == 0
