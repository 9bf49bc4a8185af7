"""Which ads are one: a table of pairs made by hand, groups, leaders, and all pairs against the candidates."""

import random
from datetime import date
from itertools import combinations, permutations

import numpy as np
import pytest
from probewerk import ABOUT, OFFER, ad, other_ads, text_of

from jobboard.candidates import candidate_pairs
from jobboard.duplicates import Group, duplicates, find_groups
from jobboard.links import AGENCY, SAME, TWIN
from jobboard.posting import JobPosting
from jobboard.recombine import adverts, sentences_of
from jobboard.traits import table_of
from jobboard.verdicts import judged

FEED, OTHER_FEED = "feed:boerse", "feed:zweite"
AGENCY_TEXT = text_of("einkauf", about="Unser Kunde baut Pumpen und sucht Verstärkung zum nächstmöglichen Termin.")
ENGLISH = (
    text_of(
        "You ask for offers for castings, negotiate contracts and watch the dates of the suppliers, all in SAP MM.",
        about="The Probewerk group has built pumps and fittings for waterworks all over Europe since 1921. Some 800 people work for us at four sites. We are proud of short ways, flat hierarchies and a culture in which every opinion counts.",
        offer="We offer you 30 days of holiday, holiday and Christmas bonuses, a company pension, a travel pass, a canteen with regional dishes and two days of mobile working a week. We look forward to your application by our portal. People with disabilities are preferred if equally suited.",
    )
    .replace("Ihre Aufgaben", "Your tasks")
    .replace("Ihr Profil", "Your profile")
    .replace(
        "Erfahrung in diesem Gebiet und Freude an der Arbeit im Team",
        "Experience in this field and joy in working in a team",
    )
)
IN_ENGLISH: dict[str, object] = {"title": "Purchasing Clerk", "language": "en", "description_text": ENGLISH}


def groups_of(postings: list[JobPosting]) -> list[Group]:
    return duplicates(postings)


def kinds(first: JobPosting, second: JobPosting, *more: JobPosting) -> set[str]:
    """How the two are linked, among the employer's other ads, whichever comes first."""
    found = set()
    for one, two in ((first, second), (second, first)):
        groups = groups_of([one, *other_ads(), two, *more])
        linked = [group for group in groups if {first.id, second.id} <= {group.leader, *(m.id for m in group.others)}]
        found |= {member.kind for group in linked for member in group.others if member.id in (first.id, second.id)}
    return found


BASE = ad("1")
ONE_AD = {
    "a feed takes it over": (ad("9", FEED), SAME),
    "under a shouted name without legal form": (ad("9", FEED, employer="PROBEWERK"), SAME),
    "with another gender mark": (ad("9", FEED, title="Sachbearbeiter Einkauf (w/m/d)"), SAME),
    "with the words the other way round": (ad("9", FEED, title="Einkauf - Sachbearbeiter"), SAME),
    "with a footer": (ad("9", FEED, description_text=text_of("einkauf") + "\nAlle Angaben ohne Gewähr."), SAME),
    "cut short": (ad("9", FEED, description_text=text_of("einkauf")[:400]), SAME),
    "without a text": (ad("9", FEED, description_text=""), SAME),
    "without a text, for a woman": (ad("9", FEED, title="Sachbearbeiterin Einkauf", description_text=""), SAME),
    "with a place written otherwise": (ad("9", FEED, place="99001 Musterstadt, Deutschland"), SAME),
    "without a place": (ad("9", FEED, place=""), SAME),
    "by the employer's own table": (ad("9", "csv:probewerk"), SAME),
    "by an agency": (ad("9", FEED, employer="Personalkontor AG", description_text=AGENCY_TEXT), AGENCY),
    "by the parent": (ad("9", FEED, employer="Probewerk Pumpen GmbH"), SAME),
    "in English": (ad("9", **IN_ENGLISH), TWIN),
    "in English by a feed": (ad("9", FEED, **IN_ENGLISH), TWIN),
}
TWO_ADS = {
    "twice in one site": ad("9"),
    "another title": ad("9", FEED, title="Sachbearbeiter Verkauf"),
    "a title with more in it, and other tasks": ad("9", FEED, title="Sachbearbeiter Einkauf Stahl", task="lohn"),
    "another level": ad("9", FEED, title="Leiter Einkauf"),
    "an apprenticeship": ad("9", FEED, title="Ausbildung Sachbearbeiter Einkauf"),
    "another place": ad("9", FEED, place="Beispielhausen"),
    "the same title and place, but other tasks": ad("9", FEED, task="Sie kaufen Energie und Dienstleistungen ein, führen Ausschreibungen und schreiben Berichte für die Leitung des Hauses."),
    "another employer with a text of its own": ad("9", FEED, employer="Testbau AG", description_text="Wir bauen Häuser. " + " ".join(f"Wort{at}" for at in range(90))),
    "another employer, almost no text": ad("9", FEED, employer="Testbau AG", description_text="Jetzt bewerben!"),
    "no text, and no place": ad("9", FEED, description_text="", place=""),
    "invented for show": ad("9", "demo", demo=True),
    "another requisition": ad("9", FEED, requisition="R-1002"),
    "English, but another job": ad("9", **{**IN_ENGLISH, "title": "Sales Clerk"}),
    "English, but another place": ad("9", **IN_ENGLISH, place="Beispielhausen"),
    "English, but another employer": ad("9", FEED, **IN_ENGLISH, employer="Testbau AG"),
    "English, but another build": ad("9", **{**IN_ENGLISH, "description_text": ENGLISH.replace(". ", ".\n").replace(", ", ",\n")}),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_AD)
