"""Which ESCO occupation is this posting? Its title by dictionary and by meaning, its skills as context; or none.

Dictionary: the title, a part of it or words of it are a label of ESCO, in any gender form. Meaning: the title's vector is
nearest to the vector of an occupation, and clearly nearer than to the next. Below the threshold of the manifest, which
was chosen on annotated titles, the occupation stays unknown.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import Stems, words
from index.encoder import Encoder, Vectors, load_encoder
from index.errors import ModelMissing
from index.esco import NO_OCCUPATION, OTHER, OWN, PREFERRED, Concept, Esco, key_of, shipped_esco
from index.named import NamedSkills, named_skills
from jobboard.posting import Occupation
from jobboard.reading.classify import Classified, by_vocabulary

TITLE_LENGTH = 300
LONGEST = 7  # words of a label
NEXT = 0.7  # how much of the second best score is taken from the best: a clear winner is surer than a near one
CONTEXT = 0.06  # what the text's skills can add to a score
CANDIDATES = 8
FEWEST_SKILLS = 3  # one skill alone says little
NEAR, NEAR_SCORE = 25, 0.35  # a name that is not the whole title counts only if the title means something near it
LIKE = 0.6  # the least cosine between a title and its occupation by meaning
CLEAR = 0.08  # how far one of several occupations of the same name must be ahead of the next
TELLING = 0.4  # share of the strongest word's contribution that makes a word evidence

# What a title says beside the occupation: rank, contract, hours, place of work, how to apply.
_NOISE = re.compile(
    r"""(?<![\w-])(?:
    \(?\s?(?:senior|junior|jun|sen|sr|jr|mid|entry)(?:[\s-](?:level|mid))?\s?\)?(?=[\s.)/-]|$)\.?
    |(?:young\s)?professionals?|berufs(?:einsteiger|erfahrene?)[rn]?|quereinsteiger|einsteiger|erfahrene[rns]?|experienced|staff|principal
    |werkstudent(?:en)?|working\sstudent|trainee(?:programm)?|praktik(?:um|ant)|internship|intern|volontariat
    |(?:duales\sstudium|ausbildung|umschulung|azubi|auszubildende[rn]?)(?:\s(?:zum|zur|als)(?:\s/\s(?:zum|zur))?)?
    |(?:in\s)?(?:teil|voll)zeit|(?:full|part)[\s-]time|minijob|mini-job|aushilfe|nebenjob|freelancer?|freiberuflich\w*|festanstellung
    |home[\s-]?office|(?:100\s?%\s)?remote|hybrid\w*|mobiles?\sarbeiten|telearbeit|un?befristet\w*|befristet\w*|temporary|permanent
    |(?:ab\s)?sofort|gesucht|wir\ssuchen|join\sus|urgent|neu|m[öo]glich|deutschlandweit|bundesweit|all\sgenders|alle\sgeschlechter
    |(?:bis\s)?\d+(?:[.,]\d+)?\s?(?:%|€|eur|k|std|stunden|h|hours)?|i{2,3}|iv
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTS = re.compile(r"\s+[-–—]+\s+|\s*[|•:;,()\[\]/»«„“\"]\s*|\s+[@+]\s+|\s+-\s*|\s*–\s*")
# What follows such a word says where or for whom, never what.
_TAIL = re.compile(
    r"\b(?:für|fuer|im|in|am|an|bei|beim|mit|der|des|vom|von|zur|zum|aus|auf|for|at|with|of|to|from|within)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;|/()]+")
_AND = ("und", "oder", "bzw", "and", "or")
UNKNOWN = -1
_NOTHING: tuple[int, tuple[int, ...]] = (UNKNOWN, ())
_EDGES = " \t-–—|,;:/•*&"


@dataclass(frozen=True, slots=True)
class Guess:
    """An occupation's number, the words of the title that name it, and how sure this is, between 0 and 1."""

    number: int
    evidence: str
    score: float
    by: str  # "title", "part", "words" or "meaning"


def title_keys(text: str, stems: Stems, languages: Sequence[str] = ("de", "en")) -> tuple[int, ...]:
    """The hashes under which a title may stand, by German and by English stems; "Köchinnen und Köche" is "Köche"."""
    spoken = words(text)
    keys: dict[int, None] = {}
    for language in languages:
        kept: list[str] = []
        for stem in (stems.stem(word, language) for word in spoken):
            if len(kept) > 1 and kept[-2] == stem and kept[-1] in _AND:
                kept.pop()
            elif kept[-1:] != [stem]:
                kept.append(stem)
        if kept:
            keys.setdefault(key_of(f"title {language}", " ".join(kept)))
    return tuple(keys)


