"""Further sample questions: the words people use in languages the articles are not written in, and what people ask that no article
answers."""

import csv
from collections.abc import Collection, Iterable
from pathlib import Path

from assistant.errors import ArticleError
from jobboard.pack import PackFault

FILE = "knowledge/asked.tsv"
COLUMNS = ["article", "language", "question"]
NOWHERE = "-"  # in place of an article: questions that none answers


def load_asked(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Questions by article id, each with its language; a pack without the file has none. Raises ArticleError with the line."""
    path = folder / FILE
    found: dict[str, list[tuple[str, str]]] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if number == 1:
                if row != COLUMNS:
                    raise ArticleError(path, 1, f"the columns must be {', '.join(COLUMNS)}")
                continue
            if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
                raise ArticleError(path, number, "a line is article, language and question, with a tab between them")
            found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def asked_faults(folder: Path, articles: Collection[str]) -> Iterable[PackFault]:
    """What is wrong with the file: what cannot be read, and questions of articles there are not."""
    try:
        found = load_asked(folder)
    except ArticleError as error:
        yield PackFault(FILE, error.line, error.reason)
        return
    for article in found:
        if article not in (*articles, NOWHERE):
            yield PackFault(FILE, 1, f"there is no article {article!r}")
