"""How well do texts hold a question? Four measures of every text, in one pass: its words, its meaning as a whole, the meaning
of its words one by one, and how much of the text the question takes up.

The third is ColBERT's MaxSim (Khattab and Zaharia 2020) on a static model's word vectors: for every word of the question
the nearest word of the text, weighed by how rare that word is. It finds "Staatsangehörigkeit" in a text on "Einbürgerung",
and works across languages. Words of one name (`assistant.vocabulary`) are near to each other in any language, and so are
words of nearly the same letters: forms of a word in languages without a stemmer, and slips of the finger.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.kept import Arrays, Kept, packed, packed_lists, unpacked, unpacked_lists
from assistant.vocabulary import MARK, names
from index.analysis import STOPWORDS, Analyser, Compounds, bare, word_frequencies, words
from index.encoder import Encoder

Floats = NDArray[np.float64]
Marks = Mapping[str, Collection[str]]
PART = 0.4  # a word of which only a part is held counts as much as this
CALLED = 0.9  # cosine of two words of one name
# Letters of a piece; the share of pieces of two like words; their cosine beside that share.
GRAM, ALIKE, SPELT = 3, 0.6, 0.9
LONGEST = 40  # words of a question that are looked at
_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "fillers.toml").read_text("utf-8"))
FILLERS = STOPWORDS | {word for said in _TABLE["fillers"].values() for word in words(said)}


@dataclass(frozen=True, slots=True)
class Measures:
    """For every text: the share of the question's words it holds (0 to 1, weighed by idf), the cosine of the two texts,
    the mean cosine of each word of the question with its nearest word of the text (weighed by idf), and the same of each
    word of the text with its nearest word of the question (`echo`).

    `nearest` are these cosines word by word, of shape (words, texts), `weights` the words' shares of all idf; `cosines` are
    those with every known word, `marks` the names of each word, `vector` is the question's.
    """

    coverage: Floats
    meaning: Floats
    likeness: Floats
    echo: Floats
    nearest: Floats
    weights: Floats
    cosines: NDArray[np.float32]
    marks: tuple[tuple[str, ...], ...]
    vector: NDArray[np.float32]


class Alignment:
    """Texts that questions are held against. `groups` says which texts belong together: idf counts groups, not texts."""

    def __init__(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        groups: Sequence[int],
        encoder: Encoder,
        kept: Kept | None = None,
    ) -> None:
        """`kept` spares working out again what is known of the texts."""
        self._encoder = encoder
        self._size = len(texts)
        self._groups = max(groups, default=-1) + 1
        self._languages = tuple(sorted({*languages, "de", "en"}))

        def work_out() -> Arrays:
            return _worked_out(texts, languages, groups, encoder)

        told = [f"{one} {language} {text}" for one, language, text in zip(groups, languages, texts, strict=True)]
        found = kept(told, work_out) if kept else work_out()
        parts = dict(zip(unpacked(found["parts"]), found["part_counts"].tolist(), strict=True))
        self._analyser = Analyser(Compounds(parts))
        self._flat, self._start = found["flat"], found["start"]
        self._rarity, self._total, self._empty = (found[one] for one in ("rarity", "total", "empty"))
        self._holders = unpacked_lists(found["terms"], found["holders"], found["holder_starts"])
        self._frequency = dict(zip(self._holders, found["frequency"].tolist(), strict=True))
        known = unpacked(found["words"])
        self._number = {word: at for at, word in enumerate(known)}
        self._vectors, self._matrix = encoder.encode(list(texts)), encoder.encode(known)
        pieces = unpacked_lists(found["pieces"], found["piece_holders"], found["piece_starts"])
        self._letters = _Letters(pieces, found["sizes"])

    def measures(self, question: str) -> Measures:
        """The measures; texts nothing speaks for have zeros."""
        asked = topic_words(question)[:LONGEST]
        if not asked or not self._size:
            nothing, no_words = np.zeros(self._size), np.zeros((0, len(self._matrix)), np.float32)
            nearest, vector = np.zeros((0, self._size)), np.zeros(self._matrix.shape[1], np.float32)
            return Measures(nothing, nothing, nothing, nothing, nearest, np.zeros(0), no_words, (), vector)
        vector = self._encoder.encode([question], query=True)[0]
        marks = _marks(question)
        coverage, weights = self._covered(asked, marks)
        cosines = self._cosines(list(weights))
        nearest, shares, echo = self._nearest(cosines, weights, marks)
        meaning = (self._vectors @ vector).astype(np.float64)
        called = tuple(tuple(marks.get(word, ())) for word in weights)
        return Measures(coverage, meaning, shares @ nearest, echo, nearest, shares, cosines, called, vector)

    def known(self, text: str) -> list[int]:
        """The columns of `Measures.cosines` for the words of a text."""
        return [self._number[word] for word in dict.fromkeys(topic_words(text)) if word in self._number] or [0]

    def _covered(self, asked: Sequence[str], marks: Marks) -> tuple[Floats, dict[str, float]]:
        """The coverage of every text, and the weight of every word of the question; 0 for one no text holds."""
        forms = self._analyser.query_terms(" ".join(asked), self._languages)
        weights: dict[str, float] = {}
        held, total = np.zeros(self._size), 0.0
        for word, form in forms.items():
            called = marks.get(word, ())
            terms_ = form.whole if any(term in self._frequency for term in form.whole) else called
            known = [self._idf(self._frequency[term]) for term in terms_ if term in self._frequency]
            weight = max(known, default=self._idf(0))
            weights[word] = weight if known else 0.0
            total += weight
            share = np.zeros(self._size)
            for terms, counts in ((form.parts, PART), (called, CALLED), (form.whole, 1.0)):
                for term in terms:
                    if term in self._holders:
                        share[self._holders[term]] = counts
            held += weight * share
        return (held / total if total else held), weights

    def _cosines(self, asked: list[str]) -> NDArray[np.float32]:
        """For each word of the question the cosine with every known word; letters count too."""
        cosines = self._encoder.encode(asked) @ self._matrix.T
        for at, word in enumerate(asked):
            if any(ch.isdigit() for ch in word):  # 2021 is not nearly 2026
                cosines[at] = 0.0
                cosines[at, self._number.get(word, [])] = 1.0
            else:
                alike, shares = self._letters.alike(word)
                cosines[at, alike] = np.maximum(cosines[at, alike], SPELT * shares)
        return cosines

    def _nearest(
        self, cosines: NDArray[np.float32], weights: dict[str, float], marks: Marks
    ) -> tuple[Floats, Floats, Floats]:
        """For each word of the question the cosine with the nearest word of every text, and its share of the weight; and
        for every text the mean cosine of its words with the nearest of the question."""
        weighed = np.array(
            [weight or self._rarity[at] for weight, at in zip(weights.values(), cosines.argmax(axis=1), strict=True)]
        )
        best = np.maximum.reduceat(cosines[:, self._flat], self._start, axis=1).astype(np.float64)
        echo = (
            np.add.reduceat((np.maximum(cosines.max(axis=0), 0) * self._rarity)[self._flat], self._start) / self._total
        )
        for at, word in enumerate(weights):
            for term in marks.get(word, ()):
                if term in self._holders:
                    best[at, self._holders[term]] = np.maximum(best[at, self._holders[term]], CALLED)
        best[:, self._empty] = 0.0
        echo[self._empty] = 0.0
        return np.clip(best, 0.0, 1.0), weighed / max(weighed.sum(), 1e-12), echo

    def _idf(self, frequency: int) -> float:
        return _idf(frequency, self._groups)


def _idf(frequency: int, groups: int) -> float:
    return math.log(1 + groups / (frequency + 0.5))


def _worked_out(texts: Sequence[str], languages: Sequence[str], groups: Sequence[int], encoder: Encoder) -> Arrays:
    """What an alignment knows of its texts beside their vectors, which an encoder may keep by itself."""
    compounds = Compounds(_vocabulary(texts, encoder))
    terms, holders, holder_starts, frequency = _inverted(texts, languages, groups, Analyser(compounds))
    own = [list(dict.fromkeys(topic_words(text))) for text in texts]
    known = sorted({word for one in own for word in one})
    number = {word: at for at, word in enumerate(known)}
    # A text without words still needs one place, or reduceat would give it its neighbour's.
    rows = [[number[word] for word in one] or [0] for one in own]
    flat = np.array([at for row in rows for at in row], np.int64)
    start = np.cumsum([0, *(len(row) for row in rows)])[:-1]
    counted = Counter(pair[0] for pair in {(at, group) for row, group in zip(rows, groups, strict=True) for at in row})
    total = max(groups, default=-1) + 1
    rarity = np.array([_idf(counted[at], total) for at in range(len(known))])
    pieces: dict[str, list[int]] = {}
    sizes = np.ones(len(known), np.float32)
    for at, word in enumerate(known):
        if word.isalpha():
            of_word = _pieces(word)
            sizes[at] = len(of_word)
            for piece in of_word:
                pieces.setdefault(piece, []).append(at)
    piece_names, piece_holders, piece_starts = packed_lists(pieces)
    return {
        "parts": packed(compounds.frequencies),
        "part_counts": np.array(list(compounds.frequencies.values()), np.int64),
        "terms": terms,
        "holders": holders,
        "holder_starts": holder_starts,
        "frequency": frequency,
        "words": packed(known),
        "flat": flat,
        "start": start,
        "rarity": rarity,
        "total": np.maximum(np.add.reduceat(rarity[flat], start), 1e-12) if rows else np.zeros(0),
        "empty": np.array([not one for one in own], np.bool_),
        "pieces": piece_names,
        "piece_holders": piece_holders,
        "piece_starts": piece_starts,
        "sizes": sizes,
    }


def _inverted(
    texts: Sequence[str], languages: Sequence[str], groups: Sequence[int], analyser: Analyser
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Terms and the texts that hold them, as `packed_lists` has them, and how many groups hold each."""
    holders: dict[str, list[int]] = {}
    seen: dict[str, set[int]] = {}
    for at, (text, language, group) in enumerate(zip(texts, languages, groups, strict=True)):
        marks = (term for own in _marks(text).values() for term in own)
        for term in {*analyser.document_terms(text, language), *marks}:
            holders.setdefault(term, []).append(at)
            seen.setdefault(term, set()).add(group)
    return *packed_lists(holders), np.array([len(found) for found in seen.values()], np.int64)


