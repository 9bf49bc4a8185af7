"""How much, how long, in what kind of contract? Reads words of the source and, where these are silent, of the ad."""

import re
from dataclasses import dataclass

from jobboard.posting import EmploymentType as Type
from jobboard.reading.lines import around
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
    rf"unbefristet\w*|befristung\s?:?\s?(?:keine|nein)|\bpermanent{_JOB}|festanstellung|(?<!\w)cdi\b|indefinid|dauerhaft(?:es|e)? (?:arbeits|anstell)|open[- ]ended (?:contract|position|employment)|unlimited (?:contract|employment)",
    re.MULTILINE,
)
_FIXED = re.compile(
    rf"(?<!un)(?<!ent)befrist\w*|fixed[- ]?term|\bcdd\b|\btemporary{_JOB}|\blimited (?:contract|term|to (?:\w+ ){{1,3}}?(?:month|year)|until)|sachgrundlos|"
    r"(?:elternzeit|mutterschutz|mutterschafts|schwangerschafts|krankheits|karenz|urlaubs)-?vertretung|vertretung (?:einer|der|während der|wegen|für die dauer der) (?:elternzeit|mutterschutz|mutterschaft)|(?:parental|maternity)[- ]leave (?:cover|replacement|substitut)|für die dauer von (?:\w+ )?(?:monat|jahr)",
    re.MULTILINE,
)
# What is only hoped for after a fixed term, and what else may be limited or unlimited.
_HOPED = re.compile(
    r"(?:option|aussicht|chance|möglichkeit|ziel|perspektive|übernahme|anschließend|später\w*|danach|intention|prospect|possibility|opportunity|option|authorization|besetzung von|only)\b[^.\n]{0,50}$"
)
_LATER = re.compile(
    r"^\w*\s?(?:übernahme|weiterbeschäftigung|verlängerung|anschluss|verlängert)|^[^.\n]{0,25}(?:wird |ist )?angestrebt"
)
_NONE_AFTER = re.compile(r"\s?:?\s?(?:keine|nein|none)\b")
_OTHER_LIMITS = re.compile(
    r"^\w*\s(?:arbeitserlaubnis|aufenthalts\w*|niederlassung\w*|möglichkeiten|wachstum|projekte\w*|bewilligung|fahrerlaubnis|garantie|homeoffice|urlaub)"
)
_NUMBER = r"\d{1,2}(?!\d)(?:[.,]\d{1,3})?"
_HOUR = r"(?:stunden|std\.?|h|hours|hrs?)"
_WEEK = r"(?:-?\s?woche|\s?/\s?(?:woche|wo\.?|w|week)\b|\s?(?:pro|je|in der|die|per|a|each|every|/)\s?(?:woche|week|kalenderwoche)|\s?wöchentlich|\s?weekly)"
_HOURS = re.compile(
    rf"(?<![\d.,/])(?P<low>{_NUMBER})\s?(?:{_HOUR}\s?)?(?:(?:-|–|bis(?: zu)?|to|und|oder)\s?(?P<high>{_NUMBER}))?\s?-?\s?(?:wochenstunden|wochenarbeitsstunden|stundenwoche|{_HOUR}{_WEEK}|{_HOUR}-?\s?arbeitswoche)"
)
_HOURS_AFTER = re.compile(
    rf"(?:wöchentlich\w* (?:regel)?(?:arbeitszeit|stunden)\w*|wochenarbeitszeit|arbeitszeit|wochenstunden|stundenumfang|arbeitsumfang|umfang|auslastung|working hours|weekly (?:working )?(?:time|hours)|workload|(?:voll|teil)zeit\w*|(?:full|part)[- ]time)"
    rf"[^.\n\d%€]{{0,30}}(?:\d{{1,3}}\s?%\s?(?:\((?:derzeit|zurzeit|z\. ?zt\.|entspricht|ca\.)?\s?)?)?(?P<low>{_NUMBER})\s?(?:(?:-|–|bis(?: zu)?|to)\s?(?P<high>{_NUMBER})\s?)?(?:{_HOUR}(?!\w)|wochenstunden)(?!\s?(?:pro|im|/|am|a|per)\s?(?:monat|month|tag|day))"
)
_WEEKLY_LABEL = re.compile(
    rf"(?:wochenstunden|wochenarbeitszeit|wöchentliche (?:arbeitszeit|stunden)|weekly hours|hours per week)\w*\s?:?\s?(?:\w+\s)?(?P<low>{_NUMBER})(?:\s?(?:-|–|bis)\s?(?P<high>{_NUMBER}))?(?!\d|\s?(?:%|€|tage|uhr))"
)
_NOT_HOURS = re.compile(
    r"(?:innerhalb|within|binnen|nur|bis zu|rufbereitschaft|hotline|geöffnet|lehrverpflichtung|reduce|reduzier|flexible down)[^.\n]{0,25}$"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly hours as an ad states them; `low` only where it states a range, or a least."""

    high: float | None = None
    low: float | None = None
    words: str = ""


def read_types(words: tuple[str, ...]) -> tuple[Type, ...]:
    """Employment types in a fixed order; an unknown word is OTHER only if nothing else was understood."""
    text = " | ".join(word for word in words if word.strip()).lower()
    if not text:
        return ()
    found = {kind for pattern, types in _PATTERNS if pattern.search(text) for kind in types}
    if not found and not (_PERMANENT.search(text) or _FIXED.search(text)):
        return (Type.OTHER,)
    return tuple(kind for kind in Type if kind in found)


# Words of the ad that mean the contract, and words that only a title says of the job itself.
_FULL_AND_PART = re.compile(
    r"voll-?\s?(?:und|oder|/|bzw\.?|sowie|&)\s?(?:auch )?(?:in )?teilzeit|full[ -]?(?:time)?\s?(?:and|or|/)\s?part[ -]?time|part[ -]?(?:time)?\s?(?:and|or|/)\s?full[ -]?time|teilzeit\w*\s?(?:ist |nach absprache |grundsätzlich )?(?:möglich|denkbar|machbar)|part[- ]time (?:is |also )?possible|teilzeitfähig"
)
_IN_TEXT = (
    (
        Type.FULL_TIME,
        re.compile(
            r"\bvollzeit(?!stud|näh|äquival|nah)\w*|\bfull[- ]time\b|\b100\s?%\s?(?:stelle|pensum|arbeitspensum)|\bvz\b"
        ),
    ),
    (
        Type.PART_TIME,
        re.compile(
            r"\bteilzeit(?!stud)\w*|\bpart[- ]time\b|\bhalbtags|\b[2-9]0\s?(?:-|–|bis)?\s?(?:[2-9]0)?\s?%\s?(?:stelle|pensum|arbeitspensum)|vollzeitnah"
        ),
    ),
    (
        Type.MINIJOB,
        re.compile(
            r"\bmini-?job\w*|geringfügige beschäftigung|auf (?:5\d\d|603)-euro|5\d\d[ -]?(?:€|euro)-?(?:job|basis)"
        ),
    ),
)
_IN_TITLE = (
    (
        Type.WORKING_STUDENT,
        re.compile(r"werkstud|working[ -]student|studentische[rn]? (?:hilfskraft|aushilfe|mitarbeit|beschäftigte)"),
    ),
    (Type.INTERN, re.compile(r"praktik(?:um|ant)|\bintern(?:ship)?\b")),
    (
        Type.APPRENTICE,
        re.compile(
            r"ausbildung (?:zu|als|\w+ (?:zu|als)|20\d\d)|^ausbildung\b(?!sleit|sbeauf)|ausbildungsplatz|auszubildend|\bazubi|duales? studi|dual studier|apprentice|\blehrling|lehrstelle|\blernende"
        ),
    ),
    (Type.MINIJOB, re.compile(r"mini-?job|aushilfe|geringfügig")),
    (Type.CONTRACTOR, re.compile(r"freelanc|freiberuf|freie[rn]? mitarbeit|selbstständige[rn]? ")),
    (Type.VOLUNTEER, re.compile(r"freiwilligendienst|bundesfreiwillig|\bfsj\b|\bbfd\b|ehrenamt")),
)
# Of others, or of the past: "Teilzeitbeschäftigte werden bevorzugt", "wir beschäftigen 200 Mitarbeitende in Teilzeit".
_NOT_THIS = re.compile(
    r"of (?:the |a )?$|enrolled $|(?:wir beschäftigen|mitarbeite\w+ in|vergütung|gehalt)[^.\n]{0,40}$"
)
_NO_OFFER = re.compile(
    r"^(?:modell|arbeit(?!s)|option|angebot|regel|kräft|besch\w+e[nr]?\b|möglichkeit)|^\w*\s(?:models|options|modelle|und homeoffice|job sharing)|^/summer|^[^.]{0,20}experience|^\w*[- ](?:weekly|employee|work(?:ing)? (?:models|hours))|^, job ?sharing|^\w*, (?:mobile|homeoffice|sabbatical)"
)
_HOURS_OF_ONE = re.compile(r"teilzeit\w*\s(?:ist )?(?:leider )?(?:nicht|kein)")


def types_of_text(title: str, text: str) -> tuple[Type, ...]:
    """Employment types as the ad's own words say them; only words that mean the contract, not passing mentions."""
    return types_in(title, text)[0]


def types_in(title: str, text: str) -> tuple[tuple[Type, ...], str]:
    """Employment types as the ad's own words say them, and the first of those words."""
    found: dict[Type, str] = {}
    head = title.lower()
    for kind, pattern in _IN_TITLE:
        if match := pattern.search(head):
            found[kind] = around(title, *match.span())
    for line in (title, *text.split("\n")):
        low = line[:5000].lower()
        if not _CONTRACT_HINT.search(low):
            continue
        if match := _FULL_AND_PART.search(low):
            found.setdefault(Type.FULL_TIME, around(line, *match.span()))
            found.setdefault(Type.PART_TIME, around(line, *match.span()))
        for kind, pattern in _IN_TEXT:
            if kind in found or not (match := pattern.search(low)):
                continue
            if (
                _NO_OFFER.search(low[match.start() + _STEM[kind] :][:40])
                or _NOT_THIS.search(low[: match.start()])
                or (kind is Type.PART_TIME and _HOURS_OF_ONE.search(low))
            ):
                continue
            found[kind] = around(line, *match.span())
    return tuple(kind for kind in Type if kind in found), next(iter(found.values()), "")


_STEM = {Type.FULL_TIME: 8, Type.PART_TIME: 8, Type.MINIJOB: 99}  # letters of "vollzeit", "teilzeit", "part-time"
_CONTRACT_HINT = re.compile(r"voll|teil|mini-?job|time|gering|halbtags|euro|pensum|%\s?stelle|\bvz\b|€")


def read_fixed_term(words: str) -> bool | None:
    """True for a fixed term, False for a permanent contract, None if the words are silent."""
    return read_term(words)[0]


def read_term(text: str) -> tuple[bool | None, str]:
    """Whether the contract is for a fixed term, and the words.

    "Zunächst befristet, unbefristete Übernahme möglich" is a fixed term; what offers both says nothing.
    """
    fixed = permanent = ""
    for line in text.split("\n"):
        low = line[:5000].lower()
        if not permanent and (match := _stated(_PERMANENT, low)):
            permanent = around(line, *match.span())
        if not fixed and (match := _stated(_FIXED, low)):
            fixed = around(line, *match.span())
    if fixed and permanent:
        return (False, permanent) if re.search(r"kein\w*[^.]{0,20}befrist", fixed.lower()) else (None, "")
    return (True, fixed) if fixed else (False, permanent) if permanent else (None, "")


def _stated(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    """The first find that is about this contract and not a hope for the time after it."""
    for match in pattern.finditer(line):
        before, after = line[max(0, match.start() - 70) : match.start()], line[match.end() : match.end() + 60]
        if pattern is _FIXED and _NONE_AFTER.match(after):
            continue
        if pattern is _PERMANENT and (_HOPED.search(before) or _LATER.search(after)):
            continue
        if not _OTHER_LIMITS.search(after):
            return match
    return None


def read_weekly_hours(text: str) -> float | None:
    """The hours a week an ad states; of a range the higher number."""
    return read_hours(text).high


def read_hours(text: str) -> Hours:
    """The hours a week an ad states, with the words; of several statements the first counts."""
    for line in text.split("\n"):
        low = line[:5000].lower()
        if not _HOURS_HINT.search(low):
            continue
        for pattern in (_HOURS, _HOURS_AFTER, _WEEKLY_LABEL):
            for match in pattern.finditer(low):
                if (
                    pattern is _HOURS
                    and _NOT_HOURS.search(low[max(0, match.start() - 40) : match.start()])
                    and "max" not in low
                ):
                    continue
                least, most = read_number(match["low"]), read_number(match["high"] or "")
                if least is None or not 1 <= (most or least) <= 60 or least > (most or least):
                    continue
                return Hours(most or least, least if most and least != most else None, around(line, *match.span()))
    return Hours()


_HOURS_HINT = re.compile(
    r"\d\s?-?\s?(?:stunden|std|h\b|hours|hrs|wochenstunden)|wochenstunden|wochenarbeitszeit|weekly hours|hours per week|wöchentliche"
)
