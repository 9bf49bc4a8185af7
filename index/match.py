"""Which postings fit this person? Ranks postings against a profile text and says what speaks for each and what is missing.

A guide for the person's own search, made on their click and in memory only: nothing is stored, nobody else sees it.
"""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.analysis import STOPWORDS, words
from index.columns import LEVELS, Filters
from index.engines import Engine
from index.fusion import reciprocal
from index.occupation import LazyClassifier
from index.search import Hit
from jobboard.posting import JobPosting, LanguageRequirement, Level
from jobboard.reading.languages import read_languages, text_language

PROFILE_WORDS = 60
CANDIDATES = 200
SHOWN_WORDS = 8
_classify = LazyClassifier(logging.getLogger(__name__).warning)  # a profile's skills are named like a posting's
_CONTACT = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|[\w.-]+\.(?:at|ch|com|de|dev|eu|info|io|me|org)/\S+|(?:\+|00)?\d[\d ()/.-]{6,}\d"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's text as the matcher uses it: contact data taken out, skills and languages read."""

    text: str
    skills: tuple[str, ...]
    languages: tuple[LanguageRequirement, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A posting with what speaks for it: shared words and skills, how near it is in meaning, and what it asks beyond."""

    id: str
    rank: int
    score: float
    words: tuple[str, ...]
    skills: tuple[str, ...]
    missing_skills: tuple[str, ...]
    missing_languages: tuple[LanguageRequirement, ...]
    meaning: float

    def to_dict(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "id": self.id,
            "rank": self.rank,
            "score": round(self.score, 6),
            "words": list(self.words),
            "skills": list(self.skills),
            "missing_skills": list(self.missing_skills),
            "missing_languages": [{"language": need.language, "level": need.level} for need in self.missing_languages],
            "meaning": round(self.meaning, 4),
        }


def read_profile(text: str) -> Profile:
    """A profile from a person's text."""
    clean = _CONTACT.sub(" ", text)
    found = _classify("", clean, text_language(clean)).skills
    return Profile(clean, tuple(skill.label for skill in found), read_languages(clean))


def match_profile(
    index: Engine,
    lookup: Callable[[Sequence[str]], dict[str, JobPosting]],
    profile: Profile,
    filters: Filters = Filters(),
    k: int = 10,
) -> list[Match]:
    """The k best postings for a profile under the filters, best first.

    Words and meaning give the candidates; the share of a posting's skills that the profile names is the third vote.
    """
    query = " ".join((*telling_words(index, profile), *profile.skills))
    if not query:
        return []
    found = index.explore(query, filters, k=CANDIDATES, facets=()).hits
    postings = lookup([hit.id for hit in found])
    hits = [hit for hit in found if hit.id in postings]
    if not hits:
        return []
    have = set(profile.skills)
    shares = []
    for hit in hits:
        wanted = {skill.label for skill in postings[hit.id].skills}
        shares.append(len(wanted & have) / (len(wanted) + 1))
    scores = reciprocal(
        [
            np.array([hit.reasons.bm25 for hit in hits]),
            np.array([hit.reasons.meaning for hit in hits]),
            np.array(shares),
        ]
    )
    order = np.argsort(-scores, kind="stable")[:k]
    return [
        _match(hits[at], rank, float(scores[at]), postings[hits[at].id], profile)
        for rank, at in enumerate(order.tolist(), 1)
    ]


def telling_words(index: Engine, profile: Profile) -> list[str]:
    """The profile's words that tell most, by how rare they are among the postings and how often the profile says them.

    Words that no posting holds come last, in their order: a profile in another language still says what it means.
    """
    counts: dict[str, int] = {}
    for word in words(profile.text):
        if len(word) > 2 and word not in STOPWORDS and not word.isdigit():
            counts[word] = counts.get(word, 0) + 1
    weights = index.word_weights(list(counts))
    ranked = sorted(counts, key=lambda word: -weights[word] * (1 + np.log(counts[word])))
    return ranked[:PROFILE_WORDS]


def _match(hit: Hit, rank: int, score: float, posting: JobPosting, profile: Profile) -> Match:
    have = set(profile.skills)
    wanted = [skill.label for skill in posting.skills]
    spoken = {need.language: need.level for need in profile.languages}
    lacking = tuple(need for need in posting.language_requirements if _lacks(need, spoken))
    return Match(
        id=hit.id,
        rank=rank,
        score=score,
        words=(hit.reasons.words + hit.reasons.parts)[:SHOWN_WORDS],
        skills=tuple(skill for skill in wanted if skill in have),
        missing_skills=tuple(skill for skill in wanted if skill not in have),
        missing_languages=lacking if profile.languages else (),
        meaning=hit.reasons.meaning,
    )


def _lacks(need: LanguageRequirement, spoken: dict[str, Level | None]) -> bool:
    """Whether a language is spoken less well than needed; one named without a level counts as spoken well."""
    have = spoken.get(need.language, Level.NONE) or Level.C2
    return need.level is not None and LEVELS.index(have) < LEVELS.index(need.level)
