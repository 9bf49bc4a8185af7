"""The app's entrance: language, navigation, and the page a person asked for."""

from pathlib import Path

import streamlit as st

from jobboard.pages.frame import choose_language, current_texts, footer, style
from jobboard.pages.runtime import runtime

t = current_texts()
site = t("Home-office jobs: {region}", region=runtime().pack.name(t.language))
st.set_page_config(
    page_title=site,
    page_icon=str(Path(__file__).parent / "jobboard/pages/static/icon.png"),
    layout="centered",
    initial_sidebar_state="auto",
)

folder = "jobboard/pages"
pages = [
    st.Page(f"{folder}/search.py", title=t("Search jobs"), icon=":material/search:", default=True),
    st.Page(f"{folder}/match.py", title=t("Match my profile"), icon=":material/person_search:", url_path="match"),
    st.Page(f"{folder}/welcome.py", title=t("Ask the assistant"), icon=":material/forum:", url_path="welcome"),
    st.Page(f"{folder}/employers.py", title=t("For employers"), icon=":material/upload_file:", url_path="employers"),
    st.Page(f"{folder}/about.py", title=t("About, legal notice"), icon=":material/info:", url_path="about"),
    st.Page(f"{folder}/posting.py", title=t("Job"), url_path="posting", visibility="hidden"),
]
page = st.navigation(pages, position="top")
style()
with st.container(horizontal=True, horizontal_alignment="right"):
    choose_language()
page.run()
footer(t)
