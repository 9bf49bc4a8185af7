"""Phrases that carry the words for home, remote, hybrid or office and say nothing about the place of work.

Patterns run on a folded line (see `cues.fold`). What they match is blanked out before anything is read.
"""

_PRODUCT = (
    r"(?:software|tools?|produkt\w*|products?|lösung\w*|solutions?|systeme?|geräte\w*|spezialist\w*|expert\w*|anbieter\w*|plattform\w*|platforms?|"
    r"technolog\w*|möbel\w*|telefonie|technik|hardware|zubehör|webcams?|headsets?|future|zukunft)"
)
_HOME_WORK = r"(?:homeoffice\w*|remote[- ]?(?:work\w*|arbeit\w*)|hybrid\w*[ -](?:work\w*|arbeit\w*|teams?)|(?:von |from |at |zu )(?:zu )?(?:hause?|home)|mobile\w*[ -](?:arbeit\w*|work\w*))"

# True of any line, also of a title.
TRAPS = (
    r"#li-\w+",
    r"remote[- ]?(?:support\w*|zugriff\w*|zugang\w*|access\w*|service\w*|wartung\w*|lösung\w*|repair\w*|diagnos\w*|desktop\w*|verbindung\w*|"
    r"maintenance|monitoring|control\w*|sensing|sensor\w*|hilfe|betreuung|einwahl|management|assist\w*|steuer\w*|schulung\w*|training\w*|"
    r"elementen?|sites?\b|locations?\b|offices?\b|employees\b|colleagues\b|staff\b|servers?\b|interview\w*|workshops?\b|meetings?\b|inbetriebnahme\w*|"
    r"überwachung\w*|kanäle\w*|device\w*|viewing|users?\b|areas?\b|regions?\b|communit\w*|procedure\w*|workstations?|testbench|communication\w*|"
    r"onboarding\w*|collaboration tools|verkauf\w*|selling|sessions?\b|termin\w*|repositor\w*|host\w*|patient\w*|install\w*|update\w*|usability|verwaltung|"
    r"recruiting\w*|deployment\w*|tools?\b|experience|code execution|identification|operation\w*|leadership|consultation\w*|beratung\w*)",
    r"remote arbeitende[nr]?",
    r"\bgit remote\b|tele-?remote",
    r"(?:ms|microsoft|open|libre|google|wps)[ -]?(?:office|homeoffice)\b[\w -]*",
    r"(?<!home)office[- ]?(?:365|paket\w*|produkt\w*|anwendung\w*|programm\w*|kenntnis\w*|suite|management|manager\w*|software|applications?|"
    r"tools?|assistenz\w*|assistant\w*|kommunikation|administrat\w*|umgebung\w*|supplies|hours)",
    r"(?:front|back|middle|head|post|box|patent)[ -]?office",
    r"b(?:ü|ue)ro(?:management|kommunikation|kauf\w+|material|organisation|hund\w*|ausstattung|assist\w*|einrichtung\w*|immobilie\w*|gebäude)",
    r"homeoffice[- ]?(?:möbel\w*|artikel\w*|ausstattung\w*|ausrüstung|equipment|pauschale\w*|zuschuss\w*|zulage\w*|set[- ]?up\b(?: allowance| budget)?|setup|"
    r"allowance|budget|stipend|inducement|einrichtung\w*|lösung\w*|produkt\w*|bonus|furniture|hardware)",
    r"(?:work(?:ing)?[ -]from[ -]home|remote[ -]work(?:ing)?|wfh)[- ](?:allowance|budget|stipend|set-?up|equipment|bonus)",
    r"(?:ausstattung|ausrüstung|equipment|zuschuss|budget|möbel|einrichtung|setup|allowance|stipend)\w*[^.|\n]{0,25}(?:homeoffice|remote|from home)",
    r"(?:homeoffice|telearbeit\w*)[- ]arbeitspl[aä]tze?n?(?= (?:unsere|für|der|ein|und|von))",
    r"(?:richten|stellen|statten)\b[^.|\n]{0,25}\bhomeoffices? (?:ein|aus)\b|(?:set(?:ting)? up|equip\w*|furnish\w*) (?:\w+ )?homeoffices?\b|von zu hause ab(?:ge|zu)?hol\w*",
    r"hybrid\w*[ -](?:cloud\w*|landschaft\w*|umgebung\w*|infra\w*|archite[ck]t\w*|projekt\w*|fahrzeug\w*|antrieb\w*|auto\w*|pkw\w*|"
    r"lern\w*|learning|lehr\w*|lecture\w*|unterricht\w*|event\w*|veranstaltung\w*|it\b|server\w*|kraftwerk\w*|system\w*|wechselrichter\w*|speicher\w*|"
    r"sales|vehicle\w*|manufacturing|fertigung\w*|engine\w*|app\w*|mobile app\w*|meeting\w*|konferenz\w*|vertrieb\w*|motor\w*|netz\w*|network\w*|lösung\w*|"
    r"solution\w*|sitzung\w*|format\w*|ai\b|ki\b|artificial|integration\w*|model(?:l?ierung|s of)|material\w*|werkstoff\w*|bauweise\w*|anlage\w*|"
    r"stud(?:y|ies)|trials?|retail|data\w*|search|power|energy|energ\w+|intelligen\w*|warf\w*|bedroh\w*|pflanz\w*|züchtung\w*|sort\w*|wertschöpf\w*|"
    r"produkt\w*|kurse?\w*|seminar\w*|ausbildung\w*|beratung\w*|identit\w*|cyber\w*|workload\w*|deployment\w*|ansätze?\w*|approach\w*|verfahren|inverter\w*)",
    r"hybrid,? (?:and|und|multi|public|private|on-prem\w*)[- ]\w*[ -]?(?:cloud|prem|plug)\w*|(?:cloud|on-?prem\w*)\s?(?:,|/|und|and|or|oder|&)\s?(?:\w+ (?:und|and) )?hybrid\w*",
    r"(?:elektro|diesel|benzin|verbrenner|e-auto|electric|plug-in|mild)[-, /]+(?:und |oder |and |or |/ ?)?hybrid\w*",
    r"(?:dienstwagen|firmenwagen|firmenauto|company cars?|car leasing)\b[^.|;\n]{0,40}hybrid\w*",
    r"hybrid(?:-| oder | und | / ?|/|, )(?:elektro|diesel|verbrenner|e-auto|benzin|electric|verbrenner)\w*",
    r"plug-in-hybrid\w*|hybridmodelle\b(?=[^.]{0,40}(?:plug|elektr|brennstoff|fahrzeug))|material hybrid \w+|hybrid\w*mobil\w*|hybrid\w* intelligen\w*",
    r"hybrid\w*(?:netz|antrieb|motor|fahrzeug|kraftwerk|speicher|system|cloud|auto)\w*",
    r"hybride? (?:rolle|role|position)\b(?= (?:mit (?:zwei|den|schwerpunkt\w*)|zwischen|aus|combining|between|that combines|which combines))",
    r"workations?[^.|\n]{0,60}|(?:up ?to|bis zu|\d+)[^.|\n]{0,30}\bworkations?|jobbatical[^.|\n]{0,120}",
    r"(?:ruf|alarm|ruf-|on-?call)\s?(?:bereitschaft\w*|duty)?[^.|\n]{0,30}(?:von zu ?hause|from home)",
    # so many days or weeks a year from elsewhere are a holiday benefit
    r"(?:wochen?|weeks?|monate?|months?|days?|tage?n?)[^.|;\n]{0,45}(?:work(?:ing)?[ -]?from[ -]?(?:\(?m?\)?anywhere|[\ue000-\uefff]|abroad|another)|von überall|ausland|abroad|"
    r"other \S+ countries|anderen (?:standort|land|ort)\w*|another (?:location|country)|different (?:location|country)|different countr\w*|anywhere)(?: \w+){0,3}",
    r"(?:(?:remote(?:ly)? )?work(?:ing)?[ -]?from[ -]?(?:\(?m?\)?anywhere|[\ue000-\uefff])|from abroad|aus dem (?:\S{1,12}[ -]?)?ausland|von überall|work abroad)[^.|;\n]{0,45}?\d+ ?(?:weeks?|wochen?|days?|tage?n?|months?|monate?)(?: \w+){0,3}",
    r"(?:weeks?|wochen?) of remote work(?: per year)?|\d+ (?:wochen?|weeks?|tage?|days?)(?: (?:im|pro|per|a) (?:jahr|year))? remote(?: work)? (?:im|from|aus)[^.|;]{0,20}(?:ausland|abroad)",
    r"mobile[rnms]?\s(?:arbeitsplatz\w*|arbeitsplätze\w*|arbeitsgerät\w*|arbeitsmaschin\w*|endgerät\w*|pflege\w*|app\w*|anwendung\w*|dienst\w*|gerät\w*|datenerfassung|massage\w*|devices?|einsatz\w*)",
    r"(?:online|web|internet|markt|medien|tv|social[- ]media|messe)-?pr(?:ä|ae)senz\w*|pr(?:ä|ae)senz(?:lehre|unterricht|veranstaltung|schulung|seminar|phase|studium|bestand|handel)\w*|unternehmenspräsenz|"
    r"pr(?:ä|ae)senz(?:en)? (?:auf|an den|in (?:social|sozialen|\d|über|mehr|den medien|belgien|europa|allen|vielen)|am markt|vor ort sichern)|"
    r"(?:unserer?|ihrer?|deren|globale[rn]?|internationale[rn]?|regionale[rn]?|starke[rn]?|digitale[rn]?|weltweite[rn]?|mediale[rn]?|lokale[rn]?) pr(?:ä|ae)senz(?!tag|pflicht|zeit)",
    r"vor[ -]ort[ -]?(?:beim|bei (?:den |unseren )?|an den |in den filialen|bei \w+)\s?(?:kund\w+|mandant\w+|patient\w+|standort\w*|klient\w*|benutzer\w*)",
    r"(?:kund\w*|mandant\w*|patient\w*|klient\w*|ansprechpartner\w*|filiale\w*|partner\w*|projekte?\w*|baustelle\w*)[*:_]?(?:innen)?,?[ -]{1,3}(?:auch |direkt |\w+ )?vor[ -]ort",
    r"\(?vor[ -]ort[ -]?\)?-?(?:support|termin\w*|kontrolle\w*|einsatz\w*|einsätz\w*|einrichtung|service\w*|betreuung|besuch\w*|begehung\w*|aktion\w*|training\w*|analyse\w*|"
    r"kundensupport|montage\w*|beratung\w*|prüfung\w*|unterstützung|schulung\w*|installation\w*|inbetriebnahme\w*|audit\w*|wartung\w*|sein)",
    r"on-?site[ -](?:seo|search|marketing|merchandising|content|supermarket|gym|canteen|physicians?|facilit\w+|kita|daycare|childcare|parking|projects?|visits?|customer|"
    r"support|service|supplier|teams?|installation\w*|meetings?|analys\w+|workshops?|sales|vermarktung|manager\w*|management|engineers?\w*|optimi\w+|fitness|doctor\w*|amenit\w+)",
    r"onpage,? onsite|onsite,? offpage|onsite(?:[ -]und|/|,)[ -]?off\w+|on-?site[^.|\n]{0,15}(?:offshore|nearshore)\w*|canteens? on-?site",
    r"(?:egal|unabhängig davon|ganz gleich|no matter|regardless)[, ]+(?:of )?(?:ob|whether|if)[^.|\n]{0,60}(?:remote|homeoffice|vor ort|unterwegs|im büro|office|home)[^.|\n]{0,60}",
    r"remote work(?:ers?|force)\b|(?:global(?:ly)?[ -])?distributed (?:system|comput|software|business|architect|cloud|data|ledger|oracle|plm|cross|development)\w*",
    r"(?:manage|managing|leading|lead|führ\w+|leit\w+|erfahrung\w*|experience|verantwortung)[^.|\n]{0,30}(?:remote|distributed|virtual|verteilt\w+|hybrid\w*)[ -]teams?",
    r"(?:erfahrung\w*|experience|kenntnisse?) (?:im|in|mit|with|von|of|using) (?:\w+ )?(?:homeoffice|remote[- ]?(?:work\w*|arbeit\w*|jobs?)|hybrid\w*[- ](?:arbeit\w*|work\w*))",
    r"(?:remote|homeoffice|home)[- ]?(?:work(?:ing)?|arbeits?)?[- ]?(?:experience|erfahrung\w*)",
    r"(?:remote|hybride?n?|virtuelle?n?|verteilte?n?) teams? (?:zu )?(?:führ|leit)\w*|(?:kunden|nutzern?|anwendern?|users|customers|clients) (?:im|in) homeoffice",
    r"(?:online|e-?learning|web|digital\w*)[- ]?(?:schulung\w*|kurs\w*|seminar\w*|training\w*|weiterbildung\w*)?[^.|;\n]{0,20}(?:von zu hause|from home)(?: aus)?",
    r"home[ -]based (?:care|nursing|services?|health\w*|support|treatment|therap\w*)",
    r"\d{1,3}\s?(?:\+ ?\d+ )?(?:(?:arbeits|urlaubs|ferien|vacation |holiday )?tage?n?|days)\s(?:(?:bezahlter? |jahres|erholungs|sonder|bildungs|paid |annual |of )*(?:urlaub\w*|vacation|leave|holidays?|ferien|pto))|\d{2}\s?urlaubstage?n?|"
    r"\d{2} (?:paid )?(?:vacation|holiday) days|(?:\d|fünf|vier|drei|five|four)[- ](?:tage|day)[- ](?:arbeits)?(?:woche|week)",
    r"deutschlandweit(?:en|e)? (?:tätig|mobil|vertreten|kunden|aktiv)|(?:bundes|deutschland|europa|welt)weite?[nrsm]? (?:tätig|aktiv|vertreten|kund\w+|einsatz\w*|projekt\w*|reise\w*|standort\w*|führend\w*)|reisebereitschaft[^.|;]{0,30}weit",
    r"(?:auslastung|workload|pensum|utili[sz]ation|beschäftigungsgrad|arbeitspensum|capacity|fte)\s?(?::|of|von)?\s?\d{1,3} ?(?:%|prozent)(?: ?- ?\d{1,3} ?%)?|"
    r"\d{1,3} ?(?:%|prozent|percent)(?: ?- ?\d{1,3} ?%)?,? ?(?:auslastung|workload|pensum|utili[sz]ation|travel\w*|reise\w*|dienstreise\w*|stelle\b|position\b|teilzeit|vollzeit|kostenübernahme|übernommen)|"
    r"(?:reise\w*|travel\w*|dienstreise\w*)[^.|;\d\n]{0,25}\d{1,3} ?(?:%|prozent|percent)",
    rf"(?:software|tools?|{_PRODUCT})\s(?:\w+\s){{0,2}}?(?:für|zu|for|of|rund um|around|im bereich)\s(?:\w+[ ,]+){{0,3}}{_HOME_WORK}",
    r"(?:software|plattform|lösung\w*|produkte?|app|platform|solutions?|technolog\w*|tools?|kund\w+|customers?)\b[^.|;\n]{0,60}(?:ermöglich\w+|erlaub\w+|mach(?:t|en)|enabl\w+|allow\w*|lets?|makes?|empower\w*|helps?|hilft|helfen)\b[^.|;\n]{0,60}(?:remote|home|überall|anywhere|hybrid|mobil|hause)\w*(?: (?:zu )?(?:arbeite\w*|work\w*))?",
    r"(?:ermöglich\w+|erlaub\w+|enabl\w+|allow\w*|empower\w*|help\w*|helfen) (?:\w+ )?(?:unternehmen|firmen|betrieben|organisationen|businesses|companies|enterprises|teams|organi[sz]ations)\b[^.|;\n]{0,60}(?:remote|home|überall|anywhere|hybrid|mobil|hause)\w*(?: (?:zu )?(?:arbeite\w*|work\w*))?",
    rf"(?:berätst?|beraten|coach\w*|advise|consult\w*)\s[^.|\n]{{0,40}}(?:zu|rund um|bei|on|about)\s[^.|\n]{{0,25}}{_HOME_WORK}",
    rf"{_HOME_WORK}[- ](?:lösung\w*|produkt\w*|software|solutions?|products?|tools?\b|technolog\w*)|hybrid\w* (?:arbeits?|working )patterns of",
    r"wie zu hause|zu hause (?:fühl\w+|ankommen)|at home (?:with us|in \d+|at work\b|working in|or at work)|(?:feel|fühl\w+|be|success|sacrifices|workplace and|supported)(?: \w+){0,2} (?:at home|zu hause)",
    r"(?:helf\w*|help\w*|ermöglich\w+ (?:es )?(?:menschen|kund\w+|patient\w+|nutzer\w+|users|unseren kunden)|lets?|enabl\w+|menschen|people|patient\w*|kund(?:en?|innen)\b|kund[*:_]innen|customers?|users|nutzer\w*|schüler\w*|doctors?|consumers?|bewohner\w*|senior\w*|klient\w*|kindern?|visit|besuch\w*|pfleg\w+|betreu\w+|haushalts\w+)"
    r"[^.|;\n]{0,50}(?:von zu hause|zu hause|from home|at home|from (?:their|your) home|daheim|from anywhere|von überall)(?: aus)?",
    r"(?:interview|gespräch|vorstellungsgespräch|bewerbungsgespräch|kennenlern\w+|assessment|auswahlverfahren|onboarding|kick-?off)\w*[^.|\n]{0,60}(?:remote|hybrid|vor ort|on-?site|online|präsenz|im büro|in the office)\w*",
    r"(?:remote\w*|hybrid|vor ort|on-?site|online)[- ](?:\w+ ){0,2}(?:interview|gespräch|vorstellungsgespräch|bewerbungsgespräch|kennenlernen|assessment)\w*",
    r"(?:schulung\w*|training\w*|seminar\w*|weiterbildung\w*|fortbildung\w*|kurse?|coaching\w*|unterricht|lehre|events?|veranstaltung\w*|meetings?|workshops?|sitzung\w*|vorlesung\w*|lectures?|classes|tagung\w*|messen?|konferenz\w*)"
    r"[^.|;\n]{0,30}(?:finde\w* |take place |are |sind )?[^.|;\n,]{0,20}(?:hybrid|remote|in pr(?:ä|ae)senz|vor ort|on-?site|im büro)\b(?![- ](?:arbeit|work))",
    r"(?:telefon\w*|e-?mail|mail|phone|chat|video|telephone|ticket\w*)\s?(?:,|/|und|oder|&|and|or|als auch|sowie|bzw\.?)\s?(?:(?:per|via|als auch|sowie|auch|telefon\w*|e-?mail|mail|phone|video|chat|live)[ ,/]*)*(?:oder |or |und )?(?:remote|vor ort|on-?site)\w*",
    r"(?:per|via) remote\b(?![- ](?:arbeit|work))|remote (?:oder|or|und|/|and) (?:telefon\w*|per mail|phone)",
    r"home ?- ?(?:made|care|page|base\b(?!d)|land|owner\w*)|nursing home\w*|smart home\w*|mobile home",
)
# True of prose only: a title such as "Customer Support (Remote)" means the place of work.
PROSE_TRAPS = (
    r"(?:einarbeitung|onboarding|training period|einarbeitungsphase|probetag\w*|probearbeiten|initial period|anfangszeit|first (?:\w+ )?(?:weeks?|months?))[^.|;,\n]{0,50}(?:vor ort|im büro|on-?site|in the office|in-office|pr(?:ä|ae)senz)(?: statt)?",
    r"\bwith (?:\w+ ){0,2}remote (?:team|colleague|stakeholder|customer|client|member|partner|developer|user)\w*",
    r"(?:support|beratung|schulung\w*|interviews?|hilfe|betreuung|fernwartung|wartung|service|assist\w*|installation\w*)[^.|\n]{0,40}\b(?!(?<=\()remote(?:\)|, ))remote(?:ly)?\b(?![- ](?:arbeit|work|möglich|option))",
    r"(?:betreu(?:en|st|ung|t)|behandel\w+|installier\w+|implementier\w+|warten|wartest|schul(?:en|st)|unterstütz(?:en|st|t)|steuer(?:t|n|st)|überwach\w+|konfigurier\w+|bedien\w+|lös(?:en|t)|behebe?n?|analysier\w+|"
    r"controls?\b|monitor\w*|operate\w*|troubleshoot\w*|assist\b|diagnos\w+|manage[sd]?\b)[^.|\n]{0,40}\b(?!(?<=\()remote(?:\)|, ))remote(?:ly)?\b(?![- ](?:arbeit|work|möglich))",
    r"(?:telefonisch\w*|vor ort|on-?site)\s*(?:/|und|oder|&|als auch|and)\s*(?:telefonisch\w*\s*/\s*)?remote[- ]?(?:lösung\w*|support|beim kunden|bei kunden)",
    r"remote(?:ly)?,? (?:oder|or|und|and|&|/|sowie) (?:vor ort|on-?site) (?:beim|bei|at) (?:\w+ ){0,2}(?:kund\w*|client\w*|customer\w*)",
    r"(?:independently|abstimm\w*|austausch\w*|perform\w*|collaborat\w*|communicat\w*|interagier\w*|kommunikation|zusammenarbeit|zusammen)[^.|;\n]{0,60}(?<!% )(?<!prozent )(?<!vollständig )(?<!komplett )(?<!fully )\bremote(?:ly)?\b(?![- ](?:arbeit|work|möglich|first|only))",
    r"(?:colleagues|kolleg\w+|teams?|standort\w*) [^.|\n]{0,30}\(remote[^)]{0,20}\)",
    r"work abroad|arbeiten aus dem ausland",
)
