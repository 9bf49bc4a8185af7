"""Invented postings of invented employers, for trying the product: marked as demo in the data and wherever shown."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path

from jobboard.csvcolumns import column_of
from jobboard.csvfile import decode
from jobboard.csvimport import ReadFile, read_csv
from jobboard.errors import PackError, UnreadableFile
from jobboard.pack import PackFault
from jobboard.places import Gazetteer
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.store import Put, Store
from jobboard.texts import texts

SOURCE = "demo"


def read_demo(
    folder: Path, *, today: date, gazetteer: Gazetteer | None = None, classify: Classify = by_vocabulary
) -> list[ReadFile]:
    """The pack's demo tables, their relative days ("-3", "+40") counted from `today`."""
    read = []
    for path in sorted((folder / "demo").glob("*.csv")):
        name = f"demo/{path.name}"
        data = _absolute(decode(path.read_bytes(), name)[0], today)
        read.append(
            read_csv(
                data,
                name=name,
                employer="",
                today=today,
                gazetteer=gazetteer,
                source=SOURCE,
                demo=True,
                classify=classify,
            )
        )
    return read


def demo_faults(folder: Path, today: date) -> list[PackFault]:
    """What is wrong with a pack's demo tables."""
    english = texts("en")
    try:
        files = read_demo(folder, today=today)
    except UnreadableFile as error:
        return [PackFault(error.file, 1, error.reason)]
    return [
        PackFault(file.name, fault.row, f"{fault.column + ': ' if fault.column else ''}{fault.message(english)}")
        for file in files
        for fault in file.errors
    ]


def load_demo(
    folder: Path,
    store: Store,
    *,
    today: date,
    now: datetime,
    gazetteer: Gazetteer | None = None,
    classify: Classify = by_vocabulary,
) -> Put:
    """Store the demo postings with days counted from today; raises PackError if a table has a fault."""
    try:
        files = read_demo(folder, today=today, gazetteer=gazetteer, classify=classify)
    except UnreadableFile as error:
        raise PackError(folder / error.file, error.reason, 1) from error
    for file in files:
        if file.errors:
            fault = file.errors[0]
            raise PackError(folder / file.name, fault.line(texts("en")), fault.row)
    return store.put([row.posting for file in files for row in file.rows], actor="init", now=now)


def _absolute(text: str, today: date) -> bytes:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    columns = [column_of(cell) for cell in rows[0]] if rows else []
    days = {at for at, column in enumerate(columns) if column and column.key in ("posted", "closes")}
    for row in rows[1:]:
        for at in days.intersection(range(len(row))):
            if re.fullmatch(r"[+-]?[0-9]{1,5}", row[at].strip()):
                row[at] = (today + timedelta(days=int(row[at]))).isoformat()
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()
