"""How is something worked out said? The sentences of a table in a person's language, with numbers and days as it writes them."""

import re
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.phrases import table

Said = str | int | float | date


def ended_once(text: str) -> str:
    """A text without the stop or colon behind a title that is a question, or behind a day that ends in an abbreviation."""
    return re.sub(r"(?<=[^.][.?!؟])\.(?!\.)|(?<=[?!؟]):", "", text)


@cache
def _texts(name: str) -> dict[str, dict[str, str]]:
    return table(name)


class Wording:
    """A table's sentences in one language; where the table does not speak it, in English."""

    def __init__(self, name: str, language: str) -> None:
        self._table = _texts(name)
        self.language = language if language in self.spoken() else "en"
        self._locale = Locale.parse(self.language)

    def spoken(self) -> frozenset[str]:
        """The languages in which the table says everything."""
        return frozenset.intersection(*(frozenset(said) for said in self._table.values()))

    def __call__(self, name: str, /, **values: Said) -> str:
        """The sentence of that name, its {names} filled in."""
        said = self._table[name][self.language].format(**{key: self.shown(value) for key, value in values.items()})
        return ended_once(said)

    def shown(self, value: Any) -> str:
        """A number or a day as the language writes it, in digits 0 to 9; cents only where there are any."""
        if isinstance(value, date):
            return str(format_date(value, format="medium", locale=self._locale))
        if isinstance(value, int | float):
            form = "#,##0" if value == int(value) else "#,##0.00"
            return str(format_decimal(value, format=form, locale=self._locale, numbering_system="latn"))
        return str(value)
