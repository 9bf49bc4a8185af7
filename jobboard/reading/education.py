"""Which education does an ad ask for? The lowest level it accepts, from "no degree needed" to a doctorate."""

import re
from enum import StrEnum

from jobboard.reading.lines import WISH, around


class Education(StrEnum):
    """Levels of education, the lowest first; a value of `posting.education`."""

    NONE = "none"
    SCHOOL = "school"
    APPRENTICESHIP = "apprenticeship"
    MASTER_CRAFTSMAN = "master_craftsman"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


_LEVELS: tuple[tuple[Education, str], ...] = (
    (
        Education.NONE,
        r"(?:keine?|ohne)\s(?:\w+\s)?(?:berufs)?(?:ausbildung|abschluss|qualifikation)\s(?:\w+\s)?(?:erforderlich|nötig|notwendig|voraussetzung|vorausgesetzt)|"
        r"auch ohne (?:\w+\s){0,2}(?:berufs)?(?:ausbildung|abschluss|studium)|no (?:formal )?(?:degree|qualification)s? (?:is |are )?(?:required|needed|necessary)|"
        r"ungelernte?\b|(?:ausbildung|abschluss) (?:ist )?nicht (?:erforderlich|nötig|notwendig)",
    ),
    (
        Education.SCHOOL,
        r"hauptschulabschluss|realschulabschluss|mittlere[rn]? (?:reife|schulabschluss|bildungsabschluss)|fachabitur|\babitur|fachhochschulreife|"
        r"hochschulreife|(?<![a-zäöü])schulabschluss|high[- ]school|sekundarschulabschluss|fachoberschul|\bmatura\b|\bged\b",
    ),
    (
        Education.APPRENTICESHIP,
        r"(?:abgeschlossene?|absolvierte?|erfolgreiche?|beendete?|einschlägige|kaufmännische|technische|handwerkliche|medizinische|pflegerische|gewerbliche|"
        r"fachliche|entsprechende|passende|relevante|vergleichbare|gleichwertige|ähnliche|anerkannte|mehrjährige|dreijährige|[23]-jährige|solide|fundierte|gute|ihre|deine|eine)\s"
        r"(?:[\w/()*,.-]+\s){0,5}?(?:\w*(?<!weiter)(?<!fort)(?<!studien)ausbildung|berufs(?:ausbildung|lehre|abschluss)|(?:kv-|bank|koch|handwerks)?lehre)(?![a-zäöü])(?! (?:von|der|unserer) (?:azubis|auszubild|nachwuchs))|"
        r"(?:berufs|fach|grund|informatik|verkaufs|it-|kaufmanns|elektro|bank|koch)-?ausbildung(?![a-zäöü])|(?<![a-zäöü])ausbildung\s(?:als|zum|zur|im bereich|in der|in einem|oder)\b|"
        r"(?:oder|bzw\.?|/|,|und/oder) (?:\w+ ){0,2}(?:berufs)?ausbildung(?![a-zäöü])|gelernte[rn]?\s|ausgebildete[rn]?\s\w+(?:er|in|mann|frau|kraft)\b|gesellenbrief|facharbeiterbrief|ausbildungsabschluss|berufsabschluss|ausgelernte|"
        r"fähigkeitszeugnis|\befz\b|apprenticeship|vocational (?:training|qualification|education|degree)|completed (?:professional )?training|(?<!weiter)ausbildung (?:erfolgreich )?abgeschlossen",
    ),
    (
        Education.MASTER_CRAFTSMAN,
        r"meisterbrief|meisterprüfung|(?:handwerks|industrie|elektro|kfz-|werk|küchen|bau)-?meister\b|(?:geprüfte[rn]?|zum|als|zur|ausbildung|oder)\s(?:\w+)?meister(?:in)?\b|"
        r"techniker(?:ausbildung|abschluss|schule)|staatlich geprüfte[rn]?\s(?:[*:/\w]+\s)?techniker|fachwirt|betriebswirt(?:in)?\s\((?:ihk|hwk|va)|master craftsman|"
        r"(?:meister|techniker)(?:in)?\s?(?:/|oder|bzw\.?)\s?(?:meister|techniker)|bilanzbuchhalter",
    ),
    (
        Education.BACHELOR,
        r"bachelor|undergraduate degree|b\.\s?(?:sc|a|eng)\.|\bbsc\b|\bb\.?sc\b|fachhochschul(?:studium|abschluss|diplom)|(?<!wissenschaftliches )(?<!wissenschaftlichen )hochschul(?:studium|abschluss|ausbildung|bildung)|(?<!wissenschaftliches )(?<!duales )(?<!\w)studium\b(?! (?:zu|in|bei|an) )|"
        r"(?<!duales )(?<!\w)studium (?:der|des|im|in|mit|mind|oder|\(|an einer)|(?<!\w)(?!hochschul|master|universitäts|promotions)\w+studium\b|studienabschluss|akademische\w* (?:abschluss|ausbildung|hintergrund)|studienfach|abgeschlossene\w* studiengang|"
        r"(?:university|college|academic|engineering|technical|science|relevant|related|graduate|excellent|a) degree|(?<!master.s )(?<!master )(?<!masters )(?<!phd )(?<!doctoral )(?<!advanced )(?<!doctorate )degree (?:in|from|or)\b|\b(?:bs|ba|b\.s\.)\s?(?:/|or\b|in\b|degree)|university education|studiert|dipl(?:om)?\.?-?(?:ing|inf)\w*|\bfh-abschluss|berufsakademie|duales studium abgeschlossen",
    ),
    (
        Education.MASTER,
        r"master(?:studium|abschluss|grad|[’'`´]?s|-studium|-abschluss|niveau)?\s?(?:degree|of (?:science|arts)|/\s?diplom|oder diplom|or (?:phd|equivalent|higher)|\(|in\b|level)|masterstudium|master-?abschluss|master[’'`´]s|"
        r"(?:bachelor|diplom|magister)\S?\s?(?:/|oder|,|und|or|bzw\.?)\s?(?:einen? )?master|master\s?(?:/|oder|,|bzw\.?)\s?(?:diplom|magister|staatsexamen|bachelor)|m\.\s?(?:sc|a|eng)\.|\bm\.?sc\b(?! thesis)|\bms (?:in|degree|or|with)\b|masters?\s?(?:/\s?ph|or\b|with\b)|"
        r"wissenschaftliche[sn]? hochschul\w+|universitäts(?:studium|abschluss|diplom)|(?<!fh-)(?<!\w)diplom(?! ?-?(?:ing|inf|kauf|betrieb|verwalt|sozial|\(fh))(?:s|abschluss|studium)?\b(?!\s?\(?fh)|staatsexamen|advanced degree|(?:abgeschlossenes )?medizinstudium|approbation|volljurist|magister",
    ),
    (
        Education.DOCTORATE,
        r"abgeschlossene promotion|promotion (?:in|auf dem gebiet|abgeschlossen|im (?:bereich|fach))|promovierte?[rn]?\b|überdurchschnittliche promotion|ph\.?\s?d\.?(?:[’'`´]?s)? (?:in|degree|or)|(?:or|and|a|oder) ph\.?\s?d\b|doctora(?:te|l degree)(?! program)|doktorgrad|doktortitel|habilitation",
    ),
)
_PATTERNS = tuple((level, re.compile(pattern)) for level, pattern in _LEVELS)
_HINT = re.compile(
    r"ausbildung|studi|abschluss|degree|bachelor|master|diplom|promo|ph\.?d|doctor|lehre|gelernt|abitur|reife|meister|techniker|fachwirt|"
    r"b\.?sc|m\.?sc|vocational|apprentice|school|staatsexamen|approbation|zeugnis|efz|magister|matura|brief|jurist|b\.a|habilitation|bilanzbuch|training"
)
# Lines that speak of education as a task, an offer or a benefit.
_NOT_ASKED = re.compile(
    r"(?:wir|unsere?[nr]?)\s(?:\w+\s){0,3}(?:bieten|fördern|unterstützen|übernehmen|ermöglichen|bilden|ausbildung)|weiterbildungs?(?:möglich|angebot)|ausbildungsvergütung|ausbildungsplatz|"
    r"während (?:der|deiner|ihrer) ausbildung|scrum master|master data|stammdaten|(?:ab)?schluss(?:arbeit|bericht)|jahresabschl|monatsabschl|vertragsabschl|möglichkeit zur promotion|promotionsmöglich|ausbildung von|"
    r"bildest\b|betreuung der auszubild|hire|currently (?:enrolled|studying)|eingeschrieben|immatrikuliert|laufende[sn]? studium|studierst|studierende|neben (?:dem|deinem|ihrem) studium|tuition|student|sales promotion|marketing|high degree of|certain degree|ausbildungsleit|"
    r"teilnahme|enrolled|studium (?:zu|finanz|begleit)|im rahmen (?:deine|ihre|eine)s? studium|praxisphase|in lieu|referral|chance to|undertake|pursue|thesis in|abschlussarbeit|studienplatz|lehre und forschung|forschung und lehre"
)


