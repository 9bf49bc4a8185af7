"""What does the person want? Told by the phrases of tables/intents.toml; most questions ask for a fact."""

from enum import StrEnum
from functools import cache

from assistant.phrases import Phrases, table, written


class Intent(StrEnum):
    """What a message wants. Danger, attempts on the rules and the like are no intents: they are looked for before."""

    FACT = "fact"
    CHECKLIST = "checklist"
    JOBS = "jobs"
    CALCULATION = "calculation"
    POSTING = "posting"
    CONTACT = "contact"
    PERSON = "person"
    GREETING = "greeting"
    THANKS = "thanks"
    MACHINE = "machine"


@cache
def _phrases() -> dict[Intent, tuple[Phrases, Phrases, Phrases]]:
    """What tells each intent, what is taken out before, and what means something else wherever it stands."""
    rows = table("intents")
    return {
        Intent(name): (Phrases(row["phrases"]), Phrases(row.get("except", [])), Phrases(row.get("unless", [])))
        for name, row in rows.items()
    }


def read_intent(text: str) -> Intent:
    """The first intent of the table whose phrases the text holds."""
    low = written(text)
    for intent, (phrases, excepted, unless) in _phrases().items():
        if phrases.within(excepted.without(low)) and not unless.within(low):
            return intent
    return Intent.FACT
