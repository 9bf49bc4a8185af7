"""BITE: from the page that shows a list to the list's key, to the postings that it finds, to each one's text."""

import json
import re
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place
from scrapers import fields
from scrapers.adapters.scope import Scope
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, part, records, whole_number

NAME, HOST, SCRIPTS, PAGE = "bite", "jobs.b-ite.com", "cs-assets.b-ite.com", 100
_SEARCH = f"https://{HOST}/api/v1/postings/search"
_LISTING = re.compile(r"data-bite-jobs-api-listing\s*=\s*[\"']?(?:&quot;)?([\w-]{1,80}):([\w-]{1,80})")
_KEY = re.compile(r"[\"']([0-9a-f]{40})[\"']")
_HASH = re.compile(r"/jobposting/([0-9a-f]{40,42})")
_DAYS = ("activatedOn", "activatedAt", "startsOn", "startAt", "createdOn", "createdAt")
_EMPLOYMENT = {
    "full_time": "Vollzeit", "part_time": "Teilzeit", "mini_job": "Minijob", "mini": "Minijob", "temporary": "befristet",
    "internship": "Praktikum", "apprenticeship": "Ausbildung", "working_student": "Werkstudent",
}  # fmt: skip
_JSON = (("Content-Type", "application/json"), ("Accept", "application/json"))


def matches(answer: Answer) -> int:
    """The service's answers, or a page or script that carries a list."""
    here = (answer.parts.hostname or "").endswith("b-ite.com")
    if answer.is_json():
        shape = b'"jobPostings"' in answer.body and b'"externalPath"' not in answer.body
        detail = b'"content"' in answer.body and b'"identification"' in answer.body
        return 20 * here + 70 * bool(shape or detail)
    if answer.is_markup():
        return 78 if b"data-bite-jobs-api-listing" in answer.body else 0
    return 80 * (here and bool(_KEY.search(answer.text())))


def parse(answer: Answer) -> Parsed:
    """A page of the search, a posting, or the way there: the page with the list, and the list's script."""
    if answer.is_json():
        return _json(answer)
    if (answer.parts.hostname or "") == SCRIPTS or not answer.is_markup():
        if key := _KEY.search(answer.text()):
            return Parsed(follow=(_ask(key[1], Scope.of(answer.hint)),))
        raise UnreadableAnswer(answer.url, NAME, "a list's script without a key of 40 digits")
    lists = dict.fromkeys(_LISTING.findall(answer.text()))
    if not lists:
        raise UnreadableAnswer(answer.url, NAME, "no data-bite-jobs-api-listing on this page")
    scripts = [f"https://{SCRIPTS}/{customer}/jobs-api/{listing}.min.js" for customer, listing in lists]
    return Parsed(follow=tuple(Fetch(script) for script in scripts[:5]))


def _ask(key: str, scope: Scope, locale: str = "de") -> Fetch:
    body = {"key": key, "channel": 0, "locale": locale, "page": {"num": PAGE, "offset": scope.seen}}
    return Fetch(_SEARCH, method="POST", body=json.dumps(body).encode(), headers=_JSON, hint=scope.hint())


def _json(answer: Answer) -> Parsed:
    data = answer.json()
    page = first_record(data, lambda node: "jobPostings" in node)
    if page is None:
        detail = first_record(data, lambda node: "title" in node and ("content" in node or "identification" in node))
        if detail is None:
            raise UnreadableAnswer(answer.url, NAME, "neither jobPostings nor a posting with a title")
        return Parsed((_draft(answer, detail),))
    rows = records(page["jobPostings"], lambda node: "title" in node and "url" in node)
    drafts = [_draft(answer, node) for node in rows]
    count = whole_number(part(page, "page").get("total"))
    scope, asked = Scope.of(answer.hint), _asked(answer)
    seen, key, locale = scope.seen + len(rows), fields.text(asked.get("key")), fields.text(asked.get("locale")) or "de"
    follow = [_detail(draft, locale) for draft in drafts if _HASH.search(draft.url)]
    if rows and key and count is not None and seen < count:
        follow.insert(0, _ask(key, scope.after(len(rows), drafts[0].source_ref), locale))
    return Parsed(tuple(drafts), tuple(follow), count)


def _asked(answer: Answer) -> Record:
    try:
        asked = json.loads(answer.request_body or b"{}")
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _detail(draft: Draft, locale: str) -> Fetch:
    match = _HASH.search(draft.url)
    number = match[1] if match else ""
    url = f"https://{HOST}/jobposting/{number}/json?locale={quote(locale)}&contentRendered=true"
    return Fetch(url, headers=_JSON[1:], ref=draft.source_ref)


def _draft(answer: Answer, node: Record) -> Draft:
    get = node.get
    url = fields.web_address(get("url"))
    number = _HASH.search(url) or _HASH.search(answer.parts.path)
    content = part(node, "content").get("html")
    description, is_html = fields.join_texts([part(part(node, "content"), "html").get("rendered") or content])
    pay = part(node, "baseSalary")
    return fields.draft(
        (number[1] if number else "") or get("hash") or get("id") or url,
        get("title"),
        employer=fields.line(part(node, "employer")),
        url=url,
        apply_url=fields.web_address(get("applyUrl")) or url,
        description=description,
        description_is_html=is_html,
        places=[_place(part(node, "address"))],
        language=fields.line(get("locale"))[:2].lower(),
        employment=tuple(_EMPLOYMENT.get(word, word) for word in fields.lines(get("employmentType"))),
        salary=fields.salary(pay.get("minValue"), pay.get("maxValue"), pay.get("currency"), pay.get("unitText")),
        requisition=fields.line(get("identification")),
        date_posted=next((day for name in _DAYS if (day := fields.day(get(name)))), None),
        valid_through=fields.day(get("endsOn") or get("endAt")),
    )


def _place(address: Record) -> Place | None:
    get = address.get
    code, town = fields.line(get("postCode")), fields.line(get("city"))
    return fields.place(
        f"{code} {town}".strip(),
        locality=town,
        postal_code=code,
        street=f"{fields.line(get('street'))} {fields.line(get('houseNumber'))}",
        country=fields.line(get("country")).upper(),
        latitude=get("latitude"),
        longitude=get("longitude"),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The search, if the source has its `key`; else the page that shows the list."""
    if key := str(params.get("key") or ""):
        return (_ask(key, Scope(), str(params.get("language", "de"))),)
    return (Fetch(url if urlsplit(url).scheme else f"https://{url}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="BITE's jobPostings, or a page with data-bite-jobs-api-listing",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST, SCRIPTS),
)
