"""A reply as the browser gets it: languages apart, passages with the cited sentence marked, no address but https."""

from datetime import date

import pytest

from assistant import Citation, Kind, Reply
from assistant.article import Article, Front, Passage, Sentence, Source
from assistant.reply import CitedSentence, Item, own_words
from assistant.voice import Voice
from jobboard.pages.chat_reply import as_of_text, dialled, https, reply_data
from jobboard.region import Contact
from jobboard.texts import texts

T = texts("en")
OFFICE = Contact(
    key="office", name={"de": "Amt", "en": "Office"}, what={"de": "Hilft."}, phone="+49 (0)1 23-4", email="a@b.example",
    url="http://insecure.example", source="m1",
)  # fmt: skip


def article() -> Article:
    sentences = (Sentence(text="One.", marks=("s1",)), Sentence(text="Two.", marks=("s1",)))
    return Article(
        front=Front(
            id="topic", lang="en", title="Topic", topic="x", audience=("all",), reviewed=date(2026, 1, 2), questions=("?",)
        ),
        passages=(Passage(number=1, heading="Heading", sentences=sentences),),
        sources=(Source(id="s1", topic="x", title="Law", as_of="2026-01-10", confidence="high"),),
    )  # fmt: skip


def citation(number: int = 1, url: str = "https://law.example/1", **values: str) -> Citation:
    kept = {
        "article": "topic.en", "passage": "topic.en#1", "heading": "Topic: Heading", "source": "Law", "official_url": "",
        "as_of": "2026-01-10", **values,
    }  # fmt: skip
    return Citation(number=number, url=url, **kept)


def reply(*sentences: CitedSentence, **values: object) -> Reply:
    return Reply(**{"kind": Kind.ANSWER, "language": "en", "sentences": sentences, **values})  # type: ignore[arg-type]


def said(group: dict[str, object], name: str = "sentences") -> list[str]:
    return ["".join(part[0] for part in one["parts"]) for one in group[name]]  # type: ignore[attr-defined]


def test_a_citation_shows_its_passage_with_the_cited_sentence_marked() -> None:
    given = reply(CitedSentence("Two.", (1,)), citations=(citation(),), expired=(1,))
    (shown,) = reply_data(given, None, {"topic.en": article()}, T)["citations"]
    assert shown["passage"] == [("One.", False), ("Two.", True)]
    assert (shown["url"], shown["host"]) == ("https://law.example/1", "law.example")
    assert (shown["as_of"], shown["reviewed"]) == ("as of Jan 10, 2026", "Article reviewed on Jan 2, 2026")
    assert shown["expired"] and (shown["lang"], shown["dir"]) == ("en", "ltr")


def test_a_citation_without_an_article_is_still_a_source() -> None:
    given = reply(CitedSentence("Two.", (1,)), citations=(citation(article="", passage=""),))
    (shown,) = reply_data(given, None, {}, T)["citations"]
    assert (shown["passage"], shown["heading"], shown["source"]) == ([], "", "Law")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?c#d", True), ("http://a.example", False), ("javascript:alert(1)", False), ("", False),
        ("https:///x", False), ("HTTPS://a.example", False), ("data:text/html,x", False), ("https://[bad", False),
    ],
)  # fmt: skip
def test_only_https_is_opened(url: str, kept: bool) -> None:
    assert https(url) == (url if kept else "")
    given = reply(CitedSentence("Two.", (1,)), citations=(citation(url=url),))
    assert reply_data(given, None, {}, T)["citations"][0]["url"] == (url if kept else "")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 112 now, or 110.", ["tel:112", "tel:110"]),
        ("Doctor: 116117 or 116 117.", ["tel:116117", "tel:116117"]),
        ("Help: 0800 1110111. Around the clock.", ["tel:08001110111"]),
        ("اتصل بالرقم 112.", ["tel:112"]),
        ("in 18 languages, 24 hours, 2026", []),
        ("", []),
    ],
)
def test_telephone_numbers_of_an_emergency_can_be_dialled(text: str, numbers: list[str]) -> None:
    parts = dialled(text)
    assert "".join(part for part, _ in parts) == text
    assert [href for _, href in parts if href] == numbers


def test_an_emergency_has_a_word_and_no_votes_on_colour() -> None:
    data = reply_data(reply(*own_words("Call 112."), kind=Kind.EMERGENCY), None, {}, T)
    assert "Emergency" in data["alarm"]
    assert data["groups"][0]["sentences"][0]["parts"] == [("Call ", ""), ("112", "tel:112"), (".", "")]
    assert not reply_data(reply(*own_words("Call 112.")), None, {}, T)["alarm"]


def test_languages_stand_apart_each_with_its_direction() -> None:
    given = reply(
        CitedSentence("note", own=True), CitedSentence("One.", (1,), language="en"),
        CitedSentence("Eins.", (1,), language="de"), CitedSentence("last", own=True),
        language="ar", citations=(citation(),),
        more=(CitedSentence("Mehr.", (1,), language="de"), CitedSentence("rest", (1,)), CitedSentence("Plus.", (1,), language="fr")),
    )  # fmt: skip
    groups = reply_data(given, None, {}, T)["groups"]
    assert [(one["lang"], one["dir"], one["name"]) for one in groups] == [
        ("ar", "rtl", ""), ("en", "ltr", "English"), ("de", "ltr", "German"), ("ar", "rtl", ""), ("fr", "ltr", "French"),
    ]  # fmt: skip
    assert [said(one) for one in groups] == [["note"], ["One."], ["Eins."], ["last"], []]
    assert [said(one, "more") for one in groups] == [[], [], ["Mehr."], ["rest"], ["Plus."]], (
        "nothing lost, nothing twice"
    )


def test_an_advice_centre_is_a_card_and_not_said_twice() -> None:
    given = reply(*own_words("I do not know.", Voice("en").ask(OFFICE)), kind=Kind.UNKNOWN)
    data = reply_data(given, OFFICE, {}, T)
    assert [said(one) for one in data["groups"]] == [["I do not know."]]
    assert (data["contact"]["name"], data["contact"]["what"], data["contact_open"]) == ("Office", "Hilft.", True)
    assert data["contact"]["lines"] == [
        ("+49 (0)1 23-4", "tel:+490123 4".replace(" ", "")), ("a@b.example", "mailto:a@b.example"),
        ("http://insecure.example", ""),
    ]  # fmt: skip


def test_a_checklist_comes_by_section_with_what_is_done() -> None:
    items = (
        Item("Pack.", date(2026, 12, 1), (1,), "Before", "pack"), Item("Register.", None, (1,), "After", "register"),
    )  # fmt: skip
    given = reply(*own_words("Your list."), kind=Kind.CHECKLIST, citations=(citation(),), checklist=items)
    shown = reply_data(given, None, {}, T, {"register"})["checklist"]
    assert shown["count"] == "{done} of 2 done"
    assert [(one["name"], [(item["id"], item["due"], item["done"]) for item in one["items"]]) for one in shown["sections"]] == [
        ("Before", [("pack", "by Dec 1, 2026:", False)]), ("After", [("register", "", True)]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [
        ("2026-01-10", "as of Jan 10, 2026"),
        ("2026-01", "as of 2026-01"),
        ("2026", "as of 2026"),
        ("undated", "undated"),
    ],
)
def test_when_a_source_was_read(as_of: str, shown: str) -> None:
    assert as_of_text(as_of, T) == shown
