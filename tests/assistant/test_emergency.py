"""Danger is noticed in every language the pack has words for, however they are typed, and its false friends are not."""

import csv
import itertools
from pathlib import Path

import pytest
from pydantic import ValidationError

import jobboard
from assistant.emergency import LONGEST, Help, load_help, needed_help

PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "emergency.toml").is_file()
)
with Path(__file__).with_name("emergencies.tsv").open(encoding="utf-8", newline="") as stream:
    TOLD = [(row["text"], row["kind"]) for row in csv.DictReader(stream, delimiter="\t")]
HELP = (
    Help(
        kind="violence",
        words=("schlägt mich", "beats me", "б'є мене", "beni dövüyor", "أقتل*"),
        no_danger=("beats me how",),
        say={"en": "Call 110.", "de": "Ruf 110."},
    ),
    Help(kind="danger", words=("notruf*", "notfall", "feuer in", "intihar", "ambulance"), say={"de": "Ruf 112."}),
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mein Nachbar schlägt mich", "violence"),
        ("mein nachbar SCHLÄGT   mich!!", "violence"),
        ("er schlaegt mich", "violence"),
        ("er schlagt mich", "violence"),
        ("er schla\u0308gt mich", "violence"),
        ("er schl\u200bägt m\u202eich", "violence"),
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
        ("It beats me how, but he beats me", "violence"),
        ("amblance", "danger"),
        ("ambulnace", "danger"),
        ("ambulanze", "danger"),
        ("ambivalence", None),
        ("It beats me how this works", None),
        ("Ist das auch für in der Stadt Geborene?", None),
        ("heartbeats measured", None),
        ("Das ist ein Notfall!", "danger"),
        ("Wird mein Abschluss als Notfallsanitäter anerkannt?", None),
        ("", None),
        ("How do I register?", None),
        ("x " * LONGEST + "Notruf", "danger"),
        ("Notruf " + "x " * LONGEST, "danger"),
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
def test_what_people_say_in_danger_and_what_only_sounds_like_it(region: Path) -> None:
    known = load_help(region)
    wrong = [
        (text, kind, found.kind if found else "-")
        for text, kind in TOLD
        if (found.kind if (found := needed_help(text, known)) else "-") != kind
    ]
    assert wrong == []
    assert len(TOLD) >= 150


def examples(phrase: str) -> list[str]:
    """Texts a phrase stands for, one for each of its alternatives."""
    parts = [part.removesuffix("?").split("|") for part in phrase.split() if part not in ("...", "^", "$")]
    longest = max(len(part) for part in parts)
    columns = [list(itertools.islice(itertools.cycle(part), longest)) for part in parts]
    return [" ".join(row).replace("*", "").replace("#", "7") for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_every_phrase_of_a_bundled_pack_is_noticed_alone_and_in_a_sentence(region: Path) -> None:
    known = load_help(region)
    assert {"violence", "danger", "suicide"} <= {one.kind for one in known}
    unnoticed = []
    for one in known:
        assert {"de", "en", "uk", "ru", "ar", "fa", "tr", "pl", "ro", "fr"} <= one.say.keys()
        for phrase in one.words:
            for text in examples(phrase):
                for said in (text, text.upper(), f"Hallo! {text} – bitte, was nun?"):
                    if needed_help(said, known) is None:
                        unnoticed.append(said)
    assert unnoticed == []
