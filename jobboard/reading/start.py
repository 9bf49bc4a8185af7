"""When does the job begin, and until when can one apply? Reads days, months and "as soon as possible" from prose."""

import re
from datetime import date, timedelta

from jobboard.reading.dates import read_date
from jobboard.reading.lines import around

IMMEDIATELY = "immediately"
_MONTH_NAMES = (
    ("januar", "jänner", "january", "jan"), ("februar", "february", "feb"), ("märz", "maerz", "march", "mär", "mrz", "mar"), ("april", "apr"),
    ("mai", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"), ("november", "nov"), ("dezember", "december", "dez", "dec"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-zäöü])\.?"
_MONTH_PLAIN = _MONTH.replace("?P<month>", "?:")
_DAY = rf"(?P<day>\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:20\d\d|\d\d(?!\d))|20\d\d-\d\d-\d\d|\d{{1,2}}(?:\.|st|nd|rd|th)?\s?(?:of\s)?{_MONTH_PLAIN},?\s20\d\d|{_MONTH_PLAIN}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s20\d\d|\d{{1,2}}/\d{{1,2}}/20\d\d)"
_YEARLESS = rf"(?P<yearless>\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d)|\d{{1,2}}\.\s?{_MONTH_PLAIN}(?!\s?\d))"
_WHEN = rf"(?:{_DAY}|{_MONTH}\s?(?P<year>20\d\d)|(?P<mm>0[1-9]|1[0-2])[./](?P<yyyy>20\d\d))"
_SOON = (
    r"(?P<soon>(?:zu[mr]\s?)?(?:nächst|frühest|schnellst|baldest|ehest)(?:-|\s)?möglich\w*(?:\s(?:zeitpunkt|termin|eintrittstermin|datum|eintritt|beginn))?|(?:ab|per)\s?sofort|sofort\b|sofortigen?\b|umgehend|baldmöglichst|bald möglichst|"
    r"so bald wie möglich|immediate(?:ly)?\b|with immediate effect|as soon as possible|\basap\b|(?:at )?(?:the )?earliest possible (?:date|time|convenience)|(?:the )?next possible date|right away|as of now)"
)
_LABEL = (
    r"(?:eintritts(?:termin|datum|zeitpunkt)|start(?:termin|datum|zeitpunkt)|arbeitsbeginn|dienstbeginn|dienstantritt|vertragsbeginn|einstellungstermin|einstellungszeitpunkt|einstellung zum|besetzungstermin|besetzungszeitpunkt|(?:stelle )?(?:zu besetzen|besetzbar|verfügbar)|ausbildungsbeginn|"
    r"beginn(?: der tätigkeit)?|eintritt|einstieg|start(?:ing)? date|start)"
)
_LABELLED = re.compile(
    rf"(?:^|[|•·*]\s*|\s{{2}}|[-–]\s)(?:möglicher?\s|frühester?\s|geplanter?\s|expected\s|earliest\s|preferred\s)?{_LABEL}\s?(?::|–|-|\s)\s?(?:\w+\s){{0,3}}?(?:(?:{_SOON})|{_WHEN})"
)
_LABEL_LINE = re.compile(rf"^[-•*\s]*(?:möglicher?\s|frühester?\s)?{_LABEL}\s?:?\s*$")
_HIRING = re.compile(
    r"such(?:en|t)|zu besetzen|besetz|gesucht|einstell|verstärk|stelle\b|position|looking for|seeking|hiring|start|beginn|eintritt|join|unterstütz|verfügbar|einstieg|to be filled|vacan|ausbildung|dich als|sie als|bietet|vergeben|appoint|available"
)
_PROSE_SOON = re.compile(_SOON)
_PROSE_WHEN = re.compile(
    rf"(?:\bab|\bzum|\bper|\bvom|starting|from|as of|as from|beginning|begin(?:s|nt)?|start(?:s|et)?|beginn:?|available)\s(?:dem\s|in\s|on\s|from\s|the\s|zum\s|am\s|im\s|ab\s|spätestens\s|frühestens\s)?(?:{_WHEN})"
)
_APPLICANT = re.compile(
    r"(?:unter |mit |sowie |inkl\.? ?|und |die |your |please |bitte |possible |deine[snr]? |ihre[snr]? |ihren |deinen |nenne\w* )(?:[\w/-]+\s){0,7}(?:frühest\w*|möglich\w*|nächst\w*|earliest|start\w*|possible)\s?(?:\w+\s){0,2}(?:eintritt|start|verfügbar|beginn|date)|gehaltsv|salary expect|angabe|kündigungsfrist|gehaltswunsch"
)
_OTHER_SOON = re.compile(
    r"(?:melden|antwort|bewerb|kontakt|rückmeld|reply|respond|apply|contact|lieferung|versand|reaktion|problem|störung|support|sofort(?:kauf|hilfe|maßnahme)|urlaub|benefit|profitier|ab dem ersten tag|zusagen?|feedback|verantwortung|erkenn|einsatzbereit)"
)
_END = re.compile(
    r"befrist\w*[^.]{0,40}$|\bbis(?: zum)?\s*$|until\s*$|gültig|seit|since|gegründet|founded|geboren|tarif|fassung|urlaub|stand[: ]"
)


def read_start(text: str, posted: date | None = None) -> tuple[str, str]:
    """The day ("2027-01-01"), the month ("2027-01") or "immediately", and the words; empty if the ad says nothing.

    A label ("Eintrittstermin:") stands above prose; of prose the first find counts. An applicant's own date of entry
    ("unter Angabe Ihres frühestmöglichen Eintrittstermins") is not read.
    """
    lines = [line[:2000] for line in text.split("\n")]
    folded = [line.lower() for line in lines]
    for at, low in enumerate(folded):
        if match := _LABELLED.search(low):
            if not _APPLICANT.search(low) and (value := _value(match, posted)):
                return value, around(lines[at], *match.span())
        elif _LABEL_LINE.match(low) and at + 1 < len(lines):
            following = re.match(rf"[-•*\s]*(?:ab |zum |am )?(?:{_SOON}|{_WHEN})", folded[at + 1])
            if following and (value := _value(following, posted)):
                return value, around(lines[at + 1], *following.span())
    for line, low in zip(lines, folded, strict=True):
        if not _HIRING.search(low) or _APPLICANT.search(low):
            continue
        finds: list[tuple[int, int, str]] = []
        for match in _PROSE_SOON.finditer(low):
            if not _OTHER_SOON.search(low[max(0, match.start() - 45) : match.end() + 25]):
                finds.append((*match.span(), IMMEDIATELY))
                break
        for match in _PROSE_WHEN.finditer(low):
            if not _END.search(low[max(0, match.start() - 60) : match.start()]) and (value := _value(match, posted)):
                finds.append((*match.span(), value))
                break
        if finds:
            start, end, value = min(finds)
            return value, around(line, start, end)
    return "", ""


def start_of(words: str) -> str:
    """The start a source's own field names: an ISO day, a month or "immediately"; "" for words that name none."""
    text = words.strip().lower()
    if day := read_date(words):
        return day.isoformat()
    if re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", text):
        return text
    match = re.search(rf"(?:{_WHEN})", text) or re.search(_SOON, text)
    return _value(match, None) if match else ""


def _value(match: re.Match[str], posted: date | None) -> str:
    got = match.groupdict()
    if got.get("soon"):
        return IMMEDIATELY
    if got.get("day"):
        day = read_date(re.sub(r"(?<=\d)\s?of\s|(?<=\d)\.\s?(?=[a-zä])", " ", got["day"]))
        return (
            ""
            if day is None or (posted and not posted - timedelta(days=400) < day < posted + timedelta(days=1200))
            else day.isoformat()
        )
    if got.get("month") and got.get("year"):
        return f"{got['year']}-{_MONTHS[got['month'].rstrip('.')]:02d}"
    return f"{got['yyyy']}-{got['mm']}" if got.get("mm") else ""


_DEADLINE = re.compile(
    r"(?:bewerbungs(?:frist|schluss|ende|zeitraum|stichtag)|einsendeschluss|ende der bewerbungsfrist|(?:application )?deadline|closing date|apply (?:by|before|until)|bewerbung(?:en)? (?:\w+\s){0,4}bis|applications? (?:\w+\s){0,6}(?:by|until|before)|bewirb dich (?:\w+\s){0,4}bis|"
    rf"bewerben sie sich (?:\w+\s){{0,4}}bis|(?:bewerb|unterlagen|online-?portal|application|sende|richten|freuen)[^\n]{{0,160}}?(?:\bbis\b|\bby\b|until))[^\n\d]{{0,45}}?(?:{_DAY}|{_YEARLESS})"
)
_DEADLINE_LABEL = re.compile(
    r"^[-•*\s]*(?:bewerbungs(?:frist|schluss|ende)|einsendeschluss|application deadline|deadline|closing date)\s?:?\s*$"
)
_DEADLINE_HINT = re.compile(r"bewerb|frist|schluss|deadline|closing|apply|applic|unterlagen|portal")


def read_deadline(text: str, posted: date | None = None) -> tuple[date | None, str]:
    """The last day on which one can apply, and the words; a day without a year is the next one after posting."""
    lines = [line[:2000] for line in text.split("\n")]
    for at, line in enumerate(lines):
        low = line.lower()
        if not _DEADLINE_HINT.search(low):
            continue
        match = _DEADLINE.search(low)
        if match is None and _DEADLINE_LABEL.match(low) and at + 1 < len(lines):
            line = lines[at + 1]
            match = re.match(rf"[-•*\s]*(?:\w+,?\s)?(?:{_DAY}|{_YEARLESS})", line.lower())
        if match and (day := _deadline(match, posted)):
            return day, around(line, *match.span())
    return None, ""


def _deadline(match: re.Match[str], posted: date | None) -> date | None:
    if match["day"]:
        day = read_date(re.sub(r"(?<=\d)\s?of\s|(?<=\d)\.\s?(?=[a-zä])", " ", match["day"]))
        return day if day and (posted is None or day >= posted - timedelta(days=31)) else None
    if posted is None:
        return None
    for year in (posted.year, posted.year + 1):
        words = re.sub(r"\.\s?(?=[a-zä])", " ", match["yearless"].strip())
        day = read_date(f"{words}{year}" if words.endswith(".") else f"{words} {year}")
        if day and day >= posted:
            return day
    return None
