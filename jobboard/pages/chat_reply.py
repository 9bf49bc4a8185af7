"""A reply of the assistant as the browser gets it: texts and checked addresses, which static/reply.js puts into the page as text.

Sentences appear one after the other, the first at once; each citation opens its passage.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from assistant import Citation, Kind, Reply
from assistant.article import Article
from assistant.citing import FALLBACK, in_language
from assistant.reply import STATING, CitedSentence, Item
from assistant.voice import Voice
from assistant.wording import Wording
from jobboard.pages.frame import RTL
from jobboard.region import Contact
from jobboard.texts import Texts

OPEN_SOURCES = 3  # so many sources stand open to the eye; more are folded
_STATIC = Path(__file__).parent / "static"
_REPLY = st.components.v2.component(
    "heimvorteil_reply",
    html='<div class="reply"></div>',
    css=(_STATIC / "reply.css").read_text("utf-8"),
    js=(_STATIC / "reply.js").read_text("utf-8"),
)
# The numbers that emergency texts give: 112, 116 117, 0800 1110111.
_PHONE = re.compile(r"\b1\d\d(?: ?\d{3})?\b|\b0\d{3,}[\d /]*\d\b")
Parts = list[tuple[str, str]]


def direction(language: str) -> str:
    """The direction in which a language is written, as HTML calls it."""
    return "rtl" if language in RTL else "ltr"


def https(url: str) -> str:
    """The address, if it may be opened from a reply."""
    try:
        return url if url.startswith("https://") and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def dialled(text: str) -> Parts:
    """A text in parts, its telephone numbers with the address that dials them."""
    found: Parts = []
    at = 0
    for match in _PHONE.finditer(text):
        found += [(text[at : match.start()], ""), (match[0], f"tel:{re.sub(r'[^0-9]', '', match[0])}")]
        at = match.end()
    return [part for part in (*found, (text[at:], "")) if part[0]]


def show_reply(
    reply: Reply,
    contact: Contact | None,
    articles: Mapping[str, Article],
    t: Texts,
    *,
    key: str,
    fresh: bool,
    first: bool = False,
    ticked: Collection[str] = (),
    on_tick: Callable[[Sequence[str]], None] = lambda ids: None,
) -> None:
    """Show a reply; a fresh one appears sentence by sentence, and is read from its beginning, the `first` from the page's. `ticked` are the ids of the checklist's items that are done, and
    `on_tick` hears of it when others are."""
    data = reply_data(reply, contact, articles, t, ticked)

    def heard() -> None:
        on_tick(st.session_state[key].ticked or ())

    _REPLY(data={"id": key, "fresh": fresh, "first": first, **data}, key=key, on_ticked_change=heard)


def reply_data(
    reply: Reply, contact: Contact | None, articles: Mapping[str, Article], t: Texts, ticked: Collection[str] = ()
) -> dict[str, Any]:
    """What the browser needs of a reply; `contact` is shown as a card, and then not said once more."""
    told = Voice(reply.language).ask(contact) if contact else ""
    sentences = [one for one in reply.sentences if one.text != told]
    alarm = reply.kind is Kind.EMERGENCY
    return {
        "alarm": "⚠ " + t("Emergency") if alarm else "",
        "title": t("Worked out from what you wrote") if reply.kind is Kind.CALCULATION and reply.calculation else "",
        "groups": _groups(reply, sentences, t, alarm=alarm),
        "checklist": _checklist(reply, ticked, t) if reply.checklist else None,
        "citations": [_citation(one, reply, articles, t) for one in reply.citations],
        "contact": _contact(contact, reply.language) if contact else None,
        "contact_open": reply.kind not in STATING,
        "open_sources": OPEN_SOURCES,
        "words": {
            "lang": t.language,
            "dir": direction(t.language),
            "more": t("Show more"),
            "less": t("Show less"),
            "sources": t("Sources"),
            "open": t("Open the source"),
            "contact": t("Advice centre"),
        },
    }


def _groups(reply: Reply, sentences: Iterable[CitedSentence], t: Texts, *, alarm: bool) -> list[dict[str, Any]]:
    """The sentences by language, with what stands behind "more"; of several languages each has its name above it."""
    several = bool(reply.side_by_side)
    runs = [(language, list(said)) for language, said in groupby(sentences, key=lambda one: one.language)]
    runs += [
        (language, []) for language in dict.fromkeys(one.language for one in reply.more) if language not in dict(runs)
    ]
    last = {language: at for at, (language, _) in enumerate(runs)}
    return [
        {
            "lang": language or reply.language,
            "dir": direction(language or reply.language),
            "name": t.language_name(language) if several and language else "",
            "sentences": [_sentence(one, alarm=alarm) for one in said],
            "more": [_sentence(one) for one in reply.more if one.language == language and last[language] == at],
        }
        for at, (language, said) in enumerate(runs)
    ]


def _sentence(one: CitedSentence, *, alarm: bool = False) -> dict[str, Any]:
    parts = dialled(one.text) if alarm else [(one.text, "")]
    return {"parts": parts, "citations": list(one.citations), "own": one.own}


def _checklist(reply: Reply, ticked: Collection[str], t: Texts) -> dict[str, Any]:
    """The items by section, with what is done of them."""
    language = Wording("checklists", reply.language).language
    count = t("{done} of {all} done", done="{done}", all=len(reply.checklist))  # the page fills in how many
    sections = [
        {"name": name, "items": [_item(item, reply, ticked) for item in items]}
        for name, items in groupby(reply.checklist, key=lambda item: item.section)
    ]
    note = t("The ticks are forgotten when you leave the page.")
    return {"lang": language, "dir": direction(language), "count": count, "note": note, "sections": sections}


def _item(item: Item, reply: Reply, ticked: Collection[str]) -> dict[str, Any]:
    key = item.id or item.text
    due = Wording("checklists", reply.language)("by", day=item.due) + ":" if item.due else ""
    language = reply.language if reply.language in FALLBACK else ""
    return {
        "id": key,
        "text": item.text,
        "lang": language,
        "dir": "auto",
        "due": due,
        "citations": list(item.citations),
        "done": key in ticked,
    }


def _citation(one: Citation, reply: Reply, articles: Mapping[str, Article], t: Texts) -> dict[str, Any]:
    article, language = articles.get(one.article), one.article.rpartition(".")[2]
    number = one.passage.rpartition("#")[2]
    passage = next((part for part in article.passages if str(part.number) == number), None) if article else None
    said = {sentence.text for sentence in (*reply.sentences, *reply.more) if one.number in sentence.citations}
    url = https(one.official_url) or https(one.url)
    return {
        "number": one.number,
        "source": one.source,
        "url": url,
        "host": urlsplit(url).hostname or "",
        "as_of": as_of_text(one.as_of, t),
        "expired": t("the figures have ended") if one.number in reply.expired else "",
        "heading": one.heading if passage else "",
        "passage": [(sentence.text, sentence.text in said) for sentence in passage.sentences] if passage else [],
        "reviewed": t("Article reviewed on {day}", day=t.day(article.front.reviewed)) if article and passage else "",
        "lang": language or "de",
        "dir": direction(language),
    }


def as_of_text(as_of: str, t: Texts) -> str:
    """When a source was as it is cited; a month or a year stays as it is written."""
    if as_of == "undated":
        return t("undated")
    try:
        return t("as of {day}", day=t.day(date.fromisoformat(as_of)))
    except ValueError:
        return t("as of {day}", day=as_of)


def _contact(contact: Contact, language: str) -> dict[str, Any]:
    shown = next((code for code in (language, "en", "de") if code in contact.name), "de")
    phone = re.sub(r"[^\d+]", "", contact.phone)
    lines: Parts = [(contact.address, ""), (contact.phone, f"tel:{phone}" if phone else "")]
    lines += [(contact.email, f"mailto:{contact.email}"), (contact.url, https(contact.url))]
    return {
        "name": in_language(contact.name, language),
        "what": in_language(contact.what, language) if contact.what else "",
        "lang": shown,
        "dir": direction(shown),
        "lines": [line for line in lines if line[0]],
    }
