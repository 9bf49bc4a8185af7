"""About: what this is, who runs it, where its facts come from, what happens to data, how accessible it is."""

import pandas as pd
import streamlit as st

from jobboard.feedback import TEXT_DAYS
from jobboard.pages.frame import current_texts, plain
from jobboard.pages.runtime import runtime

UNITS = {"persons": "", "employees": "", "km2": "km²", "percent": "%"}

t = current_texts()
shared = runtime()
region, operator = shared.pack.region, shared.pack.region.operator
st.title(t("About, legal notice"))
st.markdown(
    t(
        "Heimvorteil brings together remote and hybrid jobs of employers in the region, shows where each fact was read, and helps "
        "newcomers with answers that name their source."
    )
)

st.header(t("Legal notice"))
if not operator.confirmed:
    st.warning(
        t(
            "This is a demonstration. The operator named here is the intended one and has not yet confirmed this notice."
        ),
        icon=":material/warning:",
    )
lines = [
    operator.name,
    operator.street,
    f"{operator.postal_code} {operator.city}".strip(),
    operator.email,
    operator.phone,
]
if operator.represented_by:
    lines.append(t("Represented by {name}", name=operator.represented_by))
lines += [text for text in (operator.register_entry, operator.vat_id) if text]
st.markdown("  \n".join(plain(line) for line in lines if line))

st.header(t("Privacy"))
st.markdown(
    t(
        "No account, no tracking, no outside services. Profiles and questions are read in memory and not stored. A report on an ad "
        "is stored without your name. The only cookie protects forms and ends with the visit."
    )
)
st.markdown(
    t(
        "If you say whether an answer of the assistant helped, a vote is counted by day and article. A question that you send to the "
        "operator yourself is kept without your name, and its words are deleted after {days} days.",
        days=TEXT_DAYS,
    )
)

st.header(t("Accessibility"))
st.markdown(t("The pages are built to WCAG 2.2 AA and tested by machine; reports of barriers go to the address above."))
if sentence := region.law.accessibility.get(t.language):
    st.markdown(plain(sentence))

st.header(t("The region in figures"))
titles = {reference.id: reference for reference in shared.pack.references}
rows = []
for figure in shared.pack.statistics:
    source = titles.get(figure.source)
    label = figure.label_de if t.language == "de" else figure.label_en
    unit = UNITS.get(figure.unit, figure.unit)
    seen = t("undated") if figure.as_of == "undated" else figure.as_of
    rows.append(
        {
            t("Figure"): plain(label),
            t("Value"): f"{t.number(figure.value)} {unit}".strip(),
            t("As of"): seen,
            t("Source"): plain(source.title if source else figure.source),
        }
    )
if rows:
    st.table(pd.DataFrame(rows).set_index(t("Figure")))

st.header(t("Sources and licences"))
for reference in shared.pack.references:
    licence = f" ({plain(reference.licence)})" if reference.licence else ""
    title = (
        f"[{plain(reference.title)}]({reference.url})"
        if reference.url.startswith("https://")
        else plain(reference.title)
    )
    st.markdown(f"- {title}, {plain(reference.publisher)}{licence}")
st.markdown(
    "- "
    + t(
        "The text model was trained on ESCO (this service uses the ESCO classification of the European Commission), on lists of the "
        "Bundesagentur für Arbeit and on open translations; see the model card."
    )
)
st.markdown("- " + t("The program is free software under the EUPL 1.2."))
