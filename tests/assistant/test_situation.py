"""What people say about themselves, and what only sounds like it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.situation import (
    GROUPS,
    Situation,
    countries,
    groups_asked_about,
    is_only_about_oneself,
    read_situation,
    searched_word,
)
from assistant.vocabulary import names
from assistant.voice import Voice, spoken
from index.analysis import words

THIRD, EU = ("third_country",), ("eu",)


@pytest.mark.parametrize(
    ("text", "groups", "country"),
    [
        ("I am from India", THIRD, "IN"),
        ("I'm from Nigeria and look for a job", THIRD, "NG"),
        ("I come from the Philippines", THIRD, "PH"),
        ("As an American, do I need a visa?", THIRD, "US"),
        ("I am a Polish citizen", EU, "PL"),
        ("I have a Romanian passport", EU, "RO"),
        ("we are from Switzerland", EU, "CH"),
        ("ich bin aus Polen", EU, "PL"),
        ("Ich komme aus der Türkei", THIRD, "TR"),
        ("Ich bin Syrer", THIRD, "SY"),
        ("Ich bin Italienerin", EU, "IT"),
        ("я з України", ("third_country", "ukraine24"), "UA"),
        ("Я з Індії", THIRD, "IN"),
        ("я из России", THIRD, "RU"),
        ("Я из Польши", EU, "PL"),
        ("أنا من سوريا", THIRD, "SY"),
        ("أنا من المغرب", THIRD, "MA"),
        ("من از ایران هستم", THIRD, "IR"),
        ("Ben Türkiye'den geliyorum", THIRD, "TR"),
        ("jestem z Polski", EU, "PL"),
        ("Jestem z Ukrainy", ("third_country", "ukraine24"), "UA"),
        ("sunt din România", EU, "RO"),
        ("je viens du Maroc", THIRD, "MA"),
        ("soy de Colombia", THIRD, "CO"),
        ("vengo dalla Tunisia", THIRD, "TN"),
        ("Portuguese, no job yet. How long may I stay?", EU, "PT"),
        ("Norwegerin, arbeite im Homeoffice", EU, "NO"),
        ("Dutch nurse, moving in May", EU, "NL"),
        ("British, 40, looking for a job", THIRD, "GB"),
        ("Polish driving licence, must I exchange it?", (), ""),
        ("Spanien, Homeoffice: erlaubt?", (), ""),
        ("Portuguese food?", (), ""),
        ("to-do list for moving to Musterstadt from Spain with 2 kids", EU, "ES"),
        ("Wir ziehen aus Spanien her", EU, "ES"),
        ("We are a Spanish family", EU, "ES"),
        ("Ich bin Finnin", EU, "FI"),
        ("أنا إسبانية", EU, "ES"),
        ("أنا مغربي", THIRD, "MA"),
        ("من ایتالیایی هستم", EU, "IT"),
        ("Je suis espagnole", EU, "ES"),
        ("Jestem Hiszpanką", EU, "ES"),
        ("ben İtalyanım", EU, "IT"),
        ("я іспанка", EU, "ES"),
        ("sunt italiancă", EU, "IT"),
        ("I am an EU citizen", EU, ""),
        ("I come from outside the EU", THIRD, ""),
        ("Ich bin Unionsbürgerin", EU, ""),
        ("I am Ukrainian with section 24", ("ukraine24",), "UA"),
        ("Ich habe einen Aufenthalt nach § 24", ("ukraine24",), ""),
        ("I am a refugee", ("refugee",), ""),
        ("Ich bin Grenzgänger", ("cross_border",), ""),
        ("Can I travel to Poland?", (), ""),
        ("Is my degree from India valid?", (), ""),
        ("Darf ich aus Spanien arbeiten?", (), ""),
        ("Welche Hilfe gibt es für Geflüchtete?", (), ""),
        ("What support is available for refugees?", (), ""),
        ("Ausbildung mit Duldung", (), ""),
        ("What is asylum?", (), ""),
        ("Welche Leistungen stehen mir als Flüchtling zu?", ("refugee",), ""),
        ("I like Italian food", (), ""),
        ("What does a parking permit cost?", (), ""),
    ],
)
def test_where_somebody_comes_from(text: str, groups: tuple[str, ...], country: str) -> None:
    said = read_situation(text)
    assert (said.groups, said.country) == (groups, country)


@pytest.mark.parametrize(
    ("text", "own", "family"),
    [
        ("My husband is an EU citizen", (), EU),
        ("mein Mann ist EU-Bürger", (), EU),
        ("My wife is from Poland", (), EU),
        ("I am from India and my husband is German", THIRD, ()),
        ("I am from India, my husband is an EU citizen", THIRD, EU),
        ("Meine Frau kommt aus Brasilien", (), THIRD),
    ],
)
def test_a_relatives_group_is_not_ones_own(text: str, own: tuple[str, ...], family: tuple[str, ...]) -> None:
    said = read_situation(text)
    assert (said.groups, said.family) == (own, family)


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("I am a nurse", "nurse"),
        ("Ich bin Krankenschwester aus Indien", "nurse"),
        ("я інженер", "engineer"),
        ("je suis infirmière", "nurse"),
        ("How much does a nurse earn?", ""),
    ],
)
def test_profession(text: str, profession: str) -> None:
    assert read_situation(text).profession == profession


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("I am arriving on 1 March 2027", date(2027, 3, 1)),
        ("we arrive March 1, 2027", date(2027, 3, 1)),
        ("Ich komme am 1.3.2027 an", date(2027, 3, 1)),
        ("arrival 2027-03-01", date(2027, 3, 1)),
        ("Приїжджаю 01.03.2027", date(2027, 3, 1)),
        ("My contract ends on 1 March 2027", None),
        ("I arrive on 31.02.2027", None),
    ],
)
def test_arrival(text: str, arrival: date | None) -> None:
    assert read_situation(text).arrival == arrival


def test_place_of_the_region() -> None:
    places = ("Musterstadt", "Neustadt am Wald")
    assert read_situation("I live in Musterstadt", places).place == "Musterstadt"
    assert read_situation("ich wohne in Neustadt am Wald", places).place == "Neustadt am Wald"
    assert read_situation("Jobs in Musterstadt", places).place == ""


def test_what_is_said_later_wins_and_the_rest_stays() -> None:
    first = read_situation("I am a nurse from India")
    assert first.profession == "nurse"
    later = read_situation("I come from India").joined(read_situation("I am an EU citizen"))
    assert (later.groups, later.country) == (EU, "")
    kept = Situation(groups=("third_country", "ukraine24"), country="UA").joined(Situation(groups=("ukraine24",)))
    assert (kept.groups, kept.country) == (("ukraine24",), "UA")
    assert first.joined(Situation()) == first


@pytest.mark.parametrize(
    ("groups", "audience", "admitted"),
    [
        ((), ("eu",), True),
        (("eu",), ("all",), True),
        (("eu",), ("eu", "third_country"), True),
        (("eu",), ("third_country",), False),
        (("third_country",), ("eu",), False),
        (("third_country",), ("ukraine24",), False),
        (("ukraine24",), ("third_country",), True),
        (("refugee",), ("third_country",), True),
        (("refugee",), ("eu",), False),
        (("ukraine24", "third_country"), ("ukraine24",), True),
    ],
)
def test_whom_a_text_is_for(groups: tuple[str, ...], audience: tuple[str, ...], admitted: bool) -> None:
    assert Situation.model_validate({"groups": groups}).admits(audience) is admitted


@pytest.mark.parametrize("language", spoken())
@pytest.mark.parametrize("group", GROUPS)
def test_what_the_assistant_offers_to_say_is_understood(language: str, group: str) -> None:
    text = Voice(language)(f"chip_{group}")
    assert read_situation(text).groups == (group,), text
    assert is_only_about_oneself(text), text


def test_an_eu_blue_card_makes_no_eu_citizen() -> None:
    assert read_situation("I have an EU blue card").groups == ()
    assert read_situation("I am an EU citizen").groups == EU


def test_the_word_that_finds_a_groups_articles_is_a_name_of_the_vocabulary() -> None:
    assert [searched_word([group]) for group in GROUPS] == ["EU-Bürger", "", "Ukraine", "", ""]
    assert names(words(searched_word(EU))) == [("EU-Bürger",)] * 2 and names(["ukraine"]) == [("Ukraine",)]


def test_groups_a_question_is_about() -> None:
    assert groups_asked_about("Do EU citizens need a visa?") == ("eu",)
    assert groups_asked_about("Do I need a visa?") == ()


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("I am from India", True),
        ("Hello, I am a nurse from India", True),
        ("ich bin aus Polen", True),
        ("I am from India, how do I get a Blue Card?", False),
        ("I am from India and need help with the tax return form", False),
        ("How do I register", False),
    ],
)
def test_a_statement_is_told_from_a_question(text: str, only: bool) -> None:
    assert is_only_about_oneself(text) is only


def test_every_country_has_its_groups() -> None:
    table = {country.code: country for country in countries()}
    eu = [code for code, country in table.items() if country.groups == EU]
    assert len(eu) == 26 + 4 and {"PL", "IS", "LI", "NO", "CH"} <= set(eu)
    assert {code for code, one in table.items() if one.trait == "privileged"} == set("AU IL JP CA KR NZ GB US".split())
    assert {code for code, one in table.items() if one.trait == "western_balkans"} == set("AL BA XK ME MK RS".split())
    assert Situation(country="US").trait == "privileged" and Situation(country="IN").trait == ""


@settings(deadline=None)  # the first text waits for the tables
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert set(read_situation(text).groups) <= set(GROUPS)
