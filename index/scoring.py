"""The scores of the documents in some blocks, by loops that numba compiles.

What an entry needs lies at four places of a large index, each of which takes longer to fetch than all that is computed
with it: what a batch of blocks needs is fetched before any of it is looked at.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.compiling import Array, compiled
from index.fetching import fetch
from index.heap import keep
from index.layout import BITS, CAPPED, STEPS, TABLED, Floats, Gains, Layout

BLOCK = 1 << BITS
BATCH = 32  # blocks that are scored at a time
MARKS = 8  # so many low bits of a bound are marks
MANY = 1 << 12  # no more terms than this can be bounded
RESOLUTION = (1 << 16) - MANY  # weights are integers; times 255 and with the marks, their sum has 32 bits


class Wanted(NamedTuple):
    """What a query wants: `terms` and `weights` as they are asked for, and the different ones among them.

    `place` tells which of the `distinct` each of the terms is. The first `rare` of these have no row, the others come by
    falling weight. `factors` are their weights in whole numbers, one of which times one step of gain is `unit`.
    `stretches` is the width in bits of the stretches in their skip lists, 0 without one.
    """

    terms: NDArray[np.int64]
    weights: Floats
    place: NDArray[np.int64]
    distinct: NDArray[np.int64]
    rare: int
    factors: NDArray[np.uint32]
    unit: float
    stretches: NDArray[np.int64]


class Best(NamedTuple):
    """The best documents so far: a heap of scores, their numbers, and how many they are."""

    scores: Floats
    numbers: NDArray[np.int32]
    held: NDArray[np.int64]


@compiled
def large_gain(at: int, layout: Layout, gains: Gains) -> Any:
    """What an entry with a frequency beyond the table adds to its document's score for each unit of idf."""
    frequency = np.int64(layout.frequencies[at])
    if frequency == CAPPED:
        frequency = np.int64(layout.exact[np.searchsorted(layout.capped, at)])
    return frequency * 2.5 / (frequency + gains.norms[layout.lengths[layout.documents[at]]])


@compiled
def skip_bits(held: int, size: int) -> int:
    """The width, in bits of document numbers, of the stretches in a term's skip list: 8 to 16 entries lie in one."""
    bits = BITS
    while ((size >> bits) + 1) * 8 > held:
        bits += 1
    return bits


@compiled
def wanted_of(terms: Array, weights: Array, slack: float, layout: Layout) -> Wanted:
    """What a query wants of an index whose gains may exceed their steps by `slack`."""
    place, distinct, sums = np.empty(len(terms), np.int64), np.empty(len(terms), np.int64), np.zeros(len(terms))
    found = 0
    for one in range(len(terms)):
        at = 0
        while at < found and distinct[at] != terms[one]:
            at += 1
        distinct[at], place[one] = terms[one], at
        sums[at] += weights[one]
        found = max(found, at + 1)
    order, rare = np.empty(found, np.int64), 0
    for one in range(found):
        at = one
        while at and _before(distinct[one], sums[one], distinct[order[at - 1]], sums[order[at - 1]], layout):
            order[at] = order[at - 1]
            at -= 1
        order[at] = one
        rare += layout.row_of[distinct[one]] < 0
    unit, ordered, moved = sums.sum() / RESOLUTION, np.empty(found, np.int64), np.empty(found, np.int64)
    factors, stretches = np.empty(found, np.uint32), np.zeros(found, np.int64)
    for at in range(found):
        term = distinct[order[at]]
        ordered[at], moved[order[at]] = term, at
        factors[at] = np.uint32(np.ceil(sums[order[at]] / unit))
        if layout.skip_starts[term + 1] > layout.skip_starts[term]:
            stretches[at] = skip_bits(layout.starts[term + 1] - layout.starts[term], len(layout.lengths))
    for one in range(len(terms)):
        place[one] = moved[place[one]]
    return Wanted(terms, weights, place, ordered, rare, factors, unit / STEPS * slack * (1 + 1e-9), stretches)


