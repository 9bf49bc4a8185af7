"""What is a posting? The value object all parts share; field names follow schema.org/JobPosting."""

import hashlib
import json
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Value(BaseModel):
    """A frozen value object; unknown fields are an error, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class WorkMode(StrEnum):
    """Where the work is done. `unknown` means that the ad is silent; it is never shown as anything else."""

    REMOTE = "remote"
    HYBRID = "hybrid"
    ONSITE = "onsite"
    UNKNOWN = "unknown"


class Period(StrEnum):
    """What a number of days or an amount of money is counted by."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class EmploymentType(StrEnum):
    """schema.org employmentType, and four kinds that German ads tell apart."""

    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    MINIJOB = "MINIJOB"
    TEMPORARY = "TEMPORARY"
    CONTRACTOR = "CONTRACTOR"
    INTERN = "INTERN"
    APPRENTICE = "APPRENTICE"
    WORKING_STUDENT = "WORKING_STUDENT"
    VOLUNTEER = "VOLUNTEER"
    PER_DIEM = "PER_DIEM"
    OTHER = "OTHER"


class Level(StrEnum):
    """Language levels of the Common European Framework of Reference, and `none` for "not needed"."""

    NONE = "none"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Status(StrEnum):
    """What became of a posting."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    IN_REVIEW = "in_review"


class Permission(StrEnum):
    """What the source's owner allowed: only `granted` lets the full text be shown; `none` is never fetched."""

    GRANTED = "granted"
    PUBLIC_API = "public_api"
    ASKED = "asked"
    NONE = "none"


class Place(Value):
    """A place of work as its source writes it (`name`), and what could be read from that."""

    name: str
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    street: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Remote(Value):
    """The work mode, its quantity, and the words it was read from.

    `home_days` is the most days at home that are offered, `office_days` the fewest days of presence that are asked,
    both per `period`; `percent` is the largest share of home office. `area` names where one may work from: ISO 3166
    codes, "EU", "worldwide"; `excluded` names countries that are said not to count.
    """

    mode: WorkMode = WorkMode.UNKNOWN
    home_days: float | None = None
    office_days: float | None = None
    percent: int | None = None
    period: Period | None = None
    area: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    evidence: str = ""


class Salary(Value):
    """Gross pay; `evidence` keeps the words, `grade` a tariff grade such as "E 13 TV-H".

    Amounts that come from a pay table, not from the ad, name the table and its first day of validity.
    """

    min: float | None = None
    max: float | None = None
    currency: str = ""
    period: Period | None = None
    grade: str = ""
    table: str = ""
    table_from: date | None = None
    evidence: str = ""


class LanguageRequirement(Value):
    """A language the ad asks for (ISO 639-1) and the level, if one is said."""

    language: str
    level: Level | None = None
    evidence: str = ""


class Skill(Value):
    """A skill the ad names; `uri` is its ESCO concept where known."""

    label: str
    uri: str = ""
    evidence: str = ""


class Occupation(Value):
    """The occupation of the ad; `uri` is its ESCO concept where known."""

    label: str
    uri: str = ""
    evidence: str = ""


class Contact(Value):
    """Whom the ad names for questions; personal data, so kept only while the posting is live."""

    name: str = ""
    email: str = ""
    phone: str = ""


class Link(Value):
    """Another place where the same posting stands: its posting id, source, address and language, and why it is the same."""

    id: str
    source: str
    url: str = ""
    language: str = ""
    kind: str = Field(default="", description="same: one ad twice; twin: the ad in another language; agency: a re-post")


# When it was seen and what it was compared with is not what the ad says.
_NOT_CONTENT = {"first_seen", "last_seen", "status", "same_as", "links", "content_hash"}


