"""In which language is this query typed? Letters first, then words that only one language has."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from index.analysis import STOPWORDS, words
from index.glossary import LANGUAGES, read_glossary

_SCRIPTS = (
    ("uk", re.compile("[іїєґІЇЄҐ]")), ("ru", re.compile("[ыэъёЫЭЪЁ]")),
    ("fa", re.compile("[پچژگ]")), ("ar", re.compile("[\u0621-\u064a]")),
    ("tr", re.compile("[ğışĞİŞ]")), ("pl", re.compile("[ąęłńśźżĄĘŁŃŚŹŻ]")), ("ro", re.compile("[ăâșțȘȚĂÂ]")),
    ("de", re.compile("[äöüßÄÖÜ]")),
)  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_FUNCTION: Mapping[str, frozenset[str]] = {
    language: frozenset(text.split())
    for language, text in {
        "de": "und oder mit ohne der die das ein eine für im in bei als von nicht kein keine ich suche stelle stellen arbeit gesucht ab mindestens bis stunden woche neue",
        "en": "and or with without the a an for in at as of no not i work from near within hours week days past last time least looking",
        "pl": "i w z na do bez dla praca pracy od od godzin oraz jako nie szukam", "ro": "și si in în cu de la pentru fără fara loc munca ore pe din",
        "tr": "ve ile için icin bir iş is işi saat en az olarak yarı", "ru": "и в на с без для работа час часов от до", "uk": "і в у на з без для робота годин від до та",
    }.items()
}  # fmt: skip


def query_language(text: str, hints: Iterable[str] = ()) -> str:
    """ISO 639-1 code, or "" if nothing tells; `hints` are languages whose words were read in it."""
    for language, letters in _SCRIPTS:
        if letters.search(text):
            return language
    votes: dict[str, float] = {}
    for hint in filter(None, hints):
        votes[hint] = votes.get(hint, 0) + 0.5
    for word in words(text):
        for language in word_languages().get(word, ()):
            votes[language] = votes.get(language, 0) + 1
        for language, known in _FUNCTION.items():
            if word in known:
                votes[language] = votes.get(language, 0) + 1
    if _CYRILLIC.search(text):
        votes = {language: votes.get(language, 0) for language in ("ru", "uk")}
    best = max(votes, key=lambda language: (votes[language], language == "de"), default="")
    if best and [*votes.values()].count(votes[best]) > 1 and best not in ("de", "ru"):
        return "en" if votes.get("en") == votes[best] else best
    return best


@cache
def word_languages() -> Mapping[str, tuple[str, ...]]:
    """The languages of the words of our glossary: occupations and skills, each word of a name on its own."""
    found: dict[str, set[str]] = {}
    for term in read_glossary():
        for language in LANGUAGES:
            for form in term.forms[language]:
                for word in set(words(form)) - STOPWORDS:
                    found.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in found.items()}
