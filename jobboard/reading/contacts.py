"""Whom does an ad name for questions? Read only beside words that say so; personal data, kept only while it is live."""

import re

from jobboard.posting import Contact
from jobboard.reading.lines import around

_PHRASE = re.compile(
    r"ansprech(?:partner|person)\w*|(?:ihr|dein|euer|unser)e?n? (?:persönliche[rn]? )?(?:kontakt|recruiter)\w*|^\W*kontakt(?:person|daten|informationen)?\W*$|kontakt(?:person|daten|informationen)?\s?:|"
    r"(?:rück|weitere[nr]? )?fragen\b[^.]{0,80}?(?:steh|beantwort|wende|kontakt|melde|gerne? an|erreich|hilft)|auskünfte?\b[^.]{0,60}?(?:erteil|gibt|geben|steh|bei)|haben sie (?:noch )?fragen|hast du (?:noch )?fragen|noch fragen\?|"
    r"(?:informationen|auskunft) (?:erteil|erhalten sie|gibt|bei)|wenden sie sich (?:bitte )?(?:\w+ )?an|melde dich (?:gerne )?bei|contact person|your contact|(?:please |feel free to )contact\b|questions[^.]{0,60}(?:contact|reach|write|ask)|contact\s?:|further information[^.]{0,40}contact|"
    r"bewerbung[^.]{0,60}\ban\s?:|zuständig(?:e[rn]?)? (?:sachbearbeiter|personal)"
)
# "You are the contact for our customers" is the job.
_TASK = re.compile(
    r"(?:erste[rn]?|zentrale[rn]?|direkte[rn]?|kompetente[rn]?|fachliche[rn]?|feste[rn]?|interne[rn]?|externe[rn]?|technische[rn]?|verschiedenen|wichtige[rn]?)\W{0,3}\w*\W?\w*ansprech|ansprech\w+\W{0,3}(?:in\b)?(?:\s?\([^)]*\))?\s(?:für|bei|gegenüber|von|in allen|rund|zu|vor ort|im|auf|und berater)\s(?!fragen|rückfragen|diese|die stelle)|als (?:\w+ )?ansprech|"
    r"accommodation|mit (?:\w+ )?ansprech|sie sind|du bist|agier|fungier|first point of contact|primary contact|main contact|contact for (?:our|all|the)|ansprechpartner der"
)
_TITLES = (
    r"(?:(?:Prof\.|Dr\.|Univ\.-Prof\.|PD|Dipl\.-\w+\.?|med\.|rer\.|nat\.|phil\.|-Ing\.|Ing\.|jur\.|h\.\s?c\.)\s?){0,5}"
)
_PART = r"[A-ZÄÖÜÉ][a-zäöüßéèçıšž]+(?:[-'’][A-ZÄÖÜ][a-zäöüßé]+)?"
_FULL = rf"{_TITLES}{_PART}(?:\s(?:(?:von|van|de|zu|der|den|el|al)\s){{0,2}}{_PART}|\s[A-Z]\.){{1,3}}"
_SALUTED = re.compile(
    rf"(?<!\w)(?:Frau|Herrn?|Ms\.?|Mrs\.?|Mr\.?)\s(?P<name>{_TITLES}{_PART}(?:\s(?:(?:von|van|de|zu|der|den)\s){{0,2}}{_PART}){{0,2}})"
)
_AFTER = re.compile(
    rf"(?:[Aa]nsprech(?:partner|person)\w*(?:[:*/]?-?[Ii]n(?:nen)?)?(?:\s\w+){{0,3}}?|[Kk]ontakt(?:person|daten)?|[Cc]ontact(?: [Pp]erson)?|[Rr]ecruiter(?:in)?|(?:Ihnen|[Dd]ir)(?:\s(?:unsere?|deine?|Ihre?)\s\w+)?|[Aa]n|[Bb]ei|contact)\s?:?\s(?P<name>{_FULL})(?![a-zäöüß])"
)
_LINE = re.compile(rf"^[-•*\s]*(?:Frau |Herrn? |Name: )?(?P<name>{_FULL})\s?(?:$|[,|–(•·]|\s-\s|Tel|T:|E-?Mail|\[)")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){1,4}(?<![.-])")
_PHONE = re.compile(
    r"(?<![\w/.(-])(?:(?:\+|00)\s?\d{1,3}[\s()/.–-]{0,3})?(?:\(0\)\s?)?\(?0?\d{2,5}\)?(?:[\s/.–-]{1,3}\d{2,}){1,5}(?![\w.-]*\d)"
)
_PHONE_WORD = re.compile(
    r"tel(?:efon)?|phone|mobil|\bT\b|\bfon\b|\+49|durchwahl|anruf|call|☎|📞|unter|erreich", re.IGNORECASE
)
# Capitalised words that are no names.
_NO_NAME = re.compile(
    r"(?<!\w)(?:[Uu]nsere?|[Ii]hre?|[Dd]eine?|[Bb]itte|[Pp]ersonal\w*|[Hh]uman|[Rr]esources|[Tt]eam|[Aa]bteilung|[Bb]ewerb\w*|[Oo]nline\w*|[Tt]elefon|[Ee]-?[Mm]ail|GmbH|AG|[Ff]ragen|[Ss]telle\w*|[Rr]ecruiting|[Mm]anager\w*|[Ll]eit\w+|[Gg]erne?|[Zz]ur|[Ff]ür|[Dd]ie|[Dd]er|[Dd]as|[Ww]ir|[Ss]ie|[Dd]u|[Ww]eiter\w*|[Ii]nformation\w*|[Jj]etzt|[Hh]aben|[Kk]ontakt\w*|"
    r"[Ss]traße|[Pp]latz|[Kk]unden\w*|[Pp]rojekt\w*|[Ss]ervice\w*|[Cc]enter|[Tt]alent|[Aa]cquisition|[Pp]eople|[Cc]areer|[Kk]arriere\w*|[Hh]otline|[Bb]usiness|[Pp]artner|[Aa]nsprech\w*|[Aa]rbeit\w*|[Ff]rau|[Hh]err\w?|[Uu]niversit\w+|[Ii]nstitut\w*|[Kk]lini\w+|[Ss]tadt\w*|[Ll]and\w*|[Vv]erwaltung|[Bb]ereich\w*|[Mm]arketing|[Oo]ffice|[Gg]roup|[Gg]ruppe|[Tt]he|[Pp]lease|[Oo]ur|[Yy]our|[Aa]pply|[Ss]upport|[Dd]epartment|[Hh]iring|[Ff]achbereich\w*|[Nn]iederlassung|[Ss]tandort\w*|[Vv]ertrieb\w*|[Ss]oftware|[Dd]ata|[Ii]nteresse|Tel|Person|Region|Pay|Type|At|Careers|Professor|Dekan|Logistics|Job|Details?|Applicants?|Privacy|Notice|Contact|Mail|Fax|Datenschutz\w*|Impressum|Adresse|Anfahrt|Ihnen|Dir|[Mm]ontag|[Ff]reitag|[Dd]eutschland)(?!\w)"
)
_WINDOW = 5