class JobPosting(Value):
    """One posting, normalised. What was read by rule keeps its evidence; unknown stays unknown."""

    id: str
    source: str
    source_ref: str
    url: str = ""
    apply_url: str = ""
    apply_email: str = ""
    title: str
    title_clean: str
    title_aside: tuple[str, ...] = Field(default=(), description="what was set aside from the title: marker, place")
    employer: str
    employer_legal_form: str = ""
    employer_parent: str = ""
    requisition: str = ""
    industry: str = ""
    description_html: str = ""
    description_text: str = ""
    language: str = ""
    places: tuple[Place, ...] = ()
    remote: Remote = Remote()
    employment_types: tuple[EmploymentType, ...] = ()
    weekly_hours: float | None = None
    weekly_hours_min: float | None = None
    fixed_term: bool | None = None
    salary: Salary | None = None
    language_requirements: tuple[LanguageRequirement, ...] = ()
    skills: tuple[Skill, ...] = ()
    occupation: Occupation | None = None
    experience: str = ""
    experience_years: float | None = None
    education: str = ""
    regulated_profession: str = ""
    visa_support: bool | None = None
    relocation_support: bool | None = None
    start: str = Field(default="", description="ISO 8601 day or month, or 'immediately'")
    contact: Contact | None = None
    evidence: dict[str, str] = Field(default_factory=dict, description="field name to the words it was read from")
    date_posted: date | None = None
    valid_through: date | None = None
    permission: Permission = Permission.GRANTED
    demo: bool = False
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    status: Status = Status.LIVE
    same_as: str = Field(default="", description="id of the posting that stands for this one")
    links: tuple[Link, ...] = Field(default=(), description="the postings this one stands for")
    content_hash: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in ("id", "source", "source_ref", "title"):
            if not getattr(self, name).strip():
                raise ValueError(f"a posting needs a {name}")
        if not self.content_hash:
            object.__setattr__(self, "content_hash", self.fingerprint())
        return self

    def fingerprint(self) -> str:
        """SHA-256 of the content: equal for two readings of one and the same ad, whenever they were made."""
        kept = self.model_dump(mode="json", exclude=_NOT_CONTENT)
        return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def to_dict(self) -> dict[str, object]:
        """The public JSON form (docs/json.md)."""
        return self.model_dump(mode="json")

    def is_live(self, today: date) -> bool:
        """Whether a person may be shown this posting as open on that day."""
        return self.status is Status.LIVE and (self.valid_through is None or self.valid_through >= today)


def posting_id(source: str, source_ref: str) -> str:
    """A stable id, 16 hexadecimal digits: the same reference of the same source is the same posting for ever."""
    return hashlib.sha256(f"{source}\0{source_ref}".encode()).hexdigest()[:16]


class Draft(Value):
    """What an adapter or a CSV row says of a posting, before it is normalised: nothing here is read from prose.

    `remote_flag` is a structured work mode of the source (`remote_declared`: filled in by the employer for this board,
    so that it stands above the text); `remote_note` are words of the source beside the text
    (a label, a place called "Homeoffice"). `description` may be HTML (`description_is_html`) or plain text.
    `requisition` is the employer's own number of the vacancy: language twins share it.
    """

    source_ref: str
    title: str
    employer: str = ""
    url: str = ""
    apply_url: str = ""
    apply_email: str = ""
    description: str = ""
    description_is_html: bool = True
    places: tuple[Place, ...] = ()
    language: str = ""
    industry: str = ""
    employment: tuple[str, ...] = Field(
        default=(), description="words of the source, such as 'Vollzeit' or 'FULL_TIME'"
    )
    weekly_hours: float | None = None
    fixed_term: bool | None = None
    remote_flag: WorkMode | None = None
    remote_declared: bool = False
    remote_days: float | None = None
    remote_area: tuple[str, ...] = ()
    remote_excluded: tuple[str, ...] = ()
    remote_note: str = ""
    salary: Salary | None = None
    language_requirements: tuple[LanguageRequirement, ...] = ()
    occupation: str = ""
    experience: str = ""
    education: str = ""
    requisition: str = ""
    visa_support: bool | None = None
    relocation_support: bool | None = None
    start: str = ""
    contact: Contact | None = None
    date_posted: date | None = None
    valid_through: date | None = None
