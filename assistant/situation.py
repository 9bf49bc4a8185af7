"""Who is asking, as far as it decides which rule holds? Read from what the person says, kept for the conversation only."""

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.article import Audience
from assistant.phrases import Phrases, table, visible, written
from index.analysis import STOPWORDS
from jobboard.posting import Value
from jobboard.reading.dates import read_date

GROUPS: tuple[Audience, ...] = ("eu", "third_country", "ukraine24", "refugee", "cross_border")
_COUNTRIES = Path(__file__).parent / "tables" / "countries.tsv"
# How far a country may stand from the words that make it one's own: "I am (a) Pole", "ich komme (ja) aus (der) Türkei".
_NEAR = 2
_NEAR_GROUP = 4  # "ich habe einen Aufenthalt nach § 24"
_MOST_NAMED = 50  # of groups in a text
_FAR = 200  # characters
_OTHER_WORDS = 2  # that somebody who only says who they are may still use
_WORD = re.compile(r"[^ ]+")
_DATES = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?(?:\d{4})|\d{1,2}(?:\.|st|nd|rd|th)? (?:of )?[A-Za-zäÄ]{3,9},? \d{4}|"
    r"[A-Za-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b"
)


class Situation(Value):
    """What is known of the person: the groups whose rules hold for them (several where it is not sure which), the country
    they come from, the groups of their family, and when and as what they come."""

    groups: tuple[Audience, ...] = ()
    country: str = ""
    family: tuple[Audience, ...] = ()
    arrival: date | None = None
    profession: str = ""
    place: str = ""

    @property
    def trait(self) -> str:
        """ "privileged" for those who may enter without a visa and apply here, "western_balkans" for that rule."""
        return next((country.trait for country in countries() if country.code == self.country), "")

    def joined(self, said: "Situation") -> "Situation":
        """This situation with what was said now, which wins."""
        values = {name: value for name, value in said if value}
        if said.groups and not said.country:
            values.setdefault("country", self.country if _may_be(self.country, said.groups) else "")
        return self.model_copy(update=values)

    def admits(self, audience: Iterable[str]) -> bool:
        """Whether a text written for these groups may be used for this person; nobody is excluded who is not known."""
        wanted = set(audience)
        if not self.groups or "all" in wanted or wanted & set(self.groups):
            return True
        # People under temporary protection and refugees are third-country nationals too: its general rules hold for them.
        return "third_country" in wanted and bool({"ukraine24", "refugee"} & set(self.groups))

    def exactly(self, audience: Iterable[str]) -> bool:
        """Whether a text is written for everybody or for this very person's group."""
        return bool({"all", *self.groups} & set(audience))


@dataclass(frozen=True, slots=True)
class Country:
    """A country: whose rules hold for its citizens, what its people are called, and its names with those, in many languages."""

    code: str
    groups: tuple[Audience, ...]
    trait: str
    people: Phrases
    names: Phrases


@cache
def countries() -> tuple[Country, ...]:
    """All countries of the table."""
    with _COUNTRIES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    known: set[str] = set(GROUPS)
    assert all(set(row["groups"].split()) <= known for row in rows)
    return tuple(
        Country(
            row["code"],
            tuple(group for group in GROUPS if group in row["groups"].split()),
            row["trait"],
            Phrases(filter(None, row["people"].split(";"))),
            Phrases(filter(None, f"{row['people']};{row['names']}".split(";"))),
        )
        for row in rows
    )


@cache
def _words(kind: str) -> Phrases:
    return Phrases(table("situation")[kind]["phrases"])


@cache
def _named(kind: str) -> dict[str, Phrases]:
    return {name: Phrases(phrases) for name, phrases in table("situation")[kind].items()}


def read_situation(text: str, places: Iterable[str] = ()) -> Situation:
    """What a text says about the person who writes it; a country that is only mentioned says nothing."""
    said = _Said(written(text))
    groups = said.groups(of_family=False)
    country = said.country(of_family=False) or _called(text)
    family, from_family = said.groups(of_family=True), said.country(of_family=True)
    groups = groups or (country.groups if country else ())
    return Situation(
        groups=groups,
        country=country.code if country and _may_be(country.code, groups) else "",
        family=family or (from_family.groups if from_family else ()),
        arrival=_arrival(text, said.low),
        profession=said.one_of("professions"),
        place=_place(said.low, places),
    )


def _called(text: str) -> Country | None:
    """The country whose people a text begins with, alone or as its nurse or citizen: "Portuguese, no job yet"."""
    first, mark, _ = text.partition(",")
    low = written(first)
    if not mark or len(low.split()) > _NEAR + 1:
        return None
    for country in countries():
        for start, end in country.people.spans(low):
            rest = f" {low[end:]}"
            others = (_words("after"), *_named("professions").values())
            if start == 1 and (not rest.strip() or any(one.within(rest) for one in others)):
                return country
    return None


