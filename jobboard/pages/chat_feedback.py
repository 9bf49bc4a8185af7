"""Did a reply help? A vote is counted by day, kind and article; a question goes to the operator only where the person sends it."""

import streamlit as st

from jobboard.feedback import TEXT_DAYS, keep_question, vote
from jobboard.pages.chat_turns import KEY, Turn, topic_of
from jobboard.pages.runtime import Runtime
from jobboard.texts import Texts


def show_feedback(turn: Turn, shared: Runtime, t: Texts) -> None:
    """Two buttons for a vote, and one that passes an unanswered question on; each works once."""
    voted: set[int] = st.session_state.setdefault(f"{KEY}voted", set())
    sent: set[int] = st.session_state.setdefault(f"{KEY}sent", set())

    def count(helpful: bool) -> None:
        topic = topic_of(turn.reply, shared)
        vote(shared.store, turn.reply.kind.value, topic, helpful=helpful, day=shared.today)
        voted.add(turn.number)

    def send() -> None:
        keep_question(shared.store, topic_of(turn.reply, shared), turn.question, day=shared.today)
        sent.add(turn.number)

    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key=f"{turn.key}feedback"):
        if turn.number in voted:
            st.markdown(t("Thank you for your vote."), width="content")
        else:
            for helpful, label, icon in (
                (True, t("Helpful"), ":material/thumb_up:"),
                (False, t("Not helpful"), ":material/thumb_down:"),
            ):
                st.button(
                    label, key=f"{turn.key}vote.{helpful}", icon=icon, type="tertiary", on_click=count, args=(helpful,)
                )
    if not turn.is_unanswered:
        return
    if turn.number in sent:
        st.markdown(t("Sent. Thank you: the operator sees which articles are missing."))
        return
    st.button(t("Send this question to the operator"), key=f"{turn.key}send", icon=":material/outbox:", on_click=send)
    st.caption(
        t(
            "Only if you press it. Nobody answers you; the question's words are deleted after {days} days. Please leave out names.",
            days=TEXT_DAYS,
        )
    )
