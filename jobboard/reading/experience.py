"""How much experience does an ad ask for? The words, and the years where it says them."""

import re
from dataclasses import dataclass

from jobboard.reading.lines import WISH, around

_NUMBERS = {
    "ein": 1, "eine": 1, "einem": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4,
    "fünf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8, "eight": 8, "zehn": 10, "ten": 10,
}  # fmt: skip
_WORDED = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_COUNT = rf"(?P<low>\d{{1,2}}|{_WORDED})"
_KIND = r"(?:\w*erfahrung(?:en)?\b|\w*praxis\b|\w*experience\b)"
_YEARS = (
    re.compile(
        rf"(?<![\w.,-]){_COUNT}(?![a-zäöü])(?:\s?\(\w{{1,5}}\))?\s?(?:\+|plus|bis|-|–|to|oder mehr|or more|oder|or)?\s?(?:(?:\d{{1,2}}|{_WORDED})\s?\+?)?\s?-?\s?"
        rf"(?:jahre?n?|jährige[rn]?|years?|yrs?|j\.)[’'`´]?s?\s?(?:of\s)?(?:[^.;\n\d]{{0,60}}?)\b{_KIND}"
    ),
    re.compile(
        rf"{_KIND}[^.;\n\d]{{0,45}}?(?:mind(?:estens|\.)?|at least|min\.?|von|i\.\s?d\.\s?r\.\s?>?|>|\(|:)\s?{_COUNT}\s?(?:\+|-\s?\d+|–\s?\d+)?\s?(?:jahre|years|j\.)"
    ),
)
_WORDS = re.compile(
    r"(?:mehrjährige\w*|langjährige\w*|einschlägige\w*|erste\w*|fundierte\w*|umfangreiche\w*|umfassende\w*|relevante\w*|nachweisbare\w*|nachgewiesene\w*|ausgeprägte\w*|gute\w*|praktische\w*|"
    r"tiefgehende\w*|breite\w*|berufliche\w*|weitreichende\w*|several years|multiple years|proven|solid|extensive|strong|relevant|hands-on|practical|professional|previous|prior|demonstrated|significant|initial|first|deep|some|many years|work)\s"
    rf"(?:(?:of|und|and|oder|or|[\w/-]+),?\s){{0,5}}?{_KIND}|(?:berufs|projekt|führungs|branchen|praxis|arbeits|leitungs|vertriebs)-?erfahrung(?:en)?\b"
)
_BEGINNERS = re.compile(
    r"berufseinsteiger\w*|berufsanfänger\w*|keine (?:\w+\s)?(?:berufs|vor)?-?(?:erfahrung|kenntnisse)\w* (?:\w+\s)?(?:erforderlich|nötig|notwendig)|no (?:prior |previous )?experience (?:is )?(?:required|needed|necessary)|auch ohne (?:berufs|vor)?erfahrung"
)
# Experience that the employer has, offers or sells.
_OURS = re.compile(
    r"unsere[rnms]?\s(?:\w+\s){0,3}\w*erfahrung|wir (?:haben|verfügen|blicken|bieten|sind|bringen)|our (?:\w+\s){0,3}experience|kundenerfahrung|(?:user|customer|candidate|employee|shopping|guest|client|learning|digital|brand|driving|player|patient|developer|gaming|viewing|visitor)[ -]experience|"
    r"experience[- ]?(?:design|platform|team|cloud|manager|center|level)|seit (?:über |mehr als )?\d+ jahren|erfahrung(?:en)? (?:sammeln|zu sammeln|weiterzugeben|auszutauschen|austausch)|erfahrungs(?:austausch|stufe|zeit|bericht)|je nach (?:\w+\s)?(?:qualifikation und )?(?:\w*erfahrung)|depending on|based on (?:your )?(?:\w+\s)?experience|"
    r"gain(?:ing)?\s(?:\w+\s){0,3}experience|experience (?:the|our|a|imposter|how)\b|sammelst|sammeln sie|live experiences|wertvolle (?:\w+\s)?erfahrung|unternehmen mit|bietet mit|substitut|salary|mit (?:über|mehr als) \d+ jahren|company with|commensurate|we have|over \d+ years|mehr als \d+ jahre[n]? (?:am|auf dem|im) markt|erfahrene[rn]? (?:kolleg|team|trainer|mentor)"
)
_HINT = re.compile(r"erfahrung|experience|praxis|berufseinsteiger|berufsanfänger|vorkenntnisse")


@dataclass(frozen=True, slots=True)
class Experience:
    """What an ad asks for: its words, and the fewest years if it counts them (0 where beginners are welcome)."""

    words: str = ""
    years: float | None = None


def read_experience(text: str) -> Experience:
    """The experience asked for: the first that counts years, else the first in words; a wish is no need."""
    worded = Experience()
    for line in text.split("\n"):
        low = line[:4000].lower()
        if not _HINT.search(low) or _OURS.search(low) or (WISH.search(low) and len(low) < 240):
            continue
        if beginners := _BEGINNERS.search(low):
            worded = worded if worded.words else Experience(around(line, *beginners.span()), 0.0)
            continue
        for pattern in _YEARS:
            if (match := pattern.search(low)) and 0 < (years := _number(match["low"])) <= 20:
                return Experience(around(line, *match.span()), years)
        if not worded.words and (match := _WORDS.search(low)):
            worded = Experience(around(line, *match.span()))
    return worded


def _number(word: str) -> float:
    return float(_NUMBERS[word]) if word in _NUMBERS else float(word)


def years_of(words: str) -> float | None:
    """The years a source's own field names: "3-5 years", "mehr als 5 Jahre"."""
    match = re.search(
        rf"(?<!\w){_COUNT}\s?\+?\s?(?:(?:-|–|bis|to)\s?\w+\s)?\s?-?(?:jahr|jährig|year|yr)", words.lower()
    )
    return _number(match["low"]) if match else None
