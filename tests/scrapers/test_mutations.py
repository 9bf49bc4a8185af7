"""Every adapter reads a thousand damaged answers: what comes out is drafts, or our own error, and never anything else."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from fixtures import FIXTURES, Fixture
from musterweb import SAMPLES

from jobboard.posting import Draft
from scrapers.adapters import ADAPTERS, detect
from scrapers.answer import Answer
from scrapers.errors import NoAdapter, UnreadableAnswer

MUTATIONS = 1_000
OF_SAMPLES = 40
LARGEST = 30_000  # bytes of a sample: the fixtures hold all shapes, the samples what nobody thought of
Chance = random.Random
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**40, 1e308, "", " ", "\x00", "\ud800", "null", "0", "9" * 400, "<b>", "https://[", "//", "javascript:1",
    "2026-99-99", "/Date(9e99)/", [], {}, [[]], [None], {"a": []}, {"name": {"name": {}}}, [{"@value": 1}], "\u200b", "ä" * 2_000,
)  # fmt: skip


def cut(body: bytes, chance: Chance) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def flip(body: bytes, chance: Chance) -> bytes:
    bytes_ = bytearray(body)
    for _ in range(chance.choice((1, 1, 3, 20))):
        bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
    return bytes(bytes_)


def drop(body: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(body))
    return body[:start] + body[start + chance.randrange(1, 120) :]


def double(body: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(body))
    end = min(len(body), start + chance.randrange(1, 300))
    return body[:end] + body[start:end] * chance.choice((1, 2, 30)) + body[end:]


def splice(body: bytes, chance: Chance) -> bytes:
    """The answer changes its kind half-way: a list becomes an error page, a page becomes JSON."""
    other = chance.choice(
        (b"<html><body>Just a moment...</body></html>", b'{"error": "gone"}', b"\xff\xfe\x00", b"", b"]]>", b'"')
    )
    at = chance.randrange(len(body))
    return body[:at] + other + (body[at:] if chance.random() < 0.5 else b"")


def spots(document: Any) -> list[tuple[Any, Any]]:
    """Every container and key of a document."""
    found, stack = [], [document]
    while stack:
        node = stack.pop()
        pairs = (
            list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
        )
        found += [(node, key) for key, _ in pairs]
        stack += [value for _, value in pairs]
    return found


def in_json(change: Callable[[Any, Any, Chance], None]) -> Callable[[bytes, Chance], bytes]:
    """A change of one to three values of a JSON answer; an answer that is none is flipped instead."""

    def mutate(body: bytes, chance: Chance) -> bytes:
        try:
            document = json.loads(body)
        except ValueError:
            return flip(body, chance)
        for _ in range(chance.choice((1, 1, 2, 3))):
            if places := spots(document):
                change(*chance.choice(places), chance)
        return json.dumps(document).encode()

    mutate.__name__ = change.__name__
    return mutate


@in_json
def delete_key(node: Any, key: Any, chance: Chance) -> None:
    del node[key]


@in_json
def change_type(node: Any, key: Any, chance: Chance) -> None:
    node[key] = chance.choice(STRANGE)


@in_json
def nest(node: Any, key: Any, chance: Chance) -> None:
    value = node[key]
    for _ in range(chance.choice((1, 2, 50))):
        value = [value] if chance.random() < 0.5 else {"value": value}
    node[key] = value


@in_json
def repeat(node: Any, key: Any, chance: Chance) -> None:
    node[key] = [node[key]] * chance.choice((2, 40))


KINDS = (cut, flip, drop, double, splice, delete_key, change_type, nest, repeat)


def reads(answer: Answer, adapter: str) -> None:
    """Only our own error may come out, and what is read is clean."""
    try:
        parsed = ADAPTERS[adapter].parse(answer)
    except UnreadableAnswer:
        return
    for draft in parsed.drafts:
        assert isinstance(draft, Draft)
        draft.model_dump_json()
    for fetch in parsed.follow:
        assert fetch.url.startswith(("https://", "http://"))
        fetch.url.encode()
    assert parsed.total is None or parsed.total >= 0


@pytest.mark.parametrize("adapter", sorted(ADAPTERS))
def test_a_thousand_damaged_answers(adapter: str) -> None:
    fixtures = [fixture for fixture in FIXTURES if fixture.adapter == adapter]
    assert fixtures, f"{adapter} has no file in tests/scrapers/files"
    chance = random.Random(adapter)
    for number in range(MUTATIONS):
        fixture = fixtures[number % len(fixtures)]
        mutate = KINDS[number // len(fixtures) % len(KINDS)]
        answers = fixture.answers(mutate(fixture.body, chance))
        try:
            reads(answers[number % 2], adapter)
        except Exception as error:
            error.add_note(f"{fixture.name}, {mutate.__name__}, mutation {number}")
            raise


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_an_undamaged_answer_is_read_at_any_address(fixture: Fixture) -> None:
    for answer in fixture.answers(fixture.body):
        reads(answer, fixture.adapter)


SAMPLE_FILES = (
    sorted(path for path in SAMPLES.glob("*/*.*") if path.stat().st_size <= LARGEST) if SAMPLES.is_dir() else []
)


@pytest.mark.skipif(not SAMPLE_FILES, reason="the recorded answers lie beside the checkout, not in it")
def test_damaged_samples() -> None:
    chance = random.Random("samples")
    for path in SAMPLE_FILES:
        body = path.read_bytes()
        try:
            adapter = detect(Answer("", body)).name
        except NoAdapter:
            continue
        for number in range(OF_SAMPLES):
            mutate = KINDS[number % len(KINDS)]
            try:
                reads(Answer("https://muster.example/1", mutate(body, chance)), adapter)
            except Exception as error:
                error.add_note(f"{path.name}, {mutate.__name__}, mutation {number}")
                raise
