"""Are these two postings one and the same ad? A verdict on a pair, with its reason.

Real ads of one employer share most of their text, so text alone never makes two ads one: titles and places must agree,
and what an employer writes under many titles is left out of the comparison.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from jobboard.links import AGENCY, SAME, TWIN
from jobboard.shingles import VALUES, similarity
from jobboard.titlewords import Relation, meaning, relation
from jobboard.traits import Table, Traits
from jobboard.twins import NEEDED, anchor_likeness, anchor_numbers, shape_likeness, title_likeness, twin_score

# How much of their own text (what is no boilerplate) two ads must share, by how their titles relate.
# One employer may offer "Chemist, plastics" and "Chemist, paints" in nearly the same words: never merged by their text.
_SHARE = {Relation.EQUAL: 0.5, Relation.CONTAINED: 0.8, Relation.NEAR: 1.1}
_AGENCY_SHARE = {Relation.EQUAL: 0.55, Relation.CONTAINED: 0.65, Relation.NEAR: 0.85}
_PLACELESS = 0.8  # and no less where no place is named
_EXCERPT = 0.8  # the share of the shorter text that stands in the longer one
_TEXT, _LONG_TEXT = 25, 50  # words from which on a text can be compared, and can speak against another employer's name
_WORTH_READING = 0.25
_SAMPLE, _OFTEN, _LEAST_VALUES = 48, 3, 10
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two postings are one ad: of what kind, why, and how sure that is (the whole number ranks the reasons)."""

    kind: str
    reason: str
    strength: float


def judged(table: Table, left: NDArray[np.int64], right: NDArray[np.int64]) -> list[tuple[int, int, Verdict]]:
    """The pairs that are one ad, with the verdicts."""
    court = Court(table)
    found = []
    for start in range(0, len(left), 50_000):
        one, two = left[start : start + 50_000], right[start : start + 50_000]
        alike = similarity(table.sketches[one], table.sketches[two])
        for row, other, likeness in zip(one.tolist(), two.tolist(), alike.tolist(), strict=True):
            verdict = court.verdict(row, other, likeness)
            if verdict is not None:
                found.append((row, other, verdict))
    return found


