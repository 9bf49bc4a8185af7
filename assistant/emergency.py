"""Is somebody in danger? Words of the region pack's emergency.toml, looked for before anything else, in every language."""

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.phrases import Phrases, written
from assistant.signs import Signs
from jobboard.posting import Value
from jobboard.region import Words

LONGEST = 100_000  # characters that are looked at


class Help(Value):
    """A kind of emergency: the phrases that tell it (see `assistant.phrases`), the signs on classes of words that do (see
    `assistant.signs`), the phrases in which the same words mean no danger, and what to say, by language."""

    kind: str
    words: tuple[str, ...]
    signs: tuple[str, ...] = ()
    classes: Mapping[str, Mapping[str, str]] = Field(default_factory=dict, repr=False)
    no_danger: tuple[str, ...] = ()
    say: Annotated[Words, Field(min_length=1)]

    @cached_property
    def _told_by(self) -> tuple[Phrases, Phrases, Signs]:
        return Phrases(self.words), Phrases(self.no_danger), Signs(self.signs, self.classes)

    def is_told(self, text: str) -> bool:
        """Whether a text tells this emergency, a slip of the finger forgiven."""
        told, no_danger, signs = self._told_by
        left = no_danger.without(written(text))
        if told.within(left) or told.within(no_danger.without(told.corrected(left))):
            return True
        return signs.told(text, no_danger)

    def said_in(self, language: str) -> str:
        """What to say, in that language or in one the pack has."""
        return next(self.say[code] for code in (language, "en", *self.say) if code in self.say)


def load_help(folder: Path) -> tuple[Help, ...]:
    """The pack's emergencies; a pack without the file has none."""
    path = folder / "emergency.toml"
    if not path.is_file():
        return ()
    table = tomllib.loads(path.read_text("utf-8"))
    classes = table.get("classes", {})
    return tuple(Help.model_validate({**row, "classes": classes}) for row in table.get("help", []))


def needed_help(text: str, known: tuple[Help, ...]) -> Help | None:
    """The first emergency that a text tells."""
    text = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return next((help_ for help_ in known if help_.is_told(text)), None)
