"""When does a job end, what does a tariff grade pay, does pay reach the minimum wage? Rules and pay tables, applied."""

import calendar
import csv
import re
from datetime import date, timedelta
from functools import cache

from assistant.article import Source
from assistant.calculators.result import Line, Result, Shown
from assistant.calculators.rules import Rulebook
from jobboard.reading.tariffs import VOCABULARY, Grade, Table, tables

NOTICE = ("notice.employee_weeks", "notice.day", "notice.probation_weeks", "notice.probation_months", "notice.employer")
MONTHS, WEEKS, WEEK = 12, 52, 7
_ADDRESS = re.compile(r"github\.com/[\w.-]+/[\w.-]+|[\w-]+\.(?:de|com)(?:/[\w./-]+)?")


def notice(
    months: int | None,
    rules: Rulebook,
    day: date,
    *,
    by: str = "",
    probation: bool = False,
    received: date | None = None,
) -> Result:
    """The statutory notice period after so many months of service, by "employee", "employer" or, not said, both; and the
    last day of a job if notice is received on a day."""
    weeks, middle, short, trial, employer = (rules.on(key, day) for key in NOTICE)
    start = received or day
    if months is None and not probation and by != "employee":
        return Result("notice", missing=("ask_service",))
    given: dict[str, Shown] = {"received": start}
    if months is not None:
        given |= {"service_months": months, "service_years": _service(months)}
    if probation and (months is None or months <= trial.value):
        end = start + timedelta(days=WEEK * int(short.value))
        values: dict[str, Shown] = {"weeks": int(short.value), "most": int(trial.value), "received": start, "end": end}
        trial_line = Line("notice_probation", values, (short, trial))
        return Result("notice", given, {"weeks": int(short.value), "ends": end}, (trial_line,), contact="labour-advice")
    lines: list[Line] = []
    found: dict[str, Shown] = {}
    four = _fortnight_or_month_end(start + timedelta(days=WEEK * int(weeks.value)), int(middle.value))
    if by in ("", "employee"):
        values = {"weeks": int(weeks.value), "middle": int(middle.value), "received": start, "end": four}
        lines.append(Line("notice_employee", values, (weeks, middle)))
        found |= {"employee_weeks": int(weeks.value), "employee_ends": four}
    if by in ("", "employer") and months is not None:
        step = int(employer.step(months / MONTHS))
        if step:
            end = _month_end(start, step)
            values = {"service": _service(months), "months": step, "received": start, "end": end}
            lines.append(Line("notice_employer" if step > 1 else "notice_employer_month", values, (employer,)))
            found |= {"employer_months": step, "employer_ends": end}
        else:
            least = int(employer.steps[0][0])
            values = {
                "least": least,
                "weeks": int(weeks.value),
                "middle": int(middle.value),
                "received": start,
                "end": four,
            }
            lines.append(Line("notice_employer_early", values, (employer, weeks, middle)))
            found |= {"employer_weeks": int(weeks.value), "employer_ends": four}
    lines.append(Line("notice_contract", {}, (employer,)))
    return Result("notice", given, found, tuple(lines), contact="labour-advice")


def _service(months: int) -> float:
    return months // MONTHS if months % MONTHS == 0 else round(months / MONTHS, 1)


