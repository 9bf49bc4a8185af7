"""The words by which people say in a query where, how and how much they want to work, in the languages they type.

Patterns are matched against a levelled text (`index.levelling`): lower case, no accents on Latin letters, one form of each
Arabic letter. A blank in a pattern stands for any run of blanks; `{n}` stands for a number.
"""

from jobboard.posting import EmploymentType, Level

# The home as a place of work, by language. "zdalna", "evden": also with the word for work beside it.
HOME = {
    "de": r"(?:(?:gern(?:e)?|moglichst|teilweise|nur|komplett) )?(?:(?:im|mit|aus dem|vom|ins?) )?home ?-?office(?:-?(?:jobs?|stellen?|arbeit|platz|moglichkeit|anteil|tage?n?))?(?: moglich)?|"
          r"(?:arbeiten |arbeit |job |jobs )?von (?:zu ?hause|daheim)(?: aus)?(?: arbeiten)?|zu ?hause arbeiten|(?:in )?heimarbeit|telearbeit(?:splatz)?|mobil(?:es)? arbeiten|mobile arbeit|mobilarbeit|fernarbeit|ortsunabhangig(?:e[rsn]?)?(?: arbeiten)?|"
          r"remote-?(?:arbeit(?:en)?|jobs?|stellen?)(?: moglich)?|remote moglich|"
          r"(?:mit )?(?:\d(?: ?- ?\d)?|ein(?:en|em)?|zwei|drei|vier|funf|paar) tage?n?(?: (?:in der|die|pro) woche)? (?:daheim|von daheim|zu ?hause|von zu ?hause|home ?-?office|im home ?-?office)|daheim arbeiten",
    "en": r"(?:\d(?: ?- ?\d)?|one|two|three|four|five) days?(?: (?:a|per) week)? (?:from|at) home|(?:work(?:ing)? )?remotely|work(?:ing)? remote|remote (?:work|working|only)|(?:work(?:ing)? |jobs? )?(?:from|at) home|home-?based|wfh|telecommut(?:e|ing)|telework(?:ing)?|(?:work )?from anywhere",
    "uk": r"(?:на )?(?:віддален|дистанційн)(?:о|а|ий|у|ої|ою|ій)(?: робот(?:а|и|у|і))?|(?:робота )?(?:з дому|вдома)",
    "ru": r"(?:(?:\d(?: ?- ?\d)?|один|два|три|четыре|пару) )?дн(?:я|ей|и)(?: в неделю)? дома|(?:на )?(?:удаленн|дистанционн)(?:о|ая|ый|ую|ой|ое)(?: работ(?:а|ы|у|е))?|(?:на )?удаленк(?:а|е|у|и)|(?:работа )?(?:из дома|на дому)",
    "ar": r"(?:(?:\d(?: ?- ?\d)?|ثلاثه|اربعه) )?(?:يومين|ايام)(?: (?:في|ب)الاسبوع)? (?:في البيت|بالبيت|من البيت)|(?:(?:ال)?عمل |وظيفه |وظايف )?(?:عن بعد|من (?:ال)?(?:منزل|بيت))",
    "tr": r"(?:(?:\d(?: ?- ?\d)?|bir|iki|uc|dort) )?gun evde(?!\w)|(?:uzaktan|evden)(?: calis(?:ma|an|abilecegim|abilir))?|home ?-?ofis",
    "pl": r"(?:(?:\d(?: ?- ?\d)?|dwa|trzy|cztery) )?dni(?: w tygodniu)? w domu|(?:prac[aey] )?(?:zdaln(?:a|ie|ej|y|ego|ych)|z domu)",
    "ro": r"(?:(?:\d(?: ?- ?\d)?|doua|trei|patru) )?zile(?: pe saptamana)? acasa|(?:munca |lucru |lucrez )?(?:de acasa|la distanta)|telemunca",
    "fa": r"دورکاری|دوركاري|از (?:راه دور|خانه)",
    "fr": r"(?:en )?teletravail|travail a distance", "es": r"teletrabajo|trabajo remoto|desde casa",
    "it": r"telelavoro|smart working|da (?:remoto|casa)",
    "": r"remote",
}  # fmt: skip
# Words that make it all of the work.
FULLY_BEFORE = r"(?:100 ?%|zu 100 ?%|voll(?:standig)?|komplett|rein|ausschliesslich|nur|fully|full|completely|entirely|only|повністю|полностью|w pelni|calkowicie|complet|total|tamamen)"
FULLY_AFTER = r"(?:100 ?%|zu 100 ?%|بالكامل|بشكل كامل)"
HYBRID = r"hybrid(?:e[rsn]?)?(?: (?:arbeiten|work(?:ing)?|modell?|jobs?))?(?! (?:vehicle|fahrzeug|cloud|car|auto|antrieb|motor|it\b|power|electric))|гибридн\w+(?: работ\w+| график\w*)?|гібридн\w+(?: робот\w+)?|(?:عمل )?هجين|hibrit(?: calisma)?|(?:prac[aey] )?hybrydow\w+|hibrid\w?"

