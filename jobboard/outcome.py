"""How did a source's run end? On its own, so that the crawling process need not load the store to say it."""

from enum import StrEnum


class Outcome(StrEnum):
    """Everything was read, nothing is on offer, or not everything could be read."""

    COMPLETE = "complete"
    EMPTY = "empty"
    FAILED = "failed"
