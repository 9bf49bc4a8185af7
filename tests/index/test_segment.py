"""Documents as analysed, encoded and put side by side."""

import numpy as np
import pytest
from indexing import ToyEncoder, random_documents

from index import Document
from index.analysis import Analyser, Compounds
from index.segment import BODY_LENGTH, HEADLINE_SHARE, build_segment, prepare

ANALYSER = Analyser(Compounds({}))


def test_a_vector_is_the_weighted_sum_of_headline_and_body() -> None:
    encoder = ToyEncoder()
    body = " ".join(f"word{number}" for number in range(1000))
    entry = prepare([Document("1", "one", body, "de")], ANALYSER, encoder)[0]
    head, rest = encoder.encode(["one", body[:BODY_LENGTH]])
    mixed = HEADLINE_SHARE * head + (1 - HEADLINE_SHARE) * rest
    assert entry.vector == pytest.approx(mixed / np.linalg.norm(mixed), abs=1e-6)
    assert entry.terms[:4] == ("one", "one", "one", "word0")


def test_a_document_without_meaning_has_the_zero_vector() -> None:
    entry = prepare([Document("1", "", "", "de")], ANALYSER, ToyEncoder())[0]
    assert not entry.vector.any() and entry.terms == ()


def test_parts_lie_side_by_side_in_the_order_given() -> None:
    entries = prepare(random_documents(20), ANALYSER, ToyEncoder())
    segment = build_segment(entries[::-1], ToyEncoder.dimensions)
    assert list(segment.ids) == [entry.id for entry in entries[::-1]]
    assert segment.postings.size == segment.columns.size == len(segment.ids) == len(segment.deleted)
    assert segment.ids.find(segment.ids[7]) == 7
    assert not segment.deleted.any()


def test_less_marks_copies_and_ignores_strangers() -> None:
    segment = build_segment(prepare(random_documents(5), ANALYSER, ToyEncoder()), ToyEncoder.dimensions)
    fewer = segment.less([segment.ids[2], "stranger"])
    assert fewer.deleted.nonzero()[0].tolist() == [2]
    assert not segment.deleted.any()
    assert segment.less(["stranger"]) is segment


def test_an_empty_segment() -> None:
    segment = build_segment([], 8)
    assert len(segment.ids) == 0 and segment.columns.size == 0
