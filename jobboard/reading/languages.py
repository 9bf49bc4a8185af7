"""Which languages does a job need, and how well? And in which language is the ad itself written?"""

import re
import threading

from jobboard.posting import LanguageRequirement, Level

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
        r"verhandlungssicher|business[- ]fluent|fließend|fliessend|fluent|ausgezeichnet|exzellent|excellent|stilsicher|"
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
_NICE = re.compile(r"von vorteil|wünschenswert|idealerweise|plus\b|nice to have|gerne auch|optional")
_NOT_A_SKILL = re.compile(
    r"deutschland\w*|deutsche[nrs]?\s(?!sprach|kenntnis)|deutschsprachige[nrs]? (?:raum|markt)|english breakfast"
)
_MEANS_SKILL = re.compile(
    r"kenntnis|skill|sprach|niveau|level|wort und schrift|fluen|fließ|verhandlung|speak|language|\b[abc][12]\b|"
    r"command of|proficien|native|written and spoken"
)
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
            if level is None and _NICE.search(low):
                continue
            if _NICE.search(low[match.end() : match.end() + 40]):
                continue
            found[code] = LanguageRequirement(language=code, level=level, evidence=line.strip()[:240])
    return tuple(found[code] for code in sorted(found, key=lambda code: (code != "de", code)))


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
    sample = text.strip()[:3000]
    if len(re.findall(r"[^\W\d_]{2,}", sample)) < 3:
        return default
    import py3langid  # 0.1 s: only where a text is read

    with _GUARD:  # its global model is built on first use
        code, _ = py3langid.classify(sample)
    return default if code == "zxx" else str(code)  # "zxx": no language, as ISO 639-2 says
