"""A build in parts, by compiled loops and by helping processes: file by file what a build in one go writes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from indexing import NOW, TODAY, ToyEncoder, demo_postings

from index import build_index, building, load_encoder, postings, preparing, signs
from index.analysis import Analyser, word_frequencies
from index.document import document_of
from index.encoder import Encoder
from index.errors import BuildEnded, IndexBusy
from index.generation import read_generation, write_generation
from index.helpers import Helpers
from index.segment import build_segment, compounds_of, prepare
from jobboard import stock
from jobboard.errors import StoreError
from jobboard.posting import JobPosting, Status
from jobboard.store import Store

Make = Callable[..., JobPosting]
ROOT = Path(__file__).parent.parent.parent
GIVEN: dict[str, Any] = {"model_id": "toy", "store_id": "", "store_version": 0, "created": ""}
TITLES = ("Lehrer / -in (m / w / d)", "Nurse", "Lehrer (m /", "/ Köchin", "", "Ärztin", "Softwareentwicklerin C++")
LONG = "Kundenbetreuung im Homeoffice, ohne Schichtarbeit.\n" * 45  # the vector's text ends in a word


def put(store: Store, *items: JobPosting) -> None:
    store.put(items, actor="test", now=NOW)


@pytest.fixture
def filled(sqlite_store: Store, make_posting: Make) -> Store:
    """Demo ads, ads whose titles and texts are cut badly, ads in no language and another, one that another stands for."""
    odd = [
        make_posting(f"R-{at}", title=title or "x", language=("de", "en", "", "pl")[at % 4]).model_copy(
            update={"title_clean": title, "description_text": f"w) {LONG[at:]}" if at % 2 else LONG[: at * 7]}
        )
        for at, title in enumerate(TITLES)
    ]
    twin = make_posting("twin", title="Zwilling").model_copy(update={"same_as": odd[0].id})
    put(sqlite_store, *demo_postings(), *odd, twin)
    gone = make_posting("gone", title="Vorbei")
    put(sqlite_store, gone)
    sqlite_store.set_status([gone.id], Status.WITHDRAWN, actor="test", now=NOW)
    return sqlite_store


def in_one_go(folder: Path, store: Store, encoder: Encoder) -> Path:
    """What is built of all documents at once, by the code that takes over changes."""
    documents = [document_of(posting) for posting in store.snapshot(TODAY)[1] if not posting.same_as]
    compounds = compounds_of(word_frequencies(document.lexical_text for document in documents), encoder)
    segment = build_segment(prepare(documents, Analyser(compounds), encoder), encoder.dimensions)
    write_generation(folder, segment, compounds, **GIVEN)
    return folder / "1"


def same_files(built: Path, expected: Path) -> None:
    names = {path.name for path in expected.iterdir()}
    assert {path.name for path in built.iterdir()} == names and len(names) > 30
    for name in sorted(names - {"manifest.json"}):  # which tells the day
        assert (built / name).read_bytes() == (expected / name).read_bytes(), name


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of a few postings, and a memory of a few units and lines."""
    monkeypatch.setattr(stock, "BATCH", 9)
    monkeypatch.setattr(preparing, "MOST", 300)
    monkeypatch.setattr(preparing, "MOST_LINES", 100)


@pytest.fixture
def as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done for many postings, done for few."""
    for module in (building, postings):
        monkeypatch.setattr(module, "LARGE", 10)
    monkeypatch.setattr("index.segment.FLAT", 10)
    monkeypatch.setattr(signs, "CHUNK", 16)


@pytest.mark.parametrize(("large", "cores"), [(False, 1), (True, 1), (True, 2)])
def test_the_same_files_as_in_one_go(
    filled: Store, tmp_path: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest,
    large: bool, cores: int,
) -> None:  # fmt: skip
    if large:
        request.getfixturevalue("as_large")
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    manifest = build_index(tmp_path / "index", filled, TODAY)
    assert (manifest.documents, manifest.store_version) == (len(demo_postings()) + len(TITLES), filled.version())
    same_files(tmp_path / "index" / "1", in_one_go(tmp_path / "expected", filled, load_encoder()))
    assert sorted(path.name for path in (tmp_path / "index").iterdir() if path.is_dir()) == ["1"]


def test_any_other_encoder_reads_whole_texts(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy = ToyEncoder()
    monkeypatch.setattr(building, "load_encoder", lambda _: toy)
    build_index(tmp_path / "index", filled, TODAY)
    same_files(tmp_path / "index" / "1", in_one_go(tmp_path / "expected", filled, toy))


def test_a_killed_helper_ends_the_build_and_the_old_index_stays(
    filled: Store, tmp_path: Path, as_large: None, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    write_generation(folder, build_segment([], 1), compounds_of({}, ToyEncoder()), **GIVEN)
    real = Helpers.prepared
    killed: set[int] = set()  # once each: one that was waited for is no process any more

    def killing(self: Helpers, batches: Iterator[list[str]]) -> Iterator[object]:
        for found in real(self, batches):
            yield found
            if found[0] not in killed:
                killed.add(found[0])
                os.kill(found[0], signal.SIGKILL)

    with monkeypatch.context() as patched:
        patched.setattr(Helpers, "prepared", killing)
        patched.setattr(os, "cpu_count", lambda: 2)
        with pytest.raises(BuildEnded, match=r"helped building it ended \(SIGKILL\).*jobboard index"):
            build_index(folder, filled, TODAY)
    assert read_generation(folder, "toy").manifest.number == 1
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["1"]


@pytest.mark.parametrize("cores", [1, 2])
def test_a_document_that_is_none_names_the_store(
    filled: Store, tmp_path: Path, as_large: None, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    with filled.database.write() as connection:
        connection.exec_driver_sql("UPDATE postings SET document = '{\"id\": 1}' WHERE source_ref = 'R-3'")
    with pytest.raises(StoreError, match="damaged"):
        build_index(tmp_path / "index", filled, TODAY)


def test_helpers_end_with_the_build() -> None:
    """However that ends: nobody closes their lines but the system."""
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom index.helpers import Helpers\n"
        "with Helpers(1, '', Path()) as all_of_them:\n"
        "    number, _ = next(iter(all_of_them.prepared([[]] * 4)))\n"
        "    print(number, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as build:
        said, _ = build.communicate(
            timeout=120
        )  # the helper has the same standard output: this ends when both are gone
    assert (build.returncode, said.strip().isdigit()) == (-signal.SIGKILL, True)


def test_one_build_at_a_time(filled: Store, tmp_path: Path) -> None:
    with building.building(tmp_path), pytest.raises(IndexBusy):
        build_index(tmp_path, filled, TODAY)
