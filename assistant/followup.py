"""Does a question lean on what was said before? "And for my wife?" is completed from it; a full new question is not."""

import re
from functools import cache

from assistant.knowledge import After
from assistant.phrases import Phrases, table, written
from assistant.session import Topic
from assistant.situation import asks
from index.analysis import STOPWORDS

MOST_TEXTS = 5  # each is searched for
LONGEST = 25  # words; whoever writes more says what it is about
_LEANING = 12  # words; a longer message does not lean on the last by its opening alone
_SHORT = 5
_OWN_WORDS = 3  # words of its own that a question may have and still lean on the last
_BARE = 1  # words of its own with which a question says too little to be held against an article by itself
_ADDED_WORDS = 1  # words of its own in "my daughter is 16 already", which only adds to a question
_PARTS = re.compile(r"(?<=[.:;,!?؟،…\n])\s*")
_LONG = 25  # words of a message that tells a story before it asks
_SENTENCE = re.compile(r"(?<=[.!?؟…\n])\s+")
_LEAST_ASKED = 3  # words of its own that make a sentence a question by itself


@cache
def _phrases(kind: str, language: str) -> Phrases:
    rows = table("followups")[kind]
    row = rows.get(language, rows["en"])
    return Phrases(row.split("; ") if isinstance(row, str) else row)


@cache
def _wishes() -> dict[str, Phrases]:
    return {code: Phrases(phrases) for code, phrases in table("followups")["languages"].items()}


@cache
def _asked_aspects() -> dict[str, Phrases]:
    return {name: Phrases(phrases) for name, phrases in table("followups")["named"].items()}


@cache
def _years() -> dict[str, Phrases]:
    return {step: Phrases(phrases) for step, phrases in table("followups")["years"].items()}


def searched(text: str, before: str, topic: Topic | None, language: str) -> tuple[str, ...]:
    """The texts to look for evidence with, the likeliest first. `before` are the words that were asked or told before, with
    which a text that names no topic is completed; one that has words of its own may mean either. `topic` is that of the last
    answer."""
    low = written(text)
    if not before or not 0 < len(low.split()) <= LONGEST:
        return (text,)
    completed: tuple[str, ...] = (f"{before} {text}",)
    if topic and topic.words != before and not asks(before):
        completed += (f"{topic.words} {text}",)  # "I see" was said in between
    own = own_words(text, language)
    if not own:
        return completed
    leans = _phrases("openers", language).within(low) or _points(low, language, own)
    told = not asks(before) or (len(own) <= _ADDED_WORDS and not asks(text))
    short = len(own) <= _OWN_WORDS and len(low.split()) <= _LEANING
    return (completed[0], text, *completed[1:]) if short and (leans or told) else (text, *completed)


def last_answer(text: str, texts: tuple[str, ...], before: str, topic: Topic | None, language: str) -> After | None:
    """What a message comes after, if it may lean on what was said before."""
    if texts == (text,):
        return None
    article, passage = (topic.article, topic.passage) if topic else ("", 0)
    bare = len(own_words(text, language)) <= _BARE
    return After(article, passage, text, before, leans=texts[0] != text, told=not asks(before), bare=bare)


def asked_aspect(text: str) -> str:
    """What a question about a part of a topic ("and what does it cost?") is about, in words that articles have."""
    low = written(text)
    return " ".join(name for name, phrases in _asked_aspects().items() if phrases.within(low))


def named_year(text: str, year: int) -> str:
    """The year a text means by "next year" or "last year", where `year` is the present one, or ""."""
    low = written(text)
    return next((str(year + int(step)) for step, phrases in _years().items() if phrases.within(low)), "")


def shortened(text: str, language: str) -> tuple[str, ...]:
    """What a long message may come to: its last question, and that with the sentence before it."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    if len(text.split()) < _LONG or len(sentences) < 2:
        return ()
    last = max((at for at, one in enumerate(sentences) if asks(one)), default=len(sentences) - 1)
    asked = (sentences[last], " ".join(sentences[max(0, last - 1) : last + 1]))
    return asked if len(own_words(sentences[last], language)) >= _LEAST_ASKED else asked[1:]


def own_words(text: str, language: str) -> list[str]:
    """The words of a question that may name a topic: not those that only lean on one or ask about a part of it."""
    low = written(text)
    for kind in ("openers", "aspects", "pointers"):
        low = _phrases(kind, language).without(low)
    for phrases in _asked_aspects().values():
        low = phrases.without(low)
    return [word for word in low.split() if word != "~" and word not in STOPWORDS and not word.isdecimal()]


def wished_language(text: str) -> tuple[str, str]:
    """The language in which a text asks to be answered ("in English please"), or "", and what else it says."""
    low = written(text)
    code = next((code for code, phrases in _wishes().items() if phrases.within(low)), "")
    if not code:
        return "", text
    parts = [part for part in _PARTS.split(text) if not _only_wishes(part, code)]
    return code, " ".join(part.strip() for part in parts)


def _only_wishes(part: str, code: str) -> bool:
    left = _wishes()[code].without(written(part))
    return not own_words(_phrases("polite", "en").without(left), code)


def _points(low: str, language: str, own: list[str]) -> bool:
    """Whether a pointing word points back: it ends the question, or the question is short and it stands before no word of
    its own ("das Kindergeld")."""
    ends = [end for _, end in _phrases("pointers", language).spans(low)]
    short = len(low.split()) <= _SHORT
    return any(not low[end:].strip() or (short and low[end:].split()[0] not in own) for end in ends)
