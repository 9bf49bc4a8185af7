"""How much, how long, in what kind of contract? Reads words of the source and, where these are silent, of the ad."""

import re

from jobboard.posting import EmploymentType as Type
from jobboard.reading.numbers import read_number

# Words of sources and spreadsheets; matched as whole folded phrases inside the given words.
_TYPES: tuple[tuple[str, tuple[Type, ...]], ...] = (
    (
        r"full[ _-]?time|\bvz\b|vollzeit|ganztags|temps plein|tiempo completo|jornada completa|\bfulltime",
        (Type.FULL_TIME,),
    ),
    (r"part[ _-]?time|\btz\b|teilzeit|halbtags|temps partiel|tiempo parcial|media jornada", (Type.PART_TIME,)),
    (
        r"beides möglich|voll-?\s?(?:/|oder|und)\s?teilzeit|full[ -]?(?:or|/|and)[ -]?part[ -]?time",
        (Type.FULL_TIME, Type.PART_TIME),
    ),
    (r"mini-?job|geringfügig|520|538|556|603|\bmj\b|aushilfe|marginal", (Type.MINIJOB,)),
    (r"working[ _-]?student|werkstudent|studentische (?:hilfs|aushilf)", (Type.WORKING_STUDENT,)),
    (r"\bintern(?:ship)?\b|praktik|trainee_?intern|\bstage\b|stagiaire", (Type.INTERN,)),
    (
        r"ausbildung(?!s)|ausbildungs(?:platz|stelle)|apprentice|azubi|auszubildend|duales studium|lehrling",
        (Type.APPRENTICE,),
    ),
    (r"contract(?:or)?\b|freelanc|freie mitarbeit|freiberuf|selbstständig|contratista", (Type.CONTRACTOR,)),
    (r"temporary|\btemp\b|zeitarbeit|seasonal|saison|\btemporal\b", (Type.TEMPORARY,)),
    (r"volunteer|ehrenamt|freiwillig", (Type.VOLUNTEER,)),
    (r"per[ _]diem", (Type.PER_DIEM,)),
)
_PATTERNS = tuple((re.compile(pattern), types) for pattern, types in _TYPES)
# "permanent" and "temporary" say so only of a job: "we permanently improve", "temporary exhibitions".
_JOB = r"(?=\s(?:contract|position|employ|role|job|post|staff|basis|full|part|vollzeit|teilzeit)|\s*(?:$|[|,;/)]))"
_PERMANENT = re.compile(
    rf"unbefristet|\bpermanent{_JOB}|festanstellung|cdi\b|indefinid|dauerhaft(?:es|e)? (?:arbeits|anstell)",
    re.MULTILINE,
)
_FIXED = re.compile(
    rf"(?<!un)befrist|fixed[- ]?term|\bcdd\b|\btemporary{_JOB}|\blimited (?:contract|term|to \w+ (?:month|year))",
    re.MULTILINE,
)
_HOURS = re.compile(
    r"(?<![\d.,])(?P<low>\d{1,2}(?!\d)(?:[.,]\d{1,2})?)\s?(?:-|–|bis)?\s?(?P<high>\d{1,2}(?:[.,]\d{1,2})?)?\s?-?\s?"
    r"(?:wochenstunden|(?:stunden|std\.?|h|hours)\s?"
    r"(?:-\s?woche|/\s?woche|pro woche|wöchentlich|in der woche|(?:a|per|/)\s?week|/\s?w\b))"
)
_HOURS_AFTER = re.compile(
    r"wöchentliche\w* (?:arbeitszeit|stunden)\w*[^.\n\d]{0,30}(?P<low>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:stunden|std)"
)


def read_types(words: tuple[str, ...]) -> tuple[Type, ...]:
    """Employment types in a fixed order; an unknown word is OTHER only if nothing else was understood."""
    text = " | ".join(word for word in words if word.strip()).lower()
    if not text:
        return ()
    found = {kind for pattern, types in _PATTERNS if pattern.search(text) for kind in types}
    if not found and not (_PERMANENT.search(text) or _FIXED.search(text)):
        return (Type.OTHER,)
    return tuple(kind for kind in Type if kind in found)


def types_of_text(title: str, text: str) -> tuple[Type, ...]:
    """Employment types as the ad's own words say them; only words that mean the contract, not passing mentions."""
    line = f"{title}\n{text}".lower()
    found: list[Type] = []
    for pattern, kind in (
        (r"\bvollzeit\b|\bfull[- ]time\b", Type.FULL_TIME),
        (r"\bteilzeit\b|\bpart[- ]time\b", Type.PART_TIME),
        (r"\bminijob\b|geringfügige beschäftigung|auf 5\d\d-euro", Type.MINIJOB),
    ):
        if re.search(pattern, line):
            found.append(kind)
    if re.search(r"voll-?\s?(?:und|oder|/)\s?teilzeit", line):
        found = [Type.FULL_TIME, Type.PART_TIME, *[kind for kind in found if kind is Type.MINIJOB]]
    head = title.lower()
    for pattern, kind in (
        (r"werkstudent|working student", Type.WORKING_STUDENT),
        (r"praktik|\bintern(?:ship)?\b", Type.INTERN),
        (r"ausbildung (?:zu|als)|auszubildend|\bazubi|duales studium|apprentice", Type.APPRENTICE),
    ):
        if re.search(pattern, head):
            found.append(kind)
    return tuple(kind for kind in Type if kind in found)


def read_fixed_term(words: str) -> bool | None:
    """True for a fixed term, False for a permanent contract, None if the words are silent."""
    text = words.lower()
    if _PERMANENT.search(text):
        return False
    return True if _FIXED.search(text) else None


def read_weekly_hours(text: str) -> float | None:
    """The hours a week an ad states; of a range the higher number."""
    low = text.lower()
    match = _HOURS.search(low) or _HOURS_AFTER.search(low)
    if not match:
        return None
    hours = read_number(match.groupdict().get("high") or match["low"])
    return hours if hours is not None and 1 <= hours <= 60 else None