def read_education(text: str) -> tuple[Education | None, str]:
    """The lowest level that the first requirement of the text accepts, and its words; None if it asks for none.

    "Ausbildung oder Studium" is an apprenticeship, "ein Studium" at least a bachelor's degree.
    """
    for line in text.split("\n"):
        low = line[:4000].lower()
        if not _HINT.search(low):
            continue
        for start, part in _clauses(low):
            if not _HINT.search(part) or _NOT_ASKED.search(part):
                continue
            found = [(level, match) for level, pattern in _PATTERNS if (match := pattern.search(part))]
            if not found or WISH.search(part):
                continue
            level, match = found[0]
            return level, around(line, start + match.start(), start + match.end())
    return None, ""


def _clauses(line: str) -> list[tuple[int, str]]:
    """Sentences of a paragraph, with where they begin."""
    starts = [0, *(match.end() for match in re.finditer(r"(?<=[.!?;])\s+(?=\D)", line))] if len(line) > 240 else [0]
    return [(start, line[start:end]) for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]


def level_of(words: str) -> Education | None:
    """The level a source's own field names: "Bachelor", "Berufsausbildung", "HIGH_SCHOOL"."""
    text = words.strip().lower().replace("_", " ")
    if text in set(Education):
        return Education(text)
    if level := read_education(text)[0]:
        return level
    return next((level for level, pattern in _BARE if pattern.search(text)), None)


_BARE = (
    (Education.DOCTORATE, re.compile(r"promotion|ph\.?d|doktor|doctor")),
    (Education.MASTER, re.compile(r"\bmaster\b|diplom|postgraduate")),
    (Education.BACHELOR, re.compile(r"bachelor|studium|hochschul|degree|university|\bfh\b")),
    (Education.MASTER_CRAFTSMAN, re.compile(r"meister|techniker")),
    (Education.APPRENTICESHIP, re.compile(r"ausbildung|lehre|vocational|professional certificate|associate")),
    (Education.SCHOOL, re.compile(r"schul|school|abitur")),
    (Education.NONE, re.compile(r"kein|none|no requirement")),
)
