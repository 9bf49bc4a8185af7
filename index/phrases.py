"""Names the model knows by heart: a text that is, as a whole, a name of an occupation leans towards all its names.

The mean of a name's pieces cannot tell that "Tankwart" and "Fachverkäufer Tankstelle" are one occupation. So every known
name, hashed by the pieces that it has, whatever their order and number, has a vector that is added to that mean: the
middle of all names of what it names.

A title may say that women and men are meant ("Uhrmacher/Uhrmacherin", "Uhrmacher (m/w/d)"), as official names do: it has a
mark among its pieces. So worded, a name is that of fewer occupations than "Uhrmacher" is, and lies a little nearer to others so
worded. A name that is known in one wording only is known by it in the other, too.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.pieces import WIDTH

Vectors = NDArray[np.float32]
FILE = "phrases.safetensors"
SHARE = 0.3  # length of the added vector beside the unit vector of the pieces
MARKED = 0.6  # length of what is added for the mark
LONGEST = 64  # pieces; no name is longer
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Marks:
    """The pieces that are marks, and the vector that is added for one."""

    pieces: frozenset[int]
    vector: Vectors

    def without(self, packed: bytes) -> bytes:
        """A text's pieces but for marks."""
        own = memoryview(packed).cast("I")
        if self.pieces.isdisjoint(own):
            return packed
        return array("I", [one for one in own if one not in self.pieces]).tobytes()


NONE = Marks(frozenset(), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Hashes of known names in rising order, the row of each without a mark and with one, and the rows' vectors."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.uint16]  # (2, len(keys))
    vectors: Vectors
    marks: Marks = NONE

    def unmarked(self) -> "Phrases":
        """The same names, but a mark only tells which name is meant: nothing is added for it."""
        return replace(self, marks=Marks(self.marks.pieces, np.zeros_like(self.marks.vector)))

    def find(self, pieces: Sequence[Sequence[int] | bytes]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """By each text's pieces (as bytes: 4 for each), its row, UNKNOWN for no known name, and whether it has a mark."""
        named = [_key(one, self.marks.pieces) for one in pieces]
        rows = [self._row(key, marked) for key, marked in named]
        return np.array(rows, np.int64), np.array([marked for _, marked in named], np.bool_)

    def _row(self, key: int, marked: bool) -> int:
        keys = self.keys.data  # of which single numbers are read fastest
        at = bisect_left(keys, key)
        return int(self.rows[int(marked), at]) if at < len(keys) and keys[at] == key else UNKNOWN

    def added(self, found: tuple[NDArray[np.int64], NDArray[np.bool_]]) -> tuple[NDArray[np.int64], Vectors]:
        """Which texts something is added to, and what, by what was found."""
        rows, marked = found
        which = np.flatnonzero((rows != UNKNOWN) | marked)
        if not len(which):
            return which, self.vectors[:0]
        more = np.where((rows[which] != UNKNOWN)[:, None], self.vectors[rows[which]], np.float32(0))
        if marked.any():
            more[marked[which]] += self.marks.vector
        return which, more

    def write(self, folder: Path) -> None:
        """Write into a model's folder, vectors in half precision."""
        from safetensors.numpy import save

        arrays: dict[str, NDArray[Any]] = {
            "keys": self.keys,
            "rows": self.rows,
            "vectors": self.vectors.astype(np.float16),
            "marks": np.array(sorted(self.marks.pieces), np.uint32),
            "mark": self.marks.vector.astype(np.float16),
        }
        (folder / FILE).write_bytes(save(arrays))  # save_file would make it unreadable to others


def read_phrases(folder: Path) -> Phrases | None:
    """The names of a model's folder; None if it keeps none."""
    from safetensors.numpy import load_file

    if not (folder / FILE).is_file():
        return None
    arrays = load_file(folder / FILE)
    marks = Marks(frozenset(arrays["marks"].tolist()), arrays["mark"].astype(np.float32))
    return Phrases(arrays["keys"], arrays["rows"], arrays["vectors"].astype(np.float32), marks)


def learn_phrases(
    pieces: Sequence[Sequence[int]],
    vectors: Vectors,
    classes: NDArray[np.int64],
    weights: NDArray[np.float64],
    marks: Marks = NONE,
) -> Phrases:
    """Phrases from names with the class each names: its pieces, its unit vector, its weight in the middle of its class.

    A name of several classes lies between them.
    """
    middles = np.zeros((int(classes.max()) + 1, vectors.shape[1]))
    np.add.at(middles, classes, vectors * weights[:, None])
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-12)
    named: dict[int, tuple[set[int], set[int]]] = {}
    for one, number in zip(pieces, classes.tolist(), strict=True):
        key, marked = _key(one, marks.pieces)
        if key:
            named.setdefault(key, (set(), set()))[marked].add(number)
    keys = sorted(named)
    worded = [[tuple(sorted(named[key][marked] or named[key][not marked])) for key in keys] for marked in (False, True)]
    groups = {group: at for at, group in enumerate(sorted({*worded[0], *worded[1]}))}
    rows = np.array([[groups[group] for group in names] for names in worded], np.uint16)
    between = np.stack([middles[list(group)].mean(axis=0) for group in groups])
    return Phrases(np.array(keys, np.uint64), rows, SHARE * between.astype(np.float32), marks)


def _key(pieces: Sequence[int] | bytes, marks: frozenset[int]) -> tuple[int, bool]:
    """What is equal for equal pieces but for marks, and whether there is one; 0, which is no name's, for too many or none."""
    packed = pieces if isinstance(pieces, bytes) else array("I", pieces).tobytes()
    if len(packed) > LONGEST * WIDTH:
        return 0, False
    own = set(memoryview(packed).cast("I"))
    if marked := not marks.isdisjoint(own):
        own -= marks
    if not own:
        return 0, False
    digest = hashlib.blake2b(array("I", sorted(own)), digest_size=8).digest()
    return int.from_bytes(digest, "little"), marked
