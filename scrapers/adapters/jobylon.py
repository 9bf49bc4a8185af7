"""Jobylon: the list that a company's widget carries as a JavaScript literal, and the marked-up page of each posting."""

import re
from datetime import date
from urllib.parse import urlsplit

from jobboard.posting import Draft, WorkMode
from scrapers import fields
from scrapers.adapters import schemaorg
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.relaxed import read_relaxed
from scrapers.shapes import MOST, Record, objects, part

NAME, WIDGETS, PAGES = "jobylon", "cdn.jobylon.com", "emp.jobylon.com"
_LIST = re.compile(r"JBL\.embed_v2(?:\['jobs'\]|\.jobs)\s*=\s*(?=\[)")
_COMPANY = re.compile(r"/companies/(\d+)")
_LANGUAGE = re.compile(r"^job-lang-([a-z]{2})$")
_MAY = re.compile(r"\bmaj\b", re.IGNORECASE)  # the one Nordic month whose first letters are no other language's
_MODES = {
    "arbete på plats": WorkMode.ONSITE, "on-site": WorkMode.ONSITE, "på plats": WorkMode.ONSITE,
    "hybridarbete": WorkMode.HYBRID, "hybrid": WorkMode.HYBRID, "hybrid work": WorkMode.HYBRID,
    "distansarbete": WorkMode.REMOTE, "remote": WorkMode.REMOTE, "remote work": WorkMode.REMOTE,
}  # fmt: skip
_EMPLOYMENT = {"heltid": "Full-time", "deltid": "Part-time", "timanställning": "Hourly", "praktik": "Internship"}


def matches(answer: Answer) -> int:
    """A widget's list, wherever it stands, or a page of Jobylon's hosts."""
    here = answer.parts.hostname in (WIDGETS, PAGES)
    return (100 if here else 80) if b"JBL.embed_v2" in answer.body else 20 * here


def parse(answer: Answer) -> Parsed:
    """The rows of a widget's list, or the posting of a job page."""
    markup = answer.text()
    found = _LIST.search(markup)
    if found is None:
        if b"JobPosting" in answer.body:
            return schemaorg.parse(answer)
        raise UnreadableAnswer(answer.url, NAME, "neither a widget's list of jobs nor a posting")
    end = markup.find("</script", found.end())
    literal = markup[found.end() : end if end >= 0 else len(markup)]
    try:
        rows = objects(read_relaxed(literal))
    except ValueError as error:
        raise UnreadableAnswer(answer.url, NAME, f"the list cannot be read: {error}") from error
    rows = [row for node in rows for row in ([node] if "id" in node else objects(node.get("jobs")))][:MOST]
    drafts = tuple(_draft(row) for row in rows if row.get("is_internal") is not True)
    follow = tuple(Fetch(draft.url, ref=draft.source_ref) for draft in drafts if draft.url and draft.source_ref)
    return Parsed(drafts, follow, len(drafts))


def _draft(row: Record) -> Draft:
    get = row.get
    address = fields.web_address(get("url"), f"https://{PAGES}/")
    languages = [match[1] for key in part(row, "klass") if (match := _LANGUAGE.match(key))]
    workspace, kind = fields.line(get("workspace")), fields.line(get("employment_type"))
    mode = _MODES.get(workspace.casefold())
    return fields.draft(
        get("id"),
        get("title"),
        employer=fields.line(get("company")),
        url=address,
        apply_url=address,
        places=[fields.place(name, locality=name.split(",")[0]) for name in fields.lines(get("locations"))],
        language=next(iter(languages), ""),
        employment=fields.lines(_EMPLOYMENT.get(kind.casefold(), kind)),
        remote_flag=mode,
        remote_note="" if mode else workspace,
        experience=fields.line(get("experience")),
        date_posted=_day(get("published_date")),
        valid_through=_day(get("to_date")),
    )


def _day(value: object) -> date | None:
    return fields.day(_MAY.sub("may", fields.line(value)))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The widget of `company`, whose number also stands in a widget's or a company page's address."""
    match = _COMPANY.search(urlsplit(url).path)
    number = str(params.get("company") or (match[1] if match else ""))
    if not number.isdecimal():
        raise ValueError("jobylon needs the number of a company")
    return (Fetch(f"https://{WIDGETS}/jobs/companies/{number}/embed/v2/?page_size=1000"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Jobylon's JBL.embed_v2 list",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (WIDGETS, PAGES),
)
