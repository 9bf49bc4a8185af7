"""Who may import whom: the house plan's contracts, and what they cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGES = ("jobboard", "scrapers", "index", "assistant")
FILES = [*sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")), ROOT / "app.py"]


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_pages_and_server_know_streamlit_and_only_the_engine_knows_scrapy(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    names = imported(path)
    if not place.startswith(("jobboard/pages/", "jobboard/serve.py", "app.py")):
        assert "streamlit" not in names
    if not place.startswith("scrapers/"):
        assert not names & {"scrapy", "twisted"}
    if not place.startswith(("index/",)):
        assert not names & {"faiss", "torch", "sentence_transformers"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_keeps_to_one_thing(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.name == "__init__.py" and not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), "a module begins by saying what question it answers"
    assert text.count("\n") <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_statement_is_put_together_from_text(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("execute", "exec_driver_sql", "text")
        ):
            in_table = "PRAGMA" in ast.unparse(node)
            assert in_table or not any(isinstance(argument, ast.JoinedStr) for argument in node.args), ast.unparse(node)
        if isinstance(node, ast.Attribute | ast.Name):
            assert getattr(node, "attr", getattr(node, "id", "")) not in ("pickle", "eval", "allow_pickle_true")
