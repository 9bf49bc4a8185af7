"""Which documents are looked at of a query's two lists, the best by words and the nearest by meaning: loops that numba compiles."""

import numpy as np

from index.compiling import Array, compiled
from index.fusion import Scale
from index.heap import kth
from index.judging import fused


@compiled
def either(by_words: Array, numbers: Array, cosines: Array, most: int, near: float) -> tuple[Array, Array]:
    """What is in one of two lists, ascending, and which of it is in the second.

    That has of the compared `numbers`, ascending, the `most` with the greatest `cosines`, of equals the lower number, as far
    as they are `near`.
    """
    least = kth(cosines, most, -np.inf) if 0 < most < len(cosines) else -np.inf
    found, second = np.empty(len(by_words) + most, np.int64), np.zeros(len(by_words) + most, np.bool_)
    ties, held, at = most - (cosines > least).sum(), 0, 0
    for place in range(len(numbers) + 1):
        if place < len(numbers):
            if cosines[place] < least or cosines[place] < near:
                continue
            if cosines[place] == least:
                ties -= 1
                if ties < 0:
                    continue
        while at < len(by_words) and (place == len(numbers) or by_words[at] <= numbers[place]):
            found[held] = by_words[at]
            held, at = held + 1, at + 1
        if place < len(numbers):
            held -= held > 0 and found[held - 1] == numbers[place]
            found[held], second[held] = numbers[place], True
            held += 1
    return found[:held], second[:held]


@compiled
def beyond(
    known: Array, numbers: Array, cosines: Array, scores: Array, most: int, words: float, called: float, scale: Scale
) -> Array:
    """Those of the compared `numbers` that may be among the `most` best with the BM25 `words`, and as far `called` as can be,
    less the `known` ones, whose `scores` are given; all ascending."""
    least = kth(scores, most, -np.inf) if 0 < most <= len(scores) else -np.inf
    found, held, at = np.empty(len(numbers), np.int64), 0, 0
    for place in range(len(numbers)):
        cosine = cosines[place] if cosines[place] >= scale.near else 0.0
        if fused(words, cosine, called, scale) < least:
            continue
        while at < len(known) and known[at] < numbers[place]:
            at += 1
        if at == len(known) or known[at] != numbers[place]:
            found[held] = numbers[place]
            held += 1
    return found[:held]


@compiled
def first(scores: Array, most: int) -> tuple[Array, bool]:
    """The places of the `most` greatest scores and of those that equal the last of them, the greatest first, and whether
    any two are equal."""
    least = kth(scores, most, -np.inf) if 0 < most < len(scores) else -np.inf
    places, held, tied = np.empty(len(scores), np.int64), 0, False
    for place in range(len(scores)):
        if scores[place] < least:
            continue
        at = held
        while at and scores[places[at - 1]] < scores[place]:
            places[at] = places[at - 1]
            at -= 1
        places[at] = place
        tied = tied or (at > 0 and scores[places[at - 1]] == scores[place])
        held += 1
    return places[:held], tied
