"""What do the sentences of a reply stand on? Citations numbered as they are needed, and what must be said of their sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.article import Article, Passage, Sentence, Source, load_sources, read_article
from assistant.reply import Citation, CitedSentence
from assistant.voice import Voice
from jobboard.region import Words

FALLBACK = ("en", "de")


def in_language(words: Words, language: str) -> str:
    """A pack's text in a language, or in English or German, or in what there is."""
    return next((words[code] for code in (language, *FALLBACK) if code in words), next(iter(words.values())))


class Library:
    """A pack's sources, and its articles, each read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "knowledge"
        self.sources = load_sources(folder)
        self._read: dict[str, Article | None] = {}

    def article(self, key: str, language: str) -> Article | None:
        """An article in a language, or in English or German; None if there is none."""
        for code in dict.fromkeys((language, *FALLBACK)):
            if found := self._one(f"{key}.{code}"):
                return found
        return None

    def passage(self, article: Article, source: str) -> Passage:
        """The first passage of an article that stands on a source, or its first."""
        return next(
            (one for one in article.passages if any(source in said.marks for said in one.sentences)),
            article.passages[0],
        )

    def _one(self, name: str) -> Article | None:
        if name not in self._read:
            path = self._folder / f"{name}.md"
            self._read[name] = read_article(path, self.sources) if path.is_file() else None
        return self._read[name]


@dataclass
class Citing:
    """The citations of one reply while it is put together."""

    library: Library
    voice: Voice
    today: date
    citations: list[Citation] = field(default_factory=list)
    _sources: dict[int, Source] = field(default_factory=dict)

    def of(self, sources: Iterable[str], article: str = "", language: str = "") -> tuple[int, ...]:
        """The numbers of the citations for these sources; `article` tells more about them."""
        found = self.library.article(article, language or self.voice.language) if article else None
        return tuple(dict.fromkeys(self.add(self.library.sources[one], found) for one in sources))

    def add(self, source: Source, article: Article | None = None) -> int:
        """The number of the citation of a source, as an article tells it."""
        key = article.key if article else ""
        for citation in self.citations:
            if self._sources[citation.number].id == source.id and citation.article == key:
                return citation.number
        passage = self.library.passage(article, source.id) if article else None
        citation = Citation(
            number=len(self.citations) + 1,
            article=key,
            passage=f"{key}#{passage.number}" if passage else "",
            heading=f"{article.front.title}: {passage.heading}" if article and passage else source.title,
            source=source.title,
            url=source.url,
            official_url=source.official_url,
            as_of=source.as_of,
            confidence=source.confidence,
        )
        self.citations.append(citation)
        self._sources[citation.number] = source
        return citation.number

    def told(self, article: str, sources: Iterable[str], language: str = "") -> Iterator[CitedSentence]:
        """The reviewed sentences of an article's passages that stand on these sources alone."""
        wanted = tuple(dict.fromkeys(sources))
        found = self.library.article(article, language or self.voice.language)
        if found is None:
            return
        passages = {self.library.passage(found, one).number for one in wanted}
        for passage in found.passages:
            for sentence in passage.sentences if passage.number in passages else ():
                if set(sentence.marks) <= set(wanted):
                    yield self._cited(sentence, found)

    def warnings(self, *, ended_only: bool = False) -> Iterator[CitedSentence]:
        """What is to be said of the sources: that figures have ended, or that a source is not the official one."""
        told: set[str] = set()
        for number, source in self._sources.items():
            if source.id in told:
                continue
            told.add(source.id)
            if source.valid_until and source.valid_until < self.today:
                text = self.voice("expired", title=source.title, day=self.voice.day(source.valid_until))
                yield CitedSentence(text, (number,), own=True)
            if source.confidence == "medium" and not ended_only:
                text = self.voice("according", title=source.title, day=source.as_of)
                yield CitedSentence(text, (number,), own=True)

    def expired(self) -> tuple[int, ...]:
        """The citations whose figures have ended."""
        ended = ((number, source.valid_until) for number, source in self._sources.items())
        return tuple(number for number, day in ended if day and day < self.today)

    def _cited(self, sentence: Sentence, article: Article) -> CitedSentence:
        numbers = dict.fromkeys(self.add(self.library.sources[mark], article) for mark in sentence.marks)
        return CitedSentence(sentence.text, tuple(numbers))
