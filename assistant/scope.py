"""What does the assistant not do? The refusals of tables/refusals.toml, told by phrases and signs in many languages.

A refusal is a courtesy, not the guard: what nobody noticed here still is answered from reviewed articles only.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from functools import cache

from assistant.phrases import Phrases, table, written
from assistant.signs import Signs

_ENCODED = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
_MOST_ENCODED = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of request that is refused; the words in which that is said are `refuse_<kind>` of tables/voice.toml."""

    kind: str
    phrases: Phrases
    signs: Signs
    excepted: Phrases

    def is_told(self, text: str) -> bool:
        """Whether a text asks for it."""
        return self.phrases.within(self.excepted.without(written(text))) or self.signs.told(text, self.excepted)


@cache
def refusals() -> tuple[Refusal, ...]:
    """All kinds, the first that fits wins."""
    return tuple(
        Refusal(
            kind, Phrases(row["phrases"]), Signs(row.get("signs", []), table("classes")), Phrases(row.get("except", []))
        )
        for kind, row in table("refusals").items()
    )


def refused(text: str) -> str:
    """The kind of refusal a text calls for, or ""; a text in base64 is read too."""
    parts = (text, *_decoded(text))
    return next((refusal.kind for refusal in refusals() if any(map(refusal.is_told, parts))), "")


def _decoded(text: str) -> list[str]:
    found: list[str] = []
    for match in list(_ENCODED.finditer(text))[:_MOST_ENCODED]:
        try:
            found.append(base64.b64decode(match[0] + "=" * (-len(match[0]) % 4)).decode("utf-8"))
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
