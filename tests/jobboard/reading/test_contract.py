import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import EmploymentType as Type
from jobboard.reading.contract import (
    Hours,
    read_fixed_term,
    read_hours,
    read_term,
    read_types,
    read_weekly_hours,
    types_in,
    types_of_text,
)

FULL, PART = Type.FULL_TIME, Type.PART_TIME


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (("Vollzeit",), (FULL,)),
        (("VOLLZEIT",), (FULL,)),
        (("FULL_TIME",), (FULL,)),
        (("full-time",), (FULL,)),
        (("Fulltime",), (FULL,)),
        (("vz",), (FULL,)),
        (("Teilzeit",), (PART,)),
        (("PART_TIME",), (PART,)),
        (("tz",), (PART,)),
        (("halbtags",), (PART,)),
        (("Vollzeit oder Teilzeit",), (FULL, PART)),
        (("Voll- oder Teilzeit",), (FULL, PART)),
        (("Voll-/Teilzeit",), (FULL, PART)),
        (("Teilzeit, Vollzeit",), (FULL, PART)),
        (("FULL_TIME", "PART_TIME"), (FULL, PART)),
        (("Minijob",), (Type.MINIJOB,)),
        (("Mini-Job",), (Type.MINIJOB,)),
        (("geringfügige Beschäftigung",), (Type.MINIJOB,)),
        (("556-Euro-Job",), (Type.MINIJOB,)),
        (("Werkstudent",), (Type.WORKING_STUDENT,)),
        (("Werkstudententätigkeit",), (Type.WORKING_STUDENT,)),
        (("Praktikum",), (Type.INTERN,)),
        (("INTERN",), (Type.INTERN,)),
        (("Internship",), (Type.INTERN,)),
        (("Ausbildung",), (Type.APPRENTICE,)),
        (("Duales Studium",), (Type.APPRENTICE,)),
        (("Auszubildende",), (Type.APPRENTICE,)),
        (("CONTRACTOR",), (Type.CONTRACTOR,)),
        (("Freiberuflich",), (Type.CONTRACTOR,)),
        (("TEMPORARY",), (Type.TEMPORARY,)),
        (("Zeitarbeit",), (Type.TEMPORARY,)),
        (("VOLUNTEER",), (Type.VOLUNTEER,)),
        (("Ehrenamt",), (Type.VOLUNTEER,)),
        (("PER_DIEM",), (Type.PER_DIEM,)),
        (("OTHER",), (Type.OTHER,)),
        (("Schichtbetrieb",), (Type.OTHER,)),
        # a word on the term says nothing on the kind, and is no unknown word
        (("unbefristet",), ()),
        (("Festanstellung",), ()),
        (("Festanstellung", "Vollzeit"), (FULL,)),
        ((), ()),
        (("", " "), ()),
        # parts of other words
        (("International",), (Type.OTHER,)),
        (("Internal",), (Type.OTHER,)),
        (("Ausbildungsstelle",), (Type.APPRENTICE,)),
    ],
)
def test_words_of_sources(words: tuple[str, ...], types: tuple[Type, ...]) -> None:
    assert read_types(words) == types


@pytest.mark.parametrize("kind", list(Type))
def test_our_own_names_are_understood(kind: Type) -> None:
    assert read_types((kind.value,)) == (kind,)


@pytest.mark.parametrize(
    ("title", "text", "types"),
    [
        ("Koch", "Die Stelle ist in Vollzeit zu besetzen.", (FULL,)),
        ("Koch in Teilzeit", "", (PART,)),
        ("Koch", "In Voll- oder Teilzeit", (FULL, PART)),
        ("Koch", "Voll-/Teilzeit möglich", (FULL, PART)),
        ("Werkstudent Marketing", "Bis zu 20 Stunden", (Type.WORKING_STUDENT,)),
        ("Praktikum im Labor", "", (Type.INTERN,)),
        ("Ausbildung zum Koch", "", (Type.APPRENTICE,)),
        ("Aushilfe", "auf Minijob-Basis", (Type.MINIJOB,)),
        ("Koch", "Teilzeit ist möglich", (FULL, PART)),
        ("Koch", "Vollzeit (Teilzeit nach Absprache möglich)", (FULL, PART)),
        ("Koch", "Part or full time", (FULL, PART)),
        ("Freiberuflicher Dolmetscher", "", (Type.CONTRACTOR,)),
        # passing mentions
        ("Koch", "Flexible Arbeitszeiten, Teilzeitmodelle", ()),
        ("Koch", "50% of the full-time weekly hours", ()),
        ("Koch", "We offer part-time models and job sharing", ()),
        ("Personalreferent", "Sie betreuen Praktikanten und Werkstudenten.", ()),
        ("Ausbildungsleiter", "Verantwortung für die Ausbildung zum Koch", ()),
        ("Koch", "Ihr Profil: abgeschlossene Ausbildung als Koch", ()),
        ("Koch", "", ()),
    ],
)
def test_words_of_the_ad(title: str, text: str, types: tuple[Type, ...]) -> None:
    assert types_of_text(title, text) == types


