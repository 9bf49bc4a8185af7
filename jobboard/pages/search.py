"""Search: a query, filters with counts, results with reasons, an address that can be shared."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from index import Sort
from index.inquiry import Answer, inquire
from index.query_reading import key_of
from jobboard.pages.cards import card
from jobboard.pages.chips import chips, hints, region
from jobboard.pages.frame import DEMO, announce, current_texts, language, on_phone
from jobboard.pages.runtime import runtime
from jobboard.pages.search_state import HOURS, PER_PAGE, QUERY_LENGTH, RADII, SINCE, SearchState
from jobboard.posting import EmploymentType, Level, WorkMode
from jobboard.view import MODES, TYPES

t = current_texts()
shared = runtime()
KEY = "search."
FIELDS = tuple(name for name in SearchState.__slots__ if name != "page")
SORTS = {Sort.RELEVANCE: t("Best match"), Sort.NEWEST: t("Newest first"), Sort.SALARY: t("Highest pay first")}


def address() -> dict[str, list[str]]:
    """The search's part of the address."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}


def take_over(state: SearchState) -> None:
    """Set the widgets to a state that came by the address."""
    for name in FIELDS:
        value = getattr(state, name)
        st.session_state[KEY + name] = list(value) if isinstance(value, tuple) else value
    st.session_state[KEY + "place"] = state.place or None


def state_of_widgets() -> SearchState:
    """What the widgets say."""
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = st.session_state.get(KEY + name)
        values[name] = tuple(value) if isinstance(value, list) else value
    values["q"] = (values["q"] or "")[:QUERY_LENGTH]
    values["plain"] = tuple(words for words in values["plain"] or () if words in key_of(values["q"]))
    values["place"] = values["place"] or ""
    values["since"] = values["since"] or 0
    values["hours"] = values["hours"] or 0
    values["radius"] = values["radius"] or 20
    values["sort"] = values["sort"] or Sort.RELEVANCE
    return SearchState(**values)


def page_key(state: SearchState) -> str:
    """The pager's name: another search has another pager, which begins at its first page."""
    return f"{KEY}page.{sorted(state.to_params().items())}"


def counted(counts: dict[str, int], name: str, value: str) -> str:
    """A choice with the number of results it would bring."""
    return f"{name} ({counts.get(value, 0)})"


def choose_values(name: str, label: str, counts: dict[str, int], shown: Callable[[str], str] = str) -> None:
    """A filter of several values, each with its count; a chosen value stays on offer when its count is zero."""
    choices = [*counts, *(value for value in st.session_state[KEY + name] if value not in counts)]

    def named(value: str) -> str:
        return counted(counts, shown(value), value)

    st.multiselect(label, choices, key=KEY + name, placeholder=t("all"), format_func=named)


def since_text(days: int) -> str:
    """How far back."""
    return t.plural("in the last {number} day", "in the last {number} days", days) if days else t("at any time")


def hours_text(hours: int) -> str:
    """How many hours."""
    return t("at most {hours} hours a week", hours=hours) if hours else t("any number of hours")


def take_back(words: str) -> None:
    """Search for words as they stand from now on."""
    st.session_state[KEY + "plain"] = [*(st.session_state.get(KEY + "plain") or ()), words]


def restore() -> None:
    """Read all words again."""
    st.session_state[KEY + "plain"] = []


def correct(query: str) -> None:
    """Take over another spelling."""
    st.session_state[KEY + "q"] = query[:QUERY_LENGTH]


