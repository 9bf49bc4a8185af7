"""The readers of a query: each finds one kind of wish in what the readers before it have left."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from index import query_words as table
from index.analysis import STOPWORDS
from index.levelling import Levelled, level
from index.placenames import PlaceNames
from jobboard.reading.employers import split_legal_form
from jobboard.reading.numbers import read_number

GONE = "\x00"  # stands for letters that are read already
HERE, THERE = r"(?<![\w])", r"(?![\w])"
NUMBER = r"(?P<number>\d{1,3})"
_AMOUNT = r"\d{1,3}(?:[. ']\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d{2,6}(?:[.,]\d{1,2})?(?!\d)"
_LEVELS = str.maketrans("авс", "abc")  # Cyrillic letters that look the same
_LEVEL = r"(?P<level>[abcавс][12])"
_PLAUSIBLE_A_YEAR = range(5_000, 500_001)
_PER_HOUR, _PER_MONTH = 60, 12_000  # below this an amount without a period is one an hour, a month
_NEEDS_A_WORD = 1_000  # a smaller amount is pay only beside a word such as "ab" or "Lohn": there are vouchers
MOST = 20  # wishes in one query
ABOUT = 0.1  # "20 hours" means 18 to 22


@dataclass(frozen=True, slots=True)
class Read:
    """Something read in a query. `kept` says that its words are searched for as well, as "Praktikum" is."""

    kind: str
    value: str | int
    start: int
    end: int
    words: str
    kept: bool = False

    def to_dict(self) -> dict[str, str | int]:
        """The public JSON form."""
        return {"kind": self.kind, "value": self.value, "words": self.words}


@dataclass(frozen=True, slots=True)
class Known:
    """What a region's queries may name: its places, and the employers of the index."""

    places: PlaceNames = field(default_factory=PlaceNames)
    employers: Mapping[str, str] = field(default_factory=dict)  # levelled core of the name to the name

    @classmethod
    def of(cls, places: PlaceNames, employers: Collection[str]) -> "Known":
        """From the names as the facet of the index has them."""
        cores: dict[str, str] = {}
        for name in sorted(employers):
            for form in (split_legal_form(name)[0], name):
                core = " ".join(re.findall(r"\w+", level(form).text))
                if len(core) > 2:
                    cores.setdefault(core, name)
        return cls(places, cores)


