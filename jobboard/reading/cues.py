"""The words by which ads say where the work is done, and the sign that each word class becomes.

A folded line (lower case, one kind of hyphen) is rewritten so that rules can speak of classes: capital letters are
signs, everything else stays a word. "Bis zu zwei Home-Office-Tage pro Woche" becomes "bis zu 2 H D W". German and
English, with what of French, Spanish and Dutch such ads use. Blanks are optional where real ads lose them
("Bis zu3-4 Tage Homeofficepro Woche").
"""

import re

from jobboard.reading.traps import PROSE_TRAPS, TRAPS

_DAY = r"(?:arbeits|kalender)?tage?n?s?(?![a-zäöüß])|days?\b|jours?\b|d[ií]as?\b|dag(?:en)?\b|(?<=\d)x(?![a-z0-9])|(?<=\d) x(?= )|mal\b(?= (?:pro|im|in der|die|a|per))|times\b"
_DAY_START = r"(?:(?<![a-zäöüß])|(?<=präsenz)|(?<=praesenz)|(?<=office)|(?<=remote)|(?<=büro)|(?<=buero)|(?<=ort)|(?<=arbeits)|(?<=mobil)|(?<=site)|(?<=homeoffices)|(?<=anwesenheits))"
_PER = r"(?:(?:pro|in der|der|je|jede[rn]?|in einer|die|/|a|per|each|every|im|par|in jedem|a la|al|of the|in the|p\.)\s?(?:kalender|arbeits)?)"
_NUMBERS = {
    "zwei": 2, "zweien": 2, "two": 2, "deux": 2, "dos": 2, "twee": 2, "drei": 3, "three": 3, "trois": 3, "tres": 3, "drie": 3, "vier": 4,
    "four": 4, "quatre": 4, "cuatro": 4, "fünf": 5, "fuenf": 5, "five": 5, "cinq": 5, "cinco": 5, "sechs": 6, "six": 6, "sieben": 7,
    "seven": 7, "acht": 8, "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10, "elf": 11, "zwölf": 12, "twelve": 12, "fünfzehn": 15,
    "zwanzig": 20, "twenty": 20,
}  # fmt: skip
_WEEKDAY = r"montag|dienstag|mittwoch|donnerstag|freitag|monday|tuesday|wednesday|thursday|friday|mondays|(?:mo|di|mi|do|fr)(?=[ ,/-]+(?:mo|di|mi|do|fr|und|bis)\b)"

