"""A reply's checklist: what is ticked is remembered until the page is left, and its days go into a calendar file."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant import Reply
from assistant.calendar import calendar_of
from jobboard.pages.chat_turns import KEY, Turn
from jobboard.pages.runtime import Runtime
from jobboard.texts import Texts


def name_of(reply: Reply) -> str:
    """The checklist's id."""
    return str(reply.filters.get("checklist", ""))


def ticked(reply: Reply) -> Sequence[str]:
    """The ids of the items that are done; the same list asked for again has the same."""
    found: dict[str, Sequence[str]] = st.session_state.setdefault(f"{KEY}ticked", {})
    return found.get(name_of(reply), ())


def tick(reply: Reply, ids: Sequence[str]) -> None:
    """Remember which items are done."""
    st.session_state.setdefault(f"{KEY}ticked", {})[name_of(reply)] = tuple(ids)


def show_calendar(turn: Turn, shared: Runtime, t: Texts) -> None:
    """A button for the list's days as a calendar file, if the day is known from which they count."""
    if calendar := calendar_for(turn.reply, shared):
        st.download_button(
            t("The days for your calendar (ICS)"), calendar, file_name=f"{name_of(turn.reply)}.ics", mime="text/calendar",
            icon=":material/event:", key=f"{turn.key}ics", on_click="ignore",
        )  # fmt: skip


def calendar_for(reply: Reply, shared: Runtime) -> bytes | None:
    """The list's days as a calendar file, or None if the day is not known from which they count."""
    name, day, lists = name_of(reply), reply.filters.get("arrival", ""), shared.checklists
    if not day or lists is None or name not in lists.names:
        return None
    made = shared.now.replace(hour=0, minute=0, second=0, microsecond=0)  # the same file all day
    return calendar_of(lists.dated(name, date.fromisoformat(day)), shared.library, language=reply.language, now=made)
