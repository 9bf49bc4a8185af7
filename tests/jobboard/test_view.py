"""How a value is said, in both languages, the same everywhere."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import TODAY

from jobboard.posting import (
    EmploymentType,
    JobPosting,
    LanguageRequirement,
    Level,
    Link,
    Period,
    Place,
    Remote,
    Salary,
    WorkMode,
)
from jobboard.texts import texts
from jobboard.view import (
    LINKS,
    MODES,
    TYPES,
    age_text,
    area_text,
    level_text,
    link_text,
    mode_text,
    place_text,
    salary_text,
    types_text,
)

DE, EN = texts("de"), texts("en")


@pytest.mark.parametrize(
    ("remote", "english", "german"),
    [
        (Remote(), "Work mode not stated", "Arbeitsort nicht angegeben"),
        (Remote(mode=WorkMode.ONSITE), "On site", "Vor Ort"),
        (Remote(mode=WorkMode.REMOTE), "Fully remote", "Vollständig im Homeoffice"),
        (Remote(mode=WorkMode.HYBRID), "Hybrid", "Hybrid"),
        (
            Remote(mode=WorkMode.HYBRID, home_days=1, period=Period.WEEK),
            "Hybrid, up to 1 home day a week",
            "Hybrid, bis zu 1 Tag Homeoffice pro Woche",
        ),
        (
            Remote(mode=WorkMode.HYBRID, home_days=2.5, period=Period.WEEK),
            "Hybrid, up to 2.5 home days a week",
            "Hybrid, bis zu 2,5 Tage Homeoffice pro Woche",
        ),
        (
            Remote(mode=WorkMode.HYBRID, home_days=8, period=Period.MONTH),
            "Hybrid, up to 8 home days a month",
            "Hybrid, bis zu 8 Tage Homeoffice pro Monat",
        ),
        (
            Remote(mode=WorkMode.HYBRID, office_days=2, period=Period.WEEK),
            "Hybrid, 2 office days a week",
            "Hybrid, 2 Bürotage pro Woche",
        ),
        (
            Remote(mode=WorkMode.REMOTE, office_days=1, period=Period.QUARTER),
            "Fully remote, 1 office day a quarter",
            "Vollständig im Homeoffice, 1 Bürotag pro Quartal",
        ),
        (
            Remote(mode=WorkMode.HYBRID, percent=60),
            "Hybrid, up to 60\u00a0% at home",
            "Hybrid, bis zu 60\u00a0% zu Hause",
        ),
    ],
)
def test_work_modes(remote: Remote, english: str, german: str) -> None:
    assert mode_text(remote, EN) == english
    said = mode_text(remote, DE)
    assert said.split(",")[0] == DE(MODES[remote.mode]) != ""
    for number in ("60", "2,5", "8", "1"):
        assert (number in said) == (number in german)
    assert "{" not in said


def test_a_posting_that_is_silent_is_never_said_to_be_remote() -> None:
    assert len({EN(text) for text in MODES.values()}) == len({DE(text) for text in MODES.values()}) == 4


def test_areas() -> None:
    assert area_text(Remote(area=("DE", "EU", "worldwide", "Ruritania")), EN) == "Germany, the EU, anywhere, Ruritania"
    assert area_text(Remote(area=("DE",)), DE) == "Deutschland"
    assert area_text(Remote(area=("CH", "142")), EN) == "Switzerland, Asia"
    assert area_text(Remote(area=("CH", "142")), DE) == "Schweiz, Asien"
    assert area_text(Remote(area=("EU",), excluded=("US", "CN")), DE) == "die EU, nicht: Vereinigte Staaten, China"
    assert area_text(Remote(excluded=("DE",)), EN) == "not: Germany"
    assert area_text(Remote(), EN) == ""


@pytest.mark.parametrize(
    ("salary", "english", "german"),
    [
        (None, "", ""),
        (
            Salary(min=52000, max=64000, currency="EUR", period=Period.YEAR),
            "€52,000 to €64,000 a year",
            "52.000 € bis 64.000 € im Jahr",
        ),
        (Salary(min=52000, max=52000, currency="EUR", period=Period.YEAR), "€52,000 a year", "52.000 € im Jahr"),
        (Salary(min=3200, currency="EUR", period=Period.MONTH), "from €3,200 a month", "ab 3.200 € im Monat"),
        (Salary(max=18.5, currency="EUR", period=Period.HOUR), "up to €18.50 an hour", "bis 18,50 € in der Stunde"),
        (Salary(grade="E 13 TV-H"), "E 13 TV-H", "E 13 TV-H"),
        (
            Salary(min=4000, currency="EUR", period=Period.MONTH, grade="E 13 TV-H"),
            "from €4,000 a month, E 13 TV-H",
            "ab 4.000 € im Monat, E 13 TV-H",
        ),
        (Salary(min=300, max=400, currency="USD", period=Period.DAY), "$300 to $400 a day", "300 $ bis 400 $ am Tag"),
        (Salary(), "", ""),
    ],
)
def test_pay(salary: Salary | None, english: str, german: str) -> None:
    assert salary_text(salary, EN) == english
    assert salary_text(salary, DE).replace("\u00a0", " ") == german


def test_places(make_posting: Callable[..., JobPosting]) -> None:
    def said(*names: str) -> str:
        return place_text(make_posting(places=tuple(Place(name=name) for name in names)), EN)

    assert said() == ""
    assert said("A", "B", "C") == "A, B, C"
    assert said("A", "B", "C", "D", "E") == "A, B, C, and 2 more"
    assert said("99001 Musterstadt", "Musterstadt 99003") == "Musterstadt", "the town, and once"


@pytest.mark.parametrize(
    ("need", "english", "german"),
    [
        (LanguageRequirement(language="de", level=Level.B2), "German B2", "Deutsch B2"),
        (LanguageRequirement(language="en"), "English", "Englisch"),
        (LanguageRequirement(language="de", level=Level.NONE), "German not needed", "Deutsch nicht nötig"),
        (LanguageRequirement(language="zz", level=Level.A1), "zz A1", "zz A1"),
    ],
)
def test_levels(need: LanguageRequirement, english: str, german: str) -> None:
    assert level_text(need, EN) == english
    assert level_text(need, DE) == german


def test_employment(make_posting: Callable[..., JobPosting]) -> None:
    made = make_posting(employment=("Vollzeit", "Teilzeit"), weekly_hours=38.5, fixed_term=True)
    assert types_text(made, EN) == "Full time, Part time, 38.5 hours a week, fixed term"
    assert types_text(made, DE) == "Vollzeit, Teilzeit, 38,5 Stunden pro Woche, befristet"
    assert types_text(make_posting(fixed_term=False), EN) == "permanent"
    assert types_text(make_posting(), EN) == ""
    assert set(TYPES) == set(EmploymentType)


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        (0, "today", "heute"),
        (-3, "today", "heute"),
        (1, "yesterday", "gestern"),
        (2, "2 days ago", "vor 2 Tagen"),
        (1200, "1,200 days ago", "vor 1.200 Tagen"),
    ],
)
def test_ages(days: int, english: str, german: str) -> None:
    posted = TODAY - timedelta(days=days)
    assert (age_text(posted, TODAY, EN), age_text(posted, TODAY, DE)) == (english, german)


def test_an_ad_without_a_date_says_so() -> None:
    assert age_text(None, TODAY, EN) == "no date" and age_text(None, date(2000, 1, 1), DE) != "no date"


@pytest.mark.parametrize(
    ("kind", "english", "german"),
    [
        ("same", "The same ad at boerse.example", "Dieselbe Anzeige bei boerse.example"),
        ("twin", "The ad in English, at boerse.example", "Die Anzeige auf Englisch, bei boerse.example"),
        (
            "agency",
            "The ad as posted by another company, at boerse.example",
            "Die Anzeige einer anderen Firma, bei boerse.example",
        ),
    ],
)
def test_links(kind: str, english: str, german: str) -> None:
    link = Link(id="1", source="feed:boerse", url="https://boerse.example/a?b", language="en", kind=kind)
    assert (link_text(link, texts("en")), link_text(link, texts("de"))) == (english, german)
    assert kind in LINKS


def test_a_link_without_a_readable_address_names_its_source() -> None:
    for url in ("", "https://[x", "mailto:a@b.example"):
        assert link_text(Link(id="1", source="feed:boerse", url=url), texts("en")) == "The same ad at feed:boerse"