class Scan:
    """A query while it is read: what is left of it, and what was found."""

    def __init__(self, levelled: Levelled, plain: Collection[str]) -> None:
        self.levelled, self.plain = levelled, frozenset(plain)
        self.text = levelled.text
        self.found: list[Read] = []
        self.languages: list[str] = []

    def take(
        self, kind: str, value: str | int, start: int, end: int, *, kept: bool = False, language: str = ""
    ) -> bool:
        """Note a find, unless the person wants just these words to be searched for as they stand."""
        while end > start and self.text[end - 1] in " ,;":
            end -= 1
        while start < end and self.text[start] in " ,;":
            start += 1
        if start == end or len(self.found) == MOST:
            return False
        (first, last), words = self.levelled.span(start, end), self.words(start, end)
        self.protect(start, end)
        self.languages.append(language)
        if key_of(words) in self.plain:
            return False
        self.found.append(Read(kind, value, first, last, words, kept))
        return True

    def words(self, start: int, end: int) -> str:
        """The words of the source at a stretch of the levelled text."""
        first, last = self.levelled.span(start, end)
        return self.levelled.source[first:last]

    def protect(self, start: int, end: int) -> None:
        """Let no other reader see these letters."""
        self.text = self.text[:start] + GONE * (end - start) + self.text[end:]

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Finds in what is left, one after the other, though each may be taken meanwhile."""
        at = 0
        while match := pattern.search(self.text, at):
            yield match
            at = max(match.end(), match.start() + 1)


def key_of(words: str) -> str:
    """The words of a find as an address names them."""
    return " ".join(words.casefold().split())


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(f"{HERE}(?:{body}){THERE}")


def _by_language(tables: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((language, _pattern(_flat(body))) for language, body in tables.items())


def _flat(body: str) -> str:
    """A pattern in the spelling of the levelled text."""
    return level(body).text if not body.isascii() else body


_HOME_ALL = _flat("|".join(table.HOME.values()))
_NOT_ALL = _flat("|".join(table.NOT.values()))
_PROTECTED = _pattern(_flat(table.PROTECTED))
_QUOTED = re.compile(r'"([^"\x00]{2,200})"')
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?P<word>[^\W\d_][\w-]{2,})|(?:(?<=\s)|^)not (?P<word2>[^\W\d_][\w-]{2,})")
_FULLY = re.compile(
    f"{HERE}{_flat(table.FULLY_BEFORE)}[ -]?(?:{_HOME_ALL}){THERE}|{HERE}(?:{_HOME_ALL}) {_flat(table.FULLY_AFTER)}(?!\\w)"
)
_PARTLY = re.compile(
    f"{HERE}{_flat(table.SHARE_BEFORE)} (?:{_HOME_ALL}){THERE}|{HERE}(?:{_HOME_ALL}) {_flat(table.SHARE_BEFORE)}(?!\\w)"
)
_NOT_HOME = _pattern(rf"(?:{_NOT_ALL}) (?:{_HOME_ALL})")
_HYBRID = _pattern(_flat(table.HYBRID))
_HOME = _by_language(table.HOME)
_TYPES = tuple((kind, _by_language(words)) for kind, words in table.TYPES.items())
_NO_GERMAN, _LITTLE_GERMAN = _by_language(table.NO_GERMAN), _by_language(table.LITTLE_GERMAN)
_ENGLISH_AD = _by_language(table.ENGLISH_AD)
_GERMAN = _flat(table.GERMAN)
_BETWEEN = r"(?:[ -]?(?:niveau|level|auf|at|mit|ab|min\.?|mindestens|рівень|рівня|рівні|уровень|уровня|уровне|مستوي|seviye\w*|poziom\w*|nivel|на|na|:|\())*[ -]?"
_WITH = r"(?:(?:mit|with|з|із|с|ile|cu|z|مع) )?"
_GERMAN_LEVEL = _pattern(
    rf"{_WITH}(?:{_GERMAN}){_BETWEEN}{_LEVEL}(?:-?niveau| level)?\)?|{_WITH}(?:niveau |level )?{_LEVEL.replace('level>', 'level2>')}(?:[ -](?:niveau|level|kenntnisse))?(?: in)? ?-?(?:{_GERMAN})"
)
_OTHER_LEVEL = _pattern(
    rf"(?:{_flat(table.OTHER_TONGUE)}){_BETWEEN}{_LEVEL}|{_LEVEL.replace('level>', 'level2>')}(?:[ -](?:niveau|level))?(?: in)? (?:{_flat(table.OTHER_TONGUE)})"
)
_BARE_LEVEL = _pattern(rf"(?:(?:sprach)?niveau |level )?{_LEVEL}(?:-niveau| niveau| level)?")
_NO_LEVEL = _pattern(_flat(table.NO_LEVEL))
_PAY, _PERIODS = _flat(table.PAY), tuple(
    (factor, _pattern(_flat(words))) for factor, words in ((2_080, table.AN_HOUR), (12, table.A_MONTH), (1, table.A_YEAR))
)  # fmt: skip
_PERIOD = _flat("|".join((table.AN_HOUR, table.A_MONTH, table.A_YEAR)))
_SALARY = re.compile(
    rf"{HERE}(?:(?P<pay>{_PAY}):? )?(?:(?P<least>{_flat(table.AT_LEAST)}) ?)?(?:(?P<pay1>{_PAY}) )?(?P<before>€ ?)?(?P<amount>{_AMOUNT})"
    rf"(?: ?(?:-|bis|to|до) ?(?:{_AMOUNT}))? ?(?P<mark>{_flat(table.MONEY)})?(?!\w)(?! ?-?(?:stunden|std|h\b|km|jobs?\b))(?: ?(?P<pay2>{_PAY}){THERE})?"
    rf"(?: ?(?P<period>{_PERIOD}){THERE})?(?: (?P<pay3>{_PAY}){THERE})?(?P<more>\+)?"
)
_HOURS = re.compile(
    rf"{HERE}(?:(?:{table.WEEK_BEFORE}) )?(?:(?:(?P<most>{_flat(table.AT_MOST)})|(?P<least>{_flat(table.AT_LEAST)})) ?)?(?P<low>\d{{1,2}}(?:[.,]5)?)"
    rf"(?: ?(?:-|bis|to|до|do) ?(?P<high>\d{{1,2}}(?:[.,]5)?))? ?-?(?:{_flat(table.HOURS)})(?!\w)(?! ?(?:{_flat(table.NOT_HOURS)}))(?: ?(?:{_flat(table.A_WEEK)}){THERE})?"
)
_RADIUS = tuple(_pattern(_flat(body).replace("{n}", NUMBER)) for body in table.RADIUS)
_BARE_KM = _pattern(_flat(table.BARE_KM).replace("{n}", NUMBER))
_BEFORE_PLACE = re.compile(rf"{HERE}(?:(?P<near>{_flat(table.NEAR)}) ?|(?P<at>{_flat(table.AT)}) )$")
_BEHIND_PLACE = re.compile(rf" ?(?:{_flat(table.BEHIND)}){THERE}")
_BEHIND_COMMA = re.compile(r"[,(] ?$")
_SINCE = tuple((days, _pattern(_flat(body).replace("{n}", NUMBER))) for days, body in table.SINCE)
_SINCE_WORDS = tuple((days, _pattern(_flat(body))) for days, body in table.SINCE_WORDS)
_AT_EMPLOYER = re.compile(
    rf"{HERE}(?:bei(?: der| dem)?|beim|at|@|firma|у компанії|в компании|в|у|في شركه|شركه|w firmie|la firma|la) ?$"
)
_UNWANTED = tuple((terms[0], terms, _pattern(_flat(body))) for terms, body in table.UNWANTED)
_UNWANTED_ALL = _flat("|".join(body for _, body in table.UNWANTED))
_LACKED = _pattern(rf"(?:{_NOT_ALL}) (?:\w+ )?(?:{_flat(table.LACKED)})|(?:{table.LACKING_BEHIND})(?:siz|suz| olmadan)")
# A word that is in no table is left out only behind a "not" that cannot mean anything else.
_SURE_NOT = r"ohne|kein(?:e[nrms]?)?|nicht|ausser|no|without|except|без|крім|окрім|кроме|بدون|بلا|bez|oprocz|fara"
_NOT_WORD = re.compile(
    rf"{HERE}(?:(?:{_NOT_ALL}) (?P<known>{_UNWANTED_ALL})|(?:{_flat(_SURE_NOT)}) (?P<word>[^\W\d_][\w-]{{3,}})){THERE}"
)
_AND_WORD = re.compile(
    rf"(?:,| (?:und|oder|and|or|и|і|та|или|або|و|او|i|oraz|lub|si|sau)) (?:(?P<known>{_UNWANTED_ALL})){THERE}"
)
_WORD_NOT = _pattern(
    rf"(?P<known>{_UNWANTED_ALL})(?: (?:{'|'.join(table.NOT_BEHIND.values())})|(?<=[aeiou])siz|(?<=s)[iu]z)"
)


def protect(scan: Scan, known: Known) -> None:
    """Names and terms that hold a wish's words without meaning it."""
    for match in scan.each(_PROTECTED):
        scan.protect(*match.span())


