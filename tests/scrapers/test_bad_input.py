"""What a broken or hostile site can send: every adapter ends in good time, and no run takes it for a complete answer."""

import contextlib
import json
import time
from collections.abc import Iterator

import pytest
from fixtures import FIXTURES, Fixture

from jobboard.ingest import Outcome
from scrapers.adapters import ADAPTERS, detect, parse_file
from scrapers.answer import Answer
from scrapers.errors import NoAdapter, UnreadableAnswer
from scrapers.harvest import Harvest, Job, Limits

SECONDS = 20  # an answer that takes longer to read would hold up the other sources; on a busy machine, too
MEGABYTES = 10
_LINE = b"a" * (MEGABYTES * 1024 * 1024)
_BOMB = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
HOSTILE = {
    "nested tags": b"<!DOCTYPE html><html><body>" + b"<div>" * 100_000 + b"Aufgaben",
    "nested items": b"<html><body>" + b"<li><a href=/stellen/1-a><p>Ihre Aufgaben" * 25_000,
    "nested objects": b'{"data":' * 100_000,
    "nested lists": b"[" * 100_000 + b"]" * 100_000,
    "a long line": b"<html><body><h1>Koch (m/w/d)</h1><p>" + _LINE + b"</p></body></html>",
    "a long text": b'{"title": "' + _LINE + b'", "id": 1}',
    "a long key": b'{"' + _LINE + b'": 1}',
    "an entity bomb": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + _BOMB + b"]><x>&l9;</x>",
    "an entity bomb in a feed": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + _BOMB + b"]><workzag-jobs><position><id>&l9;</id></position></workzag-jobs>",
    "many addresses": b"<html><body>" + b"".join(b"<a href='/stellen/x-%d'>x</a>" % n for n in range(10_000)),
    "many rows": json.dumps({"results": [{"id": n, "title": "Koch", "name": "Koch", "uuid": n} for n in range(10_000)]}).encode(),
    "many scripts": b"<html>" + b'<script type="application/ld+json">{"@type":"JobPosting","title":"A' * 3_000,
    "open quotes": b"<html><script>JBL.embed_v2['jobs'] = [" + b"{id: '1', title: 'A'B" * 5_000,
}  # fmt: skip


def timely(answer: Answer, adapter: str) -> None:
    began = time.monotonic()
    try:
        parsed = ADAPTERS[adapter].parse(answer)
        assert all(len(draft.title) <= 1_000 and len(draft.description) <= 240_000 for draft in parsed.drafts)
    except UnreadableAnswer:
        pass
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_answers_end_in_good_time(kind: str) -> None:
    for adapter in ADAPTERS:
        timely(Answer("https://karriere.musterwerk.example/stellen/koch-1", HOSTILE[kind]), adapter)


@pytest.mark.parametrize("kind", HOSTILE)
def test_finding_the_reader_of_a_hostile_answer_ends_in_good_time(kind: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(NoAdapter):
        detect(Answer("https://karriere.musterwerk.example/stellen/koch-1", HOSTILE[kind]))
    assert time.monotonic() - began < SECONDS


CHARSETS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "iso8859-15")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_a_wrong_charset_costs_letters_not_the_answer(fixture: Fixture) -> None:
    """What is sent in one charset and said to be in another: read with damaged letters, or our own error."""
    text = fixture.body.decode("utf-8")
    for sent in CHARSETS:
        for said in (*CHARSETS, "x-unknown", "idna", ""):
            answer = fixture.answers(text.encode(sent, "replace"))[0]
            typed = Answer(answer.url, answer.body, headers={"Content-Type": f"text/html; charset={said}"})
            try:
                ADAPTERS[fixture.adapter].parse(typed)
            except UnreadableAnswer:
                continue


def test_the_charset_of_the_header_and_of_the_page_are_read() -> None:
    page = (
        "<html><head><meta charset=iso-8859-1></head><body><h1>Köchin (m/w/d)</h1><h2>Aufgaben</h2><p>{}</p><h2>Profil</h2></body></html>"
    ).format("Sie kochen täglich. " * 30)
    _, (draft,), _ = parse_file(page.encode("latin-1"), "https://m.example/stellen/1-a", "webpage")
    assert draft.title == "Köchin (m/w/d)"


def firsts() -> Iterator[Fixture]:
    """A fixture of each adapter that leads on, or at least has postings: what a run begins with."""
    for name in sorted(ADAPTERS):
        of_adapter = [fixture for fixture in FIXTURES if fixture.adapter == name]
        yield next((one for one in of_adapter if leads_on(one)), of_adapter[0])


def leads_on(fixture: Fixture) -> bool:
    try:
        return bool(ADAPTERS[fixture.adapter].parse(fixture.answers(fixture.body)[1]).follow)
    except UnreadableAnswer:
        return False


def run(fixture: Fixture, later: bytes) -> tuple[Harvest, int]:
    """A run whose first answer is the fixture and whose every later one is the same other thing."""
    url = "https://karriere.musterwerk.example/jobs/companies/77/koch-1"
    harvest = Harvest(Job("site:x#1", fixture.adapter, url), ADAPTERS[fixture.adapter], Limits(requests=80, drafts=500))
    waiting, answered = harvest.begin(), 0
    while waiting:
        fetch = waiting.pop(0)
        body = later if answered else fixture.body
        answered += 1
        waiting += harvest.take(fetch, Answer(fetch.url, body, 200, {}, fetch.body, fetch.hint))
    return harvest, answered


@pytest.mark.parametrize("fixture", list(firsts()), ids=lambda fixture: fixture.name)
def test_a_feed_that_repeats_its_pages_comes_to_an_end(fixture: Fixture) -> None:
    harvest, answered = run(fixture, fixture.body)
    assert answered <= 80
    assert len({draft.source_ref for draft in harvest.result().drafts}) <= 60


@pytest.mark.parametrize(
    "later", [b"<html><body>Just a moment...</body></html>", b'{"error": "gone"}', b"", b"%PDF-1.7"]
)
@pytest.mark.parametrize("fixture", list(firsts()), ids=lambda fixture: fixture.name)
def test_a_source_that_changes_its_kind_midway_is_never_complete(fixture: Fixture, later: bytes) -> None:
    harvest, answered = run(fixture, later)
    result = harvest.result()
    if answered > 1:
        assert result.outcome is Outcome.FAILED, result.message()
        assert result.failures
