"""The welcome assistant's page: questions, answers with their sources, and who helps when it does not know."""

import streamlit as st

from assistant import Reply, Session
from jobboard.pages.frame import announce, current_texts, plain
from jobboard.pages.runtime import runtime
from jobboard.texts import Texts

SUGGESTIONS = 4


def say(reply: Reply, t: Texts) -> None:
    """A reply with numbered citations and its sources."""
    sentences = reply.sentences
    if sentences:
        st.markdown(
            " ".join(
                plain(sentence.text) + "".join(f" \\[{number}\\]" for number in sentence.citations)
                for sentence in sentences
            )
        )
    else:
        st.markdown(f"**{plain(reply.answer)}**")
    if reply.citations:
        with st.expander(t("Sources"), icon=":material/menu_book:"):
            for citation in reply.citations:
                address = citation.official_url or citation.url
                source = (
                    f"[{plain(citation.source)}]({address})"
                    if address.startswith("https://")
                    else plain(citation.source)
                )
                seen = t("as of {day}", day=plain(citation.as_of))
                st.markdown(f"{citation.number}. {source} – {seen} – {plain(citation.heading)}")
    if reply.follow_ups:
        st.caption(t("Related: {topics}", topics=" · ".join(plain(topic) for topic in reply.follow_ups)))


t = current_texts()
shared = runtime()
st.title(t("Ask the assistant"))
st.markdown(
    t(
        "I am a machine. I answer questions about arriving, working and living here from reviewed articles, each sentence with "
        "its source. I give no legal advice, and I say so when I do not know. Questions are not stored."
    )
)
history: list[tuple[str, Reply]] = st.session_state.setdefault("welcome.history", [])
session: Session = st.session_state.setdefault("welcome.session", Session())
asked = st.chat_input(t("Ask the machine, for example: how do I register my flat?"), max_chars=2000)
if not history and not asked:
    titles = shared.assistant.suggestions(t.language, SUGGESTIONS)
    chosen = st.pills(t("For example"), titles, key="welcome.suggestion")
    asked = chosen or asked
for question, reply in history:
    st.chat_message("user").markdown(plain(question))
    with st.chat_message("assistant"):
        say(reply, t)
if asked:
    answer = shared.assistant.reply(asked, session, today=shared.today)
    st.chat_message("user").markdown(plain(asked))
    with st.chat_message("assistant"):
        say(answer, t)
    history.append((asked, answer))
    announce(answer.answer, len(history))
if history and st.button(t("Clear the conversation"), icon=":material/delete:"):
    for key in ("welcome.history", "welcome.session", "welcome.suggestion"):
        st.session_state.pop(key, None)
    st.rerun()
