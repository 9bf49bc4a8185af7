"""A conversation as this browser session holds it: what was asked and answered, until it is cleared or the page is left."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from babel import Locale

from assistant import Kind, Reply, Session
from assistant.assistant import LONGEST_QUESTION
from assistant.phrases import visible
from assistant.voice import Voice, spoken
from jobboard.pages.runtime import Runtime

KEY = "chat."
LANGUAGE = "chat_language"  # outlives the conversation
MOST_TURNS = 40
AS_I_WRITE = ""
_VOTED_ON = frozenset((Kind.ANSWER, Kind.CHECKLIST, Kind.JOBS, Kind.CALCULATION, Kind.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its reply; `number` counts from 1 and is the turn's name on the page, `cut` says that only the beginning
    of what was written is the question."""

    number: int
    question: str
    reply: Reply
    cut: bool = False

    @property
    def key(self) -> str:
        """The beginning of the names of the turn's widgets."""
        return f"{KEY}{self.number}."

    @property
    def is_voted_on(self) -> bool:
        """Whether people may say that the reply helped or not."""
        return self.reply.kind in _VOTED_ON

    @property
    def is_unanswered(self) -> bool:
        """Whether the assistant said that it does not know: a greeting or a note is none of these."""
        unknown = Voice(self.reply.language)("unknown")
        return self.reply.kind is Kind.UNKNOWN and any(one.text == unknown for one in self.reply.sentences)


def turns() -> list[Turn]:
    """The turns so far, oldest first."""
    found: list[Turn] = st.session_state.setdefault(f"{KEY}turns", [])
    return found


def session() -> Session:
    """What the assistant remembers of this conversation."""
    found: Session = st.session_state.setdefault(f"{KEY}session", Session())
    return found


def chosen_language() -> str:
    """The language chosen for the replies; "" is that of each question."""
    chosen: Any = st.session_state.get(LANGUAGE)
    return chosen if chosen in spoken() else AS_I_WRITE


def own_name(code: str) -> str:
    """A language's name in itself."""
    return str(Locale.parse(code).get_display_name(code)).capitalize()


def ask(question: str, shared: Runtime) -> Turn:
    """Ask, and remember question and reply for as long as the page is open; nothing is written anywhere."""
    history = turns()
    reply = shared.assistant.reply(question, session(), today=shared.today, language=chosen_language())
    number = history[-1].number + 1 if history else 1
    history.append(Turn(number, as_asked(question), reply, len(visible(question).strip()) > LONGEST_QUESTION))
    del history[:-MOST_TURNS]
    return history[-1]


def as_asked(text: str) -> str:
    """What of a text is taken as the question."""
    return visible(text).strip()[:LONGEST_QUESTION]


def ask_next(text: str) -> None:
    """Have a text asked when the page runs next, as if it had been typed."""
    st.session_state[f"{KEY}next"] = text


def next_question() -> str:
    """What is to be asked now, once."""
    return str(st.session_state.pop(f"{KEY}next", ""))


def clear() -> None:
    """Forget the conversation; the chosen language stays."""
    for key in [key for key in st.session_state if str(key).startswith(KEY)]:
        del st.session_state[key]


def topic_of(reply: Reply, shared: Runtime) -> str:
    """What a reply is about, without any word of the person: the id of a checklist, a calculation, the first cited article, or,
    where there is no answer, the nearest article."""
    if name := reply.filters.get("checklist") or reply.calculation.get("name"):
        return str(name)
    if cited := next((one.article for one in reply.citations if one.article), ""):
        return cited.rpartition(".")[0]
    articles = shared.assistant.articles.values()
    return next((one.front.id for one in articles if one.front.title in reply.follow_ups[:1]), "")
