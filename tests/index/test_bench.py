"""The benchmark runs and says what it promises to say; its times are nobody's business here."""

import contextlib
import io
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index import bench_lexical, bench_table
from index.bench import PARTS, main, row
from index.bench_hybrid import Hybrid
from index.bench_peers import Eager, Engine, Ours

ROOT = Path(__file__).parent.parent.parent
APP = (
    r"cores, Python 3\.",
    r"^build, 200 postings +[\d.,]+ s +limit 60 s",
    r"^  peak memory of that process, 200 postings +[\d.,]+ MB +limit 1,500 MB",
    r"^open, 200 postings",
    r"^search, \d+ postings, filters and facets, p50 .* limit 100 ms",
    r"^search, 200 postings, filters and facets, p50",
    r"^search, 200 postings, filters and facets, p95",
    r"^search, 200 postings, filters and facets, p99",
    r"^a new posting: stored, refreshed, found",
)
FIGURE = r"-?[\d,.]+"  # a process that has more than one engine can get smaller while one is opened
# All but one whose compiler takes long.
SHOWN = {kind: tuple(each for each in engines if each is not Eager) for kind, engines in bench_table.KINDS.items()}
CELLS = 16  # of a line: building, opening, and two times six of the answers


def cells(table: str, name: str) -> list[str]:
    """The figures of an engine's line."""
    found = re.search(rf"^{re.escape(name)} {{2,}}({FIGURE}(?: +{FIGURE}){{{CELLS - 1}}})", table, re.MULTILINE)
    assert found, (name, table)
    return found[1].split()


def test_the_part_of_the_app() -> None:
    options = ["--postings", "200", "--queries", "5", "--part", "app"]
    done = subprocess.run(
        [sys.executable, "-m", "index.bench", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout
    for line in APP:
        assert re.search(line, said, re.MULTILINE), (line, said)
    assert "serve" not in said and "rank-bm25" not in said


@pytest.fixture(scope="module")
def table() -> str:
    """The whole table of a small run, in this process instead of one for each engine."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, contextlib.redirect_stdout(said):
        patched.setattr(bench_table, "_child", bench_table.measured)
        patched.setattr(bench_table, "SECONDS", 0.1)
        patched.setattr(bench_table, "KINDS", SHOWN)
        for name, size in (("VOCABULARY", 5_000), ("OCCUPATIONS", 10), ("OWN_WORDS", 100)):
            patched.setattr(bench_lexical, name, size)
        bench_table.compare(400, 12)
    return said.getvalue()


def test_every_engine_has_a_line(table: str) -> None:
    for kind, engines in SHOWN.items():
        assert kind in table
        for engine in engines:
            if all(map(find_spec, engine.packages)):
                assert 0 < float(cells(table, engine.name)[8]) <= 1
            else:
                assert f"{engine.name:<20}not installed" in table


def test_the_lists_of_words_are_those_of_rank_bm25(table: str) -> None:
    assert cells(table, "ours")[8::6] == ["1.000", "1.000"]  # recall, with the filter too
    assert cells(table, "ours")[9::6] == ["1.0", "1.0"]
    assert "0 of 12 lists differ from ours" in table


def test_few_vectors_are_compared_one_by_one(table: str) -> None:
    for name in ("ours, hybrid", "rank-bm25, FAISS"):
        assert cells(table, name)[8::6] == ["1.000", "1.000"], (name, table)


def test_an_engine_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Missing(Engine):
        name, packages = "made up", ("no_such_package",)

    class Small(Engine):
        name, most, limit = "small", 5, "it is small"

    monkeypatch.setattr(bench_table, "_make", lambda *_, **__: None)
    monkeypatch.setattr(bench_table, "KINDS", {"words only": (Missing, Small)})
    bench_table.compare(10, 1, ["words only"])
    said = capsys.readouterr().out
    assert "made up             not installed: no_such_package" in said
    assert "small               left out above 5 postings: it is small" in said


def test_every_engine_has_a_name_of_its_own() -> None:
    names = [engine.name for kind in bench_table.KINDS.values() for engine in kind]
    assert len(names) == len(set(names)) == 10
    assert set(bench_table.KINDS) <= set(PARTS)


class _Fixed(Engine):
    def exact(self, words: object, query: list[str]) -> np.ndarray:  # type: ignore[override]
        return np.array([0.0, 3.0, 2.0, 2.0] + [1.0] * 8 + [0.0])


def test_recall_counts_scores_not_numbers(tmp_path: Path) -> None:
    judge, truth = _Fixed(tmp_path), Ours(tmp_path)
    truth.lexical = None  # type: ignore[assignment]
    numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert bench_table._recall(judge, truth, [], np.array([*numbers, 10])) == 1.0
    assert bench_table._recall(judge, truth, [], np.array([*numbers, 11])) == 1.0  # of the same score
    assert bench_table._recall(judge, truth, [], np.array([*numbers, 12])) == 0.9
    assert bench_table._recall(judge, truth, [], np.array([], np.int64)) == 0.0


def test_the_peers_lists_are_fused_by_ranks(tmp_path: Path) -> None:
    engine = Hybrid(tmp_path)
    first, second = np.zeros(200), np.zeros(200)
    first[[3, 4]], second[[4, 5]] = (9.0, 8.0), (1.0, 2.0)
    fused = engine._reciprocal(first, second)
    assert fused[[3, 4, 5]] == pytest.approx([1 / 61, 1 / 62 + 1 / 62, 1 / 61])
    engine.narrow(np.arange(200) != 4)
    assert np.flatnonzero(engine._reciprocal(first, second)).tolist() == [3, 5]


def test_a_promise_is_kept_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    row("start", 2.0, "s", 3.0)
    row("start", 4.0, "s", 3.0)
    row("texts", 4.0, "", 3.0, least=True)
    row("texts", 2.0, "", 3.0, least=True)
    said = [line.rpartition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said == ["kept", "EXCEEDED", "reached", "MISSED"]


def test_an_engine_that_is_not_known_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "--engine", "nosuch"])
    with pytest.raises(SystemExit):
        main()
    assert "'nosuch'" in (told := capsys.readouterr().err) and "tantivy" in told
