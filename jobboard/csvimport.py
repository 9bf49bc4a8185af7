"""An employer's table becomes postings: every row is stored, updated, unchanged or rejected, every reason is said."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from jobboard import html
from jobboard.csvcolumns import BY_KEY, COLUMN_LIMIT, COLUMNS, CellError, Column, column_of, known_headers
from jobboard.csvfile import CELL_LIMIT, RawTable, Record, read_table
from jobboard.errors import HeaderError
from jobboard.fault import MESSAGES, Fault
from jobboard.fold import fold
from jobboard.normalise import normalise
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting, LanguageRequirement, Period, Place, Salary, Status, WorkMode
from jobboard.reading import pay
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.store import Store
from jobboard.texts import N_, Texts

BLOCKS = ("introduction", "tasks", "profile", "offer", "contact")
_TEXT_COLUMNS = ("description", *BLOCKS)
_FORMULA = re.compile(
    r"^[=@+\-]\s*[A-Za-zÄÖÜäöü.]+\(|^=|^#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|WERT!|BEZUG!|NV|ZAHL!)"
)
_UNITS = {Period.YEAR: N_("year"), Period.MONTH: N_("month"), Period.HOUR: N_("hour")}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that became a posting."""

    row: int
    posting: JobPosting


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A table as understood: good rows, faults of the others, remarks."""

    name: str
    read: int
    rows: tuple[ReadRow, ...]
    faults: tuple[Fault, ...]
    encoding: str
    delimiter: str

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that cost a row."""
        return tuple(fault for fault in self.faults if not fault.is_note)

    @property
    def rejected(self) -> int:
        """Number of rows that did not become a posting."""
        return self.read - len(self.rows)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: read = stored + updated + unchanged + rejected."""

    file: ReadFile
    employer: str
    stored: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    dry_run: bool = False

    def to_dict(self, texts: Texts) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "file": self.file.name,
            "employer": self.employer,
            "encoding": self.file.encoding,
            "delimiter": self.file.delimiter,
            "dry_run": self.dry_run,
            "read": self.file.read,
            "stored": len(self.stored),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "rejected": self.file.rejected,
            "withdrawn": len(self.withdrawn),
            "ids": {"stored": list(self.stored), "updated": list(self.updated), "withdrawn": list(self.withdrawn)},
            "faults": [fault.to_dict(texts) for fault in self.file.faults],
        }


def source_of(employer: str) -> str:
    """The source name under which an employer's uploads are kept."""
    folded = fold(employer)
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(name) > 150 or re.search(
        r"[^\W_a-z0-9]", folded
    ):  # letters of other scripts must not make two employers one
        name = f"{name[:150]}-{hashlib.sha256(folded.encode()).hexdigest()[:12]}".strip("-")
    return f"csv:{name or 'employer'}"


def read_csv(
    data: bytes,
    *,
    name: str,
    employer: str,
    today: date,
    gazetteer: Gazetteer | None = None,
    own_name_only: bool = False,
    source: str = "",
    demo: bool = False,
    classify: Classify = by_vocabulary,
) -> ReadFile:
    """Read a table. Pure; raises UnreadableFile or HeaderError when there is no table to read rows from.

    `own_name_only` rejects rows whose company is another than the employer (uploads by code).
    """
    table = read_table(data, name, known_headers)
    columns, faults = _header(table, name)
    rows: list[ReadRow] = []
    seen: dict[str, int] = {}
    for record in table.records:
        row = _Row(record, columns, table.header, employer, today, own_name_only)
        draft = row.read(seen)
        faults += row.faults
        if draft is None:
            continue
        try:
            posting = normalise(draft, source or source_of(employer), gazetteer=gazetteer, demo=demo, classify=classify)
        except ValidationError as error:
            faults.append(Fault("not_accepted", record.row, value=str(error.errors()[0]["msg"])))
            continue
        seen[draft.source_ref] = record.row
        rows.append(ReadRow(record.row, posting))
    if not table.records:
        faults.append(Fault("no_rows", 1))
    return ReadFile(name, len(table.records), tuple(rows), tuple(faults), table.encoding, table.delimiter)


def _header(table: RawTable, name: str) -> tuple[dict[int, Column], list[Fault]]:
    columns: dict[int, Column] = {}
    faults: list[Fault] = []
    taken: dict[str, str] = {}
    for at, cell in enumerate(table.header[:COLUMN_LIMIT]):
        column = column_of(cell)
        if column is None:
            if cell.strip():
                faults.append(Fault("unknown_column", 1, cell.strip(), cell))
        elif column.key in taken:
            faults.append(Fault("double_column", 1, cell.strip(), cell, {"other": taken[column.key]}))
        else:
            columns[at], taken[column.key] = column, cell.strip()
    needed = ", ".join(column.name for column in COLUMNS if column.needed)
    if known_headers(table.header) < 2:
        found = ", ".join(cell.strip()[:30] for cell in table.header[:6]) or "–"
        message, remedy = (text.format(value=found, choices=needed) for text in MESSAGES["no_header"])
        raise HeaderError(name, "no_header", message, remedy=remedy, value=found, choices=needed)
    missing = [column for column in COLUMNS if column.needed and column.key not in taken]
    for column in missing:
        faults.append(
            Fault(
                "header_missing",
                1,
                column.name,
                column.name,
                {"choices": ", ".join((column.name, *column.synonyms[:4]))},
            )
        )
    return columns, faults


