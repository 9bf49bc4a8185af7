"""The nearest of very many vectors: loops that numba compiles look at signs, and compare exactly what is near by them.

A vector's signs are bits. A query's are weighed by how great its numbers are, in steps of 0 to 3 (Gao and Long 2024,
SIGMOD, round a query likewise): `Asked` holds them as three rows of bits, so that a distance is two counts of bits a word.
All documents are looked at by two words of their signs, those in which the query weighs most, some of them by all.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from index.compiling import Array, compiled
from index.fetching import fetch
from index.layout import BITS
from index.signs import LEVEL_OF_MEAN, LEVELS

FARTHEST = 127  # of what differs in the two words, more counts as less than this
EACH, TOPS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
DIAGONAL, BELOW = np.uint64(0x8040201008040201), np.uint64(0x7F7F7F7F7F7F7F7F)
SAMPLED = 1 << 8  # stretches of 16 documents from which it is learnt how near the nearest are
ROOM = 4  # times as many as are wanted may be found
FIRST = 3  # times as many as are compared are looked at by all of their signs
OTHERS, LEAST = 4, 0.002  # of those that do not pass a filter, so many times as many, and at least this share of all
SPARSE = 8  # of a filter that fewer than one in so many documents pass, those are visited one by one
AHEAD = 12  # documents whose numbers are fetched before they are needed


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
    query: Array, words: Array, signs: Array, fine: Array, allowed: Array, live: Array, n: int, few: int
) -> tuple[Array, Array, Any]:
    """The n nearest by signs of the allowed, ascending, and what are as near as the last of them, with their cosines, and
    the greatest cosine of these and of `few` of all that are live.

    `words` are the columns of `signs`; a bitmap may be empty, which is for all.
    """
    asked = asked_of(query, signs.shape[1])
    apart, size = distances(asked, words), len(signs)
    kept = passing(allowed) if len(allowed) else size
    numbers = closest(asked, signs, near(apart, allowed, kept, FIRST * n), n)
    cosines = products(query, fine, numbers)
    best = cosines.max() if len(cosines) else np.float32(0)
    if few:
        others = closest(asked, signs, near(apart, live, size, max(OTHERS * few, int(LEAST * size))), few)
        for cosine in products(query, fine, others):
            best = max(best, cosine)
    return numbers, cosines, best


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
        if at + AHEAD < len(numbers):
            fetch(signs, numbers[at + AHEAD])
        total = 0
        for word in range(signs.shape[1]):
            differing = asked.signs[word] ^ signs[numbers[at], word]
            total += _ones(differing & asked.ones[word]) + 2 * _ones(differing & asked.twos[word])
        apart[at] = total
        counts[total] += 1
    return _up_to(_bound(counts, most), numbers, apart)


@compiled
def weightiest(asked: Asked) -> tuple[int, int]:
    """The two words in which a query weighs most; one twice if there is no other."""
    first, second = 0, 0
    for word in range(1, len(asked.signs)):
        if _weight(asked, word) > _weight(asked, first):
            first, second = word, first
        elif second == first or _weight(asked, word) > _weight(asked, second):
            second = word
    return first, second


@compiled
def _weight(asked: Asked, word: int) -> Any:
    return _ones(asked.ones[word]) + 2 * _ones(asked.twos[word])


@compiled
def distances(asked: Asked, words: Array) -> Array:
    """How much two words of each document differ: a loop that processors run several documents at a time."""
    one, other = weightiest(asked)
    size, none = words.shape[1], np.uint64(0)
    signs, ones, twos, column = asked.signs[one], asked.ones[one], asked.twos[one], words[one]
    others, more, most, beside = asked.signs[other], asked.ones[other], asked.twos[other], words[other]
    if one == other:
        more, most = none, none
    apart = np.empty((size + 7) // 8 * 8, np.uint8)
    apart[size:] = FARTHEST
    for document in range(size):
        differing, further = column[document] ^ signs, beside[document] ^ others
        total = _ones(differing & ones) + _ones(further & more)
        total += 2 * (_ones(differing & twos) + _ones(further & most))
        apart[document] = min(FARTHEST - 1, total)
    return apart


@compiled
def near(apart: Array, allowed: Array, kept: int, most: int) -> Array:
    """About so many of the allowed documents, of which there are `kept`, that are the nearest by two words; ascending."""
    if len(allowed) and kept * SPARSE < len(apart):
        return _near_of_few(apart, allowed, kept, most)
    bound, found, bits = bound_by_sample(apart, allowed, kept, most), 0, allowed.view(np.uint8)
    numbers, bounds = np.empty(min(len(apart), ROOM * most), np.int32), TOPS + np.uint64(bound) * EACH
    for at, eight in enumerate(apart.view(np.uint64)):
        passed = (bounds - eight) & TOPS  # the top bit of each byte that is not above the bound
        if passed and len(bits):
            passed &= (np.uint64(bits[at]) * EACH & DIAGONAL) + BELOW  # the same of each that is allowed
        while passed:
            if found < len(numbers):
                numbers[found] = at * 8 + (_ones((passed & (~passed + np.uint64(1))) - np.uint64(1)) >> 3)
                found += 1
            passed &= passed - np.uint64(1)
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
            if not len(allowed) or (allowed[document >> BITS] >> (document & 15) & 1) == 1:
                counts[apart[document]] += 1
                sampled += 1
    if kept <= most or not sampled:
        return FARTHEST - 1
    return min(FARTHEST - 1, _bound(counts, max(1, most * sampled // kept)))


@compiled
def passing(allowed: Array) -> int:
    """How many documents a bitmap allows."""
    passed = 0
    for bits in allowed:
        passed += _ones(np.uint64(bits))
    return passed


@njit(nogil=True, cache=True, fastmath=True)
def products(query: Array, rows: Array, numbers: Array) -> Array:
    """The inner products of a query with some rows of 16-bit numbers."""
    found = np.empty(len(numbers), np.float32)
    for at in range(len(numbers)):
        if at + AHEAD < len(numbers):
            fetch(rows, numbers[at + AHEAD])
        total, row = np.float32(0), rows[numbers[at]]
        for dimension in range(len(query)):
            total += query[dimension] * np.float32(row[dimension])
        found[at] = total
    return found
