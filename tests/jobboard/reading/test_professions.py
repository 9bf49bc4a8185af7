import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.professions import profession_label, professions, read_profession


@pytest.mark.parametrize(
    ("title", "profession"),
    [
        ("Pflegefachkraft (m/w/d)", "nurse"), ("Gesundheits- und Krankenpfleger*in", "nurse"), ("Registered Nurse", "nurse"), ("Oberarzt Innere Medizin", "doctor"), ("Ärztin", "doctor"),
        ("Assistenzarzt", "doctor"), ("Tierarzt", "veterinarian"), ("Zahnärztin", "dentist"), ("Apotheker:in", "pharmacist"), ("Lehrkraft Deutsch", "teacher"), ("Bauingenieur*in", "engineer"),
        ("Architekt/in Hochbau", "architect"), ("Rechtsanwalt", "lawyer"), ("Steuerberater", "tax adviser"), ("Erzieher:in Kita", "childcare worker"), ("Fahrlehrer", "driving instructor"),
        ("Physiotherapeutin", "physiotherapist"), ("PTA (m/w/d)", "pharmaceutical technician"),
        # beside the profession, or another one
        ("Arzthelferin", ""), ("Assistenz der Ärzte", ""), ("Cloud Architekt", ""), ("Solution Architect", ""), ("Software Engineer", ""), ("Werkstudent Ingenieurwesen", ""),
        ("Pilotprojekt Leitung", ""), ("Lehrstuhlsekretariat", ""), ("OTA Test Engineer", ""), ("Koch", ""), ("", ""),
    ],
)  # fmt: skip
def test_regulated_professions(title: str, profession: str) -> None:
    assert read_profession(title)[0] == profession


def test_every_profession_has_a_law_and_two_names() -> None:
    assert len({profession.name for profession in professions()}) == len(professions()) > 20
    for profession in professions():
        assert profession.law and profession.label_de
        assert profession_label(profession.name, "de") == profession.label_de
        assert profession_label(profession.name, "en") == profession.name
    assert profession_label("astronaut", "de") == "astronaut"


@given(st.text(max_size=200))
def test_any_title_is_read(title: str) -> None:
    read_profession(title)
