"""The words by which German and English ads (and a few French and Spanish ones) say where the work is done.

Tables only; `workmode` reads with them. Patterns run on a folded line (see `workmode.fold`): lower case, one kind of
hyphen, "home office" written "homeoffice". Blanks between words are optional where real ads lose them
("Bis zu3-4 Tage Homeofficepro Woche").
"""

import re

HOME_WORDS = (
    r"homeoffice|home[ -]?working|mobil(?:e[sn]?)?[ -]?(?:arbeit(?:en)?|office|working|work\b)|mobil(?=\s+(?:arbeiten|möglich))|"
    r"(?:alternierende[rn]?\s+)?telearbeit(?:splatz|stag\w*)?|von\s?zu\s?hause|from home|work(?:ing)? at home|\bwfh\b|heimarbeitsplatz|"
    r"t[ée]l[ée]travail|\btt\b|teletrabajo|heimarbeit(?!er)\w*"
)
HOME = rf"(?:{HOME_WORDS}|remote(?:[- ]?(?:work(?:ing)?|arbeit(?:en)?))?)"
# Words that name the home only beside a number of days or a share: "60 % Ihrer Arbeitszeit zu Hause", "two home days".
AT_HOME = rf"(?:{HOME}|zu\s?hause|at home|daheim|mobil\b|home days?|wo (?:sie|du) (?:möchte\w*|will\w*|wollen|magst)|wherever you)"
OFFICE = (
    r"(?:i[mn]s?\s?b(?:ü|ue)ro|in\s(?:unserem|der|das|the|our)\s(?:b(?:ü|ue)ro|office|zentrale)|"
    r"vor[ -]ort|pr(?:ä|ae)senz(?:tage?n?)?|on-?site|(?:in|im|at)[ -](?:the |our |dem )?(?:\w+ )?office|"
    r"(?<!home)office[- ]?(?:tage?n?|days?)|b(?:ü|ue)rotage?n?|in person|in der (?:firma|niederlassung|kanzlei|dienststelle))"
)
_WORDS = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "one": 1, "un": 1, "zwei": 2, "two": 2, "deux": 2, "drei": 3, "three": 3,
    "trois": 3, "vier": 4, "four": 4, "fünf": 5, "fuenf": 5, "five": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "ten": 10, "zwölf": 12,
}  # fmt: skip
NUMBER_WORDS = _WORDS
NUMBER = r"(?:\d{1,2}(?:[.,]5)?|(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![a-zäöüß]))"
COUNT = rf"(?<![a-zäöüß\d%])(?P<low>{NUMBER})(?:\s?(?:-|bis(?:\szu)?|to|oder|or|/|à)\s?(?P<high>{NUMBER}))?"
DAYS = r"(?:\s(?:dieser|deiner|ihrer|unserer|von|of(?: the| your)?)(?:\s(?:fünf|vier|drei|five|four|[345]))?)?\s?(?:arbeits)?(?:tage?n?|days?|jours?|x)\b"
PER = (
    r"(?:\s?(?:pro|in der|der|je|die|/|a|per|each|every|im|par|wöchentlich|monatlich)\s?"
    r"(?P<period>woche|week|monat|month|quartal|quarter|jahr|year|semaine|mois)?)?"
)