class Court:
    """Judges pairs of a table's rows; what it needs to know of an employer's other ads is looked up once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._by_employer: dict[str, list[int]] | None = None
        self._samples: dict[str, NDArray[np.int64]] = {}
        self._everywhere: dict[str, frozenset[int]] = {}
        self._titles: dict[tuple[str, str, str, str], set[tuple[str, ...]]] = {}
        self._listings: dict[tuple[str, str, tuple[str, ...]], int] = {}
        for one in table.traits:
            for what in (one.requisition and f"#{one.requisition}", *one.urls):
                if what:
                    owner = one.employer if what[0] == "#" else ""
                    self._titles.setdefault((what, owner, one.source, one.language), set()).add(one.title)
            listing = (one.source, one.employer, one.title)
            self._listings[listing] = self._listings.get(listing, 0) + 1

    def verdict(self, row: int, other: int, likeness: float) -> Verdict | None:
        """Whether two rows are one ad, given how much text they share."""
        one, two = self.table.traits[row], self.table.traits[other]
        if one.demo != two.demo:
            return None
        languages = one.language != two.language and bool(one.language and two.language)
        if one.source == two.source and not languages and not (one.shared and one.employer != two.employer):
            return None
        if one.employer == two.employer and _other_requisition(one, two):
            return None
        if languages:
            return self._twins(row, other)
        if self._too_unlike(one, two, likeness):
            return None
        titles = relation(one.title, two.title)
        if titles is Relation.DIFFERENT:
            return None
        places = _places_agree(one, two)
        if places is False:
            return None
        if self._identifies(_common(one.urls, two.urls), one, two):
            return Verdict(SAME if one.employer == two.employer else AGENCY, "same address", 4 + likeness)
        if one.employer != two.employer or not one.employer:
            return self._agency(row, other, likeness, titles, places)
        if one.requisition and one.requisition == two.requisition and self._identifies(f"#{one.requisition}", one, two):
            return Verdict(SAME, "same requisition", 5 + likeness)
        return self._same(row, other, likeness, titles, places)

    @staticmethod
    def _too_unlike(one: Traits, two: Traits, likeness: float) -> bool:
        """Whether two texts share so little that only an address or a requisition could make them one ad."""
        if min(one.words, two.words) < _TEXT or likeness >= _WORTH_READING:
            return False
        exact = (one.requisition and one.requisition == two.requisition) or not set(one.urls).isdisjoint(two.urls)
        return not exact and _excerpt(one, two, likeness) < _EXCERPT

    def _same(self, row: int, other: int, likeness: float, titles: Relation, places: bool | None) -> Verdict | None:
        """Two ads of one employer in one language, of two sources."""
        one, two = self.table.traits[row], self.table.traits[other]
        if min(one.words, two.words) < _TEXT:
            certain = titles is Relation.EQUAL and places and self._alone(one) and self._alone(two)
            return Verdict(SAME, "same title, place and employer", 1 + likeness) if certain else None
        own = likeness if likeness > 0.97 else self._own_likeness(row, other, likeness)
        if own >= (_SHARE[titles] if places else max(_SHARE[titles], _PLACELESS)):
            return Verdict(SAME, "same text, title and place" if places else "same text and title", 3 + own)
        if titles is Relation.EQUAL and own >= likeness - 0.1 and _excerpt(one, two, likeness) >= _EXCERPT:
            return Verdict(SAME, "an excerpt of the same text", 2 + likeness)
        return None

    def _agency(self, row: int, other: int, likeness: float, titles: Relation, places: bool | None) -> Verdict | None:
        """Two ads under two employers' names."""
        one, two = self.table.traits[row], self.table.traits[other]
        if min(one.words, two.words) < _LONG_TEXT or (places is None and (one.places or two.places)):
            return None
        if likeness < 0.4 or likeness < _AGENCY_SHARE[titles] - 0.1:
            return None
        if self._own_likeness(row, other, likeness) < _AGENCY_SHARE[titles]:
            return None
        named = one.employer.startswith(two.employer) or two.employer.startswith(one.employer)
        return Verdict(SAME if named else AGENCY, "same text under another name", 2 + likeness)

    def _twins(self, row: int, other: int) -> Verdict | None:
        """Two ads in two languages."""
        one, two = self.table.traits[row], self.table.traits[other]
        if one.employer != two.employer or _places_agree(one, two) is False:
            return None
        if self._identifies(_common(one.urls, two.urls), one, two):
            return Verdict(TWIN, "same address in another language", 4)
        if one.requisition and one.requisition == two.requisition and self._identifies(f"#{one.requisition}", one, two):
            return Verdict(TWIN, "same requisition in another language", 5)
        if not one.places or not two.places or min(one.words, two.words) < _LONG_TEXT:
            return None
        titles = title_likeness(meaning(one.title), meaning(two.title))
        shapes = shape_likeness(one.shape, two.shape)
        anchors = anchor_likeness(one.anchors, two.anchors, self._common_anchors(one.employer))
        apart = abs((one.posted - two.posted).days) if one.posted and two.posted else None
        occupation = bool(one.occupation) and one.occupation == two.occupation
        score = twin_score(titles, shapes, anchors, days_apart=apart, same_occupation=occupation)
        return Verdict(TWIN, "same place and build in another language", score) if score >= NEEDED else None

    def _identifies(self, what: str, one: Traits, two: Traits) -> bool:
        """Whether an address or requisition names one ad in each of two sources; some sites repeat one on every page."""
        return bool(what) and all(
            len(self._titles[what, side.employer if what[0] == "#" else "", side.source, side.language]) == 1
            for side in (one, two)
        )

    def _alone(self, one: Traits) -> bool:
        return self._listings[one.source, one.employer, one.title] == 1

    def _own_likeness(self, row: int, other: int, likeness: float) -> float:
        """How much two texts share beside what the employers write under many titles."""
        left, right = self.table.sketches[row], self.table.sketches[other]
        equal, either = left == right, np.minimum(left, right)  # the smaller value is the one of both texts together
        often = np.zeros(VALUES, np.bool_)
        for one in {self.table.traits[row].employer, self.table.traits[other].employer}:
            rows = [at for at in self._sample(one) if self.table.traits[at].title not in self._pair_titles(row, other)]
            if len(rows) >= _OFTEN:
                often |= (self.table.sketches[rows] == either).sum(axis=0) >= _OFTEN
        kept = ~often
        return float(equal[kept].mean()) if kept.sum() >= _LEAST_VALUES else likeness

    def _pair_titles(self, row: int, other: int) -> tuple[tuple[str, ...], ...]:
        return self.table.traits[row].title, self.table.traits[other].title

    def _common_anchors(self, employer: str) -> frozenset[int]:
        """Names and numbers that stand in most ads of an employer."""
        if employer not in self._everywhere:
            rows = self._sample(employer)
            anchors = [anchor for row in rows for anchor in anchor_numbers(self.table.traits[row].anchors)]
            values, counts = np.unique(np.array(anchors, np.int64), return_counts=True)
            common = values[counts > len(rows) / 2] if len(rows) >= _OFTEN else values[:0]
            self._everywhere[employer] = frozenset(common.tolist())
        return self._everywhere[employer]

    def _sample(self, employer: str) -> NDArray[np.int64]:
        """A few ads of an employer, each with a title of its own."""
        if self._by_employer is None:
            self._by_employer = {}
            for row, one in enumerate(self.table.traits):
                self._by_employer.setdefault(one.employer, []).append(row)
        if employer not in self._samples:
            titles: dict[tuple[str, ...], int] = {}
            for row in self._by_employer[employer]:
                titles.setdefault(self.table.traits[row].title, row)
                if len(titles) == _SAMPLE:
                    break
            self._samples[employer] = np.fromiter(titles.values(), np.int64, len(titles))
        return self._samples[employer]


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    return next((word for word in one if word in two), "")


def _other_requisition(one: Traits, two: Traits) -> bool:
    """Whether both name a number of one pattern, and not the same: an employer counts its vacancies so."""
    numbers = one.requisition, two.requisition
    return all(numbers) and numbers[0] != numbers[1] and _pattern(numbers[0]) == _pattern(numbers[1])


def _places_agree(one: Traits, two: Traits) -> bool | None:
    """Whether two ads share a place; None if one of them names none."""
    if not one.places or not two.places:
        return None
    return not set(one.places).isdisjoint(two.places)


def _excerpt(one: Traits, two: Traits, likeness: float) -> float:
    """The share of the shorter text that the longer one holds, from the share of both that is common."""
    common = likeness * (one.words + two.words) / (1 + likeness)
    return min(1.0, common / max(1, min(one.words, two.words)))


@lru_cache(maxsize=65_536)
def _pattern(number: str) -> str:
    """How a number is written: "r12345" and "r67890" are of one pattern."""
    return _LETTER.sub("a", _DIGIT.sub("9", number))
