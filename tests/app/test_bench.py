"""The benchmark of first words: what it counts as an answer is one, and what it promises to print is printed."""

import json

import pytest
from app_server import Server
from conftest import MUSTERSTADT
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from jobboard.pages import bench

ROWS = ("first words, 3 questions, p50", "first words, 3 questions, p95", "first words, 3 questions, p99")
ASKED = [("What does a parking permit cost?", "and who gets one?"), ("emergency",)]


def test_first_words_come_before_the_page_is_whole(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    speaks = bench._speaks

    def noted(said: ForwardMsg) -> bool:
        if found := speaks(said):
            heard.append(json.loads(said.delta.new_element.bidi_component.json)["id"])
        return found

    monkeypatch.setattr(bench, "_speaks", noted)
    with bench.visiting(server.url) as visitor:
        assert visitor.ask("What does a parking permit cost?") > 0 < visitor.ask("and who gets one?")
    assert heard == ["chat.1.reply", "chat.2.reply"], "the replies before are no new ones"


def test_what_is_promised_is_printed(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    bench.one_by_one(server.url, ASKED, lambda: 0.0)
    bench.at_once(server.url, ASKED, 2)
    lines = capsys.readouterr().out.splitlines()
    assert [line.startswith(row) for line, row in zip(lines, ROWS, strict=False)] == [True] * 3
    assert "limit 300 ms" in lines[1] and lines[4].startswith("first words, 2 chats at once")
    assert "limit 2,000 ms" in lines[5]


def test_questions_are_taken_from_all_of_a_pack() -> None:
    known = bench.conversations(MUSTERSTADT, 1_000)
    assert ("What does a parking permit cost?",) in known
    assert bench.conversations(MUSTERSTADT, 2) == [known[0], known[-1]]
