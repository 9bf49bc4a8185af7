"""What kind of message is this? Learned from tables/said.tsv, in ten languages, beside the phrases that tell kinds by rule.

Strangers say in words of their own that somebody is in danger, that they want a list or a person, or what is refused. What
a phrase tells is surer, so what is learned is asked last, and believed only where it is all but sure.
"""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from assistant.kept import Kept
from assistant.learned import taught
from index.analysis import words
from index.encoder import Encoder
from index.wanted import load_wanted

FILE = Path(__file__).parent / "tables" / "said.tsv"
FACT = "fact"  # an ordinary question
MOST_FACTS = 6_000  # of a region's sample questions
LEAST_FACTS = 1_000  # fewer tell no more than those of the table
MEMBERS = 3  # learned in different orders: where few samples tell, they err differently
LEAST_WORDS = 3  # of fewer, what was said before tells more
# From which probability on a kind is believed: where a person is in danger, what is refused, and what only changes who answers.
ALARM, REFUSED, WANTED = 0.85, 0.9, 0.6
LIKELY = 0.5
BELIEVED = dict.fromkeys(("danger", "violence", "suicide"), ALARM) | dict.fromkeys(("checklist", "jobs"), WANTED)
WORK = 0.97  # how surely one word of a message must say what work is wanted, for it to be a wish for jobs
REFUSALS = frozenset(("rules", "threat", "discrimination", "fraud", "medical", "legal", "personal_data", "scope"))


@cache
def said(path: Path = FILE) -> tuple[tuple[str, str], ...]:
    """The kinds and texts of the table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["kind"], row["text"]) for row in rows)


class Kinds:
    """Tells the kind of a message."""

    def __init__(
        self, encoder: Encoder, facts: Sequence[str], kept: Kept | None = None, unanswered: Sequence[str] = ()
    ) -> None:
        """`facts` are ordinary questions, of which some are taken, `unanswered` those that no article answers, which are all
        taken: nothing else speaks for what they are."""
        self.names = (FACT, *sorted({kind for kind, _ in said()} - {FACT}))
        numbers = {name: at for at, name in enumerate(self.names)}
        some = facts[:: 1 + len(facts) // MOST_FACTS] if len(facts) >= LEAST_FACTS else ()
        ordinary = ((0, text) for text in (*some, *unanswered))
        samples = dict.fromkeys([*((numbers[kind], text) for kind, text in said()), *ordinary])
        members = (taught(encoder, list(samples), len(self.names), kept, seed=one) for one in range(MEMBERS))
        self._learned = [one for one in members if one]

    def told(self, text: str, expected: str = "") -> str:
        """The kind of a message that is all but sure, or likely if it was `expected`; an ordinary question otherwise."""
        if len(words(text)) < LEAST_WORDS:
            return FACT
        kind, chance = self.read(text)
        if kind == "jobs" and kind != expected and not _names_work(text):
            return FACT
        return kind if chance >= (LIKELY if kind == expected else BELIEVED.get(kind, REFUSED)) else FACT

    def read(self, text: str) -> tuple[str, float]:
        """The likeliest kind, and how likely it is, from 0 to 1; an ordinary question where nothing was learned."""
        if not self._learned:
            return FACT, 1.0
        chances = np.mean([one.probabilities(text) for one in self._learned], axis=0)
        best = int(chances.argmax())
        return self.names[best], float(chances[best])


def _names_work(text: str) -> bool:
    """Whether a message surely names a work that is wanted; every message does where that cannot be told."""
    wanted = load_wanted()
    return wanted is None or float(wanted.chances(text)[1].max(initial=0.0)) >= WORK
