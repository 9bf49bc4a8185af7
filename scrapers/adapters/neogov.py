"""NeoGov: the lists that governmentjobs.com and schooljobs.com load into an agency's page, and the page of each posting."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from jobboard.posting import Draft, Salary
from jobboard.reading import pay
from scrapers import fields
from scrapers.adapters import webpage
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree, tree_of
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import whole_number

NAME, HOSTS, PAGE = "neogov", ("www.governmentjobs.com", "www.schooljobs.com"), 10
_AGENCY = re.compile(r"^/careers/(?P<agency>(?!home\b)[\w-]+)(?:/(?P<folder>(?!jobs\b)[\w-]+))?")
_JOB = re.compile(r"^/careers/[\w-]+/(?:[\w-]+/)?jobs/(?:newprint/)?(?P<number>\d+)")
_LISTED, _NONE = b"search-results-listing-container", b"jobs-not-found-container"
# The site gives its lists only to scripts of its own pages.
_HEADERS = (("X-Requested-With", "XMLHttpRequest"),)


def matches(answer: Answer) -> int:
    """The system's hosts, and a list of its shape."""
    here = answer.parts.hostname in HOSTS
    shape = _LISTED in answer.body or _NONE in answer.body
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """The rows of a list, or the posting of a job page."""
    tree = tree_of(answer)
    if _NONE in answer.body:
        return Parsed(total=0 if _asked_page(answer) == 1 else None)
    if _LISTED in answer.body and tree is not None:
        drafts = tuple(filter(None, (_draft(answer, row) for row in tree.iter("li"))))
        follow = [*_next_page(answer, len(drafts)), *(Fetch(one.url, ref=one.source_ref) for one in drafts if one.url)]
        return Parsed(drafts, tuple(follow))
    if tree is not None and _JOB.match(answer.parts.path):
        return webpage.parse(answer)
    raise UnreadableAnswer(answer.url, NAME, f"neither a list nor a posting; it begins {answer.opening()!r}")


def _draft(answer: Answer, row: Tree) -> Draft | None:
    """A row: its link's words are the title; of the lines below, the first is the place, another names kind and pay."""
    link = next((one for one in row.iter("a") if "item-details-link" in (one.get("class") or "")), None)
    address = fields.web_address(link.get("href"), answer.url) if link is not None else ""
    match = _JOB.match(urlsplit(address).path)
    if link is None or match is None or (answer.url and fields.origin(address) != fields.origin(answer.url)):
        return None
    lists = [part for part in row.iter("ul") if "list-meta" in (part.get("class") or "")]
    lines = [fields.line("".join(item.itertext())) for part in lists[:1] for item in part.iter("li")]
    kind = lines[1] if len(lines) > 1 else ""
    return fields.draft(
        match["number"],
        "".join(link.itertext()),
        url=address,
        apply_url=address,
        places=[fields.place(line, locality=line.split(",")[0]) for line in lines[:1]],
        employment=tuple(filter(None, (kind.split(" - ")[0],))),
        salary=_salary(kind),
    )


def _salary(words: str) -> Salary | None:
    found = pay.read_pay(f"salary: {words}") if any(sign.isdigit() for sign in words) else None
    return found.model_copy(update={"evidence": words[:240]}) if found and (found.min or found.max) else None


def _asked_page(answer: Answer) -> int:
    return whole_number(parse_qs(answer.parts.query).get("page", ["1"])[0]) or 1


def _next_page(answer: Answer, rows: int) -> tuple[Fetch, ...]:
    """The next page of a full one: how many there are, a list does not say."""
    if rows < PAGE or not fields.origin(answer.url):
        return ()
    query = {key: values[0] for key, values in parse_qs(answer.parts.query).items()}
    onward = urlencode(query | {"page": str(_asked_page(answer) + 1)})
    return (Fetch(f"{fields.origin(answer.url)}{answer.parts.path}?{onward}", headers=_HEADERS),)


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of `agency`, whose name also stands in its page's address."""
    parts = urlsplit(url)
    match = _AGENCY.match(parts.path)
    query = {"agency": str(params.get("agency") or (match["agency"] if match else ""))}
    if match and match["folder"]:
        query["departmentFolder"] = match["folder"]
    query |= {"sort": "PostingDate", "isDescendingSort": "true", "page": "1"}
    origin = fields.origin(url) if parts.hostname in HOSTS else f"https://{HOSTS[0]}"
    return (Fetch(f"{origin}/careers/home/index?{urlencode(query)}", headers=_HEADERS),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="NeoGov's list of jobs",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