def test_one_ad(name: str) -> None:
    other, kind = ONE_AD[name]
    assert kinds(BASE, other) == {kind}


@pytest.mark.parametrize("name", TWO_ADS)
def test_two_ads(name: str) -> None:
    base = ad("1", requisition="R-1001") if name == "another requisition" else BASE
    assert kinds(base, TWO_ADS[name]) == set()


@pytest.mark.parametrize(("left", "right"), [*permutations(("Müller GmbH", "Mueller", "Muller GmbH & Co. KG"), 2)])
def test_spellings_of_an_employer(left: str, right: str) -> None:
    assert kinds(ad("1", employer=left), ad("9", FEED, employer=right)) == {SAME}


def test_a_requisition_makes_twins_whatever_their_titles_and_texts() -> None:
    other = ad("9", title="Caretaker", language="en", description_text="A short English text.", requisition="R 1001")
    assert kinds(ad("1", requisition="R-1001"), other) == {TWIN}


def test_a_requisition_that_stands_on_every_page_says_nothing() -> None:
    german = [ad(f"{at}", title=title, requisition="JOB-1") for at, title in enumerate(("Koch", "Jurist", "Monteur"))]
    english = ad("9", title="Purchasing Clerk", language="en", description_text=ENGLISH, requisition="JOB-1")
    assert groups_of([*german, english]) == []


def test_an_address_makes_one_ad_of_two() -> None:
    page = "https://www.probewerk.example/jobs/4711"
    other = ad("9", FEED, url=f"{page}/?utm_source=boerse", place="", description_text="Kurz.")
    assert kinds(BASE, other) == set()
    assert kinds(ad("1", url=page), other) == {SAME}
    assert kinds(ad("1", url=page), ad("9", FEED, url=page, title="Koch", description_text="Kurz.")) == set()
    assert kinds(ad("1", url=page), ad("9", FEED, url=page, place="Beispielhausen")) == set()
    english = ad("9", url=f"{page}?lang=en", title="Caretaker", language="en", description_text="A short text.")
    assert kinds(ad("1", url=page), english) == {TWIN}


def test_an_address_that_many_ads_have_says_nothing() -> None:
    portal = "https://www.probewerk.example/karriere"
    cook = ad("8", FEED, url=portal, title="Koch", description_text="Kurz.")
    assert kinds(ad("1", url=portal), ad("9", FEED, url=portal, place="", description_text="Kurz."), cook) == set()


def test_an_employer_with_boilerplate_only_is_compared_as_a_whole() -> None:
    """Without other ads nobody knows what is boilerplate: the whole text counts."""
    (group,) = groups_of([BASE, ad("9", FEED)])
    assert [(member.kind, member.reason) for member in group.others] == [(SAME, "same text, title and place")]


def test_the_employer_s_own_source_stands_for_the_others() -> None:
    postings = [
        ad("1", FEED, employer="Personalkontor AG", description_text=AGENCY_TEXT),
        ad("2", OTHER_FEED),
        ad("3", "site:probewerk"),
        ad("4", "csv:probewerk-gmbh"),
    ]
    for order in permutations(postings):
        (group,) = groups_of(list(order))
        assert (group.leader, [member.id for member in group.others]) == (
            postings[3].id,
            [postings[2].id, postings[1].id, postings[0].id],
        )
        assert [member.kind for member in group.others] == [SAME, SAME, AGENCY]


def test_twins_whose_titles_mean_nearly_the_same_are_found() -> None:
    english = {**IN_ENGLISH, "title": "Project Manager Vehicles"}
    assert kinds(ad("1", title="Projektleiter Schienenfahrzeuge"), ad("9", **english)) == {TWIN}


def test_german_stands_for_english() -> None:
    (group,) = groups_of([ad("9", **IN_ENGLISH), BASE])
    assert group.leader == BASE.id