# A share of the days, beside the words for home; alone, one of the hours, which is part time: but not "20 % Provision".
SHARE = r"[1-9]\d(?: ?(?:-|bis) ?[1-9]\d)? ?(?:%|prozent|percent)"
SHARE_BEFORE = rf"(?:(?:bis )?(?:zu|mit|min\.?|mindestens|ca\.?|rund|etwa) )?{SHARE}"
_OF_HOURS = rf"(?:(?:auf|zu|mit|ca\.?|rund|etwa) )?{SHARE}(?:[- ]?teilzeit|(?:(?:ige)?[- ]?(?:stellen?|jobs?|pensum|position))?(?=$| ?[.,;!?()]| (?:als|ab|bei|und|in|arbeiten)(?!\w)))"

# Employment. The words of a role-like type stay in the text that is searched: ads say them in their titles.
TYPES: dict[EmploymentType, dict[str, str]] = {
    EmploymentType.PART_TIME: {
        "de": r"(?:in |auf )?teilzeit(?:-?(?:jobs?|stellen?|arbeit|kraft|beschaftigung))?|halbtags(?:-?(?:jobs?|stellen?))?|" + _OF_HOURS,
        "en": r"part-? ?time",
        "uk": r"(?:на )?(?:неповн\w+|частков\w+) (?:робоч\w+ )?(?:зайнят\w+|ден\w*|дня|ставк\w+)|(?:на )?пів ?ставки",
        "ru": r"(?:на )?(?:неполн\w+|частичн\w+) (?:рабоч\w+ )?(?:занят\w+|день|дня|ставк\w+)|(?:на )?пол ?ставки",
        "ar": r"(?:ب)?دوام جزيي|(?:ب)?دوام جزءي|جزيي",
        "tr": r"yari zamanli|yarim gun",
        "pl": r"(?:na )?(?:pol|czesc|1/2|niepelny) etatu?|(?:w )?niepelny(?:m)? wymiar(?:ze)?(?: czasu pracy)?",
        "ro": r"(?:cu )?(?:timp partial|jumatate de norma|norma partiala)",
        "fr": r"(?:a )?temps partiel", "es": r"(?:a )?tiempo parcial|media jornada", "it": r"tempo parziale",
        "fa": r"پاره ?وقت|نيمه ?وقت",
    },
    EmploymentType.FULL_TIME: {
        "de": r"(?:in )?vollzeit(?:-?(?:jobs?|stellen?|arbeit|beschaftigung))?",
        "en": r"full-? ?time",
        "uk": r"(?:на )?повн\w+ (?:робоч\w+ )?(?:зайнят\w+|день|дня|ставк\w+)",
        "ru": r"(?:на )?полн\w+ (?:рабоч\w+ )?(?:занят\w+|день|дня|ставк\w+)",
        "ar": r"(?:ب)?دوام كامل",
        "tr": r"tam zamanli|tam gun",
        "pl": r"(?:na )?(?:pelny|caly) etat|(?:w )?pelny(?:m)? wymiar(?:ze)?(?: czasu pracy)?",
        "ro": r"(?:cu )?norma intreaga|(?:cu )?timp complet",
        "fr": r"(?:a )?temps plein", "es": r"(?:a )?tiempo completo", "it": r"tempo pieno",
    },
    EmploymentType.MINIJOB: {
        "de": r"mini-?jobs?|(?:5[0-9]{2}|6[0-9]{2}) ?-?(?:€|euro)-? ?jobs?|geringfugige? beschaftigung|aushilfsjobs?",
        "uk": r"міні-? ?джоб\w*", "ru": r"мини-? ?джоб\w*", "ar": r"ميني جوب",
    },
    EmploymentType.INTERN: {
        "de": r"praktik(?:um|a|umsplatz)|praktikant(?:in|en)?", "en": r"internships?", "uk": r"стажуванн\w+",
        "ru": r"стажировк\w+", "pl": r"praktyki zawodowe", "ro": r"stagiu de practica",
    },
    EmploymentType.APPRENTICE: {
        "de": r"(?<!ohne )(?<!abgeschlossene )(?<!abgeschlossener )ausbildung(?:splatz|splatze|sstelle)?(?! der ausbilder)|azubi(?:ne)?s?|lehrstelle|auszubildende[rn]?",
        "en": r"apprentice(?:ship)?s?|vocational training", "uk": r"аусбільдунг", "ru": r"аусбильдунг|ученичество",
        "ar": r"تدريب مهني", "tr": r"meslek egitimi", "pl": r"nauka zawodu", "ro": r"ucenicie",
    },
    EmploymentType.WORKING_STUDENT: {
        "de": r"werkstudent(?:in|en|innen|enjobs?|enstellen?)?", "en": r"working students?|student jobs?",
    },
    EmploymentType.CONTRACTOR: {
        "de": r"freiberuflich(?:e[rsn]?)?|auf honorarbasis", "en": r"freelance(?:r|rs)?", "uk": r"фріланс\w*",
        "ru": r"фриланс\w*",
    },
}  # fmt: skip
ROLE_LIKE = frozenset(TYPES) - {EmploymentType.PART_TIME, EmploymentType.FULL_TIME}

