"""Gusto: the job board of a company at jobs.gusto.com, and the page of each posting."""

import re
from urllib.parse import urlsplit

from lxml import etree

from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters import schemaorg
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree, links, tree_of
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME, HOST = "gusto", "jobs.gusto.com"
_POSTING = re.compile(r"^/postings/[\w-]+$")
_NONE = re.compile(r"\bno (?:open|current|available)? ?(?:positions|jobs|openings|roles)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+·\s+")


def matches(answer: Answer) -> int:
    """Gusto's host, or a page that names it as its own."""
    own = b"gusto-hiring-job-board" in answer.body or b'"https://jobs.gusto.com/postings/' in answer.body
    return (90 if own else 20) * (answer.parts.hostname == HOST) or 80 * (own and answer.is_markup())


def parse(answer: Answer) -> Parsed:
    """The posting of a job page, or the job pages a board leads to."""
    tree = tree_of(answer)
    if tree is None:
        raise UnreadableAnswer(answer.url, NAME, "no page")
    if b"JobPosting" in answer.body and (marked := schemaorg.parse(answer)).drafts:
        return marked
    if draft := _draft(answer, tree):
        return Parsed((draft,))
    found = dict.fromkeys(address for address, _ in links(tree, answer.url) if _is_posting(address))
    if not found and not _NONE.search(" ".join(tree.itertext())):
        raise UnreadableAnswer(answer.url, NAME, "neither a posting nor a board")
    follow = (*(Fetch(address) for address in _onward(answer, tree)), *(Fetch(one, ref=one) for one in found))
    return Parsed(follow=follow, total=None if found else 0)


def _is_posting(address: str) -> bool:
    parts = urlsplit(address)
    return parts.hostname == HOST and bool(_POSTING.match(parts.path))


def _onward(answer: Answer, tree: Tree) -> dict[str, None]:
    """The board's next page."""
    return dict.fromkeys(address for address, relation in links(tree, answer.url) if relation == "next")


def _text(element: Tree) -> str:
    return fields.line("".join(element.itertext()))


def _draft(answer: Answer, tree: Tree) -> Draft | None:
    """The heading has three lines: the company, the title, and place and kind of employment."""
    heading = tree.find(".//h1")
    lines = [_text(span) for span in heading.iter("span")] if heading is not None else []
    sections = tree.xpath("//*[contains(concat(' ', @class, ' '), ' rich-text-container ')]")
    if len(lines) < 2 or not sections:
        return None
    own = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), "")
    page = fields.web_address(answer.url) or fields.web_address(own)
    facts = [fact for fact in _SEPARATOR.split(lines[2]) if fact] if len(lines) > 2 else []
    description, is_html = fields.join_texts(_section(section) for section in sections)
    return fields.draft(
        page,
        lines[1],
        employer=lines[0],
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=[fields.place(facts[0], locality=facts[0].split(",")[0])] if facts else [],
        employment=tuple(facts[1:]),
    )


def _section(section: Tree) -> str:
    """A part of the text under its heading."""
    heading = section.getparent().getprevious()
    title = etree.tostring(heading, encoding="unicode", method="html", with_tail=False) if _is_heading(heading) else ""
    return title + str(etree.tostring(section, encoding="unicode", method="html", with_tail=False))


def _is_heading(element: Tree | None) -> bool:
    return element is not None and element.tag in ("h2", "h3", "h4")


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The board of `slug`, or the address as it is."""
    slug = str(params.get("slug", ""))
    return (Fetch(f"https://{HOST}/boards/{slug}" if slug else url),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Gusto's job board or posting page",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
    pages=True,
)
