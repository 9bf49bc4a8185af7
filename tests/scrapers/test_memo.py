from pathlib import Path

import pytest
from musterweb import FILES

from scrapers import memo
from scrapers.adapters import ADAPTERS
from scrapers.answer import Answer
from scrapers.archive import Archive
from scrapers.errors import UnreadableAnswer
from scrapers.memo import name_of, read_once
from scrapers.parsed import Adapter, Fetch, Parsed

ANSWER = Answer("https://muster.example/1", b"<html>", 200, {"Content-Type": "text/html", "Date": "heute"})


class Counting:
    """An adapter that counts its readings and keeps what it was shown."""

    def __init__(self, parsed: Parsed | None) -> None:
        self.parsed, self.shown = parsed, list[Answer]()

    def adapter(self) -> Adapter:
        sound = ADAPTERS["schemaorg"]
        return Adapter("zaehler", "", sound.matches, self.parse, sound.start)

    def parse(self, answer: Answer) -> Parsed:
        self.shown.append(answer)
        if self.parsed is None:
            raise UnreadableAnswer(answer.url, "zaehler", "no")
        return self.parsed


def rich() -> Parsed:
    """A reading with something in every field."""
    read = ADAPTERS["schemaorg"].parse(Answer("https://muster.example/1", (FILES / "jobposting.html").read_bytes()))
    follow = (Fetch("https://a.example/", "POST", b'{"a": "\xc3\xbc"}', (("Accept", "x"),), "R", "h"),)
    return Parsed(read.drafts, follow, 3, ("note",), ("gap",), "tenant")


def test_an_answer_is_read_once_and_the_reading_is_the_same(tmp_path: Path) -> None:
    counting = Counting(rich())
    adapter, place = counting.adapter(), Archive(tmp_path)
    first = read_once(place, adapter, ANSWER, "ab" * 32)
    assert read_once(place, adapter, ANSWER, "ab" * 32) == first == rich()
    assert len(counting.shown) == 1
    assert first.drafts


def test_an_adapter_sees_only_the_headers_that_count(tmp_path: Path) -> None:
    counting = Counting(Parsed())
    read_once(Archive(tmp_path), counting.adapter(), ANSWER, "ab" * 32)
    assert counting.shown[0].headers == {"content-type": "text/html"}


@pytest.mark.parametrize("damage", [b"", b'{"drafts": 5}', b'{"follow": [{}]}', b"kaputt"])
def test_a_damaged_reading_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    counting = Counting(rich())
    place = Archive(tmp_path)
    place.keep_parsed("ab" * 32, damage)
    assert read_once(place, counting.adapter(), ANSWER, "ab" * 32) == rich()


def test_what_cannot_be_read_is_not_remembered(tmp_path: Path) -> None:
    counting = Counting(None)
    for _ in range(2):
        with pytest.raises(UnreadableAnswer):
            read_once(Archive(tmp_path), counting.adapter(), ANSWER, "ab" * 32)
    assert len(counting.shown) == 2


def test_the_name_of_a_reading_is_that_of_all_it_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = ADAPTERS["schemaorg"]
    same = name_of(adapter, ANSWER, "1")
    assert name_of(adapter, Answer(ANSWER.url, b"", 200, {"content-type": "text/html", "Age": "5"}), "1") == same
    others = [
        name_of(adapter, ANSWER, "2"),
        name_of(ADAPTERS["personio"], ANSWER, "1"),
        name_of(adapter, Answer(ANSWER.url, b"", 200, {"Content-Type": "text/xml"}), "1"),
        name_of(adapter, Answer(f"{ANSWER.url}?", b"", 200, ANSWER.headers), "1"),
        name_of(adapter, Answer(ANSWER.url, b"", 200, ANSWER.headers, b"x"), "1"),
        name_of(adapter, Answer(ANSWER.url, b"", 200, ANSWER.headers, hint="x"), "1"),
    ]
    monkeypatch.setattr(memo, "code", lambda: "another version")
    others.append(name_of(adapter, ANSWER, "1"))
    assert len({same, *others}) == 1 + len(others)


def test_the_hash_of_the_code_is_that_of_every_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = memo.code.__wrapped__()
    assert memo.code.__wrapped__() == before
    module = tmp_path / "adapter.py"
    module.write_text("x = 1\n")
    monkeypatch.setattr(memo.scrapers, "__file__", str(tmp_path / "__init__.py"))
    one = memo.code.__wrapped__()
    module.write_text("x = 2\n")
    assert len({before, one, memo.code.__wrapped__()}) == 3
