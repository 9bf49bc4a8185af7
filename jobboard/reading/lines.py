"""An ad's text as lines to read: Markdown marks gone, and the words that turn a requirement into a wish."""

import re

_ESCAPED = re.compile(r"\\+([-.*+_#()\[\]!&>/])")
_LONG = 400
_ENDLESS = re.compile(r"(\S{200})(?=\S)")  # no word goes on for ever, or readers would
# An ad flattened to one line: a sentence ends, but not after "z. B.", "Dr.", "mind." and their like; or a bullet begins.
_BREAK = re.compile(
    r"(?<=[.!?])(?<!\b\w\.)(?<!\bDr\.)(?<!Prof\.)(?<!mind\.)(?<!inkl\.)(?<!bzw\.)(?<!Std\.)(?<!evtl\.)(?<!Tel\.)(?<!Str\.)(?<!Nr\.)(?<!ca\.)(?<!ggf\.)(?<!gem\.)(?<!max\.)"
    r"\s+(?=[A-ZÄÖÜ])|\s+(?=[•·▪●✔✓►–*-]\s[\wÄÖÜäöü])"
)
_MARKS = re.compile(r"\*\*|__|^#{1,6}\s", re.MULTILINE)
QUOTE_LENGTH = 240
WISH = re.compile(
    r"von vorteil|vorteilhaft|wünschenswert|wünschen wir|idealerweise|im idealfall|ein plus\b|\ba plus\b|pluspunkt|nice[- ]to[- ]have|"
    r"gern(?:e)? (?:auch|gesehen)|optional|kein muss|would be (?:great|nice)|is an asset|"
    r"advantage\b|bonus|preferred|preferabl[ye]|ideally|desirable|advantageous|bestenfalls|hilfreich|erwünscht|helpful|v\.\s?v\.|not mandatory|wenn möglich|beneficial"
)


def plain(text: str) -> str:
    """The text without the marks and escapes of Markdown, long paragraphs broken into sentences; its words stay."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "**" in text or "__" in text or "#" in text:
        text = _MARKS.sub("", text)
    if len(text) <= _LONG:
        return text
    text = _ENDLESS.sub(r"\1 ", text)
    return "\n".join(_BREAK.sub("\n", line) if len(line) > _LONG else line for line in text.split("\n"))


def quote(words: str) -> str:
    """Words as evidence: trimmed, on one line, of bearable length."""
    return re.sub(r"\s+", " ", words[: 2 * QUOTE_LENGTH]).strip(" -–•·*|,;:\t")[:QUOTE_LENGTH].strip()


def around(line: str, start: int, end: int) -> str:
    """The clause of a line around a find, for lines that are whole paragraphs."""
    if len(line) <= QUOTE_LENGTH:
        return quote(line)
    left = max(line.rfind(mark, max(0, start - 110), start) for mark in (". ", "! ", "? ", "; ", "• ", "· "))
    stops = [at for mark in (". ", "! ", "? ", "; ", "• ") if (at := line.find(mark, end, end + 110)) > 0]
    return quote(line[left + 1 if left >= 0 else max(0, start - 80) : min(stops, default=end + 79) + 1])
