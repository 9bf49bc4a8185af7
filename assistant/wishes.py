"""Phrases of tables/wishes.toml, by which handlers tell what intents alone cannot."""

from functools import cache

from assistant.phrases import Phrases, table, written


@cache
def wishes(section: str, name: str) -> Phrases:
    """The phrases of that name."""
    return Phrases(table("wishes")[section][name])


def said_in(text: str, section: str, name: str) -> bool:
    """Whether a text holds one of the phrases of that name."""
    return wishes(section, name).within(written(text))


@cache
def class_words(*names: str) -> Phrases:
    """The words of these classes of tables/classes.toml, in all languages."""
    return Phrases(
        phrase
        for words in table("classes").values()
        for name in names
        for phrase in filter(None, words.get(name, "").split(";"))
    )
