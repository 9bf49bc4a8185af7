"""Where is the work done? Reads mode, quantity and evidence from an ad's title, places, text and structured flag.

Precedence over a whole ad: explicit full remote > a stated quantity > remote in kind > hybrid wording > explicit
presence > the source's structured flag > silence. Silence is `unknown`. German ads rarely say "on site"; most say
nothing, and a flag may contradict the text (Arbeitnow `remote:false` on hybrid ads, Ashby `isRemote:true` on hybrids).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jobboard.posting import Period, Remote, WorkMode
from jobboard.reading import area as areas
from jobboard.reading import claims, cues
from jobboard.reading.cues import fold
from jobboard.reading.quantities import Quantity, quantities, weekdays

__all__ = ["Cue", "fold", "read_line", "read_work_mode", "sentences"]

DECLARED, FULL, QUANTITY, SOFT, WORDING, PRESENCE, FLAG = 7, 6, 5, 4, 3, 2, 1
_EVIDENCE_LENGTH = 240
_LINE_LENGTH = 2_000
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!mind\.)(?<!min\.)(?<!max\.)(?<!ca\.)(?<!inkl\.)(?<!Std\.)(?<!bzw\.)(?<!Wo\.)(?<!approx\.)\s+(?=[A-ZÄÖÜ0-9„\"(])|\n+"
)
_LABEL = re.compile(r"(?i)\s*[-*•]?\s*[\w /&-]{2,40}:\s*$")


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
    area: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


_QUANTITIES = ("home_days", "office_days", "percent", "period")


def sentences(text: str) -> Iterator[str]:
    """Lines, and the sentences within them."""
    for part in _SENTENCE.split(text):
        if part.strip():
            yield part.strip()


def read_line(text: str, *, title: bool = False) -> Cue | None:
    """What one sentence (or, with `title`, one title or place) says, or None when it is silent.

    The strongest reading wins; home days and office days of one sentence are kept together.
    """
    text = text.strip()
    short = text[:_LINE_LENGTH]
    if not cues.TRIGGER.search(fold(short)):
        return None
    marked, meaning = areas.mark(short)
    line = fold(marked)
    title = title or bool(cues.GENDER_MARK.search(line))
    tagged = cues.tag(weekdays(line), title=title)
    found = list(_cues(tagged, title))
    if not found:
        return None
    best = max(found, key=lambda cue: cue.strength)
    said = [best] if best.strength == FULL else found
    values = {
        name: next((value for cue in said if (value := getattr(cue, name)) is not None), None) for name in _QUANTITIES
    }
    area, excluded = areas.read_area(tagged, meaning, "HRS") if best.mode is not WorkMode.ONSITE else ((), ())
    return Cue(best.strength, best.mode, _evidence(text), **values, area=area, excluded=excluded)


def _evidence(text: str) -> str:
    """The words around the first that speak of the place of work."""
    if len(text) <= _EVIDENCE_LENGTH:
        return text
    named = cues.NAMED.search(text)
    start = max(0, min(named.start() - _EVIDENCE_LENGTH // 3, len(text) - _EVIDENCE_LENGTH)) if named else 0
    return text[start : start + _EVIDENCE_LENGTH]


def _cues(line: str, title: bool) -> Iterator[Cue]:
    line = claims.NOT_WHOLE.sub("N F", line)
    if negated := claims.NEGATED.search(line):
        rest = claims.NEGATED.sub(" ~ ", line)
        if claims.WHOLE_BEFORE.search(line[: negated.start()]) or claims.WHOLE_AFTER.match(line[negated.end() :]):
            yield Cue(WORDING, WorkMode.HYBRID, "")  # only the whole of it is refused
        elif not _full(rest) and not claims.HYBRID.search(rest):
            yield Cue(PRESENCE, WorkMode.ONSITE, "")
            return
        line = rest
    if full := _full(line):
        yield Cue(FULL, WorkMode.REMOTE, "", percent=100 if "C" in full else None)
    stated = list(_quantified(line))
    yield from stated
    part_stated = any(cue.mode is WorkMode.HYBRID for cue in stated)
    partly = part_stated or bool(claims.PARTLY.search(line))
    if not partly and (_open(line) or claims.SEGMENT.search(line)):
        yield Cue(FULL, WorkMode.REMOTE, "")
    if not part_stated and _choice(line):
        yield Cue(FULL, WorkMode.REMOTE, "")
    if title and not partly and claims.PLACE.search(line) and not claims.OPTIONAL.search(line):
        yield Cue(FULL, WorkMode.REMOTE, "")
    if _soft(line) and not any(cue.strength == FULL for cue in stated):
        yield Cue(SOFT, WorkMode.REMOTE, "")
    if claims.HYBRID.search(line):
        yield Cue(WORDING, WorkMode.HYBRID, "")
    elif claims.ONSITE.search(line) and not claims.NOT_ONSITE.search(line):
        yield Cue(PRESENCE, WorkMode.ONSITE, "")


def _full(line: str) -> str:
    """The words that state full remote work, or nothing."""
    found = (match for match in claims.FULL.finditer(line) if not claims.NOT_BEFORE.search(line[: match.start()]))
    return next((match[0] for match in found), "")


def _open(line: str) -> bool:
    """Whether full remote work is one of several options, or offered all over an area."""
    return any(
        "U" in match[0] or not claims.EITHER_WAY.search(line[: match.start()]) for match in claims.OPEN.finditer(line)
    )


def _choice(line: str) -> bool:
    """Whether one may choose between hybrid and remote."""
    return bool(claims.CHOICE.search(line)) and not claims.EITHER_WAY.search(line[: line.index("R")])


def _soft(line: str) -> bool:
    """Whether the job is remote in kind."""
    said = any("N" not in match[0].split() for match in claims.SOFT.finditer(line))
    return said and not claims.HYBRID_WORK.search(line)


def _quantified(line: str) -> Iterator[Cue]:
    for quantity in quantities(line):
        if cue := _of_percent(quantity) if quantity.percent else _of_quantity(quantity, line):
            yield cue


def _of_percent(share: Quantity) -> Cue:
    home = share.high if share.home else 100 - share.low
    if home >= 100:
        return Cue(FULL, WorkMode.REMOTE, "", percent=100)
    if home <= 0:
        return Cue(PRESENCE, WorkMode.ONSITE, "")
    return Cue(QUANTITY, WorkMode.HYBRID, "", percent=int(home))


def _of_quantity(days: Quantity, line: str) -> Cue | None:
    period = days.period or (Period.WEEK if days.high <= 7 else Period.MONTH)
    weekly = period is Period.WEEK
    if days.home:
        if period in (Period.QUARTER, Period.YEAR) and days.high <= 4:
            return None  # so few are visits to the office
        if weekly and days.high >= 5:
            return Cue(FULL, WorkMode.REMOTE, "", home_days=days.high, period=period)
        return Cue(QUANTITY, WorkMode.HYBRID, "", home_days=days.high, period=period)
    if weekly and days.low >= 5:
        return Cue(PRESENCE, WorkMode.ONSITE, "", office_days=days.low, period=period)
    if period in (Period.QUARTER, Period.YEAR):
        if claims.ELSEWHERE.search(line) or (days.strong and not claims.VISITS.search(line)):
            return Cue(FULL, WorkMode.REMOTE, "", office_days=days.low, period=period)
        return None
    return Cue(QUANTITY, WorkMode.HYBRID, "", office_days=days.low, period=period)


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
    excluded: tuple[str, ...] = (),
) -> Remote:
    """The work mode of a whole ad with its evidence.

    `flag`, `days` (home days a week), `area` and `excluded` are what the source states in fields of its own; `note` is
    a label of the source beside the text. A place called "Remote" counts unless the flag says hybrid. A `declared` flag
    was filled in by the employer for this purpose and stands above the text.
    """
    found: list[Cue] = []
    for line in (title, note):
        if line and (cue := read_line(line, title=True)):
            found.append(cue)
    for place in places if flag is not WorkMode.HYBRID else ():
        if place and (cue := read_line(place, title=True)):
            named = claims.NAMED.match(cues.tag(fold(place)))  # "Homeoffice" is a place; "Hamburg (Remote)" a label
            found.append(cue if named else replace(cue, strength=min(cue.strength, SOFT)))
    found.extend(_lines(text))
    if days is not None:
        found.insert(0, _of_days(days))
    if flag is not None and flag is not WorkMode.UNKNOWN:
        found.append(Cue(DECLARED if declared else FLAG, flag, ""))
    if not found:
        return Remote(area=area, excluded=excluded)
    best = max(found, key=lambda cue: cue.strength)
    same = [cue for cue in found if cue.mode is best.mode]

    def first(name: str) -> object:
        return next((value for cue in [best, *same] if (value := getattr(cue, name)) is not None), None)

    values = {name: first(name) for name in _QUANTITIES}
    if best.mode is WorkMode.ONSITE:
        values = {}
    else:
        excluded = excluded or next((cue.excluded for cue in same if cue.excluded), ())
        area = area or next((cue.area for cue in same if cue.area), ()) or _dwelling(text)
    return Remote(
        mode=best.mode,
        area=tuple(code for code in area if code not in excluded),
        excluded=excluded,
        evidence=best.evidence or next((cue.evidence for cue in same if cue.evidence), ""),
        **values,
    )


def _lines(text: str) -> Iterator[Cue]:
    """What each line says; a label such as "Homeoffice:" is read with the line below it."""
    odd = cues.ODD.search(text)
    whole = (fold(text) if odd else text).lower()
    stems = [stem for stem in cues.STEMS if stem in whole]
    label = ""
    for line in (*sentences(text), "") if stems else ():
        if line and not label and _LABEL.match(line):
            label = line
            continue
        joined = f"{label}\n{line}" if label and line else line or label
        low = fold(joined) if odd else joined.lower()
        label = ""
        if not any(stem in low for stem in stems):
            continue
        for start in range(0, len(joined), _LINE_LENGTH):  # a text that lost its breaks is read piece by piece
            if cue := read_line(joined[start : start + _LINE_LENGTH]):
                yield cue if cue.evidence in text else replace(cue, evidence=line[:_EVIDENCE_LENGTH])


def _dwelling(text: str) -> tuple[str, ...]:
    """Where one must live, from lines that say nothing else of the work mode."""
    for line in sentences(text) if areas.DWELLING.search(text) else ():
        if areas.DWELLING.search(line):
            marked, meaning = areas.mark(line[:_LINE_LENGTH])
            if meaning and (area := areas.read_area(cues.tag(fold(marked)), meaning, "")[0]):
                return area
    return ()


def _of_days(days: float) -> Cue:
    if days <= 0:
        return Cue(DECLARED, WorkMode.ONSITE, "", home_days=0, period=Period.WEEK)
    if days >= 5:
        return Cue(DECLARED, WorkMode.REMOTE, "", home_days=days, period=Period.WEEK)
    return Cue(DECLARED, WorkMode.HYBRID, "", home_days=days, period=Period.WEEK)
