"""join.com: the jobs that a company's page carries for its own script (__NEXT_DATA__), and each job's page."""

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

from jobboard.posting import Draft, Place, Salary, WorkMode
from scrapers import fields
from scrapers.adapters.rows import page_of, posting_on
from scrapers.adapters.scope import with_query
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import Tree
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, flag, objects, part, whole_number

NAME, HOSTS = "join", ("join.com", "www.join.com")
_COMPANY = re.compile(r"^/companies/(?P<slug>[\w-]+)(?:/(?:jobs/)?(?P<job>\d[\w-]*))?/?$")
_MODES = {"REMOTE": WorkMode.REMOTE, "HYBRID": WorkMode.HYBRID, "ONSITE": WorkMode.ONSITE, "ON_SITE": WorkMode.ONSITE}
_WHOLE = frozenset({"CLP", "ISK", "JPY", "KRW", "UGX", "VND"})  # currencies without a hundredth


def matches(answer: Answer) -> int:
    """The site, and a page with jobs or of a job."""
    here = answer.parts.hostname in HOSTS and bool(_COMPANY.match(answer.parts.path))
    shape = b"__NEXT_DATA__" in answer.body and b'"initialState"' in answer.body and b'"idParam"' in answer.body
    return (95 if here else 75) if shape else 80 * (here and answer.is_markup())


def parse(answer: Answer) -> Parsed:
    """The jobs of a company's page, which lead to their own pages and the next page, or the posting of a job's page."""
    tree = page_of(answer, NAME)
    path = _COMPANY.match(answer.parts.path)
    state = _state(answer, tree)
    if (path and path["job"]) or ("jobs" not in state and part(state, "job")):
        return _job_page(answer, tree, state)
    jobs, company = part(state, "jobs"), part(state, "company")
    if not isinstance(jobs.get("items"), list):
        raise UnreadableAnswer(answer.url, NAME, "no jobs in the page's __NEXT_DATA__")
    domain = fields.line(company.get("domain"))
    if path and domain and domain.casefold() != path["slug"].casefold():
        raise UnreadableAnswer(answer.url, NAME, f"the page shows the jobs of another company, {domain!r}")
    slug = path["slug"] if path else domain
    rows = [_row(node, slug, fields.line(company)) for node in objects(jobs["items"])]
    pagination = part(jobs, "pagination")
    at = whole_number(pagination.get("page")) or _page(answer)
    follow = [Fetch(row.url, ref=row.source_ref) for row in rows if row.url]
    if rows and at < (whole_number(pagination.get("pageCount")) or 1) and fields.origin(answer.url):
        follow.insert(0, Fetch(with_query(answer.url, page=str(at + 1))))
    total = pagination.get("total", pagination.get("rowCount"))
    return Parsed(tuple(rows), tuple(follow), whole_number(total), tenant=slug)


def _state(answer: Answer, tree: Tree) -> Record:
    """What the page's script starts from."""
    script = next((each for each in tree.iter("script") if each.get("id") == "__NEXT_DATA__"), None)
    try:
        data: Any = json.loads("".join(script.itertext())) if script is not None else {}
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer(answer.url, NAME, f"__NEXT_DATA__ is no JSON: {error}") from error
    holder = first_record(data, lambda node: isinstance(node.get("initialState"), dict))
    return part(holder, "initialState") if holder else {}


def _page(answer: Answer) -> int:
    match = re.search(r"(?:^|&)page=(\d{1,4})(?:&|$)", answer.parts.query)
    return int(match[1]) if match else 1


def _row(node: Record, slug: str, employer: str) -> Draft:
    get, name = node.get, fields.line(node.get("idParam") or node.get("id"))
    url = fields.web_address(get("url")) or (
        f"https://{HOSTS[0]}/companies/{quote(slug)}/{quote(name)}" if slug and name else ""
    )
    mode = _MODES.get(fields.line(get("workplaceType")).upper())
    return fields.draft(
        get("id") or name,
        get("title"),
        employer=employer,
        url=url,
        apply_url=url,
        places=[_place(node)],
        language=fields.line(part(node, "language").get("iso") or part(node, "language").get("iso6391"))[:2].lower(),
        employment=fields.lines(get("employmentType")),
        remote_flag=mode,
        remote_note="" if mode else fields.line(get("workplaceType")),
        salary=_salary(node),
        date_posted=fields.day(get("publishedAt") or get("createdAt")),
    )


def _place(node: Record) -> Place | None:
    city, country = part(node, "city"), part(node, "country")
    town = fields.line(city.get("cityName"))
    land = fields.line(city.get("countryName") or country.get("countryName"))
    return fields.place(
        fields.join_parts((town, land)),
        locality=town,
        country=fields.line(country.get("iso3166")).upper() or land,
        latitude=city.get("latitude"),
        longitude=city.get("longitude"),
    )


def _salary(node: Record) -> Salary | None:
    """Pay in hundredths, only if the company shows it: the page has it also where it does not."""
    if flag(part(node, "settings").get("showSalary")) is False:
        return None
    ends = [part(node, name) for name in ("salaryAmountFrom", "salaryAmountTo")]
    currency = next((code for end in ends if (code := fields.line(end.get("currency")).upper())), "")
    amounts = [fields.number(end.get("amount")) for end in ends]
    low, high = (amount if amount is None or currency in _WHOLE else amount / 100 for amount in amounts)
    return fields.salary(low, high, currency, fields.line(node.get("salaryFrequency")).upper().removeprefix("PER_"))


def _job_page(answer: Answer, tree: Tree, state: Record) -> Parsed:
    """The posting of a job's page: its markup, or else what its script starts from."""
    job = part(state, "job")
    read = posting_on(answer, tree, fields.line(job.get("id")))
    if read.drafts or not job.get("title"):
        return read
    path = _COMPANY.match(answer.parts.path)
    row = _row(job, path["slug"] if path else "", fields.line(part(state, "company")))
    description, is_html = fields.join_texts([job.get("schemaDescription") or job.get("description")])
    return Parsed((row.model_copy(update={"description": description, "description_is_html": is_html}),))


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The company's page: the source's address, or that of its `slug`."""
    if _COMPANY.match(urlsplit(url).path):
        return (Fetch(url),)
    return (Fetch(f"https://{HOSTS[0]}/companies/{quote(str(params.get('slug', '')))}"),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="join.com's jobs in __NEXT_DATA__ or one of its job pages",
    matches=matches,
    parse=parse,
    start=start,
    hosts=lambda _url: HOSTS,
)
