"""What is being asked? A question as the assistant understood it, and what it may be answered with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from assistant.followup import asked_aspect, named_year
from assistant.intent import Intent
from assistant.knowledge import After
from assistant.reply import Reply
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from index.search import SearchIndex
from jobboard.region import Contact, Pack
from jobboard.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its text as the person wrote it (visible characters only), its language, what it wants, and for whom.

    `texts` are what evidence is looked for with, the likeliest first: a follow-up is completed from `before`, the words that
    were asked or told before, and comes `after` the last answer; `year` is the present one; what it wants is surer where it was
    `learned` from other messages of the kind. Text is data, whatever it says.
    """

    text: str
    language: str
    intent: Intent
    texts: tuple[str, ...]
    situation: Situation
    before: str = ""
    after: After | None = None
    year: int = 0
    learned: bool = False

    def dated(self, text: str) -> str:
        """One of `texts` with the year that it names only as the next or the last one."""
        return f"{text} {said}" if self.year and (said := named_year(text, self.year)) else text

    def comes_after(self, text: str) -> After | None:
        """What one of `texts` comes after; nothing if it is the message as it stands."""
        after = self.after if text != self.text else None
        return after and replace(after, text=self.dated(after.text), aspect=asked_aspect(after.text))

    @property
    def leans(self) -> bool:
        """Whether it asks on about what was asked before."""
        return self.after is not None and self.after.leans and not self.after.told

    @property
    def follows(self) -> bool:
        """Whether the question may lean on what was said before."""
        return self.texts != (self.text,)


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers may use; the index and the store are opened when first asked for, and absent where there is none."""

    pack: Pack
    index: Callable[[], SearchIndex] | None = None
    store: Callable[[], Store] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The conversation in which a question is answered."""

    services: Services
    session: Session
    today: date
    voice: Voice = field(default_factory=lambda: Voice("en"))

    def contact(self, topics: Sequence[str] = (), key: str = "") -> Contact | None:
        """The advice centre an article names, else the first for these topics, else the region's default."""
        contacts = self.services.pack.contacts
        named = [one for one in contacts if key and one.key == key]
        fitting = [one for one in contacts if set(one.topics) & set(topics)]
        special = [one for one in fitting if not one.default]
        return next(iter([*named, *special, *fitting]), self.services.pack.default_contact())


class Handler(Protocol):
    """Answers one kind of question, or gives None: then the next looks at it, at last the articles."""

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None: ...  # noqa: D102 - the class says it


Builder = Callable[[Services], Handler | None]
