"""Is a question about another region's town, or about a year, that an article does not name?"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.phrases import Phrases, table, written

_YEAR = re.compile(r"(?:19|20)\d\d")


def strange(question: str, said: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Whether a question names a year, and whether a town, that is not among the words `said` by an article: shape (articles, 2)."""
    low = written(question)
    years = set(_YEAR.findall(question))
    towns = {low[start:end].strip() for start, end in _towns().spans(low) if not _left(low, start, end)}
    return np.array([[bool(years) and not years & own, not towns <= own] for own in said])


@cache
def _towns() -> Phrases:
    return Phrases(table("elsewhere")["towns"])


def _left(text: str, start: int, end: int) -> bool:
    """Whether the town in a `written` text is only where somebody comes from."""
    origin = table("elsewhere")
    before, behind = text[:start].split()[-1:], text[end:].split()[:1]
    return bool({*before} & {*origin["from"]} or {*behind} & {*origin["left"]})
