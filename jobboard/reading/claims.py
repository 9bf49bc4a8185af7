"""What a tagged line claims about the work mode, in words rather than numbers. Tables only; `workmode` weighs them.

Capital letters are the word classes of `cues`: H home office, R remote, Z home, S remote in kind, Y hybrid, I on site,
O in the office, B the employer's place, C 100 %, F fully, P partly, L now and then, N not, D days, W M Q J a week,
month, quarter, year, E a weekday. Places are characters of `area`.
"""

import re
from itertools import permutations

from jobboard.reading.area import ANY, LIST, REACH


def _any(*claims: str) -> re.Pattern[str]:
    return re.compile("|".join(claims))


_OPTION = r"(?:möglich\w*|option\w*|possib\w*|optional|nach (?:absprache|vereinbarung|abstimmung)|in consultation|absprache|anteil\w*|share|component|flexib\w*|available|angeboten|gerne?|gelegenheit|chance|opportunit\w*|erlaubt|allowed|bedarf)"
_TO = r"(?:auch |in |im |vor |aus |at |the |F |voll |ganz )*"
_END = r"(?:$|[|,.;:!?)\]/])"
_START = r"(?:^[^\w~|]{0,4}|[|(\[:>])"
_ARTICLE = r"(?:(?:im|aus|dem|vom|von|in|per|als|zu|the|a|an|your|work|working|from|via|at|on|eine|der|deinem|ihrem|eigenen|mobil|flexibel) )*"
_WITHIN = r"(?:(?:in|within|innerhalb|aus|von|from|across|anywhere|U|throughout|nur|only|auch|überall|based|ganz|der|die|den|dem|the|de|all of|whole|selected countries in|gesamten?|möglich|zu|arbeiten|work\w*|position|role|ok|friendly|flexibel) )*"
_FROM = r"[ :]*(?:R |H |von |from |in |flexibel |remotely )*"
_ANYWHERE = (
    rf"(?:\b(?:based|located|live|arbeitsort|standort|location|ort|R|H){_FROM}(?:U|{REACH})|\b(?:work|working|arbeite\w*|tätig){_FROM}U"
    rf"|(?:^ ?|[|.!:] ?|\b(?:kannst|können|darfst|can) (?:\w+ ){{0,4}})(?:arbeite\w*|work|tätig){_FROM}{REACH})"
)

# "Remote, hybrid or in the office" in any order: the choice is free.
_THREE = tuple(
    rf"\b{one} ?[,/|] ?{_TO}{two} ?(?:,|/|\||,? (?:oder|or|und|and)) ?{_TO}{three}\b(?! ?(?:D|{_OPTION}))"
    for one, two, three in permutations(("(?:F )?R", "Y", "[IOB]"))
)
_NEEDED = r"(?:erforderlich|notwendig|nötig|required|necessary|needed|mandatory|compulsory|zwingend|verpflichtend|expected|erwartet|verlangt)"

