"""What stands beside the work in a query: that it is looked for, that it is to be in Germany, and how experienced one is.

"Looking for a job as a bookkeeper" asks for a bookkeeper. Ads hold words such as "job" by chance, and a short text's meaning
is drawn away by them. Patterns are matched against a levelled text (`index.levelling`), at its two ends only.
"""

import re

from index.analysis import GENDER_MARK, STOPWORDS
from index.levelling import letters, level
from index.query_words import FILLERS, JOINING

# What may begin a query and says only that work is looked for. "Arbeit", "work" alone may be the work itself ("Arbeit mit
# Kindern", "social work"), so they count beside another such word only.
LEADS = {
    "de": r"(?:ich )?(?:suche?n?|sucht|finde|bin auf der suche nach|zeig\w* mir)(?: (?:ich|wir|nach|einen?|eine|neuen?|neue|gerade|dringend|passende[nrs]?))*"
          r"(?: (?:jobs?|stellen?|arbeit|arbeitsplatz|anstellung|tatigkeit|beschaftigung|position|stellenangebote?|stellenanzeigen?))?|"
          r"(?:ich )?(?:mochte|will|wurde|kann)(?: (?:ich|gerne?))*(?= .*arbeiten$)|(?:welche|gibt es) (?:jobs|stellen)(?: gibt es)?|"
          r"(?:jobs?|stellen?|stellenangebote?|stellenanzeigen?|jobangebote?|offene stellen)(?: (?:als|fur|im bereich|in der branche|in(?= )))?|"
          r"(?:arbeit|arbeiten|anstellung|tatigkeit|position) als|als|im bereich|einen?|eine",
    "en": r"(?:hi |hello )?(?:(?:i )?am |i'm |im )?(?:currently |actively )?(?:(?:looking|searching|hunting) for|seeking|(?:search(?= for)|seek|find|show|need|want|looking)(?= (?:for|me|an?|any|some|new|to|jobs?|work)(?!\w)))(?: (?:for|me|an?|any|some|new|to|find|get))*"
          r"(?: (?:jobs?|positions?|roles?|work|employment|vacanc(?:y|ies)|openings?|opportunit(?:y|ies)))?|"
          r"(?:i )?(?:want|would like|wish) to work|are there(?: any)?(?: jobs?| positions?| openings?)?|(?:i )?am|i'm|"
          r"(?:jobs?|positions?|roles?|vacanc(?:y|ies)|openings?|opportunit(?:y|ies)|employment)(?: (?:for|as|of|in(?: the field of)?))?|(?:work|working) as|as|a(?= )|an(?= [aeiou])",
    "uk": r"(?:я )?(?:шукаю|шукаємо|шукає|хочу|потрібна|потрібен|знайти)(?: (?:знайти|нову|роботу|робота|вакансію|вакансії|посаду|працювати))*(?: (?:як|для|на посаду|в сфері|у сфері))?|"
          r"вакансі\w+(?: для| на посаду)?|(?:робота|роботу)(?! (?:з|із|над|по)(?!\w))(?: (?:для|як|в сфері|у сфері))?|пропозиції роботи",
    "ru": r"(?:я )?(?:ищу|ищем|хочу|нужна|нужен|требуется|найти)(?: (?:найти|новую|работу|работа|вакансию|вакансии|должность|работать))*(?: (?:в качестве|для|на должность|в сфере))?|"
          r"ваканси\w+(?: для| на должность)?|(?:работа|работу)(?! (?:с|со|над|по)(?!\w))(?: (?:для|в качестве|в сфере))?|предложения работы",
    "ar": r"(?:انا )?(?:ابحث عن|نبحث عن|اريد|مطلوب|ارغب في)(?: (?:عمل|العمل|وظيفه|وظايف|شغل|فرصه|فرصه عمل))*(?: (?:ك|في مجال|كـ|بصفه|في))?|"
          r"(?:وظيفه|وظايف|فرصه عمل|فرص عمل|شواغر)(?: (?:في مجال|في|ل|بصفه))?",
    "tr": r"(?:is|isler|ilan|ilanlari) ariyorum|is ilanlari|ariyorum",
    "pl": r"(?:szukam|poszukuje|znalezc|chce)(?: (?:nowej|pracy|prace|pracowac|ofert|zatrudnienia|stanowiska))*(?: (?:jako|w charakterze|na stanowisku|w))?|"
          r"(?:oferty|oferta|ogloszenia)(?: (?:o prace|pracy))?(?: (?:jako|dla|na stanowisko|w))?|prac[aey](?! (?:z|ze|nad|socjaln\w+)(?!\w))(?: (?:jako|dla|na stanowisku|w(?= )))?",
    "ro": r"(?:imi )?(?:caut|cautam|doresc|vreau)(?: (?:un|o|nou|sa|lucrez|loc|locuri|de munca|job|joburi|post|serviciu|lucru|munca))*(?: (?:ca|de|pentru|in))?|"
          r"(?:locuri|loc|oferte|oferta) de munca(?: (?:ca|de|pentru|in))?|(?:joburi|job|posturi|angajari|angajare|angajez)(?: (?:ca|de|pentru|in))?",
    "fa": r"(?:به )?دنبال (?:کار|شغل)|استخدام|شغل",
}  # fmt: skip
# What may end it.
TAILS = {
    "de": r"(?:jobs?|stellen?|stellenangebote?|stellenanzeigen?|jobangebote?|position(?:en)?)(?: gesucht)?|gesucht|arbeiten|suche(?: ich)?",
    "en": r"(?:jobs?|vacanc(?:y|ies)|positions?|roles?|openings?|opportunit(?:y|ies))(?: (?:wanted|needed|available))?|wanted|hiring|job search|(?:and )?(?:i )?want to(?: work)?",
    "uk": r"вакансі\w+|шукаю(?: роботу)?", "ru": r"ваканси\w+|ищу(?: работу)?", "ar": r"وظايف|شواغر",
    "tr": r"(?:olarak )?calismak istiyorum|(?:is(?:i|ler[i]?)? )?(?:ilan\w*|ariyorum|firsatlari)|is(?:i|leri)?|pozisyonu?|olarak",
    "pl": r"(?:oferty|oferta|ogloszenia)(?: pracy)?|prac[aey](?: szukam)?|szukam(?: pracy)?", "ro": r"joburi|job|locuri de munca|angajari",
}  # fmt: skip
# What begins so and is a trade.
NAMES = r"job[ -](?:coach\w*|cent\w+|agent\w*|board|vermitt\w*|rotation|sharing)"
# All ads are for work in Germany, wherever it is done from.
COUNTRY = (
    r"(?:(?:in|aus|across|within|w|im|din|في|в|у|по|from|based in) )?(?:ganz |all over |whole )?"
    r"(?:deutschland(?:weit)?|bundesweit|germany|german-?wide|nationwide|німеччин\w+|германи\w+|المانيا|almanya(?:'?da)?|niemcy|niemczech|germania|آلمان)"
)
LEVELS = (
    r"senior(?:in)?|sr|junior(?:in)?|jr|mid-?level|entry-?level|experienced|erfahrene[rns]?|angehende[rns]?|молодш\w+|старш\w+|"
    r"младш\w+|начинающ\w+|опытн\w+|مبتدي|خبير|kidemli|deneyimli|mlodsz\w+|starsz\w+|doswiadczon\w+|experimentat\w*|incepator\w*"
)
_LEAD = re.compile(rf"(?!{NAMES})(?:{'|'.join(LEADS.values())}|{COUNTRY})(?:[ ,:;-]+|$)")
_TAIL = re.compile(rf"(?:^|[ ,:;-]+)(?:{'|'.join(TAILS.values())}|{COUNTRY})[.!?]*$")
_MARK = re.compile(rf"^\s*{GENDER_MARK}|{GENDER_MARK}\s*$")
_LEVEL = re.compile(rf"(?<![\w-])(?:{LEVELS})(?![\w-])\.?")
_WORDS = re.compile(r"[^\W_]+")
_LENGTH = 300  # letters of a query; what is longer is a text


