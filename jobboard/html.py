"""Foreign HTML enters here and leaves harmless: sanitised once, at the border.

Everything a page shows of a foreign text has passed `sanitise`; everything that is searched or read has passed
`to_text`. Links survive only as https and mailto; no attribute but `href` survives, and `rel` is ours.
"""

import html
import re
import unicodedata

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

TAGS = frozenset(
    (
        "p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "u", "h3", "h4", "h5", "h6", "a", "blockquote", "table",
        "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
    )
)  # fmt: skip
BLOCKS = frozenset(
    (
        "p", "br", "ul", "ol", "li", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5",
        "h6", "blockquote", "table", "tr", "dl", "dt", "dd", "pre", "hr",
    )
)  # fmt: skip
TAG_LIMIT = 10_000
DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "nav", "form")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # with halves of cut emoji
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]{0,2000})?/?>")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z][a-zA-Z0-9]*(?:\s|/?&gt;)")
_BULLET = re.compile(r"^\s*(?:[-–•*·▪●]|\d{1,2}[.)])\s+")


def _attribute(tag: str, name: str, value: str) -> str | None:
    ours = name == "rel"  # the source's own never comes this far
    return value if ours or value.lower().startswith(("https://", "mailto:")) else None


def sanitise(markup: str) -> str:
    """Harmless HTML of the same text: a few structural tags, links to https and mailto, nothing else.

    nh3 (ammonia) parses as a browser does, so what it lets through is what a browser would see. Its time grows with the
    square of the depth: from so many tags, as no ad has them, only the text is kept.
    """
    if markup.count("<") > TAG_LIMIT:
        return from_text(to_text(markup))
    return _clean(markup)


def _clean(markup: str) -> str:
    markup = _CONTROL.sub(" ", markup)
    markup = re.sub(r"<(/?)h[12]\b", r"<\1h3", markup, flags=re.IGNORECASE)
    return nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "template", "noscript"},
        attributes={"a": {"href"}},
        attribute_filter=_attribute,
        generic_attribute_prefixes=set(),
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def unescape_twice(markup: str) -> str:
    """Markup that a source escaped once too often, or whose line ends are written as backslash-n, as it was meant."""
    markup = markup.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", " ")
    if not _TAG.search(markup) and _ESCAPED_TAG.search(markup):
        markup = html.unescape(markup)
    return markup


def looks_like_html(text: str) -> bool:
    """Whether a text carries tags rather than a stray less-than sign."""
    return bool(_TAG.search(text))


def to_text(markup: str) -> str:
    """The visible text: blocks on lines of their own, list items with "- ", no scripts, no invisible characters."""
    soup = BeautifulSoup(_CONTROL.sub(" ", markup), "lxml")
    for dropped in soup(list(DROPPED)):
        dropped.decompose()
    parts: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "li":
                parts.append("\n- ")
            elif node.name in BLOCKS:
                parts.append("\n")
            elif node.name in ("td", "th"):
                parts.append(" ")
        elif type(node) is NavigableString:
            block_end = isinstance(node.previous_sibling, Tag) and node.previous_sibling.name in BLOCKS
            parts.append(("\n" if block_end else "") + re.sub(r"\s+", " ", node))
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """One blank between words, no blank lines in a row, canonical composed characters, no control characters."""
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", _INVISIBLE.sub("", text)))
    lines = [re.sub(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+", " ", line).strip() for line in text.splitlines()]
    return "\n".join(line for line in lines if line and line != "-")


def one_line(text: str) -> str:
    """A text for a heading or a table cell: tags and entities resolved, on one line, without direction overrides."""
    if looks_like_html(text):
        text = to_text(text)
    elif "&" in text:
        text = html.unescape(text)
    return re.sub(r"\s+", " ", _BIDI.sub("", tidy(text))).strip()


def from_text(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, lines with a bullet become list items."""
    out: list[str] = []
    in_list = False
    for line in text.splitlines():
        bullet = _BULLET.match(line)
        if in_list and not bullet:
            out.append("</ul>")
            in_list = False
        if bullet:
            if not in_list:
                out.append("<ul>")
                in_list = True
            out.append(f"<li>{html.escape(line[bullet.end() :].strip())}</li>")
        elif line.strip():
            out.append(f"<p>{html.escape(line.strip())}</p>")
    if in_list:
        out.append("</ul>")
    return _clean("".join(out))


def excerpt(text: str, length: int = 280) -> str:
    """The first words of a text, cut at a blank, at most `length` characters."""
    flat = re.sub(r"\s+", " ", text).strip()
    if len(flat) <= length:
        return flat
    return flat[: length - 1].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"
