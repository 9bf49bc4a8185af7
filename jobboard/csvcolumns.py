"""Which columns does an employer's table have, how may they be called, and what may stand in them?

One table, after the conventions of Indeed's, Personio's and the Bundesagentur's feeds (docs/csv.md). A reader takes a
cell's text and returns its value, or raises CellError with a fault code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from jobboard.fault import MESSAGES
from jobboard.fold import fold
from jobboard.posting import EmploymentType, LanguageRequirement, Level, Period, WorkMode
from jobboard.reading import contract, languages, pay
from jobboard.reading.dates import read_date
from jobboard.reading.numbers import read_number
from jobboard.texts import N_

COLUMN_LIMIT = 1_000  # what stands further to the right is no table of postings


class CellError(Exception):
    """A cell's value cannot be used; carries the fault code and the values its message needs."""

    def __init__(self, code: str, **values: object) -> None:
        assert code in MESSAGES, code
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its German name, whether it is needed, its other names, its reader, and a word of help."""

    key: str
    name: str
    needed: bool
    synonyms: tuple[str, ...]
    read: Callable[[str], object]
    help: str = ""


def fold_header(text: str) -> str:
    """A header cell as the table knows it: lower case, umlauts written out, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _words(*, shortest: int = 1, longest: int = 200) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > longest:
            raise CellError("too_long", length=len(cell), limit=longest)
        if len(cell) < shortest:
            raise CellError("too_short", length=len(cell), limit=shortest)
        return cell

    return read


_COUNTED = re.compile(
    r"(?:bis zu|up to|ca\.?)?\s*(?P<number>[\d.,+-]+)\s*(?:stunden|std\.?|tage?|h|hours?|days?)?"
    r"\s*(?:pro woche|/\s?woche|wöchentlich|per week|a week)?",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"(?P<before>[a-z€$£.\s]*?)\s*(?P<amount>[-+−]?\d[\d.,'’ \u00a0\u202f]*(?:,[-–])?\s?k?)\s*(?P<after>[a-z€$£\s]*)",
    re.IGNORECASE,
)
_PAID_WORDS = re.compile(r"(?:€|\$|£|eur|euro|usd|chf|gbp|brutto|gross|ab|from|ca\.?|\s)*", re.IGNORECASE)


def _reference(cell: str) -> str:
    return _words()(cell.replace("\n", " "))


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(cell: str) -> float:
        match = _COUNTED.fullmatch(cell)
        number = read_number(match["number"]) if match else None
        if number is None:
            raise CellError("not_a_number")
        if not low <= number <= high:
            raise CellError("out_of_range", low=f"{low:g}", high=f"{high:g}")
        return number

    return read


def _days(cell: str) -> float:
    """Home days a week; of a range ("2-3") the higher, as in the ad's "up to"."""
    span = re.fullmatch(r"(\d(?:[.,]\d)?)\s?(?:-|–|bis)\s?(\d(?:[.,]\d)?)", cell)
    return _number(0, 5)(span[2] if span else cell)


def _money(cell: str) -> float:
    match = _PAID.fullmatch(cell)
    known = match and _PAID_WORDS.fullmatch(match["before"]) and _PAID_WORDS.fullmatch(match["after"])
    amount = pay.amount_of(match["amount"]) if match and known else None
    if amount is None:
        raise CellError("not_a_number")
    if not 0 < amount < 10_000_000:
        raise CellError("out_of_range", low="1", high="10000000")
    return amount


def _choice(choices: Mapping[str, object], shown: str) -> Callable[[str], object]:
    def read(cell: str) -> object:
        folded = fold_header(cell)
        if folded not in choices:
            raise CellError("not_a_choice", choices=shown)
        return choices[folded]

    return read


