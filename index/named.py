"""Which ESCO skills does a text name? Labels matched by hashed stems, evidence in the text's own words.

A single word must be the label itself or an inflection of it, and in German a noun. Several words match by their stems,
in English by singular and plural only, with joining words between them; "Pflege von Kundenbeziehungen" and
"Kundenbeziehungspflege" name "Kundenbeziehungen pflegen".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.analysis import STOPWORDS, Compounds, Stems, fold
from index.esco import Esco, key_of
from jobboard.posting import Skill
from jobboard.reading.skills import read_skills, vocabulary

LONGEST = 5  # words of a label
TEXT_LENGTH = 60_000
REMEMBERED = 200_000
# ".net", "c++", "c#", then runs of letters and digits, as in index.analysis; a slash, comma or full stop ends a phrase.
_WORD = re.compile(r"\.net\b|(?<![^\W_])[a-z](?:\+\+|#)(?![^\W\d_])|[^\W_]+", re.IGNORECASE)
_JOINED = re.compile(r"[ \t\xa0&\-]+")
_ENDINGS = {"de": ("", "s", "es", "n", "en", "e"), "en": ("", "s")}
_COMPOUND, _WORD_LENGTH = 10, 60  # letters of a compound, at least and at most
_AGENT = ("er", "ern", "erin", "erinnen", "ers")  # "Kundenberater" is a person, "Kundenberatung" what one must know
_JOINERS = STOPWORDS - {"und", "oder", "and", "or"}  # "Management and staff" is not "manage staff"
_FACTOR, _MASK = 0x9E3779B97F4A7C15, 2**64 - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A skill's number and where its words stand."""

    skill: int
    start: int
    end: int
    single: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """What a spelling may be part of: a label of one word, a stem that begins or continues a phrase, two stems of a compound."""

    mark: int
    single: int | None
    begins: bool
    continues: bool
    compound: int | None
    joins: bool


def stem_mark(stem: str, language: str) -> int:
    """The mark of a stem: what the key of a phrase is made of."""
    return key_of(f"stem {language}", stem)


def phrase_key(marks: Sequence[int], *, turned: bool = False) -> int:
    """The key of a label of several words; `turned` for one whose words stand the other way: "Erstellung von Berichten"."""
    key = len(marks) + 8 * turned
    for mark in marks:
        key = (key * _FACTOR + mark) & _MASK
    return key


def single_key(word: str, language: str) -> int:
    """The key of a label of one word, in lower case."""
    return key_of(f"word {language}", word)


def label_stems(label: str, language: str, stems: Stems) -> tuple[str, ...]:
    """The stems of a label's words that mean something."""
    words = (fold(match[0]) for match in _WORD.finditer(label))
    return tuple(phrase_stem(word, language, stems) for word in words if word not in _JOINERS)


def phrase_stem(word: str, language: str, stems: Stems) -> str:
    """A word's stem as phrases are compared: Snowball's English joins "product" and "production", so it is not used."""
    if language != "en":
        return stems.stem(word, language)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


