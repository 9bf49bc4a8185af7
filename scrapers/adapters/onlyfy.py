"""onlyfy, formerly Prescreen: the list of a portal, its job pages, and each ad's full text.

A job page marks up its posting, but cuts the text after some 200 characters: the whole is fetched after it.
"""

import dataclasses
import re

from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters.rows import main_markup, page_of, posting_on, words_of
from scrapers.adapters.scope import parts_of, with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, records

NAME, MOST_ROWS = "onlyfy", "1000"
_HOST = re.compile(r"^(?P<slug>[\w-]+)\.(?:onlyfy\.(?:jobs|io)|prescreenapp\.io|prescreen\.io)$")
_FULL = re.compile(r"/job/show/([\w-]{6,64})/full$")
_JOB = re.compile(r"/job/(?:show/)?([a-z0-9][\w-]{5,63})(?:/|$)")
_NO_TOKEN = frozenset({"list", "show", "print", "apply"})


def matches(answer: Answer) -> int:
    """The host, and a portal's list or a page of a job."""
    host = bool(_HOST.match(answer.parts.hostname or ""))
    if answer.is_json():
        return 70 * host
    if not answer.is_markup():
        return 0
    if b'id="jobList"' in answer.body and b"/job/" in answer.body:
        return 85 if host or b"onlyfy" in answer.body or b"prescreen" in answer.body else 50
    return (80 if _JOB.search(answer.parts.path) else 30) * host


def parse(answer: Answer) -> Parsed:
    """The rows of a list, the posting of a job page, or an ad's full text."""
    if answer.is_json():
        return _listed(answer)
    tree = page_of(answer, NAME)
    if full := _FULL.search(answer.parts.path):
        return _full(tree, full[1])
    if token := _token(answer.url):
        return _job_page(answer, tree, token)
    inside = next((each for each in tree.iter() if each.get("id") == "jobList"), tree)
    rows: dict[str, Draft] = {}
    for anchor in inside.iter("a"):
        url = fields.web_address(anchor.get("href"), answer.url)
        if (token := _token(url)) and (title := words_of(anchor) or fields.line(anchor.get("title"))):
            rows.setdefault(token, _row(token, title, url, _place_beside(anchor, inside)))
    if not rows and inside is tree:
        raise UnreadableAnswer(answer.url, NAME, "no jobList and no link to a job: a page that a script fills?")
    return _led(answer, list(rows.values()))


def _token(url: str) -> str:
    match = _JOB.search(parts_of(url).path) if url else None
    return match[1] if match and match[1] not in _NO_TOKEN else ""


def _row(token: str, title: object, url: str, town: str) -> Draft:
    return fields.draft(token, title, url=url, apply_url=url, places=[fields.place(town, locality=town)])


def _place_beside(anchor: Tree, end: Tree) -> str:
    """What stands in the same row under a class that says place."""
    for parent in anchor.iterancestors():
        if parent is end:
            break
        found = [each for each in parent.iter() if re.search(r"location|city|standort|place", each.get("class") or "")]
        if found:
            return words_of(found[0])
    return ""


def _led(answer: Answer, rows: list[Draft]) -> Parsed:
    match = _HOST.match(answer.parts.hostname or "")
    follow = tuple(Fetch(row.url, ref=row.source_ref) for row in rows if row.url)
    return Parsed(tuple(rows), follow, len(rows), tenant=match["slug"] if match else "")


def _listed(answer: Answer) -> Parsed:
    """The rows of the JSON list: what has a title and the address of a job."""
    data = answer.json()
    found = records(data, lambda node: isinstance(node.get("title"), str) and bool(_address(answer, node)))
    if not found and data not in ([], {"jobs": []}, {"data": []}):
        raise UnreadableAnswer(answer.url, NAME, "no rows with a title and the address of a job")
    rows = [
        _row(_token(url), node["title"], url, fields.line(node.get("city") or node.get("location")))
        for node in found
        if (url := _address(answer, node))
    ]
    return _led(answer, rows)


def _address(answer: Answer, node: Record) -> str:
    values = (value for value in node.values() if isinstance(value, str) and "/job/" in value)
    return next((url for value in values if _token(url := fields.web_address(value, answer.url))), "")


def _job_page(answer: Answer, tree: Tree, token: str) -> Parsed:
    read = posting_on(answer, tree, token)
    here = fields.origin(answer.url)
    if not here:
        return read
    full = Fetch(f"{here}/job/show/{token}/full?lang=de&mode=candidate", ref=token)
    return dataclasses.replace(read, follow=(full,))


def _full(tree: Tree, token: str) -> Parsed:
    """The whole text of an ad; the rest its job page has said."""
    markup = main_markup(tree)
    if not markup:
        return Parsed(notes=("the full text of this job is next to nothing",))
    return Parsed((fields.draft(token, "", description=markup),))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The portal's page, or its JSON list where the source names it."""
    parts = parts_of(url)
    if "/job/list/" in parts.path:
        return (Fetch(with_query(url, format="json", max_results=str(params.get("max_results", MOST_ROWS)))),)
    return (Fetch(url),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="onlyfy's or Prescreen's jobList or one of its job pages",
    matches=matches,
    parse=parse,
    start=start,
)
