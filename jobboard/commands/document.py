"""Writes what the documentation says of commands, settings and columns, from the code itself: `make docs`.

A page holds marks `<!-- generated NAME -->` and `<!-- end -->`; what stands between them comes from here, and a test
fails when it is out of date.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from jobboard.csvcolumns import COLUMNS
from jobboard.fault import MESSAGES, NOTES
from jobboard.settings import SETTINGS

_MARK = re.compile(r"(?P<open><!-- generated (?P<name>\w+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command with its help."""
    from jobboard.cli import main

    parts = []
    for name, command in _walk(main, "jobboard"):
        context = click.Context(command, info_name=name, terminal_width=100, **main.context_settings)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from _walk(command.commands[child], f"{name} {child}")


def settings() -> str:
    """The table of settings."""
    rows = [
        f"| `{one.name}` | {f'`{one.default}`' if one.default else '(empty)'} | {one.purpose} |" for one in SETTINGS
    ]
    return "\n".join(["| setting | default | what it does |", "|---|---|---|", *rows, ""])


def columns() -> str:
    """The table of CSV columns."""
    rows = [
        f"| `{one.name}` | `{one.key}` | {'yes' if one.needed else ''} | {', '.join(one.synonyms)} | {one.help} |"
        for one in COLUMNS
    ]
    return "\n".join(["| German name | English name | needed | also read as | |", "|---|---|---|---|---|", *rows, ""])


def faults() -> str:
    """The table of faults."""
    rows = [
        f"| `{code}` | {'note' if code in NOTES else 'error'} | {wrong} | {remedy} |"
        for code, (wrong, remedy) in MESSAGES.items()
    ]
    return "\n".join(["| code | | what is wrong | what to do |", "|---|---|---|---|", *rows, ""])


PARTS: dict[str, Callable[[], str]] = {"commands": commands, "settings": settings, "columns": columns, "faults": faults}


def filled(page: str) -> str:
    """A page with its generated parts brought up to date."""
    return _MARK.sub(lambda match: f"{match['open']}{PARTS[match['name']]()}{match['close']}", page)


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(filled(path.read_text("utf-8")), "utf-8")
