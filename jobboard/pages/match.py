"""Match: which postings fit a profile, what speaks for each, and what is missing. Nothing is stored."""

import streamlit as st

from index import Filters
from index.match import match_profile, read_profile
from jobboard.documents import MESSAGES, SIZE_LIMIT, read_document
from jobboard.errors import UnreadableFile
from jobboard.pages.cards import card, skills_text
from jobboard.pages.frame import current_texts, plain
from jobboard.pages.runtime import runtime
from jobboard.posting import WorkMode
from jobboard.view import MODES, level_text

MATCHES = 10
SHORTEST = 20

t = current_texts()
shared = runtime()
st.title(t("Match my profile"))
st.markdown(
    t(
        "Paste your CV or a few sentences about yourself, in any language, or upload a text or PDF file. It is read in memory on "
        "your click and not stored. The result is a guide for your own search, not an employer's decision."
    )
)
with st.form("profile"):
    text = st.text_area(
        t("About you"),
        height=200,
        max_chars=50_000,
        placeholder=t("What have you learned, what have you done, what do you want?"),
    )
    upload = st.file_uploader(t("Or a file (.txt, .pdf)"), type=["txt", "pdf"], max_upload_size=SIZE_LIMIT // 2**20)
    modes = st.pills(
        t("Only these work modes"), list(WorkMode), selection_mode="multi", format_func=lambda mode: t(MODES[mode])
    )
    pressed = st.form_submit_button(t("Find matching jobs"), type="primary")

if pressed:
    try:
        given = "\n".join(
            part for part in (text, read_document(upload.getvalue(), upload.name) if upload else "") if part
        )
    except UnreadableFile as error:
        st.error(f"{plain(error.file)}: {t(MESSAGES[error.code]).format(**error.values)} {t(error.remedy)}")
        st.stop()
    if len(given.strip()) < SHORTEST:
        st.error(t("Please write at least a sentence, or choose a file."))
        st.stop()
    profile = read_profile(given)
    matches = match_profile(
        shared.index(), shared.store.get_many, profile, Filters(modes=tuple(modes or ()), on=shared.today), MATCHES
    )
    postings = shared.store.get_many([match.id for match in matches])
    st.header(t.plural("{number} job that fits", "{number} jobs that fit", len(matches)))
    if profile.skills:
        st.caption(t("Skills read from your text: {skills}", skills=skills_text(profile.skills, t)))
    for match in matches:
        card(postings[match.id], t, shared.today)
        if match.skills or match.words:
            speaks = [*([skills_text(match.skills, t)] if match.skills else []), *(plain(word) for word in match.words)]
            label = t("Speaks for it")
            st.markdown(f":green[{label}:] {', '.join(speaks)}")
        missing = [
            *([skills_text(match.missing_skills, t)] if match.missing_skills else []),
            *(level_text(need, t) for need in match.missing_languages),
        ]
        if missing:
            label = t("Not found in your text")
            st.markdown(f":orange[{label}:] {', '.join(missing)}")
    if not matches:
        st.markdown(t("No job has anything in common with this text."))
