"""BeeSite of milch & zucker: the search of its Global Jobboard (GJB), its job pages, and the older HTML list."""

import html
import json
import re
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from jobboard.posting import Draft, Place, Salary
from scrapers import fields
from scrapers.adapters.rows import page_of, posting_on, words_of
from scrapers.adapters.scope import Scope
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.page import links
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, part, records, whole_number

NAME, PAGE = "beesite", 100
_HOST = re.compile(r"(?:^|\.)beesite\.de$")
_WANTED = (
    "ID", "PositionID", "PositionTitle", "PositionURI", "ApplyURI", "PositionLocation.CityName",
    "PositionLocation.PostalCode", "PositionLocation.StreetName", "PositionLocation.BuildingNumber",
    "PositionLocation.CountrySubDivisionName", "PositionLocation.CountryCode", "PositionLocation.CountryName",
    "PositionLocation.Latitude", "PositionLocation.Longitude", "PositionSchedule.Name", "PositionOfferingType.Name",
    "CareerLevel.Name", "PositionIndustry.Name", "ParentOrganizationName", "OrganizationName", "PublicationStartDate",
    "PublicationEndDate", "PositionSalary.Name", "PositionCivilServicePay.Name", "PositionFormattedDescription.Content",
)  # fmt: skip
_TERMS = {"befristet": True, "unbefristet": False, "temporary": True, "permanent": False}
_CITY_STATES = frozenset({"Berlin", "Bremen", "Hamburg"})
_JOB = re.compile(r"[?&]ac=jobad\b.*?[?&]id=([\w-]+)|[?&]id=([\w-]+).*?[?&]ac=jobad\b")
_COUNT = re.compile(
    r"(\d{1,5})\s+(?:Treffer|Stellenangebote?|Stellen|Ergebnisse?|Jobs|results|positions)\b", re.IGNORECASE
)


def matches(answer: Answer) -> int:
    """The host, and a search result, an ad of an export, or a list of the older variant."""
    host = 20 * bool(_HOST.search(answer.parts.hostname or ""))
    if answer.is_json():
        if b'"MatchedObjectDescriptor"' in answer.body or b'"SearchResultItems"' in answer.body:
            return 80 + host
        return (
            60 if b'"tasks"' in answer.body and b'"requirements"' in answer.body and b'"code"' in answer.body else host
        )
    page = answer.is_markup() and (b"ac=jobad" in answer.body or b"ac=search_result" in answer.body)
    return (75 if b"SearchResult" in answer.body else 72) + host if page else host


def parse(answer: Answer) -> Parsed:
    """A page of the search, an export of ads, a job page, or a list of the older variant."""
    if answer.is_json():
        return _search(answer)
    tree = page_of(answer, NAME)
    if number := _number(answer.url):
        return posting_on(answer, tree, number)
    rows: dict[str, Draft] = {}
    for anchor in tree.iter("a"):
        address = fields.web_address(html.unescape(anchor.get("href") or ""), answer.url)
        if (number := _number(address)) and (title := words_of(anchor) or fields.line(anchor.get("title"))):
            rows.setdefault(number, fields.draft(number, title, url=address, apply_url=address))
    onward = [address for address, relation in links(tree, answer.url) if relation == "next"]
    if not rows and "ac=search_result" not in answer.url and "ac=search_result" not in answer.text():
        raise UnreadableAnswer(answer.url, NAME, "neither a search result nor a list of job pages")
    count = _COUNT.search(words_of(tree))
    follow = [
        Fetch(address) for address in dict.fromkeys(onward) if fields.origin(address) == fields.origin(answer.url)
    ]
    follow += [Fetch(row.url, ref=number) for number, row in rows.items()]
    total = int(count[1]) if count and not Scope.of(answer.hint).seen and not onward else None
    return Parsed(tuple(rows.values()), tuple(follow), total)


def _number(address: str) -> str:
    match = _JOB.search(address)
    return (match[1] or match[2]) if match else ""


def _search(answer: Answer) -> Parsed:
    data = answer.json()
    items = records(data, lambda node: isinstance(node.get("MatchedObjectDescriptor"), dict))
    page = first_record(data, lambda node: "SearchResultItems" in node or "SearchResultCountAll" in node)
    ads = [] if items or page else records(data, lambda node: {"title", "code", "tasks"} <= node.keys())
    if not items and page is None and not ads:
        raise UnreadableAnswer(answer.url, NAME, "no SearchResult with MatchedObjectDescriptor")
    if ads:
        return Parsed(tuple(_exported(node) for node in ads), total=len(ads))
    scope = Scope.of(answer.hint)
    rows = [_draft(item) for item in items]
    kept = [row for row in rows if scope.holds([text for place in row.places for text in (place.name, place.region)])]
    count = _count(page or {})
    onward, gaps = _onward(answer, scope, rows, count)
    pages = [
        Fetch(row.url, ref=row.source_ref) for row in kept if not row.description and _reachable(answer, scope, row)
    ]
    return Parsed(tuple(kept), (*onward, *pages), scope.total(count), gaps=gaps)


def _count(page: Record) -> int | None:
    """All postings there are, a number or its digits; where only those of the page are counted, that."""
    everything = whole_number(page.get("SearchResultCountAll"))
    return everything if everything is not None else whole_number(page.get("SearchResultCount"))


