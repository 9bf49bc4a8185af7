"""The inverted index of a large segment in two passes over its terms, by loops that numba compiles."""

from collections.abc import Callable, Iterable

import numpy as np

from index.compiling import Array, compiled
from index.layout import BITS, CAPPED, STEPS, TABLED, Gains, Ints, Layout, gains_of
from index.scoring import large_gain, skip_bits

FREQUENT = 128  # a term that one of so many documents holds has its greatest gains block by block
SKIPPED = 32  # a term with more entries has a skip list


Parts = Callable[
    [], Iterable[tuple[Ints, Ints]]
]  # documents a few at a time: their terms' numbers, and how many each has


def invert(parts: Parts, terms: int) -> tuple[Array, ...]:
    """Starts, documents, frequencies and what exceeds them of documents given as term numbers one after the other."""
    held, large = count(parts, terms)
    starts = np.concatenate(([0], np.cumsum(held)))
    documents, frequencies = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint8)
    capped, exact = np.empty(large, np.int64), np.empty(large, np.int32)
    last, seen, over = starts[:-1] - 1, np.full(terms, -1, np.int32), np.empty(terms, np.int64)
    first, found = 0, 0
    for tokens, sizes in parts():
        found = _fill(tokens, sizes, first, found, last, seen, over, documents, frequencies, capped, exact)
        first += len(sizes)
    order = np.argsort(capped)
    return starts, documents, frequencies, capped[order], exact[order]


def count(parts: Parts, terms: int) -> tuple[Array, int]:
    """Each term's document frequency, and how many entries' frequencies are capped."""
    held, times, seen = np.zeros(terms, np.int64), np.zeros(terms, np.int32), np.full(terms, -1, np.int32)
    first, large = 0, 0
    for tokens, sizes in parts():
        large += _count(tokens, sizes, first, held, times, seen)
        first += len(sizes)
    return held, large


def bounded(layout: Layout, mean_length: float) -> Layout:
    """The layout with what bounds scores."""
    gains, size = gains_of(layout.distinct_lengths, mean_length), len(layout.lengths)
    steps, held = _steps(layout, gains), np.diff(layout.starts)
    frequent = np.flatnonzero(held > size // FREQUENT)
    row_of = np.full(len(held), -1, np.int32)
    row_of[frequent] = np.arange(len(frequent))
    rows = _rows(frequent, layout.starts, layout.documents, steps, ((size - 1) >> BITS) + 1)
    stretches = _stretches(held, size)
    skip_starts = np.concatenate(([0], np.cumsum(stretches)))
    skips = _skips(layout.starts, layout.documents, size, skip_starts)
    return layout._replace(steps=steps, row_of=row_of, rows=rows, skip_starts=skip_starts, skips=skips)


@compiled
def _count(tokens: Array, sizes: Array, first: int, held: Array, times: Array, seen: Array) -> int:
    """Count on with documents from number `first` on; gives how many entries' frequencies are capped."""
    at, large = 0, 0
    for document in range(first, first + len(sizes)):
        for token in tokens[at : at + sizes[document - first]]:
            if seen[token] != document:
                seen[token], times[token] = document, 0
                held[token] += 1
            times[token] += 1
            large += times[token] == CAPPED
        at += sizes[document - first]
    return large


@compiled
def _fill(
    tokens: Array, sizes: Array, first: int, found: int, last: Array, seen: Array, over: Array,
    documents: Array, frequencies: Array, capped: Array, exact: Array,
) -> int:  # fmt: skip
    """Go on with documents from number `first` on: documents and capped frequencies of every term, and of those entries
    that are capped, the first `found` of which are known, which they are and their frequencies."""
    at = 0
    for document in range(first, first + len(sizes)):
        for token in tokens[at : at + sizes[document - first]]:
            if seen[token] != document:
                seen[token] = document
                last[token] += 1
                documents[last[token]], frequencies[last[token]] = document, 1
                continue
            if frequencies[last[token]] < CAPPED:
                frequencies[last[token]] += 1
                if frequencies[last[token]] == CAPPED:
                    over[token], capped[found], exact[found] = found, last[token], CAPPED
                    found += 1
            else:
                exact[over[token]] += 1
        at += sizes[document - first]
    return found


@compiled
def _steps(layout: Layout, gains: Gains) -> Array:
    """Every entry's gain in steps."""
    documents, frequencies, lengths, table = layout.documents, layout.frequencies, layout.lengths, gains.table
    steps = np.empty(len(documents), np.uint8)
    for at in range(len(steps)):
        frequency = frequencies[at]
        gain = table[frequency, lengths[documents[at]]] if frequency < TABLED else large_gain(at, layout, gains)
        steps[at] = np.uint8(np.ceil(gain * STEPS))
    return steps


@compiled
def _rows(frequent: Array, starts: Array, documents: Array, steps: Array, blocks: int) -> Array:
    """Each frequent term's greatest steps in every block."""
    rows = np.zeros((len(frequent), blocks), np.uint8)
    for row in range(len(frequent)):
        for at in range(starts[frequent[row]], starts[frequent[row] + 1]):
            block = documents[at] >> BITS
            rows[row, block] = max(rows[row, block], steps[at])
    return rows


@compiled
def _stretches(held: Array, size: int) -> Array:
    """How many stretches each term's skip list has."""
    found = np.zeros(len(held), np.int64)
    for term in range(len(held)):
        if held[term] > SKIPPED:
            found[term] = (size >> skip_bits(held[term], size)) + 1
    return found


@compiled
def _skips(starts: Array, documents: Array, size: int, skip_starts: Array) -> Array:
    """How many of a term's entries come before each stretch of documents."""
    skips = np.empty(skip_starts[-1], np.uint32)
    for term in range(len(starts) - 1):
        at, first = starts[term], skip_starts[term]
        bits = skip_bits(starts[term + 1] - at, size) if skip_starts[term + 1] > first else 0
        for stretch in range(skip_starts[term + 1] - first):
            while at < starts[term + 1] and documents[at] < stretch << bits:
                at += 1
            skips[first + stretch] = at - starts[term]
    return skips
