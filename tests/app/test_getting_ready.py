"""The assistant gets ready beside the first pages: who asks earlier sees so and waits, and nothing is done twice."""

import sys
from pathlib import Path

import pytest
from app_server import Server, open_page, serving
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
COST = "What does a parking permit cost?"
# The command, but that the articles are read only when a file allows it.
SLOWLY = """
import sys, time
from pathlib import Path
from assistant import assistant
folder, knowledge = Path(sys.argv.pop(1)), assistant.Knowledge
def slow(*given):
    with (folder / "made").open("a") as file:
        file.write("once ")
    while not (folder / "may").exists():
        time.sleep(0.05)
    return knowledge(*given)
assistant.Knowledge = slow
from jobboard.cli import main
main()
"""


def asking(page: Page, text: str) -> Page:
    box = page.locator('[data-testid="stChatInput"] textarea')
    box.fill(text)
    box.press("Enter")
    return page


def test_who_asks_before_it_is_ready_is_told_and_answered(browser: Browser, server: Server, tmp_path: Path) -> None:
    with serving([sys.executable, "-c", SLOWLY, str(tmp_path)], server) as slow:
        open_page(browser, slow, "/").context.close()  # the first page waits for nothing
        first, second, third = (open_page(browser, slow, "/welcome") for _ in range(3))
        for page in (first, second):
            asking(page, COST)
            expect(page.get_by_text("The assistant is getting ready.")).to_be_visible()
        expect(asking(third, "emergency!").locator(".reply.alarm")).to_be_visible()
        expect(first.get_by_text("The assistant is getting ready.")).to_be_visible()
        (tmp_path / "may").touch()
        for page in (first, second):
            expect(page.locator(".reply .said").first).to_contain_text("A parking permit costs 30 euros")
            expect(page.get_by_text("The assistant is getting ready.")).to_have_count(0)
            assert page.locator('[data-testid="stException"]').count() == 0
        assert (tmp_path / "made").read_text() == "once "
        for page in (first, second, third):
            page.context.close()
