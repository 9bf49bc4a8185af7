"""What work a message wants: a table of messages, messages of strangers, any text, and networks that cannot be used."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from index import wanted
from index.ad_queries import AD_MESSAGES
from index.encoder import StaticEncoder, load_encoder
from index.query_reading import Read
from index.understand import understand
from index.wanted import LEAST, Wanted, load_wanted

SAID = [
    ("Looking for something in marketing, three days from home", "marketing"),
    ("Ich suche was im Marketing, drei Tage von zuhause", "Marketing"),
    ("My wife is a teacher, are there jobs she could do remotely?", "teacher"),
    ("Hallo, ich bin gelernte Buchhalterin und suche eine Stelle mit viel Homeoffice", "Buchhalterin"),
    ("Gibt es hier was im Vertrieb, gern 3 Tage daheim?", "Vertrieb"),
    ("Szukam czegoś w marketingu, najlepiej trzy dni z domu", "marketingu"),
    ("Evden çalışabileceğim bir muhasebe işi var mı?", "muhasebe"),
]
QUERIES = [
    "Social Media Manager für Vereine und Verbände", "kara para aklamanın önlenmesi", "бухгалтер зі складання балансу",
    "Sachbearbeiter Kfz Schaden Versicherung", "SAP FI/CO Berater", "Fachkraft Arbeitsschutz (m/w/d)", "data entry m/w/d",
    "Kaufmann/-frau für Büromanagement", "Business Intelligence (all genders)", "програміст Java (w/m/d)", "C++ .net Entwickler Embedded Linux", "nurse", "", "😀 !", "und oder mit für",
]  # fmt: skip
WORDS = [
    *"ich suche was im Marketing drei Tage von zuhause шукаю роботу C++ .net 😀 ( \x00 ß İ é".split(" "),
    " ",
    "e\u0301",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))


@pytest.fixture(scope="module")
def reader() -> Wanted:
    found = load_wanted()
    assert found is not None
    return found


@pytest.mark.parametrize(("message", "work"), SAID, ids=[message for message, _ in SAID])
def test_a_message_says_what_work_is_wanted(reader: Wanted, message: str, work: str) -> None:
    assert reader.said(message, understand(message).read) == work


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_stays_as_it_is(reader: Wanted, query: str) -> None:
    assert reader.said(query, understand(query).read) is None


def test_messages_of_strangers_keep_their_work(reader: Wanted) -> None:
    """Written by others than the messages it learned from; each is a query that its writer was given, in other words."""
    rows = [line.split("\t") for line in AD_MESSAGES.read_text("utf-8").splitlines()[1:]]
    asked, messages = [row[2] for row in rows], [row[3] for row in rows]
    found = [reader.said(message, understand(message).read) for message in messages]
    encoder = load_encoder()
    before, after = (
        (encoder.encode(asked) * encoder.encode(texts)).sum(axis=1)
        for texts in (messages, [one or message for one, message in zip(found, messages, strict=True)])
    )
    assert np.mean(before) < 0.6, "the messages are much like the queries; then this shows nothing"
    assert np.mean(after) > 0.75
    assert np.mean(after > before) > 0.8


def test_what_was_read_is_no_work_and_what_is_kept_is(reader: Wanted) -> None:
    message = "Hallo, habt ihr eine Ausbildung im Büro, gern in Teilzeit und ohne Schicht?"
    read = understand(message).read
    assert {one.kind for one in read} == {"type", "without"}
    said = reader.said(message, read) or ""
    assert "Ausbildung" in said and "Büro" in said
    assert "Teilzeit" not in said and "Schicht" not in said


def test_what_was_read_is_left_out_though_it_is_work(reader: Wanted) -> None:
    message = "Hallo, habt ihr was als Koch oder als Gärtner für mich?"
    read = Read("without", "Koch", message.index("Koch"), message.index("Koch") + 4, "Koch")
    whole, rest = reader.said(message) or "", reader.said(message, [read]) or ""
    assert "Koch" in whole
    assert rest.split()[-1] == "Gärtner" and "Koch" not in rest


@pytest.mark.parametrize(
    "message",
    [
        "I need any job from home, three days a week, can start tomorrow",
        "egal was, hauptsache von zuhause und ab sofort",
        "готова на будь-яку роботу з дому, маю ноутбук",
    ],
)
def test_who_wants_any_work_names_none(reader: Wanted, message: str) -> None:
    assert reader.said(message, understand(message).read) == ""


@given(TEXTS)
def test_any_text_gives_words_of_it_in_their_order(text: str) -> None:
    found = load_wanted()
    assert found is not None
    said = found.said(text, understand(text).read) or ""
    words = re.findall(r"[^\W_]+", text)
    assert len(words) >= LEAST or not said
    rest = iter(words)
    assert all(word in rest for word in re.findall(r"[^\W_]+", said))


def test_a_long_text_is_no_message(reader: Wanted) -> None:
    assert reader.said("Ich suche eine Stelle als Koch. " * 40) is None


def test_networks_of_another_model_or_damaged_ones_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tensors = load_file(wanted.FILE)
    other, broken = tmp_path / "other.safetensors", tmp_path / "broken.safetensors"
    save_file(tensors, other, {"model": "static:0000", "nets": "3"})
    broken.write_bytes(wanted.FILE.read_bytes()[:5_000])
    for path, word in ((other, "static:0000"), (broken, "broken"), (tmp_path / "none.safetensors", "none")):
        caplog.clear()
        monkeypatch.setattr(wanted, "FILE", path)
        assert load_wanted.__wrapped__() is None
        assert word in caplog.text


def test_the_shipped_networks_belong_to_the_shipped_model(reader: Wanted) -> None:
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder) and reader.encoder.model_id == encoder.model_id
    assert wanted.FILE.stat().st_size < 2_000_000
