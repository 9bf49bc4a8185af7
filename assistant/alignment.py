"""How well do texts hold a question? Three measures of every text, in one pass: its words, its meaning as a whole, and the
meaning of its words one by one.

The third is ColBERT's MaxSim (Khattab and Zaharia 2020) on a static model's word vectors: for every word of the question
the nearest word of the text, weighed by how rare that word is. It finds "Staatsangehörigkeit" in a text on "Einbürgerung",
and works across languages.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import STOPWORDS, Analyser, Compounds, word_frequencies, words
from index.encoder import Encoder

Floats = NDArray[np.float64]
PART = 0.4  # a word of which only a part is held counts as much as this
LONGEST = 40  # words of a question that are looked at
_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "fillers.toml").read_text("utf-8"))
FILLERS = STOPWORDS | {word for said in _TABLE["fillers"].values() for word in words(said)}
_AMOUNT = frozenset(words(_TABLE["amount"]))


@dataclass(frozen=True, slots=True)
class Measures:
    """For every text: the share of the question's words it holds (0 to 1, weighed by idf), the cosine of the two texts,
    and the mean cosine of each word of the question with its nearest word of the text (weighed by idf).

    `nearest` are these cosines word by word, of shape (words, texts), `weights` the words' shares of all idf.
    """

    coverage: Floats
    meaning: Floats
    likeness: Floats
    nearest: Floats
    weights: Floats


class Alignment:
    """Texts that questions are held against. `groups` says which texts belong together: idf counts groups, not texts."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str], groups: Sequence[int], encoder: Encoder) -> None:
        self._encoder = encoder
        self._size = len(texts)
        self._groups = max(groups, default=-1) + 1
        self._languages = tuple(sorted({*languages, "de", "en"}))
        self._analyser = Analyser(Compounds(_vocabulary(texts, encoder)))
        self._vectors = encoder.encode(list(texts))
        self._holders, self._frequency = self._inverted(texts, languages, groups)
        self._number, self._start, self._rarity = self._by_word(texts, groups)

    def measures(self, question: str) -> Measures:
        """The three measures; texts nothing speaks for have zeros."""
        asked = topic_words(question)[:LONGEST]
        if not asked or not self._size:
            nothing = np.zeros(self._size)
            return Measures(nothing, nothing, nothing, np.zeros((0, self._size)), np.zeros(0))
        vector = self._encoder.encode([question], query=True)[0]
        coverage, weights = self._covered(asked)
        nearest, shares = self._nearest(list(weights), weights)
        return Measures(coverage, (self._vectors @ vector).astype(np.float64), shares @ nearest, nearest, shares)

    def _covered(self, asked: Sequence[str]) -> tuple[Floats, dict[str, float]]:
        """The coverage of every text, and the weight of every word of the question; 0 for one no text holds."""
        forms = self._analyser.query_terms(" ".join(asked), self._languages)
        weights: dict[str, float] = {}
        held, total = np.zeros(self._size), 0.0
        for word, form in forms.items():
            known = [self._idf(self._frequency[term]) for term in form.whole if term in self._frequency]
            weight = max(known, default=self._idf(0))
            weights[word] = weight if known else 0.0
            total += weight
            share = np.zeros(self._size)
            for terms, counts in ((form.parts, PART), (form.whole, 1.0)):
                for term in terms:
                    if term in self._holders:
                        share[self._holders[term]] = counts
            held += weight * share
        return (held / total if total else held), weights

    def _nearest(self, asked: list[str], weights: dict[str, float]) -> tuple[Floats, Floats]:
        """For each word of the question the cosine with the nearest word of every text, and its share of the weight."""
        cosines = (self._encoder.encode(asked) @ self._matrix.T).astype(np.float64)
        for at, word in enumerate(asked):
            if any(ch.isdigit() for ch in word):  # 2021 is not nearly 2026
                cosines[at] = 0.0
                cosines[at, self._number.get(word, [])] = 1.0
        weighed = np.array(
            [weights[word] or self._rarity[at] for word, at in zip(asked, cosines.argmax(axis=1), strict=True)]
        )
        best = np.maximum.reduceat(cosines[:, self._flat], self._start, axis=1)
        best[:, self._empty] = 0.0
        return np.clip(best, 0.0, 1.0), weighed / max(weighed.sum(), 1e-12)

    def _idf(self, frequency: int) -> float:
        return math.log(1 + self._groups / (frequency + 0.5))

    def _inverted(
        self, texts: Sequence[str], languages: Sequence[str], groups: Sequence[int]
    ) -> tuple[dict[str, NDArray[np.int32]], dict[str, int]]:
        holders: dict[str, list[int]] = {}
        seen: dict[str, set[int]] = {}
        for at, (text, language, group) in enumerate(zip(texts, languages, groups, strict=True)):
            for term in set(self._analyser.document_terms(text, language)):
                holders.setdefault(term, []).append(at)
                seen.setdefault(term, set()).add(group)
        arrays = {term: np.array(numbers, np.int32) for term, numbers in holders.items()}
        return arrays, {term: len(found) for term, found in seen.items()}

    def _by_word(self, texts: Sequence[str], groups: Sequence[int]) -> tuple[dict[str, int], NDArray[np.int64], Floats]:
        """The words of all texts by number, where each text's words start in `_flat`, and the idf of each word."""
        own = [list(dict.fromkeys(topic_words(text))) for text in texts]
        known = sorted({word for one in own for word in one})
        number = {word: at for at, word in enumerate(known)}
        # A text without words still needs one place, or reduceat would give it its neighbour's.
        rows = [[number[word] for word in one] or [0] for one in own]
        self._empty = np.array([not one for one in own], np.bool_)
        self._flat = np.array([at for row in rows for at in row], np.int64)
        self._matrix = self._encoder.encode(known)
        counted = Counter(
            pair[0] for pair in {(at, group) for row, group in zip(rows, groups, strict=True) for at in row}
        )
        rarity = np.array([self._idf(counted[at]) for at in range(len(known))])
        starts = np.cumsum([0, *(len(row) for row in rows)])[:-1]
        return number, starts, rarity


def asks_for_a_figure(text: str) -> bool:
    """Whether a question wants to know how much, how many or how long."""
    return not _AMOUNT.isdisjoint(words(text))


def topic_words(text: str) -> list[str]:
    """The words that say what a text is about; "how do I" stands in too many to tell one from another."""
    return [word for word in words(text) if word not in FILLERS]


def _vocabulary(texts: Sequence[str], encoder: Encoder) -> dict[str, int]:
    """The words compounds are split by: those of the texts, and those the model knows."""
    counts = dict(word_frequencies(texts))
    for word in encoder.vocabulary():
        counts.setdefault(word, 1)
    return {word: count for word, count in counts.items() if count > 1 or len(word) > 4}
