"""What is read in questions of many languages, and replies: cited, only figures that are given, asked back where one lacks."""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import jobboard
from assistant.calculators import Calculations, load_rules
from assistant.citing import Library
from assistant.figures import figures
from assistant.intent import Intent
from assistant.phrases import table
from assistant.question import Asked, Context, Services
from assistant.reply import Kind, Reply
from assistant.session import Session
from assistant.situation import Situation
from assistant.voice import Voice
from jobboard.pack import load_pack

TODAY = date(2026, 11, 22)
MUSTERSTADT = Path(__file__).parent.parent.parent / "regions" / "musterstadt"
PACK = next((Path(jobboard.__file__).parent / "regions").glob("*/calculators.toml")).parent
with Path(__file__).with_name("readings.tsv").open(encoding="utf-8", newline="") as stream:
    READINGS = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def calculations() -> Calculations:
    return made(PACK)


library_of, pack_of = cache(Library), cache(load_pack)


def made(folder: Path) -> Calculations:
    library = library_of(folder)
    return Calculations(library, load_rules(folder, library.sources))


def ask(
    calculations: Calculations,
    text: str,
    *,
    language: str = "en",
    intent: Intent = Intent.CALCULATION,
    session: Session | None = None,
    today: date = TODAY,
    folder: Path = PACK,
) -> Reply | None:
    asked = Asked(text, language, intent, (text,), Situation())
    context = Context(Services(pack_of(folder)), session or Session(), today, Voice(language))
    return calculations(asked, context)


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"][:40])
def test_numbers_are_read_in_questions(row: dict[str, str], calculations: Calculations) -> None:
    result = calculations.of(row["text"], TODAY)
    assert (result.name if result else "") == row["name"]
    given = {key: value.replace("_", " ") if key == "grade" else value for key, value in pairs(row["given"])}
    read = dict(result.to_dict()["given"]) if result else {}
    read.pop("received", None)
    assert {key: str(value) for key, value in read.items()} == given


def pairs(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, _, value in (one.partition("=") for one in text.split())]


@pytest.mark.parametrize(
    ("before", "text", "weeks"),
    [
        ("I am still in my probation period", "what is my notice period if I quit?", 2),
        ("İki ay önce işe başladım, deneme süresindeyim.", "istifa edersem ihbar süresi kaç hafta?", 2),
        ("I am still in my probation period", "what is my notice period if I quit after 3 years?", 4),
        ("How do I register?", "what is my notice period if I quit?", 4),
    ],
)
def test_a_probation_told_before_counts_for_the_notice(
    before: str, text: str, weeks: int, calculations: Calculations
) -> None:
    asked = Asked(text, "en", Intent.CALCULATION, (f"{before} {text}", text), Situation(), before)
    reply = calculations(asked, Context(Services(pack_of(PACK)), Session(), TODAY, Voice("en")))
    assert reply is not None
    assert f"{weeks} weeks" in reply.answer


@pytest.mark.parametrize("language", ["de", "en", "uk", "ru", "ar", "fa", "tr", "pl", "ro", "fr"])
@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"][:40])
def test_no_figure_without_its_source(row: dict[str, str], language: str, calculations: Calculations) -> None:
    reply = ask(calculations, row["text"], language=language)
    if reply is None:
        return
    assert reply.kind is Kind.CALCULATION
    assert not reply.uncited()
    library = library_of(PACK)
    by_title = {(one.title, one.as_of): one for one in library.sources.values()}
    computed = figures(str(reply.calculation["given"])) | figures(str(reply.calculation["found"]))
    for sentence in (*reply.sentences, *reply.more):
        allowed = set(computed)
        for number in sentence.citations:
            citation = reply.citations[number - 1]
            assert citation.number == number
            source = by_title.get((citation.source, citation.as_of))
            allowed |= source.known_figures if source else figures(citation.as_of.replace("-", " "))
        # Several facts may share a title; then the rule's own source counts.
        for rule in reply.calculation["rules"]:
            allowed |= library.sources[rule["source"]].known_figures
        if not sentence.own or sentence.citations == ():
            assert figures(sentence.text) <= allowed, sentence.text


def test_every_sentence_has_the_same_places_in_every_language() -> None:
    for name, said in table("calculations").items():
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in said.values()}) == 1, name


def test_what_is_missing_is_asked_for_and_waits_one_message(calculations: Calculations) -> None:
    session = Session()
    reply = ask(calculations, "Rechne mir das Kindergeld aus", language="de", session=session)
    assert reply is not None
    assert reply.answer == "Für wie viele Kinder?"
    assert not reply.citations
    reply = ask(calculations, "3", language="de", session=session, intent=Intent.FACT)
    assert reply is not None
    assert "777" in reply.answer


