"""Postings and queries that are made up, for comparing engines.

Words of two languages are as frequent as in texts, each posting is of one of 500 occupations with words of its own.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

VOCABULARY, OCCUPATIONS, OWN_WORDS = 200_000, 500, 400
SHARE = 0.1  # of the postings pass the filter
SYLLABLES = [a + b for a in "b d f g h k l m n p r s t w z br st sch kr tr".split() for b in "a e i o u au ei".split()]


@dataclass(frozen=True)
class Corpus:
    """Postings as term numbers one after the other, their sizes, and queries as term numbers."""

    tokens: NDArray[np.int32]
    sizes: NDArray[np.int32]
    queries: list[list[int]]

    @cached_property
    def terms(self) -> list[str]:
        """The words."""
        return ["".join((*map(SYLLABLES.__getitem__, _digits(number)), "q")) for number in range(VOCABULARY)]

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """Which postings pass the filter."""
        return np.random.default_rng(3).random(len(self.sizes)) < SHARE

    def asked(self) -> list[list[str]]:
        """The queries' words."""
        return [[self.terms[number] for number in query] for query in self.queries]

    def documents(self) -> list[list[str]]:
        """The words of every posting."""
        found, flat = [], [self.terms[number] for number in self.tokens.tolist()]
        for begin, size in zip(np.cumsum(self.sizes) - self.sizes, self.sizes, strict=True):
            found.append(flat[begin : begin + size])
        return found


def _digits(number: int) -> list[int]:
    digits = [number % len(SYLLABLES)]
    while number := number // len(SYLLABLES):
        number -= 1
        digits.append(number % len(SYLLABLES))
    return digits


def made_up(postings: int, queries: int) -> Corpus:
    """The same postings and queries whenever it is called; the terms are numbered as the postings first use them."""
    rng = np.random.default_rng(7)
    general, own, popular = (_zipf(*shape) for shape in ((VOCABULARY // 2, 1.07), (OWN_WORDS, 0.9), (OCCUPATIONS, 0.6)))
    rarely = 1 / np.arange(1, VOCABULARY // 2 - 49) ** 0.75
    words = np.empty((2, OCCUPATIONS, OWN_WORDS), np.int32)
    for language, occupation in product(range(2), range(OCCUPATIONS)):
        chosen = rng.choice(len(rarely), OWN_WORDS, replace=False, p=rarely / rarely.sum())
        words[language, occupation] = (chosen + 50) * 2 + language
    words[1] = np.where(rng.random(words[1].shape) < 0.3, words[0], words[1])  # "java" and "sap" are in both languages
    parts, sizes = [], rng.integers(60, 151, postings).astype(np.int32)
    for begin in range(0, postings, 100_000):
        some = sizes[begin : begin + 100_000]
        english = np.repeat((rng.random(len(some)) < 0.3).astype(np.int32), some)
        jobs = np.repeat(np.searchsorted(popular, rng.random(len(some))), some)
        common = np.searchsorted(general, rng.random(len(english))) * 2 + english
        special = words[english, jobs, np.searchsorted(own, rng.random(len(english)))]
        parts.append(np.where(rng.random(len(english)) < 0.45, common, special).astype(np.int32))
    asked, pick = [], np.random.default_rng(99)
    for _ in range(queries):
        language, occupation = int(pick.random() < 0.3), int(np.searchsorted(popular, pick.random()))
        query = []
        for kind in pick.random(pick.integers(2, 7)):
            if kind < 0.7:
                query.append(int(words[language, occupation, np.searchsorted(own, pick.random())]))
            else:  # words of everyday, a third of them the most frequent ones
                rank = np.searchsorted(general, 0.25 + 0.55 * pick.random()) if kind < 0.9 else pick.integers(0, 20)
                query.append(int(rank) * 2 + language)
        asked.append(list(dict.fromkeys(query)))
    tokens, first = np.concatenate(parts), np.full(VOCABULARY, len(sizes) * 1_000)
    first[tokens[::-1]] = np.arange(len(tokens))[::-1]
    number_of = np.argsort(np.argsort(first, kind="stable"), kind="stable").astype(np.int32)
    return Corpus(number_of[tokens], sizes, [number_of[query].tolist() for query in asked])


def _zipf(size: int, power: float) -> NDArray[np.float64]:
    shares = np.cumsum(1 / (np.arange(size) + 2.7) ** power)
    return np.asarray(shares / shares[-1])
