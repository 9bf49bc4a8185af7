"""The assistant's own words."""

from datetime import date

from assistant.voice import Voice, spoken
from assistant.wording import Wording, ended_once


def test_the_assistants_own_words_are_there_in_every_language() -> None:
    assert set(spoken()) == {"de", "en", "uk", "ru", "ar", "fa", "tr", "pl", "ro", "fr"}
    for language in spoken():
        assert Voice(language)("contact", name="X", reach="Y").count("X") == 1
        assert Voice(language).day(date(2026, 11, 22))
    assert Voice("xx")("unknown") == Voice("en")("unknown")


def test_a_sentence_ends_once() -> None:
    assert Voice("en")("perhaps", title="How long?") == "Perhaps you also mean: How long?"
    assert Voice("ar")("near", topics="كم؟").endswith("كم؟")
    assert Voice("uk")("handover").endswith("відповідаю.")
    said = Wording("checklists", "uk")("dated_arrival", title="X", day=date(2027, 3, 1))
    assert ended_once("So?: a. Then ... b") == "So? a. Then ... b"
    assert said.endswith("р.") and not said.endswith("р..")


def test_parts_are_listed_as_the_script_does() -> None:
    assert Voice("tr").listed(["a", "b"]) == "a; b"
    assert Voice("ar").listed(["أ", "ب"]) == "أ؛ ب"
    assert Voice("fa").groups(["all", "eu"]).count("،") == 1