class NamedSkills:
    """Reads the ESCO skills a text names. One object a thread, as its stemmers are not made for sharing."""

    def __init__(self, esco: Esco) -> None:
        self._keys = esco.skill_keys
        self._begin = frozenset(esco.arrays["phrase_begin"].tolist())
        self._inner = frozenset(esco.arrays["phrase_inner"].tolist())
        self._stems = Stems()
        self._known: dict[tuple[str, str], _Word] = {}
        self.concepts = esco.skills

    def find(self, text: str, language: str, *, phrases_only: bool = False) -> list[Found]:
        """The skills in order of appearance, the longest phrase at each place."""
        found: list[Found] = []
        taken = 0
        for one in self._phrases(text[:TEXT_LENGTH], language):
            if one.start >= taken and not (phrases_only and one.single):
                found.append(one)
                taken = one.end
        return found

    def _phrases(self, text: str, language: str) -> Iterator[Found]:
        spans = [match.span() for match in _WORD.finditer(text)]
        read = [self._word(text[start:end], language) for start, end in spans]
        for at, word in enumerate(read):
            if not word.begins and word.single is None and word.compound is None:
                continue
            start, end = spans[at]
            best, last, joined = word.single if word.single is not None else word.compound, at, False
            if word.begins:
                marks = [word.mark]
                for after in range(at + 1, min(at + 2 * LONGEST, len(read))):
                    if not _JOINED.fullmatch(text, spans[after - 1][1], spans[after][0]):
                        break
                    if read[after].joins:
                        joined = True
                        continue
                    if not read[after].continues or len(marks) == LONGEST:
                        break
                    marks.append(read[after].mark)
                    number = self._keys.get(phrase_key(marks))
                    if number is None and joined and len(marks) == 2:
                        number = self._keys.get(phrase_key(marks, turned=True))
                    if number is not None:
                        best, last = number, after
                end = spans[last][1]
            if best is not None:
                yield Found(best, start, end, last == at)

    def _word(self, spelling: str, language: str) -> _Word:
        known = self._known.get((spelling, language))
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[spelling, language] = self._read(spelling, language)
        return known

    def _read(self, spelling: str, language: str) -> _Word:
        word = fold(spelling)
        if not word or word in _JOINERS:
            return _Word(0, None, False, False, None, True)
        mark = stem_mark(phrase_stem(word, language, self._stems), language)
        single = self._single(word, language) if language != "de" or spelling[0].isupper() else None
        compound = None
        if language == "de" and single is None and _COMPOUND <= len(word) <= _WORD_LENGTH and not word.endswith(_AGENT):
            compound = self._compound(word)
        return _Word(mark, single, mark in self._begin, mark in self._inner, compound, False)

    def _single(self, word: str, language: str) -> int | None:
        for ending in _ENDINGS[language]:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                number = self._keys.get(single_key(word.removesuffix(ending) if ending else word, language))
                if number is not None:
                    return number
        return None

    def _compound(self, word: str) -> int | None:
        for at in range(Compounds.SHORTEST, len(word) - Compounds.SHORTEST + 1):
            head = stem_mark(self._stems.stem(word[:at], "de"), "de")
            if head not in self._begin:
                continue
            for link in Compounds.LINKS:
                tail = word[at + len(link) :]
                if not word.startswith(link, at) or len(tail) < Compounds.SHORTEST:
                    continue
                number = self._keys.get(phrase_key((head, stem_mark(self._stems.stem(tail, "de"), "de"))))
                if number is not None:
                    return number
        return None


@cache
def _own_labels() -> dict[str, str]:
    return {entry.uri: entry.label for entry in vocabulary() if entry.uri}


def named_skills(reader: NamedSkills, text: str, language: str) -> tuple[tuple[Skill, ...], tuple[int, ...]]:
    """The skills a text names by our own vocabulary first, then by ESCO; and the numbers of the ESCO concepts found.

    German ads name skills in English too, so both dictionaries read them; one concept is named once.
    """
    own = read_skills(text)
    found = {skill.uri or skill.label: skill for skill in own}
    taken = {word.casefold() for skill in own for word in skill.evidence.split()}
    numbers: dict[int, None] = {}
    for one in ("en",) if language == "en" else ("de", "en"):
        # A single English word in a German text is too often a German one.
        for hit in reader.find(text, one, phrases_only=one != language and language != ""):
            concept = reader.concepts[hit.skill]
            evidence = " ".join(text[hit.start : hit.end].split())
            numbers.setdefault(hit.skill)
            if all(word.casefold() in taken for word in evidence.split()):
                continue  # our own vocabulary has named it
            label = _own_labels().get(concept.uri, concept.label_en)  # one skill has one label
            found.setdefault(concept.uri, Skill(label=label, uri=concept.uri, evidence=evidence))
    return tuple(found.values()), tuple(numbers)