# Sign, and the pattern it stands for; the first that matches at a place wins.
_CLASSES: tuple[tuple[str, str], ...] = (
    # what says nothing, or negates nothing
    ("~", "|".join(TRAPS)),
    (
        "~",
        r"(?:nicht|not|kein\w*|n't|no)\s(?:nur|problem\w*|frage|fremdwort|starre\w*|pendel\w*|arbeitsweg\w*|anfahrt\w*|stau\b|commut\w*|muss\b|zwang|thema|erst|einmal|extra\b|luxus|tabu|selbstverständlich\w*|hindernis|"
        r"hexenwerk|ausnahme|limited|just|only|immer|täglich|jede[nr]?\b|every|always|selten|necessarily|negotiable|zuletzt|wunder|wohin|where\b|somewhere|whether|wann)(?: ein)?|ohne (?:starre \w+|weiteres|probleme?|wenn und aber)|no problem|warum nicht|why not",
    ),
    # remote in kind
    ("S", r"remote[- ]?first\w*(?! responder)|(?:dezentrales|verteiltes|remote) team\b|remote[- ]?(?:company|unternehmen|role|position|job\b|stelle\b|vacancy|opportunity|contract|project|freelance\w*|team member\w*)|"
          r"(?:home|homeoffice)[ -]?based|heimbasiert\w*|virtual (?:position|role|job)\b(?!-)|remote[- ](?:by (?:default|design)|native)\b|virtuelle (?:stelle|position)\b"),
    ("V", r"(?:orts|standort|wohnort|wohnorts)(?:un|-un)(?:abhängig|gebunden)\w*|location[- ]independent\w*"),
    # the home as a place of work
    ("H", r"homeoffices?|home[ -]?work(?:ing)?\b|mobil(?:e[snmr]?)?[ -]?(?:zu )?(?:arbeit(?:en|ens|s(?=möglich))?(?![a-zäöüß](?!öglich))|office\b|working|work\b)|mobilarbeit\w*|mobilwork|"
          r"mobile arbeits(?=möglich|form|modell|option)|mobil(?=\s(?:gearbeitet|tätig|zu arbeiten|möglich))|alternierende[nrs]? arbeit\w*|(?:mobil|remote|homeoffice)fähig\w*|"
          r"remote[- ]?(?:zu )?(?:arbeit(?:en|ens|st|s(?=möglich|platz|tag|modell|anteil|option))?(?![a-zäöüß])|work(?:ing|s)?\b|gearbeitet)|tele-?arbeit(?:splatz\w*|en|sf\w*)?(?![a-rt-zäöüß])|teleworking|telework\b|telecommut\w*|"
          r"(?:von|vom)\s?(?:zu\s?hause?|zuhause|daheim|eigenen zuhause)(?: aus)?|work(?:ing)?[ -]from[ -](?:your )?home(?!office)|from (?:your (?:own )?)?home\b|at-home work|(?:from )?the comfort of (?:your|my) (?:own )?home|work(?:ing)? at home|\bwfh\b|"
          r"heimarbeit(?!er)\w*|fernarbeit\w*|t[ée]l[ée]-?travail|(?<=jours )tt\b|(?<=jour )tt\b|(?<=de )tt\b|teletrabajo|smart working|(?:vo[nm]|am|aus) (?:\w+ )?heimischen \w+|(?:von|in|aus) (?:den|deinen|ihren) (?:eigenen )?vier wänden(?: aus)?|thuis\s?werk\w*|\bh/?o\b(?! chi)|tele-office|mobilitätsarbeit|trabajo remoto|travail à distance"),
    ("R", r"remote(?:ly|n|s)?(?![a-zäöüß])|remote(?=vo[nm]|möglich|anteil|option|tag|quote)|fernarbeitsplatz|teleremoto|remoto\b|(?:aus|in) der ferne"),
    # hybrid work
    ("Y", r"hybrid\w*[ -]?(?:arbeit\w*|modell?\w*|set-?up|work\w*|office|regelung\w*|konzept\w*|schedule\w*|option\w*|zusammenarbeit\w*|mix|möglich\w*|teams?\b|culture|kultur|policy|mode\b|arrangement\w*|approach|environment|job|stelle\b|lösung\b|basis|teilweise)|"
          r"(?:modell?|ist|is|are|arbeiten?|arbeitest|arbeitet|work\w*|wahlweise|gern|auch|vollzeit|teilzeit|unbefristet|flexibel|time|model|modus) ?[:,]? hybrid\w*|hybrid\w*(?=, (?:familien|flexib|famil))|"
          r"hybrid(?:e[nsr]?)? (?=(?:aus|mit|in|at|oder|or|based|from|located|position|und|and|role(?! (?:combining|between|that|which|across)))\b)|hybrid-?modell?\w*"),
    ("~", r"hybride?[nrsm]? (?=[a-zäöü])(?!remote|homeoffice|werken)"),
    ("Y", r"hybrid(?:es|e|er)?(?![a-z0-9äöüß™®-])|h[ií]brid[oa]s?\b|hybride?s? werken"),
    # weak words for home: they count beside a quantity, or beside the office
    ("Z", r"zu\s?hause|zuhause|at home|daheim|mobil\b|home days?|"
          r"\bhome\b(?! ?[-/]?(?:page|town|country))"),
    ("U", r"(?:egal |von )?wo(?:her)? (?:aus )?(?:auch )?(?:immer )?(?:sie|du|ihr|man) (?:am liebsten |gerade |gern )?(?:möchte\w*|will\w*|wollen|wollt|magst|mögen|bist|sind|es gut kannst)|wherever (?:you|they|we)(?:'re| are)?(?: (?:like|want|prefer|choose|please|most))?|"
          r"frei wählbar\w*|(?:von )?(?:dort,? |da,? )?wo es (?:dir|ihnen|euch) (?:am besten )?(?:gefällt|passt)|(?:von|an) welchem (?:ort|standort|platz)\b|(?:von )?überall(?: aus| in| auf der welt)?(?![a-zäöü])|(?:from )?(?:anywhere|everywhere)\b"),
    # the employer's place: as a way to work, as a room, and words that name it only beside a quantity
    ("I", r"(?<!live )vor[ -]ort(?![a-zäöüß])|pr(?:ä|ae)senz(?=tag|termin)|pr(?:ä|ae)senz(?:tätigkeit\w*|stelle|betrieb|arbeit|zeiten?|anteil)?(?![a-zäöüß])|on[- ]?site|in-office|wfo\b|presencial|pr[ée]sentiel|sur site|op locatie|in person\b|in-person|anwesenheit(?:szeiten?)?(?![a-zäöüß])|physical presence|presence\b|office-based"),
    ("O", r"(?<![dsmk]e)i[mn]s?\s?(?:\w+ )?b(?:ü|ue)ro(?![a-zäöüß])|(?:in|aus|from|at|to|into|ins|visit|visiting)\s(?:unsere[mrn]|der|das|dem|die|the|our|your|eine[mr])\s?(?:[\w-]+ ){0,2}(?:b(?:ü|ue)ros?|offices?)\b|(?:in|im|at|from|ins)[ -](?:the |our |dem )?(?:(?!mobil|home|tele)\w+ )?offices?\b|"
          r"(?<![a-z-])office(?=[ -]?(?:tag|day|zeit))|b(?:ü|ue)ro(?=-?(?:tag|zeit))|in der (?:firma|niederlassung|kanzlei|dienststelle|zentrale|praxis)|aus dem b(?:ü|ue)ro|au bureau|op kantoor|en (?:la )?oficina|office attendance"),
    ("B", r"\bb(?:ü|ue)ro\b|\boffice\b|am (?:\w+ )?standort|bei uns\b(?: in \w+)?|im (?:werk|betrieb|haus|labor|unternehmen|headquarters?|hq|team|studio)\b|am arbeitsplatz|at (?:the |our )?headquarters"),
    # how much
    ("P", r"(?:fast|nahezu|beinahe|annähernd|almost|nearly|close to)(?: zu)? (?:100 ?%|100 ?prozent|100 ?percent|vollständig|komplett|ausschließlich|fully|entirely|completely|exclusively)(?: ?ig)?(?![a-zäöü])"),
    ("C", r"(?<![\d.,-])100 ?(?:%|prozent|percent|v\.h\.)(?:ig\w*)?"),
    ("F", r"(?<![a-z])(?:fully|full(?= ?-? ?(?:remote|homeoffice|home|wfh|t[ée]l[ée]|mobil|on-?site|from))|full[ -]?time(?=[ -](?:remote|homeoffice|wfh|work from home|telework|telecommut))|all(?=-)|vollständig\w*|komplett\w*|vollumfänglich|gänzlich|voll(?![a-zäöü])|volle[rns]?(?= (?:remote|homeoffice))|voll(?:zeit-)?(?=remote|homeoffice)|ganz(?= (?:von|im|aus|remote))|rein\w{0,2}(?= (?:remote|homeoffice|mobil|vor ort|im büro|präsenz|in))|rein(?:es|e|er)?(?![a-zäöü])|ausschließlich\w*|"
          r"dauerhaft\w*|permanent\w*|completely|entirely|exclusively|strictly|totalmente|total\b|complet\b|volledig|durchgehend\w*|durchgängig|zu hundert prozent|hundertprozentig\w*)"),
    ("P", r"anteilig\w*|teils\b|teilweise|zum teil|zeitweise\w*|tageweise|stundenweise|blockweise|partly|partially|partial(?![a-z])|partiel\w*|parcial\w*|gedeeltelijk|größtenteils|überwiegend|vorwiegend|mehrheitlich|hauptsächlich|zur hälfte|halbtags|mainly|mostly|predominantly|primarily|largely|"
          r"half of (?:your|the)|in begrenztem umfang|in teilen|abwechselnd|im wechsel|regelmäßig\w*|regularly|wechselweise|alternierend\w*|some days|certain days|einzelne tage|individual days|highly"),
    ("L", r"gelegentlich\w*|occasional\w*|punktuell\w*|vereinzelt\w*|selten\w*|ab und zu|hin und wieder|from time to time|sporadi\w*|rare(?:ly)?\b|sometimes|ab und an|bei bedarf|manchmal|once in a while|now and then"),
    # words that take it back
    ("N", r"(?:nicht|kein(?:e[nmrs]?|er|erlei)?|not|cannot|can't|unable to|never|nein|no|non|pas de|pas|sin|geen|ohne|without|none|weder|nie|unmöglich|impossible)(?![a-zäöüß'])|(?<=[a-z])n't\b"),
    # when
    ("W", rf"{_PER}(?:woche|week|wo\.|semaine|semana)(?![a-zäöü])|(?:wöchentlich\w*|weekly|p\.? ?w\.)(?![a-zäöü])"),
    ("M", rf"{_PER}(?:monat|month|mois|mes|maand)s?(?![a-zäöü])|(?:monatlich\w*|monthly|p\.? ?m\.)(?![a-zäöü])"),
    ("Q", rf"{_PER}(?:quartal|quarter|vierteljahr|trimestre)s?(?![a-zäöü])|(?:quartalsweise|vierteljährlich\w*|quarterly)(?![a-zäöü])"),
    ("J", rf"{_PER}(?:jahr|year|an\b|año)e?s?(?![a-zäöü])|(?:jährlich\w*|yearly|annual(?:ly)?|p\.? ?a\.)(?![a-zäöü])"),
    ("E", rf"(?:jeden |every |on )?(?:{_WEEKDAY})s?(?![a-zäöüß])"),
    ("1 D", r"(?:einmal|once|1mal)\b|ein mal\b"),
    ("2 D", r"(?:zweimal|twice|zwei mal)\b"),
    ("3 D", r"(?:dreimal|three times|3mal)\b"),
    ("4 D", r"(?:viermal|four times|4mal)\b"),
    ("1", rf"(?<![a-zäöüß\d])(?:eine?[nmr]?|one|un|una|één|a(?= (?:day|fixed)))(?=\s?(?:(?:feste[rnm]?|ganze[rnm]?|fixed|fester|weitere[rn]?|tag|fixe[rn]?|single)\s)?(?:homeoffice|remote|präsenz|büro|office|mobil\w*|vor-ort|on-?site|teleheim)?[ -]?(?:arbeits)?(?:{_DAY}|termin))"),
    ("D", rf"{_DAY_START}(?:{_DAY})|{_DAY_START}(?:termine?n?)(?= {_PER}(?:quartal|jahr|monat))|(?<=präsenz)termine?n?"),
    ("mindestens", r"mind\.|min\.|mindestens"),
    ("", r"\b(?:max\.|ca\.|etwa|circa|approx\.?|about|around|zirka|rund|maximal|roughly)\s?"),
)  # fmt: skip
_NUMBER = rf"(?<![a-zäöüß])(?P<number>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?![a-zäöüß])"
_LEXER = re.compile("|".join([*(rf"(?P<c{at}>{pattern})" for at, (_, pattern) in enumerate(_CLASSES)), _NUMBER]))
_SIGNS = {f"c{at}": sign for at, (sign, _) in enumerate(_CLASSES)}
_PROSE = re.compile("|".join(PROSE_TRAPS))

