"""BM25 with rank-bm25's scores, served from an inverted index instead of a walk over all documents.

`rank_bm25.BM25Okapi` defines the score (k1 1.5, b 0.75, a negative idf replaced by epsilon 0.25 times the mean idf); its
own code computes the idf here; only the walk is replaced. What is stored are document numbers, term frequencies and
lengths, so that nothing goes stale when documents come and go: idf and mean length are those of all live documents.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
K1, B, EPSILON = 1.5, 0.75, 0.25


@dataclass(frozen=True)
class Postings:
    """The inverted index of one segment.

    `starts[t] : starts[t + 1]` are the entries of term t in `documents` (ascending) and `frequencies`; `lengths` counts
    each document's terms. `forward_starts` and `forward_terms` list each document's distinct terms, to take a deleted
    document out of the statistics.
    """

    terms: Mapping[str, int]
    starts: NDArray[np.int64]
    documents: Ints
    frequencies: Ints
    lengths: Ints
    forward_starts: NDArray[np.int64]
    forward_terms: Ints

    @property
    def size(self) -> int:
        """Number of documents, deleted ones too."""
        return len(self.lengths)


def build_postings(documents: Iterable[Sequence[str]]) -> Postings:
    """The inverted index of documents given as lists of terms."""
    terms: dict[str, int] = {}
    term_of: list[NDArray[np.int32]] = []
    count_of: list[NDArray[np.int32]] = []
    lengths: list[int] = []
    for document in documents:
        counts = Counter(document)
        ids = np.fromiter((terms.setdefault(term, len(terms)) for term in counts), np.int32, len(counts))
        order = np.argsort(ids)
        term_of.append(ids[order])
        count_of.append(np.fromiter(counts.values(), np.int32, len(counts))[order])
        lengths.append(len(document))
    sizes = np.array([len(ids) for ids in term_of], dtype=np.int64)
    forward_starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    forward_terms = np.concatenate(term_of) if term_of else np.zeros(0, np.int32)
    counts_flat = np.concatenate(count_of) if count_of else np.zeros(0, np.int32)
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), sizes)
    by_term = np.argsort(forward_terms, kind="stable")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(forward_terms, minlength=len(terms)), out=starts[1:])
    return Postings(
        terms,
        starts,
        owners[by_term],
        counts_flat[by_term],
        np.array(lengths, dtype=np.int32),
        forward_starts,
        forward_terms,
    )


class _Weights(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no type information
    """rank-bm25's own idf over given document frequencies, without its walk over the corpus."""

    def __init__(self, corpus_size: int, frequencies: Mapping[str, int]) -> None:
        self.corpus_size, self.epsilon = corpus_size, EPSILON
        self.idf: dict[str, float] = {}
        self._calc_idf(frequencies)


@dataclass(frozen=True)
class Statistics:
    """What BM25 knows of all live documents: number, mean length, and each term's document frequency and idf."""

    size: int
    mean_length: float
    frequencies: Mapping[str, int]
    idf: Mapping[str, float]


def statistics_of(segments: Sequence[tuple[Postings, Mask]]) -> Statistics:
    """Statistics over segments, each with the mask of its deleted documents."""
    size, total = 0, 0
    frequencies: dict[str, int] = {}
    for postings, deleted in segments:
        counts = np.diff(postings.starts)
        gone = np.flatnonzero(deleted)
        if len(gone):
            lost = np.concatenate(
                [postings.forward_terms[postings.forward_starts[d] : postings.forward_starts[d + 1]] for d in gone]
            )
            counts = counts - np.bincount(lost, minlength=len(counts))
        size += postings.size - len(gone)
        total += int(postings.lengths[~deleted].sum())
        for term, count in zip(postings.terms, counts.tolist(), strict=True):
            if count:
                frequencies[term] = frequencies.get(term, 0) + count
    if not frequencies:
        return Statistics(size, 1.0, {}, {})
    return Statistics(size, total / size, frequencies, _Weights(size, frequencies).idf)


def score(postings: Postings, statistics: Statistics, terms: Sequence[str]) -> Floats:
    """BM25 of every document of a segment for query terms, equal to `BM25Okapi.get_scores` over all live documents."""
    scores = np.zeros(postings.size)
    norms = K1 * (1 - B + B * postings.lengths / statistics.mean_length)
    for term in terms:
        at = postings.terms.get(term)
        idf = statistics.idf.get(term, 0.0)
        if at is None or not idf:
            continue
        span = slice(postings.starts[at], postings.starts[at + 1])
        documents, frequency = postings.documents[span], postings.frequencies[span]
        scores[documents] += idf * (frequency * (K1 + 1) / (frequency + norms[documents]))
    return scores


def has_term(postings: Postings, term: str) -> Ints:
    """The documents of a segment that hold a term."""
    at = postings.terms.get(term)
    return (
        postings.documents[postings.starts[at] : postings.starts[at + 1]] if at is not None else np.zeros(0, np.int32)
    )