@compiled
def _before(term: int, weight: float, other: int, others: float, layout: Layout) -> bool:
    """Whether a term is looked up before another: those without a row first, then by falling weight."""
    if layout.row_of[other] < 0:
        return False
    return layout.row_of[term] < 0 or weight > others


@compiled
def score(
    blocks: Array, marks: Array, wanted: Wanted, best: Best, allowed: Array, layout: Layout, gains: Gains
) -> None:
    """Score the documents of a batch of blocks and keep the best; `marks` tell which rare terms a block may hold.

    A block is left as soon as what its documents have of the first terms, and what it may have of the others, is too
    little. Those that stay are summed up once more in the query's order.
    """
    documents, frequencies, lengths, table = layout.documents, layout.frequencies, layout.lengths, gains.table
    rows, terms, distinct, factors, unit = layout.rows, wanted.terms, wanted.distinct, wanted.factors, wanted.unit
    places, sums = _places(blocks, marks, wanted, layout), np.empty(BLOCK)
    for which in range(len(blocks)):
        block, at_of = int(blocks[which]), places[which]
        low, high = block * BLOCK, min((block + 1) * BLOCK, len(lengths))
        least = best.scores[0] * (1 - 1e-9) if best.held[0] == len(best.scores) else 0.0
        bits = allowed[block] if len(allowed) else np.uint16(0xFFFF)
        sums[:] = 0.0
        most, rest = 0.0, 0
        for one in range(wanted.rare, len(distinct)):
            rest += np.int64(factors[one]) * rows[layout.row_of[distinct[one]], block]
        for one in range(len(distinct)):
            if one >= wanted.rare:
                if most + rest * unit < least:
                    break
                rest -= np.int64(factors[one]) * rows[layout.row_of[distinct[one]], block]
            at, end, weight = at_of[one], layout.starts[distinct[one] + 1], factors[one] * unit * STEPS
            if at < 0:
                continue
            while at < end and documents[at] < low:
                at += 1
            at_of[one] = at
            while at < end and documents[at] < high:
                document, frequency = documents[at], frequencies[at]
                gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
                sums[document - low] += weight * gain
                if bits >> (document - low) & 1:
                    most = max(most, sums[document - low])
                at += 1
        if most + rest * unit < least:
            continue
        sums[:] = 0.0
        for one in range(len(terms)):
            at, end, weight = at_of[wanted.place[one]], layout.starts[terms[one] + 1], wanted.weights[one]
            while 0 <= at < end and documents[at] < high:
                document, frequency = documents[at], frequencies[at]
                gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
                sums[document - low] += weight * gain
                at += 1
        best.held[0] = keep(sums, low, high, best.scores, best.numbers, best.held[0], allowed)


@compiled
def _places(blocks: Array, marks: Array, wanted: Wanted, layout: Layout) -> Array:
    """Where in each block, or a little before it, each term's entries begin, -1 if it holds none; what is read there is
    being fetched."""
    places = np.full((len(blocks), len(wanted.distinct)), -1, np.int64)
    for one in range(len(wanted.distinct)):
        term, stretch = wanted.distinct[one], wanted.stretches[one]
        for which in range(len(blocks)):
            block = np.int64(blocks[which])
            if one < wanted.rare and not marks[which] >> (one % MARKS) & 1:
                continue
            if one >= wanted.rare:
                fetch(layout.rows[layout.row_of[term]], block)
            if stretch:
                fetch(layout.skips, layout.skip_starts[term] + (block << BITS >> stretch))
    for one in range(len(wanted.distinct)):
        term, stretch = wanted.distinct[one], wanted.stretches[one]
        for which in range(len(blocks)):
            block = np.int64(blocks[which])
            if marks[which] >> (one % MARKS) & 1 if one < wanted.rare else layout.rows[layout.row_of[term], block]:
                places[which, one] = layout.starts[term]
                if stretch:
                    places[which, one] += layout.skips[layout.skip_starts[term] + (block << BITS >> stretch)]
                fetch(layout.documents, places[which, one])
                fetch(layout.frequencies, places[which, one])
    for block in blocks:
        fetch(layout.lengths, np.int64(block) << BITS)
    return places
