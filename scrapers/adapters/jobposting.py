"""schema.org/JobPosting: one object, whoever wrote it and however, as a draft."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from jobboard.posting import Draft, Place, Salary, WorkMode
from jobboard.reading import pay
from jobboard.reading.contract import read_weekly_hours
from scrapers import fields
from scrapers.adapters.jsonld import properties
from scrapers.shapes import Record, objects

# The parts an ad's text is split into, in the order a reader wants them.
_TEXTS = (
    "description", "responsibilities", "qualifications", "skills", "educationrequirements", "experiencerequirements",
    "jobbenefits", "benefits", "incentivecompensation", "incentives",
)  # fmt: skip
_MODES = {
    "telecommute": WorkMode.REMOTE, "remote": WorkMode.REMOTE, "hybrid": WorkMode.HYBRID, "onsite": WorkMode.ONSITE,
    "on-site": WorkMode.ONSITE,
}  # fmt: skip
_HOURS_ONLY = re.compile(r"^\d{1,2}(?:[.,]\d{1,2})?\s*(?:h|std\.?|stunden|hours)?$", re.IGNORECASE)


def to_draft(posting: Record, page_url: str, *, alone: bool) -> Draft:
    """The draft of one JobPosting; `alone` says that the page holds no other, so that the page's address is its own."""
    data = properties(posting)
    get = data.get
    employer, title = _organisation(get("hiringorganization")), fields.line(get("title") or get("name"))
    places = _places(get("joblocation"), employer)
    own_url = _own_address(get("url"), page_url)
    address = own_url or page_url
    description, is_html = fields.join_texts(get(name) for name in _TEXTS)
    return fields.draft(
        _reference(get("identifier"), employer, title)
        or (page_url if alone else "")
        or own_url
        or _fingerprint(title, employer, places),
        title,
        employer=employer,
        url=address,
        apply_url=_apply_address(data, page_url) or address,
        description=description,
        description_is_html=is_html,
        places=places,
        language=fields.line(get("inlanguage"))[:2].lower(),
        industry=fields.join_parts(fields.lines(get("industry"))),
        employment=fields.lines(get("employmenttype")),
        weekly_hours=_hours(get("workhours")),
        remote_flag=next(
            (_MODES[word.casefold()] for word in fields.lines(get("joblocationtype")) if word.casefold() in _MODES),
            None,
        ),
        remote_area=tuple(dict.fromkeys(filter(None, map(_area, _items(get("applicantlocationrequirements")))))),
        salary=_salary(get("basesalary"), get("salarycurrency")),
        occupation=fields.line(get("occupationalcategory")),
        experience=_experience(get("experiencerequirements")),
        date_posted=fields.day(get("dateposted") or get("datepublished")),
        valid_through=fields.day(get("validthrough")),
    )


def _items(value: object) -> list[Any]:
    return [
        item
        for item in (value[: fields.ITEMS] if isinstance(value, list) else [value])
        if item not in (None, "", [], {})
    ]


def _organisation(value: object) -> str:
    for item in _items(value):
        data = properties(item) if isinstance(item, dict) else {}
        if name := fields.line(data.get("name") or data.get("legalname") or (item if isinstance(item, str) else "")):
            return name
    return ""


def _reference(value: object, employer: str, title: str) -> str:
    """The identifier, if it can be one: sites also write their own name there, the same on every page."""
    for item in _items(value):
        data = properties(item) if isinstance(item, dict) else {"value": item}
        found = fields.line(data.get("value") or data.get("@id") or data.get("propertyid") or data.get("name"))
        if found and found not in (employer, title) and re.search(r"\d", found):
            return found[:200]
    return ""


def _fingerprint(title: str, employer: str, places: list[Place | None]) -> str:
    names = "|".join(place.name for place in places if place)
    return hashlib.sha256(f"{title}\0{employer}\0{names}".encode()).hexdigest()[:20]


def _own_address(value: object, page_url: str) -> str:
    """The posting's own address; a site's front page is none."""
    found = fields.web_address(value, page_url)
    return found if found and re.search(r"^https?://[^/]+/[^/?]|\?.", found) else ""


def _apply_address(data: Record, page_url: str) -> str:
    for action in objects(data.get("potentialaction")):
        target = properties(action).get("target")
        target = properties(target).get("urltemplate") if isinstance(target, dict) else target
        if found := fields.web_address(target, page_url):
            return found
    contact = next(iter(objects(data.get("applicationcontact"))), {})
    return fields.web_address(properties(contact).get("url"), page_url)