# How well German is spoken.
GERMAN = r"(?:deutsch(?:kenntnisse|sprachkenntnisse|niveau)?|german|німецьк\w+(?: мов\w+)?|немецк\w+(?: язык\w*)?|(?:ال)?(?:لغه )?(?:ال)?الماني(?:ه)?|almanca\w*|(?:jezyk(?:a|iem)? )?niemiecki\w*|(?:limba )?german[ae]|allemand|aleman|tedesco)"
OTHER_TONGUE = r"(?:englisch\w*|english|franzosisch\w*|french|spanisch\w*|spanish|russisch\w*|russian|polnisch\w*|polish|italienisch\w*|italian|turkisch\w*|arabisch\w*|англійськ\w+|английск\w+|انجليزي\w*|الانجليزيه|ingilizce|angielski\w*|engleza)"
NO_GERMAN = {
    "de": r"(?:(?:auch )?(?:ohne|keine?n?)) (?:guten? )?deutsch(?:e sprache|kenntnisse|sprachkenntnisse)?(?: (?:kenntnisse|notwendig|notig|erforderlich))?|deutsch nicht (?:notig|notwendig|erforderlich)",
    "en": r"(?:no|without|non|zero) (?:any |knowing |speaking )?german(?:[ -](?:skills?|language|required|needed|necessary|knowledge|speakers?|speaking))*|german not (?:required|needed|necessary)|not german[ -]speaking|without (?:the )?language",
    "uk": r"без (?:знання )?(?:німецьк\w+(?: мов\w+)?|мови)",
    "ru": r"без (?:знани\w+ )?(?:немецк\w+(?: язык\w*)?|языка)",
    "ar": r"(?:بدون|بلا|دون) (?:معرفه |تعلم )?(?:(?:ال)?لغه(?: (?:ال)?المانيه?)?|(?:ال)?المانيه?)",
    "tr": r"almanca(?:siz| ?bilmeden| bilmeyen(?:ler)?| olmadan| gerekmeyen| sartsiz| yok)|dil bilmeden",
    "pl": r"bez (?:znajomosci )?(?:jezyka(?: niemieckiego)?|niemieckiego)",
    "ro": r"fara (?:cunostinte de |cunoasterea )?(?:limb[aii]+ )?german[aei]+|fara limba",
}  # fmt: skip
LITTLE_GERMAN = {
    "de": r"(?:mit )?(?:nur )?(?:wenig|ein bisschen|einfache[sm]|geringe[mn]?|grundlegende[mn]?) deutsch(?:kenntnisse?n?)?|deutsch ?-?grundkenntnisse|grundkenntnisse (?:in )?deutsch",
    "en": r"(?:with )?(?:only )?(?:little|basic|some|a little|beginner) german",
    "uk": r"(?:з )?(?:базов\w+|трохи) німецьк\w+(?: мов\w+)?", "ru": r"(?:с )?(?:базов\w+|немного) немецк\w+(?: язык\w*)?",
    "ar": r"(?:القليل من |قليل من )(?:ال)?المانيه?", "tr": r"(?:az|temel) almanca",
    "pl": r"(?:z )?podstawow\w+ niemiecki\w*", "ro": r"(?:cu )?(?:putina |notiuni de )german[ae]",
}  # fmt: skip
LITTLE = Level.A2
# "C1 Führerschein", "Autobahn A2": a licence or a road, no level.
NO_LEVEL = r"fuhrerschein\w*|klassen?|lkw\w*|kraftfahrer\w*|berufskraftfahrer\w*|\w*fahrer(?:in)?|autobahn|licen[cs]e|driver|truck|права|водій|водитель|категор\w+|رخصه|سايق|ehliyet|prawo jazdy|kierowca|permis|sofer"

