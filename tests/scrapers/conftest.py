"""The sites of a test, closed when it ends."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # for musterweb, which the tests of this folder share

from musterweb import Site


@pytest.fixture
def sites() -> Iterator[Callable[[int], Site]]:
    """Sites by number, each on a loopback address of its own."""
    made: list[Site] = []

    def make(number: int) -> Site:
        made.append(Site(f"127.0.0.{number}"))
        return made[-1]

    yield make
    for site in made:
        site.close()
