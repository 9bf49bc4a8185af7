"""What does the assistant say of its own, in the person's language? The sentences of tables/voice.toml.

They stand apart from the catalogues of the pages: a chat speaks more languages than the pages do.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from assistant.phrases import table
from assistant.wording import ended_once
from jobboard.region import Contact


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return table("voice")


@cache
def spoken() -> tuple[str, ...]:
    """The languages in which the assistant says everything of its own."""
    every = [set(said) for said in _sentences().values()]
    return tuple(sorted(set.intersection(*every)))


class Voice:
    """The assistant's own sentences in one language; English in those it does not speak."""

    def __init__(self, language: str) -> None:
        self.language = language if language in spoken() else "en"

    def __call__(self, name: str, /, **values: str) -> str:
        """The sentence of that name, its {names} filled in."""
        return ended_once(_sentences()[name][self.language].format(**values))

    def day(self, value: date) -> str:
        """A date in the language's medium form."""
        try:
            return str(format_date(value, format="medium", locale=Locale.parse(self.language)))
        except (ValueError, UnknownLocaleError):
            return value.isoformat()

    def as_of(self, value: str) -> str:
        """A day or a month as sources write it (2026-08-31, 2026-08), in the language's own form; a year stays as it is."""
        try:
            whole = date.fromisoformat(value if value.count("-") == 2 else f"{value}-01")
            if value.count("-") == 2:
                return self.day(whole)
            return str(format_skeleton("yMMMM", whole, locale=Locale.parse(self.language)))
        except (ValueError, UnknownLocaleError):
            return value

    def listed(self, parts: Iterable[str]) -> str:
        """Parts with commas of their own, one behind the other."""
        return ("؛ " if self.language in ("ar", "fa") else "; ").join(parts)

    def groups(self, groups: Iterable[str]) -> str:
        """The names of groups of people, joined."""
        comma = "، " if self.language in ("ar", "fa") else ", "
        return comma.join(self(f"group_{group}") for group in groups)

    def ask(self, contact: Contact) -> str:
        """Whom to ask, and how they are reached."""
        reach = ", ".join(part for part in (contact.address, contact.phone, contact.email, contact.url) if part)
        name = contact.name.get(self.language) or contact.name.get("en") or contact.key
        return self("contact", name=name, reach=reach) if reach else self("contact_name", name=name)
