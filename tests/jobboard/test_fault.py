"""Every fault that can be named is provoked, and each names row, column, value and remedy in German and in English."""

import json
import re
from datetime import timedelta

import pytest
from conftest import TODAY

from jobboard.csvfile import CELL_LIMIT, SIZE_LIMIT
from jobboard.csvimport import read_csv
from jobboard.errors import UnreadableFile
from jobboard.fault import MESSAGES, NOTES, Fault
from jobboard.texts import texts

GOOD = {
    "referenz": "R-1",
    "titel": "Köchin (m/w/d)",
    "plz": "99001",
    "ort": "Musterstadt",
    "remote_tage": "2",
    "beschreibung": "Sie kochen für zwölf Gäste.",
    "arbeitszeit": "Vollzeit",
    "deutsch_niveau": "B1",
    "bewerbungs_url": "https://probewerk.example/jobs/1",
    "veroeffentlicht_am": "01.11.2026",
    "gueltig_bis": "31.12.2026",
}
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def table(*rows: dict[str, str], drop: tuple[str, ...] = ()) -> bytes:
    header = [name for name in {name: 0 for row in (GOOD, *rows) for name in row} if name not in drop]
    lines = [";".join(header)]
    lines += [";".join('"' + {**GOOD, **row}.get(name, "").replace('"', '""') + '"' for name in header) for row in rows]
    return "\r\n".join(lines).encode()


# code -> (the file, the fault's row, its column, its value)
ROWS: dict[str, tuple[bytes, int, str, str]] = {
    "required": (table({"titel": ""}), 2, "titel", ""),
    "required_one_of": (table({"bewerbungs_url": ""}), 2, "bewerbungs_url", ""),
    "too_long": (table({"titel": "x" * 301}), 2, "titel", "x" * 301),
    "too_short": (table({"titel": "Ko"}), 2, "titel", "Ko"),
    "formula": (table({"titel": "=SVERWEIS(A1;B:C;2)"}), 2, "titel", "=SVERWEIS(A1;B:C;2)"),
    "not_a_number": (table({"stunden": "viele"}), 2, "stunden", "viele"),
    "out_of_range": (table({"stunden": "400"}), 2, "stunden", "400"),
    "not_a_date": (table({"gueltig_bis": "31.02.2027"}), 2, "gueltig_bis", "31.02.2027"),
    "date_order": (table({"veroeffentlicht_am": "20.11.2026", "gueltig_bis": "01.11.2026"}), 2, "gueltig_bis", "01.11.2026"),
    "closed": (table({"gueltig_bis": f"{YESTERDAY:%d.%m.%Y}"}), 2, "gueltig_bis", f"{YESTERDAY:%d.%m.%Y}"),
    "future": (table({"veroeffentlicht_am": f"{TOMORROW:%d.%m.%Y}"}), 2, "veroeffentlicht_am", f"{TOMORROW:%d.%m.%Y}"),
    "not_a_choice": (table({"deutsch_niveau": "prima"}), 2, "deutsch_niveau", "prima"),
    "not_a_url": (table({"bewerbungs_url": "probewerk"}), 2, "bewerbungs_url", "probewerk"),
    "not_an_email": (table({"bewerbungs_email": "jobs(at)probewerk"}), 2, "bewerbungs_email", "jobs(at)probewerk"),
    "not_a_postal_code": (table({"plz": "990011"}), 2, "plz", "990011"),
    "salary_order": (table({"gehalt_min": "64.000", "gehalt_max": "52.000"}), 2, "gehalt_min", "64.000"),
    "salary_unit": (table({"gehalt_min": "52.000", "gehalt_einheit": "Stunde"}), 2, "gehalt_min", "52.000"),
    "contradiction": (table({"remote_art": "vor Ort"}), 2, "remote_art", "vor Ort"),
    "duplicate": (table({}, {"titel": "Anders"}), 3, "referenz", "R-1"),
    "other_employer": (table({"firma": "Fremdwerk AG"}), 2, "firma", "Fremdwerk AG"),
    "columns": (table({}) + b'\r\nR-2;a;b;c;d;e;f;g;h;i;j;"zu viel"', 3, "", "R-2 a b"),
    "open_quote": (table({}) + b'\r\nR-2;"offen', 3, "", 'R-2;"offen'),
    "broken_quote": (table({}) + b'\r\nR-2;"kaputt"x;a', 3, "", 'R-2;"kaputt"x;a'),
    "unknown_column": (table({"lieblingsfarbe": "blau"}), 1, "lieblingsfarbe", "lieblingsfarbe"),
    "double_column": (table({"Stellentitel": "Koch"}), 1, "Stellentitel", "Stellentitel"),
    "html_removed": (table({"titel": "<b>Köchin</b>"}), 2, "titel", "<b>Köchin</b>"),
    "zero_restored": (table({"plz": "1067"}), 2, "plz", "1067"),
    "unit_guessed": (table({"gehalt_min": "52.000"}), 2, "gehalt_einheit", ""),
    "text_unreadable": (table({"titel": "K\ufffdchin"}), 2, "titel", "K\ufffdchin"),
    "not_accepted": (table({"titel": "&#8203;&#8203;"}), 2, "", "Value error, a posting needs a title"),
    "header_missing": (table({}, drop=("titel",)), 1, "titel", "titel"),
    "no_rows": (table(), 1, "", ""),
}  # fmt: skip
FILES: dict[str, bytes] = {
    "empty_file": b"",
    "binary": b"PK\x03\x04xlsx",
    "encoding": b"referenz;titel\nR-1;\x81\x8d\xfc",
    "too_large": b"x" * (SIZE_LIMIT + 1),
    "no_header": b"Name;Farbe\nMuster;blau\n",
}


