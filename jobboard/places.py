"""Where is that? Resolves what ads write as a place against the region's gazetteer, offline."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jobboard.fold import fold
from jobboard.posting import Place
from jobboard.region import Locality

_POSTAL = re.compile(r"(?<!\d)(?:D-)?(\d{5})(?!\d)")
_REMOTE_PLACE = re.compile(
    r"^(?:home[ -]?office|remote|mobil(?:es arbeiten)?|deutschlandweit|bundesweit|hybrid|anywhere|überall)\b",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"(?:,\s*|\s+)(?:DE|DEU|Germany|Deutschland)\s*$",
    re.IGNORECASE,
)
COUNTRIES = {
    "germany": "DE", "deutschland": "DE", "deu": "DE", "de": "DE", "austria": "AT", "österreich": "AT", "at": "AT",
    "switzerland": "CH", "schweiz": "CH", "ch": "CH", "usa": "US", "united states": "US",
    "united states of america": "US", "us": "US", "united kingdom": "GB", "uk": "GB", "gb": "GB", "france": "FR",
    "frankreich": "FR", "fr": "FR", "netherlands": "NL", "niederlande": "NL", "poland": "PL", "polen": "PL",
}  # fmt: skip


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula (mean earth radius 6,371 km)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def fold_place(name: str) -> str:
    """A place name as the gazetteer looks it up: lower case, umlauts written out, no punctuation."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def country_code(name: str) -> str:
    """ISO 3166 alpha-2 of a country name or code as ads write it; an unknown name is given back as it came."""
    return COUNTRIES.get(name.strip().casefold(), name.strip().upper() if len(name.strip()) == 2 else name.strip())


def is_no_place(name: str) -> bool:
    """Whether a source wrote a work mode ("Homeoffice", "Remote") where a place belongs."""
    return bool(_REMOTE_PLACE.match(name.strip()))


@dataclass(frozen=True)
class Gazetteer:
    """The places a region knows."""

    localities: tuple[Locality, ...] = ()
    country: str = "DE"
    _names: dict[str, list[Locality]] = field(init=False, repr=False, compare=False)
    _codes: dict[str, list[Locality]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: dict[str, list[Locality]] = {}
        codes: dict[str, list[Locality]] = {}
        for locality in self.localities:
            codes.setdefault(locality.postal_code, []).append(locality)
            for name in (locality.name, *locality.aliases):
                names.setdefault(fold_place(name), []).append(locality)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_codes", codes)

    def find(self, text: str, postal_code: str = "") -> Locality | None:
        """The locality a text names, with or without its postal code; None if the region does not know it."""
        parts = re.split(r"[,/(|]| - | – ", text)
        if COUNTRIES.get(parts[-1].strip(" )").casefold(), self.country) != self.country:
            return None
        code = postal_code or (match[1] if (match := _POSTAL.search(text)) else "")
        name = fold_place(_COUNTRY.sub("", _POSTAL.sub(" ", text)))
        named = self._names.get(name, [])
        if code:
            at_code = self._codes.get(code, [])
            both = [locality for locality in named if locality.postal_code == code]
            if both or not named:
                return next(iter(both or _towns_first(at_code)), None)
            return next(iter(_towns_first(at_code)), None)
        if named:
            return _towns_first(named)[0]
        first = parts[0].strip()
        if first and first != text:
            return self.find(first)
        return None

    def coordinates(self, text: str) -> tuple[float, float] | None:
        """The middle of the place a person typed: a postal code's own point, or the mean of all points of the name."""
        locality = self.find(text)
        if locality is None:
            return None
        if _POSTAL.search(text):
            return locality.latitude, locality.longitude
        same = [other for other in self.localities if other.name == locality.name]
        return sum(x.latitude for x in same) / len(same), sum(x.longitude for x in same) / len(same)

    def resolve(self, place: Place) -> Place:
        """The place with what the gazetteer knows filled in; what the source itself says is never overwritten."""
        if place.country not in ("", self.country) or is_no_place(place.name):
            return place
        found = self.find(place.locality or place.name, place.postal_code)
        if found is None:
            return place
        has_point = place.latitude is not None and place.longitude is not None
        return place.model_copy(
            update={
                "locality": self._municipality(found),
                "region": place.region or found.district,
                "country": self.country,
                "latitude": place.latitude if has_point else found.latitude,
                "longitude": place.longitude if has_point else found.longitude,
            }
        )

    def _municipality(self, locality: Locality) -> str:
        """The town of a quarter that is named after it ("Town-Quarter"), else the locality's own name."""
        town = locality.name.split("-")[0]
        return town if locality.kind == "quarter" and fold_place(town) in self._names else locality.name

    def names(self) -> list[str]:
        """All place names, each once, alphabetically."""
        return sorted({locality.name for locality in self.localities if locality.kind != "quarter"}, key=fold_place)


def _towns_first(localities: Iterable[Locality]) -> list[Locality]:
    order = {"city": 0, "town": 1, "municipality": 2, "quarter": 3, "neighbour": 4}
    return sorted(localities, key=lambda locality: order[locality.kind])
