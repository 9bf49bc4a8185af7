"""How much each piece of evidence counts. Set by `python -m assistant.tune`, which says how."""

import math

import numpy as np
from numpy.typing import NDArray

# For each of `assistant.knowledge.FEATURES`.
RANKING = np.array([0.09, -0.1, 1.22, 0.06, -0.34, -0.17, 0.07, 0.58, 0.7, 0.07, 1.42, 2.25, 0.32])
# For coverage, meaning and likeness of a passage among those of its article, for being its first, and for stating a figure
# where one is asked for.
PASSAGE = np.array([1.0, 2.0, 2.0, 0.1, 0.4])
# For each of `assistant.knowledge.SIGNS`, and the bias.
SURE = np.array(
    [
        -0.528,
        -1.028,
        -0.832,
        -2.285,
        0.098,
        1.039,
        0.098,
        1.528,
        -1.434,
        1.443,
        1.984,
        2.735,
        0.407,
        -0.0,
        0.233,
        0.961,
        -1.06,
        -2.106,
        -1.992,
        -2.589,
        -0.773,
        0.448,
        2.402,
    ]
)
BIAS = -3.077


def sure(signs: NDArray[np.float64]) -> float:
    """The estimated probability that the best article answers the question."""
    return 1 / (1 + math.exp(-float(signs @ SURE) - BIAS))