def _fortnight_or_month_end(first: date, middle: int) -> date:
    """The first 15th or last day of a month that is not before a day."""
    if first.day <= middle:
        return first.replace(day=middle)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _month_end(received: date, months: int) -> date:
    """The end of the month so many months after the month of a day."""
    year, month = divmod(received.year * 12 + received.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def tariff(grade: Grade, step: int | None, day: date) -> Result:
    """The gross monthly pay of a grade, full time: of one step, or from the first to the last."""
    if not grade.law:
        return Result("tariff", {"grade": grade.low}, missing=("ask_law",))
    laws = ("TVöD-VKA", "TVöD-Bund") if grade.law == "TVöD" else (grade.law,)
    known = [table for table in tables() if table.law in laws and grade.low in table.grades and table.valid_from <= day]
    newest = max((table.valid_from for table in known), default=None)
    lines, found, given = [], dict[str, Shown](), {"grade": grade.low, "law": grade.law}
    for table in (table for table in known if table.valid_from == newest):
        steps = table.grades[grade.low]
        values: dict[str, Shown] = {"grade": grade.low, "law": table.law, "since": table.valid_from}
        source = pay_source(table, grade.low)
        if step is None:
            values |= {"low": steps[0], "high": steps[-1], "steps": len(steps)}
            lines.append(Line("tariff_range", values, sources=(source,)))
            found |= {f"{table.law}.first": steps[0], f"{table.law}.last": steps[-1], f"{table.law}.steps": len(steps)}
        elif 1 <= step <= len(steps):
            values |= {"step": step, "pay": steps[step - 1]}
            lines.append(Line("tariff_step", values, sources=(source,)))
            found |= {f"{table.law}.step_{step}": steps[step - 1]}
        else:
            lines.append(Line("tariff_no_step", values | {"step": step, "steps": len(steps)}, sources=(source,)))
            found |= {f"{table.law}.steps": len(steps)}
    if not lines:
        return Result("tariff", given, missing=("tariff_unknown",))
    lines.append(Line("tariff_note", {}, sources=lines[0].sources))
    return Result("tariff", given | ({"step": step} if step else {}), found, tuple(lines), contact="labour-advice")


@cache
def _origins() -> dict[tuple[str, str, str], tuple[str, str]]:
    with (VOCABULARY / "tariff_sources.csv").open(encoding="utf-8", newline="") as stream:
        origins = {row["source"]: (row["how"], row["where"]) for row in csv.DictReader(stream)}
    with (VOCABULARY / "tariffs.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["law"], row["valid_from"], row["grade"]): origins[row["source"]] for row in csv.DictReader(stream)}


def pay_source(table: Table, grade: str) -> Source:
    """The source of a row of a pay table."""
    how, where = _origins()[table.law, table.valid_from.isoformat(), grade]
    address = _ADDRESS.search(where)
    return Source(
        id=f"tariff_{table.law}_{table.valid_from:%Y%m}".lower().replace("-", "_").replace("ö", "oe"),
        topic="wages",
        title=f"{table.law}: {how} ({where})",
        url=f"https://{address[0]}" if address else "",
        as_of=table.valid_from.isoformat(),
        valid_from=table.valid_from,
        confidence="high",
    )


def minimum_wage(
    hourly: float | None, rules: Rulebook, day: date, *, monthly: float | None = None, hours: float = 0
) -> Result:
    """Whether pay reaches the minimum wage: pay an hour, or a month's with the hours of a week."""
    wage = rules.on("minimum_wage", day)
    lines = []
    given: dict[str, Shown] = {}
    if hourly is None and monthly and hours:
        hourly = round(monthly * MONTHS / WEEKS / hours, 2)
        given = {"pay_month": monthly, "hours_week": hours}
        lines.append(Line("wage_worked_out", {"month": monthly, "hours": hours, "hour": hourly}))
    if hourly is None:
        return Result("minimum_wage", missing=("ask_wage",))
    outcome = "wage_reached" if hourly >= wage.value else "wage_below"
    lines.append(Line(outcome, {"hour": hourly, "wage": wage.value, "lacking": round(wage.value - hourly, 2)}, (wage,)))
    return Result(
        "minimum_wage",
        given | {"pay_hour": hourly},
        {"reached": "yes"} if hourly >= wage.value else {"reached": "no", "lacking": round(wage.value - hourly, 2)},
        tuple(lines),
        contact="labour-advice",
    )


def mini_job(monthly: float | None, rules: Rulebook, day: date) -> Result:
    """Whether a month's pay is within the mini-job limit, and the hours the limit allows at the minimum wage."""
    if monthly is None:
        return Result("mini_job", missing=("ask_mini_job",))
    limit, wage = rules.on("mini_job", day), rules.on("minimum_wage", day)
    outcome = "mini_job_within" if monthly <= limit.value else "mini_job_above"
    hours = int(limit.value / wage.value)
    lines = (
        Line(outcome, {"pay": monthly, "limit": limit.value}, (limit,)),
        Line("mini_job_hours", {"wage": wage.value, "hours": hours, "limit": limit.value}, (limit, wage)),
    )
    found = {"within": "yes" if monthly <= limit.value else "no", "hours_month": hours}
    return Result("mini_job", {"pay_month": monthly}, found, lines, contact="labour-advice")
