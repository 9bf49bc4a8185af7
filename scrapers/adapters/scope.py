"""What of a board is wanted, and what was read of it so far: carried from page to page in the hint of a fetch."""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from jobboard.fold import fold
from scrapers.shapes import whole_number

_FIRSTS = 50  # pages whose beginning is remembered: what runs in a circle does so at its end


@dataclass(frozen=True, slots=True)
class Scope:
    """The postings that are wanted of a board, and how far its list was read.

    `place` and `prefix` keep what lies in a place, or under a path; `site` is the origin of job pages that are not on the
    list's own host. Of the pages before, `pages` is the number, `seen` that of their rows, and `firsts` are the references
    that they began with.
    """

    place: str = ""
    prefix: str = ""
    site: str = ""
    pages: int = 0
    seen: int = 0
    firsts: tuple[str, ...] = ()

    @classmethod
    def of(cls, hint: str) -> "Scope":
        """The scope that `hint` wrote; a hint that is none gives the scope of everything."""
        try:
            read = json.loads(hint)
        except ValueError:
            return cls()
        return cls.from_params(read) if isinstance(read, dict) else cls()

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> "Scope":
        """The scope that a source's parameters ask for, or a hint that was read."""
        place, prefix, site = (str(params.get(name) or "") for name in ("place", "prefix", "site"))
        pages, seen = (whole_number(params.get(name)) or 0 for name in ("pages", "seen"))
        firsts = params.get("firsts")
        return cls(place, prefix, site, pages, seen, tuple(map(str, firsts)) if isinstance(firsts, list) else ())

    def hint(self) -> str:
        """The scope as a text; empty for the scope of everything."""
        said = {name: value for name, value in dataclasses.asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""

    def after(self, rows: int, first: str) -> "Scope":
        """The scope for the page that follows one with so many rows."""
        firsts = (*self.firsts, first)[-_FIRSTS:]
        return dataclasses.replace(self, pages=self.pages + 1, seen=self.seen + rows, firsts=firsts)

    def holds(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts names the place; what names no place at all is not left out."""
        said = [fold(unquote(text)).replace("_", " ") for text in texts if text]
        place = re.compile(rf"(?<!\w){re.escape(fold(self.place))}(?!\w)")
        return not self.place or not said or any(place.search(text) for text in said)

    def total(self, count: int | None) -> int | None:
        """How many postings a source offers; of a part of a board only that it may be empty is known."""
        return 0 if self.place else count


def parts_of(url: str) -> SplitResult:
    """An address in its parts; an address that is none has empty parts."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def with_query(url: str, **changes: str) -> str:
    """An address with other values in its query."""
    parts = parts_of(url)
    query = urlencode({**dict(parse_qsl(parts.query, keep_blank_values=True)), **changes}, safe="$")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
