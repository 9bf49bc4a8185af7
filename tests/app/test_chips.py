"""What was read in a query, on the page, in a real browser."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from app_server import PHONE, rest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
WISHES = "/?q=" + quote("Buchhalter Homeoffice Teilzeit in Musterstadt")


def test_wishes_are_shown_and_taken_back_by_keyboard(visit: Visit) -> None:
    page = visit(WISHES)
    chips = page.locator(".st-key-chips")
    expect(chips).to_contain_text("Read in your words:")
    expect(chips.get_by_role("button")).to_have_count(3)
    page.get_by_role("button", name=re.compile("^in and around Musterstadt")).focus()
    page.keyboard.press("Enter")
    rest(page)
    expect(chips.get_by_role("button", name=re.compile("Musterstadt"))).to_have_count(0)
    expect(page).to_have_url(re.compile("plain=in(%20|\\+)musterstadt"))
    page.reload()
    rest(page)
    expect(page.locator(".st-key-chips").get_by_role("button", name=re.compile("Musterstadt"))).to_have_count(0)
    expect(page.locator(".st-key-chips").get_by_role("button", name=re.compile("^Part time"))).to_be_visible()
    page.get_by_role("button", name="Read my words again").click()
    rest(page)
    expect(page.get_by_role("button", name=re.compile("^in and around Musterstadt"))).to_be_visible()
    expect(page).not_to_have_url(re.compile("plain="))


def test_a_card_says_how_it_stands_to_the_wishes(visit: Visit) -> None:
    page = visit("/?q=" + quote("Buchhalter Homeoffice Teilzeit"))
    expect(page.get_by_text(re.compile("Fits: .*employment")).first).to_be_visible()


def test_an_arabic_wish_is_read(visit: Visit) -> None:
    page = visit("/?q=" + quote("محاسب عمل عن بعد بدوام جزئي"))
    expect(page.get_by_role("button", name=re.compile("^home office first"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Buchhalter")).first).to_be_visible()


def test_another_spelling_is_offered_and_taken(visit: Visit) -> None:
    page = visit("/?q=Pflegefachkrft")
    page.get_by_role("button", name=re.compile("Did you mean “Pflegefachkraft”")).click()
    rest(page)
    expect(page.get_by_label("What are you looking for?", exact=True)).to_have_value("Pflegefachkraft")
    expect(page.get_by_text("Did you mean")).to_have_count(0)


def test_a_picked_filter_is_not_overruled(visit: Visit) -> None:
    page = visit("/?mode=onsite&q=" + quote("Homeoffice"))
    expect(page.get_by_role("heading", name=re.compile("1 job found"))).to_be_visible()


@pytest.mark.parametrize("context", [{}, PHONE], ids=["desk", "phone"])
def test_wishes_are_no_barrier(visit: Visit, context: dict[str, object]) -> None:
    page = visit(WISHES, **context)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    result = Axe().run(page, options=rules)
    assert not result.response["violations"], result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
