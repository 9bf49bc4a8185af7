"""The conversation with the assistant as its users have it, in a real browser."""

import json
import re
from collections.abc import Callable

import pytest
from app_server import PHONE, Server, rest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
COST = "What does a parking permit cost?"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def ask(page: Page, text: str) -> None:
    greeted = page.locator(".st-key-chat-suggested").count()
    replies = page.locator(".reply").count() - greeted
    box = page.locator('[data-testid="stChatInput"] textarea')
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".st-key-chat-suggested")).to_have_count(0)
    expect(page.locator(".reply")).to_have_count(replies + 1)
    rest(page)


def test_an_answer_opens_its_passage_by_keyboard_and_is_read_aloud_once(visit: Visit) -> None:
    page = visit("/welcome")
    expect(page.get_by_text("I am a machine").first).to_be_visible()
    expect(page.get_by_placeholder("Ask the machine")).to_be_visible()
    ask(page, COST)
    reply = page.locator(".reply")
    expect(reply.locator(".said").first).to_have_text("A parking permit costs 30 euros a year in 2026. [1]")
    expect(reply.get_by_text("as of Jan 10, 2026")).to_be_visible()
    expect(page.locator("#sr-live")).to_contain_text("A parking permit costs 30 euros a year in 2026.")
    expect(page.locator("#sr-live")).to_have_attribute("lang", "en")
    expect(reply.locator("mark")).to_be_hidden()
    reply.get_by_role("button", name=re.compile(r"^\[1\] 1\. Parkordnung § 3")).first.focus()
    page.keyboard.press("Enter")
    expect(reply.locator("mark").first).to_have_text("A parking permit costs 30 euros a year in 2026.")
    expect(reply.get_by_role("link", name="Open the source")).to_have_attribute(
        "href", "https://musterstadt.example/parking"
    )
    expect(reply.locator("summary:focus")).to_contain_text("Parkordnung § 3")
    reply.get_by_text(re.compile("^Advice centre: Welcome office Musterstadt")).click()
    expect(reply.get_by_text("Musterstraße 2, 99001 Musterstadt")).to_be_visible()


def test_a_vote_is_counted_and_a_question_is_kept_only_when_it_is_sent(visit: Visit, server: Server) -> None:
    page = visit("/welcome")
    ask(page, COST)
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_text("Thank you for your vote.")).to_be_visible()
    ask(page, "Where do penguins sleep?")
    assert not server.jobboard("unanswered", "--json").stdout
    page.get_by_role("button", name="Send this question to the operator").click()
    expect(page.get_by_text("Sent. Thank you")).to_be_visible()
    (kept,) = [json.loads(line) for line in server.jobboard("unanswered", "--json").stdout.splitlines()]
    assert (kept["number"], kept["texts"]) == (1, ["Where do penguins sleep?"])
    votes = [json.loads(line) for line in server.jobboard("unanswered", "--votes", "--json").stdout.splitlines()]
    assert votes == [{"kind": "answer", "article": "parking", "helpful": 1, "unhelpful": 0}]
    page.get_by_role("button", name="Clear the conversation").click()
    rest(page)
    expect(page.get_by_text("penguins")).to_have_count(0)
    expect(page.locator(".st-key-chat-suggested")).to_be_visible()


def test_a_checklist_remembers_its_boxes_and_gives_a_calendar(visit: Visit) -> None:
    page = visit("/welcome")
    ask(page, "checklist for arriving on 1 December 2026")
    reply = page.locator(".reply").first
    expect(reply.get_by_text("0 of 3 done")).to_be_visible()
    reply.get_by_label(re.compile("^by Nov 21, 2026: Apply for the parking permit")).check()
    rest(page)
    expect(reply.get_by_text("1 of 3 done")).to_be_visible()
    ask(page, "checklist for arriving on 1 December 2026")
    expect(page.locator(".reply").nth(1).get_by_text("1 of 3 done")).to_be_visible()
    with page.expect_download() as found:
        page.get_by_role("button", name="The days for your calendar (ICS)").first.click()
    assert found.value.suggested_filename == "arriving.ics"
    assert found.value.path().read_text("utf-8").count("BEGIN:VEVENT") == 2


