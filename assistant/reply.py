"""What the assistant says: sentences with their citations, or words of its own about what it cannot say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of reply it is. `unknown` is every reply that states nothing about the world and refuses nothing: no
    evidence, a greeting, a note of what the person said about themselves."""

    ANSWER = "answer"
    CHECKLIST = "checklist"
    JOBS = "jobs"
    CALCULATION = "calculation"
    UNKNOWN = "unknown"
    REFUSAL = "refusal"
    HANDOVER = "handover"
    EMERGENCY = "emergency"


STATING = frozenset({Kind.ANSWER, Kind.CHECKLIST, Kind.CALCULATION})


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence stands on: the source, and the passage of an article that says it."""

    number: int
    article: str
    passage: str
    heading: str
    source: str
    url: str
    official_url: str
    as_of: str
    confidence: str = "high"

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of the reply and the numbers of its citations; `own` are the assistant's words about the reply itself
    ("I do not know that"), which state nothing that needs a source. `language` is told where it is not the reply's."""

    text: str
    citations: tuple[int, ...] = ()
    own: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a checklist: what to do, by when, and what it stands on; `day` counts from the day of arrival, `article`
    and `contact` say where there is more."""

    text: str
    due: date | None = None
    citations: tuple[int, ...] = ()
    section: str = ""
    id: str = ""
    day: int | None = None
    article: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A posting a job search gives; title and employer are the ad's own words, and text only."""

    id: str
    title: str
    employer: str = ""
    mode: str = ""
    url: str = ""
    demo: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply. `sentences` is the text, short first, `more` what stands beside it in the same passage; `follow_ups` are
    texts a person may send next; `calculation` says what was worked out, from what and by which rules; `contact` is an
    advice centre's key; `audience` says whom the answer is for, if not everybody; `expired` are the citations whose figures
    have ended."""

    kind: Kind
    language: str
    sentences: tuple[CitedSentence, ...]
    citations: tuple[Citation, ...] = ()
    more: tuple[CitedSentence, ...] = ()
    follow_ups: tuple[str, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    calculation: Mapping[str, Any] = field(default_factory=dict)
    postings: tuple[Found, ...] = ()
    checklist: tuple[Item, ...] = ()
    contact: str = ""
    audience: tuple[str, ...] = ()
    expired: tuple[int, ...] = ()

    @property
    def answer(self) -> str:
        """The text without citation marks."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def side_by_side(self) -> dict[str, str]:
        """The same answer in several languages, by language, where there is none in the person's own."""
        versions: dict[str, list[str]] = {}
        for sentence in self.sentences:
            if sentence.language:
                versions.setdefault(sentence.language, []).append(sentence.text)
        return {code: " ".join(texts) for code, texts in versions.items()} if len(versions) > 1 else {}

    def uncited(self) -> list[str]:
        """Sentences and items that state something without a citation, or with one that is not there: always none."""
        known = {citation.number for citation in self.citations}
        said: Iterable[CitedSentence | Item] = (*self.sentences, *self.more, *self.checklist)
        return [
            one.text
            for one in said
            if not set(one.citations) <= known or not (one.citations or getattr(one, "own", False))
        ]

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "answer": self.answer,
            "language": self.language,
            "kind": self.kind.value,
            "sentences": [_sentence(one) for one in self.sentences],
            "more": [_sentence(one) for one in self.more],
            "citations": [citation.to_dict() for citation in self.citations],
            "follow_ups": list(self.follow_ups),
            "filters": dict(self.filters),
            "calculation": dict(self.calculation),
            "postings": [one.to_dict() for one in self.postings],
            "checklist": [_item(one) for one in self.checklist],
            "contact": self.contact,
            "audience": list(self.audience),
            "side_by_side": self.side_by_side,
            "expired": list(self.expired),
        }


def _sentence(one: CitedSentence) -> dict[str, Any]:
    return {"text": one.text, "citations": list(one.citations), "own": one.own}


def _item(one: Item) -> dict[str, Any]:
    shown = {part.name: getattr(one, part.name) for part in fields(one)}
    return {**shown, "due": one.due.isoformat() if one.due else None, "citations": list(one.citations)}


def own_words(*texts: str) -> tuple[CitedSentence, ...]:
    """Sentences of the assistant's own, the empty ones left out."""
    return tuple(CitedSentence(text, own=True) for text in texts if text)
