"""Signs: words of several classes near each other in one sentence, of one language, in any order."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobboard
from assistant.emergency import load_help
from assistant.phrases import Phrases, table
from assistant.signs import Signs

CLASSES = {
    "en": {"swallow": "swallowed|drank; in ... mouth", "poison": "cleaning liquid; bleach|die", "job": "job|jobs"},
    "de": {"swallow": "getrunken|die", "poison": "*reiniger"},
}
NONE = Phrases(())
PACKS = (Path(jobboard.__file__).parent / "regions").iterdir()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My kid swallowed cleaning liquid", True),
        ("cleaning liquid! My kid swallowed it", False),
        ("cleaning liquid, my kid swallowed it", True),
        ("He drank\nbleach", False),
        ("HE DRÁNK BLEACH", True),
        ("he swalowed bleach", True),
        ("bleach in her little mouth", True),
        ("Hat Abflussreiniger getrunken", True),
        ("Hat bleach getrunken", False),
        ("die Reiniger", True),
        ("die", False),
        ("swallowed", False),
        ("jobs: drank bleach", False),
        ("drank " + "and " * 30 + "bleach", False),
        ("", False),
    ],
)
def test_words_of_all_classes_in_one_sentence(text: str, told: bool) -> None:
    assert Signs(["swallow poison !job"], CLASSES).told(text, NONE) is told


def test_what_is_excepted_is_taken_out() -> None:
    assert not Signs(["swallow poison"], CLASSES).told(
        "He swallowed bleach in the film", Phrases(["swallowed bleach in"])
    )


def test_a_place_counts_for_one_class() -> None:
    signs = Signs(["one other"], {"en": {"one": "fire|smoke", "other": "fire|flat"}})
    assert [signs.told(text, NONE) for text in ("fire", "fire fire", "smoke fire")] == [False, True, True]


def test_signs_name_classes_that_german_and_english_have() -> None:
    """A class without words in a language is no fault; one that no language has is a slip of the pen."""
    rows = [
        (row.get("signs", []), table("classes")) for name in ("intents", "refusals") for row in table(name).values()
    ]
    rows += [(one.signs, one.classes) for folder in PACKS for one in load_help(folder)]
    named = [
        (sign, name.removeprefix("!"), classes) for signs, classes in rows for sign in signs for name in sign.split()
    ]
    assert named
    assert [(sign, name) for sign, name, classes in named for code in ("de", "en") if name not in classes[code]] == []


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    Signs(["swallow poison"], CLASSES).told(text, NONE)