# The ad's own language.
ENGLISH_AD = {
    "de": r"englischsprachige?[rsn]?|(?:stellen|jobs|anzeigen|stellenanzeigen)? ?auf englisch", "en": r"english[ -]speaking|english-?only|(?:jobs |ads )?in english",
    "uk": r"англомовн\w+|(?:вакансії )?англійською(?: мовою)?", "ru": r"англоязычн\w+|(?:вакансии )?на английском(?: языке)?",
    "ar": r"ب(?:اللغه )?(?:ال)?انجليزيه", "tr": r"ingilizce (?:is )?ilan\w*", "pl": r"anglojezyczn\w+|po angielsku|w jezyku angielskim",
    "ro": r"in (?:limba )?engleza",
}  # fmt: skip

# Pay: an amount needs one of these marks, before or behind it.
MONEY = r"€|eur(?:o|os)?|евро|євро|يورو|avro|tsd\.?(?: euro)?|k(?: ?€| eur(?:o)?)?"
PAY = r"brutto|netto|gross|gehalt|jahresgehalt|monatsgehalt|stundenlohn|lohn|salary|pay|зарплат\w+|راتب|maas\w*|pensj\w+|salariu|brut"
AT_LEAST = r"ab|mindestens|mind\.?|min\.?|minimum|uber|ueber|mehr als|from|over|at least|more than|above|від|от|більше|более|не менше|не менее|понад|свыше|минимум|мінімум|من|اكثر من|علي الاقل|لا يقل عن|en az|od|powyzej|co najmniej|minim|peste|cel putin|de la|>=?|\+"
AT_MOST = r"max\.?|maximal|maximum|hochstens|bis zu|bis|up to|at most|under|unter|weniger als|less than|no more than|до|не більше|не более|максимум|حتي|بحد اقصي|اقل من|en fazla|azami|do|najwyzej|maksymalnie|maksimum|maxim|cel mult|pana la|sub|<=?"
A_MONTH = r"(?:im|pro|je|/|a|per|в|на|за|في|pe|na|za)? ?(?:monat|month|месяц|місяць|الشهر|luna|miesiac)|monatlich|mtl\.?|monthly|شهريا|aylik|ayda|miesiecznie|lunar"
A_YEAR = r"(?:im|pro|je|/|a|per|в|на|за|في|pe|na)? ?(?:jahr|year|год|рік|السنه|rok)|jahrlich|yearly|annually|p\.? ?a\.?|سنويا|yillik|rocznie|anual|pe an"
AN_HOUR = r"(?:pro|die|je|/|an?|per|в|на|за|في|pe|na|za) ?(?:stunde|std\.?|hour|h|час|годину|الساعه|ora|godzine)|stundenlohn|hourly|saatlik"

