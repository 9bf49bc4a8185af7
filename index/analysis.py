"""From a text to the terms it is indexed and found by: folding, stems, gender forms, compound parts.

A document gives each word's stem in its own language and, for German, the stems of its parts. A query gives every
variant of a word, because it does not know the language of the document that it will meet.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

# ".net", then "c++", "c#" and their like, then every other run of letters and digits.
_WORD = re.compile(r"\.net\b|(?<![^\W_])[a-z](?:\+\+|#)(?![^\W\d_])|[^\W_]+")
# "Entwickler*innen", "Entwickler:in", "Entwickler/-in", "Entwickler(in)", "Angestellte:r": the form decides nothing.
_GENDER = re.compile(r"(?<=[a-zäöüß])(?:[*:_·]|/-?|\()in(?:nen)?\b\)?|(?<=[a-zäöüß])in(?:nen)?(?=[*:_])|(?<=e)[*:_]r\b")
# "Juristin", "Ärztinnen" have the stem of the other form; a few words only look so.
_FEMALE = re.compile(r"(?<=\w{3}[^aeiouäöü])in(?:nen)?$")
_NOT_FEMALE = frozenset(("benzin", "linkedin", "martin", "schwerin", "termin"))
_MARKS = re.compile(r"\(\s*(?:(?:m|w|d|f|x|i|gn|div|all genders)[\s/|,*]*)+\)")
# The same in a query as it stands, and without parentheses: "(m/w/d)", "m/w/d"; "/in", "*innen", "/-frau".
GENDER_MARK = rf"(?i:{_MARKS.pattern}|(?<!\w)(?:m\s?[/|]\s?[wf]|[wf]\s?[/|]\s?m)(?:\s?[/|]\s?[dxi*]){{0,2}}(?!\w))"
GENDER_FORM = rf"(?i:{_GENDER.pattern}|(?<=[a-zäöüß])/-?(?:frau|r)\b)"
_JOINERS = re.compile("[\u00ad\u0307\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u0652]")
_LETTERS = str.maketrans("أإآىیةکёґı", "اااييهكегi")
_STEMMERS = {
    "de": "german", "en": "english", "fr": "french", "es": "spanish", "it": "italian", "ru": "russian",
    "ro": "romanian", "tr": "turkish", "ar": "arabic", "nl": "dutch", "pt": "portuguese", "pl": "polish",
}  # fmt: skip
_STOPS = ",.;!?"  # no rule looks at them after a word
_LATIN = re.compile(r"[a-zäöüß]")


def fold(text: str) -> str:
    """Lower case, compatibility forms, no gender marks, no joiners or vowel signs."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = _JOINERS.sub("", _GENDER.sub("", _MARKS.sub(" ", text)))
    return text.translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of a text, folded; "c++", "c#" and ".net" are words."""
    if (plain := text.rstrip(_STOPS)).isascii() and plain.isalnum():
        return [plain.lower()]  # most texts that are read word by word
    return _WORD.findall(fold(text))


# Words that only join others; left out of queries, never out of documents, so that scores stay BM25's. "It" is not
# among them: it is also a trade.
STOPWORDS = frozenset(
    words(
        """
    kann kannst können könnte muss müssen darf dürfen soll habe hast hat haben gibt geht brauche brauchen bekomme
    bekommen wer wann wohin woher warum welche welcher welches wieviel viel viele lange hoch man mein meine meinen
    meiner meinem sein wenn der die das dem den des ein eine einer eines einem einen und oder aber mit ohne für fuer
    von vom zu zum zur im in am an auf aus bei beim als ist sind wird werden ich wir sie er es du dich mich mir nach
    über ueber unter wie wo was
    how much many long do does did can could must may might will would should have has had get need if there here what
    when where who whom which why am me them their his her was were been not no yes please also any some so
    the a an and or of to in on at for with without by from as is are be i we you he she my our your that this
    і й та або в у на з із до для від по про що як и или с к от о что как
    ve veya ile için bir bu da de
    في من على إلى عن مع أو و ال
    le la les un une et ou de du des au aux en dans pour avec sur par
    el los las y o con para por del
    """
    )
)


def bare(term: str) -> str:
    """Without accents: umlauts typed as plain vowels meet those typed as umlauts."""
    if term.isascii():
        return term
    return "".join(ch for ch in unicodedata.normalize("NFD", term) if not unicodedata.combining(ch)).replace("ß", "ss")


@lru_cache(maxsize=1)
def _algorithms() -> frozenset[str]:
    return frozenset(Stemmer.algorithms())


class Stems:
    """Stems with a memory; one object a thread, as PyStemmer's stemmers are not made for sharing."""

    def __init__(self) -> None:
        self._stemmers: dict[str, Stemmer.Stemmer] = {}
        self._known: dict[tuple[str, str], str] = {}

    def stem(self, word: str, language: str) -> str:
        """The stem of a folded word in a language; Snowball's German also joins "ae" with "ä"."""
        key = (word, language)
        if key not in self._known:
            if len(self._known) > 500_000:
                self._known.clear()
            self._known[key] = bare(self._stem(word, language))
        return self._known[key]

    def _stem(self, word: str, language: str) -> str:
        name = _STEMMERS.get(language, "german" if _LATIN.search(word) else "")
        if name not in _algorithms():
            return word
        if name == "german" and word not in _NOT_FEMALE:
            word = _FEMALE.sub("", word)
        if name not in self._stemmers:
            self._stemmers[name] = Stemmer.Stemmer(name, 0)
        return str(self._stemmers[name].stemWord(word))


