"""One order from two: reciprocal rank fusion (Cormack, Clarke and Buettcher 2009, SIGIR), k = 60 as in the paper."""

import numpy as np
from numpy.typing import NDArray

from index.layout import Floats

RRF_K = 60


def ranks(scores: Floats) -> NDArray[np.int64]:
    """Rank of every entry by falling score, from 1; equal scores by position, so that ties are stable."""
    order = np.argsort(-scores, kind="stable")
    found = np.empty(len(scores), np.int64)
    found[order] = np.arange(1, len(scores) + 1)
    return found


def fuse(lists: list[Floats]) -> Floats:
    """The fused score of every document from score lists of the same length; a score <= 0 means "not in this list"."""
    total = np.zeros(len(lists[0]) if lists else 0)
    for scores in lists:
        present = np.flatnonzero(scores > 0)
        if len(present):
            total[present] += 1.0 / (RRF_K + ranks(scores[present]))
    return total