class _Row:
    """Reads one record; collects its faults."""

    def __init__(
        self,
        record: Record,
        columns: dict[int, Column],
        header: tuple[str, ...],
        employer: str,
        today: date,
        own_name_only: bool,
    ) -> None:
        self.record, self.columns, self.header = record, columns, header
        self.employer, self.today, self.own_name_only = employer, today, own_name_only
        self.faults: list[Fault] = []
        self.values: dict[str, Any] = {}
        self.cells: dict[str, str] = {}

    def read(self, seen: dict[str, int]) -> Draft | None:
        """The row's draft, or None with at least one fault."""
        if self.record.fault:
            limits: dict[str, object] = {"length": f"> {CELL_LIMIT}", "limit": CELL_LIMIT}
            values = limits if self.record.fault == "too_long" else {}
            self._fault(self.record.fault, "", self.record.cells[0], **values)
            return None
        width, found = len(self.header), len(self.record.cells)
        if (found > width and any(cell.strip() for cell in self.record.cells[width:])) or found < width // 2:
            self._fault("columns", "", " ".join(self.record.cells[:3]), found=found, expected=width)
            return None
        for at, column in self.columns.items():
            self._cell(column, self.record.cells[at] if at < found else "")
        self._across(seen)
        if any(not fault.is_note for fault in self.faults):
            return None
        return self._draft()

    def _fault(self, code: str, key: str, value: str = "", **values: object) -> None:
        name = ""
        if key:
            at = next((at for at, column in self.columns.items() if column.key == key), None)
            name = self.header[at].strip() if at is not None else BY_KEY[key].name
        self.faults.append(Fault(code, self.record.row, name, value, values))

    def _cell(self, column: Column, cell: str) -> None:
        raw = cell.strip().strip("\u00a0\u200b\ufeff") if column.key in _TEXT_COLUMNS else html.tidy(cell)
        if raw in ("-", "–", "n/a", "N/A", "k.A.", "k. A."):
            raw = ""
        self.cells[column.key] = raw
        if not raw:
            return
        if "\ufffd" in raw:
            self._fault("text_unreadable", column.key, raw)
            return
        if _FORMULA.search(raw) and not (column.key in _TEXT_COLUMNS and raw[0] in "-+"):
            self._fault("formula", column.key, raw)
            return
        text = raw
        if column.key not in _TEXT_COLUMNS and html.looks_like_html(raw):
            text = html.one_line(raw)
            self._fault("html_removed", column.key, raw)
        try:
            self.values[column.key] = column.read(text)
        except CellError as error:
            self._fault(error.code, column.key, raw, **error.values)
            return
        if column.key == "postal_code" and self.values["postal_code"].endswith(text) and len(text) == 4:
            self._fault("zero_restored", column.key, raw, other=self.values["postal_code"])

    def _across(self, seen: dict[str, int]) -> None:
        """What cells say together."""
        got, failed = self.values, {fault.column for fault in self.faults if not fault.is_note}
        for column in COLUMNS:
            if column.needed and column.key not in got and not self.cells.get(column.key):
                self._fault("required", column.key)
        if (
            "remote_days" not in got
            and "remote_mode" not in got
            and not failed & self._names("remote_days", "remote_mode")
        ):
            self._fault("required_one_of", "remote_mode", names="remote_tage, remote_art")
        if not any(key in got for key in _TEXT_COLUMNS) and not failed & self._names(*_TEXT_COLUMNS):
            self._fault("required_one_of", "description", names="beschreibung, aufgaben, profil")
        if not ("apply_url" in got or "apply_email" in got) and not failed & self._names("apply_url", "apply_email"):
            self._fault("required_one_of", "apply_url", names="bewerbungs_url, bewerbungs_email")
        mode, days = got.get("remote_mode"), got.get("remote_days")
        if mode and days is not None and mode is not WorkMode.UNKNOWN:
            fits = {WorkMode.ONSITE: days == 0, WorkMode.HYBRID: 0 < days < 5, WorkMode.REMOTE: days == 5}
            if not fits[mode]:
                self._fault(
                    "contradiction",
                    "remote_mode",
                    self.cells["remote_mode"],
                    other=f"remote_tage {self.cells['remote_days']}",
                )
        remote = mode is WorkMode.REMOTE or days == 5
        if (
            not remote
            and "place" not in got
            and "postal_code" not in got
            and not failed & self._names("place", "postal_code")
        ):
            self._fault("required", "place")
        posted, closes = got.get("posted"), got.get("closes")
        if posted and closes and closes < posted:
            self._fault("date_order", "closes", self.cells["closes"], other=self.cells["posted"])
        elif closes and closes < self.today:
            self._fault("closed", "closes", self.cells["closes"])
        if posted and posted > self.today:
            self._fault("future", "posted", self.cells["posted"])
        self._pay()
        reference = got.get("reference")
        if reference in seen:
            self._fault("duplicate", "reference", reference, other=seen[reference])
        company = got.get("company", "")
        if self.own_name_only and company and fold(company) != fold(self.employer):
            self._fault("other_employer", "company", company, other=self.employer)

    def _names(self, *keys: str) -> set[str]:
        return {self.header[at].strip() for at, column in self.columns.items() if column.key in keys}

    def _pay(self) -> None:
        low, high = self.values.get("salary_min"), self.values.get("salary_max")
        if low is None and high is None:
            return
        if low is not None and high is not None and low > high:
            self._fault("salary_order", "salary_min", self.cells["salary_min"], other=self.cells["salary_max"])
            return
        guess = pay.plausible(low, high, None)
        unit = self.values.get("salary_unit") or guess
        if unit is None or (guess is not None and "salary_unit" in self.values and guess is not unit):
            key = "salary_min" if low is not None else "salary_max"
            self._fault("salary_unit", key, self.cells[key], other=self.cells.get("salary_unit") or "–")
            return
        if "salary_unit" not in self.values and not self.cells.get("salary_unit"):
            self._fault("unit_guessed", "salary_unit", other=_UNITS[unit])
        self.values["salary"] = Salary(min=low, max=high, currency=self.values.get("currency", "EUR"), period=unit)

    def _draft(self) -> Draft:
        got = self.values
        description, is_html = _description(got)
        german = got.get("german_level")
        languages = tuple(item for item in got.get("other_languages", ()) if item.language != "de")
        if german is not None:
            languages = (
                LanguageRequirement(language="de", level=german, evidence=self.cells["german_level"]),
                *languages,
            )
        place = " ".join(part for part in (got.get("postal_code", ""), got.get("place", "")) if part)
        places = (
            Place(
                name=place,
                locality=got.get("place", ""),
                postal_code=got.get("postal_code", ""),
                street=got.get("street", ""),
            ),
        )
        return Draft(
            source_ref=got["reference"],
            title=got["title"],
            employer=got.get("company") or self.employer,
            url=got.get("apply_url", ""),
            apply_url=got.get("apply_url", ""),
            apply_email=got.get("apply_email", ""),
            description=description,
            description_is_html=is_html,
            places=places if place else (),
            industry=got.get("industry", ""),
            employment=got["working_time"],
            weekly_hours=got.get("hours"),
            fixed_term=got.get("term"),
            remote_flag=got.get("remote_mode"),
            remote_declared=True,
            remote_days=got.get("remote_days"),
            remote_area=got.get("remote_country", ()),
            salary=got.get("salary"),
            language_requirements=languages,
            occupation=got.get("occupation", ""),
            experience=got.get("experience", ""),
            visa_support=got.get("visa"),
            date_posted=got["posted"],
            valid_through=got["closes"],
        )