_MODES = {
    **dict.fromkeys(("vorort", "onsite", "praesenz", "buero", "nein", "no", "office", "inoffice", "kein", "keine"), WorkMode.ONSITE),
    **dict.fromkeys(("hybrid", "teilweise", "teils", "anteilig", "partly", "ja", "yes", "moeglich", "nachabsprache", "mobil"), WorkMode.HYBRID),
    **dict.fromkeys(("remote", "homeoffice", "100", "100remote", "100homeoffice", "vollremote", "fullyremote", "fullremote", "telecommute"), WorkMode.REMOTE),
    **dict.fromkeys(("keineangabe", "unbekannt", "unknown", "offen", "ka"), WorkMode.UNKNOWN),
}  # fmt: skip
_UNITS = {
    **dict.fromkeys(
        ("jahr", "jaehrlich", "year", "yearly", "annual", "proja", "projahr", "pa", "peryear"), Period.YEAR
    ),
    **dict.fromkeys(("monat", "monatlich", "month", "monthly", "promonat", "permonth"), Period.MONTH),
    **dict.fromkeys(("stunde", "stuendlich", "hour", "hourly", "prostunde", "std", "perhour"), Period.HOUR),
}
_YES_NO = {
    **dict.fromkeys(("ja", "yes", "true", "1", "wahr", "x"), True),
    **dict.fromkeys(("nein", "no", "false", "0", "falsch"), False),
    **dict.fromkeys(("unbekannt", "unknown", "keineangabe", "offen"), None),
}
_TERM_FIXED = re.compile(r"(?i)(?<!un)(?<!nicht )befrist|(?<!not )fixed|temporary|zeitvertrag|\bja\b|\byes\b")
_TERM_OPEN = re.compile(r"(?i)unbefrist|nicht befrist|not fixed|permanent|fest|nein|\bno\b|unlimited")


def _term(cell: str) -> bool:
    if _TERM_FIXED.search(cell):
        return True  # "befristet, danach unbefristet" begins with a term
    if _TERM_OPEN.search(cell):
        return False
    if read_date(cell) or re.search(r"\d{1,3}\s?(monat|jahr|month|year)", cell, re.IGNORECASE):
        return True
    raise CellError("not_a_choice", choices="unbefristet, befristet, permanent, fixed term")


def _types(cell: str) -> tuple[str, ...]:
    found = contract.read_types((cell,))
    if not found or found == (EmploymentType.OTHER,):
        raise CellError(
            "not_a_choice",
            choices="Vollzeit, Teilzeit, Minijob, Ausbildung, Praktikum, Werkstudent, full-time, part-time",
        )
    return tuple(kind.value for kind in found)


def _level(cell: str) -> Level:
    level = languages.read_level(cell)
    if level is None:
        raise CellError("not_a_choice", choices="A1, A2, B1, B2, C1, C2, keine")
    return level


def _languages(cell: str) -> tuple[LanguageRequirement, ...]:
    found = []
    for part in re.split(r"[,;/\n]| und | and ", cell):
        if not part.strip():
            continue
        code = languages.language_code(part)
        if not code:
            raise CellError("not_a_choice", choices="Englisch B2, Französisch A2, English C1")
        found.append(LanguageRequirement(language=code, level=languages.read_level(part), evidence=part.strip()))
    return tuple(found)


def _url(cell: str) -> str:
    address = (
        cell
        if re.match(r"(?i)https?://", cell)
        else f"https://{cell}"
        if re.match(r"(?i)www\.[^\s/]+\.", cell)
        else cell
    )
    try:
        parts = urlsplit(address)
        host = re.fullmatch(r"[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W_][\w-]+", parts.hostname or "")
        usable = (
            parts.scheme.lower() in ("http", "https") and host and parts.port != 0 and not re.search(r"\s", address)
        )
    except ValueError:
        usable = False
    if not usable or len(address) > 2000:
        raise CellError("not_a_url")
    return address


def _email(cell: str) -> str:
    address = cell.removeprefix("mailto:")
    if not re.fullmatch(r"[\w.!#$*+=^`{|}~'-]{1,64}@(?=.{3,200}$)(?:[^\W_][\w-]*\.)+[^\W\d_]{2,24}", address):
        raise CellError("not_an_email")
    return address


