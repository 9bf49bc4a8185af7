"""The trainer on invented occupations: it learns them, repeats itself, and folds what does not tell one job from another."""

from pathlib import Path

import numpy as np
import pytest

from index import train as training
from index.curriculum import Classes, Curriculum, Pairs
from index.grains import read_grains

FOLDED = {
    "Entwickler*in": "entwickler",
    "Entwickler:in (m/w/d)": "entwickler",
    "Kellner/Kellnerin": "kellner",
    "Kaufmann/-frau": "kaufmann",
    "Kauffrau": "kaufmann",
    "Fachmann/-frau": "fachmann",
    "Zahnarzt/-ärztin (Uni)": "zahnarzt",
    "Arzt/Ärztin": "arzt",
    "Beamt(er/in) - Justiz (mittl. Dienst)": "beamter - justiz",
    "Technisch(er)e Assistent/in (Ing)": "technische assistent",
    "Steuerfachangestellte/r": "steuerfachangestellte",
    "Hausgehilf(e)in": "hausgehilfe",
    "Kellner//m": "kellner",
    "Betriebswirt/in (Fachschule) - Bau": "betriebswirt - bau",
    "Manager/innen": "manager",
    "Hersteller von Tuch/Herstellerin von Tuch": "hersteller von tuch/ hersteller von tuch",
    "Koch/Köchin": "koch/ koch",
    "Tour Guide (m./w.)": "tour guide",
    "Polster(er)in": "polsterer",
    "Büroangestellt(er)e": "buroangestellte",
    "Mechatroniker/in (mit Lehrabschluss)": "mechatroniker",
    "Barmann/-dame": "barmann/ dame",
    "Krankenschwester/-pfleger": "krankenschwester/ pfleger",
    "CNC-Fräser/CNC-Fräserin": "cnc-fraser/ cnc-fraser",
    "IT-Prüfer / IT-Prüferin": "it-prufer/ it-prufer",
    "Psychologe/Psychologin": "psycholog",
    "Klinischer Psychologe/Klinische Psychologin": "klinischer psychologe/klinische psycholog",
    "Import-/Exportmanager/Import-/Exportmanagerin": "import-/exportmanager/ import-/exportmanager",
    "Wachmann/Wachfrau Alarmzentrale": "wachmann/ wachfrau alarmzentrale",
    "Küchenbediensteter/Küchenbedienstete": "kuchenbediensteter/ kuchenbedienstete",
    "Sicherheitsbeauftragte/Sicherheitsbeauftragter": "sicherheitsbeauftragte/ sicherheitsbeauftragter",
    "Abgeordneter/Abgeordnete": "abgeordneter/ abgeordnete",
    "Sommelier/Sommelière": "sommelier/ sommeliere",
    "Kellnerin": "kellner",
    "Café\u00adkraft": "cafekraft",
    # what looks alike and stays
    "SAP FI/-CO": "sap fi/-co",
    "Vertrieb/-Marketing": "vertrieb/-marketing",
    "Tisch//moderne Küche": "tisch//moderne kuche",
    "Physiker / Informatiker": "physiker / informatiker",
    "Softwareentwickler / Interface": "softwareentwickler / interface",
    "Tischler (Holz)": "tischler (holz)",
    "Arzt Innere Medizin/Arzt Allgemeinmedizin": "arzt innere medizin/arzt allgemeinmedizin",
    "Import-/Exportmanager": "import-/exportmanager",
    "Software/Softwarepflege": "software/softwarepflege",
    "Medizintechnik/Medizin": "medizintechnik/medizin",
    "Berlin": "berlin",
}
BOTH = {
    "Entwickler*in", "Entwickler:in (m/w/d)", "Kellner/Kellnerin", "Kaufmann/-frau", "Fachmann/-frau", "Zahnarzt/-ärztin (Uni)",
    "Arzt/Ärztin", "Beamt(er/in) - Justiz (mittl. Dienst)", "Technisch(er)e Assistent/in (Ing)", "Steuerfachangestellte/r",
    "Hausgehilf(e)in", "Betriebswirt/in (Fachschule) - Bau", "Manager/innen", "Hersteller von Tuch/Herstellerin von Tuch",
    "Koch/Köchin", "Tour Guide (m./w.)", "Polster(er)in", "Büroangestellt(er)e", "Mechatroniker/in (mit Lehrabschluss)",
    "Barmann/-dame", "Krankenschwester/-pfleger", "CNC-Fräser/CNC-Fräserin", "IT-Prüfer / IT-Prüferin",
    "Psychologe/Psychologin", "Import-/Exportmanager/Import-/Exportmanagerin", "Wachmann/Wachfrau Alarmzentrale", "Küchenbediensteter/Küchenbedienstete",
    "Sicherheitsbeauftragte/Sicherheitsbeauftragter", "Abgeordneter/Abgeordnete", "Sommelier/Sommelière",
}  # fmt: skip
NAMES = [
    ["roof tiler", "Dachdecker", "Dachleger"],
    ["baker", "Bäcker", "Brotbäcker"],
    ["nurse", "Pfleger", "Pflegekraft"],
    ["clerk", "Sachbearbeiter", "Bürokraft"],
]


