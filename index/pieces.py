"""The pieces of texts, as tokenizers cut them. Our own models' texts are put together from their units and words, each
cut once: most words of a text have been met before.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.units import cut, shown

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Grains = tuple[bytes, ...]  # by tokenizer, the numbers of pieces, of 4 bytes each
WIDTH = 4
MOST, LONGEST = 50_000, 40  # units that are remembered, and as many words; characters of one
FOLDED, CUT, FEW = 1_000, 30, 60  # so many at once cost least; so few are not worth a look at all that tokenizers know
_BEGIN = "▁"  # a word's first piece begins with it, and no other

_ACROSS = re.compile(r"[()/\s]")  # only beside these a rule of the normaliser looks beyond a unit
_WORD = re.compile(r"[^\W_]+")
_PARTING = re.compile(r"[\s!\"$-*,-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2bff]*")


class Pieces:
    """Numbers of pieces; those of a tokenizer follow on those of the one before it."""

    def __init__(self, tokenizers: "Sequence[Tokenizer]") -> None:
        self.sizes = [tokenizer.get_vocab_size() for tokenizer in tokenizers]
        self._tokenizers = tokenizers
        for tokenizer in tokenizers:
            tokenizer.no_padding()
            tokenizer.no_truncation()
        fold = _shared_folding(tokenizers)
        self._fold: Callable[[str], str] = fold or str
        known = all(tokenizer.token_to_id(_BEGIN) is not None for tokenizer in tokenizers)
        self.by_units = fold is not None and known and len(tokenizers) > 1  # our own, whose rules `index.units` knows
        self._units: dict[str, Grains] = {}
        self._words: dict[str, Grains] = {}

    def of(self, texts: Sequence[str]) -> list[bytes]:
        """The pieces of each text: those of the first tokenizer before those of the next."""
        if not self.by_units:
            return list(map(b"".join, self.whole(texts)))
        cuts = [cut(text) for text in texts]
        every = dict.fromkeys(chain.from_iterable(cuts))
        if len(self._units) > MOST:
            self._units = {}  # what another thread reads stays
        known = _learnt(self._units, every, lambda fresh: self.units([shown(unit) for unit in fresh]))
        return [b"".join(chain.from_iterable(zip(*map(known.__getitem__, units), strict=True))) for units in cuts]

    def units(self, units: Sequence[str]) -> list[Grains]:
        """The pieces of units, each as it is `shown`, by tokenizer."""
        folded = self._folded(units)
        parts = [_words(text) for text in folded]
        if len(self._words) > MOST:
            self._words = {}
        every = dict.fromkeys(chain.from_iterable(part for part in parts if part))
        known = _learnt(self._words, every, self._cut)
        odd = iter(self._whole([text for text, part in zip(folded, parts, strict=True) if part is None]))
        return [next(odd) if part is None else self._joined([known[word] for word in part]) for part in parts]

    def whole(self, texts: Sequence[str]) -> list[Grains]:
        """The pieces of texts, each read as a whole, by tokenizer."""
        return self._whole([self._fold(text) for text in texts])

    def _whole(self, folded: Sequence[str]) -> list[Grains]:
        if not folded:
            return []
        cut = (tokenizer.encode_batch_fast(folded, add_special_tokens=False) for tokenizer in self._tokenizers)
        numbered = zip(cut, self.firsts, strict=True)
        return list(zip(*([_packed(one.ids, first) for one in batch] for batch, first in numbered), strict=True))

    def _folded(self, units: Sequence[str]) -> list[str]:
        """Units as they are before they are cut; most are folded many at a time."""
        alone = [bool(_ACROSS.search(unit)) for unit in units]
        plain = [unit for unit, so in zip(units, alone, strict=True) if not so]
        folded: list[str] = []
        for at in range(0, len(plain), FOLDED):
            some = plain[at : at + FOLDED]
            lines = self._fold("\n".join(some)).split("\n")
            folded += lines if len(lines) == len(some) else map(self._fold, some)
        others = iter(folded)
        return [self._fold(unit) if so else next(others) for unit, so in zip(units, alone, strict=True)]

    def _cut(self, words: Sequence[str]) -> list[Grains]:
        """The pieces of words, each of letters and digits only."""
        if len(words) < FEW:
            return self._whole(words)
        lines = [" ".join(words[at : at + CUT]) for at in range(0, len(words), CUT)]
        found = []
        for tokenizer, first, begins in zip(self._tokenizers, self.firsts, self._begins, strict=True):
            batch = tokenizer.encode_batch_fast(lines, add_special_tokens=False)
            ids = np.fromiter(chain.from_iterable(one.ids for one in batch), np.int32)
            starts = np.flatnonzero(begins[ids])
            if len(starts) != len(words):
                return self._whole(words)  # what is one word to us is two to the tokenizer
            packed, ends = _packed(ids, first), (WIDTH * np.append(starts, len(ids))).tolist()
            found.append([packed[begin:end] for begin, end in pairwise(ends)])
        return list(zip(*found, strict=True))

    def _joined(self, grains: Sequence[Grains]) -> Grains:
        if len(grains) == 1:
            return grains[0]
        return tuple(map(b"".join, zip(*grains, strict=True))) or (b"",) * len(self.sizes)

    @cached_property
    def firsts(self) -> list[int]:
        """The number of each tokenizer's first piece."""
        return [sum(self.sizes[:at]) for at in range(len(self.sizes))]

    @cached_property
    def _begins(self) -> list[NDArray[np.bool_]]:
        """Which pieces words begin with."""
        found = []
        for tokenizer, size in zip(self._tokenizers, self.sizes, strict=True):
            begins = np.zeros(size, np.bool_)
            begins[[at for piece, at in tokenizer.get_vocab().items() if piece.startswith(_BEGIN)]] = True
            found.append(begins)
        return found


def _learnt(
    known: dict[str, Grains], every: Iterable[str], learn: Callable[[Sequence[str]], list[Grains]]
) -> dict[str, Grains]:
    """What is known of texts, after learning what is not; long ones are not remembered."""
    fresh = [one for one in every if one not in known]
    if not fresh:
        return known
    found = dict(zip(fresh, learn(fresh), strict=True))
    if len(max(fresh, key=len)) <= LONGEST:
        known.update(found)
        return known
    known.update((one, grains) for one, grains in found.items() if len(one) <= LONGEST)
    return {one: known.get(one) or found[one] for one in every}


def _words(folded: str) -> list[str] | None:
    """The words of a folded unit; None if only the tokenizers know where they end."""
    if folded.isalnum():
        return [folded]
    return _WORD.findall(folded) if _PARTING.fullmatch(_WORD.sub("", folded)) else None


def _packed(ids: Any, first: int) -> bytes:
    return (np.asarray(ids, np.int32) + np.int32(first)).tobytes()


def _shared_folding(tokenizers: "Sequence[Tokenizer]") -> Callable[[str], str] | None:
    """What all tokenizers do to a text before they cut it, taken out of them; None, and left in them, where they differ."""
    first = tokenizers[0].normalizer
    if any(one.normalizer is None or one.normalizer.__getstate__() != first.__getstate__() for one in tokenizers):
        return None
    for tokenizer in tokenizers:
        tokenizer.normalizer = None
    fold: Callable[[str], str] = first.normalize_str
    return fold
