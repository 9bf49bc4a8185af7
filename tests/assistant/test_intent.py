"""What a message wants: a table in many languages."""

import csv
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.intent import Intent, read_intent

with Path(__file__).with_name("intents.tsv").open(encoding="utf-8", newline="") as stream:
    TABLE = [(row["text"], row["intent"]) for row in csv.DictReader(stream, delimiter="\t")]


def test_each_message_of_the_table() -> None:
    assert [(text, read_intent(text).value) for text, _ in TABLE] == TABLE
    assert {intent for _, intent in TABLE} == {intent.value for intent in Intent}


@settings(deadline=None)  # the first text waits for the tables
@given(st.text())
def test_any_text_has_an_intent(text: str) -> None:
    assert read_intent(text) in Intent
