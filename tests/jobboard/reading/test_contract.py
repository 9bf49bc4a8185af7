import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import EmploymentType as Type
from jobboard.reading.contract import read_fixed_term, read_types, read_weekly_hours, types_of_text

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
        # passing mentions
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
