"""Who is the employer? Legal forms parted from names, the group a text names, and when two names mean one employer."""

import re
import unicodedata

# As written in names, the longest first, so that "GmbH & Co. KG" is not read as "KG".
_AND_CO = r"\s?(?:&|\+|und|u\.)\s?Co(?:mpany|\.)?,?\s?"
_LIMITED = r"UG\s?\(?\s?haftungsbeschränkt\s?\)?"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:GmbH|G\.m\.b\.H\.){_AND_CO}KGaA", "GmbH & Co. KGaA"),
    (rf"(?:GmbH|G\.m\.b\.H\.){_AND_CO}KG", "GmbH & Co. KG"),
    (rf"GmbH{_AND_CO}OHG", "GmbH & Co. OHG"),
    (rf"mbH{_AND_CO}KGaA", "mbH & Co. KGaA"),
    (rf"mbH{_AND_CO}KG", "mbH & Co. KG"),
    (rf"SE{_AND_CO}KGaA", "SE & Co. KGaA"),
    (rf"SE{_AND_CO}KG", "SE & Co. KG"),
    (rf"AG{_AND_CO}KGaA", "AG & Co. KGaA"),
    (rf"AG{_AND_CO}KG", "AG & Co. KG"),
    (rf"{_LIMITED}{_AND_CO}KG", "UG & Co. KG"),
    (rf"UG{_AND_CO}KG", "UG & Co. KG"),
    (rf"(?:Ltd\.?|Limited){_AND_CO}KG", "Ltd. & Co. KG"),
    (rf"B\.?V\.?{_AND_CO}KG", "B.V. & Co. KG"),
    (rf"Stiftung{_AND_CO}KG", "Stiftung & Co. KG"),
    (_LIMITED, "UG"),
    (r"gemeinnützige (?:GmbH|Gesellschaft mbH|Gesellschaft mit beschränkter Haftung)|gGmbH", "gGmbH"),
    (r"Gesellschaft mit beschränkter Haftung|GmbH|G\.m\.b\.H\.", "GmbH"),
    (r"mit beschränkter Haftung|(?<!Gesellschaft )(?<!\w)mbH|(?<=Gesellschaft )mbH", "mbH"),
    (r"Kommanditgesellschaft auf Aktien|KGaA", "KGaA"),
    (r"Aktiengesellschaft|AG", "AG"),
    (r"gemeinnützige AG|gAG", "gAG"),
    (r"SE", "SE"),
    (r"UG", "UG"),
    (r"e\.?\s?Kf[rm]\.?|e\.\s?K\.|e\.?K\.", "e. K."),
    (r"eingetragener Verein|e\.\s?V\.?|eV", "e. V."),
    (r"eingetragene Genossenschaft|e\.?\s?G\.|eG", "eG"),
    (r"OHG", "OHG"),
    (r"KG", "KG"),
    (r"eGbR|GbR", "GbR"),
    (r"Part(?:nerschafts)?G(?:esellschaft)?\s?mbB|PartG\s?mbB|PartGmbB", "PartG mbB"),
    (r"PartG|Partnerschaftsgesellschaft", "PartG"),
    (r"VVaG|V\.V\.a\.G\.", "VVaG"),
    (r"Anstalt des öffentlichen Rechts|A\.?ö\.?R\.?", "AöR"),
    (r"Körperschaft des öffentlichen Rechts|K\.?d\.?ö\.?R\.?", "KdöR"),
    (r"Stiftung des öffentlichen Rechts|S\.?d\.?ö\.?R\.?", "SdöR"),
    (r"Eigenbetrieb", "Eigenbetrieb"),
    (r"p\.?l\.?c\.?", "plc"),
    (r"(?:Pty\.?\s)?(?:Ltd\.?|Limited)", "Ltd."),
    (r"Inc\.?|Incorporated", "Inc."),
    (r"Corp\.?|Corporation", "Corp."),
    (r"L\.?L\.?C\.?", "LLC"),
    (r"LLP", "LLP"),
    (r"S\.?à\.?\s?r\.?l\.?", "S.à r.l."),
    (r"B\.?V\.", "B.V."),
    (r"N\.?V\.", "N.V."),
    (r"S\.\s?p\.\s?A\.|SpA", "S.p.A."),
    (r"S\.r\.l\.", "S.r.l."),
    (r"S\.\s?A\.(?:S\.)?|SAS", "S.A."),
    (r"Sp\.\s?z\s?o\.\s?o\.", "Sp. z o.o."),
)
# In any case, but for those that would be words in small letters or names in capitals: "se", "ag", "Kg", "EG".
_STRICT = frozenset(
    ("SE", "AG", "gAG", "UG", "KG", "eG", "e. V.", "e. K.", "S.A.", "LLC", "Inc.", "Corp.", "Eigenbetrieb")
)
_FORM = re.compile(
    r"(?<![\w.&])(?:"
    + "|".join(
        f"(?P<f{at}>{pattern if form in _STRICT else f'(?i:{pattern})'})" for at, (pattern, form) in enumerate(_FORMS)
    )
    + r")(?![\w&])"
)
_FOUNDATION = re.compile(r"(?<!\w)\w*stiftung(?!\w)", re.IGNORECASE)
_NAME_LENGTH = 300
_EDGES = " ,;-–|/"

