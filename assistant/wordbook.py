"""What do the words of a job ad mean in plain language? The pack's wordbook, found in texts and looked up by questions."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.calculators.reading import plain
from assistant.citing import FALLBACK, Library
from assistant.errors import ArticleError
from assistant.packtable import read_rows, source_faults, translated_in
from assistant.phrases import written
from assistant.wishes import wishes
from jobboard.pack import PackFault
from jobboard.posting import Value
from jobboard.region import Words

FILE = "wordbook.toml"
_LONGEST_AD, _LONGEST_QUESTION = 60_000, 12
_FORGIVEN = 3  # words a question may hold beside the term and those that ask


class Word(Value):
    """A word of job ads: how it stands in them, and what it means."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    terms: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=1)]
    explain: Annotated[Words, Field(min_length=1)]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    article: str = ""


class Wordbook:
    """A pack's words."""

    def __init__(self, words: Iterable[Word], translated: Iterable[str] = ()) -> None:
        self.words = tuple(words)
        self.translated = frozenset(translated)  # languages no speaker has reviewed
        self._by_term = {_key(term): word for word in self.words for term in word.terms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Abbreviations ("VB", "EG") are told by their capitals; other words stand in ads in any case and inflected.
        terms = sorted({term for word in self.words for term in word.terms}, key=len, reverse=True)
        exact = "|".join(_spaced(term) for term in terms if _is_short(term))
        loose = "|".join(_spaced(term) for term in terms if not _is_short(term))
        parts = [rf"(?:{exact})" * bool(exact), rf"(?i:{loose})(?:e[mnrs]?|s|n)?" * bool(loose)]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(part for part in parts if part)})(?![\w])")

    def found_in(self, text: str) -> list[Word]:
        """The words of the book that stand in an ad, in its order, each once."""
        return [word for _, word in self.spotted(text)]

    def spotted(self, text: str) -> list[tuple[str, Word]]:
        """The same, each with the spelling that the ad has first."""
        if not self.words:
            return []
        found: dict[str, tuple[str, Word]] = {}
        for match in self._pattern.finditer(text[:_LONGEST_AD]):
            if word := self._of(match[0]):
                found.setdefault(word.id, (match[0], word))
        return list(found.values())

    def asked_for(self, question: str) -> Word | None:
        """The word a question asks the meaning of ("What does Befristung mean?"), or None if it asks for more."""
        low = written(plain(question))
        asking = wishes("wordbook", "asks")
        if len(low.split()) > _LONGEST_QUESTION or not asking.within(low):
            return None
        found = self.found_in(question)
        if len(found) != 1:
            return None
        left = asking.without(low)
        for term in sorted(found[0].terms, key=len, reverse=True):
            left = left.replace(written(term), " ")
        rest = [word for word in left.split() if word != "~"]
        return found[0] if len(rest) <= _FORGIVEN else None

    def _of(self, said: str) -> Word | None:
        key = _key(said)
        for cut in range(3):
            if word := self._by_term.get(key[: len(key) - cut]):
                return word
        return None


def _is_short(term: str) -> bool:
    return term.upper() == term and any(ch.isalpha() for ch in term) and len(term) <= 5


def _spaced(term: str) -> str:
    return r"\s+".join(re.escape(part) for part in term.split())


def _key(term: str) -> str:
    return " ".join(term.casefold().split())


def load_wordbook(folder: Path) -> Wordbook:
    """A pack's wordbook, empty if it has none; raises ArticleError with file and line."""
    return Wordbook([row.value for row in read_rows(folder / FILE, "word", Word)], translated_in(folder / FILE))


def word_faults(folder: Path, library: Library) -> list[PackFault]:
    """What is wrong with a pack's wordbook."""
    try:
        rows = read_rows(folder / FILE, "word", Word)
        languages = (*FALLBACK, *translated_in(folder / FILE))
    except ArticleError as error:
        return [PackFault(FILE, error.line, error.reason)]
    known: dict[str, str] = {}
    faults: list[PackFault] = []
    for row in rows:
        faults += _faults(row.line, row.value, library, languages)
        for term in row.value.terms:
            other = known.setdefault(_key(term), row.value.id)
            if other != row.value.id:
                faults.append(PackFault(FILE, row.line, f"the term {term!r} also stands with {other}"))
    return faults


def _faults(line: int, word: Word, library: Library, languages: Iterable[str]) -> Iterator[PackFault]:
    yield from source_faults(FILE, line, word.sources, word.explain.values(), library.sources)
    for code in languages:
        if code not in word.explain:
            yield PackFault(FILE, line, f"there is no {code} explanation")
    if word.article and library.article(word.article, "en") is None:
        yield PackFault(FILE, line, f"the article {word.article!r} does not exist")