def filters(facets: dict[str, dict[str, int]]) -> None:
    """The filters beside the results."""
    modes, kinds = facets["mode"], facets["type"]
    if not on_phone():
        st.header(t("Filters"))
    st.pills(
        t("Work mode"), list(WorkMode), selection_mode="multi", key=KEY + "mode",
        format_func=lambda mode: counted(modes, t(MODES[mode]), mode),
    )  # fmt: skip
    st.selectbox(t("Place"), shared.gazetteer.names(), index=None, placeholder=t("whole region"), key=KEY + "place")
    if st.session_state[KEY + "place"]:
        st.select_slider(t("Distance in km"), RADII, key=KEY + "radius")
        st.checkbox(t("Fully remote jobs from anywhere too"), key=KEY + "far")
    offered = [kind for kind in EmploymentType if kinds.get(kind) or kind in st.session_state[KEY + "type"]]
    st.pills(
        t("Employment"), offered, selection_mode="multi", key=KEY + "type",
        format_func=lambda kind: counted(kinds, t(TYPES[kind]), kind),
    )  # fmt: skip
    st.selectbox(
        t("German: at most"), list(Level), index=None, placeholder=t("any level"), key=KEY + "german",
        format_func=lambda level: t("no German needed") if level is Level.NONE else str(level),
        help=t("Ads that state no level are left out."),
    )  # fmt: skip
    choose_values("industry", t("Sector"), facets["industry"])
    choose_values("employer", t("Employer"), facets["employer"])
    choose_values("ad", t("Language of the ad"), facets["language"], t.language_name)
    st.selectbox(t("Hours a week"), [0, *HOURS], key=KEY + "hours", format_func=hours_text)
    st.selectbox(t("Posted"), [0, *SINCE], key=KEY + "since", format_func=since_text)
    st.checkbox(t("Only with pay stated"), key=KEY + "pay")


def results(answer: Answer, state: SearchState) -> None:
    """The result list."""
    found = answer.page
    count = t.plural("{number} job found", "{number} jobs found", found.total)
    announce(count, hash((state, found.total)))
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.header(count)
    right.selectbox(t("Order"), list(SORTS), format_func=lambda sort: SORTS[sort], key=KEY + "sort")
    postings = shared.store.get_many([hit.id for hit in found.hits])
    if any(posting.demo for posting in postings.values()):
        st.info(t(DEMO), icon=":material/science:")
    for hit in found.hits:
        if posting := postings.get(hit.id):
            card(posting, t, shared.today, query=answer.searched, reasons=hit.reasons, asked=answer.filters)
    if not found.total:
        st.markdown(t("Nothing fits all of this. Take a filter away, or try another word for the job."))
    pages = -(-found.total // PER_PAGE)
    if pages > 1:
        st.pagination(pages, default=min(pages, state.page), key=page_key(replace(state, page=1)))


at = address()
if st.session_state.get(KEY + "address") != at or KEY + "q" not in st.session_state:
    take_over(SearchState.from_params(at))
if st.session_state[KEY + "place"] not in (None, *shared.gazetteer.names()):
    st.session_state[KEY + "place"] = None

st.title(t("Home-office jobs: {region}", region=shared.pack.name(t.language)))
st.text_input(
    t("What are you looking for?"), type="search", key=KEY + "q", max_chars=QUERY_LENGTH,
    placeholder=t("Occupation, skill, employer, in any language"),
)  # fmt: skip
state = state_of_widgets()
came = SearchState.from_params(at)
begin = came.page if replace(came, page=1) == state else 1
state = replace(state, page=st.session_state.get(page_key(state), begin))
answer = inquire(
    shared.index(), state.q, state.filters(shared.gazetteer, shared.today), region(), shared.store.get_many, k=PER_PAGE,
    offset=PER_PAGE * (state.page - 1), sort=state.sort, plain=state.plain,
)  # fmt: skip
if shared.words_only:
    st.warning(
        t("Search by meaning is out of order. Results are found by their words only."), icon=":material/spellcheck:"
    )
chips(answer, t, taken_back=bool(state.plain), take_back=take_back, restore=restore)
hints(answer, t, correct)
with st.expander(t("Filters"), icon=":material/tune:") if on_phone() else st.sidebar:
    filters({name: dict(counts) for name, counts in answer.page.facets.items()})
results(answer, state)
wanted = state.to_params()
if wanted != at:
    st.query_params.from_dict({"lang": language(), **wanted})
st.session_state[KEY + "address"] = wanted
