"""The best documents of a large segment, found by loops that numba compiles and that release the interpreter's lock.

Importing this costs a third of a second, so small segments do without. `top` sums up all entries where these are few next
to the documents that are wanted and allowed; in larger segments it prunes by blocks of documents (Ding and Suel
2011, SIGIR; Mallia, Suel and Tonellotto 2024, SIGIR): the sum of the greatest gains of the query's terms in a block bounds
every score in it. The blocks of the highest bounds are scored first, then those others whose bound reaches the k-th score
found. A block is scored in double precision and in the query's order, so that scores are rank-bm25's to the last bit.
"""

from typing import Any

import numpy as np

from index.heap import Array, best_first, compiled, keep
from index.layout import BITS, CAPPED, STEPS, TABLED, Gains, Layout

BLOCK = 1 << BITS
GROUPS = 1024  # blocks are looked through in about so many groups
BATCH = 32  # blocks that are scored at a time, so that their cache misses overlap
PROBE = 4  # how many entries are summed up in the time that one term takes in a block
BLIND = 32  # and in a block of which little is known: one of the first, and of those that follow
MORE = 3  # blocks for each document that is wanted
RESOLUTION = 1 << 22  # bounds are integers, whose sums are this times 255 at most


@compiled
def large_gain(at: int, layout: Layout, gains: Gains) -> Any:
    """What an entry with a frequency beyond the table adds to its document's score for each unit of idf."""
    frequency = np.int64(layout.frequencies[at])
    if frequency == CAPPED:
        frequency = np.int64(layout.exact[np.searchsorted(layout.capped, at)])
    return frequency * 2.5 / (frequency + gains.norms[layout.lengths[layout.documents[at]]])


@compiled
def lost(starts: Array, documents: Array, gone: Array) -> Array:
    """How many of some documents, ascending, hold each term; for few of them."""
    found = np.zeros(len(starts) - 1, np.int64)
    for term in range(len(found)):
        low, end = starts[term], starts[term + 1]
        for document in gone:
            low = _first(documents, low, end, document)
            if low == end:
                break
            found[term] += documents[low] == document
    return found


@compiled
def _first(documents: Array, low: int, end: int, document: int) -> int:
    """The first place from `low` on that is not before a document."""
    while low < end:
        middle = (low + end) >> 1
        if documents[middle] < document:
            low = middle + 1
        else:
            end = middle
    return low


@compiled
def parts(terms: Array, numbers: Array, layout: Layout, gains: Gains) -> Array:
    """What each of some terms adds to each of some documents, ascending, for each unit of idf: 0 if it is not in it."""
    found = np.zeros((len(terms), len(numbers)))
    for one in range(len(terms)):
        at, end = layout.starts[terms[one]], layout.starts[terms[one] + 1]
        for place in range(len(numbers)):
            at = _first(layout.documents, at, end, numbers[place])
            if at == end:
                break
            if layout.documents[at] == numbers[place]:
                frequency = layout.frequencies[at]
                if frequency < TABLED:
                    found[one, place] = gains.table[frequency, layout.lengths[numbers[place]]]
                else:
                    found[one, place] = large_gain(at, layout, gains)
    return found


@compiled
def cover(held: Array, last: Array, word: int, weight: float, term: int, first: int, layout: Layout) -> None:
    """Add a word's weight to the documents that hold a term, unless another term of the word did so; from `first` on."""
    for at in range(layout.starts[term], layout.starts[term + 1]):
        document = first + layout.documents[at]
        if last[document] != word:
            last[document] = word
            held[document] += weight


@compiled
def scores(terms: Array, weights: Array, layout: Layout, gains: Gains) -> Array:
    """The score of every document."""
    documents, frequencies, lengths, table = layout.documents, layout.frequencies, layout.lengths, gains.table
    found = np.zeros(len(lengths))
    for one in range(len(terms)):
        weight = weights[one]
        for at in range(layout.starts[terms[one]], layout.starts[terms[one] + 1]):
            document, frequency = documents[at], frequencies[at]
            gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
            found[document] += weight * gain
    return found


@compiled
def skip_bits(held: int, size: int) -> int:
    """The width, in bits of document numbers, of the stretches in a term's skip list: 8 to 16 entries lie in one."""
    bits = BITS
    while ((size >> bits) + 1) * 8 > held:
        bits += 1
    return bits


@compiled
def top(
    terms: Array, weights: Array, k: int, first: int, slack: float, allowed: Array, layout: Layout, gains: Gains
) -> tuple[Array, Array]:
    """Numbers and scores of the k best documents for terms of positive weight, best first, of equals the lower number.

    `first` is how many blocks are scored at first. `slack` is by how much gains may exceed their steps, since the mean
    length moved; `allowed` has 16 documents' bits a number, or is empty.
    """
    if _entries(terms, layout) < len(terms) * (first + MORE * k) * BLIND:
        heap, numbers = np.zeros(k), np.zeros(k, np.int32)
        held = keep(scores(terms, weights, layout, gains), 0, len(layout.lengths), heap, numbers, 0, allowed)
        best_first(heap, numbers, held)
        return numbers[:held], heap[:held]
    return pruned(terms, weights, k, first, slack, allowed, layout, gains)


