"""Reads a region pack from its folder and says what is wrong with it, by file and line."""

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ValidationError

from jobboard.errors import PackError, SettingsError
from jobboard.places import kilometres
from jobboard.posting import Permission
from jobboard.region import Contact, Employer, Feed, Locality, Pack, Reference, Region, Statistic

BUNDLED = Path(__file__).parent / "regions"
ERROR, WARNING = "error", "warning"
_TABLES = {
    "employers.toml": ("employers", "feeds"),
    "contacts.toml": ("contacts", "translated"),
    "sources.toml": ("sources",),
}
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault: an `error` keeps the pack from being used, a `warning` is worth a look."""

    file: str
    line: int
    message: str
    severity: str = ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


def find_pack(setting: str) -> Path:
    """The folder a setting names: a path, a bundled pack's name, or, left empty, the only bundled pack."""
    bundled = sorted(path.parent for path in BUNDLED.glob("*/region.toml"))
    if not setting:
        if len(bundled) == 1:
            return bundled[0]
        names = ", ".join(path.name for path in bundled) or "none"
        raise SettingsError("JOBBOARD_REGION", setting, f"several region packs are bundled ({names}): name one")
    for candidate in (Path(setting), BUNDLED / setting):
        if (candidate / "region.toml").is_file():
            return candidate
    names = ", ".join(path.name for path in bundled)
    raise SettingsError("JOBBOARD_REGION", setting, f"no folder with a region.toml; bundled packs: {names}")


def load_pack(folder: Path) -> Pack:
    """The pack of a folder; raises PackError at its first error."""
    pack, faults = read_pack(folder)
    for fault in faults:
        if fault.severity == ERROR:
            raise PackError(folder / fault.file, fault.message, fault.line)
    if pack is None:
        raise PackError(folder, "the pack cannot be read")
    return pack


def read_pack(folder: Path) -> tuple[Pack | None, list[PackFault]]:
    """The pack and all faults of its own files; None if a part is missing without which there is no pack."""
    faults: list[PackFault] = []
    regions = _toml(folder, "region.toml", "", Region, faults)
    employers = _toml(folder, "employers.toml", "employers", Employer, faults)
    feeds = _toml(folder, "employers.toml", "feeds", Feed, faults, optional=True)
    contacts = _toml(folder, "contacts.toml", "contacts", Contact, faults, optional=True)
    references = _toml(folder, "sources.toml", "sources", Reference, faults, optional=True)
    localities = _csv(folder, "places.csv", Locality, faults)
    statistics = [row for name in _statistics(folder) for row in _csv(folder, name, Statistic, faults)]
    if not regions:
        return None, faults
    pack = Pack(
        path=folder,
        region=regions[0][1],
        employers=tuple(employer for _, employer in employers),
        feeds=tuple(feed for _, feed in feeds),
        localities=tuple(locality for _, locality in localities),
        contacts=tuple(contact for _, contact in contacts),
        references=tuple(reference for _, reference in references),
        statistics=tuple(statistic for _, statistic in statistics),
    )
    return pack, faults


def check_pack(folder: Path, adapters: Collection[str], today: date) -> list[PackFault]:
    """Every fault of a pack: its files one by one, then what they say of each other.

    `adapters` are the names of the adapters that exist; the core does not know them.
    """
    pack, faults = read_pack(folder)
    if pack is not None:
        faults += _region_faults(pack)
        faults += _employer_faults(pack, adapters, today)
        faults += _place_faults(pack)
        faults += _reference_faults(pack)
    return sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.message))


def _read(folder: Path, name: str, faults: list[PackFault], *, optional: bool = False) -> str | None:
    path = folder / name
    if not path.is_file():
        if not optional:
            faults.append(PackFault(name, 1, f"the file is missing; a pack needs {name}"))
        return None
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(PackFault(name, data.count(b"\n", 0, error.start) + 1, f"is not UTF-8 (byte {error.start})"))
        return None


def _toml(
    folder: Path, name: str, table: str, model: type[M], faults: list[PackFault], *, optional: bool = False
) -> list[tuple[int, M]]:
    """The valid entries of a table of a TOML file, each with its place among all."""
    text = _read(folder, name, faults, optional=optional)
    if text is None:
        return []
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        faults.append(PackFault(name, int(line[1]) if line else len(text.splitlines()), f"is not TOML: {error}"))
        return []
    for key in set(data).difference(_TABLES.get(name, data)):
        known = ", ".join(_TABLES[name])
        faults.append(PackFault(name, line_of(text, (key, 0)), f"{key!r} is not known here (known: {known})"))
    rows: list[Any] = data.get(table, []) if table else [data]
    if not isinstance(rows, list):
        faults.append(PackFault(name, line_of(text, (table,)), f"{table} must be written as [[{table}]]"))
        return []
    read: list[tuple[int, M]] = []
    for at, row in enumerate(rows):
        try:
            read.append((at, model.model_validate(row)))
        except ValidationError as error:
            for detail in error.errors():
                where = (table, at, *detail["loc"]) if table else tuple(detail["loc"])
                field = ".".join(str(part) for part in detail["loc"]) or "entry"
                faults.append(PackFault(name, line_of(text, where), f"{field}: {_reason(detail)}"))
    return read


