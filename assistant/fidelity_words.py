"""Which words carry the facts of a sentence? Numbers with what they count, months, names, offices, and words that turn a rule."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from assistant.figures import figures
from assistant.phrases import Phrases, table, written

SENSE = (
    "neutral",
    "most",
    "least",
    "only",
    "may",
    "must",
    "reach",
    "condition",
    "negation",
)  # in this order, each without those before
_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f' ](?=\d{3}\b)\d{3})*(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[€%٪]")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s+)[\s„“”\"'«(]*")
_ONLY_IN = {"an": {"ro", "fr"}, "mes": set[str](), "ore": {"ro"}, "ora": {"ro"}}  # elsewhere another word
_SYMBOLS = {"€": "currency", "%": "percent", "٪": "percent"}
_PREFIX = re.compile("^(?:[وف])?(?:[بلك])?(?:ال)?")  # what Arabic writes in one with the word
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NEAR = 2  # words after a number within which stands what it counts
_STEM = 4  # letters that two forms of a name share at least
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_CAPITALS = frozenset({"de", "en", "uk", "ru", "tr", "pl", "ro", "fr"})  # languages that write names in capitals
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё",
        "a b v g g d e e sh z i i i i k l m n o p r s t u f h z tsch sch sch _ u a i e _ e".split(),
        strict=True,
    )
)


@cache
def _table() -> dict[str, dict[str, str]]:
    return table("fidelity")


LANGUAGES = frozenset(table("fidelity")["negation"])


@cache
def phrases(name: str, language: str) -> Phrases:
    """The phrases of a class in a language."""
    return Phrases(_table()[name][language])


def _fold(word: str) -> str:
    return written(word).strip().replace(" ", "")


@cache
def _counting(language: str) -> dict[str, str]:
    """Number words of a language, folded, with their value; "_" joins two words."""
    pairs = (one.rpartition("=") for one in _table()["numbers"][language].split())
    return {"_".join(map(_fold, word.split("_"))): value for word, _, value in pairs}


@cache
def _units() -> dict[str, str]:
    """Folded word to what it counts."""
    rows = table("units")
    every = [*rows["units"].items(), *rows["pairs"].items(), *_table()["units"].items()]
    every.append(("currency", rows["currency"]["words"]))
    return {_fold(word): name for name, said in every if name != "children" for word in said.split() if "*" not in word}


@cache
def _listed(name: str) -> dict[str, str]:
    """Folded word to its number, for months and weekdays; abbreviations are too much like other words."""
    rows = table("units")["months"] if name == "months" else _table()[name]
    return {_fold(word): number for number, said in rows.items() for word in said.split() if len(word) > 2}


def _unit(word: str, language: str) -> str:
    if language not in _ONLY_IN.get(word, LANGUAGES):
        return ""
    known = _units()
    return _SYMBOLS.get(word) or known.get(word) or known.get(_PREFIX.sub("", word)) or ""


def counted(text: str, language: str) -> dict[str, set[str]]:
    """The numbers of a text, in digits or words from two up, each with what is said to be counted: {"30": {"currency"}}."""
    tokens = [(token, token if token in _SYMBOLS else _fold(token)) for token in _TOKEN.findall(text)]
    numbered = [(at, numbers) for at in range(len(tokens)) if (numbers := _numbers(tokens, at, language))]
    words = [word for _, word in tokens]
    units = [_units_at(words, at, {one for one, _ in numbered}, language) for at, _ in numbered]
    for here, there in [*zip(range(len(units)), range(1, len(units)), strict=False)]:
        near = numbered[there][0] - numbered[here][0] <= _NEAR + 1  # "3 to 5 days", "EUR 30 or 50"
        if near and not any(_YEAR.fullmatch(tokens[numbered[one][0]][1]) for one in (here, there)):
            units[here] = units[here] or units[there]
            units[there] = units[there] or units[here]
    found: dict[str, set[str]] = {}
    for (_, numbers), counts in zip(numbered, units, strict=True):
        for number in numbers:
            found.setdefault(number, set()).update(counts)
    return found


def _numbers(tokens: list[tuple[str, str]], at: int, language: str) -> frozenset[str]:
    token, word = tokens[at]
    if token[0].isdigit():
        return figures(token)
    known = _counting(language)
    after = f"{word}_{tokens[at + 1][1]}" if at + 1 < len(tokens) else ""
    before = f"{tokens[at - 1][1]}_{word}" if at else ""
    value = known.get(after) or (None if before in known else known.get(word) or known.get(_PREFIX.sub("", word)))
    return frozenset({value} if value else ())


def _units_at(words: list[str], at: int, numbered: set[int], language: str) -> set[str]:
    """What the number at a place counts: the word itself ("سنتين"), a currency before it, or what follows soon."""
    if own := _unit(words[at], language):
        return {own}
    if at and (before := _unit(words[at - 1], language)) in ("currency", "percent"):
        return {before}
    for place in range(at + 1, min(at + 1 + _NEAR, len(words))):
        if place in numbered:
            break
        if unit := _unit(words[place], language):
            return {unit} - ({"years"} if _YEAR.fullmatch(words[at]) else set())
    return set()


def units(text: str, language: str) -> set[str]:
    """All that is counted or that something is counted by in a text: an amount "a month" is another one "a year"."""
    words = ["", *(token if token in _SYMBOLS else _fold(token) for token in _TOKEN.findall(text)), ""]
    return {
        unit
        for at, word in enumerate(words)
        if (unit := _unit(word, language))
        and not (unit == "years" and any(_YEAR.fullmatch(near) for near in (words[at - 1], words[at + 1])))
    }


def months(text: str) -> set[str]:
    """The months named, as numbers; "may" and "march" in small letters are verbs."""
    known = _listed("months")
    return {
        known[word]
        for token in _WORD.findall(text)
        if (word := _fold(token)) in known and not (token in ("may", "march", "mars") or word in ("mar", "son"))
    }


def weekdays(text: str) -> set[str]:
    """The days of the week named, as numbers."""
    known = _listed("weekdays")
    return {known[word] for word in map(_fold, _WORD.findall(text)) if word in known}


def sense(text: str, language: str) -> dict[str, int]:
    """How often a text has each class of the words that turn a rule round."""
    rest = written(text)
    found: dict[str, int] = {}
    for name in SENSE:
        known = phrases(name, language)
        found[name] = len({start for start, _ in known.spans(rest)})
        if name in ("neutral", "most", "least"):  # "not more than" denies nothing
            rest = known.without(rest)
    found["loosely"] = len({start for start, _ in phrases("loosely", language).spans(rest)})
    return found


def new_offices(text: str, target: str, original: str, language: str) -> bool:
    """Whether a text sends people to an office where the original names none; within a language, to one of another name."""
    low, known = written(text), written(original)
    said = list(phrases("offices", target).spans(low))
    if said and not phrases("offices", language).within(known):
        return True
    if target != language:
        return False
    kept = {word[:_STEM] for word in known.split()}
    named = [word for start, end in said for word in low[start:end].split()]
    if target == "en":  # "tax office" is two words
        named += [word for start, _ in said for word in low[:start].split()[-1:] if word not in _openers("en")]
    return any(word[:_STEM] not in kept for word in named)


@cache
def _plain(language: str) -> frozenset[str]:
    return frozenset(map(_fold, _table()["plain"].get(language, "").split()))


@cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(map(_fold, _table()["openers"].get(language, "").split()))


def new_names(text: str, original: str, target: str) -> list[str]:
    """Names in a text that the original does not have: capital words, and Latin words in a text of another script."""
    known = {_sound(word) for word in _WORD.findall(original)}
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = match.start() in starts
        if _is_name(word, first, target) and not _known(word, known, target, first=first):
            found.append(word)
    return found


def _is_name(word: str, first: bool, target: str) -> bool:
    if target in ("uk", "ru", "ar", "fa") and _LATIN.match(word):
        return True
    if target not in _CAPITALS or not word[0].isupper():
        return False
    return not first or target in ("de", "en") or (word.isupper() and len(word) > 1)


def _known(word: str, known: Iterable[str], target: str, *, first: bool) -> bool:
    folded = _fold(re.split(r"['’]", word)[0])
    if folded in _plain(target) or (first and folded in _openers(target)):
        return True
    sound = _sound(word)
    return any(_same(sound, one) for one in known)


def _same(sound: str, other: str) -> bool:
    """Whether two words are forms of one: the same, or alike up to an ending."""
    if sound == other:
        return True
    shorter, longer = sorted((sound, other), key=len)
    shared = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return (shared >= _STEM and len(longer) - shared <= 3) or (
        len(shorter) > _STEM and (longer.startswith(shorter) or longer.endswith(shorter))
    )


def _sound(word: str) -> str:
    """A word folded, Cyrillic in Latin letters, as far as it matters for names; a Turkish ending behind the apostrophe is cut."""
    stem = re.split(r"['’]", word)[0] if word[0].isupper() and len(re.split(r"['’]", word)[0]) > 1 else word
    folded = "".join(_CYRILLIC.get(ch, ch) for ch in unicodedata.normalize("NFC", stem).lower())
    return re.sub(r"(.)\1", r"\1", _fold(folded).replace("g", "h"))
