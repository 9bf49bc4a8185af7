"""Lists in HTML and job pages with or without markup: what the career systems without an interface have in common."""

from itertools import islice

from lxml import etree

from scrapers import fields
from scrapers.adapters import jsonld, microdata
from scrapers.adapters.jobposting import to_draft
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree, script_blocks, tree_of
from scrapers.parsed import Parsed
from scrapers.shapes import MOST

_CHROME = ("script", "style", "noscript", "template", "nav", "header", "footer", "form", "svg", "iframe", "button")
_MAIN = ("//*[@itemprop='description']", "//main", "//article", "//*[@id='content']", "//body")
_SHORTEST = 200  # characters; less than that is a teaser or a notice, not an ad


def page_of(answer: Answer, name: str) -> Tree:
    """The page's elements; raises UnreadableAnswer if the answer is no page."""
    tree = tree_of(answer) if answer.is_markup() else None
    if tree is None:
        raise UnreadableAnswer(answer.url, name, f"no page; it begins {answer.opening()!r}")
    return tree


def with_class(tree: Tree, *names: str) -> list[Tree]:
    """The elements that have one of the classes, in order, up to a number no real list has."""
    wanted = set(names)
    found = (each for each in tree.iter() if wanted.intersection((each.get("class") or "").split()))
    return list(islice(found, MOST))


def words_of(tree: Tree, *names: str) -> str:
    """The text of an element, or of the first one in it that has one of the classes, on one line."""
    element = tree if not names else next(iter(with_class(tree, *names)), None)
    return fields.line(" ".join(element.itertext())) if element is not None else ""


def posting_on(answer: Answer, tree: Tree, reference: str) -> Parsed:
    """The one posting that a job page marks up, under the reference its list gives it; none if it marks up none."""
    blocks = jsonld.read_blocks(script_blocks(tree))
    found = list(blocks.postings) or microdata.postings(tree)
    if not found:
        gaps = tuple(f"{answer.url}: {gap}" for gap in blocks.gaps)
        return Parsed(notes=() if gaps else ("no JobPosting, neither in JSON-LD nor in microdata",), gaps=gaps)
    page = fields.web_address(answer.url)
    draft = to_draft(found[0], page, alone=True)
    number = "" if not page or draft.source_ref.startswith("http") else draft.source_ref
    named = {"source_ref": reference or draft.source_ref, "requisition": draft.requisition or number}
    return Parsed((draft.model_copy(update=named),))


def main_markup(tree: Tree) -> str:
    """The markup of the page's main part, without navigation and forms; empty if the page says next to nothing.

    Changes the tree: what is left out is gone from it.
    """
    for element in list(tree.iter(*_CHROME)):
        if element.getparent() is not None:
            _drop(element)
    for path in _MAIN:
        for element in tree.xpath(path):
            if len(words_of(element)) >= _SHORTEST:
                return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
    return ""


def _drop(element: Tree) -> None:
    """Take an element out of its tree, but leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
