"""The best of many documents, kept in a heap whose root is the worst of them: loops that numba compiles."""

from typing import Any

import numpy as np

from index.compiling import Array, compiled
from index.layout import BITS

ABOVE_ZERO = 5e-324


@compiled
def keep(sums: Array, low: int, high: int, heap: Array, numbers: Array, held: int, allowed: Array) -> int:
    """Keep those of a stretch of documents that are allowed and among the best; the heap's root is the worst of them."""
    least = heap[0] if held == len(heap) else ABOVE_ZERO
    for number in range(low, high):
        score = sums[number - low]
        if score < least:
            continue
        if len(allowed) and not allowed[number >> BITS] >> (number & 15) & 1:
            continue
        if held < len(heap):
            at, held = held, held + 1
            while at > 0 and _worse(score, number, heap[(at - 1) >> 1], numbers[(at - 1) >> 1]):
                heap[at], numbers[at] = heap[(at - 1) >> 1], numbers[(at - 1) >> 1]
                at = (at - 1) >> 1
            heap[at], numbers[at] = score, number
        elif _worse(score, number, heap[0], numbers[0]):
            continue
        else:
            _sink(score, number, heap, numbers, held)
        least = heap[0] if held == len(heap) else ABOVE_ZERO
    return held


@compiled
def best_first(heap: Array, numbers: Array, held: int) -> None:
    """Put what was kept in order, by taking the worst from the heap's root time and again."""
    for end in range(held - 1, 0, -1):
        score, number = heap[end], numbers[end]
        heap[end], numbers[end] = heap[0], numbers[0]
        _sink(score, number, heap, numbers, end)


@compiled
def _sink(score: float, number: int, heap: Array, numbers: Array, held: int) -> None:
    """Put an entry in the place of the root, and below all that are worse."""
    at = 0
    while 2 * at + 1 < held:
        below = 2 * at + 1
        if below + 1 < held:  # without a branch, as no processor could foretell it
            below += _worse(heap[below + 1], numbers[below + 1], heap[below], numbers[below])
        if _worse(score, number, heap[below], numbers[below]):
            break
        heap[at], numbers[at] = heap[below], numbers[below]
        at = below
    heap[at], numbers[at] = score, number


@compiled
def _worse(score: float, number: int, than: float, than_number: int) -> bool:
    """Whether a document comes after another; of equals, the higher number does."""
    return (score < than) | ((score == than) & (number > than_number))


@compiled
def kth(scores: Array, k: int, least: Any) -> Any:
    """The k-th greatest of some scores, or `least` if fewer are above that."""
    heap = np.full(k, least, scores.dtype)
    for score in scores:
        if score <= heap[0]:
            continue
        at = 0
        while 2 * at + 1 < k:
            below = 2 * at + 1
            if below + 1 < k:  # without a branch, as no processor could foretell it
                below += heap[below + 1] < heap[below]
            if heap[below] >= score:
                break
            heap[at] = heap[below]
            at = below
        heap[at] = score
    return heap[0]
