"""The arrays of a segment's inverted index, as they lie in files and in the compiled loops."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Bits = NDArray[np.uint16]  # a mask, 16 documents a number
K1, B, EPSILON = 1.5, 0.75, 0.25
LESS = 1e-9  # gains that differ by no more are the same
CAPPED = 255  # a frequency byte that stands for a number in `exact`
BITS = 4  # a block has 16 documents; their filter bits are one uint16
STEPS = 102.0  # a gain, always below 2.5, in steps of a byte, rounded up


class Layout(NamedTuple):
    """The inverted index of one segment.

    `starts[t] : starts[t + 1]` are the entries of term t in `documents` (ascending) and `frequencies` (capped; `exact`
    has those of the entries `capped`). `lengths` numbers each document's length among `distinct_lengths`.

    The rest bounds scores, so that a search need not look at every entry. Nothing of it is an idf or goes stale when
    documents come and go: an entry's gain is its part of the score for each unit of idf, at the segment's own mean
    length, and another mean length changes it by no more than their ratio. `steps` are the gains of all entries. A term
    with row r = `row_of[t]`, not -1, is so frequent that `rows[r]` has its greatest steps in every block of documents.
    `skips[skip_starts[t] : skip_starts[t + 1]]` tells how many of a term's entries come before each stretch of
    documents. A small segment has none of these.
    """

    starts: NDArray[np.int64]
    documents: Ints
    frequencies: NDArray[np.uint8]
    capped: NDArray[np.int64]
    exact: Ints
    lengths: NDArray[Any]  # uint16, or int32 for more than 65,536 different lengths
    distinct_lengths: Ints
    steps: NDArray[np.uint8]
    row_of: Ints
    rows: NDArray[np.uint8]
    skip_starts: NDArray[np.int64]
    skips: NDArray[np.uint32]


class Gains(NamedTuple):
    """What a frequency in a document of a length adds to a score for each unit of idf: a table of small frequencies,
    `table[frequency, length]`, and what the others are computed with."""

    table: Floats
    norms: Floats


TABLED = 32


def gains_of(distinct_lengths: Ints, mean_length: float) -> Gains:
    """The gains at a mean length, computed as rank-bm25 computes them."""
    norms: Floats = K1 * (1 - B + B * distinct_lengths.astype(np.float64) / mean_length)
    frequencies = np.arange(TABLED, dtype=np.float64)[:, None]
    table: Floats = frequencies * (K1 + 1) / (frequencies + norms)
    return Gains(table, norms)
