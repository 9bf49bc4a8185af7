"""What some documents hold of a query: a loop that numba compiles, for documents here and there of a large index."""

import numpy as np

from index.compiling import Array, compiled
from index.fetching import fetch
from index.layout import K1, LESS, TABLED, Gains, Layout
from index.scoring import large_gain, skip_bits

AHEAD = 8  # documents of which is fetched what is needed next


@compiled
def judge(
    numbers: Array, terms: Array, asked: Array, layout: Layout, gains: Gains
) -> tuple[Array, Array, Array, Array]:
    """BM25 of some documents, ascending, what they hold of the words' weight, and as bits, which words wholly and which by
    parts.

    `terms` are the numbers of the query's different terms in this segment, -1 where it has none.
    """
    held = np.zeros((len(terms), len(numbers)))
    for one in range(len(terms)):
        if terms[one] >= 0:
            look_up(held[one], numbers, terms[one], layout, gains)
    bm25, covered = np.zeros(len(numbers)), np.zeros(len(numbers))
    whole, parts = np.zeros(len(numbers), np.uint64), np.zeros(len(numbers), np.uint64)
    for at in range(len(numbers)):
        for one in range(len(asked.order)):
            bm25[at] += asked.weights[one] * held[asked.order[one], at]
        for one in range(len(asked.marks)):
            if held[asked.marks[one], at] > 0:
                bit = np.uint64(1) << np.uint64(asked.word_of[one])
                if asked.wholly[one]:
                    whole[at] |= bit
                else:
                    parts[at] |= bit
        for word in range(len(asked.shares)):
            if (whole[at] | parts[at]) >> np.uint64(word) & np.uint64(1):
                covered[at] += asked.shares[word]
    return bm25, covered, whole, parts


@compiled
def call(
    numbers: Array, terms: Array, forms: Array, often: float, layout: Layout, gains: Gains
) -> tuple[Array, Array, Array]:
    """The greatest BM25 that a form has in each of some documents, ascending, of those that it holds as a whole, which form
    that is, and whether it holds every word of one so `often` as a headline does; 0, -1 and no where it holds none.

    `terms` are the numbers of the forms' different terms in this segment, -1 where it has none.
    """
    held = np.zeros((len(terms), len(numbers)))
    for one in range(len(terms)):
        if terms[one] >= 0:
            look_up(held[one], numbers, terms[one], layout, gains)
    found, best = np.zeros(len(numbers)), np.full(len(numbers), -1, np.int64)
    headed = np.zeros(len(numbers), np.bool_)
    for at in range(len(numbers)):
        norm = gains.norms[layout.lengths[numbers[at]]]
        enough = often * (K1 + 1) / (often + norm) - LESS
        for form in range(len(forms.heads) - 1):
            total, whole, heads = 0.0, True, True
            for word in range(forms.heads[form], forms.heads[form + 1]):
                most = 0.0
                for place in range(forms.words[word], forms.words[word + 1]):
                    gain = held[forms.asked[place], at]
                    total += forms.weights[place] * gain
                    most = max(most, gain)
                heads = heads and most >= enough
                if most == 0.0:
                    whole = False
                    break
            headed[at] |= whole and heads
            if whole and total > found[at]:
                found[at], best[at] = total, form
    return found, best, headed


@compiled
def look_up(held: Array, numbers: Array, term: int, layout: Layout, gains: Gains) -> None:
    """What a term adds to each of some documents for each unit of idf."""
    documents, first, end = layout.documents, layout.starts[term], layout.starts[term + 1]
    skipped = len(layout.skip_starts) > 0 and layout.skip_starts[term + 1] > layout.skip_starts[term]
    bits, skips = 0, np.int64(0)
    if skipped:
        bits, skips = skip_bits(end - first, len(layout.lengths)), layout.skip_starts[term]
    at = first
    for place in range(len(numbers)):
        if skipped:
            if place + 2 * AHEAD < len(numbers):
                fetch(layout.skips, skips + (numbers[place + 2 * AHEAD] >> bits))
            if place + AHEAD < len(numbers):
                fetch(documents, first + layout.skips[skips + (numbers[place + AHEAD] >> bits)])
            at = first + np.int64(layout.skips[skips + (numbers[place] >> bits)])
        while at < end and documents[at] < numbers[place]:
            at += 1
        if at == end:
            break
        if documents[at] == numbers[place]:
            frequency = layout.frequencies[at]
            if frequency < TABLED:
                held[place] = gains.table[frequency, layout.lengths[numbers[place]]]
            else:
                held[place] = large_gain(at, layout, gains)