# Stated to be 100 % possible, in so many words.
FULL = _any(
    rf"\b[FC] {_ARTICLE}[HR]\b",
    rf"\b[FC] (?:{_ARTICLE}|[\w,]+ )Z\b",
    rf"\bF (?:\w+ ){{0,3}}(?:im|aus dem|von|vom|from|per|via) {_ARTICLE}[HRZ]\b",
    rf"\b[HR] (?:{_OPTION} )?[:(|]? ?(?:(?:zu|bis zu|up to|von|{_OPTION}) )?C\b(?= ?(?:{_END}|H|R|{_OPTION}))",
    r"\b[HR] (?:\w+ ){0,3}F (?:möglich|ausgeübt|ausgeführt|possible|erledigt|durchgeführt|erfolgen|wahrgenommen|auszuüben)",
    r"\b(?:R|H)[- ](?:only\b(?! in)|F\b(?! [a-zäöü]))",
    r"\bR \(only\)",
    r"\b(?:only|nur|purely) R\b",
    r"\bF -?R\b",
    r"\bC S\b",
    r"\bF S\b",
    r"\bF (?:digital\w*|virtuell\w*|online|virtual) ?(?:und|and|,|&|/) R\b",
    r"\bC (?:von )?U\b",
    r"\bC Z\b",
    r"\bF Z (?:zu )?(?:arbeit\w*|work\w*|möglich|ausgeübt|erledigt)",
    r"\b(?:arbeits|einsatz|dienst)(?:platz|ort) (?:ist|is) (?:dein |ihr |im |das |bei dir )*[HZ]\b(?! ?(?:oder|und|or|and|,|/))",
    r"\b[HZ] (?:ist|is|wird) (?:dein|ihr|your) (?:B|büro|arbeitsplatz|arbeitsort|workplace)\b",
    *_THREE,
    r"\b[FC] (?:globally |und |and )*(?:distributed|virtu\w+|dezentral\w*|verteilt\w*)(?=,? (?:and R|compan\w+|teams?|organi[sz]\w+|setting|set-?up|workforce|startup|unternehmen|arbeit\w*|firma|organisiert|aufgestellt)| ?$| ?\.)",
    r"\b[FC] [VZ]\b",
    r"\b(?:H|R|E|als|ohne|N) [^.|;]{0,12}\bN (?:I|O|B|anwesenheits|präsenz)?(?:I|O|B)? ?-?(?:pflicht|zwang|requirement)",
    r"\bN (?:(?:I|O|B) ?|anwesenheits|anwesenheit |präsenz|büro)-?(?:pflicht|zwang|requirement)",
    r"pflicht zur (?:anwesenheit|I)[^.|]{0,50}N\b",
    r"\b(?:has|have|haben|hat|gibt es|with|bei uns) (?:wir |bewusst |physisch\w* )*N (?:\w+ )?(?:büros?|B|offices?|headquarters?|hq|zentrale)\b",
    r"(?:büros?|B|offices) (?:haben|gibt es|hat) (?:wir |es |bei uns )?N\b",
    r"\bN (?:büros?|B|offices?|headquarters)\b(?= ?(?:$|[.,;!|]))",
    r"(?:primärer|hauptsächlicher|fester|regulärer) arbeitsort[^.|]{0,20}\bH\b",
    r"\bH (?:dein|ihr|als) (?:\w+ )?arbeitsort",
    r"arbeitsplatz ist (?:dort|da), wo",
    rf"(?:^|[|.,;:!(]|\b(?:die|deine|ihre|eine|your|physical|personal|regular)) ?[IO](?: [IOB])*(?: \w+){{0,4}} N (?:\w+ ){{0,2}}{_NEEDED}",
    rf"\bN (?:physical |regular )?[IO](?: [IOB])*(?: \w+){{0,2}} {_NEEDED}",
    r"(?:^|[|.;:!]) ?[IOB](?: [IOB])* (?:is |ist )?(?:optional|freiwillig)\b",
    r"\bN (?:need |have |has |required |obliged |expected |verpflichtet |must |muss\w* )*(?:to )?(?:come |be |commute |go |kommen |fahren )*(?:in )?O (?:kommen|fahren|pendeln|gehen)?(?= ?(?:$|[.,;!|]))",
    r"\bdo(?:es)? N have (?:an? |any |physical |fixed |central |a )*(?:B|O|offices?|headquarters?|hq)(?= ?(?:$|[.,;:!|]|and\b|so\b))",
)
# Beside these a home office is one more place in a list of places.
_CITY = (
    r"(?:berlin|bonn|bremen|dortmund|dresden|düsseldorf|duisburg|erfurt|frankfurt|freiburg|hamburg|hannover|heidelberg|karlsruhe|kiel|köln|cologne|"
    r"leipzig|lübeck|magdeburg|mainz|mannheim|münchen|munich|münster|nürnberg|nuremberg|potsdam|regensburg|rostock|saarbrücken|stuttgart|ulm|wiesbaden|"
    r"würzburg|wien|vienna|zürich|zurich|bern|basel|graz|salzburg|linz)(?: am main)?"
)
_ROOT = r"(?:standort|ort|location|arbeitsort|einsatzort|dienstort|place of work|work location|work(?:ing)? (?:mode|model|type|pattern)|workplace(?: type)?|arbeitsplatz|job type|arbeitsmodell|arbeitsweise|arbeitsform|remote status)"
_ROLE = r"(?:berater|\wmitarbeiter|bearbeiter|assistent|assistenz|buchhalter|verkäufer|agent|entwickler|developer|consultant|spezialist|disponent|recruiter|telefonist|quereinsteiger|jobs?)(?:in)?"
_SEAT = r"(?:wohn|arbeits|dienst|stand|einsatz)(?:ort|sitz)"
# Full remote work as one of several options, or by the area it is offered in; a stated share says otherwise.
OPEN = _any(
    r"\b(?:oder|or|alternativ|wahlweise|bzw\.?|beziehungsweise) (?:auch |einfach |gerne? |voll |ganz |komplett |im |in |von |per |als |aus dem |F |C |zu |work |\( ?)*R\b(?!-| ?(?:teil|anteil|option|tag))",
    rf"\bR ?(?:,|\||oder|or|bzw\.?) ?(?:auch |in |im |aus |at |the |our |from |einem )*(?:I|O|B|Y|{ANY})\b(?! D)",
    r"\bR (?:oder|or) (?:in|im|from|at|aus|an|von)\b",
    r"\bR,? Y (?:oder|or|\||,)",
    rf"\bR[ ,|/]+Y\b(?! (?:{_OPTION}|work))",
    rf"\b[HR]\b ?[,:(|/\[-]* ?{_WITHIN}{LIST}",
    rf"{LIST} ?[-,:(|/\[]* ?(?:only |based |oder |or |auch |und |per |voll )*R\b",
    rf"{REACH}(?: \w+){{0,3}} [HR]\b",
    rf"\b[HR](?: [\w~]+){{0,4}} ?[(,|]? ?{REACH}",
    r"\b[HR] from (?:any|your)",
    rf"\bR (?:oder|or) {_CITY}",
    rf"{_ROOT} ?[:|] ?R (?:oder|or)\b",
    rf"\b(?:kannst|können|darfst|can) (?:\w+ ){{0,3}}{REACH} (?:\w+ )?arbeite",
    rf"^ ?R (?:[\w/&-]+ ){{1,4}}[|,(] ?{LIST} ?\)?$",
    rf"^(?:[\w-]+ )?[\w-]*{_ROLE}(?:[*:/]-?in)? (?:im|aus dem|vom|von|from) H\b(?! (?:{_OPTION}|D))",
    r"\b[HR] (?:möglich |possible |oder |or |and |und )*(?:from |von )?U\b(?! ?~)",
    rf"{REACH} ?[(,|/:-]+ ?[HR]\b",
    r"\b(?:open (?:to|for)|hir(?:e|ing)|welcom\w*|consider\w*|accept\w*) (?:fully |full |F |also )*R\b(?! ?~)",
    r"\bR (?:candidates?|applicants?|bewerb\w+|hires?)\b(?! (?:N|~))",
    r"\b(?:arbeite\w*|work) ?,? (?:dort,? |da,? )?(?:wo|where) (?:du|sie|ihr|you) (?:leb\w*|wohn\w*|live)\b",
    r"(?:entscheid\w*|wähl\w*|bestimm\w*|such\w*|decide|choose)[^.|;]{0,20} (?:von wo|from where|where (?=you work from))(?: aus)? ?(?:du|sie|ihr|you) (?:aus )?(?:arbeite\w*|work\w*)",
    rf"{_ANYWHERE}(?! [-/])",
    rf"\b(?:based|located|live|work) {LIST}(?=[^.]{{0,20}}\bR\b)",
    rf"\bU (?:aus )?(?:(?:in |innerhalb )?{ANY} )?(?:(?:für uns|bei uns|zu|mit uns|B) )*(?:arbeiten|tätig)",
    r"\b(?:(?:mit)?arbeite?\w*|work(?:ing)?|tätig)[ ,:|-]*(?:from |auch |remotely |R )?U\b",
    rf"^ ?U(?: {ANY})? ?$",
    rf"\b(?:role|position|job|work|stelle|tätigkeit|arbeit|aufgaben)\b[^.|;]{{0,40}}\b(?:from |von )?U(?: (?:in|within|innerhalb|aus)| (?:{ANY}|ausgeübt|erledigt|möglich)| ?[.;!|]| ?$)",
    rf"\bU (?:in |within |innerhalb )?(?:{ANY} )?(?:sie|du|ihr|you) (?:arbeite\w*|work)",
    rf"{_SEAT}\w* (?:\w+ ){{0,3}}(?:U|egal|zweitrangig|unerheblich|unwichtig|irrelevant|N (?:entscheidend|wichtig|relevant|rolle)|(?:N|nebensächlich\w*|untergeordnete) rolle)\b",
    rf"(?:egal|unabhängig|N rolle)[ ,]*(?:ist |spielt )?(?:vo[nm] |dein\w* |ihr\w* |der |dem )*{_SEAT}",
    r"egal,? (?:von )?wo(?:her)? (?:aus )?(?:genau )?(?:in \S+ )?(?:du|sie|ihr|man) (?:in \S+ )?arbeite\w*",
    r"(?:\b[RH]\b|arbeit\w*|bewirb)[^.|;]{0,60}egal,? (?:von )?wo(?:her)? (?:aus )?(?:genau )?(?:in \S+ )?(?:du|sie|ihr|man) (?:in \S+ )?(?:arbeite\w*|wohn\w*|leb\w*|sitz\w*)",
    r"\bR (?:ok|okay|welcome|accepted|eligible)\b",
    r"\bR (?:team|setup|position|rolle)\b(?= ?(?:$|[.,;|]))",
    rf"(?:arbeits|wohn|stand)?ort\w*[^.|;]{{0,24}}(?:U|frei (?:wähl\w+|bestimm\w+)|selbst (?:aussuchen|wählen|bestimmen))[^.|;]{{0,20}}{ANY}",
    rf"(?:arbeits|wohn|stand)?ort\w*[^.|;]{{0,24}}{ANY}[^.|;]{{0,20}}(?:U|frei wähl\w+|selbst (?:aussuchen|wählen|bestimmen))",
    rf"(?:freie|flexible) (?:wahl|ortswahl|standortwahl|arbeitsplatzwahl|arbeitsortwahl)[^.|;]{{0,40}}{ANY}",
)
# "Remote" alone between separators, or as the named place of work.
SEGMENT = _any(
    rf"{_START} ?(?:flexible?:? )?R ?[.!]?(?:$|[|)\]]|\(|,(?= )| {ANY})(?!, P)",
    r"[|(] ?[\w -]{2,18}, ?R ?(?:$|[|)])",
    rf"{_ROOT}\w*( work)? ?[:|] ?(?:[^.;:]{{0,60}}[,/|] ?)?(?:flexibel \( )?R ?(?:$|[|,;(/)])",
    rf"{_ROOT} ?[:|] ?virtual\b",
    rf"^ ?arbeitsplatz (?:im|in) H\b(?! {_OPTION})",
    r"^ ?[^A-Z,;:|]{2,20}/ ?R ?$",
    r"^(?!.*(?:flex|gleit|urlaub|[HYP])) ?[^,;:|]{2,28}, ?R ?(?:$|/)",
    rf"^ ?H(?:(?: ?[,/] ?| (?:oder|or) ){_CITY})+ ?$",
    rf"(?:^|[:|]) ?(?:{_CITY}(?: ?[,/] ?| (?:oder|or) ))+(?:im |aus dem )?H ?(?:$|[|(])",
    r"^ ?(?:[a-zäöüß.-]+(?: [a-zäöüß.-]+)?, ?){1,5}[a-zäöüß.-]+ (?:oder|or) H ?(?:$|[|(])",
    rf"{_ROOT} ?[:|] ?(?:im |dein |ihr )?[HZ] ?(?:$|[.;(|]|(?:in|im|mit|with|within|nahe|near|raum)\b)",
)
# A list of places in a field of its own: "Hannover, Homeoffice".
PLACE = _any(
    r"\b[R]\b(?! ?(?:~|D|anteil|teil|möglich|option))",
    r"(?:im|from|vom|von|aus dem|in|via|per) H\b",
    r"^H\b",
    r"(?<![OIB]) (?:oder|or) (?:im |aus dem )?H ?(?:$|[|(,])",
    r"(?<!mit)(?<!und)(?<!inkl\.)(?<!plus)(?<![&+]) H ?[(|]",
    r"\) ?[|,-]? ?H\b(?! ?(?:~|D|und|&|\+|,))",
    r"[|/,(:&] ?H ?(?:$|[|/,):])",
    r"\bS\b",
)

