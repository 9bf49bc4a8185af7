"""concludis: the list of a job board, and job pages with JSON-LD."""

import re
from urllib.parse import urljoin

from jobboard.posting import Draft
from scrapers import fields
from scrapers.adapters.rows import page_of, posting_on, words_of
from scrapers.adapters.scope import Scope, parts_of, with_query
from scrapers.answer import Answer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed

NAME = "concludis"
_HOST = re.compile(r"^(?P<slug>[\w-]+)\.concludis\.(?:de|com)$")
_OPEN = re.compile(r"openJob\(\s*['\"]([^'\"]{1,1000})['\"]")
_ROW = re.compile(r"^line_(\d{1,12})$")
_JOB = re.compile(r"/prj/shw/[^/]{1,100}/(\d{1,12})/")
_COUNT = re.compile(r"(\d{1,5})\s+(?:Stellen?|Stellenangebote?|jobs?|positions?)\s+(?:gefunden|found)", re.IGNORECASE)
_LINE = re.compile(r"\bam Standort\s+(?P<place>.{2,80}?)(?:\s+-\s+(?P<kind>[^-]{2,60}))?\s*$")


def matches(answer: Answer) -> int:
    """The host, and a list whose rows open jobs, or a job page."""
    host = 15 * bool(_HOST.match(answer.parts.hostname or ""))
    if b"cJobboard.openJob" in answer.body or (b"openJob(" in answer.body and b"stellenlink" in answer.body):
        return 80 + host
    return 75 + host if answer.is_markup() and _JOB.search(answer.parts.path) else host


def parse(answer: Answer) -> Parsed:
    """The rows of a page of the list, which lead to their pages and the next page, or the posting of a job page."""
    tree = page_of(answer, NAME)
    if number := _JOB.search(answer.parts.path):
        return posting_on(answer, tree, number[1])
    rows = {row.source_ref: row for each in tree.iter("div", "tr", "li", "a") if (row := _row(answer, each))}
    match = _COUNT.search(words_of(tree))
    count = int(match[1]) if match else None
    scope = Scope.of(answer.hint)
    follow = [Fetch(row.url, ref=row.source_ref) for row in rows.values()]
    if rows and count is not None and scope.seen + len(rows) < count:
        after = scope.after(len(rows), next(iter(rows)))
        follow.insert(0, Fetch(with_query(answer.url, page=str(after.pages + 1)), hint=after.hint()))
    notes = () if rows or count is not None else ("no list of jobs on this page",)
    slug = _HOST.match(answer.parts.hostname or "")
    return Parsed(tuple(rows.values()), tuple(follow), count, notes, tenant=slug["slug"] if slug else "")


def _row(answer: Answer, row: Tree) -> Draft | None:
    opened = _OPEN.search(row.get("onclick") or "")
    url = fields.web_address(opened[1].replace("&amp;", "&"), answer.url) if opened else ""
    number = _ROW.match(row.get("id") or "") or _JOB.search(parts_of(url).path)
    if not (url and number):
        return None
    teaser = words_of(row, "kurzb")
    line = _LINE.search(teaser)
    town = re.sub(r"\b\d{4,5}\b", "", line["place"]).strip(" ,") if line else ""
    code = re.search(r"\b\d{4,5}\b", line["place"]) if line else None
    return fields.draft(
        number[1],
        words_of(row, "stellenlink", "headerlink") or words_of(row),
        url=url,
        apply_url=url,
        places=[
            fields.place(f"{code[0]} {town}" if code else town, locality=town, postal_code=code[0] if code else "")
        ],
        description=teaser,
        description_is_html=False,
        employment=fields.lines(line["kind"]) if line and line["kind"] else (),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of all open positions, which every tenant has under one address."""
    path = parts_of(url).path
    return (Fetch(url if "/prj/" in path else urljoin(url, str(params.get("list", "/prj/lst/")))),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="concludis' list (cJobboard.openJob) or a job page (/prj/shw/)",
    matches=matches,
    parse=parse,
    start=start,
)