# A line without one of these says nothing about the place of work. Rooms and places say something only beside a
# number or a word such as "only" or "free choice".
_STRONG = (
    r"home|heimb|remot|h[yií]brid|tele-?(?:arb|work|comm|off)|zu ?hause|daheim|ortsun|orts-un|ortsflex|location[- ]independent|w(?:fh|fo)\b|vor[ -]ort|pr(?:ä|ae)senz|pr[ée]sentiel|on[- ]?site|"
    r"in-office|anwesenheit|presence|in[- ]person|any ?where|überall|heimarb|fernarb|aus der ferne|\bh/?o\b|t[ée]l[ée]-?trav|teletra|thuis|smart working|presencial|"
    r"sur site|wherever|(?:^|\W)wo (?:du|sie|ihr|immer|aus)|office[- ](?:first|centric|based)|dezentral|festen standort|alternierende|tage im ho|ortswahl|vier wänden|(?:%|prozent|vollständig|komplett) mobil|where you (?:work|live)|virtual (?:position|role|job)|location: ?virtual|wo es (?:dir|ihnen|euch)|"
    r"mobil\w*[ -]?(?:zu )?(?:ausge|arb|work|off|tätig|möglich|gearb)|(?:arb|work|büro)[^.]{0,24} mobil"
)
_WEAK = r"dienstsitz|dienstort|einsatzort|wohnsitz|welchem ort|heimisch|office|büro|buero|bureau|oficina|kantoor|zentrale|kanzlei|firma|location|arbeitsort|standort|wohnort|arbeitsplatz|weite?[nrs]?\b|worldwide|distributed|virtu|im werk"
_BESIDE = (
    r"\d ?(?:%|x\b|tage?|days?|mal)|prozent|percent|(?:ein|zwei|drei|vier|fünf|one|two|three|four|five)\w* (?:\w+ )?(?:tag|day|büro|office)|einmal|zweimal|once|twice|frei|wahl|wähl|flexib|"
    r"nur|only|ausschlie|täglich|daily|every|jeden|full|vollständig|100|pflicht|tags\b|days\b|no |kein|first|half|hälfte|absprache|montag|monday|ganz|egal|rolle|schreibtisch|(?:du|sie|ihr) arbeite|(?:kannst|können) [^.]{0,30}arbeite|arbeite |pflicht|work location|position"
)
# Stems of all of these, for a look at a whole text that costs nearly nothing.
STEMS = (
    "home", "heim", "remot", "hybrid", "híbrid", "tele", "télé", "hause", "mobil", "orts", "wfh", "wfo", "vor ort", "vor-ort",
    "präsenz", "praesenz", "présentiel", "presentiel", "site", "office", "anwesenheit", "presence", "person", "where", "überall",
    "fernarb", "ferne", " ho", "ho:", "ho-", "(ho", "h/o", "thuis", "smart work", "presencial", " wo ", "dezentral", "standort", "alternierende",
    "büro", "buero", "bureau", "oficina", "kantoor", "zentrale", "kanzlei", "firma", "location", "arbeitsort", "wohnort",
    "arbeitsplatz", "dienstsitz", "dienstort", "einsatzort", "wohnsitz", "vier wänden", "wo es", "welchem ort", "welchem standort", "you work", "you live", "weit", "worldwide", "distributed", "virtu", "im werk", "travail", "teletra",
)  # fmt: skip
TRIGGER = re.compile(rf"{_STRONG}|(?:{_WEAK})(?=.*(?:{_BESIDE}))|(?:{_BESIDE})(?=.*(?:{_WEAK}))")
_HOME_OFFICE = re.compile(r"home[ -]?-?\s?o(?:ff|f)i[cz]e|homeoffice|heim-?büro")
_GLUED = re.compile(
    r"(?<=[Rr]emote|REMOTE|[Oo]ffice)(?=[A-ZÄÖÜ][a-zäöü])|(?<=[a-zß][.!)])(?=[A-ZÄÖÜ][a-z])|\*\*"
)  # "100% RemoteFirma", "**Ort:** Remote"
_LONG = re.compile(r"(\w{60})(?=\w)")
_BLANKS = re.compile(r"\s+")
ODD = re.compile("[‐‑\u00ad\u200b\u00a0\u202f]")  # signs that `fold` takes out of words
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | {"\u00ad": None, "\u200b": None, "\u00a0": " ", "\u202f": " ", "’": "'"}
)


