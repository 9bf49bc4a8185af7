"""Which place of the region does a word name? Also in Cyrillic or Arabic letters, and with a case ending."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from index.levelling import level
from jobboard.places import Gazetteer

_LONGEST = 5  # words of a name
_SHORTEST = 4  # letters of a name that is typed in small letters too
# German sounds as Russian and Ukrainian write them; the longest first.
_CYRILLIC = (
    ("sch", "ш"), ("tsch", "ч"), ("chs", "кс"), ("tz", "ц"), ("ck", "к"), ("ch", "х"), ("ph", "ф"), ("th", "т"), ("qu", "кв"),
    ("st", "шт"), ("sp", "шп"), ("ei", "аи"), ("ai", "аи"), ("eu", "ои"), ("au", "ау"), ("ie", "и"), ("oe", "е"), ("ae", "е"),
    ("ue", "у"), ("ah", "а"), ("eh", "е"), ("oh", "о"), ("uh", "у"), ("ih", "и"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"),
    ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "г"), ("i", "и"), ("j", "и"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"),
    ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "ф"), ("w", "в"), ("x", "кс"),
    ("y", "и"), ("z", "ц"),
)  # fmt: skip
_GERMAN_SOUND = re.compile("|".join(sorted((sound for sound, _ in _CYRILLIC), key=len, reverse=True)))
_SOUNDS = dict(_CYRILLIC)
# Letters that transliterations mix up become one.
_ALIKE = str.maketrans({"й": "и", "і": "и", "ї": "и", "ы": "и", "э": "е", "є": "е", "х": "г", "з": "с", "ю": "у", "я": "а",
                        "ь": "", "ъ": "", "'": "", "щ": "ш"})  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_ENDING = re.compile(r"[аеиоу]+$|ом$")
_CONSONANTS = {"ك": "k", "ق": "k", "س": "s", "ص": "s", "ز": "s", "ل": "l", "ب": "b", "ف": "f", "د": "d", "ت": "t", "ط": "t",
               "ن": "n", "م": "m", "ر": "r", "ش": "S", "غ": "g", "ج": "g", "ه": "h", "ح": "h", "خ": "x", "ث": "t"}  # fmt: skip
_LATIN_CONSONANTS = (
    ("sch", "S"), ("tz", "ts"), ("ck", "k"), ("ch", "x"), ("ph", "f"), ("th", "t"), ("z", "ts"), ("c", "k"), ("q", "k"), ("v", "f"),
    ("p", "b"), ("x", "ks"), ("w", "f"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The names of a region's places by how they are written, and by how they sound in other alphabets."""

    written: Mapping[str, str] = field(default_factory=dict)
    cyrillic: Mapping[str, str] = field(default_factory=dict)
    arabic: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()

    def find(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """Names in a levelled text: where, which place, and whether the spelling alone is sure of it."""
        words = list(re.finditer(r"[^\W_]+", text))
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST, len(words) - at), 0, -1):
                last = words[at + size - 1]
                found = self._named([word[0] for word in words[at : at + size]], text[words[at].start() : last.end()])
                if found:
                    yield words[at].start(), last.end(), *found
                    at += size - 1
                    break
            at += 1

    def _named(self, words: list[str], stretch: str) -> tuple[str, bool] | None:
        if re.search(r"[^\w' .()/-]", stretch):
            return None
        key = " ".join(words)
        if key in self.written:
            return self.written[key], len(key) >= _SHORTEST
        if len(words) > 1:
            return None
        if key in self.codes:
            return key, True
        if re.match("[\u0400-\u04ff]", key):
            name = self.cyrillic.get(_cyrillic_key(key))
            return (name, len(key) >= _SHORTEST) if name else None
        if re.match("[\u0600-\u06ff]", key) and len(skeleton := _arabic_key(key)) > 2:
            name = self.arabic.get(skeleton)
            return (name, False) if name else None
        return None


def place_names(gazetteer: Gazetteer) -> PlaceNames:
    """The names of a gazetteer."""
    written: dict[str, str] = {}
    cyrillic: dict[str, str] = {}
    arabic: dict[str, str] = {}
    for locality in gazetteer.localities:
        for name in (locality.name, re.sub(r"\s?\(.*", "", locality.name), *locality.aliases):
            for spelling in {name, name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")}:
                key = " ".join(re.findall(r"[^\W_]+", level(spelling).text))
                if len(key) > 2:
                    written.setdefault(key, locality.name)
        if locality.kind != "quarter":
            heard = level(re.sub(r"\s?\(.*", "", locality.name)).text
            if heard.isalpha():
                sounds = _GERMAN_SOUND.sub(lambda match: _SOUNDS[match[0]], heard)
                cyrillic.setdefault(_cyrillic_key(sounds), locality.name)
                arabic.setdefault(_skeleton(heard), locality.name)
    return PlaceNames(written, cyrillic, arabic, frozenset(one.postal_code for one in gazetteer.localities))


def _cyrillic_key(word: str) -> str:
    """A Cyrillic spelling without what varies: case endings, soft signs, double letters, letters mixed up."""
    key = word.translate(_ALIKE)
    for written, one in (("тс", "ц"), ("тц", "ц"), ("шт", "ст"), ("шп", "сп")):
        key = key.replace(written, one)
    key = _DOUBLE.sub(r"\1", key)
    return _ENDING.sub("", key) or key


def _arabic_key(word: str) -> str:
    """The consonants of an Arabic spelling."""
    return _DOUBLE.sub(r"\1", "".join(_CONSONANTS.get(letter, "") for letter in word))


def _skeleton(name: str) -> str:
    """The consonants of a German name, as `_arabic_key` gives them."""
    for sound, consonant in _LATIN_CONSONANTS:
        name = name.replace(sound, consonant)
    return _DOUBLE.sub(r"\1", re.sub(r"[aeiouyjw]", "", name))
