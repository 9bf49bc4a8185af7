"""What the assistant says: an answer with its citations, or that it does not know and whom to ask."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of reply it is; later kinds are listed in the house plan."""

    ANSWER = "answer"
    UNKNOWN = "unknown"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence stands on."""

    number: int
    article: str
    passage: str
    heading: str
    source: str
    url: str
    official_url: str
    as_of: str

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of the reply and the numbers of its citations."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply; `answer` is its text, `sentences` the same with citation numbers, `contact` an advice centre's key."""

    kind: Kind
    language: str
    answer: str
    sentences: tuple[CitedSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    contact: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "answer": self.answer,
            "language": self.language,
            "kind": self.kind.value,
            "citations": [citation.to_dict() for citation in self.citations],
            "follow_ups": list(self.follow_ups),
            "contact": self.contact,
            "filters": {},
            "postings": [],
        }
