"""Which pairs of ads are worth a look? Pairs that share a key; never all pairs.

Keys are 64-bit numbers: exact ones (address, requisition, employer with place and title), and bands of the text's sketch
(locality-sensitive hashing) joined with a word of the title, so that the boilerplate an employer puts under every ad
brings nobody together. Two ads of one source are only a pair where two languages or two employers are in play.
"""

import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jobboard.shingles import Codes, mixed
from jobboard.titlewords import meaning
from jobboard.traits import Table, Traits
from jobboard.twins import anchor_numbers

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = tuple[int, ...]
BANDS, BAND_ROWS = (
    16,
    3,
)  # finds texts that share 0.7 of their shingles with 0.99, 0.6 with 0.97, chance ones hardly ever
_PLACES, _TITLE_KEYS, _SIGN_KEYS = 4, 3, 3
# Of a longer run of ads with one key, each is only compared with so many neighbours, the most alike being nearest.
WINDOW = 48
_SPREAD, _ALL = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a table's rows, as two columns: key number i belongs to row `rows[i]`. Some only bring twins together."""

    keys: Codes
    rows: Rows
    twins: bool = False


@lru_cache(maxsize=65_536)
def number(text: str) -> int:
    """A 32-bit number of a word, the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def key_families(table: Table) -> Iterator[Keys]:
    """All keys of a table, kind by kind, so that one kind after the other can be looked at and forgotten."""
    if len(table):
        for kind, numbers in enumerate(_EXACT):
            yield _exact(table, kind, numbers)
        yield from _bands(table)


def all_keys(table: Table) -> list[Codes]:
    """The keys of each row, ascending and without repetition, for keeping them in a store."""
    families = list(key_families(table))
    if not families:
        return []
    keys, rows = np.concatenate([one.keys for one in families]), np.concatenate([one.rows for one in families])
    order = np.lexsort((keys, rows))
    keys, rows = keys[order], rows[order]
    bounds = np.searchsorted(rows, np.arange(len(table) + 1))
    return [np.unique(keys[start:end]) for start, end in pairwise(bounds)]


def _places(one: Traits) -> Sequence[int]:
    return [number(place) for place in one.places[:_PLACES]] or [0]


def _urls(one: Traits) -> Iterable[Numbers]:
    return ((number(url),) for url in one.urls)


def _requisition(one: Traits) -> Iterable[Numbers]:
    return ((number(one.employer), number(one.requisition)),) if one.requisition else ()


def _whole_title(one: Traits) -> Iterable[Numbers]:
    return ((number(one.employer), number(" ".join(sorted(one.title)))),)


def _title_words(one: Traits) -> Iterable[Numbers]:
    """Employer, place and the words of the title that come first in a few orders of all words."""
    for order in range(_TITLE_KEYS):
        first = min((number(f"{order}{word}") for word in one.title), default=0)
        yield from ((number(one.employer), place, order, first) for place in _places(one))


def _whole_meaning(one: Traits) -> Iterable[Numbers]:
    """Employer, place and what the title means: the same in German and English, and however its words are joined."""
    fields = meaning(one.title).fields
    concepts = number(" ".join(sorted(fields)))
    return ((number(one.employer), place, concepts) for place in _places(one)) if fields else ()


def _signs(one: Traits) -> Iterable[Numbers]:
    """Employer, place, and a field of the title or a few of the text's names and numbers: for twins."""
    signs = [number(field) for field in sorted(meaning(one.title).fields)[:_SIGN_KEYS]]
    signs += sorted(anchor * 2_654_435_761 % (1 << 32) for anchor in anchor_numbers(one.anchors))[:_SIGN_KEYS]
    return ((number(one.employer), place, sign) for place in _places(one) for sign in signs)


_EXACT = (_urls, _requisition, _whole_title, _title_words, _whole_meaning, _signs)


def _exact(table: Table, kind: int, numbers: Callable[[Traits], Iterable[Numbers]]) -> Keys:
    keys, rows = array("Q"), array("q")  # a tenth of what lists of integers take
    for row, one in enumerate(table.traits):
        for found in numbers(one):
            key = kind
            for value in found:
                key = (key * _SPREAD + value + 1) & _ALL
            keys.append(key)
            rows.append(row)
    return Keys(mixed(np.array(keys)), np.array(rows), twins=numbers is _signs)


def _bands(table: Table) -> Iterator[Keys]:
    """Bands of the text's sketch, each with the word of the title that comes first in the band's own order of words."""
    titles = [one.title or ("",) for one in table.traits]
    counts = np.fromiter(map(len, titles), np.int64, len(table))
    codes = np.fromiter((number(word) for title in titles for word in title), np.uint64, int(counts.sum()))
    rows = np.flatnonzero([one.words > 0 for one in table.traits])
    spread = np.uint64(_SPREAD)
    for band in range(BANDS):
        order = np.uint64((band + 1) * _SPREAD & _ALL)
        keys = np.minimum.reduceat(mixed(codes + order), np.cumsum(counts) - counts)
        for column in range(band * BAND_ROWS, (band + 1) * BAND_ROWS):
            keys = mixed(keys + table.sketches[:, column].astype(np.uint64) * spread)
        yield Keys(keys[rows], rows)


def candidate_pairs(table: Table) -> tuple[Rows, Rows]:
    """Rows of pairs that share a key and may be one ad by their sources and languages; the smaller row first."""
    size = len(table)
    numbers: dict[str, int] = {}

    def column(name: str) -> Rows:
        values = (numbers.setdefault(getattr(one, name), len(numbers)) for one in table.traits)
        return np.fromiter(values, np.int64, size)

    source, language, employer = column("source"), column("language"), column("employer")
    shared = np.fromiter((one.shared for one in table.traits), np.bool_, size)
    demo = np.fromiter((one.demo for one in table.traits), np.bool_, size)
    near = np.fromiter((number(" ".join(sorted(one.title))) for one in table.traits), np.uint64, size)
    near = (near << np.uint64(32)) | table.sketches[:, -1].astype(np.uint64) if size else near

    def may_be_one(left: Rows, right: Rows, twins: bool) -> Flags:
        spoken = language[left] != language[right]
        if twins:
            return np.asarray(spoken & (demo[left] == demo[right]))
        other = spoken | (source[left] != source[right]) | (shared[left] & (employer[left] != employer[right]))
        return np.asarray(other & (demo[left] == demo[right]))

    found = np.empty(0, np.int64)
    for family in key_families(table):
        codes = [left * size + right for left, right in _within_keys(family, near, may_be_one)]
        found = np.unique(np.concatenate([found, *codes]))
    return found // size if size else found, found % size if size else found


def _within_keys(
    family: Keys, near: Codes, allowed: Callable[[Rows, Rows, bool], Flags]
) -> Iterator[tuple[Rows, Rows]]:
    """Pairs of rows with one key; the rows of a key are in the order of what is most alike."""
    order = np.lexsort((near[family.rows], family.keys))
    keys, rows = family.keys[order], family.rows[order]
    at = np.arange(len(keys))
    for step in range(1, WINDOW + 1):
        at = at[: np.searchsorted(at, len(keys) - step)]
        at = at[keys[at] == keys[at + step]]  # runs only get shorter: what no longer matches need not be asked again
        if not len(at):
            return
        left, right = np.minimum(rows[at], rows[at + step]), np.maximum(rows[at], rows[at + step])
        kept = allowed(left, right, family.twins) & (left != right)
        yield left[kept], right[kept]
