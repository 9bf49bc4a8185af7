"""What did a server say? One answer with its address; its text and its JSON, or an error that names it."""

import codecs
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

from scrapers.errors import UnreadableAnswer

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,400}charset\s*=\s*[\"']?([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4096
# Latin-1 and ASCII mean Windows-1252 on the web, as browsers read them; codecs that are no character sets of the web
# are not in the table, since a server could name one that is slow or does something else.
_CODECS = {
    "utf-8": "utf-8", "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252", "iso8859-15": "iso8859-15",
    "iso8859-2": "iso8859-2", "cp1250": "cp1250", "iso8859-9": "cp1254", "cp1254": "cp1254", "mac-roman": "mac-roman",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: address, body, status, headers; `request_body` and `hint` are what was asked with."""

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    request_body: bytes = b""
    hint: str = ""

    @property
    def parts(self) -> SplitResult:
        """The address in its parts; an address that is none has empty parts."""
        try:
            return urlsplit(self.url)
        except ValueError:
            return urlsplit("")

    def header(self, name: str) -> str:
        """A header's value, whatever its case; empty if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), "")

    def text(self) -> str:
        """The body as text; what cannot be decoded is replaced, never an error."""
        for mark, name in _BOMS:
            if self.body.startswith(mark):
                return self.body[len(mark) :].decode(name, "replace")
        if name := self._charset():
            return self.body.decode(name, "replace")
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            # One broken byte in a long UTF-8 text is likelier than a Windows-1252 text that looks like UTF-8 elsewhere.
            readable = self.body.decode("utf-8", "replace")
            return (
                readable
                if readable.count("\ufffd") <= len(readable) // 1000 + 1
                else self.body.decode("cp1252", "replace")
            )

    def json(self) -> Any:
        """The body as JSON; raises UnreadableAnswer, also for NaN, Infinity and nesting without end."""
        try:
            return json.loads(self.text(), strict=False, parse_constant=_refuse, parse_float=_finite)
        except RecursionError:
            raise UnreadableAnswer(self.url, "json", "nested too deeply") from None
        except ValueError as error:
            raise UnreadableAnswer(self.url, "json", f"no JSON: {error}; it begins {self.opening()!r}") from error

    def is_json(self) -> bool:
        """Whether the body looks like a JSON object or array."""
        return self.body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")

    def is_markup(self) -> bool:
        """Whether the body looks like HTML or XML."""
        return self.body[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")[:1] == b"<"

    def opening(self, length: int = 60) -> str:
        """The first characters on one line, as evidence."""
        return " ".join(self.body[: 4 * length].decode("utf-8", "replace").split())[:length]

    def _charset(self) -> str:
        declared = _DECLARED.search(self.body[:_HEAD])
        names = [match[1] if (match := _CHARSET.search(self.header("content-type"))) else ""]
        names += [(declared[1] or declared[2]).decode("ascii", "replace") if declared else ""]
        for name in filter(None, names):
            try:
                known = _CODECS.get(codecs.lookup(name).name, "")
            except LookupError:
                continue
            if known:
                return known
        return ""


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is out of range")
    return number
