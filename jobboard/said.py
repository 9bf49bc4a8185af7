"""How is what was read in a query said to a person? The words of a chip, the same on the page and in the command."""

from jobboard.posting import EmploymentType, Level
from jobboard.texts import N_, Texts
from jobboard.view import TYPES

_MODES = {
    "home": N_("home office first"),
    "remote": N_("fully remote first"),
    "hybrid": N_("hybrid first"),
    "onsite": N_("on site first"),
}


def said(kind: str, value: str | int, t: Texts) -> str:
    """What was read, in words: "within 20 km", "at most 30 hours a week"."""
    if kind == "mode":
        return t(_MODES[str(value)])
    if kind == "type":
        return t(TYPES[EmploymentType(str(value))])
    if kind == "german":
        return t("no German needed") if value == Level.NONE else t("German: at most {level}", level=value)
    if kind == "language":
        return t("ads in {language} first", language=t.language_name(str(value)))
    if kind == "hours":
        return _hours(str(value), t)
    if kind == "salary":
        return t("from {money} a year", money=t.money(float(value), "EUR"))
    if kind == "since" and value == 1:
        return t("since yesterday")
    if kind == "since":
        return t.plural("in the last {number} day", "in the last {number} days", float(value))
    named = {
        "place": N_("in and around {value}"),
        "radius": N_("within {value} km"),
        "without": N_("without “{value}”"),
        "phrase": N_("“{value}” word for word"),
    }
    return t(named[kind], value=value) if kind in named else str(value)


def _hours(value: str, t: Texts) -> str:
    low, high = (t.number(float(one)) if one else "" for one in value.split("-"))
    if not low:
        return t("at most {hours} hours a week", hours=high)
    if not high:
        return t("at least {hours} hours a week", hours=low)
    return t("{low} to {high} hours a week", low=low, high=high)
