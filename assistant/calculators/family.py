"""How much is the home-office allowance of a year, and the child benefit of some children?"""

from datetime import date

from assistant.calculators.result import Line, Result
from assistant.calculators.rules import Rulebook

HOME_OFFICE = ("home_office.day", "home_office.days", "home_office.most")
DAYS_OF_A_YEAR, MOST_CHILDREN = 366, 20


def home_office(days: int | None, rules: Rulebook, day: date) -> Result:
    """The deductible allowance for so many days at home in a year."""
    if days is None or not 0 < days <= DAYS_OF_A_YEAR:
        return Result("home_office", missing=("ask_days",))
    each, most_days, most = (rules.on(key, day) for key in HOME_OFFICE)
    counted = min(days, int(most_days.value))
    amount = min(counted * each.value, most.value)
    values = {"days": days, "counted": counted, "each": each.value, "amount": amount, "most_days": int(most_days.value)}
    name = "home_office" if counted == days else "home_office_capped"
    lines = (
        Line(name, values, (each,) if counted == days else (each, most_days)),
        Line("home_office_deducted", {}, (each,)),
    )
    return Result("home_office", {"days": days}, {"amount": amount}, lines)


def child_benefit(children: int | None, rules: Rulebook, day: date) -> Result:
    """The child benefit of a month for some children."""
    if children is None or not 0 < children <= MOST_CHILDREN:
        return Result("child_benefit", missing=("ask_children",))
    each = rules.on("child_benefit", day)
    amount = children * each.value
    name = "child_benefit_one" if children == 1 else "child_benefit"
    lines = (Line(name, {"children": children, "each": each.value, "amount": amount}, (each,)),)
    return Result("child_benefit", {"children": children}, {"amount_month": amount}, lines, contact="child-benefit")
