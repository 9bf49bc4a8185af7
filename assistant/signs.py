"""Does one sentence hold words of several classes: "my kid", "swallowed", "cleaning liquid"? In any order, one language at a time.

What no list of phrases foresees is told by signs: names of classes of words, "!class" for one whose words mean something else. The
words stand by language, because a word of one is another word in the next ("die", "rat").
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise, product

from assistant.phrases import Phrases, spellings, written

_SENTENCE = re.compile(r"[.!?;\n…؟؛]+")
_NEAR = 16  # words of a sentence in which a sign's words stand
_MOST = 8  # places at which words of a class are looked at

_Place = tuple[int, int]  # the first letter of a word of a class, and where the word ends
_Said = Mapping[str, list[_Place]]  # by class, in one language


class Signs:
    """Signs, each "class class !class ...", on classes of words by language."""

    def __init__(self, signs: Iterable[str], classes: Mapping[str, Mapping[str, str]]) -> None:
        self._signs = [tuple(sign.split()) for sign in signs]
        used = {name.removeprefix("!") for sign in self._signs for name in sign}
        self._named: dict[str, list[tuple[str, str]]] = {}
        for language, words in classes.items():
            for name in used & words.keys():
                for phrase in words[name].split(";"):
                    for spelling in spellings(phrase):
                        self._named.setdefault(spelling, []).append((language, name))
        self._phrases = Phrases(self._named)

    def told(self, text: str, excepted: Phrases) -> bool:
        """Whether a sentence of a text tells one of the signs, a slip of the finger forgiven; what is `excepted` is taken out
        before."""
        for sentence in filter(str.strip, _SENTENCE.split(text)):
            left = excepted.without(written(sentence))
            if self._told_in(left) or self._told_in(excepted.without(self._phrases.corrected(left))):
                return True
        return False

    def _told_in(self, low: str) -> bool:
        said: dict[str, dict[str, list[_Place]]] = {}
        for start, end, phrase in self._phrases.found(low):
            for language, name in self._named[phrase]:
                said.setdefault(language, {}).setdefault(name, []).append((start, end))
        return any(_holds(low, classes, sign) for classes in said.values() for sign in self._signs)


def _holds(low: str, said: _Said, sign: tuple[str, ...]) -> bool:
    """Whether words of all classes of a sign stand near each other, each class at a place of its own."""
    wanted = [name for name in sign if name[0] != "!"]
    if not said.keys() >= set(wanted) or any(name[1:] in said for name in sign if name[0] == "!"):
        return False
    found = product(*(said[name][:_MOST] for name in wanted))
    return any(_apart(places) and _near(low, places) for places in found)


def _apart(places: tuple[_Place, ...]) -> bool:
    ordered = sorted(places)
    return all(one[1] <= other[0] for one, other in pairwise(ordered))


def _near(low: str, places: tuple[_Place, ...]) -> bool:
    return low.count(" ", min(one[0] for one in places), max(one[1] for one in places)) <= _NEAR
