"""Every error the core raises on purpose; each carries its evidence and says what to do.

JobboardError
├── SettingsError        a setting has a value that cannot be used
├── PackError            a region pack cannot be read at all
├── UnreadableFile       a file is not what it should be (encoding, binary, empty, too large)
│   └── HeaderError      a CSV file's first row does not name the needed columns
├── StoreError
│   ├── StoreMissing     no store where the settings point
│   ├── StoreLocked      another process holds the write lock for longer than we wait
│   └── StoreForeign     the database is not ours, or newer than this program
└── CodeError            an employer's code is unknown, used up or expired
"""

from pathlib import Path


class JobboardError(Exception):
    """The root: its text is fit to be shown to a person."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class SettingsError(JobboardError):
    """A setting cannot be used; carries its name and value."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"Setting {name}={value!r}: {reason}.")
        self.name, self.value = name, value


class PackError(JobboardError):
    """A region pack cannot be read; carries the file and, where known, the line."""

    def __init__(self, file: Path, reason: str, line: int | None = None) -> None:
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {reason}.", remedy="`jobboard check` lists every fault of the pack.")
        self.file, self.line, self.reason = file, line, reason


class UnreadableFile(JobboardError):
    """A file is not what it should be; carries the file name, a code for the catalogue and its values."""

    def __init__(self, file: str, code: str, message: str, *, remedy: str = "", **values: object) -> None:
        super().__init__(f"{file}: {message}", remedy=remedy)
        self.file, self.code, self.reason, self.values = file, code, message, values


class HeaderError(UnreadableFile):
    """A CSV file's first row lacks needed columns; carries their names and what was found."""


class StoreError(JobboardError):
    """Something is wrong with the store; carries its address without a password."""

    def __init__(self, address: str, message: str, *, remedy: str = "") -> None:
        super().__init__(f"Store {address}: {message}", remedy=remedy)
        self.address = address


class StoreMissing(StoreError):
    """There is no store yet."""


class StoreLocked(StoreError):
    """Another process writes and did not finish while we waited."""


class StoreForeign(StoreError):
    """The database was not made by this program, or by a newer one."""


class CodeError(JobboardError):
    """An employer's code is unknown, withdrawn or expired."""
