"""The page on collecting lists every adapter, once, with how it is known, what it reads and its traps."""

import re

import pytest
from conftest import ROOT

from scrapers.adapters import ADAPTERS

PAGE = (ROOT / "docs" / "scrapers.md").read_text("utf-8")
TABLE = PAGE[PAGE.index("## Adapters") : PAGE.index("###")]
ROWS = {match[1]: match[0].strip("|").split("|") for match in re.finditer(r"^\| `(\w+)` .*$", TABLE, re.MULTILINE)}


def test_the_table_lists_every_adapter_and_no_other() -> None:
    assert sorted(ROWS) == sorted(ADAPTERS)
    assert list(ROWS) == sorted(ROWS)
    assert len(re.findall(r"^\| `", TABLE, re.MULTILINE)) == len(ADAPTERS)


@pytest.mark.parametrize("name", ROWS)
def test_every_column_says_something(name: str) -> None:
    assert len(ROWS[name]) == 5
    assert all(len(cell.strip()) > 2 for cell in ROWS[name])
