"""The look at the signs of all vectors, and the comparison of those that are near by them: loops that numba compiles.

A vector's signs are bits. A query's are weighed by how great its numbers are, in steps of 0 to 3 (Gao and Long 2024,
SIGMOD, round a query likewise): `Asked` holds them as three rows of bits, so that a distance is two counts of bits a word.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from index.heap import Array, compiled
from index.layout import BITS
from index.signs import LEVEL_OF_MEAN, LEVELS

FARTHEST = 127  # of what differs in a word, more counts as less than this
EACH, TOPS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
SAMPLED = 1 << 9  # stretches of 16 documents from which it is learnt how near the nearest are
FEWEST, GROWTH = 10_000, 0.3  # of so many more documents, so much more are compared
ROOM = 4  # times as many as are wanted may be found
FIRST = 16  # times as many as are compared are looked at by all of their signs
SPARSE = 8  # of a filter that fewer than one in so many documents pass, those are visited one by one


class Asked(NamedTuple):
    """A query as bits: its signs, and the two bits of each number's weight."""

    signs: NDArray[np.uint64]
    ones: NDArray[np.uint64]
    twos: NDArray[np.uint64]


def _ones_of(_context: Any, _word: Any) -> tuple[Any, Any]:
    """The number of bits of a word that are set, which processors count at once."""

    def code(_context: Any, builder: Any, _signature: Any, words: Any) -> Any:
        return builder.ctpop(words[0])

    return types.int64(types.uint64), code


_ones: Any = intrinsic(_ones_of)


