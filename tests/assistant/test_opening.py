"""One assistant for command and pages: without its model it goes on, and what it knows of its articles is made and kept once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import MUSTERSTADT

from assistant import Assistant, Kind, assistant, learned
from assistant.knowledge import Knowledge
from assistant.opening import open_assistant
from index import kept, load_encoder
from index.encoder import FINE, StaticEncoder
from jobboard.pack import load_pack
from jobboard.settings import read_settings

COST, DAY = "What does a parking permit cost?", date(2026, 1, 20)


def opened(data: Path, model: str = "") -> Assistant:
    def none() -> Any:
        raise AssertionError("a question to the articles needs neither index nor store")

    settings = read_settings({"JOBBOARD_DATA": str(data), "JOBBOARD_MODEL": model})
    return open_assistant(settings, load_pack(MUSTERSTADT), index=none, store=none)


def test_it_answers_and_nothing_is_wrong(tmp_path: Path) -> None:
    own = opened(tmp_path)
    assert own.reply(COST, today=DAY).kind is Kind.ANSWER and own.fault == ""


def test_without_its_model_it_finds_articles_by_their_words_and_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "model"
    broken.mkdir()
    (broken / FINE).write_text("no tokenizer")
    own = opened(tmp_path, str(broken))
    reply = own.reply(COST, today=DAY)
    assert reply.kind is Kind.ANSWER and "30 euros" in reply.answer
    assert str(broken) in own.fault and "JOBBOARD_MODEL" in own.fault


def test_the_vectors_lie_on_the_disk_once_and_are_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LEAST", 2)  # the test region has few texts
    opened(tmp_path).warm()
    for other in (tmp_path / "vectors").glob("*.npz"):  # of the texts, and of what they teach
        with np.load(other) as arrays:
            assert "directions" in arrays or all(array.ndim == 1 for array in arrays.values())
    monkeypatch.setattr(learned, "learn", None)  # nor is anything learned again
    seen: list[int] = []
    encode = StaticEncoder.encode

    def counting(self: StaticEncoder, texts: Any, *, query: bool = False) -> Any:
        seen.append(len(texts))
        return encode(self, texts, query=query)

    monkeypatch.setattr(StaticEncoder, "encode", counting)
    files = set((tmp_path / "vectors").iterdir())
    opened(tmp_path).warm()
    assert max(seen, default=0) < 2 and files == set((tmp_path / "vectors").iterdir())


class Slow(Knowledge):
    """Knowledge that is only ready when it may."""

    made = 0
    may = threading.Event()

    def __init__(self, *given: Any) -> None:
        Slow.made += 1
        assert Slow.may.wait(30)
        super().__init__(*given)


def test_whoever_asks_while_it_gets_ready_waits_for_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant, "Knowledge", Slow)
    own = Assistant.of_pack(load_pack(MUSTERSTADT), load_encoder())
    with ThreadPoolExecutor(5) as pool:
        warming = pool.submit(own.warm)
        asking = [pool.submit(own.reply, COST, today=DAY) for _ in range(4)]
        for text, kind in (
            ("emergency", Kind.EMERGENCY),
            ("I want to talk to a person", Kind.HANDOVER),
            ("", Kind.UNKNOWN),
        ):
            assert own.reply(text, today=DAY).kind is kind  # needs no article, waits for none
        assert not own.is_warm and not any(one.done() for one in (warming, *asking))
        Slow.may.set()
        assert [one.result().kind for one in asking] == [Kind.ANSWER] * 4
    assert own.is_warm and Slow.made == 1


def test_what_went_wrong_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Knowledge:
        raise MemoryError

    own = Assistant.of_pack(load_pack(MUSTERSTADT), load_encoder())
    with monkeypatch.context() as patched:
        patched.setattr(assistant, "Knowledge", broken)
        with pytest.raises(MemoryError):
            own.warm()
    assert not own.is_warm and own.reply(COST, today=DAY).kind is Kind.ANSWER
