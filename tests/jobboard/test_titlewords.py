"""Titles: what names the job, and which two titles may be one job."""

import csv

import pytest

from jobboard.titlewords import VOCABULARY, Relation, meaning, relation, title_words


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Softwareentwickler Java", "Java Softwareentwickler", Relation.EQUAL),
        ("Software-Entwickler", "Software Entwickler", Relation.EQUAL),
        ("Pflegefachkraft", "Pflegefachkräfte", Relation.EQUAL),
        ("Prüfer", "Pruefer", Relation.EQUAL),
        ("Entwickler in Vollzeit", "Entwickler", Relation.EQUAL),
        ("Entwickler", "Entwickler Java", Relation.CONTAINED),
        ("Erzieher Kita Nord", "Erzieher Kita Süd", Relation.NEAR),
        ("Chemiker, Lacke", "Chemiker, Kunststoffe", Relation.NEAR),
        ("Entwickler C++", "Entwickler C#", Relation.NEAR),
        ("Frontend-Entwickler", "Backend-Entwickler", Relation.DIFFERENT),
        ("Entwickler", "Senior Entwickler", Relation.DIFFERENT),
        ("Junior Entwickler", "Senior Entwickler", Relation.DIFFERENT),
        ("Mechatroniker", "Ausbildung Mechatroniker", Relation.DIFFERENT),
        ("Controller", "Werkstudent Controlling", Relation.DIFFERENT),
        ("Leiter Einkauf", "Stellvertretender Leiter Einkauf", Relation.DIFFERENT),
        ("Koch", "Jurist", Relation.DIFFERENT),
    ],
)
def test_relation(left: str, right: str, expected: Relation) -> None:
    assert relation(title_words(left), title_words(right)) is expected
    assert relation(title_words(right), title_words(left)) is expected


def test_place_and_employer_do_not_name_the_job() -> None:
    assert title_words("Koch in Musterstadt bei Probewerk", "Musterstadt Probewerk GmbH") == ("koch",)
    assert title_words("99001 Musterstadt", "Musterstadt") == ("99001", "musterstadt"), "better than nothing at all"
    assert title_words("") == ()


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Softwareentwickler", "Software Developer"),
        ("Entwicklungsingenieur", "Development Engineer"),
        ("Qualitätsprüfer", "Quality Tester"),
        ("Personalleiter", "Head of Human Resources"),
        ("Werkstudent Vertrieb", "Working Student Sales"),
        ("Wissenschaftler", "Scientist"),
    ],
)
def test_german_compounds_and_english_words_mean_the_same(german: str, english: str) -> None:
    one, two = meaning(title_words(german)), meaning(title_words(english))
    assert one.fields == two.fields and one.levels == two.levels and not one.names | two.names


def test_what_is_no_stem_is_a_name() -> None:
    assert meaning(title_words("Entwickler Kotlin")).names == {"kotlin"}


def test_every_concept_has_a_stem_in_both_languages() -> None:
    with VOCABULARY.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len({row["concept"] for row in rows}) == len(rows)
    for row in rows:
        assert row["kind"] in ("field", "level") and row["en"] and (row["de"] or row["concept"] == "manager")
