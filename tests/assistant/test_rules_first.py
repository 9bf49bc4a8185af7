"""The usual case before the exception: what a bundled pack says first, to questions that name a special case and to those that
do not; read by eye once, row by row."""

import csv
from datetime import date
from pathlib import Path

import pytest

import jobboard
from assistant import Assistant
from index import load_encoder
from jobboard.pack import load_pack

TODAY = date(2026, 11, 22)
PACK = next((Path(jobboard.__file__).parent / "regions").glob("*/questions.jsonl")).parent
with Path(__file__).with_name("rules_first.tsv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
LEAST = 0.75  # which article is found at all moves a little with the weights


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.of_pack(load_pack(PACK), load_encoder())


def test_the_rule_is_said_before_its_exception(assistant: Assistant) -> None:
    right, wrong = 0, []
    for row in ROWS:
        reply = assistant.reply(row["question"], today=TODAY)
        places = [one.passage for one in reply.citations]
        first = bool(places) and places[0] in row["first"].split()
        beside = not row["beside"] or any(place.startswith(f"{row['beside']}#") for place in places[1:])
        right += first and beside
        if not (first and beside):
            wrong.append((row["question"], row["first"], places))
    assert right >= LEAST * len(ROWS), wrong