def _day(cell: str) -> date:
    found = read_date(cell)
    if found is None:
        raise CellError("not_a_date")
    return found


def _postal_code(cell: str) -> str:
    code = re.sub(r"(?i)^(?:d|de)[- ]", "", cell).removesuffix(".0")
    if re.fullmatch(r"[0-9]{4}", code):
        return f"0{code}"  # a spreadsheet took the leading zero; the caller notes it
    if not re.fullmatch(r"[0-9]{5}", code):
        raise CellError("not_a_postal_code")
    return code


def _currency(cell: str) -> str:
    code = pay.currency_of(cell)
    if not code:
        raise CellError("not_a_choice", choices="EUR, USD, CHF, GBP")
    return code


def _countries(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,;/]", cell) if part.strip())


COLUMNS = (
    Column("reference", "referenz", True, ("referenznummer", "refnr", "ref", "kennziffer", "kennung", "stellennummer", "stellenid", "anzeigennummer", "id", "jobid", "reference", "referencenumber", "requisition", "requisitionid", "identifier"), _reference, N_("A name of your own that never changes: the same reference updates the posting.")),
    Column("title", "titel", True, ("stellentitel", "stellenbezeichnung", "bezeichnung", "jobtitel", "position", "stelle", "title", "jobtitle", "name"), _words(shortest=3, longest=300), N_("Without salary and place.")),
    Column("company", "firma", False, ("arbeitgeber", "unternehmen", "betrieb", "firmenname", "company", "employer", "organisation", "organization", "hiringorganization"), _words(longest=200), N_("Empty: the employer of the upload.")),
    Column("postal_code", "plz", False, ("postleitzahl", "zip", "zipcode", "postalcode", "postcode"), _postal_code),
    Column("place", "ort", False, ("arbeitsort", "einsatzort", "standort", "stadt", "dienstort", "city", "location", "place", "town", "joblocation"), _words(longest=200), N_("Needed unless the job is fully remote.")),
    Column("street", "strasse", False, ("strassehausnummer", "anschrift", "adresse", "street", "streetaddress", "address"), _words(longest=200)),
    Column("remote_days", "remote_tage", False, ("homeofficetage", "tagehomeoffice", "hotage", "remotedays", "homeofficedays", "homedays"), _days, N_("Home-office days a week, 0 to 5. This or remote_art is needed.")),
    Column("remote_mode", "remote_art", False, ("arbeitsmodell", "homeoffice", "remote", "remotetype", "remotemode", "workmode", "workplacetype", "workmodel", "arbeitsform"), _choice(_MODES, "vor Ort, hybrid, remote, keine Angabe, onsite, unknown"), N_("vor Ort, hybrid, remote or keine Angabe.")),
    Column("remote_country", "remote_land", False, ("remotelaender", "remotecountry", "remotecountries", "applicantlocationrequirements"), _countries, N_("Countries one may work from.")),
    Column("description", "beschreibung", False, ("stellenbeschreibung", "anzeigentext", "text", "stellentext", "description", "jobdescription"), _words(longest=60_000), N_("The text of the ad; this or the five blocks below.")),
    Column("introduction", "einleitung", False, ("intro", "introduction", "ueberuns", "aboutus"), _words(longest=20_000)),
    Column("tasks", "aufgaben", False, ("taetigkeiten", "ihreaufgaben", "deineaufgaben", "tasks", "responsibilities", "duties"), _words(longest=20_000)),
    Column("profile", "profil", False, ("anforderungen", "ihrprofil", "deinprofil", "profile", "requirements", "qualifications"), _words(longest=20_000)),
    Column("offer", "wir_bieten", False, ("angebot", "leistungen", "unserangebot", "benefits", "weoffer", "offer"), _words(longest=20_000)),
    Column("contact", "kontakt", False, ("ansprechpartner", "ansprechperson", "contact", "contactperson"), _words(longest=5_000)),
    Column("working_time", "arbeitszeit", True, ("beschaeftigungsart", "anstellungsart", "arbeitszeitmodell", "umfang", "employmenttype", "jobtype", "workingtime", "schedule"), _types, N_("Vollzeit, Teilzeit, Minijob, Ausbildung, Praktikum, Werkstudent.")),
    Column("hours", "stunden", False, ("wochenstunden", "stundenprowoche", "hours", "weeklyhours", "hoursperweek"), _number(1, 60)),
    Column("term", "befristung", False, ("befristet", "vertragsart", "vertrag", "contract", "contracttype", "fixedterm", "term"), _term),
    Column("salary_min", "gehalt_min", False, ("gehaltvon", "gehaltab", "mindestgehalt", "gehalt", "salarymin", "salaryfrom", "minsalary", "salary"), _money),
    Column("salary_max", "gehalt_max", False, ("gehaltbis", "hoechstgehalt", "salarymax", "salaryto", "maxsalary"), _money),
    Column("salary_unit", "gehalt_einheit", False, ("gehaltszeitraum", "gehaltpro", "salaryunit", "salaryperiod", "salaryper"), _choice(_UNITS, "Jahr, Monat, Stunde, year, month, hour")),
    Column("currency", "waehrung", False, ("currency", "salarycurrency"), _currency),
    Column("german_level", "deutsch_niveau", True, ("deutsch", "deutschniveau", "deutschkenntnisse", "sprachniveau", "sprachniveaudeutsch", "germanlevel", "german"), _level, N_("A1 to C2, or keine.")),
    Column("other_languages", "weitere_sprachen", False, ("sprachen", "fremdsprachen", "otherlanguages", "languages"), _languages),
    Column("visa", "visum_unterstuetzung", False, ("visum", "visumunterstuetzung", "visasupport", "visasponsorship", "visa"), _choice(_YES_NO, "ja, nein, unbekannt, yes, no, unknown")),
    Column("experience", "erfahrung", False, ("berufserfahrung", "experience"), _words(longest=300)),
    Column("industry", "branche", False, ("sektor", "wirtschaftszweig", "industry", "sector", "category"), _words(longest=100)),
    Column("occupation", "beruf", False, ("berufsbezeichnung", "occupation", "profession"), _words(longest=200)),
    Column("apply_url", "bewerbungs_url", False, ("bewerbungslink", "bewerbungsurl", "onlinebewerbung", "url", "link", "applyurl", "applicationurl", "joburl"), _url, N_("This or bewerbungs_email is needed.")),
    Column("apply_email", "bewerbungs_email", False, ("bewerbungsmail", "email", "mail", "bewerbungan", "applyemail", "applicationemail"), _email),
    Column("posted", "veroeffentlicht_am", True, ("veroeffentlicht", "veroeffentlichung", "veroeffentlichungsdatum", "datum", "onlineseit", "eingestelltam", "dateposted", "posted", "publishedat", "published", "publicationdate", "date"), _day),
    Column("closes", "gueltig_bis", True, ("gueltigbis", "bewerbungsfrist", "frist", "laufzeitbis", "ablaufdatum", "onlinebis", "validthrough", "expires", "expirationdate", "closes", "deadline", "validuntil"), _day),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
_BY_HEADER = {fold_header(name): column for column in COLUMNS for name in (column.key, column.name, *column.synonyms)}


def column_of(header: str) -> Column | None:
    """The column a header cell names, in German or English, with any case, blanks and punctuation."""
    folded = fold_header(re.sub(r"\(.*?\)|\*", "", header))
    return _BY_HEADER.get(folded)


def known_headers(cells: tuple[str, ...]) -> int:
    """How many cells of a row name a column; tells a header from data and one separator from another."""
    return len({column.key for cell in cells[:COLUMN_LIMIT] if (column := column_of(cell))})
