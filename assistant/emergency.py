"""Is somebody in danger? Words of the region pack's emergency.toml, looked for before anything else, in every language."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.phrases import Phrases, written
from jobboard.posting import Value
from jobboard.region import Words

LONGEST = 100_000  # characters that are looked at


class Help(Value):
    """A kind of emergency: the phrases that tell it (see `assistant.phrases`), those in which the same words mean no danger,
    and what to say, by language."""

    kind: str
    words: tuple[str, ...]
    no_danger: tuple[str, ...] = ()
    say: Annotated[Words, Field(min_length=1)]

    @cached_property
    def _told_by(self) -> tuple[Phrases, Phrases]:
        return Phrases(self.words), Phrases(self.no_danger)

    def is_told(self, low: str) -> bool:
        """Whether a `written` text tells this emergency, a slip of the finger forgiven."""
        told, no_danger = self._told_by
        left = no_danger.without(low)
        return told.within(left) or told.within(no_danger.without(told.corrected(left)))

    def said_in(self, language: str) -> str:
        """What to say, in that language or in one the pack has."""
        return next(self.say[code] for code in (language, "en", *self.say) if code in self.say)


def load_help(folder: Path) -> tuple[Help, ...]:
    """The pack's emergencies; a pack without the file has none."""
    path = folder / "emergency.toml"
    if not path.is_file():
        return ()
    return tuple(Help.model_validate(row) for row in tomllib.loads(path.read_text("utf-8")).get("help", []))


def needed_help(text: str, known: tuple[Help, ...]) -> Help | None:
    """The first emergency that a text tells."""
    low = written(text[:LONGEST] if len(text) <= LONGEST else f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}")
    return next((help_ for help_ in known if help_.is_told(low)), None)
