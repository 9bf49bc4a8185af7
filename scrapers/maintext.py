"""What does a page say to people? Its title, its main text and its labelled facts, where nothing is marked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from jobboard.html import to_text
from scrapers.fields import line, web_address
from scrapers.page import Tree
from scrapers.siteowner import owner_of

_CODE = frozenset(("script", "style", "noscript", "template", "svg"))
_DROPPED = frozenset(("iframe", "object", "nav", "footer", "aside", "dialog", "select", "button"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "complementary"))
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|onetrust|breadcrumbs?|nav(?:bar|igation)?|menu|footer|related|similar|share|social"
    r"|newsletter|subscribe|modal|popup|overlay|skip-link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOST = 0.5  # furniture that holds more than this share of the words is none; a main part holds as much of them
_REPEATED, _COPIED = 40, 5_000  # characters of a block that, if it stands twice, is a copy for another screen width
_OTHERS = re.compile(
    r"^(?:ähnliche|weitere|andere|passende|similar|related|more|other|recommended) (?:\w+ )?"
    r"(?:stellen\w*|jobs?|positionen|positions|vacancies|openings|opportunities|roles)",
    re.IGNORECASE,
)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dd", "td")
_HEADINGS = ("h1", "h2", "h3", "h4")
_SEPARATED = re.compile(r"\s+(?:[-–|·•»])\s+")
_ELEMENTS, _TOKENS, _TOKEN_LENGTH = 50_000, 5_000, 160


@dataclass(frozen=True, slots=True)
class MainText:
    """A page as a person reads it: `tokens` are the pieces of its main part, in order, each as its element holds it."""

    title: str = ""
    url: str = ""
    markup: str = ""
    text: str = ""
    site: str = ""
    tokens: tuple[str, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)


def main_text(tree: Tree, url: str = "") -> MainText:
    """The page's title and main part; changes the tree."""
    meta = _meta(tree)
    titles = [value for value in (meta.get("og:title"), meta.get("title"), _page_title(tree)) if value]
    heading = _heading(tree, titles)
    title = line("".join(heading.itertext())) if heading is not None else _without_site(titles, meta)
    own = web_address(url) or web_address(meta.get("canonical")) or web_address(meta.get("og:url"))
    site = owner_of(tree, own, titles, title, meta)
    _prune(tree)
    heading = _heading(tree, titles)
    body = tree.find(".//body")
    part = _main_part(body if body is not None else tree, heading)
    markup = str(etree.tostring(part, encoding="unicode", method="html", with_tail=False))
    return MainText(title, own, markup, to_text(markup), site, tuple(_tokens(part)), meta)


def _meta(tree: Tree) -> dict[str, str]:
    """Meta tags by name, property or itemprop; the first of a name counts."""
    found: dict[str, str] = {}
    for element in islice(tree.iter("meta"), 500):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name and (content := (element.get("content") or "").strip()):
            found.setdefault(name, content)
    for element in islice(tree.iter("link"), 500):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found.setdefault("canonical", element.get("href"))
    return found


def _page_title(tree: Tree) -> str:
    element = tree.find(".//head/title")
    return line("".join(element.itertext())) if element is not None else ""


def _weights(tree: Tree, *, links: bool) -> dict[Tree, int]:
    """The characters each element holds, with or without those in links: lists of links are furniture."""
    found: dict[Tree, int] = {}
    for element in reversed(list(islice(tree.iter(), _ELEMENTS))):  # what is inside comes before what is around it
        inner = sum(found.get(child, 0) + len((child.tail or "").strip()) for child in element)
        own = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        found[element] = inner + own if links or element.tag != "a" else 0
    return found


def _prune(tree: Tree) -> None:
    """Take out what is on every page, other jobs, and what stands a second time for another screen width."""
    weights = _weights(tree, links=True)
    most = _MOST * max(1, weights[tree])
    seen: dict[str, Tree] = {}
    for element, weight in reversed(weights.items()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in _CODE or (weight <= most and (element.tag in _DROPPED or _is_furniture(element))):
            _remove(element)
        elif element.tag == "form":
            element.tag = "div"  # around the whole page, as some servers write it
        elif element.tag in _BLOCKS and _REPEATED < weight < _COPIED:
            words = " ".join("".join(element.itertext()).split())
            if seen.setdefault(words, element) not in (element, *element.iterancestors()):
                _remove(element)
        elif element.tag in _HEADINGS and weight < _REPEATED and _OTHERS.match(line("".join(element.itertext()))):
            _cut(element, weights, most)


def _cut(heading: Tree, weights: dict[Tree, int], most: float) -> None:
    """Take out the other jobs that a heading announces: the part it begins, or what follows it."""
    around = heading.getparent()
    if heading.getprevious() is None and around.getparent() is not None and weights.get(around, 0) <= most:
        _remove(around)
        return
    for element in [heading, *heading.itersiblings()]:
        _remove(element)


def _is_furniture(element: Tree) -> bool:
    if element.tag in ("html", "body", "main", "article", *_HEADINGS):
        return False
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true" or element.tag == "form":
        return True
    return bool(_FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:400]))


def _remove(element: Tree) -> None:
    """Take out an element, but not the text behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _heading(tree: Tree, titles: list[str]) -> Tree | None:
    """The heading that the page's own title names, else its only main heading."""
    found = [element for element in islice(tree.iter("h1", "h2", "h3"), 300) if _fold("".join(element.itertext()))]
    named = [_fold(title) for title in titles]
    told = [
        piece
        for element in found
        for piece in islice(element.iter(), 20)
        if len(words := _fold("".join(piece.itertext()))) > 3 and any(words in title for title in named)
    ]
    if told:
        return max(told, key=lambda element: len("".join(element.itertext())))
    main = [element for element in found if element.tag == "h1"]
    return main[0] if len(main) == 1 else None


def _without_site(titles: list[str], meta: dict[str, str]) -> str:
    site = _fold(meta.get("og:site_name", ""))
    parts = [part for part in _SEPARATED.split(titles[0]) if _fold(part) != site] if titles else []
    return line(parts[0]) if parts else ""


def _main_part(body: Tree, heading: Tree | None) -> Tree:
    """The smallest part with the heading and at least half of the words."""
    weights = _weights(body, links=False)
    part = heading
    while part is not None and part is not body and weights.get(part, 0) < _MOST * weights[body]:
        part = part.getparent()
    return body if part is None else part


def _tokens(part: Tree) -> Iterator[str]:
    """The pieces of text, each as its element holds it; what is long is a sentence and names no fact."""
    for piece in islice(part.itertext(), _TOKENS):
        if 0 < len(words := line(piece[: 4 * _TOKEN_LENGTH])) <= _TOKEN_LENGTH:
            yield words