def _onward(
    answer: Answer, scope: Scope, rows: list[Draft], count: int | None
) -> tuple[tuple[Fetch, ...], tuple[str, ...]]:
    """The page after this one, or the gap that it leaves; the first item of a search is number 1."""
    try:
        asked = json.loads(parse_qs(answer.parts.query).get("data", [""])[0])
    except ValueError:
        return (), ()
    begin = whole_number(part(asked, "SearchParameters").get("FirstItem")) if isinstance(asked, dict) else None
    if begin is None or count is None or begin - 1 + len(rows) >= count:
        return (), ()
    if not rows or rows[0].source_ref in scope.firsts:
        what = "no items" if not rows else "the items of a page before"
        return (), (f"{answer.url}: {what} from number {begin}, although there are {count}",)
    asked["SearchParameters"]["FirstItem"] = begin + len(rows)
    url = f"{fields.origin(answer.url)}{answer.parts.path}?{urlencode({'data': json.dumps(asked, separators=(',', ':'))})}"
    return (Fetch(url, hint=scope.after(len(rows), rows[0].source_ref).hint()),), ()


def _reachable(answer: Answer, scope: Scope, row: Draft) -> bool:
    """Whether the ad's page is on the search's own host or on the site that the source names."""
    return bool(row.url) and fields.origin(row.url) in (fields.origin(answer.url), scope.site)


def _draft(item: Record) -> Draft:
    node = part(item, "MatchedObjectDescriptor")
    get = node.get
    number = fields.line(get("PositionID") or item.get("MatchedObjectId") or get("ID"))
    url = fields.web_address(get("PositionURI"))
    schedule, offering = (_names(get(name)) for name in ("PositionSchedule", "PositionOfferingType"))
    level = _names(get("CareerLevel"))
    description, is_html = fields.join_texts([part(node, "PositionFormattedDescription").get("Content")])
    return fields.draft(
        number,
        get("PositionTitle"),
        # The organisation below is often an office's address, the one above it the authority that employs.
        employer=fields.line(get("ParentOrganizationName")) or fields.line(get("OrganizationName")),
        url=url,
        apply_url=fields.web_address(get("ApplyURI")) or url,
        description=description,
        description_is_html=is_html,
        places=[_place(row) for row in objects(get("PositionLocation"))],
        industry=fields.join_parts(_names(get("PositionIndustry"))),
        employment=(*schedule, *offering),
        fixed_term=next((_TERMS[word.casefold()] for word in offering if word.casefold() in _TERMS), None),
        salary=_salary(node),
        experience=fields.join_parts(level),
        requisition=number,
        date_posted=fields.day(get("PublicationStartDate")),
        valid_through=fields.day(get("PublicationEndDate")),
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (fields.line(node.get("Name")) for node in objects(value)))))


def _place(row: Record) -> Place | None:
    """A place by its address; city states have no CityName, their name stands where others have the state."""
    get = row.get
    code, region = fields.line(get("PostalCode")), fields.line(get("CountrySubDivisionName"))
    town = fields.line(get("CityName")) or (region if region in _CITY_STATES else "")
    street = f"{fields.line(get('StreetName'))} {fields.line(get('BuildingNumber'))}".strip()
    return fields.place(
        fields.join_parts((street, f"{code} {town}" if code or town else region)),
        locality=town,
        region=region,
        postal_code=code,
        street=street,
        country=fields.line(get("CountryCode")) or fields.line(get("CountryName")),
        latitude=get("Latitude"),
        longitude=get("Longitude"),
    )


def _salary(node: Record) -> Salary | None:
    """The grades as written, an officer's and an employee's side by side."""
    names = [fields.line(part(node, name).get("Name")) for name in ("PositionCivilServicePay", "PositionSalary")]
    words = " / ".join(filter(None, names))
    return Salary(grade=words if re.search(r"\d", words) else "", evidence=words) if words else None


def _exported(node: Record) -> Draft:
    """An ad of an export that holds its text in lists."""
    blocks = [
        f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in fields.lines(node.get(name)))}</ul>"
        for name in ("tasks", "requirements")
        if fields.lines(node.get(name))
    ]
    number, town = fields.line(node.get("code")), fields.line(node.get("location"))
    return fields.draft(
        number,
        node.get("title"),
        employer=fields.line(node.get("company")),
        description="\n".join(blocks),
        places=[fields.place(town, locality=town)],
        employment=fields.lines(node.get("entry_type")),
        requisition=number,
    )


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The first page of the search, or of the older list (`variant = "list"`); `place` keeps to postings there.

    `portal` is the site with the ads' pages, where that is another one than the search's.
    """
    parts = urlsplit(url)
    if params.get("variant") == "list" or "ac=" in parts.query:
        return (Fetch(url if "ac=" in parts.query else urljoin(url, "?ac=search_result")),)
    scope = Scope(place=str(params.get("place") or ""), site=fields.origin(str(params.get("portal") or "")))
    size = whole_number(params.get("page_size")) or PAGE
    asked = {
        "LanguageCode": str(params.get("language", "DE")).upper(),
        "SearchParameters": {
            "FirstItem": 1,
            "CountItem": min(size, PAGE),
            "Sort": [{"Criterion": "PublicationStartDate", "Direction": "DESC"}],
            "MatchedObjectDescriptor": list(_WANTED),
        },
        "SearchCriteria": [],
    }
    query = urlencode({"data": json.dumps(asked, separators=(",", ":"))})
    path = parts.path if parts.path.strip("/") else "/search"
    return (Fetch(f"{fields.origin(url)}{path}?{query}", hint=scope.hint()),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="BeeSite's SearchResult with MatchedObjectDescriptor, or a list of its job pages (ac=jobad)",
    matches=matches,
    parse=parse,
    start=start,
)
