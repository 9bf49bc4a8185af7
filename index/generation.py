"""The index on disk: numbered generations, each complete with checksums, and a pointer that is swapped at once.

A build writes a new folder, syncs it, and replaces the pointer file by one atomic rename. A reader takes the pointed
generation, or the newest intact one. No pickle is read; the FAISS file is opened only after its checksum holds.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.analysis import Compounds
from index.columns import Columns
from index.dense import VECTORS, NoVectors, VectorIndex
from index.errors import IndexBusy, IndexDamaged, IndexFault, IndexForeign, IndexMissing, OtherModel
from index.layout import Layout
from index.postings import Postings
from index.segment import Segment, read_vectors
from index.terms import Terms

FORMAT = 3
KEPT = 2  # generations that stay on disk: the new one, and one for readers that are about to open the old
POINTER = "current"
_TABLE = ("offsets", "bucket_starts", "bucket_terms")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and belongs to."""

    number: int
    model_id: str
    store_id: str
    store_version: int
    documents: int
    created: str
    files: dict[str, str]


@dataclass(frozen=True)
class Generation:
    """An opened generation."""

    folder: Path
    manifest: Manifest
    segment: Segment
    compounds: Compounds


def write_generation(
    folder: Path,
    segment: Segment,
    compounds: Compounds,
    *,
    model_id: str,
    store_id: str,
    store_version: int,
    created: str,
) -> Manifest:
    """Write the next generation and make it the current one; older ones but the last are removed."""
    with building(folder):
        return publish(
            folder, segment, compounds,
            model_id=model_id, store_id=store_id, store_version=store_version, created=created,
        )  # fmt: skip


def publish(
    folder: Path,
    segment: Segment,
    compounds: Compounds,
    *,
    model_id: str,
    store_id: str,
    store_version: int,
    created: str,
) -> Manifest:
    """The same for whoever is `building` already."""
    number = max((*_numbers(folder), 0)) + 1
    target, partial = folder / str(number), folder / f"{number}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    _write_files(partial, segment, compounds)
    files = {path.name: _sha256(path) for path in sorted(partial.iterdir())}
    manifest = Manifest(number, model_id, store_id, store_version, len(segment.ids), created, files)
    fields = {"format": FORMAT, **{name: getattr(manifest, name) for name in Manifest.__slots__}}
    _write(partial / "manifest.json", json.dumps({**fields, "checksum": _checksum(fields)}, indent=1).encode())
    _sync(partial)
    partial.rename(target)
    point(folder, number)
    for old in sorted(_numbers(folder))[:-KEPT]:
        shutil.rmtree(folder / str(old), ignore_errors=True)
    return manifest


def point(folder: Path, number: int) -> None:
    """Make a generation the current one, by one atomic rename."""
    waiting = folder / f"{POINTER}.new"
    _write(waiting, f"{number}\n".encode())
    waiting.replace(folder / POINTER)
    _sync(folder)


def read_generation(folder: Path, model_id: str) -> Generation:
    """The current generation, or the newest intact one; raises IndexMissing, IndexForeign or IndexDamaged."""
    return _newest(folder, lambda target: _read(target, model_id))


def read_words(folder: Path, fault: IndexFault) -> Generation:
    """The newest generation whose words and facts are intact, without its vectors; raises `fault` if there is none."""
    try:
        return _newest(folder, lambda target: _read(target, None))
    except IndexDamaged:
        raise fault from None


def _newest(folder: Path, read: Callable[[Path], Generation]) -> Generation:
    """The current generation as it is read, or the newest that can be."""
    numbers = sorted(_numbers(folder), reverse=True)
    if not numbers:
        raise IndexMissing(folder, "there is no index yet.")
    current = pointed(folder)
    if current in numbers:
        numbers.remove(current)
        numbers.insert(0, current)
    faults: list[str] = []
    for number in numbers:
        try:
            return read(folder / str(number))
        except IndexDamaged as error:
            faults.append(error.message)
    raise IndexDamaged(folder, "no generation is intact: " + " ".join(faults))