def is_only_about_oneself(text: str) -> bool:
    """Whether a text says something about the person and asks nothing."""
    low = written(text)
    for phrases in (*_named("groups").values(), *_named("professions").values(), *(one.names for one in countries())):
        low = phrases.without(low)
    for kind in ("before", "after", "self", "relatives", "arrival", "living"):
        low = _words(kind).without(low)
    left = [word for word in low.split() if word != "~" and word not in STOPWORDS and not word.isdecimal()]
    return len(left) <= _OTHER_WORDS and not asks(text)


def asks(text: str) -> bool:
    """Whether a text asks something: a question mark, or words with which one asks."""
    return bool(re.search("[?؟]", text)) or _words("asking").within(written(text))


def searched_word(groups: Iterable[str]) -> str:
    """The word that finds the articles for some of these groups, or ""."""
    known: dict[str, str] = table("situation")["searched"]
    return " ".join(known[group] for group in groups if group in known)


def groups_asked_about(text: str) -> tuple[Audience, ...]:
    """The groups a question names, of whomever: "Do EU citizens need a visa?"."""
    low = written(text)
    return tuple(dict.fromkeys(group for group, _ in _mentioned(low)))


def _mentioned(low: str) -> list[tuple[Audience, tuple[int, int]]]:
    """The groups named, and where; "outside the EU" does not name the EU."""
    found = [(group, span) for group in GROUPS for span in _named("groups")[group].spans(low)][:_MOST_NAMED]
    return [
        (group, (start, end))
        for group, (start, end) in found
        if not any(one[0] <= start and end <= one[1] and one != (start, end) for other, one in found if other != group)
    ]


class _Said:
    """A `written` text and where in it stand the words that make a name one's own."""

    def __init__(self, low: str) -> None:
        self.low = low
        self._before = sorted({end for _, end in _words("before").spans(low)})
        self._theirs = sorted({*self._before, *(end for _, end in _words("theirs").spans(low))})
        self._after = sorted({start for start, _ in _words("after").spans(low)})
        self._relatives = sorted({end for _, end in _words("relatives").spans(low)})
        self._selves = sorted({end for _, end in _words("self").spans(low)})

    def groups(self, *, of_family: bool) -> tuple[Audience, ...]:
        """The groups the person, or a relative, is said to be one of."""
        found = _mentioned(self.low)
        return tuple(dict.fromkeys(group for group, span in found if self._is_said(span, of_family, _NEAR_GROUP)))

    def country(self, *, of_family: bool) -> Country | None:
        """The first country the person, or a relative, is said to come from."""
        found = [
            (span, country)
            for country in countries()
            for span in country.names.spans(self.low)
            if self._is_said(span, of_family, _NEAR)
        ]
        return min(found, key=lambda one: one[0])[1] if found else None

    def one_of(self, kind: str) -> str:
        """The name of the first kind of which the person says that they are it."""
        named = _named(kind).items()
        return next(
            (
                name
                for name, phrases in named
                if any(self._is_said(one, False, _NEAR) for one in phrases.spans(self.low))
            ),
            "",
        )

    def _is_said(self, span: tuple[int, int], of_family: bool, near: int) -> bool:
        start, end = span
        before = _last(self._theirs if of_family else self._before, start)
        after = _first(self._after, end)
        own = before >= 0 and self._words_between(before, start) <= near
        own = own or (after >= 0 and self._words_between(end, after) <= 1)
        return own and self._is_family(start) == of_family

    def _is_family(self, start: int) -> bool:
        """Whether a relative stands closer before a name than the person: "my husband is a Pole", not "I am a Pole"."""
        relative, person = _last(self._relatives, start), _last(self._selves, start)
        return relative > person and self._words_between(relative, start) <= _NEAR_GROUP

    def _words_between(self, start: int, end: int) -> int:
        return self.low.count(" ", start, end) if end - start < _FAR else _FAR


def _last(places: list[int], at: int) -> int:
    """The last place up to a point, or -1."""
    found = bisect_right(places, at)
    return places[found - 1] if found else -1


def _first(places: list[int], at: int) -> int:
    """The first place from a point on, or -1."""
    found = bisect_left(places, at)
    return places[found] if found < len(places) else -1


def _may_be(code: str, groups: tuple[Audience, ...]) -> bool:
    return any(country.code == code and set(country.groups) & set(groups) for country in countries())


def _arrival(text: str, low: str) -> date | None:
    if not _words("arrival").within(low):
        return None
    days = (read_date(match[0].replace(" of ", " ")) for match in _DATES.finditer(visible(text)))
    return next((day for day in days if day), None)


def _place(low: str, places: Iterable[str]) -> str:
    ends = [end for _, end in _words("living").spans(low)]
    if not ends:
        return ""
    near = " " + " ".join(_WORD.findall(low[min(ends) :])[:4]) + " "
    return next((place for place in places if written(place) in near), "")
