"""How much of their text do two ads share? Sketches of word shingles, whose agreement is the Jaccard similarity."""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Sketch = NDArray[np.uint32]
Codes = NDArray[np.uint64]
SIZE = 3  # words a shingle
VALUES = 128  # values a sketch: the error of an estimated similarity is at most 0.044 (one standard deviation)
_BATCH = 256  # texts at a time: their shingles stay in the processor's cache
# "Müller", "Mueller" and "Muller", "groß" and "gross" are one word here; that "neue" becomes "nu" hurts nobody.
_LOOSE = tuple(
    (written.encode(), plain.encode())
    for written, plain in (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))
)
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789") | frozenset(range(0x80, 0x100))
_SEPARATE = bytes(code if code in _KEPT else 0x20 for code in range(0x100))
_SOFT_HYPHEN = "\u00ad"
_SIGNS = re.compile(rb"\xc2.|\xe2[\x80-\x84].")  # UTF-8 of signs that are no letters: dashes, quotes, bullets, blanks
_GOLDEN, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def mixed(codes: Codes) -> Codes:
    """Well-spread 64-bit numbers of any others (the finaliser of SplitMix64)."""
    codes = (codes ^ (codes >> np.uint64(30))) * _MIX
    codes = (codes ^ (codes >> np.uint64(27))) * _GOLDEN
    return np.asarray(codes ^ (codes >> np.uint64(31)), np.uint64)


# One hash function a row: a factor and a shift, odd numbers that stay the same for ever, since stores keep what they give.
_ODD = mixed(np.arange(1, 2 * VALUES + 1, dtype=np.uint64) * _GOLDEN).reshape(VALUES, 2) | np.uint64(1)


def words(text: str) -> list[bytes]:
    """The words of a text in a form that spelling, case and typesetting do not change, as UTF-8."""
    text = unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))
    data = text.casefold().encode("utf-8", "replace")
    for written, plain in _LOOSE:
        data = data.replace(written, plain)
    if not data.isascii():
        data = _SIGNS.sub(b" ", data)
    return data.translate(_SEPARATE).split()


def loose(text: str) -> str:
    """A name in the form of `words`: "Müller & Söhne", "Mueller+Soehne" and "Muller, Sohne" are one."""
    return b" ".join(words(text)).decode("utf-8", "replace")


def sketches(texts: Sequence[Sequence[bytes]]) -> Sketch:
    """One row of minimum hashes (MinHash) for each text, given as its words."""
    rows = [_batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    return np.concatenate(rows) if rows else np.empty((0, VALUES), np.uint32)


def _batch(texts: Sequence[Sequence[bytes]]) -> Sketch:
    counts = np.fromiter(map(len, texts), np.int64, len(texts))
    padding = (b"",) * SIZE
    flat = chain.from_iterable(chain(text, padding) for text in texts)
    ends = np.cumsum(counts + SIZE)
    starts = ends - counts - SIZE
    codes = mixed(np.fromiter(map(zlib.crc32, flat), np.uint64, int(ends[-1])) + _GOLDEN)
    shingles = codes.copy()
    for at in range(1, SIZE):
        shingles[:-at] += codes[at:] * _ODD[at, 1]
    shingles = mixed(shingles)
    last = starts + np.maximum(counts - SIZE, 0)  # of a text of one or two words the first, which the padding fills up
    for at, end in zip(last, ends, strict=True):
        shingles[at + 1 : end] = shingles[at]
    out = np.empty((len(texts), VALUES), np.uint32)
    for at, (factor, shift) in enumerate(_ODD):
        out[:, at] = np.minimum.reduceat((shingles * factor + shift) >> np.uint64(32), starts)
    return out


def similarity(left: Sketch, right: Sketch) -> NDArray[np.float64]:
    """Estimated Jaccard similarity of the texts of two sketches, or of many row by row."""
    return np.asarray((left == right).mean(axis=-1), np.float64)
