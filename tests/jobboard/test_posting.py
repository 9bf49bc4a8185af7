"""The value object: what makes a posting whole, the same, and open."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from conftest import NOW, TODAY, draft
from pydantic import ValidationError

from jobboard.posting import Draft, JobPosting, Place, Remote, Status, WorkMode, posting_id


def posting(**fields: object) -> JobPosting:
    values = {
        "id": "0123456789abcdef",
        "source": "s",
        "source_ref": "r",
        "title": "T",
        "title_clean": "T",
        "employer": "",
    }
    return JobPosting.model_validate({**values, **fields})


@pytest.mark.parametrize("name", ["id", "source", "source_ref", "title"])
@pytest.mark.parametrize("empty", ["", " \t\n\u00a0"])
def test_a_posting_needs(name: str, empty: str) -> None:
    with pytest.raises(ValidationError, match=f"needs a {name}"):
        posting(**{name: empty})


def test_values_are_frozen_and_know_their_fields() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        posting().title = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        posting(salery=1)
    with pytest.raises(ValidationError, match="Extra inputs"):
        Draft.model_validate({"source_ref": "r", "title": "t", "colour": "red"})


def test_the_id_is_the_beginning_of_a_sha256_over_source_and_reference() -> None:
    expected = hashlib.sha256(b"jobs:probewerk\x00R-1").hexdigest()[:16]
    assert posting_id("jobs:probewerk", "R-1") == expected
    assert posting_id("a", "bc") != posting_id("ab", "c"), "source and reference must not run together"
    assert posting_id("a", "R-1") != posting_id("b", "R-1")


def test_the_hash_sees_content_and_not_circumstances() -> None:
    base = posting()
    assert base.content_hash == base.fingerprint()
    for circumstance in ({"first_seen": NOW}, {"last_seen": NOW}, {"status": Status.WITHDRAWN}):
        assert posting(**circumstance).content_hash == base.content_hash
    seen = {base.content_hash}
    for content in (
        {"title": "U"},
        {"employer": "E"},
        {"description_text": "x"},
        {"remote": Remote(mode=WorkMode.HYBRID)},
        {"remote": Remote(mode=WorkMode.HYBRID, home_days=2)},
        {"places": (Place(name="A"),)},
        {"places": (Place(name="A"), Place(name="B"))},
        {"places": (Place(name="B"), Place(name="A"))},
        {"fixed_term": False},
        {"fixed_term": True},
        {"date_posted": TODAY},
        {"valid_through": TODAY},
        {"demo": True},
        {"permission": "asked"},
    ):
        seen.add(posting(**content).content_hash)
    assert len(seen) == 15


def test_the_public_form_is_json_and_leads_back_to_the_posting() -> None:
    original = posting(
        first_seen=NOW, date_posted=TODAY, remote=Remote(mode=WorkMode.REMOTE, area=("DE",)), title="Ärztin 🩺 طبيبة"
    )
    text = json.dumps(original.to_dict(), ensure_ascii=False, allow_nan=False)
    assert JobPosting.model_validate(json.loads(text)) == original
    assert json.loads(text)["remote"]["mode"] == "remote"
    assert json.loads(text)["date_posted"] == "2026-11-22"


@pytest.mark.parametrize(
    ("status", "closes", "live"),
    [
        (Status.LIVE, None, True),
        (Status.LIVE, TODAY, True),
        (Status.LIVE, TODAY - timedelta(days=1), False),
        (Status.LIVE, date(2099, 1, 1), True),
        (Status.WITHDRAWN, None, False),
        (Status.EXPIRED, date(2099, 1, 1), False),
        (Status.IN_REVIEW, None, False),
    ],
)
def test_the_closing_day_itself_still_counts(status: Status, closes: date | None, live: bool) -> None:
    assert posting(status=status, valid_through=closes).is_live(TODAY) is live


def test_a_draft_is_html_unless_it_says_otherwise_and_claims_nothing() -> None:
    made = draft()
    assert made.description_is_html
    assert made.remote_flag is None and not made.remote_declared
    assert made.visa_support is None and made.salary is None
