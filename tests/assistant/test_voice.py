"""The assistant's own words."""

from datetime import date

from assistant.voice import Voice, spoken


def test_the_assistants_own_words_are_there_in_every_language() -> None:
    assert set(spoken()) == {"de", "en", "uk", "ru", "ar", "fa", "tr", "pl", "ro", "fr"}
    for language in spoken():
        assert Voice(language)("contact", name="X", reach="Y").count("X") == 1
        assert Voice(language).day(date(2026, 11, 22))
    assert Voice("xx")("unknown") == Voice("en")("unknown")
