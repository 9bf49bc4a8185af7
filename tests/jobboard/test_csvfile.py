"""From bytes to rows: Python's own csv.writer is the truth, spreadsheets' habits are the trouble."""

import csv
import io
import re
import threading
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from jobboard.csvcolumns import known_headers
from jobboard.csvfile import CELL_LIMIT, DELIMITERS, SIZE_LIMIT, RawTable, decode, read_table
from jobboard.errors import UnreadableFile

HEADER = ["referenz", "titel", "ort"]
ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 with mark, little": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 with mark, big": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "windows-1252": lambda text: text.encode("cp1252"),
}
LATIN = "abc ABC äöüßéñ€–„“ 019 ;,\t\"'\n.-_=+@<>&"


def write(rows: list[list[str]], delimiter: str = ";", line_end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return out.getvalue()


def read(data: bytes | str) -> RawTable:
    return read_table(data if isinstance(data, bytes) else data.encode(), "table.csv", known_headers)


def rows_of(table: RawTable) -> list[list[str]]:
    assert not [record.fault for record in table.records if record.fault]
    return [list(record.cells) for record in table.records]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert caught.value.file == "table.csv"
    assert caught.value.message and caught.value.remedy
    return caught.value.code


ROWS = [["R-1", "Köchin €", "Übungsdorf"], ["R-2", "Zeile 1\nZeile 2", "a;b,c\td"], ["R-3", 'sagt "Ja"', "– „so“ –"]]


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_every_dialect_and_encoding_of_spreadsheets(encoding: str, delimiter: str, line_end: str, quoting: int) -> None:
    if line_end == "\r":
        quoting = csv.QUOTE_ALL  # Python's writer forgets to quote a line feed there
    data = ENCODERS[encoding](write([HEADER, *ROWS], delimiter, line_end, quoting))
    table = read(data)
    assert (list(table.header), rows_of(table), table.delimiter) == (HEADER, ROWS, delimiter)
    assert encoding.startswith(table.encoding)
    assert [record.row for record in table.records] == [2, 3, 4], "a cell with a line break is one row"


CELLS = st.text(st.sampled_from(LATIN), max_size=12)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8)