# Phrases that carry the words but say nothing about the place of work; blanked out before anything is read.
DISTRACTORS = tuple(
    re.compile(pattern)
    for pattern in (
        r"#li-\w+",
        r"remote[- ]?(?:support|zugriff\w*|access|service\w*|wartung\w*|lösung\w*|repair\w*|diagnos\w*|desktop\w*|"
        r"verbindung\w*|maintenance|monitoring|control\w*|sensing|hilfe|betreuung|einwahl|management|assist\w*|"
        r"steuerung\w*|schulung\w*|training\w*|elementen?|teams?\b|sites?\b|locations?\b|employees\b|servers?\b|"
        r"interview\w*|workshops?\b|inbetriebnahme\w*|überwachung\w*|kanäle\w*|device\w*|sensing|viewing|users?\b)",
        r"(?:support|beratung|schulung\w*|interviews?|hilfe|betreuung|level support)[^.|\n]{0,40}\bremote\b",
        r"(?:betreu(?:en|st|ung)|warten|schul(?:en|st))[^.|\n]{0,40}\bremote\b",
        r"(?:telefonisch\w*|vor ort)\s*(?:/|und|oder|&|als auch)\s*(?:telefonisch\w*\s*/\s*)?remote[- ]?(?:lösung\w*|support)?",
        r"(?:ms|microsoft|open|libre|google)[ -]?office\b[\w -]*",
        r"office[- ]?(?:365|paket\w*|produkte\w*|anwendung\w*|programme\w*|kenntnis\w*|suite|management|manager\w*|"
        r"software|applications|tools|assistenz\w*|kommunikation)",
        r"(?:front|back|middle|head|post)[ -]office",
        r"b(?:ü|ue)ro(?:management|kommunikation|kauf\w+|material|organisation|hund\w*|ausstattung|assist\w*)",
        r"homeoffice[- ]?(?:möbel\w*|artikel\w*|ausstattung\w*|equipment|pauschale\w*|zuschuss\w*|setup allowance|budget)",
        r"(?:ausstattung|equipment|zuschuss|budget|möbel)[^.|\n]{0,25}homeoffice",
        r"hybrid\w*[ -](?:cloud\w*|landschaft\w*|umgebung\w*|infrastruktur\w*|architektur\w*|projekt\w*|fahrzeug\w*|"
        r"antrieb\w*|auto\w*|pkw\w*|rolle\w*|role\w*|lern\w*|lehr\w*|unterricht\w*|event\w*|veranstaltung\w*|"
        r"it\b|server\w*|kraftwerk\w*|system\w*|wechselrichter\w*|speicher\w*|sales|vehicle\w*|manufacturing|"
        r"engine\w*|app\w*|mobile app\w*|meeting\w*|konferenz\w*|vertrieb\w*|motor\w*|netz\w*|lösung\w*|sitzung\w*|format\w*)",
        r"(?:elektro|diesel|benzin|verbrenner|plug-in)[-, ]+(?:und |oder |/ ?)?hybrid\w*",
        r"hybrid(?:-| oder | und | / ?)(?:elektro|diesel|verbrenner|e-auto)\w*",
        r"material hybrid \w+",
        r"workations?[^.|\n]{0,60}",
        r"(?:ruf|alarm|ruf-|on-?call)\s?(?:bereitschaft\w*|duty)?[^.|\n]{0,30}(?:von zu ?hause|from home)",
        r"\bgit remote\b",
        r"(?:wochen?|weeks?|monate?|days?|tage?)[^.|\n]{0,30}(?:work(?:ing)? ?from ?anywhere|von überall|eu-?ausland|aus dem ausland|abroad)",
        r"work ?from ?anywhere[^.|\n]{0,30}(?:\d+|weeks?|wochen?|days?)",
        r"mobile[rnms]?\s(?:arbeitsplatz\w*|endgerät\w*|pflege\w*|app\w*|anwendung\w*|dienst\w*|geräte\w*|datenerfassung)",
        r"online-?pr(?:ä|ae)senz\w*|web-?pr(?:ä|ae)senz\w*|internet-?pr(?:ä|ae)senz\w*|pr(?:ä|ae)senzlehre\w*",
        r"vor[ -]ort[ -]?(?:beim|bei (?:den |unseren )?|an den )\s?(?:kund\w+|mandant\w+|patient\w+|standort\w*)",
        r"(?:kund\w*|mandant\w+|patient\w+)[*:]?(?:innen)?[ -]{1,3}vor[ -]ort",
        r"vor[ -]ort[ -](?:support|termin\w*|kontrolle\w*|einsatz\w*|einsätz\w*|einrichtung|service\w*|betreuung|besuch\w*|begehung\w*)",
        r"onpage,? onsite|onsite,? offpage",
        r"(?:egal|unabhängig davon)[, ]+ob[^.|\n]{0,60}(?:remote|homeoffice|vor ort|unterwegs|im büro)[^.|\n]{0,60}",
        r"remote work(?:ers|force)\b|distributed team\w*",
        r"\d{2}\s?(?:urlaubs)?tage\s(?:urlaub|jahresurlaub|erholungsurlaub)|\d-tage-woche",
        r"deutschlandweit(?:en|e)? (?:tätig|mobil|vertreten|kunden)",
    )
)