# Hours a week.
HOURS = (
    r"wochenstunden|stunden(?:-?woche)?|std\.?|hours?|hrs|h|годин(?:и)?|час(?:а|ов)?|ساعه|ساعات|saat|godzin(?:y)?|ore"
)
A_WEEK = r"(?:pro|die|in der|/|a|per|на|в|في|pe|na|w) ?(?:woche|wo\.|week|тиждень|неделю|الاسبوع|saptamana|tydzien|tygodniu)|wochentlich|weekly|اسبوعيا|tygodniowo|saptamanal|haftalik"
WEEK_BEFORE = r"haftada|haftalik"
NOT_HOURS = r"-?(?:pflege|betreuung|dienst|service|schicht|hotline|support|intensivpflege)\w*|[ /]?(?:am|pro|per|a|je)? ?(?:tag|day)\b|taglich|daily|в день|на день|يوميا|dziennie|pe zi|/7"

# Around a place. `{n}` is the number of kilometres.
KM = r"km|kilometern?|kilometers?|kilometres?|км|كم|كيلومتر"
RADIUS = (
    rf"(?:(?:im|in einem) )?(?:umkreis|radius)(?: von)? {{n}} ?(?:{KM})", rf"within(?: a radius of)? {{n}} ?(?:{KM})",
    rf"(?:у |в )?(?:радіусі|радиусе|межах)(?: до)? {{n}} ?(?:{KM})", rf"(?:في )?(?:نطاق|محيط|دايره|حدود) {{n}} ?(?:{KM})",
    rf"w promieniu {{n}} ?(?:{KM})", rf"pe o raza de {{n}} ?(?:{KM})",
    rf"{{n}} ?(?:{KM}) (?:umkreis|radius|cevresinde|yaricap\w*|mesafede|around|um|rund um)",
)  # fmt: skip
BARE_KM = rf"(?:max\.? |bis )?{{n}} ?(?:{KM})(?! ?/?h\b)"
NEAR = r"(?:in der )?nahe(?: von| bei)?|rund um|(?:im )?(?:gross)?raum|(?:in der )?(?:region|umgebung)(?: von)?|nahe|near|close to|around|біля|поруч з|недалеко від|около|возле|рядом с|недалеко от|(?:ب)?القرب من|قرب|حول|w poblizu|blisko|kolo|okolice|langa|aproape de|in apropiere de|in jurul"
AT = r"in|im|aus|bei|um|von|nach|zu|of|from|at|to|у|в|во|із|з|из|для|от|від|في|من|w|we|od|la|din|de|en|a"
BEHIND = r"und (?:umgebung|umkreis|umland)|area|region|(?:ve )?cevresi\w*|yakin\w*|'?(?:de|da|te|ta|den|dan)|і околиці|и окрестности|si imprejurimi|i okolice"
# Names of places that are words as well: they are read only behind a word such as "in".
WORDS_TOO = frozenset(
    "essen halle hof singen lage wetter bergen baden laufen regen rust weiden roth haar brand rain horn norden suden leer lehre "
    "linden heide burg feld stein wald berg see aue werden waren roter minden calw selb bad mitte nord west ost sud markt "
    "hagen herne bogen buchen park".split()
)

