"""Which words of a message say what work is wanted? A small network, read by numpy, tells.

"Hallo, ich habe zwei Kinder und war zehn Jahre Buchhalterin, gibt es da was mit drei Tagen daheim?" asks for a Buchhalterin;
ads hold all the other words by chance, and a text's meaning is drawn away by them. Two convolutions look at each word with
two beside it and at the whole message (Collobert et al. 2011, JMLR 12), by the word's vector in the shipped model, by its
letters (hashed pieces, Bojanowski et al. 2017, TACL 5), and by how it stands. `index.train_wanted` trains several, from
marked messages of our own in twelve languages; they are asked together.
"""

import logging
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import GENDER_FORM, GENDER_MARK
from index.encoder import SHIPPED, StaticEncoder, Vectors, load_encoder
from index.errors import ModelMissing
from index.query_reading import Read

FILE = SHIPPED / "wanted.safetensors"
BUCKETS, GRAMS, MOST_GRAMS = 8_192, (2, 3, 4), 40  # of letters
REACH = 2  # words beside one that are looked at with it
LEAST, LONGEST = 4, 1_000  # words of what is a message, and letters; a longer text is a profile
# From the first chance on a word says what is wanted; where none does, the likeliest ones may, from the second on.
SURE, UNSURE = 0.5, 0.1
_WORD = re.compile(r"\.net\b|[^\W_]+(?:\u200c[^\W_]+)*(?:[+#]+(?!\w))?")
_NO_WORD = re.compile(f"{GENDER_MARK}|{GENDER_FORM}")  # "(m/w/d)", "/in": women and men are meant
_END, _PAUSE = re.compile(r"[.!?؟\n]"), re.compile(r"[,،;:()/–-]")
_LONG = 20  # words of a long message
_LOG = logging.getLogger(__name__)


class Features(NamedTuple):
    """What the network sees of a message: of each word where it stands, numbers, and its hashed letters."""

    spans: tuple[tuple[int, int], ...]
    numbers: Vectors
    grams: tuple[NDArray[np.int64], ...]


class Net(NamedTuple):
    """The weights of one network; convolutions as matrices over a word and those beside it."""

    letters: Vectors
    near: Vectors
    near_bias: Vectors
    wide: Vectors
    wide_bias: Vectors
    whole: Vectors
    whole_bias: Vectors
    out: Vectors
    out_bias: Vectors

    def lean(self, message: Features) -> Vectors:
        """How far each word of a message leans towards being wanted, as log-odds."""
        letters = np.stack([self.letters[one].mean(axis=0) for one in message.grams])
        near = np.maximum(_times(_beside(np.hstack([message.numbers, letters])), self.near) + self.near_bias, 0.0)
        whole = _times(near.mean(axis=0)[None], self.whole) + self.whole_bias
        wide = np.maximum(_times(_beside(near), self.wide) + self.wide_bias + whole, 0.0)
        return (_times(np.hstack([near, wide]), self.out) + self.out_bias)[:, 0]


@dataclass(frozen=True)
class Wanted:
    """Several networks over the words of a static model."""

    encoder: StaticEncoder
    nets: tuple[Net, ...]

    @cached_property
    def words(self) -> "Words":
        """How the words of messages look."""
        return Words(self.encoder)

    def chances(self, message: str) -> tuple[tuple[tuple[int, int], ...], Vectors]:
        """Where the words of a message stand, and the chance of each that it says what work is wanted."""
        seen = self.words.features(message)
        if not seen.spans:
            return (), np.zeros(0, np.float32)
        lean = np.mean([net.lean(seen) for net in self.nets], axis=0)
        return seen.spans, np.asarray(1 / (1 + np.exp(-lean)), np.float32)

    def said(self, message: str, read: Sequence[Read] = ()) -> str | None:
        """What a message says of the work that is wanted, without what was read in it; "" if it says nothing of it.

        None if it is too short or too long for a message, or says little else: then it is a query, and words that seem to be
        beside the work may narrow it.
        """
        if len(message) > LONGEST:
            return None
        message = _NO_WORD.sub(lambda match: " " * len(match[0]), message)
        if len(_WORD.findall(message)) < LEAST:
            return None
        spans, chances = self.chances(message)
        gone = [any(one.start < end and start < one.end for one in read if not one.kept) for start, end in spans]
        asked = [any(one.start <= start < one.end for one in read if one.kept) for start, _ in spans]
        chances = np.where(gone, 0.0, np.where(asked, 1.0, chances))
        if chances.max() < UNSURE:
            return ""
        kept = chances >= min(SURE, chances.max() / 2)
        left = len(spans) - sum(gone)
        little = 2 * kept.sum() < left + (left > LEAST)  # of so few words, half is not little
        return _stretches(message, spans, kept) if little else None