def phrases(scan: Scan, known: Known) -> None:
    """Words in quotes."""
    for match in scan.each(_QUOTED):
        if re.search(r"\w", match[1]):
            scan.take("phrase", " ".join(scan.words(*match.span(1)).split()), *match.span(), kept=True)


def minus(scan: Scan, known: Known) -> None:
    """ "-word" and "NOT word"."""
    for match in scan.each(_MINUS):
        group = "word" if match["word"] else "word2"
        if group == "word2" and not scan.words(*match.span()).startswith("NOT"):
            continue
        scan.take("without", _concept(match[group]) or scan.words(*match.span(group)), *match.span())


def employers(scan: Scan, known: Known) -> None:
    """An employer by name: of several words, or behind a word such as "bei"."""
    words = list(re.finditer(r"\w+", scan.text))
    longest = max((name.count(" ") + 1 for name in known.employers), default=0)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            core = " ".join(word[0] for word in words[at : at + size])
            start, end = words[at].start(), words[at + size - 1].end()
            before = _AT_EMPLOYER.search(scan.text[:start])
            if core in known.employers and (size > 1 or before):
                scan.take("employer", known.employers[core], before.start() if before else start, end)
                at += size - 1
                break
        at += 1


def types(scan: Scan, known: Known) -> None:
    """Part time, apprenticeship and their like."""
    for kind, patterns in _TYPES:
        _first(scan, "type", str(kind), patterns, kept=kind in table.ROLE_LIKE)


