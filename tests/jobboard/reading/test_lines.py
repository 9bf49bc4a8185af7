import time
from collections.abc import Callable
from datetime import date

import pytest

from jobboard.reading import (
    contacts,
    contract,
    education,
    employers,
    experience,
    languages,
    locations,
    pay,
    start,
    support,
    tariffs,
)
from jobboard.reading.lines import QUOTE_LENGTH, around, plain, quote


@pytest.mark.parametrize(
    ("text", "read"),
    [("**Ihr Profil**", "Ihr Profil"), ("# Aufgaben", "Aufgaben"), ("bis 20\\.09\\.2026", "bis 20.09.2026"), ("C# und a*b", "C# und a*b"), ("snake_case", "snake_case")],
)  # fmt: skip
def test_marks_of_markdown_go(text: str, read: str) -> None:
    assert plain(text) == read


def test_a_long_paragraph_is_broken_at_sentences_only() -> None:
    text = "Wir sind, z. B. in der IT, mind. 5 Jahre dabei. " * 12
    assert plain(text).split("\n") == ["Wir sind, z. B. in der IT, mind. 5 Jahre dabei."] * 11 + [
        "Wir sind, z. B. in der IT, mind. 5 Jahre dabei. "
    ]
    assert plain("Kurz. Und gut.") == "Kurz. Und gut."


def test_a_quote_is_short_and_from_the_line() -> None:
    line = "Anfang. " * 60 + "Hier steht es genau. " + "Ende. " * 60
    at = line.index("steht")
    assert around(line, at, at + 5) == "Hier steht es genau."
    assert len(quote("x" * 1000)) == QUOTE_LENGTH and quote(" - a  b ") == "a b"


READERS: dict[str, Callable[[str], object]] = {
    "contacts": contacts.read_contact, "types": lambda text: contract.types_in("", text), "term": contract.read_term, "hours": contract.read_hours, "education": education.read_education,
    "parent": employers.read_parent, "experience": experience.read_experience, "languages": languages.read_languages, "locations": lambda text: locations.read_locations(text, lambda name: False),
    "pay": pay.read_pay, "start": lambda text: start.read_start(text, date(2026, 1, 1)), "deadline": start.read_deadline, "support": support.read_support, "grade": tariffs.read_grade,
}  # fmt: skip
WORDS = ("E 13 ", "TV-L ", "1 2 3 ", "1.1.", "Stunden ", "40 Stunden ", "befristet ", "ab ", "bis zum ", "bewerbung ", "erfahrung ", "3 jahre ", "ausbildung ", "visa relocation ", "Frau Aa ", "Aa ",
         "0999 ", "a@b.", "deutsch englisch ", "Teil der ", "Tochter der Aa ", "€ 1.000 - ", "Gehalt 1 ", "in Aa ", "(((", "a", "-", " ", "12", "vollzeit teilzeit ")  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_no_line_of_60_kb_takes_long(name: str) -> None:
    slowest = 0.0
    for word in WORDS:
        text = (word * (60_000 // len(word)))[:60_000]
        began = time.process_time()
        READERS[name](text)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 1.5