_NOT = r"(?:nicht|kein\w*|not|n't|cannot)\b(?!\s(?:nur|problem|fremdwort|muss|zwang|pflicht|jede[nr]?|immer|täglich|ausschließlich|selten|only|every|just|thema|erst|einmal))"
NEGATED = re.compile(
    rf"(?:{HOME}|hybrid\w*)[^.,|;\n]{{0,60}}\s{_NOT}(?=[^.|;\n]{{0,40}}(?:$|[.,;!|)–]))"
    rf"|(?<!\w)(?:kein|keine|keinen|no)\s(?:{HOME}|anspruch auf (?:{HOME}))(?![^.|\n]{{0,20}}(?:pflicht|zwang))"
    rf"|{_NOT}\s(?:offer\s|provide\s|be done\s|be performed\s|possible\s|a\s|an\s|für\s|im\s|in\s)?(?:{HOME})(?![^.|\n]{{0,20}}(?:pflicht|zwang))"
    r"|(?:fern(?:lehre|arbeit)|aus der ferne|remotely|nach hause)[^.|;\n]{0,40}(?:nicht vorgesehen|nicht möglich|ausgeschlossen|not possible)"
    rf"|(?:{HOME})[^.,|;\n]{{0,30}}(?:scheidet|ausgeschlossen|entfällt|excluded)"
    rf"|(?:{HOME})(?: möglich| possible)?\s?:?\s(?:nein|no|keine?s?|none)\s*(?:$|[.,;|)])"
)
ONSITE = re.compile(
    r"pr(?:ä|ae)senzpflicht|100\s?%\s?(?:pr(?:ä|ae)senz|vor ort|on-?site)|(?:on-?site|in-?office)[ -]only"
    r"|(?:ausschließlich|nur|zwingend|durchgehend|komplett|vollständig|rein)\s(?:vor ort|im büro|in pr(?:ä|ae)senz|am standort)"
    r"|(?:^|[|•·,–(/]\s*)(?:on-?site|in-?office|vor ort|presencial)\s*(?:$|[|•·,)–/])"
    r"|(?:location|arbeitsort|work ?(?:mode|model|place)|modalidad de trabajo|workplace)\w*\s?:?\s?(?:on-?site|in-?office|vor ort|presencial)"
    r"|(?:findet|wird|arbeite\w*|tätigkeit|work|arbeit|einsatz|dienst|stelle)[^.|\n]{0,50}(?:ausschließlich|immer|durchgehend|vollständig|komplett|ist)\s[^.|\n]{0,25}"
    r"(?:vor ort|in pr(?:ä|ae)senz|im werk|im betrieb|am standort|on-?site)"
    r"|(?:full[- ]time|daily|permanent|constant) (?:on-?site |physical )?presence"
    r"|(?:fully|100\s?%|strictly|entirely)\s?on-?site|on-?site (?:role|position|job)|(?:this )?(?:role|position|job) is on-?site"
    r"|an einem festen standort|pr(?:ä|ae)senzstelle|(?:an die )?anwesenheit[^.|\n]{0,40}(?:gebunden|nötig|notwendig|erforderlich|zwingend|required)"
    r"|(?:sie|du|ihr|you)\s(?:arbeite\w*|work)\s(?:vor ort|on-?site|in pr(?:ä|ae)senz)|finde[nt]\s(?:immer\s)?in pr(?:ä|ae)senz"
    r"|(?:tätigkeit|arbeit|stelle|dienst|work|job)\s[^.|\n]{0,25}(?:ausschließlich|nur|only|exclusively)\s(?:in|im|at|on)\b"
)

