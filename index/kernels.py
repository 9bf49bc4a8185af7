"""The best documents of a large segment, found by loops that numba compiles and that release the interpreter's lock.

Importing this costs a third of a second, so small segments do without. `top` sums up all entries where these are few next
to the documents that are wanted and allowed; in larger segments it prunes by blocks of documents (Ding and Suel
2011, SIGIR; Mallia, Suel and Tonellotto 2024, SIGIR): the sum of the greatest gains of the query's terms in a block bounds
every score in it. The blocks that hold a rare term come first, among them those of the highest bounds; the others are
looked at only if the frequent terms alone can reach the k-th score found (MaxScore; Turtle and Flood 1995). A block is
scored in double precision and in the query's order, so that scores are rank-bm25's to the last bit.
"""

from typing import Any

import numpy as np

from index.bounding import between, bounds_of, with_rare, without_rare
from index.compiling import Array, compiled
from index.heap import ABOVE_ZERO, best_first, keep, kth
from index.judging import look_up
from index.layout import BITS, TABLED, Gains, Layout
from index.scoring import BATCH, MANY, MARKS, Best, Wanted, large_gain, score, wanted_of

PROBE = 4  # how many entries are summed up in the time that one term takes in a block
BLIND = 44  # and in a block of which little is known: one of the first, and of those that follow
MORE = 3  # blocks for each document that is wanted
EMPTY = 4  # sums that are made in the time of a look at an entry
EVERY: Any = np.int64(1 << 32)  # no bound is as high
LOWEST = np.uint32(1)  # no bound of what holds anything is lower
NARROW = 6  # of blocks whose bounds differ by one in so many bits, none need be scored first


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
        look_up(found[one], numbers, terms[one], layout, gains)
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
    return _sums(terms, weights, np.zeros(0, np.uint16), layout, gains)


@compiled
def _sums(terms: Array, weights: Array, allowed: Array, layout: Layout, gains: Gains) -> Array:
    """The same, 0 for a document that is not allowed."""
    documents, frequencies, lengths, table = layout.documents, layout.frequencies, layout.lengths, gains.table
    found = np.zeros(len(lengths))
    for one in range(len(terms)):
        weight = weights[one]
        for at in range(layout.starts[terms[one]], layout.starts[terms[one] + 1]):
            document, frequency = documents[at], frequencies[at]
            gain = table[frequency, lengths[document]] if frequency < TABLED else large_gain(at, layout, gains)
            if len(allowed):
                gain *= allowed[document >> BITS] >> (document & 15) & 1
            found[document] += weight * gain
    return found


@compiled
def top(
    terms: Array, weights: Array, k: int, first: int, slack: float, allowed: Array, layout: Layout, gains: Gains
) -> tuple[Array, Array]:
    """Numbers and scores of the k best documents for terms of positive weight, best first, of equals the lower number.

    `first` is how many blocks, or `k` of them, are scored at first. `slack` is by how much gains may exceed their steps,
    since the mean length moved; `allowed` has 16 documents' bits a number, or is empty.
    """
    if len(terms) > MANY or _entries(terms, layout) < len(terms) * (first + MORE * k) * BLIND:
        best = Best(np.zeros(k), np.zeros(k, np.int32), np.zeros(1, np.int64))
        _sum_up(terms, weights, best, allowed, layout, gains)
        return _in_order(best)
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
    wanted = wanted_of(terms, weights, slack, layout)
    best = Best(np.zeros(k), np.zeros(k, np.int32), np.zeros(1, np.int64))
    bounds = np.zeros(layout.rows.shape[1], np.uint32)
    blocks = with_rare(bounds, wanted, allowed, layout)
    sums, first = bounds_of(blocks, bounds, wanted, layout), max(first, k)
    pays = _look(blocks, sums, _highest(sums, first), wanted, best, allowed, layout, gains)
    if pays and wanted.factors[wanted.rare :].sum() * 255 << MARKS >= _least(best, wanted):
        most, enough = without_rare(bounds, wanted, allowed, layout), EVERY
        if best.held[0] < k:
            enough = _highest(most, first)
            blocks = between(enough, EVERY, bounds, most)
            _score(enough, EVERY, blocks, bounds[blocks], wanted, best, allowed, layout, gains)
        blocks = between(_least(best, wanted), enough, bounds, most)
        pays = _look(blocks, bounds[blocks], EVERY, wanted, best, allowed, layout, gains)
    if not pays:
        best.held[0] = 0
        _sum_up(terms, weights, best, allowed, layout, gains)
    return _in_order(best)


