"""Which blocks of documents may hold one of the best, and what bounds the scores in them: loops that numba compiles.

A bound is the sum of the greatest gains of the query's terms in a block, as a whole number of the query's units. Its low
bits are marks: each is set if the block may hold one of the rare terms that share it.
"""

import numpy as np

from index.compiling import Array, compiled
from index.layout import BITS, Layout
from index.scoring import BLOCK, MARKS, Wanted

WIDE = 4096  # blocks whose bounds are added up at a time; those at the same place of each such part are a group
NONE, SHIFT, NO_BLOCK = np.uint32(0), np.uint32(MARKS), np.uint32(0xFFFFFFFF)


@compiled
def with_rare(bounds: Array, wanted: Wanted, allowed: Array, layout: Layout) -> Array:
    """The blocks in which a document that is allowed holds a rare term; `bounds`, 0 at first, get what is in them."""
    starts, entries, found = layout.starts, 0, 0
    for term in wanted.distinct[: wanted.rare]:
        entries += starts[term + 1] - starts[term]
    blocks = np.empty(entries, np.int32)
    for one in range(wanted.rare):
        begin, end = starts[wanted.distinct[one]], starts[wanted.distinct[one] + 1]
        documents, steps = layout.documents[begin:end], layout.steps[begin:end]
        factor, mark = np.uint32(wanted.factors[one] << SHIFT), np.uint32(1 << one % MARKS)
        last, most = NO_BLOCK, NONE
        for at in range(len(documents)):  # without branches that depend on what is read
            block, step = np.uint32(documents[at]) >> np.uint32(BITS), np.uint32(steps[at])
            if len(allowed) and not allowed[block] >> (documents[at] & (BLOCK - 1)) & 1:
                continue
            before = most if block == last else NONE
            last, most = block, max(before, step)
            blocks[found] = block
            found += bounds[block] == 0
            bounds[block] = (bounds[block] + factor * (most - before)) | mark
    return blocks[:found]


@compiled
def bounds_of(blocks: Array, bounds: Array, wanted: Wanted, layout: Layout) -> Array:
    """The bounds of some blocks, given what is in them by rare terms."""
    sums = np.empty(len(blocks), np.uint32)
    for at in range(len(blocks)):
        sums[at] = bounds[blocks[at]]
    for one in range(wanted.rare, len(wanted.distinct)):
        row, factor = layout.rows[layout.row_of[wanted.distinct[one]]], np.uint32(wanted.factors[one] << SHIFT)
        for at in range(len(blocks)):
            sums[at] += factor * np.uint32(row[blocks[at]])
    return sums


@compiled
def without_rare(bounds: Array, wanted: Wanted, allowed: Array, layout: Layout) -> Array:
    """Turn `bounds`, which were `with_rare`, to those of all other blocks; gives the greatest of each group."""
    most, sums = np.zeros(WIDE, np.uint32), np.empty(WIDE, np.uint32)
    for begin in range(0, len(bounds), WIDE):
        part = bounds[begin : begin + WIDE]
        sums[:] = NONE
        for one in range(wanted.rare, len(wanted.distinct)):
            row = layout.rows[layout.row_of[wanted.distinct[one]]][begin : begin + WIDE]
            factor = np.uint32(wanted.factors[one] << SHIFT)
            for at in range(len(row)):
                sums[at] += factor * np.uint32(row[at])
        bits = allowed[begin : begin + WIDE]
        for at in range(len(bits)):
            sums[at] = sums[at] if bits[at] else NONE
        for at in range(len(part)):
            part[at] = NONE if part[at] else sums[at]
            most[at] = max(most[at], part[at])
    return most


@compiled
def between(low: int, high: int, bounds: Array, most: Array) -> Array:
    """The blocks of bounds from `low` to below `high`."""
    blocks, found = np.empty(len(bounds), np.int32), 0
    for group in range(len(most)):
        if most[group] >= low:
            for block in range(group, len(bounds), WIDE):
                blocks[found] = block
                found += low <= bounds[block] < high
    return blocks[:found]
