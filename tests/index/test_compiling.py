"""Compiled loops are kept on disk for as long as nothing that went into them changes, in whichever file."""

import subprocess
import sys
from pathlib import Path

import pytest

BELOW = """
from index.compiling import compiled
STEP = {step}

@compiled
def below(x):
    return x + {more}
"""
ABOVE = """
from index.compiling import compiled
from below import STEP, below

@compiled
def above(x):
    return between(x) * STEP

@compiled
def between(x):
    return below(x)
"""


def run(folder: Path) -> tuple[int, bool]:
    """What the loop gives, and whether it was taken from the disk."""
    code = "from above import above; print(above(1), sum(above.stats.cache_hits.values()))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True, capture_output=True, text=True, env={"PYTHONPATH": f"{folder}:.", "NUMBA_CACHE_DIR": str(folder / "kept")},
    )  # fmt: skip
    value, hits = found.stdout.split()
    return int(value), hits == "1"


@pytest.mark.parametrize(("step", "more", "value"), [(10, 2, 30), (100, 1, 200)])
def test_a_change_in_another_file_compiles_anew(step: int, more: int, value: int, tmp_path: Path) -> None:
    (tmp_path / "above.py").write_text(ABOVE)
    (tmp_path / "below.py").write_text(BELOW.format(step=10, more=1))
    assert run(tmp_path) == (20, False)
    assert run(tmp_path) == (20, True)
    (tmp_path / "below.py").write_text(BELOW.format(step=step, more=more))
    assert run(tmp_path) == (value, False)
