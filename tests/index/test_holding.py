"""Filters on words and ids, against a plain look at the documents' words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, TODAY
from hypothesis import given
from hypothesis import strategies as st
from indexing import ToyEncoder

from index import build_index, open_index
from index.columns import Filters
from index.document import Document
from index.facts import Facts, denied_words
from index.local import LocalIndex
from jobboard.posting import JobPosting
from jobboard.store import Store

WORDS = [f"w{number}" for number in range(6)]
AD_TEXTS = {
    "shift": "Pflege im Schichtdienst auf Station",
    "early": "Wechselschicht in der Produktion",
    "day": "Pflege am Tag, keine Schichtarbeit",
    "free": "Pflege ohne Nacht- oder Schichtdienst",
    "other": "Pflege und Betreuung",
    "words": "Schicht Station Dienst Wechsel Arbeit Schicht",
    "sales": "Vertrieb im Außendienst",
}


@pytest.fixture(scope="module")
def ads() -> LocalIndex:
    documents = [
        Document(key, "Stelle", text, "de", Facts(denied=denied_words(text))) for key, text in AD_TEXTS.items()
    ]
    return LocalIndex.of_documents(documents, ToyEncoder(mute=True))


def ids(index: LocalIndex, query: str = "", **filters: object) -> set[str]:
    return {hit.id for hit in index.search(query, Filters(**filters), k=100)}  # type: ignore[arg-type]


def test_a_word_excludes_its_compounds_and_not_those_who_deny_it(ads: LocalIndex) -> None:
    assert ids(ads, without_words=("Schicht",)) == {"day", "free", "other", "sales"}
    assert ids(ads, "Pflege", without_words=("Schicht",)) == {"day", "free", "other"}
    assert ids(ads, without_words=("Schicht|Dienst", "sales", "Vertrieb")) == {"day", "free", "other"}
    assert ids(ads, without_words=("unbekannt", "und", "", "😀")) == set(AD_TEXTS)


def test_all_words_of_an_unwanted_term_are_needed(ads: LocalIndex) -> None:
    assert ids(ads, without_words=("Pflege Station",)) == set(AD_TEXTS) - {"shift"}


def test_facets_and_total_count_what_is_left(ads: LocalIndex) -> None:
    page = ads.explore("Pflege", Filters(without_words=("Schicht",)))
    assert page.total == 3
    assert page.facets["mode"] == {"unknown": 3}


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=8),
    st.lists(st.sampled_from(WORDS), max_size=2),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), max_size=2),
    st.none() | st.frozensets(st.sampled_from(["0", "1", "2", "x"]), max_size=3),
)
def test_the_filters_are_what_a_plain_look_says(
    texts: list[list[str]], without: list[str], phrases: list[list[str]], some: frozenset[str] | None
) -> None:
    documents = [Document(str(at), "", " ".join(text), "en") for at, text in enumerate(texts)]
    index = LocalIndex.of_documents(documents, ToyEncoder(mute=True))
    asked = {"without_words": tuple(without), "phrases": tuple(map(" ".join, phrases)), "ids": some}
    expected = {
        str(at)
        for at, text in enumerate(texts)
        if not set(text) & set(without)
        and all(set(phrase) <= set(text) for phrase in phrases)
        and (some is None or str(at) in some)
    }
    assert ids(index, **asked) == expected


def test_the_large_way_filters_alike(ads: LocalIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.snapshot.LARGE", 0)
    documents = [
        Document(key, "Stelle", text, "de", Facts(denied=denied_words(text))) for key, text in AD_TEXTS.items()
    ]
    large = LocalIndex.of_documents(documents, ToyEncoder(mute=True))
    for query in ("", "Pflege"):
        for filters in (Filters(without_words=("Schicht",)), Filters(ids=frozenset({"shift", "day"}))):
            assert ids(large, query, **_set(filters)) == ids(ads, query, **_set(filters))


def _set(filters: Filters) -> dict[str, object]:
    return {"without_words": filters.without_words, "ids": filters.ids}


def test_what_an_ad_denies_survives_the_disk(
    tmp_path: Path, make_posting: Callable[..., JobPosting], sqlite_store: Store
) -> None:
    texts = {"A": "<p>Pflege ohne Schichtdienst.</p>", "B": "<p>Pflege im Schichtdienst.</p>"}
    postings = [make_posting(key, title="Pfleger", description=text) for key, text in texts.items()]
    sqlite_store.put(postings, actor="test", now=NOW)
    build_index(tmp_path / "index", sqlite_store, TODAY)
    opened = open_index(tmp_path / "index")
    assert ids(opened, "Pflege", without_words=("Schicht",)) == {postings[0].id}
