"""Which region is this? The values of a region pack; `jobboard.pack` reads them from a folder."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from jobboard.posting import Permission, Value

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Words = dict[str, str]


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http(s) address")
    return url


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Centre(Value):
    """The point a region's radius is measured from."""

    name: str
    latitude: Latitude
    longitude: Longitude


class Sector(Value):
    """A branch of the region's economy, with its name by language."""

    key: Slug
    name: Words


class Operator(Value):
    """Who runs the board; `confirmed` says that they agreed and that the legal notice is complete."""

    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    confirmed: bool = False
    represented_by: str = ""
    register_entry: str = Field(default="", alias="register")
    vat_id: str = ""

    def missing(self) -> list[str]:
        """Fields that a legal notice (DDG section 5) needs and that are still empty."""
        needed = ("street", "postal_code", "city", "email", "represented_by")
        return [name for name in needed if not getattr(self, name)]


class Law(Value):
    """Sentences on the law that differ by state, by language."""

    accessibility: Words = Field(default_factory=dict)


class Crawler(Value):
    """How the region's crawler names itself and how slowly it goes; `private_hosts` may be fetched though private."""

    agent: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{2,40}$")]
    contact: str
    delay_s: Annotated[float, Field(ge=0, le=120)] = 5.0
    private_hosts: tuple[str, ...] = ()


class Region(Value):
    """`region.toml`."""

    key: Slug
    name: Words
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    timezone: str
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    radius_km: Annotated[float, Field(gt=0, le=500)]
    centre: Centre
    sectors: Annotated[tuple[Sector, ...], Field(min_length=1)]
    operator: Operator
    law: Law = Law()
    crawler: Crawler


class Source(Value):
    """One place where an employer publishes, and what its owner allowed (who recorded it, and when)."""

    system: str
    adapter: str = ""
    url: WebAddress
    params: dict[str, str | int | float | bool] = Field(default_factory=dict)
    permission: Permission
    permission_by: str = ""
    permission_on: date | Literal[""] = ""
    confidence: Literal["A", "B", "C", ""] = ""
    evidence: str = ""


class Employees(Value):
    """How many people work there, according to a source of `sources.toml`."""

    value: int
    as_of: str
    source: str


class Employer(Value):
    """An employer of the region."""

    key: Slug
    name: Annotated[str, Field(min_length=2)]
    aliases: tuple[str, ...] = ()
    sector: str
    places: tuple[str, ...] = ()
    website: WebAddress | None = None
    career_site: WebAddress | None = None
    employees: Employees | None = None
    note: str = ""
    sources: tuple[Source, ...] = ()


class Feed(Value):
    """A source of many employers' postings."""

    key: Slug
    name: str
    adapter: str
    url: WebAddress
    params: dict[str, str | int | float | bool] = Field(default_factory=dict)
    permission: Permission
    permission_by: str = ""
    permission_on: date | Literal[""] = ""
    evidence: str = ""
    note: str = ""


class Locality(Value):
    """A row of `places.csv`: one municipality or quarter with one of its postal codes."""

    name: Annotated[str, Field(min_length=2)]
    kind: Literal["city", "town", "municipality", "quarter", "neighbour"]
    district: str = ""
    postal_code: Annotated[str, Field(pattern=r"^\d{4,6}$")]
    latitude: Latitude
    longitude: Longitude
    aliases: tuple[str, ...] = ()
    source: str = ""


class Contact(Value):
    """An advice centre: where a person is helped whom the assistant cannot help."""

    key: Slug
    name: Words
    what: Words
    address: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    source: str = ""
    topics: tuple[str, ...] = ()
    default: bool = False


class Reference(Value):
    """An entry of `sources.toml`."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""


class Statistic(Value):
    """A figure on the region, with the source it comes from."""

    key: str
    label_de: str
    label_en: str
    value: float
    unit: str = ""
    area: str = ""
    as_of: str
    source: str


class Pack(Value):
    """A region pack as read from its folder."""

    path: Path
    region: Region
    employers: tuple[Employer, ...]
    feeds: tuple[Feed, ...]
    localities: tuple[Locality, ...]
    contacts: tuple[Contact, ...]
    references: tuple[Reference, ...]
    statistics: tuple[Statistic, ...]

    def name(self, language: str) -> str:
        """The region's name in a language, or in English."""
        return self.region.name.get(language) or self.region.name.get("en") or self.region.key

    def sector_name(self, key: str, language: str) -> str:
        """A sector's name in a language; an unknown key (an employer's own word) is its own name."""
        for sector in self.region.sectors:
            if sector.key == key:
                return sector.name.get(language) or sector.name.get("en") or key
        return key

    def employer_of(self, name: str) -> Employer | None:
        """The employer known under that name or alias."""
        wanted = name.casefold().strip()
        for employer in self.employers:
            if wanted in (employer.key, employer.name.casefold(), *(alias.casefold() for alias in employer.aliases)):
                return employer
        return None

    def default_contact(self) -> Contact | None:
        """The advice centre for everything that has none of its own."""
        return next((contact for contact in self.contacts if contact.default), None)