# Explicit full remote work, also as one option: strongest of all.
_WITHIN = r"(?:innerhalb|within)(?! (?:de[rs]|the|our|unsere[rs]?) (?!eu\b|europ|bundes))|in der (?:eu\b|europ|bundes|ganzen|dach)"
FULL = re.compile(
    rf"(?<!\d)100\s?(?:%|prozent)(?:ige[rsn]?)?\s?(?:im |aus dem |work(?:ing)? |from |in )?(?:{HOME}|mobil|ortsunabhängig)"
    rf"|(?:{HOME})\s?(?:-\s?)?\(?(?:bis zu |zu |möglich:? |von |up to )?(?:bis zu )?100\s?(?:%|prozent)"
    r"|(?<!nicht )(?<!not )(?<!kein )(?:fully|full|vollständig(?:es)?|komplett(?:es)?|voll|rein(?:es)?|ausschließlich|dauerhaft(?:es)?|permanent(?:ly)?|completely|entirely|zu 100 ?%)"
    r"[- ]?(?:von |im |aus dem |per |in )?(?:remote|homeoffice|zu ?hause|ortsunabhängig)"
    r"|remote[- ]only|only remote|full[- ]?(?:time )?homeoffice|remote\s?\((?:100|full)|télétravail (?:total|complet)"
    r"|(?<!\w)(?:oder|or|alternativ|wahlweise)\s(?:auch\s)?\(?(?:zu )?(?:100\s?%\s)?(?:full(?:y)?[- ]|komplett |voll )?remote\b(?!-)"
    r"|remote[, ]+(?:oder|or)\s(?:in|im|onsite|on-site|hybrid|vor ort|büro)\b"
    r"|remote,? (?:hybrid(?: oder| or|,) )(?:office|büro|vor ort|on-?site)"
    rf"|(?:{HOME})[ ,-]*\(?(?:{_WITHIN}|in ganz|aus ganz|from anywhere|bundesweit|deutschlandweit|europaweit|worldwide|weltweit|anywhere|\(de\)|in deutschland|in germany|germany-wide)"
    rf"|(?:bundesweit|deutschlandweit|europaweit|weltweit)[^.|\n]{{0,20}}(?:{HOME})"
    r"|von überall (?:aus )?(?:zu )?arbeiten|(?:work|arbeite\w*|tätig)\s(?:from anywhere|von überall|von wo du willst)"
    r"|(?:no|keine?) (?:office|on-?site|anwesenheits|pr(?:ä|ae)senz|büro)[- ]?(?:requirement|pflicht|zwang)|pflicht zur anwesenheit[^.|\n]{0,50}(?:nicht|keine)"
    rf"|(?:{HOME}) (?:in|from) any|(?:home base|live|based|located|work) (?:from )?anywhere|arbeitsplatz ist (?:dort|da), wo (?:du|sie)"
    r"|(?:primärer|hauptsächlicher|fester) arbeitsort[^.|\n]{0,20}homeoffice|homeoffice (?:dein|ihr) primärer arbeitsort"
    r"|(?:^|[|•·(\[–]\s*|:\s*)remote\s*(?:$|[|•·)\]–]|\()"
)
# Remote in kind, yet weaker than a stated quantity of office days.
SOFT_REMOTE = re.compile(
    r"remote[- ]first|ortsunabhängig\w*|(?:this is a |als )remote[- ](?:role|position|job|stelle)|remote[- ](?:role|position|stelle|job)\b"
    r"|(?:remote|homeoffice)[^.|\n]{0,60}(?:gelegentlich\w*|occasional\w*|punktuell\w*|vereinzelt\w*|seltene\w*)[^.|\n]{0,30}"
    r"(?:besuch\w*|on-?site|vor ort|pr(?:ä|ae)senz\w*|office|büro|treffen|workshops?)"
)
RARE_OFFICE = re.compile(
    rf"{COUNT}\s?(?:pr(?:ä|ae)senz|büro|office|vor-ort|team)?-?(?:tage?n?|termine?n?|treffen|mal|x|days?|times)?\s?{OFFICE}?\s?"
    r"(?:pro|im|je|/|per|a|in the)\s?(?P<period>quartal|jahr|quarter|year)"
)

HOME_DAYS = re.compile(
    rf"{COUNT}(?:{DAYS})?{PER}[^.;|\n]{{0,40}}?(?:{AT_HOME})(?:[- ]?(?:tage?n?|days?)\b)?"
    r"(?:\s?(?:pro|in der|je|die|/|a|per|im)\s?(?P<period3>woche|week|monat|month|quartal|quarter|jahr|year))?"
    rf"|(?:{AT_HOME})[^.;|\n\d]{{0,40}}?(?<![a-zäöüß])(?P<low2>{NUMBER})(?:\s?(?:-|bis|oder|to)\s?(?P<high2>{NUMBER}))?{DAYS}"
    r"(?:\s?(?:pro|in der|je|die|/|a|per|each|im|par)\s?(?P<period2>woche|week|monat|month|quartal|semaine))?"
    rf"|(?P<once>einmal|once|zweimal|twice) (?:a|per|pro|in der|die|im) (?P<period4>week|woche|month|monat)[^.;|\n]{{0,20}}?(?:{AT_HOME})"
)
OFFICE_DAYS = re.compile(
    rf"{COUNT}{DAYS}{PER}(?:[^.;|\n]{{0,24}}?(?:{OFFICE})|\s?b(?:ü|ue)ro\b)"
    rf"|(?P<low3>{NUMBER})\s?(?:b(?:ü|ue)ro|pr(?:ä|ae)senz|(?<!home)office|on-?site|vor-ort)[- ]?(?:tage?n?|days?)"
    r"\s?(?:pro|in der|je|die|/|a|per|each|im)\s?(?P<period5>woche|week|monat|month)"
    rf"|(?:{OFFICE})[^.;|\n\d]{{0,24}}?(?P<low2>{NUMBER})(?:\s?(?:-|bis|oder|to)\s?(?P<high2>{NUMBER}))?{DAYS}"
    r"(?:\s?(?:pro|in der|je|die|/|a|per|each|im)\s?(?P<period2>woche|week|monat|month))?"
    rf"|(?:{OFFICE})[^.;|\n]{{0,20}}(?:minimum |at least |mindestens )?(?P<once>once|einmal|twice|zweimal) (?:a|per|pro|in der|die) (?P<period3>week|woche|month|monat)"
    rf"|(?P<once2>once|einmal|twice|zweimal) (?:a|per|pro|in der|die) (?P<period4>week|woche|month|monat)[^.;|\n]{{0,30}}(?:{OFFICE})"
)
PERCENT = re.compile(
    rf"(?P<low>\d{{1,3}})\s?(?:%|prozent)?\s?(?:-|bis|to|–)?\s?(?P<high>\d{{1,3}})?\s?(?:%|prozent)\s?(?:ige[rsn]?\s?)?"
    rf"(?:im |aus dem |from |der arbeitszeit |anteil |flexibles )?(?:{HOME})"
    rf"|(?P<share>\d{{1,3}})\s?(?:%|prozent|percent)\s(?:der|ihrer|deiner|unserer|of (?:your|the|their))?\s?(?:\w+ )?(?:arbeits|working )?(?:zeit|time|hours|woche|week|arbeit|work)[^.;|\n\d]{{0,35}}?(?:{AT_HOME})"
    rf"|(?:{HOME})[^.;|\n\d%]{{0,30}}\(?(?:bis zu |zu |ca\. ?|von |etwa |max\. ?)?(?P<low2>\d{{1,3}})\s?(?:%|prozent)"
)
OFFICE_PERCENT = re.compile(rf"(?P<low>\d{{1,3}})\s?(?:%|prozent)\s?(?:{OFFICE})")
WEEKDAYS = re.compile(
    r"(?P<first>montag|dienstag|mittwoch|donnerstag|monday|tuesday|wednesday|thursday)s?\s?(?:bis|-|to)\s?"
    r"(?P<last>dienstag|mittwoch|donnerstag|freitag|tuesday|wednesday|thursday|friday)s?[^.;|\n]{0,40}?(?P<where>"
    + OFFICE + "|" + HOME + ")"
)  # fmt: skip