@pytest.mark.parametrize(
    ("words", "fixed"),
    [
        ("unbefristet", False), ("Unbefristeter Vertrag", False), ("permanent", False), ("Festanstellung", False), ("CDI", False),
        ("befristet", True), ("befristet bis 31.12.2027", True), ("zunächst auf zwei Jahre befristet", True), ("fixed-term", True),
        ("fixed term contract", True), ("CDD", True), ("TEMPORARY", True), ("Befristung: 24 Monate", True),
        ("", None), ("Vollzeit", None), ("wir bieten viel", None),
        ("Elternzeitvertretung", True), ("sachgrundlos befristet", True), ("limited to 36 months", True), ("Befristung: keine", False),
        ("zunächst befristet, mit der Option auf unbefristete Übernahme", True), ("zunächst auf 12 Monate befristet mit Aussicht auf Festanstellung", True),
        # both are offered, or it is about something else
        ("befristet oder unbefristet", None), ("eine unbefristete Arbeitserlaubnis", None), ("befristete Projekte", None),
        ("Authorization for permanent employment in the country", None),
        # traps
        ("unlimited growth", None), ("Probewerk Limited", None), ("limited edition", None), ("kein befristeter Vertrag, sondern unbefristet", False),
        ("permanente Weiterentwicklung", None), ("We permanently improve", None), ("Wir lernen permanent dazu.", None),
        ("temporary exhibitions", None), ("a permanent position", False), ("Permanent, full-time", False), ("Permanent full-time", False),
        ("this is a temporary role", True), ("limited to two years", True), ("Entfristung möglich", None), ("unser Festangebot", None),
    ],
)  # fmt: skip
def test_fixed_term_or_permanent(words: str, fixed: bool | None) -> None:
    assert read_fixed_term(words) is fixed


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("40 Stunden pro Woche", 40), ("38,5 Stunden/Woche", 38.5), ("38,5-Stunden-Woche", 38.5), ("20-25 Stunden pro Woche", 25),
        ("20 bis 25 Std. pro Woche", 25), ("30h/Woche", 30), ("39 Wochenstunden", 39), ("40 hours per week", 40), ("32 hours a week", 32),
        ("40 h/week", 40), ("wöchentliche Arbeitszeit: 39 Stunden", 39), ("Die wöchentliche Arbeitszeit beträgt 19,5 Stunden.", 19.5),
        ("wöchentliche Arbeitszeit von 39,00 Stunden", 39), ("mind. 15 Wochenstunden", 15), ("37,5 Std./Woche", 37.5),
        ("40 Stunden", None), ("24 Stunden geöffnet", None), ("Wir sind 24/7 da", None), ("168 Stunden pro Woche", None), ("30 Tage Urlaub", None),
        ("0 Stunden pro Woche", None), ("", None), ("Lieferung in 48 Stunden", None),
    ],
)  # fmt: skip
def test_weekly_hours(text: str, hours: float | None) -> None:
    assert read_weekly_hours(text) == hours


@given(st.text(), st.text())
def test_any_text_is_read(title: str, text: str) -> None:
    read_types((title, text))
    types_of_text(title, text)
    assert read_fixed_term(text) in (True, False, None)
    hours = read_weekly_hours(text)
    assert hours is None or 1 <= hours <= 60


def test_what_was_read_is_quoted() -> None:
    assert types_in("Koch", "Hallo\nWir suchen Sie in Vollzeit.") == ((FULL,), "Wir suchen Sie in Vollzeit.")
    assert read_term("Hallo\nDer Vertrag ist unbefristet.") == (False, "Der Vertrag ist unbefristet.")
    assert read_hours("Hallo\n20 bis 30 Stunden pro Woche") == Hours(30, 20, "20 bis 30 Stunden pro Woche")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Teilzeit (20 - 30 Stunden pro Woche)", (30, 20)), ("10–40 hours/week", (40, 10)), ("Teilzeit 75% (derzeit 29,25 h/Woche)", (29.25, None)),
        ("Vollzeit (35 Std.)", (35, None)), ("in Vollzeit (40 Std./Wo.)", (40, None)), ("Eine 38 Stunden Arbeitswoche", (38, None)),
        ("Wochenstunden: 25", (25, None)), ("You work 37.5 hours per week", (37.5, None)), ("The weekly working time is 39 hours.", (39, None)),
        ("Wir melden uns innerhalb von 24 Stunden", (None, None)), ("83 hours per month", (None, None)), ("Support 24 hours, 7 days a week", (None, None)),
        ("40 Stunden Fortbildung im Jahr", (None, None)),
    ],
)  # fmt: skip
def test_hours_and_ranges(text: str, hours: tuple[float | None, float | None]) -> None:
    found = read_hours(text)
    assert (found.high, found.low) == hours
