"""In which language is this question asked? Script first, then the words, then the statistics."""

import re

from jobboard.reading.languages import text_language

_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN_WORDS = frozenset(
    "як де що чи це мені можу коли скільки який яка яке треба потрібно та у про чому хто моя мій".split()
)
_PERSIAN = re.compile("[پچژگک‌ی]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_TURKISH = re.compile("[ğışĞİŞ]")
_GERMAN = frozenset(
    "ich mein meine meinen wie wo was wer wann ist sind muss kann darf der die das ein eine für mit nicht und oder bekomme brauche habe gibt hallo welche wohin lange".split()
)
_ENGLISH = frozenset("i my how where what who when is are must can may do does the a an for with not and or get need have there hello which to in of".split())  # fmt: skip


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
    german = len(words & _GERMAN) + bool(re.search("[äöüß]", text.lower()))
    english = len(words & _ENGLISH)
    if german != english:
        return "de" if german > english else "en"
    return text_language(text, "en")