def fold(text: str) -> str:
    """The line as the cue tables expect it."""
    text = _GLUED.sub(" ", text.translate(_DASHES))
    text = _HOME_OFFICE.sub("homeoffice", text.lower())
    text = _LONG.sub(r"\1 ", text)  # no word goes on for ever, or the patterns would
    return _BLANKS.sub(" ", text)


def _sign(match: re.Match[str]) -> str:
    if match.lastgroup == "number":
        return f" {_NUMBERS[match['number']]} "
    return f" {_SIGNS[match.lastgroup or '']} "


_TIDY = (
    (re.compile(r"[•·■●▪►✓✔\t¦]|(?<=[^\d ]) [-/]{1,2} (?=\S)|(?<= )[-*] (?=[^\d])|^\s*[-*+>] ?"), " | "),
    (re.compile(r"(?<=\d)\s?(?:–|bis(?: zu)?|to|oder|or|à|und|and|/|a)\s?(?=\d)"), "-"),
)
_AFTER = (
    (re.compile(r" ?-(?= [A-Z](?: |$))|(?<= [A-Z]) -(?=\w)"), " "),  # "H -möglichkeit", "H - D"
    (re.compile(r"\s+"), " "),
    (re.compile(r"(\d+)(?:-\d+)? (?:von|out of|of)(?: (?:your|the|deinen|ihren))? \d+ D"), r"\1 D"),
    (re.compile(r"(?<=\d)(?: ?- bis| ?-| D -| D ?/| D oder| D or| D bis| D to) ?(?=\d+ D)"), "-"),
)


def tag(line: str, *, title: bool = False) -> str:
    """A folded line with its word classes as capital letters."""
    if not title:
        line = _PROSE.sub(" ~ ", line)
    for pattern, put in _TIDY:
        line = pattern.sub(put, line)
    line = _LEXER.sub(_sign, line)
    for pattern, put in _AFTER:
        line = pattern.sub(put, line)
    return line.strip()


# The first of these in a long line is what evidence is cut around.
NAMED = re.compile(
    r"(?i)home|remot|hybrid|mobil|tele|hause|daheim|vor[ -]ort|präsenz|site|office|büro|anywhere|überall|ortsun"
)
# A line with "(m/w/d)" is a job title, wherever it stands.
GENDER_MARK = re.compile(r"\(\s?(?:m|w|d|f|x|all genders|gn)(?:\s?[/|,*]\s?(?:[mwdfxi]|div\.?))*\s?\)")
