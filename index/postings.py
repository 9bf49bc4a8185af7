"""The inverted index of one segment: built from documents' terms, and asked for the entries of a term.

Document numbers, term frequencies and lengths are all that scores are computed from, so nothing goes stale when documents
come and go.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import warm
from index.layout import BITS, CAPPED, Bits, Ints, Layout, Mask
from index.terms import Terms

if TYPE_CHECKING:
    from index.inverting import Parts

LARGE = 5_000  # from so many documents on, compiled loops are worth the third of a second that loading them takes
FEW, CHUNK = 8, 1 << 22  # so few deleted documents are looked for in each term's entries; entries looked at a time


@dataclass(frozen=True)
class Postings:
    """Terms and entries of a segment's documents."""

    terms: Terms
    layout: Layout

    @cached_property
    def size(self) -> int:
        """Number of documents, deleted ones too."""
        return len(self.layout.lengths)

    @cached_property
    def large(self) -> bool:
        """Whether it has what a pruned search needs."""
        return len(self.layout.steps) > 0

    @cached_property
    def held(self) -> NDArray[np.int64]:
        """In how many documents each term is, deleted ones too."""
        return np.diff(self.layout.starts)

    @cached_property
    def lengths(self) -> Ints:
        """How many terms each document has."""
        return np.asarray(self.layout.distinct_lengths[self.layout.lengths])

    @cached_property
    def total(self) -> int:
        """The sum of the lengths of all documents, deleted ones too."""
        return int(self.lengths.sum(dtype=np.int64))

    @cached_property
    def mean_length(self) -> float:
        """The mean length of all documents, deleted ones too."""
        return self.total / max(1, self.size)

    def documents(self, term: int) -> Ints:
        """The documents that hold a term, ascending."""
        begin, end = self.layout.starts[term : term + 2].tolist()
        return self.layout.documents[begin:end]

    def frequencies(self, term: int) -> NDArray[np.int64]:
        """How often each document that holds a term does."""
        begin, end = self.layout.starts[term : term + 2].tolist()
        found = self.layout.frequencies[begin:end].astype(np.int64)
        first, last = np.searchsorted(self.layout.capped, (begin, end)).tolist()
        found[self.layout.capped[first:last] - begin] = self.layout.exact[first:last]
        return found

    def without(self, deleted: Mask) -> NDArray[np.int64]:
        """In how many documents each term is, less the deleted ones."""
        if not deleted.any():
            return self.held
        before, lost = self._lost[0]
        if (before & ~deleted).any():  # some came back
            before, lost = np.zeros_like(deleted), np.zeros(len(self.held), np.int64)
        if len(fresh := np.flatnonzero(deleted & ~before)):
            lost = lost + self._losses(fresh)
            self._lost[0] = deleted, lost
        return self.held - lost

    @cached_property
    def _lost(self) -> list[tuple[Mask, NDArray[np.int64]]]:
        """The deletions that were counted last, from which the next are counted on: a look at all entries takes long."""
        return [(np.zeros(self.size, np.bool_), np.zeros(len(self.held), np.int64))]

    def _losses(self, gone: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of some documents hold each term."""
        starts, documents = self.layout.starts, self.layout.documents
        if len(gone) <= FEW and (loops := warm.loops()):
            found: NDArray[np.int64] = loops.lost(starts, documents, gone)
            return found
        deleted, lost = np.zeros(self.size, np.bool_), np.zeros(len(self.held), np.int64)
        deleted[gone] = True
        for begin in range(0, len(documents), CHUNK):
            at = begin + np.flatnonzero(deleted[documents[begin : begin + CHUNK]])
            lost += np.bincount(np.searchsorted(starts, at, "right") - 1, minlength=len(lost))
        return lost


def build_postings(documents: Iterable[Sequence[str]]) -> Postings:
    """The inverted index of documents given as lists of terms."""
    numbers: dict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # type: ignore[attr-defined]  # a new term has the next number
    tokens, sizes = array("i"), array("i")
    for document in documents:
        tokens.extend(map(numbers.__getitem__, document))
        sizes.append(len(document))
    return invert(np.frombuffer(tokens, np.int32), np.frombuffer(sizes, np.int32), list(numbers))


def invert(tokens: Ints, sizes: Ints, terms: Sequence[str]) -> Postings:
    """The inverted index of documents given as term numbers, one document after the other."""
    return invert_parts(lambda: [(tokens, sizes)], sizes, terms)


def invert_parts(parts: "Parts", sizes: Ints, terms: Sequence[str]) -> Postings:
    """The same of documents given a few at a time, and all their sizes; a large index is built without holding them all."""
    return Postings(Terms.build(terms), _layout(parts, sizes, len(terms), large=len(sizes) >= LARGE))


def layout_of(tokens: Ints, sizes: Ints, terms: int, *, large: bool) -> Layout:
    """The arrays of an inverted index of so many terms, for pruned searches too if it is large."""
    return _layout(lambda: [(tokens, sizes)], sizes, terms, large=large)


def _layout(parts: "Parts", sizes: Ints, terms: int, *, large: bool) -> Layout:
    if large:
        from index import inverting

        starts, documents, frequencies, capped, exact = inverting.invert(parts, terms)
    else:
        tokens = np.concatenate([np.zeros(0, np.int32), *(some for some, _ in parts())])
        owners = np.repeat(np.arange(len(sizes)), sizes)
        pairs, counts = np.unique(tokens.astype(np.int64) * max(1, len(sizes)) + owners, return_counts=True)
        held = np.bincount(pairs // max(1, len(sizes)), minlength=terms)
        starts = np.concatenate(([0], np.cumsum(held)))
        documents = (pairs % max(1, len(sizes))).astype(np.int32)
        frequencies = np.minimum(counts, CAPPED).astype(np.uint8)
        capped = np.flatnonzero(counts >= CAPPED)
        exact = counts[capped].astype(np.int32)
    distinct, lengths = np.unique(sizes, return_inverse=True)
    lengths = lengths.astype(np.uint16 if len(distinct) <= 1 << 16 else np.int32)
    no_bytes, no_numbers = np.zeros(0, np.uint8), np.zeros(0, np.int64)
    layout = Layout(
        starts.astype(np.int64), documents, frequencies, capped.astype(np.int64), exact, lengths,
        distinct.astype(np.int32), no_bytes, np.zeros(0, np.int32), np.zeros((0, 0), np.uint8), no_numbers,
        np.zeros(0, np.uint32),
    )  # fmt: skip
    if large:
        layout = inverting.bounded(layout, int(sizes.sum(dtype=np.int64)) / len(sizes) or 1.0)
    for values in layout:  # as they are when they come from a file, so that loops are compiled once
        values.flags.writeable = False
    return layout


def bits_of(mask: Mask) -> Bits:
    """A mask of documents as the bitmap a pruned search tests; an empty one, which allows all, where all are in it."""
    if mask.all():
        return np.zeros(0, np.uint16)
    packed = np.packbits(mask, bitorder="little")
    return np.pad(packed, (0, -len(packed) % (1 << BITS >> 3))).view("<u2")
