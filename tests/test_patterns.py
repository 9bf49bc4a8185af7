"""No pattern of ours can be made to take for ever: ads, queries and messages come from anywhere.

Where two parts of a pattern may take the same letters, a text that almost fits has it try all ways to share them out,
twice as many with every word more. So every compiled pattern meets texts that repeat what it looks for.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType, ModuleType

import pytest

import assistant
import index
import jobboard
import scrapers

TIMES, PATIENCE_S = 40, 5  # a pattern that tries all ways needs years, any other a millisecond
BESIDES = (
    "bench",
    "train",
    "tune",
    "evaluate",
    "grains",
    "migrations",
    "pages",
)  # no text of strangers, or run when imported
UNITS = [
    "m ", "m  ", "m, ", "a", "a ", "1", "1 ", "1.", "1, ", " ", "  \n", "-", "- ", " - ", "/", "a / ", "( ", "a-", "a. ", "A ",
    "ä ", "a=", "<a ", '"', "10 € ", "§", "in ", "und ", "a@", "a_", "://", "a: ", "+4 ", "5 % ", "а ", "ا ", "* ",
]  # fmt: skip
BEGINNINGS = ["", "(", "[", "<", '"', "a", "1", "- "]
_LITERAL = re.compile(r"(?<![\\\w])[A-Za-zäöüß]{3,12}")


class EndlessError(Exception):
    """Patience is at its end."""


def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns that modules hold, alone or within tables, by the name under which they were found first."""
    found: dict[re.Pattern[str], str] = {}
    for package in (assistant, index, jobboard, scrapers):
        for module in modules(package):
            for name, value in list(vars(module).items()):
                for one in within(value):
                    found.setdefault(one, f"{module.__name__}.{name}")
    return {f"{name} {number}": one for number, (one, name) in enumerate(found.items())}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not any(word in one.name for word in BESIDES) and not one.name.endswith("__main__"):
            yield importlib.import_module(one.name)


def within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from within(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for one in value.values():
            yield from within(one, depth + 1)


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    own = list(dict.fromkeys(_LITERAL.findall(pattern.pattern)))[:10]
    for begin in [*BEGINNINGS, *(f"({word}" for word in own[:3]), *(f"{word} " for word in own)]:
        for unit in [*UNITS, *(f"{word} " for word in own), *(f"{word}  " for word in own[:4]), *own[:4]]:
            yield begin + unit * TIMES + "\x00!"


def endless(pattern: re.Pattern[str]) -> str:
    """A text that the pattern does not come to an end with; "" if there is none."""
    for text in texts(pattern):
        signal.alarm(PATIENCE_S)
        try:
            pattern.search(text)
        except EndlessError:
            return text
        finally:
            signal.alarm(0)
    return ""


@pytest.fixture
def impatient() -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGALRM, end)
    yield
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("impatient")
def test_no_pattern_takes_for_ever() -> None:
    every = patterns()
    assert len(every) > 500
    assert {name: text for name, one in every.items() if (text := endless(one))} == {}


@pytest.mark.usefixtures("impatient")
def test_a_pattern_that_takes_for_ever_is_found() -> None:
    assert endless(re.compile(r"\((?:\s*m\s*[/|]?)+\)")).startswith("(")
