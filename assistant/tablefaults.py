"""What is wrong with the tables of a pack that the assistant works with: calculators, checklists, wordbook, contacts."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from assistant.calculators.rules import FILE, Rule, rule_faults
from assistant.checklist import ITEMS, Task, checklist_faults
from assistant.citing import Library
from assistant.errors import ArticleError
from assistant.packtable import read_rows
from assistant.wordbook import FILE as WORDS
from assistant.wordbook import Word, word_faults
from jobboard.pack import PackFault
from jobboard.region import Contact


def table_faults(folder: Path, contacts: Iterable[Contact], today: date) -> list[PackFault]:
    """Every fault of these tables; an article they name that cannot be read is reported once, with the articles."""
    try:
        library = Library(folder)
        faults = rule_faults(folder, library, today)
        faults += checklist_faults(folder, library, contacts)
        return faults + word_faults(folder, library)
    except ArticleError:
        return []


def cited_by_tables(folder: Path) -> frozenset[str]:
    """The sources these tables stand on; none if one of them cannot be read."""
    try:
        rules = {row.value.source for row in read_rows(folder / FILE, "rule", Rule)}
        tasks = {source for row in read_rows(folder / ITEMS, "task", Task) for source in row.value.sources}
        words = {source for row in read_rows(folder / WORDS, "word", Word) for source in row.value.sources}
    except ArticleError:
        return frozenset()
    return frozenset(rules | tasks | words)
