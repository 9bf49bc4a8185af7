"""How a large snapshot answers a query: the best by words and the nearest by meaning are fused, not all documents.

Both lists are cut off (`index.question`). Whatever is in either is looked at exactly, as
`Snapshot` looks at every document of a small collection; so the order differs from that at ranks only that the cut-off could
reach. In a large index, the meaning finds so many nearest documents and no more; the words find whatever holds enough of
them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index import warm
from index.columns import Filters
from index.layout import Floats, Mask
from index.question import Judged, Numbers
from index.question import Question as Question
from index.search import Hit, Page, Sort

if TYPE_CHECKING:
    from index.snapshot import Snapshot

MOST = 50  # of a longer list, the end is put in order as that of a page


def search(snapshot: "Snapshot", query: str, filters: Filters, k: int) -> tuple[Hit, ...]:
    """The k best documents."""
    if not query.strip() or k > MOST:
        return explore(snapshot, query, filters, k=k, offset=0, sort=Sort.RELEVANCE, facets=()).hits
    question = snapshot.question(query)
    found, scores = question.found(filters, k)
    return question.hits(found, _relevance(snapshot, found, scores, k), scores, 1)


def explore(
    snapshot: "Snapshot", query: str, filters: Filters, *, k: int, offset: int, sort: Sort, facets: Sequence[str]
) -> Page:
    """A page of results with the total and facet counts."""
    everything = not query.strip()
    question = snapshot.question("" if everything else query)
    covered = None if everything else snapshot.covered(question.words)

    def matching(filters: Filters) -> Mask:
        if covered is None:
            return snapshot.narrowed(filters).mask
        mask = snapshot.narrowed(filters).mask & covered
        mask[question.near(snapshot.narrowed(filters))] = True
        return mask

    masks = {filters: matching(filters)}
    for facet in facets:
        if (others := filters.without(facet)) not in masks:
            masks[others] = matching(others)
    counted = {facet: snapshot.count(facet, masks[filters.without(facet)]) for facet in facets}
    allowed = masks[filters]
    total = int(np.count_nonzero(allowed))
    found, scores = (
        question.found(filters, 0) if not everything else (question.judged(np.zeros(0, np.int64)), np.zeros(0))
    )
    if sort is Sort.RELEVANCE and offset + k <= len(found.numbers):
        order = _relevance(snapshot, found, scores, offset + k)[offset:]
        return Page(question.hits(found, order, scores, offset + 1), total, counted)
    wanted = _sorted(snapshot, question, allowed, found, scores, sort, offset + k, filters)[offset:]
    judged = question.judged(np.sort(wanted))
    of = np.zeros(len(wanted))
    if len(found.numbers):
        places = np.minimum(np.searchsorted(found.numbers, judged.numbers), len(found.numbers) - 1)
        of = np.where(found.numbers[places] == judged.numbers, scores[places], 0.0)
    return Page(question.hits(judged, np.searchsorted(judged.numbers, wanted), of, offset + 1), total, counted)


def _relevance(snapshot: "Snapshot", found: Judged, scores: Floats, most: int) -> Numbers:
    """The first of documents that were looked at one by one, in the order of `Snapshot`, as their places."""
    some, tied = _first(scores, most)
    if tied:  # more is to be looked at
        some = np.sort(some)
        numbers = found.numbers[some]
        order = np.lexsort((numbers, -snapshot.column("posted", numbers), -found.bm25[some], -scores[some]))
        some = some[order]
    return some[:most]


def _first(scores: Floats, most: int) -> tuple[Numbers, bool]:
    """The places of the `most` greatest scores and of those that equal the last of them, the greatest first, and whether
    any two are equal."""
    if warm.loops():
        from index.choosing import first

        found: tuple[Numbers, bool] = first(scores, most)
        return found
    some = np.arange(len(scores))
    if len(scores) > most > 0:  # only these need be put in order
        some = np.flatnonzero(scores >= np.partition(scores, len(scores) - most)[len(scores) - most])
    some = some[np.argsort(-scores[some])]
    return some, not np.diff(scores[some]).all()


def _sorted(
    snapshot: "Snapshot",
    question: Question,
    allowed: Mask,
    found: Judged,
    scores: Floats,
    sort: Sort,
    most: int,
    filters: Filters,
) -> Numbers:
    """The first of all matching documents: those looked at one by one by their fused scores, the others by their words."""
    numbers = np.flatnonzero(allowed)
    fused, bm25 = np.zeros(len(allowed)), np.zeros(len(allowed))
    fused[found.numbers] = scores
    if not len(question.words):
        fused[numbers] = snapshot.favoured(fused[numbers], numbers, filters)
    if question.terms:
        bm25 = snapshot.lexical.scores(question.terms)
    bm25[found.numbers] = found.bm25 if sort is Sort.RELEVANCE else 0.0
    keys = [fused[numbers], bm25[numbers]]
    posted = snapshot.column("posted", numbers)
    if sort is Sort.NEWEST:
        keys = [posted, *keys]
    elif sort is Sort.SALARY:
        keys = [np.nan_to_num(snapshot.column("salary", numbers), nan=-1.0), *keys]
    keys.append(posted)
    if len(numbers) > most > 0:  # what the first key leaves out need not be put in order
        least = -np.partition(-keys[0], most - 1)[most - 1]
        kept = keys[0] >= least
        numbers, keys = numbers[kept], [key[kept] for key in keys]
    return numbers[np.lexsort((numbers, *(-key for key in reversed(keys))))][:most]
