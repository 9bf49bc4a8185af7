"""Queries over real ads: the file is whole, and a title alone decides what fits."""

from collections import Counter

from index.ad_queries import PARTS, read_ad_messages, read_ad_queries
from index.glossary import LANGUAGES

ROWS = read_ad_queries()
TITLES = {
    "Finanzbuchhalter (m/w/d)": "accountant remote",
    "Projektcontroller*in": "project controller",
    "Java-Entwicklerin": "Java developer",
    "IT-Systemadministrator (m/w/d)": "sysadmin",
    "Sachbearbeitung Entgeltabrechnung": "payroll specialist",
    "Aussendienstmitarbeiter": "field sales",
}
OTHERS = ["Lokführer (m/w/d)", "Koch", "Test ManagerFirmennameBuchhaltung Java Payroll Aussendienst Projektcontrolling"]


def test_every_row_asks_in_every_language_once() -> None:
    assert len(ROWS) >= 60 and set(Counter(row.part for row in ROWS)) == set(PARTS)
    for row in ROWS:
        assert tuple(row.queries) == LANGUAGES
        assert all(query and query == " ".join(query.split()) for query in row.queries.values())
    german = [row.queries["de"] for row in ROWS]
    assert len(set(german)) == len(german)


def test_halves_are_of_one_size() -> None:
    first, second = (sum(row.part == part for row in ROWS) for part in PARTS)
    assert abs(first - second) <= 1


def test_a_title_decides_what_fits() -> None:
    ads = {title: title for title in [*TITLES, *OTHERS]}
    asked = {one.query: one for row in ROWS for one in row.judged(ads) if one.language == "en"}
    for title, query in TITLES.items():
        assert asked[query].grades == {title: 1}, query


def test_messages_ask_for_what_a_row_asks_for() -> None:
    messages = read_ad_messages()
    assert {(row.part, language) for row in messages for language in row.queries} == {
        (part, language) for part in PARTS for language in LANGUAGES
    }
    patterns = {row.title.pattern: row for row in ROWS}
    assert all(patterns[row.title.pattern].part == row.part for row in messages)
    boards = [row for row in messages if "Bilanzbuchhalter" in row.queries.get("de", "")]
    assert [row.title.pattern for row in boards] == ["bilanzbuchhalt"]
    assert len({text for row in messages for text in row.queries.values()}) == len(messages)
