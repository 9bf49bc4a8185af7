"""Latin letters to a language's own script: a table of words, and the words that stay."""

import pytest

from assistant.transliteration import in_own_script

KNOWN = frozenset({"deutschlandticket", "anmeldung"})


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("kam se3r el deutschlandticket hala2?", "ar", "كم سعر deutschlandticket هلا?"),
        ("kayf asajjil sakani", "ar", "كيف اسجل سكني"),
        ("kak dolgo mozhno ezdit s kazahskimi pravami", "ru", "как долго можно ездит с казахскими правами"),
        ("kakie rayony vhodyat v NVV?", "ru", "какие районы входят в NVV?"),
        ("skolko eto stoit, shchetka", "ru", "сколко это стоит, щетка"),
        ("yak zareyestruvatysya", "uk", "як зареєструватися"),
        ("chetor mitavanam kar peyda konam", "fa", "چتر میتاوانام کار پیدا کنام"),
        ("How do I register?", "ru", ""),  # it is English, whatever language was chosen
        ("как сделать anmeldung", "ru", ""),  # it is in its script already
        ("Was kostet das?", "de", ""),
    ],
)
def test_a_text_in_its_own_script(text: str, language: str, wanted: str) -> None:
    assert in_own_script(text, language, KNOWN) == wanted
