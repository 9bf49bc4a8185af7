"""Invented postings of invented employers, for trying the product: marked as demo in the data and wherever shown."""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

from jobboard.csvcolumns import column_of
from jobboard.csvimport import ReadFile, read_csv
from jobboard.errors import PackError
from jobboard.pack import PackFault
from jobboard.places import Gazetteer
from jobboard.store import Put, Store
from jobboard.texts import texts

SOURCE = "demo"


def read_demo(folder: Path, *, today: date, gazetteer: Gazetteer | None = None) -> list[ReadFile]:
    """The pack's demo tables, their relative days ("-3", "+40") counted from `today`."""
    read = []
    for path in sorted((folder / "demo").glob("*.csv")):
        data = _absolute(path, today)
        read.append(
            read_csv(
                data, name=f"demo/{path.name}", employer="", today=today, gazetteer=gazetteer, source=SOURCE, demo=True
            )
        )
    return read


def demo_faults(folder: Path, today: date) -> list[PackFault]:
    """What is wrong with a pack's demo tables."""
    english = texts("en")
    return [
        PackFault(file.name, fault.row, f"{fault.column + ': ' if fault.column else ''}{fault.message(english)}")
        for file in read_demo(folder, today=today)
        for fault in file.errors
    ]


def load_demo(folder: Path, store: Store, *, today: date, now: datetime, gazetteer: Gazetteer | None = None) -> Put:
    """Store the demo postings with days counted from today; raises PackError if a table has a fault."""
    files = read_demo(folder, today=today, gazetteer=gazetteer)
    for file in files:
        if file.errors:
            fault = file.errors[0]
            raise PackError(folder / file.name, fault.line(texts("en")), fault.row)
    return store.put([row.posting for file in files for row in file.rows], actor="init", now=now)


def _absolute(path: Path, today: date) -> bytes:
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"))
    days = (
        {at for at, cell in enumerate(rows[0]) if (column := column_of(cell)) and column.key in ("posted", "closes")}
        if rows
        else set()
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for number, row in enumerate(rows):
        writer.writerow(
            [
                (today + timedelta(days=int(cell))).isoformat()
                if number and at in days and cell.lstrip("+-").isdigit()
                else cell
                for at, cell in enumerate(row)
            ]
        )
    return out.getvalue().encode()