def _write_files(target: Path, segment: Segment, compounds: Compounds) -> None:
    for kind, table in (("ids", segment.ids), ("terms", segment.postings.terms)):
        _write(target / f"{kind}.txt", table.text)
        for name in _TABLE:
            _save(target / f"{kind}_{name}.npy", getattr(table, name))
    for name, values in segment.postings.layout._asdict().items():
        _save(target / f"{name}.npy", values)
    for name, values in segment.columns.arrays.items():
        _save(target / f"column_{name}.npy", values)
    _write(target / "names.json", json.dumps(segment.columns.names, ensure_ascii=False).encode())
    _write(target / "compounds.json", json.dumps(compounds.frequencies, ensure_ascii=False).encode())
    segment.vectors.write(target)


def _read(target: Path, model_id: str | None) -> Generation:
    """A generation, built with that model; without a model, all but its vectors."""
    manifest = _manifest(target)
    if model_id not in (None, manifest.model_id):
        raise OtherModel(target, f"it was built with the model {manifest.model_id}, not {model_id}.")
    paths = [target / name for name in manifest.files if model_id is not None or not name.startswith(VECTORS)]
    for path in paths:
        if not path.is_file():
            raise IndexDamaged(target, f"the file {path.name} is missing.")
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # hashing releases the interpreter's lock
        for path, digest in zip(paths, pool.map(_sha256, paths), strict=True):
            if manifest.files[path.name] != digest:
                raise IndexDamaged(target, f"the file {path.name} is truncated or changed (its checksum differs).")
    try:
        return _opened(target, manifest, NoVectors() if model_id is None else read_vectors(target))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:  # whole, but not what a build writes
        raise IndexDamaged(target, f"its files do not fit together ({error}).") from error


def _opened(target: Path, manifest: Manifest, vectors: VectorIndex) -> Generation:
    ids, terms = (
        Terms((target / f"{kind}.txt").read_bytes(), *(_mapped(target / f"{kind}_{name}.npy") for name in _TABLE))
        for kind in ("ids", "terms")
    )
    layout = Layout(*(_mapped(target / f"{name}.npy") for name in Layout._fields))
    columns = {path.stem.removeprefix("column_"): _mapped(path) for path in target.glob("column_*.npy")}
    segment = Segment(
        ids=ids,
        postings=Postings(terms, layout),
        vectors=vectors,
        columns=Columns(columns, json.loads((target / "names.json").read_text("utf-8"))),
        deleted=np.zeros(manifest.documents, np.bool_),
    )
    sizes = {len(ids), segment.postings.size, segment.columns.size, manifest.documents}
    if len(sizes) > 1:
        raise ValueError(f"they speak of {sorted(sizes)} documents")
    return Generation(target, manifest, segment, Compounds(json.loads((target / "compounds.json").read_text("utf-8"))))


def _manifest(target: Path) -> Manifest:
    path = target / "manifest.json"
    try:
        data: dict[str, Any] = dict(json.loads(path.read_text("utf-8")))
        if data.pop("checksum", "") != _checksum(data):
            raise IndexDamaged(target, "the file manifest.json is truncated or changed (its checksum differs).")
        if data.pop("format") != FORMAT:
            raise IndexForeign(path, "it was written by another version of Heimvorteil.")
        return Manifest(**data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(target, f"the file manifest.json cannot be read ({type(error).__name__}).") from error


def _checksum(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _numbers(folder: Path) -> list[int]:
    return (
        [int(path.name) for path in folder.iterdir() if path.is_dir() and path.name.isdigit()]
        if folder.is_dir()
        else []
    )


def pointed(folder: Path) -> int:
    """The number of the current generation, or 0."""
    try:
        return int((folder / POINTER).read_text("ascii"))
    except (OSError, ValueError):
        return 0


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """One builder at a time, with a folder for what need not stay; the lock ends with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "building.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IndexBusy(folder, "another process is building it.", remedy="Wait for it to end.") from error
        scratch = folder / "building"
        shutil.rmtree(scratch, ignore_errors=True)  # of a build that was killed
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _mapped(path: Path) -> "np.ndarray[Any, Any]":
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _save(path: Path, values: "np.ndarray[Any, Any]") -> None:
    with path.open("wb") as stream:
        np.save(stream, values, allow_pickle=False)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Bring a folder's files and its own entries to the disk."""
    for path in (*[path for path in folder.iterdir() if path.is_file()], folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
