"""One posting as a plain HTML page with schema.org data: for search engines, sharing, browsers without scripts."""

import json
from datetime import date
from html import escape
from typing import Any
from urllib.parse import quote

from jobboard.html import excerpt
from jobboard.places import is_no_place
from jobboard.posting import EmploymentType, JobPosting, Permission, Place, WorkMode
from jobboard.reading.professions import profession_label
from jobboard.texts import N_, Texts, texts
from jobboard.view import (
    age_text,
    area_text,
    contact_text,
    education_text,
    level_text,
    mode_text,
    place_text,
    salary_text,
    start_text,
    types_text,
)

EXCERPT_LENGTH = 400
_SCHEMA_TYPES = {
    EmploymentType.MINIJOB: "PART_TIME",
    EmploymentType.APPRENTICE: "INTERN",
    EmploymentType.WORKING_STUDENT: "PART_TIME",
}
_STYLE = """
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
a{color:#0b5cab}h1{line-height:1.2}dt{font-weight:600}dd{margin:0 0 .5rem}
.demo{border:2px solid #8a5a00;background:#fff4d6;color:#3a2600;padding:.5rem 1rem}
.apply{display:inline-block;background:#0b5cab;color:#fff;padding:.6rem 1.2rem;border-radius:.3rem;text-decoration:none}
@media(prefers-color-scheme:dark){body{color:#f5f5f5;background:#14171a}a{color:#7db8ff}.apply{background:#7db8ff;color:#111}}
"""
DEMO_NOTICE = N_("Demonstration: this job and this employer are invented.")


def job_page(posting: JobPosting, t: Texts, *, today: date, base_url: str, site: str) -> str:
    """The page of a live posting. Everything foreign in it is escaped or was sanitised when it came in."""
    data = json.dumps(job_json_ld(posting, base_url), ensure_ascii=False).replace("<", "\\u003c")
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts_of(posting, t, today) if value
    )
    text = (
        posting.description_html
        if shows_text(posting)
        else f"<p>{escape(excerpt(posting.description_text, EXCERPT_LENGTH))}</p>"
    )
    notice = f'<p class="demo">{escape(t(DEMO_NOTICE))}</p>' if posting.demo else ""
    apply_to = (
        posting.apply_url
        or posting.url
        or (f"mailto:{quote(posting.apply_email, safe='@')}" if posting.apply_email else "")
    )
    original, in_app = escape(t("Go to the original ad")), escape(t("Open in the app, or report this ad"))
    button = (
        f'<p><a class="apply" rel="noopener nofollow" href="{escape(apply_to, quote=True)}">{original}</a></p>'
        if apply_to
        else ""
    )
    robots = '<meta name="robots" content="noindex">' if posting.demo else ""
    head = f"""<!doctype html><html lang="{t.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{robots}
<title>{escape(posting.title)} – {escape(posting.employer)} – {escape(site)}</title>
<meta name="description" content="{escape(excerpt(posting.description_text, 150), quote=True)}">
<link rel="canonical" href="{escape(base_url, quote=True)}/jobs/{posting.same_as or posting.id}"><style>{_STYLE}</style>
<script type="application/ld+json">{data}</script></head>"""
    lang = escape(posting.language or t.language)
    return f"""{head}<body><header><a href="/?lang={t.language}">{escape(site)}</a></header><main>{notice}
<h1 lang="{lang}">{escape(posting.title)}</h1><p><strong>{escape(posting.employer)}</strong></p>
<dl>{facts}</dl>{button}
<div lang="{lang}">{text}</div>
<p><a href="/posting?id={quote(posting.id)}&amp;lang={t.language}">{in_app}</a></p></main></body></html>"""


def gone_page(t: Texts, *, known: bool) -> str:
    """The page for a posting that is over, or never was."""
    message = t("This job is no longer on offer.") if known else t("There is no such job here.")
    search = escape(t("Search for jobs"))
    return (
        f'<!doctype html><html lang="{t.language}"><head><meta charset="utf-8"><title>{escape(message)}</title>'
        f"<style>{_STYLE}</style></head>"
        f'<body><main><h1>{escape(message)}</h1><p><a href="/?lang={t.language}">{search}</a></p></main></body></html>'
    )


