"""Names the model knows by heart: a text that is, as a whole, a name of an occupation leans towards all its names.

The mean of a name's pieces cannot tell that "Tankwart" and "Fachverkäufer Tankstelle" are one occupation. So every known
name, hashed by its pieces, has a vector that is added to that mean: the middle of all names of what it names.
"""

import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
FILE = "phrases.safetensors"
SHARE = 0.3  # length of the added vector beside the unit vector of the pieces
LONGEST = 64  # pieces; no name is longer
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Phrases:
    """Hashes of known names in rising order, the row of each, and the rows' vectors."""

    keys: NDArray[np.uint64]
    rows: NDArray[np.uint16]
    vectors: Vectors

    def find(self, pieces: Sequence[Sequence[int] | bytes]) -> NDArray[np.int64]:
        """The row of each text by its pieces (as bytes: 4 for each), UNKNOWN for a text that is no known name."""
        asked = np.array([_key(one) for one in pieces], np.uint64)
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        return np.where(self.keys[at] == asked, self.rows[at].astype(np.int64), UNKNOWN)

    def write(self, folder: Path) -> None:
        """Write into a model's folder, vectors in half precision."""
        from safetensors.numpy import save

        arrays: dict[str, NDArray[Any]] = {
            "keys": self.keys,
            "rows": self.rows,
            "vectors": self.vectors.astype(np.float16),
        }
        (folder / FILE).write_bytes(save(arrays))  # save_file would make it unreadable to others


def read_phrases(folder: Path) -> Phrases | None:
    """The names of a model's folder; None if it keeps none."""
    from safetensors.numpy import load_file

    if not (folder / FILE).is_file():
        return None
    arrays = load_file(folder / FILE)
    return Phrases(arrays["keys"], arrays["rows"], arrays["vectors"].astype(np.float32))


def learn_phrases(
    pieces: Sequence[Sequence[int]], vectors: Vectors, classes: NDArray[np.int64], weights: NDArray[np.float64]
) -> Phrases:
    """Phrases from names with the class each names: its pieces, its unit vector, its weight in the middle of its class.

    A name of several classes lies between them.
    """
    middles = np.zeros((int(classes.max()) + 1, vectors.shape[1]))
    np.add.at(middles, classes, vectors * weights[:, None])
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-12)
    named: dict[int, set[int]] = {}
    for one, number in zip(pieces, classes.tolist(), strict=True):
        if 0 < len(one) <= LONGEST:
            named.setdefault(_key(one), set()).add(number)
    keys = sorted(named)
    groups = {group: at for at, group in enumerate(sorted({tuple(sorted(named[key])) for key in keys}))}
    rows = np.array([groups[tuple(sorted(named[key]))] for key in keys])
    between = np.stack([middles[list(group)].mean(axis=0) for group in groups])
    return Phrases(np.array(keys, np.uint64), rows.astype(np.uint16), SHARE * between.astype(np.float32))


def _key(pieces: Sequence[int] | bytes) -> int:
    """Equal for equal pieces; 0, which is no name's, for a text of too many or none."""
    packed = pieces if isinstance(pieces, bytes) else array("I", pieces).tobytes()
    if not 0 < len(packed) <= 4 * LONGEST:
        return 0
    digest = hashlib.blake2b(packed, digest_size=8).digest()
    return int.from_bytes(digest, "little")