def curriculum() -> Curriculum:
    """Four occupations of two groups, their names as labels, descriptions, titles and pairs."""
    texts = np.array([name for names in NAMES for name in names], dtype=object)
    numbers = np.repeat(np.arange(4), 3)
    even = np.full(12, 1 / 12)
    classes = Classes(texts, numbers, even, 4)
    return Curriculum(
        classes, classes, np.array([0, 0, 1, 1]), classes, Pairs(texts, texts.reshape(4, 3)[:, ::-1].ravel(), even)
    )


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes fit for a dozen texts."""
    for name, size in {"DIMENSIONS": 8, "COARSE": 40, "FINE": 90, "TOKENIZER_TEXTS": 1000}.items():
        monkeypatch.setattr(training, name, size)
    for name in ("LABELS", "DESCRIPTIONS", "TITLES", "PAIRS"):
        monkeypatch.setattr(training, name, 6)


@pytest.mark.parametrize(("text", "folded"), FOLDED.items())
def test_folding(text: str, folded: str) -> None:
    found = training.normalizer().normalize_str(text)
    assert " ".join(found.replace(training.MARK, " ").split()) == folded
    assert (training.MARK in found) == (text in BOTH)
    unmarked = training.normalizer(mark="").normalize_str(text)
    assert unmarked.replace("/", " ").split() == folded.replace("/", " ").split() and training.MARK not in unmarked


def test_names_of_one_occupation_come_to_lie_together() -> None:
    model = training.train(curriculum(), steps=60, seed=1)
    texts = [name for names in NAMES for name in names]
    model.phrases = None  # the pieces alone
    vectors = training.normalize(model(model.preprocess(texts))["sentence_embedding"], dim=1).detach().numpy()
    nearest = (vectors @ vectors.T - 9 * np.eye(12)).argmax(axis=1)
    assert (nearest // 3).tolist() == (np.arange(12) // 3).tolist()


def test_names_are_kept_and_training_repeats_itself() -> None:
    first, second = (training.train(curriculum(), steps=3, seed=7) for _ in range(2))
    assert first.embedding.weight.detach().numpy().tolist() == second.embedding.weight.detach().numpy().tolist()
    assert first.phrases is not None and second.phrases is not None
    found, marked = first.phrases.find(first.pieces(["Dachleger", "roof tiler", "baker", "no such name", "Bäcker/in"]))
    assert marked.tolist() == [False] * 4 + [True] and found[4] == found[2]
    assert found[0] == found[1] != found[2] and found[3] == -1
    assert first.phrases.vectors.tolist() == second.phrases.vectors.tolist()


def test_a_share_of_the_pieces_is_left_out_but_never_a_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    learned = {}
    for share in (0.0, 0.5, 1.0):
        monkeypatch.setattr(training, "LEFT_OUT", share)
        learned[share] = training.train(curriculum(), steps=3, seed=7).embedding.weight.tolist()
    assert learned[0.0] == learned[1.0] != learned[0.5]


def test_long_vectors_are_shortened_by_the_root_of_their_length_and_none_is_turned() -> None:
    model = training.train(curriculum(), steps=1, seed=7)
    before = (
        np.random.default_rng(3).normal(size=model.embedding.weight.shape)
        * np.array([[0.0], [1.0], [4.0]])[np.arange(len(model.embedding.weight)) % 3]
    )
    model.embedding.weight.data.copy_(training.torch.from_numpy(before))
    training.even(model)
    after, lengths = model.embedding.weight.detach().numpy(), np.linalg.norm(before, axis=1)
    some = np.flatnonzero(lengths)
    ratio = np.linalg.norm(after, axis=1)[some] / np.sqrt(lengths[some])
    assert ratio == pytest.approx(np.full(len(some), ratio[0]), rel=2e-3)
    assert after[some] / ratio[:, None] * np.sqrt(lengths[some])[:, None] == pytest.approx(before[some], abs=2e-2)
    assert not after[lengths == 0].any()


def test_a_title_of_women_and_men_is_the_same_however_it_says_so_and_a_little_apart_from_the_bare_one() -> None:
    model = training.train(curriculum(), steps=3, seed=7)
    titles = ["Bäcker/in", "Bäcker/Bäckerin", "Bäcker (m/w/d)", "Bäcker*in", "Bäcker", "Bäckerin"]
    vectors = training.normalize(model(model.preprocess(titles))["sentence_embedding"], dim=1).detach().numpy()
    cosines = vectors @ vectors.T
    assert cosines[:4, :4] == pytest.approx(1.0) and cosines[4, 5] == pytest.approx(1.0)
    assert cosines[:4, 4:] == pytest.approx(cosines[0, 4]) and 0.7 < cosines[0, 4] < 0.95


def test_pieces_are_learned_without_the_mark() -> None:
    learned = training.train_tokenizer(["Bäcker/in und Kellner/in"] * 9, 40)
    assert (
        learned.token_to_id(training.MARK) is None and learned.encode("Bäcker/in").ids == learned.encode("Bäcker").ids
    )


def test_a_model_without_the_mark_gets_it_when_it_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = curriculum()
    with monkeypatch.context() as before:
        before.setattr(training, "marked", lambda model: model)
        old = training.train(course, steps=3, seed=7)
    assert old.tokenizers[0].token_to_id(training.MARK) is None
    old.write(tmp_path)
    again, new = training.renewed(tmp_path, course), training.train(course, steps=3, seed=7)
    assert again.embedding.weight.half().tolist() == new.embedding.weight.half().tolist()
    assert again.pieces(["Bäcker/in"]) == new.pieces(["Bäcker/in"]) != new.pieces(["Bäcker"])


def test_renewing_keeps_the_pieces_and_knows_the_names_again(tmp_path: Path) -> None:
    course = curriculum()
    model = training.train(course, steps=3, seed=7)
    model.write(tmp_path)
    (tmp_path / "phrases.safetensors").unlink()
    bare = read_grains(tmp_path)[0]
    bare.tokenizers[0].normalizer = None
    bare.write(tmp_path)
    again = training.renewed(tmp_path, course)
    assert again.embedding.weight.tolist() == bare.embedding.weight.tolist()
    assert again.pieces(["ROOF TILER", "Bäcker*in"]) == model.pieces(["roof tiler", "Bäcker/in"])
    assert again.phrases is not None and again.phrases.find(again.pieces(["Dachleger", "x y"]))[0].tolist()[1] == -1
    assert np.abs(again.phrases.vectors - model.phrases.vectors).max() < 1e-2
