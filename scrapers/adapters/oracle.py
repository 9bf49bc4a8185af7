"""Oracle Recruiting Cloud: the list of a candidate site, and each requisition's detail."""

import re
from urllib.parse import quote, unquote

from jobboard.posting import Contact, Draft, Place
from scrapers import fields, listing, workplace
from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer
from scrapers.parsed import Adapter, Fetch, Params, Parsed
from scrapers.shapes import Record, first_record, objects, records, whole_number

NAME, PAGE = "oracle", 100
_API = "/hcmRestApi/resources/latest/"
_SITE = re.compile(r"(?:siteNumber=|/sites/|site_number=)([\w-]+)")
_OFFSET = re.compile(r"offset=(\d{1,6})")
_TEXTS = (
    "ExternalDescriptionStr", "ExternalResponsibilitiesStr", "ExternalQualificationsStr", "CorporateDescriptionStr",
    "OrganizationDescriptionStr",
)  # fmt: skip
_MARKS = ("PostedDate", "PrimaryLocation", "ExternalPostedStartDate", "WorkplaceType", "ShortDescriptionStr", *_TEXTS)
_DETAILS = ("ExternalPostedStartDate", *_TEXTS)
_CONTRACT = ("JobSchedule", "WorkerType", "ContractType", "JobType")


def matches(answer: Answer) -> int:
    """The interface's address, and requisitions of its shape."""
    body, here = answer.body, _API in answer.parts.path
    shape = answer.is_json() and (b'"requisitionList"' in body or b'"ExternalDescriptionStr"' in body)
    return 60 * bool(shape) + (40 if shape else 20) * here


def parse(answer: Answer) -> Parsed:
    """List rows, each with its detail to follow, or the requisition of a detail."""
    data = answer.json()
    found = records(data, _is_requisition)
    page = first_record(data, lambda node: "TotalJobsCount" in node)
    if not found and page is None:
        raise UnreadableAnswer(answer.url, NAME, "neither a requisitionList nor a requisition with Id and Title")
    details = [node for node in found if any(name in node for name in _DETAILS)]
    rows = [node for node in found if node not in details]
    known = {fields.text(node["Id"]) for node in details}
    total = whole_number(page["TotalJobsCount"]) if page else None
    follow = [*_next_page(answer, total or 0, len(rows))]
    follow += [_detail(answer, number) for node in rows if (number := fields.text(node["Id"])) not in known]
    drafts = tuple(_draft(answer, node) for node in (*rows, *details))
    return Parsed(drafts, tuple(follow) if fields.origin(answer.url) else (), total)


def _is_requisition(node: Record) -> bool:
    return "Id" in node and "Title" in node and any(mark in node for mark in _MARKS)


def _site(url: str) -> str:
    match = _SITE.search(unquote(url))
    return match[1] if match else ""


def _list(origin: str, site: str, offset: int) -> Fetch:
    finder = f"findReqs;siteNumber={site},limit={PAGE},offset={offset},sortBy=POSTING_DATES_DESC"
    query = f"onlyData=true&expand=requisitionList.workLocation,requisitionList.secondaryLocations&finder={finder}"
    return Fetch(f"{origin}{_API}recruitingCEJobRequisitions?{query}")


def _next_page(answer: Answer, total: int, rows: int) -> tuple[Fetch, ...]:
    match = _OFFSET.search(unquote(answer.url))
    onward = (int(match[1]) if match else 0) + rows
    if not rows or onward >= total:
        return ()
    return (_list(fields.origin(answer.url), _site(answer.url), onward),)


def _detail(answer: Answer, number: str) -> Fetch:
    finder = f"ById;Id=%22{quote(number, safe='')}%22,siteNumber={_site(answer.url)}"
    address = f"{fields.origin(answer.url)}{_API}recruitingCEJobRequisitionDetails"
    return Fetch(f"{address}?expand=all&onlyData=true&finder={finder}", ref=number)


def _draft(answer: Answer, node: Record) -> Draft:
    get, number, site = node.get, fields.text(node["Id"]), _site(answer.url)
    origin = fields.origin(answer.url) if site else ""
    job = f"{origin}/hcmUI/CandidateExperience/en/sites/{site}/job/{listing.segment(number)}"
    page = fields.web_address(get("ExternalURL")) or (job if origin else "")
    # The short description is a teaser of the long one.
    texts = [get(name) for name in _TEXTS if fields.text(get(name))] or [get("ShortDescriptionStr")]
    description, is_html = fields.join_texts(texts)
    return fields.draft(
        number,
        get("Title"),
        employer=fields.line(get("LegalEmployer")),
        url=page,
        apply_url=page,
        description=description,
        description_is_html=is_html,
        places=_places(node),
        employment=fields.lines([get(name) for name in _CONTRACT]),
        experience=fields.line(get("JobLevel")),
        education=fields.line(get("StudyLevel")),
        requisition=fields.line(get("RequisitionNumber")) or number,
        contact=_contact(node),
        date_posted=fields.day(get("ExternalPostedStartDate") or get("PostedDate")),
        valid_through=fields.day(get("ExternalPostedEndDate") or get("PostingEndDate")),
        **_work_mode(node),
    )


def _work_mode(node: Record) -> dict[str, object]:
    """The code, which is the same in every language, or the word for it."""
    mode = workplace.mode_of(node.get("WorkplaceTypeCode"))
    return {"remote_flag": mode} if mode else workplace.stated(node.get("WorkplaceType"))


def _places(node: Record) -> list[Place | None]:
    """The first place with the address of its office, and the others by name."""
    get = node.get
    offices = objects(get("workLocation"))
    office = offices[0] if offices else {}
    country = fields.line(get("PrimaryLocationCountry"))
    first = listing.place(
        get("PrimaryLocation"),
        country=country,
        postal_code=office.get("PostalCode"),
        street=office.get("AddressLine1"),
    )
    others = [
        listing.place(row.get("Name"), country=fields.line(row.get("CountryCode")))
        for row in objects(get("secondaryLocations"))
    ]
    return [first, *others]


def _contact(node: Record) -> Contact | None:
    name, email = fields.line(node.get("ExternalContactName")), fields.line(node.get("ExternalContactEmail"))
    return Contact(name=name, email=email) if name or email else None


def start(url: str, params: Params) -> tuple[Fetch, ...]:
    """The list of `site`, which also stands in a candidate site's address; CX_1 is the first one of each customer."""
    site = str(params.get("site") or _site(url) or "CX_1")
    return (_list(fields.origin(url), quote(site, safe=""), 0),)


ADAPTER = Adapter(
    name=NAME,
    looks_for="Oracle Recruiting's requisitionList or a requisition with ExternalDescriptionStr",
    matches=matches,
    parse=parse,
    start=start,
)
