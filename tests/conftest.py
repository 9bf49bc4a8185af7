"""What all tests share: a frozen day, the test region, samples if they are there, and stores on both databases."""

import contextlib
import gzip
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import hypothesis
import pytest

from jobboard.pack import load_pack
from jobboard.places import Gazetteer
from jobboard.posting import Draft, JobPosting, Place
from jobboard.region import Pack
from jobboard.store import Store, create_store, sqlite_url

ROOT = Path(__file__).parent.parent
MUSTERSTADT = Path(__file__).parent / "regions" / "musterstadt"
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
# CI names here what must not be skipped: "chromium,postgresql,redis".
REQUIRED = os.environ.get("JOBBOARD_TEST_REQUIRE", "").split(",")

# No test asserts wall time, not by hypothesis's default either. CI takes the same examples every time; new ones are tried here.
hypothesis.settings.register_profile("unhurried", deadline=None, derandomize=REQUIRED != [""])
hypothesis.settings.load_profile("unhurried")


def missing(what: str, reason: str) -> None:
    """Skip a test for want of a tool, or fail where the tool is required."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(MUSTERSTADT)


@pytest.fixture(scope="session")
def gazetteer(pack: Pack) -> Gazetteer:
    return Gazetteer(pack.localities, pack.region.country)


@pytest.fixture(scope="session")
def samples() -> Path:
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("../shared/samples is not here")
    return folder


@pytest.fixture(scope="session")
def real_ads() -> list[str]:
    """Texts of some real ads, in German and English."""
    files = sorted((SHARED / "data" / "dev" / "ads").glob("*.jsonl.gz"))
    if not files:
        pytest.skip("../shared/data is not here")
    lines = [line for file in files for line in gzip.decompress(file.read_bytes()).splitlines()[::30]]
    return [json.loads(line)["description"] for line in lines]


@pytest.fixture
def settings_env(tmp_path: Path) -> dict[str, str]:
    """The environment of a command that works on its own folder and the test region."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JOBBOARD_", "ASSISTANT_"))}
    return {**kept, "JOBBOARD_DATA": str(tmp_path / "var"), "JOBBOARD_REGION": str(MUSTERSTADT), "JOBBOARD_LANG": "en"}


def draft(reference: str = "R-1", **fields: object) -> Draft:
    """A draft with everything needed, for tests to vary."""
    values: dict[str, object] = {
        "title": "Sachbearbeiter/in (m/w/d)",
        "employer": "Probewerk GmbH",
        "description": "<p>Sie bearbeiten Anträge. Zwei Tage Homeoffice pro Woche sind möglich.</p>",
        "places": (Place(name="99001 Musterstadt", postal_code="99001", locality="Musterstadt"),),
        "date_posted": date(2026, 11, 1),
        "valid_through": date(2026, 12, 31),
        "url": f"https://probewerk.example/jobs/{reference}",
    }
    return Draft.model_validate({"source_ref": reference, **values, **fields})


@pytest.fixture
def make_posting(gazetteer: Gazetteer) -> Callable[..., JobPosting]:
    """Makes postings of a source "test"."""
    from jobboard.normalise import normalise

    def make(reference: str = "R-1", source: str = "test", **fields: object) -> JobPosting:
        return normalise(draft(reference, **fields), source, gazetteer=gazetteer)

    return make


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A real PostgreSQL server of our own, for the time of the tests; gives its URL without a database name."""
    found = shutil.which("initdb") or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), reverse=True)), ""
    )
    if not found:
        missing("postgresql", "PostgreSQL's initdb is not installed")
    tools = Path(found).parent
    # Not in pytest's own folder: another run of pytest takes its permissions away from the server's user.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    run = {"check": True, "capture_output": True, "cwd": "/"}
    subprocess.run(
        [*as_user, str(tools / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        **run,
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    start = [str(tools / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run([*as_user, *start], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    yield f"postgresql://postgres@127.0.0.1:{port}"
    subprocess.run([*as_user, str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Redis server of our own, for the time of the tests; gives its URL."""
    found = shutil.which("redis-server")
    if not found:
        missing("redis", "redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    folder = tmp_path_factory.mktemp("redis")
    with subprocess.Popen([str(found), *options], cwd=folder, stdout=subprocess.DEVNULL) as server:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The server, with nothing in it."""
    import redis

    with redis.Redis.from_url(redis_server) as connection:
        connection.flushall()
    return redis_server


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(sqlite_url(tmp_path))
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store on each database: what holds for one must hold for the other."""
    if request.param == "sqlite":
        store = create_store(sqlite_url(tmp_path))
    else:
        import psycopg

        server = request.getfixturevalue("postgresql")
        name = f"test_{os.urandom(6).hex()}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        store = create_store(f"{server}/{name}")
    yield store
    store.close()
