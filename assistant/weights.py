"""How much each piece of evidence counts. `python -m assistant.tune` finds the weights and writes them to tables/weights.toml."""

import math
import tomllib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "tables" / "weights.toml"
_TABLE: dict[str, dict[str, float]] = tomllib.loads(FILE.read_text("utf-8"))


def _weights(name: str) -> NDArray[np.float64]:
    return np.array(list(_TABLE[name].values()))


# For each of `assistant.knowledge.FEATURES`: articles that have sample questions, and pages that have none.
RANKING, PAGES = _weights("ranking"), _weights("pages")
# What tells one passage of an article from another (`assistant.passages`): its coverage and likeness; how near its heading is in
# meaning; how well heading and sentences take up what no title does; whether sentences and heading tell what is wanted. Fitted
# once by softmax on the development part of tests/assistant/passages.tsv and of the region's evaluation questions;
# `assistant.tune` does not find these.
PASSAGE = np.array([0.38, 0.34, 0.19, 0.25, 0.40, 0.22, 0.16])
# For each of `assistant.knowledge.SIGNS`, and the bias.
SURE, BIAS = _weights("sure"), _TABLE["bias"]["sure"]


def sure(signs: NDArray[np.float64]) -> float:
    """The estimated probability that the best article answers the question."""
    return 1 / (1 + math.exp(-float(signs @ SURE) - BIAS))
