"""A posting as a card in a list: the facts that decide, and why it is shown."""

from datetime import date

import streamlit as st

from index import Filters, Reasons
from index.columns import facts_of
from index.esco import skill_label
from index.standing import standing
from jobboard.html import excerpt
from jobboard.pages.frame import badge, language, plain
from jobboard.posting import JobPosting, WorkMode
from jobboard.texts import N_, Texts
from jobboard.view import age_text, level_text, mode_text, place_text, salary_text

# What a card says of a criterion that was asked for; of those that every result meets, it says nothing.
CRITERIA = {
    "mode": N_("work mode"),
    "type": N_("employment"),
    "german": N_("level of German"),
    "salary": N_("pay"),
    "hours": N_("hours a week"),
    "language": N_("language of the ad"),
}
COLOURS = {WorkMode.REMOTE: "green", WorkMode.HYBRID: "blue", WorkMode.ONSITE: "orange", WorkMode.UNKNOWN: "gray"}


def card(
    posting: JobPosting,
    t: Texts,
    today: date,
    *,
    query: str = "",
    reasons: Reasons | None = None,
    asked: Filters = Filters(),
) -> None:
    """A result card; its title leads to the posting's page. `asked` are the filters it was found under."""
    with st.container(border=True, gap="xsmall"):
        target = {"id": posting.id, "lang": language(), **({"q": query} if query else {})}
        st.page_link(
            "jobboard/pages/posting.py", label=f"**{plain(posting.title)}**", query_params=target, width="stretch"
        )
        place = place_text(posting, t)
        st.markdown(
            f"{plain(posting.employer)}{' · ' + plain(place) if place else ''}  \n{' '.join(badges(posting, t, today))}"
        )
        st.caption(
            "  \n".join(
                text
                for text in (
                    mode_source(posting, t),
                    reasons_text(reasons, t) if reasons else "",
                    standing_text(posting, asked, t),
                )
                if text
            )
        )


def mode_source(posting: JobPosting, t: Texts) -> str:
    """Where the work mode was read."""
    if posting.remote.evidence:
        return t("Says the ad: “{words}”", words=plain(excerpt(posting.remote.evidence, 160)))
    return "" if posting.remote.mode is WorkMode.UNKNOWN else t("Work mode as stated by the employer")


def badges(posting: JobPosting, t: Texts, today: date) -> list[str]:
    """The facts of a posting as badges."""
    found = [badge(t("Demo"), "red")] if posting.demo else []
    found.append(badge(mode_text(posting.remote, t), COLOURS[posting.remote.mode]))
    if pay := salary_text(posting.salary, t):
        found.append(badge(pay, "violet"))
    found += [badge(level_text(need, t)) for need in posting.language_requirements[:3]]
    found.append(badge(age_text(posting.date_posted, today, t)))
    return found


def reasons_text(reasons: Reasons, t: Texts) -> str:
    """Why a posting was found, in a sentence."""
    parts: list[str] = []
    words = [*reasons.words, *(f"…{word}…" for word in reasons.parts)]
    if words:
        parts.append(t("words: {words}", words=", ".join(plain(word) for word in words[:8])))
    if reasons.rendering:
        parts.append(t("the name “{name}”", name=plain(reasons.rendering)))
    if reasons.meaning > 0:
        parts.append(t("similar meaning ({percent}\u00a0%)", percent=round(100 * reasons.meaning)))
    return t("Found by {reasons}", reasons="; ".join(parts)) if parts else ""


def standing_text(posting: JobPosting, asked: Filters, t: Texts) -> str:
    """How a posting stands to what is asked for: what fits, what it says otherwise, what it does not say."""
    found = {name: fits for name, fits in standing(facts_of(posting), asked).items() if name in CRITERIA}
    kinds = ((True, N_("Fits: {names}")), (None, N_("Not stated: {names}")), (False, N_("Otherwise: {names}")))
    parts = []
    for fits, text in kinds:
        if names := [t(CRITERIA[name]) for name, value in found.items() if value is fits]:
            parts.append(t(text, names=", ".join(names)))
    return " · ".join(parts)


def skills_text(labels: tuple[str, ...], t: Texts) -> str:
    """Skills by name."""
    return ", ".join(plain(skill_label(label, t.language)) for label in labels)
