"""The recorded answers, against what a person read from them: the share that is right, field by field."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from musterweb import SAMPLES

from jobboard.normalise import normalise
from jobboard.posting import Draft, JobPosting
from jobboard.reading.contract import read_fixed_term, read_types
from jobboard.reading.dates import read_date
from jobboard.reading.employers import employer_key
from scrapers.adapters import ADAPTERS, parse_file

# The manifest's names of systems whose adapter is called otherwise; a system without an adapter has none of its own.
ADAPTER_OF = {
    "arbeitsagentur": "jobsuche", "jsonld": "schemaorg", "oracle_orc": "oracle", "beesite_gjb": "beesite", "beesite_derived": "beesite",
    "custom_html": "webpage", "jsonld_none": "webpage", "peoplestrong": "webpage",
}  # fmt: skip
# Work mode is judged by people, not copied from a field, and at least two judges of these samples overlooked a sentence.
ENOUGH = {"remote": 0.95}
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers lie beside the checkout, not in it")


def manifest() -> list[dict[str, Any]]:
    """The samples of systems that an adapter reads."""
    rows = json.loads((SAMPLES / "manifest.json").read_text("utf-8"))["samples"] if SAMPLES.is_dir() else []
    return [row | {"adapter": ADAPTER_OF.get(row["system"], row["system"])} for row in rows if known(row["system"])]


def known(system: str) -> bool:
    return ADAPTER_OF.get(system, system) in ADAPTERS


def read(sample: dict[str, Any]) -> list[Draft]:
    """The drafts of a sample, by the adapter that its content finds."""
    name, drafts, _ = parse_file((SAMPLES / sample["file"]).read_bytes(), sample["url"] or "", None)
    assert name == sample["adapter"], f"{sample['file']} was taken for {name}"
    return drafts


def fold(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


def bare(written: str) -> str:
    """A value without the remarks of the person who read it: "Ort (text: anderer Ort)"."""
    return re.sub(
        r"\s*\((?:text|title|agency|empty|not|placeholder|created_at|temporaryJob|tenant|employer|sanitized|tenant|employer)\b[^)]*\)",
        "",
        written,
    ).strip()


@dataclass(frozen=True)
class Read:
    """One posting as its adapter and the normaliser read it."""

    draft: Draft
    posting: JobPosting


def same_places(found: Read, truth: list[str]) -> bool:
    """Each place by its whole name, or by its town: a page shows "NY" where its markup says "New York"."""
    wanted = [place for place in map(bare, truth) if place]
    names = [fold(place.name) for place in found.draft.places]
    towns = [fold(place.locality or place.name.split(",")[0]) for place in found.draft.places]
    return len(names) == len(wanted) and all(
        fold(place) in names or fold(place.split(",")[0]) in towns for place in wanted
    )


def same_types(found: Read, truth: str) -> bool:
    written = bare(truth)
    term = read_fixed_term(written)
    types = set(read_types((written.replace("Heltid", "Full-time"),)))  # the one sample in Swedish
    return types in (set(), set(found.posting.employment_types)) and (
        term is None or found.posting.fixed_term in (None, term)
    )


CHECKS: dict[str, Callable[[Read, Any], bool]] = {
    "title": lambda found, truth: found.draft.title == " ".join(truth.split()),
    "company": lambda found, truth: employer_key(found.draft.employer) == employer_key(bare(truth)),
    "locations": same_places,
    "posted": lambda found, truth: found.draft.date_posted == read_date(truth.split(" (")[0]),
    "employment_type": same_types,
    "apply_url": lambda found, truth: truth in (found.draft.apply_url, found.draft.url),
    "remote": lambda found, truth: found.posting.remote.mode == truth,
}


def is_there(field: str, truth: dict[str, Any]) -> bool:
    """Whether the sample still holds the field: the employer was removed from some, and never stood in others."""
    written = truth.get(field)
    return bool(written) and (field != "company" or (bool(bare(written)) and "(sanitized)" not in written))


def pairs() -> list[tuple[str, Read | None, dict[str, Any]]]:
    found = []
    for sample in manifest():
        drafts = read(sample)
        for truth in sample["truth"]:
            by_id = [
                draft for draft in drafts if truth.get("id") and truth["id"] in (draft.source_ref, draft.requisition)
            ]
            by_title = [draft for draft in drafts if draft.title == " ".join(truth["title"].split())]
            draft = next(iter(by_id or by_title or drafts), None)
            one = Read(draft, normalise(draft, "test")) if draft else None
            found.append((sample["system"], one, truth))
    return found


def test_each_field_is_right_in_nearly_all_postings() -> None:
    table = {field: [0, 0] for field in CHECKS}
    wrong: list[str] = []
    for system, found, truth in pairs():
        for field, check in CHECKS.items():
            if is_there(field, truth):
                right = found is not None and check(found, truth[field])
                table[field][0] += right
                table[field][1] += 1
                wrong += [] if right else [f"{system}: {field}: {truth[field]!r} in {truth['title']!r}"]
    print()
    for field, (right, of) in table.items():
        print(f"{field:16} {right:3} of {of:3}  {right / max(of, 1):6.1%}")
    for line in wrong:
        print(line)
    assert all(of and right / of >= ENOUGH.get(field, 0.97) for field, (right, of) in table.items()), wrong


def test_silence_is_never_shown_as_remote() -> None:
    modes = [found.posting.remote.mode for _, found, truth in pairs() if found and truth["remote"] == "unknown"]
    assert len(modes) > 20
    assert "remote" not in modes and "hybrid" not in modes


@pytest.mark.parametrize("sample", manifest(), ids=lambda row: row["file"])
def test_every_posting_of_a_file_is_found_once(sample: dict[str, Any]) -> None:
    drafts = read(sample)
    rows_of_one = {"workable/zaelab_widget.json": 1}  # the system gives one row for each place of a posting
    assert len(drafts) == rows_of_one.get(sample["file"], sample["jobs_in_file"])
    assert len({draft.source_ref for draft in drafts}) == len(drafts)


def test_what_the_samples_are_traps_for() -> None:
    drafts = {sample["file"]: read(sample) for sample in manifest()}
    (diode,) = drafts["jsonld/yc_diode_senior.html"]
    assert diode.remote_flag is None  # "Remote (US)" stands in related jobs only
    (paris,) = drafts["jsonld/wttj_socianova.html"]
    assert paris.remote_flag is None  # "Télétravail total" stands in related jobs only
    assert paris.salary is not None and (paris.salary.min, paris.salary.max) == (42000, 60000)
    assert paris.salary.period == "year"
    bosch = {draft.source_ref: draft for draft in drafts["smartrecruiters/bosch_shape_pages.json"]}
    assert bosch["744000135078460"].places[0].name == "bangalore, India"
    assert [draft.remote_flag for draft in bosch.values()] == ["onsite", "remote", "hybrid"]
