"""Ads without end, for measuring: recombined from the sentences of real or invented ads, with duplicates that are known.

Every employer writes the same sentences under all its ads, so that ads share most of their text as real ones do. Some
vacancies are published again: by a feed, in another language, by an agency.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobboard.posting import JobPosting, Place, posting_id

FEED, TWIN, NUMBERED_TWIN, AGENCY = "feed", "twin", "twin with requisition", "agency"
DECOY = "decoy"  # no duplicate: another vacancy of the same employer, title and place that only a feed has
# What is published again, and how: of a hundred vacancies so many.
_AGAIN = {FEED: 14, TWIN: 3, NUMBERED_TWIN: 3, AGENCY: 5, DECOY: 5}
_FORMS = ("GmbH", "AG", "GmbH & Co. KG", "SE", "e. V.")
_TITLES = (
    ("Softwareentwickler", "Software Developer"),
    ("Entwicklungsingenieur", "Development Engineer"),
    ("Projektleiter", "Project Lead"),
    ("Sachbearbeiter Einkauf", "Purchasing Clerk"),
    ("Qualitätsingenieur", "Quality Engineer"),
    ("Datenbankadministrator", "Database Administrator"),
    ("Vertriebsberater", "Sales Consultant"),
    ("Finanzbuchhalter", "Financial Accountant"),
    ("Produktionsplaner", "Production Planner"),
    ("Netzwerktechniker", "Network Technician"),
    ("Personalberater", "Personnel Consultant"),
    ("Testingenieur", "Test Engineer"),
)
_TOPICS = tuple("Java Python SAP Cloud Embedded PLM CRM SQL Linux Azure DevOps IoT CAD MES ERP HR".split())
_LEVELS = ("", "", "", "Senior ", "Junior ")
_MARKS = ("(m/w/d)", "(w/m/d)", "(m/f/d)", "(all genders)", "")
_SYLLABLES = tuple("muster probe beispiel test alt neu berg tal bach feld stein wald see brunn hof".split())
_FEEDS, _PLACES = 4, 400
_INTRODUCTION = "Für unseren Kunden suchen wir zum nächstmöglichen Zeitpunkt Verstärkung."
_FOOTER = "Diese Anzeige wurde automatisch übernommen. Alle Angaben ohne Gewähr."


@dataclass(frozen=True, slots=True)
class Advert:
    """An ad, the number of its vacancy (ads of one vacancy are duplicates), and how it was published again."""

    posting: JobPosting
    vacancy: int
    again: str = ""


def sentences_of(texts: Sequence[str]) -> list[str]:
    """The sentences and list items of ads, each once."""
    found = (part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text))
    return list(dict.fromkeys(part for part in found if 25 <= len(part) <= 300))


def adverts(sentences: Sequence[str], count: int, seed: int = 1) -> Iterator[Advert]:
    """So many ads, in no order that would help: a duplicate follows its original by a distance."""
    rng = random.Random(seed)
    employers = [_Employer(at, sentences, rng) for at in range(max(3, count // 50))]
    later: list[Advert] = []
    made = vacancy = 0
    while made < count:
        vacancy += 1
        for advert in rng.choice(employers).vacancy(vacancy, sentences, rng):
            if advert.again:
                later.insert(rng.randrange(len(later) + 1), advert)
            else:
                yield advert
                made += 1
        while later and made < count and (len(later) > 2_000 or made + len(later) >= count):
            yield later.pop()
            made += 1


class _Employer:
    """An invented employer: its name, its places, and what it writes under every ad."""

    def __init__(self, number: int, sentences: Sequence[str], rng: random.Random) -> None:
        name = "".join(rng.choice(_SYLLABLES) for _ in range(2)).capitalize()
        self.name, self.form = f"{name} {number}", rng.choice(_FORMS)
        self.source = f"site:{number}"
        self.places = [_place(rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        self.boilerplate = rng.sample(sentences, 14)

    def vacancy(self, number: int, sentences: Sequence[str], rng: random.Random) -> list[Advert]:
        german, english = rng.choice(_TITLES)
        level, topic, area = rng.choice(_LEVELS), rng.choice(_TOPICS), rng.choice(_TOPICS)
        own = [f"{sentence} ({topic} {rng.randrange(10, 99)})" for sentence in rng.sample(sentences, 5)]
        lines = [*self.boilerplate[:5], *own, *self.boilerplate[5:]]
        way = rng.choices((*_AGAIN, ""), (*_AGAIN.values(), 100 - sum(_AGAIN.values())))[0]
        requisition = f"{number}" if way == NUMBERED_TWIN or rng.random() < 0.3 else ""
        posted = date(2026, 11, 1) - timedelta(days=number % 60)
        base = {"place": rng.choice(self.places), "posted": posted}

        def ad(reference: str, source: str, employer: str, title: str, lines: list[str], **more: str) -> JobPosting:
            return _posting(f"{number}-{reference}", source, employer, title, "\n".join(lines), **base, **more)  # type: ignore[arg-type]

        title = f"{level}{german} {topic}/{area}"
        name = f"{self.name} {self.form}"
        found = [
            Advert(ad("a", self.source, name, f"{title} {rng.choice(_MARKS)}", lines, requisition=requisition), number)
        ]
        if way == FEED:
            kept = lines[rng.randrange(3) : len(lines) - rng.randrange(3)]
            feed = f"feed:{rng.randrange(_FEEDS)}"
            kept = [_edited(line, rng) for line in kept]
            other = ad("b", feed, self.name.upper(), f"{title} {rng.choice(_MARKS)}", [*kept, _FOOTER])
            found.append(Advert(other, number, way))
        elif way == DECOY:
            own = [f"{sentence} ({topic} {rng.randrange(10, 99)})" for sentence in rng.sample(sentences, 5)]
            lines = [*self.boilerplate[:5], *own, *self.boilerplate[5:], _FOOTER]
            found.append(Advert(ad("e", f"feed:{rng.randrange(_FEEDS)}", name, title, lines), -number, way))
        elif way == AGENCY:
            feed = f"feed:{rng.randrange(_FEEDS)}"
            kept = [_edited(line, rng) for line in lines[rng.randrange(1, 4) : len(lines) - rng.randrange(2)]]
            kept.insert(0, _INTRODUCTION)
            other = ad("c", feed, f"Personalkontor {rng.randrange(300)} GmbH", f"{title} {rng.choice(_MARKS)}", kept)
            found.append(Advert(other, number, way))
        elif way:
            asked = {"requisition": requisition} if way == NUMBERED_TWIN else {}
            lines = [_translated(line) for line in lines]
            other = ad(
                "d", self.source, name, f"{level}{english} {topic}/{area} (m/f/d)", lines, language="en", **asked
            )
            found.append(Advert(other, number, way))
        return found


def _place(rng: random.Random) -> str:
    at = rng.randrange(_PLACES)
    return f"{_SYLLABLES[at % 15]}{_SYLLABLES[at // 15 % 15]}ort{'' if at < 225 else 'en'}".capitalize()


def _edited(line: str, rng: random.Random) -> str:
    """The line, once in a while with a word left out."""
    words = line.split(" ")
    if rng.random() < 0.15:
        del words[rng.randrange(len(words))]
    return " ".join(words)


def _translated(line: str) -> str:
    """A stand-in for a translation: other words of the same lengths; numbers and abbreviations stay."""
    return re.sub(r"[a-zäöüß]{2,}", lambda match: match[0][::-1], line)


def _posting(
    reference: str, source: str, employer: str, title: str, text: str, *,
    place: str, posted: date, language: str = "de", requisition: str = "",
) -> JobPosting:  # fmt: skip
    """A posting put together without checks: there are a million of them, and they are only measured with."""
    return JobPosting.model_construct(
        id=posting_id(source, reference), source=source, source_ref=reference, title=title, title_clean=title,
        employer=employer, description_text=text, language=language, places=(Place.model_construct(name=place),),
        requisition=requisition, date_posted=posted, content_hash="-",
    )  # fmt: skip
