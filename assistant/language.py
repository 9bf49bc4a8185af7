"""In which language is this question asked? Script first, then the words, then the statistics."""

import re
import threading

from jobboard.reading.languages import text_language

_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN_WORDS = frozenset(
    "як де що чи це мені можу коли скільки який яка яке треба потрібно та у про чому хто моя мій".split()
)
_PERSIAN = re.compile("[پچژگک‌ی]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_TURKISH = re.compile("[ğışĞİŞ]")
_WORDS = {
    "de": frozenset(
        "ich mein meine meinen wie wo was wer wann ist sind muss kann darf der die das ein eine für mit nicht und oder "
        "bekomme brauche habe gibt hallo danke welche wohin lange".split()
    ),
    "en": frozenset(
        "i my how where what who when is are must can may do does the a an for with not and or get need have there "
        "hello thanks which to in of".split()
    ),
    "tr": frozenset("ne kadar nerede nasıl için bir bu ve ile var yok kaç hangi ben benim mi mu evden merhaba".split()),
}
_LEAST_LEAD = 1.0  # in log probability; "visa" is as good a word in both
_GUARD = threading.Lock()


def question_language(text: str) -> str:
    """ISO 639-1 code; English if nothing tells."""
    if _CYRILLIC.search(text):
        spoken = set(re.findall(r"[^\W\d_]+", text.lower()))
        return "uk" if _UKRAINIAN.search(text) or spoken & _UKRAINIAN_WORDS else "ru"
    if _ARABIC.search(text):
        return "fa" if _PERSIAN.search(text) else "ar"
    if _TURKISH.search(text):
        return "tr"
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    known = {code: len(words & table) for code, table in _WORDS.items()}
    most = max(known.values())
    best = [code for code, count in known.items() if count == most]
    told = best[0] if len(best) == 1 else text_language(text)
    return told if len(told) == 2 else _nearer(text)  # "zxx" is what the statistics call no language


def _nearer(text: str) -> str:
    """German or English, for a word or two: "Kindergeld", "notice period"."""
    import py3langid  # as in text_language: 0.1 s, and its model is built on first use

    with _GUARD:
        chances = dict(py3langid.rank(text))
    return "de" if chances["de"] - chances["en"] > _LEAST_LEAD else "en"