class Words:
    """The features of words by a static model, and of how they stand in a message."""

    def __init__(self, encoder: StaticEncoder) -> None:
        self._encoder = encoder
        self._vector = lru_cache(20_000)(self._vector_of)

    def features(self, message: str) -> Features:
        """What the network sees of a message."""
        found = list(_WORD.finditer(message))
        words = [one[0].lower() for one in found]
        standing = [_standing(message, found, at) for at in range(len(found))]
        numbers = [np.append(self._vector(word), own) for word, own in zip(words, standing, strict=True)]
        return Features(
            tuple(one.span() for one in found),
            np.array(numbers, np.float32).reshape(len(found), -1),
            tuple(map(_hashed, words)),
        )

    def _vector_of(self, word: str) -> Vectors:
        """A word's direction, how long its vector is, and of how many pieces it is."""
        rows = np.frombuffer(self._encoder.cut([word])[0], np.int32)
        middle = self._encoder.weights[rows].mean(axis=0) if len(rows) else np.zeros(self._encoder.dimensions)
        length = float(np.linalg.norm(middle))
        return np.append(middle / max(length, 1e-9), [np.log(max(length, 0.05)), len(rows) / 8]).astype(np.float32)


def _standing(message: str, words: Sequence[re.Match[str]], at: int) -> list[float]:
    before = message[words[at - 1].end() if at else 0 : words[at].start()]
    behind = message[words[at].end() : words[at + 1].start() if at + 1 < len(words) else len(message)]
    word = words[at][0]
    return [
        at == 0,
        at == len(words) - 1,
        bool(_END.search(before)),
        bool(_END.search(behind)),
        bool(_PAUSE.search(before)),
        bool(_PAUSE.search(behind)),
        "?" in behind or "؟" in behind,
        word[0].isupper(),
        any(letter.isdigit() for letter in word),
        min(len(words), _LONG) / _LONG,
    ]


@lru_cache(20_000)
def _hashed(word: str) -> NDArray[np.int64]:
    """A word and its runs of letters as numbers of buckets."""
    edged = f"<{word}>"
    runs = [edged[at : at + size] for size in GRAMS for at in range(len(edged) - size + 1)]
    return np.array([zlib.crc32(run.encode()) % BUCKETS for run in [edged, *runs][:MOST_GRAMS]], np.int64)


def _times(rows: Vectors, matrix: Vectors) -> Vectors:
    """A product, not by BLAS: it would wake its threads, which costs milliseconds where others are at work."""
    return np.asarray(np.einsum("ij,jk->ik", rows, matrix))


def _beside(rows: Vectors) -> Vectors:
    """Each row with those beside it, the farthest before first; beyond the ends there is nothing."""
    edge = np.zeros((REACH, rows.shape[1]), rows.dtype)
    padded = np.vstack([edge, rows, edge])
    return np.hstack([padded[at : at + len(rows)] for at in range(2 * REACH + 1)])


def _stretches(message: str, spans: Sequence[tuple[int, int]], kept: NDArray[np.bool_]) -> str:
    """Some words of a message; those that follow one another with what stands between them."""
    parts, end = [], 0
    for at, (start, last) in enumerate(spans):
        if kept[at]:
            parts.append(message[end:start] if at and kept[at - 1] else " ")
            parts.append(message[start:last])
        end = last
    return " ".join("".join(parts).split())


@lru_cache(1)
def load_wanted() -> Wanted | None:
    """The shipped networks; None, with a notice, if they cannot be read or belong to another model."""
    from safetensors import SafetensorError, safe_open

    try:
        encoder = load_encoder()
        with safe_open(FILE, "np") as file:
            model, count = file.metadata()["model"], int(file.metadata()["nets"])
            nets = tuple(
                Net(*(file.get_tensor(f"{at}.{name}").astype(np.float32) for name in Net._fields))
                for at in range(count)
            )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError, ModelMissing) as error:
        _LOG.warning("what work a message wants is not told apart: %s: %s", FILE.name, error)
        return None
    if not isinstance(encoder, StaticEncoder) or encoder.model_id != model:
        _LOG.warning("what work a message wants is not told apart: %s belongs to %s", FILE.name, model)
        return None
    return Wanted(encoder, nets)
