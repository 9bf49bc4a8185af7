"""A real server on the test region, and a real browser."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import ARGUMENTS, CHROMIUM, PATIENCE_MS, Server, open_page, serving
from conftest import MUSTERSTADT, missing
from playwright.sync_api import Browser, Page, expect, sync_playwright


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBBOARD_")}
    environment = {
        **kept,
        "JOBBOARD_DATA": str(folder / "var"),
        "JOBBOARD_REGION": str(MUSTERSTADT),
        "JOBBOARD_LANG": "en",
    }
    own = Server("", environment, folder)
    own.jobboard("init")
    with serving([str(Path(sys.executable).parent / "jobboard")], own) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        missing("chromium", "no chromium here")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[object]:
    pages: list[Page] = []

    def go(path: str = "/", **context: object) -> Page:
        pages.append(open_page(browser, server, path, **context))
        return pages[-1]

    yield go
    for page in pages:
        assert not page.outside, "a page asked another host"  # type: ignore[attr-defined]
        page.context.close()
