"""The command line as a stranger uses it: real processes, their output, their exit status."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MUSTERSTADT

Run = Callable[..., subprocess.CompletedProcess[str]]
COLUMNS = ("referenz", "titel", "plz", "ort", "remote_art", "beschreibung", "arbeitszeit", "deutsch_niveau", "bewerbungs_email", "veroeffentlicht_am", "gueltig_bis")  # fmt: skip


@pytest.fixture
def run(settings_env: dict[str, str], tmp_path: Path) -> Run:
    def command(*arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).parent / "jobboard")
        return subprocess.run(
            [program, *arguments], env={**settings_env, **environment}, cwd=tmp_path, input=stdin, capture_output=True, text=True, timeout=120, check=False
        )  # fmt: skip

    return command


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {
                "titel": "Archivarin (m/w/d)",
                "plz": "99001",
                "ort": "Musterstadt",
                "remote_art": "hybrid",
                "beschreibung": "Sie ordnen das Archiv der Stadt und beraten Besucherinnen und Besucher.",
                "arbeitszeit": "Teilzeit",
                "deutsch_niveau": "C1",
                "bewerbungs_email": "stellen@archiv.example",
                "veroeffentlicht_am": "05.01.2026",
                "gueltig_bis": "31.12.2099",
                **row,
            }
        )
    return out.getvalue()


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_from_nothing_to_a_found_posting(run: Run) -> None:
    assert "4 demo postings loaded" in run("init").stderr
    assert run("index").returncode == 0
    done = run("search", "Pflegekraft nachts", "-k", "3", "--json")
    assert done.returncode == 0
    (found,) = lines(done)
    assert found["hits"][0]["title"] == "Pflegefachkraft für die Nachtwache"
    assert found["hits"][0]["demo"] is True
    assert found["hits"][0]["reasons"].keys() == {"words", "parts", "meaning", "bm25", "rendering"}
    assert found["total"] == sum(found["facets"]["mode"].values())


def test_init_again_changes_nothing_and_no_demo_removes_it(run: Run) -> None:
    run("init")
    assert "4 demo postings are there already" in run("init").stderr
    assert "4 demo postings removed" in run("init", "--no-demo").stderr
    assert "0 demo postings removed" in run("init", "--no-demo").stderr
    run("index")
    assert lines(run("search", "Pflege", "--json"))[0]["total"] == 0


@pytest.mark.parametrize(
    "command",
    [
        ("search", "x"),
        ("index",),
        ("runs",),
        ("reports",),
        ("employer", "invite", "A"),
        ("import", "t.csv", "--employer", "A"),
    ],
)
def test_without_a_store_every_command_says_what_to_do(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "t.csv").write_text(table({"referenz": "1"}), "utf-8")
    done = run(*command)
    assert done.returncode == 1
    assert "there is no store" in done.stderr and "`jobboard init`" in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""


def test_without_an_index_search_says_what_to_do(run: Run) -> None:
    run("init")
    done = run("search", "x", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no index" in done.stderr and "`jobboard index`" in done.stderr


def test_a_truncated_index_is_named_and_an_older_one_serves(run: Run, settings_env: dict[str, str]) -> None:
    run("init")
    run("index")
    run("index")
    newest = Path(settings_env["JOBBOARD_DATA"]) / "index" / "2" / "documents.npy"
    newest.write_bytes(newest.read_bytes()[:-10])
    assert run("search", "Pflege").returncode == 0
    older = newest.parent.parent / "1" / "ids.txt"
    older.unlink()
    done = run("search", "Pflege")
    assert done.returncode == 1
    assert "documents.npy is truncated or changed" in done.stderr and "ids.txt is missing" in done.stderr


def test_an_index_of_another_store_is_refused(run: Run, settings_env: dict[str, str]) -> None:
    run("init")
    run("index")
    (Path(settings_env["JOBBOARD_DATA"]) / "store.sqlite").unlink()
    run("init")
    done = run("search", "Pflege")
    assert done.returncode == 1 and "another store" in done.stderr


def test_a_locked_store_is_explained_and_unchanged(run: Run, settings_env: dict[str, str], tmp_path: Path) -> None:
    run("init")
    (tmp_path / "t.csv").write_text(table({"referenz": "1"}), "utf-8")
    holder = sqlite3.connect(Path(settings_env["JOBBOARD_DATA"]) / "store.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = run("import", "t.csv", "--employer", "Archiv")
    holder.execute("ROLLBACK")
    count = holder.execute("SELECT count(*) FROM postings WHERE source = 'csv:archiv'").fetchone()[0]
    holder.close()
    assert done.returncode == 1
    assert "another process is writing" in done.stderr and "store.sqlite" in done.stderr
    assert count == 0


def test_import_counts_every_row_and_names_every_fault(run: Run, tmp_path: Path) -> None:
    run("init", "--no-demo")
    rows = [
        {"referenz": "1"},
        {"referenz": "2", "gueltig_bis": "31.02.2027"},
        {"referenz": "3", "remote_art": "manchmal"},
        {"referenz": "4"},
    ]
    (tmp_path / "t.csv").write_bytes(table(*rows).encode("cp1252"))
    (report,) = lines(run("import", "t.csv", "--employer", "Archiv", "--json"))
    assert report["encoding"] == "windows-1252" or report["encoding"] == "utf-8"
    assert report["read"] == report["stored"] + report["updated"] + report["unchanged"] + report["rejected"] == 4
    assert [(fault["row"], fault["column"], fault["code"]) for fault in report["faults"]] == [
        (3, "gueltig_bis", "not_a_date"),
        (4, "remote_art", "not_a_choice"),
    ]
    text = run("import", "t.csv", "--employer", "Archiv")
    assert text.returncode == 0
    assert "t.csv, row 3, column gueltig_bis: “31.02.2027” is not a date of the calendar." in text.stdout
    assert "2 unchanged" in text.stderr and "2 rejected" in text.stderr
    german = run("import", "t.csv", "--employer", "Archiv", JOBBOARD_LANG="de")
    assert "Zeile 3, Spalte gueltig_bis: „31.02.2027“ ist kein Datum" in german.stdout.replace(
        "“31.02.2027”", "„31.02.2027“"
    )


def test_dry_run_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--no-demo")
    (tmp_path / "t.csv").write_text(table({"referenz": "1"}), "utf-8")
    (report,) = lines(run("import", "t.csv", "--employer", "Archiv", "--dry-run", "--json"))
    assert (report["stored"], report["dry_run"]) == (1, True)
    run("index")
    assert lines(run("search", "Archivarin", "--json"))[0]["total"] == 0


def test_a_snapshot_withdraws_only_after_yes(run: Run, tmp_path: Path) -> None:
    run("init", "--no-demo")
    file = tmp_path / "t.csv"
    file.write_text(table({"referenz": "1"}, {"referenz": "2", "titel": "Restauratorin"}), "utf-8")
    run("import", "t.csv", "--employer", "Archiv")
    file.write_text(table({"referenz": "1"}), "utf-8")
    asked = run("import", "t.csv", "--employer", "Archiv", "--snapshot", "--json", stdin="n\n")
    assert "Restauratorin" in asked.stderr and "Withdraw them?" in asked.stderr
    assert lines(asked)[0]["withdrawn"] == 0
    assert (
        lines(run("import", "t.csv", "--employer", "Archiv", "--snapshot", "--json", stdin="y\n"))[0]["withdrawn"] == 1
    )


def test_a_snapshot_with_faults_withdraws_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--no-demo")
    file = tmp_path / "t.csv"
    file.write_text(table({"referenz": "1"}, {"referenz": "2"}), "utf-8")
    run("import", "t.csv", "--employer", "Archiv")
    file.write_text(table({"referenz": "1"}, {"referenz": "3", "deutsch_niveau": "Z9"}), "utf-8")
    done = run("import", "t.csv", "--employer", "Archiv", "--snapshot", "--yes", "--json")
    assert lines(done)[0]["withdrawn"] == 0
    assert "nothing is withdrawn" in done.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04xyz", "binary"),
        (b"a;b\n1;2\n", "no_header"),
        (b"referenz;titel\n\x81\x8d;x\n", "encoding"),
    ],
)
def test_a_file_that_is_no_table_is_named(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    run("init", "--no-demo")
    (tmp_path / "kaputt.csv").write_bytes(content)
    done = run("import", "kaputt.csv", "--employer", "Archiv", "--json")
    assert done.returncode == 1
    assert lines(done)[0]["error"]["code"] == code
    assert "kaputt.csv" in done.stderr and "Traceback" not in done.stderr


def test_an_imported_posting_is_found_without_building_anew(run: Run, tmp_path: Path) -> None:
    run("init")
    run("index")
    (tmp_path / "t.csv").write_text(table({"referenz": "1"}), "utf-8")
    run("import", "t.csv", "--employer", "Archiv")
    assert lines(run("search", "Archivarin", "--json"))[0]["hits"][0]["employer"] == "Archiv"


def test_duplicates_are_linked_shown_once_and_listed(run: Run, tmp_path: Path) -> None:
    run("init", "--no-demo")
    rows = [{"referenz": "A-1"}, {"referenz": "B-1", "titel": "Koch (m/w/d)"}]
    for name, firm in (("eins", "Aktenhaus GmbH"), ("zwei", "Aktenhaus")):
        (tmp_path / f"{name}.csv").write_text(table(*rows[: 2 if name == "eins" else 1]), "utf-8")
        run("import", f"{name}.csv", "--employer", firm)
    (group,) = lines(run("duplicates", "--json"))
    assert [other["kind"] for other in group["others"]] == ["same"]  # type: ignore[attr-defined]
    said = run("duplicates")
    assert "3 postings compared: 1 ads stand in several places" in said.stderr and "0 links changed" in said.stderr
    assert f"{group['leader']}  Archivarin (m/w/d) · Aktenhaus" in said.stdout
    run("index")
    found = lines(run("search", "Archivarin Koch", "--json"))[0]
    assert found["total"] == 2 and group["leader"] in [hit["id"] for hit in found["hits"]]  # type: ignore[attr-defined]


def test_filters(run: Run) -> None:
    run("init")
    run("index")

    def titles(*options: str) -> set[str]:
        return {hit["title"].split()[0] for hit in lines(run("search", "", *options, "--json"))[0]["hits"]}

    assert titles("--remote", "remote") == {"Customer"}
    assert titles("--remote", "remote", "--remote", "hybrid") == {"Customer", "Softwareentwickler:in"}
    assert titles("--place", "Beispielhausen", "--radius-km", "5") == {"Pflegefachkraft"}
    assert titles("--place", "99010", "--radius-km", "5", "--or-remote") == {"Pflegefachkraft", "Customer"}
    assert titles("--language", "en") == {"Customer"}
    assert titles("--since", "5") == {"Softwareentwickler:in", "Pflegefachkraft"}
    assert titles("--german", "B1") == {"Pflegefachkraft", "Customer"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("search", "x", "--place", "Beispielhaus"), 1, "Did you mean Beispielhausen"),
        (("search", "x", "--remote", "sometimes"), 2, "--remote"),
        (("search",), 2, "QUERY"),
        (("search", "x", "-k", "0"), 2, "-k"),
        (("import", "nothere.csv", "--employer", "A"), 2, "nothere.csv"),
        (("nonsense",), 2, "nonsense"),
        (("employer", "withdraw", "Nobody"), 1, "no valid code"),
        (("reports", "--settle", "99"), 1, "no report 99"),
    ],
)
def test_wrong_use_is_explained(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    run("init")
    run("index")
    done = run(*arguments)
    assert done.returncode == status
    assert said in done.stderr and done.stdout == "" and "Traceback" not in done.stderr


def test_match_reads_a_profile_from_standard_input(run: Run) -> None:
    run("init")
    run("index")
    done = run(
        "match", "-", "--json", stdin="Ich bin Buchhalterin mit DATEV und kenne den Jahresabschluss. Deutsch B2."
    )
    (found,) = lines(done)
    assert found["profile"]["skills"][:2] == ["DATEV", "Annual accounts"] or "DATEV" in found["profile"]["skills"]
    best = found["matches"][0]
    assert best["title"] == "Buchhalter/in in Teilzeit"
    assert "DATEV" in best["skills"]
    assert best["missing_languages"] == [{"language": "de", "level": "C1"}]


def test_codes_are_shown_once_and_can_be_withdrawn(run: Run, settings_env: dict[str, str]) -> None:
    run("init")
    code = run("employer", "invite", "Probewerk").stdout.strip()
    assert len(code.replace("-", "")) == 26
    stored = (Path(settings_env["JOBBOARD_DATA"]) / "store.sqlite").read_bytes()
    assert code.encode() not in stored and code.replace("-", "").encode() not in stored
    assert lines(run("employer", "list", "--json"))[0]["employer"] == "Probewerk GmbH", "the pack's name for it"
    assert run("employer", "withdraw", "Probewerk GmbH").returncode == 0
    assert lines(run("employer", "list", "--json"))[0]["state"] == "withdrawn"


def test_check_names_file_and_line(run: Run, tmp_path: Path) -> None:
    assert run("check", str(MUSTERSTADT)).returncode == 0
    broken = tmp_path / "broken"
    subprocess.run(["cp", "-r", str(MUSTERSTADT), str(broken)], check=True)
    text = (broken / "employers.toml").read_text("utf-8")
    (broken / "employers.toml").write_text(text.replace('sector = "health"', 'sector = "wizardry"'), "utf-8")
    line = text[: text.index('sector = "health"')].count("\n") + 1
    done = run("check", str(broken), "--json")
    assert done.returncode == 1
    assert {"file": "employers.toml", "line": line, "severity": "error"}.items() <= lines(done)[0].items()


def test_the_bundled_packs_have_no_errors(run: Run) -> None:
    done = run("check", JOBBOARD_REGION="")
    assert done.returncode == 0, done.stdout


def test_parse_prints_one_object_a_posting(run: Run, tmp_path: Path) -> None:
    markup = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Gärtnerin (m/w/d)",
        "hiringOrganization": {"@type": "Organization", "name": "Stadtgarten"},
        "datePosted": "2026-10-01",
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Musterstadt"}},
        "description": "<p>Sie pflegen die Beete. Die Arbeit findet immer vor Ort statt.</p>",
    }
    (tmp_path / "page.html").write_text(f'<script type="application/ld+json">{json.dumps(markup)}</script>', "utf-8")
    done = run("parse", "page.html", "--url", "https://stadtgarten.example/jobs/1", "--json")
    (posting,) = lines(done)
    assert (posting["title"], posting["employer"], posting["date_posted"]) == (
        "Gärtnerin (m/w/d)",
        "Stadtgarten",
        "2026-10-01",
    )
    assert posting["remote"]["mode"] == "onsite"
    (tmp_path / "empty.html").write_text("<p>nothing</p>", "utf-8")
    assert "Traceback" not in run("parse", "empty.html", "--url", "https://stadtgarten.example/").stderr


def test_scrape_without_permission_fetches_nothing(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    subprocess.run(["cp", "-r", str(MUSTERSTADT), str(pack)], check=True)
    text = (pack / "employers.toml").read_text("utf-8").replace('permission = "public_api"', 'permission = "none"')
    (pack / "employers.toml").write_text(text, "utf-8")
    run("init", JOBBOARD_REGION=str(pack))
    done = run("scrape", JOBBOARD_REGION=str(pack))
    assert done.returncode == 0
    assert "no permission on record" in (done.stdout + done.stderr).lower()


def test_settings_that_cannot_be_used_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name, value in (
        ("JOBBOARD_REGION", "atlantis"),
        ("JOBBOARD_DATA", str(tmp_path / "file")),
        ("JOBBOARD_DATABASE_URL", "gibberish"),
    ):
        done = run("init", **{name: value})
        assert done.returncode == 1
        assert name in done.stderr and "Traceback" not in done.stderr


def test_a_model_that_is_not_there_is_named(run: Run) -> None:
    run("init")
    done = run("index", JOBBOARD_MODEL="/no/such/model", HF_HUB_OFFLINE="1")
    assert done.returncode == 1
    assert "/no/such/model" in done.stderr and "JOBBOARD_MODEL" in done.stderr and "Traceback" not in done.stderr


def test_output_may_be_cut_off_by_its_reader(settings_env: dict[str, str]) -> None:
    program = Path(sys.executable).parent / "jobboard"
    done = subprocess.run(
        f"{program} check {MUSTERSTADT} | head -0",
        shell=True,
        env=settings_env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_help_needs_no_store_and_starts_fast(run: Run) -> None:
    assert "search" in run("--help").stdout
    assert run("--version").stdout.startswith("jobboard, version ")
    loaded = subprocess.run(
        [sys.executable, "-c", "import jobboard.cli, sys; [*jobboard.cli.main.commands.values()]; print([name for name in ('torch', 'streamlit', 'scrapy', 'faiss') if name in sys.modules])"],
        capture_output=True, text=True, check=True, env=os.environ,
    )  # fmt: skip
    assert loaded.stdout.strip() == "[]"
