"""Does a salary reach the limits of the Blue Card, and how many points of the Opportunity Card does somebody have?"""

from dataclasses import asdict, dataclass
from datetime import date

from assistant.calculators.result import Line, Result
from assistant.calculators.rules import Rule, Rulebook
from jobboard.posting import Level

BLUE_CARD = ("blue_card.general", "blue_card.reduced", "blue_card.shortage_groups")
CARD = tuple(
    f"card.{name}"
    for name in (
        "needed", "partial_recognition", "german", "english", "experience", "experience_within", "age", "shortage",
        "earlier_stay", "partner",
    )
)  # fmt: skip
_LEVELS = (Level.NONE, Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2)
MONTHS = 12


def blue_card(
    salary: float | None,
    rules: Rulebook,
    day: date,
    *,
    monthly: bool = False,
    group: int | None = None,
    graduate: bool = False,
    no_degree: bool = False,
) -> Result:
    """How a gross salary, a year's or with `monthly` a month's, stands to the limits of that day; `group` is the ISCO group
    of the job, where it is one of the shortage list."""
    if salary is None:
        return Result("blue_card", missing=("ask_salary",))
    year = round(salary * MONTHS, 2) if monthly else salary
    general, reduced, groups = (rules.on(key, day) for key in BLUE_CARD)
    lines = [Line("monthly", {"month": salary, "year": year})] if monthly else []
    given = {
        "salary_year": year,
        **({"salary_month": salary} if monthly else {}),
        **({"isco_group": group} if group else {}),
    }
    listed = group is not None and any(group == at for at, _ in groups.steps)
    reached = "general" if year >= general.value else "reduced" if year >= reduced.value else "none"
    limits = {"salary": year, "general": general.value, "reduced": reduced.value}
    lines.append(Line(f"blue_card_{reached}", limits, (general, reduced) if reached != "general" else (general,)))
    if reached == "reduced":
        if no_degree:
            lines.append(Line("blue_card_no_degree", {}, (reduced,)))
        elif listed and group is not None:
            lines.append(Line("blue_card_listed", {"group": group}, (groups,)))
        elif graduate:
            lines.append(Line("blue_card_graduate", {}, (groups,)))
        else:
            lines.append(Line("blue_card_which", {}, (reduced,)))
    if reached == "none" and rules.has("experience_visa"):
        other = rules.on("experience_visa", day)
        if year >= other.value:
            lines.append(Line("blue_card_19c", {"limit": other.value}, (other,)))
    return Result("blue_card", given, {"reached": reached}, tuple(lines), contact="blue-card")


@dataclass(frozen=True, slots=True)
class Applicant:
    """What somebody says about themselves for the Opportunity Card; None and False are "not said"."""

    german: Level | None = None
    english: Level | None = None
    age: int | None = None
    experience: int | None = None
    full_recognition: bool = False
    partial_recognition: bool = False
    shortage: bool = False
    earlier_stay: bool = False
    partner: bool = False

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to count."""
        return self != Applicant()


def opportunity_card(who: Applicant, rules: Rulebook, day: date) -> Result:
    """The points of what was said; what was not said may add some, and is named."""
    needed = rules.on("card.needed", day)
    if who.full_recognition:
        return Result(
            "opportunity_card",
            {"full_recognition": "yes"},
            {"points_needed": "no"},
            (Line("card_no_points", {}, (needed,)),),
            contact="opportunity-card",
        )
    if not who.says_anything:
        return Result("opportunity_card", missing=("ask_card",))
    counted = _counted(who, rules, day)
    total = int(sum(points for points, _, _ in counted))
    lines = [line for _, _, line in counted]
    left = tuple(
        name
        for name, unsaid in (
            ("left_german", who.german is None),
            ("left_english", who.english is None),
            ("left_age", who.age is None),
            ("left_experience", who.experience is None),
            ("left_recognition", not who.partial_recognition),
            ("left_shortage", not who.shortage),
            ("left_stay", not who.earlier_stay),
            ("left_partner", not who.partner),
        )
        if unsaid
    )
    outcome = "card_enough" if total >= needed.value else "card_short"
    first = Line(outcome, {"points": total, "needed": int(needed.value)}, (needed,))
    rest = [Line("card_left", {}, (needed,), {"left": left})] if left and total < needed.value else []
    given = {name: value for name, value in asdict(who).items() if value not in (None, False)}
    found = {"points": total, "needed": int(needed.value), **{f"for_{name}": points for points, name, _ in counted}}
    return Result("opportunity_card", given, found, (first, *lines, *rest), contact="opportunity-card")


def _counted(who: Applicant, rules: Rulebook, day: date) -> list[tuple[int, str, Line]]:
    """Each thing said, with its points: those of a language by the best level, those of age by the first limit."""
    found: list[tuple[int, str, Line]] = []

    def count(name: str, points: float, rule: Rule, **values: int | str) -> None:
        found.append((int(points), name, Line(f"card_{name}", {"points": int(points), **values}, (rule,))))

    if who.partial_recognition:
        rule = rules.on("card.partial_recognition", day)
        count("recognition", rule.value, rule)
    if who.german is not None:
        rule = rules.on("card.german", day)
        count("german", rule.step(_LEVELS.index(who.german)), rule, level=_shown(who.german))
    if who.english is not None:
        rule = rules.on("card.english", day)
        points = rule.value if who.english in (Level.C1, Level.C2) else 0
        count("english", points, rule, level=_shown(who.english))
    if who.experience is not None:
        rule, span = rules.on("card.experience", day), rules.on("card.experience_within", day)
        points = rule.step(who.experience)
        if points:
            least = max(at for at, _ in rule.steps if at <= who.experience)
            count("experience", points, rule, years=who.experience, least=int(least), span=int(span.step(least)))
        else:
            count("experience_short", 0, rule, years=who.experience)
    if who.age is not None:
        rule = rules.on("card.age", day)
        points = next((gives for upto, gives in rule.steps if who.age <= upto), 0)
        count("age", points, rule, age=who.age)
    for name in ("shortage", "earlier_stay", "partner"):
        if getattr(who, name):
            rule = rules.on(f"card.{name}", day)
            count(name, rule.value, rule)
    return found


def _shown(level: Level) -> str:
    return "-" if level is Level.NONE else level.value
