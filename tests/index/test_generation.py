"""The index on disk: what is damaged is noticed, what was interrupted does no harm."""

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from indexing import ToyEncoder, random_documents

from index import LocalIndex, generation
from index.analysis import Analyser, Compounds
from index.dense import FlatVectors
from index.encoder import NoEncoder
from index.errors import IndexBusy, IndexDamaged, IndexForeign, IndexMissing
from index.generation import Generation, Manifest, point, read_generation, write_generation
from index.segment import build_segment, prepare

COMPOUNDS = Compounds({"haus": 2, "meister": 3})
QUERIES = ("w1 w2", "w7", "")


def write(folder: Path, documents: int = 12, **fields: Any) -> Manifest:
    """A generation of so many documents; `store_version` tells one from another."""
    segment = build_segment(
        prepare(random_documents(documents), Analyser(COMPOUNDS), ToyEncoder()), ToyEncoder.dimensions
    )
    given = {
        "model_id": "toy",
        "store_id": "store",
        "store_version": documents,
        "created": "2026-11-22T09:30:00+00:00",
    } | fields
    return write_generation(folder, segment, COMPOUNDS, **given)


def read(folder: Path) -> Generation:
    return read_generation(folder, "toy")


def resign(target: Path) -> None:
    """Make the checksums of a generation hold again, as somebody with ill intent would."""
    path = target / "manifest.json"
    fields = json.loads(path.read_text("utf-8"))
    del fields["checksum"]
    fields["files"] = {name: generation._sha256(target / name) for name in fields["files"]}
    path.write_text(json.dumps({**fields, "checksum": generation._checksum(fields)}), "utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations: 1 of twelve documents, 2 of fifteen."""
    folder = tmp_path_factory.mktemp("written")
    write(folder, 12)
    write(folder, 15)
    return folder


@pytest.fixture
def two(written: Path, tmp_path: Path) -> Path:
    """A copy of the two generations, to be damaged."""
    return Path(shutil.copytree(written, tmp_path / "two"))


def files(target: Path) -> list[str]:
    return sorted(path.name for path in target.iterdir())


def test_what_is_written_is_read(written: Path) -> None:
    found = read(written)
    manifest = found.manifest
    assert (manifest.number, manifest.documents, manifest.store_version, manifest.store_id) == (2, 20, 15, "store")
    assert found.compounds.frequencies == COMPOUNDS.frequencies
    fresh = LocalIndex.of_documents(random_documents(15), ToyEncoder())
    opened = LocalIndex(found, ToyEncoder())
    for query in QUERIES:
        assert opened.explore(query) == fresh.explore(query)


def test_the_same_documents_are_written_the_same(written: Path, tmp_path: Path) -> None:
    assert write(tmp_path, 15).files == read(written).manifest.files


def test_an_index_of_nothing_is_written_and_read(tmp_path: Path) -> None:
    segment = build_segment([], ToyEncoder.dimensions)
    write_generation(tmp_path, segment, Compounds({}), model_id="toy", store_id="s", store_version=0, created="")
    assert LocalIndex(read(tmp_path), ToyEncoder()).explore("w1").total == 0


def test_no_folder_and_an_empty_folder_have_no_index(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexMissing, match="jobboard index") as caught:
            read(folder)
        assert str(folder) in str(caught.value)


def test_every_truncated_file_is_noticed_and_named(two: Path) -> None:
    target = two / "2"
    assert len(files(target)) > 15
    for name in files(target):
        whole = (target / name).read_bytes()
        for size in sorted({0, 1, len(whole) // 4, len(whole) // 2, len(whole) - 1}):
            if size >= len(whole):
                continue
            (target / name).write_bytes(whole[:size])
            assert read(two).manifest.number == 1, (name, size)
            with pytest.raises(IndexDamaged, match=f"the file {name}"):
                generation._read(target, "toy")
        (target / name).write_bytes(whole)
    assert read(two).manifest.number == 2


def test_every_missing_file_is_noticed_and_named(two: Path) -> None:
    target = two / "2"
    for name in files(target):
        (target / name).rename(two / "aside")
        assert read(two).manifest.number == 1
        with pytest.raises(IndexDamaged, match=f"the file {name}"):
            generation._read(target, "toy")
        (two / "aside").rename(target / name)


def test_fifty_flipped_bits_are_noticed_and_named(two: Path) -> None:
    target, rng = two / "2", random.Random(50)
    for _ in range(50):
        name = rng.choice([name for name in files(target) if (target / name).stat().st_size])
        whole = (target / name).read_bytes()
        changed = bytearray(whole)
        changed[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        (target / name).write_bytes(changed)
        assert read(two).manifest.number == 1, name
        with pytest.raises(IndexDamaged, match=f"the file {name}"):
            generation._read(target, "toy")
        (target / name).write_bytes(whole)


@pytest.mark.parametrize("text", ["", "5", "null", "[]", '"text"', "{}", '{"format": 1}', "[[1, 2, 3]]", "\udcff"])
def test_a_manifest_of_another_shape_is_damage(two: Path, text: str) -> None:
    (two / "2" / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read(two).manifest.number == 1


def test_nothing_intact_names_what_is_wrong_with_each(two: Path) -> None:
    (two / "1" / "ids.txt").unlink()
    (two / "2" / "terms.txt").write_text("x")
    with pytest.raises(IndexDamaged, match=r"terms\.txt.*ids\.txt.*`jobboard index`"):
        read(two)


@pytest.mark.parametrize("pointer", [None, "", "garbage", "1e3", "9", "0", "-1", "2 2", "٢", "\x00"])
def test_a_pointer_to_nowhere_leads_to_the_newest(two: Path, pointer: str | None) -> None:
    path = two / generation.POINTER
    path.unlink()
    if pointer is not None:
        path.write_text(pointer, "utf-8")
    assert read(two).manifest.number == 2


def test_the_pointed_generation_goes_before_a_newer_one(two: Path) -> None:
    point(two, 1)
    assert read(two).manifest.number == 1
    (two / "1" / "ids.txt").unlink()
    assert read(two).manifest.number == 2


def test_a_file_of_another_generation_is_noticed(two: Path) -> None:
    for name in files(two / "2"):
        whole = (two / "2" / name).read_bytes()
        shutil.copy(two / "1" / name, two / "2" / name)
        if (two / "2" / name).read_bytes() != whole:
            assert read(two).manifest.number == 1 or name == "manifest.json", name
        if name in ("ids_offsets.npy", "lengths.npy", "column_mode.npy"):
            resign(two / "2")
            with pytest.raises(IndexDamaged, match="do not fit together"):
                generation._read(two / "2", "toy")
        (two / "2" / name).write_bytes(whole)
        resign(two / "2")
    assert read(two).manifest.number == 2


def test_without_whole_vectors_the_words_are_read(two: Path) -> None:
    fault = IndexDamaged(two, "no generation is intact")
    for number in (1, 2):
        (two / str(number) / "vectors.faiss").write_bytes(b"x")
    with pytest.raises(IndexDamaged, match=r"vectors\.faiss"):
        read(two)
    opened = LocalIndex(generation.read_words(two, fault), NoEncoder(), str(fault))
    assert opened.fault and opened.manifest.number == 2
    muted = LocalIndex.of_documents(random_documents(15), ToyEncoder(mute=True))
    for query in QUERIES:
        assert opened.explore(query) == muted.explore(query)
    (two / "2" / "terms.txt").write_text("x")
    assert generation.read_words(two, fault).manifest.number == 1
    (two / "1" / "terms.txt").write_text("x")
    with pytest.raises(IndexDamaged) as caught:
        generation.read_words(two, fault)
    assert caught.value is fault


def test_another_model_and_another_format_are_foreign(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IndexForeign, match="model toy, not other"):
        read_generation(two, "other")
    monkeypatch.setattr(generation, "FORMAT", generation.FORMAT + 1)
    with pytest.raises(IndexForeign, match="another version"):
        read(two)


class _Evil:
    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, ...]]:
        return (Path.touch, (Path("/tmp/heimvorteil-was-unpickled"),))


def test_no_pickle_is_read_even_if_its_checksum_holds(two: Path) -> None:
    trap = Path("/tmp/heimvorteil-was-unpickled")
    trap.unlink(missing_ok=True)
    for name in ("lengths.npy", "column_mode.npy"):
        whole = (two / "2" / name).read_bytes()
        np.save(two / "2" / name, np.array([_Evil()], dtype=object), allow_pickle=True)
        resign(two / "2")
        with pytest.raises(IndexDamaged, match="do not fit together"):
            generation._read(two / "2", "toy")
        assert read(two).manifest.number == 1
        (two / "2" / name).write_bytes(whole)
        resign(two / "2")
    assert not trap.exists() and read(two).manifest.number == 2


@pytest.mark.parametrize("name", ["vectors.faiss", "names.json", "starts.npy", "compounds.json"])
def test_garbage_with_a_good_checksum_is_still_damage(two: Path, name: str) -> None:
    (two / "2" / name).write_bytes(b"[1, 2")
    resign(two / "2")
    assert read(two).manifest.number == 1


def test_the_last_two_generations_stay(tmp_path: Path) -> None:
    for documents in (1, 2, 3, 4):
        write(tmp_path, documents)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "4", "building.lock", "current"]
    assert read(tmp_path).manifest.store_version == 4


class Power(Exception):
    """The power went."""


# Everything a build does to the disk, in the order it does it.
STEPS = ("_write", "_save", "_sync", "_sha256", "point")


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int, before: bool) -> list[str]:
    """Let the power go at the n-th step; gives the steps that began."""
    begun: list[str] = []

    def stopping(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            begun.append(name)
            if before and len(begun) == at:
                raise Power
            mine, result = len(begun), step(*args)
            if not before and mine == at:
                raise Power
            return result

        return run

    for name in STEPS:
        monkeypatch.setattr(generation, name, stopping(name, getattr(generation, name)))
    vectors = FlatVectors
    monkeypatch.setattr(vectors, "write", stopping("vectors", vectors.write))
    monkeypatch.setattr(Path, "rename", stopping("rename", Path.rename))
    monkeypatch.setattr(Path, "replace", stopping("replace", Path.replace))
    return begun


@pytest.mark.parametrize("before", [True, False])
def test_a_build_that_ends_at_any_step_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    write(tmp_path, 3)
    with monkeypatch.context() as patched:
        steps = interrupt(patched, 10**6, True)
        write(tmp_path / "other", 4)
    assert {"_write", "_save", "vectors", "rename", "replace"} <= set(steps) and len(steps) > 40
    for at in range(1, len(steps) + 1):
        with monkeypatch.context() as patched, pytest.raises(Power):
            interrupt(patched, at, before)
            write(tmp_path, 4)
        published = (tmp_path / generation.POINTER).read_text() == "2\n"
        assert read(tmp_path).manifest.store_version == (4 if published else 3), at
        if (tmp_path / "2").exists():  # what is half written may lie about, the next build begins with a clean folder
            shutil.rmtree(tmp_path / "2")
        point(tmp_path, 1)
    write(tmp_path, 5)
    assert read(tmp_path).manifest.store_version == 5
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["1", "2", "other"]


KILLED = """
import os, signal, sys
from pathlib import Path
from test_generation import write
from index import generation
count, at = 0, int(sys.argv[2])
def stopping(step):
    def run(*args):
        global count
        count += 1
        step(*args)
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return run
generation._write, generation._save = stopping(generation._write), stopping(generation._save)
write(Path(sys.argv[1]), 4)
"""


@pytest.mark.parametrize("at", [1, 9, 24])
def test_a_killed_build_leaves_the_old_index_and_no_lock(tmp_path: Path, at: int) -> None:
    folder = tmp_path / "index"
    write(folder, 3)
    paths = [str(Path(__file__).parent.parent.parent), str(Path(__file__).parent.parent), str(Path(__file__).parent)]
    code = f"import sys; sys.path[:0] = {paths!r}\n{KILLED}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(at)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (folder / "2.partial").is_dir() and read(folder).manifest.store_version == 3
    assert write(folder, 5).number == 2
    assert read(folder).manifest.store_version == 5
    assert sorted(path.name for path in folder.iterdir()) == ["1", "2", "building.lock", "current"]


def test_two_builders_at_once(tmp_path: Path) -> None:
    write(tmp_path, 3)
    with generation.building(tmp_path), pytest.raises(IndexBusy, match="Wait for it to end") as caught:
        write(tmp_path, 4)
    assert str(tmp_path) in caught.value.message
    assert write(tmp_path, 4).number == 2


def test_an_opened_index_outlives_its_files(two: Path) -> None:
    opened = LocalIndex(read(two), ToyEncoder())
    before = [opened.explore(query) for query in QUERIES]
    write(two, 3)
    write(two, 4)
    assert not (two / "2").exists()
    assert [opened.explore(query) for query in QUERIES] == before