@compiled
def gather(row: Array, term: int, allowed: Array, layout: Layout) -> None:
    """A term's greatest steps in every block, of the documents that are allowed."""
    for at in range(layout.starts[term], layout.starts[term + 1]):
        document = layout.documents[at]
        if allowed[document >> BITS] >> (document & 15) & 1:
            row[document >> BITS] = max(row[document >> BITS], layout.steps[at])


@compiled
def pruned(
    terms: Array, weights: Array, k: int, first: int, slack: float, allowed: Array, layout: Layout, gains: Gains
) -> tuple[Array, Array]:
    """What `top` gives, from the blocks whose bounds are high."""
    place, distinct, factors, unit = _merged(terms, weights)
    unit *= slack * (1 + 1e-9)
    bounds, holds = _bounds(distinct, factors, allowed, layout)
    most = np.zeros(max(1, min(GROUPS, len(bounds))), np.int32)
    order = _rare_first(distinct, factors, layout)
    groups, wide = len(most), len(bounds) // len(most)
    for group in range(groups):
        greatest = np.int32(0)
        for block in range(group * wide, (group + 1) * wide):
            greatest = max(greatest, bounds[block])
        most[group] = greatest
    enough = max(_kth(most, first), 1)
    heap, numbers, held, least = np.zeros(k), np.zeros(k, np.int32), 0, 1
    batch, waiting = np.empty(BATCH, np.int64), 0
    for turn in range(2):
        if turn and _costly(bounds, most, least, enough, terms, layout):
            held = keep(scores(terms, weights, layout, gains), 0, len(layout.lengths), heap, numbers, 0, allowed)
            break
        for group in range(groups):
            if most[group] < (least if turn else enough):
                continue
            for block in range(group * wide, (group + 1) * wide):
                if bounds[block] >= enough if not turn else least <= bounds[block] < enough:
                    batch[waiting] = block
                    waiting += 1
                if waiting == BATCH:
                    held = _score(
                        batch, place, terms, weights, distinct, factors, unit, order, holds, heap, numbers, held, allowed,
                        layout, gains,
                    )  # fmt: skip
                    waiting = 0
                    least = max(1, int(heap[0] / unit)) if held == k else 1
        held = _score(
            batch[:waiting], place, terms, weights, distinct, factors, unit, order, holds, heap, numbers, held, allowed,
            layout, gains,
        )  # fmt: skip
        waiting = 0
        least = max(1, int(heap[0] / unit)) if held == k else 1
    best_first(heap, numbers, held)
    return numbers[:held], heap[:held]


@compiled
def _merged(terms: Array, weights: Array) -> tuple[Array, Array, Array, float]:
    """The different terms, which of them each of the query's is, and their weights as integers of a unit."""
    place, distinct, sums = np.empty(len(terms), np.int64), np.empty(len(terms), np.int64), np.zeros(len(terms))
    found = 0
    for one in range(len(terms)):
        at = 0
        while at < found and distinct[at] != terms[one]:
            at += 1
        distinct[at], place[one] = terms[one], at
        sums[at] += weights[one]
        found = max(found, at + 1)
    unit = sums.sum() / RESOLUTION
    return place, distinct[:found], np.ceil(sums[:found] / unit).astype(np.int32), unit / STEPS


@compiled
def _rare_first(distinct: Array, factors: Array, layout: Layout) -> Array:
    """The order in which a block's terms are looked up: first those without a row, then by falling weight."""
    keys = np.empty(len(distinct), np.int64)
    for one in range(len(distinct)):
        keys[one] = one if layout.row_of[distinct[one]] < 0 else RESOLUTION * 2 - factors[one]
    return np.argsort(keys, kind="mergesort")


@compiled
def _bounds(distinct: Array, factors: Array, allowed: Array, layout: Layout) -> tuple[Array, Array]:
    """Every block's bound, 0 if nothing in it is allowed, and marks for which of the rare terms a block may hold."""
    documents, steps, blocks, rare = layout.documents, layout.steps, layout.rows.shape[1], 0
    bounds = np.zeros(blocks + -blocks % GROUPS if blocks > GROUPS else blocks, np.int32)
    holds = np.zeros(blocks, np.uint8)
    for one in range(len(distinct)):
        term, factor = distinct[one], factors[one]
        if layout.row_of[term] >= 0:
            row = layout.rows[layout.row_of[term]]
            for block in range(blocks):
                bounds[block] += factor * np.int32(row[block])
            continue
        at, end, mark = layout.starts[term], layout.starts[term + 1], np.uint8(1 << (rare & 7))
        rare += 1
        while at < end:
            block, greatest = documents[at] >> BITS, np.uint8(0)
            bits = allowed[block] if len(allowed) else np.uint16(0xFFFF)
            while at < end and documents[at] >> BITS == block:
                if bits >> (documents[at] & 15) & 1:
                    greatest = max(greatest, steps[at])
                at += 1
            if greatest:
                bounds[block] += factor * np.int32(greatest)
                holds[block] |= mark
    for block in range(min(blocks, len(allowed))):
        if not allowed[block]:
            bounds[block] = 0
    return bounds, holds