def salary(scan: Scan, known: Known) -> None:
    """The least pay, as an amount a year."""
    for match in scan.each(_SALARY):
        if not any(match[name] for name in ("pay", "pay1", "pay2", "pay3", "before", "mark")):
            continue
        if amount := _yearly(match):
            scan.take("salary", amount, *match.span())


def radius(scan: Scan, known: Known) -> None:
    """The distance, where it is said to be one."""
    for pattern in _RADIUS:
        for match in scan.each(pattern):
            if not any(one.kind == "radius" for one in scan.found) and 0 < int(match["number"]) <= 500:
                scan.take("radius", int(match["number"]), *match.span())


def places(scan: Scan, known: Known) -> None:
    """A place of the region; one whose name is a word only behind a word such as "in"."""
    for start, end, name, sure in known.places.find(scan.text):
        if any(one.kind == "place" for one in scan.found):
            return
        before = _BEFORE_PLACE.search(scan.text[:start])
        spelled = scan.text[start:end]
        if not before and (not sure or spelled in table.WORDS_TOO):
            continue
        behind = _BEHIND_PLACE.match(scan.text, end)
        scan.take("place", name, before.start() if before else start, behind.end() if behind else end)
    if any(one.kind == "place" for one in scan.found):
        for match in scan.each(_BARE_KM):
            if not any(one.kind == "radius" for one in scan.found) and 0 < int(match["number"]) <= 500:
                scan.take("radius", int(match["number"]), *match.span())


def german(scan: Scan, known: Known) -> None:
    """How well German is spoken."""
    _first(scan, "german", "none", _NO_GERMAN)
    _first(scan, "german", str(table.LITTLE), _LITTLE_GERMAN)
    for match in scan.each(_OTHER_LEVEL):
        scan.protect(*match.span())
    for match in scan.each(_GERMAN_LEVEL):
        scan.take("german", _cefr(match["level"] or match["level2"]), *match.span())
    if any(one.kind == "german" for one in scan.found) or _NO_LEVEL.search(scan.levelled.text):
        return
    for match in scan.each(_BARE_LEVEL):
        scan.take("german", _cefr(match["level"]), *match.span())
        return


def ad_language(scan: Scan, known: Known) -> None:
    """The language the ad is written in."""
    _first(scan, "language", "en", _ENGLISH_AD)


def mode(scan: Scan, known: Known) -> None:
    """Where the work is to be done."""
    for value, pattern in (("onsite", _NOT_HOME), ("remote", _FULLY), ("home", _PARTLY), ("hybrid", _HYBRID)):
        for match in scan.each(pattern):
            scan.take("mode", value, *match.span())
    _first(scan, "mode", "home", _HOME, every=True)