@compiled
def nearest(
    query: Array, heads: Array, signs: Array, fine: Array, allowed: Array, live: Array, n: int, most: int, few: int
) -> tuple[Array, Array, Any]:
    """The n nearest of the allowed, best first, of equals the lower number, and the greatest cosine of these and of `few`
    of all that are live.

    `heads` are the first words of `signs`; a bitmap may be empty, which is for all. So many of 10,000 allowed documents
    are compared exactly as `most` says, and some more of many more.
    """
    asked = asked_of(query, signs.shape[1])
    apart = distances(asked, heads)
    kept = _count(allowed) if len(allowed) else len(heads)
    most = int(most * max(1.0, kept / FEWEST) ** GROWTH)
    numbers = closest(asked, signs, near(apart, allowed, kept, FIRST * most), most)
    cosines = products(query, fine, numbers)
    best = cosines.max() if len(cosines) else np.float32(0)
    if few:
        others = closest(asked, signs, near(apart, live, len(heads), FIRST * few + len(heads) // 200), few)
        for cosine in products(query, fine, others):
            best = max(best, cosine)
    if len(numbers) > n:
        least = -np.partition(-cosines, n - 1)[n - 1]
        numbers, cosines = numbers[cosines >= least], cosines[cosines >= least]
    order = np.argsort(-cosines, kind="mergesort")[:n]
    return numbers[order], cosines[order], best


@compiled
def asked_of(query: Array, words: int) -> Asked:
    """A query as bits, ordered within a word as `numpy.packbits` orders them."""
    signs, ones, twos = np.zeros(words, np.uint64), np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    steps = np.float32(LEVEL_OF_MEAN) / np.abs(query).mean()
    for dimension in range(len(query)):
        word, bit = dimension >> 6, np.uint64(1) << np.uint64(dimension & 63 ^ 7)
        level = min(LEVELS, int(abs(query[dimension]) * steps + np.float32(0.5)))
        if query[dimension] > 0:
            signs[word] |= bit
        if level & 1:
            ones[word] |= bit
        if level & 2:
            twos[word] |= bit
    return Asked(signs, ones, twos)


@compiled
def closest(asked: Asked, signs: Array, numbers: Array, most: int) -> Array:
    """So many of some documents whose signs differ least, and those that are as near as the last of them."""
    if len(numbers) <= most:
        return numbers
    apart, counts = np.empty(len(numbers), np.int32), np.zeros(64 * LEVELS * signs.shape[1] + 1, np.int64)
    for at in range(len(numbers)):
        total = 0
        for word in range(signs.shape[1]):
            differing = asked.signs[word] ^ signs[numbers[at], word]
            total += _ones(differing & asked.ones[word]) + 2 * _ones(differing & asked.twos[word])
        apart[at] = total
        counts[total] += 1
    return _up_to(_bound(counts, most), numbers, apart)


@compiled
def distances(asked: Asked, heads: Array) -> Array:
    """How much the first word of each document differs: a loop that processors run several documents at a time."""
    signs, ones, twos = asked.signs[0], asked.ones[0], asked.twos[0]
    apart = np.full((len(heads) + 7) // 8 * 8, FARTHEST, np.uint8)
    for document in range(len(heads)):
        differing = heads[document] ^ signs
        apart[document] = min(FARTHEST - 1, _ones(differing & ones) + 2 * _ones(differing & twos))
    return apart


@compiled
def near(apart: Array, allowed: Array, kept: int, most: int) -> Array:
    """About so many of the allowed documents, of which there are `kept`, that are the nearest by a word; ascending."""
    if len(allowed) and kept * SPARSE < len(apart):
        return _near_of_few(apart, allowed, kept, most)
    bound, found = bound_by_sample(apart, allowed, kept, most), 0
    numbers, bounds = np.empty(min(len(apart), ROOM * most), np.int32), (TOPS + np.uint64(bound) * EACH)
    for at, eight in enumerate(apart.view(np.uint64)):
        passed = (bounds - eight) & TOPS  # the top bit of each byte that is not above the bound
        while passed:
            document = at * 8 + (_ones((passed & (~passed + np.uint64(1))) - np.uint64(1)) >> 3)
            passed &= passed - np.uint64(1)
            if found < len(numbers) and _passes(allowed, document):
                numbers[found] = document
                found += 1
    return numbers[:found]


@compiled
def _near_of_few(apart: Array, allowed: Array, kept: int, most: int) -> Array:
    numbers, of, found = np.empty(kept, np.int32), np.empty(kept, np.uint8), 0
    counts = np.zeros(FARTHEST + 1, np.int64)
    for begin in range(0, len(allowed), 4):
        bits = np.uint64(0)
        for at in range(min(4, len(allowed) - begin)):
            bits |= np.uint64(allowed[begin + at]) << np.uint64(16 * at)
        while bits:
            document = (begin << BITS) + _ones((bits & (~bits + np.uint64(1))) - np.uint64(1))
            bits &= bits - np.uint64(1)
            numbers[found], of[found] = document, apart[document]
            counts[apart[document]] += 1
            found += 1
    return numbers[:found] if found <= most else _up_to(_bound(counts, most), numbers[:found], of)


@compiled
def _up_to(bound: int, numbers: Array, apart: Array) -> Array:
    """Those of some documents that are within a distance."""
    kept, found = np.empty(len(numbers), np.int32), 0
    for at in range(len(numbers)):
        kept[found] = numbers[at]
        found += apart[at] <= bound
    return kept[:found]


@compiled
def _bound(counts: Array, most: int) -> int:
    """The distance within which so many lie, by how many lie at each."""
    bound, within = 0, counts[0]
    while within < most and bound < len(counts) - 1:
        bound += 1
        within += counts[bound]
    return bound


@compiled
def bound_by_sample(apart: Array, allowed: Array, kept: int, most: int) -> int:
    """The distance within which about so many of the allowed documents lie."""
    counts, sampled, stretches = np.zeros(FARTHEST + 1, np.int64), 0, (len(apart) + 15) >> BITS
    for stretch in range(0, stretches - 1, max(1, stretches // SAMPLED)):
        for document in range(stretch << BITS, (stretch + 1) << BITS):
            if _passes(allowed, document):
                counts[apart[document]] += 1
                sampled += 1
    if kept <= most or not sampled:
        return FARTHEST - 1
    return min(FARTHEST - 1, _bound(counts, max(1, most * sampled // kept)))


@compiled
def _passes(allowed: Array, document: int) -> bool:
    return not len(allowed) or (allowed[document >> BITS] >> (document & 15) & 1) == 1


@compiled
def _count(allowed: Array) -> int:
    passed = 0
    for bits in allowed:
        passed += _ones(np.uint64(bits))
    return passed


@njit(nogil=True, cache=True, fastmath=True)
def products(query: Array, rows: Array, numbers: Array) -> Array:
    """The inner products of a query with some rows of 16-bit numbers."""
    found = np.empty(len(numbers), np.float32)
    for at in range(len(numbers)):
        total, row = np.float32(0), rows[numbers[at]]
        for dimension in range(len(query)):
            total += query[dimension] * np.float32(row[dimension])
        found[at] = total
    return found
