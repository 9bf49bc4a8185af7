"""From a draft to a posting: every field, what is refused, and that nothing depends on the day or the machine."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, draft
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from jobboard import html
from jobboard.normalise import TEXT_LENGTH, TITLE_LENGTH, normalise
from jobboard.places import Gazetteer
from jobboard.posting import (
    Contact,
    Draft,
    EmploymentType,
    JobPosting,
    LanguageRequirement,
    Level,
    Period,
    Permission,
    Place,
    Salary,
    WorkMode,
    posting_id,
)

FULL_AD = """<h2>Ihre Aufgaben</h2><ul><li>Entwicklung mit Python und SQL</li><li>Pflege der Tests</li></ul>
<h2>Ihr Profil</h2><p>Gute Deutschkenntnisse (B2) und fließend Englisch in Wort und Schrift.</p>
<p>Wir bieten: unbefristet, 38,5 Stunden pro Woche, Vollzeit oder Teilzeit, Jahresgehalt 52.000 - 64.000 €.
Zwei Tage Homeoffice pro Woche sind möglich.</p>"""


def test_every_field_of_an_ad(gazetteer: Gazetteer) -> None:
    made = normalise(
        draft(
            "R-7",
            title="Entwickler*in (m/w/d)",
            description=FULL_AD,
            industry="IT &amp; Co",
            occupation="Informatiker",
            experience="2 Jahre",
        ),
        "jobs:probewerk",
        gazetteer=gazetteer,
        permission=Permission.PUBLIC_API,
        demo=True,
    )
    assert made.id == posting_id("jobs:probewerk", "R-7")
    assert (made.source, made.source_ref, made.url) == ("jobs:probewerk", "R-7", "https://probewerk.example/jobs/R-7")
    assert (made.title, made.title_clean) == ("Entwickler*in (m/w/d)", "Entwickler")
    assert (made.employer, made.industry, made.language) == ("Probewerk GmbH", "IT & Co", "de")
    assert [place.locality for place in made.places] == ["Musterstadt"]
    assert (made.places[0].latitude, made.places[0].longitude, made.places[0].country) == (50.0, 9.0, "DE")
    assert (made.remote.mode, made.remote.home_days, made.remote.period) == (WorkMode.HYBRID, 2, Period.WEEK)
    assert made.remote.evidence == "Zwei Tage Homeoffice pro Woche sind möglich."
    assert made.employment_types == (EmploymentType.FULL_TIME, EmploymentType.PART_TIME)
    assert (made.weekly_hours, made.fixed_term) == (38.5, False)
    assert made.salary is not None
    assert (made.salary.min, made.salary.max, made.salary.currency, made.salary.period) == (
        52000,
        64000,
        "EUR",
        Period.YEAR,
    )
    assert [(need.language, need.level) for need in made.language_requirements] == [("de", Level.B2), ("en", Level.C1)]
    assert [skill.label for skill in made.skills][:2] == ["Python", "SQL"]
    assert made.occupation is not None and made.occupation.label == "Informatiker"
    assert (made.experience, made.visa_support) == ("2 Jahre", None)
    assert (made.date_posted, made.valid_through) == (date(2026, 11, 1), date(2026, 12, 31))
    assert (made.permission, made.demo) == (Permission.PUBLIC_API, True)
    assert made.first_seen is None and made.last_seen is None


def test_what_the_source_states_stands_above_its_prose(gazetteer: Gazetteer) -> None:
    made = normalise(
        draft(
            description=FULL_AD,
            language="en-GB",
            employment=("PART_TIME",),
            weekly_hours=20,
            fixed_term=True,
            salary=Salary(min=20, currency="EUR", period=Period.HOUR),
            language_requirements=(LanguageRequirement(language="de", level=Level.A1),),
            remote_flag=WorkMode.REMOTE,
            remote_declared=True,
        ),
        "s",
        gazetteer=gazetteer,
    )
    assert made.language == "en"
    assert made.employment_types == (EmploymentType.PART_TIME,)
    assert (made.weekly_hours, made.fixed_term) == (20, True)
    assert made.salary == Salary(min=20, currency="EUR", period=Period.HOUR)
    assert [(need.language, need.level) for need in made.language_requirements] == [("de", Level.A1)]
    assert made.remote.mode is WorkMode.REMOTE


def test_silence_stays_silence() -> None:
    made = normalise(Draft(source_ref="1", title="Leitung"), "s")
    for name in ("salary", "weekly_hours", "fixed_term", "visa_support", "date_posted", "valid_through", "occupation"):
        assert getattr(made, name) is None, name
    assert made.remote.mode is WorkMode.UNKNOWN
    assert made.employment_types == () and made.language_requirements == () and made.skills == () and made.places == ()
    assert made.language == ""


@pytest.mark.parametrize(
    ("stated", "language"),
    [("de", "de"), ("DE", "de"), ("de-DE", "de"), ("en_US", "en"), ("Deutsch", "de"), ("German", "de"), ("English", "en"), ("xx-klingon", "xx"),
     ("", "de"), ("?", "de"), ("\"><script>", "de")],
)  # fmt: skip
def test_the_language_a_source_states(stated: str, language: str) -> None:
    assert normalise(draft(language=stated), "s").language == language


@pytest.mark.parametrize(
    ("closes", "kept"), [(date(2036, 11, 1), None), (date(2026, 11, 1), date(2026, 11, 1)), (date(2099, 12, 31), None)]
)
def test_placeholder_deadlines_are_none(closes: date, kept: date | None) -> None:
    assert normalise(draft(valid_through=closes), "s").valid_through == kept


def test_the_reference_falls_back_on_the_address() -> None:
    made = normalise(draft(" ", url="https://probewerk.example/jobs/9"), "s")
    assert made.source_ref == "https://probewerk.example/jobs/9"
    with pytest.raises(ValidationError, match="source_ref"):
        normalise(draft(" ", url=" "), "s")
    with pytest.raises(ValidationError, match="title"):
        normalise(draft(title="<b> </b>"), "s")


def test_titles_and_texts_have_an_end() -> None:
    made = normalise(draft(title="x" * 5000, description="<p>" + "wort " * 100_000 + "</p>"), "s")
    assert len(made.title) == TITLE_LENGTH and len(made.description_text) <= TEXT_LENGTH
    plain = normalise(draft(description="wort " * 100_000, description_is_html=False), "s")
    assert len(plain.description_text) <= TEXT_LENGTH


def test_the_shown_and_the_searched_text_are_the_same_text() -> None:
    for description, is_html in (
        (FULL_AD, True),
        ("Eins\n\n- zwei\n- drei <3\n\nvier & fünf", False),
        ("a < b & c > d", False),
    ):
        made = normalise(draft(description=description, description_is_html=is_html), "s")
        shown = BeautifulSoup(made.description_html, "html.parser").get_text(" ")
        assert re.findall(r"[^\s-]+", shown) == re.findall(r"[^\s-]+", made.description_text)


def test_one_place_named_twice_is_one_place(gazetteer: Gazetteer) -> None:
    made = normalise(
        draft(places=(Place(name="Musterstadt"), Place(name=" Musterstadt "), Place(name="Hamburg"))),
        "s",
        gazetteer=gazetteer,
    )
    assert [place.name for place in made.places] == ["Musterstadt", "Hamburg"]
    assert made.places[1].latitude is None


def test_a_place_called_remote_is_read_as_a_work_mode_and_not_looked_up(gazetteer: Gazetteer) -> None:
    made = normalise(draft(description="<p>Text</p>", places=(Place(name="Remote"),)), "s", gazetteer=gazetteer)
    assert made.remote.mode is WorkMode.REMOTE and made.places[0].locality == ""


HOSTILE = "\x00<script>alert(1)</script>\ud83d\u202e&lt;img onerror=x&gt;"


def test_no_field_carries_what_a_store_or_a_page_cannot_take() -> None:
    made = normalise(
        Draft(
            source_ref=f"R{HOSTILE}",
            title=f"Koch{HOSTILE}",
            employer=f"Werk{HOSTILE}",
            url=f"https://x.example/{HOSTILE}",
            apply_url=f"https://x.example/{HOSTILE}",
            apply_email=f"a@x.example{HOSTILE}",
            description=f"<p>Text{HOSTILE}</p>",
            industry=HOSTILE,
            occupation=HOSTILE,
            experience=HOSTILE,
            places=(
                Place(
                    name=HOSTILE, locality=HOSTILE, street=HOSTILE, region=HOSTILE, postal_code=HOSTILE, country=HOSTILE
                ),
            ),
        ),
        "s",
    )
    raw = json.dumps(made.to_dict(), ensure_ascii=False)
    raw.encode()
    assert "\\u0000" not in raw and "\u202e" not in made.title + made.employer
    assert "<script" not in made.title + made.employer + made.description_html + made.industry + made.places[0].street


TEXT = st.text(st.characters(codec=None), max_size=60)
FLOATS = st.one_of(st.none(), st.floats())
MARKUP = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(
            [
                "<p>",
                "<a href='javascript:x'>",
                "<a href=https://x.example>",
                "</",
                "<script>",
                "<img onerror=x>",
                "&lt;b&gt;",
            ]
        ),
    )
).map("".join)
DRAFTS = st.fixed_dictionaries(
    {"source_ref": TEXT, "title": TEXT},
    optional={
        "employer": TEXT,
        "url": TEXT,
        "apply_url": TEXT,
        "description": MARKUP,
        "description_is_html": st.booleans(),
        "language": TEXT,
        "places": st.lists(st.fixed_dictionaries({"name": TEXT}, optional={"locality": TEXT, "latitude": FLOATS}), max_size=2),
        "employment": st.lists(TEXT, max_size=2),
        "weekly_hours": FLOATS,
        "remote_flag": st.sampled_from(WorkMode),
        "remote_days": FLOATS,
        "remote_area": st.lists(TEXT, max_size=2),
        "remote_note": TEXT,
        "occupation": TEXT,
        "experience": TEXT,
        "date_posted": st.dates(),
        "valid_through": st.dates(),
    },
)  # fmt: skip


@given(DRAFTS)
def test_any_draft_becomes_a_harmless_posting_or_is_refused(gazetteer: Gazetteer, values: dict[str, object]) -> None:
    try:
        given_draft = Draft.model_validate(values)
        made = normalise(given_draft, "s", gazetteer=gazetteer)
    except ValidationError:
        return
    for tag in BeautifulSoup(made.description_html, "html.parser")(True):
        assert tag.name in html.TAGS
        assert set(tag.attrs) <= {"href", "rel"}
        assert str(tag.get("href", "https://")).lower().startswith(("https://", "mailto:"))
    again = normalise(Draft.model_validate(values), "s", gazetteer=gazetteer)
    assert again == made and again.content_hash == made.content_hash
    read = JobPosting.model_validate(json.loads(json.dumps(made.to_dict(), allow_nan=False)))
    assert read == made
    assert "\x00" not in made.source_ref + made.title + made.employer + made.url


def test_the_hash_is_the_same_in_another_process() -> None:
    code = "import sys; sys.path.insert(0, 'tests'); from conftest import draft; from jobboard.normalise import normalise; print(normalise(draft(), 's').content_hash)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert run.stdout.strip() == normalise(draft(), "s").content_hash


def test_a_changed_draft_changes_the_hash(make_posting: Callable[..., JobPosting]) -> None:
    base = make_posting()
    assert make_posting().content_hash == base.content_hash
    for change in (
        {"title": "Anders"},
        {"description": "<p>Anders</p>"},
        {"valid_through": date(2027, 1, 1)},
        {"employer": "Anders"},
    ):
        assert make_posting(**change).content_hash != base.content_hash


def test_the_rest_of_an_ad_with_its_evidence(gazetteer: Gazetteer) -> None:
    text = """Als ein Unternehmen der Beispiel Gruppe suchen wir zum 01.03.2027 Verstärkung.
    Einsatzort: Musterstadt
    Die Vergütung erfolgt nach E 13 TV-H, 30 bis 40 Stunden pro Woche, befristet auf 24 Monate.
    Abgeschlossene Berufsausbildung und mindestens zwei Jahre Berufserfahrung.
    Visa sponsorship available. Wir helfen beim Umzug.
    Bewerbungsfrist: 15.12.
    Für Rückfragen steht Ihnen Frau Erika Mustermann (Tel. 0999 123456) zur Verfügung."""
    made = normalise(
        draft(
            title="Bauingenieur*in (m/w/d) in Musterstadt, Kennziffer 47",
            employer="Musterwerke mbH & Co. KG",
            places=(),
            description=text,
            description_is_html=False,
            valid_through=None,
            requisition=" 47 ",
        ),
        "s",
        gazetteer=gazetteer,
    )
    assert (made.title_clean, made.title_aside) == ("Bauingenieur", ("(m/w/d)", "*in", "Kennziffer 47", "Musterstadt"))
    assert (made.employer_legal_form, made.employer_parent) == ("mbH & Co. KG", "Beispiel Gruppe")
    assert made.requisition == "47"
    assert [place.locality for place in made.places] == ["Musterstadt"]
    assert (made.weekly_hours_min, made.weekly_hours, made.fixed_term) == (30, 40, True)
    assert made.salary is not None and made.salary.table == "TV-H" and made.salary.table_from == date(2025, 8, 1)
    assert (made.education, made.experience_years, made.regulated_profession) == ("apprenticeship", 2, "engineer")
    assert (made.visa_support, made.relocation_support) == (True, True)
    assert (made.start, made.valid_through) == ("2027-03-01", date(2026, 12, 15))
    assert made.contact == Contact(name="Erika Mustermann", phone="0999 123456")
    for field in JobPosting.model_fields:
        if words := made.evidence.get(field):
            assert getattr(made, field) not in (None, "", ()), field
            assert words in made.description_text or words in (made.title.lower(), made.employer, "bauingenieur"), field
    assert made.evidence.keys() >= {
        "employer_legal_form", "employer_parent", "places", "weekly_hours", "fixed_term", "education", "experience", "regulated_profession",
        "visa_support", "relocation_support", "start", "valid_through", "contact",
    }  # fmt: skip


def test_fields_of_the_source_stand_above_the_text() -> None:
    made = normalise(
        draft(
            description="<p>Visa sponsorship available. Beginn: 01.01.2027. Kontakt: Max Mustermann. PhD in physics required. 5 Jahre Berufserfahrung. Bewerbungsfrist: 01.12.2026</p>",
            visa_support=False,
            relocation_support=True,
            start="ab sofort",
            contact=Contact(name="Erika Mustermann"),
            education="Bachelor",
            experience="1-2 years",
            valid_through=date(2026, 12, 24),
            salary=Salary(grade="EGr. 9a TV-L"),
            occupation="Köchin",
        ),
        "s",
    )
    assert (made.visa_support, made.relocation_support, made.start) == (False, True, "immediately")
    assert made.contact == Contact(name="Erika Mustermann")
    assert (made.education, made.experience, made.experience_years) == ("bachelor", "1-2 years", 1)
    assert made.valid_through == date(2026, 12, 24)
    assert made.salary is not None
    assert (made.salary.grade, made.salary.min, made.salary.table_from) == ("EGr. 9a TV-L", 3620.1, date(2026, 4, 1))
    assert made.occupation is not None and made.occupation.label == "Köchin"
