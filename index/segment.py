"""A part of the index that never changes: words, vectors and facts of some documents, and which of them are gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.analysis import Analyser, Compounds
from index.columns import Columns, Facts, Filters
from index.dense import FILE, FlatVectors, VectorIndex
from index.document import Document
from index.encoder import Encoder, Vectors
from index.layout import Mask
from index.onfile import ManyVectors
from index.postings import Postings, build_postings
from index.recent import Recent
from index.signs import SignedVectors
from index.terms import Terms

BODY_LENGTH = 2_000  # characters of the body that go into the vector
HEADLINE_SHARE = 0.6
FLAT = 50_000  # above so many documents, vectors are looked at by their signs first


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

    ids: Terms
    postings: Postings
    vectors: VectorIndex
    columns: Columns
    deleted: Mask
    passed: Recent[Filters, Mask] = field(default_factory=Recent, compare=False)  # deletions change nothing of it

    def less(self, ids: Sequence[str]) -> "Segment":
        """The segment with further documents marked as deleted."""
        at = [number for one in ids if (number := self.ids.find(one)) >= 0]
        if not at:
            return self
        deleted = self.deleted.copy()
        deleted[at] = True
        return replace(self, deleted=deleted)

    def mask(self, filters: Filters) -> Mask:
        """Which documents pass the filters and count."""
        return self.passed.of(filters, lambda: self.columns.mask(filters)) & ~self.deleted


def prepare(documents: Sequence[Document], analyser: Analyser, encoder: Encoder) -> list[Entry]:
    """Analyse and encode documents."""
    heads = encoder.encode([document.headline for document in documents])
    vectors = mixed(heads, encoder.encode([document.body[:BODY_LENGTH] for document in documents]))
    return [
        Entry(
            document.id,
            tuple(analyser.document_terms(document.lexical_text, document.language)),
            vector,
            document.facts,
        )
        for document, vector in zip(documents, vectors, strict=True)
    ]


def mixed(heads: Vectors, bodies: Vectors) -> Vectors:
    """Vectors of documents: weighted sums, as the headline says what a job is and the body says with what."""
    sums = HEADLINE_SHARE * heads + (1 - HEADLINE_SHARE) * bodies
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(norms, 1e-12), np.float32)


def compounds_of(frequencies: Mapping[str, int], encoder: Encoder) -> Compounds:
    """What compounds are split by: the corpus's own words (`index.analysis.word_frequencies`), and those the model knows."""
    known = {**frequencies, **{word: 1 for word in sorted(encoder.vocabulary()) if word not in frequencies}}
    return Compounds({word: count for word, count in known.items() if count > 1 or len(word) > 4})


def build_segment(entries: Sequence[Entry], dimensions: int) -> Segment:
    """A segment of prepared documents, in their order."""
    vectors = np.stack([entry.vector for entry in entries]) if entries else np.zeros((0, dimensions), np.float32)
    return Segment(
        ids=Terms.build([entry.id for entry in entries]),
        postings=build_postings(entry.terms for entry in entries),
        vectors=vectors_of(vectors),
        columns=Columns.build([entry.facts for entry in entries]),
        deleted=np.zeros(len(entries), np.bool_),
    )


def vectors_of(vectors: ManyVectors) -> VectorIndex:
    """The index of vectors that suits their number."""
    if vectors.shape[0] > FLAT:
        return SignedVectors.build(vectors)
    return FlatVectors.build(np.asarray(vectors[:], np.float32))


def read_vectors(folder: Path) -> VectorIndex:
    """The index of vectors that was written into a folder."""
    return FlatVectors.read(folder) if (folder / FILE).exists() else SignedVectors.read(folder)
