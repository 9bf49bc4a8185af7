"""The nearest word of the index, against a slow and obvious count of errors."""

import random
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexing import ToyEncoder

from index.document import Document, document_of
from index.local import LocalIndex
from index.postings import build_postings
from index.spelling import near_terms
from index.understand import understand


def errors(one: str, other: str) -> int:
    """Optimal string alignment distance, cell by cell."""
    table = np.zeros((len(one) + 1, len(other) + 1), int)
    table[:, 0], table[0, :] = range(len(one) + 1), range(len(other) + 1)
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return int(table[-1, -1])


letters = st.text("abc", min_size=1, max_size=9)


@given(st.lists(letters, max_size=20, unique=True), letters, st.integers(1, 2))
def test_near_terms_are_those_of_the_slow_count(terms: list[str], word: str, allowed: int) -> None:
    postings = build_postings([terms])
    expected = {(term, count) for term in terms if (count := errors(word, term)) <= allowed}
    assert set(near_terms(postings, word, allowed)) == expected


def test_terms_of_several_bytes_and_at_the_end_of_the_table() -> None:
    postings = build_postings([["бухгалтер", "krankenpfleg", "z"]])
    assert near_terms(postings, "krankenpflg", 2) == [("krankenpfleg", 1)]
    assert near_terms(postings, "y", 1) == [("z", 1)]
    assert near_terms(build_postings([]), "wort", 2) == []
    assert near_terms(postings, "", 2) == []


@pytest.fixture(scope="module")
def index(make_module_posting) -> tuple[LocalIndex, dict]:
    postings = {
        title: make_module_posting(title, title=title, description=f"<p>{text}</p>")
        for title, text in {
            "Krankenpfleger (m/w/d)": "Krankenpflege auf Station.",
            "Softwareentwicklerin": "Sie programmieren.",
            "Buchhalter/in": "Finanzbuchhaltung mit DATEV.",
            "Bürokauffrau": "Ablage und Post.",
        }.items()
    }
    by_id = {posting.id: posting for posting in postings.values()}
    documents = [document_of(posting) for posting in by_id.values()]
    return LocalIndex.of_documents(documents, ToyEncoder(mute=True)), by_id


@pytest.fixture(scope="module")
def make_module_posting(gazetteer):
    from conftest import draft

    from jobboard.normalise import normalise

    return lambda reference, **fields: normalise(draft(reference, **fields), "test", gazetteer=gazetteer)


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("Krankenpflger", "Krankenpfleger"),
        ("krankenpfelger", "Krankenpfleger"),
        ("Softwareentwikler", "Softwareentwicklerin"),
        ("Buchhalter", ""),  # known
        ("Burokaufrau", "Bürokauffrau"),
        ("Buchalter Softwareentwikler", "Buchhalter Softwareentwicklerin"),
        ("Xylophonist", ""),  # nothing near
        ("księgowa", ""),  # another language
        ("бухгалтер", ""),
        ("programista", ""),
        ("Datv", ""),  # too short to tell
        ("", ""),
        ("😀 12345", ""),
    ],
)
def test_suggestions(index, query: str, better: str) -> None:
    searched, by_id = index
    language = understand(query).language
    found = searched.suggestion(query, language, lambda ids: {one: by_id[one] for one in ids})
    assert found == better


def test_no_glossary_word_of_another_language_is_corrected(index) -> None:
    from index.glossary import read_glossary

    searched, by_id = index
    forms = [form for term in read_glossary() for language in ("pl", "ro", "tr") for form in term.forms[language]]
    for form in random.Random(1).sample(forms, 300):
        assert not searched.suggestion(form, understand(form).language, lambda ids: {one: by_id[one] for one in ids}), (
            form
        )


def test_a_word_of_deleted_documents_is_not_suggested() -> None:
    index = LocalIndex.of_documents([Document("1", "Schlosser", "")], ToyEncoder(mute=True))
    snapshot = index._snapshot
    gone = type(snapshot).of(
        [segment.less(["1"]) for segment in snapshot.segments], snapshot.analyser, snapshot.encoder, threading.Lock()
    )
    from index.spelling import suggestion

    assert suggestion(gone, "Schloser", "de", lambda ids: {}) == ""