def faults_of(data: bytes) -> tuple[Fault, ...]:
    return read_csv(data, name="t.csv", employer="Probewerk GmbH", today=TODAY, own_name_only=True).faults


def test_every_code_is_provoked_here() -> None:
    assert set(ROWS) | set(FILES) == set(MESSAGES)
    assert set(ROWS) >= NOTES


@pytest.mark.parametrize("code", ROWS)
def test_a_fault_names_row_column_value_and_remedy(code: str) -> None:
    data, row, column, value = ROWS[code]
    found = [fault for fault in faults_of(data) if fault.code == code]
    assert [(fault.row, fault.column, fault.value) for fault in found] == [(row, column, value)]
    (fault,) = found
    for language, place in (("en", f"row {row}"), ("de", f"Zeile {row}")):
        t = texts(language)
        assert fault.place(t).startswith(place)
        assert column in fault.place(t)
        assert fault.message(t) and fault.remedy(t)
        assert not re.search(r"[{}]", fault.line(t)), "a name of the message was not filled in"
        assert "None" not in fault.line(t)
        if "{value}" in MESSAGES[code][0]:
            assert f"“{value[:50]}" in fault.message(t)
    assert fault.message(texts("de")) != fault.message(texts("en"))
    assert fault.remedy(texts("de")) != fault.remedy(texts("en"))


@pytest.mark.parametrize("code", ROWS)
def test_the_public_form_is_json(code: str) -> None:
    (fault,) = [fault for fault in faults_of(ROWS[code][0]) if fault.code == code]
    shown = json.loads(json.dumps(fault.to_dict(texts("en"))))
    assert set(shown) == {"row", "column", "value", "code", "severity", "message", "remedy"}
    assert shown["severity"] == ("note" if code in NOTES else "error")
    assert len(shown["value"]) <= 200


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_is_no_table_says_so_in_both_languages(code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        faults_of(FILES[code])
    error = caught.value
    assert (error.code, error.file) == (code, "t.csv")
    assert error.message.startswith("t.csv: ") and error.remedy
    for part in MESSAGES[code]:
        english, german = texts("en")(part, **error.values), texts("de")(part, **error.values)
        assert not re.search(r"[{}]", english + german)
        assert english in str(error) and german != english


def test_a_long_row_that_cannot_be_read_says_how_long_is_too_long() -> None:
    (fault,) = faults_of(table({}) + b"\r\nR-2;" + b"x" * 300_000)
    assert (fault.code, fault.row) == ("too_long", 3)
    assert str(CELL_LIMIT) in fault.message(texts("en"))


def test_braces_and_percent_signs_in_a_cell_are_only_characters() -> None:
    for value in ("{value}", "{0}", "{", "}", "%s", "{other.__class__}", "100 %"):
        fault = Fault("not_a_date", 2, "gueltig_bis", value)
        assert f"“{value}”" in fault.line(texts("de"))
        other = Fault("contradiction", 2, "remote_art", "x", {"other": value})
        assert value in other.line(texts("de"))


def test_a_long_value_is_shown_shortened_and_on_one_line() -> None:
    line = Fault("not_a_date", 2, "gueltig_bis", "x\ny" * 100).line(texts("en"))
    assert len(line) < 200 and "\n" not in line and "…" in line
