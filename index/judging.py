"""What some documents hold of a query: a loop that numba compiles, for documents here and there of a large index."""

from typing import Any

import numpy as np

from index.compiling import Array, compiled
from index.fetching import fetch
from index.fusion import COVERAGE, DIGITS, HALF, HEADED, RENDERED, Scale
from index.layout import K1, LESS, TABLED, Gains, Layout
from index.scoring import large_gain, skip_bits

STEPS = 10.0**DIGITS
EIGHT = 8  # entries of a term that are looked at together
AHEAD = 8  # documents of which is fetched what is needed next


@compiled
def judge(
    rows: Array, numbers: Array, first: int, kept: Array, cosines: Array, scale: Scale, terms: Array, asked: Array,
    form_terms: Array, forms: Array, often: float, layout: Layout, gains: Gains,
) -> int:  # fmt: skip
    """Write into `rows` what some documents of a segment, ascending, hold of a query; of those not to be `kept` whatever
    they hold, only what is found by words. Gives how many it wrote.

    `terms` and `form_terms` are the numbers of the query's and the forms' different terms in this segment, -1 where it has
    none; the segment's documents are numbered from `first` on.
    """
    held, said, found = _looked_up(terms, numbers, layout, gains), _looked_up(form_terms, numbers, layout, gains), 0
    for at in range(len(numbers)):
        bm25, covered, whole, parts = _holds(at, held, asked)
        if not asked.total or covered / asked.total < COVERAGE:
            bm25 = 0.0
        if not kept[at] and bm25 <= 0:
            continue
        norm = gains.norms[layout.lengths[numbers[at]]]
        of_form, form, headed = _called(at, said, forms, often * (K1 + 1) / (often + norm) - LESS)
        row, cosine = rows[found], np.float64(cosines[at])
        row.number, row.bm25, row.whole, row.parts, row.form = first + numbers[at], bm25, whole, parts, form
        row.cosine = cosine if cosine >= scale.near else 0.0
        row.called = RENDERED * of_form / (of_form + HALF) + HEADED * headed if of_form > 0 else 0.0
        row.score = fused(bm25, row.cosine, row.called, scale)
        found += 1
    return found


@compiled
def fused(words: float, meaning: float, called: float, scale: Scale) -> Any:
    """What `index.fusion.fuse` gives one document."""
    held, above = max(words, 0.0), max(meaning - scale.near, 0.0) if meaning > 0 else 0.0
    return np.rint((above + scale.words * held / (held + HALF) + scale.sure * called) * STEPS) / STEPS


@compiled
def _looked_up(terms: Array, numbers: Array, layout: Layout, gains: Gains) -> Array:
    held = np.zeros((len(terms), len(numbers)))
    for one in range(len(terms)):
        if terms[one] >= 0:
            look_up(held[one], numbers, terms[one], layout, gains)
    return held


@compiled
def _holds(at: int, held: Array, asked: Array) -> tuple[Any, Any, Any, Any]:
    """BM25 of a document, what it holds of the words' weight, and as bits, which words wholly and which by parts."""
    bm25, covered, whole, parts = 0.0, 0.0, np.uint64(0), np.uint64(0)
    for one in range(len(asked.order)):
        bm25 += asked.weights[one] * held[asked.order[one], at]
    for one in range(len(asked.marks)):
        if held[asked.marks[one], at] > 0:
            bit = np.uint64(1) << np.uint64(asked.word_of[one])
            if asked.wholly[one]:
                whole |= bit
            else:
                parts |= bit
    for word in range(len(asked.shares)):
        if (whole | parts) >> np.uint64(word) & np.uint64(1):
            covered += asked.shares[word]
    return bm25, covered, whole, parts


@compiled
def call(
    numbers: Array, terms: Array, forms: Array, often: float, layout: Layout, gains: Gains
) -> tuple[Array, Array, Array]:
    """The greatest BM25 that a form has in each of some documents, ascending, of those that it holds as a whole, which form
    that is, and whether it holds every word of one so `often` as a headline does; 0, -1 and no where it holds none.

    `terms` are the numbers of the forms' different terms in this segment, -1 where it has none.
    """
    held, found = _looked_up(terms, numbers, layout, gains), np.zeros(len(numbers))
    best, headed = np.full(len(numbers), -1, np.int64), np.zeros(len(numbers), np.bool_)
    for at in range(len(numbers)):
        norm = gains.norms[layout.lengths[numbers[at]]]
        found[at], best[at], headed[at] = _called(at, held, forms, often * (K1 + 1) / (often + norm) - LESS)
    return found, best, headed


@compiled
def _called(at: int, held: Array, forms: Array, enough: float) -> tuple[Any, Any, Any]:
    found, best, headed = 0.0, -1, False
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
        headed = headed or (whole and heads)
        if whole and total > found:
            found, best = total, form
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
            while at + EIGHT <= end and documents[at + EIGHT - 1] < numbers[place]:
                at += EIGHT
            if at + EIGHT <= end:  # of eight, all are counted that come before: where these end could not be foretold
                before = 0
                for one in range(EIGHT):
                    before += documents[at + one] < numbers[place]
                at += before
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
