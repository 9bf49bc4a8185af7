"""What was read in a query, as buttons that take it back; and what to try instead."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from index.inquiry import Answer, Region
from index.query_reading import Known, key_of
from jobboard.pages.frame import plain
from jobboard.pages.runtime import runtime
from jobboard.posting import WorkMode
from jobboard.said import said
from jobboard.texts import Texts


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(version: int) -> Known:
    """What queries may name, as of a version of the index."""
    shared = runtime()
    return Region.of(shared.gazetteer, shared.index(), date.min).known


def region() -> Region:
    """What a query is read and applied with, now."""
    shared = runtime()
    return Region(shared.gazetteer, _known(shared.index().version), shared.today)


def chips(
    answer: Answer, t: Texts, *, taken_back: bool, take_back: Callable[[str], None], restore: Callable[[], None]
) -> None:
    """A button for each thing read; pressed, its words are searched for as they stand."""
    read = answer.understood.read
    if not read and not taken_back:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="chips"):
        if read:
            st.markdown(t("Read in your words:"), width="content")
        for at, one in enumerate(read):
            st.button(
                plain(said(one.kind, one.value, t)), key=f"chip.{at}.{one.kind}.{key_of(one.words)}", icon=":material/close:",
                icon_position="right", help=t("Search for “{words}” as plain words instead", words=plain(one.words)),
                on_click=take_back, args=(key_of(one.words),),
            )  # fmt: skip
        if taken_back:
            st.button(t("Read my words again"), key="chip.again", type="tertiary", on_click=restore)


def hints(answer: Answer, t: Texts, correct: Callable[[str], None]) -> None:
    """Another spelling, and what the results do not show."""
    if answer.suggestion:
        label = t("Did you mean “{query}”?", query=plain(answer.suggestion))
        st.button(
            label,
            key="suggestion",
            type="tertiary",
            icon=":material/spellcheck:",
            on_click=correct,
            args=(answer.suggestion,),
        )
    if answer.plainly:
        st.info(t("Nothing fits all that was read. These are results for your words as they stand."))
    if answer.reworded:
        st.caption(t("Searched for: {words}", words=plain(answer.reworded)))
    if answer.capped:
        st.caption(t("So many ads hold these words that only the best were searched for the phrase."))
    silent = answer.page.facets.get("mode", {}).get(WorkMode.UNKNOWN, 0)
    if silent and not answer.plainly and any(one.kind == "mode" for one in answer.understood.read):
        if "mode" in answer.filters.lenient:
            st.caption(
                t.plural(
                    "{number} of these ads does not say where the work is done; it comes a little later.",
                    "{number} of these ads do not say where the work is done; they come a little later.", silent,
                )
            )  # fmt: skip
        elif answer.filters.modes and WorkMode.UNKNOWN not in answer.filters.modes:
            st.caption(
                t.plural(
                    "{number} more ad does not say where the work is done.",
                    "{number} more ads do not say where the work is done.", silent,
                )
            )  # fmt: skip
