"""Where one may work from: countries and regions that a sentence about the work mode names, and those it shuts out.

Names are CLDR's, German and English; codes are ISO 3166, UN M49 for continents, "EU" and "worldwide".
"""

import re
from functools import cache

from babel import Locale

# A name becomes one character of a private use area, so that patterns of words can say "a place here".
_FIRST_NAME, _FIRST_REACH, _END = 0xE000, 0xE800, 0xF000
NAME = f"[{chr(_FIRST_NAME)}-{chr(_FIRST_REACH - 1)}]"
REACH = f"[{chr(_FIRST_REACH)}-{chr(_END - 1)}]"  # "deutschlandweit": says by itself that one may work all over it
ANY = f"[{chr(_FIRST_NAME)}-{chr(_END - 1)}]"
_FOREIGN = re.compile(ANY)

_DACH = ("DE", "AT", "CH")
_CONTINENTS = ("002", "003", "005", "009", "142", "419")
# Written as they stand: "us" is a pronoun, "US" a country.
_SHORT = {
    "US": ("US",), "USA": ("US",), "U.S.": ("US",), "UK": ("GB",), "U.K.": ("GB",), "GB": ("GB",), "UAE": ("AE",),
    "EU": ("EU",), "EEA": ("EU",), "EWR": ("EU",), "EMEA": ("EU",), "DACH": _DACH, "D-A-CH": _DACH, "D/A/CH": _DACH,
    "LATAM": ("419",), "LatAm": ("419",), "APAC": ("142",),
}  # fmt: skip
_NAMES = {
    "BRD": ("DE",), "Bundesgebiet": ("DE",), "Bundesrepublik": ("DE",), "Bundesrepublik Deutschland": ("DE",),
    "Europa": ("EU",), "Europe": ("EU",), "European Union": ("EU",), "Europäische Union": ("EU",),
    "Europäischen Union": ("EU",), "Allemagne": ("DE",), "Alemania": ("DE",), "Duitsland": ("DE",),
    "Holland": ("NL",), "Great Britain": ("GB",), "Großbritannien": ("GB",), "England": ("GB",),
    "United States of America": ("US",), "Vereinigte Staaten": ("US",), "Czech Republic": ("CZ",), "Turkey": ("TR",),
    "Tschechische Republik": ("CZ",), "Vereinigten Königreich": ("GB",), "Vereinigten Staaten": ("US",),
}  # fmt: skip
_WIDE = r"[ -]?(?:weite?[rns]?|wide)(?![a-zäöü])"
_REACHES = (
    (rf"(?:deutschland|bundes|germany){_WIDE}", ("DE",)),
    (rf"österreich{_WIDE}|austria{_WIDE}", ("AT",)),
    (rf"schweiz{_WIDE}", ("CH",)),
    (rf"(?:europa|europe|eu){_WIDE}", ("EU",)),
    (rf"dach{_WIDE}", _DACH),
    (rf"(?:welt|world){_WIDE}",
     ("worldwide",)),
)  # fmt: skip
_WORLD = r"(?i:(?<=anywhere )(?:in the world|on earth)|(?<=everywhere )in the world|(?<=überall )(?:in|auf) der welt)"
# Names that are more often something else in an ad.
_AMBIGUOUS = {"Jersey", "Georgia", "Island", "Man", "Mayotte", "Niger", "Sark", "Jordan", "Guam", "world", "Welt"}


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]], list[tuple[str, ...]]]:
    """The pattern of every name, name to codes, and the codes of each `_REACHES` group."""
    names: dict[str, tuple[str, ...]] = {}
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            known = (len(code) == 2 and code.isalpha() and code not in ("EZ", "UN", "QO", "ZZ")) or code in _CONTINENTS
            if known and name not in _AMBIGUOUS:
                names[name] = (code,)
    names |= _NAMES
    names |= {name.upper(): codes for name, codes in names.items() if name.upper() != name}
    written = sorted(names, key=len, reverse=True)
    reaches = "|".join(f"(?P<reach{at}>(?i:{words}))" for at, (words, _) in enumerate(_REACHES))
    short = "|".join(map(re.escape, sorted(_SHORT, key=len, reverse=True)))
    pattern = re.compile(
        rf"(?<![\w#])(?:{reaches}|(?P<world>{_WORLD})|(?P<short>{short})(?![\w]|-[a-z])|(?P<name>{'|'.join(map(re.escape, written))})(?:[sS]|'s)?"
        r"(?![\wäöüß](?!ased))(?:-based)?)"
    )
    return pattern, names, [codes for _, codes in _REACHES]