def test_two_vacancies_of_one_title_keep_apart_through_their_copies() -> None:
    """Each copy goes to its own original, though all four share title, place, employer and most of the text."""
    tasks = ("einkauf", "halle")
    site = [ad(f"s{task}", task=task) for task in tasks]
    feed = [ad(f"f{task}", FEED, task=task) for task in tasks]
    groups = groups_of([*site, *feed, *other_ads()])
    assert {(group.leader, group.others[0].id) for group in groups} == {
        (own.id, copy.id) for own, copy in zip(site, feed, strict=True)
    }


def test_a_copy_without_text_of_one_of_two_is_nobody_s() -> None:
    site = [ad("1", task="einkauf"), ad("2", task="halle")]
    assert groups_of([*site, ad("9", FEED, description_text="")]) == []


def test_a_chain_never_joins_two_places_or_two_ads_of_one_site() -> None:
    here, there = ad("1", place="Musterstadt"), ad("2", place="Beispielhausen")
    placeless = ad("9", FEED, place="")
    for groups in (groups_of([here, there, placeless]), groups_of([placeless, there, here])):
        assert len(groups) == 1 and len(groups[0].others) == 1
    there = ad("2", OTHER_FEED, place="Beispielhausen")
    (group,) = groups_of([here, there, placeless])
    assert len(group.others) == 1
    assert judged(table_of([here, there]), np.array([0]), np.array([1])) == []
    pair = [ad("1", place="Musterstadt"), ad("2", place="Musterstadt")]
    (group,) = groups_of([*pair, ad("9", FEED)])
    assert len(group.others) == 1


def test_a_twin_brings_no_two_ads_of_its_other_language_together() -> None:
    """The English ad may be the twin of both; it is the twin of one, and they stay two."""
    energy = "Sie kaufen Energie und Dienstleistungen ein, führen Ausschreibungen und schreiben viele Berichte."
    (group,) = groups_of([BASE, *other_ads(), ad("8", FEED, task=energy), ad("9", OTHER_FEED, **IN_ENGLISH)])
    assert [member.kind for member in group.others] == [TWIN]


def test_shops_with_one_text_in_many_places() -> None:
    """A chain's hundred identical ads, each copied by a feed, are a hundred ads."""
    shops = [ad(f"{at}", place=f"Ort{at:03}", title="Verkäufer") for at in range(100)]
    copies = [ad(f"{at}", FEED, place=f"Ort{at:03}", title="Verkäufer") for at in range(100)]
    groups = groups_of([*shops, *copies])
    assert sorted((group.leader, group.others[0].id) for group in groups) == sorted(
        (own.id, copy.id) for own, copy in zip(shops, copies, strict=True)
    )


def test_the_order_does_not_matter() -> None:
    sentences = sentences_of(
        [ABOUT, OFFER, *(f"Der Satz Nummer {at} steht unter mancher Anzeige." for at in range(90))]
    )
    postings = [each.posting for each in adverts(sentences, 60, seed=3)]
    expected = groups_of(postings)
    assert expected
    for seed in range(3):
        random.Random(seed).shuffle(postings)
        assert groups_of(postings) == expected


@pytest.mark.parametrize("seed", range(3))
def test_candidates_find_what_all_pairs_find(seed: int) -> None:
    """The slow way asks for each pair; the keys must not lose what it finds, and must ask for few."""
    sentences = [
        f"Satz {at} handelt von {at * 37 % 1009} Dingen und {at * 91 % 733} Leuten im Betrieb." for at in range(600)
    ]
    made = list(adverts(sentences, 500, seed))
    table = table_of(each.posting for each in made)
    pairs = np.array(list(combinations(range(len(table)), 2)))
    every = {(left, right) for left, right, _ in judged(table, pairs[:, 0], pairs[:, 1])}
    left, right = candidate_pairs(table)
    found = {(one, two) for one, two, _ in judged(table, left, right)}
    assert len(every) > 40 and found <= every and len(found) >= 0.98 * len(every)
    assert len(left) < 0.05 * len(pairs)
    vacancy = {each.posting.id: each.vacancy for each in made}
    for group in find_groups(table):
        assert {vacancy[group.leader]} == {vacancy[member.id] for member in group.others}


def test_nothing_and_little() -> None:
    assert groups_of([]) == groups_of([BASE]) == []
    bare = JobPosting(id="0" * 16, source="x", source_ref="1", title="!", title_clean="!", employer="")
    assert groups_of([bare, bare.model_copy(update={"id": "1" * 16, "source": "y"})]) == []


def test_dates_far_apart_speak_against_twins() -> None:
    english = ad("9", **IN_ENGLISH, date_posted=date(2026, 11, 1))
    assert kinds(ad("1", date_posted=date(2026, 11, 1)), english) == {TWIN}