@given(
    TABLES,
    st.sampled_from(sorted(ENCODERS)),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\r\n", "\n"]),
    st.booleans(),
    st.booleans(),
)
def test_what_was_written_is_read_back(
    rows: list[list[str]], encoding: str, delimiter: str, line_end: str, quoted: bool, hint: bool
) -> None:
    text = write([HEADER, *rows], delimiter, line_end, csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    if hint:
        text = f"sep={delimiter}{line_end}{text}"
    table = read(ENCODERS[encoding](text))
    # csv.reader keeps a line end within a cell as it is written; blank rows are no rows
    assert rows_of(table) == [row for row in rows if any(cell.strip() for cell in row)]
    assert table.delimiter == delimiter


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n")), min_size=3, max_size=3),
        max_size=5,
    )
)
def test_every_script_of_the_world_is_read_back(rows: list[list[str]]) -> None:
    text = write([["referenz", "titel", "beschreibung der Stelle"], *rows])
    assume(sum(ord(ch) < 32 and ch not in "\t\r\n\v\f" for ch in text[:4096]) <= len(text.encode()[:4096]) // 50)
    assert rows_of(read(text)) == [row for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize("hint", ["sep=;\r\n", "sep=;\n", "\ufeffsep=;\r\n", "sep=|\r\n"])
def test_excels_separator_line_is_no_header(hint: str) -> None:
    table = read(hint + "referenz;titel,ort,plz\r\nR-1;x,y,z\r\n")
    assert table.header == ("referenz", "titel,ort,plz") if "|" not in hint else table.header[0].startswith("referenz")
    assert table.records[0].row == 2


def test_the_separator_is_the_one_that_makes_a_header() -> None:
    assert read("referenz,titel,ort\nR-1;x,Koch; Köchin,a;b;c;d\n").delimiter == ","
    assert read("referenz;titel;ort\n1,5;2,5;3,5\n").delimiter == ";"
    assert read("referenz\ttitel, mit Komma\tort; und mehr\n1\t2\t3\n").delimiter == "\t"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read('referenz;titel;ort\nR-1;a;b\n\n;;\n"R-2";"x\ny\nz";b\n   \nR-3;a;b\n')
    assert [(record.row, record.cells[0]) for record in table.records] == [(2, "R-1"), (5, "R-2"), (7, "R-3")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('R-1;"offen;b\nR-2;a;b\n', [("open_quote", 2), ("", 3)]),
        ('R-1;"zu"falsch;b\nR-2;a;b\n', [("broken_quote", 2), ("", 3)]),
        ('R-1;a;b\nR-2;"offen;b\nR-3;"gut";b\nR-4;a;b\n', [("", 2), ("broken_quote", 3), ("", 4), ("", 5)]),
        ('R-1;a;"offen', [("open_quote", 2)]),
        ('R-1;12" Bildschirm;b\n', [("", 2)]),
        ('R-1;"a ""b"" c";b\n', [("", 2)]),
    ],
)
def test_a_broken_quote_costs_its_own_row_only(body: str, expected: list[tuple[str, int]]) -> None:
    table = read("referenz;titel;ort\n" + body)
    assert [(record.fault, record.row) for record in table.records] == expected


def test_thousands_of_broken_quotes_are_each_named_and_read_in_linear_time() -> None:
    """Counted, not timed: every line may be handed to the csv reader only a bounded number of times."""
    handed = 0

    class Counting(list[str]):
        def __getitem__(self, key):  # type: ignore[no-untyped-def]
            nonlocal handed
            taken = super().__getitem__(key)
            handed += len(taken) if isinstance(key, slice) else 1
            return taken

    from jobboard import csvfile

    for count in (1_000, 5_000):
        handed = 0
        lines = Counting(["referenz;titel;ort\n", *[f'R-{n};"kaputt"x;b\n' for n in range(count)], "R-z;a;b\n"])
        records = list(csvfile._records(lines, ";"))
        assert [record.fault for record in records] == ["", *["broken_quote"] * count, ""]
        assert handed < (csvfile.BROKEN_LIMIT + 5) * (count + 2)


def test_a_file_of_broken_quotes_as_a_whole() -> None:
    table = read("referenz;titel;ort\n" + 'R;"a"b;c\n' * 5_000 + "R-z;a;b\n")
    assert len(table.records) == 5_001 and table.records[-1].cells == ("R-z", "a", "b")


def test_a_million_columns_and_a_cell_of_300_kb() -> None:
    table = read("referenz;titel;ort\n" + ";" * 1_000_000 + "x\nR-1;a;b\n")
    assert len(table.records[0].cells) == 1_000_001 and table.records[1].cells[0] == "R-1"
    assert read("referenz;titel;ort" + ";" * 1_000_000 + "\nR-1;a;b\n").records[0].cells == ("R-1", "a", "b")
    table = read("referenz;titel;ort\nR-1;" + "x" * 300_000 + ";b\nR-2;" + "x" * (CELL_LIMIT - 1) + ";b\n")
    assert [record.fault for record in table.records] == ["too_long", ""]


def test_the_limit_of_a_cell_holds_in_every_thread() -> None:
    data = ("referenz;titel;ort\n" + "\n".join(f"R-{n};{'x' * 190_000};b" for n in range(5))).encode()
    faults: list[str] = []
    threads = [
        threading.Thread(target=lambda: faults.extend(record.fault for _ in range(5) for record in read(data).records))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(faults) == 100 and not any(faults)


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n \r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\xff\xfe\n\x00", b";;;\n;;;", b"\t\t\n"],
)
def test_nothing_is_no_table(data: bytes) -> None:
    assert refusal(data) == "empty_file"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0",
        b"\x7fELF\x02\x01\x01\x00", b"MZ\x90\x00\x03\x00", b"SQLite format 3\x00", b"{\\rtf1\\ansi", b"referenz;titel\nR\x00;x\n", bytes(range(32)) * 20, b"\x01\x02\x03",
    ],
)  # fmt: skip
def test_what_is_no_text(data: bytes) -> None:
    assert refusal(data) == "binary"


