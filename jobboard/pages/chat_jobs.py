"""The jobs of a reply: cards, what was read as filters and can be taken away, and the same search on the search page."""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from jobboard.pages.cards import card
from jobboard.pages.chat_turns import Turn, ask_next
from jobboard.pages.frame import language, plain
from jobboard.pages.runtime import Runtime
from jobboard.pages.search_state import QUERY_LENGTH
from jobboard.said import said
from jobboard.texts import Texts

_EMPTY = re.compile(r"\s*([,;])(?:\s*[,;])+")


def show_jobs(turn: Turn, shared: Runtime, t: Texts) -> None:
    """Filter chips, cards, and the way to all results."""
    filters = turn.reply.filters
    if "query" in filters:
        _chips(turn, filters, t)
    found = shared.store.get_many([one.id for one in turn.reply.postings])
    live = (found[one.id] for one in turn.reply.postings if one.id in found)
    for posting in live:
        if posting.is_live(shared.today):
            card(posting, t, shared.today)
    if "query" in filters:
        st.page_link(
            "jobboard/pages/search.py", label=t("Open this search, change it, share it"), icon=":material/search:",
            query_params={"lang": language(), "q": query_of(turn)},
        )  # fmt: skip


def query_of(turn: Turn) -> str:
    """The question as the search page takes it, which reads the same wishes in it."""
    return " ".join(turn.question.split())[:QUERY_LENGTH].strip()


def without(question: str, words: str) -> str:
    """The question without words that were read as a wish."""
    rest = re.sub(re.escape(words), " ", question, count=1, flags=re.IGNORECASE)
    return " ".join(_EMPTY.sub(r"\1", rest).split()).strip(" ,;")


def _chips(turn: Turn, filters: Mapping[str, Any], t: Texts) -> None:
    read = filters.get("read", ())
    if not read:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key=f"{turn.key}filters"):
        st.markdown(t("Read in your words:"), width="content")
        for at, one in enumerate(read):
            rest = without(turn.question, one["words"])
            st.button(
                plain(said(one["kind"], one["value"], t)), key=f"{turn.key}filter.{at}", icon=":material/close:",
                icon_position="right", help=t("Search without “{words}”", words=plain(one["words"])),
                on_click=ask_next, args=(rest,), disabled=not rest or rest == turn.question,
            )  # fmt: skip
