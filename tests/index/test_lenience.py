"""What is asked for leniently: who stays, who goes, and who comes first."""

import math

import pytest

from index.columns import HERE_KM, NEARBY, OTHERWISE, UNSAID, Columns, Facts, Filters
from index.facts import denied_words, facts_of
from index.standing import standing
from jobboard.posting import EmploymentType, Level, Period, Salary, WorkMode

HOME = Filters(modes=(WorkMode.REMOTE, WorkMode.HYBRID), lenient=("mode",))
PART_TIME = Filters(types=(EmploymentType.PART_TIME,), lenient=("type",))
B1 = Filters(german=Level.B1, lenient=("german",))
ENGLISH = Filters(languages=("en",), lenient=("language",))
PAID = Filters(salary_min=50_000.0, lenient=("salary",))
SHORT = Filters(hours_max=20.0, lenient=("hours",))
STUDENT = Filters(types=(EmploymentType.WORKING_STUDENT,), lenient=("type",))


@pytest.mark.parametrize(
    ("asked", "one", "stays", "share"),
    [
        (HOME, Facts(mode=WorkMode.REMOTE), True, 1.0),
        (HOME, Facts(mode=WorkMode.HYBRID), True, 1.0),
        (HOME, Facts(), True, UNSAID),
        (HOME, Facts(mode=WorkMode.ONSITE), True, OTHERWISE),
        (PART_TIME, Facts(types=(EmploymentType.PART_TIME, EmploymentType.FULL_TIME)), True, 1.0),
        (PART_TIME, Facts(types=(EmploymentType.APPRENTICE,)), True, UNSAID),
        (PART_TIME, Facts(types=(EmploymentType.FULL_TIME,)), False, OTHERWISE),
        (STUDENT, Facts(types=(EmploymentType.PART_TIME,)), True, UNSAID),
        (B1, Facts(german=Level.A2), True, 1.0),
        (B1, Facts(), True, UNSAID),
        (B1, Facts(german=Level.C1), False, OTHERWISE),
        (ENGLISH, Facts(language="en"), True, 1.0),
        (ENGLISH, Facts(language=""), True, UNSAID),
        (ENGLISH, Facts(language="de"), True, OTHERWISE),
        (PAID, Facts(salary=50_000.0, salary_top=60_000.0), True, 1.0),
        (PAID, Facts(salary=40_000.0, salary_top=60_000.0), True, UNSAID),
        (PAID, Facts(salary=40_000.0, salary_top=math.inf), True, UNSAID),
        (PAID, Facts(), True, UNSAID),
        (PAID, Facts(salary=40_000.0, salary_top=45_000.0), False, OTHERWISE),
        (SHORT, Facts(hours=(10.0, 20.0)), True, 1.0),
        (SHORT, Facts(), True, UNSAID),
        (SHORT, Facts(hours=(38.0, 38.0)), False, OTHERWISE),
    ],
)
def test_one_criterion(asked: Filters, one: Facts, stays: bool, share: float) -> None:
    columns = Columns.build([one])
    assert columns.mask(asked).tolist() == [stays]
    favour = columns.favour(asked)
    assert favour is not None and favour.tolist() == [share]
    (fits,) = standing(one, asked).values()
    assert {True: 1.0, None: UNSAID, False: OTHERWISE}[fits] == share


def test_nothing_asked_leniently_favours_nobody() -> None:
    assert Columns.build([Facts()]).favour(Filters(modes=(WorkMode.REMOTE,))) is None


def test_the_place_itself_comes_before_its_surroundings() -> None:
    here, near, far = ("Hier", 50.0, 9.0), ("Nah", 50.1, 9.0), ("Weit", 52.5, 13.4)
    columns = Columns.build(
        [
            Facts(places=(here,)),
            Facts(places=(near,)),
            Facts(places=(far,), mode=WorkMode.REMOTE),
            Facts(places=(near, here)),
            Facts(),
        ]
    )
    asked = Filters(latitude=50.0, longitude=9.0, radius_km=20.0, or_remote=True, lenient=("place",))
    favour = columns.favour(asked)
    assert favour is not None and favour.tolist() == [1.0, NEARBY, UNSAID, 1.0, UNSAID]
    assert columns.mask(asked).tolist() == [True, True, True, True, False]
    assert HERE_KM < 11.1  # the distance of a tenth of a degree


def test_certain_filters_are_those_insisted_on() -> None:
    asked = Filters(modes=(WorkMode.REMOTE,), german=Level.B1, hours_max=3.0, lenient=("mode", "hours", "place"))
    assert asked.certain == Filters(german=Level.B1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wir arbeiten ohne Schichtdienst.", ["schichtdienst"]),
        ("Keine Nacht- oder Wochenendarbeit!", ["nacht", "wochenendarbeit"]),
        ("No night shifts and no travel", ["night", "travel"]),
        ("Es gibt Schichtdienst.", []),
        ("", []),
    ],
)
def test_what_an_ad_denies(text: str, words: list[str]) -> None:
    assert list(denied_words(text)) == words


def test_hours_and_highest_pay_of_a_posting(make_posting) -> None:
    found = facts_of(
        make_posting(salary=Salary(min=4_000, max=5_000, currency="EUR", period=Period.MONTH), weekly_hours=30.0)
    )
    assert found.hours == (30.0, 30.0)
    assert (found.salary, found.salary_top) == (48_000.0, 60_000.0)
    assert (
        facts_of(make_posting("R-2", salary=Salary(min=4_000, currency="EUR", period=Period.MONTH))).salary_top
        == math.inf
    )
    silent = facts_of(make_posting("R-3"))
    assert all(math.isnan(value) for value in (*silent.hours, silent.salary_top))
