"""What is wrong with an upload, and what to do? One fault names row, column, value and remedy, in any language."""

from dataclasses import dataclass, field

from jobboard.texts import N_, Texts

# code -> (what is wrong, what to do); {names} are filled from the fault.
MESSAGES: dict[str, tuple[str, str]] = {
    "required": (N_("the cell is empty, but needed."), N_("Fill it in.")),
    "required_one_of": (N_("none of {names} is filled in."), N_("Fill in at least one of them.")),
    "too_long": (N_("the text has {length} characters, allowed are {limit}."), N_("Shorten it.")),
    "too_short": (N_("the text has only {length} characters."), N_("Describe the job in at least {limit} characters.")),
    "formula": (
        N_("the cell holds a formula or a spreadsheet error, not a text."),
        N_("In the spreadsheet, paste the column as values and save again."),
    ),
    "not_a_number": (N_("{value} is not a number."), N_("Write digits only, such as 52000, 52.000 or 18,50.")),
    "out_of_range": (N_("{value} is not between {low} and {high}."), N_("Correct the number.")),
    "not_a_date": (N_("{value} is not a date of the calendar."), N_("Write it as 31.12.2026 or 2026-12-31.")),
    "date_order": (
        N_("the closing date {value} lies before the posting date {other}."),
        N_("Correct one of the two dates."),
    ),
    "closed": (N_("the closing date {value} is over."), N_("Give a later date or leave the row out.")),
    "future": (
        N_("the posting date {value} lies in the future."),
        N_("Upload the row on that day, or give today's date."),
    ),
    "not_a_choice": (N_("{value} is not known here."), N_("Use one of: {choices}.")),
    "not_a_url": (
        N_("{value} is not a web address."),
        N_("Write the full address, such as https://www.example.com/jobs/1."),
    ),
    "not_an_email": (N_("{value} is not an e-mail address."), N_("Write it as name@example.com.")),
    "not_a_postal_code": (N_("{value} is not a postal code."), N_("Write five digits, such as 01234.")),
    "salary_order": (
        N_("the lower amount {value} is higher than the upper one {other}."),
        N_("Swap or correct the amounts."),
    ),
    "salary_unit": (
        N_("an amount of {value} does not fit the unit {other}."),
        N_("Check amount and unit: year, month or hour."),
    ),
    "contradiction": (N_("{value} contradicts {other} in the same row."), N_("Correct one of the two cells.")),
    "duplicate": (
        N_("the reference {value} stands already in row {other}."),
        N_("Give every posting a reference of its own."),
    ),
    "other_employer": (
        N_("{value} is not the employer of this upload ({other})."),
        N_("Leave the cell empty or write {other}."),
    ),
    "columns": (
        N_("the row has {found} columns, the header has {expected}."),
        N_("Put texts that contain the separator in quotation marks."),
    ),
    "open_quote": (
        N_("a quotation mark is opened here and never closed."),
        N_("Close it, or double it if it belongs to the text. The rows after it were read on their own."),
    ),
    "broken_quote": (
        N_("the quotation marks of this row do not match."),
        N_("Double a quotation mark that belongs to the text."),
    ),
    "unknown_column": (
        N_("the column is not known and was ignored."),
        N_("See the column table in the documentation."),
    ),
    "double_column": (N_("the column means the same as {other} and was ignored."), N_("Keep one of the two.")),
    "html_removed": (N_("HTML was removed from the text."), N_("Nothing needs to be done.")),
    "zero_restored": (N_("a leading zero was restored: {other}."), N_("Format the column as text in the spreadsheet.")),
    "unit_guessed": (N_("no salary unit given, read as {other}."), N_("Fill in the unit.")),
    "text_unreadable": (N_("the text holds characters that cannot be read."), N_("Save the file as CSV UTF-8.")),
    "not_accepted": (N_("the posting was not accepted: {value}."), N_("Correct the row.")),
    "header_missing": (
        N_("the needed column {value} is missing from the first row."),
        N_("Add a column with one of the names: {choices}."),
    ),
    # whole files
    "empty_file": (N_("the file is empty."), N_("Export the table again.")),
    "no_rows": (N_("the file has a header but no rows."), N_("Add at least one posting below the header.")),
    "binary": (
        N_("the file is not a text file but {other}."),
        N_("In Excel choose Save as, CSV UTF-8 (comma delimited)."),
    ),
    "encoding": (N_("byte {value} fits neither UTF-8 nor UTF-16 nor Windows-1252."), N_("Save the file as CSV UTF-8.")),
    "too_large": (N_("the file has {value} MB, allowed are {limit}."), N_("Split it into several files.")),
    "no_header": (
        N_("the first row names no known column (found: {value})."),
        N_("Give the column names in the first row: {choices}."),
    ),
}
NOTES = frozenset({"unknown_column", "double_column", "html_removed", "zero_restored", "unit_guessed"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault (or, for codes in NOTES, a remark) at one place of a table. Row 1 is the header, as in a spreadsheet."""

    code: str
    row: int = 0
    column: str = ""
    value: str = ""
    values: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_note(self) -> bool:
        """Whether the row is kept all the same."""
        return self.code in NOTES

    def message(self, t: Texts) -> str:
        """What is wrong."""
        return self._filled(t, MESSAGES[self.code][0])

    def remedy(self, t: Texts) -> str:
        """What to do."""
        return self._filled(t, MESSAGES[self.code][1])

    def _filled(self, t: Texts, message: str) -> str:
        shown = {
            name: t(value) if isinstance(value, str) and name == "other" else value
            for name, value in self.values.items()
        }
        return t(message).format(**{"value": f"“{_short(self.value)}”", **shown})

    def line(self, t: Texts) -> str:
        """The whole fault on one line."""
        return f"{self.place(t)}: {self.message(t)} {self.remedy(t)}"

    def place(self, t: Texts) -> str:
        """Row and column."""
        if self.column:
            return t("row {row}, column {column}", row=self.row, column=self.column)
        return t("row {row}", row=self.row)

    def to_dict(self, t: Texts) -> dict[str, object]:
        """The public JSON form."""
        return {
            "row": self.row,
            "column": self.column,
            "value": _short(self.value, 200),
            "code": self.code,
            "severity": "note" if self.is_note else "error",
            "message": self.message(t),
            "remedy": self.remedy(t),
        }


def _short(value: str, length: int = 60) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