def test_jobs_of_a_sentence_have_filters_that_can_be_taken_away(visit: Visit) -> None:
    page = visit("/welcome")
    ask(page, "show me part time jobs as Buchhalter")
    expect(page.get_by_text("I assumed Musterstadt", exact=False).first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Buchhalter"))).to_be_visible()
    link = page.get_by_role("link", name="Open this search, change it, share it")
    expect(link).to_have_attribute("href", re.compile(r"\?lang=en&q=show\+me\+part\+time\+jobs"))
    page.get_by_role("button", name="Part time").click()
    expect(page.locator('[data-testid="stChatMessage"] .foreign').last).to_have_text("show me jobs as Buchhalter")
    rest(page)
    expect(page.get_by_role("link", name=re.compile("^Buchhalter"))).to_have_count(2)


def test_danger_comes_first_and_a_wanted_person_silences_the_machine(visit: Visit) -> None:
    page = visit("/welcome")
    ask(page, "I want to talk to a person")
    expect(page.get_by_placeholder("The machine has stopped answering.")).to_be_visible()
    ask(page, COST)
    expect(page.get_by_text("30 euros")).to_have_count(0)
    ask(page, "emergency!")
    alarm = page.locator(".reply.alarm")
    expect(alarm.get_by_text("Emergency", exact=False).first).to_be_visible()
    expect(alarm.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")


def test_the_replies_language_is_chosen_within_the_chat(visit: Visit) -> None:
    page = visit("/welcome", **PHONE)
    page.wait_for_timeout(1000)  # while the page scrolls to its beginning, an open list would close again
    page.locator('[data-testid="stSelectbox"] input').last.tap()
    page.get_by_role("option", name="العربية").click()
    expect(page.locator(".reply .group[lang=ar]")).to_have_attribute("dir", "rtl")
    expect(page.locator(".reply .group")).to_have_count(1)  # for a moment, the old greeting is still there
    box = page.locator('[data-testid="stChatInput"] textarea')
    assert box.evaluate("node => getComputedStyle(node).unicodeBidi") == "plaintext"
    ask(page, COST)
    groups = page.locator(".reply .group")
    assert [one.get_attribute("lang") for one in groups.all()][:3] == ["ar", "en", "de"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    result = Axe().run(page, options=RULES)
    assert not result.response["violations"], result.generate_report()


def test_the_machine_greets_in_the_browsers_language_unless_another_was_chosen(visit: Visit) -> None:
    for path, language in (("/welcome", "uk"), ("/welcome?lang=en", "en")):
        page = visit(path, locale="uk-UA")
        expect(page.locator(f".reply .group[lang={language}]")).to_be_visible()
        expect(page.locator(".reply .group")).to_have_count(1)


def test_nothing_typed_becomes_markup(visit: Visit) -> None:
    page = visit("/welcome")
    evil = '<img src=x onerror="window.hacked=1"> ![x](https://evil.example/x.png) [k](javascript:window.hacked=1) **b** \u202egnp'
    ask(page, evil)
    asked = page.locator('[data-testid="stChatMessage"] .foreign')
    expect(asked).to_have_text(evil.replace("\u202e", ""))
    assert page.evaluate("window.hacked") is None
    assert page.locator('[data-testid="stChatMessage"] img, a[href^="javascript"]').count() == 0


def test_the_words_around_a_reply_are_of_its_language(visit: Visit) -> None:
    page = visit("/welcome", locale="ar-EG")
    expect(page.get_by_placeholder("اسأل الآلة")).to_be_visible()
    expect(page.get_by_text("على سبيل المثال")).to_be_visible()
    ask(page, "Was kostet ein Parkausweis?")
    expect(page.locator(".reply").get_by_text("Quellen (1)")).to_be_visible()
    ask(page, "كم تكلفة تصريح الوقوف؟")
    helpful = page.get_by_role("button", name="مفيد", exact=True)
    expect(helpful).to_be_visible()
    assert helpful.evaluate("node => getComputedStyle(node).direction") == "rtl"
    unhelpful = page.get_by_role("button", name="غير مفيد").bounding_box()
    shown = helpful.bounding_box()
    assert shown and unhelpful and unhelpful["x"] < shown["x"], "what is said first stands to the right"


def test_of_a_long_text_the_beginning_is_read_and_that_is_said(visit: Visit) -> None:
    page = visit("/welcome")
    ask(page, COST + " x" * 50_000)
    asked = page.locator('[data-testid="stChatMessage"] .foreign')
    assert len(asked.inner_text()) <= 2_000
    expect(page.get_by_text("Only the first 2,000 characters were read.")).to_be_visible()
