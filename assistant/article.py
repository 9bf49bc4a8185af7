"""What does the region know? Articles of the region pack: passages of sentences, each with the sources it stands on.

A file is TOML front matter between two lines "+++", then Markdown: a passage a "##" heading, a sentence a line, each
ending in the marks of its sources ("... within two weeks. [f083]"). Nothing without a mark is ever said. The sources stand
in knowledge/*.toml, once for all articles and languages.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError

from assistant.asked import asked_faults
from assistant.errors import ArticleError
from assistant.figures import figures, stated
from jobboard.pack import WARNING, PackFault
from jobboard.posting import Value
from jobboard.region import Contact

_MARKED = re.compile(r"(?P<text>\S.*?)\s+(?P<marks>(?:\[[a-z]\w*\]\s*)+)(?=$|\s)")
_MARK = re.compile(r"\[([a-z]\w*)\]")
SOON_DAYS = 60
_Shape = TypeVar("_Shape", bound=Value)
Audience = Literal["all", "eu", "third_country", "ukraine24", "refugee", "cross_border"]


class Source(Value):
    """What a sentence stands on, as it was seen on a day; `figures` are the numbers it states, as `assistant.figures`
    writes them. What is of low confidence is linked to, never said."""

    id: Annotated[str, Field(pattern=r"^[a-z]\w*$")]
    topic: str
    title: str
    url: str = ""
    official_url: str = ""
    as_of: str
    valid_from: date | None = None
    valid_until: date | None = None
    confidence: Literal["high", "medium", "low"]
    figures: tuple[str, ...] = ()

    @property
    def known_figures(self) -> frozenset[str]:
        """What a sentence standing on this source may say in digits: its figures, and those of its title and dates."""
        days = [day.strftime("%Y %m %d") for day in (self.valid_from, self.valid_until) if day]
        return frozenset(self.figures) | stated([self.title, self.as_of.replace("-", " "), *days])


class Sentence(Value):
    """A reviewed sentence and the ids of its sources."""

    text: str
    marks: Annotated[tuple[str, ...], Field(min_length=1)]


class Passage(Value):
    """A heading's sentences; `number` counts from 1 and is the same in every language of the article."""

    number: int
    heading: str
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)]

    @property
    def text(self) -> str:
        """The sentences without marks."""
        return " ".join(sentence.text for sentence in self.sentences)


class Front(Value):
    """The front matter: `related` names other articles, `links` sources that are worth reading but not certain enough to
    state, `state` whether a person who speaks the language has reviewed the text or it is a translation only.

    `special_case_of` names the article that says what holds in general, and `exceptions` are the numbers of the passages that
    are for special cases: neither is said first where a question does not name the case.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    title: str
    topic: str
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    reviewed: date
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
    contact: str = ""
    related: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    state: Literal["reviewed", "translated"] = "reviewed"
    special_case_of: str = ""
    exceptions: tuple[int, ...] = ()

    @property
    def cases(self) -> tuple[str, tuple[int, ...]]:
        """What is said of special cases."""
        return self.special_case_of, self.exceptions


class Article(Value):
    """One topic in one language, and the sources its sentences stand on."""

    front: Front
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    sources: tuple[Source, ...]

    @property
    def key(self) -> str:
        """Article id and language."""
        return f"{self.front.id}.{self.front.lang}"

    @property
    def usual(self) -> Passage:
        """The first passage that is for no special case."""
        return next((one for one in self.passages if one.number not in self.front.exceptions), self.passages[0])

    def source(self, mark: str) -> Source:
        """The source a mark names."""
        return next(source for source in self.sources if source.id == mark)


class _Sources(Value):
    source: tuple[Source, ...]


def load_sources(folder: Path) -> dict[str, Source]:
    """A pack's sources by id, from knowledge/*.toml; raises ArticleError with file and line."""
    known: dict[str, Source] = {}
    for path in sorted((folder / "knowledge").glob("*.toml")):
        text = path.read_text("utf-8")
        for source in _validated(_Sources, text, path).source:
            if source.id in known:
                line = text[: text.index(f'id = "{source.id}"')].count("\n") + 1
                raise ArticleError(path, line, f"the source {source.id} is there twice")
            known[source.id] = source
    return known


