"""One order from two: reciprocal rank fusion (Cormack, Clarke and Buettcher 2009, SIGIR), each list with a vote.

The constant was chosen by `index.evaluate` on the judged queries.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.layout import Floats

RRF_K = 20


def ranks(scores: Floats) -> NDArray[np.int64]:
    """Rank of every entry by falling score, from 1; equal scores by position, so that ties are stable."""
    order = np.argsort(-scores, kind="stable")
    found = np.empty(len(scores), np.int64)
    found[order] = np.arange(1, len(scores) + 1)
    return found


def fuse(lists: Sequence[Floats], votes: Sequence[float] = ()) -> Floats:
    """The fused score of every document from score lists of the same length; without `votes`, all count alike.

    A score <= 0 means "not in this list".
    """
    total = np.zeros(len(lists[0]) if lists else 0)
    for scores, vote in zip(lists, votes or [1.0] * len(lists), strict=True):
        present = np.flatnonzero(scores > 0)
        if len(present):
            total[present] += vote / (RRF_K + ranks(scores[present]))
    return total
