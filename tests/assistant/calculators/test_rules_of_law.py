"""The calculators against tables written from the law's text, its limits first; the figures are those of the bundled pack."""

import csv
from datetime import date
from pathlib import Path

import pytest

import jobboard
from assistant.calculators import Rulebook, load_rules
from assistant.calculators.family import child_benefit, home_office
from assistant.calculators.residence import Applicant, blue_card, opportunity_card
from assistant.calculators.work import mini_job, minimum_wage, notice, tariff
from assistant.citing import Library
from jobboard.posting import Level
from jobboard.reading.tariffs import read_grade

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
PACKS = [path.parent for path in (Path(jobboard.__file__).parent / "regions").glob("*/calculators.toml")]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module", params=PACKS, ids=lambda path: path.name)
def rules(request: pytest.FixtureRequest) -> Rulebook:
    return load_rules(request.param, Library(request.param).sources)


@pytest.mark.parametrize("row", rows("blue_card"), ids=lambda row: f"{row['salary']}-{row['day']}")
def test_blue_card_limits(row: dict[str, str], rules: Rulebook) -> None:
    day = date.fromisoformat(row["day"])
    found = blue_card(float(row["salary"]), rules, day, monthly=row["monthly"] == "yes")
    assert found.found["reached"] == row["reached"], row["why"]


def test_45630_euros_are_named_as_another_permit(rules: Rulebook) -> None:
    names = [line.name for line in blue_card(45_630, rules, TODAY).lines]
    assert "blue_card_19c" in names
    assert "blue_card_19c" not in [line.name for line in blue_card(45_629, rules, TODAY).lines]


@pytest.mark.parametrize(
    ("group", "said"),
    [(25, "blue_card_listed"), (222, "blue_card_listed"), (24, "blue_card_which"), (None, "blue_card_which")],
)
def test_the_reduced_limit_is_for_the_groups_of_the_law(group: int | None, said: str, rules: Rulebook) -> None:
    assert said in [line.name for line in blue_card(48_000, rules, TODAY, group=group).lines]


@pytest.mark.parametrize("row", rows("notice"), ids=lambda row: "-".join(row.values()))
def test_notice_periods(row: dict[str, str], rules: Rulebook) -> None:
    received = date.fromisoformat(row["received"])
    found = notice(
        int(row["months"]), rules, TODAY, by=row["by"], probation=row["probation"] == "yes", received=received
    ).found
    prefix = f"{row['who']}_" if row["who"] else ""
    number, unit = row["period"].split()
    assert found[f"{prefix}ends"] == date.fromisoformat(row["ends"])
    assert found[f"{prefix}{unit}"] == int(number)


@pytest.mark.parametrize("row", rows("opportunity_card"), ids=lambda row: "-".join(row.values()))
def test_points_of_the_opportunity_card(row: dict[str, str], rules: Rulebook) -> None:
    who = Applicant(
        german=Level(row["german"]) if row["german"] else None,
        english=Level(row["english"]) if row["english"] else None,
        age=int(row["age"]) if row["age"] else None,
        experience=int(row["experience"]) if row["experience"] else None,
        **dict.fromkeys(row["extra"].split(), True),
    )
    result = opportunity_card(who, rules, TODAY)
    assert result.found["points"] == int(row["points"])
    assert result.lines[0].name == ("card_enough" if int(row["points"]) >= 6 else "card_short")


def test_with_full_recognition_no_points_are_counted(rules: Rulebook) -> None:
    result = opportunity_card(Applicant(full_recognition=True, age=50), rules, TODAY)
    assert [line.name for line in result.lines] == ["card_no_points"]


@pytest.mark.parametrize(("days", "amount"), [(1, 6), (120, 720), (209, 1254), (210, 1260), (211, 1260), (366, 1260)])
def test_home_office_allowance(days: int, amount: int, rules: Rulebook) -> None:
    assert home_office(days, rules, TODAY).found["amount"] == amount


@pytest.mark.parametrize("days", [None, 0, -3, 367])
def test_days_no_year_has_are_asked_for(days: int | None, rules: Rulebook) -> None:
    result = home_office(days, rules, TODAY)
    assert (result.lines, result.missing) == ((), ("ask_days",))


@pytest.mark.parametrize(("children", "amount"), [(1, 259), (2, 518), (3, 777), (7, 1813)])
def test_child_benefit(children: int, amount: int, rules: Rulebook) -> None:
    assert child_benefit(children, rules, TODAY).found["amount_month"] == amount


@pytest.mark.parametrize(
    ("day", "hourly", "reached"),
    [
        ("2026-12-31", 13.90, "yes"),
        ("2026-12-31", 13.89, "no"),
        ("2027-01-01", 13.90, "no"),
        ("2027-01-01", 14.60, "yes"),
    ],
)
def test_minimum_wage(day: str, hourly: float, reached: str, rules: Rulebook) -> None:
    assert minimum_wage(hourly, rules, date.fromisoformat(day)).found["reached"] == reached


def test_minimum_wage_of_a_month(rules: Rulebook) -> None:
    # 13.90 EUR x 40 h x 52 weeks / 12 months
    assert minimum_wage(None, rules, TODAY, monthly=2409.34, hours=40).found["reached"] == "yes"
    assert minimum_wage(None, rules, TODAY, monthly=2408, hours=40).found["reached"] == "no"


@pytest.mark.parametrize(("pay", "within"), [(603, "yes"), (603.01, "no"), (100, "yes")])
def test_mini_job(pay: float, within: str, rules: Rulebook) -> None:
    result = mini_job(pay, rules, TODAY)
    assert result.found == {"within": within, "hours_month": 43}  # 603 / 13.90 = 43.4


@pytest.mark.parametrize(
    ("text", "step", "found"),
    [
        ("TV-H E 9b", 3, {"TV-H.step_3": 3805.71}),
        ("TV-H E 13", None, {"TV-H.first": 4688.80, "TV-H.last": 6668.07, "TV-H.steps": 7}),
        ("TV-H E 9b", 9, {"TV-H.steps": 7}),
    ],
)
def test_tariff_pay_is_that_of_the_newest_table(text: str, step: int | None, found: dict[str, float]) -> None:
    grade = read_grade(text)
    assert grade is not None
    assert tariff(grade, step, TODAY).found == found
    assert tariff(grade, step, date(2025, 3, 1)).found != found or step == 9


def test_where_the_law_is_not_said_it_is_asked_for() -> None:
    grade = read_grade("Entgeltgruppe 9b")
    assert grade is not None
    assert tariff(grade, 3, TODAY).missing == ("ask_law",)
