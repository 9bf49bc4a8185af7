"""JSON as people write it by hand or by template: read all the same where its meaning is beyond doubt.

Tolerated are comments, missing and surplus commas, raw line ends, unknown escapes, unescaped quotation marks, bare
keys, single quotes, NaN, and several documents in a row. What is cut off is an error, never a guess.
"""

import re
from typing import Any

_DEPTH = 64
_BLANK = re.compile(r"(?:[\s\ufeff\u00a0]+|//[^\n]*|/\*.*?\*/|<!--|-->|<!\[CDATA\[|\]\]>)+", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?")
_WORD = re.compile(r"[A-Za-z_$@][\w$@:.-]{0,80}")
_WORDS: dict[str, Any] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
    "None": None,
}
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_KEY = r"[\"'][^\"'\n:{}]{1,80}[\"']\s*+:"
# What follows a quotation mark that really ends its string. A key ends before a colon; a value of an object before the
# object's end, before a comma and the next key, or (comma forgotten) before the next key.
_AFTER_VALUE = re.compile(
    rf"\s*+(?:\}}|,[\s,]*+(?:{_KEY}|\}}|//|/\*|[A-Za-z_@]\w{{0,60}}\s*+:)|{_KEY}|//|/\*|;?+\s*+$)"
)
_AFTER_ITEM = re.compile(r"\s*+(?:\]|,\s*+[\"'\[{\]\d\-tfnN]|[\"'][^\"'\n]{0,200}[\"']\s*+[,\]]|//|/\*|$)")
_AFTER_KEY = re.compile(r"\s*+:")


def read_relaxed(text: str) -> Any:
    """The value of a text, or a list if there are several; raises ValueError, which says why and where."""
    reader = _Reader(text)
    values = []
    while not reader.done():
        values.append(reader.value(0))
    if not values:
        raise ValueError("there is nothing but comments")
    return values[0] if len(values) == 1 else values


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def fail(self, reason: str) -> ValueError:
        near = " ".join(self.text[max(0, self.at - 20) : self.at + 20].split())
        return ValueError(f"{reason} at character {self.at} (near {near!r})")

    def skip(self, extra: str = "") -> str:
        """Go on to the next character that means something, and show it."""
        while True:
            if match := _BLANK.match(self.text, self.at):
                self.at = match.end()
            if self.at < len(self.text) and self.text[self.at] in extra:
                self.at += 1
                continue
            return self.text[self.at : self.at + 1]

    def done(self) -> bool:
        """Whether only blanks, comments and surplus punctuation are left."""
        return not self.skip(",;}])")

    def value(self, depth: int) -> Any:
        if depth > _DEPTH:
            raise self.fail("nested too deeply")
        sign = self.skip()
        if sign == "{":
            return self.members(depth)
        if sign == "[":
            return self.items(depth)
        if sign in ('"', "'"):
            return self.string(_AFTER_ITEM if depth else _AFTER_VALUE)
        return self.scalar()

    def scalar(self) -> Any:
        if match := _NUMBER.match(self.text, self.at):
            self.at = match.end()
            digits = match[0]
            number = float(digits) if re.search(r"[.eE]", digits) else int(digits)
            return number if abs(number) < 1e300 else None
        if (match := _WORD.match(self.text, self.at)) and match[0] in _WORDS:
            self.at = match.end()
            return _WORDS[match[0]]
        raise self.fail("cut off" if self.at >= len(self.text) else "no value")

    def members(self, depth: int) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        while (sign := self.skip(",")) != "}":
            key = self.key(sign)
            if self.skip() != ":":
                raise self.fail("a key without a value")
            self.at += 1
            sign = self.skip()
            value = self.string(_AFTER_VALUE) if sign in ('"', "'") and sign else self.value(depth + 1)
            found.setdefault(key, value)
            if self.skip() not in (",", "}", '"', "'"):
                raise self.fail("cut off" if self.at >= len(self.text) else "neither a comma nor the object's end")
        self.at += 1
        return found

    def key(self, sign: str) -> str:
        if sign in ('"', "'") and sign:
            return self.string(_AFTER_KEY)
        match = _WORD.match(self.text, self.at)
        if not match:
            raise self.fail("cut off" if self.at >= len(self.text) else "no key")
        name = match[0].rstrip(":")
        self.at += len(name)
        return name

    def items(self, depth: int) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while self.skip(",") != "]":
            found.append(self.value(depth + 1))
        self.at += 1
        return found

    def string(self, ends: re.Pattern[str]) -> str:
        """The string that begins here; a quotation mark ends it only where `ends` says that something can follow."""
        quote = self.text[self.at]
        self.at += 1
        stops = re.compile(rf"[\\{quote}]")
        parts: list[str] = []
        while True:
            match = stops.search(self.text, self.at)
            if not match:
                self.at = len(self.text)
                raise self.fail("cut off within a text")
            parts.append(self.text[self.at : match.start()])
            self.at = match.end()
            if match[0] == "\\":
                parts.append(self.escape())
            elif ends.match(self.text, self.at):
                return "".join(parts)
            else:
                parts.append(quote)

    def escape(self) -> str:
        """What a backslash and the characters after it mean; an unknown escape means the character itself."""
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", digits := self.text[self.at : self.at + 4]):
            self.at += 4
            return chr(int(digits, 16))
        return _ESCAPES.get(sign, sign)
