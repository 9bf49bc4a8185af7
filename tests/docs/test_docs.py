"""The documentation says what the code does."""

import re
from pathlib import Path

import click
import pytest
from conftest import ROOT

from jobboard.cli import main
from jobboard.commands.document import PARTS, filled
from jobboard.posting import JobPosting
from jobboard.settings import SETTINGS

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
READ_ELSEWHERE = {"JOBBOARD_TEST_REQUIRE"}


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        return [leaf for name, child in command.commands.items() for leaf in leaves(child, (*path, name))]
    return [(path, command)]


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "csv.md"])
def test_generated_parts_are_up_to_date(name: str) -> None:
    page = (DOCS / name).read_text("utf-8")
    assert filled(page) == page, "run `make docs`"


def test_every_generated_part_stands_in_a_page() -> None:
    marks = {mark for page in PAGES for mark in re.findall(r"<!-- generated (\w+) -->", page.read_text("utf-8"))}
    assert marks == set(PARTS)


@pytest.mark.parametrize(
    ("path", "command"), leaves(main), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_and_option_explains_itself(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help, path
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, (path, parameter.name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_settings_named_in_a_page_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    names = {" ".join(path) for path, _ in leaves(main)} | {"employer"}
    for command in re.findall(r"`jobboard ([a-z]+(?: (?:invite|list|withdraw))?)\b", text):
        assert command in names, command
    known = {setting.name for setting in SETTINGS} | READ_ELSEWHERE
    for setting in re.findall(r"\bJOBBOARD_[A-Z_]+\b", text):
        assert setting in known, setting
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_modules_named_by_the_architecture_page_exist() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        folder = re.match(r"\[([\w/]+)/\]", section)
        if not folder:
            continue
        for name in re.findall(r"`([a-z_]+\.py)`", section):
            assert list((ROOT / folder[1]).rglob(name)), f"{folder[1]}/{name}"


def test_every_key_of_a_posting_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", (DOCS / "json.md").read_text("utf-8")))
    assert described >= set(JobPosting.model_fields)


def test_the_changelog_has_an_entry_for_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"^\s*make run\b", text, re.MULTILINE)
    assert re.search(r"^\s*make test\b", text, re.MULTILINE)
    assert "TORCH_INDEX_URL" in text


def test_ci_runs_the_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert re.search(r"^make test$", script.read_text("utf-8"), re.MULTILINE)


def test_every_dependency_is_explained() -> None:
    text = (DOCS / "adr" / "0001-dependencies.md").read_text("utf-8").lower()
    block = re.search(
        r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block is not None
    for name in re.findall(r'"([A-Za-z0-9-]+)', block[1]):
        assert name.lower() in text or name.lower() in ("numpy",), name
