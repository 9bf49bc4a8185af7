"""The page of one posting: its facts for people, its data for search engines, and nothing active from outside."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import TODAY, draft
from hypothesis import given
from hypothesis import strategies as st

from jobboard.jobpage import DEMO_NOTICE, EXCERPT_LENGTH, gone_page, job_json_ld, job_page, shows_text
from jobboard.normalise import normalise
from jobboard.posting import (
    EmploymentType,
    JobPosting,
    LanguageRequirement,
    Level,
    Period,
    Permission,
    Place,
    Salary,
    WorkMode,
)
from jobboard.texts import texts

Make = Callable[..., JobPosting]
BASE, SITE = "https://jobs.musterstadt.example", "Heimvorteil Musterstadt"
# What a page of a posting may consist of.
INERT = set(
    "html head meta title link style body header main h1 h3 h4 h5 h6 p a strong dl dt dd div b i u em ul ol li br blockquote table thead tbody tr td th".split()
)


def page(posting: JobPosting, language: str = "en", base: str = BASE) -> str:
    return job_page(posting, texts(language), today=TODAY, base_url=base, site=SITE)


def data_of(markup: str) -> dict[str, Any]:
    (script,) = BeautifulSoup(markup, "html.parser")("script")
    assert script.attrs == {"type": "application/ld+json"}
    found = json.loads(script.string)
    assert isinstance(found, dict)
    return found


def active(markup: str) -> list[str]:
    """Everything in a page that could run, load or go anywhere it should not."""
    found = []
    for parser in ("html.parser", "lxml"):
        for tag in BeautifulSoup(markup, parser)(True):
            if tag.name == "script" and tag.attrs == {"type": "application/ld+json"}:
                continue
            if tag.name not in INERT:
                found.append(f"<{tag.name}>")
            for name, value in tag.attrs.items():
                if name.startswith("on") or name in (
                    "style",
                    "src",
                    "srcdoc",
                    "action",
                    "formaction",
                    "http-equiv",
                    "target",
                ):
                    found.append(f"{tag.name} {name}={value}")
                if name == "href" and not re.match(r"https?://|mailto:|/", str(value), re.IGNORECASE):
                    found.append(f"{tag.name} {name}={value}")
    return found


def test_the_data_hold_what_the_posting_holds(make_posting: Make) -> None:
    posting = make_posting(
        "R-1",
        title="Köchin / Koch (m/w/d)",
        description="<p>Sie kochen. <b>Zwei Tage Homeoffice pro Woche.</b></p>",
        employment=("Vollzeit", "Werkstudent"),
        salary=Salary(min=52000, max=64000, currency="EUR", period=Period.YEAR),
        places=(Place(name="99001 Musterstadt", postal_code="99001", street="Musterstraße 1"), Place(name="Remote")),
    )
    data = data_of(page(posting))
    assert data == json.loads(json.dumps(job_json_ld(posting, BASE)))
    assert data == {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Köchin / Koch",
        "description": "<p>Sie kochen. <b>Zwei Tage Homeoffice pro Woche.</b></p>",
        "identifier": {"@type": "PropertyValue", "name": "Probewerk GmbH", "value": "R-1"},
        "hiringOrganization": {"@type": "Organization", "name": "Probewerk GmbH"},
        "url": f"{BASE}/jobs/{posting.id}",
        "directApply": False,
        "datePosted": "2026-11-01",
        "validThrough": "2026-12-31T23:59:59",
        "employmentType": ["FULL_TIME", "PART_TIME"],
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Musterstraße 1",
                    "postalCode": "99001",
                    "addressLocality": "Musterstadt",
                    "addressCountry": "DE",
                },
            }
        ],
        "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": [{"@type": "Country", "name": "DE"}],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "unitText": "YEAR", "minValue": 52000.0, "maxValue": 64000.0},
        },
    }


@pytest.mark.parametrize("mode", list(WorkMode))
def test_only_work_that_is_remote_altogether_is_telecommuting(make_posting: Make, mode: WorkMode) -> None:
    data = job_json_ld(make_posting(description="<p>Text</p>", remote_flag=mode, remote_declared=True), BASE)
    assert ("jobLocationType" in data) is (mode is WorkMode.REMOTE)
    assert ("applicantLocationRequirements" in data) is (mode is WorkMode.REMOTE)


@pytest.mark.parametrize(
    ("area", "required"),
    [
        (("AT", "CH"), [("Country", "AT"), ("Country", "CH")]),
        (("EU",), [("AdministrativeArea", "European Union")]),
        (("419",), [("AdministrativeArea", "Latin America")]),
        (("worldwide",), [("Country", "DE")]),
    ],
)
def test_only_a_country_is_called_a_country(
    make_posting: Make, area: tuple[str, ...], required: list[tuple[str, str]]
) -> None:
    posting = make_posting(remote_flag=WorkMode.REMOTE, remote_declared=True, remote_area=area)
    said = job_json_ld(posting, BASE)["applicantLocationRequirements"]
    assert said == [{"@type": kind, "name": name} for kind, name in required]


def test_what_is_not_known_is_not_in_the_data(make_posting: Make) -> None:
    posting = make_posting(places=(), date_posted=None, valid_through=None, description="")
    data = job_json_ld(posting, BASE)
    assert set(data) == {
        "@context",
        "@type",
        "title",
        "description",
        "identifier",
        "hiringOrganization",
        "url",
        "directApply",
    }
    assert data["description"] == posting.title
    grade = make_posting(salary=Salary(grade="E 13 TV-V"))  # no table of ours
    assert "baseSalary" not in job_json_ld(grade, BASE)
    lower = job_json_ld(make_posting(salary=Salary(min=20, currency="EUR", period=Period.HOUR)), BASE)["baseSalary"]
    assert lower["value"] == {"@type": "QuantitativeValue", "unitText": "HOUR", "minValue": 20}


SCHEMA_TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}


@pytest.mark.parametrize("kind", list(EmploymentType))
def test_every_employment_type_has_a_name_search_engines_know(make_posting: Make, kind: EmploymentType) -> None:
    posting = make_posting().model_copy(update={"employment_types": (kind,)})
    assert set(job_json_ld(posting, BASE)["employmentType"]) <= SCHEMA_TYPES


def test_the_page_says_what_people_ask_for(make_posting: Make) -> None:
    posting = make_posting(
        salary=Salary(min=52000, max=64000, currency="EUR", period=Period.YEAR),
        language_requirements=(LanguageRequirement(language="de", level=Level.B2),),
        visa_support=True,
        experience="3 Jahre",
        apply_url="https://probewerk.example/apply?a=1&b=2",
    )
    soup = BeautifulSoup(page(posting), "html.parser")
    facts = {name.get_text(): value.get_text() for name, value in zip(soup("dt"), soup("dd"), strict=True)}
    assert facts == {
        "Work mode": "Hybrid, up to 2 home days a week (“Zwei Tage Homeoffice pro Woche sind möglich.”)",
        "Place": "Musterstadt",
        "Pay": "€52,000 to €64,000 a year",
        "Languages": "German B2",
        "Experience": "3 Jahre",
        "Help with the visa": "yes",
        "Posted": "21 days ago",
        "Apply until": "Dec 31, 2026",
    }
    assert soup.h1 is not None and (soup.h1.get_text(), soup.h1["lang"]) == ("Sachbearbeiter/in (m/w/d)", "de")
    assert soup.title is not None and soup.title.get_text() == f"Sachbearbeiter/in (m/w/d) – Probewerk GmbH – {SITE}"
    (button,) = soup("a", class_="apply")
    assert button["href"] == "https://probewerk.example/apply?a=1&b=2"
    links = {link["rel"][0]: link["href"] for link in soup("link")}
    assert links == {"canonical": f"{BASE}/jobs/{posting.id}"}
    assert not soup("meta", attrs={"name": "robots"})


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_speaks_its_language(make_posting: Make, language: str) -> None:
    soup = BeautifulSoup(page(make_posting(), language), "html.parser")
    assert soup.html is not None and soup.html["lang"] == language
    text = soup.get_text()
    assert ("Arbeit" in text and "Gehalt" in text) if language == "de" else ("Work mode" in text and "Pay" in text)
    assert "not stated" in text or language == "de"
    assert all(f"lang={language}" in link["href"] for link in soup("a") if str(link["href"]).startswith("/"))


def test_without_permission_there_is_an_excerpt_and_the_way_to_the_original(make_posting: Make) -> None:
    secret = "<p>Anfang.</p>" + "<p>Weiterer Text.</p>" * 200 + "<p>Schluss.</p>"
    for permission in Permission:
        posting = make_posting(description=secret).model_copy(update={"permission": permission})
        markup = page(posting)
        assert shows_text(posting) is (permission is Permission.GRANTED)
        assert ("Schluss." in markup) is shows_text(posting)
        assert "Anfang." in markup and posting.url in markup
        if not shows_text(posting):
            assert len(data_of(markup)["description"]) <= EXCERPT_LENGTH + 2


def test_a_demo_posting_is_marked_and_not_indexed(make_posting: Make) -> None:
    markup = page(make_posting().model_copy(update={"demo": True}), "de")
    soup = BeautifulSoup(markup, "html.parser")
    (notice,) = soup("p", class_="demo")
    assert notice.get_text() == texts("de")(DEMO_NOTICE)
    (robots,) = soup("meta", attrs={"name": "robots"})
    assert robots["content"] == "noindex"


@pytest.mark.parametrize(
    ("fields", "href"),
    [
        ({"apply_url": "https://a.example/1", "url": "https://b.example"}, "https://a.example/1"),
        ({"url": "https://b.example"}, "https://b.example"),
        ({"url": "", "apply_email": "jobs@probewerk.example"}, "mailto:jobs@probewerk.example"),
        ({"url": "", "apply_email": "a?bcc=x@probewerk.example"}, "mailto:a%3Fbcc%3Dx@probewerk.example"),
        ({"url": "", "apply_email": "a@b.example\nBcc: c@d.example"}, "mailto:a@b.example%20Bcc%3A%20c@d.example"),
        ({"url": ""}, None),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": "data:text/html,x", "apply_url": "vbscript:x"}, None),
        ({"url": "//evil.example"}, None),
        ({"url": "https://x.example/\"onclick='alert(1)'><script>"}, "https://x.example/\"onclick='alert(1)'><script>"),
    ],
)
def test_where_the_button_leads(make_posting: Make, fields: dict[str, str], href: str | None) -> None:
    markup = page(make_posting("R-1", **{**fields}))
    buttons = BeautifulSoup(markup, "html.parser")("a", class_="apply")
    assert [button["href"] for button in buttons] == ([href] if href else [])
    assert active(markup) == []


HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "**bold** `code` $x^2$ :red[x] <u>y</u>",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "{{7*7}} ${7*7} {0} %s",
    "\x00\x0b\u2028\u2029",
    "a\"b'c<d>e&f\\g/h",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "]]><script>alert(1)</script>",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shown", [True, False])
def test_nothing_active_comes_through(make_posting: Make, text: str, shown: bool) -> None:
    posting = make_posting(
        f"R {text}",
        title=f"Koch {text} Ende",
        employer=f"Werk {text} Ende",
        description=f"<p>Text {text} Ende. Homeoffice ist möglich {text}</p>",
        industry=text,
        experience=f"Jahre {text}",
        occupation=text,
        language=text,
        places=(Place(name=f"Ort {text}", street=text, postal_code=text, locality=f"Ort {text}"),),
        url=f"https://x.example/{text}",
        apply_email=f"{text}@x.example",
        remote_area=(f"Land {text}",),
        salary=Salary(min=1, currency=text, period=Period.YEAR, grade=text),
        language_requirements=(LanguageRequirement(language=text, evidence=text),),
    )
    posting = posting.model_copy(update={"permission": Permission.GRANTED if shown else Permission.PUBLIC_API})
    for language in ("de", "en"):
        markup = page(posting, language)
        assert active(markup) == []
        data = data_of(markup)
        assert data["title"] == posting.title_clean and data["hiringOrganization"]["name"] == posting.employer
        assert data["identifier"]["value"] == posting.source_ref
        soup = BeautifulSoup(markup, "html.parser")
        assert soup.h1 is not None and soup.h1.get_text() == posting.title
        assert soup.strong is not None and soup.strong.get_text() == posting.employer
        assert "\u202e" not in posting.title + posting.employer
        assert "Ende" in soup.h1.get_text() or "<!--" in text, "only the harm is taken out"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_stands_in_the_page_as_text(title: str, description: str) -> None:
    fields = {"title": f"x{title}", "employer": title, "description": description, "description_is_html": False}
    posting = normalise(draft(**fields), "s")  # type: ignore[arg-type]
    markup = page(posting)
    assert active(markup) == []
    assert data_of(markup)["title"] == posting.title_clean


@pytest.mark.parametrize("base", ['https://x.example/"><script>alert(1)</script>', "https://x.example/'"])
def test_the_address_of_the_site_is_escaped_too(make_posting: Make, base: str) -> None:
    markup = page(make_posting(), base=base)
    assert active(markup) == []
    assert data_of(markup)["url"].startswith(base)


def test_the_site_name_is_escaped(make_posting: Make) -> None:
    markup = job_page(make_posting(), texts("en"), today=TODAY, base_url=BASE, site="<script>alert(1)</script>")
    assert active(markup) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_posting_that_is_over(language: str) -> None:
    t = texts(language)
    known, unknown = gone_page(t, known=True), gone_page(t, known=False)
    for markup in (known, unknown):
        soup = BeautifulSoup(markup, "html.parser")
        assert active(markup) == [] and not soup("script")
        assert soup.html is not None and soup.html["lang"] == language
        assert [link["href"] for link in soup("a")] == [f"/?lang={language}"]
    assert known != unknown
    assert t("This job is no longer on offer.") in known and t("There is no such job here.") in unknown


def test_the_page_is_the_same_every_time(make_posting: Make) -> None:
    assert page(make_posting()) == page(make_posting())
    assert page(make_posting(), "en") != job_page(
        make_posting(), texts("en"), today=date(2026, 11, 23), base_url=BASE, site=SITE
    )
