"""The region's evaluation questions: what is asked, what sort of reply is right, and which sources a right answer stands on."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ArticleError
from assistant.knowledge import Knowledge
from assistant.reply import Kind

FILE = "questions.jsonl"
PARTS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Example:
    """A conversation; its last turn is judged. Any one of `facts`, ids of sources, is a right citation; `also` are
    kinds of reply that are right too."""

    id: str
    language: str
    turns: tuple[str, ...]
    kind: str
    part: str
    facts: tuple[str, ...] = ()
    group: str = ""
    also: tuple[str, ...] = ()

    def right(self, knowledge: Knowledge) -> NDArray[np.bool_]:
        """Which articles of `knowledge.ids` stand on one of the facts."""
        standing = {
            article.front.id
            for article in knowledge.articles.values()
            if any(
                mark in self.facts for passage in article.passages for one in passage.sentences for mark in one.marks
            )
        }
        return np.array([one in standing for one in knowledge.ids], np.bool_)


def load_examples(folder: Path) -> list[Example]:
    """A pack's evaluation questions; none if it has no such file. Raises ArticleError with the line."""
    path = folder / FILE
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            example = Example(
                row["id"],
                row["lang"],
                tuple(row["turns"]),
                Kind(row["kind"]).value,
                row["part"],
                tuple(row.get("facts", ())),
                row.get("group", ""),
                tuple(Kind(kind).value for kind in row.get("also", ())),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ArticleError(path, number, f"it is not an evaluation question: {error}") from error
        if example.part not in PARTS or not example.turns:
            raise ArticleError(path, number, "a question needs turns, and a part: dev or test")
        found.append(example)
    return found
