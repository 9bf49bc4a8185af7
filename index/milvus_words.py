"""What BM25 knows of all documents when they are rows elsewhere: totals in a note, and in how many documents each term is.

A query asks only for its own terms; nothing here grows with the vocabulary.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import combinations

from index.analysis import QueryWord
from index.fusion import COVERAGE, COVERAGE_WORDS
from index.layout import EPSILON
from index.milvus_rows import NOTHING, both, holds_any, key
from index.snapshot import LEAST_WEIGHT, RARE_COUNT, RARE_SHARE

EXACT = 1_000  # frequencies below are counted one by one, others in steps of three digits
COVER_WORDS = 8  # of a longer query, only so many of the weightiest words find a document by themselves
Counts = Mapping[int, int]  # frequency by the digest of a term


@dataclass(frozen=True)
class Totals:
    """The note of a generation: what it belongs to, how many and how long its documents are, how frequent its terms.

    `spread` says how many terms have a frequency. The rows' words were weighed at `mean_length`, which stays.
    """

    number: int
    model_id: str
    store_id: str
    store_version: int
    documents: int
    length: int
    mean_length: float
    languages: tuple[str, ...]
    spread: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Totals":
        """The note from its text."""
        known = json.loads(text)
        spread = {int(frequency): terms for frequency, terms in known.pop("spread").items()}
        return cls(**{**known, "languages": tuple(known["languages"])}, spread=spread)

    def text(self) -> str:
        """The note as a text."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def changed(self, old: Counts, new: Counts) -> "Totals":
        """The totals after terms had old and have new frequencies."""
        spread = Counter(dict(self.spread))
        spread.subtract(Counter(map(_step, filter(None, old.values()))))
        spread.update(Counter(map(_step, filter(None, new.values()))))
        return replace(self, spread={frequency: terms for frequency, terms in sorted(spread.items()) if terms > 0})

    @property
    def mean_length_now(self) -> float:
        """The mean length of the documents there are."""
        return self.length / self.documents if self.documents else 1.0

    def idf(self, frequency: int) -> float:
        """What a term of this frequency weighs: rank-bm25's idf."""
        if not frequency:
            return 0.0
        plain = self._plain(frequency)
        return plain if plain >= 0 else self._floor

    @cached_property
    def highest_idf(self) -> float:
        """The idf of the rarest term; 0 if there is none."""
        return self.idf(min(self.spread, default=0))

    @cached_property
    def _floor(self) -> float:
        total = sum(terms * self._plain(frequency) for frequency, terms in self.spread.items())
        return EPSILON * total / sum(self.spread.values())

    def _plain(self, frequency: int) -> float:
        return math.log(max(self.documents - frequency, 0) + 0.5) - math.log(frequency + 0.5)


def _step(frequency: int) -> int:
    return frequency if frequency < EXACT else round(frequency, 3 - len(str(frequency)))


def frequencies(documents: Iterable[Iterable[int]]) -> Counter[int]:
    """In how many documents each term is, from the digests of their terms."""
    counts: Counter[int] = Counter()
    for terms in documents:
        counts.update(set(terms))
    return counts


@dataclass(frozen=True)
class Asked:
    """A query's words, and of each of their terms the digest and the frequency."""

    words: Mapping[str, QueryWord]
    counts: Mapping[str, int]
    totals: Totals

    @classmethod
    def of(cls, words: Mapping[str, QueryWord], counts: Mapping[str, int], totals: Totals) -> "Asked":
        """The words with their terms' frequencies; a compound's parts are asked for only if the whole is rare."""
        rare = max(RARE_COUNT, RARE_SHARE * totals.documents)
        kept = {
            word: form if max(counts[term] for term in form.whole) < rare else QueryWord(form.whole)
            for word, form in words.items()
        }
        return cls(kept, counts, totals)

    @cached_property
    def weights(self) -> list[tuple[int, float]]:
        """Digest and idf of every term that any document holds, in the order of the query, as often as it is there."""
        terms = [term for form in self.words.values() for term in form.terms]
        return [(key(term), self.totals.idf(self.counts[term])) for term in terms if self.counts[term]]

    @property
    def known(self) -> float:
        """The share of the words that any document holds."""
        known = sum(any(self.counts[term] for term in form.terms) for form in self.words.values())
        return known / len(self.words) if self.words else 1.0

    @cached_property
    def cover(self) -> str:
        """What rows meet that hold words of enough weight: one of the smallest sets of words that weigh enough."""
        heaviest = sorted(self._weighed, key=lambda item: -item[0])[:COVER_WORDS]
        sets = _enough([weight for weight, _ in heaviest], self._total)
        ways = [both(*(holds_any("terms", heaviest[at][1]) for at in chosen)) for chosen in sets]
        return " or ".join(f"({way})" for way in ways) or NOTHING

    def covered(self, terms: Iterable[int]) -> bool:
        """Whether a document of these terms holds words of enough weight."""
        held = set(terms)
        weights = [weight for weight, known in self._weighed if held & known]
        return bool(weights) and sum(weights) / self._total >= COVERAGE

    @cached_property
    def _weighed(self) -> list[tuple[float, set[int]]]:
        """Weight and digests of every word that any document holds."""
        weighed = []
        for form in self.words.values():
            terms = [term for term in form.terms if self.counts[term]]
            if terms:
                weight = max(LEAST_WEIGHT, *(self.totals.idf(self.counts[term]) for term in terms))
                weighed.append((weight, {key(term) for term in terms}))
        return weighed

    @cached_property
    def _total(self) -> float:
        return sum(sorted((weight for weight, _ in self._weighed), reverse=True)[:COVERAGE_WORDS])


def _enough(weights: Sequence[float], total: float) -> list[tuple[int, ...]]:
    """The smallest sets of weights that make up enough of a total: none holds another."""
    found: list[tuple[int, ...]] = []
    for size in range(1, len(weights) + 1):
        for chosen in combinations(range(len(weights)), size):
            if any(set(smaller) <= set(chosen) for smaller in found):
                continue
            if sum(weights[at] for at in chosen) / total >= COVERAGE:
                found.append(chosen)
    return found
