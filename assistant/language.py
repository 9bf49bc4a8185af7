"""In which language is this question asked? Script first, then the words, then the statistics.

A language written in Latin letters ("kayf asajjil", "kak zaregistrirovatsya") is told by its words and answered in its own
script. Words and letters stand in tables/languages.toml.
"""

import re
import threading
from functools import cache

from assistant.phrases import table, visible, written
from jobboard.reading.languages import text_language

_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "latin": re.compile("[a-zA-Z\u00c0-\u024f]"),
}
_OTHER_SCRIPTS = (
    ("hi", re.compile("[\u0900-\u097f]")), ("el", re.compile("[\u0370-\u03ff]")), ("he", re.compile("[\u0590-\u05ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")), ("zh", re.compile("[\u4e00-\u9fff]")), ("ko", re.compile("[\uac00-\ud7af]")),
    ("ka", re.compile("[\u10a0-\u10ff]")), ("hy", re.compile("[\u0530-\u058f]")), ("am", re.compile("[\u1200-\u137f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")), ("bn", re.compile("[\u0980-\u09ff]")), ("ta", re.compile("[\u0b80-\u0bff]")),
)  # fmt: skip
_ARABIZI = re.compile(
    r"\b(?=\w{4,})(?:[a-z]{2,}[235679][a-z]*|[23579][a-z]{2,})\b"
)  # "se3r", "7abibi": digits for sounds
_DEFAULT = {"cyrillic": "ru", "arabic": "ar", "latin": "en"}
_LETTER_COUNTS = 1.5  # how much a letter only one language has counts beside a word
_ENDS, _ENDING_COUNTS = 5, 0.5  # letters of a word whose ending counts, and how much beside a word
_FEW = 3  # words that say too little to leave the language of the conversation
_LEAST_LEAD = 1.0  # in log probability; "visa" is as good a word in both
_SAMPLE = 2_000
_GUARD = threading.Lock()


@cache
def _languages() -> dict[str, dict[str, tuple[frozenset[str], frozenset[str], tuple[str, ...]]]]:
    """By script and language: its words, the letters that only it has, and endings of its longer words."""
    return {
        script: {
            code: (
                frozenset(row["words"].split()),
                frozenset(row.get("letters", "")),
                tuple(row.get("endings", "").split()),
            )
            for code, row in rows.items()
        }
        for script, rows in table("languages").items()
    }


def question_language(text: str, keep: str = "") -> str:
    """ISO 639-1 code; where little tells, `keep`, the language of the conversation, or English if there is none."""
    text = visible(text)[:_SAMPLE]
    words = _LETTERS.findall(text.lower())
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS.items()}
    for code, pattern in _OTHER_SCRIPTS:
        if len(pattern.findall(text)) > max(2, counts["latin"] // 2):
            return code
    foreign = max(("cyrillic", "arabic"), key=lambda script: counts[script])
    scores = {script: _scores(script, text, words) for script in (foreign, "latin")}
    spoken_latin = max(scores["latin"].values())
    if (
        counts[foreign]
        and counts[foreign] * 3 >= counts["latin"] - 12 * (not spoken_latin)
        and (counts[foreign] >= counts["latin"] or spoken_latin < 3)
    ):
        return _told(scores[foreign], keep, _DEFAULT[foreign])
    if not spoken_latin:
        return keep if keep and len(words) <= _FEW else _by_statistics(text, words)
    best = [code for code, score in scores["latin"].items() if score == spoken_latin]
    if len(best) == 1:
        return best[0].partition("_")[0]
    own = {code.partition("_")[0] for code in best}
    if keep in own:
        return keep
    told = text_language(text)
    return told if told in own else _nearer(text) if own >= {"de", "en"} else sorted(own)[0]


def written_in_latin(text: str, language: str) -> bool:
    """Whether a text is in a language of another script, typed in Latin letters."""
    script = next((name for name, rows in _languages().items() if language in rows), "latin")
    return script != "latin" and not _SCRIPTS[script].search(text) and question_language(text) == language


def _scores(script: str, text: str, words: list[str]) -> dict[str, float]:
    said, plain = set(words), set(written(text).split())
    letters = set(text.lower())
    longer = {word for word in said if len(word) >= _ENDS}
    scores = {
        code: len({word for word in table_ if word in said or word in plain})
        + _LETTER_COUNTS * len(letters & own)
        + _ENDING_COUNTS * sum(word.endswith(endings) and word not in table_ for word in longer)
        for code, (table_, own, endings) in _languages()[script].items()
    }
    if script == "latin":
        scores["ar_latin"] += len(_ARABIZI.findall(text.lower()))
    return scores


def _told(scores: dict[str, float], keep: str, default: str) -> str:
    most = max(scores.values())
    best = [code for code, score in scores.items() if score == most]
    if len(best) == 1 and most > 0:
        return best[0]
    return keep if keep in scores else default


def _by_statistics(text: str, words: list[str]) -> str:
    if not words:
        return "en"
    told = text_language(text) if len(words) > 1 else ""
    return told if len(told) == 2 else _nearer(text)  # "zxx" is what the statistics call no language


def _nearer(text: str) -> str:
    """German or English, for a word or two: "Kindergeld", "notice period"."""
    import py3langid  # as in text_language: 0.1 s, and its model is built on first use

    with _GUARD:
        chances = dict(py3langid.rank(text))
    return "de" if chances["de"] - chances["en"] > _LEAST_LEAD else "en"