def _trimmed(text: str) -> str:
    """Without dashes and their like at the ends; ".NET" keeps its full stop."""
    return text.strip(_EDGES).rstrip(_EDGES + ".")


def core_of(title: str) -> str:
    """A title without what it says beside the occupation, or the title if nothing else is left."""
    core = re.sub(r"\(\W*\)|\s+", " ", _NOISE.sub(" ", title[:TITLE_LENGTH]))
    core = _trimmed(re.sub(r"\s+", " ", core))
    return core or title[:TITLE_LENGTH].strip()


def parts_of(core: str) -> list[str]:
    """The parts between dashes, bars, commas and brackets, in order."""
    return [part for part in map(_trimmed, _PARTS.split(core)) if len(part) > 1]


def _may_count(kind: str, name: str, rank: int) -> bool:
    """Whether a name may decide: inside a longer title another label of one word is too often a word of something else."""
    return kind == "title" or rank >= (PREFERRED if len(name.split()) == 1 else OTHER)


class _Meaning:
    """How near a title is to each occupation, computed when a name alone does not decide."""

    def __init__(self, compute: Callable[[], Vectors]) -> None:
        self._compute = compute

    @cached_property
    def scores(self) -> Vectors:
        """One number an occupation."""
        return self._compute()

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The nearest occupations, the nearest first."""
        return np.argsort(-self.scores, kind="stable")[: max(NEAR, 2)]

    @cached_property
    def near(self) -> frozenset[int]:
        """Occupations that the title means something near to."""
        return frozenset(number for number in self.order.tolist() if self.scores[number] >= NEAR_SCORE)

    def clearest(self, numbers: Sequence[int]) -> int | None:
        """Of several occupations of one name the one that title and skills clearly mean."""
        if len(numbers) < 2:
            return numbers[0] if numbers else None
        first, second = sorted(numbers, key=lambda number: -float(self.scores[number]))[:2]
        return first if self.scores[first] - self.scores[second] >= CLEAR else None


class Classifier:
    """Occupation and skills of postings (`jobboard.reading.classify.Classify`).

    Opens at its first use. If the artefact is missing or belongs to another encoder, `notice` says so: occupations stay
    unknown, and skills are still read as far as they can be.
    """

    def __init__(self, esco: Esco, encoder: Encoder) -> None:
        self.esco, self._encoder = esco, encoder
        self.notice = ""
        if esco.encoder != encoder.model_id:
            self.notice = str(
                ModelMissing(
                    esco.folder,
                    f"it was made for the encoder {esco.encoder}, this is {encoder.model_id}: occupations stay unknown.",
                    remedy="`python -m index.train_occupations` builds it anew.",
                )
            )
        self.threshold = float(esco.manifest.get("threshold", 1.0))
        self._lock = threading.Lock()  # stemmers are not made for sharing
        self._stems = Stems()
        self._skills = NamedSkills(esco)
        self._numbers = {concept.uri: number for number, concept in enumerate(esco.skills)}

    def __call__(self, title: str, text: str, language: str) -> Classified:
        """The occupation and the skills of a posting with this clean title."""
        with self._lock:
            return self._read(title, text, language)

    def _read(self, title: str, text: str, language: str) -> Classified:
        skills, numbers = named_skills(self._skills, f"{title}\n{text}", language)
        if self.notice:
            return Classified(skills=skills)
        known = {*numbers, *(self._numbers[skill.uri] for skill in skills if skill.uri in self._numbers)}
        guess = self.guess(title, sorted(known))
        if guess is None:
            return Classified(skills=skills)
        concept = self.esco.occupations[guess.number]
        found = Occupation(label=concept.label(language), uri=concept.uri, evidence=guess.evidence)
        return Classified(occupation=found, skills=skills)

    def concept(self, guess: Guess | None) -> Concept | None:
        """The concept of a guess."""
        return self.esco.occupations[guess.number] if guess else None

    def guess(self, title: str, skills: Sequence[int] = ()) -> Guess | None:
        """The occupation of a clean title, if it is clear enough; `skills` are the numbers of the text's ESCO skills."""
        best = self.best(title, skills)
        if best is None or best.by != "meaning":
            return best
        if best.score < self.threshold:
            return None
        return replace(best, evidence=self._telling(best.evidence, self.esco.vectors[best.number]))

    def best(self, title: str, skills: Sequence[int] = ()) -> Guess | None:
        """The best guess, however unsure; None if the title names nothing, or several occupations alike."""
        core = core_of(title)
        parts = parts_of(core)
        meaning = _Meaning(lambda: self._scores([core, *parts[:1]], skills))
        for kind, names in (("title", [core]), ("part", parts), ("words", _spans(parts))):
            found = [(name, *self._named(name, whole=kind == "title")) for name in names]
            for name, rank, numbers in sorted(found, key=lambda one: one[1] != OWN):
                if NO_OCCUPATION in numbers or not _may_count(kind, name, rank):
                    numbers = ()
                number = meaning.clearest(numbers)
                if number is not None and (kind == "title" or rank == OWN or number in meaning.near):
                    return Guess(number, name, 1.0, kind)
                if kind == "title" and rank != UNKNOWN:
                    return None
        if not parts or NO_OCCUPATION in self._named(parts[0], whole=True)[1] or not meaning.scores.any():
            return None
        first, second = meaning.order[:2].tolist()
        lead = float(meaning.scores[first] - NEXT * meaning.scores[second])
        return Guess(first, core, min(max(lead, 0.0), 1.0) if meaning.scores[first] >= LIKE else 0.0, "meaning")

    def _named(self, name: str, *, whole: bool) -> tuple[int, tuple[int, ...]]:
        """The rank of a name in the dictionary, UNKNOWN if it is not there, and its occupations.

        English stems join "control" and "controller", so one word inside a longer title goes by the German ones.
        """
        languages = ("de", "en") if whole or len(name.split()) > 1 else ("de",)
        texts = dict.fromkeys((name, name.replace("-", "")))
        keys = [key for text in texts for key in title_keys(text, self._stems, languages)]
        return max((self.esco.title_keys.get(key, _NOTHING) for key in keys), key=lambda one: one[0], default=_NOTHING)

    def _scores(self, texts: Sequence[str], skills: Sequence[int]) -> Vectors:
        """How near each occupation is to the nearest of the texts, with what the skills add to the nearest ones."""
        vectors = self._encoder.encode(list(dict.fromkeys(texts)))
        scores = np.max([self.esco.vectors @ vector for vector in vectors], axis=0)
        return np.asarray(scores + CONTEXT * self._context(scores, skills))

    def _context(self, scores: Vectors, skills: Sequence[int]) -> Vectors:
        """For the likeliest occupations, the share of the text's skills that they need; nothing for the others."""
        share = np.zeros_like(scores)
        for skill in skills:
            share[self.esco.occupations_of_skill(skill)] += 1 / max(len(skills), FEWEST_SKILLS)
        share[np.argsort(-scores, kind="stable")[CANDIDATES:]] = 0
        return share

    def _telling(self, core: str, vector: Vectors) -> str:
        """The title's words from the first to the last that speak for the class."""
        spans = [match.span() for match in _WORD.finditer(core)]
        if len(spans) < 2:
            return core
        gains = self._encoder.encode([core[start:end] for start, end in spans]) @ vector
        telling = np.flatnonzero(gains >= TELLING * gains.max())
        return _trimmed(core[spans[telling[0]][0] : spans[telling[-1]][1]])


def _spans(parts: Iterable[str]) -> Iterable[str]:
    """Runs of words inside the parts, longest first, before any word that leads to where or for whom."""
    for part in parts:
        head = _TAIL.split(part)[0].split()
        for length in range(min(LONGEST, len(head)), 0, -1):
            for start in range(len(head) - length + 1):
                if length < len(part.split()):
                    yield _trimmed(" ".join(head[start : start + length]))


@cache
def shipped_classifier() -> Classifier:
    """The classifier that ships with the program; raises ModelMissing if its artefact is not there."""
    return Classifier(shipped_esco(), load_encoder())


class LazyClassifier:
    """The shipped classifier, opened when the first posting is read, so that a command starts at once.

    What is wrong with the artefact is said once to `tell`; postings are then read without it.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self._told = False

    def __call__(self, title: str, text: str, language: str) -> Classified:
        """Occupation and skills; the skills of our own vocabulary alone if there is no artefact."""
        try:
            classifier = shipped_classifier()
            notice = classifier.notice
        except ModelMissing as error:
            classifier, notice = None, str(error)
        if notice and not self._told:
            self._told = True
            self._tell(notice)
        return classifier(title, text, language) if classifier else by_vocabulary(title, text, language)