def _validated(shape: type[_Shape], text: str, file: Path) -> _Shape:
    try:
        return shape.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ArticleError(file, int(line[1]) if line else 1, f"it is not TOML: {error}") from error
    except ValidationError as error:
        detail = error.errors()[0]
        line_number = _line_of(detail["loc"], text)
        raise ArticleError(file, line_number, f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}") from error


def parse_article(text: str, file: Path, known: Mapping[str, Source]) -> Article:
    """An article from its text and the pack's sources by id; raises ArticleError with the line."""
    parts = re.split(r"^\+\+\+\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleError(file, 1, "the front matter must stand between two lines +++")
    front = _validated(Front, parts[1], file)
    first = text[: len(text) - len(parts[2])].count("\n") + 1
    passages = _passages(parts[2], file, first, known)
    marks = {mark for passage in passages for sentence in passage.sentences for mark in sentence.marks}
    for link in front.links:
        if link not in known:
            raise ArticleError(file, _line_of(("links",), parts[1]), f"the link {link} is not in knowledge/*.toml")
    sources = tuple(known[mark] for mark in sorted(marks | set(front.links)))
    return Article(front=front, passages=passages, sources=sources)


def _line_of(place: tuple[int | str, ...], front: str) -> int:
    """The line of a field in the front matter, counted with the "+++" before it; a missing one is missed in line 1."""
    lines = [line.strip() for line in front.splitlines()]
    tables = [number for number, line in enumerate(lines, 1) if line == f"[[{place[0]}]]"] if place else []
    if tables:
        return tables[int(place[1])] if len(place) > 1 else tables[0]
    own = lines[: next((at for at, line in enumerate(lines) if line.startswith("[")), len(lines))]
    return next((number for number, line in enumerate(own, 1) if place and line.startswith(f"{place[0]} ")), 1)


def _passages(body: str, file: Path, first: int, known: Mapping[str, Source]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    heading, sentences = "", list[Sentence]()

    def close() -> None:
        if heading:
            if not sentences:
                raise ArticleError(file, line_number, f"the passage {heading!r} has no sentence")
            found.append(Passage(number=len(found) + 1, heading=heading, sentences=tuple(sentences)))

    line_number = first
    for line_number, line in enumerate(body.splitlines(), first):
        if line.startswith("## "):
            close()
            heading, sentences = line[3:].strip(), []
        elif line.strip():
            if not heading:
                raise ArticleError(file, line_number, "text stands before the first ## heading")
            sentences += _sentences(line.strip().removeprefix("- "), file, line_number, known)
    close()
    if not found:
        raise ArticleError(file, line_number, "there is no passage")
    return tuple(found)


def _sentences(line: str, file: Path, number: int, known: Mapping[str, Source]) -> Iterable[Sentence]:
    at = 0
    for match in _MARKED.finditer(line):
        marks = tuple(_MARK.findall(match["marks"]))
        for mark in marks:
            if mark not in known:
                raise ArticleError(file, number, f"the source {mark} is not in knowledge/*.toml")
            if known[mark].confidence == "low":
                raise ArticleError(file, number, f"the source {mark} is of low confidence: link to it, do not state it")
        said = figures(match["text"]) - frozenset().union(*(known[mark].known_figures for mark in marks))
        if said:
            raise ArticleError(file, number, f"{', '.join(sorted(said))} stands in none of {', '.join(marks)}")
        at = match.end()
        yield Sentence(text=match["text"].strip(), marks=marks)
    if line[at:].strip():
        raise ArticleError(file, number, f"a sentence has no source: {line[at:].strip()[:60]!r}")


def read_article(file: Path, known: Mapping[str, Source]) -> Article:
    """An article from its file and the pack's sources; raises ArticleError with the line."""
    data = file.read_bytes()
    try:
        return parse_article(data.decode("utf-8"), file, known)
    except UnicodeDecodeError as error:
        raise ArticleError(file, data[: error.start].count(b"\n") + 1, "the text is not UTF-8") from error


def load_articles(folder: Path) -> list[Article]:
    """All articles of a pack, by id and language; raises ArticleError at the first fault."""
    known = load_sources(folder)
    return [read_article(path, known) for path in sorted((folder / "knowledge").glob("*.md"))]


def article_faults(
    folder: Path, contacts: Iterable[Contact], today: date, cited_elsewhere: Iterable[str] = ()
) -> list[PackFault]:
    """Every fault of a pack's articles: what cannot be read, what differs between languages, what expires soon.

    `cited_elsewhere` are sources that other tables of the pack stand on.
    """
    faults: list[PackFault] = []
    articles: dict[str, dict[str, Article]] = {}
    keys = {contact.key for contact in contacts}
    try:
        known = load_sources(folder)
    except ArticleError as error:
        return [PackFault(f"knowledge/{error.file.name}", error.line, error.reason)]
    for path in sorted((folder / "knowledge").glob("*.md")):
        name = f"knowledge/{path.name}"
        try:
            article = read_article(path, known)
        except ArticleError as error:
            faults.append(PackFault(name, error.line, error.reason))
            continue
        front = article.front
        if path.name != f"{article.key}.md":
            faults.append(PackFault(name, 2, f"the file should be named {article.key}.md"))
        if front.contact and front.contact not in keys:
            faults.append(PackFault(name, 1, f"contact {front.contact!r} is not in contacts.toml"))
        articles.setdefault(front.id, {})[front.lang] = article
    for found in articles.values():
        faults += _language_faults(found)
        faults += [
            PackFault(f"knowledge/{article.key}.md", 1, f"related article {other!r} does not exist")
            for article in found.values()
            for other in article.front.related
            if other not in articles
        ]
        faults += [
            PackFault(f"knowledge/{article.key}.md", 1, fault)
            for article in found.values()
            for fault in _special_case_faults(article, articles)
        ]
    faults += asked_faults(folder, articles)
    cited = {source.id for found in articles.values() for article in found.values() for source in article.sources}
    cited |= set(cited_elsewhere)
    return faults + [fault for source in known.values() for fault in _source_faults(source, cited, today)]


def _special_case_faults(article: Article, articles: Mapping[str, Mapping[str, Article]]) -> Iterable[str]:
    front, numbers = article.front, {one.number for one in article.passages}
    if front.special_case_of and front.special_case_of not in articles:
        yield f"the article {front.special_case_of!r}, which tells the rule, does not exist"
    elif front.special_case_of and any(one.front.special_case_of for one in articles[front.special_case_of].values()):
        yield f"the article {front.special_case_of!r}, which tells the rule, is itself on a special case"
    if not set(front.exceptions) < numbers:
        yield "exceptions are numbers of passages, and one passage tells the rule"


def _source_faults(source: Source, cited: set[str], today: date) -> Iterable[PackFault]:
    if source.id not in cited:
        if source.confidence != "low":  # those no article may state
            yield PackFault("knowledge", 1, f"no article cites the source {source.id}", WARNING)
    elif source.valid_until and (source.valid_until - today).days <= SOON_DAYS:
        state = "expired on" if source.valid_until < today else "ends on"
        yield PackFault("knowledge", 1, f"source {source.id} {state} {source.valid_until}", WARNING)


def _language_faults(found: dict[str, Article]) -> Iterable[PackFault]:
    first = found[sorted(found)[0]]
    for language in ("de", "en"):
        if language not in found:
            yield PackFault(f"knowledge/{first.key}.md", 1, f"there is no {language} version", WARNING)
    for article in found.values():
        if article.front.cases != first.front.cases:
            yield PackFault(f"knowledge/{article.key}.md", 1, f"its special cases differ from {first.key}.md")
        marks = [
            sorted({mark for sentence in passage.sentences for mark in sentence.marks}) for passage in article.passages
        ]
        wanted = [
            sorted({mark for sentence in passage.sentences for mark in sentence.marks}) for passage in first.passages
        ]
        if marks != wanted:
            yield PackFault(f"knowledge/{article.key}.md", 1, f"passages and sources differ from {first.key}.md")
