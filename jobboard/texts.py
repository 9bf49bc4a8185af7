"""What does a person read? Texts come from gettext catalogues in `jobboard/locale`; the message ids are English.

The .po files are read directly, so that nothing has to be compiled and nothing can be out of date.
"""

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "heimvorteil"
CHAT = "chat"  # the catalogue of the words around a conversation, in languages that the pages have none for


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return message


class Texts:
    """The texts and number formats of one language."""

    def __init__(self, language: str, domain: str = DOMAIN) -> None:
        self.language = language
        self._locale = Locale.parse(language)
        self._catalogue = _catalogue(language, domain)

    def __call__(self, message: str, **values: object) -> str:
        """The text of a message id, its {names} filled in."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, number: float, **values: object) -> str:
        """The text for a number of things, with {number} filled in; a fraction counts as several."""
        whole = int(number) if number == int(number) else 2
        return self._catalogue.ngettext(one, many, whole).format(number=self.number(number), **values)

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        return str(format_decimal(value, locale=self._locale))

    def day(self, value: date) -> str:
        """A date in the language's medium form."""
        return str(format_date(value, format="medium", locale=self._locale))

    def money(self, amount: float, currency: str) -> str:
        """An amount with its currency; whole amounts without decimals."""
        pattern = "#,##0 ¤" if self.language == "de" else "¤#,##0"
        if amount != int(amount):
            pattern = pattern.replace("##0", "##0.00")
        return str(
            format_currency(amount, currency or "EUR", format=pattern, locale=self._locale, currency_digits=False)
        )

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        try:
            name = Locale.parse(code).get_display_name(self._locale)
        except (ValueError, UnknownLocaleError):
            name = None
        return str(name or code)

    def territory_name(self, code: str) -> str:
        """The name of a country or continent in this language, by its ISO 3166 or UN M49 code."""
        return str(self._locale.territories.get(code, code))


@cache
def texts(language: str) -> Texts:
    """The texts of a language that has a catalogue; English for any other."""
    return Texts(language if language in languages() else "en")


@cache
def chat_texts(language: str) -> Texts:
    """The words around a conversation in its language; English where they are not translated."""
    if language in languages() or not _path(language, CHAT).is_file():
        return texts(language)
    return Texts(language, CHAT)


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a catalogue, and English, the language of the message ids."""
    found = {path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")}
    return tuple(sorted(found | {"en"}))


def _path(language: str, domain: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


@cache
def _catalogue(language: str, domain: str) -> gettext.NullTranslations:
    path = _path(language, domain)
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
