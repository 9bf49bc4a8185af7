"""From the bytes of an uploaded table to its rows: encoding, separator, quotes, and nothing lost on the way.

Pure: bytes in, values out. A row that cannot be read becomes a record with a fault; the rows after it are read on
their own. Row numbers are those a spreadsheet shows: the header is row 1, a cell with line breaks stays one row.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jobboard.errors import UnreadableFile
from jobboard.fault import MESSAGES
from jobboard.texts import N_

SIZE_LIMIT = 20 * 1024 * 1024
CELL_LIMIT = 200_000
BROKEN_LIMIT = 100
DELIMITERS = (";", ",", "\t")
csv.field_size_limit(CELL_LIMIT)  # the csv module keeps one limit for all threads
_MAGIC = (
    (b"PK\x03\x04", N_("an Excel workbook (.xlsx) or another zip archive")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel workbook (.xls)")),
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x7fELF", N_("a program")),
    (b"MZ\x90\x00", N_("a program")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a text document (.rtf)")),
)


_CSV_ERRORS = (("field limit", "too_long"), ("end of data", "open_quote"))


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number, its cells, and the code of what kept it from being read."""

    row: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as read: header cells and records, and how it was encoded."""

    header: tuple[str, ...]
    records: tuple[Record, ...]
    encoding: str
    delimiter: str


def _fail(name: str, code: str, **values: object) -> UnreadableFile:
    message, remedy = (text.format(**values) for text in MESSAGES[code])
    return UnreadableFile(name, code, message, remedy=remedy, **values)


def read_table(data: bytes, name: str, score: Callable[[tuple[str, ...]], int]) -> RawTable:
    """The table in a file's bytes; `score` counts how many cells of a header are known, to tell the separator.

    Raises UnreadableFile for what is no table at all.
    """
    if len(data) > SIZE_LIMIT:
        raise _fail(name, "too_large", value=len(data) // 2**20, limit=SIZE_LIMIT // 2**20)
    text, encoding = decode(data, name)
    if not text.strip("\ufeff \t\r\n;,\x00"):
        raise _fail(name, "empty_file")
    text = text.removeprefix("\ufeff")
    hint = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to name the separator
    if hint:
        text = text[hint.end() :]
    lines = io.StringIO(text, newline="").readlines()
    candidates = (hint[1],) if hint and hint[1] in DELIMITERS else DELIMITERS
    best = max(candidates, key=lambda mark: _header_score(lines, mark, score))
    records = list(_records(lines, best))
    header = records[0].cells if records else ()
    return RawTable(header, tuple(records[1:]), encoding, best)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding: UTF-8 with or without mark, UTF-16 with or without mark, else Windows-1252.

    A damaged place becomes U+FFFD, so that the rows around it can be read; rows that hold it are refused later.
    """
    if not data.strip():
        raise _fail(name, "empty_file")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise _fail(name, "binary", other=kind)
    sample = data[:4096]
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide := "utf-16" if marked else _without_mark(sample):
        text = data.decode(wide, "replace")
        if text.count("\ufffd") > len(text) // 100 + 1:
            raise _fail(name, "encoding", value=2 * text.index("\ufffd"))
        return text, wide
    if b"\x00" in data or sum(byte < 9 or 13 < byte < 32 for byte in sample) > len(sample) // 50:
        raise _fail(name, "binary", other=N_("binary data"))
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
        if data.startswith(codecs.BOM_UTF8) or sum(ch > "\x7f" for ch in text) >= 2 * text.count("\ufffd"):
            return text, "utf-8"  # most of its other characters fit: not Windows-1252, but damaged
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError as error:
        raise _fail(name, "encoding", value=error.start) from error


def _without_mark(sample: bytes) -> str:
    """UTF-16 without its byte order mark shows as zeros at every other place."""
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.05 else ""


def _header_score(lines: list[str], delimiter: str, score: Callable[[tuple[str, ...]], int]) -> tuple[int, int]:
    header = next((record.cells for record in _records(lines[:20], delimiter)), ())
    return score(header), len(header)


def _records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """The records of a table by RFC 4180; after a record that breaks its rule, reading goes on at the next line.

    A file with many such records is read line by line from then on, so that reading stays linear in its size.
    """
    start = row = broken = 0
    while start < len(lines):
        rest = lines[start:] if broken < BROKEN_LIMIT else lines[start : start + 1]
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        taken = 0
        try:
            for cells in reader:
                taken = reader.line_num
                if row or any(cell.strip() for cell in cells):
                    row += 1  # an empty line counts, as a spreadsheet counts it
                if any(cell.strip() for cell in cells):
                    yield Record(row, tuple(cells))
            start += taken
        except csv.Error as error:
            row, broken = row + 1, broken + 1
            fault = next((fault for words, fault in _CSV_ERRORS if words in str(error)), "broken_quote")
            yield Record(row, (lines[start + taken].rstrip("\r\n")[:200],), fault)
            start += taken + 1
