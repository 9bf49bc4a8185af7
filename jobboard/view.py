"""How is a value said to a person? Work mode, pay, place, level, age in words, the same everywhere."""

from datetime import date
from urllib.parse import urlsplit

from jobboard.links import AGENCY, SAME, TWIN
from jobboard.posting import (
    EmploymentType,
    JobPosting,
    LanguageRequirement,
    Level,
    Link,
    Period,
    Remote,
    Salary,
    WorkMode,
)
from jobboard.reading.education import Education
from jobboard.reading.start import IMMEDIATELY
from jobboard.texts import N_, Texts

MODES = {
    WorkMode.REMOTE: N_("Fully remote"),
    WorkMode.HYBRID: N_("Hybrid"),
    WorkMode.ONSITE: N_("On site"),
    WorkMode.UNKNOWN: N_("Work mode not stated"),
}
TYPES = {
    EmploymentType.FULL_TIME: N_("Full time"),
    EmploymentType.PART_TIME: N_("Part time"),
    EmploymentType.MINIJOB: N_("Mini-job"),
    EmploymentType.TEMPORARY: N_("Temporary"),
    EmploymentType.CONTRACTOR: N_("Freelance"),
    EmploymentType.INTERN: N_("Internship"),
    EmploymentType.APPRENTICE: N_("Apprenticeship"),
    EmploymentType.WORKING_STUDENT: N_("Working student"),
    EmploymentType.VOLUNTEER: N_("Voluntary"),
    EmploymentType.PER_DIEM: N_("By the day"),
    EmploymentType.OTHER: N_("Other employment"),
}
EDUCATION = {
    Education.NONE: N_("no degree needed"),
    Education.SCHOOL: N_("school-leaving certificate"),
    Education.APPRENTICESHIP: N_("completed apprenticeship"),
    Education.MASTER_CRAFTSMAN: N_("master craftsman or technician"),
    Education.BACHELOR: N_("university degree"),
    Education.MASTER: N_("master's degree"),
    Education.DOCTORATE: N_("doctorate"),
}
LINKS = {
    SAME: N_("The same ad at {place}"),
    TWIN: N_("The ad in {language}, at {place}"),
    AGENCY: N_("The ad as posted by another company, at {place}"),
}
_PER = {
    Period.HOUR: N_("an hour"),
    Period.DAY: N_("a day"),
    Period.WEEK: N_("a week"),
    Period.MONTH: N_("a month"),
    Period.QUARTER: N_("a quarter"),
    Period.YEAR: N_("a year"),
}


def mode_text(remote: Remote, t: Texts) -> str:
    """The work mode with its quantity: "Hybrid, up to 2 home days a week"."""
    parts = [t(MODES[remote.mode])]
    per = t(_PER[remote.period]) if remote.period else ""
    if remote.mode is WorkMode.HYBRID and remote.home_days is not None:
        parts.append(
            t.plural("up to {number} home day {per}", "up to {number} home days {per}", remote.home_days, per=per)
        )
    elif remote.mode in (WorkMode.HYBRID, WorkMode.REMOTE) and remote.office_days is not None:
        parts.append(t.plural("{number} office day {per}", "{number} office days {per}", remote.office_days, per=per))
    elif remote.mode is WorkMode.HYBRID and remote.percent:
        parts.append(t("up to {percent}\u00a0% at home", percent=remote.percent))
    return ", ".join(parts)


def area_text(remote: Remote, t: Texts) -> str:
    """Where one may work from, and from where not, if it is said."""
    names = {"EU": t("the EU"), "worldwide": t("anywhere")}
    area = [names.get(code) or t.territory_name(code) for code in remote.area]
    excluded = ", ".join(names.get(code) or t.territory_name(code) for code in remote.excluded)
    return ", ".join([*area, *([t("not: {names}", names=excluded)] if excluded else [])])


def salary_text(salary: Salary | None, t: Texts) -> str:
    """The pay: "52,000 to 60,000 EUR a year", a tariff grade, or ""."""
    if salary is None:
        return ""
    per = t(_PER[salary.period]) if salary.period else ""
    money = [t.money(amount, salary.currency) for amount in (salary.min, salary.max) if amount is not None]
    if salary.min is not None and salary.max is not None and salary.min != salary.max:
        text = t("{low} to {high} {per}", low=money[0], high=money[1], per=per)
    elif salary.min is not None and salary.max is None:
        text = t("from {low} {per}", low=money[0], per=per)
    elif salary.max is not None and salary.min is None:
        text = t("up to {high} {per}", high=money[0], per=per)
    elif money:
        text = f"{money[0]} {per}"
    else:
        text = ""
    return ", ".join(part.strip() for part in (text, salary.grade) if part.strip())


def place_text(posting: JobPosting, t: Texts) -> str:
    """The places by name, the first three."""
    names = list(dict.fromkeys(place.locality or place.name for place in posting.places))
    more = t("and {number} more", number=len(names) - 3) if len(names) > 3 else ""
    return ", ".join([*names[:3], *([more] if more else [])])


def level_text(need: LanguageRequirement, t: Texts) -> str:
    """A language with the level asked for: "German B2", "German not needed"."""
    name = t.language_name(need.language)
    if need.level is Level.NONE:
        return t("{language} not needed", language=name)
    return f"{name} {need.level.value}" if need.level else name


def types_text(posting: JobPosting, t: Texts) -> str:
    """Employment types, hours and term."""
    parts = [t(TYPES[kind]) for kind in posting.employment_types]
    if posting.weekly_hours:
        parts.append(t("{hours} hours a week", hours=t.number(posting.weekly_hours)))
    if posting.fixed_term is not None:
        parts.append(t("fixed term") if posting.fixed_term else t("permanent"))
    return ", ".join(parts)


def education_text(posting: JobPosting, t: Texts) -> str:
    """The lowest level of education the ad accepts; a source's own words where they name none."""
    level = posting.education
    return t(EDUCATION[Education(level)]) if level in set(Education) else level


def start_text(start: str, t: Texts) -> str:
    """When the job begins: a day, a month, or at once."""
    if start == IMMEDIATELY:
        return t("as soon as possible")
    try:
        return t.day(date.fromisoformat(start))
    except ValueError:
        return start


def contact_text(posting: JobPosting) -> str:
    """Whom the ad names for questions."""
    contact = posting.contact
    return ", ".join(part for part in (contact.name, contact.phone, contact.email) if part) if contact else ""


def age_text(posted: date | None, today: date, t: Texts) -> str:
    """How long ago an ad was posted."""
    if posted is None:
        return t("no date")
    days = (today - posted).days
    if days <= 0:
        return t("today")
    if days == 1:
        return t("yesterday")
    return t.plural("{number} day ago", "{number} days ago", days)


def link_text(link: Link, t: Texts) -> str:
    """What another posting of the same ad is, and where it stands."""
    try:
        place = urlsplit(link.url).hostname or link.source
    except ValueError:
        place = link.source
    return t(LINKS.get(link.kind, LINKS[SAME]), place=place, language=t.language_name(link.language))
