"""OMoS-QA (Kleinle et al. 2024, CC BY 4.0): questions on living in Germany and the pages that answer them, or do not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.article import Article, Front, Passage, Sentence, Source
from assistant.knowledge import Knowledge
from index.encoder import Encoder

LANGUAGES = ("de", "en", "uk", "ar", "fr")
LINES, STEP = 4, 2  # lines of a passage, and how far the next one starts
_SOURCE = Source(id="o", topic="omosqa", title="OMoS-QA", as_of="2024", confidence="high")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its page, and whether a sentence of the page answers it."""

    question: str
    key: str
    page: str
    city: str
    answered: bool


def load(data: Path, language: str, part: str) -> list[Asked]:
    """The questions of a part ("train" or "dev") in a language, from the folder that has dev/omosqa."""
    path = data / "dev" / "omosqa" / language / f"{part}_{language}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Asked(row["question"], f"p{row['pageId']}", row["context"], f"{language} {row['city']}", bool(row["answers"]))
        for row in rows
    ]


def knowledge_of(asked: Sequence[Asked], encoder: Encoder) -> Knowledge:
    """The pages as articles; an article's id is its page's key."""
    return Knowledge([_article(one) for one in {one.key: one for one in asked}.values()], encoder)


def _article(asked: Asked) -> Article:
    lines = [line.strip() for line in asked.page.split("\n") if line.strip()]
    title, body = lines[0], [line for line in lines[1:] if line != lines[0]] or lines
    starts = range(0, max(1, len(body) - LINES + STEP), STEP)
    passages = [
        Passage(
            number=number,
            heading="",
            sentences=tuple(Sentence(text=line, marks=("o",)) for line in body[start : start + LINES]),
        )
        for number, start in enumerate(starts, 1)
    ]
    front = Front(
        id=asked.key,
        lang=asked.city[:2],
        title=title,
        topic="omosqa",
        audience=("all",),
        reviewed=date(2024, 1, 1),
        questions=(title,),
    )
    return Article(front=front, passages=tuple(passages), sources=(_SOURCE,))
