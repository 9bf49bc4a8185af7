import pytest

from jobboard.reading.locations import read_locations

TOWNS = {"Musterstadt", "99001 Musterstadt", "Neustadt am See"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Einsatzort: Musterstadt", ["Musterstadt"]), ("Arbeitsort: Beispielhausen, Musterstadt", ["Beispielhausen", "Musterstadt"]), ("Location: Musterstadt", ["Musterstadt"]),
        ("Standort:\nBeispielhausen", ["Beispielhausen"]), ("Wir suchen für unser Büro in Musterstadt einen Koch.", ["Musterstadt"]), ("Weg 1, 99001 Musterstadt", ["99001 Musterstadt"]),
        ("am Standort Neustadt am See", ["Neustadt am See"]),
        # a town that the region does not know is only believed where a label says so
        ("Unsere Kunden sitzen in Beispielhausen.", []), ("Einsatzort: Homeoffice", []), ("Arbeitsort: deutschlandweit", []), ("", []),
    ],
)  # fmt: skip
def test_where_the_work_is(text: str, places: list[str]) -> None:
    assert [name for name, _ in read_locations(text, TOWNS.__contains__)] == places


def test_at_most_five() -> None:
    assert (
        len(read_locations("Standort: " + ", ".join(f"Ort{letter}" for letter in "abcdefghij"), TOWNS.__contains__))
        == 5
    )
