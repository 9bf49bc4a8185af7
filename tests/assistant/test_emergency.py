"""Danger is noticed in every language the pack has words for, however they are typed."""

from pathlib import Path

import pytest
from pydantic import ValidationError

import jobboard
from assistant.emergency import Help, load_help, needed_help

PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "emergency.toml").is_file()
)
HELP = (
    Help(
        kind="violence",
        words=("schlägt mich", "beats me", "б'є мене", "beni dövüyor", "أقتل*"),
        say={"en": "Call 110.", "de": "Ruf 110."},
    ),
    Help(kind="danger", words=("notruf*", "notfall", "feuer in", "intihar"), say={"de": "Ruf 112."}),
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mein Nachbar schlägt mich", "violence"),
        ("mein nachbar SCHLÄGT   mich!!", "violence"),
        ("er schlaegt mich", "violence"),
        ("er schlagt mich", "violence"),
        ("er schla\u0308gt mich", "violence"),
        ("He beats\nme", "violence"),
        ("Він б’є мене", "violence"),
        ("Він бʼє мене", "violence"),
        ("beni dovuyor", "violence"),
        ("BENİ DÖVÜYOR", "violence"),
        ("أَقْتُل", "violence"),
        ("اقتل", "violence"),
        ("İNTİHAR", "danger"),
        ("ıntıhar", "danger"),
        ("Notrufnummer?", "danger"),
        ("Feuer in der Küche", "danger"),
        ("beats me, and a Notruf", "violence"),
        ("Ist das auch für in der Stadt Geborene?", None),
        ("Der Beat schlägt, mich freut es", None),
        ("heartbeats measured", None),
        ("Das ist ein Notfall!", "danger"),
        ("Wird mein Abschluss als Notfallsanitäter anerkannt?", None),
        ("", None),
        ("How do I register?", None),
    ],
)
def test_words_of_danger(text: str, kind: str | None) -> None:
    found = needed_help(text, HELP)
    assert (found.kind if found else None) == kind


def test_said_in_the_language_or_in_one_there_is() -> None:
    assert [HELP[0].said_in(language) for language in ("de", "en", "uk")] == ["Ruf 110.", "Call 110.", "Call 110."]
    assert HELP[1].said_in("en") == "Ruf 112."
    with pytest.raises(ValidationError):
        Help(kind="danger", words=("notruf",), say={})


def test_a_pack_without_emergencies_has_none(tmp_path: Path) -> None:
    assert load_help(tmp_path) == ()


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_every_word_of_a_bundled_pack_is_noticed_alone_and_in_a_sentence(region: Path) -> None:
    known = load_help(region)
    assert {"violence", "danger"} <= {one.kind for one in known}
    for one in known:
        assert {"de", "en"} <= one.say.keys()
        for word in one.words:
            word = word.removesuffix("*")
            for text in (word, word.upper(), f"Hallo! {word} – bitte, was nun?"):
                assert needed_help(text, known) is not None, text