class _Letters:
    """Words by their pieces of a few letters: which hold each piece, and how many pieces each word has."""

    def __init__(self, holders: Mapping[str, NDArray[np.int32]], sizes: NDArray[np.float32]) -> None:
        self._holders, self._sizes = holders, sizes

    def alike(self, word: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The words of nearly the same letters, by number, and the share of pieces they have in common (Dice)."""
        own = _pieces(word)
        held = [self._holders[piece] for piece in own if piece in self._holders]
        if not held:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        counts = np.bincount(np.concatenate(held), minlength=len(self._sizes)).astype(np.float32)
        shares = 2 * counts / (self._sizes + len(own))
        found = np.flatnonzero(shares >= ALIKE)
        return found, shares[found]


def _pieces(word: str) -> set[str]:
    """The beginning counts twice, endings change."""
    padded = f"__{bare(word)}"
    return {padded[at : at + GRAM] for at in range(len(padded) - GRAM + 1)}


def _marks(text: str) -> dict[str, dict[str, None]]:
    """The terms for the names of each word of a text."""
    said = words(text)
    found: dict[str, dict[str, None]] = {}
    for word, own in zip(said, names(said), strict=True):
        if own:
            found.setdefault(word, {}).update((f"{MARK}{name}", None) for name in own)
    return found


def marks_of(text: str) -> set[str]:
    """The terms for the names in a text."""
    return {term for own in _marks(text).values() for term in own}


def topic_words(text: str) -> list[str]:
    """The words that say what a text is about; "how do I" stands in too many to tell one from another."""
    return [word for word in words(text) if word not in FILLERS]


def _vocabulary(texts: Sequence[str], encoder: Encoder) -> dict[str, int]:
    """The words compounds are split by: those of the texts, and those the model knows."""
    counts = dict(word_frequencies(texts))
    for word in encoder.vocabulary():
        counts.setdefault(word, 1)
    return {word: count for word, count in counts.items() if count > 1 or len(word) > 4}
