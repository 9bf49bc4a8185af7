import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.experience import Experience, read_experience, years_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Mindestens 3 Jahre Berufserfahrung als Koch", 3), ("Sie haben 3-5 Jahre Berufserfahrung", 3), ("Mind. 5 – 7 Jahre Erfahrung in der Entwicklung", 5),
        ("mindestens drei Jahre einschlägige Erfahrung", 3), ("Mehrjährige Berufserfahrung (i.d.R. > 5 J.)", 5), ("mindestens 3-jährige Berufserfahrung", 3),
        ("5+ years of experience in sales", 5), ("3 or more years of experience", 3), ("zwei bis drei Jahre Berufserfahrung", 2), ("Minimum two years’ work experience", 2), ("Experience: 4–6 years in support", 4), ("Keine Berufserfahrung erforderlich", 0),
        ("Berufseinsteiger sind willkommen", 0), ("No experience required", 0),
    ],
)  # fmt: skip
def test_years(text: str, years: float) -> None:
    assert read_experience(text) == Experience(text, years)


@pytest.mark.parametrize(
    "text",
    [
        "Mehrjährige Berufserfahrung",
        "Erste Erfahrung im Vertrieb",
        "Several years of professional experience",
        "einige Jahre Berufserfahrung",
    ],
)
def test_words_without_years(text: str) -> None:
    assert read_experience(text) == Experience(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Unsere 30-jährige Erfahrung macht uns stark", "Wir verfügen über 100 Jahre Erfahrung", "Berufserfahrung von Vorteil", "Erfahrung wünschenswert", "Great user experience",
        "Gehalt je nach Berufserfahrung", "Sie sammeln wertvolle Erfahrungen", "We have over 20 years of experience", "", "3 Jahre Garantie",
    ],
)  # fmt: skip
def test_what_asks_for_none(text: str) -> None:
    assert read_experience(text) == Experience()


def test_what_counts_years_stands_above_words() -> None:
    assert read_experience("Erste Erfahrung im Team\nMindestens 2 Jahre Berufserfahrung").years == 2


@pytest.mark.parametrize(
    ("words", "years"), [("3-5 years", 3), ("mehr als 5 Jahre", 5), ("zwei Jahre", 2), ("Senior", None), ("", None)]
)
def test_years_of_a_field(words: str, years: float | None) -> None:
    assert years_of(words) == years


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = read_experience(text)
    assert found.years is None or 0 <= found.years <= 20
    years_of(text)
