import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.education import Education, level_of, read_education

E = Education


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Abgeschlossene Berufsausbildung als Koch", E.APPRENTICESHIP), ("Sie haben eine kaufmännische Ausbildung.", E.APPRENTICESHIP),
        ("Abgeschlossene Ausbildung als Fachinformatiker oder Studium der Informatik", E.APPRENTICESHIP), ("Abgeschlossenes Studium oder Ausbildung in Informatik", E.APPRENTICESHIP),
        ("Abgeschlossenes Studium in Informatik oder vergleichbare Ausbildung", E.APPRENTICESHIP), ("gelernter Elektriker", E.APPRENTICESHIP),
        ("Completed vocational training", E.APPRENTICESHIP), ("Industriemeister oder staatlich geprüfter Techniker", E.MASTER_CRAFTSMAN),
        ("Erfolgreich abgeschlossenes Studium der Informatik", E.BACHELOR), ("Hochschulabschluss in Elektrotechnik", E.BACHELOR), ("Fachhochschulabschluss", E.BACHELOR),
        ("Bachelor’s degree in Computer Science", E.BACHELOR), ("You have a degree in engineering, or similar", E.BACHELOR), ("Bachelor or Master in Physics", E.BACHELOR),
        ("Abgeschlossenes Studium der Betriebswirtschaftslehre", E.BACHELOR), ("You have a Master’s degree in Business", E.MASTER), ("Wissenschaftliches Hochschulstudium (Master)", E.MASTER),
        ("Erstes Staatsexamen", E.MASTER), ("Masters or PhD in data science", E.MASTER), ("PhD in economics required", E.DOCTORATE), ("abgeschlossene Promotion in Chemie", E.DOCTORATE),
        ("Mittlere Reife oder guter Hauptschulabschluss", E.SCHOOL), ("High school diploma required", E.SCHOOL), ("Eine Ausbildung ist nicht erforderlich", E.NONE),
        ("No degree required", E.NONE), ("auch ohne Ausbildung", E.NONE),
        # offers, tasks, wishes, and other masters
        ("Ein Studium ist von Vorteil", None), ("Wir bieten Weiterbildungsmöglichkeiten", None), ("Betreuung der Auszubildenden", None), ("Du bist eingeschrieben im Studium der Informatik", None),
        ("Scrum Master", None), ("Pflege der Stammdaten, master data management", None), ("Vorbereitung des Jahresabschlusses", None), ("Möglichkeit zur Promotion", None),
        ("Sales Promotion und Marketing", None), ("high degree of autonomy", None), ("", None),
    ],
)  # fmt: skip
def test_the_lowest_level_an_ad_accepts(text: str, level: Education | None) -> None:
    found, words = read_education(text)
    assert found is level
    assert bool(words) == bool(level)


def test_the_first_requirement_counts_and_is_quoted() -> None:
    text = "Wir fördern Ihr Studium.\nProfil\n- Abgeschlossene Berufsausbildung als Kaufmann\n- Studium von Vorteil"
    assert read_education(text) == (E.APPRENTICESHIP, "Abgeschlossene Berufsausbildung als Kaufmann")


@pytest.mark.parametrize(
    ("words", "level"),
    [("Bachelor", E.BACHELOR), ("Berufsausbildung", E.APPRENTICESHIP), ("HIGH_SCHOOL", E.SCHOOL), ("master", E.MASTER), ("bachelor degree", E.BACHELOR),
     ("none", E.NONE), ("doctorate", E.DOCTORATE), ("Führerschein", None), ("", None)],
)  # fmt: skip
def test_words_of_sources(words: str, level: Education | None) -> None:
    assert level_of(words) is level


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    level, words = read_education(text)
    assert (level is None) == (not words) or level is not None
    level_of(text)
