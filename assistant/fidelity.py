"""Does a text in other words say only what the original says? The check that every sentence of a language model must pass.

It trusts nothing in the text: figures with what they count, dates, names, links, denials, duties, bounds and conditions must be
those of the one original the sentence stands on, and every original must be there. What is refused is no loss, because then
the original is shown; so a doubt is a refusal. The words stand in tables/fidelity.toml.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import fidelity_words as words
from assistant.figures import figures
from assistant.language import question_language
from assistant.phrases import visible, written
from index.encoder import Encoder

LONGEST, SHORTEST = 1.5, 0.4  # letters of a text for each of the original
SPARE = 20  # letters that a short sentence may be longer
# Least cosine of the vectors of an original and all that is said for it, by target language, and of each text; in the
# languages of the bundled articles, where 98 of 100 translations by people lie above it, and a guess for the others.
SAME_LANGUAGE, EACH = 0.50, 0.15
ACROSS = {"uk": 0.33, "ar": 0.29, "tr": 0.25}
OTHERS = 0.25
_ADDRESS = re.compile(r"\S*(?:://|@|\bwww\.)\S*|\b[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,}\b(?:/\S*)?")
_MARKUP = re.compile(r"[^\w\s.,;:!?()„“”\"'’‘ʼ«»‚–—\-/§%€&+°،؛؟٪…·\u200c\u0300-\u036f\u064b-\u0652]|\n|__|[(]http")
_REFERENCE = re.compile(
    r"(?:§§?|\b(?:sections?|paragraphs?|articles?|Abs\.|Absatz|Art\.|Artikel|Nr\.|Satz)\s)\s*\d+\w*(?:\s?\(\d+\w*\))*"
)


class Fault(StrEnum):
    """Why a text is not shown."""

    CITATION = "citation"
    OMITTED = "omitted"
    LENGTH = "length"
    MARKUP = "markup"
    ADDRESS = "address"
    INSTRUCTION = "instruction"
    LANGUAGE = "language"
    FIGURE = "figure"
    UNIT = "unit"
    NAME = "name"
    NEGATION = "negation"
    DUTY = "duty"
    BOUND = "bound"
    CONDITION = "condition"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in other words, and the numbers of the originals it claims to stand on, counted from 1."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A reviewed sentence, the same in another language where that is shown too, and the titles of its sources; names may be
    taken from all of them, figures from the sentence only."""

    text: str
    beside: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Originals:
    """The reviewed sentences, in one language, and the language they are to be said in."""

    sentences: tuple[Original, ...]
    language: str
    target: str

    @property
    def translated(self) -> bool:
        """Whether the language changes."""
        return self.language != self.target


def checkable(language: str) -> bool:
    """Whether the tables know the language; no text is accepted in another one."""
    return language in words.LANGUAGES


def fault(said: Sequence[Said], originals: Originals, encoder: Encoder) -> Fault | None:
    """The first thing wrong with sentences said in other words, or None if nothing is found."""
    if not checkable(originals.target) or not checkable(originals.language):
        return Fault.LANGUAGE
    known = range(1, len(originals.sentences) + 1)
    if any(len(one.citations) != 1 or one.citations[0] not in known for one in said):
        return Fault.CITATION
    order = [one.citations[0] for one in said]
    if sorted(set(order)) != list(known) or order != sorted(order):
        return Fault.OMITTED
    texts = {number: [one.text for one in said if one.citations == (number,)] for number in known}
    for text in (one.text for one in said):
        if found := _form(text, originals):
            return found
    if found := _language(said, originals):
        return found
    for number, original in enumerate(originals.sentences, 1):
        if found := _content(texts[number], original, originals):
            return found
    return _meaning(said, texts, originals, encoder)


def _form(text: str, originals: Originals) -> Fault | None:
    """What a sentence may not look like, whatever it says."""
    if (
        not text.strip()
        or visible(text) != text
        or set(_MARKUP.findall(text)) - set("".join(one.text for one in originals.sentences))
    ):
        return Fault.MARKUP
    return Fault.INSTRUCTION if words.phrases("instruction", "any").within(written(text)) else None