def sought(text: str) -> str:
    """A query without what says at its ends that work is looked for, or that women and men are meant; the query itself if
    nothing else is in it."""
    if len(text) > _LENGTH:
        return text
    text = unmarked(text) or text
    levelled = level(text)
    first, last = 0, len(levelled.text)
    while (lead := _LEAD.match(levelled.text, first, last)) and lead.end() > first:
        first = lead.end()
    while first < last and (tail := _TAIL.search(levelled.text, first, last)) and tail.start() < last:
        last = tail.start()
    if not any(word not in FILLERS | STOPWORDS | JOINING for word in _WORDS.findall(levelled.text[first:last])):
        return text
    begin, end = levelled.span(first, last)
    return text[begin:end].strip()


def unmarked(text: str) -> str:
    """A query without a "(m/w/d)" before or behind it."""
    return _MARK.sub("", text).strip()


def meant(text: str) -> str:
    """A query without how experienced one is: that is said by words of ads, and no part of what the work is."""
    if len(text) > _LENGTH or not _LEVEL.search(letters(text)):
        return text
    levelled = level(text)
    kept, at = [], 0
    for match in _LEVEL.finditer(levelled.text):
        begin, end = levelled.span(*match.span())
        kept.append(text[at:begin])
        at = end
    rest = " ".join("".join([*kept, text[at:]]).split())
    return rest if _WORDS.search(rest) else text
