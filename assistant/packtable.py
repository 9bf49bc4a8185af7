"""Tables of the region pack whose rows stand on sources: read with the line of each row, and checked like the articles."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from assistant.article import Source
from assistant.errors import ArticleError
from assistant.figures import figures
from jobboard.pack import PackFault
from jobboard.posting import Value

Shape = TypeVar("Shape", bound=Value)


@dataclass(frozen=True, slots=True)
class Row(Generic[Shape]):
    """A row and the line where it begins."""

    line: int
    value: Shape


def read_rows(path: Path, table: str, shape: type[Shape]) -> list[Row[Shape]]:
    """The rows [[table]] of a file, none if there is no such file; raises ArticleError with file and line."""
    if not path.is_file():
        return []
    try:
        text = path.read_text("utf-8")
        rows = tomllib.loads(text).get(table, [])
    except UnicodeDecodeError as error:
        raise ArticleError(path, 1, "the text is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ArticleError(path, int(line[1]) if line else 1, f"it is not TOML: {error}") from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
    return [_row(shape, row, path, line) for row, line in zip(rows, lines, strict=True)]


def translated_in(path: Path) -> tuple[str, ...]:
    """The languages of a file that are translations which no speaker has reviewed: `translated` at its head."""
    found = tomllib.loads(path.read_text("utf-8")).get("translated", []) if path.is_file() else []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ArticleError(path, 1, "translated is a list of languages")
    return tuple(found)


def _row(shape: type[Shape], row: Mapping[str, Any], path: Path, line: int) -> Row[Shape]:
    try:
        return Row(line, shape.model_validate(row))
    except ValidationError as error:
        detail = error.errors()[0]
        place = ".".join(map(str, detail["loc"]))
        raise ArticleError(path, line, f"{place}: {detail['msg']}") from error


def source_faults(
    file: str, line: int, ids: Iterable[str], texts: Iterable[str], known: Mapping[str, Source]
) -> Iterable[PackFault]:
    """What is wrong with texts and the sources they name: a source that is not there, one too weak to be stated, a figure
    that none of them gives."""
    ids = tuple(ids)
    for one in ids:
        if one not in known:
            yield PackFault(file, line, f"the source {one} is not in knowledge/*.toml")
        elif known[one].confidence == "low":
            yield PackFault(file, line, f"the source {one} is of low confidence: link to it, do not state it")
    given = frozenset[str]().union(*(known[one].known_figures for one in ids if one in known))
    for text in texts:
        if said := figures(text) - given:
            yield PackFault(file, line, f"{', '.join(sorted(said))} stands in none of {', '.join(ids) or 'no source'}")
