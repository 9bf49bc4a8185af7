"""The truth in occupations.tsv was written by hand: titles as ads write them, labels and addresses from ESCO itself."""

import csv
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import ToyEncoder

from index.encoder import load_encoder
from index.esco import FOLDER, MANIFEST, Esco
from index.occupation import Classifier, LazyClassifier, core_of, shipped_classifier
from index.own_titles import NONE, own_titles
from jobboard.reading.titles import clean_title

ROOT = "http://data.europa.eu/esco/occupation/"
with (Path(__file__).parent / "occupations.tsv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_titles_name_their_occupation_or_none(row: dict[str, str]) -> None:
    title = clean_title(row["title"])
    found = shipped_classifier()(title, "", "en").occupation
    if row["uuid"] == "-":
        assert found is None
        return
    assert found is not None
    assert (found.label, found.uri) == (row["label"], ROOT + row["uuid"])
    assert found.evidence
    assert set(found.evidence.split()) <= set(title.split()) | {word.strip("(),") for word in title.split()}


def test_the_label_is_in_the_language_of_the_ad() -> None:
    german = shipped_classifier()("Bäckerin", "", "de").occupation
    english = shipped_classifier()("Bäckerin", "", "en").occupation
    assert german and english and german.uri == english.uri
    assert (german.label, english.label) == ("Bäcker/Bäckerin", "baker")
    assert german.evidence == "Bäckerin"


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("(Senior) Data Engineer – Teilzeit – Homeoffice", "Data Engineer"),
        ("Ausbildung zum Bäcker 2027", "Bäcker"),
        ("Buchhalter in Teilzeit, unbefristet", "Buchhalter"),
        ("Technical Writer (remote)", "Technical Writer"),
        ("100 % remote", "100 % remote"),
        ("Entwickler C++", "Entwickler C++"),
    ],
)
def test_what_is_no_occupation_is_taken_off(title: str, core: str) -> None:
    found = core_of(title)
    assert " ".join(found.replace("–", " ").split()) == core


def test_a_title_that_only_means_an_occupation_has_the_words_that_do_as_evidence() -> None:
    guess = shipped_classifier().guess("Geowissenschaftlicher Kartograf Musterstadt")
    assert guess is None or guess.by != "meaning" or guess.evidence in "Geowissenschaftlicher Kartograf Musterstadt"
    near = shipped_classifier().guess("Acoustics and Vibration Engineer")
    assert near and near.by == "meaning" and near.score >= shipped_classifier().threshold
    concept = shipped_classifier().concept(near)
    assert concept and concept.label_en == "acoustical engineer"
    assert near.evidence in "Acoustics and Vibration Engineer"


def test_below_the_threshold_nothing_is_said() -> None:
    classifier = Classifier(Esco(), load_encoder())
    classifier.threshold = 1.0
    assert classifier.guess("Acoustics and Vibration Engineer") is None


def test_the_skills_of_the_text_decide_between_occupations_of_one_name() -> None:
    classifier = shipped_classifier()
    several = next(numbers for rank, numbers in classifier.esco.title_keys.values() if len(numbers) > 1 and rank)
    assert len(set(several)) == len(several)
    scores = classifier._scores(["Ingenieur"], ())
    skill = next(
        number
        for number in range(len(classifier.esco.skills))
        if int(scores.argmax()) in classifier.esco.occupations_of_skill(number)
    )
    with_skill = classifier._scores(["Ingenieur"], (skill,))
    assert with_skill[scores.argmax()] > scores.max()
    assert (with_skill >= scores).all()


def test_every_title_of_ours_names_an_occupation_of_esco() -> None:
    labels = {concept.label_en for concept in shipped_classifier().esco.occupations}
    assert {label for label in own_titles().values() if label != NONE} <= labels
    for title, label in own_titles().items():
        concept = shipped_classifier().concept(shipped_classifier().guess(title))
        assert (concept.label_en if concept else NONE) == label, title


def test_an_artefact_of_another_encoder_is_refused_and_said_so() -> None:
    classifier = Classifier(Esco(), ToyEncoder())
    assert "another" not in classifier.notice and "toy" in classifier.notice
    assert "python -m index.train_occupations" in classifier.notice
    found = classifier("Bäcker", "Kenntnisse in Python und in der Buchführung", "de")
    assert found.occupation is None
    assert [skill.label for skill in found.skills] == ["Python", "Accounting"]


def test_a_damaged_artefact_is_said_once_and_read_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "esco"
    shutil.copytree(FOLDER, folder)
    (folder / "skills.tsv").write_text("nothing", "utf-8")
    monkeypatch.setattr("index.occupation.shipped_classifier", lambda: Classifier(Esco(folder), load_encoder()))
    said: list[str] = []
    classify = LazyClassifier(said.append)
    for _ in range(2):
        found = classify("Bäcker", "Python", "de")
        assert found.occupation is None and [skill.label for skill in found.skills] == ["Python"]
    assert len(said) == 1 and "skills.tsv" in said[0]


def test_one_lazy_classifier_may_be_asked_by_several_threads() -> None:
    classify = LazyClassifier(print)
    titles = [clean_title(row["title"]) for row in ROWS] * 3
    alone = [classify(title, "Python", "de") for title in titles]
    found: dict[int, object] = {}

    def ask(first: int) -> None:
        for at in range(first, len(titles), 4):
            found[at] = classify(titles[at], "Python", "de")

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[at] for at in range(len(titles))] == alone


@pytest.mark.parametrize(
    "title", ["", " ", "-", "🎉🎉🎉", "()", "x" * 100_000, "a/" * 5000, "\ud800 Bäcker", "Ⅳ ½ ²", "İ"]
)
@pytest.mark.parametrize("language", ["de", "en", "", "uk"])
def test_strange_titles_are_no_fault(title: str, language: str) -> None:
    shipped_classifier()(title, title * 3, language)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["de", "en", "", "fr"]))
def test_no_text_is_a_fault(title: str, text: str, language: str) -> None:
    for skill in shipped_classifier()(title, text, language).skills:
        assert skill.label and skill.evidence


def test_it_needs_neither_torch_nor_pandas() -> None:
    code = (
        "import sys; from index.occupation import shipped_classifier; "
        "print(shipped_classifier()('Bäcker', 'Python', 'de').occupation.label, "
        "[name for name in ('torch', 'pandas', 'sentence_transformers') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "Bäcker/Bäckerin []"


def test_the_manifest_names_its_encoder_and_what_was_measured() -> None:
    manifest = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
    assert manifest["encoder"] == load_encoder().model_id
    assert "ESCO classification of the European Commission" in manifest["source"]
    assert manifest["measured"]["coverage"] > 0.5 and manifest["measured"]["by_name_same_group"] > 0.8
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6 * 2**20
