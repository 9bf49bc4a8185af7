"""static/reply.js alone: whatever texts a reply holds, none becomes markup, and no address but those let through is a link."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from assistant import Citation, Kind, Reply
from assistant.reply import CitedSentence, Item
from jobboard.pages import chat_reply
from jobboard.region import Contact
from jobboard.texts import texts

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[k](javascript:window.hacked=1)'
SCRIPT = (Path(chat_reply.__file__).parent / "static" / "reply.js").read_text("utf-8")
RUN = """async ([script, data]) => {
  document.body.innerHTML = '<h1>x</h1><div class="reply"></div>';
  const said = [];
  const show = (await import(script)).default;
  show({ data, parentElement: document.body, setStateValue: (name, value) => said.push([name, value]) });
  document.querySelectorAll("button, summary, input").forEach((one) => one.click());
  await new Promise((done) => setTimeout(done, 200));
  return { said, hacked: window.hacked ?? null, text: document.body.textContent,
    tags: [...new Set([...document.querySelectorAll(".reply *")].map((one) => one.localName))],
    links: [...document.querySelectorAll("a")].map((one) => [one.getAttribute("href"), one.rel]) };
}"""


def test_texts_stay_texts(browser: Browser) -> None:
    citations = tuple(
        Citation(number, EVIL, EVIL, EVIL, EVIL, url, "", EVIL)
        for number, url in enumerate(("https://law.example/1", "javascript:window.hacked=1", EVIL), 1)
    )
    reply = Reply(
        Kind.CHECKLIST, "ar", (CitedSentence(EVIL, (1, 2, 3)), CitedSentence(EVIL, (1,), language="de")),
        citations=citations, more=(CitedSentence(EVIL, (2,)),), checklist=(Item(EVIL, None, (1,), EVIL, EVIL),), expired=(1,),
    )  # fmt: skip
    contact = Contact(key="a", name={"de": EVIL}, what={"de": EVIL}, address=EVIL, url="javascript:window.hacked=1")
    data = {"id": "1", "fresh": True, "first": False, **chat_reply.reply_data(reply, contact, {}, texts("en"))}
    page = browser.new_page()
    try:
        script = f"data:text/javascript;charset=utf-8,{quote(SCRIPT)}"
        found = page.evaluate(RUN, [script, json.loads(json.dumps(data))])
    finally:
        page.close()
    assert found["hacked"] is None
    assert not {"img", "script", "iframe", "style"} & set(found["tags"])
    assert set(found["tags"]) >= {"button", "summary", "input", "label"}, "all of it was shown"
    assert found["links"] == [["https://law.example/1", "noopener noreferrer"]]
    assert found["text"].count(EVIL) >= 10
    assert found["said"] == [["ticked", [EVIL]]]


ORDER = """async ([script, data]) => {
  document.body.innerHTML = '<div class="reply"></div>';
  (await import(script)).default({ data, parentElement: document.body, setStateValue: () => {} });
  const letters = (node) => [...node.textContent].map((letter, at) => {
    const range = document.createRange();
    range.setStart(node.firstChild, at);
    range.setEnd(node.firstChild, at + 1);
    return [range.getBoundingClientRect().left, letter];
  });
  const seen = (node) => letters(node).sort((one, other) => one[0] - other[0]).map((one) => one[1]).join("");
  const box = document.querySelector("input").getBoundingClientRect(), list = document.querySelector(".list").getBoundingClientRect();
  return { numbers: [...document.querySelectorAll("bdi[dir], a")].map(seen),
    atTheRight: box.left > (list.left + list.right) / 2, due: document.querySelector("strong").textContent };
}"""


def test_in_a_reply_from_right_to_left_numbers_are_not_turned_and_boxes_stand_at_the_right(browser: Browser) -> None:
    said = CitedSentence("اتصل +49 611 3259-1000, (0561) 115.", own=True)
    task = Item("سجّل سكنك.", date(2027, 3, 15), (), "قبل", "register")
    shown = Reply(Kind.CHECKLIST, "ar", (said,), checklist=(task,))
    alarm = Reply(Kind.EMERGENCY, "ar", (CitedSentence("خط المساعدة: 116 016.", own=True),), checklist=(task,))
    numbers = []
    page = browser.new_page()
    try:
        for reply in (shown, alarm):
            data = {"id": "1", "fresh": True, "first": False, **chat_reply.reply_data(reply, None, {}, texts("en"))}
            script = f"data:text/javascript;charset=utf-8,{quote(SCRIPT)}"
            found = page.evaluate(ORDER, [script, json.loads(json.dumps(data))])
            numbers += found["numbers"]
            assert found["atTheRight"] and found["due"].startswith("حتى ")
    finally:
        page.close()
    assert numbers == ["+49 611 3259-1000", "(0561) 115", "116 016"]
