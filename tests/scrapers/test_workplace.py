import pytest

from jobboard.posting import WorkMode
from scrapers.workplace import mode_of, stated


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("Remote", WorkMode.REMOTE),
        ("fully", WorkMode.REMOTE),
        ("ORA_REMOTE", WorkMode.REMOTE),
        ("HYBRID", WorkMode.HYBRID),
        ("Hybrid Remote", WorkMode.HYBRID),
        ("partially_remote", WorkMode.HYBRID),
        ("On-site", WorkMode.ONSITE),
        ("ON_SITE", WorkMode.ONSITE),
        ("OnSite", WorkMode.ONSITE),
        ({"name": "In-Office"}, WorkMode.ONSITE),
        ("unspecified", None),
        ("Musterstadt", None),
        (True, None),
        (None, None),
    ],
)
def test_a_mode_is_known_however_it_is_written(word: object, mode: WorkMode | None) -> None:
    assert mode_of(word) is mode


def test_a_word_that_is_none_of_ours_goes_to_the_reader_of_the_ad() -> None:
    assert stated("Up to 50% work from home") == {"remote_flag": None, "remote_note": "Up to 50% work from home"}
    assert stated("Remote") == {"remote_flag": WorkMode.REMOTE, "remote_note": ""}


@pytest.mark.parametrize("word", ["none", "Unspecified", "", None, "N/A", False])
def test_a_form_that_nobody_filled_in_says_nothing(word: object) -> None:
    assert stated(word) == {"remote_flag": None, "remote_note": ""}
