"""What do the sentences of a reply stand on? Citations numbered as they are needed, and what must be said of their sources."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

from assistant.article import Article, Passage, Sentence, Source, load_sources, read_article
from assistant.reply import Citation, CitedSentence
from assistant.voice import Voice
from assistant.wording import ended_once
from jobboard.region import Words

FALLBACK = ("en", "de")


def in_language(words: Words, language: str) -> str:
    """A pack's text in a language, or in English or German, or in what there is."""
    return next((words[code] for code in (language, *FALLBACK) if code in words), next(iter(words.values())))


def note_on(texts: Iterable[Words], translated: Collection[str], voice: Voice, language: str) -> str:
    """What is to be said of texts shown in a language: that they are not in it, or that nobody has reviewed them; or ""."""
    if any(language not in one for one in texts):
        return "" if language in FALLBACK else voice("other_language")
    return voice("translated") if language in translated else ""


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


class Citations:
    """The citations of one reply while it is put together, numbered as they are needed, and what must be said of their
    sources."""

    def __init__(self, voice: Voice, today: date) -> None:
        self.voice, self.today = voice, today
        self.citations: list[Citation] = []
        self._sources: dict[int, Source] = {}
        self._told: set[str] = set()

    def number(self, source: Source, article: Article | None = None, passage: Passage | None = None) -> int:
        """The number of the citation of a source, as a passage of an article tells it."""
        place = f"{article.key}#{passage.number}" if article and passage else ""
        for citation in self.citations:
            if self._sources[citation.number].id == source.id and citation.passage == place:
                return citation.number
        citation = Citation(
            number=len(self.citations) + 1,
            article=article.key if article else "",
            passage=place,
            heading=ended_once(f"{article.front.title}: {passage.heading}") if article and passage else source.title,
            source=source.title,
            url=source.url,
            official_url=source.official_url,
            as_of=source.as_of,
            confidence=source.confidence,
        )
        self.citations.append(citation)
        self._sources[citation.number] = source
        return citation.number

    def warnings(self, *, ended_only: bool = False) -> tuple[CitedSentence, ...]:
        """What is to be said of the sources cited since it was last said: that figures have ended, or that a source is not
        the official one."""
        new: dict[str, tuple[int, Source]] = {}
        for number, source in self._sources.items():
            if source.id not in self._told:
                new.setdefault(source.id, (number, source))
        self._told |= set(new)
        said = [
            CitedSentence(self._ended(source, source.valid_until), (number,), own=True)
            for number, source in new.values()
            if source.valid_until and source.valid_until < self.today
        ]
        medium = [] if ended_only else [one for one in new.values() if one[1].confidence == "medium"]
        if medium:
            sources = self.voice.listed(dict.fromkeys(self._named(source) for _, source in medium))
            text = self.voice("according", sources=sources)
            said.append(CitedSentence(text, tuple(number for number, _ in medium), own=True))
        return tuple(said)

    def expired(self) -> tuple[int, ...]:
        """The citations whose figures have ended."""
        ended = ((number, source.valid_until) for number, source in self._sources.items())
        return tuple(number for number, day in ended if day and day < self.today)

    def _ended(self, source: Source, day: date) -> str:
        return self.voice("expired", title=source.title, day=self.voice.day(day))

    def _named(self, source: Source) -> str:
        """A source with the day as of which it holds, if it has one."""
        if source.as_of == "undated":
            return self.voice("source_undated", title=source.title)
        return self.voice("source", title=source.title, day=self.voice.as_of(source.as_of))


class Citing(Citations):
    """The citations of a reply whose sentences name sources and articles of a pack by their ids."""

    def __init__(self, library: Library, voice: Voice, today: date) -> None:
        super().__init__(voice, today)
        self.library = library

    def of(self, sources: Iterable[str], article: str = "", language: str = "") -> tuple[int, ...]:
        """The numbers of the citations for these sources; `article` tells more about them."""
        found = self.library.article(article, language or self.voice.language) if article else None
        return tuple(dict.fromkeys(self.add(self.library.sources[one], found) for one in sources))

    def add(self, source: Source, article: Article | None = None) -> int:
        """The number of the citation of a source, as an article tells it."""
        return self.number(source, article, self.library.passage(article, source.id) if article else None)

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

    def _cited(self, sentence: Sentence, article: Article) -> CitedSentence:
        numbers = dict.fromkeys(self.add(self.library.sources[mark], article) for mark in sentence.marks)
        return CitedSentence(sentence.text, tuple(numbers))
