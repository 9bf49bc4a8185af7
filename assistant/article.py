"""What does the region know? Articles of the region pack: passages of sentences, each with the sources it stands on.

A file is TOML front matter between two lines "+++", then Markdown: a passage a "##" heading, a sentence a line, each
ending in the marks of its sources ("... within two weeks. [f083]"). Nothing without a mark is ever said.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from assistant.errors import ArticleError
from jobboard.pack import WARNING, PackFault
from jobboard.posting import Value
from jobboard.region import Contact

_MARKED = re.compile(r"(?P<text>\S.*?)\s+(?P<marks>(?:\[[a-z]\w*\]\s*)+)(?=$|\s)")
_MARK = re.compile(r"\[([a-z]\w*)\]")
SOON_DAYS = 60
Audience = Literal["all", "eu", "third_country", "ukraine24", "refugee", "cross_border"]


class Source(Value):
    """What a sentence stands on, as it was seen on a day."""

    id: str
    title: str
    url: str = ""
    official_url: str = ""
    as_of: str
    valid_until: date | None = None
    confidence: Literal["high", "medium"]


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
    """The front matter."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    lang: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    title: str
    topic: str
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    reviewed: date
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
    contact: str = ""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Article(Value):
    """One topic in one language."""

    front: Front
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """Article id and language."""
        return f"{self.front.id}.{self.front.lang}"

    def source(self, mark: str) -> Source:
        """The source a mark names."""
        return next(source for source in self.front.sources if source.id == mark)


def parse_article(text: str, file: Path) -> Article:
    """An article from its text; raises ArticleError with the line."""
    parts = re.split(r"^\+\+\+\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleError(file, 1, "the front matter must stand between two lines +++")
    try:
        front = Front.model_validate(tomllib.loads(parts[1]))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ArticleError(file, int(line[1]) if line else 1, f"the front matter is not TOML: {error}") from error
    except ValidationError as error:
        detail = error.errors()[0]
        raise ArticleError(
            file, _line_of(detail["loc"], parts[1]), f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}"
        ) from error
    first = text[: len(text) - len(parts[2])].count("\n") + 1
    return Article(front=front, passages=_passages(parts[2], file, first, {source.id for source in front.sources}))


def _line_of(place: tuple[int | str, ...], front: str) -> int:
    """The line of a field in the front matter, counted with the "+++" before it; a missing one is missed in line 1."""
    lines = [line.strip() for line in front.splitlines()]
    tables = [number for number, line in enumerate(lines, 1) if line == f"[[{place[0]}]]"] if place else []
    if tables:
        return tables[int(place[1])] if len(place) > 1 else tables[0]
    own = lines[: next((at for at, line in enumerate(lines) if line.startswith("[")), len(lines))]
    return next((number for number, line in enumerate(own, 1) if place and line.startswith(f"{place[0]} ")), 1)


def _passages(body: str, file: Path, first: int, known: set[str]) -> tuple[Passage, ...]:
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


def _sentences(line: str, file: Path, number: int, known: set[str]) -> Iterable[Sentence]:
    at = 0
    for match in _MARKED.finditer(line):
        marks = tuple(_MARK.findall(match["marks"]))
        for mark in marks:
            if mark not in known:
                raise ArticleError(file, number, f"the source {mark} is not in the front matter")
        at = match.end()
        yield Sentence(text=match["text"].strip(), marks=marks)
    if line[at:].strip():
        raise ArticleError(file, number, f"a sentence has no source: {line[at:].strip()[:60]!r}")


def read_article(file: Path) -> Article:
    """An article from its file; raises ArticleError with the line."""
    data = file.read_bytes()
    try:
        return parse_article(data.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        raise ArticleError(file, data[: error.start].count(b"\n") + 1, "the text is not UTF-8") from error


def load_articles(folder: Path) -> list[Article]:
    """All articles of a pack, by id and language; raises ArticleError at the first fault."""
    return [read_article(path) for path in sorted((folder / "knowledge").glob("*.md"))]


def article_faults(folder: Path, contacts: Iterable[Contact], today: date) -> list[PackFault]:
    """Every fault of a pack's articles: what cannot be read, what differs between languages, what expires soon."""
    faults: list[PackFault] = []
    articles: dict[str, dict[str, Article]] = {}
    keys = {contact.key for contact in contacts}
    for path in sorted((folder / "knowledge").glob("*.md")):
        name = f"knowledge/{path.name}"
        try:
            article = read_article(path)
        except ArticleError as error:
            faults.append(PackFault(name, error.line, error.reason))
            continue
        front = article.front
        if path.name != f"{article.key}.md":
            faults.append(PackFault(name, 2, f"the file should be named {article.key}.md"))
        if front.contact and front.contact not in keys:
            faults.append(PackFault(name, 1, f"contact {front.contact!r} is not in contacts.toml"))
        for source in front.sources:
            if source.valid_until and (source.valid_until - today).days <= SOON_DAYS:
                state = "expired on" if source.valid_until < today else "ends on"
                faults.append(PackFault(name, 1, f"source {source.id} {state} {source.valid_until}", WARNING))
        articles.setdefault(front.id, {})[front.lang] = article
    for found in articles.values():
        faults += _language_faults(found)
    return faults


def _language_faults(found: dict[str, Article]) -> Iterable[PackFault]:
    first = found[sorted(found)[0]]
    for language in ("de", "en"):
        if language not in found:
            yield PackFault(f"knowledge/{first.key}.md", 1, f"there is no {language} version", WARNING)
    for article in found.values():
        marks = [
            sorted({mark for sentence in passage.sentences for mark in sentence.marks}) for passage in article.passages
        ]
        wanted = [
            sorted({mark for sentence in passage.sentences for mark in sentence.marks}) for passage in first.passages
        ]
        if marks != wanted:
            yield PackFault(f"knowledge/{article.key}.md", 1, f"passages and sources differ from {first.key}.md")