def read_contact(text: str) -> tuple[Contact | None, str]:
    """The person or address an ad names for questions, and the words; None where no phrase says that it is one."""
    lines = [line[:1500] for line in text.split("\n")]
    for at, line in enumerate(lines):
        low = line.lower()
        match = _PHRASE.search(low)
        if not match or (_TASK.search(low) and not re.search(r"fragen|ihr ansprech|dein ansprech|@", low)):
            continue
        window = lines[at : at + _WINDOW]
        window[0] = line[max(0, match.start() - 90) :]
        name = _name(window)
        email = next((found[0] for part in window if (found := _EMAIL.search(part))), "")
        phone = _phone(window)
        if name or email or phone:
            return Contact(name=name, email=email, phone=phone), around(line, *match.span())
    return None, ""


def _name(window: list[str]) -> str:
    for at, line in enumerate(window):
        for pattern in (_SALUTED, *((_AFTER,) if at == 0 else ()), *((_LINE,) if at else ())):
            if (match := pattern.search(line)) and not _NO_NAME.search(match["name"]):
                return re.sub(r"\s+", " ", match["name"]).strip()
    return ""


def _phone(window: list[str]) -> str:
    for line in window:
        for match in _PHONE.finditer(line):
            digits = re.sub(r"\D", "", match[0])
            said = _PHONE_WORD.search(line[max(0, match.start() - 40) : match.end()])
            if (
                6 <= len(digits) <= 16
                and match[0].count("(") == match[0].count(")")
                and (said or match[0].startswith("+"))
                and not re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", match[0])
            ):
                return match[0].strip()
    return ""