def _reason(detail: Any) -> str:
    value = detail.get("input")
    shown = "" if isinstance(value, dict | list) or detail["type"] == "missing" else f" (found {value!r})"
    return f"{detail['msg'].removeprefix('Value error, ')}{shown}"


def line_of(text: str, where: tuple[object, ...]) -> int:
    """The line of a TOML text that a path such as ("employers", 3, "sources", 0) means, as near as can be told."""
    lines = text.splitlines()
    start, end, best, prefix = 0, len(lines), 1, ""
    parts = [part for part in where if part != ""]
    for at, part in enumerate(parts):
        if isinstance(part, int):
            header = re.compile(rf"^\s*\[\[\s*{re.escape(prefix)}\s*\]\]")
            hits = [n for n in range(start, end) if header.match(lines[n])]
            if part < len(hits):
                start, best = hits[part], hits[part] + 1
                later = [n for n in hits if n > start]
                end = later[0] if later else end
            continue
        prefix = f"{prefix}.{part}" if prefix else str(part)
        table = re.compile(rf"^\s*\[\s*{re.escape(prefix)}\s*\]")
        key = re.compile(rf"^\s*\"?{re.escape(str(part))}\"?\s*[.=]")
        for n in range(start, end):
            if table.match(lines[n]):
                start, best = n, n + 1
                break
            if key.match(lines[n]) and not (at + 1 < len(parts) and isinstance(parts[at + 1], int) and n == start):
                best = n + 1
                break
    return best


def _statistics(folder: Path) -> list[str]:
    return [f"statistics/{path.name}" for path in sorted((folder / "statistics").glob("*.csv"))]


def _csv(folder: Path, name: str, model: type[M], faults: list[PackFault]) -> list[tuple[int, M]]:
    """The valid rows of a table, each with its line."""
    text = _read(folder, name, faults)
    reader = csv.DictReader(io.StringIO(text or "", newline=""))
    read: list[tuple[int, M]] = []
    try:
        for row in reader:
            if None in row or None in row.values():
                faults.append(PackFault(name, reader.line_num, "has more or fewer columns than the header"))
                continue
            values = {
                key: tuple(filter(None, value.split("|"))) if key == "aliases" else value for key, value in row.items()
            }
            try:
                read.append((reader.line_num, model.model_validate(values)))
            except ValidationError as error:
                for detail in error.errors():
                    field = ".".join(map(str, detail["loc"]))
                    faults.append(PackFault(name, reader.line_num, f"{field}: {_reason(detail)}"))
    except csv.Error as error:
        faults.append(PackFault(name, reader.line_num, f"cannot be read: {error}"))
    return read


def _text(pack: Pack, name: str) -> str:
    return _read(pack.path, name, [], optional=True) or ""


