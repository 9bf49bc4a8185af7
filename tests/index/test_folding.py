"""When the next generation is built, and by whom."""

import sys
from pathlib import Path

import pytest

from index import folding
from index.folding import Folding, outgrown


@pytest.mark.parametrize(
    ("pending", "size", "due"),
    [(200, 50, False), (201, 50, True), (999, 10_000, False), (1_001, 10_000, True), (2_001, 10**6, True)],
)
def test_the_larger_the_index_the_more_may_wait(pending: int, size: int, due: bool) -> None:
    assert outgrown(pending, size) == due


def wait(one: Folding) -> None:
    child = one._child
    assert child is not None
    child.wait(30)


def test_one_build_at_a_time_and_only_when_due(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'built')!r}, 'a').write('x')"
    one = Folding([sys.executable, "-c", code])
    one.look(5, 1_000)
    assert not one.building
    one.look(500, 1_000)
    one.look(500, 1_000)
    wait(one)
    assert (tmp_path / "built").read_text() == "x"
    one.look(5, 1_000)
    assert one._child is None
    one.look(500, 1_000)
    wait(one)
    assert (tmp_path / "built").read_text() == "xx"


def test_after_a_failed_build_a_while_passes(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    one = Folding([sys.executable, "-c", "raise SystemExit(3)"])
    one.look(500, 1_000)
    wait(one)
    one.look(500, 1_000)
    assert one._child is None and "exit status 3" in caplog.text
    monkeypatch.setattr(folding, "AGAIN_S", 0.0)
    one._not_before = 0.0
    one.look(500, 1_000)
    wait(one)
