"""`jobboard search`: what it reads in a query, what it says of it, and what an option overrules."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import MUSTERSTADT

from jobboard.cli import main


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("finding")
    settings = {"JOBBOARD_DATA": str(folder / "var"), "JOBBOARD_REGION": str(MUSTERSTADT), "JOBBOARD_LANG": "en"}
    for command in ("init", "index"):
        assert CliRunner().invoke(main, [command], env=settings).exit_code == 0
    return settings


@pytest.fixture
def search(environment: dict[str, str]) -> Any:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["search", *arguments], env=environment)

    return run


def answer(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_what_was_read_is_said_and_applied(search: Any) -> None:
    done = search("Buchhalter Teilzeit Homeoffice in Musterstadt max 30h")
    assert (
        "Read as: Part time · home office first · in and around Musterstadt · at most 30 hours a week\n" in done.stderr
    )
    found = answer(search("Buchhalter Teilzeit Homeoffice in Musterstadt max 30h", "--json"))
    assert found["understood"]["text"] == "Buchhalter"
    assert found["understood"]["language"] == "de"
    assert found["understood"]["applied"] is True
    assert [one["kind"] for one in found["understood"]["read"]] == ["type", "mode", "place", "hours"]
    assert found["understood"]["read"][2] == {"kind": "place", "value": "Musterstadt", "words": "in Musterstadt"}
    assert found["filters"]["place"] == "Musterstadt" and found["filters"]["modes"] == ["remote", "hybrid"]
    assert found["hits"][0]["title"].startswith("Buchhalter")


def test_json_alone_stands_on_standard_output(search: Any) -> None:
    done = search("Buchhalter Homeoffice", "--json")
    assert len(done.stdout.splitlines()) == 1 and "Read as" not in done.stdout


def test_of_a_message_it_is_said_what_was_searched_for(search: Any) -> None:
    message = "Hallo, ich habe zwei Kinder und suche etwas als Buchhalter, egal ab wann"
    assert "Searched for: Buchhalter" in search(message).stderr
    assert answer(search(message, "--json"))["understood"]["searched"] == "Buchhalter"
    assert "Searched for" not in search("Buchhalter Homeoffice").stderr


def test_literally(search: Any) -> None:
    found = answer(search("Buchhalter Homeoffice", "--literal", "--json"))
    assert found["understood"] == {
        "language": "",
        "text": "Buchhalter Homeoffice",
        "read": [],
        "searched": "Buchhalter Homeoffice",
        "applied": True,
        "suggestion": "",
    }
    assert "modes" not in found["filters"]


def test_an_option_wins_over_what_was_read(search: Any) -> None:
    query = "Buchhalter Homeoffice in Musterstadt"
    found = answer(search(query, "--remote", "onsite", "--place", "Fernhausen", "--radius-km", "3", "--json"))[
        "filters"
    ]
    assert (found["modes"], found["place"], found["radius_km"]) == (["onsite"], "Fernhausen", 3.0)
    assert "lenient" not in found


def test_a_misspelled_word_is_pointed_out(search: Any) -> None:
    done = search("Pflegefachkrft")
    assert "Did you mean: Pflegefachkraft" in done.stderr
    assert done.stdout  # and finds something as it stands


@pytest.mark.parametrize("query", ["", "😀", "AND OR NOT ( ) * ? : ~", "\x07\x1b[0m", "Buchhalter " * 9_000, '"'])
def test_bad_input(search: Any, query: str) -> None:
    done = search("-k", "1", "--", query)
    assert done.exit_code == 0
    assert "postings found." in done.stderr


def test_nothing_found_comes_with_a_hint(search: Any) -> None:
    assert "Try the name of an occupation" in search("😀").stderr
