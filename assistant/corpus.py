"""The texts of a region's articles, kind by kind, as `assistant.knowledge` searches them and `assistant.learned` learns from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.article import Article
from assistant.asked import NOWHERE
from index import Document, Facts

Samples = Sequence[tuple[int, str]]  # classes and texts


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of one kind: which article each belongs to (by number) and, for passages, its number there."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]
    articles: NDArray[np.int64]
    numbers: NDArray[np.int64]


def texts_of(
    kind: str,
    articles: Sequence[Article],
    number: Mapping[str, int],
    asked: Mapping[str, Sequence[tuple[str, str]]],
) -> Texts:
    """The texts of a kind (a passage each, a title, the whole, a sample question), with those of `asked` beside the last."""
    rows: list[tuple[str, str, int, int]] = []
    for article in articles:
        front, at = article.front, number[article.front.id]
        if kind == "passage":
            rows += [(f"{one.heading}. {one.text}", front.lang, at, one.number) for one in article.passages]
        elif kind == "title":
            rows.append((front.title, front.lang, at, 0))
        elif kind == "whole":
            whole = " ".join(f"{one.heading}. {one.text}" for one in article.passages)
            rows.append((f"{front.title}. {whole}", front.lang, at, 0))
        else:
            rows += [(one, front.lang, at, 0) for one in front.questions]
    if kind == "question":
        rows += [(text, lang, number[one], 0) for one, own in asked.items() if one in number for lang, text in own]
    return Texts(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        np.array([row[2] for row in rows], np.int64),
        np.array([row[3] for row in rows], np.int64),
    )


def samples_of(
    articles: Sequence[Article],
    number: Mapping[str, int],
    asked: Mapping[str, Sequence[tuple[str, str]]],
    *,
    sampled: bool,
) -> Samples:
    """Texts to learn from, each with its class: titles, headings and sample questions, or all sentences where nobody asked."""
    found: dict[tuple[int, str], None] = {}
    for article in articles:
        parts = (article.front.title, *(one.heading for one in article.passages), *article.front.questions)
        own = parts if sampled else [*parts, *(one.text for part in article.passages for one in part.sentences)]
        found |= dict.fromkeys((number[article.front.id], text) for text in own if text)
    classes = {**number, NOWHERE: len(number)}
    found |= dict.fromkeys((classes[one], text) for one in asked if one in classes for _, text in asked[one])
    return list(found)


def documents_of(article: Article) -> list[Document]:
    """An article as the search engine of the postings takes it."""
    front = article.front
    body = " ".join(f"{one.heading}. {one.text}" for one in article.passages)
    return [Document(article.key, front.title, body, front.lang, Facts(language=front.lang))]
