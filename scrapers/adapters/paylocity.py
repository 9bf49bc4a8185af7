"""Paylocity Recruiting: the data (window.pageData) of a company's list, and each job's page."""

import re

from lxml import etree

from jobboard.places import is_no_place
from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields, listing, workplace
from scrapers.adapters import rows
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, flag, objects, part

NAME, HOST = "paylocity", "recruiting.paylocity.com"
_DATA = "window.pageData"
_JOB = re.compile(r"/recruiting/jobs/details/(?P<number>\d+)", re.IGNORECASE)
_HYBRID, _REMOTE = re.compile(r"\bhybrid", re.IGNORECASE), re.compile(r"\bremote\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:fully )?(?:hybrid|remote|on-?site)(?: remote)?$", re.IGNORECASE)


def matches(answer: Answer) -> int:
    """The system's host, and a page of its shape."""
    here, body = answer.parts.hostname == HOST, answer.body
    if not answer.is_markup():
        return 20 * here
    listed = b"window.pageData" in body and b'"JobTitle"' in body
    return (95 if here else 80) if listed or b"job-preview-title" in body else 75 * here


def parse(answer: Answer) -> Parsed:
    """The rows of the list, each with its page to follow, or the job of a page."""
    data = listing.assigned(answer, _DATA, NAME)
    if isinstance(data, dict) and isinstance(data.get("Jobs"), list):
        found = [node for node in objects(data["Jobs"]) if "JobId" in node and "JobTitle" in node]
        drafts = tuple(_row(answer, node) for node in found)
        follow = tuple(Fetch(draft.url, ref=draft.source_ref) for draft in drafts if draft.url)
        return Parsed(drafts, follow, len(found), tenant=_company(answer))
    tree = rows.page_of(answer, NAME)
    match = _JOB.search(answer.parts.path)
    marked = rows.posting_on(answer, tree, match["number"] if match else "")
    if marked.drafts:
        return marked
    if not rows.with_class(tree, "job-preview-title"):
        raise UnreadableAnswer(answer.url, NAME, f"neither {_DATA} with Jobs nor the preview of a job")
    return Parsed((_page(answer, tree, match["number"] if match else ""),))


def _company(answer: Answer) -> str:
    """The name at the end of a list's address."""
    return listing.step(answer.url, 4).replace("-", " ") if "/jobs/all/" in answer.url.lower() else ""


def _row(answer: Answer, node: Record) -> Draft:
    get, number = node.get, fields.text(node["JobId"])
    origin = fields.origin(answer.url)
    page = f"{origin}/Recruiting/Jobs/Details/{listing.segment(number)}" if origin and number else ""
    return fields.draft(
        number,
        get("JobTitle"),
        url=page,
        apply_url=page,
        places=[_place(node)],
        employment=fields.lines(get("EmploymentType") or get("JobType")),
        remote_flag=_mode(fields.line(get("LocationName")), remote=flag(get("IsRemote")) is True),
        occupation=fields.line(get("HiringDepartment")),
        date_posted=fields.day(get("PublishedDate")),
    )


def _mode(name: str, *, remote: bool) -> WorkMode | None:
    """The box "remote" is ticked for hybrid jobs too: a place called "Hybrid" says what is meant."""
    if _HYBRID.search(name):
        return WorkMode.HYBRID
    return WorkMode.REMOTE if remote or _REMOTE.search(name) else None


def _place(node: Record) -> Place | None:
    """The place of work; a work mode in place of a place gives way to the town of its address."""
    where = part(node, "JobLocation")
    get = where.get
    name, town = fields.line(node.get("LocationName")), fields.line(get("City"))
    if is_no_place(name) and _LABEL.match(name):
        name = ""
    return fields.place(
        name if town.casefold() in name.casefold() else f"{name}, {town}",
        locality=town or listing.town_of(name),
        region=get("State"),
        postal_code=get("Zip"),
        street=get("Address"),
        country=fields.line(get("Country")),
    )


def _page(answer: Answer, tree: Tree, number: str) -> Draft:
    """A job's page without markup, by the headings that every company's pages have."""
    parts = [rows.words_of(step) for step in _steps(next(iter(rows.with_class(tree, "preview-location")), None))]
    label = next((part for part in parts if _LABEL.match(part)), "")
    where = next((part for part in parts if part != label and any(map(str.isalpha, part))), "")
    body = _under(tree, "Description")
    markup = "" if body is None else str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))
    contract = _under(tree, "Job Type")
    page = fields.web_address(answer.url)
    return fields.draft(
        number or page,
        rows.words_of(tree, "job-preview-title"),
        url=page,
        apply_url=page,
        description=markup,
        places=[listing.place(where)],
        employment=fields.lines("" if contract is None else rows.words_of(contract)),
        remote_flag=_mode(label, remote=False) or workplace.mode_of(label),
    )


def _steps(element: Tree | None) -> list[Tree]:
    if element is None:
        return []
    inner = [step for step in element.iter("span", "a") if not len(step)]
    return inner or [element]


def _under(tree: Tree, heading: str) -> Tree | None:
    """The element that follows a heading."""
    for element in rows.with_class(tree, "job-listing-header"):
        if rows.words_of(element).casefold() == heading.casefold():
            return element.getnext()
    return None


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The company's list, whose address holds a key that nobody could guess."""
    return (Fetch(url),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Paylocity's window.pageData with Jobs",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
