"""The welcome assistant's page: a conversation with a machine that answers from reviewed articles, each sentence with its source."""

import streamlit as st

from assistant import Kind, Reply
from assistant.assistant import LONGEST_QUESTION
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
    as_asked,
    ask,
    ask_next,
    chosen_language,
    clear,
    next_question,
    own_name,
    session,
    turns,
)
from jobboard.pages.frame import announce, browser_language, current_texts, foreign, plain, running
from jobboard.pages.runtime import runtime
from jobboard.texts import N_, Texts, chat_texts

SUGGESTIONS = 4
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
    """A reply, what can be done with it, and whether it helped; the words around it are of its language."""
    reply = turn.reply
    words = chat_texts(reply.language)
    contact = next((one for one in shared.pack.contacts if one.key == reply.contact), None)
    show_reply(
        reply, contact, shared.assistant.articles, words, key=f"{turn.key}reply", fresh=fresh,
        ticked=ticked(reply), on_tick=lambda ids: tick(reply, ids),
    )  # fmt: skip
    if reply.postings or "query" in reply.filters:
        show_jobs(turn, shared, t)
    with running(words.language, turn.key):
        if turn.cut:
            show_cut(words)
        if reply.checklist:
            show_calendar(turn, shared, words)
        if turn.is_voted_on:
            show_feedback(turn, shared, words)


def show_cut(t: Texts) -> None:
    """A field that takes no more would swallow a long text without a word; so it takes all, and this is said."""
    st.caption(t("Only the first {number} characters were read.", number=t.number(LONGEST_QUESTION)))


def spoken_first() -> str:
    """The language of the page's own words in the chat: the one chosen for the replies, or the browser's, which may be none
    of the page's."""
    browser = browser_language()
    return chosen_language() or (t.language if "lang" in st.query_params or browser not in spoken() else browser)


def show_chips(t: Texts, label: str, texts: list[str], key: str) -> None:
    """Texts that are asked when they are clicked."""
    if texts:
        with running(t.language, key):
            st.markdown(t(label))
            with st.container(horizontal=True, gap="xsmall", key=key):
                for at, text in enumerate(texts):
                    st.button(plain(text), key=f"{key}.{at}", on_click=ask_next, args=(text,), wrap=True)


def waiting(t: Texts) -> str:
    """What stands in the place of a reply that is not there yet."""
    return t("Looking it up …") if shared.assistant.is_warm else t("The assistant is getting ready. A moment …")


def show_settings(t: Texts, *, begun: bool) -> None:
    """The language of the replies, and the way out of the conversation."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.selectbox(
        t("Language of the replies"), [AS_I_WRITE, *sorted(spoken())], key=LANGUAGE,
        format_func=lambda code: own_name(code) if code else t("as I write"),
    )  # fmt: skip
    right.button(
        t("Clear the conversation"), icon=":material/delete:", on_click=clear, disabled=not begun, width="stretch"
    )


def show_input(t: Texts) -> None:
    """The field for the next message, which says to whom it goes."""
    st.chat_input(
        t("The machine has stopped answering. Clear the conversation to ask it again.")
        if session().handed_over
        else t("Ask the machine, for example: how do I register my flat?"),
        key=INPUT, on_submit=lambda: ask_next(st.session_state[INPUT]),
    )  # fmt: skip


def show_greeting() -> None:
    """Who speaks here, and what may be asked first."""
    chosen = spoken_first()
    with st.chat_message("assistant"):
        greeting = Reply(Kind.UNKNOWN, chosen, own_words(Voice(chosen)("greeting")))
        show_reply(greeting, None, {}, words, key=f"chat.greeting.{chosen}", fresh=True, first=True)
    suggested = shared.assistant.suggestions(chosen, SUGGESTIONS)
    if posting := shared.store.get(st.query_params.get("posting", "")[:16]):
        session().posting = posting.id
        suggested = [t("Explain this job ad"), *suggested]
    show_chips(words, N_("For example"), suggested, "chat.suggested")


st.title(t("Ask the assistant"))
st.markdown(
    t(
        "I am a machine. I answer questions about arriving, working and living here from reviewed articles, each sentence with "
        "its source. I give no legal advice, and I say so when I do not know. Questions are not stored."
    )
)
if shared.assistant.fault:
    st.warning(
        t("Search by meaning is out of order. Answers are found by their words only."), icon=":material/spellcheck:"
    )
history, asked = list(turns()), next_question()
words = chat_texts(spoken_first())
show_settings(words, begun=bool(history or asked))
if not history and not asked:
    show_greeting()
for turn in history:
    show_turn(turn, fresh=False)
if asked:
    with st.chat_message("user"):
        foreign(as_asked(asked))
    with st.chat_message("assistant"):
        with st.spinner(waiting(words)):
            turn = ask(asked, shared)
        show_answer(turn, fresh=True)
    announce(turn.reply.answer, turn.number, language=turn.reply.language)
    history.append(turn)
if history and not session().handed_over:
    last = history[-1]
    show_chips(chat_texts(last.reply.language), N_("Ask next"), list(last.reply.follow_ups), f"{last.key}next")
show_input(words)
