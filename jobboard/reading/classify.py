"""What is the work called, and what must one be able to do? The core asks; the index, which knows ESCO, may answer."""

from dataclasses import dataclass
from typing import Protocol

from jobboard.posting import Occupation, Skill
from jobboard.reading.skills import read_skills


@dataclass(frozen=True, slots=True)
class Classified:
    """The occupation of a posting, if it is clear, and the skills its words name."""

    occupation: Occupation | None = None
    skills: tuple[Skill, ...] = ()


class Classify(Protocol):
    """Reads occupation and skills from a clean title, a text and the text's language; never raises for any text."""

    def __call__(self, title: str, text: str, language: str) -> Classified:
        """What was read."""
        ...


def by_vocabulary(title: str, text: str, language: str) -> Classified:
    """The skills of our own vocabulary, and no occupation: what the core can say by itself."""
    return Classified(skills=read_skills(f"{title}\n{text}"))