def _content(texts: Sequence[str], source: Original, originals: Originals) -> Fault | None:
    original, named = source.text, " ".join((source.text, source.beside, *source.sources))
    text = " ".join(texts)
    if not SHORTEST * len(original) <= len(text) <= LONGEST * len(original) + SPARE:
        return Fault.LENGTH
    if any(found.rstrip(".,;:)") not in named for found in _ADDRESS.findall(text)):
        return Fault.ADDRESS
    return (
        _numbers(text, original, originals)
        or (Fault.NAME if any(words.new_names(one, named, originals.target) for one in texts) else None)
        or (Fault.NAME if words.new_offices(text, originals.target, original, originals.language) else None)
        or _sense(text, original, originals)
    )


def _numbers(text: str, original: str, originals: Originals) -> Fault | None:
    """Figures are those of the original, none more and none less, and count the same; section numbers may be left out."""
    said, meant = words.counted(text, originals.target), words.counted(original, originals.language)
    dated = words.months(text), words.months(original)
    if not set(said) <= set(meant) | dated[1] or not dated[0] <= dated[1] | figures(original):
        return Fault.FIGURE
    if words.weekdays(text) != words.weekdays(original):
        return Fault.FIGURE
    needed = set(words.counted(_REFERENCE.sub(" ", original), originals.language)) | dated[1]
    if not needed <= set(said) | dated[0]:
        return Fault.FIGURE
    counts = words.units(text, originals.target) == words.units(original, originals.language)
    fits = all(units <= meant.get(number, set()) for number, units in said.items())
    return None if counts and fits else Fault.UNIT


def _sense(text: str, original: str, originals: Originals) -> Fault | None:
    """What turns a rule round: a denial, a duty, a bound, a condition; counted within a language, across languages looked for."""
    said, meant = words.sense(text, originals.target), words.sense(original, originals.language)
    more = {name: said[name] - meant[name] for name in said}
    fewer_denied = more["negation"] < 0 or (said["negation"] > 0) != (meant["negation"] > 0)
    if fewer_denied or (more["negation"] and not originals.translated):
        return Fault.NEGATION
    modal = {name for name in ("may", "must") if said[name]}, {name for name in ("may", "must") if meant[name]}
    if modal[0] and modal[1] and not modal[0] & modal[1]:
        return Fault.DUTY
    if more["may"] * more["must"] < 0 and not originals.translated:
        return Fault.DUTY
    if any(
        (said[one] > 0) != (meant[one] > 0) or (more[one] and not originals.translated) for one in ("least", "only")
    ):
        return Fault.BOUND
    if any(
        one[name] and not (other["most"] or other["reach"])
        for one, other, name in ((said, meant, "most"), (meant, said, "most"), (meant, said, "reach"))
    ):
        return Fault.BOUND
    conditions = more["condition"] + more["loosely"]
    if meant["condition"] and (conditions < 0 if not originals.translated else not said["condition"] + said["loosely"]):
        return Fault.CONDITION
    return None


def _language(said: Iterable[Said], originals: Originals) -> Fault | None:
    """Names and terms that were left as they are do not count; a text in the same language may look as foreign as the original."""
    text = " ".join(one.text for one in said)
    if not originals.translated:
        given = question_language(" ".join(one.text for one in originals.sentences))
        return None if question_language(text) in (originals.target, given) else Fault.LANGUAGE
    kept = {word for one in originals.sentences for word in re.findall(r"\w+", f"{one.text} {one.beside}")}
    new = " ".join(word for word in re.findall(r"[^\W\d]+", text) if word not in kept)
    return None if question_language(new) == originals.target else Fault.LANGUAGE


def _meaning(said: Sequence[Said], texts: dict[int, list[str]], originals: Originals, encoder: Encoder) -> Fault | None:
    """Whether what is said is near its original in the model's space, together and one by one; last, as it costs most."""
    meant = encoder.encode([one.text for one in originals.sentences])
    together = encoder.encode([" ".join(texts[number]) for number in sorted(texts)])
    alone = encoder.encode([one.text for one in said])
    least = ACROSS.get(originals.target, OTHERS) if originals.translated else SAME_LANGUAGE
    near = float((together * meant).sum(axis=1).min()) >= least
    nearest = (alone * meant[[one.citations[0] - 1 for one in said]]).sum(axis=1)
    return None if near and float(nearest.min()) >= EACH else Fault.MEANING
