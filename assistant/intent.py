"""What does the person want? Told by the phrases and signs of tables/intents.toml; most questions ask for a fact."""

from enum import StrEnum
from functools import cache

from assistant.phrases import Phrases, table, written
from assistant.signs import Signs


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
def _rows() -> dict[Intent, tuple[Phrases, Signs, Phrases, Phrases]]:
    """The phrases and signs that tell each intent, what is taken out before, and what means something else wherever it stands."""
    return {
        Intent(name): (
            Phrases(row["phrases"]),
            Signs(row.get("signs", []), table("classes")),
            Phrases(row.get("except", [])),
            Phrases(row.get("unless", [])),
        )
        for name, row in table("intents").items()
    }


def read_intent(text: str) -> Intent:
    """The first intent of the table whose phrases or signs the text holds."""
    low = written(text)
    for intent, (phrases, signs, excepted, unless) in _rows().items():
        told = phrases.within(excepted.without(low)) or signs.told(text, excepted)
        if told and not unless.within(low):
            return intent
    return Intent.FACT
