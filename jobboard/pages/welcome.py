"""The welcome assistant's page: a conversation with a machine that answers from reviewed articles, each sentence with its source."""

import streamlit as st

from assistant import Kind, Reply
from assistant.phrases import visible
from assistant.reply import own_words
from assistant.voice import Voice, spoken
from jobboard.pages.chat_checklist import show_calendar, tick, ticked
from jobboard.pages.chat_feedback import show_feedback
from jobboard.pages.chat_jobs import show_jobs
from jobboard.pages.chat_reply import show_reply
from jobboard.pages.chat_turns import (
    AS_I_WRITE,
    LANGUAGE,
    Turn,
    ask,
    ask_next,
    chosen_language,
    clear,
    next_question,
    own_name,
    session,
    turns,
)
from jobboard.pages.frame import announce, browser_language, current_texts, foreign, plain
from jobboard.pages.runtime import runtime

SUGGESTIONS = 4
QUESTION_LENGTH = 2000
INPUT = "chat_input"

t = current_texts()
shared = runtime()


def show_turn(turn: Turn, *, fresh: bool) -> None:
    """A question and its reply, with all that belongs to the reply."""
    with st.chat_message("user"):
        foreign(turn.question)
    with st.chat_message("assistant"):
        show_answer(turn, fresh=fresh)


def show_answer(turn: Turn, *, fresh: bool) -> None:
    """A reply, what can be done with it, and whether it helped."""
    reply = turn.reply
    contact = next((one for one in shared.pack.contacts if one.key == reply.contact), None)
    show_reply(
        reply, contact, shared.assistant.articles, t, key=f"{turn.key}reply", fresh=fresh,
        ticked=ticked(reply), on_tick=lambda ids: tick(reply, ids),
    )  # fmt: skip
    if reply.postings or "query" in reply.filters:
        show_jobs(turn, shared, t)
    if reply.checklist:
        show_calendar(turn, shared, t)
    if turn.is_voted_on:
        show_feedback(turn, shared, t)


def show_chips(label: str, texts: list[str], key: str) -> None:
    """Texts that are asked when they are clicked."""
    if texts:
        st.markdown(label)
        with st.container(horizontal=True, gap="xsmall", key=key):
            for at, text in enumerate(texts):
                st.button(plain(text), key=f"{key}.{at}", on_click=ask_next, args=(text,), wrap=True)


def show_settings(*, begun: bool) -> None:
    """The language of the replies, and the way out of the conversation."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.selectbox(
        t("Language of the replies"), [AS_I_WRITE, *sorted(spoken())], key=LANGUAGE,
        format_func=lambda code: own_name(code) if code else t("as I write"),
    )  # fmt: skip
    right.button(
        t("Clear the conversation"), icon=":material/delete:", on_click=clear, disabled=not begun, width="stretch"
    )


def show_input() -> None:
    """The field for the next message, which says to whom it goes."""
    st.chat_input(
        t("The machine has stopped answering. Clear the conversation to ask it again.")
        if session().handed_over
        else t("Ask the machine, for example: how do I register my flat?"),
        max_chars=QUESTION_LENGTH, key=INPUT, on_submit=lambda: ask_next(st.session_state[INPUT]),
    )  # fmt: skip


def show_greeting() -> None:
    """Who speaks here, and what may be asked first; in the browser's language, which may be none of the page's."""
    browser = browser_language()
    chosen = chosen_language() or (t.language if "lang" in st.query_params or browser not in spoken() else browser)
    with st.chat_message("assistant"):
        greeting = Reply(Kind.UNKNOWN, chosen, own_words(Voice(chosen)("greeting")))
        show_reply(greeting, None, {}, t, key=f"chat.greeting.{chosen}", fresh=True, first=True)
    suggested = shared.assistant.suggestions(chosen, SUGGESTIONS)
    if posting := shared.store.get(st.query_params.get("posting", "")[:16]):
        session().posting = posting.id
        suggested = [t("Explain this job ad"), *suggested]
    show_chips(t("For example"), suggested, "chat.suggested")


st.title(t("Ask the assistant"))
st.markdown(
    t(
        "I am a machine. I answer questions about arriving, working and living here from reviewed articles, each sentence with "
        "its source. I give no legal advice, and I say so when I do not know. Questions are not stored."
    )
)
history, asked = list(turns()), next_question()
show_settings(begun=bool(history or asked))
if not history and not asked:
    show_greeting()
for turn in history:
    show_turn(turn, fresh=False)
if asked:
    with st.chat_message("user"):
        foreign(visible(asked))
    with st.chat_message("assistant"):
        with st.spinner(t("Looking it up …")):
            turn = ask(asked, shared)
        show_answer(turn, fresh=True)
    announce(turn.reply.answer, turn.number, language=turn.reply.language)
    history.append(turn)
if history and not session().handed_over:
    show_chips(t("Ask next"), list(history[-1].reply.follow_ups), f"{history[-1].key}next")
show_input()