def shows_text(posting: JobPosting) -> bool:
    """Whether the full text may be shown; otherwise an excerpt and the link to the original."""
    return posting.permission is Permission.GRANTED


def facts_of(posting: JobPosting, t: Texts, today: date) -> list[tuple[str, str]]:
    """Name and value of every fact worth showing, in the order people ask for them."""
    evidence = f" (“{posting.remote.evidence}”)" if posting.remote.evidence else ""
    levels = ", ".join(level_text(need, t) for need in posting.language_requirements)
    closes = t.day(posting.valid_through) if posting.valid_through else ""
    return [
        (t("Work mode"), mode_text(posting.remote, t) + evidence),
        (t("Work from"), area_text(posting.remote, t)),
        (t("Place"), place_text(posting, t)),
        (t("Employment"), types_text(posting, t)),
        (t("Pay"), salary_text(posting.salary, t) or t("not stated")),
        (t("Languages"), levels or t("not stated")),
        (t("Experience"), posting.experience),
        (t("Education"), education_text(posting, t)),
        (t("Recognition needed as"), profession_label(posting.regulated_profession, t.language)),
        (t("Help with the visa"), {True: t("yes"), False: t("no"), None: ""}[posting.visa_support]),
        (t("Help with the move"), {True: t("yes"), False: t("no"), None: ""}[posting.relocation_support]),
        (t("Start of work"), start_text(posting.start, t)),
        (t("Posted"), age_text(posting.date_posted, today, t)),
        (t("Apply until"), closes),
        (t("Contact"), contact_text(posting) if posting.is_live(today) else ""),
    ]


def job_json_ld(posting: JobPosting, base_url: str) -> dict[str, Any]:
    """schema.org JobPosting of a posting, after Google's rules: TELECOMMUTE only for work that is remote altogether."""
    text = (
        posting.description_html if shows_text(posting) else escape(excerpt(posting.description_text, EXCERPT_LENGTH))
    )
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title_clean,
        "description": text or escape(posting.title),
        "identifier": {"@type": "PropertyValue", "name": posting.employer, "value": posting.source_ref},
        "hiringOrganization": {"@type": "Organization", "name": posting.employer},
        "url": f"{base_url}/jobs/{posting.id}",
        "directApply": False,
    }
    if posting.date_posted:
        data["datePosted"] = posting.date_posted.isoformat()
    if posting.valid_through:
        data["validThrough"] = f"{posting.valid_through.isoformat()}T23:59:59"
    if posting.employment_types:
        data["employmentType"] = list(
            dict.fromkeys(_SCHEMA_TYPES.get(kind, kind.value) for kind in posting.employment_types)
        )
    if places := [place for place in posting.places if not is_no_place(place.name)]:
        data["jobLocation"] = [_place(place) for place in places]
    if posting.remote.mode is WorkMode.REMOTE:
        data["jobLocationType"] = "TELECOMMUTE"
        areas = [code for code in posting.remote.area if code != "worldwide"] or ["DE"]
        data["applicantLocationRequirements"] = [_applicants(code) for code in areas]
    if posting.salary and posting.salary.currency and posting.salary.period:
        value = {"@type": "QuantitativeValue", "unitText": posting.salary.period.value.upper()}
        amounts = {"minValue": posting.salary.min, "maxValue": posting.salary.max}
        data["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": posting.salary.currency,
            "value": {**value, **{name: amount for name, amount in amounts.items() if amount is not None}},
        }
    return data


def _applicants(code: str) -> dict[str, str]:
    if code.isalpha() and code != "EU":
        return {"@type": "Country", "name": code}
    return {"@type": "AdministrativeArea", "name": texts("en").territory_name(code)}


def _place(place: Place) -> dict[str, Any]:
    address = {
        "streetAddress": place.street,
        "postalCode": place.postal_code,
        "addressLocality": place.locality or place.name,
        "addressCountry": place.country or "DE",
    }
    return {
        "@type": "Place",
        "address": {"@type": "PostalAddress", **{name: value for name, value in address.items() if value}},
    }