# How new an ad is, in days; `{n}` is a number of days, weeks or months.
SINCE: tuple[tuple[int, str], ...] = (
    (1, r"(?:in den )?(?:letzten?|vergangenen?|last|past|останні|последние|son|ostatni(?:ch|e)?|ultimele|اخر) {n} (?:tagen?|tage|days?|днів|дні|дней|дня|gun(?:de)?|dni|zile|ايام|يوم)"),
    (7, r"(?:in den )?(?:letzten?|vergangenen?|last|past|останні|последние|son|ostatni(?:ch|e)?|ultimele|اخر) {n} (?:wochen|weeks?|тижні|тижнів|недели|недель|hafta(?:da)?|tygodni(?:e)?|saptamani|اسابيع)"),
    (1, r"seit {n} tagen"), (7, r"seit {n} wochen"),
)  # fmt: skip
SINCE_WORDS: tuple[tuple[int, str], ...] = (
    (1, r"(?:von |seit )?heute(?: neu)?|today|сьогодні|сегодня|اليوم|bugun|dzisiaj|astazi|seit gestern|since yesterday"),
    (7, r"(?:der |von |aus der )?(?:letzten?|diese[rn]?|vergangenen?) woche|(?:last|this|past) week|(?:за |останній )(?:цей )?тиждень|цього тижня|(?:за |на этой |последн(?:яя|юю) )(?:эту )?недел[яюе]|(?:هذا|اخر) (?:ال)?اسبوع|الاسبوع الماضي|(?:bu|son|gecen) hafta|(?:w )?(?:ostatni(?:m)?|tym) (?:tydzien|tygodniu)|(?:ultima saptamana|saptamana aceasta)"),
    (30, r"(?:der |von )?(?:letzten?|diese[nrm]?|vergangenen?) monat|(?:last|this|past) month|за (?:цей |останній )?місяць|за (?:этот |последний )?месяц|هذا الشهر|(?:bu|son) ay|ostatni miesiac|ultima luna"),
    (7, r"neue(?:ste[nr]?)? (?:stellen|jobs|anzeigen|angebote|stellenangebote)|new(?:est)? (?:jobs|ads|vacancies|postings)|нові вакансії|новые вакансии|nowe oferty(?: pracy)?|yeni is ilan\w*|joburi noi|وظايف جديده"),
    (7, r"(?<= )(?:neu|new|neueste|newest)$"),
)  # fmt: skip