def _description(got: dict[str, Any]) -> tuple[str, bool]:
    parts = [got[key] for key in _TEXT_COLUMNS if got.get(key)]
    if any(html.looks_like_html(part) for part in parts):
        return "".join(part if html.looks_like_html(part) else html.from_text(part) for part in parts), True
    return "\n\n".join(parts), False


def missing_from(store: Store, source: str, rows: Sequence[ReadRow]) -> list[JobPosting]:
    """Live postings of the source that a full snapshot no longer names."""
    named = {row.posting.id for row in rows}
    return [posting for posting in store.of_source(source, live_only=True) if posting.id not in named]


def store_rows(
    store: Store,
    file: ReadFile,
    employer: str,
    *,
    actor: str,
    now: datetime,
    withdraw: Sequence[JobPosting] = (),
    dry_run: bool = False,
) -> ImportReport:
    """Store the good rows of a table and withdraw what the caller was told is missing; with `dry_run` only say it."""
    missing = tuple(posting.id for posting in withdraw)
    if dry_run:
        known = store.get_many([row.posting.id for row in file.rows])
        outcome: dict[str, list[str]] = {"stored": [], "updated": [], "unchanged": []}
        for row in file.rows:
            old = known.get(row.posting.id)
            same = old is not None and old.content_hash == row.posting.content_hash and old.status is Status.LIVE
            outcome["stored" if old is None else "unchanged" if same else "updated"].append(row.posting.id)
        kept = {name: tuple(ids) for name, ids in outcome.items()}
        return ImportReport(file, employer, **kept, withdrawn=missing, dry_run=True)
    from jobboard.linking import link_new  # not at the top: numpy would slow the start of every command

    put = store.put([row.posting for row in file.rows], actor=actor, now=now)
    withdrawn = store.set_status(missing, Status.WITHDRAWN, actor=actor, now=now) if missing else ()
    link_new(store, today=now.date(), now=now)
    return ImportReport(file, employer, put.stored, put.updated, put.unchanged, withdrawn)
