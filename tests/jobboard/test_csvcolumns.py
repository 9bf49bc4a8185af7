"""The columns of an employer's table: how each may be called, what may stand in it and what not.

The names follow the feeds of Indeed, Personio, the Bundesagentur and schema.org; the table below is written by hand, not
taken from the code.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.csvcolumns import BY_KEY, COLUMNS, CellError, column_of, fold_header, known_headers
from jobboard.fault import MESSAGES
from jobboard.posting import LanguageRequirement, Level, Period, WorkMode


@dataclass(frozen=True)
class Expected:
    german: str
    english: str
    other: tuple[str, ...]
    good: dict[str, object]
    bad: dict[str, str] = field(default_factory=dict)
    needed: bool = False


def languages(*needs: tuple[str, Level | None, str]) -> tuple[LanguageRequirement, ...]:
    return tuple(LanguageRequirement(language=code, level=level, evidence=words) for code, level, words in needs)


TABLE = {
    "reference": Expected(
        "referenz", "reference", ("Referenznummer", "Ref.-Nr.", "Kennziffer", "Stellen-ID", "ID", "Job ID", "referencenumber", "requisitionId", "Identifier"),
        {"R-1": "R-1", "4711/ä": "4711/ä", "Zeile\nzwei": "Zeile zwei"}, {"x" * 201: "too_long"}, needed=True,
    ),
    "title": Expected(
        "titel", "title", ("Stellentitel", "Stellenbezeichnung", "Bezeichnung", "Jobtitel", "Position", "Stelle", "Job Title", "name"),
        {"Koch": "Koch", "Köchin / Koch (m/w/d)": "Köchin / Koch (m/w/d)"}, {"Ko": "too_short", "x" * 301: "too_long"}, needed=True,
    ),
    "company": Expected(
        "firma", "company", ("Arbeitgeber", "Unternehmen", "Betrieb", "Firmenname", "Employer", "Organisation", "hiringOrganization"),
        {"Probewerk GmbH": "Probewerk GmbH"}, {"x" * 201: "too_long"},
    ),
    "postal_code": Expected(
        "plz", "zip", ("PLZ", "Postleitzahl", "ZIP Code", "Postal Code", "Postcode"),
        {"99001": "99001", "D-99001": "99001", "DE 99001": "99001", "99001.0": "99001", "1067": "01067"},
        {"9900": "", "990011": "not_a_postal_code", "abcde": "not_a_postal_code", "9900O": "not_a_postal_code", "٩٩٠٠١": "not_a_postal_code"},
    ),
    "place": Expected(
        "ort", "city", ("Arbeitsort", "Einsatzort", "Standort", "Stadt", "Dienstort", "Location", "Town", "jobLocation"),
        {"Übungsdorf": "Übungsdorf"}, {"x" * 201: "too_long"},
    ),
    "street": Expected(
        "strasse", "street", ("Straße", "STRASSE", "Straße, Hausnummer", "Anschrift", "Adresse", "Street Address"),
        {"Musterstraße 1": "Musterstraße 1"}, {"x" * 201: "too_long"},
    ),
    "remote_days": Expected(
        "remote_tage", "remote days", ("Remote-Tage", "Homeoffice-Tage", "Tage Homeoffice", "Home Office Days"),
        {"0": 0, "2": 2, "2,5": 2.5, "2.5": 2.5, "3 Tage": 3, "5 days": 5, "bis zu 3": 3, "2-3": 3, "2 bis 3": 3, "2–3": 3, "3 Tage pro Woche": 3},
        {"6": "out_of_range", "-1": "out_of_range", "viele": "not_a_number", "1h2": "not_a_number", "NaN": "not_a_number", "9" * 400: "out_of_range"},
    ),
    "remote_mode": Expected(
        "remote_art", "remote type", ("Remote-Art", "Arbeitsmodell", "Homeoffice", "Remote", "Workplace Type", "Work Mode"),
        {"vor Ort": WorkMode.ONSITE, "VOR ORT": WorkMode.ONSITE, "Präsenz": WorkMode.ONSITE, "on-site": WorkMode.ONSITE, "nein": WorkMode.ONSITE,
         "hybrid": WorkMode.HYBRID, "teilweise": WorkMode.HYBRID, "ja": WorkMode.HYBRID, "möglich": WorkMode.HYBRID, "nach Absprache": WorkMode.HYBRID,
         "remote": WorkMode.REMOTE, "100 %": WorkMode.REMOTE, "100 % Homeoffice": WorkMode.REMOTE, "fully remote": WorkMode.REMOTE,
         "keine Angabe": WorkMode.UNKNOWN, "unbekannt": WorkMode.UNKNOWN, "k. A.": WorkMode.UNKNOWN},
        {"vielleicht": "not_a_choice", "2": "not_a_choice", "remote oder hybrid": "not_a_choice", "🏠": "not_a_choice"},
    ),
    "remote_country": Expected(
        "remote_land", "remote country", ("Remote-Länder", "Remote Countries", "applicantLocationRequirements"),
        {"Deutschland": ("Deutschland",), "Deutschland, Österreich; CH": ("Deutschland", "Österreich", "CH"), " / ": ()},
    ),
    "description": Expected(
        "beschreibung", "description", ("Stellenbeschreibung", "Anzeigentext", "Text", "Job Description"),
        {"Sie kochen.\n\nGern auch gut.": "Sie kochen.\n\nGern auch gut.", "<p>x</p>": "<p>x</p>"}, {"x" * 60_001: "too_long"},
    ),
    "introduction": Expected("einleitung", "introduction", ("Intro", "Über uns", "About us"), {"Wir": "Wir"}, {"x" * 20_001: "too_long"}),
    "tasks": Expected("aufgaben", "tasks", ("Tätigkeiten", "Ihre Aufgaben", "Deine Aufgaben", "Responsibilities"), {"- a\n- b": "- a\n- b"}, {"x" * 20_001: "too_long"}),
    "profile": Expected("profil", "profile", ("Anforderungen", "Ihr Profil", "Dein Profil", "Requirements"), {"Kochen": "Kochen"}, {"x" * 20_001: "too_long"}),
    "offer": Expected("wir_bieten", "offer", ("Wir bieten", "Angebot", "Leistungen", "Benefits"), {"Obst": "Obst"}, {"x" * 20_001: "too_long"}),
    "contact": Expected("kontakt", "contact", ("Ansprechpartner", "Ansprechperson", "Contact Person"), {"Erika Muster": "Erika Muster"}, {"x" * 5_001: "too_long"}),
    "working_time": Expected(
        "arbeitszeit", "employment type", ("Beschäftigungsart", "Anstellungsart", "Umfang", "Job Type", "Schedule", "Working Time"),
        {"Vollzeit": ("FULL_TIME",), "vollzeit oder teilzeit": ("FULL_TIME", "PART_TIME"), "full-time": ("FULL_TIME",), "PART_TIME": ("PART_TIME",),
         "Minijob": ("MINIJOB",), "Ausbildung": ("APPRENTICE",), "Praktikum": ("INTERN",), "Werkstudent": ("WORKING_STUDENT",)},
        {"irgendwann": "not_a_choice", "unbefristet": "not_a_choice", "40": "not_a_choice"}, needed=True,
    ),
    "hours": Expected(
        "stunden", "hours", ("Wochenstunden", "Stunden pro Woche", "Weekly Hours", "Hours per week"),
        {"40": 40, "38,5": 38.5, "38.5": 38.5, "40 h": 40, "39 Stunden": 39, "39 Std.": 39, "40 hours": 40, "35 Stunden/Woche": 35},
        {"0": "out_of_range", "61": "out_of_range", "400": "out_of_range", "viel": "not_a_number", "20-30": "not_a_number", "2h5": "not_a_number"},
    ),
    "term": Expected(
        "befristung", "contract", ("Befristet", "Vertragsart", "Vertrag", "Contract Type", "Fixed term"),
        {"unbefristet": False, "Unbefristeter Vertrag": False, "permanent": False, "nein": False, "no": False, "nicht befristet": False, "Festanstellung": False,
         "befristet": True, "befristet bis 31.12.2027": True, "ja": True, "yes": True, "fixed term": True, "24 Monate": True, "31.12.2027": True,
         "zunächst befristet, danach unbefristet": True},
        {"vielleicht": "not_a_choice", "?": "not_a_choice"},
    ),
    "salary_min": Expected(
        "gehalt_min", "salary min", ("Gehalt von", "Gehalt ab", "Mindestgehalt", "Gehalt", "Salary From", "minSalary"),
        {"52000": 52000, "52.000": 52000, "52.000,00 €": 52000, "€ 52.000": 52000, "52'000 CHF": 52000, "52,000": 52000, "18,50": 18.5, "18.50 EUR": 18.5,
         "3.200,-": 3200, "60k": 60000, "ab 3.000 € brutto": 3000, "ca. 3000 Euro": 3000, "52 000": 52000},
        {"viel": "not_a_number", "0": "out_of_range", "-5": "out_of_range", "99999999": "out_of_range", "3000-4000": "not_a_number", "1.2.3": "not_a_number",
         "3ab0": "not_a_number", "TV-L E 13": "not_a_number", "9" * 400: "out_of_range", "12 Taler": "not_a_number"},
    ),
    "salary_max": Expected(
        "gehalt_max", "salary max", ("Gehalt bis", "Höchstgehalt", "Salary To", "maxSalary"),
        {"64.000": 64000}, {"viel": "not_a_number", "0": "out_of_range"},
    ),
    "salary_unit": Expected(
        "gehalt_einheit", "salary unit", ("Gehaltszeitraum", "Gehalt pro", "Salary Period", "salaryPer"),
        {"Jahr": Period.YEAR, "jährlich": Period.YEAR, "p.a.": Period.YEAR, "pro Jahr": Period.YEAR, "year": Period.YEAR, "Monat": Period.MONTH,
         "monthly": Period.MONTH, "Stunde": Period.HOUR, "per hour": Period.HOUR, "Std.": Period.HOUR},
        {"Woche": "not_a_choice", "Stück": "not_a_choice"},
    ),
    "currency": Expected("waehrung", "currency", ("Währung", "WÄHRUNG", "Salary Currency"), {"EUR": "EUR", "€": "EUR", "euro": "EUR", "chf": "CHF", "$": "USD"}, {"Taler": "not_a_choice", "12": "not_a_choice"}),
    "german_level": Expected(
        "deutsch_niveau", "german level", ("Deutsch", "Deutschniveau", "Deutschkenntnisse", "Sprachniveau Deutsch", "German"),
        {"B2": Level.B2, "b2": Level.B2, "mind. C1": Level.C1, "keine": Level.NONE, "none": Level.NONE, "fließend": Level.C1, "Muttersprache": Level.C2},
        {"D1": "not_a_choice", "vielleicht": "not_a_choice"}, needed=True,
    ),
    "other_languages": Expected(
        "weitere_sprachen", "other languages", ("Sprachen", "Fremdsprachen", "Languages"),
        {"Englisch B2": languages(("en", Level.B2, "Englisch B2")), "Französisch": languages(("fr", None, "Französisch")),
         "Englisch C1, Polnisch A2": languages(("en", Level.C1, "Englisch C1"), ("pl", Level.A2, "Polnisch A2")),
         "English und Dutch": languages(("en", None, "English"), ("nl", None, "Dutch")), "Englisch B2\nPolnisch": languages(("en", Level.B2, "Englisch B2"), ("pl", None, "Polnisch"))},
        {"Klingonisch": "not_a_choice", "Englisch, Klingonisch": "not_a_choice"},
    ),
    "visa": Expected(
        "visum_unterstuetzung", "visa support", ("Visum-Unterstützung", "Visum", "Visa Sponsorship"),
        {"ja": True, "JA": True, "yes": True, "x": True, "1": True, "nein": False, "no": False, "0": False, "unbekannt": None, "keine Angabe": None},
        {"manchmal": "not_a_choice"},
    ),
    "experience": Expected("erfahrung", "experience", ("Berufserfahrung",), {"3 Jahre": "3 Jahre"}, {"x" * 301: "too_long"}),
    "industry": Expected("branche", "industry", ("Sektor", "Wirtschaftszweig", "Sector", "Category"), {"IT": "IT"}, {"x" * 101: "too_long"}),
    "occupation": Expected("beruf", "occupation", ("Berufsbezeichnung", "Profession"), {"Koch": "Koch"}, {"x" * 201: "too_long"}),
    "apply_url": Expected(
        "bewerbungs_url", "apply url", ("Bewerbungslink", "Online-Bewerbung", "URL", "Link", "Application URL"),
        {"https://probewerk.example/jobs/1?x=1#y": "https://probewerk.example/jobs/1?x=1#y", "http://probewerk.example": "http://probewerk.example",
         "HTTPS://PROBEWERK.EXAMPLE": "HTTPS://PROBEWERK.EXAMPLE", "www.probewerk.example/jobs": "https://www.probewerk.example/jobs",
         "https://bäckerei-müller.example": "https://bäckerei-müller.example", "https://a.example:8443/x": "https://a.example:8443/x"},
        {"probewerk": "not_a_url", "javascript:alert(1)": "not_a_url", "https://": "not_a_url", "https://localhost/x": "not_a_url", "https://.": "not_a_url",
         "https://a b.example": "not_a_url", "ftp://probewerk.example": "not_a_url", "https://[::1": "not_a_url", "https://a.example:99999": "not_a_url",
         "mailto:a@b.example": "not_a_url", "https://a.example/" + "x" * 2000: "not_a_url", "https://-.-": "not_a_url"},
    ),
    "apply_email": Expected(
        "bewerbungs_email", "apply email", ("Bewerbungsmail", "E-Mail", "eMail", "Mail", "Application Email"),
        {"jobs@probewerk.example": "jobs@probewerk.example", "mailto:jobs@probewerk.example": "jobs@probewerk.example", "a.b+c@x-y.example": "a.b+c@x-y.example",
         "jobs@bäckerei-müller.example": "jobs@bäckerei-müller.example"},
        {"jobs": "not_an_email", "jobs@probewerk": "not_an_email", "a@b@c.example": "not_an_email", "a b@c.example": "not_an_email", "@c.example": "not_an_email",
         "a@b..example": "not_an_email", "a@c.example\nBcc: x@y.example": "not_an_email", "a?bcc=x@c.example": "not_an_email", "Name <a@c.example>": "not_an_email",
         "a@c.example?subject=x": "not_an_email", "a@.example": "not_an_email"},
    ),
    "posted": Expected(
        "veroeffentlicht_am", "date posted", ("Veröffentlicht am", "VERÖFFENTLICHT AM", "Veröffentlichungsdatum", "Datum", "Online seit", "Published", "Date"),
        {"01.11.2026": date(2026, 11, 1), "2026-11-01": date(2026, 11, 1), "1.11.26": date(2026, 11, 1), "1. November 2026": date(2026, 11, 1)},
        {"31.02.2026": "not_a_date", "heute": "not_a_date", "46000": "not_a_date", "2026-13-01": "not_a_date"}, needed=True,
    ),
    "closes": Expected(
        "gueltig_bis", "valid through", ("Gültig bis", "GÜLTIG BIS", "gu\u0308ltig bis", "Bewerbungsfrist", "Frist", "Ablaufdatum", "Expiration Date", "Deadline", "validThrough"),
        {"31.12.2026": date(2026, 12, 31)}, {"30.02.2027": "not_a_date", "bald": "not_a_date"}, needed=True,
    ),
}  # fmt: skip


def test_the_table_is_complete() -> None:
    assert list(TABLE) == [column.key for column in COLUMNS]
    assert {key for key, expected in TABLE.items() if expected.needed} == {
        column.key for column in COLUMNS if column.needed
    }


@pytest.mark.parametrize("key", TABLE)
def test_what_a_column_may_be_called(key: str) -> None:
    expected = TABLE[key]
    for name in (expected.german, expected.english, *expected.other):
        for written in (
            name,
            name.upper(),
            name.lower(),
            f"  {name}  ",
            name.replace("_", " "),
            name.replace(" ", "-"),
            f"{name} (bitte ausfüllen)",
            f"{name}*",
            f"{name}:",
        ):
            found = column_of(written)
            assert found is not None and found.key == key, written
    assert BY_KEY[key].name == expected.german


@pytest.mark.parametrize(("key", "cell"), [(key, cell) for key, expected in TABLE.items() for cell in expected.good])
def test_what_may_stand_in_it(key: str, cell: str) -> None:
    assert BY_KEY[key].read(cell) == TABLE[key].good[cell]


@pytest.mark.parametrize(
    ("key", "cell"), [(key, cell) for key, expected in TABLE.items() for cell, code in expected.bad.items() if code]
)
def test_what_may_not(key: str, cell: str) -> None:
    with pytest.raises(CellError) as caught:
        BY_KEY[key].read(cell)
    assert caught.value.code == TABLE[key].bad[cell]


def test_no_name_means_two_columns() -> None:
    owners = Counter(
        (fold_header(name), column.key) for column in COLUMNS for name in {column.key, column.name, *column.synonyms}
    )
    names = Counter(name for name, _ in owners)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    "header", ["", " ", "foo", "Spalte 1", "()", "*", "🙂", "remote_art_2", "titel2", "Ansprechpartnerin am Telefon"]
)
def test_what_no_column_is_called(header: str) -> None:
    assert column_of(header) is None


def test_known_headers_counts_columns_not_cells() -> None:
    assert known_headers(("Titel", "Jobtitel", "Ort", "nichts", "")) == 2
    assert known_headers(()) == 0


@given(st.sampled_from(COLUMNS), st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_cell_is_read_or_refused_with_a_known_code(column: object, cell: str) -> None:
    try:
        column.read(cell)  # type: ignore[attr-defined]
    except CellError as error:
        message, remedy = MESSAGES[error.code]
        assert message and remedy


@pytest.mark.parametrize(
    "key",
    [
        "salary_min",
        "hours",
        "remote_days",
        "apply_url",
        "apply_email",
        "term",
        "posted",
        "working_time",
        "german_level",
        "other_languages",
    ],
)
@pytest.mark.parametrize("unit", ["1", "a", ".", "a.", "1,", "-", " 1", "€ ", "a@", "bis "])
def test_long_nonsense_is_refused_in_bounded_time(key: str, unit: str) -> None:
    with suppress(CellError):
        BY_KEY[key].read((unit * 200_000)[:200_000].strip())