# In such a field these make it an offer of less: "Hannover, Homeoffice möglich".
OPTIONAL = re.compile(rf"{_OPTION}|\bteils\b")

# Remote in kind, yet weaker than a stated quantity of office days.
SOFT = _any(
    r"\bS\b(?! ?(?:~|teilweise|[\w ,]{0,30}P [IO]))",
    r"^(?!.*(?:\b[HYP]\b|mobil)).*\bV\b",
    r"\bV (?:arbeit\w* )?(?:im |aus dem |vom |von )?[HZ]\b",
    r"\b(?:a|an|als|is|ist|are|sind|this|wir|we) (?:\w+ ){0,2}R (?:team|setup|firma|startup|role|position)\b",
    r"\b[RH]\b[^.|]{0,70}\b(?:L|[QJ])\b[^.|]{0,40}(?:besuch\w*|visit\w*|I\b|O\b|B\b|treffen|workshops?|travel|reisen?|meet\w*|events?|retreat\w*|come together|zusammen)",
    r"\b(?:du|sie|ihr|wir|you|we|team|teams|employees|people|everyone|alle|mitarbeiter\w*|colleagues)(?: \w+){0,2} (?:arbeite\w*|work\w*|operate)(?: (?!P\b)\w+){0,2} (?:R|F H|alle(?:samt)? [HRZ])\b(?! ?(?:und|and|oder|or|mit|with|\(|teilweise))",
    r"\b(?:everyone|everybody|we all|all of us|alle|allesamt) (?:\w+ ){0,2}(?:work\w*|arbeite\w*) [HR]\b(?! ?(?:und|and|oder|or|\d))",
    r"\b[HR] ?[:-]? ?full-?time",
    r"\b(?:stellen|positionen|jobs|positions|roles|stelle|position|role|job|wir|we) (?:sind|are|ist|is) (?:alle |all )?R ?(?:$|[.,;!|])",
    r"\b(?:team|wir|we|alle|everyone)\b[^.|,;]{0,50}\b(?:arbeitet|arbeiten|works?) R ?(?:$|[.,;!|])",
    r"\bH ?-?(?:job|stelle|position|tätigkeit)\b",
    r"^ ?(?:arbeite|work) R\b(?! ?(?:und|and|oder|or|~|\())",
    r"\b(?:arbeitest|arbeiten|arbeitet) (?:\w+ ){0,4}(?:alle|allesamt) (?:\w+ )?[HR]\b",
    r"\b(?:arbeit|tätigkeit|work|job|role|position|project|projekt|stelle|einsatz|gearbeitet) (?:erfolgt|findet|wird|is|takes place|ist|will be)(?: \w+){0,2} R\b",
    r"\b[LQJ]\b[^.|]{0,70}(?:ansonsten|sonst|otherwise)[^.|]{0,24}(?:[HRZU]|freie ortswahl)\b",
    r"\b[RH]\b[^.|]{0,50}(?:komm\w*|come|treff\w*|meet\w*|retreats?|events?|trips?|besuch\w*|visits?|termine?|wenige\w* I|few I)[^.|]{0,40}\b[QJ]\b",
    r"\b[RH]\b[^.|]{0,40}\b[QJ]\b[^.|]{0,20}(?:nach|to|in) ",
    r"(?:standort|arbeitsort)\w* (?:\w+ ){0,2}(?:U|frei (?:wählen|wählbar))(?= ?(?:$|[.,;!|]))",
    r"freie (?:wahl des (?:arbeits|wohn)?ort|ortswahl|arbeitsortwahl)",
    r"wähl\w* (?:deinen|ihren) arbeitsort (?:dabei )?(?:frei|selbst)",
    r"(?:arbeite\w*|arbeiten|work) ?[,:]? (?:von |from )?U[^.|]{0,14}\b(?:F|C|dauerhaft)\b",
)
# Days of presence so rare that the job is a remote one.
VISITS = _any(
    r"treff\w+",
    r"meet\w*",
    r"event\w*",
    r"zusammen\w*",
    r"workshop\w*",
    r"come together",
    r"sehen",
    r"klausur\w*",
    r"offsite\w*",
    r"retreat\w*",
    r"reise\w*",
    r"besprechung\w*",
    r"gather\w*",
)

