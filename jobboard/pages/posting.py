"""One posting: its facts, its text or an excerpt, why it was found, and a way to report it."""

from html import escape

import streamlit as st

from index.esco import occupation_label
from jobboard.html import excerpt
from jobboard.jobpage import DEMO_NOTICE, EXCERPT_LENGTH, facts_of, shows_text
from jobboard.pages.cards import reasons_text, skills_text
from jobboard.pages.frame import current_texts, plain
from jobboard.pages.runtime import runtime
from jobboard.pages.words import explained_words
from jobboard.reports import REASONS, TEXT_LIMIT, report
from jobboard.view import link_text

t = current_texts()
shared = runtime()
posting = shared.store.get(st.query_params.get("id", "")[:16])
if posting is None:
    st.title(t("There is no such job here."))
    st.page_link("jobboard/pages/search.py", label=t("Search for jobs"), icon=":material/search:")
    st.stop()

st.title(plain(posting.title))
if not posting.is_live(shared.today):
    st.warning(t("This job is no longer on offer."), icon=":material/event_busy:")
if posting.demo:
    st.info(t(DEMO_NOTICE), icon=":material/science:")
st.markdown(f"**{plain(posting.employer)}**")
for name, value in facts_of(posting, t, shared.today):
    if value:
        st.markdown(f"**{plain(name)}:** {plain(value)}")
if posting.occupation:
    label, named = t("Occupation"), posting.occupation
    st.markdown(f"**{label}:** {plain(occupation_label(named.label, named.uri, t.language))}")
if posting.skills:
    label = t("Skills")
    st.markdown(f"**{label}:** {skills_text(tuple(skill.label for skill in posting.skills), t)}")

query = st.query_params.get("q", "")[:200]
if query and (hit := shared.index().explain(query, posting.id)) and (why := reasons_text(hit.reasons, t)):
    asked = t("search")
    st.caption(f"{why} ({asked}: {plain(query)})")

target = posting.apply_url or posting.url
if target.startswith(("https://", "http://")):
    st.link_button(t("Go to the original ad"), target, type="primary", icon=":material/open_in_new:")
if posting.apply_email:
    label = t("Apply by e-mail")
    st.markdown(f"{label}: {plain(posting.apply_email)}")
if posting.same_as or posting.links:
    label = t("This ad also stands elsewhere")
    st.markdown(f"**{label}:**")
# Not links: one that leads from this page to this page leaves the address of the other posting in the browser's line.
if posting.same_as and st.button(
    t("The posting shown in the search"), type="tertiary", icon=":material/arrow_forward:"
):
    st.query_params["id"] = posting.same_as
    st.rerun()
for link in posting.links:
    name = plain(link_text(link, t))
    if link.url.startswith(("https://", "http://")):
        st.page_link(link.url, label=name, icon=":material/open_in_new:")
    elif st.button(name, type="tertiary", icon=":material/arrow_forward:", key=link.id):
        st.query_params["id"] = link.id
        st.rerun()

st.header(t("The ad"))
language = escape(posting.language or t.language, quote=True)
shown = posting.description_text
if shows_text(posting):
    st.html(f'<div lang="{language}" dir="auto">{posting.description_html}</div>')
else:
    shown = excerpt(posting.description_text, EXCERPT_LENGTH)
    st.html(f'<div lang="{language}" dir="auto">{escape(shown)}</div>')
    st.caption(t("This is an excerpt; the full text stands at the employer's."))

if explained := explained_words(shared.pack.path, posting.title, shown, t.language):
    with st.expander(t("Words in this ad explained"), icon=":material/dictionary:"):
        st.html(explained)

st.page_link(
    "jobboard/pages/welcome.py", label=t("Ask the assistant about this ad"), icon=":material/forum:",
    query_params={"lang": t.language, "posting": posting.id},
)  # fmt: skip
with st.expander(t("Report this ad"), icon=":material/flag:"), st.form("report", border=False, clear_on_submit=True):
    reason = st.selectbox(t("What is wrong with it?"), list(REASONS), format_func=lambda key: t(REASONS[key]))
    words = st.text_area(t("Details (please no personal data)"), max_chars=TEXT_LIMIT)
    if st.form_submit_button(t("Send the report")):
        report(shared.store, posting.id, reason, words, now=shared.now)
        st.success(t("Thank you. The operator will look at it."))