def test_too_large() -> None:
    assert refusal(b"x" * (SIZE_LIMIT + 1)) == "too_large"


def test_bytes_of_no_encoding() -> None:
    assert refusal(b"referenz;titel\nR-1;\x81\x8d\xfc\n") == "encoding"
    assert refusal(b"\xff\xfe" + b"\x00\xd8" * 50) == "encoding"


def test_a_text_that_begins_like_a_program_is_a_text() -> None:
    assert decode(b"MZ Max Zander, Koch\n", "cv.txt") == ("MZ Max Zander, Koch\n", "utf-8")


UMLAUTS = "referenz;titel;ort\nR-1;Köchin für Süßes;Übungsdorf\nR-2;Bürokauffrau;Übungsdorf\nR-3;Gärtner;Übungsdorf\n"


def test_one_bad_byte_does_not_turn_umlauts_into_garbage() -> None:
    data = UMLAUTS.encode().replace("Bürokauffrau".encode(), b"B\xfcrokauffrau")
    table = read(data)
    assert (table.encoding, table.records[0].cells[1], table.records[2].cells[1]) == (
        "utf-8",
        "Köchin für Süßes",
        "Gärtner",
    )
    assert table.records[1].cells[1] == "B\ufffdrokauffrau"


@pytest.mark.parametrize("encoding", ENCODERS)
@given(st.integers(0, 200))
@example(1)
def test_a_file_cut_off_keeps_every_row_before_the_cut(encoding: str, cut: int) -> None:
    data = ENCODERS[encoding](UMLAUTS)
    assume(cut < len(data))
    whole = [record.cells for record in read(data).records]
    try:
        table = read(data[: len(data) - cut])
    except UnreadableFile:
        assert cut > len(data) // 2, "most of the table is still there"
        return
    kept = [record.cells for record in table.records]
    assert kept[:-1] == whole[: max(len(kept) - 1, 0)]
    lost = len(whole) - len(kept)
    assert lost <= data[len(data) - cut :].count(b"\n")


@given(st.integers(0, 400), st.integers(0, 7), st.sampled_from(sorted(ENCODERS)))
def test_a_flipped_bit_harms_no_row_before_it(at: int, bit: int, encoding: str) -> None:
    data = bytearray(ENCODERS[encoding](UMLAUTS))
    at %= len(data)
    header_end = data.index(b"\n") + 2
    assume(at > header_end and encoding != "windows-1252")  # there a flip may hit a byte that no character has
    data[at] ^= 1 << bit
    try:
        table = read(bytes(data))
    except UnreadableFile as error:
        assert error.code == "binary", "only a control character makes the file no text"
        return
    rows_before = max(bytes(data[: at - 1]).count(b"\n") - 1, 0)  # of two bytes, the line end may be hit by halves
    whole = [record.cells for record in read(ENCODERS[encoding](UMLAUTS)).records]
    assert [record.cells for record in table.records][:rows_before] == whole[:rows_before]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=60).map(lambda tail: b"referenz;titel;ort\n" + tail),
        st.binary(max_size=60).map(lambda tail: b"\xff\xfe" + tail),
    )
)
def test_random_bytes_are_a_table_or_unreadable(data: bytes) -> None:
    try:
        table = read(data)
    except UnreadableFile as error:
        assert error.code in ("empty_file", "binary", "encoding", "too_large")
        return
    rows = [record.row for record in table.records]
    assert rows == sorted(set(rows))
    assert all(re.search(r"\S", "".join(record.cells)) or record.fault for record in table.records)