def _region_faults(pack: Pack) -> Iterator[PackFault]:
    text, region = _text(pack, "region.toml"), pack.region
    try:
        ZoneInfo(region.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield PackFault(
            "region.toml", line_of(text, ("timezone",)), f"timezone {region.timezone!r} is not an IANA name"
        )
    for language in region.languages:
        if language not in region.name:
            yield PackFault("region.toml", line_of(text, ("name",)), f"name.{language} is missing", WARNING)
    for field in region.operator.missing():
        yield PackFault(
            "region.toml",
            line_of(text, ("operator",)),
            f"operator.{field} is empty: the legal notice is incomplete",
            WARNING,
        )
    if not region.operator.confirmed:
        yield PackFault(
            "region.toml",
            line_of(text, ("operator", "confirmed")),
            "the operator has not confirmed the legal notice",
            WARNING,
        )
    if not region.crawler.contact:
        yield PackFault(
            "region.toml", line_of(text, ("crawler", "contact")), "crawler.contact is empty: nothing will be fetched"
        )


def _employer_faults(pack: Pack, adapters: Collection[str], today: date) -> Iterator[PackFault]:
    name = "employers.toml"
    text = _text(pack, name)
    sectors = {sector.key for sector in pack.region.sectors}
    places = {locality.name for locality in pack.localities}
    references = {reference.id for reference in pack.references}
    employers = _toml(pack.path, name, "employers", Employer, [])
    for key, count in Counter(employer.key for employer in pack.employers).items():
        if count > 1:
            at = max(at for at, employer in employers if employer.key == key)
            yield PackFault(name, line_of(text, ("employers", at, "key")), f"key {key!r} is used {count} times")
    names: dict[str, str] = {}
    for at, employer in employers:
        if employer.sector not in sectors:
            yield PackFault(
                name,
                line_of(text, ("employers", at, "sector")),
                f"sector {employer.sector!r} is not one of region.toml",
            )
        for place in employer.places:
            if place not in places:
                yield PackFault(
                    name, line_of(text, ("employers", at, "places")), f"place {place!r} is not in places.csv"
                )
        for alias in {employer.name.casefold(), *(alias.casefold() for alias in employer.aliases)}:
            if names.setdefault(alias, employer.key) != employer.key:
                yield PackFault(
                    name, line_of(text, ("employers", at, "aliases")), f"{alias!r} also names {names[alias]!r}"
                )
        if employer.employees and references and employer.employees.source not in references:
            yield PackFault(
                name,
                line_of(text, ("employers", at, "employees")),
                f"source {employer.employees.source!r} is not in sources.toml",
            )
        for number, source in enumerate(employer.sources):
            where = ("employers", at, "sources", number)
            yield from _permission_faults(
                name, text, where, source.permission, source.permission_by, source.permission_on, today
            )
            if source.adapter and source.adapter not in adapters:
                yield PackFault(
                    name,
                    line_of(text, (*where, "adapter")),
                    f"adapter {source.adapter!r} does not exist ({', '.join(sorted(adapters))})",
                )
            if not source.adapter and source.system not in adapters and source.permission is not Permission.NONE:
                yield PackFault(
                    name,
                    line_of(text, (*where, "system")),
                    f"system {source.system!r} has no adapter yet: this source is skipped",
                    WARNING,
                )
    for number, feed in _toml(pack.path, name, "feeds", Feed, []):
        if feed.adapter not in adapters:
            yield PackFault(
                name,
                line_of(text, ("feeds", number, "adapter")),
                f"adapter {feed.adapter!r} does not exist ({', '.join(sorted(adapters))})",
            )
        yield from _permission_faults(
            name, text, ("feeds", number), feed.permission, feed.permission_by, feed.permission_on, today
        )


def _permission_faults(
    name: str, text: str, where: tuple[object, ...], permission: Permission, by: str, on: date | str, today: date
) -> Iterator[PackFault]:
    if permission in (Permission.GRANTED, Permission.ASKED) and not (by and on):
        yield PackFault(
            name,
            line_of(text, (*where, "permission")),
            f"permission {permission.value!r} needs permission_by and permission_on",
        )
    if isinstance(on, date) and on > today:
        yield PackFault(name, line_of(text, (*where, "permission_on")), f"permission_on {on} lies in the future")


def _place_faults(pack: Pack) -> Iterator[PackFault]:
    centre = pack.region.centre
    seen: dict[tuple[str, str], int] = {}
    for line, locality in _csv(pack.path, "places.csv", Locality, []):
        key = (locality.name, locality.postal_code)
        if key in seen:
            yield PackFault(
                "places.csv", line, f"{locality.name} {locality.postal_code} stands already in line {seen[key]}"
            )
        seen.setdefault(key, line)
        away = kilometres(centre.latitude, centre.longitude, locality.latitude, locality.longitude)
        if away > 3 * pack.region.radius_km:
            yield PackFault(
                "places.csv",
                line,
                f"{locality.name} lies {away:.0f} km from {centre.name}: check the coordinates",
                WARNING,
            )
    if centre.name not in {locality.name for locality in pack.localities}:
        yield PackFault(
            "region.toml",
            line_of(_text(pack, "region.toml"), ("centre", "name")),
            f"centre {centre.name!r} is not in places.csv",
        )


def _reference_faults(pack: Pack) -> Iterator[PackFault]:
    known = {reference.id for reference in pack.references}
    for name in _statistics(pack.path):
        for line, statistic in _csv(pack.path, name, Statistic, []):
            if statistic.source not in known:
                yield PackFault(name, line, f"source {statistic.source!r} is not in sources.toml")
    defaults = [contact for contact in pack.contacts if contact.default]
    if pack.contacts and len(defaults) != 1:
        yield PackFault("contacts.toml", 1, f"exactly one contact needs default = true, {len(defaults)} have it")
