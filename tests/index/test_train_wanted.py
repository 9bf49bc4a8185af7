"""Training on a few messages: what it reads, that it repeats itself and learns, and that numpy computes what torch does."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from index import train_wanted as training
from index.encoder import StaticEncoder, load_encoder
from index.train_wanted import Learner, read_marked, renamed, shown, train, unmarked, write
from index.wanted import Words

FEW = [
    unmarked("de", line)
    for line in (
        "Ich suche etwas als [[Koch]], gern drei Tage",
        "Hallo, war zehn Jahre [[Gärtnerin]] und will das weiter machen",
        "[[Arbeit mit Kindern]] am Vormittag bitte",
        "habt ihr was für mich? egal was",
    )
]


@pytest.fixture(scope="module")
def words() -> Words:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    return Words(encoder)


def test_brackets_are_taken_out_and_remembered() -> None:
    marked = unmarked("en", "I am a [[nurse]] and like [[social work]] too")
    assert marked.text == "I am a nurse and like social work too"
    assert [marked.text[start:end] for start, end in marked.spans] == ["nurse", "social work"]


@pytest.mark.parametrize("line", ["a [[b", "a ]] b", "[[a [[b]] c", "a]]b[["])
def test_brackets_that_do_not_match_are_named_by_line(line: str) -> None:
    with pytest.raises(ValueError, match="line 7"):
        unmarked("en", line, 7)


def test_the_shipped_messages_are_whole() -> None:
    messages = read_marked()
    assert len(messages) > 5_000
    assert len({one.language for one in messages}) == 12
    assert len({one.text for one in messages}) > 0.99 * len(messages)
    assert all(one.text == " ".join(one.text.split()) for one in messages)
    assert 0.05 < np.mean([not one.spans for one in messages]) < 0.15


def test_another_name_stands_where_the_work_stood() -> None:
    other = renamed(FEW[2], ["Astronaut"], random.Random(4))
    assert other.text.lower() == "astronaut am vormittag bitte"
    assert other.spans == ((0, 9),)
    assert renamed(FEW[3], ["Astronaut"], random.Random(1)) == FEW[3]


def test_words_are_right_where_they_are_inside(words: Words) -> None:
    assert shown(FEW[2], words).wanted.tolist() == [1, 1, 1, 0, 0, 0]
    assert shown(FEW[3], words).wanted.sum() == 0


def test_it_repeats_itself_and_learns(words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    first, again = (train(FEW, words, seed=3, epochs=30) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
    for message in FEW:
        seen = shown(message, words)
        assert ((first.lean(seen.seen) > 0) == (seen.wanted > 0)).all(), message.text
    assert "epoch 30/30" in capsys.readouterr().out


def test_without_torch_it_is_the_same(words: Words) -> None:
    torch.manual_seed(5)
    learner = Learner(shown(FEW[0], words).seen.numbers.shape[1]).eval()
    with torch.no_grad():
        for parameter in learner.parameters():
            parameter.copy_(parameter.half().float())
        together, right, there = learner([shown(one, words) for one in FEW])
    for row, message in enumerate(FEW):
        seen = shown(message, words)
        size = len(seen.wanted)
        assert there[row].sum() == size and right[row, :size].tolist() == seen.wanted.tolist()
        assert np.allclose(learner.net().lean(seen.seen), together[row, :size].numpy(), atol=1e-5)


def test_the_command_writes_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: Words
) -> None:
    from index import wanted

    path = tmp_path / "wanted.safetensors"
    monkeypatch.setattr(training, "read_marked", lambda: FEW)
    monkeypatch.setattr(training, "EPOCHS", 1)
    monkeypatch.setattr("sys.argv", ["train_wanted", "--out", str(path)])
    training.main()
    assert "4 messages" in capsys.readouterr().out
    monkeypatch.setattr(wanted, "FILE", path)
    read = wanted.load_wanted.__wrapped__()
    assert read is not None and len(read.nets) == training.NETS
    net = train(FEW, words, seed=0, epochs=1)
    assert all(np.array_equal(one, other) for one, other in zip(read.nets[0], net, strict=True))
    write(path, [net], "another")
    assert wanted.load_wanted.__wrapped__() is None
