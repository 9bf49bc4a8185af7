import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.support import read_support


def said(text: str) -> dict[str, bool]:
    return {name: value for name, (value, _) in read_support(text).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Visa sponsorship available", {"visa": True}), ("Wir unterstützen Sie beim Visum.", {"visa": True}), ("We help you with your visa application", {"visa": True}),
        ("Hilfe bei Visum und Aufenthaltstitel", {"visa": True}), ("Need a visa? No problem.", {"visa": True}), ("A relocation package with visa support", {"visa": True, "move": True}),
        ("This position is not eligible for Visa sponsorship.", {"visa": False}), ("We are unable to provide visa sponsorship", {"visa": False}),
        ("Authorized to work without sponsorship", {"visa": False}), ("Keine Unterstützung beim Visum", {"visa": False}),
        ("not available for visa sponsorship or relocation assistance", {"visa": False, "move": False}),
        ("Relocation assistance available", {"move": True}), ("Company will not provide relocation assistance", {"move": False}), ("Wir übernehmen Umzugskosten", {"move": True}),
        ("Unterstützung bei der Wohnungssuche", {"move": True}), ("Umzugskosten werden nicht erstattet", {"move": False}),
        # the card, the company, the task, the applicant's own part
        ("inkl. Visa Card Gold", {}), ("At Visa, your individuality fits right in", {}), ("Sie organisieren Umzüge und Relocation für unsere Kunden", {}),
        ("Bereitschaft zum Umzug", {}), ("willing to relocate", {}), ("Sonderurlaub für Hochzeit, Umzug, Geburt", {}), ("", {}),
        ("Authorized to work with or without sponsorship", {}),
    ],
)  # fmt: skip
def test_help_with_visa_and_move(text: str, expected: dict[str, bool]) -> None:
    assert said(text) == expected


def test_a_no_wins_and_is_quoted() -> None:
    assert read_support("Visa support\nNo visa sponsorship for this role.") == {
        "visa": (False, "No visa sponsorship for this role.")
    }


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert read_support(text).keys() <= {"visa", "move"}
