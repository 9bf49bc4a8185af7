"""Where is the work done? Reads mode, quantity and evidence from an ad's title, places, text and structured flag.

Precedence over a whole ad: explicit full remote > a stated quantity > remote in kind > hybrid wording > explicit
presence > the source's structured flag > silence. Silence is `unknown`. German ads rarely say "on site"; most say
nothing, and a flag may contradict the text (Arbeitnow `remote:false` on hybrid ads, Ashby `isRemote:true` on hybrids).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jobboard.posting import Period, Remote, WorkMode
from jobboard.reading import cues

DECLARED, FULL, QUANTITY, SOFT, WORDING, PRESENCE, FLAG = 7, 6, 5, 4, 3, 2, 1
_EVIDENCE_LENGTH = 240
_MOST_DAYS = {Period.WEEK: 7, Period.MONTH: 23, Period.QUARTER: 65, Period.YEAR: 230}
_PERIODS = {
    "woche": Period.WEEK, "week": Period.WEEK, "semaine": Period.WEEK, "monat": Period.MONTH, "month": Period.MONTH,
    "mois": Period.MONTH, "quartal": Period.QUARTER, "quarter": Period.QUARTER, "jahr": Period.YEAR,
    "year": Period.YEAR,
}  # fmt: skip
_WEEKDAYS = {
    day: at
    for names in ("montag dienstag mittwoch donnerstag freitag", "monday tuesday wednesday thursday friday")
    for at, day in enumerate(names.split())
}
_STANDALONE_NUMBER = re.compile(rf"(?<![a-zäöüß\d]){cues.NUMBER}(?![\d%])")
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!mind\.)(?<!min\.)(?<!max\.)(?<!ca\.)(?<!inkl\.)(?<!Std\.)\s+(?=[A-ZÄÖÜ0-9„\"(])|\n+"
)
_WITHIN = r"(?:in|innerhalb|aus|within|anywhere in)"
_AREAS = (
    (re.compile(rf"deutschlandweit|bundesweit|germany[- ]wide|{_WITHIN}(?: ganz)? (?:deutschlands?|germany)"), "DE"),
    (re.compile(rf"europaweit|{_WITHIN}(?: der| the)? (?:eu\b|europ)"), "EU"),
    (re.compile(r"weltweit|worldwide|anywhere in the world"), "worldwide"),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing a sentence says about the work mode."""

    strength: int
    mode: WorkMode
    evidence: str
    home_days: float | None = None
    office_days: float | None = None
    percent: int | None = None
    period: Period | None = None
    area: tuple[str, ...] = field(default=())


def fold(text: str) -> str:
    """The line as the cue tables expect it."""
    text = text.lower().replace("\u00ad", "").replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub("[‐‑‒–—−]", "-", text)
    text = re.sub(r"home[ -]?-?\s?office|homeoffice", "homeoffice", text)
    text = re.sub(r"(\w{60})(?=\w)", r"\1 ", text)  # no word goes on for ever, or the patterns would
    return re.sub(r"\s+", " ", text)


def sentences(text: str) -> Iterator[str]:
    """Lines, and the sentences within them."""
    for part in _SENTENCE.split(text):
        if part.strip():
            yield part.strip()


def _number(word: str | None) -> float | None:
    if not word:
        return None
    return float(cues.NUMBER_WORDS[word]) if word in cues.NUMBER_WORDS else float(word.replace(",", "."))


def _mask(line: str) -> str:
    for pattern in cues.DISTRACTORS:
        line = pattern.sub(lambda match: "~" * len(match[0]), line)
    return line


def _quantities(match: re.Match[str]) -> tuple[float | None, float | None, Period | None]:
    """Lowest number, highest number and period of a match, whichever of its alternatives matched."""
    got = {key: value for key, value in match.groupdict().items() if value}
    low = _number(got.get("low") or got.get("low2") or got.get("low3") or got.get("share"))
    if once := got.get("once") or got.get("once2"):
        low = 1.0 if once in ("once", "einmal") else 2.0
    high = _number(got.get("high") or got.get("high2")) or low
    named = (got[name] for name in ("period", "period2", "period3", "period4", "period5") if name in got)
    period = _PERIODS.get(next(named, ""))
    return low, high, period


