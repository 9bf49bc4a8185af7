import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.titles import Title, clean_title, read_title


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Koch (m/w/d)", "Koch"),
        ("Koch (w/m/d)", "Koch"),
        ("Koch m/w/d", "Koch"),
        ("Koch (M/W/D)", "Koch"),
        ("Koch [m|w|d]", "Koch"),
        ("Koch (m, w, d)", "Koch"),
        ("Koch (gn)", "Koch"),
        ("Koch (all genders)", "Koch"),
        ("Koch (m/w/x)", "Koch"),
        ("Koch (d/m/w) in Teilzeit", "Koch in Teilzeit"),
        ("(m/w/d) Koch", "Koch"),
        ("Entwickler*in (m/w/d)", "Entwickler"),
        ("Entwickler:in", "Entwickler"),
        ("Entwickler_in", "Entwickler"),
        ("Entwickler/in", "Entwickler"),
        ("Entwickler/-in", "Entwickler"),
        ("Entwickler(in)", "Entwickler"),
        ("EntwicklerIn", "Entwickler"),
        ("Mitarbeiter*innen", "Mitarbeiter"),
        ("Kaufmann/-frau für Büromanagement", "Kaufmann für Büromanagement"),
        ("Sachbearbeiter/in (m/w/d) – 50 %", "Sachbearbeiter – 50 %"),
        ("Leiter/in Technik - m/w/d -", "Leiter Technik"),
        ("C++ Developer (m/f/d)", "C++ Developer"),
        ("C# Entwickler (m/w/d)", "C# Entwickler"),
        (".NET Developer (f/m/x)", ".NET Developer"),
        ("Ingenieur R&D (m/w/d)", "Ingenieur R&D"),
        # words that only look like marks
        ("Berlin Marketing Manager", "Berlin Marketing Manager"),
        ("Head of D&I", "Head of D&I"),
        ("SAP FI/CO Berater", "SAP FI/CO Berater"),
        ("Frontend/Backend Entwickler", "Frontend/Backend Entwickler"),
        ("HR/IT Koordination", "HR/IT Koordination"),
        ("Linux Admin", "Linux Admin"),
        ("Arzt (Innere Medizin)", "Arzt (Innere Medizin)"),
        ("Referent (E 13 TV-L)", "Referent (E 13 TV-L)"),
        ("Physiker (Lasertechnik) (m/w/d)", "Physiker (Lasertechnik)"),
        ("Consultant (Remote)", "Consultant (Remote)"),
        ("Einkäufer*in*", "Einkäufer"),
        # never empty
        ("(m/w/d)", "(m/w/d)"),
        ("m/w/d", "m/w/d"),
        ("", ""),
    ],
)
def test_marks_go_and_words_stay(title: str, clean: str) -> None:
    assert clean_title(title) == clean


@given(st.text(alphabet="Koch Entwickler*in(m/w/d):_-|,. ÄöüßI&+#", max_size=60))
def test_a_title_never_becomes_empty_or_longer(title: str) -> None:
    clean = clean_title(title)
    assert len(clean) <= len(title)
    assert bool(clean) == bool(title.strip())
    assert clean == clean.strip()


@given(
    st.lists(
        st.sampled_from("Leitung Vertrieb Technik Service Nord Team Projekt Labor".split()), min_size=1, max_size=6
    )
)
def test_a_title_without_marks_is_left_alone(words: list[str]) -> None:
    title = " ".join(words)
    assert clean_title(title) == title
    assert clean_title(f"{title} (m/w/d)") == title
    assert re.sub(r"\s+", " ", clean_title(f"(m/w/d) {title}")) == title


PLACES = {"Musterstadt", "Neustadt"}


@pytest.mark.parametrize(
    ("title", "clean", "aside"),
    [
        ("Entwickler*in (m/w/d) in Musterstadt", "Entwickler", ("(m/w/d)", "*in", "Musterstadt")),
        ("Koch (m/w/d) - Musterstadt", "Koch", ("(m/w/d)", "Musterstadt")),
        ("Musterstadt: Koch", "Koch", ("Musterstadt",)),
        ("Koch in Musterstadt oder Neustadt", "Koch", ("Musterstadt oder Neustadt",)),
        ("Koch, Musterstadt, Neustadt", "Koch", ("Neustadt", "Musterstadt")),
        ("Leiter Raum Musterstadt und Umgebung", "Leiter", ("Musterstadt und Umgebung",)),
        ("Ingenieur (Musterstadt)", "Ingenieur", ("Musterstadt",)),
        ("Koch | Kennziffer 2026-11", "Koch", ("Kennziffer 2026-11",)),
        ("Koch (Ref. 1234)", "Koch", ("(Ref. 1234)",)),
        ("IT-Admin JR-00123", "IT-Admin", ("JR-00123",)),
        ("Data Engineer - Stellen-ID: 4711", "Data Engineer", ("Stellen-ID: 4711",)),
        ("Koch (12345)", "Koch", ("(12345)",)),
        # what is no place of this job, and what is no number of a vacancy
        ("Koch in Vollzeit", "Koch in Vollzeit", ()),
        ("Verkauf Innendienst - Altstadt", "Verkauf Innendienst - Altstadt", ()),
        ("Python 3 Developer", "Python 3 Developer", ()),
        ("Windows 11 Admin", "Windows 11 Admin", ()),
        ("Musterstadt", "Musterstadt", ()),
    ],
)
def test_place_and_number_are_set_aside(title: str, clean: str, aside: tuple[str, ...]) -> None:
    assert read_title(title, PLACES.__contains__) == Title(clean, aside)
