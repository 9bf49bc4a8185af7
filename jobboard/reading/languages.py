"""Which languages does a job need, and how well? And in which language is the ad itself written?"""

import re
import threading

from jobboard.posting import LanguageRequirement, Level
from jobboard.reading.lines import WISH

_NAMES = {
    "de": r"deutsch\w*|german\b|allemand",
    "en": r"englisch\w*|english\b|anglais",
    "fr": r"französisch\w*|french\b|français",
    "es": r"spanisch\w*|spanish\b",
    "it": r"italienisch\w*|italian\b",
    "pl": r"polnisch\w*|polish\b",
    "nl": r"niederländisch\w*|dutch\b",
    "tr": r"türkisch\w*|turkish\b",
    "ru": r"russisch\w*|russian\b",
    "uk": r"ukrainisch\w*|ukrainian\b",
    "ar": r"arabisch\w*|arabic\b",
}
_LANGUAGE = {code: re.compile(pattern) for code, pattern in _NAMES.items()}
_CEFR = re.compile(r"\b([abc][12])\b(?![- ]?(?:führerschein|licen[cs]e|klasse))")
# Words for a level, as the Goethe-Institut's and employers' usage go; "gut" alone is B2 as in AufenthG section 2(11).
_WORDS: tuple[tuple[str, Level], ...] = (
    (r"muttersprach|native|c2-niveau|mother tongue", Level.C2),
    (
        r"verhandlungssicher|business[- ]fluent|fließend|fliessend|fluen(?:t|cy)|ausgezeichnet|exzellent|excellent|stilsicher|"
        r"sicher\w* in wort|perfekt|proficien|hervorragend",
        Level.C1,
    ),
    (r"sehr gut|very good|strong|advanced|fortgeschritten", Level.C1),
    (r"gute|\bgut\b|good|solide|sicher|konversations|conversational|working knowledge|upper[- ]intermediate", Level.B2),
    (r"ausreichend|intermediate|befriedigend|mittlere", Level.B1),
    (r"grundkenntnis|basic|grundlegend|einfach|elementary|some\b", Level.A2),
)  # fmt: skip
_WORD_LEVELS = tuple((re.compile(pattern), level) for pattern, level in _WORDS)
_NOT_NEEDED = re.compile(
    r"(?:no|keine|ohne)\s(?:german|deutsch\w*)(?:\s?(?:skills?|language|kenntnisse))?(?:\s(?:required|needed|necessary|nötig|erforderlich|notwendig))?"
    r"|(?:german|deutsch\w*)[^.\n]{0,25}(?:not required|not needed|nicht (?:erforderlich|nötig|notwendig)|kein muss)"
)
_NOT_A_SKILL = re.compile(
    r"deutschland\w*|deutsche[nrs]?\s(?!sprach|kenntnis|mutter|und (?:\w+ )?(?:englisch|franz|ital)|als auch|oder (?:\w+ )?englisch|sowie (?:\w+ )?englisch|wie (?:auch )?(?:in )?englisch)|deutschsprachig\w*|english breakfast|english[- ]speaking jobs|german\s(?:market|company|customers|clients|team|law|tax|gaap|engineering)"
)
_LISTED = re.compile(r"[\s,(]*(?:or|oder|and/or|und/oder|/)[\s,(]*(?:" + "|".join(_NAMES.values()) + ")")
_NOT_REQUIRED = re.compile(
    r"not (?:required|mandatory|needed|necessary|a must)|nicht (?:erforderlich|zwingend|notwendig|nötig)"
)
_MEANS_SKILL = re.compile(
    r"kenntnis|skill|sprach|niveau|level|wort und schrift|fluen|fließ|verhandlung|speak|language|\b[abc][12]\b|"
    r"command of|proficien|native|written and spoken"
)
# Words that only one language has: four of them in a text settle it at once, without the model.
_TELLING = {
    "de": frozenset(
        "und wir mit für sie eine einen einer zu ist auf werden ihre deine bei dich unser unsere sowie oder nicht auch haben".split()
    ),
    "en": frozenset("the and you with our are will your of to this that have from experience we be by as or".split()),
}
_ENOUGH = 4
_SHORT = 160  # characters: of a text as short as a title, these marks tell more than its words
_COMMON = frozenset("de en fr es it nl pl pt sv da no fi cs hu ro bg hr sr bs el tr uk ru ar fa he zh ja ko vi".split())
_GERMAN_MARK = re.compile(r"\((?:m/w/[dx]|w/m/[dx]|d/m/w|m/d/w|w/d/m|d/w/m|gn)\)|\w[:*]in(?:nen)?\b|[äöüß]")
_SAMPLE = 800  # characters that tell the language; the time grows with them
_GUARD = threading.Lock()


