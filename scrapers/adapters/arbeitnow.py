"""Arbeitnow: the job board's public API, and its ads as archives keep them (front matter and Markdown)."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from jobboard.posting import Draft, Place, WorkMode
from scrapers import fields
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, flag, objects, part, whole_number

NAME, HOST = "arbeitnow", "www.arbeitnow.com"
_API = f"https://{HOST}/api/job-board-api"
_FRONT = re.compile(r"^\s*---\s*\n(.{1,4000}?)\n---\s*\n", re.DOTALL)
_PAIR = re.compile(r"^(\w+):[ \t]*(.*)$", re.MULTILINE)
# What an archive adds to the ad: labels in its own script, and lines that repeat the front matter.
_ADDED = re.compile(r"^(?:# .*|#+ [^\x00-\u024f]+|-? ?\*\*[^*\n]{1,30}\*\*:.*|---)$\n?", re.MULTILINE)
_FOOTER = re.compile(r"\n\s*Find\s*\[?Jobs in Germany.*", re.DOTALL)


def matches(answer: Answer) -> int:
    """The API's host and a page of its shape, or a saved ad that names the board."""
    if _is_saved(answer):
        return 80
    body = answer.body
    shape = answer.is_json() and b'"job_types"' in body and b'"company_name"' in body and b'"slug"' in body
    return 60 * bool(shape) + (40 if shape else 20) * (answer.parts.hostname == HOST)


def parse(answer: Answer) -> Parsed:
    """A page of the API, or one saved ad."""
    if _is_saved(answer):
        return Parsed((_saved(answer),))
    data = answer.json()
    if not isinstance(data, dict) or not isinstance(data.get("data"), list):
        raise UnreadableAnswer(answer.url, NAME, "no page with data")
    rows = [row for row in objects(data["data"]) if "slug" in row]
    first = _page(answer) == 1
    return Parsed(tuple(map(_draft, rows)), _next_page(answer, data), 0 if first and not data["data"] else None)


def _page(answer: Answer) -> int:
    return whole_number(parse_qs(answer.parts.query).get("page", ["1"])[0]) or 1


def _next_page(answer: Answer, data: Record) -> tuple[Fetch, ...]:
    meta, count = part(data, "meta"), len(objects(data["data"]))
    if "links" in data:
        following = fields.web_address(part(data, "links").get("next"))
        return (Fetch(following),) if following and fields.origin(following) == fields.origin(answer.url) else ()
    if not count or count < (whole_number(meta.get("per_page")) or count + 1):
        return ()
    onward = urlencode({"page": str(_page(answer) + 1)})
    return (Fetch(f"{fields.origin(answer.url)}{answer.parts.path}?{onward}"),) if fields.origin(answer.url) else ()


def _draft(row: Record) -> Draft:
    get = row.get
    description, is_html = fields.join_texts([get("description")])
    address = fields.web_address(get("url"))
    return fields.draft(
        get("slug"),
        get("title"),
        employer=fields.line(get("company_name")),
        url=address,
        apply_url=address,
        description=description,
        description_is_html=is_html,
        places=[_place(get("location"))],
        employment=fields.lines(get("job_types")),
        remote_flag=_mode(flag(get("remote"))),
        date_posted=fields.day(get("created_at")),
    )


def _place(value: object) -> Place | None:
    name = fields.line(value)
    return fields.place(name, locality=name.split(",")[0])


def _mode(ticked: bool | None) -> WorkMode | None:
    """A box that is not ticked says nothing: titles with "100 % remote" stand above it."""
    return WorkMode.REMOTE if ticked else None


def _is_saved(answer: Answer) -> bool:
    return (
        answer.body[:16].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"---") and b"arbeitnow.com/" in answer.body[:4096]
    )


def _saved(answer: Answer) -> Draft:
    text = fields.clean(answer.text().replace("\r\n", "\n"))
    head = _FRONT.match(text)
    if head is None:
        raise UnreadableAnswer(answer.url, NAME, "a saved ad without its front matter")
    facts = {match[1].lower(): fields.line(match[2]) for match in _PAIR.finditer(head[1])}
    address = fields.web_address(facts.get("source_url"))
    body = _FOOTER.sub("", _ADDED.sub("", text[head.end() :]))
    return fields.draft(
        urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1] or answer.url,
        facts.get("title"),
        employer=facts.get("company", ""),
        url=address,
        apply_url=address,
        description=re.sub(r"^#+ ", "", body, flags=re.MULTILINE).strip(),
        description_is_html=False,
        places=[_place(facts.get("location"))],
        remote_flag=_mode(facts.get("remote", "").casefold() == "true"),
        date_posted=fields.day(facts.get("posted_at")),
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The API's first page; an address of the API is taken as it is."""
    return (Fetch(url if "/api/" in urlsplit(url).path else f"{_API}?{urlencode({'page': '1', **_query(params)})}"),)


def _query(params: Params) -> dict[str, str]:
    return {key: str(value) for key, value in params.items()}


ADAPTER = Adapter(
    name=NAME,
    looks_for="Arbeitnow's page of slug, company_name and job_types",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: (HOST,),
)
