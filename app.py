"""The app's entrance: language, navigation, and the page a person asked for."""

from pathlib import Path

import streamlit as st

from jobboard.errors import JobboardError
from jobboard.pages.frame import choose_language, current_texts, footer, plain, style
from jobboard.pages.runtime import runtime

ICON = Path(__file__).parent / "jobboard/pages/static/icon.png"
FOLDER = "jobboard/pages"


def show() -> None:
    """Navigation, the chosen page, and the footer."""
    t = current_texts()
    site = t("Home-office jobs: {region}", region=runtime().pack.name(t.language))
    st.set_page_config(page_title=site, page_icon=str(ICON), layout="centered", initial_sidebar_state="auto")
    pages = [
        st.Page(f"{FOLDER}/search.py", title=t("Search jobs"), icon=":material/search:", default=True),
        st.Page(f"{FOLDER}/match.py", title=t("Match my profile"), icon=":material/person_search:", url_path="match"),
        st.Page(f"{FOLDER}/welcome.py", title=t("Ask the assistant"), icon=":material/forum:", url_path="welcome"),
        st.Page(
            f"{FOLDER}/employers.py", title=t("For employers"), icon=":material/upload_file:", url_path="employers"
        ),
        st.Page(f"{FOLDER}/about.py", title=t("About, legal notice"), icon=":material/info:", url_path="about"),
        st.Page(f"{FOLDER}/posting.py", title=t("Job"), url_path="posting", visibility="hidden"),
    ]
    page = st.navigation(pages, position="top")
    style()
    with st.container(horizontal=True, horizontal_alignment="right"):
        choose_language()
    try:
        page.run()
    except JobboardError as error:  # a locked store, say: the person reads what is wrong, and what was there stays
        st.error(plain(str(error)), icon=":material/error:")
    footer(t)


try:
    show()
except JobboardError as error:
    st.error(plain(str(error)), icon=":material/error:")
