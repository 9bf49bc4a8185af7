"""`jobboard read`, as a stranger uses it: a real process, texts in, JSON out."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
AD = """Softwareentwickler*in (m/w/d) in Musterstadt, Kennziffer 2026-47
Die Musterwerke GmbH, ein Unternehmen der Beispiel Gruppe, sucht zum 01.01.2027 eine Person für die IT.
Entgeltgruppe E 13 TV-H, 40 Stunden pro Woche, befristet auf 24 Monate, Vollzeit oder Teilzeit.
Homeoffice an bis zu drei Tagen pro Woche möglich.
Sie haben ein abgeschlossenes Hochschulstudium der Informatik und mindestens 3 Jahre Berufserfahrung mit Python.
Verhandlungssicheres Deutsch (C1) und gute Englischkenntnisse; Französisch von Vorteil.
Wir unterstützen Sie beim Visum und beim Umzug.
Bewerbungsfrist: 15.12.2026.
Für Rückfragen steht Ihnen Frau Erika Mustermann (Tel. 0999 123456) zur Verfügung.
"""


@pytest.fixture
def read(settings_env: dict[str, str], tmp_path: Path) -> Run:
    def command(data: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
        program = str(Path(sys.executable).parent / "jobboard")
        return subprocess.run(
            [program, "read", *options], env=settings_env, cwd=tmp_path, input=data, capture_output=True, timeout=120, check=False
        )  # fmt: skip

    return command


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_everything_an_ad_says(read: Run) -> None:
    (found,) = objects(read(AD.encode(), "--json"))
    assert (found["title_clean"], found["title_aside"]) == (
        "Softwareentwickler",
        ["(m/w/d)", "*in", "Kennziffer 2026-47", "Musterstadt"],
    )
    assert [place["locality"] for place in found["places"]] == ["Musterstadt"]
    remote = found["remote"]
    assert (remote["mode"], remote["home_days"], remote["period"]) == ("hybrid", 3, "week")
    assert remote["evidence"] == "Homeoffice an bis zu drei Tagen pro Woche möglich."
    assert (found["salary"]["grade"], found["salary"]["table"]) == ("E 13 TV-H", "TV-H")
    assert found["salary"]["min"] < found["salary"]["max"] and found["salary"]["table_from"]
    assert [(need["language"], need["level"]) for need in found["languages"]] == [("de", "C1"), ("en", "B2")]
    assert found["languages"] == found["language_requirements"]
    assert (found["hours"], found["weekly_hours"], found["term"], found["fixed_term"]) == (40, 40, "fixed", True)
    assert found["employment_types"] == ["FULL_TIME", "PART_TIME"]
    assert "Python" in [skill["label"] for skill in found["skills"]]
    assert (found["experience_years"], found["education"], found["employer_parent"]) == (
        3,
        "bachelor",
        "Beispiel Gruppe",
    )
    assert (found["visa_support"], found["relocation_support"]) == (True, True)
    assert (found["start"], found["valid_through"], found["language"]) == ("2027-01-01", "2026-12-15", "de")
    assert found["contact"] == {"name": "Erika Mustermann", "email": "", "phone": "0999 123456"}
    read_words = set(found["evidence"]) - {"places"}
    assert read_words >= {"start", "valid_through", "contact", "education", "experience", "fixed_term", "weekly_hours"}
    assert all(words in AD for field, words in found["evidence"].items() if field != "places")


def test_one_object_a_line_in_order_whatever_the_lines_are(read: Run) -> None:
    lines = [
        "100 % Homeoffice möglich".encode(),
        b"",
        b"   ",
        b"Remote-Support f\xfcr Kunden, 2 Tage Homeoffice pro Woche",  # Windows-1252
        b"Teilzeit\x00 mit NUL",
        b"x" * 10_000_000,
        b"Koch (m/w/d)\\nWir suchen Sie in Vollzeit.",
        b"Das Ende",
    ]
    found = objects(read(b"\n".join(lines), "--lines"))
    assert [one["remote"]["mode"] for one in found] == ["remote", "unknown", "unknown", "hybrid", *["unknown"] * 4]
    assert [one["title"] for one in found] == ["", "", "", "", "", "", "Koch (m/w/d)", ""]
    assert found[6]["employment_types"] == ["FULL_TIME"] and found[4]["employment_types"] == ["PART_TIME"]
    assert len({tuple(one) for one in found}) == 1, "an empty line has the same keys"


def test_nothing_in_is_one_silent_object(read: Run) -> None:
    (found,) = objects(read(b"", "--json"))
    assert found["remote"]["mode"] == "unknown" and found["title"] == "" and found["evidence"] == {}
    assert all(found[name] in (None, "", []) for name in ("salary", "languages", "hours", "term", "start", "contact"))
    assert objects(read(b"", "--lines")) == []


def test_for_people_it_says_what_is_known_and_no_more(read: Run) -> None:
    done = read(AD.encode())
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert "start: 2027-01-01" in done.stdout.decode()
    assert all(": " in line for line in lines)
    assert not any(line.startswith(("regulated_profession", "occupation: \n", "term")) for line in lines)


def test_lines_are_answered_as_they_come(settings_env: dict[str, str], tmp_path: Path) -> None:
    program = str(Path(sys.executable).parent / "jobboard")
    with subprocess.Popen(
        [program, "read", "--lines"], env=settings_env, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for mode, line in (("remote", b"100 % Homeoffice\n"), ("unknown", b"\n")):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["remote"]["mode"] == mode
        process.stdin.close()
        assert process.wait(60) == 0