_FILLER = frozenset("und and et the group gruppe unternehmensgruppe firmengruppe deutschland germany holding".split())
_WRITTEN_OUT = re.compile(r"(?<![aeiouq])([aou])e")

_CAPITAL = r"[A-ZÄÖÜ0-9](?:[\w&+'’/-]|\.(?=\w))*"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s(?:&\s|und\s|der\s|des\s|für\s)?{_CAPITAL}){{0,6}}(?:\se\.\s?V\.)?)"
_GROUP = rf"(?P<group>(?:{_CAPITAL}\s){{0,5}}(?:{_CAPITAL}[- ])?(?:\w+-?)?(?:[Gg]ruppe|Group|[Kk]onzern(?:s|es)?|Holding(?:\s\w{{2,4}})?))(?!\w)"
_PARENTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:\b[Ee]in|\b[Aa]ls|eine|einer|100\s?%-?ige[rn]?|hundertprozentige[rn]?|sind eine?)\s(?:\w+[a-z%]\s){0,3}"
        rf"(?:Tochter(?:gesellschaft|unternehmen|firma)?|Beteiligungsgesellschaft)\s(?:der|des|von)\s(?:[a-zäöü]+[en]n\s)?{_NAME}",
        rf"(?:\b[Ee]in|\b[Aa]ls|eine)\s(?:Unternehmen|Gesellschaft|Marke|Betrieb)\s(?:der|des|von)\s(?:[a-zäöü]+[en]n\s)?{_GROUP}",
        r"(?<!Sie )(?<!du )(?<!Du )(?:\bist|\bsind|[Aa]ls|gehört|gehören)\s(?:ein\s|zur?m?\s)?(?:[Tt]eil|[Mm]itglied|Unternehmen)?\s?"
        rf"(?:der|des|zur|von)\s(?:[a-zäöü]+[en]n\s)?{_GROUP}",
        rf"(?:wholly[- ]owned\s)?(?:subsidiary|division) of (?:the )?{_NAME}",
        rf"(?:a|are|is|as)\s(?:proud\s)?(?:company|part|member) of (?:the )?(?:[a-z]+\s)?{_GROUP}",
    )
)
_BARE = frozenset("gruppe group konzern holding unternehmensgruppe firmengruppe".split())
_HINT = re.compile(
    r"Tochter|Teil |Mitglied|Unternehmen der|Unternehmen des|gehör|subsidiary|part of|member of|company of|Marke|division of|Gesellschaft d|Betrieb d|Beteiligungsg"
)


def split_legal_form(name: str) -> tuple[str, str]:
    """The name without its legal form, and the form in its usual spelling: ("Musterwerke", "GmbH & Co. KG").

    What follows the form ("Niederlassung Nord") stays part of the name; "Stiftung" is a form that stays in the name.
    """
    text = re.sub(r"\s+", " ", name[:_NAME_LENGTH]).strip()
    matches = list(_FORM.finditer(text))
    for match in reversed(matches):
        rest = f"{text[: match.start()].rstrip(_EDGES)} {text[match.end() :].lstrip(_EDGES)}".strip(_EDGES)
        if rest and match.start() > 0:
            return rest, next(form for at, (_, form) in enumerate(_FORMS) if match[f"f{at}"])
    return text, "Stiftung" if _FOUNDATION.search(text) else ""


def employer_key(name: str) -> str:
    """The form under which two spellings of one employer are equal; "" only for a name without a letter or digit.

    Case, umlauts (Müller, Mueller, Muller), punctuation, blanks, legal forms, "Gruppe" and "Deutschland" do not count.
    """
    text = split_legal_form(unicodedata.normalize("NFC", name))[0]
    words = _words(text) or _words(name[:_NAME_LENGTH])
    kept = [word for word in words if word not in _FILLER] or words
    return _WRITTEN_OUT.sub(r"\1", "".join(kept))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def read_parent(text: str, employer: str = "") -> tuple[str, str]:
    """The group or company the ad says the employer belongs to, and the words; empty if it says nothing."""
    own = employer_key(employer)
    for line in text.split("\n"):
        if not _HINT.search(line):
            continue
        for pattern in _PARENTS:
            for match in pattern.finditer(line[:3000]):
                parent = _tidy(match["name"] if "name" in match.groupdict() else match["group"])
                if parent and employer_key(parent) != own:
                    return parent, match[0].strip()[:240]
    return "", ""


def _tidy(words: str) -> str:
    """The name as a name: no full stop of the sentence, no genitive of "Konzern"; "" for a bare "Gruppe"."""
    name = re.sub(r"[Kk]onzern(?:s|es)$", "Konzern", words.strip(" ,-"))
    return "" if name.lower() in _BARE or re.fullmatch(r"\w+gruppe", name) else name