# What is not wanted. A word of the table stands for the words that German and English ads use for it.
NOT = {
    "de": r"ohne|kein(?:e[nrms]?)?|nicht(?: (?:im|in|am|als|mit))?|ausser", "en": r"no|not|without|except|non",
    "uk": r"без|не|крім|окрім", "ru": r"без|не|кроме", "ar": r"بدون|بلا|دون|ليس|غير|ما عدا", "pl": r"bez|nie|oprocz", "ro": r"fara|nu|exceptand",
    "tr": r"hayir",
}  # fmt: skip
NOT_BEHIND = {"tr": r"olmadan|olmayan|haric|disinda|istemiyorum|yok"}
UNWANTED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Schicht", "Schichtdienst", "Schichtarbeit", "shift"), r"schicht(?:en|dienste?|arbeit|system|betrieb)?|shifts?(?: work)?|змін(?:и|а|ної роботи)?|позмінн\w+(?: робот\w+)?|смен(?:ы|а|ной работы)?|сменн\w+ (?:работ\w+|график\w*)|(?:ال)?(?:مناوبات|ورديات|مناوبه)|vardiya(?:li)?|zmian(?:y|owej)?|prac[aey] zmianow\w+|ture|schimburi"),
    (("Nachtschicht", "Nachtdienst", "Nachtarbeit", "night"), r"nacht(?:schicht(?:en)?|dienste?|arbeit)|nights?(?: shifts?| work)?|нічн\w+ (?:змін\w*|робот\w+)|ночн\w+ (?:смен\w*|работ\w+)|(?:ال)?ليل(?:يه)?|gece(?: vardiyasi)?|noc(?:ek|nych)?(?: zmian)?|noapte"),
    (("Wochenende", "Wochenenddienst", "Wochenendarbeit", "weekend"), r"wochenend(?:en?|dienste?|arbeit)|weekends?|вихідн\w+|выходн\w+|(?:عطله )?نهايه الاسبوع|hafta sonu|weekend(?:ow|y)?"),
    (("Vertrieb", "Verkauf", "Außendienst", "sales"), r"vertrieb|verkauf|aussendienst|sales|продаж(?:ів|і|у|и)?|(?:ال)?مبيعات|satis|sprzedaz\w*|vanzari"),
    (("Zeitarbeit", "Leiharbeit", "Arbeitnehmerüberlassung", "Personaldienstleister"), r"zeitarbeit(?:sfirmen)?|leiharbeit|arbeitnehmeruberlassung|personaldienstleister|temp(?:ing)? agenc(?:y|ies)|agencies|агенці\w+|агентств\w*|agencj\w+(?: pracy)?|agentii?"),
    (("Reisetätigkeit", "Dienstreisen", "Reisebereitschaft", "travel"), r"reisen|reisetatigkeit|dienstreisen?|reisebereitschaft|travel(?:l?ing)?|відряджен\w+|командиров\w+|(?:ال)?سفر|seyahat|delegacj\w+|deplasari"),
    (("Callcenter", "Call-Center", "Kaltakquise", "call center"), r"call ?-?cent(?:er|re)s?|kaltakquise|cold calls?|cold calling|колл?-?центр\w*|кол-?центр\w*|مركز اتصال|cagri merkezi"),
    (("Führerschein",), r"fuhrerschein|driving licen[cs]e|права|водійськ\w+ прав\w*|رخصه(?: قياده)?|ehliyet|prawa jazdy|permis"),
)  # fmt: skip
# What a person lacks, or a name: no wish about the ad's words.
LACKED = r"(?:berufs)?erfahrung\w*|ausbildung|abschluss|studium|vorkenntnisse?|kenntnisse|schulabschluss|quereinsteiger|grenzen|probleme?|weiteres|experience|degrees?|diploma|qualifications?|borders|limits|visa|code|profit|problem|frills|досвід\w*|освіти|диплом\w*|кордонів|опыт\w*|образовани\w+|границ|خبره|شهاده|حدود|deneyim\w*|tecrube\w*|diploma\w*|doswiadczenia|wyksztalcenia|granic|experienta|studii|frontiere|only|nur|sure|yet"
LACKING_BEHIND = r"deneyim|tecrube|diploma"

# Words that only say that work is looked for: alone, they are no query.
FILLERS = frozenset(
    "job jobs stelle stellen stellenangebot stellenangebote stellenanzeige stellenanzeigen anzeige anzeigen angebote arbeit arbeiten arbeitsplatz "
    "arbeitsstelle gesucht suche suchen ich will mochte bitte hallo work working looking position positions vacancy vacancies role roles "
    "ads offer offers want need i'm im please openings "
    "робота роботу роботи вакансія вакансії шукаю потрібна хочу работа работу работы вакансия вакансии ищу нужна "
    "عمل العمل وظيفه وظايف ابحث عن اريد is isi isler ilan ilani ilanlari ariyorum praca prace pracy szukam oferty oferta loc locuri "
    "munca caut joburi lucru".split()
)
JOINING = frozenset(
    "und and oder or mit with i и та й а ve oraz si sau lub و aber but sowie plus in im fur for".split()
)
PROTECTED = (
    r"home instead|remote[ -](?:sensing|desktop|access|hands|controlled|pilot\w*|monitoring)|удаленн\w+ доступ\w*|віддален\w+ доступ\w*|"
    r"(?:تعلم|تعليم|دراسه) عن بعد|uzaktan (?:egitim|algilama|kumanda)|(?:invatamant|studii|curs\w*) la distanta|"
    r"(?:ohne|without|без|bez|fara|بلا|sans|sin) (?:grenzen|borders|кордонів|границ|granic|frontiere|حدود|frontieres|fronteras)|"
    r"no[ -](?:code|limits?)|non-? ?profit|hybrid (?:vehicle|fahrzeug|cloud|car|auto|antrieb|motor|it|power|electric)\w*|24 ?/ ?7|24 ?h\b|24-? ?stunden\w*"
)