def _overlapping(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Every match, also one that begins within another: "three days in the office, two at home" says two things."""
    at = 0
    while match := pattern.search(line, at):
        yield match
        at = match.start() + 1


def _home_days(line: str) -> Cue | None:
    for match in _overlapping(cues.HOME_DAYS, line):
        _, high, period = _quantities(match)
        stated = re.search(cues.DAYS, match[0]) or match["once"] or "mindestens" in line
        second = len(_STANDALONE_NUMBER.findall(re.sub(cues.DAYS, " ", match[0]))) > (
            2 if match["high"] or match["high2"] else 1
        )
        if high is None or not stated or second or re.search(cues.OFFICE, match[0]):
            continue
        if high > _MOST_DAYS.get(period or Period.WEEK, 7):
            continue
        if high >= 5 and period in (None, Period.WEEK):
            return Cue(FULL, WorkMode.REMOTE, "", home_days=high, period=Period.WEEK)
        return Cue(QUANTITY, WorkMode.HYBRID, "", home_days=high, period=period or Period.WEEK)
    return None


def _office_days(line: str) -> Cue | None:
    for match in _overlapping(cues.OFFICE_DAYS, line):
        low, _, period = _quantities(match)
        if low is None or low > 23 or re.search(cues.AT_HOME, match[0]):
            continue
        if low >= 5 and period in (None, Period.WEEK):
            return Cue(PRESENCE, WorkMode.ONSITE, "", office_days=low, period=Period.WEEK)
        return Cue(QUANTITY, WorkMode.HYBRID, "", office_days=low, period=period or Period.WEEK)
    return None


def _weekdays(line: str) -> Cue | None:
    match = cues.WEEKDAYS.search(line)
    if not match:
        return None
    days = float(_WEEKDAYS[match["last"]] - _WEEKDAYS[match["first"]] + 1)
    if not 0 < days < 5:
        return None
    if re.fullmatch(cues.HOME, match["where"]):
        return Cue(QUANTITY, WorkMode.HYBRID, "", home_days=days, period=Period.WEEK)
    return Cue(QUANTITY, WorkMode.HYBRID, "", office_days=days, period=Period.WEEK)


def _percent(line: str) -> Cue | None:
    for match in cues.PERCENT.finditer(line):
        _, high, _ = _quantities(match)
        if high is None or not 0 < high <= 100:
            continue
        if high == 100:
            return Cue(FULL, WorkMode.REMOTE, "", percent=100)
        return Cue(QUANTITY, WorkMode.HYBRID, "", percent=int(high))
    if office := cues.OFFICE_PERCENT.search(line):
        share = int(office["low"])
        if 0 < share < 100:
            return Cue(QUANTITY, WorkMode.HYBRID, "", percent=100 - share)
    return None


def _areas(line: str) -> tuple[str, ...]:
    return tuple(code for pattern, code in _AREAS if pattern.search(line))


def read_line(text: str, *, title: bool = False) -> Cue | None:
    """What one sentence (or, with `title`, one title or place) says, or None when it is silent.

    The strongest reading wins; home days and office days of one sentence are kept together.
    """
    line = _mask(fold(text))
    title = title or bool(cues.GENDER_MARK.search(line))
    evidence = text.strip()[:_EVIDENCE_LENGTH]
    found = [cue for cue in _cues(line, title) if cue]
    if not found:
        return None
    best = max(found, key=lambda cue: cue.strength)
    days = {
        name: value
        for cue in found
        for name in ("home_days", "office_days", "percent", "period")
        if (value := getattr(cue, name)) is not None
    }
    if best.mode is WorkMode.REMOTE and best.strength == FULL:
        days = {
            name: value
            for name in ("home_days", "percent", "period", "office_days")
            if (value := getattr(best, name)) is not None
        }
    return Cue(best.strength, best.mode, evidence, area=_areas(line), **days)


def _cues(line: str, title: bool) -> Iterator[Cue | None]:
    negated = cues.NEGATED.search(line)
    if negated and not cues.FULL.search(line.replace(negated[0], "")):
        yield Cue(PRESENCE, WorkMode.ONSITE, "")
        return
    full = _full(line)
    if full and not (title and "hybrid" in line and not re.search(r"\boder\b|\bor\b", line)):
        yield Cue(FULL, WorkMode.REMOTE, "", percent=100 if "100" in full else None)
    if title:
        yield _title(line)
    rare = cues.RARE_OFFICE.search(line)
    if rare and re.search(cues.AT_HOME if "treffen" in rare[0] else rf"{cues.OFFICE}|{cues.AT_HOME}", line):
        low, _, period = _quantities(rare)
        yield Cue(FULL, WorkMode.REMOTE, "", office_days=low, period=period)
        return
    yield from (_percent(line), _home_days(line), _office_days(line), _weekdays(line))
    if cues.SOFT_REMOTE.search(line):
        yield Cue(SOFT, WorkMode.REMOTE, "")
    if cues.HYBRID.search(line) or cues.OCCASIONAL_OFFICE.search(line):
        yield Cue(WORDING, WorkMode.HYBRID, "")
    elif cues.ONSITE.search(line):
        yield Cue(PRESENCE, WorkMode.ONSITE, "")


def _full(line: str) -> str:
    """The words that offer full remote work, or nothing."""
    found = (match for match in cues.FULL.finditer(line) if not cues.EITHER_WAY.search(line[: match.start()]))
    return next((match[0] for match in found), "")


def _title(line: str) -> Cue | None:
    """Titles and places speak shorter: "... im Homeoffice" names the place of work, "(Remote)" too."""
    if re.search(r"hybrid|pr(?:ä|ae)senz|teilweise|anteil|möglich|option|nach absprache", line):
        return Cue(WORDING, WorkMode.HYBRID, "") if cues.HYBRID.search(line) else None
    if re.search(
        r"\bremote\b(?!-)|(?:im|from|vom|aus dem)\s(?:homeoffice|home)\b|^homeoffice\b|/ homeoffice|- homeoffice", line
    ):
        return Cue(FULL, WorkMode.REMOTE, "")
    return None


def read_work_mode(
    *,
    title: str = "",
    text: str = "",
    places: Iterable[str] = (),
    note: str = "",
    flag: WorkMode | None = None,
    declared: bool = False,
    days: float | None = None,
    area: tuple[str, ...] = (),
) -> Remote:
    """The work mode of a whole ad with its evidence.

    `flag`, `days` (home days a week) and `area` are what the source states in fields of its own; `note` is a label of
    the source beside the text. A place called "Remote" counts unless the flag says hybrid. A `declared` flag was filled
    in by the employer for this purpose and stands above the text.
    """
    found: list[Cue] = []
    for line in (title, note):
        if line and (cue := read_line(line, title=True)):
            found.append(cue)
    for place in places if flag is not WorkMode.HYBRID else ():
        if place and (cue := read_line(place, title=True)):
            named = re.match(cues.HOME, fold(place))  # "Homeoffice" is a place of work; "Hamburg (Remote)" a label
            found.append(cue if named else replace(cue, strength=min(cue.strength, SOFT)))
    found.extend(cue for line in sentences(text) if (cue := read_line(line)))
    if days is not None:
        found.insert(0, _of_days(days))
    if flag is not None and flag is not WorkMode.UNKNOWN:
        found.append(Cue(DECLARED if declared else FLAG, flag, ""))
    if not found:
        return Remote(area=area)
    best = max(found, key=lambda cue: cue.strength)
    same = [cue for cue in found if cue.mode is best.mode]

    def first(name: str) -> object:
        return next((value for cue in [best, *same] if (value := getattr(cue, name)) is not None), None)

    values = {name: first(name) for name in ("home_days", "office_days", "percent", "period")}
    if best.mode is WorkMode.ONSITE:
        values = {}
    return Remote(
        mode=best.mode,
        area=area or next((cue.area for cue in same if cue.area), ()),
        evidence=best.evidence or next((cue.evidence for cue in same if cue.evidence), ""),
        **values,
    )


def _of_days(days: float) -> Cue:
    if days <= 0:
        return Cue(DECLARED, WorkMode.ONSITE, "", home_days=0, period=Period.WEEK)
    if days >= 5:
        return Cue(DECLARED, WorkMode.REMOTE, "", home_days=days, period=Period.WEEK)
    return Cue(DECLARED, WorkMode.HYBRID, "", home_days=days, period=Period.WEEK)