def hours(scan: Scan, known: Known) -> None:
    """Hours a week: "18-22", "-30", "30-"."""
    for match in scan.each(_HOURS):
        low, high = read_number(match["low"]), read_number(match["high"] or match["low"])
        if low is None or high is None or not 1 <= low <= high <= 60:
            continue
        if match["most"]:
            value = f"-{high:g}"
        elif match["least"]:
            value = f"{low:g}-"
        elif match["high"]:
            value = f"{low:g}-{high:g}"
        else:
            value = f"{round(low * (1 - ABOUT)):g}-{round(low * (1 + ABOUT)):g}"
        scan.take("hours", value, *match.span())


def since(scan: Scan, known: Known) -> None:
    """How new the ad is to be, in days."""
    for days, pattern in _SINCE:
        for match in scan.each(pattern):
            if 0 < days * int(match["number"]) <= 365:
                scan.take("since", days * int(match["number"]), *match.span())
    for days, pattern in _SINCE_WORDS:
        for match in scan.each(pattern):
            scan.take("since", days, *match.span())


def unwanted(scan: Scan, known: Known) -> None:
    """What the ad is not to be about; what a person lacks ("ohne Erfahrung") is no such wish."""
    for match in scan.each(_LACKED):
        scan.protect(*match.span())
    for match in scan.each(_WORD_NOT):
        scan.take("without", _concept(match["known"]), *match.span(), language="tr")
    for match in scan.each(_NOT_WORD):
        if match["word"] in STOPWORDS:
            continue
        group = "known" if match["known"] else "word"
        scan.take("without", _concept(match[group]) or scan.words(*match.span(group)), *match.span())
        end = match.end()
        while more := _AND_WORD.match(scan.text, end):
            scan.take("without", _concept(more["known"]), *more.span())
            end = more.end()


READERS: tuple[Callable[[Scan, Known], None], ...] = (
    protect, phrases, minus, employers, mode, types, salary, radius, places, german, ad_language, hours, since, unwanted,
)  # fmt: skip


def unwanted_terms(value: str) -> tuple[str, ...]:
    """The words of ads that something unwanted stands for."""
    return next((terms for name, terms, _ in _UNWANTED if name == value), (value,))


def _first(
    scan: Scan,
    kind: str,
    value: str,
    patterns: tuple[tuple[str, re.Pattern[str]], ...],
    *,
    kept: bool = False,
    every: bool = False,
) -> None:
    """The first find of a table; with `every`, all of them, each its own."""
    for language, pattern in patterns:
        for match in scan.each(pattern):
            if scan.take(kind, value, *match.span(), kept=kept, language=language) and not every:
                return


def _yearly(match: re.Match[str]) -> int:
    """The amount of a match as one a year; 0 if it is no pay."""
    amount = read_number(match["amount"].replace(" ", "."))
    if amount is None:
        return 0
    thousands = (match["mark"] or "").startswith(("k", "tsd")) and amount < 1_000
    amount *= 1_000 if thousands else 1
    said = match["period"] or " ".join(match[name] or "" for name in ("pay", "pay1", "pay2", "pay3"))
    factor = next((factor for factor, pattern in _PERIODS if pattern.search(said)), 0)
    if not factor and amount < _NEEDS_A_WORD and not said.strip() and not match["least"]:
        return 0
    if not factor:
        factor = 2_080 if amount < _PER_HOUR else 12 if amount < _PER_MONTH else 1
    return round(amount * factor) if round(amount * factor) in _PLAUSIBLE_A_YEAR else 0


def _cefr(letters: str) -> str:
    return letters.translate(_LEVELS).upper()


def _concept(word: str) -> str:
    return next((name for name, _, pattern in _UNWANTED if pattern.fullmatch(word)), "")