def _places(value: object, employer: str) -> list[Place | None]:
    found = [_place(item, employer) for item in _items(value)]
    return [place for place, _ in found] if not _is_copied(found) else [_without_address(place) for place, _ in found]


def _place(value: object, employer: str) -> tuple[Place | None, str]:
    """A place, and the locality of its address; a place that is called like the employer has no name of its own."""
    if not isinstance(value, dict):
        return fields.place(value), ""
    data = properties(value)
    name = "" if fields.line(data.get("name")) == employer else data.get("name")
    address = next(iter(_items(data.get("address"))), None)
    if not isinstance(address, dict):
        written = name or address or data.get("addresslocality")
        return fields.place(written, locality=data.get("addresslocality")), ""
    parts, point = properties(address), properties(next(iter(objects(data.get("geo"))), {}))
    locality = fields.line(parts.get("addresslocality"))
    place = fields.place(
        name,
        locality=locality,
        region=parts.get("addressregion"),
        postal_code=parts.get("postalcode"),
        street=parts.get("streetaddress"),
        country=_country(parts.get("addresscountry")),
        latitude=point.get("latitude", data.get("latitude")),
        longitude=point.get("longitude", data.get("longitude")),
    )
    return place or fields.place(parts.get("streetaddress")), locality


def _country(value: object) -> str:
    """The country of an address: a word, {"name": …}, or a list in which the same word stands many times."""
    return fields.line(properties(value).get("name") if isinstance(value, dict) else value)


def _is_copied(found: list[tuple[Place | None, str]]) -> bool:
    """Whether places of several names carry one address: the names are right, the address is a copy."""
    names = {place.name for place, _ in found if place}
    localities = {locality for _, locality in found}
    locality = next(iter(localities), "")
    return (
        len(names) > 1
        and len(localities) == 1
        and bool(locality)
        and any(locality in name for name in names)
        and not all(locality in name for name in names)
    )


def _without_address(place: Place | None) -> Place | None:
    if place is None or (place.locality and place.locality in place.name):
        return place
    return Place(name=place.name, country=place.country)


def _area(value: object) -> str:
    if not isinstance(value, dict):
        return fields.line(value)
    data = properties(value)
    return fields.line(data.get("name")) or _country(data.get("address")) or fields.line(data.get("addresscountry"))


def _hours(value: object) -> float | None:
    words = fields.line(value)
    hours = fields.number(words) if _HOURS_ONLY.match(words) else read_weekly_hours(words)
    return hours if hours is not None and 1 <= hours <= 60 else None


def _experience(value: object) -> str:
    for item in objects(value):
        data = properties(item)
        months = fields.number(data.get("monthsofexperience"))
        return fields.line(data.get("description") or data.get("name")) or (f"{months:g} months" if months else "")
    return ""  # as a text it is part of the description


def _salary(value: object, currency: object) -> Salary | None:
    readers: tuple[Callable[[Any, str], Salary | None], ...] = (_salary_object, _salary_text)
    for item in _items(value):
        for read in readers:
            if found := read(item, fields.line(currency)):
                return found
    return None


def _salary_object(item: Any, currency: str) -> Salary | None:
    if not isinstance(item, dict):
        return None
    data = properties(item)
    inner = next(iter(_items(data.get("value"))), None)
    amounts = {**data, **properties(inner)} if isinstance(inner, dict) else data
    single = amounts.get("value") if not isinstance(amounts.get("value"), dict) else None
    low, high = amounts.get("minvalue", amounts.get("min")), amounts.get("maxvalue", amounts.get("max"))
    code = fields.line(data.get("currency") or amounts.get("currency")) or currency
    unit = amounts.get("unittext") or amounts.get("unitcode") or data.get("unittext")
    if low in (None, "") and high in (None, ""):
        if isinstance(single, str) and fields.number(single) is None:
            return _salary_text(f"{single} {code} {fields.line(unit)}", code)
        low = single
    return fields.salary(low, high, code, unit)


def _salary_text(item: Any, currency: str) -> Salary | None:
    """Pay as a bare number or in words."""
    if isinstance(item, dict):
        return None
    words = fields.line(item)
    if not re.search(r"[^\d.,' ]", words):
        return fields.salary(words, None, currency, None)
    # The reader wants a line that is about pay: that this one is, the property's name says.
    found = pay.read_pay(f"salary: {words} {currency}".strip())
    return found.model_copy(update={"evidence": words[:240]}) if found and (found.min or found.max) else None