_HYBRID_WORK = (
    r"hybrid\w*[ -]?(?:arbeit\w*|modell\w*|setup|set-up|work\w*|office|regelung\w*|konzept\w*|schedule|position|role\b(?!s)|option\w*|"
    r"zusammenarbeit\w*|mix|möglich\w*|team\w*|culture|(?:aus|mit|in)\b|teilweise)"
)
# A bare "remote" says something about the place of work only beside such words.
_REMOTE_IN_CONTEXT = (
    r"remote[- ]?(?:arbeit\w*|work\w*|anteil\w*|option\w*|möglich\w*|teilweise|tage?n?|day\w*|nach absprache|regelung\w*|friendly|flexib\w*|policy|"
    r"modell\w*|culture|zu arbeiten|arbeiten|und vor ort|and on-?site|\(?possible)"
    r"|(?:auch|teilweise|tageweise|zeitweise|anteilig|gern|flexib\w*|partly|partially|mal|möglichkeit\w*|sowohl|&|\+|hybrid /|ob im büro oder|nach abstimmung\s?auch)\s?remote"
    r"|remote\s?(?:$|[,|.!])|(?:restliche zeit|aus|option)[^.|\n]{0,20}remote"
)
_BOTH_PLACES = (
    r"(?:at|from) home[^.|\n]{0,10}(?:or|and|,) (?:in|at) (?:the|our) office|(?:in|at) (?:the|our) office (?:or|and) (?:at|from) home"
    r"|im b(?:ü|ue)ro (?:und|oder|sowie|wie) (?:zu ?hause|daheim)|(?:zu ?hause|daheim) (?:und|oder|sowie|wie) im b(?:ü|ue)ro"
)
HYBRID = re.compile(
    rf"{_HYBRID_WORK}|hybridmodell|(?:^|[|•·(\[,+&/:–-]\s*)hybrid(?:es|e)?\s*(?:$|[|•·)\],+&/.–(-])|{HOME_WORDS}|{_BOTH_PLACES}|{_REMOTE_IN_CONTEXT}"
)
OCCASIONAL_OFFICE = re.compile(rf"(?:gelegentlich\w*|occasional\w*|tageweise|ab und zu)\s(?:auch )?(?:{OFFICE})")
# "Ob im Büro oder remote, du entscheidest" offers a mix, not a remote job.
EITHER_WAY = re.compile(r"\b(?:ob|whether|sowohl|both|zwischen|between)\b[^.|]{0,40}$")
# A line with "(m/w/d)" is a job title, wherever it stands.
GENDER_MARK = re.compile(r"\(\s?(?:m|w|d|f|x|all genders|gn)(?:\s?[/|,*]\s?[mwdfxi])*\s?\)")
