"""The nearest of very many vectors: loops that numba compiles look at signs, and compare exactly what is near by them.

A vector's signs are bits. A query's are weighed by how great its numbers are, in steps of 0 to 3 (Gao and Long 2024,
SIGMOD, round a query likewise): `Asked` holds them as three rows of bits, so that a distance is two counts of bits a word.
All documents are looked at by two words of their signs, those in which the query weighs most, some of them by all.
"""

from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from index.compiling import Array, compiled
from index.fetching import fetch
from index.heap import kth
from index.layout import BITS
from index.signs import LEVEL_OF_MEAN, LEVELS

FARTHEST = 127  # of what differs in the two words, more counts as less than this
ONE, WIDE = np.uint64(1), 64  # documents whose distances are compared with a bound at once
SAMPLED = 1 << 8  # stretches of that width from which it is learnt how near the nearest are
ROOM = 4  # times as many as are wanted may be found
FIRST = 3  # times as many as are compared are looked at by all of their signs
OTHERS, LEAST = 4, 0.002  # of those that do not pass a filter, so many times as many, and at least this share of all
SPARSE = 16  # of a filter that fewer than one in so many documents pass, those are visited one by one
USUAL = 4  # of so many documents, no more are usually near
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


def _within_of(_context: Any, apart: Any, _at: Any, _bound: Any) -> tuple[Any, Any]:
    """Which of the distances from a place on are within a bound, a bit each."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array, wide = (
            context.make_array(signature.args[0])(context, builder, given[0]),
            ir.VectorType(ir.IntType(8), WIDE),
        )
        begin = builder.gep(array.data, [given[1]])
        distances = builder.load(builder.bitcast(begin, wide.as_pointer()), align=1)
        one = builder.insert_element(ir.Constant(wide, ir.Undefined), given[2], ir.Constant(ir.IntType(32), 0))
        every = ir.Constant(ir.VectorType(ir.IntType(32), WIDE), [0] * WIDE)
        bounds = builder.shuffle_vector(one, ir.Constant(wide, ir.Undefined), every)
        return builder.bitcast(builder.icmp_unsigned("<=", distances, bounds), ir.IntType(64))

    return types.uint64(apart, types.intp, types.uint8), code


_ones: Any = intrinsic(_ones_of)
_within: Any = intrinsic(_within_of)


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
    apart = np.empty((size + WIDE - 1) // WIDE * WIDE, np.uint8)
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
    bound, found = bound_by_sample(apart, allowed, kept, most), 0
    room = min(len(apart), ROOM * most)
    numbers, blocks = np.empty(room + WIDE, np.int32), len(allowed) // (WIDE >> BITS)
    whole = allowed[: blocks * (WIDE >> BITS)].view(np.uint64)
    for begin in range(0, len(apart), WIDE):
        passed = _within(apart, begin, np.uint8(bound))
        if len(allowed):
            passed &= whole[begin // WIDE] if begin // WIDE < blocks else _bits(allowed, begin >> BITS)
        if found < room:
            end = found + _ones(passed)
            for at in range(found, found + USUAL):  # the same whatever passed, as no processor could foretell it
                numbers[at] = begin + _ones(~passed & (passed - ONE))
                passed &= passed - ONE
            for at in range(found + USUAL, end):
                numbers[at] = begin + _ones(~passed & (passed - ONE))
                passed &= passed - ONE
            found = end
    return numbers[: min(found, room)]


@compiled
def _bits(allowed: Array, begin: int) -> Any:
    """Which of so many documents are allowed, from a block of 16 on."""
    bits = np.uint64(0)
    for at in range(min(WIDE >> BITS, len(allowed) - begin)):
        bits |= np.uint64(allowed[begin + at]) << np.uint64(at << BITS)
    return bits


@compiled
def _near_of_few(apart: Array, allowed: Array, kept: int, most: int) -> Array:
    numbers, of, found = np.empty(kept, np.int32), np.empty(kept, np.uint8), 0
    counts = np.zeros(FARTHEST + 1, np.int64)
    for begin in range(0, len(allowed), WIDE >> BITS):
        bits = _bits(allowed, begin)
        while bits:
            document = (begin << BITS) + _ones((bits & (~bits + ONE)) - ONE)
            bits &= bits - ONE
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
    blocks = len(apart) // WIDE  # of which the last one may be short: it is left out
    begins = WIDE * np.arange(0, max(1, blocks - 1), max(1, blocks // SAMPLED))
    bits, sampled = np.empty(len(begins), np.uint64), 0
    for at in range(len(begins)):
        bits[at] = _bits(allowed, begins[at] >> BITS) if len(allowed) else ~np.uint64(0)
        sampled += _ones(bits[at])
    if kept <= most or not sampled:
        return FARTHEST - 1
    wanted, low, high = max(1, most * sampled // kept), 0, FARTHEST - 1
    while low < high:
        middle, within = (low + high) >> 1, 0
        for at in range(len(begins)):
            within += _ones(_within(apart, begins[at], np.uint8(middle)) & bits[at])
        if within < wanted:
            low = middle + 1
        else:
            high = middle
    return low


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


@compiled
def row_of(query: Array, middles: Array, cells: Array, languages: int, few: int) -> tuple[int, Any]:
    """The row whose cell in some language is nearest to a query, of several the first, and its cosine; looked for in the
    `few` rows whose middles are nearest."""
    likely = products(query, middles, np.arange(len(middles)))
    least, best, row = kth(likely, few, -np.inf), np.float32(-np.inf), -1
    for at in range(len(middles)):
        if likely[at] >= least:
            nearest = products(query, cells, np.arange(at * languages, (at + 1) * languages)).max()
            if nearest > best:
                best, row = nearest, at
    return row, best
