"""Which passage of an article tells what is asked, and which of its sentences?

What an article is about stands in all its passages; one is told from another by the words of a question that the title does not take
up, and by what the question wants to know (`tables/aspects.toml`): an amount, a time, an address.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.alignment import CALLED, Alignment, Measures, marks_of
from assistant.article import Article
from assistant.phrases import Phrases, table, written
from assistant.weights import PASSAGE
from index.encoder import Encoder

Floats = NDArray[np.float64]
Wanted = NDArray[np.bool_]
HEADING = -1  # the place of what is no sentence
# Among the weights of `PASSAGE`.
SENTENCE_BEYOND, SENTENCE_TELLS = 4, 5
FULL = 1 / 3  # so large a share of a question beyond the title counts as a whole question


@dataclass(frozen=True, slots=True)
class Ranking:
    """How strongly each passage of an article, by number, tells what is asked, and the places of its sentences, best first."""

    scores: Mapping[int, float]
    sentences: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The titles, headings and sentences of an article in all its languages: the passage and the place of each (a title is in
    passage 0), its words in the alignment, the names it has, the aspects it tells; and the vectors of titles and headings."""

    numbers: NDArray[np.int64]
    places: NDArray[np.int64]
    words: NDArray[np.int64]
    starts: NDArray[np.int64]
    named: Mapping[str, list[int]]
    tells: NDArray[np.bool_]
    vectors: NDArray[np.float32]


class Passages:
    """The passages of a collection's articles; each article is read when first asked for."""

    def __init__(self, alignment: Alignment, encoder: Encoder) -> None:
        self._alignment, self._encoder = alignment, encoder
        self._read: dict[str, _Lines] = {}

    def ranked(
        self, versions: Sequence[Article], rows: Mapping[int, Sequence[int]], heard: Sequence[Measures], wanted: Wanted
    ) -> Ranking:
        """The passages of an article, given in all its languages; `rows` are the passages' places among the alignment's texts, by
        number. What was `heard` is added up; `wanted` are the aspects to be told."""
        lines = self._lines(versions)
        told = lines.tells[:, wanted].mean(axis=1) if wanted.any() else np.zeros(len(lines.numbers))
        beyond, meaning = np.zeros(len(told)), np.zeros(len(told))
        for one in heard:
            near = _near(one, lines)
            beyond += _beyond(one.weights, near[:, lines.numbers == 0]) @ near
            meaning[lines.places == HEADING] += lines.vectors @ one.vector
        worth = np.stack([beyond, told], axis=1) @ PASSAGE[[SENTENCE_BEYOND, SENTENCE_TELLS]]
        scores: dict[int, float] = {}
        sentences: dict[int, tuple[int, ...]] = {}
        for number, own in rows.items():
            of_passage = lines.numbers == number
            heading, said = of_passage & (lines.places == HEADING), of_passage & (lines.places != HEADING)
            held = [
                sum(values[own].max() for values in all_)
                for all_ in zip(*((m.coverage, m.likeness) for m in heard), strict=True)
            ]
            best = [
                meaning[heading].max(),
                beyond[heading].max(),
                beyond[said].max(),
                told[said].max(),
                told[heading].max(),
            ]
            scores[number] = float(np.array([*held, *best]) @ PASSAGE)
            sentences[number] = _best_first(lines.places[said].tolist(), worth[said].tolist())
        return Ranking(scores, sentences)

    def _lines(self, versions: Sequence[Article]) -> _Lines:
        key = versions[0].front.id
        if key not in self._read:
            self._read[key] = self._made(versions)
        return self._read[key]

    def _made(self, versions: Sequence[Article]) -> _Lines:
        rows: list[tuple[int, int, str]] = []
        for one in versions:
            rows.append((0, HEADING, one.front.title))
            for passage in one.passages:
                rows.append((passage.number, HEADING, passage.heading))
                rows += [(passage.number, place, said.text) for place, said in enumerate(passage.sentences)]
        texts = [text for _, _, text in rows]
        words = [self._alignment.known(text) for text in texts]
        named: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for mark in marks_of(text):
                named.setdefault(mark, []).append(at)
        return _Lines(
            np.array([number for number, _, _ in rows]),
            np.array([place for _, place, _ in rows]),
            np.concatenate([np.array(own, np.int64) for own in words]),
            np.cumsum([0, *(len(own) for own in words)])[:-1],
            named,
            np.array([tells(text) for text in texts]),
            self._encoder.encode([text for _, place, text in rows if place == HEADING]),
        )


def _best_first(places: Sequence[int], worth: Sequence[float]) -> tuple[int, ...]:
    """Places by the most that any language's sentence there is worth."""
    most: dict[int, float] = {}
    for place, one in zip(places, worth, strict=True):
        most[place] = max(one, most.get(place, one))
    return tuple(sorted(most, key=lambda place: (-most[place], place)))


def aspects(text: str) -> Wanted:
    """What a question wants to know, one value for each row of `tables/aspects.toml`."""
    low = written(text)
    return np.array([phrases.within(low) for phrases, _ in _table().values()], np.bool_)


def tells(text: str) -> Wanted:
    """What a heading or sentence tells, in the same order."""
    low = text.lower()
    return np.array([sign.search(low) is not None for _, sign in _table().values()], np.bool_)


@cache
def _table() -> dict[str, tuple[Phrases, re.Pattern[str]]]:
    return {name: (Phrases(row["asked"]), re.compile(row["told"])) for name, row in table("aspects").items()}


def _near(measures: Measures, lines: _Lines) -> Floats:
    """How near each word of a question comes to a word of each line: shape (words, lines)."""
    if not len(measures.weights):
        return np.zeros((0, len(lines.numbers)))
    near = np.maximum.reduceat(measures.cosines[:, lines.words], lines.starts, axis=1).astype(np.float64)
    for at, marks in enumerate(measures.marks):
        for mark in marks:
            if mark in lines.named:
                near[at, lines.named[mark]] = np.maximum(near[at, lines.named[mark]], CALLED)
    return np.clip(near, 0.0, 1.0)


def _beyond(weights: Floats, titles: Floats) -> Floats:
    """The weights of a question's words, as far as no title takes them up."""
    left = weights * (1 - titles.max(axis=1, initial=0.0))
    beyond: Floats = left / max(float(left.sum()), FULL)
    return beyond