def read_level(word: str) -> Level | None:
    """The level a table cell or a phrase names: "B2", "mind. C1", "fließend", "keine"."""
    text = word.strip().lower()
    if match := _CEFR.search(text):
        return Level(match[1].upper())
    if re.fullmatch(r"keine?|none|nicht (?:nötig|erforderlich)|no|not (?:needed|required)|-|0", text):
        return Level.NONE
    return next((level for pattern, level in _WORD_LEVELS if pattern.search(text)), None)


def language_code(text: str) -> str:
    """ISO 639-1 code of the first language a phrase names, or ""."""
    low = text.lower()
    found = [(match.start(), code) for code, pattern in _LANGUAGE.items() if (match := pattern.search(low))]
    return min(found)[1] if found else ""


def read_languages(text: str) -> tuple[LanguageRequirement, ...]:
    """The languages an ad asks for, with level where one is said and the sentence as evidence; "a plus" is no need."""
    found: dict[str, LanguageRequirement] = {}
    for line in re.split(r"\n|(?<=[.;!?])\s", text):
        low = _NOT_A_SKILL.sub(lambda match: "~" * len(match[0]), line.lower())
        if not any(pattern.search(low) for pattern in _LANGUAGE.values()):
            continue
        if _NOT_NEEDED.search(low):
            found.setdefault("de", LanguageRequirement(language="de", level=Level.NONE, evidence=line.strip()[:240]))
            low = _NOT_NEEDED.sub(" ", low)
        if not _MEANS_SKILL.search(low):
            continue
        for code, pattern in _LANGUAGE.items():
            match = pattern.search(low)
            if not match or code in found:
                continue
            level = _level_near(low, match.start(), match.end())
            if _is_wish(low, match, level):
                continue
            found[code] = LanguageRequirement(language=code, level=level, evidence=line.strip()[:240])
    return tuple(found[code] for code in sorted(found, key=lambda code: (code != "de", code)))


def _is_wish(line: str, match: re.Match[str], level: Level | None) -> bool:
    """Whether the clause of this language says that it would be nice, not needed: "Französisch von Vorteil"."""
    after = match.end()
    while listed := _LISTED.match(line, after):  # "German or French are a plus" is said of both
        after = listed.end()
    ends = [other.start() for pattern in _LANGUAGE.values() if (other := pattern.search(line, after))]
    stop = re.search(r"[,;](?!\s?(?:but|aber|jedoch))|\sund\s|\sand\s", line[after : after + 60])
    end = min([*ends, len(line), after + (stop.start() if stop and not ends else 60)])
    if WISH.search(line[after:end]) or _NOT_REQUIRED.search(line[after:end]):
        return True
    before = line[max(0, match.start() - 45) : match.start()]
    return bool(WISH.search(before)) or (level is None and bool(WISH.search(line)))


def _level_near(line: str, start: int, end: int) -> Level | None:
    """The level said closest to a language's name, within its clause."""
    after = line[end : end + 45]
    before = line[max(0, start - 60) : start]
    if match := _CEFR.search(after):
        return Level(match[1].upper())
    said_before, said_after = _words_for_a_level(before), _words_for_a_level(after)
    if said_before and not (said_after and re.match(r"\s?[(:]", after)):
        return said_before[-1][1]
    if said_after:
        return said_after[0][1]
    if matches := _CEFR.findall(before):
        return Level(matches[-1].upper())
    return None


def _words_for_a_level(part: str) -> list[tuple[int, Level]]:
    """Where which level is said, in order; "sehr gute" is one word for a level, not two."""
    found: list[tuple[int, int, Level]] = []
    for pattern, level in _WORD_LEVELS:
        for match in pattern.finditer(part):
            if not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), level))
    return sorted((start, level) for start, _, level in found)


def text_language(text: str, default: str = "") -> str:
    """ISO 639-1 code of the language a text is written in; `default` for texts too short to tell.

    py3langid's model ships in its wheel; nothing is downloaded.
    """
    sample = text.strip()[:_SAMPLE]
    if len(re.findall(r"[^\W\d_]{2,}", sample)) < 3:
        return default
    if len(sample) < _SHORT and _GERMAN_MARK.search(sample):
        return "de"
    words = set(re.findall(r"[^\W\d_]+", sample.lower()))
    told = {code: len(words & telling) for code, telling in _TELLING.items()}
    best = max(told, key=lambda code: told[code])
    if told[best] >= _ENOUGH and told[best] > 2 * (sum(told.values()) - told[best]):
        return best
    import py3langid  # 0.1 s: only where a text is read

    with _GUARD:  # its global model is built on first use
        code, _ = py3langid.classify(sample)
    if len(sample) < _SHORT and code not in _COMMON:
        return "en" if sample.isascii() else default
    return default if code == "zxx" else str(code)  # "zxx": no language, as ISO 639-2 says
