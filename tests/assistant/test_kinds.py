"""What kind of message a stranger's words are: sentences of our own that are not in the table."""

from datetime import date

import pytest

from assistant import Assistant, Kind
from assistant.article import load_articles
from assistant.asked import NOWHERE, load_asked
from assistant.kinds import BELIEVED, FACT, FILE, LIKELY, REFUSALS, Kinds, said
from assistant.session import Session
from assistant.voice import spoken
from index import load_encoder
from index.ad_queries import AD_MESSAGES
from index.encoder import NoEncoder
from jobboard.pack import find_pack
from jobboard.region import Pack

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    folder = find_pack("")
    table = load_asked(folder)
    asked = [text for rows in table.values() for _, text in rows]
    own = [one for each in load_articles(folder) for one in each.front.questions]
    return Kinds(load_encoder(), [*own, *asked], unanswered=[text for _, text in table[NOWHERE]])


def test_the_table_has_kinds_that_mean_something_in_languages_that_are_spoken() -> None:
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()[1:]]
    assert {kind for kind, _, _ in rows} == {
        FACT,
        "person",
        "danger",
        "violence",
        "suicide",
        "checklist",
        "jobs",
    } | REFUSALS
    assert {language for _, language, _ in rows} <= set(spoken())
    assert len({text for _, text in said()}) == len(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mein Opa kann plötzlich den Arm nicht mehr heben und redet komisch", "danger"),
        ("the baby swallowed dishwasher tabs and is foaming", "danger"),
        ("в квартирі сильно тхне газом, болить голова", "danger"),
        ("زوجي يضربني كل ليلة وأخاف أنام", "violence"),
        ("Nobody would miss me if I was gone tonight", "suicide"),
        ("Hazırlasana bana bir liste, geldikten sonra sırayla neler yapılacak", "checklist"),
        ("Zrób mi plan krok po kroku na pierwsze tygodnie po przeprowadzce", "checklist"),
        ("Cherche poste de comptable en télétravail, temps partiel", "jobs"),
        ("je veux parler à une vraie personne s'il vous plaît", "person"),
    ],
)
def test_strangers_words_tell_the_kind(kinds: Kinds, text: str, kind: str) -> None:
    assert text not in {one for _, one in said()} and kinds.told(text) == kind


def test_messages_that_wish_a_job_are_told_in_every_language(kinds: Kinds) -> None:
    """By writers who saw neither the table nor the code; the half that was looked at."""
    rows = [line.split("\t") for line in AD_MESSAGES.read_text("utf-8").splitlines()[1:]]
    looked_at = [(language, message) for part, language, _, message in rows if part == "tuning"]
    told = [(language, kinds.told(message) == "jobs") for language, message in looked_at]
    assert sum(found for _, found in told) / len(told) > 0.75
    for spoken_in in {language for language, _ in told}:
        assert sum(found for language, found in told if language == spoken_in) >= 11, spoken_in


def test_a_question_that_names_no_wanted_work_is_no_wish_for_jobs(
    kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "is there a mosque near the main station?"
    monkeypatch.setattr(kinds, "read", lambda text: ("jobs", 0.99))
    assert kinds.told(question) == FACT
    assert kinds.told(question, "jobs") == "jobs"
    assert kinds.told("I'd love to work as a nurse again, two days a week") == "jobs"


@pytest.mark.parametrize(
    "text",
    [
        "Ich wurde gekündigt",
        "Welche Unterlagen brauche ich für die Anmeldung?",
        "Which number do I call for the medical on-call service?",
        "Was passiert, wenn jemand schwarz arbeitet?",
        "Is the landlord allowed to ask for my payslips?",
        "Wie viele Stellen im Homeoffice gibt es in der Region?",
        "Де навчитися німецької безкоштовно?",
        "كم تكلفة تأشيرة العمل؟",
        "",
        "🤷",
        "jobs",
    ],
)
def test_ordinary_questions_and_words_too_few_tell_none(kinds: Kinds, text: str) -> None:
    assert kinds.told(text) == FACT


def test_what_was_expected_need_only_be_likely(kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kinds, "read", lambda *_: ("checklist", LIKELY))
    assert kinds.told("one two three", "checklist") == "checklist"
    assert kinds.told("one two three", "fact") == FACT and BELIEVED["checklist"] > LIKELY


def test_what_was_learned_decides_where_no_phrase_does(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind the phrases do not tell; the same message as an ordinary question is none of these."""
    own, text = Assistant.of_pack(pack, load_encoder()), "qwertz asdfgh yxcvbn"
    found = {}
    for kind in (FACT, "person", "fraud", *(one.kind for one in own._help)):
        monkeypatch.setattr(Kinds, "read", lambda *_, kind=kind: (kind, 1.0))
        found[kind] = own.reply(text, Session(), today=TODAY).kind
    assert found.pop(FACT) is Kind.UNKNOWN and found.pop("person") is Kind.HANDOVER
    assert found.pop("fraud") is Kind.REFUSAL and {*found.values()} == {Kind.EMERGENCY}


def test_what_is_learned_to_be_refused_leaves_to_articles_what_they_answer(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kinds, "read", lambda *_: ("fraud", 1.0))
    reply = Assistant.of_pack(pack, load_encoder()).reply("What does a parking permit cost?", Session(), today=TODAY)
    assert reply.kind is Kind.ANSWER and "30 euros" in reply.answer


def test_without_a_model_the_shipped_one_teaches(kinds: Kinds) -> None:
    own = Kinds(NoEncoder(), [])
    assert own.told("the baby swallowed dishwasher tabs and is foaming") == "danger"
