import json
import shutil
from pathlib import Path

import pytest

from index.errors import ModelMissing
from index.esco import ARRAYS, FOLDER, MANIFEST, NO_OCCUPATION, Esco, key_of, occupation_label

SOFTWARE_DEVELOPER = "http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "esco")
    return tmp_path / "esco"


def test_every_part_of_the_artefact_agrees_with_the_others() -> None:
    esco = Esco()
    arrays = esco.arrays
    assert len(esco.occupations) == len(arrays["vectors"]) == esco.manifest["occupations"]
    assert len(esco.skills) == len(arrays["relation_starts"]) - 1 == esco.manifest["skills"]
    assert len(esco.by_uri) == len(esco.occupations) + len(esco.skills)
    assert max(esco.skill_keys.values()) < len(esco.skills)
    numbers = {number for _, several in esco.title_keys.values() for number in several} - {NO_OCCUPATION}
    assert numbers == set(range(len(esco.occupations)))
    assert arrays["relations"].max() < len(esco.occupations)
    assert all(concept.label_en and concept.label_de for concept in esco.by_uri.values())


def test_labels_in_both_languages() -> None:
    assert occupation_label("x", SOFTWARE_DEVELOPER, "de") == "Softwareentwickler/Softwareentwicklerin"
    assert occupation_label("x", SOFTWARE_DEVELOPER, "en") == "software developer"
    assert occupation_label("x", SOFTWARE_DEVELOPER, "uk") == "software developer"
    assert occupation_label("Musterwerker", "", "de") == "Musterwerker"


def test_a_key_is_the_same_on_every_machine_and_kinds_never_meet() -> None:
    assert key_of("title de", "koch") == int.from_bytes(bytes.fromhex("21b3b970225583ba"), "little")
    assert key_of("a", "b c") != key_of("a b", "c")


def _cut(folder: Path) -> None:
    (folder / ARRAYS).write_bytes((folder / ARRAYS).read_bytes()[:-1])


def _format(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, "format": 99}), "utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: shutil.rmtree(folder), "manifest"),
        (lambda folder: (folder / MANIFEST).write_text("{", "utf-8"), "manifest"),
        (lambda folder: (folder / MANIFEST).write_text("[]", "utf-8"), "manifest"),
        (lambda folder: (folder / MANIFEST).write_text('{"format": 1, "files": 3}', "utf-8"), "manifest"),
        (_format, "format 99"),
        (_cut, ARRAYS),
        (lambda folder: (folder / "occupations.tsv").unlink(), "occupations.tsv"),
    ],
)  # fmt: skip
def test_a_damaged_artefact_is_refused_with_what_is_wrong(folder: Path, damage: object, said: str) -> None:
    damage(folder)  # type: ignore[operator]
    with pytest.raises(ModelMissing, match=said) as refused:
        Esco(folder)
    assert "python -m index.train_occupations" in str(refused.value)
