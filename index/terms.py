"""The words of a segment, or the ids of its documents, found by a hash table that lies in the file: opening a million of
them walks over none."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Terms:
    """Terms by number, in the order in which the documents first used them.

    `text` holds them one a line in UTF-8 and `offsets` where each begins; those whose checksum ends in the same bits
    share a bucket, `bucket_terms[bucket_starts[b] : bucket_starts[b + 1]]`.
    """

    text: bytes
    offsets: NDArray[np.int64]
    bucket_starts: NDArray[np.int32]
    bucket_terms: NDArray[np.int32]

    @classmethod
    def build(cls, terms: Sequence[str]) -> "Terms":
        """The table of different terms; a term has no line break."""
        lines = [term.encode("utf-8", "surrogatepass") for term in terms]
        offsets = np.zeros(len(lines) + 1, np.int64)
        np.cumsum([len(line) + 1 for line in lines], out=offsets[1:])
        buckets = 1 << len(lines).bit_length()
        home = np.fromiter(map(zlib.crc32, lines), np.int64, len(lines)) & (buckets - 1)
        starts = np.zeros(buckets + 1, np.int32)
        np.cumsum(np.bincount(home, minlength=buckets), out=starts[1:])
        return cls(b"\n".join(lines), offsets, starts, np.argsort(home, kind="stable").astype(np.int32))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.text.decode("utf-8", "surrogatepass").split("\n") if len(self) else ())

    def __getitem__(self, number: int) -> str:
        """The term of a number."""
        offsets = self._views[0]
        return self.text[offsets[number] : offsets[number + 1] - 1].decode("utf-8", "surrogatepass")

    def find(self, term: str) -> int:
        """The number of a term, or -1."""
        line = term.encode("utf-8", "surrogatepass")
        offsets, starts, terms = self._views
        bucket = zlib.crc32(line) & (len(starts) - 2)
        for place in range(starts[bucket], starts[bucket + 1]):
            at = terms[place]
            if self.text[offsets[at] : offsets[at + 1] - 1] == line:
                return at
        return -1

    @cached_property
    def _views(self) -> tuple["memoryview[int]", ...]:
        """The arrays, in the form in which single numbers are read fastest."""
        return self.offsets.data, self.bucket_starts.data, self.bucket_terms.data