class Compounds:
    """Splits German compounds into words the corpus itself uses (Koehn and Knight 2003, EACL: parts by frequency)."""

    LINKS = ("", "s", "es", "n", "en", "er", "e")
    SHORTEST = 4
    NO_PARTS = frozenset(words("schaft keit heit ungen lich lichen liche isch weise haft tion ation ieren innen"))

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self.frequencies: dict[str, int] = {}
        for word, count in frequencies.items():
            if len(word) >= self.SHORTEST and word.isalpha() and word not in self.NO_PARTS:
                key = bare(word)
                self.frequencies[key] = self.frequencies.get(key, 0) + count
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, without accents, or nothing if it cannot be split into known words."""
        if len(word) < 2 * self.SHORTEST or not word.isalpha():
            return ()
        if word not in self._known:
            if len(self._known) > 500_000:
                self._known.clear()
            found = self._split(bare(word), 3)
            self._known[word] = found[1] if found else ()
        return self._known[word]

    def _split(self, word: str, depth: int) -> tuple[float, tuple[str, ...]] | None:
        best: tuple[float, tuple[str, ...]] | None = None
        for at in range(self.SHORTEST, len(word) - self.SHORTEST + 1):
            head = self.frequencies.get(word[:at])
            if not head:
                continue
            for link in self.LINKS:
                if link and not word.startswith(link, at):
                    continue
                tail = word[at + len(link) :]
                if len(tail) < self.SHORTEST:
                    continue
                count = self.frequencies.get(tail)
                options: list[tuple[float, tuple[str, ...]]] = []
                if count:
                    options.append((float(head * count) ** 0.5, (word[:at], tail)))
                if depth > 2 and len(tail) >= 2 * self.SHORTEST and (deeper := self._split(tail, depth - 1)):
                    options.append(((head * deeper[0] ** 2) ** (1 / 3), (word[:at], *deeper[1])))
                for option in options:
                    if best is None or option[0] > best[0]:
                        best = option
        return best


@dataclass(frozen=True, slots=True)
class QueryWord:
    """The terms a query's word may meet: stems of the whole word, and stems of a compound's parts."""

    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them."""
        return self.whole + self.parts


class Analyser:
    """The terms of documents and queries over one corpus."""

    def __init__(self, compounds: Compounds) -> None:
        self.compounds = compounds
        self._stems = Stems()

    def document_terms(self, text: str, language: str) -> list[str]:
        """The terms of a document in reading order, repeated as often as they occur."""
        return [term for word in words(text) for term in self.word_terms(word, language)]

    def word_terms(self, word: str, language: str) -> list[str]:
        """The terms of one word of a document."""
        found = [self._stems.stem(word, language or "de")]
        if language != "en":
            found.extend(self._stems.stem(part, "de") for part in self.compounds.parts(word))
        return found

    def query_terms(self, text: str, languages: Iterable[str] = ("de", "en")) -> dict[str, QueryWord]:
        """For every word of a query that means something, the terms it may meet: stems by language, and its parts."""
        return {word: self.query_word(word, languages) for word in words(text) if word not in STOPWORDS}

    def query_word(self, word: str, languages: Iterable[str]) -> QueryWord:
        """The terms that a folded word of a query may meet."""
        whole = dict.fromkeys(self._stems.stem(word, language) for language in languages)
        parts = dict.fromkeys(self._stems.stem(part, "de") for part in self.compounds.parts(word))
        return QueryWord(tuple(whole), tuple(parts))


def word_frequencies(texts: Iterable[str]) -> dict[str, int]:
    """In how many texts each word occurs: what compounds are split by."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in dict.fromkeys(words(text)):
            counts[word] = counts.get(word, 0) + 1
    return counts
