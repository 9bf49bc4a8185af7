"""What people read: every message of the code is translated in every catalogue, with the same names to fill in."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from conftest import ROOT

from jobboard.texts import DOMAIN, LOCALE, N_, languages, texts

# As in the Makefile's target "texts".
KEYWORDS = {"t": None, "N_": None, "plural": (1, 2)}
CODE = [
    ROOT / "app.py",
    *sorted(path for name in ("jobboard", "assistant", "index", "scrapers") for path in (ROOT / name).rglob("*.py")),
]
CATALOGUES = sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


@cache
def messages() -> dict[str | tuple[str, ...], str]:
    """The message ids of the code, each with a place where it stands."""
    found: dict[str | tuple[str, ...], str] = {}
    for path in CODE:
        for line, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def forms(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_the_makefile_extracts_what_is_tested_here() -> None:
    (line,) = [
        line
        for line in (ROOT / "Makefile").read_text("utf-8").splitlines()
        if "pybabel" in line and " extract " in line
    ]
    assert {"-k t", "-k N_", "-k plural:1,2"} <= set(re.findall(r"-k \S+", line))
    assert line.split()[-5:] == ["app.py", "jobboard", "assistant", "index", "scrapers"]


def test_there_are_messages_and_catalogues() -> None:
    assert len(messages()) > 200
    assert [path.parent.parent.name for path in CATALOGUES] == [
        language for language in languages() if language != "en"
    ]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_message_of_the_code_is_translated(path: Path) -> None:
    known = catalogue(path)
    missing = []
    for message, place in messages().items():
        found = known.get(forms(message)[0])
        if (
            found is None
            or found.fuzzy
            or not all(forms(found.string))
            or len(forms(found.string)) != len(forms(message))
        ):
            missing.append(f"{place}: {message}")
    assert missing == [], f"{path}: run `make texts` and translate"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_no_translation_has_lost_its_message(path: Path) -> None:
    known = {tuple(forms(message.id)) for message in catalogue(path) if message.id}
    assert known - {tuple(forms(message)) for message in messages()} == set(), f"{path}: run `make texts`"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_translations_fill_in_the_same_names(path: Path) -> None:
    wrong = []
    for message in catalogue(path):
        if not message.id:
            continue
        wanted = set().union(*(names(form) for form in forms(message.id)))
        for form in forms(message.string):
            if names(form) - wanted or (isinstance(message.id, str) and names(form) != wanted):
                wrong.append((message.id, form))
            if form[:1].isspace() or form[-1:].isspace():
                wrong.append((message.id, form))
    assert wrong == []


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            if name in KEYWORDS:
                yield node


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_hides_in_an_f_string_or_is_put_together(path: Path) -> None:
    """Babel on Python 3.11 does not look into f-strings, and nothing can translate a text that is made at run time."""
    tree = ast.parse(path.read_text("utf-8"))
    hidden = [
        call.lineno
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for call in calls(string)
        if any(
            isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value
            for argument in call.args
        )
    ]
    made = [
        call.lineno
        for call in calls(tree)
        if call.args
        and (
            isinstance(call.args[0], ast.JoinedStr)
            or (isinstance(call.args[0], ast.BinOp) and not isinstance(call.args[0].op, ast.BitOr))
        )
    ]
    assert (hidden, made) == ([], [])


def test_a_message_is_looked_up_and_filled_in() -> None:
    german, english = texts("de"), texts("en")
    assert german("Search for jobs") not in ("", "Search for jobs")
    assert english("Search for jobs") == "Search for jobs"
    assert german("row {row}", row=7) == "Zeile 7" and english("row {row}", row=7) == "row 7"
    assert german("no such message {x}", x="ü{y}") == "no such message ü{y}"
    assert german("") == english("") == "", "not the catalogue's header"
    assert N_("x") == "x"


def test_plurals() -> None:
    one, many = "{number} day ago", "{number} days ago"
    assert [texts("en").plural(one, many, number) for number in (0, 1, 2, 1.5)] == [
        "0 days ago",
        "1 day ago",
        "2 days ago",
        "1.5 days ago",
    ]
    german = [texts("de").plural(one, many, number) for number in (1, 2, 1000, 0.5)]
    assert german == ["vor 1 Tag", "vor 2 Tagen", "vor 1.000 Tagen", "vor 0,5 Tagen"]


def test_numbers_days_and_money_in_the_languages_own_form() -> None:
    german, english = texts("de"), texts("en")
    assert (german.number(52000.5), english.number(52000.5)) == ("52.000,5", "52,000.5")
    assert (german.day(date(2026, 3, 9)), english.day(date(2026, 3, 9))) == ("09.03.2026", "Mar 9, 2026")
    assert (german.money(52000, "EUR"), english.money(52000, "EUR")) == (
        "52.000\u00a0€".replace("\u00a0", " "),
        "€52,000",
    )
    assert (german.money(18.5, "EUR"), english.money(18.5, "USD")) == ("18,50 €", "$18.50")
    assert german.money(1000, "XXQ") == "1.000 XXQ"
    assert german.money(1000, "") == "1.000 €"


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [
        ("de", "Deutsch", "German"),
        ("en", "Englisch", "English"),
        ("uk", "Ukrainisch", "Ukrainian"),
        ("xx", "xx", "xx"),
        ("", "", ""),
        ("!", "!", "!"),
    ],
)
def test_names_of_languages(code: str, german: str, english: str) -> None:
    assert (texts("de").language_name(code), texts("en").language_name(code)) == (german, english)


def test_a_language_without_a_catalogue_reads_english() -> None:
    assert texts("fr").language == "en" and texts("").language == "en"
    assert texts("de") is texts("de")
    assert set(languages()) >= {"de", "en"}
