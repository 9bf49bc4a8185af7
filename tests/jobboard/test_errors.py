"""Errors are texts for people: they carry their evidence and say what to do."""

import inspect
import re
from pathlib import Path

import pytest

from jobboard import errors
from jobboard.errors import HeaderError, JobboardError, PackError, SettingsError, StoreError, UnreadableFile

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, JobboardError)]


def test_the_tree_at_the_top_of_the_module_is_the_tree_of_the_classes() -> None:
    line: list[str] = []
    drawn: dict[str, str] = {}
    for branch, name in re.findall(
        r"^((?:[│├└─ ]{4})*)([A-Z]\w+(?=\s|$))", (errors.__doc__ or "").partition("\n")[2], re.MULTILINE
    ):
        line = [*line[: len(branch) // 4], name]
        drawn[name] = line[-2] if len(line) > 1 else "Exception"
    assert drawn == {found.__name__: found.__mro__[1].__name__ for found in CLASSES}
    for found in CLASSES:
        assert (found.__doc__ or "").strip(), found


@pytest.mark.parametrize(
    ("error", "text", "evidence"),
    [
        (JobboardError("It failed."), "It failed.", {"remedy": ""}),
        (JobboardError("It failed.", remedy="Try again."), "It failed. Try again.", {"message": "It failed."}),
        (SettingsError("JOBBOARD_LANG", "fr", "choose de or en"), "Setting JOBBOARD_LANG='fr': choose de or en.", {"name": "JOBBOARD_LANG", "value": "fr"}),
        (PackError(Path("p/region.toml"), "no key", 7), "p/region.toml:7: no key. `jobboard check` lists every fault of the pack.", {"line": 7, "reason": "no key"}),
        (PackError(Path("p"), "no key"), "p: no key. `jobboard check` lists every fault of the pack.", {"file": Path("p"), "line": None}),
        (UnreadableFile("t.csv", "binary", "it is a picture.", remedy="Save it as text.", other="x"), "t.csv: it is a picture. Save it as text.", {"code": "binary", "values": {"other": "x"}}),
        (HeaderError("t.csv", "no_header", "no header."), "t.csv: no header.", {"file": "t.csv", "reason": "no header."}),
        (StoreError("sqlite:///x", "it is full."), "Store sqlite:///x: it is full.", {"address": "sqlite:///x"}),
    ],
)  # fmt: skip
def test_what_an_error_says_and_carries(error: JobboardError, text: str, evidence: dict[str, object]) -> None:
    assert str(error) == text
    assert {name: getattr(error, name) for name in evidence} == evidence
    assert isinstance(error, JobboardError)