_WORK = r"(?:arbeite\w*|arbeiten|work\w*|job|tätig\w*|büro|B|O|I|Y|H|Z)"
HYBRID = _any(
    r"\b[YHV]\b",
    r"\b[OIB] ?(?:und|oder|sowie|wie|or|and|/|\||&|\+|,|als auch|bzw\.?|anteil und) ?(?:auch |von |in |im |from |at |nach abstimmung |teils )*[ZR]\b",
    r"\bZ ?(?:und|oder|sowie|wie|or|and|/|,|als auch) ?(?:auch |im |in |from |at )*[OIB]\b",
    rf"\bR ?[:-]? ?{_OPTION}",
    rf"\b{_OPTION} [^.|;]{{0,30}}\b[RZ]\b(?! ~)",
    r"\bR ?(?:[-+&/]|und|and|sowie|mit|with|with some|plus) ?(?:auch |im |in |from |at |the |our )*[OIBYZ]\b",
    r"\bZ oder Z\b",
    r"\bR D\b",
    r"\b[P] [^.|;]{0,26}\b[RZ]\b",
    r"\b[RZ] ?:? (?:\w+ ){0,2}P\b",
    r"\bP [^.|;]{0,12}R",
    r"\b(?:auch|mal|sowohl|sonst|ansonsten|otherwise|rest\w*|den rest|the rest|remaining|übrige\w*|bereitschaft|can|kannst|können|darfst|dürfen|able to|ability to|auf wunsch|gern\w*)(?: \w+){0,4}[ ,:(]+R\b",
    rf"\bR (?:zu )?{_WORK}",
    r"\bR ?(?:policy|friendly|flexib\w*|modell|kultur|culture|regelung|quote|zeit\w*|arbeitszeit|tätigkeit|arbeitsplatz)",
    r"[|,&+] ?R ?(?:$|[,.|])",
    r"\bR ?(?:$|[|])",
    r"ortsflexib\w*",
    r"flexib\w* (?:arbeits?ort\w*|work(?:ing)? location\w*|locations?)",
    r"arbeitsortflexib\w*",
    r"freie? wahl des arbeitsplatz",
    r"flexible office",
    r"arbeitsort nach absprache",
    r"office[- ]first",
    r"full flex office",
    r"flexoffice",
    r"\bN F (?:\w+ ){0,3}[RHI]\b",
    r"~ D [OI]\b",
    r"\b[WE] (?:\w+ )?[OI] ?D\b",
    r"\bE (?:(?:und E|sind|bist|treffen|kommen|arbeiten|wir|du|alle|uns|gemeinsam) ){0,5}O\b(?! ~)",
    r"\bL (?:auch )?[OI]\b(?! ~)",
    r"\b(?:nicht nur|N F) (?:\w+ )?[OIB]\b",
    rf"{_ROOT} ?[:|] ?[^.:]{{0,30}}\bR\b",
    r"\b[EP][^.|;]{0,40}\b[OI]\b[^.|]{0,60}\b(?:rest|Z|U|up to you|restliche|remaining)",
    r"\bP [OI]\b",
    r"\b[OI] (?:\w+ )?P\b",
    r"\bP (?:in |im |am |auch |time |zeit |arbeitszeit )?[OI]\b",
)
_NO = r"(?:pflicht|zwang|muss|bedingung|D|vorgabe\w*|gemacht)"
NEGATED = _any(
    rf"\b[HRY]\b(?: ?:)?(?:(?! (?:und|and|sowie|plus) |[&+])[^.,|;:]){{0,70}}?\bN\b(?! (?:F\b|P\b|O\b|I\b|B\b|muss|nur|präsenz|anwesenheit|~|{_NO}|ausgeschlossen|unüblich|uncommon|immer))(?=[^.|;]{{0,40}}(?:$|[.,;!|)]))",
    rf"\bN (?:(?:anspruch auf|möglichkeit\w* (?:zu[rm]?|auf|für|der|des|von)|option\w* (?:for|to|auf|zu[rm]?|of)|offer\w*|provide|be done|be performed|possible|a|an|für|im|in|the|eine?[rmn]?|die|any|von|work|for|as|to|able to|eligible for|regelmäßige\w*|angeboten:?|available:?) )*[HRYS]\b(?: ?(?:oder|or|und|and|,|/|noch) ?[HRY]\b)*(?! ?(?:-?{_NO}|job\b|in \d))",
    r"\b[HR]\b[^.,|;]{0,40}(?:scheidet|ausgeschlossen|entfällt|excluded|unavailable)",
    r"\b(?:fern(?:lehre)|nach hause)[^.|;]{0,40}\bN (?:vorgesehen|möglich)",
    r"\b[HR] ?(?:[:|(]|möglich ?:?) ?N\b",
)
ONSITE = _any(
    r"(?:I|O|B|präsenz|anwesenheits)[- ]?(?:pflicht|zwang)",
    r"\b[FC] (?:\w+ ){0,2}[IO]\b",
    r"\b[IO] (?:work |arbeit )?(?:only|F\b(?! ?-)|C\b|required|zwingend|erforderlich|notwendig|nötig|5 D)",
    r"\b(?:only|nur|zwingend|immer|täglich\w*|daily|constant|full[- ]?time,?|always|rein\w*|exclusively|vollzeit|ganztägig)[ ,/|-]*(?:in |im |am |- )?[IO]\b",
    r"\b[FC] [^.|;]{0,16}(?:am standort|B)\b",
    r"(?:^|[|(\[/]) ?I ?(?:$|[|)\](])",
    r"[|] ?I ?,",
    r"\b[OI] (?:every|jeden|an jedem) D",
    r"\b(?:every|jeden) D (?:\w+ ){0,2}[OI]\b",
    rf"{_ROOT} ?[:|(]? ?\(?I\b",
    r"modalidad\w* ?(?:de trabajo)? ?:? I",
    r"\((?: ?\w+,)? ?I ?\)$",
    r"\( ?I ?(?:,|in\b|at\b)",
    r"\b(?:findet|wird|arbeite\w*|tätigkeit|work|arbeit|einsatz|dienst|stelle|role|position|job)\b[^.|;]{0,50}\b(?:immer|is|ist|sind|requires?|erfordert|verlangt|setzt|findet|are)\b[^.|;]{0,25}\b(?:I|(?:full[- ]time |based )O|im werk|am standort)\b(?! ?(?:possible|möglich|~))",
    r"\bI (?:role|position|job|stelle)\b",
    r"\bI [^.|;]{0,40}(?:gebunden|nötig|notwendig|erforderlich|zwingend|required|verlangt|unverzichtbar)",
    r"an einem festen standort",
    r"(?:\b(?:sie|du|ihr|you|wir|we) (?:arbeitest|arbeiten|arbeitet|work)|(?:to|will) work) I\b(?! ?(?:beim|bei|at|with|mit|und|and))",
    r"\bC I\b",
    r"\bI ?- ?(?:based|only)\b",
    r"\b(?:we|wir)(?: are|'re) an I team",
    r"finde[nt] (?:\w+ )?(?:immer )?I\b",
    r"full[- ]time (?:on )?[IO]\b",
    r"[IO] full[- ]time",
)
# "Ob im Büro oder remote, du entscheidest" offers a mix, not a remote job.
EITHER_WAY = re.compile(
    r"\b(?:ob|whether|sowohl|both|zwischen|between|either|mal|mix|balance|combin\w*|kombination|wechsel\w*)\b[^.|]{0,60}$"
)
# "Hybrid or remote": two offers, of which the larger counts.
CHOICE = _any(
    r"\bY\b[^.|]{0,50}\b(?:oder|or)\b[^.|]{0,12}\bR\b(?! (?:work|tag|anteil))",
    r"\bR\b[^.|]{0,14}\b(?:oder|or)\b[^.|]{0,14}\bY\b(?! (?:work|option))",
)
PARTLY = _any(
    r"\bP\b",
    r"\bteils\b",
    r"\bmix\b",
    r"\b(?:50-50|[46]0-[46]0|[37]0-[37]0|[28]0-[28]0|[19]0-[19]0)\b",
    r"\bY\b(?! ?(?:oder|or|\||,) ?(?:\w+ )?R)",
)
HYBRID_WORK = re.compile(r"\bY\b")
NOT_ONSITE = re.compile(r"\b[RYS]\b")
# "Not fully remote", "unable to work at home 100 %": only the whole of it is refused.
NOT_BEFORE = re.compile(r"\bN (?:\w+ )?$")
NOT_WHOLE = re.compile(r"\bN C\b")
WHOLE_BEFORE = re.compile(r"\b[FC] (?:\w+ )?$")
WHOLE_AFTER = re.compile(r" ?C\b")
ELSEWHERE = re.compile(r"\b[HRZSU]\b|freie")
NAMED = re.compile(r"[HR]\b")
