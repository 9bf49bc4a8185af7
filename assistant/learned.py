"""Which article does a question belong to? Learned from the sample questions, in all languages at once.

A question's vector is the normalised mean of the vectors of its word pieces, and each article has a vector, as in fastText
(Joulin et al. 2017, EACL, E17-2068); both are learned by softmax over all articles. The pieces begin as the text model has
them, cut to the directions in which the samples differ most, so that what is learned from a question in one language holds
for words of the same meaning in another. Learning takes some seconds and nothing but the pack's texts, so that every pack
has its own. Questions that no article answers are one class more.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.corpus import Samples
from assistant.kept import Arrays, Kept
from index.encoder import Encoder, StaticEncoder, load_encoder
from index.errors import ModelMissing
from index.kept import KeptVectors
from index.recent import Recent

Floats = NDArray[np.float32]
Chances = NDArray[np.float64]
DIMENSIONS, SCALE = 96, 12.0  # of the vectors; of their cosines before the softmax
EPOCHS, BATCH, LEFT_OUT = (
    12,
    512,
    0.45,
)  # rounds over the samples, samples a step, share of the pieces a step leaves out
PIECE_RATE, CLASS_RATE, LAST_RATE = 0.05, 0.02, 0.02  # steps of Adam at first, and the share of them at last
LEAST_STEPS = 60  # of few samples more rounds are made
DOUBT = 12.0  # a log-probability of less than -DOUBT counts as that

_lately: Recent[tuple[Any, ...], Arrays] = Recent(16)  # who opens several assistants learns once


class Learned:
    """What was learned: a vector of each piece and each class, the last of which is for questions that have no answer."""

    def __init__(self, encoder: StaticEncoder, arrays: Mapping[str, NDArray[Any]]) -> None:
        """`arrays` are those of `learn` with the same encoder."""
        self._encoder, self._directions = encoder, arrays["directions"]
        self._rows, self._classes = arrays["rows"], arrays["classes"]
        self._vectors = arrays["vectors"].astype(np.float32)

    def chances(self, question: str) -> Chances:
        """How likely a question belongs to each class: 1 for surely, less evenly with the logarithm, 0 for hardly at all."""
        found = self.probabilities(question)
        return np.maximum(0.0, 1 + np.log(np.maximum(found, 1e-12)) / DOUBT)

    def probabilities(self, question: str) -> Chances:
        """The probability of each class; all are 0 for a text without a piece."""
        rows = np.frombuffer(self._encoder.cut([question])[0], np.int32)
        if not len(rows):
            return np.zeros(len(self._classes))
        places = np.minimum(np.searchsorted(self._rows, rows), len(self._rows) - 1)
        met = self._rows[places] == rows
        total = (
            self._vectors[places[met]].sum(axis=0) + self._encoder.weights[rows[~met]].sum(axis=0) @ self._directions
        )
        logits = SCALE * (self._classes @ _unit(total[None])[0]).astype(np.float64)
        found = np.exp(logits - logits.max())
        return np.asarray(found / found.sum())


def pieced(encoder: Encoder) -> StaticEncoder | None:
    """An encoder that knows pieces of words, to learn with: this one, or the shipped one; None if that is damaged."""
    inner = encoder.inner if isinstance(encoder, KeptVectors) else encoder
    if isinstance(inner, StaticEncoder):
        return inner
    try:
        shipped = load_encoder()
    except ModelMissing:
        return None
    return shipped if isinstance(shipped, StaticEncoder) else None


def taught(
    encoder: Encoder, samples: Samples, number: int, kept: Kept | None = None, *, seed: int = 1
) -> Learned | None:
    """What samples of so many classes teach, met in the order of a seed; None where there is nothing to learn, or nothing to learn with."""
    student = pieced(encoder) if samples else None
    if student is None:
        return None
    classes, texts = zip(*samples, strict=True)

    def work_out() -> Arrays:
        return learn(student, texts, classes, number, seed)

    key = (student.model_id, number, seed, tuple(samples))
    told = [student.model_id, str(seed), *(f"{one} {text}" for one, text in samples)]
    arrays = _lately.of(key, lambda: kept(told, work_out) if kept else work_out())
    return Learned(student, arrays)


def learn(
    encoder: StaticEncoder, texts: Sequence[str], classes: Sequence[int], number: int, seed: int = 1
) -> dict[str, NDArray[Any]]:
    """Arrays of what is learned from samples, each of one of so many classes; the same from the same."""
    from scipy import sparse  # takes a while

    pieces = [np.frombuffer(one, np.int32) for one in encoder.cut(texts)]
    held = np.flatnonzero([len(one) for one in pieces])
    flat = np.concatenate([pieces[at] for at in held])
    rows, places = np.unique(flat, return_inverse=True)
    ends = np.cumsum([0, *(len(pieces[at]) for at in held)])
    samples = sparse.csr_matrix((np.ones(len(flat), np.float32), places, ends), shape=(len(held), len(rows)))
    means = _unit(samples @ encoder.weights[rows])
    directions = np.linalg.eigh((means.T @ means).astype(np.float64)).eigenvectors[:, ::-1][:, :DIMENSIONS]
    directions = np.ascontiguousarray(directions, np.float32)
    wanted = np.array(classes, np.int64)[held]
    vectors, middles = encoder.weights[rows] @ directions, np.zeros((number, directions.shape[1]), np.float32)
    np.add.at(middles, wanted, means @ directions)
    middles = _unit(middles)
    _improve(samples, wanted, vectors, middles, seed)
    return {
        "directions": directions,
        "rows": rows,
        "vectors": vectors.astype(np.float16),
        "classes": _unit(middles),
    }


def _improve(samples: Any, wanted: NDArray[np.int64], vectors: Floats, classes: Floats, seed: int = 1) -> None:
    """Change the vectors of pieces and classes so that each sample is nearest to its own class (Adam, Kingma and Ba 2015)."""
    chance, size = np.random.default_rng(seed), min(BATCH, len(wanted))
    rounds = max(EPOCHS, LEAST_STEPS * size // len(wanted))
    steps, of_pieces, of_classes = rounds * (len(wanted) // size), _Adam(vectors), _Adam(classes)
    every = np.arange(len(classes))
    for step in range(steps):
        if not (at := step % (len(wanted) // size)):
            order = chance.permutation(len(wanted))
        some = order[at * size : (at + 1) * size]
        part = samples[some]
        part.data *= chance.random(len(part.data)) >= LEFT_OUT
        sums = part @ vectors
        lengths, units, means = _lengths(sums), _unit(classes), _unit(sums)
        logits = SCALE * means @ units.T
        slopes = np.exp(logits - logits.max(axis=1, keepdims=True))
        slopes /= slopes.sum(axis=1, keepdims=True)
        slopes[np.arange(len(some)), wanted[some]] -= 1
        slopes *= SCALE / len(some)
        by_sum = _along(slopes @ units, means, lengths)
        touched = np.flatnonzero(np.bincount(part.indices, minlength=len(vectors)))
        rate = max(LAST_RATE, 1 - (step + 1) / steps)
        of_pieces.step(touched, (part.T.tocsr() @ by_sum)[touched], PIECE_RATE * rate)
        of_classes.step(every, _along(slopes.T @ means, units, _lengths(classes)), CLASS_RATE * rate)


class _Adam:
    """Steps down the slope, of the rows that are given only; the slope is used up."""

    def __init__(self, values: Floats) -> None:
        self._values, self._first, self._second = values, np.zeros_like(values), np.zeros_like(values)
        self._steps = 0

    def step(self, rows: NDArray[np.int64], slope: Floats, rate: float) -> None:
        self._steps += 1
        first, second = self._first[rows], self._second[rows]
        first *= 0.9
        first += np.float32(0.1) * slope
        second *= 0.999
        np.square(slope, out=slope)
        second += np.float32(0.001) * slope
        self._first[rows], self._second[rows] = first, second
        second *= 1 / (1 - 0.999**self._steps)
        np.sqrt(second, out=second)
        second += np.float32(1e-8)
        first *= rate / (1 - 0.9**self._steps)
        first /= second
        self._values[rows] -= first


def _along(slope: Floats, units: Floats, lengths: Floats) -> Floats:
    """The slope of vectors from that of their unit vectors."""
    return np.asarray((slope - (slope * units).sum(axis=1, keepdims=True) * units) / lengths, np.float32)


def _lengths(vectors: Floats) -> Floats:
    return np.asarray(np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / _lengths(vectors))
