"""A part of the index that never changes: words, vectors and facts of some documents, and which of them are gone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from index.analysis import Analyser
from index.columns import Columns, Facts
from index.dense import VectorIndex
from index.document import Document
from index.encoder import Encoder, Vectors
from index.layout import Mask
from index.postings import Postings, build_postings

BODY_LENGTH = 2_000  # characters of the body that go into the vector
HEADLINE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as analysed and encoded, ready to be put into a segment."""

    id: str
    terms: tuple[str, ...]
    vector: Vectors
    facts: Facts


@dataclass(frozen=True)
class Segment:
    """Documents by number; `deleted` marks those that no longer count."""

    ids: tuple[str, ...]
    postings: Postings
    vectors: VectorIndex
    columns: Columns
    deleted: Mask

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Document number by id."""
        return {document_id: at for at, document_id in enumerate(self.ids)}

    def less(self, ids: Sequence[str]) -> "Segment":
        """The segment with further documents marked as deleted."""
        at = [self.numbers[one] for one in ids if one in self.numbers]
        if not at:
            return self
        deleted = self.deleted.copy()
        deleted[at] = True
        return replace(self, deleted=deleted)


def prepare(documents: Sequence[Document], analyser: Analyser, encoder: Encoder) -> list[Entry]:
    """Analyse and encode documents.

    A vector is the weighted sum of headline and body: the headline says what a job is, the body says with what.
    """
    heads = encoder.encode([document.headline for document in documents])
    bodies = encoder.encode([document.body[:BODY_LENGTH] for document in documents])
    mixed = HEADLINE_SHARE * heads + (1 - HEADLINE_SHARE) * bodies
    norms = np.linalg.norm(mixed, axis=1, keepdims=True)
    vectors = (mixed / np.maximum(norms, 1e-12)).astype(np.float32)
    return [
        Entry(
            document.id,
            tuple(analyser.document_terms(document.lexical_text, document.language)),
            vector,
            document.facts,
        )
        for document, vector in zip(documents, vectors, strict=True)
    ]


def build_segment(entries: Sequence[Entry], dimensions: int) -> Segment:
    """A segment of prepared documents, in their order."""
    vectors = np.stack([entry.vector for entry in entries]) if entries else np.zeros((0, dimensions), np.float32)
    return Segment(
        ids=tuple(entry.id for entry in entries),
        postings=build_postings(entry.terms for entry in entries),
        vectors=VectorIndex.build(vectors),
        columns=Columns.build([entry.facts for entry in entries]),
        deleted=np.zeros(len(entries), np.bool_),
    )