def mark(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The text with each name as one character, and what each such character means."""
    pattern, names, reaches = _table()
    meaning: dict[str, tuple[str, ...]] = {}

    def one(match: re.Match[str]) -> str:
        group = match.lastgroup or ""
        codes = (
            reaches[int(group[5:])]
            if group.startswith("reach")
            else ("worldwide",)
            if group == "world"
            else _SHORT.get(match["short"] or "") or names[match["name"]]
        )
        first, limit = (_FIRST_REACH, _END) if group.startswith("reach") else (_FIRST_NAME, _FIRST_REACH)
        sign = chr(min(first + len(meaning), limit - 1))
        meaning[sign] = codes
        return sign

    return pattern.sub(one, _FOREIGN.sub(" ", text)), meaning


_AND = r"(?: ?(?:[,/+&]|[,/] ?(?:und|oder|and|or)|-| und | oder | and | or | sowie ) ?(?:(?:der|die|den|dem|the|in|aus|from) )*)"
LIST = rf"{ANY}(?:{_AND}{ANY})*"
_ARTICLE = r"(?:(?:ganz|gesamten?|de[rsnm]|die|the|all(?: of)?|whole|anywhere|in|from|aus|eu-länder|of|entire|other countries in) )*"
_OUT = re.compile(
    r"(?:au(?:ß|ss)er|ausgenommen|mit ausnahme (?:von|der|des)|abgesehen von|exklusive|\bN|except(?:ing)?(?: for)?|exclud(?:es?|ing)|excl\.|"
    r"other than|apart from|\bN (?:be )?(?:available |open |possible |hiring |eligible |möglich )?(?:in|from|for|to|aus|für)|"
    rf"\bN (?:hire|employ)\w* (?:in|from)) {_ARTICLE}(?P<out>{LIST})"
)
_BEYOND = re.compile(
    rf"\bN (?:von |from |\w+ )?(?:außerhalb|outside(?: of)?) {_ARTICLE}(?P<in>{LIST})"
    rf"|(?:außerhalb|outside(?: of)?) {_ARTICLE}(?P<in2>{LIST})[^.|;]{{0,30}}(?:\bN\b|ausgeschlossen)"
)
_PERSON = (
    r"(?:(?:must|need\w*|have to|müssen|musst|muss|sollte\w*|soll|bewerber\w*|candidates?|applicants?|voraussetzung\w*|required?|requirement|only|nur|F)\b[^.|;]{0,40}?|"
    r"(?:you|du|sie|ihr) (?:are |bist |sind |should be |currently )?(?:\w+ )?)"
)
_LIVES = r"(?:based|located|resid\w+|liv(?:e|es|ing)|domiciled|wohn\w*|leb(?:st|en|t)|ansässig|gemeldet|legally reside)"
_DWELLING = re.compile(
    rf"\b{_PERSON}\b{_LIVES}(?: \w+)? (?:in|within|innerhalb|across) {_ARTICLE}(?P<a>{LIST})"
    rf"|(?:(?:erst|haupt)?wohnsitz|wohnort|wohnhaft|ansässig|lebensmittelpunkt|residence|residency|residents?|meldeadresse|steuersitz)[^.|;]{{0,20}}?(?:in|within|innerhalb|of|is|:) {_ARTICLE}(?P<b>{LIST})"
    rf"|in {_ARTICLE}(?P<c>{LIST}) (?:wohnhaft|ansässig|wohn\w+|leb\w+|gemeldet|gemeldeter wohnsitz)"
)
_ONLY = re.compile(
    rf"(?P<d>{LIST})[ -]*(?:only|residents|candidates only|nur|wohnsitz erforderlich)\b"
    rf"|(?:only|nur|F) (?:(?:open|available|possible|hiring|offered|for|to|möglich|in|within|from|aus|innerhalb|candidates|bewerber\w*|applicants|residents|people) )*{_ARTICLE}(?P<e>{LIST})"
)


def read_area(line: str, meaning: dict[str, tuple[str, ...]], near: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes one may work from and the codes shut out, in the order they are named.

    `line` is a folded line marked by `mark`; `near` are the characters in it that stand for work at home: a place
    counts beside them, or where the line says that one must live there (without `near`: only there).
    """
    if not meaning:
        return (), ()
    excluded: list[str] = []
    area: list[str] = []

    def codes(text: str) -> list[str]:
        return [code for sign in text for code in meaning.get(sign, ())]

    for match in _BEYOND.finditer(line):
        area += codes(match["in"] or match["in2"])
    for match in _OUT.finditer(line) if near else ():
        excluded += codes(match["out"])
    line = _OUT.sub(" ", _BEYOND.sub(" ", line))
    patterns = (_DWELLING, _ONLY, _beside(near)) if near else (_DWELLING,)
    for pattern in patterns:
        for match in pattern.finditer(line):
            area += codes(match[0])
    found = dict.fromkeys(area)
    if len(found) > 1:
        found.pop("worldwide", None)
    return tuple(code for code in found if code not in excluded), tuple(dict.fromkeys(excluded))


# A line without one of these does not say where one must live.
DWELLING = re.compile(
    r"(?i)wohn|ansässig|lebensmittelpunkt|(?:based|located|live|living|domiciled) (?:in|within)|resid|outside|außerhalb"
)


@cache
def _beside(near: str) -> re.Pattern[str]:
    within = rf"(?:(?:U|in|within|innerhalb|aus|von|from|across|throughout|anywhere in|for|nur|only|auch|überall|möglich|work|arbeiten|zu|based|ok|friendly|job|role|position|stelle|opportunity|company|mode|anteil|flexibel|U) )*{_ARTICLE}"
    return re.compile(
        rf"\bU {within}{LIST}|[{near}] ?[,:(/|\[-]*[ ]?{within}{LIST}"
        rf"|{REACH}(?: \w+){{0,3}} [{near}]|[{near}](?: [\w~]+){{0,4}} ?[(,|]? ?{REACH}"
        rf"|{LIST}[ ]?[-,:(/|\[]*[ ]?(?:only |based |oder |or |auch |und |per |via |voll |ganz |zu |F )*[{near}]"
        rf"|(?:standort|location|arbeitsort|einsatzort|ort|wählen|wahl|wählbar|tätig|working|work|arbeite\w*|live|based|wherever you want|wo (?:du|sie) \w+) ?[(:]? ?{within}{LIST}(?=[^.]*[{near}])"
        rf"|[{near}][^.]*?(?:frei(?:e[rn]?)? (?:wähl\w+|wahl)|from|von überall|anywhere|wherever you \w+) {within}{LIST}"
    )
