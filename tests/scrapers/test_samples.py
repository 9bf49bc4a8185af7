"""The recorded answers, against what a person read from them: the share that is right, field by field."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from musterweb import SAMPLES

from jobboard.posting import Draft
from jobboard.reading.contract import read_fixed_term, read_types
from jobboard.reading.dates import read_date
from scrapers.adapters import parse_file

SYSTEMS = ("interamt", "smartrecruiters", "jsonld", "arbeitsagentur")
FIELDS = ("title", "company", "locations", "posted", "employment_type", "apply_url")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers lie beside the checkout, not in it")


def manifest() -> list[dict[str, Any]]:
    return json.loads((SAMPLES / "manifest.json").read_text("utf-8"))["samples"] if SAMPLES.is_dir() else []


def read(sample: dict[str, Any]) -> list[Draft]:
    return parse_file((SAMPLES / sample["file"]).read_bytes(), sample["url"] or "", None)[1]


def fold(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


def same_places(draft: Draft, truth: list[str]) -> bool:
    """Each place by its whole name, or by its town: a page shows "NY" where its markup says "New York"."""
    names = [fold(place.name) for place in draft.places]
    towns = [fold(place.locality or place.name.split(",")[0]) for place in draft.places]
    return len(names) == len(truth) and all(
        fold(place) in names or fold(place.split(",")[0]) in towns for place in truth
    )


def same_types(draft: Draft, truth: str) -> bool:
    written = re.sub(r"\(not[^)]*\)", "", truth)
    term = read_fixed_term(written)
    return read_types((written,)) == read_types(draft.employment) and (
        draft.fixed_term is None or draft.fixed_term == term
    )


CHECKS: dict[str, Callable[[Draft, Any], bool]] = {
    "title": lambda draft, truth: draft.title == truth,
    "company": lambda draft, truth: draft.employer == truth,
    "locations": same_places,
    "posted": lambda draft, truth: draft.date_posted == read_date(truth.split(" (")[0]),
    "employment_type": same_types,
    "apply_url": lambda draft, truth: truth in (draft.apply_url, draft.url),
}


def pairs() -> list[tuple[str, Draft | None, dict[str, Any]]]:
    found = []
    for sample in manifest():
        if sample["system"] not in SYSTEMS:
            continue
        drafts = read(sample)
        for truth in sample["truth"]:
            by_id = [draft for draft in drafts if truth.get("id") and draft.source_ref == truth["id"]]
            by_title = [draft for draft in drafts if draft.title == truth["title"]]
            found.append((sample["system"], next(iter(by_id or by_title or drafts), None), truth))
    return found


def test_each_field_is_right_in_nearly_all_postings() -> None:
    table = {field: [0, 0] for field in FIELDS}
    wrong: list[str] = []
    for system, draft, truth in pairs():
        for field in FIELDS:
            if truth.get(field):
                right = draft is not None and CHECKS[field](draft, truth[field])
                table[field][0] += right
                table[field][1] += 1
                wrong += [] if right else [f"{system}: {field}: {truth[field]!r} in {truth['title']!r}"]
    print()
    for field, (right, of) in table.items():
        print(f"{field:16} {right:3} of {of:3}  {right / max(of, 1):6.1%}")
    for line in wrong:
        print(line)
    assert all(of and right / of >= 0.95 for right, of in table.values()), wrong


@pytest.mark.parametrize("sample", [row for row in manifest() if row["system"] in SYSTEMS], ids=lambda row: row["file"])
def test_every_posting_of_a_file_is_found_once(sample: dict[str, Any]) -> None:
    drafts = read(sample)
    assert len(drafts) == sample["jobs_in_file"]
    assert len({draft.source_ref for draft in drafts}) == len(drafts)


@pytest.mark.parametrize(
    "sample", [row for row in manifest() if row["system"] == "jsonld_none"], ids=lambda row: row["file"]
)
def test_a_page_without_markup_has_no_posting(sample: dict[str, Any]) -> None:
    name, drafts, notes = parse_file((SAMPLES / sample["file"]).read_bytes(), sample["url"] or "", None)
    assert (name, drafts) == ("schemaorg", [])
    assert any("no JobPosting" in note for note in notes)


def test_what_the_samples_are_traps_for() -> None:
    drafts = {sample["file"]: read(sample) for sample in manifest() if sample["system"] in SYSTEMS}
    (diode,) = drafts["jsonld/yc_diode_senior.html"]
    assert diode.remote_flag is None  # "Remote (US)" stands in related jobs only
    (paris,) = drafts["jsonld/wttj_socianova.html"]
    assert paris.remote_flag is None  # "Télétravail total" stands in related jobs only
    assert paris.salary is not None and (paris.salary.min, paris.salary.max) == (42000, 60000)
    assert paris.salary.period == "year"
    bosch = {draft.source_ref: draft for draft in drafts["smartrecruiters/bosch_shape_pages.json"]}
    assert bosch["744000135078460"].places[0].name == "bangalore, India"
    assert [draft.remote_flag for draft in bosch.values()] == ["onsite", "remote", "hybrid"]