@compiled
def _highest(bounds: Array, k: int) -> Any:
    """The k-th highest bound."""
    return np.int64(kth(bounds, k, LOWEST))


@compiled
def _sum_up(terms: Array, weights: Array, best: Best, allowed: Array, layout: Layout, gains: Gains) -> None:
    """Sum up all entries, and look through them once more for the best documents: most hold no term."""
    sums, held, every = _sums(terms, weights, allowed, layout, gains), 0, np.zeros(0, np.uint16)
    least = ABOVE_ZERO
    for term in terms:
        for at in range(layout.starts[term], layout.starts[term + 1]):
            document = layout.documents[at]
            if sums[document] >= least:
                one = sums[document : document + 1]
                held = keep(one, document, document + 1, best.scores, best.numbers, held, every)
                least, one[0] = best.scores[0] if held == len(best.scores) else ABOVE_ZERO, 0.0
    best.held[0] = held


@compiled
def _in_order(best: Best) -> tuple[Array, Array]:
    best_first(best.scores, best.numbers, best.held[0])
    return best.numbers[: best.held[0]], best.scores[: best.held[0]]


@compiled
def _look(
    blocks: Array, bounds: Array, enough: int, wanted: Wanted, best: Best, allowed: Array, layout: Layout, gains: Gains
) -> bool:
    """Score the blocks of bounds from `enough` on, then those others that may hold one of the best, the higher half first
    time and again; gives whether it pays, or to sum up all entries costs less."""
    _score(enough, EVERY, blocks, bounds, wanted, best, allowed, layout, gains)
    least = _least(best, wanted)
    left = np.empty(len(blocks), np.int64)
    found, high = 0, least
    for at in range(len(blocks)):
        left[found] = at
        if least <= bounds[at] < enough:
            found += 1
            high = max(high, bounds[at] + 1)
    if found * len(wanted.distinct) * PROBE > _entries(wanted.terms, layout):
        return False
    blocks, bounds = blocks[left[:found]], bounds[left[:found]]
    while high > least:
        low = least + (high - least >> 1) if high - least > high >> NARROW else least
        _score(low, high, blocks, bounds, wanted, best, allowed, layout, gains)
        least, high = _least(best, wanted), low
    return True


@compiled
def _score(
    low: int, high: int, blocks: Array, bounds: Array, wanted: Wanted, best: Best, allowed: Array, layout: Layout,
    gains: Gains,
) -> None:  # fmt: skip
    """Score those blocks of bounds from `low` to below `high` that may hold one of the best."""
    batch, marks, waiting, least = np.empty(BATCH, np.int32), np.empty(BATCH, np.uint8), 0, low
    for at in range(len(blocks) + 1):
        if at < len(blocks) and least <= bounds[at] < high:
            batch[waiting], marks[waiting] = blocks[at], bounds[at] & ((1 << MARKS) - 1)
            waiting += 1
        if waiting == BATCH or at == len(blocks):
            score(batch[:waiting], marks[:waiting], wanted, best, allowed, layout, gains)
            waiting, least = 0, max(low, _least(best, wanted))


@compiled
def _least(best: Best, wanted: Wanted) -> int:
    """The lowest bound of a block that may hold one of the best."""
    return max(1, int(best.scores[0] / wanted.unit)) << MARKS if best.held[0] == len(best.scores) else 1


@compiled
def _entries(terms: Array, layout: Layout) -> int:
    """What it costs to sum up all: the terms' entries, each looked at twice, and an empty sum for every document."""
    entries = 0
    for term in terms:
        entries += layout.starts[term + 1] - layout.starts[term]
    return 2 * entries + len(layout.lengths) // EMPTY
