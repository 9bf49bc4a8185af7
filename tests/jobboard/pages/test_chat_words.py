"""The words around a conversation: each in every language the assistant speaks, with the same names to fill in."""

from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from assistant.voice import spoken
from jobboard import pages
from jobboard.texts import CHAT, LOCALE, chat_texts, languages

FILES = ("welcome", "chat_reply", "chat_checklist", "chat_feedback")
# Those of the page, and a wish that is asked as it stands.
OF_THE_PAGE = ("Ask the assistant", "I am a machine.", "Search by meaning is out of order.", "Explain this job ad")
OTHERS = sorted(set(spoken()) - set(languages()))


@cache
def said() -> frozenset[str]:
    """The message ids of the chat."""
    folder = Path(pages.__file__).parent
    found = {
        message
        for name in FILES
        for _, message, _, _ in extract_from_file("python", folder / f"{name}.py", keywords={"t": None, "N_": None})
        if isinstance(message, str)
    }
    assert all(any(one.startswith(begin) for one in found) for begin in OF_THE_PAGE)
    return frozenset(one for one in found if not one.startswith(OF_THE_PAGE))


def names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_there(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / f"{CHAT}.po").open("rb") as stream:
        catalogue = {str(one.id): str(one.string) for one in read_po(stream) if one.id}
    assert catalogue.keys() == said()
    for message, text in catalogue.items():
        assert (text and text != message) or message == "Sources", (language, message)
        assert names(text) == names(message), (language, message)
        assert chat_texts(language)(message) == text


def test_pages_are_not_offered_in_the_languages_of_the_chat_alone() -> None:
    assert languages() == ("de", "en")
    assert chat_texts("de")("Sources") == "Quellen" and chat_texts("ar").language == "ar"
    for unknown in ("en", "es", "xx", "../de", ""):
        assert chat_texts(unknown)("Sources") == "Sources"
