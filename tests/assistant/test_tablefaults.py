"""`jobboard check` on the tables of the assistant: each fault with file and line, and no fault in a pack that is whole."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.tablefaults import cited_by_tables, table_faults
from jobboard.pack import load_pack
from jobboard.region import Pack

TODAY = date(2026, 1, 20)


@pytest.fixture
def folder(tmp_path: Path, pack: Pack) -> Path:
    """A copy of the test region, to be broken."""
    shutil.copytree(pack.path, tmp_path / "region")
    return tmp_path / "region"


def faults(folder: Path, pack: Pack, today: date = TODAY) -> list[str]:
    return [f"{one.file}:{one.line}: {one.message}" for one in table_faults(folder, pack.contacts, today)]


def test_the_test_region_is_whole(pack: Pack) -> None:
    assert faults(pack.path, pack) == []
    assert cited_by_tables(pack.path) == {"p1", "p2", "l1"}


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "message"),
    [
        ("calculators.toml", 'source = "p1"', 'source = "zz"', "[[rule]]", "the source zz is not in knowledge/*.toml"),
        ("calculators.toml", "value = 2\n", "value = 8\n", "[[rule]]", "8 stands in none of p1"),
        ("calculators.toml", '"home_office.day"', '"home_office.night"', "[[rule]]", "no calculator asks for"),
        (
            "calculators.toml",
            'source = "p1"',
            'source = "p1"\narticle = "no-such"',
            "[[rule]]",
            "article 'no-such' does not exist",
        ),
        ("calculators.toml", 'source = "p1"', 'source = "p1"\narticle = "library"', "[[rule]]", "does not state p1"),
        ("calculators.toml", "value = 2\n", 'value = "many"\n', "[[rule]]", "value: "),
        ("checklists/items.toml", "30 Euro", "40 Euro", "[[task]]", "40 stands in none of p1"),
        ("checklists/items.toml", 'text.en = "Apply', 'text.uk = "Apply', "[[task]]", "there is no en text"),
        ("checklists/items.toml", 'sources = ["p1"]', "sources = []", "[[task]]", "sources: "),
        ("checklists/items.toml", '"welcome"', '"nobody"', "[[task]]", "contact 'nobody' is not in contacts.toml"),
        ("checklists/items.toml", 'article = "parking"', 'article = "x"', "[[task]]", "the article 'x' does not exist"),
        ("checklists/lists.toml", '"library-card", ', "", None, "no checklist has the task 'library-card'"),
        (
            "checklists/lists.toml",
            '"library-card", ',
            '"library-cart", ',
            "[[checklist]]",
            "the task 'library-cart' is not in",
        ),
        ("wordbook.toml", "Darüber", "Über 5 Punkte und 77", "[[word]]", "77 stands in none of l1"),
        ("wordbook.toml", '"befristet", ', '"VB", ', None, "the term 'VB' also stands with vb"),
        ("wordbook.toml", "explain.en", "explain.fr", "[[word]]", "there is no en explanation"),
        ("wordbook.toml", "[[word]]", "[[word", "[[word", "it is not TOML"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    file: str, old: str, new: str, at: str | None, message: str, folder: Path, pack: Pack
) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = [one for one in faults(folder, pack) if message in one]
    assert len(found) == 1, faults(folder, pack)
    if at:
        lines = path.read_text("utf-8").splitlines()
        assert found[0].startswith(f"{file}:{lines.index(at) + 1}: "), found


def test_a_rule_that_ends_is_named_unless_one_follows(pack: Pack) -> None:
    found = faults(pack.path, pack, date(2026, 12, 1))
    assert [one.split(": ")[1] for one in found] == [
        f"the rule home_office.{name} ends on 2026-12-31, and none follows" for name in ("day", "days", "most")
    ]
    assert "expired on" in faults(pack.path, pack, date(2027, 1, 1))[0]


def test_a_pack_without_tables_has_no_fault(folder: Path, pack: Pack) -> None:
    for name in ("calculators.toml", "wordbook.toml"):
        (folder / name).unlink()
    shutil.rmtree(folder / "checklists")
    assert faults(folder, pack) == []
    assert cited_by_tables(folder) == frozenset()


def test_the_check_command_finds_them(folder: Path) -> None:
    from click.testing import CliRunner

    from jobboard.cli import main

    (folder / "calculators.toml").write_text('[[rule]]\nkey = "child_benefit"\nvalue = 5\nsource = "p1"\n', "utf-8")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 1
    assert "calculators.toml:1: error: 5 stands in none of p1" in done.output
    assert load_pack(folder)
