"""Another municipality brings a folder of data, not a fork: no code and no catalogue names a bundled region.

What must not be named is read from the bundled region packs when the test runs, so that this file names nothing either.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from jobboard.pack import BUNDLED, load_pack

SKIPPED = {"build", "var", "node_modules"}
SHORTEST = 4  # shorter aliases are syllables of other words
REGIONS = sorted(path.parent for path in BUNDLED.glob("*/region.toml"))


def sources() -> Iterator[Path]:
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.po"), *ROOT.rglob("*.mako")]):
        parts = path.relative_to(ROOT).parts
        if not any(part.startswith(".") or part in SKIPPED for part in parts):
            yield path


def named_by(region: Path) -> set[str]:
    """The region's names, its places and their postal codes, its employers by name and alias, its operator and its hosts."""
    pack = load_pack(region)
    names = {pack.region.key, *pack.region.name.values(), pack.region.centre.name, pack.region.operator.name}
    names |= {locality.postal_code for locality in pack.localities}
    names |= {locality.name for locality in pack.localities}
    for employer in pack.employers:
        names |= {employer.name, *employer.aliases}
    return {name.strip() for name in names if len(name.strip()) >= SHORTEST}


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_the_list_of_forbidden_words_is_a_real_one(region: Path) -> None:
    words = named_by(region)
    employers = tomllib.loads((region / "employers.toml").read_text("utf-8"))["employers"]
    assert len(words) > len(employers) + 20
    assert sum(word.isdigit() for word in words) > 10


@pytest.mark.parametrize("region", REGIONS, ids=lambda path: path.name)
def test_no_code_names_the_region(region: Path) -> None:
    words = sorted(named_by(region), key=len, reverse=True)
    pattern = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])", re.IGNORECASE)
    found = []
    for path in sources():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found += [f"{path.relative_to(ROOT)}:{number}: {match[0]}" for match in pattern.finditer(line)]
    assert found == []


def test_every_source_is_looked_at() -> None:
    looked_at = {path.relative_to(ROOT).as_posix() for path in sources()}
    assert {
        "app.py",
        "jobboard/pack.py",
        "jobboard/pages/search.py",
        "scrapers/engine.py",
        "index/local.py",
        "assistant/assistant.py",
    } <= looked_at
    assert any(name.endswith(".po") for name in looked_at) and "tests/conftest.py" in looked_at
