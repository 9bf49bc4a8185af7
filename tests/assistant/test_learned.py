"""What sample questions teach: against torch, against what they were, and where there is nothing to learn with."""

from pathlib import Path

import numpy as np
import pytest
import torch

from assistant import learned
from assistant.kept import Kept
from assistant.learned import Learned, learn, pieced, taught
from index import load_encoder
from index.encoder import NoEncoder, StaticEncoder
from index.kept import KeptVectors

SAMPLES = [
    (0, "Was kostet ein Parkausweis?"),
    (0, "parking permit price"),
    (0, "I need a place for my car, who gives me the paper?"),
    (1, "How long may I keep a book?"),
    (1, "Bücher ausleihen, wie lange?"),
    (1, "library card for my kids"),
    (2, "What does a cinema ticket cost?"),
    (2, "Wann hat das Schwimmbad offen?"),
    (2, "best pizza in town"),
]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    found = pieced(load_encoder())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def known(encoder: StaticEncoder) -> Learned:
    found = taught(encoder, SAMPLES, 3)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "right"),
    [*((text, one) for one, text in SAMPLES), ("Parkausweis für mein Auto", 0), ("сколько стоит билет в кино", 2)],
)
def test_a_question_is_of_the_class_of_its_samples(known: Learned, question: str, right: int) -> None:
    assert known.chances(question).argmax() == right
    probabilities = known.probabilities(question)
    assert probabilities.sum() == pytest.approx(1) and probabilities[right] > 0.5


def test_chances_are_the_logarithm_of_probabilities_between_0_and_1(
    known: Learned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Learned, "probabilities", lambda *_: np.array([1.0, np.exp(-6), 0.0]))
    assert known.chances("").tolist() == pytest.approx([1, 0.5, 0])


@pytest.mark.parametrize("question", ["", "  ", "()", "\u200b"])
def test_a_text_without_a_piece_is_of_no_class(known: Learned, question: str) -> None:
    assert known.probabilities(question).tolist() == [0, 0, 0] == known.chances(question).tolist()


def test_half_a_letter_is_no_error(known: Learned) -> None:
    assert known.chances("\ud800 parking permit price").argmax() == 0


def test_the_same_samples_teach_the_same(encoder: StaticEncoder) -> None:
    classes, texts = zip(*SAMPLES, strict=True)
    one, other = (learn(encoder, texts, classes, 3) for _ in range(2))
    assert one.keys() == other.keys() and all((one[name] == other[name]).all() for name in one)


def test_samples_without_a_piece_and_classes_without_a_sample_do_no_harm(encoder: StaticEncoder) -> None:
    found = taught(encoder, [*SAMPLES, (3, "()"), (0, "")], 5)
    assert found is not None and found.chances("parking permit price").argmax() == 0


def test_steps_are_those_of_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Softmax, its slope through both unit vectors, and Adam: torch works them out by itself."""
    from scipy import sparse

    monkeypatch.setattr(learned, "LEFT_OUT", 0.0)
    monkeypatch.setattr(learned, "EPOCHS", 4)
    monkeypatch.setattr(learned, "LEAST_STEPS", 4)
    rng = np.random.default_rng(3)
    held = (rng.random((12, 7)) < 0.5).astype(np.float32)
    held[:, 0] = 1
    wanted = rng.integers(0, 3, 12)
    vectors, classes = (rng.normal(size=(rows, 5)).astype(np.float32) for rows in (7, 3))
    pieces, middles = (torch.nn.Parameter(torch.from_numpy(one.copy())) for one in (vectors, classes))
    optimizer = torch.optim.Adam([{"params": [pieces]}, {"params": [middles]}])
    learned._improve(sparse.csr_matrix(held), wanted, vectors, classes)
    for step in range(1, 5):
        rate = max(learned.LAST_RATE, 1 - step / 4)
        for group, own in zip(optimizer.param_groups, (learned.PIECE_RATE, learned.CLASS_RATE), strict=True):
            group["lr"] = own * rate
        means = torch.nn.functional.normalize(torch.from_numpy(held) @ pieces, dim=1)
        logits = learned.SCALE * means @ torch.nn.functional.normalize(middles, dim=1).T
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(logits, torch.from_numpy(wanted)).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    assert vectors == pytest.approx(pieces.detach().numpy(), abs=1e-4)
    assert classes == pytest.approx(middles.detach().numpy(), abs=1e-4)


def test_what_was_learned_is_kept(tmp_path: Path, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(tmp_path, encoder.model_id)
    first = taught(encoder, SAMPLES, 3, kept)
    monkeypatch.setattr(learned, "learn", None)
    again = taught(encoder, SAMPLES, 3, kept)
    assert first is not None and again is not None
    assert (first.chances("library card") == again.chances("library card")).all()


def test_any_encoder_learns_with_pieces(encoder: StaticEncoder, tmp_path: Path) -> None:
    """A transformer has none to learn with, and in production the shipped model stands behind what keeps its vectors."""
    assert pieced(KeptVectors(encoder, tmp_path)) is encoder
    assert pieced(NoEncoder()) is encoder
    assert taught(NoEncoder(), [], 3) is None


def test_without_the_shipped_model_nothing_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise learned.ModelMissing("model", "it is gone.", remedy="")

    monkeypatch.setattr(learned, "load_encoder", missing)
    assert pieced(NoEncoder()) is None and taught(NoEncoder(), SAMPLES, 3) is None
