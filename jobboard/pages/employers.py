"""For employers: upload a table with a code, see every problem by row, publish what is good, withdraw what is over."""

import csv
import io

import pandas as pd
import streamlit as st

from jobboard.csvcolumns import COLUMNS
from jobboard.csvfile import SIZE_LIMIT
from jobboard.csvimport import ReadFile, missing_from, read_csv, source_of, store_rows
from jobboard.errors import CodeError, UnreadableFile
from jobboard.fault import MESSAGES
from jobboard.invites import Invite, redeem
from jobboard.pages.frame import current_texts, link, plain
from jobboard.pages.runtime import runtime
from jobboard.posting import Status

SHOWN = 100
UPLOAD_MB = 5

t = current_texts()
shared = runtime()


def template() -> bytes:
    """An empty table with our column names, as Excel likes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([column.name for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def columns_help() -> None:
    """The columns and what may stand in them."""
    with st.expander(t("Columns of the table"), icon=":material/table:"):
        st.markdown(
            t("German or English names, in any order; “;”, “,” or tab between the cells; saved from Excel as CSV.")
        )
        rows = [
            {t("Column"): column.name, t("Needed"): t("yes") if column.needed else "", t("Hint"): t(column.help)}
            for column in COLUMNS
        ]
        st.table(pd.DataFrame(rows).set_index(t("Column")))
        st.download_button(t("Download an empty table"), template(), "stellen.csv", "text/csv")


def sign_in() -> Invite | None:
    """The employer whose code was given."""
    code = st.session_state.get("employer.code", "")
    if not code:
        with st.form("code"):
            given = st.text_input(
                t("Your code"), type="password", max_chars=64, help=t("You get it from the operator of this board.")
            )
            if st.form_submit_button(t("Continue"), type="primary"):
                code = given
    if not code:
        return None
    try:
        found = redeem(shared.store, code, now=shared.now)
    except CodeError as error:
        st.session_state.pop("employer.code", None)
        st.error(t(error.message))
        return None
    st.session_state["employer.code"] = code
    return found


def show_faults(read: ReadFile) -> None:
    """Problems by row."""
    for faults, title in (
        (read.errors, t("Problems")),
        (tuple(fault for fault in read.faults if fault.is_note), t("Remarks")),
    ):
        if not faults:
            continue
        st.subheader(title)
        rows = [
            {
                t("Row"): fault.row,
                t("Column"): plain(fault.column),
                t("What is wrong"): plain(fault.message(t)),
                t("What to do"): plain(fault.remedy(t)),
            }
            for fault in faults[:SHOWN]
        ]
        st.table(pd.DataFrame(rows).set_index(t("Row")))
        if len(faults) > SHOWN:
            st.caption(t("The first {shown} of {number} are shown.", shown=SHOWN, number=len(faults)))


def publish(read: ReadFile, employer: str) -> None:
    """The good rows, and the button that publishes them."""
    st.markdown(
        t(
            "Rows read: {read}. Ready to publish: {good}. Left out because of problems: {bad}.",
            read=read.read,
            good=len(read.rows),
            bad=read.rejected,
        )
    )
    show_faults(read)
    if not read.rows:
        return
    missing = missing_from(shared.store, source_of(employer), read.rows) if not read.rejected else []
    withdraw = False
    if missing:
        st.markdown(
            t.plural(
                "{number} of your published jobs is not in this file:",
                "{number} of your published jobs are not in this file:",
                len(missing),
            )
        )
        st.markdown("\n".join(f"- {plain(posting.title)} ({plain(posting.source_ref)})" for posting in missing[:20]))
        withdraw = st.checkbox(t("This file is everything we offer: withdraw these jobs"))
    label = t.plural("Publish {number} job", "Publish {number} jobs", len(read.rows))
    if st.button(label, type="primary", icon=":material/publish:"):
        report = store_rows(
            shared.store, read, employer, actor="upload", now=shared.now, withdraw=missing if withdraw else ()
        )
        shared.index(at_once=True)
        text = t(
            "Published: {stored} new, {updated} changed, {unchanged} unchanged, {withdrawn} withdrawn.",
            stored=len(report.stored),
            updated=len(report.updated),
            unchanged=len(report.unchanged),
            withdrawn=len(report.withdrawn),
        )
        st.success(text)
        st.markdown(
            "\n".join(f"- [{plain(row.posting.title)}]({link('posting', id=row.posting.id)})" for row in read.rows[:20])
        )


def own_postings(employer: str) -> None:
    """What is live, with a way to take it down."""
    live = shared.store.of_source(source_of(employer), live_only=True)
    with st.expander(t.plural("{number} published job", "{number} published jobs", len(live)), icon=":material/list:"):
        names = {posting.id: f"{posting.title} ({posting.source_ref})" for posting in live}
        chosen = st.multiselect(
            t("Withdraw"), list(names), format_func=lambda key: names[key], placeholder=t("choose jobs")
        )
        if st.button(t("Withdraw the chosen jobs"), disabled=not chosen):
            gone = shared.store.set_status(chosen, Status.WITHDRAWN, actor="upload", now=shared.now)
            shared.index(at_once=True)
            st.success(t.plural("{number} job withdrawn.", "{number} jobs withdrawn.", len(gone)))


st.title(t("For employers"))
st.markdown(t("Upload your open positions as a table. You see every problem by row before anything is published."))
columns_help()
if invite := sign_in():
    st.header(plain(invite.employer))
    upload = st.file_uploader(
        t("Your table (CSV)"), type=["csv", "txt", "tsv"], max_upload_size=min(UPLOAD_MB, SIZE_LIMIT // 2**20)
    )
    if upload is not None:
        try:
            publish(
                read_csv(
                    upload.getvalue(),
                    name=upload.name,
                    employer=invite.employer,
                    today=shared.today,
                    gazetteer=shared.gazetteer,
                    own_name_only=True,
                    classify=shared.classify,
                ),
                invite.employer,
            )
        except UnreadableFile as error:
            values = {name: t(value) if isinstance(value, str) else value for name, value in error.values.items()}
            wrong, remedy = (t(text).format(**values) for text in MESSAGES[error.code])
            st.error(f"{plain(error.file)}: {plain(wrong)} {plain(remedy)}")
    own_postings(invite.employer)