@compiled
def _kth(values: Array, k: int) -> Any:
    """The k-th greatest of values above 0, or 0."""
    heap = np.zeros(k, np.int32)
    for value in values:
        if value <= heap[0]:
            continue
        at = 0
        while 2 * at + 1 < k:
            below = 2 * at + 1
            if below + 1 < k and heap[below + 1] < heap[below]:
                below += 1
            if heap[below] >= value:
                break
            heap[at] = heap[below]
            at = below
        heap[at] = value
    return heap[0]


@compiled
def _costly(bounds: Array, most: Array, least: int, enough: int, terms: Array, layout: Layout) -> bool:
    """Whether summing up all entries costs less than the blocks that are left."""
    left, wide = 0, len(bounds) // len(most)
    for group in range(len(most)):
        if most[group] >= least:
            for block in range(group * wide, (group + 1) * wide):
                left += least <= bounds[block] < enough
    return left * len(terms) * PROBE > _entries(terms, layout)


@compiled
def _entries(terms: Array, layout: Layout) -> int:
    """What it costs to sum up all: the terms' entries, and a look at every sum, which takes half the time of an entry."""
    entries = len(layout.lengths) // 2
    for term in terms:
        entries += layout.starts[term + 1] - layout.starts[term]
    return entries


@compiled
def _score(
    batch: Array, place: Array, terms: Array, weights: Array, distinct: Array, factors: Array, unit: float, order: Array,
    holds: Array, heap: Array, numbers: Array, held: int, allowed: Array, layout: Layout, gains: Gains,
) -> int:  # fmt: skip
    """Score the documents of some blocks and keep the best; gives how many are kept.

    A block is left as soon as what its documents have of the first terms, and what it may have of the others, is too
    little. Those that stay are summed up once more in the query's order.
    """
    documents, frequencies, lengths, table = layout.documents, layout.frequencies, layout.lengths, gains.table
    starts, skip_starts, rows, row_of = layout.starts, layout.skip_starts, layout.rows, layout.row_of
    size, places, sums = len(lengths), np.empty(len(distinct), np.int64), np.empty(BLOCK)
    stretch = np.zeros(len(distinct), np.int64)
    for one in range(len(distinct)):
        if skip_starts[distinct[one] + 1] > skip_starts[distinct[one]]:
            stretch[one] = skip_bits(starts[distinct[one] + 1] - starts[distinct[one]], size)
    for block in batch:
        low, high = block * BLOCK, min((block + 1) * BLOCK, size)
        least = heap[0] * (1 - 1e-9) if held == len(heap) else 0.0
        bits = np.uint16(0xFFFF) if not len(allowed) else allowed[block]
        sums[:] = 0.0
        best, rest, rare = 0.0, 0, 0
        for one in range(len(distinct)):
            if row_of[distinct[one]] >= 0:
                rest += factors[one] * np.int64(rows[row_of[distinct[one]], block])
        for one in order:
            term, row = distinct[one], row_of[distinct[one]]
            places[one] = -1
            if row < 0:
                mark = 1 << (rare & 7)
                rare += 1
                if not holds[block] & mark:
                    continue
            else:
                if best + rest * unit < least:
                    break
                rest -= factors[one] * np.int64(rows[row, block])
                if not rows[row, block]:
                    continue
            at, end, weight = starts[term], starts[term + 1], factors[one] * unit * STEPS
            if stretch[one]:
                at += layout.skips[skip_starts[term] + (low >> stretch[one])]
            while at < end and documents[at] < low:
                at += 1
            places[one] = at
            while at < end and documents[at] < high:
                document, frequency = documents[at], frequencies[at]
                gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
                sums[document - low] += weight * gain
                if bits >> (document - low) & 1:
                    best = max(best, sums[document - low])
                at += 1
        if best + rest * unit < least:
            continue
        sums[:] = 0.0
        for one in range(len(terms)):
            at, end, weight = places[place[one]], starts[terms[one] + 1], weights[one]
            while 0 <= at < end and documents[at] < high:
                document, frequency = documents[at], frequencies[at]
                gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
                sums[document - low] += weight * gain
                at += 1
        held = keep(sums, low, high, heap, numbers, held, allowed)
    return held
