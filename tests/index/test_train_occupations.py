"""The builder on invented occupations and skills: what it keeps, what it leaves out, and that it repeats itself."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from indexing import ToyEncoder

from index.esco import ARRAYS, MANIFEST, OCCUPATIONS, SKILLS, Esco
from index.named import NamedSkills
from index.occupation import Classifier
from index.train_occupations import Label, build, forms, preferred, skill_table, title_table
from jobboard.posting import Skill

OCCUPATION, SKILL = "http://data.europa.eu/esco/occupation/", "http://data.europa.eu/esco/skill/"
NAMES = [
    # uuid, isco, lang, kind, label, version
    ("o1", "1111", "en", "pref", "sample builder", "v1.0.3"),
    ("o1", "1111", "de", "pref", "Musterbauer/Musterbauerin", "v1.0.3"),
    ("o1", "1111", "de", "alt", "Probenbauer", "v1.0.3"),
    ("o1", "1111", "en", "alt", "maker", "v1.0.3"),
    ("o2", "1112", "en", "pref", "old name", "v1.0.3"),
    ("o2", "1112", "en", "pref", "sample tester", "v1.2.0"),
    ("o2", "1112", "de", "pref", "Musterprüfer/Musterprüferin", "v1.2.0"),
    ("o2", "1112", "en", "alt", "maker", "v1.0.3"),
    ("o3", "2221", "en", "pref", "lamp lighter", "v1.2.0"),
    ("o4", "2221", "de", "pref", "Namenlos", "v1.2.0"),
    ("o1", "1111", "fr", "pref", "faiseur", "v1.0.3"),
]
SKILLS_TABLE = [
    ("s1", "en", "pref", "sampletics", "skills_en v1.1.1"),
    ("s1", "de", "pref", "Musterkunde", "BA crosswalk v1.0.3"),
    ("s2", "en", "pref", "manage samples", "skills_en v1.1.1"),
    ("s2", "de", "pref", "Muster verwalten", "BA crosswalk v1.0.3"),
    ("s2", "en", "alt", "sing songs", "skills_en v1.1.1"),
    ("s3", "en", "pref", "skills", "skills_en v1.1.1"),
    ("s4", "en", "pref", "Samplish", "languageSkillsCollection_en.csv v1.2.0"),
    ("s5", "en", "pref", "twin topic", "skills_en v1.1.1"),
    ("s6", "en", "pref", "other topic", "skills_en v1.1.1"),
    ("s5", "de", "pref", "Doppelthema", "BA crosswalk v1.0.3"),
    ("s6", "de", "pref", "Doppelthema", "BA crosswalk v1.0.3"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "esco"
    folder.mkdir(parents=True)
    names = pd.DataFrame(NAMES, columns=["uri", "isco", "lang", "kind", "label", "version"])
    names["uri"] = OCCUPATION + names["uri"]
    names.to_parquet(folder / "occupations_multilingual.parquet")
    skills = pd.DataFrame(SKILLS_TABLE, columns=["uri", "lang", "kind", "label", "src"])
    skills["uri"] = SKILL + skills["uri"]
    skills.to_parquet(folder / "skills_multilingual.parquet")
    relations = [
        (OCCUPATION + "o2", SKILL + "s1"),
        (OCCUPATION + "o9", SKILL + "s1"),
        (OCCUPATION + "o1", SKILL + "s9"),
    ]
    pd.DataFrame(relations, columns=["occupationUri", "skillUri"]).to_parquet(
        folder / "occupation_skill_relations.parquet"
    )
    return folder.parent


def test_the_same_data_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    shuffled = pd.read_parquet(data / "esco" / "occupations_multilingual.parquet")
    build(data, first, ToyEncoder())
    shuffled.iloc[::-1].to_parquet(data / "esco" / "occupations_multilingual.parquet")
    build(data, second, ToyEncoder())
    for name in (ARRAYS, OCCUPATIONS, SKILLS, MANIFEST):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_what_is_built_can_be_asked(data: Path, tmp_path: Path) -> None:
    manifest = build(data, tmp_path / "out", ToyEncoder())
    assert (manifest["occupations"], manifest["encoder"], manifest["threshold"]) == (3, "toy", 1.0)
    esco = Esco(tmp_path / "out")
    assert [(one.label_en, one.label_de) for one in esco.occupations] == [
        ("sample builder", "Musterbauer/Musterbauerin"),
        ("sample tester", "Musterprüfer/Musterprüferin"),
        ("lamp lighter", "lamp lighter"),
    ]
    classify = Classifier(esco, ToyEncoder())
    assert classify.notice == ""
    for title, label in (
        ("Musterbauerin", "sample builder"),
        ("Musterbauer/Musterbauerin", "sample builder"),
        ("Probenbauer", "sample builder"),
        ("Sample Testers", "sample tester"),
        ("lamp lighter", "lamp lighter"),
    ):
        found = classify(title, "", "en").occupation
        assert found and (found.label, found.evidence) == (label, title)
    assert classify("Faiseur", "", "en").occupation is None
    assert classify("maker", "", "en").occupation is None, "it names two occupations"
    assert np.allclose(np.linalg.norm(esco.vectors, axis=1), 1)
    assert esco.occupations_of_skill(0).tolist() == [1]


def test_inside_a_longer_title_another_label_of_one_word_does_not_decide(data: Path, tmp_path: Path) -> None:
    alike = ToyEncoder(
        same=dict.fromkeys(("sample", "builder", "maker", "musterbauerin", "probenbauer"), "musterbauer")
    )
    build(data, tmp_path / "out", alike)
    classify = Classifier(Esco(tmp_path / "out"), alike)
    found = classify("Musterbauer Nordstadt", "", "en").occupation
    assert found and (found.label, found.evidence) == ("sample builder", "Musterbauer")
    assert classify("Probenbauer", "", "en").occupation == found.model_copy(update={"evidence": "Probenbauer"})
    assert classify("Probenbauer Nordstadt", "", "en").occupation is None


def test_skills_are_kept_only_if_they_are_evidence(data: Path, tmp_path: Path) -> None:
    build(data, tmp_path / "out", ToyEncoder())
    esco = Esco(tmp_path / "out")
    assert [one.uri.rsplit("/", 1)[-1] for one in esco.skills] == ["s1", "s2", "s5", "s6"]
    reader = NamedSkills(esco)

    def found(text: str, language: str) -> list[str]:
        return [
            f"{esco.skills[hit.skill].label_en}: {text[hit.start : hit.end]}" for hit in reader.find(text, language)
        ]

    assert found("Sie verwalten. Muster verwalten Sie mit Musterkunde.", "de") == [
        "manage samples: Muster verwalten",
        "sampletics: Musterkunde",
    ]
    assert found("die Verwaltung von Mustern, Musterverwaltung, Musterverwalter", "de") == [
        "manage samples: Verwaltung von Mustern",
        "manage samples: Musterverwaltung",
    ]
    assert found("We manage samples, sing songs, have skills and speak Samplish", "en") == [
        "manage samples: manage samples"
    ]
    assert found("die Verwaltung und Muster, Muster oder verwalten", "de") == []
    assert found("Doppelthema", "de") == [], "it names two skills"
    assert found("musterkunde", "de") == [], "no noun"


def test_gender_forms() -> None:
    assert forms("Koch/Köchin") == ["Koch/Köchin", "Koch", "Köchin"]
    assert forms("baker") == ["baker"]
    assert forms("A/B tester") == ["A/B tester", "B tester"]


def test_a_preferred_label_stands_above_another_one_and_ours_above_both() -> None:
    labels = [Label("u1", "en", 1, "maker"), Label("u2", "en", 2, "maker"), Label("u1", "en", 2, "first")]
    rows = title_table(labels, {"u1": 0, "u2": 1}, {})
    assert {(rank, number) for _, rank, number in rows if (rank, number) != (2, 0)} == {(2, 1)}
    assert {(rank, number) for _, rank, number in title_table(labels, {"u1": 0, "u2": 1}, {"Maker": 0})} >= {(3, 0)}


def test_the_newest_preferred_label_counts() -> None:
    labels = [Label("u", "en", 2, "old"), Label("u", "en", 2, "new  name"), Label("v", "de", 2, "nur deutsch")]
    assert preferred(labels) == {"u": {"en": "new name", "de": "new name"}}


def test_a_label_far_from_its_concept_is_left_out() -> None:
    from index.analysis import Stems

    labels = [Label("u", "en", 2, "draw maps"), Label("u", "en", 1, "sing songs"), Label("u", "en", 1, "draw big maps")]
    assert len(skill_table(labels, ToyEncoder(), Stems())) == 2
    assert len(skill_table(labels, ToyEncoder(same={"sing": "draw", "songs": "maps"}), Stems())) == 3
    assert Skill(label="x").uri == ""