@pytest.mark.parametrize(
    "text",
    [
        "Is a six month contract long enough for a Blue Card?",
        "How many points do I need for the Chancenkarte?",
        "Is English enough for the Opportunity Card?",
    ],
)
def test_only_a_wish_to_calculate_is_asked_back(text: str, calculations: Calculations) -> None:
    assert ask(calculations, text) is None


def test_a_new_question_is_not_taken_for_the_missing_figure(calculations: Calculations) -> None:
    session = Session(pending="calculation:Rechne mir das Kindergeld aus")
    assert ask(calculations, "How long do I have to register?", session=session, intent=Intent.FACT) is None


@pytest.mark.parametrize(
    "text",
    [
        "Blue Card salary threshold 2026",
        "What is the notice period?",
        "Do I get child benefit for my 3 children who live in another country?",
        "How many points for German B1 with the Opportunity Card?",
        "How high is the minimum wage in 2026?",
    ],
)
def test_a_question_for_a_fact_stays_with_the_articles(text: str, calculations: Calculations) -> None:
    assert ask(calculations, text, intent=Intent.FACT) is None


def test_after_the_year_the_figure_is_said_to_be_old(calculations: Calculations) -> None:
    now = ask(calculations, "Blue Card with 50,700 euros?")
    later = ask(calculations, "Blue Card with 50,700 euros?", today=date(2027, 1, 1))
    assert now is not None
    assert later is not None
    assert now.expired == ()
    assert later.expired == (1,)
    assert "valid until Dec 31, 2026" in later.answer


def test_the_rule_is_told_in_the_articles_words_beside_it(calculations: Calculations) -> None:
    reply = ask(calculations, "Homeoffice-Pauschale 120 Tage", language="de")
    assert reply is not None
    assert any("6 Euro" in one.text and one.citations for one in reply.more)
    assert reply.citations[0].article == "home-office-allowance.de"


def test_figures_come_from_the_pack() -> None:
    calculations = made(MUSTERSTADT)
    reply = ask(calculations, "Kindergeld für 3 Kinder", language="de", folder=MUSTERSTADT)
    assert reply is not None
    assert "90 Euro" in reply.answer
    reply = ask(calculations, "Kindergeld für 3 Kinder", language="de", folder=MUSTERSTADT, today=date(2027, 5, 1))
    assert reply is not None
    assert "30 Euro" in reply.answer
    assert reply.expired == ()
    assert ask(calculations, "Blue Card with 48,000 euros?", folder=MUSTERSTADT) is None


def test_a_language_without_the_words_gets_both(calculations: Calculations) -> None:
    reply = ask(calculations, "Blue Card 48.000 EUR", language="es")
    assert reply is not None
    assert set(reply.side_by_side) == {"en", "de"}


@pytest.mark.parametrize(
    "text",
    ["", "9" * 5_000, "Blue Card " * 3_000, "Blue Card \u202e 48,000 \u200b", "Kindergeld für 10000000000 Kinder"],
)
def test_odd_texts_raise_nothing(text: str, calculations: Calculations) -> None:
    ask(calculations, text[:2_000])


@pytest.mark.parametrize(
    ("turns", "given"),
    [
        (("How much child benefit for two children?", "and with four?"), {"children": 4}),
        (("Kindergeld für drei Kinder ausrechnen", "und bei 5?"), {"children": 5}),
        (("Kindergeld für drei Kinder ausrechnen", "und wie lange?"), None),
        (("Kindergeld für drei Kinder ausrechnen", "Wie finde ich eine Wohnung mit 4 Zimmern?"), None),
    ],
)
def test_another_figure_changes_the_last_calculation(
    turns: tuple[str, str], given: dict[str, int] | None, calculations: Calculations
) -> None:
    session = Session()
    assert ask(calculations, turns[0], session=session) is not None
    reply = ask(
        calculations, turns[1], session=session, intent=Intent.FACT, language="de" if "und" in turns[1] else "en"
    )
    assert (dict(reply.calculation["given"]) if reply else None) == given


def test_figures_told_before_the_question_count(calculations: Calculations) -> None:
    asked = Asked(
        "Сколько будет киндергельд в месяц?", "ru", Intent.FACT, ("",), Situation(), before="У нас двое детей."
    )
    reply = calculations(asked, Context(Services(pack_of(PACK)), Session(), TODAY, Voice("ru")))
    assert reply is not None
    assert reply.calculation["given"] == {"children": 2}
